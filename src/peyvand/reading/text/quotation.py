"""Quotations: which stretches of a source stand between quotation marks.

Offsets are half-open and count in `Source.text`; a quotation's span includes its marks. A quotation that runs over
paragraphs (each opens anew, only the last closes) is one quotation a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from peyvand.model import Block
from peyvand.reading.text.document import Analysis

_OPENING = {"“": "”", "„": "“”", "«": "»"}
_MARKS = re.compile('["“”„«»]')
# Single marks close quotations only where they can be no apostrophe: behind or before punctuation.
_SINGLE = re.compile(r"(?<!\w)‘[^‘“”\"]{12,600}?(?:(?<=[,.!?…])’(?!\w)|’(?=[,.;:]))")
_BESIDE = re.compile(r"[,:]?\s{0,2}")  # what may stand between a quotation and the words that credit it


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks, marks included; `words` counts them."""

    start: int
    end: int
    words: int
    closed: bool = True


@dataclass(slots=True)
class Quotations:
    """The quotations of a document, in order, none within another."""

    text: str
    found: list[Quotation] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, analysis: Analysis) -> Quotations:
        """The quotations in the readable blocks of a source."""
        found: list[Quotation] = []
        seen: Block | None = None
        for sentence in analysis.sentences:
            block = sentence.part.block
            if block is not seen:
                found.extend(_in_block(analysis.source.text, block))
                seen = block
        return cls(analysis.source.text, found, [one.start for one in found], [one.end for one in found])

    def touching(self, start: int, end: int) -> list[Quotation]:
        """The quotations that share a character with `start:end`."""
        return self.found[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def around(self, offset: int) -> Quotation | None:
        """The quotation that holds the character at an offset, if one does."""
        for one in self.touching(offset, offset + 1):
            return one
        return None

    def before(self, offset: int) -> Quotation | None:
        """The quotation that ends right before an offset and doesn't end its sentence: '"We agree," she said'."""
        at = bisect_right(self._ends, offset) - 1
        if at < 0 or not _BESIDE.fullmatch(self.text, self._ends[at], offset):
            return None
        ended = self.text[self._ends[at] - 2] in ".…"  # a full stop inside the marks ends the sentence
        return None if ended or "\n" in self.text[self._ends[at] : offset] else self.found[at]

    def after(self, offset: int) -> Quotation | None:
        """The quotation that begins right after an offset."""
        at = bisect_left(self._starts, offset)
        return self.found[at] if at < len(self.found) and _BESIDE.fullmatch(self.text, offset, self._starts[at]) else None


def _in_block(text: str, block: Block) -> list[Quotation]:
    """The quotations of one block, in double marks or else in single ones."""
    found = list(_double(text, block))
    if found:
        return found
    return [_quotation(text, match.start(), match.end()) for match in _SINGLE.finditer(text, block.start, block.end)]


def _double(text: str, block: Block) -> Iterator[Quotation]:
    """The quotations in double marks; straight marks open and close by turns."""
    opened: int | None = None
    closers = ""
    for match in _MARKS.finditer(text, block.start, block.end):
        at, mark = match.start(), match.group()
        if opened is None:
            if mark in _OPENING or mark == '"':
                opened, closers = at, _OPENING.get(mark, '"') + ('"' if mark != "«" else "")
        elif mark in closers:
            yield _quotation(text, opened, at + 1)
            opened = None
    if opened is not None and opened == block.start:  # a quoted paragraph whose closing mark stands in a later one
        yield _quotation(text, opened, block.end, closed=False)


def _quotation(text: str, start: int, end: int, *, closed: bool = True) -> Quotation:
    """The quotation at `start:end`."""
    return Quotation(start, end, len(text[start + 1 : end - 1].split()), closed)
