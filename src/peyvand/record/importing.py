"""What a colleague sends: the archive of a desk, taken as it is into an empty desk, or brought together with what a desk has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from peyvand.record.archive import own_place, shared_settings
from peyvand.record.database import FILE, Database
from peyvand.record.exchanging.differing import Conflict, Difference, ImportReport
from peyvand.record.files import written
from peyvand.record.originals import ORIGINALS, keep
from peyvand.record.schema import decisions, sources
from peyvand.record.settings import FILE as SETTINGS
from peyvand.record.unpacking import Archive

if TYPE_CHECKING:
    from peyvand.record.identity import Holders  # its tables are read where they are needed


def import_archive(database: Database, folder: Path, path: Path, *, holders: Holders | None = None) -> ImportReport:
    """Take in the archive of a desk into the desk whose folder this is; a second time adds nothing. BadArchive, DeskFault.

    An empty desk becomes the one that was archived, its history and desk.toml included. Into any other comes what the archive's
    desk knows at its end, known here from now on: sources and items that aren't there, and all decisions, each by whom and when
    it was made. The latest decision about an item stands. `holders` are the desk's office-holders.
    """
    with Archive.open(path) as archive:
        if _is_empty(database):
            return _restored(database, folder, archive)
        return _joined(database, folder, archive, holders)


def _is_empty(database: Database) -> bool:
    """Whether a desk has nothing that an import could meet."""
    with database.reading() as connection:
        return _nothing(connection)


def _nothing(connection: Connection) -> bool:
    there = (connection.execute(select(table).limit(1)).first() for table in (sources.c.id, decisions.c.seq))
    return all(row is None for row in there)


def _restored(database: Database, folder: Path, archive: Archive) -> ImportReport:
    """An empty desk as the archived one; its desk.toml is put back where the record can't be written."""
    from peyvand.record.exchanging.restoring import restore

    _keep_originals(folder, archive)
    at = folder / SETTINGS
    before = at.read_bytes() if at.exists() else b""
    _write(at, (own_place(before.decode("utf-8-sig")) + archive.settings).encode())
    try:
        counts = restore(database, archive)
    except BaseException:
        _write(at, before)
        raise
    return ImportReport(restored=True, sources=counts["sources"], items=counts["items"], decisions=counts["decisions"])


def _joined(database: Database, folder: Path, archive: Archive, holders: Holders | None) -> ImportReport:
    """A desk with what another has; that is unpacked into a record of its own first, to be asked as any other."""
    from peyvand.record.exchanging.joining import join
    from peyvand.record.exchanging.restoring import restore

    with TemporaryDirectory(prefix="peyvand-") as made:
        other = Database.create(Path(made) / FILE)
        try:
            restore(other, archive, searchable=False)
            _keep_originals(folder, archive)
            with other.reading() as theirs, database.writing() as ours:
                report = join(ours, theirs, holders)
        finally:
            other.close()
    if shared_settings((folder / SETTINGS).read_text(encoding="utf-8-sig")) == archive.settings:
        return report
    found = Conflict(Difference.SETTINGS, SETTINGS, "this desk's file", "the archive's", "ours")
    return replace(report, conflicts=(*report.conflicts, found))


def _keep_originals(folder: Path, archive: Archive) -> None:
    """Put the archive's originals beside the desk's own; an original that nothing refers to does no harm."""
    (folder / ORIGINALS).mkdir(exist_ok=True)
    for name in archive.originals:
        if not (folder / ORIGINALS / name).exists():
            keep(folder / ORIGINALS, name, archive.original(name))


def _write(path: Path, data: bytes) -> None:
    with written(path) as file:
        file.write(data)


def import_lines(database: Database, path: Path, who: str, *, holders: Holders | None = None) -> ImportReport:
    """Take in items from a file of JSON Lines whose sources the desk has, all that are sound or, stopped, none. DeskFault.

    A second time adds nothing. Faults are of single lines, with their numbers; `who` is named in the log.
    """
    from peyvand.record.exchanging.receiving import receive

    with database.writing() as connection:
        return receive(connection, path, who, holders)
