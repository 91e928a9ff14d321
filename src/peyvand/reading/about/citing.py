"""Which endnotes each item's words call, and the date that an item takes from one.

A marker at the end of a sentence covers the sentence, and the whole quotation that it closes; one behind a comma covers the
words before it, back to the last such marker.

A statement whose own words give no date has it from an endnote only where the endnote dates the saying: it cites an
interview, a message or a speech; or it is by the speaker; or the sentence, or one before it in what the same speaker says up
to the marker, tells that it was said in an interview, a message … and the endnote is of a day. Promises and verbal acts that
are made in such a statement are of its day. The day on which a story was published says nothing of other acts that the
story tells of, and dates none of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from peyvand.dates import bounds
from peyvand.model import (
    Actor,
    Cited,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Plover,
    Quoted,
    Reference,
    Statement,
)
from peyvand.reading.lexicon.tables import read_table
from peyvand.reading.text.quotation import Quotations

if TYPE_CHECKING:
    from peyvand.model import Marker
    from peyvand.reading.text.document import Analysis, Sentence
    from peyvand.reading.when.dates import Dates

# Acts that are done by saying something.
_VERBAL = frozenset({Plover.AGREE, Plover.REQUEST, Plover.ACCUSE, Plover.REJECT, Plover.THREATEN, Plover.SUPPORT, Plover.CONCEDE})
_BETWEEN = re.compile(r"[\s,;\[\]()–-]*\Z")  # what stands between two markers of one place
_CLOSING = "”\"’'»)]"
_PAUSES = ",;:—–"
_PAUSE = re.compile(r"[;:—–]|,(?!\d)")
# Behind "interview": the outlet that it was given to.
_WITH = re.compile(r"(?<=interview)\s(?:with|to|for|on|by)\s(?:[\w’'-]+\s){0,5}?\*?[A-Z]")
_REPEATED, _LOOK_UPS = 60, 300  # characters that stand twice by no chance; as often, at most, they are looked for
_BACK = 40  # statements that are looked back over for one that holds a promise
_NEXT = re.compile(r"[¹²³⁰⁴-⁹]|\[\d")  # another marker
_FAR = 12  # sentences of a paragraph that are looked through for a marker or an occasion: the cost stays linear
_DAY, _MONTH = 10, 7  # characters of a date that is precise to the day, to the month
_NEAR = 3  # characters between a quotation's last mark and its marker


def cite(items: Sequence[Quoted], actors: Sequence[Actor], analysis: Analysis, dates: Dates) -> list[Quoted]:
    """The items with the labels of the endnotes that their words call, and dated by them where nothing else does."""
    if not analysis.source.markers:
        return list(items)
    citing = _Citing(analysis, dates, items, {actor.name: actor.country for actor in actors})
    cited = [citing.cited(item) for item in items]
    return [citing.made_in_saying(item) for item in cited]


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
    items: Sequence[Quoted]
    countries: Mapping[str, str | None]  # by the names of the actors
    _looked_for: int = field(init=False, default=0)
    _said_in: list[Statement] = field(init=False, default_factory=list)  # statements dated by the occasion, in order
    _starts: list[int] = field(init=False)
    _calls: dict[int, list[_Call]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [_start(sentence) for sentence in self.analysis.sentences]
        covering: defaultdict[int, list[_Call]] = defaultdict(list)
        for call in self._found():
            for index in range(self._at(call.covers[0]), self._at(call.end - 1) + 1):
                covering[index].append(call)
        self._calls = dict(covering)
        self._speaking: defaultdict[int, set[str]] = defaultdict(set)  # who says something in which sentence
        for item in self.items:
            if isinstance(item, Statement):
                for index in range(self._at(item.quote.start), self._at(item.quote.end - 1) + 1):
                    self._speaking[index].add(item.speaker)

    @cached_property
    def works(self) -> Mapping[str, list[Reference]]:
        """The works that each label stands for."""
        found: defaultdict[str, list[Reference]] = defaultdict(list)
        for reference in self.analysis.source.references:
            found[reference.label].append(reference)
        return found

    def cited(self, item: Quoted) -> Quoted:
        """An item with its references, and with the date that one of them gives it."""
        labels = self._labels(item.quote.start, item.quote.end)
        if isinstance(item, Statement):
            return self._statement(item, labels or self._again(item))
        return replace(item, references=labels) if labels else item

    def _labels(self, start: int, end: int) -> tuple[str, ...]:
        """The labels that the words at `start:end` call."""
        calls = [call for index in range(self._at(start), self._at(end - 1) + 1) for call in self._calls.get(index, ())]
        own = (call for call in calls if call.covers[0] < end and start < call.covers[1])
        return tuple(dict.fromkeys(label for call in own for label in call.labels))

    def _again(self, item: Statement) -> tuple[str, ...]:
        """The labels of the same words where they stand once more, as where a layout repeats them."""
        words = item.quote.exact[-_REPEATED:]
        if len(words) < _REPEATED or self._looked_for >= _LOOK_UPS:
            return ()
        self._looked_for += 1
        text = self.analysis.source.text
        first = text.find(words)
        other = first if first != item.quote.end - len(words) else text.find(words, item.quote.end)
        behind = other + len(words)
        group = next(iter(_together(text, self._markers_from(behind))), []) if other >= 0 else []
        near = bool(group) and not any(sign.isalnum() for sign in text[behind : group[0].start])
        return tuple(dict.fromkeys(marker.label for marker in group)) if near else ()

    def _markers_from(self, offset: int) -> Sequence[Marker]:
        """The next few markers."""
        markers = self.analysis.source.markers
        at = bisect_left(markers, offset, key=lambda marker: marker.start)
        return markers[at : at + 8]

    def _statement(self, item: Statement, labels: tuple[str, ...]) -> Statement:
        """A statement with its references, and with the date that one of them gives it."""
        cited = replace(item, references=labels) if labels else item
        found = self._dated(item, labels) if item.date is None else None
        if found is None:
            return cited
        label, day, on_occasion = found
        dated = replace(cited, references=tuple(dict.fromkeys((*labels, label))), date=day)
        if on_occasion:
            self._said_in.append(dated)
        return dated

    def made_in_saying(self, item: Quoted) -> Quoted:
        """A promise or a verbal act with the day of the statement in which it was made."""
        match item:
            case Event(date=None, status=EventStatus.OCCURRED, type=kind, sources=by) if kind in _VERBAL:
                own = False
            case Commitment(date=None, status=CommitmentStatus.PROMISED | CommitmentStatus.PROPOSED, parties=by):
                own = True  # what a minister promises, the state does
            case _:
                return item
        at = bisect_right(self._said_in, item.quote.start, key=lambda one: one.quote.start)
        for said in self._said_in[max(0, at - _BACK) : at + 1]:
            country = self.countries.get(said.speaker)
            mine = said.speaker in by or (own and country is not None and any(self.countries.get(one) == country for one in by))
            if mine and said.quote.start < item.quote.end and item.quote.start < said.quote.end:
                return replace(item, date=said.date, references=tuple(dict.fromkeys((*item.references, *said.references))))
        return self._promised(item) if own else item

    def _promised(self, item: Quoted) -> Quoted:
        """A promise with the day of its endnote, where its own sentence says that it was made on such an occasion."""
        index = self._at(item.quote.end - 1)
        for _, work in self._works(item.references):
            spoken = work.kind is not Cited.WORK and self._fit(work, _MONTH)
            if isinstance(item, Commitment) and (spoken or (self._fit(work, _DAY) and self._said(work, "", index, index))):
                return replace(item, date=work.published)
        return item

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

    def _dated(self, item: Statement, labels: Sequence[str]) -> tuple[str, str, bool] | None:
        """The endnote that dates a statement, the date, and whether it is the occasion's; None where the text dates it."""
        first, index = self._at(item.quote.start), self._at(item.quote.end - 1)
        since = self._first_of_run(first)
        for label, work in self._works(labels):
            if work.kind is not Cited.WORK and self._fit(work, _MONTH):
                return label, str(work.published), True
            if self._fit(work, _DAY) and self._said(work, item.speaker, since, index):
                return label, str(work.published), True
        for label, work in self._works(labels):
            if self._fit(work, _DAY) and _by(work.author, item.speaker):
                return label, str(work.published), False
        call = None if labels else self._goes_on_to(index, item.speaker)
        for label, work in self._works(call.labels if call is not None else ()):
            if self._fit(work, _DAY if work.kind is Cited.WORK else _MONTH) and self._said(work, item.speaker, since, index):
                return label, str(work.published), True
        return None

    def _works(self, labels: Sequence[str]) -> Iterator[tuple[str, Reference]]:
        """The works that labels stand for."""
        for label in labels:
            yield from ((label, work) for work in self.works.get(label, ()))

    def _fit(self, work: Reference, least: int) -> bool:
        """Whether a work has a date as precise as that, and none later than the document's own."""
        if work.published is None or len(work.published) not in range(least, _DAY + 1):
            return False
        own = self.analysis.source.metadata.published
        last, cited = bounds(own) if own else None, bounds(work.published)
        return cited is not None and (last is None or cited[0] <= last[1])

    def _said(self, work: Reference, speaker: str, first: int, last: int) -> bool:
        """Whether one of the sentences tells of an occasion on which the speaker said it, and that the work can be of."""
        for index in range(last, first - 1, -1):
            words = self._words(index)
            if any(not time.of_noun for time in self.dates.in_sentence(self.analysis.sentences[index])):
                return False  # dated by itself; what follows is of that day, or of none that is known
            his = index == last or speaker in self._speaking[index] or speaker.rsplit(maxsplit=1)[-1] in words
            if his and (_told(words, work.publisher) or _is_occasion(words, work.publisher)):
                return True
        return False

    def _words(self, index: int) -> str:
        """The words of a sentence; with those before it where a layout has torn it apart."""
        start, end = self._starts[index], self.analysis.sentences[index].end
        if index and self.analysis.source.text[start : start + 1].islower():
            start = self._starts[index - 1]
        return self.analysis.source.text[start:end]

    def _goes_on_to(self, index: int, speaker: str) -> _Call | None:
        """The marker at the end of what a speaker goes on to say in the same paragraph."""
        block = self.analysis.sentences[index].part.block
        for following in range(index + 1, min(index + _FAR, len(self.analysis.sentences))):
            if self.analysis.sentences[following].part.block is not block or speaker not in self._speaking[following]:
                return None
            if following in self._calls:
                return self._calls[following][0]
        return None

    def _first_of_run(self, index: int) -> int:
        """The first sentence of a paragraph's stretch without markers that leads up to a sentence."""
        block = self.analysis.sentences[index].part.block
        for before in range(index - 1, max(-1, index - _FAR), -1):
            if before in self._calls or self.analysis.sentences[before].part.block is not block:
                break
            index = before
        return index


def _start(sentence: Sentence) -> int:
    """Where a sentence's first word begins; blanked markers may stand before it."""
    first = next((token for token in sentence.tokens if not token.is_space), sentence.span[0])
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


def _is_occasion(words: str, outlet: str | None) -> bool:
    """Whether words tell of an occasion of saying; of one with an outlet that is named, only the outlet's own story can be."""
    found = _occasion().search(words)
    if found is None:
        return False
    named = _WITH.match(words, found.end())
    first = (outlet or "").removeprefix("The ").split(" ")[0]
    return named is None or (bool(first) and first in words[found.end() : found.end() + 120])


@cache
def _occasion() -> re.Pattern[str]:
    """An occasion of saying, spoken of as where something was said."""
    nouns, leads = (_words(key) for key in ("nouns", "leads"))
    return re.compile(rf"\b(?:{leads})\s+(?:[\w’'*-]+\s+){{0,4}}?(?:{nouns})s?\b", re.IGNORECASE)


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('telling')})\b", re.IGNORECASE)


def _words(key: str) -> str:
    """Words of the table as alternatives, the longest first."""
    listed = read_table("citing.toml")[key]
    found = [str(one) for one in listed] if isinstance(listed, list) else []
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))
