"""An event that one source says was, and another that it wasn't."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from peyvand.model import Event, EventStatus
from peyvand.record.contradictions.kinds import Contradiction, Difference
from peyvand.record.contradictions.nearby import events_of
from peyvand.record.contradictions.table import table
from peyvand.record.contradictions.tellings import about
from peyvand.record.contradictions.told import Told, told_of
from peyvand.record.merging import THRESHOLD, likeness
from peyvand.record.merging.days import Window
from peyvand.record.merging.events import event_window
from peyvand.record.moments import AsOf

STREAM = "3 denials"


def of_event(connection: Connection, one: Told, place: str, as_of: AsOf) -> Iterator[Contradiction]:
    """What contradicts a denied event, or the denials of one that was."""
    if not isinstance(one.item, Event) or one.item.status not in _AGAINST:
        return
    span = _days(one, one.item)
    if span is None:
        return
    against = _AGAINST[one.item.status]
    near = events_of(connection, one, span, as_of, status=against.value, limit=table().denials["compared"])
    met = told_of(connection, near, as_of)
    for entry in sorted(met):
        other = next((each for each in met[entry] if _is_denial(one, each, against)), None)
        if other is not None:
            said, denied = (other, one) if one.item.status is EventStatus.DENIED else (one, other)
            yield Contradiction(
                kind=Difference.STATUS,
                about=about(said.item),
                one=said.side(EventStatus.OCCURRED.value),
                other=denied.side(EventStatus.DENIED.value),
                stream=STREAM,
                place=f"{place}|{denied.number:012}|{said.number:012}",
            )


_AGAINST = {EventStatus.DENIED: EventStatus.OCCURRED, EventStatus.OCCURRED: EventStatus.DENIED}


def _days(one: Told, event: Event) -> Window | None:
    """The days in which the other side would lie; None where nothing tells."""
    slack = table().denials["around"]
    found = event_window(one.telling, event)
    return None if found is None else (max(1, found[0] - slack), min(date.max.toordinal(), found[1] + slack))


def _is_denial(one: Told, other: Told, against: EventStatus) -> bool:
    """Whether two would be one event, if it weren't that one says it never was."""
    first, second = one.item, other.item
    if not isinstance(first, Event) or not isinstance(second, Event) or second.status is not against or one.root == other.root:
        return False
    same = [
        replace(each, item=replace(item, status=EventStatus.OCCURRED))
        for each, item in ((one.telling, first), (other.telling, second))
    ]
    return likeness(same[0], same[1]).probability >= THRESHOLD
