"""Quotes in their place: a stretch of text cut into pieces, each with all the quotes that lie on it.

Quotes may overlap or nest in any way; HTML elements may not. So the text is cut wherever a quote, a marker of an
endnote or the name of an actor begins or ends, and every piece says which of them it belongs to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that lies on the text from `start` to `end`: an item's quote, an endnote's marker, an actor's name."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters on which the same marks lie."""

    text: str
    start: int
    quotes: tuple[str, ...] = ()  # items whose quotes lie on it, the longest quote first
    ending: tuple[str, ...] = ()  # those of them that end with it
    marker: str | None = None  # the label of the endnote that it calls
    actor: str | None = None  # the actor that it names


class Overlay:
    """All marks of one text, asked for stretch by stretch."""

    def __init__(self, text: str, quotes: Iterable[Mark], markers: Iterable[Mark] = (), actors: Iterable[Mark] = ()) -> None:
        self._text = text
        self._quotes = _within(text, quotes)
        self._markers = _outermost(_within(text, markers))
        self._actors = _outermost(_within(text, actors))
        ends = {edge for mark in (*self._quotes, *self._markers, *self._actors) for edge in (mark.start, mark.end)}
        self._edges = sorted(ends)
        self._longest = max((mark.end - mark.start for mark in self._quotes), default=0)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The text from `start` to `end`, cut at every edge of a mark."""
        edges = self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]
        points = [start, *edges, end]
        quotes = self._on(start, end)
        made = []
        for low, high in pairwise(points):
            lying = [mark for mark in quotes if mark.start <= low and mark.end >= high]
            made.append(
                Piece(
                    self._text[low:high],
                    low,
                    tuple(mark.key for mark in lying),
                    tuple(mark.key for mark in lying if mark.end == high),
                    _at(self._markers, low),
                    _at(self._actors, low),
                )
            )
        return [piece for piece in made if piece.text]

    def _on(self, start: int, end: int) -> Sequence[Mark]:
        """The quotes that touch a stretch, the longest first."""
        low = bisect_left(self._quotes, start - self._longest, key=lambda mark: mark.start)
        high = bisect_left(self._quotes, end, key=lambda mark: mark.start)
        touching = (mark for mark in self._quotes[low:high] if mark.end > start)
        return sorted(touching, key=lambda mark: (mark.start - mark.end, mark.start, mark.key))


def _outermost(marks: Sequence[Mark]) -> list[Mark]:
    """Marks in order without those that begin inside another: "Iran" in "Iran Chamber of Commerce"."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _at(marks: Sequence[Mark], offset: int) -> str | None:
    """The key of the mark that lies on a character, of marks that don't overlap."""
    index = bisect_right(marks, offset, key=lambda mark: mark.start) - 1
    return marks[index].key if index >= 0 and marks[index].end > offset else None


def _within(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks that lie inside the text, in its order."""
    return sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end <= len(text)), key=lambda mark: (mark.start, -mark.end, mark.key)
    )
