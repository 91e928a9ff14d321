"""An archive of a desk as it is read: nothing in it is believed before its manifest, its sizes and all its digests are checked.

A name in it is never used as a path: only the names that an archive has are known, and an original's is that of its own digest.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from peyvand.errors import BadArchive
from peyvand.record.archive import FORMAT, MANIFEST, RECORD, TABLES, row_of
from peyvand.record.originals import ORIGINALS
from peyvand.record.schema import VERSION
from peyvand.record.settings import FILE as SETTINGS

_ORIGINAL = re.compile(r"sources/([0-9a-f]{64})\.[a-z]{2,5}\Z")
_MOST = 1 << 40  # bytes of all members
_MOST_OF_SMALL = 1 << 26  # of the manifest, and of desk.toml
_LONGEST = 1 << 28  # of a row
# A member that unpacks to more than so many times its size, and to more than so many bytes, is made to fill a disk; tables of a
# real record come to 10 to 30 times.
_RATIO, _SUSPECT = 200, 1 << 24
_CHUNK = 1 << 20
# What reading a zip comes to that isn't what it was; and once it was found sound, while it is used.
_HURT_LATER = (BadZipFile, zlib.error, EOFError)
_HURT = (*_HURT_LATER, NotImplementedError, RuntimeError, ValueError, OSError, struct.error)


class Archive:
    """An archive that was found sound."""

    def __init__(self, path: Path, zipped: ZipFile, manifest: dict[str, Any]) -> None:
        self.path = path
        self._zipped = zipped
        self._manifest = manifest

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Archive]:
        """An archive, checked as a whole before anything of it is used. BadArchive."""
        with _opened(path) as file:
            with _faults(path, _HURT):
                zipped = ZipFile(file)
                archive = cls(path, zipped, _manifest(path, zipped))
                archive._check()
            with zipped, _faults(path, _HURT_LATER):
                yield archive

    @property
    def originals(self) -> list[str]:
        """The names of the originals in it."""
        return [name.removeprefix(ORIGINALS) for name in self._manifest["members"] if name.startswith(ORIGINALS)]

    @property
    def settings(self) -> str:
        """Its desk.toml."""
        return self._read(SETTINGS, _MOST_OF_SMALL).decode()

    def original(self, name: str) -> bytes:
        """The bytes of an original."""
        return self._read(f"{ORIGINALS}{name}", _MOST)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table. BadArchive."""
        name = f"{RECORD}{table}.jsonl"
        with self._zipped.open(name) as member:
            number = 0
            while line := member.readline(_LONGEST):
                number += 1
                try:
                    yield row_of(TABLES[table], json.loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise BadArchive(str(self.path), f"{name}, line {number}, is no row of that table ({error})") from error

    def _read(self, name: str, most: int) -> bytes:
        """A member, no longer than so many bytes."""
        with self._zipped.open(name) as member:
            data = member.read(most + 1)
        if len(data) > most:
            raise BadArchive(str(self.path), f"{name} is too long")
        return data

    def _check(self) -> None:
        """Compare the members with the manifest: which there are, how long they are, and their digests."""
        if any(info.flag_bits & 1 or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in self._zipped.infolist()):
            raise BadArchive(str(self.path), "it is encrypted, or packed in a way that an archive isn't")
        listed: dict[str, Any] = self._manifest["members"]
        there = [info for info in self._zipped.infolist() if info.filename != MANIFEST]
        names = [info.filename for info in there]
        if sorted(names) != sorted(listed):
            odd = sorted({*names} ^ {*listed}) or sorted(name for name in names if names.count(name) > 1)
            raise BadArchive(str(self.path), f"it doesn't hold what its manifest lists ({odd[0]})")
        wanted = {SETTINGS, *(f"{RECORD}{table}.jsonl" for table in TABLES)}
        odd = [name for name in names if name not in wanted and not _ORIGINAL.match(name)] + sorted(wanted - {*names})
        if odd:
            raise BadArchive(str(self.path), f"it has {odd[0]!r}, which an archive hasn't, or hasn't got it")
        if sum(info.file_size for info in there) > _MOST:
            raise BadArchive(str(self.path), "it is too long when unpacked")
        for info in there:
            self._check_member(info, listed[info.filename])

    def _check_member(self, info: ZipInfo, listed: dict[str, Any]) -> None:
        """Compare one member; what unpacks to very much more than it is isn't even begun."""
        if info.file_size > _SUSPECT and info.file_size > _RATIO * max(info.compress_size, 1):
            raise BadArchive(str(self.path), f"{info.filename} would unpack to {info.file_size:,} bytes, which no true one does")
        digest, size = sha256(), 0
        with self._zipped.open(info) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
        named = _ORIGINAL.match(info.filename)
        if size != listed["size"] or digest.hexdigest() != listed["sha256"] or (named and named[1] != listed["sha256"]):
            raise BadArchive(str(self.path), f"{info.filename} isn't what it was when the archive was made")


def _opened(path: Path) -> BinaryIO:
    """A file that is there."""
    try:
        return path.open("rb")
    except OSError as error:
        raise BadArchive(str(path), f"it can't be read ({error.strerror or error})", "Look after the file's name.") from error


@contextmanager
def _faults(path: Path, hurt: tuple[type[Exception], ...]) -> Iterator[None]:
    """Say what is wrong with a file that should be an archive."""
    try:
        yield
    except hurt as error:
        raise BadArchive(str(path), f"it is no archive of a desk, or a damaged one ({error})") from error


def _manifest(path: Path, zipped: ZipFile) -> dict[str, Any]:
    """What an archive says of itself, if this program knows its form."""
    try:
        with zipped.open(MANIFEST) as member:
            found = json.loads(member.read(_MOST_OF_SMALL))
        members = found["members"].values()
        sound = all(isinstance(one["size"], int) and isinstance(one["sha256"], str) for one in members)
        form, schema = found["format"], found["schema"]
    except (KeyError, ValueError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise BadArchive(str(path), "it is no archive of a desk (it has no manifest)", "Name a file that `peyvand export` made.")
    if (form, schema) != (FORMAT, VERSION):
        newer = str(form) > str(FORMAT) or str(schema) > VERSION
        again = "Make it again with this version, from the desk it comes from."
        reason = f"it was made by another Peyvand (form {form}, schema {schema})"
        raise BadArchive(str(path), reason, "Install the newer Peyvand to read it." if newer else again)
    return {"members": found["members"]}
