"""Passages that a document has twice because a layout sets them in large type (pull quotes): the copies are found.

Words are compared, not letters, so that notes' markers, quotation marks and emphasis make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from peyvand.model import BlockKind
from peyvand.sources.parts import Part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"[A-Za-zÀ-ʯͰ-῿Ⰰ-\uffff]+|[0-9]+")
_WINDOW = 8  # words that have to agree for two places to be compared at all
_LEAST = 12  # words of a passage; shorter repetitions are phrases and names of offices
_GAP = 6  # words by which a copy may differ in the middle
_MOST_WORDS = 200_000  # a book isn't searched: it has no pull quotes, and repeats itself by right
_REST = 4  # words that may be left of a block beside the copy in it: a layout's scraps
_OPENING = 4  # words such as "In this regard," that may stand before a passage in its sentence and go with it
_BOUNDARY = re.compile(r"[.!?:…][\"”’')\]*]*(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+|\d{1,3})?[\"“‘'(*\s]*\Z")
_LOOK_BACK = 12  # characters before a word in which the end of the sentence before it shows


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document's paragraphs: their places, their numbers and the parts they stand in."""

    spans: list[tuple[int, int]]
    ids: list[int]
    parts: list[Part]


def copies(text: str, parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Where the copies stand, in order, half-open."""
    words = _words(text, [part for part in parts if part.kind is BlockKind.PROSE])
    if len(words.ids) < 2 * _LEAST or len(words.ids) > _MOST_WORDS:
        return []
    found: list[tuple[int, int]] = []
    at = 0
    for later, earlier in _alike(words.ids):
        if later < at:
            continue
        length = _length(words.ids, earlier, later)
        at = later + length
        if copy := _copy(text, words, earlier, later, length):
            found.append(copy)
    return _apart(found)


def _words(text: str, paragraphs: Sequence[Part]) -> _Words:
    """The words of the paragraphs."""
    numbers: dict[str, int] = {}
    words = _Words([], [], [])
    for part in paragraphs:
        for word in _WORD.finditer(text, part.start, part.end):
            words.spans.append(word.span())
            words.ids.append(numbers.setdefault(word[0].lower(), len(numbers)))
            words.parts.append(part)
    return words


def _alike(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of places, the later one first, from which as many words agree as the window has; in the later one's order."""
    import numpy as np

    numbers: NDArray[np.uint64] = np.asarray(ids, dtype=np.uint64)
    size = len(numbers) - _WINDOW + 1
    hashes = np.zeros(size, dtype=np.uint64)
    for offset in range(_WINDOW):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + numbers[offset : offset + size] + np.uint64(1)
    _, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
    earliest = first[inverse]
    later = np.flatnonzero(earliest + _WINDOW <= np.arange(size))
    pairs = zip(later.tolist(), earliest[later].tolist(), strict=True)
    return [(one, other) for one, other in pairs if ids[one : one + _WINDOW] == ids[other : other + _WINDOW]]


def _length(ids: Sequence[int], earlier: int, later: int) -> int:
    """How many words agree from two places on, small differences bridged."""
    length = 0
    while True:
        while later + length < len(ids) and earlier + length < later and ids[earlier + length] == ids[later + length]:
            length += 1
        for gap in range(1, _GAP + 1):
            one, other = earlier + length + gap, later + length + gap
            if (
                other + _WINDOW <= len(ids)
                and one + _WINDOW <= later
                and ids[one : one + _WINDOW] == ids[other : other + _WINDOW]
            ):
                length += gap
                break
        else:
            return length


def _copy(text: str, words: _Words, earlier: int, later: int, length: int) -> tuple[int, int] | None:
    """The copy among two places that agree, cut to whole sentences; None where it is no passage of its own."""
    first, last = 0, length - 1
    while first < length and not (_begins(text, words, earlier + first) or _begins(text, words, later + first)):
        first += 1
    while last > first and not (_ends(text, words, earlier + last) or _ends(text, words, later + last)):
        last -= 1
    if last - first + 1 < _LEAST or words.parts[earlier + first] is not words.parts[earlier + last]:
        return None
    if words.parts[later + first] is not words.parts[later + last]:
        return None
    at = max(later, earlier, key=lambda place: _apartness(text, words, place + first, place + last))
    return _widened(text, words, at + first, at + last)


def _begins(text: str, words: _Words, at: int) -> bool:
    """Whether a sentence begins with a word."""
    start, part = words.spans[at][0], words.parts[at]
    return at == 0 or words.parts[at - 1] is not part or bool(_BOUNDARY.search(text[max(part.start, start - _LOOK_BACK) : start]))


def _ends(text: str, words: _Words, at: int) -> bool:
    """Whether a sentence ends with a word."""
    return at + 1 == len(words.ids) or _begins(text, words, at + 1)


def _apartness(text: str, words: _Words, first: int, last: int) -> int:
    """How clearly a passage stands apart: it ends as a sentence does, and interrupts one that isn't its own."""
    part = words.parts[first]
    begins_part = first == 0 or words.parts[first - 1] is not part
    ends_part = last + 1 == len(words.ids) or words.parts[last + 1] is not part
    after = "" if last + 1 == len(words.ids) else text[words.spans[last + 1][0]]
    torn = first > 0 and (not words.parts[first - 1].ended if begins_part else len(_opening(text, words, first)) > _OPENING)
    return 8 * _ends(text, words, last) + 3 * (begins_part and ends_part) + 2 * torn + 2 * after.islower()


def _opening(text: str, words: _Words, at: int) -> list[int]:
    """The words of the same sentence that stand before a word."""
    opening: list[int] = []
    while not _begins(text, words, at - len(opening)):
        opening.append(at - len(opening) - 1)
    return opening


def _widened(text: str, words: _Words, first: int, last: int) -> tuple[int, int]:
    """The characters of a passage, with the opening of its sentence, its closing marks, and scraps of the block beside it."""
    part = words.parts[first]
    if 0 < len(opening := _opening(text, words, first)) <= _OPENING:
        first = opening[-1]
    start, end = words.spans[first][0], words.spans[last][1]
    while start > part.start and text[start - 1] in "\"“‘'(*":
        start -= 1
    while end < part.end and not text[end].isspace():
        end += 1
    rest = chain(_WORD.finditer(text, part.start, start), _WORD.finditer(text, end, part.end))
    whole = sum(1 for _ in islice(rest, _REST + 1)) <= _REST
    return (part.start, part.end) if whole else (start, end)


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The passages in order, those that overlap as one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
