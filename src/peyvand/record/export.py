"""Items as files for other programs: lines of JSON in the exchange form, or a table as CSV or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from peyvand.errors import DeskFault
from peyvand.exchange import Line
from peyvand.model import Json
from peyvand.record.database import Database
from peyvand.record.files import written
from peyvand.record.queries import all_items

if TYPE_CHECKING:
    import polars as pl

# The columns of a table, in order; a column that a kind of item doesn't have is empty in its rows.
_TEXT = ("kind", "doc", "id", "exact")
_COLUMNS: dict[str, type] = {
    **dict.fromkeys(_TEXT, str),
    "start": int,
    "end": int,
    **dict.fromkeys(("type", "mode", "status", "date", "due", "place", "place_country"), str),
    "latitude": float,
    "longitude": float,
    "contexts": list,
    "sources": list,
    "targets": list,
    "parties": list,
    **dict.fromkeys(("speaker", "topic", "issue", "stance", "what", "instrument"), str),
    "value": float,
    **dict.fromkeys(("unit", "indicator"), str),
    "geo": list,
    "period": str,
    "approximate": bool,
    **dict.fromkeys(("bound", "name", "country", "office"), str),
    "aliases": list,
    "mentions": int,
    **dict.fromkeys(("references", "cites", "with"), list),
    "confidence": float,
}


def export(database: Database, path: Path) -> int:
    """Write all items that stand, in order of source and position; the number of them."""
    match path.suffix.lower():
        case ".jsonl":
            write = _write_lines
        case ".csv":
            write = _write_csv
        case ".parquet":
            write = _write_parquet
        case _:
            raise DeskFault(str(path), "this kind of file can't be written", "End its name with .jsonl, .csv or .parquet.")
    with database.reading() as connection, written(path) as file:
        return write(all_items(connection), file)


def _write_lines(found: Iterator[Line], file: BinaryIO) -> int:
    """A line of JSON an item."""
    number = 0
    for line in found:
        file.write(json.dumps(line.json(), ensure_ascii=False).encode() + b"\n")
        number += 1
    return number


def _write_csv(found: Iterator[Line], file: BinaryIO) -> int:
    """A table with lists joined by "; ", UTF-8 with the mark by which a spreadsheet knows it."""
    import polars as pl

    table = _table(found)
    lists = [name for name, kind in _COLUMNS.items() if kind is list]
    made = BytesIO()  # polars tells of a full disk in words of its own; Python says it as for any other file
    table.with_columns(pl.col(lists).list.join("; ")).write_csv(made, include_bom=True)
    file.write(made.getbuffer())
    return table.height


def _write_parquet(found: Iterator[Line], file: BinaryIO) -> int:
    """A table with lists as lists."""
    table = _table(found)
    made = BytesIO()  # see above
    table.write_parquet(made)
    file.write(made.getbuffer())
    return table.height


def _table(found: Iterator[Line]) -> pl.DataFrame:
    """All items in one table; of an actor's mentions the first, and their number."""
    import polars as pl

    kinds = {str: pl.String(), int: pl.Int64(), float: pl.Float64(), bool: pl.Boolean(), list: pl.List(pl.String())}
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for line in found:
        row = _flat(line.json()) | {"cites": [reference.words or "" for reference in line.cites]}
        for name, values in columns.items():
            values.append(row.get(name))
    return pl.DataFrame(columns, schema={name: kinds[kind] for name, kind in _COLUMNS.items()})


def _flat(row: dict[str, Any]) -> dict[str, Json]:
    """A row with its quote in columns of its own."""
    mentions = row.pop("mentions", None)
    quote = row.pop("quote", None) or (mentions[0] if mentions else {})
    where = row.pop("location", None) or {}
    point = {"place_country": where.get("country"), "latitude": where.get("latitude"), "longitude": where.get("longitude")}
    return {**row, **quote, **point, "mentions": None if mentions is None else len(mentions)}
