"""What is due as a calendar (iCalendar, RFC 5545): what was promised by a day, and what is planned for one.

A time that is known to the day, or to a few days, is shown on them; one known to the month or the year alone stands on its last
day, by which it is to have come. What a later item tells to have come of it is shown as done.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import BinaryIO

from sqlalchemy import Connection, select

from peyvand.dates import bounds
from peyvand.model import Commitment, Event, EventStatus, Kind
from peyvand.reading.lexicon import categories
from peyvand.record.exchanging.telling import Told, told
from peyvand.record.moments import AsOf
from peyvand.record.schema import links, tellings

_WIDTH = 75  # octets of a line, without its end
_FEW = timedelta(days=14)  # what lasts no longer is shown on all its days
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Peyvand//Record//EN", "CALSCALE:GREGORIAN")


def write_icalendar(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A calendar of all-day events; the number of them."""
    file.writelines(map(folded, _HEAD))
    number = 0
    done = _done(connection, as_of)
    for kind in (Kind.COMMITMENT, Kind.EVENT):
        for one in told(connection, kind, as_of):
            found = list(_lines(one, done=one.id in done))
            file.write(b"".join(map(folded, found)))
            number += bool(found)
    file.write(folded("END:VCALENDAR"))
    return number


def _done(connection: Connection, as_of: AsOf) -> set[str]:
    """The entries of which it is known what came of them."""
    followed = select(tellings.c.entry).join(links, links.c.plan == tellings.c.item)
    return set(connection.execute(followed.where(as_of.sees(tellings, links))).scalars())


def _lines(one: Told, *, done: bool) -> Iterator[str]:
    """An entry as an event of a calendar; nothing where it isn't due on a day that is known."""
    match one.item:
        case Commitment(due=due, parties=who, what=what):
            title = f"{'Done' if done else 'Due'}: {what}"
        case Event(status=EventStatus.PLANNED, date=due) as event:
            title = f"{'Took place' if done else 'Planned'}: {categories()[event.type].label.lower()}"
            who = (*event.sources, *event.targets)
        case _:
            return
    days = _days(due)
    if days is None:
        return
    first, last = days
    told_by = [f"{source.metadata.publisher or source.name}: “{quote.exact}”" for source, quote in one.quotes]
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@peyvand"
    yield f"DTSTAMP:{one.known.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"  # the day after the last
    named = " – ".join(who)
    yield f"SUMMARY:{text(f'{title} ({named})' if named else title)}"
    yield f"DESCRIPTION:{text(chr(10).join([f'Time: {due}', *told_by]))}"
    yield f"CATEGORIES:{text('Commitment' if isinstance(one.item, Commitment) else 'Planned event')}"
    if isinstance(one.item, Event) and one.item.place:
        yield f"LOCATION:{text(one.item.place)}"
    if one.source.metadata.url and one.source.metadata.url.isascii():
        yield f"URL:{one.source.metadata.url}"
    yield "STATUS:TENTATIVE" if isinstance(one.item, Event) and not done else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"  # nobody is busy all day for it
    yield "END:VEVENT"


def _days(due: str | None) -> tuple[date, date] | None:
    """The days on which a time is shown; None where it is none, or has no end."""
    between = bounds(due) if due else None
    if between is None or between[1] == date.max:
        return None
    first, last = between
    return (first, last) if last - first <= _FEW else (last, last)


def text(value: str) -> str:
    """A text with its commas, semicolons, backslashes and lines' ends escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join("".join(sign for sign in line if sign >= " " or sign == "\t") for line in escaped.splitlines())


def folded(line: str) -> bytes:
    """A line with its end, broken where it is longer than lines may be; no letter is broken in two."""
    lines, present = list[bytes](), b""
    for sign in line:
        letter = sign.encode()
        if len(present) + len(letter) > _WIDTH:
            lines.append(present)
            present = b" "
        present += letter
    return b"\r\n".join([*lines, present]) + b"\r\n"
