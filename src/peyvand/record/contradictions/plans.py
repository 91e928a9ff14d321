"""Plans and commitments whose time has passed without a deed that the record knows of.

A text that was printed after the time of the plan knew what came of it, so it isn't taken as announcing it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from peyvand.model import Commitment, CommitmentStatus, Event, EventStatus
from peyvand.record import merging
from peyvand.record.contradictions.kinds import Contradiction, Difference
from peyvand.record.contradictions.nearby import events_of
from peyvand.record.contradictions.table import table
from peyvand.record.contradictions.tellings import about
from peyvand.record.contradictions.told import Told, portions, told_of
from peyvand.record.merging.days import Window, spoken, window
from peyvand.record.merging.events import event_window
from peyvand.record.merging.matter import matter
from peyvand.record.moments import AsOf, time_of
from peyvand.record.schema import links

PLANS, DUE = "5 plans", "6 due"
_FEW = 2  # words in common by which an event looks like what was promised


def today(as_of: AsOf) -> date:
    """The day from which is looked back."""
    return (datetime.now(UTC) if as_of.moment is None else time_of(as_of.moment)).date()


def linked(connection: Connection, items: Collection[str], as_of: AsOf) -> set[str]:
    """Those of these items of which a deed came."""
    found: set[str] = set()
    for some in portions(sorted(items)):
        known = select(links.c.plan).where(links.c.plan.in_(some), as_of.sees(links))
        found |= set(connection.execute(known).scalars())
    return found


def of_plan(connection: Connection, tellings: Sequence[Told], place: str, day: date, as_of: AsOf) -> Iterator[Contradiction]:
    """That an event was planned and its time is past; nothing where a deed, or what looks like one, is known."""
    plans = [one for one in tellings if isinstance(one.item, Event) and one.item.status is EventStatus.PLANNED]
    if len(plans) < len(tellings):
        return
    for one in plans:
        days = event_window(one.telling, one.item) if isinstance(one.item, Event) else None
        if days is not None and _is_over(one, days, day) and not _is_done(connection, tellings, days, as_of):
            yield Contradiction(
                Difference.PLAN, about(one.item), one.side(f"for {spoken(days)}"), None, PLANS, f"{place}|{one.number:012}"
            )
            return


def of_commitment(connection: Connection, tellings: Sequence[Told], day: date, as_of: AsOf) -> Iterator[Contradiction]:
    """That what was promised was due and its time is past, without anything that followed."""
    if any(isinstance(one.item, Commitment) and one.item.status is CommitmentStatus.IN_FORCE for one in tellings):
        return
    for one in tellings:
        item = one.item
        days = window(item.due) if isinstance(item, Commitment) else None
        if isinstance(item, Commitment) and days is not None and _is_over(one, days, day):
            if not _is_followed(connection, one, days, as_of):
                at = f"{date.fromordinal(days[1]).isoformat()}|{one.number:012}"
                yield Contradiction(Difference.DUE, item.what, one.side(f"due {item.due}"), None, DUE, at)
            return


def _is_over(one: Told, days: Window, day: date) -> bool:
    """Whether the time of a plan was still to come when it was printed, and is past now."""
    printed = window(one.telling.published)
    return printed is not None and printed[1] <= days[1] and days[1] + table().plans["grace"] < day.toordinal()


def _around(days: Window) -> Window:
    """The days in which the deed would be looked for."""
    known = table().plans
    return max(1, days[0] - known["before"]), min(date.max.toordinal(), days[1] + known["after"])


def _is_done(connection: Connection, plans: Sequence[Told], days: Window, as_of: AsOf) -> bool:
    """Whether some event looks like what was planned, or like its end."""
    one = plans[0]
    near = events_of(connection, one, _around(days), as_of, limit=table().plans["compared"])
    met = told_of(connection, near, as_of)
    return any(
        merging.is_deed(other.telling) and merging.follows(plan.telling, other.telling).probability >= merging.BAND
        for found in met.values()
        for other in found
        for plan in plans
    )


def _is_followed(connection: Connection, one: Told, days: Window, as_of: AsOf) -> bool:
    """Whether some event between the promise and the time after its due day shares words of its matter."""
    printed = window(one.telling.published) or days
    span = (printed[0], _around(days)[1])
    near = events_of(connection, one, span, as_of, status=EventStatus.OCCURRED.value, limit=table().plans["compared"])
    met = told_of(connection, near, as_of)
    own = matter(one.telling)
    return any(other.root != one.root and len(own & matter(other.telling)) >= _FEW for found in met.values() for other in found)
