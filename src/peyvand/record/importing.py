"""What a colleague sends: the archive of a desk, taken as it is into an empty desk, or brought together with what a desk has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, select

from peyvand.model import Fault
from peyvand.record.archive import ORIGINALS, own_place, shared_settings
from peyvand.record.database import FILE, Database
from peyvand.record.files import written
from peyvand.record.originals import keep
from peyvand.record.schema import decisions, sources
from peyvand.record.settings import FILE as SETTINGS
from peyvand.record.unpacking import Archive


class Difference(StrEnum):
    """What two desks say differently."""

    REVIEW = "review"  # two people decided differently about one item
    GROUPING = "grouping"  # one said that items, or actors, are one, the other that they aren't
    TEXT = "text"  # of one source
    METADATA = "metadata"
    ITEM = "item"  # what one item says, about which nobody decided
    SETTINGS = "settings"  # desk.toml


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two desks say differently; both are kept wherever both can be, and one stands until someone decides."""

    what: Difference
    about: str  # id of an item, actor or source; a file's name
    ours: str
    theirs: str
    stands: str  # "ours", "theirs", or what came of both


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    restored: bool = False  # into an empty desk, with all its history
    sources: int = 0  # new ones
    known: int = 0  # sources that were there already
    items: int = 0  # new ones
    decisions: int = 0  # new ones
    conflicts: tuple[Conflict, ...] = ()
    faults: tuple[Fault, ...] = ()


def import_archive(database: Database, folder: Path, path: Path) -> ImportReport:
    """Take in the archive of a desk into the desk whose folder this is; a second time adds nothing. BadArchive, DeskFault.

    An empty desk becomes the one that was archived, its history and desk.toml included. Into any other comes what the archive's
    desk knows at its end, known here from now on: sources and items that aren't there, and all decisions, each by whom and when
    it was made. The latest decision about an item stands.
    """
    with Archive.open(path) as archive:
        if _is_empty(database):
            return _restored(database, folder, archive)
        return _joined(database, folder, archive)


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


def _joined(database: Database, folder: Path, archive: Archive) -> ImportReport:
    """A desk with what another has; that is unpacked into a record of its own first, to be asked as any other."""
    from peyvand.record.exchanging.joining import join
    from peyvand.record.exchanging.restoring import restore

    with TemporaryDirectory(prefix="peyvand-") as made:
        other = Database.create(Path(made) / FILE)
        try:
            restore(other, archive)
            _keep_originals(folder, archive)
            with other.reading() as theirs, database.writing() as ours:
                report = join(ours, theirs)
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
