"""Dates as a reader sees them: what an EDTF string says in words, and the days it covers.

A date that isn't understood is shown as it stands and sorted with those that have none; it is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from peyvand.dates import bounds

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_MARKS = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}
_POINT = re.compile(r"(\d{2}[\dX][\dX])(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%]?)")
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Span:
    """The days a date covers, both ends included; None where the date leaves that end open."""

    text: str
    first: date | None = None
    last: date | None = None

    @property
    def known(self) -> bool:
        """Whether the text gives any hold on when."""
        return self.first is not None or self.last is not None

    @property
    def year(self) -> int | None:
        """The one year the date lies in, or None where it covers more than one or is open."""
        return self.first.year if self.first and self.last and self.first.year == self.last.year else None

    @property
    def month(self) -> tuple[int, int] | None:
        """The one month the date lies in, as (year, month), or None."""
        if self.year is None or self.first is None or self.last is None or self.first.month != self.last.month:
            return None
        return self.first.year, self.first.month

    @property
    def order(self) -> tuple[date, date]:
        """A sort key: by the earliest day it may mean, then the latest; unknown dates come first."""
        return self.first or self.last or date.min, self.last or self.first or date.min


def span(edtf: str | None, missing: str = "no date given") -> Span:
    """What an EDTF date covers and how it reads; `missing` where there is none."""
    if not edtf:
        return Span(missing)
    days = bounds(edtf)
    if days is None:
        return Span(edtf)
    first = None if days[0] == date.min else days[0]
    last = None if days[1] == date.max else days[1]
    return Span(_words(edtf), first, last)


def words(day: date) -> str:
    """A day in words: 7 August 2023; with its time where it has one: 7 August 2023, 14:30 UTC."""
    time = f", {day:%H:%M} UTC" if isinstance(day, datetime) else ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}{time}"


def _words(edtf: str) -> str:
    """A date that has bounds, in words."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _point(start)
    if end in _OPEN:
        return f"from {_point(start)}"
    if start in _OPEN:
        return f"by {_point(end)}"
    return f"{_point(start)} to {_point(end)}"


def _point(text: str) -> str:
    """One date of an EDTF string in words: 7 August 2023, about 2019, the 1970s."""
    match = _POINT.fullmatch(text)
    if match is None:
        return text
    year, month, day, mark = match[1], match[2], match[3], _MARKS[match[4]]
    if year.endswith("XX"):
        year = f"{year[:2]}00 to {year[:2]}99"
    elif year.endswith("X"):
        year = f"{year[:3]}0s"
    if month in (None, "XX"):
        return mark + year
    if month in _SEASONS:
        return f"{mark}{_SEASONS[month]} {year}"
    if day in (None, "XX"):
        return f"{mark}{MONTHS[int(month) - 1]} {year}"
    return f"{mark}{int(day)} {MONTHS[int(month) - 1]} {year}"
