"""All that a desk's record holds, to compare one with another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_MOMENTS = {"added", "since", "until", "at"}
Contents = dict[str, list[tuple[object, ...]]]


def content(desk: Path) -> Contents:
    """The rows of every table, but for the moments at which they were written."""
    with closing(sqlite3.connect(desk / "record.db")) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {table: _rows(raw, table) for table in tables if not table.startswith("search_")}


def _rows(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [f'"{column}"' for _, column, *_ in raw.execute(f"PRAGMA table_info({table})") if column not in _MOMENTS]
    return sorted(raw.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)  # noqa: S608
