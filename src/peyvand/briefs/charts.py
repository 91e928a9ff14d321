"""The chart of events over time: co-operation above the line, conflict below, drawn as SVG from plain counts.

A year without events keeps its place and stays empty. Verbal classes are hatched and material ones solid, so that the
four can be told apart without colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from peyvand.briefs.days import MONTHS, Span
from peyvand.briefs.labels import QuadClass, label

_ABOVE = (QuadClass.MATERIAL_COOPERATION, QuadClass.VERBAL_COOPERATION)  # from the line outwards
_BELOW = (QuadClass.MATERIAL_CONFLICT, QuadClass.VERBAL_CONFLICT)
_SPAN_IN_MONTHS = 3  # years; a shorter span is drawn month by month
_SPAN_IN_YEARS = 150  # a longer one by decades
_LEFT, _RIGHT, _TOP, _BOTTOM, _PLOT = 40, 22, 14, 26, 200
_WIDTH, _NARROWEST, _WIDEST = 1048, 12, 56  # of the plot, and of a bar with its gap
_LABEL = 34  # what a label on the axis needs


@dataclass(frozen=True, slots=True)
class Bar:
    """What happened in one month, year or decade."""

    title: str
    counts: Mapping[QuadClass, int]
    href: str | None
    label: str  # on the axis; "" where there's no room for it

    @property
    def total(self) -> int:
        """All its events."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Block:
    """One class in one bar, in the drawing's units."""

    x: float
    y: float
    width: float
    height: float
    quad: QuadClass


@dataclass(frozen=True, slots=True)
class Column:
    """A bar as drawn."""

    bar: Bar
    x: float
    pitch: float
    blocks: Sequence[Block]

    @property
    def said(self) -> str:
        """The bar in words."""
        parts = [f"{count} {label('class', quad.value).label.lower()}" for quad, count in self.bar.counts.items() if count]
        return f"{self.bar.title}: {', '.join(parts) or 'no events'}"


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing: columns, and lines across at round numbers."""

    columns: Sequence[Column]
    width: float
    height: float
    left: float
    right: float
    zero: float
    grid: Sequence[tuple[float, int]]  # (y, number)
    unit: str  # "month", "year" or "decade"

    @property
    def empty(self) -> int:
        """How many months, years or decades have no event."""
        return sum(not column.bar.total for column in self.columns)

    @property
    def total(self) -> int:
        """The events drawn."""
        return sum(column.bar.total for column in self.columns)


def timeline(events: Iterable[tuple[Span, QuadClass]], place: Callable[[int], str | None]) -> Chart | None:
    """The chart of dated events; those that don't lie in one year (or month) are left out. None where none do."""
    dated = [(when, quad) for when, quad in events if when.year is not None]
    if not dated:
        return None
    years = [when.year for when, _ in dated if when.year is not None]
    first, last = min(years), max(years)
    if last - first + 1 < _SPAN_IN_MONTHS:
        inside = [(month[0] * 12 + month[1] - 1, quad) for when, quad in dated if (month := when.month)]
        if inside:
            return _draw(_bars(Counter(inside), _month, lambda key: place(key // 12), lambda key: key % 12 == 0), "month")
    if last - first + 1 > _SPAN_IN_YEARS:
        counts = Counter((year // 10, quad) for year, (_, quad) in zip(years, dated, strict=True))
        return _draw(_bars(counts, lambda key: f"{key}0s", lambda key: _first(place, key), lambda key: key % 5 == 0), "decade")
    counts = Counter((year, quad) for year, (_, quad) in zip(years, dated, strict=True))
    return _draw(_bars(counts, str, place, lambda key: key % 10 == 0), "year")


def _first(place: Callable[[int], str | None], decade: int) -> str | None:
    """Where a decade's latest year with events stands."""
    return next((found for year in range(decade * 10 + 9, decade * 10 - 1, -1) if (found := place(year))), None)


def _month(key: int) -> str:
    return f"{MONTHS[key % 12]} {key // 12}"


def _bars(
    counts: Mapping[tuple[int, QuadClass], int],
    title: Callable[[int], str],
    place: Callable[[int], str | None],
    is_round: Callable[[int], bool],
) -> list[Bar]:
    """A bar for every step from the first to the last, those without events included."""
    keys = range(min(key for key, _ in counts), max(key for key, _ in counts) + 1)
    pitch = _pitch(len(keys))
    every = -(-_LABEL // int(pitch))
    made = []
    for index, key in enumerate(keys):
        own = {quad: counts.get((key, quad), 0) for quad in QuadClass}
        shown = is_round(key) if every > 1 and len(keys) > 2 * every and _regular(keys, is_round) else index % every == 0
        name = title(key)
        short = (name[:3] + (f" {name[-4:]}" if pitch > 2 * _LABEL else "")) if " " in name else name
        made.append(Bar(name, own, place(key) if any(own.values()) else None, short if shown else ""))
    return made


def _regular(keys: range, is_round: Callable[[int], bool]) -> bool:
    """Whether round steps are frequent enough to label the axis with."""
    return sum(is_round(key) for key in keys) > 1


def _pitch(bars: int) -> float:
    return max(_NARROWEST, min(_WIDEST, _WIDTH / bars))


def _step(highest: int) -> int:
    """The distance of grid lines: 1, 2 or 5 times a power of ten, so that there are at most about eight."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= 7 * step:
                return step
        size *= 10


def _draw(bars: Sequence[Bar], unit: str) -> Chart:
    """Where everything stands."""
    up = max(sum(bar.counts[quad] for quad in _ABOVE) for bar in bars)
    down = max(sum(bar.counts[quad] for quad in _BELOW) for bar in bars)
    step = _step(up + down)
    scale = _PLOT / max(up + down, 1)
    zero = _TOP + up * scale
    pitch = _pitch(len(bars))
    columns = [_column(bar, _LEFT + index * pitch, pitch, zero, scale) for index, bar in enumerate(bars)]
    grid = [(round(zero - number * scale, 2), abs(number)) for number in range(-(down // step) * step, up + 1, step)]
    width = _LEFT + len(bars) * pitch + _RIGHT
    return Chart(columns, width, _TOP + _PLOT + _BOTTOM, _LEFT, width - _RIGHT, round(zero, 2), grid, unit)


def _column(bar: Bar, x: float, pitch: float, zero: float, scale: float) -> Column:
    """A bar's blocks, from the line outwards."""
    gap = min(6.0, pitch * 0.2)
    blocks = []
    for quads, sign in ((_ABOVE, -1), (_BELOW, 1)):
        sizes = [bar.counts[quad] * scale for quad in quads]
        edges = [0.0, sizes[0], sizes[0] + sizes[1]]
        for quad, (near, far) in zip(quads, pairwise(edges), strict=True):
            if far > near:
                top = zero - far if sign < 0 else zero + near
                blocks.append(Block(round(x + gap / 2, 2), round(top, 2), round(pitch - gap, 2), round(far - near, 2), quad))
    return Column(bar, round(x, 2), round(pitch, 2), tuple(blocks))
