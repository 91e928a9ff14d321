"""Entries as exports need them: what the lead item says, who takes part in it, and which sources tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.model import Actor, Kind, Quote, Quoted
from peyvand.record import payload
from peyvand.record.moments import AsOf, time_of
from peyvand.record.participants import participants
from peyvand.record.portions import portions
from peyvand.record.queries import STANDING, source_rows
from peyvand.record.schema import entries, quotes, sources, tellings, versions
from peyvand.record.views import SourceRow

_MANY = 400  # entries in one go


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with the words of the item that tells it best."""

    id: str
    item: Quoted
    source: SourceRow  # of that item
    review: str | None
    confidence: float
    known: datetime  # since when the record knows it so
    independent: int  # how many sources, copies of one text counted once
    who: Mapping[str, str]  # names in the item to ids of actors
    quotes: tuple[tuple[SourceRow, Quote], ...]  # of all items that tell of it, in the order of the sources

    @property
    def documents(self) -> tuple[SourceRow, ...]:
        """The sources that tell of it, each once."""
        return tuple({source.id: source for source, _ in self.quotes}.values())


def told(connection: Connection, kind: Kind, as_of: AsOf) -> Iterator[Told]:
    """The entries of a kind that stand, in order of date; undated ones last."""
    columns = (versions.c.row, versions.c.item, versions.c.source, versions.c.payload)
    found = select(entries, *(column.label(f"lead_{column.name}") for column in columns))
    found = found.join(versions, versions.c.item == entries.c.lead)
    found = found.where(entries.c.kind == kind.value, STANDING, as_of.sees(entries, versions))
    found = found.order_by(entries.c.earliest, entries.c.latest, entries.c.id)
    rows = iter(connection.execute(found.execution_options(yield_per=_MANY)))
    while some := list(islice(rows, _MANY)):
        yield from _told(connection, some, as_of)


def _told(connection: Connection, rows: Sequence[Row[Any]], as_of: AsOf) -> Iterator[Told]:
    """A few entries with all that is told of them."""
    who = participants(connection, [row.lead_row for row in rows], as_of)
    said = _said(connection, [row.id for row in rows], as_of)
    ids = {row.lead_source for row in rows} | {source for found in said.values() for source, _ in found}
    by_id: dict[str, SourceRow] = {}
    listed = sorted(ids)
    for portion in portions(listed):
        by_id |= {row.id: row for row in source_rows(connection, portion, as_of)}
    for row in rows:
        item = payload.load(row.lead_payload)
        if isinstance(item, Actor):
            raise TypeError(row.id)
        yield Told(
            id=row.id,
            item=item,
            source=by_id[row.lead_source],
            review=row.review,
            confidence=row.confidence,
            known=time_of(row.since),
            independent=row.sources,
            who={one.name: one.who for one in who[row.lead_row]},
            quotes=tuple((by_id[source], quote) for source, quote in said[row.id]),
        )


def _said(connection: Connection, ids: Sequence[str], as_of: AsOf) -> dict[str, list[tuple[str, Quote]]]:
    """By entries, the words that tell of them, each with its source."""
    columns = (tellings.c.entry, versions.c.source, quotes.c.exact, quotes.c.start, quotes.c.end)
    said = select(*columns).join(versions, versions.c.item == tellings.c.item).join(quotes, quotes.c.version == versions.c.row)
    said = said.join(sources, sources.c.id == versions.c.source)
    said = said.where(tellings.c.entry.in_(ids), STANDING, as_of.sees(tellings, versions))
    found: dict[str, list[tuple[str, Quote]]] = defaultdict(list)
    for row in connection.execute(said.order_by(sources.c.seq, quotes.c.start, quotes.c.end, versions.c.item)):
        found[row.entry].append((row.source, Quote(row.exact, row.start, row.end)))
    return found
