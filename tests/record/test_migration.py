"""A record of the first schema is brought here whole: sources, items, and every decision with its time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from peyvand.errors import DeskFault
from peyvand.model import ActorType, Commitment, Event, Kind, Plover
from peyvand.record.cast import kept_actors, one_actor
from peyvand.record.database import Database
from peyvand.record.entries import refresh
from peyvand.record.log import Act, log
from peyvand.record.moments import NOW, AsOf, moment_of
from peyvand.record.queries import Wanted, all_items, full_source, kept_items, source_rows
from peyvand.record.schema import VERSION, bands, entries, items, metadata, versions, waiting
from peyvand.record.search import hits, item_hits
from peyvand.record.views import KeptItem, Review
from peyvand.record.writing import put_standings, standings

DUMP = Path(__file__).with_name("record-0001.sql")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk's record as the first released schema has it, with what people decided."""
    path = tmp_path / "record.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(DUMP.read_text(encoding="utf-8"))
    return path


@pytest.fixture
def old(path: Path) -> Iterator[sqlite3.Connection]:
    """The same, to be looked at beside the migrated one."""
    with closing(sqlite3.connect(":memory:")) as raw, closing(sqlite3.connect(path)) as whole:
        whole.backup(raw)
        raw.row_factory = sqlite3.Row
        yield raw


@pytest.fixture
def record(path: Path, old: sqlite3.Connection) -> Iterator[Database]:
    """The record, migrated."""
    assert old.execute("SELECT version_num FROM alembic_version").fetchone()[0] == "0001"
    record = Database(path)
    yield record
    record.close()


def listed(record: Database, as_of: AsOf = NOW, *, kind: Kind) -> list[KeptItem]:
    """A listing of items."""
    with record.reading() as connection:
        return kept_items(connection, Wanted(kind=kind), as_of)


def test_sources_are_all_there(record: Database, old: sqlite3.Connection) -> None:
    """Text, metadata, structure, reader, when it was added, whose copy it is, and what its copies are found by."""
    before = old.execute("SELECT * FROM sources ORDER BY seq").fetchall()
    with record.reading() as connection:
        rows = source_rows(connection)
        texts = [full_source(connection, row.id) for row in rows]
        banded = connection.execute(select(func.count()).select_from(bands)).scalar()
        waits = set(connection.execute(select(waiting.c.source)).scalars())
    assert [(row.id, row.name, row.reader, row.unread, row.copy_of, row.words) for row in rows] == [
        (row["id"], row["name"], row["reader"], row["unread"], row["copy_of"], row["words"]) for row in before
    ]
    assert [row.added.strftime("%Y-%m-%d %H:%M:%S.%f") for row in rows] == [row["added"] for row in before]
    assert [source.text for source in texts] == [row["text"] for row in before]
    assert [(row.metadata.title, row.metadata.published, dict(row.metadata.extra)) for row in rows] == [
        (row["title"], row["published"], json.loads(row["extra"])) for row in before
    ]
    assert (banded, waits) == (old.execute("SELECT count(*) FROM fingerprint_bands").fetchone()[0], {row.id for row in rows})


def test_items_say_what_they_said(record: Database, old: sqlite3.Connection) -> None:
    """Every item, rejected ones too, with its review; and nothing beside them."""
    before = old.execute("SELECT id, review, payload FROM items ORDER BY id").fetchall()
    now = select(versions.c.item, versions.c.review, versions.c.payload).where(AsOf().sees(versions)).order_by(versions.c.item)
    with record.reading() as connection:
        found = connection.execute(now).all()
        travelling = {line.id for line in all_items(connection)}
    assert [tuple(row) for row in found] == [(row["id"], row["review"], json.loads(row["payload"])) for row in before]
    assert travelling == {row["id"] for row in before if row["review"] != "rejected"}


def test_quotes_and_parts_are_those_that_were(record: Database, old: sqlite3.Connection) -> None:
    """Where each quote stands, and under which names who takes part."""
    quotes = 'SELECT {}, number, exact, start, "end", prefix, suffix FROM quotes {} ORDER BY 1, 2'
    known = "JOIN versions v ON v.row = version WHERE v.until = 9223372036854775807"
    parts = "SELECT {}, role, number, name, folded FROM parts {} ORDER BY 1, 2, 3"
    with record.reading() as connection:
        for query in (quotes, parts):
            now = [tuple(row) for row in connection.exec_driver_sql(query.format("v.item", known))]
            then = [tuple(row) for row in old.execute(query.format("item", "JOIN items i ON i.id = item"))]
            rejected = {row["id"] for row in old.execute("SELECT id FROM items WHERE review = 'rejected'")}
            assert now == [row for row in then if query is quotes or row[0] not in rejected]


def test_the_log_is_whole(record: Database, old: sqlite3.Connection) -> None:
    """Every decision under its number, with who, when, and what it was about."""
    before = old.execute("SELECT * FROM decisions ORDER BY seq").fetchall()
    found = sorted((one for row in {row["item"]: row for row in before} for one in log(record, row)), key=lambda one: one.number)
    assert [(one.number, one.act, one.about, one.who, one.machine) for one in found] == [
        (row["seq"], Act(row["kind"]), (row["item"],), row["who"], False) for row in before
    ]
    assert [one.at.strftime("%Y-%m-%d %H:%M:%S.%f") for one in found] == [row["at"] for row in before]
    assert [one.note for one in found if one.note] == ["He was misquoted", "He was not", "ask the customs office"]
    with pytest.raises(DeskFault), record.writing() as connection:
        connection.exec_driver_sql("DELETE FROM decisions")


def test_the_past_is_known_too(record: Database) -> None:
    """What an item said before it was corrected, while it was rejected, and after that was undone."""
    (treaty,) = listed(record, kind=Kind.COMMITMENT)
    first, second = log(record, treaty.id)
    before, between = AsOf(moment_of(first.at) - 1), AsOf(moment_of(second.at) - 1)
    said = [one for as_of in (before, between, NOW) for one in listed(record, as_of, kind=Kind.COMMITMENT)]
    assert [(one.item.due, one.item.what) for one in said if isinstance(one.item, Commitment)] == [
        ("2025", "fish together"),
        ("2026", "fish together"),
        ("2026", "fish together in the north"),
    ]
    assert [one.review for one in said] == [None, Review.CORRECTED, Review.CORRECTED]
    (statement,) = listed(record, kind=Kind.STATEMENT)
    rejected, undone = log(record, statement.id)
    assert listed(record, AsOf(moment_of(rejected.at)), kind=Kind.STATEMENT) == []
    assert [one.id for one in listed(record, AsOf(moment_of(undone.at)), kind=Kind.STATEMENT)] == [statement.id]
    undone_event = next(
        one for one in listed(record, kind=Kind.EVENT) if isinstance(one.item, Event) and one.item.date == "2023-05-10"
    )
    assert isinstance(undone_event.item, Event)
    assert (undone_event.item.type, undone_event.review) == (Plover.CONSULT, None)
    with record.reading() as connection:
        assert source_rows(connection, as_of=AsOf(0)) == []


def test_a_bare_surname_is_someone_else_in_another_source(record: Database, old: sqlite3.Connection) -> None:
    """The first schema took a spokesman of two papers for one; a corrected name is the person's, from then on."""
    with record.reading() as connection:
        cast = kept_actors(connection)
        (spokesman,) = [one for one in cast if one.name == "spokesman"]
        assert old.execute("SELECT id FROM actors WHERE id = ?", (spokesman.id,)).fetchone() is None
        nunez, kowalski = one_actor(connection, "José Núñez"), one_actor(connection, "Jan Kowalski")
    assert (nunez.type, nunez.counts[Kind.ACTOR], [office.title for office in nunez.offices]) == (
        ActorType.PERSON,
        2,
        ["foreign minister of Ruritania"],
    )
    assert kowalski.country == "XRU"
    assert {"Ruritania", "Zubrowka", "Dmitri Desgoffe"} <= {one.name for one in cast}
    assert "Jan Kowalsky" not in {one.name for one in cast}


def test_the_program_would_write_the_same(record: Database) -> None:
    """Nothing changes when the items of every source and all entries are worked out anew."""

    def numbers() -> tuple[int, ...]:
        with record.reading() as connection:
            tables = [table for table in metadata.sorted_tables if table.name not in {"clock", "waiting"}]
            return tuple(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)

    before = numbers()
    with record.writing() as connection:
        for row in source_rows(connection):
            put_standings(connection, full_source(connection, row.id), standings(connection, row.id))
        refresh(connection, list(connection.execute(select(items.c.id)).scalars()))
    assert numbers() == before
    with record.reading() as connection:
        ended = connection.execute(select(func.count()).select_from(entries).where(entries.c.until <= entries.c.since))
        assert ended.scalar() == 0


def test_everything_can_be_searched(record: Database) -> None:
    """Texts, also those that aren't read, and items."""
    with record.reading() as connection:
        assert {hit.source.name for hit in hits(connection, "Lutz")} == {"herald.txt", "evening.txt", "wire.txt"}
        assert [hit.source.name for hit in hits(connection, "وزير")] == ["payam.txt"]
        assert [hit.item.review for hit in item_hits(connection, "north")] == [Review.CORRECTED]


def test_a_copy_of_the_old_record_is_kept(tmp_path: Path, record: Database, old: sqlite3.Connection) -> None:
    """Beside the record, as it was."""
    assert record.version() == VERSION
    with closing(sqlite3.connect(tmp_path / "record-before-0002.db")) as copy:
        assert list(copy.iterdump()) == list(old.iterdump())


def test_a_record_that_cant_be_moved_stays_as_it_was(path: Path) -> None:
    """An item that lacks what every item has: one clear line, and all of the migration or nothing."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("""UPDATE items SET payload = '{"kind": "event"}' WHERE kind = 'event'""")
    with closing(sqlite3.connect(path)) as raw:
        before = list(raw.iterdump())
    with pytest.raises(DeskFault, match="can't be brought to the present schema"):
        Database(path)
    with closing(sqlite3.connect(path)) as raw:
        assert list(raw.iterdump()) == before
