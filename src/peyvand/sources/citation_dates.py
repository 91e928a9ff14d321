"""The date in a citation, in the ways in which the languages and calendars that desks cite write one.

Years of the Persian calendar (13xx, 14xx) and of Japanese eras become those of the common one. Numbers alone are read as
day and month only where they can't be anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta
from functools import cache

from peyvand.dates import check_date
from peyvand.errors import BadDate
from peyvand.sources.datelines import find_date
from peyvand.sources.wording import words_of

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}  # the year before an era's first
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_NAMED = re.compile(
    r"(?:\b(?P<day>[0-3]?\d)(?:\.|er|º|°)?\s+(?:de\s+)?)?\b(?P<month>[^\W\d_]{2,14}?)\.?,?\s+(?:de\s+)?(?P<year>1[2-9]\d\d|20\d\d)\b"
)
_TWO_MONTHS = re.compile(r"\b(?P<one>[A-Z][a-z]{2,8})\.?\s?[/–-]\s?(?P<two>[A-Z][a-z]{2,8})\.?,? (?P<year>(?:1[89]|20)\d\d)\b")
_SEASON = re.compile(r"\b(?P<season>spring|summer|autumn|fall|winter),? (?P<year>(?:1[89]|20)\d\d)\b", re.IGNORECASE)
_JAPANESE = re.compile(
    r"(?:(?P<era>令和|平成|昭和|大正|明治)(?P<of>\d{1,2}|元)|(?P<year>(?:1[89]|20)\d\d))年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
)
_BIG_FIRST = re.compile(r"(?<![\d/.-])(?P<year>1[2-9]\d\d|20\d\d)[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})(?![\d/])")
_SMALL_FIRST = re.compile(r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[/.])(?P<two>\d{1,2})(?P=mark)(?P<year>1[2-9]\d\d|20\d\d)(?!\d)")
_IN_PATH = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d|[a-z]{3})[/-](?P<day>[0-3]?\d)(?=[/-])")
_YEAR = re.compile(r"(?<![\d/:–-])(?P<year>1[3-9]\d\d|20\d\d)(?:[a-h])?(?![\d/]|[–-]\d)")
_IN_PARENTHESES = re.compile(r"\((?:[^()]{0,120}[\s,:])?(?P<year>1[3-9]\d\d|20\d\d)[a-h]?\)")
_PERSIAN_YEARS = range(1250, 1480)  # what stands for the years 1871 to 2100
_LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in EDTF, and where it is written."""

    edtf: str
    start: int
    end: int


def date_in(text: str) -> Dated | None:
    """The date that a citation gives: the first that has a month, or else its year. Digits must be ASCII."""
    found = sorted(_precise(text), key=lambda one: (one.start, -one.end))
    if found:
        return found[0]
    years = [*_IN_PARENTHESES.finditer(text)][-1:] or [*_YEAR.finditer(text)][-1:]
    for match in years:
        year = int(match["year"])
        if year in _PERSIAN_YEARS:
            return Dated(f"{year + 621}/{year + 622}", *match.span("year"))
        if _PERSIAN_YEARS.stop <= year <= _LAST_YEAR:
            return Dated(str(year), *match.span("year"))
    return None


def date_of_address(url: str) -> str | None:
    """The day in a web address that has one as folders ("/2024/08/22/"), as news sites have it."""
    match = _IN_PATH.search(f"{url}/")
    if match is None:
        return None
    month = int(match["month"]) if match["month"].isdigit() else _months().get(match["month"], 0)
    return _checked(int(match["year"]), month, int(match["day"]))


def _precise(text: str) -> Iterator[Dated]:
    """The dates with a month or season, each way of writing asked once."""
    if english := find_date(text):
        yield Dated(*english)
    if (months := _TWO_MONTHS.search(text)) and (both := _two_months(months)):
        yield Dated(both, *months.span())
    if season := _SEASON.search(text):
        yield Dated(f"{season['year']}-{_SEASONS[season['season'].lower()]}", *season.span())
    for pattern, meant in ((_NAMED, _named), (_JAPANESE, _japanese), (_BIG_FIRST, _big_first), (_SMALL_FIRST, _small_first)):
        for match in pattern.finditer(text):
            if (edtf := meant(match)) is not None:
                yield Dated(edtf, *match.span())
                break


def _two_months(match: re.Match[str]) -> str | None:
    first, last = (_month(match[name]) for name in ("one", "two"))
    return f"{match['year']}-{first:02}/{match['year']}-{last:02}" if 0 < first < last else None


def _named(match: re.Match[str]) -> str | None:
    """A day with its month's name, in a language of the table."""
    year, number = int(match["year"]), int(match["day"] or 0)
    if year in _PERSIAN_YEARS:
        return _persian(year, _persian_months().get(match["month"].casefold(), 0), number)
    return _checked(year, _month(match["month"]), number)


def _japanese(match: re.Match[str]) -> str | None:
    year = int(match["year"]) if match["year"] else _ERAS[match["era"]] + (1 if match["of"] == "元" else int(match["of"]))
    return _checked(year, int(match["month"] or 0), int(match["day"] or 0)) if match["month"] else str(year)


def _big_first(match: re.Match[str]) -> str | None:
    year, month, number = (int(match[name]) for name in ("year", "month", "day"))
    return _persian(year, month, number) if year in _PERSIAN_YEARS else _checked(year, month, number)


def _small_first(match: re.Match[str]) -> str | None:
    """Day, month, year with points; with strokes only where the day can't be a month."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if year in _PERSIAN_YEARS:
        return _persian(year, two, one)
    if match["mark"] == "." or one > 12:
        return _checked(year, two, one)
    return _checked(year, one, two) if two > 12 else str(year)


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none."""
    plain = name.casefold()
    return max(((len(start), number) for start, number in _months().items() if plain.startswith(start)), default=(0, 0))[1]


@cache
def _months() -> Mapping[str, int]:
    return {start: number for number, starts in enumerate(words_of("dates", "months"), 1) for start in starts.split()}


@cache
def _persian_months() -> Mapping[str, int]:
    return {name: number for number, names in enumerate(words_of("dates", "persian"), 1) for name in names.split()}


def _checked(year: int, month: int, number: int) -> str | None:
    """The date in EDTF, to the month where there is no day; None where there is no such date."""
    if not month:
        return None
    try:
        return check_date(f"{year:04}-{month:02}" + (f"-{number:02}" if number else ""))
    except BadDate:
        return None


def _persian(year: int, month: int, number: int) -> str | None:
    """A date of the Persian solar calendar in the common one; of a month without a day, the month it begins in."""
    if not 1 <= month <= 12 or number > 31:
        return None
    # Nowruz moves within three days; the rule of 33 years, eight of them leap years, holds from 1244 to 1531.
    leap_days = sum((year_ % 33) in (1, 5, 9, 13, 17, 22, 26, 30) for year_ in range(1354, year)) - sum(
        (year_ % 33) in (1, 5, 9, 13, 17, 22, 26, 30) for year_ in range(year, 1354)
    )
    nowruz = day(1975, 3, 21) + timedelta(days=365 * (year - 1354) + leap_days)
    begins = nowruz + timedelta(days=31 * min(month - 1, 6) + 30 * max(0, month - 7))
    return (begins + timedelta(days=number - 1)).isoformat() if number else begins.isoformat()[:7]
