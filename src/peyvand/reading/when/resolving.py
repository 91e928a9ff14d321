"""Which day, month, year or span a mention of time means, seen from when the text was published.

What can't be resolved is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from peyvand.reading.when import absolute, relative
from peyvand.reading.when import calendars as cal
from peyvand.reading.when import timewords as words
from peyvand.reading.when.outlook import Outlook
from peyvand.reading.when.timewords import Mention


def resolve(mention: Mention, outlook: Outlook) -> str | None:
    """The EDTF date of a mention's core with its part ("early", "end of"), without its bound."""
    core = _KINDS[mention.kind](mention.text, outlook)
    return None if core is None else _part(core, mention)


def bounded(edtf: str, mention: Mention) -> str:
    """The date with the mention's bound: "since 2006" is 2006/.., "by 2030" ../2030."""
    if mention.kind == "end_of" and edtf.endswith("-12~") and "month" not in mention.text.lower():
        edtf = edtf[:4] if mention.bound in ("by", "until", "before") else edtf
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


_KINDS: dict[str, Callable[[str, Outlook], str | None]] = {
    "iso": absolute.iso_day,
    "numeric": absolute.numeric,
    "persian": absolute.iranian,
    "era": absolute.japanese_era,
    "era_day": absolute.japanese_day,
    "days": absolute.days,
    "day": absolute.day_of_month,
    "months": absolute.month_span,
    "month": absolute.month_of_year,
    "bare_month": absolute.month_of_year,
    "homograph": absolute.month_of_year,
    "other_month": relative.other_month,
    "fiscal": absolute.fiscal_year,
    "fiscal_end": absolute.fiscal_year_end,
    "months_to": absolute.months_to,
    "part": absolute.share_of_year,
    "first_months": absolute.first_months,
    "week_of": absolute.week_of_month,
    "years": absolute.year_span,
    "decade": absolute.decade,
    "century": absolute.century,
    "season": absolute.season,
    "relative": relative.relative_span,
    "weekday": relative.weekday,
    "nth_day": relative.nth_day,
    "hours": relative.hours,
    "end_of": relative.end_of,
    "near": relative.near_day,
    "ago": relative.ago,
    "offset": relative.offset,
    "stretch": relative.stretch,
    "within": relative.within,
    "that": relative.that_time,
    "year": absolute.plain_year,
}


def today_of(text: str) -> date | None:
    """The first full date in a date line or a dateline: "TOKYO, March 3, 2019"."""
    for mention in words.mentions(text):
        if mention.kind in ("day", "iso", "numeric", "persian"):
            edtf = _KINDS[mention.kind](mention.text, Outlook(None, lambda: 0))
            if edtf and len(edtf) == 10:
                return date.fromisoformat(edtf)
    return None
