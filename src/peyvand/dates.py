"""Dates as EDTF strings (ISO 8601-2, levels 0 and 1): whether one is a date, and the days between which it lies.

Years have four digits. A date with a time of day is cut to its day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from peyvand.errors import BadDate

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?\Z", re.ASCII)
_OTHER = re.compile(
    r"(?:\d{4}-(?:2[1-4]|XX)(?:-XX)?|\d{4}-\d{2}-XX|\d{2}[\dX]X)[?~%]?\Z", re.ASCII
)  # seasons, unspecified digits
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d{2}(?::?\d{2})?))?\Z")
_OPEN = ("", "..")


def check_date(text: str) -> str:
    """The EDTF string that `text` is; BadDate where it is none."""
    stripped = text.strip()
    if with_time := _WITH_TIME.match(stripped):
        stripped = with_time[1]
    if stripped == "/" or stripped.strip("./") == "" or bounds(stripped) is None:
        raise BadDate(text)
    return stripped


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date, date] | None:
    """The earliest and the latest day of an EDTF date, None where it is no date.

    An interval open at one end runs from `date.min` or to `date.max`; what is uncertain (?) or approximate (~)
    has the bounds of the date as written.
    """
    begin, slash, end = edtf.partition("/")
    if not slash:
        return _single(edtf)
    first = (date.min, date.min) if begin in _OPEN else _single(begin)
    last = (date.max, date.max) if end in _OPEN else _single(end)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _single(text: str) -> tuple[date, date] | None:
    """The bounds of a date that is no interval."""
    if plain := _PLAIN.match(text):
        year, month, day = int(plain[1]), int(plain[2] or 0), int(plain[3] or 0)
        try:
            if plain[3]:
                return date(year, month, day), date(year, month, day)
            if plain[2] and month <= 12:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            if not plain[2]:
                return date(year, 1, 1), date(year, 12, 31)
        except ValueError:
            return None
    return _parsed(text) if _OTHER.match(text) else None


def _parsed(text: str) -> tuple[date, date] | None:
    """The bounds of a season or of a date with unspecified digits, which the edtf package knows."""
    import edtf  # slow to import, and needed for rare dates only

    try:
        parsed = edtf.parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
        return date(*low[:3]), date(*high[:3])
    except (ValueError, edtf.EDTFParseException):
        return None
