"""A whole desk as one file, to keep or to give to a colleague: what the record knows and knew, the originals, and desk.toml.

The file is a zip: `desk.toml`; `record/<table>.jsonl`, a row of the table a line; `sources/<original>`; and `manifest.json`, with
the version of this form, the SHA-256 and size of each other member, and the number of rows. The same desk gives the same bytes.
An address of a team's server isn't in it, for it may hold a password.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import Connection, LargeBinary, Table, select

from peyvand.record.database import Database
from peyvand.record.files import written
from peyvand.record.originals import ORIGINALS
from peyvand.record.schema import VERSION, clock, metadata, sources
from peyvand.record.settings import FILE as SETTINGS

FORMAT = 1  # of the archive; one of a later program may be newer
SUFFIX = ".peyvand"
MANIFEST = "manifest.json"
RECORD = "record/"
# The clock is a desk's own: it says when that desk last wrote.
TABLES: Mapping[str, Table] = {table.name: table for table in metadata.sorted_tables if table is not clock}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows
_CHUNK = 1 << 20
_WHERE = re.compile(r"^[ \t#]*record[ \t]*=.*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Archived:
    """What went into an archive."""

    sources: int
    items: int
    decisions: int
    missing: tuple[str, ...] = ()  # originals that are lost, or aren't any more what they were


def export_archive(database: Database, folder: Path, path: Path) -> Archived:
    """Write a desk, whose folder this is, as one file. DeskFault."""
    members: dict[str, dict[str, object]] = {}
    counts: dict[str, int] = {}
    missing: list[str] = []
    with database.reading() as connection, written(path) as file, ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        settings = shared_settings((folder / SETTINGS).read_text(encoding="utf-8-sig"))
        _member(zipped, SETTINGS, iter([settings.encode()]), members)
        for name in sorted(TABLES):
            rows = _Rows(connection, TABLES[name])
            _member(zipped, f"{RECORD}{name}.jsonl", iter(rows), members)
            counts[name] = rows.number
        for name in sorted(connection.execute(select(sources.c.file)).scalars()):
            original = folder / ORIGINALS / name
            if _is_sound(original):
                with original.open("rb") as data:
                    _member(zipped, f"{ORIGINALS}{name}", iter(partial(data.read, _CHUNK), b""), members)
            else:
                missing.append(name)
        manifest = {"format": FORMAT, "schema": VERSION, "counts": counts, "missing": missing, "members": members}
        _member(zipped, MANIFEST, iter([json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n"]), {})
    return Archived(counts["sources"], counts["items"], counts["decisions"], tuple(missing))


def shared_settings(text: str) -> str:
    """desk.toml without the lines that say where the record is kept."""
    head, tables = _parted(text)
    return _WHERE.sub("", head) + tables


def own_place(text: str) -> str:
    """The lines of desk.toml that say where the record is kept, "" where there is none."""
    return "".join(found[0] for found in _WHERE.finditer(_parted(text)[0]))


def _parted(text: str) -> tuple[str, str]:
    """What stands above the first table, where the record's place is, and the rest."""
    table = re.search(r"^[ \t]*\[", text, re.MULTILINE)
    return (text[: table.start()], text[table.start() :]) if table else (text, "")


class _Rows:
    """The rows of a table as lines of JSON, in the order of its key."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._table = table
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        rows = select(self._table).order_by(*self._table.primary_key).execution_options(yield_per=1000)
        binary = [column.name for column in self._table.columns if isinstance(column.type, LargeBinary)]
        for row in self._connection.execute(rows).mappings():
            says = dict(row) | {name: base64.b64encode(row[name]).decode() for name in binary}
            self.number += 1
            yield json.dumps(says, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(table: Table, says: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a table from its JSON; KeyError and ValueError where it isn't one."""
    if says.keys() != set(table.columns.keys()):
        raise KeyError(*sorted(says.keys() ^ set(table.columns.keys())))
    binary = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
    return {**says, **{name: base64.b64decode(says[name], validate=True) for name in binary}}


def _is_sound(original: Path) -> bool:
    """Whether an original is there and is what it is named for."""
    if not original.is_file():
        return False
    with original.open("rb") as data:
        return file_digest(data, sha256).hexdigest() == original.name.partition(".")[0]


def _member(zipped: ZipFile, name: str, chunks: Iterator[bytes], members: dict[str, dict[str, object]]) -> None:
    """Write a member of the archive, and note its digest and size."""
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # the same on every system
    info.external_attr = 0o644 << 16
    digest, size = sha256(), 0
    with zipped.open(info, "w", force_zip64=True) as member:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            member.write(chunk)
    members[name] = {"sha256": digest.hexdigest(), "size": size}
