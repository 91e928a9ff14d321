"""Days, months and years as EDTF strings (ISO 8601-2, level 1), and the calendars they are given in."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_SIMPLE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
# 1 Nowruz of 1400 in the Gregorian calendar; other years are counted from it.
_NOWRUZ_YEAR, _NOWRUZ = 1400, date(2021, 3, 21)
_FIRST_YEAR, _LAST_YEAR = 1400, 2400  # of a text that speaks of weeks and decades before and after its own day
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """A year, month or day as EDTF."""
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")


def real(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def interval(first: str, last: str) -> str:
    """From the first to the last; one string where they are the same."""
    return first if first == last else f"{first}/{last}"


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month so many months on."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def first_of(edtf: str) -> str:
    """The beginning of an EDTF date as a plain year, month or day; empty where it is open."""
    return _plain(edtf.split("/", maxsplit=1)[0], first=True)


def last_of(edtf: str) -> str:
    """The end of an EDTF date as a plain year, month or day; empty where it is open."""
    return _plain(edtf.rsplit("/", maxsplit=1)[-1], first=False)


def _plain(edtf: str, *, first: bool) -> str:
    """One end of an interval without its qualifiers, decades and seasons taken at their edge."""
    text = edtf.rstrip("~?%")
    if "X" in text:
        return text.replace("X", "0" if first else "9")
    if re.fullmatch(r"\d{4}-2[1-4]", text):
        return f"{text[:4]}-{_SEASON_MONTHS[int(text[5:])][0 if first else 1]:02d}"
    return "" if text == ".." else text


def earliest_day(edtf: str) -> date | None:
    """The first day that an EDTF date may mean."""
    match = _SIMPLE.fullmatch(first_of(edtf))
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return date(year, month, day) if year else None


def before(edtf: str) -> str:
    """All the time up to a date."""
    return f"../{first_of(edtf) or last_of(edtf)}"


def until(edtf: str) -> str:
    """All the time up to and with a date."""
    return f"../{last_of(edtf) or first_of(edtf)}"


def since(edtf: str) -> str:
    """All the time from a date."""
    return f"{first_of(edtf) or last_of(edtf)}/.."


@dataclass(frozen=True, slots=True)
class Anchor:
    """When the text was published, as far as that is known; `day` is None where only the month or year is."""

    year: int
    month: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, edtf: str | None) -> Anchor | None:
        """The anchor that a publication date gives, if any."""
        match = _SIMPLE.fullmatch(first_of(edtf or ""))
        if match is None:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        if not year or not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        if month and day:
            return cls(year, month, date(year, month, day)) if real(year, month, day) else cls(year)
        return cls(year, month)

    @classmethod
    def at(cls, day: date) -> Anchor:
        """The anchor of a day."""
        return cls(day.year, day.month, day)


def week_of(day: date, weeks: int = 0) -> tuple[date, date]:
    """Monday and Sunday of a day's week, or of the week so many weeks on."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def shifted(day: date, count: int, unit: str) -> str:
    """The date so many days, weeks, months or years from a day, as precise as the unit."""
    if unit == "day":
        return (day + timedelta(days=count)).isoformat()
    if unit == "week":
        return (day + timedelta(weeks=count)).isoformat()
    if unit == "month":
        return iso(*add_months(day.year, day.month, count))
    return iso(day.year + count * (10 if unit == "decade" else 1))


def _persian_leap(year: int) -> bool:
    """Whether an Iranian year has 366 days (the 33-year cycle, right from 1244 to 1531)."""
    return (8 * year + 29) % 33 < 8


def persian(year: int, month: int, day: int) -> date:
    """A day of the Iranian solar calendar."""
    days = 0
    for one in range(min(year, _NOWRUZ_YEAR), max(year, _NOWRUZ_YEAR)):
        days += 366 if _persian_leap(one) else 365
    start = _NOWRUZ + timedelta(days=days if year >= _NOWRUZ_YEAR else -days)
    return start + timedelta(days=31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def persian_month(year: int, month: int) -> str:
    """The days of an Iranian month."""
    following = (year, month + 1) if month < 12 else (year + 1, 1)
    return interval(persian(year, month, 1).isoformat(), (persian(*following, 1) - timedelta(days=1)).isoformat())


def persian_year(year: int) -> str:
    """The days of an Iranian year."""
    return interval(persian(year, 1, 1).isoformat(), (persian(year + 1, 1, 1) - timedelta(days=1)).isoformat())
