"""The database is at the present schema, gives way to others, and says plainly what is wrong with it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select
from tests.record.conftest import Put
from tests.record.newspaper import entry_of
from tests.record.rights import read_only

from peyvand.errors import DeskFault
from peyvand.record.database import MIGRATIONS, Database
from peyvand.record.moments import moment
from peyvand.record.queries import source_rows
from peyvand.record.schema import VERSION, metadata
from peyvand.record.search import hits
from peyvand.record.writing import put_source


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Database]:
    """A new, empty record in a file."""
    record = Database.create(tmp_path / "record.db")
    yield record
    record.close()


def names(record: Database) -> list[str]:
    """The names of all sources."""
    with record.reading() as connection:
        return [row.name for row in source_rows(connection)]


def test_the_migrations_lead_to_the_schema_of_the_program(record: Database) -> None:
    """What Alembic makes is what the program writes into; only the tables of a search are not of SQLAlchemy's making."""
    with record.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    assert [one for one in found if "search_" not in (one[1].name or "")] == []
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == VERSION == record.version()


def test_writes_are_in_a_log_and_keys_are_kept(in_file: Database) -> None:
    """WAL, so that readers never wait; foreign keys hold; what is committed is on the disk."""
    with in_file.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def later(folder: Path, script: str) -> Path:
    """The program's migrations with one more."""
    shutil.copytree(MIGRATIONS, folder)
    head = f'from alembic import op\nimport sqlalchemy as sa\nrevision = "9999"\ndown_revision = "{VERSION}"\n'
    (folder / "versions" / "v9999_later.py").write_text(f"{head}def upgrade():\n    {script}\n")
    return folder


def test_an_older_record_is_migrated(tmp_path: Path, place: Path | str, record: Database, put: Put) -> None:
    """The next schema adds a column; what was there is there, and is found."""
    put()
    record.close()
    migrations = later(tmp_path / "later", 'op.add_column("sources", sa.Column("grade", sa.Text))')
    migrated = Database(place, migrations=migrations)
    with migrated.reading() as connection:
        assert [tuple(row) for row in connection.exec_driver_sql("SELECT name, grade FROM sources")] == [("herald.txt", None)]
        assert [hit.source.name for hit in hits(connection, "herring")] == ["herald.txt"]
    assert migrated.version() == "9999"
    migrated.close()
    with pytest.raises(DeskFault, match="newer Peyvand"):
        Database(place)


def test_a_copy_is_kept_of_a_file_that_is_migrated(tmp_path: Path, in_file: Database) -> None:
    """The record as it was stands beside it."""
    with in_file.writing() as connection:
        put_source(connection, entry_of())
    in_file.close()
    migrations = later(tmp_path / "later", 'op.add_column("sources", sa.Column("grade", sa.Text))')
    Database(tmp_path / "record.db", migrations=migrations).close()
    copy = Database(tmp_path / "record-before-9999.db")
    assert (copy.version(), names(copy)) == (VERSION, ["herald.txt"])
    copy.close()


def test_a_migration_that_fails_leaves_the_record_as_it_was(
    tmp_path: Path, place: Path | str, record: Database, put: Put
) -> None:
    """All of a migration or none of it."""
    put()
    record.close()
    script = 'op.execute("DROP TABLE links")\n    op.execute("DROP TABLE nothing_of_that_name")'
    with pytest.raises(DeskFault):
        Database(place, migrations=later(tmp_path / "broken", script))
    again = Database(place)
    assert names(again) == ["herald.txt"]
    with again.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM links").scalar() == 0
    again.close()


def test_one_waits_for_the_other_and_says_so_when_it_takes_too_long(place: Path | str, record: Database, put: Put) -> None:
    """While another program writes, reading goes on, and writing is refused in the end with a clear line."""
    put()
    hasty = Database(place, patience=0.01)
    with record.writing() as other:
        put_source(other, entry_of("Half done."))
        assert names(hasty) == ["herald.txt"]
        with pytest.raises(DeskFault, match="another program is writing"), hasty.writing() as connection:
            put_source(connection, entry_of("More."))
    hasty.close()
    assert len(names(record)) == 2


def test_two_that_write_take_turns(place: Path | str, record: Database) -> None:
    """Each sees what the other wrote, whoever comes first, and every transaction has a later moment than the one before."""
    moments: list[int] = []

    def write(who: str) -> None:
        own = Database(place)
        for number in range(10):
            with own.writing() as connection:
                put_source(connection, entry_of(f"Note {number} of {who}.", [], f"{who}{number}"))
                moments.append(moment(connection))
        own.close()

    writers = [Thread(target=write, args=(who,)) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(set(names(record))) == 20
    assert moments == sorted(set(moments))


def test_a_listing_sees_one_state(place: Path | str, record: Database, put: Put) -> None:
    """What is written while a reader is at it is there for the next one."""
    put()
    with record.reading() as connection:
        before = len(source_rows(connection))
        other = Database(place)
        with other.writing() as writing:
            put_source(writing, entry_of("Something new.", []))
        other.close()
        assert len(source_rows(connection)) == before
    assert len(names(record)) == before + 1


def test_a_transaction_that_fails_leaves_no_trace(record: Database) -> None:
    """A source is wholly in the record or not at all."""

    def half(connection: Connection) -> None:
        put_source(connection, entry_of())
        raise InterruptedError

    with pytest.raises(InterruptedError), record.writing() as connection:
        half(connection)
    with record.reading() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar()
            for table in metadata.sorted_tables
            if table.name != "clock"
        }
    assert set(counts.values()) == {0}


def test_a_full_disk(tmp_path: Path) -> None:
    """The database can't grow: one clear line, and what was there is there."""
    record = Database.create(tmp_path / "record.db")
    with record.writing() as connection:
        put_source(connection, entry_of())

    def fill(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        put_source(connection, entry_of("Many words. " * 100_000, []))

    with pytest.raises(DeskFault, match=r"the disk is full.*Free some space"), record.writing() as connection:
        fill(connection)
    record.close()
    again = Database(tmp_path / "record.db")
    assert names(again) == ["herald.txt"]
    again.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Damaged, or overwritten by something else."""
    path = tmp_path / "record.db"
    path.write_bytes(b"This was a database once. " * 100)
    with pytest.raises(DeskFault, match=r"record\.db: the file is damaged"):
        Database(path)


def test_a_record_that_is_missing(tmp_path: Path) -> None:
    """It isn't silently made anew."""
    with pytest.raises(DeskFault, match="the record is missing"):
        Database(tmp_path / "record.db")
    assert list(tmp_path.iterdir()) == []


def test_a_record_in_a_folder_that_cant_be_written_to() -> None:
    """It can be read, and refuses to be written with a clear line."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record = Database.create(folder / "record.db")
        with record.writing() as connection:
            put_source(connection, entry_of())
        record.close()
        with read_only(folder):
            shown = Database(folder / "record.db")
            assert names(shown) == ["herald.txt"]
            with pytest.raises(DeskFault, match="can't be written to"), shown.writing() as connection:
                put_source(connection, entry_of("More."))
            shown.close()


def test_a_path_with_anything_in_it(tmp_path: Path) -> None:
    """Spaces, percent signs, question marks and letters of any script."""
    folder = tmp_path / "ایران و ژاپن 日本 50% ? #1"
    folder.mkdir()
    record = Database.create(folder / "record.db")
    with record.writing() as connection:
        put_source(connection, entry_of())
    assert names(record) == ["herald.txt"]
    record.close()
