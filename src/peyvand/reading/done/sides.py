"""The sides of an act: who did it to whom, by where they stand around the verb or noun that tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.model import ActorType, EventStatus, Plover
from peyvand.reading.done.acts import Acts, Trigger
from peyvand.reading.done.nominal import (
    TARGET_PREPOSITIONS,
    actors_of,
    between_of,
    cast_noun,
    crowd_of,
    elsewhere,
    is_none,
    is_own,
    owners_of,
    polity_of,
)
from peyvand.reading.done.reality import refuses, status_of
from peyvand.reading.done.roles import prepositions, roles_of
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Named

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

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
        Plover.SUPPORT,
    }
)
# What says nothing while neither side is named: "the fish were sold".
_NEEDS_PARTIES = frozenset({Plover.COOPERATE, Plover.AID, Plover.AGREE})
_JOINT = frozenset({Plover.SUPPORT, Plover.AGREE})  # what the two sides of a document do together where nobody is named
_UNSAID = 8  # sentences, its own included, in which the side left unsaid is looked for; 4 to 100 score alike, 2 worse
_NEAR = 3  # sentences in which the countries must have been named that a third party's act is toward
_SENDING = frozenset({"send", "dispatch", "despatch"})
_HOSTING = word_list("hosting")  # whom they have for an object, that is the visitor
_BETWEEN_OTHERS = frozenset({"mediation", "arbitration"})  # what a third party does between two
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
    plausible: bool = False  # whether enough is known to call it an event
    inferred: list[Entity] = field(default_factory=list)  # those whom its own clause leaves unsaid
    opinion: Mapping[Plover | None, float] = field(default_factory=dict)  # the classifier's, where there is one


def drafts_of(sentence: Sentence, cast: Cast, acts: Acts) -> Iterator[Draft]:
    """The acts that a sentence may tell of, with their sides; some aren't plausible, but may still hold others."""
    for trigger in acts.find(sentence):
        draft = Draft(trigger, sentence)
        if trigger.roles is not None:
            _cast_verb(draft, cast)
        else:
            cast_noun(draft, cast)
        if (
            len(draft.sources) == 1
            and not draft.targets
            and (trigger.roles is not None or trigger.type in _DIRECTED or trigger.token.lemma_.lower() in _BETWEEN_OTHERS)
        ):
            draft.targets = _left_out(sentence, draft.sources, cast) or _spoken_of(draft, cast)
            draft.inferred = list(draft.targets) or draft.inferred
        if not draft.sources and not draft.targets:
            draft.sources = _both_left_out(draft, cast)
            draft.inferred = list(draft.sources)
        draft.plausible = _plausible(draft)
        yield draft


def _cast_verb(draft: Draft, cast: Cast) -> None:
    """The sides of an act told by a verb."""
    trigger, sentence = draft.trigger, draft.sentence
    roles, frame = trigger.roles, trigger.frame
    assert roles is not None  # noqa: S101  # only verbs come here
    if (roles.negated and not refuses(trigger.token)) or (
        frame is None and trigger.token.lemma_ in _PERSONAL and not _meets_somebody(sentence, roles.object, cast)
    ):
        return
    subject, obj = roles.subject, roles.object
    if frame is not None and frame.source in {"object", "possessive"}:
        subject, obj = obj, subject
    elif frame is not None and frame.source and roles.passive and subject is None:
        subject = roles.after(frame.source)  # "was summoned to the ministry"
    draft.sources = actors_of(sentence, subject, cast, acting=True) if subject is not None else []
    if not draft.sources and subject is not None and trigger.type is Plover.PROTEST and subject.tag_ in {"NNS", "NN"}:
        draft.sources = crowd_of(sentence, subject, cast)
    for token in _target_places(draft, obj, cast):
        found = [one for one in actors_of(sentence, token, cast) if not is_own(one, draft.sources)]
        known = any(one.country or not one.described for one in found)
        draft.targets = found if known else draft.targets or found
        if known:
            break
    if trigger.type is Plover.REQUEST and obj is not None and not cast.who(sentence, obj):
        draft.targets = [one for one in draft.targets if not _is_kin(one, draft.sources)]  # "demanded the release of 23 Chileans"
    if not draft.targets and len(draft.sources) == 1:
        draft.targets = elsewhere(draft, cast)
    if not draft.targets and subject is not None and subject.pos_ == "NOUN":
        draft.targets = _through_subject(draft, subject, cast)
    if trigger.type is Plover.CONSULT and obj is not None:
        _send_visitor(draft, cast.who(sentence, obj), passive=roles.passive)
    if roles.impersonal and subject is None and trigger.type in _JOINT:
        draft.targets = []  # "it was agreed that Ruritania would": by both
    elif roles.passive:
        _cast_unsaid(draft, obj, cast)
    draft.status = EventStatus(frame.status) if frame is not None and frame.status else status_of(trigger.token)
    if draft.status is EventStatus.PLANNED and refuses(trigger.token):
        draft.status = EventStatus.OCCURRED  # to say that one will not is to refuse


def _send_visitor(draft: Draft, acted_on: Sequence[Entity], *, passive: bool) -> None:
    """Make the visitor the source, where the verb is the sender's or the host's."""
    verb = draft.trigger.token.lemma_
    if verb in _SENDING and not passive:  # "sent her minister, X, to Lima"
        sent = [one for one in acted_on if one.type is ActorType.PERSON and not one.described]
        draft.sources = sent or draft.sources
        draft.targets = [one for one in draft.targets if one not in sent]
    elif verb in _HOSTING and (guests := [one for one in draft.targets if one in acted_on]):
        draft.sources, draft.targets = guests, draft.sources


def _is_kin(entity: Entity, sources: Sequence[Entity]) -> bool:
    """Whether somebody is of the asker's own country: what is asked is about them, not of them."""
    return entity.described and entity.country is not None and all(one.country == entity.country for one in sources)


def _through_subject(draft: Draft, subject: Token, cast: Cast) -> list[Entity]:
    """The other side, named behind a subject that is an act itself: "the attack on a Ruritanian post killed nine"."""
    behind = list(prepositions(subject))
    done_by = any(word == "by" for word, _ in behind)  # "the bombardment of A by B destroyed"
    for word, noun in behind:
        if word in {"on", "against", "upon"} or (word == "of" and done_by):
            named = actors_of(draft.sentence, noun, cast) or polity_of(draft.sentence, noun, cast)
            found = [one for one in named if not is_own(one, draft.sources)]
            if found:
                return found
    return []


def _cast_unsaid(draft: Draft, obj: Token | None, cast: Cast) -> None:
    """Who did what the passive tells of, where "by" doesn't say it: whose measure it was, or between whom."""
    sentence, frame, noun = draft.sentence, draft.trigger.frame, draft.trigger.noun
    if not draft.sources:  # "was granted a loan of 300 million dollars by Ruritania": parsed into the object
        by = [one for one in draft.trigger.token.subtree if one.lower_ == "by" and one.dep_ in {"prep", "agent"}]
        draft.sources = [actor for prep in by for one in prep.children for actor in cast.who(sentence, one)]
        draft.targets = [one for one in draft.targets if not is_own(one, draft.sources)]
    both = between_of(sentence, draft.trigger.token, cast) or (between_of(sentence, obj, cast) if obj is not None else [])
    if len(both) > 1 and {one.country for one in draft.sources} <= {None, *(one.country for one in both)}:
        draft.sources = both
        draft.targets = [one for one in draft.targets if one not in both]
    if not draft.sources and obj is not None and noun is not None and not (frame is not None and frame.target == "possessive"):
        draft.sources = owners_of(sentence, noun, cast)
        draft.targets = [one for one in draft.targets if not is_own(one, draft.sources)]
    if not draft.sources:
        draft.sources = _left_out(sentence, draft.targets, cast)
        draft.inferred = list(draft.sources)


def _left_out(sentence: Sentence, known: Sequence[Entity], cast: Cast) -> list[Entity]:
    """The other of the document's two countries, left unsaid but named not long before: "Chile refused (Norway)"."""
    pair = cast.pair
    own = {one.country for one in known}
    if pair is None or len(own & set(pair)) != 1:
        return []
    (other,) = set(pair) - own
    for back in range(min(_UNSAID, sentence.index + 1)):
        here = cast.analysis.sentences[sentence.index - back]
        for _, entity in cast.named_between(here, here.span.start, here.span.end - 1):
            if entity.country == other and entity not in known:
                return [cast.country(other)]
    return []


def _spoken_of(draft: Draft, cast: Cast) -> list[Entity]:
    """Of the document's two countries, those last spoken of before a third party's act: "The Pope appealed for calm"."""
    pair, own = cast.pair, {one.country for one in draft.sources}
    mediated = draft.trigger.token.lemma_.lower() in _BETWEEN_OTHERS
    if pair is None or own & set(pair) or (draft.trigger.roles is None and not mediated):
        return []
    for back in range(min(_NEAR, draft.sentence.index + 1)):
        here = cast.analysis.sentences[draft.sentence.index - back]
        last = draft.trigger.token.i if back == 0 else here.span.end - 1
        codes = {entity.country for _, entity in cast.named_between(here, here.span.start, last)}
        found = [cast.country(code) for code in pair if code in codes]
        if found:
            return found
    return []


def _both_left_out(draft: Draft, cast: Cast) -> list[Entity]:
    """The document's two countries, where it says of neither that it took part: "talks began", "the treaty was signed"."""
    trigger, token = draft.trigger, draft.trigger.token
    roles = trigger.roles
    if roles is None:
        joint = trigger.type is Plover.CONSULT and token.dep_ in {"nsubj", "nsubjpass"} and token.lemma_ in word_list("talks")
        joint = joint and not is_none(token)
    else:
        said = roles.passive and (trigger.noun is not None or roles.impersonal) and not roles.negated
        joint = said and trigger.type in _JOINT
    if not joint or cast.pair is None:
        return []
    first, second = (cast.country(code) for code in cast.pair)
    named = _left_out(draft.sentence, [first], cast) and _left_out(draft.sentence, [second], cast)
    return [first, second] if named else []


def _meets_somebody(sentence: Sentence, obj: Token | None, cast: Cast) -> bool:
    """Whether what is met, visited or received is an actor or a place, not a need or a target."""
    return obj is None or bool(cast.who(sentence, obj)) or cast.names(sentence).at_token[obj.i] is not None


def _target_places(draft: Draft, obj: Token | None, cast: Cast) -> Iterator[Token]:
    """Where the other side may stand, the likeliest first; "in Tehran" is where it was, not with whom."""
    trigger = draft.trigger
    together = len(draft.sources) > 1
    mentions = cast.names(draft.sentence).mentions
    capitals = {one.root for one in mentions if one.capital or one.named is Named.PLACE or not (one.key or one.country)}
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
    for preposition in TARGET_PREPOSITIONS:
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


def _plausible(draft: Draft) -> bool:
    """Whether enough is known to call it an event."""
    roles = draft.trigger.roles
    if not draft.sources:  # "two sailors were released": by whom is a gap, and shown as one
        told = draft.trigger.frame is not None and draft.trigger.type not in _NEEDS_PARTIES
        return roles is not None and roles.passive and not roles.negated and (bool(draft.targets) or told)
    if draft.trigger.type is Plover.SUPPORT and not draft.targets and len(draft.sources) > 1:
        draft.sources, draft.targets = draft.sources[:1], draft.sources[1:]  # a signing by two: each toward the other
    both = bool(draft.targets) or len(draft.sources) > 1
    return roles is not None or both or draft.trigger.type in _ONE_SIDED_NOUNS
