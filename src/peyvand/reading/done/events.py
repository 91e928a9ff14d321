"""What was done: events of the PLOVER ontology, with who did it to whom, when, where, and whether it took place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from peyvand.model import Event, EventStatus, Kind, Plover
from peyvand.reading.done.acts import Acts
from peyvand.reading.done.answering import complete
from peyvand.reading.done.judging import judge
from peyvand.reading.done.moments import Moments, to_come
from peyvand.reading.done.places import place_of
from peyvand.reading.done.sides import Draft, drafts_of
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import events as weighed
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.text.clauses import parted

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.done.classifier import Classifier
    from peyvand.reading.text.document import Analysis
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast

# Acts that swallow what they are about: "urged Ruritania to sign" is one request, and no signing.
_SWALLOWING = frozenset({Plover.AGREE, Plover.REQUEST, Plover.REJECT, Plover.THREATEN, Plover.ACCUSE, Plover.SUPPORT})
_BRINGING_ABOUT = word_list("bringing_about")  # "forced Ruritania to withdraw": it did
_MEETING = word_list("meeting_verbs")
_DENYING = word_list("denying")
_CHANGING = frozenset({Plover.SANCTION, Plover.CONCEDE})  # "stopped buying", "resumed exporting": one act
_HELD = frozenset({"xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "acl", "acomp"})
_GOVERNED = frozenset(
    {"dobj", "dative", "prep", "xcomp", "ccomp", "prt", "agent", "nsubjpass", "attr", "acomp", "npadvmod", "oprd"}
)
_DEEP = 6  # steps up the sentence in which one act may hold another
_MEMORY = 80  # events to look back over for one told before: the cost stays linear in the length of the text
# What is held less likely than this is left out. F1 is highest where about half of the F1 that can be had is the threshold
# (Z. C. Lipton and others, "Optimal thresholding of classifiers to maximize F1 measure", 2014); 0.2 and 0.4 score alike.
_UNLIKELY = 0.33
_SURE = 0.77  # most such are right without a second opinion; asking of surer ones too scores no better and takes longer
_NEAR = 3  # sentences in which "the two ministers discussed …" speaks of the meeting just told


def read_events(
    analysis: Analysis, cast: Cast, dates: Dates, acts: Acts, grounds: Grounds | None = None, classifier: Classifier | None = None
) -> list[Event]:
    """The events of a document, in the order of the text; what is told twice is read once, what is unlikely isn't told."""
    grounds = grounds or Grounds()
    told = [(draft, event, weighed.signs(draft, event.date, cast)) for draft, event in _told(analysis, cast, dates, acts)]
    if classifier is not None:
        judge([draft for draft, _, signs in told if _doubtful(signs, grounds)], cast, classifier)
    found = []
    for draft, event, seen in told:
        signs = seen | weighed.opinion(draft)
        confidence = grounds.of(Kind.EVENT, signs)
        if confidence < _UNLIKELY:
            continue
        for entity in (*draft.sources, *draft.targets):
            entity.used = True
        found.append(replace(event, confidence=confidence))
        grounds.note(found[-1], Kind.EVENT, signs, partial(weighed.steps, draft, event, cast, dates))
    return found


def _doubtful(signs: Mapping[str, float], grounds: Grounds) -> bool:
    """Whether a second opinion is worth its time: what is nearly sure, or all but ruled out, is told or left out without one."""
    return _UNLIKELY <= grounds.of(Kind.EVENT, signs) < _SURE


def _told(analysis: Analysis, cast: Cast, dates: Dates, acts: Acts) -> list[tuple[Draft, Event]]:
    """Every act that the document tells of, once; how likely each is isn't weighed yet."""
    kept: list[tuple[Draft, Event]] = []
    moments = Moments(analysis, cast, dates)
    for sentence in analysis.sentences:
        drafts = [] if sentence.heading else list(drafts_of(sentence, cast, acts))
        for draft in drafts:
            complete(draft, kept)
            date = moments.own(draft)
            if (
                not draft.plausible
                or _swallowed(draft, drafts)
                or _only_denies(draft, drafts)
                or any(_told_before(draft, one, event, date) for one, event in kept[-_MEMORY:])
            ):
                continue
            date = moments.of(draft, date, kept)
            past = draft.trigger.token.tag_ == "VBD"
            if draft.status is EventStatus.OCCURRED and not past and to_come(date, moments.published):
                draft.status = EventStatus.PLANNED
            kept.append((draft, _event(analysis, cast, draft, date, acts)))
    return kept


# ---------------------------------------------------------------- one event, once


def _swallowed(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an act is only what another is about: "urged Ruritania to sign" tells of no signing."""
    tokens = {one.trigger.token.i: one for one in drafts if one is not draft}
    at = draft.trigger.token
    for _ in range(_DEEP):
        below, dep, at = at, at.dep_, at.head
        if dep == "conj":
            continue  # what is joined to it is no holder, but shares its holder
        if dep == "ccomp" and parted(below, at):
            return False
        holder = tokens.get(at.i)
        if holder is not None and dep == "xcomp" and holder.trigger.type in _CHANGING:
            return True
        if holder is not None and dep in _HELD and _sets_up(holder, draft):
            return False
        if holder is not None and dep in _HELD and holder.trigger.type in _SWALLOWING:
            if draft.status is EventStatus.DENIED or holder.trigger.token.lemma_ in _BRINGING_ABOUT:
                return False
            return holder.trigger.roles is not None or holder.trigger.type is not Plover.ACCUSE
        if dep in {"relcl", "advcl", "nsubj", "nsubjpass", "ROOT", "parataxis"}:
            return False
    return False


def _sets_up(holder: Draft, meeting: Draft) -> bool:
    """Whether a visit or meeting is agreed on: "accepted an invitation to visit Oslo in May" tells of both."""
    agreed = holder.trigger.type is Plover.AGREE and meeting.trigger.type is Plover.CONSULT
    if not agreed or meeting.trigger.roles is None or meeting.trigger.token.lemma_ not in _MEETING:
        return False
    if holder.status is EventStatus.OCCURRED and meeting.status is not EventStatus.DENIED:
        meeting.status = EventStatus.PLANNED
    return True


def _only_denies(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an act is no more than the denial of another, which is told as denied."""
    denial = draft.trigger.token
    return denial.lemma_ in _DENYING and any(
        one.status is EventStatus.DENIED and one.plausible and denial in one.trigger.token.ancestors for one in drafts
    )


def _told_before(draft: Draft, earlier: Draft, event: Event, date: str | None) -> bool:
    """Whether an event is only spoken of again: "the visit", "his visit", "the two ministers discussed"."""
    apart = draft.sentence.index - earlier.sentence.index
    added = apart == 0 and draft.trigger.token.dep_ in {"appos", "npadvmod"}  # "will visit Oslo, his third trip there"
    if earlier.trigger.type is not draft.trigger.type or (draft.status is not event.status and not added):
        return False
    sides = {id(one) for one in (*draft.sources, *draft.targets)}
    known = {id(one) for one in (*earlier.sources, *earlier.targets)}
    if date and event.date and date != event.date and not added:
        return False
    if draft.trigger.roles is None:
        noun = draft.trigger.token
        definite = any(child.dep_ == "poss" or child.lower_ in {"the", "this", "these"} for child in noun.children)
        return bool(sides & known) and (sides <= known or apart == 0) and (definite or apart == 0)
    again = draft.trigger.type is Plover.CONSULT and apart <= _NEAR
    return sides == known and (again or (apart == 0 and earlier.trigger.token.lemma_ == draft.trigger.token.lemma_))


# ---------------------------------------------------------------- the finished event


def _event(analysis: Analysis, cast: Cast, draft: Draft, date: str | None, acts: Acts) -> Event:
    sources, targets = draft.sources, draft.targets
    start, end = _extent(draft)
    quote = analysis.span(start, end)
    place, location = place_of(draft, cast) or (None, None)
    part, span = draft.sentence.part, draft.sentence.span
    return Event(
        quote=quote,
        type=draft.trigger.type,
        sources=tuple(one.name for one in sources),
        targets=tuple(one.name for one in targets),
        unsaid=tuple(dict.fromkeys(one.name for one in (*sources, *targets) if one in draft.inferred)),
        date=date,
        place=place,
        location=location,
        mode=acts.modes.of(draft.trigger, draft.sentence.tokens, start - part.start, end - part.start),
        contexts=acts.contexts.of(quote.exact, part.text[span.start_char : span.end_char]),
        status=draft.status,
    )


def _extent(draft: Draft) -> tuple[int, int]:
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
            if child.dep_ in _GOVERNED and not parted(child, token):
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
