"""Figures of the same indicator, place and period that no one number fits.

Figures that share a key (`indicators.keys`) are compared: those that say the same, in the same words of place, count as one side,
so that a hundred papers with one number against one with another are one contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, select

from peyvand.model import Bound, Figure
from peyvand.record.contradictions.indicators import Counted, counted, is_country, keys
from peyvand.record.contradictions.kinds import Contradiction, Difference
from peyvand.record.contradictions.table import table
from peyvand.record.contradictions.told import Told, around, told
from peyvand.record.merging.days import MONTH, YEAR, window
from peyvand.record.merging.table import table as merging
from peyvand.record.moments import AsOf
from peyvand.record.names import folded
from peyvand.record.schema import item_keys, items
from peyvand.units import converted

STREAM = "1 figures"
MOST = 100  # figures of one key that are compared, those first read: a key with more says too little
_NEAR = 400  # characters before and behind a quote in which a place or thing is named that two texts have in common
_NAME = re.compile(r"(?<![.!?\n]\s)(?<!^)(?<![.!?]\s[\"“])\b[A-Z][\w’'-]{2,}")
_ENDLESS = float("inf")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure among those of its key."""

    told: Told
    said: Figure
    what: Counted
    low: float
    high: float


def span(figure: Figure) -> tuple[float, float]:
    """The numbers that a figure may stand for, in the common unit: all that round to it, or that its bound lets in."""
    known = table()
    value = abs(figure.value)
    step = 1.0 if value < known.whole_below and value == int(value) else _step(value)
    slack = min(step / 2, known.most * value)
    if figure.bound is Bound.ABOUT:
        slack = max(slack, known.about * value)
    elif figure.bound is not None:  # "more than 50,000" is said of 50,100, and not of 46,000
        slack = min(slack, known.bound * value)
    low, high = figure.value - slack, figure.value + slack
    if figure.bound is Bound.AT_LEAST:
        high = _ENDLESS
    elif figure.bound is Bound.AT_MOST:
        low = -_ENDLESS
    common = converted(figure)
    factor = common.value / figure.value if common is not None and figure.value else 1.0
    return low * factor, high * factor


def _step(value: float) -> float:
    """What the last digit that a number is written with stands for: ten thousand in 46,510,000, a tenth in 5.3."""
    digits = f"{value:.6f}".rstrip("0")
    if not digits.endswith("."):
        return float(10.0 ** -(len(digits) - digits.index(".") - 1))
    whole = digits[:-1]
    return float(10.0 ** (len(whole) - len(whole.rstrip("0"))))


def among(connection: Connection, start: str, as_of: AsOf) -> Iterator[Contradiction]:
    """Figures that contradict each other, by period; those of a place in the list and behind it."""
    first = start.rpartition("|")[0].rpartition("|")[0] or "figure|"
    wanted = select(item_keys.c.key).where(item_keys.c.key >= first, item_keys.c.key < "figure}")
    key: str | None = None
    size = 0
    for found in connection.execute(wanted.order_by(item_keys.c.key).execution_options(yield_per=1000)).scalars():
        if found != key:
            if key is not None and size > 1:
                yield from _of_key(connection, key, as_of)
            key, size = found, 0
        size += 1
    if key is not None and size > 1:
        yield from _of_key(connection, key, as_of)


def of_items(connection: Connection, some: Iterable[Told], as_of: AsOf) -> Iterator[Contradiction]:
    """What contradicts these figures, in the order of the list."""
    said = {one.id: one.item for one in some if isinstance(one.item, Figure)}
    found = sorted({key for figure in said.values() for key in keys(figure)})
    if not found:
        return
    shared: set[str] = set()
    for start in range(0, len(found), MOST):
        some_keys = item_keys.c.key.in_(found[start : start + MOST])
        seen: set[str] = set()
        for key in connection.execute(select(item_keys.c.key).where(some_keys)).scalars():
            (shared if key in seen else seen).add(key)
    for key in sorted(shared):
        for one in _of_key(connection, key, as_of):
            if any(said.keys() & side for side in one.sides):
                yield one


def _of_key(connection: Connection, key: str, as_of: AsOf) -> Iterator[Contradiction]:
    """Figures of one key that contradict each other."""
    numbers = select(item_keys.c.item).where(item_keys.c.key == key).order_by(item_keys.c.item).limit(MOST)
    ids = connection.execute(select(items.c.id).where(items.c.number.in_(numbers))).scalars().all()
    found = [
        _Figure(one, one.item, what, *span(one.item))
        for one in sorted(told(connection, ids, as_of).values(), key=lambda one: one.number)
        if isinstance(one.item, Figure) and key in keys(one.item) and (what := counted(one.item)) is not None
    ]
    groups = _grouped(found)
    for one, other in combinations(groups, 2):
        if one[0].high < other[0].low or other[0].high < one[0].low:
            yield from _between(connection, key, one, other, as_of)


def _grouped(found: Sequence[_Figure]) -> list[list[_Figure]]:
    """Figures that say the same, together; where what they are about hangs on the text around, each by itself."""
    groups: defaultdict[object, list[_Figure]] = defaultdict(list)
    for one in found:
        loose = one.what.lasting or one.said.period is None
        same = (one.low, one.high, one.what.countries, tuple(sorted(one.what.roles.items())), one.what.qualified)
        groups[(same, one.told.id if loose else "")].append(one)
    return list(groups.values())


def _between(
    connection: Connection, key: str, here: Sequence[_Figure], there: Sequence[_Figure], as_of: AsOf
) -> Iterator[Contradiction]:
    """The contradiction of two groups with different numbers, if they are about one thing and not from one text."""
    one, other = here[0], there[0]
    away = next((each for each in there if each.told.root != one.told.root), None)
    if away is None or not _about_one(connection, one, away, as_of):
        return
    also = [each.told for each in here[1:]], [each.told for each in there if each is not away]
    yield Contradiction(
        kind=Difference.FIGURE,
        about=_about(one, other),
        one=one.told.side(worded(one.said), also[0]),
        other=away.told.side(worded(away.said), also[1]),
        stream=STREAM,
        place=f"{key}|{one.told.number:012}|{away.told.number:012}",
    )


def _about(one: _Figure, other: _Figure) -> str:
    """What both figures are of."""
    period = one.said.period or other.said.period
    return f"{one.said.indicator}{f', {period}' if period else ''}"


def worded(figure: Figure) -> str:
    """A figure's number: "about 46.5 million barrels" as digits."""
    bound = f"{figure.bound.value} " if figure.bound else ""
    return f"{bound}{figure.value:,.15g} {figure.unit}".rstrip()


def _about_one(connection: Connection, one: _Figure, other: _Figure, as_of: AsOf) -> bool:
    """Whether two figures of one key are about one place and one time."""
    if one.what.qualified != other.what.qualified or not one.what.fits(other.what):
        return False
    same_place = one.what.countries == other.what.countries
    if not (same_place or one.what.countries <= other.what.countries or other.what.countries <= one.what.countries):
        return False
    when = _one_time(one, other)
    if when is None:
        return False
    return (when and same_place) or _share_a_name(connection, one, other, as_of)


def _one_time(one: _Figure, other: _Figure) -> bool | None:
    """Whether two figures are of one time; None where they aren't, False where it is for the text around to say."""
    here, there = window(one.said.period), window(other.said.period)
    if here is not None and here == there and not one.what.lasting:
        return True
    printed = window(one.told.telling.published), window(other.told.telling.published)
    if one.what.lasting:
        days = (here or printed[0], there or printed[1])
        return None if days[0] is None or days[1] is None or _gap(days[0], days[1]) > 2 * YEAR else False
    if here is not None or there is not None or printed[0] is None or printed[1] is None:
        return None
    return None if _gap(printed[0], printed[1]) > MONTH else False


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Days between two windows."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def _share_a_name(connection: Connection, one: _Figure, other: _Figure, as_of: AsOf) -> bool:
    """Whether the texts about two figures name the same place or thing, and don't speak of different occasions."""
    texts = [f"{each.told.title or ''}. {around(connection, each.told, _NEAR, _NEAR, as_of)}" for each in (one, other)]
    here, there = (
        {occasion for occasion, pattern in table().occasions.items() if pattern.search(text)} if one.what.lasting else set()
        for text in texts
    )
    return bool(_names(texts[0]) & _names(texts[1])) and (not (here and there) or bool(here & there))


def _names(text: str) -> frozenset[str]:
    """Words that are names as they are written, but of countries and their capitals, months and days."""
    words = map(folded, _NAME.findall(text))
    return frozenset(word for word in words if word not in merging().idle and not is_country(word))
