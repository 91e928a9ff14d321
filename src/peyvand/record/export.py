"""The record as a file for other programs, as it is now or as it stood at a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeAlias

from sqlalchemy import Connection

from peyvand.errors import DeskFault
from peyvand.record.database import Database
from peyvand.record.files import written
from peyvand.record.moments import NOW, AsOf
from peyvand.record.views import Format

Write: TypeAlias = Callable[[Connection, AsOf, BinaryIO], int]


# The first that a file's name ends with says what it is to be.
ENDINGS: dict[str, Format] = {
    ".ftm.json": Format.FOLLOWTHEMONEY,
    ".ftm.jsonl": Format.FOLLOWTHEMONEY,
    ".ftm": Format.FOLLOWTHEMONEY,
    ".csl.json": Format.CSL,
    ".jsonl": Format.LINES,
    ".csv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".tsv": Format.PLOVER,
    ".geojson": Format.GEOJSON,
    ".ics": Format.CALENDAR,
    ".json": Format.CSL,
    ".bib": Format.BIBTEX,
}


def export(database: Database, path: Path, *, as_of: AsOf = NOW, format: Format | None = None, cited: bool = False) -> int:
    """Write a file in the format that is asked for, or that its name ends with; the number of items, entries or sources in it.

    Items that were rejected are out. `cited` adds the works that sources cite to a list of references. DeskFault.
    """
    write = writer(format_of(path) if format is None else Format(format), cited=cited)
    with database.reading() as connection, written(path) as file:
        return write(connection, as_of, file)


def format_of(path: Path) -> Format:
    """The format that a file's name ends with. DeskFault."""
    name = path.name.lower()
    found = next((one for ending, one in ENDINGS.items() if name.endswith(ending)), None)
    if found is None:
        endings = [ending for ending in ENDINGS if ending != ".ftm"]
        raise DeskFault(
            str(path),
            "what kind of file it is to be can't be told by its name",
            f"End it with {', '.join(endings[:-1])} or {endings[-1]}, or name the format.",
        )
    return found


def writer(format: Format, *, cited: bool = False) -> Write:
    """What writes a format; its module is loaded when it is asked for."""
    match format:
        case Format.LINES:
            from peyvand.record.exchanging.lines import write_lines as write
        case Format.CSV:
            from peyvand.record.exchanging.tables import write_csv as write
        case Format.PARQUET:
            from peyvand.record.exchanging.tables import write_parquet as write
        case Format.FOLLOWTHEMONEY:
            from peyvand.record.exchanging.followthemoney import write_followthemoney as write
        case Format.PLOVER:
            from peyvand.record.exchanging.plover import write_plover as write
        case Format.GEOJSON:
            from peyvand.record.exchanging.geojson import write_geojson as write
        case Format.CALENDAR:
            from peyvand.record.exchanging.icalendar import write_icalendar as write
        case Format.CSL | Format.BIBTEX:
            return _bibliography(format, cited=cited)
    return write


def _bibliography(format: Format, *, cited: bool) -> Write:
    """What writes a list of references."""
    from peyvand.record.exchanging.bibliography import write_bibtex, write_csl

    write = write_csl if format is Format.CSL else write_bibtex
    return lambda connection, as_of, file: write(connection, as_of, file, cited=cited)
