"""A new desk: the folder with what makes it one, wholly there or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp

from peyvand.errors import DeskExists
from peyvand.record.database import Database, place
from peyvand.record.files import file_fault, umask
from peyvand.record.originals import ORIGINALS
from peyvand.record.settings import write_settings


def make_desk(path: Path, pair: tuple[str, str], title: str, record: str | None = None) -> None:
    """Make a new desk in a folder that isn't there yet, or is empty; `record` is the address of a team's record. DeskExists."""
    try:
        if not path.exists():
            _make_beside(path, pair, title, record)
        elif path.is_dir() and not any(path.iterdir()):
            _make(path, pair, title, record)  # where it is: it may be the folder that the user stands in
        else:
            raise DeskExists(str(path))
    except OSError as error:
        raise file_fault(path, error) from error


def _make_beside(path: Path, pair: tuple[str, str], title: str, record: str | None) -> None:
    """Make a desk beside its place and then move it there, so that a kill leaves no half of a desk under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    making = Path(mkdtemp(prefix=f".{path.name[:40]}.", suffix=".new", dir=path.parent))
    try:
        _make(making, pair, title, record)
        making.chmod(0o777 & ~umask())  # mkdtemp's own folders are for the owner alone
        making.rename(path)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _make(folder: Path, pair: tuple[str, str], title: str, record: str | None) -> None:
    """Put into a folder what makes it a desk; its file last, by which it is known as one."""
    (folder / ORIGINALS).mkdir()
    Database.create(place(folder, record)).close()
    write_settings(folder, pair, title, record)


def title_of(*pair: str) -> str:
    """What a desk is called unless its user says otherwise: "Iran and Japan"."""
    from peyvand.reading.lexicon import countries

    return " and ".join(countries()[code].name if code in countries() else code for code in pair)
