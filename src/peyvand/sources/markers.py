"""Where a text calls its endnotes: raised digits, brackets, numbers behind a word's end, and names with years.

Raised digits and brackets that have an entry are markers. A plain number is one only where the numbers run in order between
the markers that are certain, for prices, verses and footnotes look alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peyvand.model import Block, BlockKind, Marker, Reference

_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = r"[¹²³⁰⁴-⁹]"
_CALL = re.compile(
    rf"(?<!\bkm)(?<!\bcm)(?<!\bmm)(?<!\bm)(?<!\bft)(?<!\bCO)(?<!\bmi)(?P<raised>{_RAISED}+(?:[,–-] ?{_RAISED}+)*)"
    r"|\[(?P<bracket>[\w-]{1,40}(?:(?:, ?|[–-])\d{1,4})*)(?:[,:] ?(?:pp?\. ?)?[\d–-]+)?\]"
    r"|(?:(?<=[\w.,;:!?\"”’')]) ?)\((?P<round>\d{1,4})\)(?=[\s.,;:!?]|\Z)"
    r"|(?<=[.,;:!?\"”’')\]])(?P<bare>\d{1,4})(?=\s|\Z|[—–-])"
    r"|(?<=[a-z\"”’')\]])(?P<glued>\d{1,3})(?=\s|[.,;:](?:\s|\Z)|\Z)"
)
_NUMBER_BEFORE = re.compile(r"\d[.,:]\Z")
_YEAR_BEFORE = re.compile(r"(?<!\d)(?:1[89]|20)\d\d[.,]\Z")
_UNIT_BEFORE = re.compile(r"\b(?:km|cm|mm|m|ft|mi|covid|co)\Z", re.IGNORECASE)
_MISSED = 2  # numbers that may be missing between two markers that aren't certain
_RUN = 3  # of them in a row that make up for a longer gap
_NAMED = re.compile(
    r"\((?P<inside>[^()]{3,200}?\b(?:(?:1[89]|20)\d\d[a-h]?|n\.d\.)[^()]{0,60})\)|\((?P<year>(?:1[89]|20)\d\d[a-h]?)(?:[,:][^()]{0,30})?\)"
)
_NAME_AND_YEAR = re.compile(r"(?P<name>[^\W\d_][\w.'’&, -]{1,120}?)(?:,| et al\.?,?)?\s+(?P<year>(?:1[89]|20)\d\d[a-h]?|n\.d\.)")
_LONGEST_NAME = 10  # words of an institution's
_WORDS_BEFORE = re.compile(r"(?:[\w.'’-]+[ ,]+){1,10}\Z")


def tie(text: str, blocks: Sequence[Block], references: Sequence[Reference]) -> tuple[Marker, ...]:
    """The markers that call the references, in the order of the text."""
    if not references:
        return ()
    labels = {reference.label for reference in references}
    body = [block for block in blocks if block.kind is not BlockKind.REFERENCE]
    calls = [call for block in body for call in _calls(text, block) if call.marker.label in labels]
    found = [call.marker for call in calls if call.certain] + list(_in_order(calls))
    names = {label.casefold(): label for label in labels if re.search(r" (?:\d{4}[a-h]?|n\.d\.)\Z", label)}
    if names:
        found += [marker for block in body for marker in _named(text, block, names)]
    return tuple(sorted(found, key=lambda marker: (marker.start, marker.end)))


@dataclass(frozen=True, slots=True)
class _Call:
    """What may be a marker; `next_only` where it is one only if its number is the next."""

    marker: Marker
    certain: bool
    next_only: bool = False


def _calls(text: str, block: Block) -> Iterator[_Call]:
    """What may be markers in a block."""
    for found in _CALL.finditer(text, block.start, block.end):
        if found["raised"] or found["bracket"]:
            yield from _certain(found)
        elif round_ := found["round"]:
            start = found.end() - len(round_) - 2
            closing = found.end() == block.end or text[found.end()] in ".,;:!?"
            if closing or text[start - 1 : start] != " ":
                yield _Call(Marker(round_, start, found.end()), certain=False)
        else:
            number = found["bare"] or found["glued"]
            before = text[max(0, found.start() - 6) : found.start()]
            if _UNIT_BEFORE.search(before) or number.startswith("0"):
                continue
            if not _NUMBER_BEFORE.search(before):
                yield _Call(Marker(number, found.start(), found.end()), certain=False)
            elif _YEAR_BEFORE.search(before):
                yield _Call(Marker(number, found.start(), found.end()), certain=False, next_only=True)


def _certain(found: re.Match[str]) -> Iterator[_Call]:
    """The markers in raised digits or brackets; in a row of them each number, and of "3–5" what lies between as well."""
    group = "raised" if found["raised"] else "bracket"
    numbers = list(re.finditer(rf"{_RAISED}+|[^\W_]+(?:[-_][^\W_]+)*" if group == "bracket" else rf"{_RAISED}+", found[group]))
    if group == "bracket" and re.fullmatch(r"\d+(?:(?:, ?|[–-])\d+)*", found[group]):
        numbers = list(re.finditer(r"\d+", found[group]))
    shift = found.start(group)
    alone = len(numbers) == 1
    previous: re.Match[str] | None = None
    for number in numbers:
        label = number[0].translate(_PLAIN_DIGITS)
        start, end = (found.start(), found.end()) if alone else (shift + number.start(), shift + number.end())
        if previous is not None and found[group][previous.end() : number.start()] in ("–", "-"):
            dash = shift + previous.end()
            first = previous[0].translate(_PLAIN_DIGITS)
            if first.isdigit() and label.isdigit() and int(label) - int(first) < 100:
                yield from (_Call(Marker(str(one), dash, dash + 1), certain=True) for one in range(int(first) + 1, int(label)))
        yield _Call(Marker(label, start, end), certain=True)
        previous = number


def _in_order(calls: Sequence[_Call]) -> Iterator[Marker]:
    """The plain numbers that run in order between the certain markers."""
    low = 0
    waiting: list[_Call] = []
    for call in calls:
        if not call.certain:
            waiting.append(call)
        elif call.marker.label.isdigit():
            number = int(call.marker.label)
            yield from _rising(waiting, low, number)
            waiting, low = [], max(low, number)
    yield from _rising(waiting, low, None)


def _rising(calls: Iterable[_Call], low: int, high: int | None) -> Iterator[Marker]:
    """The longest row of rising numbers between two, without what leaps too far ahead."""
    fitting = [call for call in calls if low < int(call.marker.label) and (high is None or int(call.marker.label) < high)]
    row = _longest(fitting)
    last = low
    for at, call in enumerate(row):
        number = int(call.marker.label)
        steady = [int(one.marker.label) - number for one in row[at : at + _RUN]] == list(range(_RUN))
        if number - last == 1 or (not call.next_only and (number - last <= _MISSED or (steady and last > 0))):
            yield call.marker
            last = number


def _longest(calls: Sequence[_Call]) -> list[_Call]:
    """The longest strictly rising row, the earliest of those as long."""
    ends: list[int] = []  # the smallest number that a row of each length ends with
    at_end: list[int] = []
    before: list[int] = []
    for index, call in enumerate(calls):
        length = bisect_left(ends, int(call.marker.label))
        before.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [int(call.marker.label)]
        at_end[length : length + 1] = [index]
    row: list[_Call] = []
    index = at_end[-1] if at_end else -1
    while index >= 0:
        row.append(calls[index])
        index = before[index]
    return row[::-1]


def _named(text: str, block: Block, names: dict[str, str]) -> Iterator[Marker]:
    """Calls by name and year: "(Laine 2021, 45; Voss and Berg 2020)", "Laine (2021)"."""
    for found in _NAMED.finditer(text, block.start, block.end):
        if found["year"]:
            behind = _WORDS_BEFORE.search(text, max(block.start, found.start() - 80), found.start())
            label = _label_of(behind.group() if behind else "", found["year"], names)
            if label is not None:
                yield Marker(label, found.start(), found.end())
            continue
        start = found.start()
        for piece in re.finditer(r"[^;]+(?:;|\Z)", found["inside"]):
            end = found.start("inside") + piece.end()
            last = end == found.end("inside")
            cited = _NAME_AND_YEAR.search(piece.group())
            label = _label_of(cited["name"], cited["year"], names) if cited else None
            if label is not None:
                yield Marker(label, start, found.end() if last else end)
            start = end


def _label_of(name: str, year: str, names: dict[str, str]) -> str | None:
    """The label that a name before a year means: by its first words or by its last ones."""
    words = re.split(r"[\s,]+", re.sub(r"\bet al\.?|[’']s?\b(?=\W*\Z)", "", name).strip(" ,"))
    first = re.split(r" (?:and|&) |,", " ".join(words))[0].split()
    tried = [words[-count:] for count in range(1, _LONGEST_NAME + 1)] + [first, first[-1:]]
    if len(words) > 2 and words[-2] in ("and", "&"):
        tried.append(words[-3:-2])
    return next((label for one in tried if (label := names.get(f"{' '.join(one)} {year}".casefold())) is not None), None)
