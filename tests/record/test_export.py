"""What is exported: every item that stands, with its entry and its review; and a file is wholly there or not at all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import select
from tests.record.press import ids_of, print_papers

from peyvand.errors import DeskFault
from peyvand.model import Kind, Plover
from peyvand.record.database import Database
from peyvand.record.decisions import decide
from peyvand.record.export import ENDINGS, export, format_of
from peyvand.record.log import Act
from peyvand.record.moments import AsOf
from peyvand.record.schema import clock
from peyvand.record.views import Format


@pytest.fixture
def papers(record: Database) -> Database:
    """A record of three papers."""
    print_papers(record)
    return record


def lines_of(record: Database, path: Path, **how: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (what export takes)
    """The items of an export as lines of JSON."""
    number = export(record, path, **how)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(found) == number
    return found


def test_lines_say_which_entry_an_item_tells_of(papers: Database, tmp_path: Path) -> None:
    """Two papers' words about one meeting have one entry; actors, who are none, have none; the order is that of the sources."""
    rows = lines_of(papers, tmp_path / "items.jsonl")
    herald, gazette = ids_of(papers, Kind.EVENT, Plover.CONSULT)[:2]
    entries = {row["id"]: row["entry"] for row in rows if row["kind"] != "actor"}
    assert entries[herald] == entries[gazette] == herald
    assert not any("entry" in row for row in rows if row["kind"] == "actor")
    assert {row["quote"]["exact"] for row in rows if row["id"] == gazette} == {"held talks on herring in Lutz on 9 May"}
    assert [row["doc"] for row in rows] == sorted((row["doc"] for row in rows), key=[row["doc"] for row in rows].index)


def test_lines_say_what_people_decided(papers: Database, tmp_path: Path) -> None:
    """What was accepted says so, what was rejected is gone, and of the rest nothing is said."""
    herald, _, summit = ids_of(papers, Kind.EVENT, Plover.CONSULT)[:3]
    decide(papers, herald, Act.ACCEPT, "Ada")
    decide(papers, summit, Act.REJECT, "Ada")
    rows = {row["id"]: row for row in lines_of(papers, tmp_path / "items.jsonl")}
    assert rows[herald]["review"] == "accepted"
    assert summit not in rows
    assert sum("review" in row for row in rows.values()) == 1


def test_tables_hold_what_the_lines_hold(papers: Database, tmp_path: Path) -> None:
    """CSV opens in a spreadsheet, with lists in one field; Parquet keeps lists; both have a row an item."""
    decide(papers, ids_of(papers, Kind.FIGURE)[0], Act.ACCEPT, "Ada")
    rows = lines_of(papers, tmp_path / "items.jsonl")
    assert export(papers, tmp_path / "items.csv") == export(papers, tmp_path / "items.parquet") == len(rows)
    data = (tmp_path / "items.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    flat = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    table = pl.read_parquet(tmp_path / "items.parquet")
    for key in ("id", "entry", "review"):
        expected = [row.get(key) for row in rows]
        assert [row[key] or None for row in flat] == expected
        assert table[key].to_list() == expected
    talks = next(row for row in flat if row["exact"].startswith("held talks"))
    assert (talks["contexts"], talks["latitude"], talks["place_country"]) == ("diplomatic; economic", "49.65", "CZE")
    assert table.filter(pl.col("exact").str.starts_with("held talks"))["contexts"].to_list() == [["diplomatic", "economic"]]


@pytest.mark.parametrize("format", list(Format))
def test_every_format_is_as_of_any_moment(papers: Database, tmp_path: Path, format: Format) -> None:
    """What was written then is what is written now as of then, byte for byte, whatever has come since."""
    path = tmp_path / "out"
    export(papers, path, format=format)
    before = path.read_bytes()
    then = last_moment(papers)
    for item in (*ids_of(papers, Kind.COMMITMENT), *ids_of(papers, Kind.EVENT), *ids_of(papers, Kind.ACTOR)):
        decide(papers, item, Act.REJECT, "Ben")
    export(papers, path, format=format)
    assert path.read_bytes() != before or format in {Format.CSL, Format.BIBTEX}
    export(papers, path, format=format, as_of=then)
    assert path.read_bytes() == before
    export(papers, path, format=format, as_of=AsOf.of("1999-12-31"))
    assert path.read_bytes() != before


def last_moment(record: Database) -> AsOf:
    """The moment of the last writing."""
    with record.reading() as connection:
        return AsOf(connection.execute(select(clock.c.at)).scalar_one())


@pytest.mark.parametrize(("name", "format"), [(f"desk{ending}", kind) for ending, kind in ENDINGS.items()])
def test_a_name_tells_the_format(name: str, format: Format) -> None:
    """By its end, in capitals too."""
    assert format_of(Path(name)) is format_of(Path(name.upper())) is format


def test_a_name_that_tells_nothing(record: Database, tmp_path: Path) -> None:
    """The user is told which ends there are, and nothing is written."""
    with pytest.raises(DeskFault, match=r"\.jsonl.*\.bib"):
        export(record, tmp_path / "items.xlsx")
    assert not list(tmp_path.glob("items*"))


def test_an_empty_record_is_exported_too(record: Database, tmp_path: Path) -> None:
    """Every format has its form for nothing."""
    assert all(export(record, tmp_path / "out", format=kind) == 0 for kind in Format)
