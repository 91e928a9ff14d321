"""A record many times over: the same sources and items under other ids and on other days, with the same names."""

from __future__ import annotations

import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from peyvand.record import payload
from peyvand.record.database import Database
from peyvand.record.schema import editions, metadata, parts, versions
from peyvand.record.searching.contents import item_keys, item_words, source_words
from peyvand.record.searching.tables import Words, put

_DAYS = 131  # between a copy of an event and the next
_ONCE = {"actors", "identities", "name_keys", "decisions", "concerns", "clock", "waiting", "fingerprint_bands", "links"}
_IDS = {"sources.id", "items.id"}
_NUMBERS = {"sources.seq", "editions.row", "items.number", "versions.row", "entries.row"}


def grow(base: Path, path: Path, times: int) -> None:
    """Write a record that is `times` the one at `base`."""
    with closing(sqlite3.connect(base)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(base, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF;")
        sizes = _sizes(raw)
        copies = [_copy(table, sizes) for table in metadata.sorted_tables if table.name not in _ONCE]
        for number in range(1, times):
            raw.execute("BEGIN")
            for copy in copies:
                raw.execute(copy, {"id": f"g{number:03x}", "number": number, "days": f"+{number * _DAYS} days"})
            raw.execute("COMMIT")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    record = Database(path)
    with record.writing() as connection:
        _put_words(connection, sizes, times)
    record.close()


def _sizes(raw: sqlite3.Connection) -> dict[str, int]:
    """The highest number in use, by column."""
    asked = {name: "SELECT max({1}) FROM {0}".format(*name.split(".")) for name in _NUMBERS}  # noqa: S608 (names)
    return {name: raw.execute(question).fetchone()[0] or 0 for name, question in asked.items()}


def _copy(table: Table, sizes: Mapping[str, int]) -> str:
    """The statement that copies what the base has of a table, made other."""
    numbered = next((column for column in table.columns if _root(column) in sizes), None)
    if numbered is not None:
        base = f'"{numbered.name}" <= {sizes[_root(numbered)]}'
    else:
        called = next(column for column in table.columns if _root(column) in _IDS)
        whose, number = ("items", "number") if _root(called) == "items.id" else ("sources", "seq")
        base = f'"{called.name}" IN (SELECT id FROM {whose} WHERE {number} <= {sizes[f"{whose}.{number}"]})'  # noqa: S608 (names)
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(_other(column, sizes) for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name} WHERE {base}"  # noqa: S608


def _root(column: Column[Any]) -> str:
    """The column that a column's values come from."""
    keys = list(column.foreign_keys)
    return keys[0].target_fullname if keys else f"{column.table.name}.{column.name}"


def _other(column: Column[Any], size: Mapping[str, int]) -> str:
    """A column's value in a copy."""
    name, root = f'"{column.name}"', _root(column)
    if root in _IDS:
        return f"CASE WHEN {name} IS NULL THEN NULL ELSE :id || substr({name}, 5) END"
    if root in _NUMBERS:
        return f"{name} + :number * {size[root]}"
    if column.name in {"earliest", "latest"}:
        return f"CASE WHEN {name} GLOB '[0-9]*' THEN date({name}, :days) ELSE {name} END"
    if column.table.name == "item_keys":
        return f"{name} || '#' || :id"
    return name


def _put_words(connection: Connection, sizes: Mapping[str, int], times: int) -> None:
    """Write the words of all copies, which are those of the base."""
    size = sizes["editions.row"]
    texts = connection.execute(select(editions).where(editions.c.row <= size))
    words = {row.row: source_words(row.title, row.text, row.since) for row in texts}
    for number in range(1, times):
        put(connection, Words.SOURCES, {row + number * size: found for row, found in words.items()})
    size = sizes["versions.row"]
    roles: dict[int, list[Row[Any]]] = defaultdict(list)
    for part in connection.execute(select(parts).where(parts.c.version <= size)):
        roles[part.version].append(part)
    told = connection.execute(select(versions).where(versions.c.row <= size, versions.c.kind != "actor"))
    words = {row.row: _item_words(row, roles[row.row]) for row in told}
    for number in range(1, times):
        put(connection, Words.ITEMS, {row + number * size: found for row, found in words.items()})


def _item_words(row: Row[Any], roles: Sequence[Row[Any]]) -> list[str]:
    """The words of an item."""
    item = payload.load(row.payload)
    actors, names = {part.actor for part in roles if part.actor}, {part.folded for part in roles}
    between = (row.earliest, row.latest) if row.earliest else None
    return item_words(item, item_keys(item, row.source, row.since, actors, names, between))
