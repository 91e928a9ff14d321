"""The database of a desk: opened, brought to the present schema, read from and written to in transactions.

Readers never wait; those who write wait for each other, a while.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect

from peyvand.errors import DeskFault
from peyvand.record import moments
from peyvand.record.schema import VERSION
from peyvand.record.storing import store_at
from peyvand.record.storing.sqlite import Copied, Sqlite

FILE = "record.db"
MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE = 30.0  # seconds to wait for another program's writing; one source takes it well under one


def place(folder: Path, address: str | None) -> Path | str:
    """Where a desk's record is: at the address that its desk.toml gives, or else in its folder."""
    return address or folder / FILE


class Database:
    """An open record, in a file or, by its address (postgresql://…), on a server."""

    def __init__(self, at: Path | str, *, patience: float = _PATIENCE, migrations: Path = MIGRATIONS, new: bool = False) -> None:
        self._store = store_at(at, patience)
        try:
            self._store.make() if new else self._store.check()
            self._bring_up_to_date(migrations)
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, at: Path | str) -> Database:
        """Make a new, empty record. DeskFault."""
        return cls(at, new=True)

    def close(self) -> None:
        """Let go of the file, or the connections."""
        self._store.reads.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it is now and changes nothing."""
        with self._store.faults(), self._store.reads.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that takes effect when the block ends well, else leaves no trace; others wait to write."""
        with self._store.faults(), self._store.writes.begin() as connection:
            moments.begin(connection)
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A transaction that may write, and leaves no trace however it ends; others wait to write."""
        with self._store.faults(), self._store.writes.connect() as connection:
            moments.begin(connection)
            yield connection
            connection.rollback()

    @property
    def on_server(self) -> bool:
        """Whether it is on a server, and not in a file."""
        return not isinstance(self._store, Sqlite)

    def copy_aside(self, change: str) -> Path | None:
        """Keep a copy of the record beside it before it is changed, None where it is on a server. DeskFault."""
        return self._store.copy_before(change)

    def copy_to(self, path: Path, tell: Copied | None = None) -> Path | None:
        """Write the record as it is at one moment into a new file, while others write; None where it is on a server."""
        return self._store.copy_to(path, tell)

    def version(self) -> str | None:
        """The version of the schema, None of an empty database."""
        with self.reading() as connection:
            return _version(connection)

    def _bring_up_to_date(self, migrations: Path) -> None:
        """Migrate an older record, after a copy of it was made; refuse a newer one."""
        version = self.version()
        newest = VERSION if migrations == MIGRATIONS else _newest(migrations)
        if version == newest:
            return
        if version is not None and version > newest:
            reason = f"the record is of a newer Peyvand (schema {version}, and this one knows {newest})"
            raise DeskFault(self._store.name, reason, "Install the newer Peyvand to open it.")
        if version is not None:
            self._store.copy_before(newest)
        self._migrate(migrations)

    def _migrate(self, migrations: Path) -> None:
        """Run the migrations that are missing, all or none of them."""
        from alembic import command  # slow to import, and needed once a version only
        from alembic.config import Config

        from peyvand.record.searching.index import rebuild

        config = Config()
        config.set_main_option("script_location", str(migrations).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        try:
            with self._store.faults(), self._store.writes.begin() as connection:
                self._store.lock(connection)
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                rebuild(connection)
        except (
            LookupError,
            TypeError,
            ValueError,
        ) as error:  # of what stands in the record, where a migration needs other things
            reason = f"the record can't be brought to the present schema ({type(error).__name__}: {error})"
            raise DeskFault(self._store.name, reason, "It was left as it is. Please report this.") from error


def _version(connection: Connection) -> str | None:
    """The version of the schema that a connection looks into."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version


def _newest(migrations: Path) -> str:
    """The newest version that a folder of migrations leads to."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(migrations)).get_current_head() or ""
