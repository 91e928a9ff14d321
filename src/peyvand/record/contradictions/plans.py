"""Plans and commitments whose time has passed without a deed that the record knows of.

A text that was printed after the time of the plan knew what came of it, so it isn't taken as announcing it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from peyvand.exchange import quotes_of
from peyvand.model import Commitment, CommitmentStatus, Event, EventStatus, Kind
from peyvand.record import merging, payload
from peyvand.record.contradictions.kinds import Contradiction, Difference
from peyvand.record.contradictions.nearby import events_of
from peyvand.record.contradictions.table import table
from peyvand.record.contradictions.tellings import about
from peyvand.record.contradictions.told import Told, told_of
from peyvand.record.merging.days import Window, spoken, window
from peyvand.record.merging.events import event_window, manner
from peyvand.record.merging.matter import everyone, matter
from peyvand.record.merging.parties import party, sides
from peyvand.record.moments import AsOf, time_of
from peyvand.record.portions import portions
from peyvand.record.queries import STANDING
from peyvand.record.schema import links, versions

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
            if not (_is_followed(connection, one, days, as_of) or _is_planned_there(connection, one, as_of)):
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
    others = [other for found in met.values() for other in found if merging.is_deed(other.telling)]
    return any(
        merging.follows(plan.telling, other.telling).probability >= merging.BAND or _looks_done(plan, other, days)
        for other in others
        for plan in plans
    )


def _looks_done(plan: Told, other: Told, days: Window) -> bool:
    """Whether an event is of the same kind, about the same days, by all who were to take part; a day says more than a year."""
    first, second = plan.item, other.item
    if not isinstance(first, Event) or not isinstance(second, Event) or first.type is not second.type:
        return False
    done = event_window(other.telling, second)
    slack = table().plans["before"]
    if done is None or max(days[0] - done[1], done[0] - days[1]) > slack:
        return False
    if days[1] - days[0] > 2 * slack and manner(first) != manner(second):
        return False
    there, ids = sides(other.telling, everyone(second)).keys(), set(other.telling.actors.values())
    named = {name: plan.telling.actors.get(name) in ids for name in everyone(first)}
    return all(found or (name not in plan.persons and party(plan.telling, name).side in there) for name, found in named.items())


def _is_followed(connection: Connection, one: Told, days: Window, as_of: AsOf) -> bool:
    """Whether some event between the promise and the time after its due day shares words of its matter."""
    printed = window(one.telling.published) or days
    span = (printed[0], _around(days)[1])
    near = events_of(connection, one, span, as_of, status=EventStatus.OCCURRED.value, limit=table().plans["compared"])
    met = told_of(connection, near, as_of)
    own = matter(one.telling)
    return any(other.root != one.root and len(own & matter(other.telling)) >= _FEW for found in met.values() for other in found)


def _is_planned_there(connection: Connection, one: Told, as_of: AsOf) -> bool:
    """Whether the words of a commitment are those of a planned event as well, which stands in the list by itself."""
    planned = select(versions.c.payload).where(versions.c.source == one.source, versions.c.kind == Kind.EVENT.value)
    planned = planned.where(versions.c.status == EventStatus.PLANNED.value, STANDING, as_of.sees(versions))
    found = [quotes_of(payload.load(said))[0] for said in connection.execute(planned).scalars()]
    return any(quote.start < one.item.quote.end and one.item.quote.start < quote.end for quote in found)
