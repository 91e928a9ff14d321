"""The originals: every source's file is there, and is byte for byte what it was when it came in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from peyvand.record.checking.looking import Look, some_at_a_time
from peyvand.record.checking.report import RESTORE, Problem
from peyvand.record.originals import ORIGINALS, file_name
from peyvand.record.schema import sources

_CHUNK = 1 << 20


def originals(look: Look) -> Iterator[Problem]:
    """Every source's file against its SHA-256."""
    columns = (sources.c.seq, sources.c.id, sources.c.name, sources.c.file, sources.c.sha256, sources.c.media)
    with look.reading() as connection:
        for some in some_at_a_time(connection, select(*columns), sources.c.seq):
            for row in some:
                yield from _original(look.folder / ORIGINALS, row)
                look.step(1)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    found = sha256()
    with path.open("rb") as file:
        for chunk in iter(partial(file.read, _CHUNK), b""):
            found.update(chunk)
    return found.hexdigest()


def _original(folder: Path, row: Row[Any]) -> Iterator[Problem]:
    """What is wrong with the original of a source."""
    if row.id != row.sha256[:16] or row.file != file_name(row.sha256, row.media):
        yield Problem("source", row.id, "its id and its file aren't named by its SHA-256", RESTORE)
    path, where = folder / row.file, f"{ORIGINALS}{row.file}"
    back = f"Put the file with the SHA-256 {row.sha256} there from a copy of the desk"
    again = f"or, if you have {row.name} itself, add it with `peyvand add --again`"
    try:
        if digest_of(path) != row.sha256:
            yield Problem("original", where, f"it isn't what it was ({row.name})", f"{back}; {again} after you removed it.")
    except FileNotFoundError:
        yield Problem("original", where, f"it is missing ({row.name})", f"{back}; {again}.")
    except OSError as error:
        remedy = f"Give yourself the right to read it. Else: {back[0].lower()}{back[1:]}."
        yield Problem("original", where, f"it can't be read ({error.strerror or error})", remedy)
