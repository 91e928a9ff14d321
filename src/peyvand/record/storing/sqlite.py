"""SQLite in WAL mode: readers never wait, and a transaction is wholly there after a crash or not at all."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from peyvand.errors import DeskFault
from peyvand.record.files import FULL, READ_ONLY
from peyvand.record.storing.alike import AGAIN, compact
from peyvand.record.storing.turns import turn

Copied = Callable[[int, int], None]  # how many pages of how many are copied
_PAGES = 2000  # at a time: 8 MB
_DAMAGED = re.compile("not a database|malformed")


class Sqlite:
    """A file."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self.name = str(path)
        self.reads = _engine(path, patience)
        self.writes = self.reads.execution_options(writes=True)

    def make(self) -> None:
        """Make the file."""
        with self.faults(), closing(sqlite3.connect(self.path)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")  # kept in the file, for everyone who opens it

    def check(self) -> None:
        """Refuse where there is no file."""
        if not self.path.is_file():
            remedy = "Put it back from a copy of the desk; the originals in sources/ can also be added to a new desk."
            raise DeskFault(self.name, "the record is missing", remedy)

    def lock(self, connection: Connection) -> None:
        """Nothing to do: a transaction that writes has the whole file."""

    def copy_before(self, change: str) -> Path:
        """Keep a copy of the record beside it."""
        copy = self.path.with_name(f"{self.path.stem}-before-{change}.db")
        half = copy.with_name(f".{copy.name}.part")
        with suppress(FileNotFoundError):
            half.unlink()  # of a program that was stopped
        try:
            self.copy_to(half)
            half.replace(copy)
        finally:
            with suppress(FileNotFoundError):
                half.unlink()
        return copy

    def copy_to(self, path: Path, tell: Copied | None = None) -> Path:
        """Write the record as it is at one moment into a new file, while others read and write."""
        step = None if tell is None else lambda _, left, pages: tell(pages - left, pages)
        try:
            with closing(_connection(self.path, 0)) as old, closing(sqlite3.connect(path)) as new:
                old.execute("BEGIN")  # one state for all steps: else what is written meanwhile makes it begin again each time
                old.execute("SELECT count(*) FROM sqlite_master").fetchone()
                old.backup(new, pages=_PAGES, progress=step, sleep=0)
        except sqlite3.Error as error:
            raise _fault(self.path if _DAMAGED.search(str(error)) else path, str(error)) from error
        return path

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Say what went wrong so that its user knows what to do."""
        with _faults(self.path):
            yield


def _engine(path: Path, patience: float) -> Engine:
    """An engine whose transactions begin when told to, and not when the driver thinks fit."""
    # Without being told, it would take the record for one in memory, and have one connection for all that a thread does.
    engine = create_engine("sqlite://", creator=lambda: _connection(path, patience), json_serializer=compact, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE takes the lock at once: a reader that turns writer later can't wait, it fails.
        if not connection.get_execution_options().get("writes"):
            connection.exec_driver_sql("BEGIN")
            return
        with turn(path.parent, patience):
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _connection(path: Path, patience: float) -> sqlite3.Connection:
    """A connection to the file of a record."""
    address = f"file:{quote(str(path.absolute()))}?{_mode(path)}"
    raw = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA cache_size = -32768")  # KiB; in a large record the usual 2 MB make merging a tenth slower
    # FULL, not WAL's usual NORMAL: a person's decision must outlast a power cut. It costs one fsync a source.
    raw.execute("PRAGMA synchronous = FULL")
    return raw


def _mode(path: Path) -> str:
    """How to open a record: one that can't be written (a CD, another's folder) for reading."""
    effective = os.access in os.supports_effective_ids
    if all(os.access(at, os.W_OK, effective_ids=effective) for at in (path, path.parent)):
        return "mode=rw"
    # Without a write-ahead log nobody is writing, and SQLite needn't make files of its own beside the record.
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Say what went wrong with a file."""
    try:
        yield
    except DBAPIError as error:
        raise _fault(path, str(error.orig)) from error
    except sqlite3.Error as error:
        raise _fault(path, str(error)) from error


def _fault(path: Path, message: str) -> DeskFault:
    """The fault that a message of SQLite's means."""
    at = str(path)
    if "locked" in message or "busy" in message:
        return DeskFault(at, "another program is writing to it", AGAIN)
    if "disk is full" in message or "disk I/O" in message:
        return DeskFault(str(path.parent), "the disk is full, or it failed", FULL)
    if "readonly" in message or "unable to open" in message:
        return DeskFault(str(path.parent), "the folder can't be written to", READ_ONLY)
    if _DAMAGED.search(message):
        return DeskFault(at, "the file is damaged", "Put it back from a copy of the desk.")
    return DeskFault(at, f"the database refuses ({message})", "Please report this, with what you did.")
