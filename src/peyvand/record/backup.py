"""A backup of a desk: a copy that is a desk itself, or, of a team's record on a server, its archive.

To go back to a backup that is a folder, put the folder in the place of the desk: it opens as it is. An archive is taken into a
new desk with `peyvand import`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeAlias

from sqlalchemy import select

from peyvand.errors import DeskExists, DeskFault
from peyvand.record.archive import SUFFIX, export_archive
from peyvand.record.checking import CheckReport, Problem
from peyvand.record.checking.run import check_copy
from peyvand.record.database import FILE, Database
from peyvand.record.files import file_fault, umask
from peyvand.record.originals import ORIGINALS
from peyvand.record.schema import sources
from peyvand.record.unpacking import Archive

Tell: TypeAlias = Callable[[str, int, int], None]  # what is being done, how much of how much is
_COPYING, _KEEPING, _LOOKING = "the record", "the files", "(looking at the copy)"
_CHANGES = {FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal"}


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup has, and what of it isn't what it should be because the desk's own isn't."""

    path: Path
    sources: int
    problems: tuple[Problem, ...] = ()

    @property
    def is_archive(self) -> bool:
        """Whether it is one file, that is taken into a new desk."""
        return self.path.suffix == SUFFIX


def backup(database: Database, folder: Path, target: Path | None = None, tell: Tell | None = None) -> Backup:
    """Copy the desk whose folder this is, as it is at one moment, while others write; it is looked at before it gets its name.

    Without a target it is named by the time, beside the desk. A name that ends in .peyvand makes an archive, any other a folder.
    Nothing is ever written over. DeskExists, DeskFault.
    """
    folder = folder.resolve()
    path = _beside(folder, on_server=database.on_server) if target is None else target.resolve()
    if path.suffix != SUFFIX and database.on_server:
        remedy = f"Give the backup a name that ends in {SUFFIX}: then it is an archive, one file."
        raise DeskFault(str(folder), "the record is on a server, and can't be copied as a folder", remedy)
    if path == folder or folder in path.parents:
        raise DeskFault(str(path), "a backup in the desk itself would be lost with it", "Name a place outside of it.")
    if path.exists():
        raise DeskExists(str(path))
    if path.suffix == SUFFIX:
        return _archived(database, folder, path)
    return _copied(database, folder, path, tell or (lambda _, __, ___: None))


def _beside(folder: Path, *, on_server: bool) -> Path:
    """A name for a backup that none has yet, unless there was one in this very second."""
    name = f"{folder.name}-backup-{datetime.now():%Y-%m-%d-%H%M%S}"  # noqa: DTZ005 (the user's own time)
    return folder.with_name(name + SUFFIX if on_server else name)


def _archived(database: Database, folder: Path, path: Path) -> Backup:
    """A desk as one file, read back as a whole."""
    made = export_archive(database, folder, path)
    with Archive.open(path):
        pass
    remedy = "`peyvand check` says of the desk's own what to do."
    says = "the desk has lost it, so it isn't in the backup"
    lost = tuple(Problem("original", f"{ORIGINALS}{name}", says, remedy) for name in made.missing)
    return Backup(path, made.sources, lost)


def _copied(database: Database, folder: Path, path: Path, tell: Tell) -> Backup:
    """A desk as a folder, made beside its place and moved there when it is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        making = Path(mkdtemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent))
        try:
            # The record first: an original is there before the record speaks of it, and stays.
            database.copy_to(making / FILE, lambda done, all_: tell(_COPYING, done, all_))
            number = _keep_files(folder, making, tell)
            report = _looked_at(making, tell)
            _sync()
            making.chmod(0o777 & ~umask())  # mkdtemp's own folders are for the owner alone
            if path.exists():
                raise DeskExists(str(path))
            making.rename(path)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except OSError as error:
        raise file_fault(path, error) from error
    return Backup(path, number, report.problems)


def _keep_files(folder: Path, making: Path, tell: Tell) -> int:
    """Copy all files of a desk but its record: desk.toml, the originals, what else its user keeps there; how many originals."""
    (making / ORIGINALS).mkdir()
    listed = list(_files(folder))
    for number, file in enumerate(listed, 1):
        to = making / file
        to.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # it was there a moment ago; what the record needs of it is looked at below
            shutil.copy2(folder / file, to)
        tell(_KEEPING, number, len(listed))
    database = Database(making / FILE)
    try:
        with database.reading() as connection:
            return len(connection.execute(select(sources.c.id)).all())
    finally:
        database.close()


def _files(folder: Path) -> Iterator[Path]:
    """The files that belong to a desk, without the record's and halves of files that are being written."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(at).relative_to(folder)
        for name in sorted(names):
            if not name.startswith(".") and not (here == Path() and (name in _CHANGES or name.startswith("record-before-"))):
                yield here / name


def _looked_at(making: Path, tell: Tell) -> CheckReport:
    """Whether the copy opens, its pages are sound, and its originals are what they were."""
    database = Database(making / FILE)
    try:
        return check_copy(database, making, lambda step: tell(_LOOKING, step.done, step.all))
    finally:
        database.close()


def _sync() -> None:
    """Make all of it outlast a power cut, where the system lets that be asked for."""
    if hasattr(os, "sync"):
        os.sync()
