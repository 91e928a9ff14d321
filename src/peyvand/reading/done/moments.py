"""When an act took place, beyond what its own sentence says: the entry of a chronicle, the meeting reported, the story's day.

A text tells its day once and goes on from there. What those who met did by speaking is of the day of their meeting; what
a person says after he "told reporters on Sunday" is of that Sunday; what is told of others, or of long ago, has no date
but its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as day
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from peyvand.model import ActorType, Event, EventStatus, Plover
from peyvand.reading.done.occasions import is_party
from peyvand.reading.done.sides import Draft
from peyvand.reading.when import calendars as cal
from peyvand.reading.when.dateline import is_wire
from peyvand.reading.when.timewords import lexicon

if TYPE_CHECKING:
    from peyvand.reading.text.document import Analysis, Sentence
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

Told: TypeAlias = Sequence[tuple[Draft, Event]]
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FROM_DAY = re.compile(r"\d{4}-\d{2}-\d{2}/\.\.")
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}(?:/\d{4}-\d{2}-\d{2})?")
# What is said rather than done; a meeting's own acts are of these kinds.
VERBAL = frozenset(
    {Plover.AGREE, Plover.REQUEST, Plover.ACCUSE, Plover.SUPPORT, Plover.REJECT, Plover.THREATEN, Plover.CONCEDE, Plover.CONSULT}
)
_DECLARES = re.compile(r"\bjoint\s(?:press\s)?(?:statement|declaration)\b|\bcommuniqu[eé]\b", re.IGNORECASE)
_RELEASE = re.compile(
    r"\breadout\b|\b(?:press|media|immediate)\srelease\b|\bpress\s(?:service|secretary|office)\b", re.IGNORECASE
)
_HEAD = 400  # characters in which a text says what it is
_FURNISHED = 12  # sentences before which a text begins at last, after headings and letterheads
_FIRST = 3  # sentences in which a text tells of the meeting that it is about
_MEETING = frozenset({Plover.CONSULT, Plover.SUPPORT, Plover.AGREE})
_PROGRAMME = frozenset({Plover.CONSULT, Plover.SUPPORT})
_OPENING = 6  # events among which the meeting that a document reports is told
_LATELY = 7  # days between it and publication
_BULLET = 3  # characters of a list's mark before the date of an entry
_PARAGRAPH = 8  # sentences to look back over in a paragraph
_MONTH = 7  # characters of a date that is precise to the month
_GOES_ON = 1  # sentences after which a story is no longer taken to be of the same day


@dataclass(slots=True)
class Moments:
    """The days of a document's acts; asked in the order of the text."""

    analysis: Analysis
    cast: Cast
    dates: Dates
    published: str | None = field(init=False)
    _declares: bool = field(init=False)  # the text is itself what two sides declare
    _release: bool = field(init=False)
    _wire: bool = field(init=False)
    _spoke: dict[int, str] = field(init=False, default_factory=dict)  # by person: the day on which he spoke, as last told
    _heard: int = field(init=False, default=-1)

    def __post_init__(self) -> None:
        source = self.analysis.source
        self.published = source.metadata.published if _DAY.fullmatch(source.metadata.published or "") else None
        head = f"{source.metadata.title or ''}\n{source.text[:_HEAD]}"
        self._declares = _DECLARES.search(head) is not None
        self._wire = is_wire(source)
        self._release = self._declares or _RELEASE.search(head) is not None

    def own(self, draft: Draft) -> str | None:
        """The date that the act's own sentence gives it; what is said once isn't said since or until then."""
        date = self.dates.of(draft.sentence, draft.trigger.token)
        if date is not None and draft.status is EventStatus.PLANNED and _FROM_DAY.fullmatch(date):
            return date[:-3]  # "will close its ports from Friday": it closes them on that day
        if date is None or draft.status is not EventStatus.OCCURRED or draft.trigger.type not in VERBAL:
            return date
        return None if date.startswith("../") or (date.endswith("/..") and draft.trigger.token.tag_ == "VBD") else date

    def of(self, draft: Draft, own: str | None, kept: Told) -> str | None:
        """When the act took place, or is to; `kept` is what was told before it."""
        date = self._in_speaking(draft) or _finer(own, self._entry(draft))
        if date is not None and not self._loose(draft, date):
            return date
        return (
            self._as_said(draft)
            or self._spoken(draft)
            or self._on_the_programme(draft, kept)
            or self._at_the_occasion(draft, kept)
            or self._of_the_wire(draft, kept)
            or date
            or self._same_day(draft, kept)
            or self._in_answer(draft, kept)
            or self._of_the_release(draft)
        )

    def _loose(self, draft: Draft, date: str) -> bool:
        """Whether a month or year may be that of what is spoken of: "he noted concern about the arrests in July"."""
        if _DAYS.fullmatch(date) or not _speaks(draft) or self._entry(draft):
            return False
        roles = draft.trigger.roles
        person = any(one.type is ActorType.PERSON for one in draft.sources)
        party = roles is not None and roles.subject is not None and is_party(roles.subject)
        return not self.dates.firm(draft.sentence, draft.trigger.token, coarse=not (person or party))

    def _on_the_programme(self, draft: Draft, kept: Told) -> str | None:
        """The day to come of which the sentence or the one before told, for a meeting or signing that is planned as well."""
        if draft.status is EventStatus.OCCURRED or draft.trigger.type not in _PROGRAMME or not kept:
            return None
        earlier, event = kept[-1]
        near = earlier.sentence.part is draft.sentence.part and draft.sentence.index - earlier.sentence.index <= _GOES_ON
        ahead = event.status is EventStatus.PLANNED and to_come(event.date, self.published)
        return event.date if near and ahead and _DAY.fullmatch(event.date or "") and self._took_part(draft, earlier) else None

    def _entry(self, draft: Draft) -> str | None:
        """The date with which an entry of a chronicle begins; it holds for all that the entry tells."""
        if draft.status is not EventStatus.OCCURRED:
            return None
        sentence = draft.sentence
        while sentence.index and self.analysis.sentences[sentence.index - 1].part is sentence.part:
            sentence = self.analysis.sentences[sentence.index - 1]
        opening = next(iter(self.dates.in_sentence(sentence)), None)
        if opening is None or opening.start - sentence.start > _BULLET or opening.deadline:
            return None
        behind = self.analysis.source.text[opening.end : opening.end + 3].lstrip()
        return opening.edtf if behind[:1] in {"–", "—", "-", ":", "."} else None

    def _in_speaking(self, draft: Draft) -> str | None:
        """The day of publication for what somebody does by saying so himself: "I thank", "we condemn", "I want to thank"."""
        token, roles = draft.trigger.token, draft.trigger.roles
        if self.published is None or roles is None or draft.trigger.type not in VERBAL:
            return None
        first_person = roles.subject is not None and roles.subject.lower_ in {"i", "we"}
        aux = {child.lower_ for child in token.children if child.dep_ == "aux"}
        now = token.tag_ == "VBP" or (
            token.tag_ == "VB" and (bool(aux & {"do"}) or (token.dep_ == "xcomp" and token.head.tag_ == "VBP"))
        )
        if self._declares and token.tag_ in {"VBZ", "VBP"} and draft.status is EventStatus.OCCURRED and not aux:
            return self.published  # "the two sides reaffirm", "Peru supports": it does by saying so
        if not (first_person and now) or aux & {"have", "will", "'ll"} or draft.status is EventStatus.PLANNED:
            return None
        return self.published

    def _of_the_release(self, draft: Draft) -> str | None:
        """The day of a release, for the meeting that it was made to tell of and gives no day."""
        met = draft.trigger.type is Plover.CONSULT and _speaks(draft)
        return self.published if self._release and met and self._opens(draft.sentence) else None

    def _as_said(self, draft: Draft) -> str | None:
        """The day on which it was said, for what is done by saying it: "said on Friday that it condemned the raid"."""
        token = draft.trigger.token
        if not _speaks(draft) or token.dep_ != "ccomp" or token.head.tag_ != "VBD":
            return None
        date = self.dates.of(draft.sentence, token.head)
        return date if _recent(date, self.published) and _DAY.fullmatch(date or "") else None

    def _spoken(self, draft: Draft) -> str | None:
        """The day on which a person spoke, as told last: "told reporters on Sunday that …. He thanked the crew"."""
        aside = draft.trigger.token.dep_ == "relcl"  # "a charge that he denied": once, no one knows when
        if aside or not _speaks(draft) or len(draft.sources) != 1 or draft.sources[0].type is not ActorType.PERSON:
            return None
        for sentence in self.analysis.sentences[self._heard + 1 : draft.sentence.index]:
            self._listen(sentence)
        self._heard = max(self._heard, draft.sentence.index - 1)
        return self._spoke.get(id(draft.sources[0]))

    def _listen(self, sentence: Sentence) -> None:
        """Note who is told to have spoken on a day just past."""
        verb = sentence.span.root
        if verb.tag_ != "VBD" or not any(_recent(one.edtf, self.published) for one in self.dates.in_sentence(sentence)):
            return
        date = self.dates.of(sentence, verb)
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if subject is not None and _recent(date, self.published) and date is not None and _DAY.fullmatch(date):
            for one in self.cast.meaning(sentence, subject) or self.cast.who(sentence, subject):
                self._spoke[id(one)] = date

    def _at_the_occasion(self, draft: Draft, kept: Told) -> str | None:
        """The day of the meeting that a document reports, for what those who met there said to each other, or are to say.

        The meeting is the first that is told and took place in the days before publication, or is planned; what is told of
        others, or in another tense than the story's, isn't dated by it.
        """
        done = _speaks(draft)
        ahead = draft.status in {EventStatus.PLANNED, EventStatus.HYPOTHETICAL} and draft.trigger.token.tag_ == "VB"
        if not (done or ahead) or draft.trigger.type not in VERBAL:
            return None
        for earlier, event in kept[:_OPENING]:
            met = event.type in _MEETING
            if met and done and event.status is EventStatus.OCCURRED and _recent(event.date, self.published):
                return event.date if self._took_part(draft, earlier) and not self._strayed(draft, event.date) else None
            met = event.type in {Plover.CONSULT, Plover.SUPPORT}
            if met and ahead and event.status is EventStatus.PLANNED and event.date and _DAYS.fullmatch(event.date):
                return event.date if self._took_part(draft, earlier) else None
        return None

    def _of_the_wire(self, draft: Draft, kept: Told) -> str | None:
        """The day of an agency's story for what persons said at the meeting that it begins with and gives no other day."""
        if not self._wire or not _speaks(draft) or not any(one.type is ActorType.PERSON for one in draft.sources):
            return None
        for earlier, event in kept[:_OPENING]:
            met = event.type is Plover.CONSULT and event.status is EventStatus.OCCURRED and event.date is None
            if met and self._opens(earlier.sentence):
                return self.published if self._took_part(draft, earlier) else None
        return None

    def _opens(self, sentence: Sentence) -> bool:
        """Whether a sentence is one of the text's first."""
        if sentence.index >= _FURNISHED:
            return False
        return sum(not one.heading for one in self.analysis.sentences[: sentence.index]) < _FIRST

    def _took_part(self, draft: Draft, meeting: Draft) -> bool:
        """Whether those who act are those who met, or of their countries, or "the two sides"."""
        roles = draft.trigger.roles
        if roles is not None and roles.subject is not None and is_party(roles.subject):
            return True
        at = meeting.sentence.index
        there = [*meeting.sources, *meeting.targets]
        for sentence in self.analysis.sentences[at : at + 2]:
            there += self._named(sentence)
        countries = {one.country for one in there if one.country}
        return all(one in there or one.country in countries for one in draft.sources)

    def _named(self, sentence: Sentence) -> list[Entity]:
        """The actors that a sentence names."""
        first, last = sentence.span.start, sentence.span.end - 1
        return [one for _, one in self.cast.named_between(sentence, first, last)]

    def _strayed(self, draft: Draft, date: str | None) -> bool:
        """Whether the paragraph has gone over to what was before; persons who met are still those who speak."""
        if any(one.type is ActorType.PERSON for one in draft.sources):
            return False
        return any(
            cal.first_of(time.edtf) < (date or "") and len(cal.first_of(time.edtf)) >= _MONTH and not time.of_noun
            for sentence in self._before(draft)
            for time in self.dates.in_sentence(sentence)
        )

    def _before(self, draft: Draft) -> Sequence[Sentence]:
        """The sentences just before an act's own, of its paragraph."""
        at = draft.sentence.index
        near = self.analysis.sentences[max(0, at - _PARAGRAPH) : at]
        return [one for one in near if one.part is draft.sentence.part]

    def _in_answer(self, draft: Draft, kept: Told) -> str | None:
        """The date told just before, for what was done at once, or in answer: "Peru responded by closing its border"."""
        before = self._before(draft)[-1:]
        done = draft.status is EventStatus.OCCURRED and draft.sentence.span.root.tag_ == "VBD"
        if not before or not done or not _answers(draft.sentence):
            return None
        if kept and kept[-1][0].sentence is before[0] and kept[-1][1].date:
            return kept[-1][1].date
        return next((time.edtf for time in self.dates.in_sentence(before[0]) if not time.of_noun and ".." not in time.edtf), None)

    def _same_day(self, draft: Draft, kept: Told) -> str | None:
        """The day of the act just told, where the story goes on in the past tense with one of its actors."""
        token = draft.trigger.token
        if draft.status is not EventStatus.OCCURRED or token.tag_ != "VBD" or not kept:
            return None
        earlier, event = kept[-1]
        near = earlier.sentence.part is draft.sentence.part and draft.sentence.index - earlier.sentence.index <= _GOES_ON
        if not near or event.status is not EventStatus.OCCURRED or not _DAY_OR_MONTH.fullmatch(event.date or ""):
            return None
        others = () if draft.trigger.type in VERBAL else draft.targets
        before = {id(one) for one in (*earlier.sources, *earlier.targets)}
        shared = [one for one in (*draft.sources, *others) if id(one) in before]
        same_person = any(one.type is ActorType.PERSON and one in earlier.sources for one in shared)
        return event.date if same_person or (shared and _recent(event.date, self.published)) else None


def _speaks(draft: Draft) -> bool:
    """Whether an act is told as done, once, by speaking: "thanked", "was accepted", "…, expressing regret, left"."""
    token = draft.trigger.token
    if draft.status is not EventStatus.OCCURRED or draft.trigger.type not in VERBAL:
        return False
    if token.tag_ == "VBN":
        return any(child.dep_ == "auxpass" and child.lower_ in {"was", "were"} for child in token.lefts)
    if token.tag_ == "VBG" and token.dep_ in {"acl", "advcl"}:
        main = token.head if token.dep_ == "advcl" else token.head.head
        return main.tag_ == "VBD" and not any(child.dep_ in {"mark", "prep"} and child.i < token.i for child in token.lefts)
    return token.tag_ == "VBD"


def _answers(sentence: Sentence) -> bool:
    """Whether a sentence tells of an answer to what was told before it."""
    rules = lexicon()["occasions"]
    if sentence.span.root.lemma_ in rules["answering"]:
        return True
    text = f" {sentence.span.text.lower()} "
    return any(f" {phrase}{end}" in text for phrase in rules["at_once"] for end in " ,.")


def _finer(date: str | None, entry: str | None) -> str | None:
    """The act's own date, unless the entry's is finer: in "22 January: X lifts the measures of 2010" the year isn't its own."""
    return entry if entry is not None and (date is None or len(date) < len(entry)) else date


def _recent(date: str | None, published: str | None) -> bool:
    """Whether something took place in the days before publication."""
    if not (date and published and _DAYS.fullmatch(date) and _DAY.fullmatch(published)):
        return False
    last = day.fromisoformat(date[-10:])
    return timedelta(0) <= day.fromisoformat(published) - last <= timedelta(days=_LATELY)


def to_come(date: str | None, published: str | None) -> bool:
    """Whether a day lies after the day of publication; both must be full dates."""
    return bool(date and published and _DAY.match(date) and _DAY.match(published) and date[:10] > published[:10])
