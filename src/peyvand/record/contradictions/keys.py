"""By what contradictions are found without going through the record: keys of figures, denials, claims and due days.

They stand among the keys by which items are compared (`item_keys`), and are of all that an item ever said, so that the record
can be asked as it stood on any day; what it said then is looked at each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.dates import bounds
from peyvand.model import Commitment, Event, EventStatus, Figure, Item, Kind
from peyvand.record import payload
from peyvand.record.contradictions import indicators
from peyvand.record.contradictions.claims import claim_of, sentences_around
from peyvand.record.contradictions.told import portions
from peyvand.record.schema import editions, item_keys, items, parts, versions

_KINDS = [Kind.EVENT.value, Kind.COMMITMENT.value, Kind.FIGURE.value]
DENIED, CLAIM, CLAIM_OF, DUE = "denied|", "first|", "first+", "due|"


def put_keys(connection: Connection, source: str) -> None:
    """Write the keys of a source's items that aren't written yet."""
    rows = select(versions.c.row, versions.c.earliest, versions.c.payload, items.c.number).join(
        items, items.c.id == versions.c.item
    )
    found = connection.execute(rows.where(versions.c.source == source, versions.c.kind.in_(_KINDS))).all()
    if not found:
        return
    said = select(editions.c.text, editions.c.published).where(editions.c.source == source)
    prints = [row for row in connection.execute(said) if " first" in row.text]
    wanted = {(key, row.number) for row in found for key in _keys(payload.load(row.payload), row.earliest)}
    wanted |= set(_claims(connection, found, prints))
    _write(connection, sorted(wanted))


def _keys(item: Item, earliest: str | None) -> Iterator[str]:
    """The keys of what an item says."""
    match item:
        case Figure() as figure:
            yield from indicators.keys(figure)
        case Event(status=EventStatus.DENIED) if earliest:
            yield f"{DENIED}{earliest}"
        case Commitment(due=due) if due is not None and (days := bounds(due)) is not None:
            yield f"{DUE}{days[1].isoformat()}"
        case _:
            pass


def _claims(connection: Connection, found: Sequence[Row[Any]], prints: Sequence[Row[Any]]) -> Iterator[tuple[str, int]]:
    """The keys of events that claim to be a first: one of its day, and one of each who takes part."""
    claiming: dict[int, tuple[int, str]] = {}
    for row in found if prints else ():
        event = payload.load(row.payload)
        for each in prints:
            days = bounds(row.earliest or each.published or "")
            there = sentences_around(each.text, event.quote) if isinstance(event, Event) and days is not None else None
            if (
                there is not None
                and days is not None
                and isinstance(event, Event)
                and claim_of(event, *there, days[0].toordinal())
            ):
                claiming[row.row] = (row.number, days[0].isoformat())
    for number, day in claiming.values():
        yield f"{CLAIM}{day}", number
    acting = select(parts.c.version, parts.c.actor).where(parts.c.version.in_(claiming), parts.c.actor.is_not(None))
    for part in connection.execute(acting) if claiming else ():
        number, day = claiming[part.version]
        yield f"{CLAIM_OF}{part.actor}|{day}", number


def _write(connection: Connection, wanted: Sequence[tuple[str, int]]) -> None:
    """Write keys, but for those that are there."""
    there: dict[str, set[int]] = defaultdict(set)
    numbers = sorted({number for _, number in wanted})
    for some in portions(sorted({key for key, _ in wanted})):
        known = select(item_keys).where(item_keys.c.key.in_(some), item_keys.c.item.between(numbers[0], numbers[-1]))
        for row in connection.execute(known):
            there[row.key].add(row.item)
    rows = [{"key": key, "item": number} for key, number in wanted if number not in there[key]]
    if rows:
        connection.execute(item_keys.insert(), rows)
