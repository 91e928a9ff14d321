"""Files that are wholly there or not at all, whatever happens while they are written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO

from peyvand.errors import DeskFault

FULL = "Free some space there and run the same command again; nothing that was there is lost."
READ_ONLY = "Give yourself the right to write there, or copy the desk to a folder of your own."


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place at `path` when the block ends well, and vanishes when it doesn't."""
    try:
        descriptor, name = mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o666 & ~umask())  # mkstemp's own files are for the owner alone
            Path(name).replace(path)
            _sync_folder(path.parent)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise file_fault(path, error) from error


def file_fault(path: Path, error: OSError) -> DeskFault:
    """What to tell the user about a file that can't be written."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return DeskFault(str(path.parent), "the disk is full", FULL)
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return DeskFault(str(path.parent), "the folder can't be written to", READ_ONLY)
        case errno.ENOENT:
            return DeskFault(str(path.parent), "there is no such folder", "Make it first, or name another one.")
        case _:
            reason = f"it can't be written ({error.strerror or error})"
            return DeskFault(str(path), reason, "Look after the disk, then try again.")


def umask() -> int:
    """The permissions that new files go without; there is no way to ask but to set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlast a power cut, where the system lets a folder be synced."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
