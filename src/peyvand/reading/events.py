"""What was done: events of the PLOVER ontology, with who did it to whom, when, where, and whether it took place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Event, EventStatus, Plover
from peyvand.reading.acts import Acts, Trigger, is_light
from peyvand.reading.gazetteer import Named
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.roles import roles_of, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast, Entity
    from peyvand.reading.dates import Dates
    from peyvand.reading.document import Analysis, Sentence

# Acts done together: both sides may stand on either.
_MUTUAL = frozenset({Plover.CONSULT, Plover.AGREE, Plover.COOPERATE, Plover.SUPPORT})
# Acts that swallow what they are about: "urged Ruritania to sign" is one request, and no signing.
_SWALLOWING = frozenset({Plover.AGREE, Plover.REQUEST, Plover.REJECT, Plover.THREATEN, Plover.ACCUSE, Plover.SUPPORT})
_TARGET_PREPOSITIONS = (
    "with",
    "to",
    "against",
    "on",
    "upon",
    "toward",
    "towards",
    "at",
    "over",
    "from",
    "for",
    "between",
    "into",
    "of",
    "in",
    "by",
)
_CHANGING = frozenset({Plover.SANCTION, Plover.CONCEDE})  # "stopped buying", "resumed exporting": one act
# Acts whose noun takes its doer after "of": "the invitation of", but "the condemnation of".
_OWN_OF = _MUTUAL | {Plover.REQUEST, Plover.THREATEN}
# Acts that are always toward somebody.
_DIRECTED = frozenset(
    {Plover.REQUEST, Plover.REJECT, Plover.SANCTION, Plover.CONCEDE, Plover.THREATEN, Plover.ACCUSE, Plover.AGREE, Plover.COERCE}
)
_UNSAID = 2  # sentences in which the other side must have been named to be left unsaid
_HELD = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "acl", "acomp"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DEEP = 6  # steps up the sentence in which one act may hold another
_NEAR = 3  # sentences in which "the two ministers discussed …" speaks of the meeting just told
_PERSONAL = word_list("personal_verbs")
_ONE_SIDED_NOUNS = frozenset({Plover.SANCTION, Plover.ASSAULT, Plover.MOBILIZE, Plover.COERCE})


@dataclass(slots=True)
class _Draft:
    """An event while it is being put together."""

    trigger: Trigger
    sentence: Sentence
    sources: list[Entity] = field(default_factory=list)
    targets: list[Entity] = field(default_factory=list)
    status: EventStatus = EventStatus.OCCURRED
    confidence: float = 0.5
    inferred: bool = False  # whether its target is left unsaid in its own clause


def read_events(analysis: Analysis, cast: Cast, dates: Dates, acts: Acts) -> list[Event]:
    """The events of a document, in the order of the text; what is told twice is read once."""
    kept: list[tuple[_Draft, Event]] = []
    published = analysis.source.metadata.published
    for sentence in analysis.sentences:
        if sentence.heading:
            continue
        drafts = list(_drafts(sentence, cast, acts))
        for draft in drafts:
            date = dates.of(draft.sentence, draft.trigger.token)
            if _swallowed(draft, drafts) or any(_told_before(draft, one, event, date) for one, event in kept):
                continue
            if draft.status is EventStatus.OCCURRED and _to_come(date, published):
                draft.status = EventStatus.PLANNED
            kept.append((draft, _event(analysis, cast, draft, date)))
    return [event for _, event in kept]


def _to_come(date: str | None, published: str | None) -> bool:
    """Whether a day lies after the day of publication; both must be full dates."""
    return bool(date and published and _DAY.match(date) and _DAY.match(published) and date[:10] > published[:10])


def _drafts(sentence: Sentence, cast: Cast, acts: Acts) -> Iterator[_Draft]:
    for trigger in acts.find(sentence):
        draft = _Draft(trigger, sentence)
        if trigger.roles is not None:
            _cast_verb(draft, cast)
        else:
            _cast_noun(draft, cast)
        if _plausible(draft):
            yield draft


# ---------------------------------------------------------------- who to whom


def _cast_verb(draft: _Draft, cast: Cast) -> None:
    """The sides of an act told by a verb."""
    trigger, sentence = draft.trigger, draft.sentence
    roles, frame = trigger.roles, trigger.frame
    assert roles is not None  # noqa: S101  # only verbs come here
    if roles.negated or (
        frame is None and trigger.token.lemma_ in _PERSONAL and not _meets_somebody(sentence, roles.object, cast)
    ):
        return
    subject, obj = roles.subject, roles.object
    if frame is not None and frame.source in {"object", "possessive"}:
        subject, obj = obj, subject
    draft.sources = _actors(sentence, subject, cast) if subject is not None else []
    for token in _target_places(draft, obj, cast):
        draft.targets = [one for one in _actors(sentence, token, cast) if not _own(one, draft.sources)]
        if draft.targets:
            break
    if not draft.targets and len(draft.sources) == 1:
        draft.targets = _elsewhere(draft, cast)
    if not draft.targets and draft.sources and trigger.type in _DIRECTED:
        draft.targets = _left_out(draft, cast)
    if not draft.sources and roles.passive and obj is not None and trigger.noun is not None:
        draft.sources = _owners(sentence, trigger.noun, cast)
    draft.status = EventStatus(frame.status) if frame is not None and frame.status else status_of(trigger.token)


def _own(entity: Entity, sources: Sequence[Entity]) -> bool:
    """Whether somebody is no other side: the actor himself, or the country that he acts for."""
    return any(one is entity or (entity.type is ActorType.COUNTRY and one.country == entity.country) for one in sources)


def _elsewhere(draft: _Draft, cast: Cast) -> list[Entity]:
    """The other side of an act, if the rest of what the verb governs names just one of another country."""
    verb, sentence = draft.trigger.token, draft.sentence
    own = {one.country for one in draft.sources}
    first = max(verb.i + 1, sentence.span.start)
    last = min(verb.right_edge.i, sentence.span.end - 1)
    found: dict[str, Entity] = {}
    for mention, entity in cast.named_between(sentence, first, last):
        if entity.country and entity.country not in own and mention.named is not Named.MEDIA:
            found.setdefault(entity.country, entity)
    return list(found.values()) if len(found) == 1 else []


def _left_out(draft: _Draft, cast: Cast) -> list[Entity]:
    """The other of the document's two countries, left unsaid but just named: "Norway complained. Chile refused (Norway)"."""
    pair = cast.analysis.source.metadata.pair
    own = {one.country for one in draft.sources}
    if pair is None or len(own & set(pair)) != 1:
        return []
    (other,) = set(pair) - own
    for back in range(min(_UNSAID, draft.sentence.index + 1)):
        here = cast.analysis.sentences[draft.sentence.index - back]
        for _, entity in cast.named_between(here, here.span.start, here.span.end - 1):
            if entity.country == other and entity not in draft.sources:
                draft.inferred = True
                return [cast.country(other)]
    return []


def _meets_somebody(sentence: Sentence, obj: Token | None, cast: Cast) -> bool:
    """Whether what is met, visited or received is an actor or a place, not a need or a target."""
    return obj is None or bool(cast.who(sentence, obj)) or cast.names(sentence).at_token[obj.i] is not None


def _target_places(draft: _Draft, obj: Token | None, cast: Cast) -> Iterator[Token]:
    """Where the other side may stand, the likeliest first; "in Tehran" is where it was, not with whom."""
    trigger = draft.trigger
    together = len(draft.sources) > 1
    capitals = {one.root for one in cast.names(draft.sentence).mentions if one.capital or one.named is Named.PLACE}
    roles, frame = trigger.roles, trigger.frame
    if roles is None:
        return
    named = frame.target if frame is not None else None
    if named not in {None, "object", "indirect", "possessive"}:
        token = roles.after(named or "")
        if token is not None:
            yield token
    if roles.indirect is not None:
        yield roles.indirect
    if obj is not None:
        yield obj
    for preposition in _TARGET_PREPOSITIONS:
        if preposition == "by" and not roles.passive:
            continue
        for word, noun in roles.prepositions:
            if word == preposition and not (word in {"in", "at"} and (together or noun.i in capitals)):
                yield noun
    for complement in roles.complements:
        below = roles_of(complement)
        if below.own_subject and below.subject is not None:
            yield below.subject
        for place in (below.object, *(noun for _, noun in below.prepositions)):
            if place is not None:
                yield place


def _cast_noun(draft: _Draft, cast: Cast) -> None:
    """The sides of an act told by a noun: "talks between A and B", "A's visit to B", "the seizure of B's ship by A"."""
    trigger, sentence = draft.trigger, draft.sentence
    noun = trigger.token
    draft.status = status_of(noun)
    draft.sources = _owners(sentence, noun, cast)
    others: list[Entity] = []
    for prep in noun.children:
        if prep.dep_ not in {"prep", "agent"}:
            continue
        for pobj in prep.children:
            if pobj.dep_ != "pobj":
                continue
            actors = _actors(sentence, pobj, cast)
            if prep.lower_ in {"by", "between", "among"} or (
                prep.lower_ == "of" and trigger.type in _MUTUAL and not draft.sources
            ):
                draft.sources.extend(one for one in actors if one not in draft.sources)
            elif prep.lower_ in _TARGET_PREPOSITIONS:
                others.extend(one for one in actors if one not in others)
    draft.targets = [one for one in others if not _own(one, draft.sources)]
    if not draft.sources:
        _borrow_subject(draft, cast)


def _borrow_subject(draft: _Draft, cast: Cast) -> None:
    """Give a noun without an owner the subject of the verb that carries it."""
    noun = draft.trigger.token
    verb = noun.head
    while verb.dep_ in {"prep", "pobj", "conj"} and verb.pos_ not in {"VERB", "AUX"} and verb.head is not verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or noun.dep_ in {"nsubj", "nsubjpass"}:
        return
    if not (is_light(verb) or draft.trigger.type is Plover.CONSULT):
        return
    roles = roles_of(verb)
    if roles.subject is not None:
        actors = _actors(draft.sentence, roles.subject, cast)
        draft.sources = [one for one in actors if one not in draft.targets]


def _owners(sentence: Sentence, noun: Token, cast: Cast) -> list[Entity]:
    """Whose act a noun tells of: "Japan's", "his", "US", "Chinese-Japanese"."""
    found: list[Entity] = []
    names = cast.names(sentence)
    forces = word_list("state")
    for child in noun.children:
        if child.dep_ == "poss":
            found.extend(one for one in cast.who(sentence, child) if one not in found)
        elif child.dep_ in {"amod", "compound", "nmod"}:
            for inner in (*child.children, child):
                entity = names.entity(inner.i)
                if entity is not None and entity.country and child.lower_ in forces and entity.type is ActorType.ORGANIZATION:
                    entity = cast.country(entity.country)  # "a US military deployment"
                if entity is not None and entity not in found:
                    found.append(entity)
    return found


def _actors(sentence: Sentence, token: Token, cast: Cast) -> list[Entity]:
    """The actors that a phrase means, or, where it means a thing of theirs, whose thing it is."""
    found = cast.who(sentence, token)
    if found:
        return found
    owners = _owners(sentence, token, cast)
    if owners:
        return owners
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "from", "by", "in", "with", "between", "against", "on", "to", "for"}:
            for noun in prep.children:
                mention = cast.names(sentence).at_token[noun.i]
                where = prep.lower_ == "in" and mention is not None and mention.capital
                if noun.dep_ == "pobj" and not where:
                    inner = cast.who(sentence, noun) or _owners(sentence, noun, cast)
                    if inner:
                        return inner
    return []


def _plausible(draft: _Draft) -> bool:
    """Whether enough is known to call it an event; sets how sure we are of it."""
    draft.sources = [one for one in draft.sources if _acts(one)]
    draft.targets = [one for one in draft.targets if _acts(one)]
    if not draft.sources:
        if not (draft.targets and draft.trigger.roles is not None and draft.trigger.roles.passive):
            return False
        return False
    if draft.trigger.type is Plover.SUPPORT and not draft.targets and len(draft.sources) > 1:
        draft.sources, draft.targets = draft.sources[:1], draft.sources[1:]  # a signing by two: each toward the other
    verb, framed = draft.trigger.roles is not None, draft.trigger.frame is not None
    both = bool(draft.targets) or len(draft.sources) > 1
    if not verb and not both and draft.trigger.type not in _ONE_SIDED_NOUNS:
        return False
    draft.confidence = 0.35 + 0.15 * both + 0.08 * verb + 0.12 * framed
    draft.confidence -= 0.1 * draft.inferred
    if draft.status is not EventStatus.OCCURRED:
        draft.confidence -= 0.08
    return True


def _acts(entity: Entity) -> bool:
    return entity.type is not ActorType.PLACE_LIKE_GOVERNMENT or bool(entity.name)


# ---------------------------------------------------------------- one event, once


def _swallowed(draft: _Draft, drafts: Sequence[_Draft]) -> bool:
    """Whether an act is only what another is about: "urged Ruritania to sign" tells of no signing."""
    tokens = {one.trigger.token.i: one for one in drafts if one is not draft}
    at = draft.trigger.token
    for _ in range(_DEEP):
        dep, at = at.dep_, at.head
        if dep == "conj":
            continue  # what is joined to it is no holder, but shares its holder
        holder = tokens.get(at.i)
        if holder is not None and dep == "xcomp" and holder.trigger.type in _CHANGING:
            return True
        if holder is not None and dep in _HELD and holder.trigger.type in _SWALLOWING:
            return holder.trigger.roles is not None or holder.trigger.type is not Plover.ACCUSE
        if dep in {"relcl", "advcl", "nsubj", "nsubjpass", "ROOT", "parataxis"}:
            return False
    return False


def _told_before(draft: _Draft, earlier: _Draft, event: Event, date: str | None) -> bool:
    """Whether an event is only spoken of again: "the visit", "his visit", "the two ministers discussed"."""
    if earlier.trigger.type is not draft.trigger.type or draft.status is not event.status:
        return False
    apart = draft.sentence.index - earlier.sentence.index
    sides = {id(one) for one in (*draft.sources, *draft.targets)}
    known = {id(one) for one in (*earlier.sources, *earlier.targets)}
    if date and event.date and date != event.date:
        return False
    if draft.trigger.roles is None:
        noun = draft.trigger.token
        definite = any(child.dep_ == "poss" or child.lower_ in {"the", "this", "these"} for child in noun.children)
        return bool(sides & known) and (sides <= known or apart == 0) and (definite or apart == 0)
    again = draft.trigger.type is Plover.CONSULT and apart <= _NEAR
    return sides == known and (again or (apart == 0 and earlier.trigger.token.lemma_ == draft.trigger.token.lemma_))


# ---------------------------------------------------------------- the finished event


def _event(analysis: Analysis, cast: Cast, draft: _Draft, date: str | None) -> Event:
    for entity in (*draft.sources, *draft.targets):
        entity.used = True
    sources, targets = draft.sources, draft.targets
    return Event(
        quote=analysis.span(*_extent(draft)),
        type=draft.trigger.type,
        sources=tuple(one.name for one in sources),
        targets=tuple(one.name for one in targets),
        date=date,
        place=_place(draft, cast),
        status=draft.status,
        confidence=min(draft.confidence, 0.95),
    )


def _extent(draft: _Draft) -> tuple[int, int]:
    """The narrowest stretch that tells of the act: from its subject, if it stands near, to the end of what it governs."""
    sentence, trigger = draft.sentence, draft.trigger
    part, token = sentence.part, trigger.token
    edges = [token]
    roles = trigger.roles
    if roles is not None:
        subject = roles.subject if roles.own_subject else _governing_subject(token)
        if subject is not None:
            edges.extend((subject.left_edge, subject.right_edge))
        for child in token.children:
            if child.dep_ in {
                "dobj",
                "dative",
                "prep",
                "xcomp",
                "ccomp",
                "prt",
                "agent",
                "nsubjpass",
                "attr",
                "npadvmod",
                "oprd",
            }:
                edges.extend((child.left_edge, child.right_edge))
    else:
        edges.extend((token.left_edge, token.right_edge))
    inside = [edge for edge in edges if sentence.span.start <= edge.i < sentence.span.end]
    first, last = min(inside, key=lambda one: one.i), max(inside, key=lambda one: one.i)
    return part.start + first.idx, part.start + last.idx + len(last.text)


def _governing_subject(verb: Token) -> Token | None:
    """The subject of "is scheduled to meet", whose verb of meeting has none of its own."""
    while verb.dep_ == "xcomp" and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return child
    return None


def _place(draft: _Draft, cast: Cast) -> str | None:
    """Where it took place, as written: after "in", "at", or "to" where somebody went."""
    token = draft.trigger.token
    names = cast.names(draft.sentence)
    stack = [child for child in token.children if child.dep_ == "prep"]
    for child in token.children:
        if child.dep_ in {"dobj", "prep", "pobj"}:
            stack.extend(inner for inner in child.subtree if inner.dep_ == "prep")
    moves = draft.trigger.type is Plover.CONSULT
    for prep in stack:
        if prep.lower_ not in {"in", "at", "near", "off"} and not (moves and prep.lower_ == "to"):
            continue
        for noun in prep.children:
            mention = names.at_token[noun.i] if noun.dep_ == "pobj" else None
            if mention is not None and (
                mention.named in {Named.PLACE, Named.COUNTRY} or (prep.lower_ == "at" and mention.named is Named.ORGANIZATION)
            ):
                return mention.text
    return None
