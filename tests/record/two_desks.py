"""Desks in folders, made without a reader, and what there is to compare of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Row, select

from peyvand.model import Json
from peyvand.record.archive import export_archive
from peyvand.record.database import FILE, Database
from peyvand.record.exchanging.differing import ImportReport
from peyvand.record.gathering import gather
from peyvand.record.importing import import_archive
from peyvand.record.moments import NOW
from peyvand.record.originals import keep
from peyvand.record.schema import identities, tellings, versions
from peyvand.record.settings import write_settings
from peyvand.record.writing import Incoming, put_source


class Folder:
    """A desk's folder with its record open."""

    def __init__(self, path: Path, at: Path | str | None = None) -> None:
        path.mkdir()
        (path / "sources").mkdir()
        write_settings(path, ("IRN", "JPN"), "Invented and true")
        self.path = path
        self.record = Database.create(path / FILE if at is None else at)

    def add(self, entry: Incoming, original: str | None = None) -> None:
        """Take in a source, its original first."""
        keep(self.path / "sources", entry.file, (original or entry.source.text).encode())
        with self.record.writing() as connection:
            put_source(connection, entry)
            gather(connection, entry.source.id)

    def archive(self, name: str) -> Path:
        """Write the desk as one file beside it."""
        path = self.path.with_name(name)
        export_archive(self.record, self.path, path)
        return path

    def take(self, archive: Path) -> ImportReport:
        """Import an archive."""
        return import_archive(self.record, self.path, archive)


def outcome(record: Database) -> dict[str, tuple[str | None, Json]]:
    """What the items are by now: the review of each, and what it says."""
    with record.reading() as connection:
        rows = connection.execute(select(versions.c.item, versions.c.review, versions.c.payload).where(NOW.sees(versions)))
        return {row.item: (row.review, row.payload) for row in rows}


def groups(record: Database) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """What is one: items, and actors, in groups of at least two."""
    with record.reading() as connection:
        return (
            _groups(connection.execute(select(tellings.c.item, tellings.c.entry).where(NOW.sees(tellings))).all()),
            _groups(connection.execute(select(identities.c.actor, identities.c.who).where(NOW.sees(identities))).all()),
        )


def _groups(rows: Iterable[Row[tuple[str, str]]]) -> set[frozenset[str]]:
    """The members of each group."""
    together: dict[str, set[str]] = defaultdict(set)
    for member, group in rows:
        together[group] |= {member, group}
    return {frozenset(found) for found in together.values() if len(found) > 1}
