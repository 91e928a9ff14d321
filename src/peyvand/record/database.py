"""The database of a desk: opened, brought to the present schema, read from and written to in transactions.

SQLite in WAL mode: readers never wait, and a transaction is wholly there after a crash or not at all.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from peyvand.errors import DeskFault
from peyvand.record import moments
from peyvand.record.files import FULL, READ_ONLY
from peyvand.record.schema import VERSION

FILE = "record.db"
MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE = 30.0  # seconds to wait for another program's writing; one source takes it well under one
_AGAIN = "Wait until it has finished, then run the same command again; what was done so far is kept."


class Database:
    """An open record."""

    def __init__(self, path: Path, *, patience: float = _PATIENCE, migrations: Path = MIGRATIONS) -> None:
        if not path.is_file():
            remedy = "Put it back from a copy of the desk; the originals in sources/ can also be added to a new desk."
            raise DeskFault(str(path), "the record is missing", remedy)
        self.path = path
        self._engine = _engine(path, patience)
        self._writing = self._engine.execution_options(writes=True)
        try:
            self._bring_up_to_date(migrations)
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path) -> Database:
        """Make a new, empty record."""
        with faults(path), closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")  # kept in the file, for everyone who opens it
        return cls(path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it is now and changes nothing."""
        with faults(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that takes effect when the block ends well, else leaves no trace; others wait to write."""
        with faults(self.path), self._writing.begin() as connection:
            moments.begin(connection)
            yield connection

    def version(self) -> str | None:
        """The version of the schema, None of an empty database."""
        with self.reading() as connection:
            if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first():
                return None
            return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()

    def _bring_up_to_date(self, migrations: Path) -> None:
        """Migrate an older record, after a copy of it was made; refuse a newer one."""
        version = self.version()
        newest = VERSION if migrations == MIGRATIONS else _newest(migrations)
        if version == newest:
            return
        if version is not None and version > newest:
            reason = f"the record is of a newer Peyvand (schema {version}, and this one knows {newest})"
            raise DeskFault(str(self.path), reason, "Install the newer Peyvand to open it.")
        if version is not None:
            self._copy_before(newest)
        self._migrate(migrations)

    def _copy_before(self, version: str) -> None:
        """Keep a copy of the record as it is before it is migrated."""
        copy = self.path.with_name(f"{self.path.stem}-before-{version}.db")
        with faults(copy), closing(sqlite3.connect(self.path)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)

    def _migrate(self, migrations: Path) -> None:
        """Run the migrations that are missing, all or none of them."""
        from alembic import command  # slow to import, and needed once a version only
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(migrations).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        with faults(self.path), self._writing.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _newest(migrations: Path) -> str:
    """The newest version that a folder of migrations leads to."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(migrations)).get_current_head() or ""


def _engine(path: Path, patience: float) -> Engine:
    """An engine whose transactions begin when told to, and not when the driver thinks fit."""
    address = f"file:{quote(str(path.absolute()))}?{_mode(path)}"

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        raw.execute("PRAGMA foreign_keys = ON")
        # FULL, not WAL's usual NORMAL: a person's decision must outlast a power cut. It costs one fsync a source.
        raw.execute("PRAGMA synchronous = FULL")
        return raw

    engine = create_engine("sqlite://", creator=connect, json_serializer=_compact)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE takes the lock at once: a reader that turns writer later can't wait, it fails.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _mode(path: Path) -> str:
    """How to open a record: one that can't be written (a CD, another's folder) for reading."""
    effective = os.access in os.supports_effective_ids
    if all(os.access(at, os.W_OK, effective_ids=effective) for at in (path, path.parent)):
        return "mode=rw"
    # Without a write-ahead log nobody is writing, and SQLite needn't make files of its own beside the record.
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"


def _compact(value: object) -> str:
    """JSON in the shortest form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Say what went wrong with a database so that its user knows what to do."""
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
        return DeskFault(at, "another program is writing to it", _AGAIN)
    if "disk is full" in message or "disk I/O" in message:
        return DeskFault(str(path.parent), "the disk is full, or it failed", FULL)
    if "readonly" in message or "unable to open" in message:
        return DeskFault(str(path.parent), "the folder can't be written to", READ_ONLY)
    if "not a database" in message or "malformed" in message:
        return DeskFault(at, "the file is damaged", "Put it back from a copy of the desk.")
    return DeskFault(at, f"the database refuses ({message})", "Please report this, with what you did.")
