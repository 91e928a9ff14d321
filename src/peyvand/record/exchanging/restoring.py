"""An archive's record into an empty one: every row as it was, with the moments at which it was known."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, case, func, select, text, update

from peyvand.errors import BadArchive
from peyvand.record.archive import TABLES
from peyvand.record.database import Database
from peyvand.record.moments import FOREVER
from peyvand.record.schema import clock, decisions, sources
from peyvand.record.searching.index import rebuild
from peyvand.record.unpacking import Archive

_MANY = 1000
_MOMENTS = ("since", "until", "added", "at")


def restore(database: Database, archive: Archive, *, searchable: bool = True) -> dict[str, int]:
    """Write all rows of an archive into an empty record, all or none; how many each table has. BadArchive, DeskFault."""
    with database.writing() as connection:
        for column in (sources.c.id, decisions.c.seq):
            if connection.execute(select(column).limit(1)).first() is not None:
                raise BadArchive(str(archive.path), "something was added to the desk just now", "Run the same import again.")
        counts: dict[str, int] = {}
        latest = 0
        for name, table in TABLES.items():
            rows = archive.rows(name)
            counts[name] = 0
            while some := list(islice(rows, _MANY)):
                connection.execute(table.insert(), some)
                counts[name] += len(some)
                latest = max(latest, *(_latest(row) for row in some))
            _go_on(connection, table)
        # Whatever is written next is later than all of it, even if the archive's desk had a clock that ran ahead.
        connection.execute(update(clock).values(at=case((clock.c.at < latest, latest), else_=clock.c.at)))
        if searchable:
            rebuild(connection)
    return counts


def _latest(row: dict[str, Any]) -> int:
    """The last moment that a row speaks of."""
    return max((row[name] for name in _MOMENTS if name in row and row[name] != FOREVER), default=0)


def _go_on(connection: Connection, table: Table) -> None:
    """Let a server number the next rows of a table behind these."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    last = connection.execute(select(func.max(column))).scalar()
    if last is not None:
        follow = text("SELECT setval(pg_get_serial_sequence(:name, :column), :last)")
        connection.execute(follow, {"name": table.name, "column": column.name, "last": last})
