"""A claim of a first against an event of the same kind that the record has in between."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from peyvand.model import Event, EventStatus, Plover
from peyvand.record.contradictions.claims import SENTENCE, Claim, claim_of
from peyvand.record.contradictions.kinds import Contradiction, Difference
from peyvand.record.contradictions.nearby import events_of
from peyvand.record.contradictions.table import table
from peyvand.record.contradictions.told import Told, around, told_of
from peyvand.record.merging.days import window
from peyvand.record.merging.events import event_window, is_mutual, manner
from peyvand.record.merging.matter import everyone
from peyvand.record.merging.parties import sides
from peyvand.record.moments import AsOf
from peyvand.record.queries import united
from peyvand.record.schema import offices, versions

STREAM = "4 firsts"
_NOT_HELD = ("deputy", "vice", "former", "ex-")


def of_event(connection: Connection, one: Told, as_of: AsOf) -> Iterator[Contradiction]:
    """The earliest event of the record that an event's claim of a first forgets, if there is one."""
    event = one.item
    day = claim_day(one)
    if not isinstance(event, Event) or day is None:
        return
    text = around(connection, one, SENTENCE, SENTENCE, as_of)
    claim = claim_of(event, text, min(event.quote.start, SENTENCE), day)
    if claim is None:
        return
    known = table().claims
    span = (claim.begin, day - known.grace)
    status = EventStatus.OCCURRED.value
    near = events_of(connection, one, span, as_of, status=status, types={event.type.value}, limit=known.compared)
    met = told_of(connection, near, as_of)
    for entry in near:
        for other in met[entry]:
            if other.root != one.root and _breaks(connection, one, event, claim, other, span, as_of):
                yield _found(one, claim, other, day)
                return


def claim_day(one: Told) -> int | None:
    """The first day of an event that may claim to be a first, else that of its printing."""
    if not isinstance(one.item, Event) or one.item.status is not EventStatus.OCCURRED:
        return None
    days = event_window(one.telling, one.item) or window(one.telling.published)
    return days[0] if days is not None else None


def _found(one: Told, claim: Claim, other: Told, day: int) -> Contradiction:
    """A claim against an event."""
    date = other.item.date if isinstance(other.item, Event) else None
    return Contradiction(
        kind=Difference.FIRST,
        about=claim.words,
        one=one.side(claim.words),
        other=other.side(date or ""),
        stream=STREAM,
        place=f"{day:08}|{one.number:012}|{other.number:012}",
    )


def _breaks(
    connection: Connection, one: Told, event: Event, claim: Claim, other: Told, span: tuple[int, int], as_of: AsOf
) -> bool:
    """Whether an event is one that by the claim can't have been."""
    item = other.item
    if not isinstance(item, Event) or item.type is not event.type or item.status is not EventStatus.OCCURRED:
        return False
    days = event_window(other.telling, item)
    if days is None or days[0] < span[0] or days[1] >= span[1]:
        return False
    how = claim.manner or manner(event)
    if how is None or manner(item) != how:
        return False
    if not _same_sides(one, event, other, item, visit=how == "visit", nation=claim.nation):
        return False
    if claim.level is not None:
        return _at_level(connection, other, item, claim, as_of)
    return _same_persons(one, event, other, item)


def _same_sides(one: Told, event: Event, other: Told, item: Event, *, visit: bool, nation: str | None) -> bool:
    """Whether two events are of the same countries: of a visit with the same guest and host."""
    if is_mutual(event) and not visit and event.type is not Plover.SUPPORT:
        here, there = sides(one.telling, everyone(event)).keys(), sides(other.telling, everyone(item)).keys()
        return len(here) > 1 and here <= there
    doers, done = sides(one.telling, event.sources).keys(), sides(other.telling, item.sources).keys()
    if nation is not None and nation not in doers:  # told from the host's side
        guests, hosts = {nation}, {side for side in doers if side != nation}
    else:
        guests = {nation} if nation else set(doers)
        hosts = set(sides(one.telling, event.targets).keys()) - guests
    theirs = sides(other.telling, item.targets).keys()
    return bool(guests) and bool(hosts) and guests <= done and hosts <= theirs


def _same_persons(one: Told, event: Event, other: Told, item: Event) -> bool:
    """Whether every person of the claimed first took part in the other event as well."""
    mine = {one.telling.actors.get(name) for name in everyone(event) if name in one.persons}
    theirs = {other.telling.actors.get(name) for name in everyone(item)}
    return None not in mine and mine <= theirs


def _at_level(connection: Connection, other: Told, item: Event, claim: Claim, as_of: AsOf) -> bool:
    """Whether the guest held the office that the claim is about, by the words of the event or of its source."""
    pattern = table().claims.levels[claim.level or ""]
    here = sides(other.telling, item.sources)
    persons = [each for side, found in here.items() if claim.nation in {None, side} for each in found if each.person]
    if any(pattern.search(each.name) for found in here.values() for each in found):
        return True
    ids = [each.id for each in persons if each.id is not None]
    if not ids:
        return False
    titles = select(offices.c.title).join(versions, versions.c.row == offices.c.version)
    titles = titles.where(versions.c.source == other.source, as_of.sees(versions))
    held = connection.execute(titles.where(offices.c.actor.in_(united(connection, ids, as_of)))).scalars()
    return any(pattern.search(title) and not title.lower().startswith(_NOT_HELD) for title in held)
