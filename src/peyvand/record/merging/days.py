"""When two things were, as two sources tell it: compared to the coarser precision, and by when each was printed.

What happened had happened when it was printed; what is planned hadn't. A window is the first and the last day, as ordinals.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import lru_cache

from peyvand.dates import bounds
from peyvand.record.merging.table import table

Window = tuple[int, int]
DAY, WEEK, MONTH, YEAR = 1, 9, 46, 366  # the widest window that counts as each, in days
_LATE = 1  # days by which a paper's date may lag behind what it tells, west of the date line
_FEW_HOURS = 5.0  # of difference in local time from which one act has two dates


class When(Enum):
    """How two dates stand to each other; each is a line of the evidence, but APART."""

    SAME_DAY = "same_day"
    TIME_ZONES = "time_zones"
    NEXT_DAY = "next_day"
    DAYS_APART = "days_apart"
    WITHIN_WEEK = "within_week"
    WITHIN_MONTH = "within_month"
    WITHIN_YEAR = "within_year"
    LONGER = "longer"
    PRINTED_SOON = "printed_soon"  # one has no date, and was printed in the days after the other's
    PRINTED_TOGETHER = "printed_together"  # neither has a date, and both were printed within two days
    PRINTED_LATER = "printed_later"  # as far apart as weeklies are from dailies
    UNKNOWN = "undated"
    APART = "apart"


@lru_cache(maxsize=16384)
def window(edtf: str | None) -> Window | None:
    """The days of a date; None where there is none."""
    found = bounds(edtf) if edtf else None
    return (found[0].toordinal(), found[1].toordinal()) if found else None


def clipped(days: Window | None, printed: Window | None, *, done: bool) -> Window | None:
    """The days in which something was, given when it was printed that it had been, or was to be."""
    if days is None or printed is None:
        return days
    if done:
        last = min(days[1], printed[1] + _LATE)
        return (days[0], last) if last >= days[0] else days
    first = max(days[0], printed[0] - _LATE)
    return (first, days[1]) if first <= days[1] else days


def compare(one: Window | None, other: Window | None, printed: tuple[Window | None, Window | None], hours: float) -> When:
    """How the dates of two tellings stand to each other; `hours` is the difference in local time between those involved."""
    if one and other:
        return _both_dated(one, other, hours)
    if one or other:
        dated, other_print = (one, printed[1]) if one else (other, printed[0])
        return _one_dated(dated, other_print) if dated and other_print else When.UNKNOWN
    first, second = printed
    if first is None or second is None:
        return When.UNKNOWN
    gap = _gap(first, second)
    if max(first[1] - first[0], second[1] - second[0]) >= WEEK:
        return When.UNKNOWN if gap == 0 else When.APART
    return When.PRINTED_TOGETHER if gap <= 2 else When.PRINTED_LATER if gap <= 8 else When.APART if gap > 45 else When.UNKNOWN


def _both_dated(one: Window, other: Window, hours: float) -> When:
    gap = _gap(one, other)
    width = max(one[1] - one[0], other[1] - other[0]) + 1
    if gap == 1:
        return When.TIME_ZONES if hours >= _FEW_HOURS and width == DAY else When.NEXT_DAY
    if gap:
        return When.DAYS_APART if gap <= 8 and width <= WEEK else When.APART
    if width == DAY:
        return When.SAME_DAY
    if width <= WEEK:
        return When.WITHIN_WEEK
    return When.WITHIN_MONTH if width <= MONTH else When.WITHIN_YEAR if width <= YEAR else When.LONGER


def _one_dated(dated: Window, printed: Window) -> When:
    """Something with a date against something without, of which only the printing is known."""
    if printed[1] - printed[0] >= WEEK or dated[1] - dated[0] >= MONTH:
        return When.APART if printed[1] + _LATE < dated[0] or printed[0] - dated[1] > YEAR else When.UNKNOWN
    late = printed[0] - dated[1]
    if printed[1] + _LATE < dated[0]:
        return When.APART
    return When.PRINTED_SOON if late <= 3 else When.PRINTED_LATER if late <= 10 else When.APART if late > 400 else When.UNKNOWN


def _gap(one: Window, other: Window) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def hours_between(countries: Iterable[str]) -> float:
    """The widest difference in local time between these countries, in hours."""
    known = [table().hours[code] for code in countries if code in table().hours]
    return max(known) - min(known) if known else 0.0


def spoken(days: Window) -> str:
    """A window as its first day, and its last where there are more."""
    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first} to {last}"
