"""A check finds whatever is wrong with a desk, says what to do about it, and mends what follows from the rest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.contents import content
from tests.record.newspaper import TEXT, entry_of, meeting, news, nunez
from tests.record.two_desks import Folder

from peyvand.errors import NotADesk
from peyvand.model import Metadata, Tag
from peyvand.record.checking import CheckReport, check, check_folder
from peyvand.record.database import FILE, Database
from peyvand.record.decisions import decide, merge, undo
from peyvand.record.gathering import gather
from peyvand.record.log import Act
from peyvand.record.schema import actors, entries, items
from peyvand.record.writing import put_items, put_text
from peyvand.sources import fingerprint

# What the record says twice, or worked out of the rest: spoilt here, and made good by a mending.
MENDABLE = {
    "the issues and fields of items are gone": "DELETE FROM tags",
    "an item's parts are someone else's": "UPDATE parts SET actor = (SELECT max(id) FROM actors) WHERE role = 'source'",
    "other names of actors are gone": "DELETE FROM aliases",
    "offices are gone": "DELETE FROM offices",
    "items are listed under no actor": "DELETE FROM appearances",
    "nobody takes part in entries": "DELETE FROM casts",
    "casts stand under another date": "UPDATE casts SET earliest = '1900-01-01'",
    "an entry counts wrongly": "UPDATE entries SET tellings = 77 WHERE until > 9e18",
    "entries are gone": "DELETE FROM casts; DELETE FROM entries",
    "items tell of nothing": "DELETE FROM tellings",
    "an item is counted to a stranger's entry": "UPDATE tellings SET entry = (SELECT max(entry) FROM tellings)",
    "who is who is forgotten": "DELETE FROM identities",
    "strangers are one": """INSERT INTO identities SELECT min(id), 1, 9223372036854775807, max(id) FROM actors
        WHERE id NOT IN (SELECT actor FROM identities)""",
    "a deed came of what was no plan": "INSERT INTO links SELECT min(id), max(id), 1, 9223372036854775807, 0.5 FROM items",
    "a review is forgotten": "UPDATE versions SET review = NULL WHERE review = 'accepted'",
    "what copies are found by is gone": "DELETE FROM fingerprint_bands",
    "names have no keys": "DELETE FROM name_keys",
    "items have no keys": "DELETE FROM item_keys",
    "a list lost its index": "DROP INDEX ix_casts_entry",
    "no item is found by its words": "INSERT INTO search_items(search_items) VALUES('delete-all')",
    "no text is found by its words": "INSERT INTO search_sources(search_sources) VALUES('delete-all')",
    "the table of words is gone": "DROP TABLE search_items",
    "a row hangs on an actor that never was": "PRAGMA foreign_keys = OFF; INSERT INTO name_keys VALUES ('p:x', 'nobody')",
}
# What nothing else says: a copy of the desk has to.
LOST = {
    "a text was changed": ("UPDATE editions SET text = replace(text, 'herring', 'Herring')", "text"),
    "a quote's surroundings were changed": ("UPDATE quotes SET suffix = 'else' WHERE version = 1", "quote"),
    "quotes are gone": ("DELETE FROM quotes", "quote"),
    "what an item says was changed": (
        "UPDATE versions SET payload = replace(payload, '2023-05-09', '2023-05-08') WHERE kind = 'event'",
        "item",
    ),
    "an item says nothing": ("UPDATE versions SET payload = '{}' WHERE row = 1", "item"),
    "a quote in an item was moved": (
        "UPDATE versions SET payload = json_set(payload, '$.quote.exact', 'never said') WHERE kind = 'statement'",
        "item",
    ),
    "two versions are known at once": ("UPDATE versions SET until = 9223372036854775807", "row of versions"),
    "a source has no reading": ("DELETE FROM readings", "source"),
    "an edition is missing": ("UPDATE editions SET until = since + 5", "source"),
    "a source is gone": ("PRAGMA foreign_keys = OFF; DELETE FROM sources WHERE seq = 1", "row of editions"),
    "a decision is about nothing": ("DROP TRIGGER concerns_no_delete; DELETE FROM concerns WHERE decision = 1", "decision"),
    "a decision is gone": (
        "PRAGMA foreign_keys = OFF; DROP TRIGGER decisions_no_delete; DELETE FROM decisions WHERE seq = 1",
        "row of concerns",
    ),
    "decisions can be changed": ("DROP TRIGGER decisions_no_update", "trigger"),
    "a table is gone": ("DROP TABLE links", "table"),
    "the record's clock went back": ("UPDATE clock SET at = 5", "row of versions"),
}

KEPT = {"editions", "quotes", "decisions", "concerns"}  # tables that no mending touches


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Folder]:
    """Two papers on one meeting, with decisions about it."""
    folder = Folder(tmp_path / "desk")
    first = [replace(meeting(), issues=(Tag("maritime", 0.6),)), *news()[1:]]
    entry = entry_of(TEXT, first, metadata=Metadata(title="Quotas", published="2023-05-10", language="en"))
    folder.add(replace(entry, fingerprint=fingerprint(entry.source)))
    folder.add(entry_of(f"{TEXT} It rained.", name="evening.txt", metadata=Metadata(published="2023-05-11", language="en")))
    folder.add(entry_of("It rained in Lutz.", items=[], name="third.txt"))
    with folder.record.reading() as connection:
        told = connection.execute(select(items.c.id, items.c.kind).order_by(items.c.number)).all()
        people = (
            connection.execute(select(actors.c.id).where(actors.c.type == "person").order_by(actors.c.number)).scalars().all()
        )
    events = [row.id for row in told if row.kind == "event"]
    decide(folder.record, events[0], Act.ACCEPT, "Aino")
    decide(folder.record, next(row.id for row in told if row.kind == "figure"), Act.REJECT, "Aino", note="No.")
    undo(folder.record, decide(folder.record, next(row.id for row in told if row.kind == "actor"), Act.REJECT, "Karl"), "Karl")
    merge(folder.record, people[:2], "Aino")
    yield folder
    folder.record.close()


def spoilt(desk: Folder, statements: str) -> Path:
    """The desk's folder after someone else wrote into its record."""
    desk.record.close()
    with closing(sqlite3.connect(desk.path / FILE)) as raw:
        raw.executescript(statements)
        raw.commit()
    return desk.path


def parts(report: CheckReport) -> set[str]:
    """Of what something is wrong."""
    return {problem.part for problem in report.problems}


def test_a_sound_desk(desk: Folder) -> None:
    """Nothing is wrong with what the program wrote, and a check writes nothing."""
    before = content(desk.path)
    report = check(desk.record, desk.path)
    assert report.problems == ()
    assert report.sound
    assert report.looked_at["originals"] == 3
    assert content(desk.path) == before
    assert check(desk.record, desk.path, mend=True).backup is None


@pytest.mark.parametrize("statements", MENDABLE.values(), ids=MENDABLE)
def test_what_follows_from_the_rest_is_mended(desk: Folder, statements: str) -> None:
    """Found, said to be mendable, mended after a copy of the record was made; then nothing is wrong, and all is as it was."""
    before = {table: rows for table, rows in content(desk.path).items() if table in KEPT}
    path = spoilt(desk, statements)
    found = check_folder(path)
    assert found.problems
    assert found.mendable == found.problems
    mended = check_folder(path, mend=True)
    assert mended.problems == ()
    assert mended.mended == found.problems
    assert mended.backup is not None
    assert mended.backup.is_file()
    assert check_folder(path).sound
    now = content(path)
    assert all(set(map(repr, rows)) <= set(map(repr, now[table])) for table, rows in before.items())


@pytest.mark.parametrize(("statements", "part"), LOST.values(), ids=LOST)
def test_what_nothing_else_says_is_never_made_up(desk: Folder, statements: str, part: str) -> None:
    """Found, with what to do about it; a mending leaves it as it is and finds it again."""
    path = spoilt(desk, statements)
    found = check_folder(path)
    assert part in parts(found)
    assert any("backup" in (problem.remedy or "") for problem in found.problems)
    before = {table: rows for table, rows in content(path).items() if table in KEPT}
    again = check_folder(path, mend=True)
    assert part in parts(again)
    assert {table: rows for table, rows in content(path).items() if table in KEPT} == before


def test_an_original_that_is_missing_or_changed(desk: Folder) -> None:
    """The file and the hash that it must have are named."""
    first, second, _ = sorted((desk.path / "sources").iterdir())
    first.unlink()
    second.write_text("Something else.")
    report = check(desk.record, desk.path, mend=True)
    assert [(one.part, one.where) for one in sorted(report.problems, key=lambda one: one.where)] == [
        ("original", f"sources/{first.name}"),
        ("original", f"sources/{second.name}"),
    ]
    assert all(one.remedy is not None and Path(one.where).stem in one.remedy for one in report.problems)
    assert "--again" in str(report.problems[0].remedy)


def test_a_desk_that_doesnt_open(desk: Folder) -> None:
    """A record that is damaged, gone, or was never one, and a desk.toml that can't be read, are found as well."""
    path = spoilt(desk, "SELECT 1")
    (path / "desk.toml").write_text("title = ")
    report = check_folder(path)
    assert [problem.where for problem in report.problems] == ["desk.toml"]
    assert report.looked_at["originals"] == 3
    (path / "desk.toml").unlink()
    assert [problem.where for problem in check_folder(path).problems] == ["desk.toml"]
    (path / FILE).write_bytes(b"not a database, but long enough to look like one" * 100)
    assert {problem.where for problem in check_folder(path).problems} == {"desk.toml", FILE}
    (path / FILE).unlink()
    with pytest.raises(NotADesk):
        check_folder(path)


def test_damaged_pages(desk: Folder) -> None:
    """A page of the file that was overwritten is found, whatever else can't be looked at then."""
    path = spoilt(desk, "PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray((path / FILE).read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    (path / FILE).write_bytes(data)
    report = check_folder(path, mend=True)
    assert "file" in parts(report)
    assert not report.sound


def test_what_waits_is_no_fault(desk: Folder) -> None:
    """A source whose items weren't compared with the others' yet is told of, and nothing is wrong with it."""
    from peyvand.record.originals import keep
    from peyvand.record.writing import put_source

    entry = entry_of(f"{TEXT} It snowed.", [meeting(), nunez()], "fourth.txt")
    keep(desk.path / "sources", entry.file, entry.source.text.encode())
    with desk.record.writing() as connection:
        put_source(connection, entry)
    report = check(desk.record, desk.path)
    assert report.problems == ()
    assert report.waiting >= 1


def test_how_far_it_has_got(desk: Folder) -> None:
    """It is told of as it goes on, and ends with all of it."""
    steps: list[tuple[int, int]] = []
    check(desk.record, desk.path, tell=lambda now: steps.append((now.done, now.all)))
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_teams_record(tmp_path: Path, address: str) -> None:
    """A record on a server is checked and mended alike."""
    folder = Folder(tmp_path / "desk", address)
    folder.add(entry_of())
    assert check(folder.record, folder.path).problems == ()
    with folder.record.writing() as connection:
        connection.exec_driver_sql("DELETE FROM casts")
        connection.exec_driver_sql("DELETE FROM search_items")
    assert parts(check(folder.record, folder.path)) == {"entry", "words"}
    assert check(folder.record, folder.path, mend=True).problems == ()
    folder.record.close()


def test_an_older_record(tmp_path: Path) -> None:
    """Nothing is wrong with a record of the first schema once it is brought here, but that the originals aren't beside it."""
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        raw.executescript(Path(__file__).with_name("record-0001.sql").read_text(encoding="utf-8"))
    record = Database(tmp_path / FILE)
    assert parts(check(record, tmp_path)) <= {"original"}
    record.close()


def test_a_text_that_is_read_differently_around_a_quote(desk: Folder) -> None:
    """The quote stands where it stood; the characters around it are those of the new text."""
    entry = entry_of(f"{TEXT} It snowed.", name="fourth.txt")
    desk.add(entry)
    changed = replace(entry.source, text=entry.source.text.replace(", Dmitri Desgoffe, in Lutz", ", Dmitri Desgoffe, at Lutz"))
    with desk.record.writing() as connection:
        assert put_text(connection, replace(entry, source=changed))
        put_items(connection, replace(entry, source=changed))
        gather(connection, changed.id)
    assert check(desk.record, desk.path).problems == ()


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.NOTE, Act.REJECT])
def test_decisions_about_actors_leave_entries_right(desk: Folder, act: Act) -> None:
    """Who is rejected takes part in nothing from then on; and an actor never is an entry, whatever is decided about it."""
    with desk.record.reading() as connection:
        actor = connection.execute(select(items.c.id).where(items.c.kind == "actor").limit(1)).scalar_one()
    undo(desk.record, decide(desk.record, actor, act, "Aino", note="seen"), "Aino")
    decide(desk.record, actor, act, "Aino", note="seen")
    assert check(desk.record, desk.path).problems == ()
    with desk.record.reading() as connection:
        assert connection.execute(select(entries.c.id).where(entries.c.kind == "actor")).first() is None
