"""Figures set side by side because they may contradict each other: the same words, the same unit, another number.

Whether two figures are about one thing is for the reader to say; what is found here are candidates, each with its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peyvand.briefs.days import Span
from peyvand.briefs.rows import Row
from peyvand.model import Figure

_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset("a an and at by for from in of on or per s the to with".split())
_LEAST = 2  # words: "share" or "contract" alone is said of too many things


@dataclass(frozen=True, slots=True)
class Difference:
    """What is counted, and the rows that give different numbers for it."""

    indicator: str
    rows: Sequence[Row]


def differing(rows: Iterable[Row]) -> list[Difference]:
    """Figures of different sources on what may be one thing, those that most sources speak of first."""
    groups: defaultdict[tuple[str, frozenset[str]], list[tuple[Row, Figure]]] = defaultdict(list)
    for row in rows:
        item = row.item
        if isinstance(item, Figure) and row.source.copy_of is None:
            words = frozenset(_WORD.findall(item.indicator.lower())) - _EMPTY
            if len(words) >= _LEAST:
                groups[item.unit.lower(), words].append((row, item))
    found = []
    for group in groups.values():
        against = [row for row, item in group if any(_differ(row, item, other, figure) for other, figure in group)]
        if against:
            first = next(item.indicator for row, item in group if row is against[0])
            found.append(Difference(first, against))
    return sorted(found, key=lambda one: (-len({row.kept.source for row in one.rows}), one.indicator))


def _differ(row: Row, item: Figure, other: Row, figure: Figure) -> bool:
    """Whether two figures of different sources give different numbers for what may be the same place and time."""
    apart = row.kept.source != other.kept.source and item.value != figure.value
    places = not item.geo or not figure.geo or bool(set(item.geo) & set(figure.geo))
    return apart and places and _may_coincide(row.when, other.when)


def _may_coincide(one: Span, other: Span) -> bool:
    """Whether two periods overlap, as far as they are given."""
    if not one.known or not other.known:
        return True
    first = max((span.first for span in (one, other) if span.first), default=None)
    last = min((span.last for span in (one, other) if span.last), default=None)
    return first is None or last is None or first <= last
