"""A claim of a first against an event of the same kind that the record has in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
_TWO = 2  # countries, or nobody visits anybody
_NOT_HELD = ("deputy", "vice", "former", "ex-")


def of_event(connection: Connection, one: Told, as_of: AsOf) -> Iterator[Contradiction]:
    """The events of the record that an event's claim of a first forgets, as one side, by the earliest of them."""
    event, day = one.item, claim_day(one)
    claim = _claim(connection, one, as_of)
    codes = countries(one)
    if not isinstance(event, Event) or day is None or claim is None or len(codes) < _TWO:
        return
    known = table().claims
    near = events_of(
        connection,
        one,
        (claim.begin, day - known.grace),
        as_of,
        limit=known.compared,
        status=EventStatus.OCCURRED.value,
        types={event.type.value},
        countries=codes,
    )
    met = told_of(connection, near, as_of)
    broken = [other for entry in near for other in met[entry] if _breaks(connection, one, claim, other, as_of)]
    if broken:
        yield _found(one, claim, broken, day)


def broken_by(connection: Connection, one: Told, others: Iterable[Told], as_of: AsOf) -> bool:
    """Whether one of these events is what a claim of a first forgets."""
    day, codes = claim_day(one), set(countries(one))
    likely = [other for other in others if codes <= set(countries(other)) and (claim_day(other) or 0) < (day or 0)]
    claim = _claim(connection, one, as_of) if likely else None
    return claim is not None and any(_breaks(connection, one, claim, other, as_of) for other in likely)


def countries(one: Told) -> tuple[str, ...]:
    """The countries that take part in an event, themselves or by one of their own."""
    parties_of = sides(one.telling, everyone(one.item)).keys() if isinstance(one.item, Event) else ()
    return tuple(sorted(side for side in parties_of if side in one.telling.countries.values()))


def _claim(connection: Connection, one: Told, as_of: AsOf) -> Claim | None:
    """The claim of a first that the words around an event make."""
    day = claim_day(one)
    if not isinstance(one.item, Event) or day is None:
        return None
    text = around(connection, one, SENTENCE, SENTENCE, as_of)
    return claim_of(one.item, text, min(one.item.quote.start, SENTENCE), day)


def claim_day(one: Told) -> int | None:
    """The first day of an event that may claim to be a first, else that of its printing."""
    if not isinstance(one.item, Event) or one.item.status is not EventStatus.OCCURRED:
        return None
    days = event_window(one.telling, one.item) or window(one.telling.published)
    return days[0] if days is not None else None


def _found(one: Told, claim: Claim, broken: Sequence[Told], day: int) -> Contradiction:
    """A claim against events."""
    other = broken[0]
    date = other.item.date if isinstance(other.item, Event) else None
    return Contradiction(
        kind=Difference.FIRST,
        about=claim.words,
        one=one.side(claim.words),
        other=other.side(date or "", broken[1:]),
        stream=STREAM,
        place=f"{day:08}|{one.number:012}|{other.number:012}",
    )


def _breaks(connection: Connection, one: Told, claim: Claim, other: Told, as_of: AsOf) -> bool:
    """Whether an event is one that by the claim can't have been."""
    event, item = one.item, other.item
    if not isinstance(event, Event) or not isinstance(item, Event) or other.root == one.root:
        return False
    if item.type is not event.type or item.status is not EventStatus.OCCURRED:
        return False
    days = event_window(other.telling, item)
    if days is None or days[0] < claim.begin or days[1] >= (claim_day(one) or 0) - table().claims.grace:
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
