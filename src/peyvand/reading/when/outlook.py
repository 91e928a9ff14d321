"""From where a mention of time is seen: the text's own day, the tense around it, and what the text named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from peyvand.reading.when import calendars as cal
from peyvand.reading.when import timewords as words
from peyvand.reading.when.calendars import Anchor


@dataclass(slots=True)
class Outlook:
    """From where a mention is seen."""

    anchor: Anchor | None
    direction: Callable[[], int]
    sentence: str = ""
    recent: dict[str, str] = field(default_factory=dict)  # the last "day", "month", "year" and "any" of the text so far
    told: str | None = None  # the month of long ago that the text is telling of: "in February 1953 …, in April"
    year: int | None = None  # given by what it is joined to: "from March to June 2019"


def small_count(text: str) -> int | None:
    """A small count in digits or words."""
    low = text.strip().lower().removeprefix("a ") if text.strip().lower() not in ("a", "an") else "a"
    return int(low) if low.isdigit() else words.NUMBERS.get(low)


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
