"""The sides of an act: who did it to whom, by where they stand around the verb or noun that tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.model import ActorType, EventStatus, Plover
from peyvand.reading.acts import Acts, Trigger, is_light
from peyvand.reading.gazetteer import Named
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.roles import prepositions, roles_of, status_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.document import Sentence
    from peyvand.reading.naming import Entity

# Acts done together: both sides may stand on either.
_MUTUAL = frozenset({Plover.CONSULT, Plover.AGREE, Plover.COOPERATE, Plover.SUPPORT})
# Where the other side stands, the likeliest first.
_TARGET_PREPOSITIONS = tuple("with to against on upon toward towards at over from for between into of in by".split())
# Acts whose noun takes its doer after "of": "the invitation of", but "the condemnation of".
_OWN_OF = _MUTUAL | {Plover.REQUEST, Plover.THREATEN}
# Acts that are always toward somebody.
_DIRECTED = frozenset(
    {
        Plover.REQUEST,
        Plover.REJECT,
        Plover.SANCTION,
        Plover.CONCEDE,
        Plover.THREATEN,
        Plover.ACCUSE,
        Plover.AGREE,
        Plover.COERCE,
        Plover.AID,
        Plover.COOPERATE,
    }
)
_UNSAID = 2  # sentences in which the other side must have been named to be left unsaid
_PERSONAL = word_list("personal_verbs")
_ONE_SIDED_NOUNS = frozenset({Plover.SANCTION, Plover.ASSAULT, Plover.MOBILIZE, Plover.COERCE})


@dataclass(slots=True)
class Draft:
    """An event while it is being put together."""

    trigger: Trigger
    sentence: Sentence
    sources: list[Entity] = field(default_factory=list)
    targets: list[Entity] = field(default_factory=list)
    status: EventStatus = EventStatus.OCCURRED
    inferred: bool = False  # whether its target is left unsaid in its own clause


def drafts_of(sentence: Sentence, cast: Cast, acts: Acts) -> Iterator[Draft]:
    """The acts that a sentence may tell of, with their sides, where enough is known to call them events."""
    for trigger in acts.find(sentence):
        draft = Draft(trigger, sentence)
        if trigger.roles is not None:
            _cast_verb(draft, cast)
        else:
            _cast_noun(draft, cast)
        if _plausible(draft):
            yield draft


def _cast_verb(draft: Draft, cast: Cast) -> None:
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
    if not draft.sources and roles.passive:
        draft.sources = _between(sentence, trigger.token, cast) or (_between(sentence, obj, cast) if obj is not None else [])
        draft.targets = [one for one in draft.targets if one not in draft.sources]
    draft.status = EventStatus(frame.status) if frame is not None and frame.status else status_of(trigger.token)


def _between(sentence: Sentence, token: Token, cast: Cast) -> list[Entity]:
    """Both sides of what was done between them, by nobody named: "relations between A and B were restored"."""
    for word, noun in prepositions(token):
        if word in {"between", "among"}:
            return cast.who(sentence, noun)
    return []


def _own(entity: Entity, sources: Sequence[Entity]) -> bool:
    """Whether somebody is no other side: the actor himself, or the country that he acts for."""
    return any(one is entity or (entity.type is ActorType.COUNTRY and one.country == entity.country) for one in sources)


def _elsewhere(draft: Draft, cast: Cast) -> list[Entity]:
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


def _left_out(draft: Draft, cast: Cast) -> list[Entity]:
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


def _target_places(draft: Draft, obj: Token | None, cast: Cast) -> Iterator[Token]:
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


def _cast_noun(draft: Draft, cast: Cast) -> None:
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


def _borrow_subject(draft: Draft, cast: Cast) -> None:
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


def _plausible(draft: Draft) -> bool:
    """Whether enough is known to call it an event."""
    if not draft.sources:
        return False
    if draft.trigger.type is Plover.SUPPORT and not draft.targets and len(draft.sources) > 1:
        draft.sources, draft.targets = draft.sources[:1], draft.sources[1:]  # a signing by two: each toward the other
    verb = draft.trigger.roles is not None
    both = bool(draft.targets) or len(draft.sources) > 1
    return verb or both or draft.trigger.type in _ONE_SIDED_NOUNS
