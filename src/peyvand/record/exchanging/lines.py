"""Items as lines of JSON in the exchange form, with the entry that each tells of and what people decided about it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import Connection, func, select

from peyvand.exchange import Line
from peyvand.model import Actor, Json
from peyvand.record.moments import AsOf
from peyvand.record.queries import STANDING, all_items
from peyvand.record.schema import sources, tellings, versions


@dataclass(frozen=True, slots=True)
class RecordLine:
    """An item as it travels out of a record."""

    line: Line
    entry: str  # id of the entry that it tells of
    review: str | None

    def json(self) -> dict[str, Json]:
        """The line as a JSON object; actors, who are no entries, have no `entry`."""
        row = self.line.json()
        if not isinstance(self.line.item, Actor):
            row["entry"] = self.entry
        return row if self.review is None else {**row, "review": self.review}


def record_lines(connection: Connection, as_of: AsOf) -> Iterator[RecordLine]:
    """The items of all five kinds that stand, in order of source and position."""
    for line, mark in zip(all_items(connection, as_of), _marks(connection, as_of), strict=True):
        yield RecordLine(line, mark[0], mark[1])


def _marks(connection: Connection, as_of: AsOf) -> Iterator[tuple[str, str | None]]:
    """The entry and the review of each of those items, in the same order."""
    told = (tellings.c.item == versions.c.item) & as_of.sees(tellings)
    found = select(func.coalesce(tellings.c.entry, versions.c.item), versions.c.review).select_from(versions)
    found = found.join(sources, sources.c.id == versions.c.source).outerjoin(tellings, told)
    found = found.where(STANDING, as_of.sees(versions))
    order = (sources.c.seq, versions.c.position, versions.c.kind, versions.c.item)
    for row in connection.execute(found.order_by(*order).execution_options(yield_per=1000)):
        yield row[0], row[1]


def write_lines(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A line of JSON an item; the number of them."""
    number = 0
    for line in record_lines(connection, as_of):
        file.write(json.dumps(line.json(), ensure_ascii=False).encode() + b"\n")
        number += 1
    return number
