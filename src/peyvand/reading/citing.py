"""Which endnotes each item's words call, and the date that an item takes from one.

A marker at the end of a sentence covers the sentence, and the whole quotation that it closes; one behind a comma covers the
words before it, back to the last such marker.

An item whose own sentence gives no date has it from an endnote only where the endnote dates the saying: it cites an
interview, a message or a speech; or it is by the speaker; or the sentence, or one before it in the same stretch, says that
it was said in an interview, a message … and the endnote is of a day. The day on which a story was published says nothing of
other acts that the story tells of, and dates none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from peyvand.dates import bounds
from peyvand.model import (
    Cited,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Item,
    Plover,
    Quoted,
    Reference,
    Statement,
)
from peyvand.reading.lexicon.tables import read_table
from peyvand.reading.quotation import Quotations

if TYPE_CHECKING:
    from peyvand.model import Marker
    from peyvand.reading.dates import Dates
    from peyvand.reading.document import Analysis, Sentence

# Acts that are done by saying something.
_VERBAL = frozenset({Plover.AGREE, Plover.REQUEST, Plover.ACCUSE, Plover.REJECT, Plover.THREATEN, Plover.SUPPORT, Plover.CONCEDE})
_BETWEEN = re.compile(r"[\s,;\[\]()–-]*\Z")  # what stands between two markers of one place
_CLOSING = "”\"’'»)]"
_PAUSES = ",;:—–"
_PAUSE = re.compile(r"[;:—–]|,(?!\d)")
_NEXT = re.compile(r"[¹²³⁰⁴-⁹]|\[\d")  # another marker
_FAR = 12  # sentences of a paragraph that are looked through for a marker or an occasion: the cost stays linear
_DAY, _MONTH = 10, 7  # characters of a date that is precise to the day, to the month
_NEAR = 3  # characters between a quotation's last mark and its marker


def cite(items: Sequence[Item], analysis: Analysis, dates: Dates) -> list[Item]:
    """The items with the labels of the endnotes that their words call, and dated by them where nothing else does."""
    if not analysis.source.markers:
        return list(items)
    citing = _Citing(analysis, dates)
    return [item if not isinstance(item, Quoted) else citing.cited(item) for item in items]


@dataclass(frozen=True, slots=True)
class _Call:
    """One or more markers at one place, and the words that they cover."""

    labels: tuple[str, ...]
    start: int
    end: int
    covers: tuple[int, int]


@dataclass
class _Citing:
    """The markers of one document, by the sentences that they stand in."""

    analysis: Analysis
    dates: Dates
    _starts: list[int] = field(init=False)
    _calls: dict[int, list[_Call]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [_start(sentence) for sentence in self.analysis.sentences]
        covering: defaultdict[int, list[_Call]] = defaultdict(list)
        for call in self._found():
            for index in range(self._at(call.covers[0]), self._at(call.end - 1) + 1):
                covering[index].append(call)
        self._calls = dict(covering)

    @cached_property
    def works(self) -> Mapping[str, list[Reference]]:
        """The works that each label stands for."""
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in self.analysis.source.references:
            found[reference.label].append(reference)
        return found

    def cited(self, item: Quoted) -> Quoted:
        """An item with its references, and with the date that one of them gives it."""
        start, end = item.quote.start, item.quote.end
        calls = [call for index in range(self._at(start), self._at(end - 1) + 1) for call in self._calls.get(index, ())]
        own = [call for call in dict.fromkeys(calls) if call.covers[0] < end and start < call.covers[1]]
        labels = tuple(dict.fromkeys(label for call in own for label in call.labels))
        found = self._dated(item, labels)
        if found is None or isinstance(item, Figure):
            return replace(item, references=labels) if labels else item
        label, day = found
        return replace(item, references=tuple(dict.fromkeys((*labels, label))), date=day)

    # ------------------------------------------------------------ where the markers stand

    def _at(self, offset: int) -> int:
        """The sentence that holds a character, or stands before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _found(self) -> Iterator[_Call]:
        """The markers in the readable blocks, with what each covers."""
        text, sentences = self.analysis.source.text, self.analysis.sentences
        quotations = Quotations.of(self.analysis)
        last, since = -1, 0  # the sentence of the marker before, and where what it covers ends
        for group in _together(text, self.analysis.source.markers):
            start, end = group[0].start, group[-1].end
            index = self._at(start - 1)
            if not sentences or not _holds(sentences[index], start):
                continue
            sentence = sentences[index]
            opens = since if index == last else self._starts[index]
            low, high = _covered(text, opens, start, end, sentence.end)
            low = min(low, self._opening(quotations, text, low, start))
            last, since = index, (high if high < sentence.end else opens)
            yield _Call(tuple(dict.fromkeys(marker.label for marker in group)), start, end, (low, high))

    def _opening(self, quotations: Quotations, text: str, low: int, start: int) -> int:
        """Where the sentence begins that opens the quotation which a marker closes."""
        closing = start
        while closing > 0 and start - closing < _NEAR and text[closing - 1] in ".,;!? ":
            closing -= 1
        if closing == 0 or text[closing - 1] not in _CLOSING:
            return low
        held = quotations.around(closing - 1)
        return self._starts[self._at(held.start)] if held is not None and held.start < low else low

    # ------------------------------------------------------------ when it was said

    def _dated(self, item: Quoted, labels: Sequence[str]) -> tuple[str, str] | None:
        """The label of the endnote that dates an item, and the date; None where the text dates it, or none does."""
        speakers = _speakers(item)
        if not speakers:
            return None
        index = self._at(item.quote.start)
        for label in labels:
            for work in self.works.get(label, ()):
                if self._dates(work, speakers, index, index):
                    return label, str(work.published)
        if labels:
            return None
        run = self._run(index)
        if run is None:
            return None
        works = [(label, work) for label in run[1].labels for work in self.works.get(label, ())]
        return next(((label, str(work.published)) for label, work in works if self._said(work, speakers, run[0], index)), None)

    def _dates(self, work: Reference, speakers: Sequence[str], first: int, last: int) -> bool:
        """Whether a work that an item's own words call dates what is said there."""
        if work.published is None or not self._is_past(work.published):
            return False
        if work.kind is not Cited.WORK:
            return len(work.published) in (_DAY, _MONTH)
        is_own = len(work.published) == _DAY and any(_by(work.author, speaker) for speaker in speakers)
        return is_own or self._said(work, speakers, min(first, self._first_of_run(last)), last)

    def _said(self, work: Reference, speakers: Sequence[str], first: int, last: int) -> bool:
        """Whether one of the sentences says that it was said on an occasion that the work tells of, by one of the speakers."""
        if work.published is None or not self._is_past(work.published):
            return False
        if len(work.published) != _DAY and not (work.kind is not Cited.WORK and len(work.published) == _MONTH):
            return False
        for index in range(last, first - 1, -1):
            sentence = self.analysis.sentences[index]
            words = self.analysis.source.text[self._starts[index] : sentence.end]
            if any(not time.of_noun for time in self.dates.in_sentence(sentence)):
                return False  # dated by itself; what follows is of that day, or of none that is known
            if _occasion().search(words) or _told(words, work.publisher):
                return index == last or any(speaker.split()[-1] in words for speaker in speakers)
        return False

    def _run(self, index: int) -> tuple[int, _Call] | None:
        """The next marker of the same paragraph behind a sentence without any, and where the stretch up to it begins."""
        block = self.analysis.sentences[index].part.block if self.analysis.sentences else None
        for following in range(index + 1, min(index + _FAR, len(self.analysis.sentences))):
            if self.analysis.sentences[following].part.block is not block:
                return None
            if following in self._calls:
                return self._first_of_run(index), self._calls[following][0]
        return None

    def _first_of_run(self, index: int) -> int:
        """The first sentence of a paragraph's stretch without markers that leads up to a sentence."""
        block = self.analysis.sentences[index].part.block
        for before in range(index - 1, max(-1, index - _FAR), -1):
            if before in self._calls or self.analysis.sentences[before].part.block is not block:
                break
            index = before
        return index

    def _is_past(self, date: str) -> bool:
        """Whether a date isn't later than the document's own."""
        published = self.analysis.source.metadata.published
        own, cited = bounds(published) if published else None, bounds(date)
        return cited is not None and (own is None or cited[0] <= own[1])


def _start(sentence: Sentence) -> int:
    """Where a sentence's first word begins; blanked markers may stand before it."""
    first = next((token for token in sentence.span if not token.is_space), sentence.span[0])
    return sentence.offset(first)


def _holds(sentence: Sentence, offset: int) -> bool:
    """Whether an offset lies in the part of the text that a sentence is of, or right behind it."""
    return sentence.start <= offset <= sentence.part.start + len(sentence.part.text)


def _together(text: str, markers: Sequence[Marker]) -> Iterator[list[Marker]]:
    """Markers, those that stand side by side in one group."""
    group: list[Marker] = []
    for marker in markers:
        if group and not _BETWEEN.match(text[group[-1].end : marker.start]):
            yield group
            group = []
        group.append(marker)
    if group:
        yield group


def _covered(text: str, opens: int, start: int, end: int, close: int) -> tuple[int, int]:
    """The words that a marker covers, of those of its sentence that no marker before it has."""
    behind = text[end:close]
    if not any(sign.isalnum() for sign in behind):
        return opens, max(close, end)
    before = text[opens:start].rstrip(_CLOSING + " ")
    if (before[-1:] and before[-1:] in _PAUSES) or behind.lstrip(_CLOSING + " ")[:1] in _PAUSES:
        return opens, start
    pause = _PAUSE.search(behind) if _NEXT.search(behind) else None
    return opens, end + pause.start() if pause else close


def _speakers(item: Quoted) -> tuple[str, ...]:
    """Those who said what an item tells, where it has no date and is something said."""
    match item:
        case Statement(date=None):
            return (item.speaker,)
        case Event(date=None, status=EventStatus.OCCURRED) if item.type in _VERBAL:
            return item.sources
        case Commitment(date=None, status=CommitmentStatus.PROMISED | CommitmentStatus.PROPOSED):
            return item.parties
        case _:
            return ()


def _by(author: str | None, speaker: str) -> bool:
    """Whether a work is by a speaker: the last word of the name is the same."""
    words = re.findall(r"[\w’'-]+", (author or "").casefold())
    return bool(words) and speaker.casefold().split()[-1] in (words[-1], words[0] if "," in (author or "") else words[-1])


def _told(words: str, outlet: str | None) -> bool:
    """Whether something is told to an outlet by its name: "told the Courier"."""
    if not outlet:
        return False
    verb = _telling().search(words)
    return verb is not None and outlet.removeprefix("The ").split(" (")[0] in words[verb.end() : verb.end() + 60]


@cache
def _occasion() -> re.Pattern[str]:
    """An occasion of saying, spoken of as where something was said."""
    nouns, leads = (_words(key) for key in ("nouns", "leads"))
    return re.compile(rf"\b(?:{leads})\s(?:[\w’'*-]+\s){{0,4}}?(?:{nouns})s?\b", re.IGNORECASE)


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('telling')})\b", re.IGNORECASE)


def _words(key: str) -> str:
    """Words of the table as alternatives, the longest first."""
    listed = read_table("citing.toml")[key]
    found = [str(one) for one in listed] if isinstance(listed, list) else []
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))
