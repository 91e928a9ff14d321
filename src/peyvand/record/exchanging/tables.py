"""Items as one table, a row each, in CSV or Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sqlalchemy import Connection

from peyvand.model import Json
from peyvand.record.exchanging.lines import RecordLine, record_lines
from peyvand.record.moments import AsOf

if TYPE_CHECKING:
    import polars as pl

_MANY = 10_000  # rows that are held at a time
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
    **dict.fromkeys(("entry", "review"), str),
    "confidence": float,
}


def write_csv(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A table with lists joined by "; ", UTF-8 with the mark by which a spreadsheet knows it; the number of rows."""
    import polars as pl

    lists = [pl.col(name).list.join("; ") for name, kind in _COLUMNS.items() if kind is list]
    rows = record_lines(connection, as_of)
    number = 0
    while True:
        table = _table(islice(rows, _MANY))
        made = BytesIO()  # polars tells of a full disk in words of its own; Python says it as for any other file
        table.with_columns(lists).write_csv(made, include_bom=number == 0, include_header=number == 0)
        file.write(made.getbuffer())
        number += table.height
        if table.height < _MANY:
            return number


def write_parquet(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A table with lists as lists; the number of rows."""
    table = _table(record_lines(connection, as_of))
    made = BytesIO()  # see above
    table.write_parquet(made)
    file.write(made.getbuffer())
    return table.height


def _table(found: Iterable[RecordLine]) -> pl.DataFrame:
    """All items in one table; of an actor's mentions the first, and their number."""
    import polars as pl

    kinds = {str: pl.String(), int: pl.Int64(), float: pl.Float64(), bool: pl.Boolean(), list: pl.List(pl.String())}
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for line in found:
        row = _flat(line.json()) | {"cites": [reference.words or "" for reference in line.line.cites]}
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
