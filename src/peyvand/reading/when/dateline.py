"""When a text says it was written: its dateline ("TOKYO, March 3 - …") or a date in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from peyvand.model import BlockKind, Source
from peyvand.reading.when.calendars import Anchor
from peyvand.reading.when.outlook import Outlook
from peyvand.reading.when.resolving import resolve, today_of
from peyvand.reading.when.timewords import Mention, mentions

if TYPE_CHECKING:
    from peyvand.reading.text.document import Sentence

_DATELINE = re.compile(
    r"\W*[A-Z][\w .,'/()-]{1,60}?,?\s+(?:\([\w ]+\)\s*)?[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?"
    r"\s*(?:\([^)]{1,40}\))?\s*(?:--?|–|—|:)\s"
)
# A dateline stands in one of the first paragraphs, and is no longer than this.
_OPENING, _HEAD = 6, 110


def anchor_of(source: Source) -> Anchor | None:
    """When the text was written: its dateline if that is near the publication date, else that, else a date line of its own."""
    known = Anchor.of(source.metadata.published)
    for line in _datelines(source):
        found = next((one for one in mentions(line) if one.kind == "day"), None)
        edtf = resolve(found, Outlook(known, lambda: -1)) if found else None
        day = Anchor.of(edtf)
        if day and day.day and (known is None or known.day is None or timedelta(0) <= known.day - day.day <= timedelta(days=10)):
            return day
    if known is not None:
        return known
    return _date_line(source)


def is_wire(source: Source) -> bool:
    """Whether a text begins with a dateline, as the stories of agencies do; what it tells without a day is of that day."""
    return next(_datelines(source), None) is not None


def _datelines(source: Source) -> Iterator[str]:
    """The datelines of a text; a second one may be of what it quotes."""
    for block in [block for block in source.blocks if block.kind is BlockKind.PROSE][:_OPENING]:
        match = _DATELINE.match(source.text[block.start : block.end][:_HEAD])
        if match:
            yield match.group()


def _date_line(source: Source) -> Anchor | None:
    """The date that stands in a line of its own or in the byline."""
    for block in source.blocks:
        text = source.text[block.start : block.end]
        if block.kind is BlockKind.BYLINE or len(text) < 40:
            day: date | None = today_of(text)
            if day is not None:
                return Anchor.at(day)
    return None


def is_dateline(text: str, mention: Mention, first: Sentence) -> bool:
    """Whether a mention says when the text was written, not what it tells: a dateline, or a line with nothing but a date."""
    if mention.kind not in ("day", "iso", "numeric"):
        return False
    if len(text) < 60 and len(text) - len(mention.text) < 25 and first.part.block.kind is not BlockKind.PROSE:
        return True
    if not re.search(r"[a-z]{3}", text.replace(mention.text, "")) and len(text) < 60:
        return True
    match = _DATELINE.match(text) if mention.core < 90 else None
    return match is not None and mention.end <= match.end()
