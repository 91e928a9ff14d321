"""Days, months, years and longer that a text names outright, the year at times left to the reader.

Each function takes a core ("March 22", "1970s") and the outlook, and gives EDTF, or None where that can't be known.
"""

from __future__ import annotations

import re
from calendar import monthrange

from peyvand.reading.when import calendars as cal
from peyvand.reading.when import timewords as words
from peyvand.reading.when.calendars import interval, iso
from peyvand.reading.when.outlook import Outlook, small_count

_WEEKS_BACK = 60  # days
_LAST_CENTURY = 60  # two digits of a year from here on are of the 20th century
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:1[3-9]|20)\d\d\b")
_WORDS = re.compile(r"[A-Za-z]+")


def given_year(text: str, outlook: Outlook) -> int | None:
    """The year that a core names, or that it is joined to."""
    match = _YEAR.search(text)
    if match:
        return int(match.group())
    if re.search(r"\b(?:that|the same) year\b", text):
        told = outlook.recent.get("year")
        return int(told) if told and told.isdigit() else None
    relative = re.search(r"\b(last|this|next|the)\syear\b", text)
    if relative:
        return outlook.anchor.year + {"last": -1, "next": 1}.get(relative[1], 0) if outlook.anchor else None
    return outlook.year


def month_in(text: str) -> int | None:
    """The month that a core names."""
    return next((words.months()[word.lower()] for word in _WORDS.findall(text) if word.lower() in words.months()), None)


def nearest_year(month: int, day: int | None, outlook: Outlook) -> int | None:
    """The year of a month or day given without one: the last past or the next to come, by the tense."""
    anchor = outlook.anchor
    if anchor is None or anchor.month is None:
        return None
    here = (anchor.month, anchor.day.day) if day and anchor.day else (anchor.month, 0)
    there = (month, day or 0) if anchor.day else (month, 0)
    direction = outlook.direction()
    if direction <= 0 and outlook.told is not None:
        year, told = (int(part) for part in outlook.told.split("-"))
        return year + (month < told)
    if direction < 0:
        return anchor.year - (there > here)
    if direction > 0:
        # What is "to come" and lies a few weeks back is told in the present: "they date it to 21 December".
        just_past = bool(day and anchor.day and 0 <= (here[0] - there[0]) * 30 + here[1] - there[1] < _WEEKS_BACK)
        return anchor.year + (there < here and not just_past)
    gap = month - anchor.month
    return anchor.year + (1 if gap < -6 else -1 if gap > 5 else 0)


def iso_day(text: str, _: Outlook) -> str | None:
    """2023-08-07, if there is such a day."""
    year, month, day = (int(part) for part in text.split("-"))
    return text if cal.real(year, month, day) else None


def numeric(text: str, _: Outlook) -> str | None:
    """07/08/2023 is either of two days, and so only a year; 23/08/2023 and 7.8.2023 are one."""
    first, second, year = (int(part) for part in _DIGITS.findall(text))
    if "." in text or first > 12:
        return iso(year, second, first) if cal.real(year, second, first) else None
    if second > 12 or first == second:
        return iso(year, first, second) if cal.real(year, first, second) else None
    return iso(year)


def day_of_month(text: str, outlook: Outlook) -> str | None:
    """March 22, 22 March 2023."""
    month, day = month_in(text), int(_DIGITS.findall(text)[0])
    if month is None:
        return None
    year = given_year(text, outlook) or nearest_year(month, day, outlook)
    return iso(year, month, day) if year and cal.real(year, month, day) else None


def days(text: str, outlook: Outlook) -> str | None:
    """June 3-5, 3 to 5 June 2023."""
    month = month_in(text)
    first, last = (int(number) for number in _DIGITS.findall(text)[:2])
    if month is None or first >= last:
        return None
    year = given_year(text, outlook) or nearest_year(month, first, outlook)
    if not year or not cal.real(year, month, last):
        return None
    return interval(iso(year, month, first), iso(year, month, last))


def month_of_year(text: str, outlook: Outlook) -> str | None:
    """November, November 2023."""
    month = month_in(text)
    year = (given_year(text, outlook) or nearest_year(month, None, outlook)) if month else None
    return iso(year, month) if year else None


def week_of_month(text: str, outlook: Outlook) -> str | None:
    """The last week of September: its last seven days; the first: its first seven."""
    month = month_in(text)
    year = (given_year(text, outlook) or nearest_year(month, None, outlook)) if month else None
    if month is None or year is None:
        return None
    which = text.split(maxsplit=1)[0].lower()
    days = monthrange(year, month)[1]
    first = days - 6 if which in {"last", "final"} else 1 + 7 * (words.ORDINALS.get(which, 1) - 1)
    return interval(iso(year, month, first), iso(year, month, first + 6))


def month_span(text: str, outlook: Outlook) -> str | None:
    """January-September 2023."""
    found = [words.months()[word.lower()] for word in _WORDS.findall(text) if word.lower() in words.months()]
    year = given_year(text, outlook) or nearest_year(found[-1], None, outlook)
    if not year or len(found) != 2:
        return None
    return interval(iso(year - (found[0] > found[1]), found[0]), iso(year, found[1]))


def plain_year(text: str, _: Outlook) -> str | None:
    """2019."""
    return text


def year_span(text: str, _: Outlook) -> str | None:
    """2012-16, 2012–2016, 2023/24."""
    first, last = _DIGITS.findall(text)
    last = first[:2] + last if len(last) == 2 else last
    return interval(first, last) if int(first) < int(last) <= int(first) + 150 else None


def decade(text: str, _: Outlook) -> str | None:
    """The 1970s."""
    return text[:3] + "X"


def century(text: str, _: Outlook) -> str | None:
    """The 19th century."""
    return f"{int(_DIGITS.findall(text)[0]) - 1}XX"


def season(text: str, _: Outlook) -> str | None:
    """Spring 2021, the summer of 2019."""
    return f"{_YEAR.findall(text)[0]}-{words.lexicon()['seasons'][text.split(maxsplit=1)[0].lower()]}"


def iranian(text: str, _: Outlook) -> str | None:
    """8 Mordad 1402, Mordad 1402, the Iranian year 1402."""
    numbers = [int(number) for number in _DIGITS.findall(text)]
    month = next(
        (words.persian_months()[word.lower()] for word in _WORDS.findall(text) if word.lower() in words.persian_months()), None
    )
    if month is None:
        return cal.persian_year(numbers[-1])
    if len(numbers) == 1:
        return cal.persian_month(numbers[0], month)
    first, last = cal.persian_month(numbers[1], month).split("/")
    day = cal.persian(numbers[1], month, numbers[0]).isoformat()
    return day if first <= day <= last else None


def japanese_era(text: str, _: Outlook) -> str | None:
    """Reiwa 5."""
    era, number = text.split()
    return iso(words.lexicon()["eras"][era] + int(number))


def japanese_day(text: str, _: Outlook) -> str | None:
    """14 June, Showa 53; the months and days are those of the common calendar."""
    era, number = text.split()[-2:]
    rest = text[: text.rindex(era)].rstrip(" ,")
    return day_of_month(f"{rest} {words.lexicon()['eras'][era] + int(number)}", Outlook(None, lambda: 0))


def fiscal_year(text: str, outlook: Outlook) -> str | None:
    """A fiscal year begins as the country's does that the sentence names; without one it is about the year."""
    numbers = _DIGITS.findall(text)
    year = int(numbers[0])
    if len(numbers[0]) == 2:
        year += 2000 if year < _LAST_CENTURY else 1900
    known = {
        (rule["month"], rule["named_after"])
        for country, rule in words.lexicon()["fiscal"].items()
        if re.search(rf"(?<!\w){re.escape(country)}(?!\w)", outlook.sentence)
    }
    if len(known) != 1:
        return interval(iso(year), iso(year + 1)) if len(numbers) > 1 else f"{iso(year)}~"
    month, named_after = known.pop()
    start = year if len(numbers) > 1 or named_after == "first" else year - 1
    return interval(iso(start, month), iso(*cal.add_months(start, month, 11)))


def fiscal_year_end(text: str, outlook: Outlook) -> str | None:
    """The year to March 2024 is April 2023 to March 2024."""
    month = month_in(text)
    year = (given_year(text, outlook) or nearest_year(month, None, outlook)) if month else None
    if not year or not month:
        return None
    return interval(iso(*cal.add_months(year, month, -11)), iso(year, month))


def months_to(text: str, outlook: Outlook) -> str | None:
    """The twelve months to March 2023."""
    number, _, end = text.partition(" months")
    count, month = small_count(number), month_in(end)
    year = (given_year(text, outlook) or nearest_year(month, None, outlook)) if month else None
    if not count or not year or not month:
        return None
    return interval(iso(*cal.add_months(year, month, 1 - count)), iso(year, month))


def share_of_year(text: str, outlook: Outlook) -> str | None:
    """The first quarter, the second half, Q3, H1."""
    low = text.lower()
    size = 6 if "half" in low or low[0] == "h" else 3
    number = int(low[1]) if low[0] in "qh" and low[1].isdigit() else words.ORDINALS.get(low.split()[0], 0)
    anchor, year = outlook.anchor, given_year(text, outlook)
    if low.split()[0] in ("last", "final") and year:
        number = 12 // size
    if low.startswith("last") and not year and anchor and anchor.month:
        start = cal.add_months(anchor.year, (anchor.month - 1) // size * size + 1, -size)
        return interval(iso(*start), iso(*cal.add_months(*start, size - 1)))
    if not 1 <= number <= 12 // size or not (year or anchor):
        return None
    first = (number - 1) * size + 1
    if not year and anchor:
        year = anchor.year - (1 if anchor.month and first > anchor.month and outlook.direction() <= 0 else 0)
    return interval(iso(year or 0, first), iso(year or 0, first + size - 1))


def first_months(text: str, outlook: Outlook) -> str | None:
    """The first nine months of 2023."""
    count = small_count(text.split(" months", maxsplit=1)[0].split(" ", 1)[1])
    anchor, year = outlook.anchor, given_year(text, outlook)
    if not year and anchor and anchor.month and count:
        year = anchor.year - (count > anchor.month and outlook.direction() <= 0)
    return interval(iso(year, 1), iso(year, count)) if year and count and count <= 12 else None
