"""A record in a folder of its own, and what writes sources into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.record.newspaper import TEXT, entry_of

from peyvand.model import Item, Metadata
from peyvand.record.database import Database
from peyvand.record.writing import Entry, put_source

Put = Callable[..., Entry]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Database]:
    """A new, empty record."""
    database = Database.create(tmp_path / "record.db")
    yield database
    database.close()


@pytest.fixture
def put(record: Database) -> Put:
    """Writes a source with the given items into the record."""

    def write(text: str = TEXT, items: list[Item] | None = None, name: str = "herald.txt", **metadata: str) -> Entry:
        entry = entry_of(text, items, name, Metadata(**{"published": "2023-05-10", **metadata}))  # type: ignore[arg-type]
        with record.writing() as connection:
            put_source(connection, entry)
        return entry

    return write
