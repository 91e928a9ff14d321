"""Which day, month, year or span a mention of time means, seen from when the text was published.

What can't be resolved is None, never a guess. `direction` is -1 for what is told as past, 1 for what is to come, 0 if unclear.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from peyvand.reading import calendars as cal
from peyvand.reading import timewords as words
from peyvand.reading.calendars import Anchor, interval, iso
from peyvand.reading.timewords import Mention

_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:1[3-9]|20)\d\d\b")
_WORDS = re.compile(r"[A-Za-z]+")


@dataclass(slots=True)
class Outlook:
    """From where a mention is seen."""

    anchor: Anchor | None
    direction: Callable[[], int]
    sentence: str = ""
    recent: dict[str, str] = field(default_factory=dict)  # the last "day", "month", "year" and "any" of the text so far
    year: int | None = None  # given by what it is joined to: "from March to June 2019"


def resolve(mention: Mention, outlook: Outlook) -> str | None:
    """The EDTF date of a mention's core with its part ("early", "end of"), without its bound."""
    core = _KINDS[mention.kind](mention.text, outlook)
    return None if core is None else _part(core, mention)


def bounded(edtf: str, mention: Mention) -> str:
    """The date with the mention's bound: "since 2006" is 2006/.., "by 2030" ../2030."""
    match mention.bound:
        case "since":
            return cal.since(edtf)
        case "by" | "until":
            return cal.until(edtf)
        case "before":
            return cal.before(edtf)
        case "after" if len(cal.first_of(edtf)) < 10:
            return cal.since(cal.last_of(edtf))
        case _:
            return edtf


def _part(core: str, mention: Mention) -> str:
    """A core as narrowed by early, mid, late or the end of."""
    if mention.part in (None, "plain") or "/" in core or "X" in core or core.endswith("~"):
        return core
    if mention.part == "end" and len(core) == 4 and mention.bound not in ("by", "until", "before"):
        return f"{core}-12~"
    if mention.part == "end" and mention.bound in ("by", "until", "before"):
        return core
    return core if len(core) == 10 else core + "~"


# ---------------------------------------------------------------- days and months


def _given_year(text: str, outlook: Outlook) -> int | None:
    """The year that a core names, or that it is joined to."""
    match = _YEAR.search(text)
    if match:
        return int(match.group())
    relative = re.search(r"\b(last|this|next|the)\syear\b", text)
    if relative:
        return outlook.anchor.year + {"last": -1, "next": 1}.get(relative[1], 0) if outlook.anchor else None
    return outlook.year


def _month_in(text: str) -> int | None:
    """The month that a core names."""
    return next((words.months()[word.lower()] for word in _WORDS.findall(text) if word.lower() in words.months()), None)


def _nearest_year(month: int, day: int | None, outlook: Outlook) -> int | None:
    """The year of a month or day given without one: the last past or the next to come, by the tense."""
    anchor = outlook.anchor
    if anchor is None or anchor.month is None:
        return None
    here = (anchor.month, anchor.day.day) if day and anchor.day else (anchor.month, 0)
    there = (month, day or 0) if anchor.day else (month, 0)
    direction = outlook.direction()
    if direction < 0:
        return anchor.year - (there > here)
    if direction > 0:
        return anchor.year + (there < here)
    gap = month - anchor.month
    return anchor.year + (1 if gap < -6 else -1 if gap > 5 else 0)


def _iso(text: str, outlook: Outlook) -> str | None:
    year, month, day = (int(part) for part in text.split("-"))
    return text if cal.real(year, month, day) else None


def _numeric(text: str, outlook: Outlook) -> str | None:
    """07/08/2023 is either of two days, and so only a year; 23/08/2023 and 7.8.2023 are one."""
    first, second, year = (int(part) for part in _DIGITS.findall(text))
    if "." in text or first > 12:
        return iso(year, second, first) if cal.real(year, second, first) else None
    if second > 12 or first == second:
        return iso(year, first, second) if cal.real(year, first, second) else None
    return iso(year)


def _day(text: str, outlook: Outlook) -> str | None:
    month, day = _month_in(text), int(_DIGITS.findall(text)[0])
    if month is None:
        return None
    year = _given_year(text, outlook) or _nearest_year(month, day, outlook)
    return iso(year, month, day) if year and cal.real(year, month, day) else None


def _days(text: str, outlook: Outlook) -> str | None:
    month = _month_in(text)
    first, last = (int(number) for number in _DIGITS.findall(text)[:2])
    if month is None or first >= last:
        return None
    year = _given_year(text, outlook) or _nearest_year(month, first, outlook)
    if not year or not cal.real(year, month, last):
        return None
    return interval(iso(year, month, first), iso(year, month, last))


def _month(text: str, outlook: Outlook) -> str | None:
    month = _month_in(text)
    year = (_given_year(text, outlook) or _nearest_year(month, None, outlook)) if month else None
    return iso(year, month) if year else None


def _months(text: str, outlook: Outlook) -> str | None:
    found = [words.months()[word.lower()] for word in _WORDS.findall(text) if word.lower() in words.months()]
    year = _given_year(text, outlook) or _nearest_year(found[-1], None, outlook)
    if not year or len(found) != 2:
        return None
    return interval(iso(year - (found[0] > found[1]), found[0]), iso(year, found[1]))


def _other_month(text: str, outlook: Outlook) -> str | None:
    """Last November, next March, this June."""
    anchor, month = outlook.anchor, _month_in(text)
    if anchor is None or anchor.month is None or month is None:
        return None
    match text.split(maxsplit=1)[0].lower():
        case "last":
            return iso(anchor.year - (month >= anchor.month), month)
        case "next" | "coming":
            return iso(anchor.year + (month <= anchor.month), month)
        case _:
            return iso(anchor.year, month)


def _weekday(text: str, outlook: Outlook) -> str | None:
    """A weekday is the last one, today included, when told as past, and the next one when to come."""
    today = outlook.anchor.day if outlook.anchor else None
    if today is None:
        return None
    *which, name = text.split()
    back = (today.weekday() - words.lexicon()["weekdays"].index(name)) % 7
    match which[0].lower() if which else "":
        case "last" | "past" | "previous":
            days = -(back or 7)
        case "next":
            days = 7 - back
        case "this" | "coming":
            days = -back % 7
        case _:
            days = -back % 7 if outlook.direction() > 0 else -back
    return (today + timedelta(days=days)).isoformat()


# ---------------------------------------------------------------- years and longer


def _plain_year(text: str, outlook: Outlook) -> str | None:
    return text


def _years(text: str, outlook: Outlook) -> str | None:
    """2012-16, 2012–2016, 2023/24."""
    first, last = _DIGITS.findall(text)
    last = first[:2] + last if len(last) == 2 else last
    return interval(first, last) if int(first) < int(last) <= int(first) + 150 else None


def _decade(text: str, outlook: Outlook) -> str | None:
    return text[:3] + "X"


def _century(text: str, outlook: Outlook) -> str | None:
    return f"{int(_DIGITS.findall(text)[0]) - 1}XX"


def _season(text: str, outlook: Outlook) -> str | None:
    return f"{_YEAR.findall(text)[0]}-{words.lexicon()['seasons'][text.split(maxsplit=1)[0].lower()]}"


def _persian(text: str, outlook: Outlook) -> str | None:
    numbers = [int(number) for number in _DIGITS.findall(text)]
    month = next(
        (words.persian_months()[word.lower()] for word in _WORDS.findall(text) if word.lower() in words.persian_months()), None
    )
    if month is None:
        return cal.persian_year(numbers[-1])
    if len(numbers) == 1:
        return cal.persian_month(numbers[0], month)
    return cal.persian(numbers[1], month, numbers[0]).isoformat() if numbers[0] <= 31 else None


def _era(text: str, outlook: Outlook) -> str | None:
    era, number = text.split()
    return iso(words.lexicon()["eras"][era] + int(number))


def _fiscal(text: str, outlook: Outlook) -> str | None:
    """A fiscal year begins as the country's does that the sentence names; without one it is about the year."""
    numbers = _DIGITS.findall(text)
    year = int(numbers[0]) + (2000 if len(numbers[0]) == 2 else 0)
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


def _fiscal_end(text: str, outlook: Outlook) -> str | None:
    """The year to March 2024 is April 2023 to March 2024."""
    month = _month_in(text)
    year = (_given_year(text, outlook) or _nearest_year(month, None, outlook)) if month else None
    if not year or not month:
        return None
    return interval(iso(*cal.add_months(year, month, -11)), iso(year, month))


def _share_of_year(text: str, outlook: Outlook) -> str | None:
    """The first quarter, the second half, Q3, H1."""
    low = text.lower()
    size = 6 if "half" in low or low[0] == "h" else 3
    number = int(low[1]) if low[0] in "qh" and low[1].isdigit() else words.ORDINALS.get(low.split()[0], 0)
    anchor, year = outlook.anchor, _given_year(text, outlook)
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


def _first_months(text: str, outlook: Outlook) -> str | None:
    count = _count(text.split(" months", maxsplit=1)[0].split(" ", 1)[1])
    anchor, year = outlook.anchor, _given_year(text, outlook)
    if not year and anchor and anchor.month and count:
        year = anchor.year - (count > anchor.month and outlook.direction() <= 0)
    return interval(iso(year, 1), iso(year, count)) if year and count and count <= 12 else None


# ---------------------------------------------------------------- as seen from the text's own day


def _count(text: str) -> int | None:
    """A small count in digits or words."""
    low = text.strip().lower().removeprefix("a ") if text.strip().lower() not in ("a", "an") else "a"
    return int(low) if low.isdigit() else words.NUMBERS.get(low)


def _unit(text: str) -> str:
    """The unit of time that a core names."""
    return next(unit for unit in ("day", "week", "month", "year", "decade") if re.search(rf"\b{unit}s?\b", text.lower()))


def _moved(edtf: str, years: int) -> str:
    """A date so many years on."""
    return re.sub(r"\b\d{4}\b", lambda match: iso(int(match.group()) + years), edtf)


def _relative(text: str, outlook: Outlook) -> str | None:
    """Last week, earlier this year, next summer, the past decade."""
    low = text.lower()
    span = low.split()[-1]
    step = -1 if re.search(r"\b(?:last|past|previous)\b", low) else 1 if re.search(r"\b(?:next|coming|following)\b", low) else 0
    if re.search(r"\b(?:previous|following)\b", low):
        return _beside(span, step, outlook)
    anchor = outlook.anchor
    if anchor is None:
        return None
    if span == "year":
        if "fiscal" in low or "financial" in low:
            return f"{iso(anchor.year + step)}~"
        return iso(anchor.year + step)
    if span == "decade":
        return interval(iso(anchor.year - 10), iso(anchor.year)) if step < 0 else iso(anchor.year + 10 * step)[:3] + "X"
    if span == "century":
        return iso(anchor.year + 100 * step)[:2] + "XX"
    return _relative_within_year(low, span, step, anchor)


def _relative_within_year(low: str, span: str, step: int, anchor: Anchor) -> str | None:
    """The weeks, weekends, months, quarters and seasons around the text's own month."""
    if anchor.month is None:
        return None
    if span == "month":
        return iso(*cal.add_months(anchor.year, anchor.month, step))
    if span == "quarter":
        start = cal.add_months(anchor.year, (anchor.month - 1) // 3 * 3 + 1, 3 * step)
        return interval(iso(*start), iso(*cal.add_months(*start, 2)))
    seasons = words.lexicon()["seasons"]
    if span in seasons:
        first = 3 * (seasons[span] - 21) + 3
        year = anchor.year
        if step < 0 and first + 2 >= anchor.month:
            year -= 1
        elif step > 0 and first < anchor.month:
            year += 1
        return f"{iso(year)}-{seasons[span]}"
    if anchor.day is None:
        return None
    monday, sunday = cal.week_of(anchor.day, step)
    if span == "weekend":
        monday = sunday - timedelta(days=1)
    elif low.startswith("earlier"):
        sunday = anchor.day
    elif low.startswith("later"):
        monday = anchor.day
    return interval(monday.isoformat(), sunday.isoformat())


def _beside(span: str, step: int, outlook: Outlook) -> str | None:
    """The previous or following day, month or year, counted from the last one that the text named."""
    if span == "year":
        base = outlook.recent.get("any", "")
        return _moved(base.rstrip("~"), step) if base and "X" not in base and ".." not in base else None
    if span == "month":
        match = re.fullmatch(r"(\d{4})-(\d\d)", outlook.recent.get("month", ""))
        return iso(*cal.add_months(int(match[1]), int(match[2]), step)) if match and int(match[2]) < 13 else None
    day = cal.earliest_day(outlook.recent.get("day", ""))
    if day is None or span == "period":
        return None
    if span == "week":
        return interval(*(one.isoformat() for one in cal.week_of(day, step)))
    return (day + timedelta(days=step)).isoformat()


def _near(text: str, outlook: Outlook) -> str | None:
    today = outlook.anchor.day if outlook.anchor else None
    if today is None:
        return None
    low = text.lower()
    if "weekend" in low:
        _monday, sunday = cal.week_of(today)
        if outlook.direction() <= 0 and today < sunday - timedelta(days=1):
            sunday -= timedelta(days=7)
        return interval((sunday - timedelta(days=1)).isoformat(), sunday.isoformat())
    days = -2 if "before" in low else -1 if low in ("yesterday", "last night") else 1 if low == "tomorrow" else 0
    return (today + timedelta(days=days)).isoformat()


def _ago(text: str, outlook: Outlook) -> str | None:
    """Two years ago, counted from the text's day; nine days earlier, from the last date that the text named."""
    count, unit = _count(re.split(r"\s(?:day|week|month|year|decade)", text.lower())[0]), _unit(text)
    if count is None:
        return None
    sign = 1 if text.lower().endswith(("later", "afterwards")) else -1
    if text.lower().endswith("ago"):
        anchor = outlook.anchor
        if anchor and unit in ("year", "decade"):
            return iso(anchor.year - count * (10 if unit == "decade" else 1))
        if anchor and unit == "month" and anchor.month:
            return iso(*cal.add_months(anchor.year, anchor.month, -count))
        shifted = cal.shifted(anchor.day, -count, unit) if anchor and anchor.day else None
        return f"{shifted}~" if shifted and unit == "week" else shifted
    base = outlook.recent.get("any", "")
    if unit == "year":
        return _moved(base.rstrip("~"), sign * count) if base and "X" not in base and ".." not in base else None
    day = cal.earliest_day(outlook.recent.get("day", ""))
    return cal.shifted(day, sign * count, unit) if day else None


def _stretch(text: str, outlook: Outlook) -> str | None:
    """In the past three years, over the next ten days."""
    anchor, unit = outlook.anchor, _unit(text)
    match = re.search(r"(?:last|past|next|coming|following)\s(.+?)\s(?:day|week|month|year|decade)", text.lower())
    count = _count(match[1]) if match else None
    if anchor is None or count is None:
        return None
    ahead = re.search(r"\b(?:next|coming|following)\b", text.lower()) is not None
    reach = count if ahead else -count
    if unit in ("year", "decade"):
        edge, here = iso(anchor.year + reach * (10 if unit == "decade" else 1)), iso(anchor.year)
    elif unit == "month" and anchor.month:
        edge, here = iso(*cal.add_months(anchor.year, anchor.month, reach)), iso(anchor.year, anchor.month)
    elif anchor.day:
        edge, here = cal.shifted(anchor.day, reach, unit), anchor.day.isoformat()
    else:
        return None
    return interval(here, edge) if ahead else interval(edge, here)


def _within(text: str, outlook: Outlook) -> str | None:
    """Within two years: up to then; of the past it says no date."""
    match = re.search(r"(?:within|inside)\s(?:about\s)?(.+?)\s(?:day|week|month|year|decade)", text.lower())
    count, unit, anchor = _count(match[1]) if match else None, _unit(text), outlook.anchor
    if anchor is None or count is None or outlook.direction() < 0:
        return None
    if anchor.day is None:
        return f"../{iso(anchor.year + count)}" if unit == "year" else None
    return f"../{cal.shifted(anchor.day, count, unit)}"


def _that(text: str, outlook: Outlook) -> str | None:
    """That day, the same year, the following month."""
    low = text.lower()
    span = "day" if low.split()[-1] in ("morning", "afternoon", "evening", "night") else low.split()[-1]
    if "following" in low or "next" in low:
        return _beside(span, 1, outlook)
    if "previous" in low:
        return _beside(span, -1, outlook)
    if span == "period":
        return outlook.recent.get("any")
    if span == "week":
        day = cal.earliest_day(outlook.recent.get("day", ""))
        return interval(*(one.isoformat() for one in cal.week_of(day))) if day else None
    base = outlook.recent.get(span) or ""
    return cal.first_of(base)[: {"year": 4, "month": 7, "day": 10}[span]] or None


_KINDS: dict[str, Callable[[str, Outlook], str | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "persian": _persian,
    "era": _era,
    "days": _days,
    "day": _day,
    "months": _months,
    "month": _month,
    "bare_month": _month,
    "homograph": _month,
    "other_month": _other_month,
    "fiscal": _fiscal,
    "fiscal_end": _fiscal_end,
    "part": _share_of_year,
    "first_months": _first_months,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "relative": _relative,
    "weekday": _weekday,
    "near": _near,
    "ago": _ago,
    "stretch": _stretch,
    "within": _within,
    "that": _that,
    "year": _plain_year,
}


def remember(recent: dict[str, str], edtf: str) -> None:
    """Note a date as the last one that the text named."""
    first = cal.first_of(edtf)
    if not first or edtf.endswith("..") or edtf.startswith(".."):
        return
    recent["any"] = edtf
    recent["year"] = first[:4]
    if len(first) >= 7 and int(first[5:7]) < 13:
        recent["month"] = first[:7]
    if len(first) == 10:
        recent["day"] = first


def today_of(text: str) -> date | None:
    """The first full date in a date line or a dateline: "TOKYO, March 3, 2019"."""
    for mention in words.mentions(text):
        if mention.kind in ("day", "iso", "numeric", "persian"):
            edtf = _KINDS[mention.kind](mention.text, Outlook(None, lambda: 0))
            if edtf and len(edtf) == 10:
                return date.fromisoformat(edtf)
    return None
