"""Where a record can be kept: in a file of SQLite's, or on a team's PostgreSQL server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine

from peyvand.record.storing.sqlite import Copied, Sqlite


class Store(Protocol):
    """What a record is kept in."""

    @property
    def name(self) -> str:
        """What it is called in a message: never with a password."""

    @property
    def reads(self) -> Engine:
        """Makes transactions that see one state of the record."""

    @property
    def writes(self) -> Engine:
        """Makes transactions that write."""

    def make(self) -> None:
        """Make it, empty, where nothing is."""

    def check(self) -> None:
        """Refuse where there is nothing to open."""

    def lock(self, connection: Connection) -> None:
        """Keep every other program from changing the schema until the transaction ends."""

    def copy_before(self, change: str) -> Path | None:
        """Keep a copy of the record as it is before it is changed, where the store is a file; where it is."""

    def copy_to(self, path: Path, tell: Copied | None = None) -> Path | None:
        """Write the record as it is at one moment into a new file, while others read and write; None where it is no file."""

    def faults(self) -> AbstractContextManager[None]:
        """A block whose errors of the store are told as DeskFault."""


def store_at(at: Path | str, patience: float) -> Store:
    """What a record is kept in: a path is a file, an address (postgresql://…) a server. DeskFault."""
    if isinstance(at, Path):
        return Sqlite(at, patience)
    from peyvand.record.storing.postgresql import Postgresql  # a team's alone

    return Postgresql(at, patience)
