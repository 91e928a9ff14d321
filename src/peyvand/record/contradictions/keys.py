"""By what contradictions are found without going through the record: keys of figures, denials, claims and due days.

They stand among the keys by which items are compared (`item_keys`), and are of all that an item ever said, so that the record
can be asked as it stood on any day; what it said then is looked at each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.dates import bounds
from peyvand.model import Commitment, Event, EventStatus, Figure, Item, Kind
from peyvand.record import payload
from peyvand.record.contradictions import indicators
from peyvand.record.contradictions.claims import claim_of, sentences_around
from peyvand.record.portions import portions
from peyvand.record.schema import actors, editions, item_keys, items, parts, versions

_KINDS = [Kind.EVENT.value, Kind.COMMITMENT.value, Kind.FIGURE.value]
DENIED, CLAIM, CLAIM_OF, DUE = "denied|", "first|", "first+", "due|"
_PAIRS = 6  # of countries that one event has part in


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
    """The keys of events that claim to be a first: one of its day, and one of each two countries."""
    claiming: dict[int, tuple[int, str, str]] = {}
    for row in found if prints else ():
        event = payload.load(row.payload)
        if isinstance(event, Event) and (day := next((day for each in prints if (day := _claims_on(event, row, each))), None)):
            claiming[row.row] = (row.number, day, event.type.value)
            yield f"{CLAIM}{day}", row.number
    acting = select(parts.c.version, actors.c.country).join(actors, actors.c.id == parts.c.actor)
    acting = acting.where(parts.c.version.in_(claiming), actors.c.country.is_not(None))
    codes: dict[int, set[str]] = defaultdict(set)
    for part in connection.execute(acting) if claiming else ():
        codes[part.version].add(part.country)
    for version, (number, day, type_) in claiming.items():
        yield from ((f"{pair}|{day}", number) for pair in pairs(type_, codes[version]))


def pairs(type_: str, codes: Collection[str]) -> Iterator[str]:
    """By what claims about events of a category, between two of these countries, are found; the day stands behind it."""
    return (f"{CLAIM_OF}{type_}+{one}+{other}" for one, other in islice(combinations(sorted(codes), 2), _PAIRS))


def _claims_on(event: Event, row: Row[Any], edition: Row[Any]) -> str | None:
    """The day on which an event is said to be the first of its kind; None where it isn't."""
    days = bounds(row.earliest or edition.published or "")
    there = sentences_around(edition.text, event.quote)
    claims = days is not None and there is not None and claim_of(event, *there, days[0].toordinal())
    return days[0].isoformat() if days is not None and claims else None


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
