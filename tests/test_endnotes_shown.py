"""An item's own source, one click further: in every place where items are shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from peyvand.cli import main

BRIEF = """Ruritania looks to the sea

Foreign Minister Aino Laine of Finland said in an interview that the new ferry line to Peru is good for both countries.¹ She
promised that Finland will train forest rangers by 2027.²

Endnotes

1. C. Stein, "Laine on the ferry," Lima Gazette, May 3, 2024, https://gazette.example/1.
2. Ibid., 4.
"""


def run(*arguments: str) -> Result:
    """Runs a command in this process."""
    return CliRunner().invoke(main, arguments, prog_name="peyvand", env={"COLUMNS": "80"})


def rows(result: Result) -> list[dict[str, Any]]:
    """The lines of JSON that a command printed."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief with endnotes."""
    path = tmp_path_factory.mktemp("briefs") / "brief.txt"
    path.write_text(BRIEF, encoding="utf-8")
    return path


def test_an_item_carries_its_own_source(brief: Path, tmp_path: Path) -> None:
    """In the lines of `read`, in the lists for people and for programs, and in each form of export: the endnote's work."""
    read = [row for row in rows(run("read", str(brief), "--published", "2024-06-01")) if row["kind"] != "actor"]
    said = next(row for row in read if row["kind"] == "statement" and row["references"] == ["1"])
    assert said["date"] == "2024-05-03"
    assert [(work["author"], work["title"], work["published"]) for work in said["cites"]] == [
        ("C. Stein", "Laine on the ferry", "2024-05-03")
    ]
    desk = str(tmp_path / "desk")
    assert run("new", desk, "--pair", "FIN", "PER").exit_code == 0
    assert run("add", desk, str(brief), "--published", "2024-06-01").exit_code == 0
    shown = " ".join(run("statements", desk).output.split())
    assert "its source: C. Stein, “Laine on the ferry”, Lima Gazette, 2024-05-03" in shown
    listed = rows(run("statements", desk, "--json"))
    assert {row["id"]: row["cites"] for row in listed} == {row["id"]: row["cites"] for row in read if row["kind"] == "statement"}
    for name in ("items.jsonl", "items.csv", "items.parquet"):
        assert run("export", desk, str(tmp_path / name)).exit_code == 0
    exported = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["id"]: (row["with"], row["cites"]) for row in exported if row["kind"] != "actor"} == {
        row["id"]: (row["with"], row["cites"]) for row in read
    }
    table = pl.read_parquet(tmp_path / "items.parquet").filter(pl.col("id") == said["id"])
    assert table["cites"].to_list() == [["C. Stein, “Laine on the ferry”, Lima Gazette, 2024-05-03"]]
    assert "C. Stein, “Laine on the ferry”, Lima Gazette, 2024-05-03" in (tmp_path / "items.csv").read_text(encoding="utf-8")
