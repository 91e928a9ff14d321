"""The store itself: its pages and indexes, what refuses to change a decision, the ties between tables, and times that overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    FromClause,
    Table,
    and_,
    delete,
    exists,
    func,
    inspect,
    or_,
    select,
)

from peyvand.record.checking.looking import Look
from peyvand.record.checking.report import RESTORE, Problem
from peyvand.record.moments import FOREVER
from peyvand.record.schema import (
    aliases,
    appearances,
    bands,
    casts,
    clock,
    concerns,
    decisions,
    editions,
    entries,
    identities,
    item_keys,
    links,
    metadata,
    name_keys,
    offices,
    parts,
    readings,
    sources,
    tags,
    tellings,
    versions,
    waiting,
)

# What follows from the rest: a row of these that hangs on nothing goes, and what is missing is worked out anew.
DERIVED = {
    table.name
    for table in (
        aliases,
        appearances,
        bands,
        casts,
        entries,
        identities,
        item_keys,
        links,
        name_keys,
        offices,
        parts,
        tags,
        tellings,
        waiting,
    )
}
_OF_INDEXES = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in index")
_MOST = 20  # rows of one kind that are named
# Each of these has one row known at a time; a source has its edition and its reading at every time.
_AT_A_TIME: tuple[tuple[Table, tuple[Column[Any], ...], bool], ...] = (
    (editions, (editions.c.source,), True),
    (readings, (readings.c.source,), True),
    (versions, (versions.c.item,), False),
    (entries, (entries.c.id,), False),
    (tellings, (tellings.c.item,), False),
    (identities, (identities.c.actor,), False),
    (links, (links.c.plan, links.c.deed), False),
)
_TRIGGERS = {f"{table.name}_no_{act}" for table in (decisions, concerns) for act in ("update", "delete")}


def pages(look: Look) -> Iterator[Problem]:
    """SQLite's own look at its pages and indexes; indexes that don't fit are made anew."""
    with look.trying() if look.mending is not None else look.reading() as connection:
        if connection.dialect.name != "sqlite":
            return
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(lambda: look.interruption.asked, 100_000)
        try:
            found = list(connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars())
        finally:
            raw.set_progress_handler(None, 0)
        said = [line for text in found if text != "ok" for line in str(text).splitlines()]
        of_indexes = bool(said) and all(_OF_INDEXES.search(line) for line in said)
        yield from (Problem("file", "record.db", f"SQLite says: {line}", None if of_indexes else RESTORE) for line in said)
        if of_indexes and look.mending is not None:
            connection.exec_driver_sql("REINDEX")


def shape(look: Look) -> Iterator[Problem]:
    """Every table, index and trigger that a record has; indexes are made where they are missing."""
    with look.trying() if look.mending is not None else look.reading() as connection:
        known = inspect(connection)
        tables = set(known.get_table_names())
        for table in metadata.sorted_tables:
            if table.name not in tables:
                yield Problem("table", table.name, "it is missing", RESTORE)
                continue
            there = {index["name"] for index in known.get_indexes(table.name)}
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                if index.name not in there:
                    yield Problem("index", str(index.name), "it is missing")
                    if look.mending is not None:
                        index.create(connection)
        if connection.dialect.name == "sqlite":
            triggers = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
            missing = sorted(_TRIGGERS - triggers)
            yield from (Problem("trigger", name, "what refuses to change a decision is missing", RESTORE) for name in missing)
    look.step(0)


def ties(look: Look) -> Iterator[Problem]:
    """Every foreign key leads to a row that is there."""
    for table in reversed(metadata.sorted_tables):  # those that hang on others first
        mend = table.name in DERIVED
        with look.trying() if look.mending is not None and mend else look.reading() as connection:
            for tie in sorted(table.foreign_key_constraints, key=lambda one: str(one.column_keys)):
                yield from _loose(look, connection, table, tie, mend=mend)
        look.step(1)


def _loose(look: Look, connection: Connection, table: Table, tie: ForeignKeyConstraint, *, mend: bool) -> Iterator[Problem]:
    """The rows of a table that hang on nothing by one of its foreign keys."""
    (element,) = tie.elements
    own, other = element.parent, element.column
    there: FromClause = other.table
    if other.table is table:
        there = other.table.alias()
    loose = and_(own.is_not(None), ~exists(select(1).select_from(there).where(there.c[other.name] == own)))
    for (value,) in connection.execute(select(own).where(loose).distinct().limit(_MOST)).all():
        says = f"its {own.name} isn't among the {element.column.table.name}"
        yield Problem(f"row of {table.name}", str(value), says, None if mend else RESTORE)
    if mend and look.mending is not None:
        connection.execute(delete(table).where(loose))


def periods(look: Look) -> Iterator[Problem]:
    """At every moment one row at most is known, of a source's edition and reading exactly one, and none is of the future."""
    with look.reading() as connection:
        now = connection.execute(select(clock.c.at)).scalar()
        for table, keys, throughout in _AT_A_TIME:
            since, until = table.c.since, table.c.until
            wrong = or_(since > until, since > now, and_(until != FOREVER, until > now))
            for row in connection.execute(select(*keys, since, until).where(wrong).limit(_MOST)):
                yield Problem(f"row of {table.name}", str(row[0]), "the times at which it was known can't be", RESTORE)
            before = func.lag(until).over(partition_by=keys, order_by=(since, until)).label("before")
            rows = select(*keys, since, before).subquery()
            odd = rows.c.before != rows.c.since if throughout else rows.c.before > rows.c.since
            for row in connection.execute(select(rows).where(odd).limit(_MOST)):
                says = "two rows are known at one time, or none is" if throughout else "two rows are known at one time"
                yield Problem(f"row of {table.name}", str(row[0]), says, RESTORE)
            if throughout:
                yield from _unknown(connection, table)
            look.step(1)


def _unknown(connection: Connection, table: Table) -> Iterator[Problem]:
    """Sources that have no row of a table now."""
    now = exists(select(1).select_from(table).where(table.c.source == sources.c.id, table.c.until == FOREVER))
    for key in connection.execute(select(sources.c.id).where(~now).limit(_MOST)).scalars():
        yield Problem("source", key, f"it has no row of {table.name} that is known now", RESTORE)
