"""A record of its own, in a file and on a server, and what writes sources into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from tests.record.newspaper import TEXT, entry_of
from tests.record.server import binaries, running

from peyvand.model import Item, Metadata
from peyvand.record.database import Database
from peyvand.record.gathering import gather
from peyvand.record.writing import Incoming, put_source

Put = Callable[..., Incoming]
_numbers = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a database on a PostgreSQL server; where none is installed, its tests are skipped and say so."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL isn't installed (on Debian or Ubuntu: apt install postgresql)")
    with running(programs) as address:
        yield address


@pytest.fixture
def address(server: str) -> Iterator[str]:
    """The address of a record that isn't there yet, in a schema of its own."""
    schema = f"test_{next(_numbers)}"
    yield f"{server}&schema={schema}"
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a record can be made: a file, and an address on a server."""
    return tmp_path / "record.db" if request.param == "sqlite" else request.getfixturevalue("address")


@pytest.fixture
def record(place: Path | str) -> Iterator[Database]:
    """A new, empty record, in a file and on a server."""
    database = Database.create(place)
    yield database
    database.close()


@pytest.fixture
def put(record: Database) -> Put:
    """Writes a source with the given items into the record, and puts them together with what is there."""
    return putting(record)


def putting(record: Database) -> Put:
    """What writes a source with the given items into a record."""

    def write(text: str = TEXT, items: list[Item] | None = None, name: str = "herald.txt", **metadata: str) -> Incoming:
        entry = entry_of(text, items, name, Metadata(**{"published": "2023-05-10", **metadata}))  # type: ignore[arg-type]
        with record.writing() as connection:
            put_source(connection, entry)
            gather(connection, entry.source.id)
        return entry

    return write
