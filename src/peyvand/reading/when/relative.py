"""Time as seen from the text's own day, or from the last day that the text named: yesterday, last week, nine days earlier."""

from __future__ import annotations

import re
from datetime import timedelta

from peyvand.reading.when import calendars as cal
from peyvand.reading.when import timewords as words
from peyvand.reading.when.absolute import month_in
from peyvand.reading.when.calendars import Anchor, interval, iso
from peyvand.reading.when.outlook import Outlook, small_count

_DECADES = 50  # no text looks farther


def other_month(text: str, outlook: Outlook) -> str | None:
    """Last November, next March, this June."""
    anchor, month = outlook.anchor, month_in(text)
    if anchor is None or anchor.month is None or month is None:
        return None
    match text.split(maxsplit=1)[0].lower():
        case "last":
            return iso(anchor.year - (month >= anchor.month), month)
        case "next" | "coming":
            return iso(anchor.year + (month <= anchor.month), month)
        case _:
            return iso(anchor.year, month)


def end_of(text: str, outlook: Outlook) -> str | None:
    """By the end of the year, at year-end: of the text's own year, or of the year that the past was told of."""
    anchor = outlook.anchor
    if anchor is None:
        return None
    if outlook.direction() < 0:
        year = outlook.recent.get("year")
        return f"{year}-12~" if year and "month" not in text.lower() and "decade" not in text.lower() else None
    if "month" in text.lower():
        return f"{iso(anchor.year, anchor.month)}~" if anchor.month else None
    return f"{anchor.year // 10 * 10 + 9}~" if "decade" in text.lower() else f"{iso(anchor.year)}-12~"


def weekday(text: str, outlook: Outlook) -> str | None:
    """A weekday is the last one, today included, when told as past, and the next one when to come."""
    today = outlook.anchor.day if outlook.anchor else None
    if today is None:
        return None
    name, *behind = text.split()
    if behind and behind[-1] == "week":
        monday, _ = cal.week_of(today, {"last": -1, "next": 1}.get(behind[-2], 0))
        return (monday + timedelta(days=words.lexicon()["weekdays"].index(name))).isoformat()
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


def nth_day(text: str, outlook: Outlook) -> str | None:
    """The 10th, of the month that the text named last, or else of its own."""
    anchor, day = outlook.anchor, int(re.sub(r"\D", "", text))
    month = outlook.recent.get("month") or (iso(anchor.year, anchor.month) if anchor and anchor.month else "")
    if not month:
        return None
    year, number = (int(part) for part in month.split("-"))
    return iso(year, number, day) if cal.real(year, number, day) else None


def hours(_: str, outlook: Outlook) -> str | None:
    """Hours later: on the day that the text named last, if it is over; else on its own."""
    told, today = cal.earliest_day(outlook.recent.get("day", "")), outlook.anchor.day if outlook.anchor else None
    return (min(told, today) if today is not None else told).isoformat() if told is not None else None


def unit_in(text: str) -> str:
    """The unit of time that a core names."""
    return next(unit for unit in ("day", "week", "month", "year", "decade") if re.search(rf"\b{unit}s?\b", text.lower()))


def moved(edtf: str, years: int) -> str:
    """A date so many years on."""
    return re.sub(r"\b\d{4}\b", lambda match: iso(int(match.group()) + years), edtf)


def relative_span(text: str, outlook: Outlook) -> str | None:
    """Last week, earlier this year, next summer, the past decade."""
    low = text.lower()
    span = low.split()[-1]
    step = -1 if re.search(r"\b(?:last|past|previous)\b", low) else 1 if re.search(r"\b(?:next|coming|following)\b", low) else 0
    if re.search(r"\b(?:previous|following)\b", low):
        return beside(span, step, outlook)
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
    if span in words.lexicon()["seasons"]:
        return _season_around(span, step, anchor.year, anchor.month)
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


def _season_around(name: str, step: int, year: int, month: int) -> str:
    """The season before, now or after: last summer is the last one that is over."""
    code = words.lexicon()["seasons"][name]
    first = 3 * (code - 21) + 3
    if step < 0 and first + 2 >= month:
        year -= 1
    elif step > 0 and first < month:
        year += 1
    return f"{iso(year)}-{code}"


def beside(span: str, step: int, outlook: Outlook) -> str | None:
    """The previous or following day, month or year, counted from the last one that the text named."""
    if span == "year":
        base = outlook.recent.get("any", "")
        return moved(base.rstrip("~"), step) if base and "X" not in base and ".." not in base else None
    if span == "month":
        match = re.fullmatch(r"(\d{4})-(\d\d)", outlook.recent.get("month", ""))
        return iso(*cal.add_months(int(match[1]), int(match[2]), step)) if match and int(match[2]) < 13 else None
    day = cal.earliest_day(outlook.recent.get("day", ""))
    if day is None or span == "period":
        return None
    if span == "week":
        return interval(*(one.isoformat() for one in cal.week_of(day, step)))
    return (day + timedelta(days=step)).isoformat()


def near_day(text: str, outlook: Outlook) -> str | None:
    """Yesterday, tonight, over the weekend."""
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


def ago(text: str, outlook: Outlook) -> str | None:
    """Two years ago, counted from the text's day; nine days earlier, from the last date that the text named."""
    count, unit = small_count(re.split(r"\s(?:day|week|month|year|decade)", text.lower())[0]), unit_in(text)
    if count is None or (unit == "decade" and count > _DECADES):
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
        return moved(base.rstrip("~"), sign * count) if base and "X" not in base and ".." not in base else None
    day = cal.earliest_day(outlook.recent.get("day", ""))
    return cal.shifted(day, sign * count, unit) if day else None


def offset(text: str, outlook: Outlook) -> str | None:
    """Two weeks after the signing: counted from the day of the occasion that was dated last."""
    low = text.lower()
    count, unit = small_count(re.split(r"\s(?:day|week|month|year|decade)", low)[0]), unit_in(text)
    base = outlook.recent.get(f"occasion {low.split()[-1]}", "")
    if count is None or not base:
        return None
    sign = -1 if re.search(r"\b(?:before|ahead)\b", low) else 1
    if unit == "year" and len(base) == len("2020"):
        return moved(base, sign * count)
    day = cal.earliest_day(base)
    return cal.shifted(day, sign * count, unit) if day and len(cal.first_of(base)) == len("2020-01-01") else None


def stretch(text: str, outlook: Outlook) -> str | None:
    """In the past three years, over the next ten days."""
    anchor, unit = outlook.anchor, unit_in(text)
    match = re.search(r"(?:last|past|next|coming|following)\s(.+?)\s(?:day|week|month|year|decade)", text.lower())
    count = small_count(match[1]) if match else None
    if anchor is None or count is None or (unit == "decade" and count > _DECADES):
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


def within(text: str, outlook: Outlook) -> str | None:
    """Within two years: up to then; of the past it says no date."""
    match = re.search(r"(?:within|inside)\s(?:about\s)?(.+?)\s(?:day|week|month|year|decade)", text.lower())
    count, unit, anchor = small_count(match[1]) if match else None, unit_in(text), outlook.anchor
    if anchor is None or count is None or outlook.direction() < 0:
        return None
    if anchor.day is None:
        return f"../{iso(anchor.year + count)}" if unit == "year" else None
    return f"../{cal.shifted(anchor.day, count, unit)}"


def that_time(text: str, outlook: Outlook) -> str | None:
    """That day, the same year, the following month."""
    low = text.lower()
    span = "day" if low.split()[-1] in ("morning", "afternoon", "evening", "night") else low.split()[-1]
    if "following" in low or "next" in low:
        return beside(span, 1, outlook)
    if "previous" in low:
        return beside(span, -1, outlook)
    if span == "period":
        return outlook.recent.get("any")
    if span == "week":
        day = cal.earliest_day(outlook.recent.get("day", ""))
        return interval(*(one.isoformat() for one in cal.week_of(day))) if day else None
    base = outlook.recent.get(span) or ""
    return cal.first_of(base)[: {"year": 4, "month": 7, "day": 10}[span]] or None
