"""The table of event data: in the columns of the field's dataset, a row an event, and only what took place."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from tests.record.newspaper import entry_of, meeting
from tests.record.press import ids_of, print_papers

from peyvand.model import Kind, Plover
from peyvand.reading.lexicon import categories
from peyvand.record.database import Database
from peyvand.record.exchanging.plover import COLUMNS
from peyvand.record.export import export

# The columns of POLECAT's files, in their order.
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")


def table_of(record: Database, path: Path) -> list[dict[str, str]]:
    """The rows of the table, as programs for event data read them: tabs between values, and no quoting."""
    number = export(record, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == list(COLUMNS)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert len(rows) == number + 1
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_columns_of_the_dataset_come_first_and_in_its_order() -> None:
    """A program that looks for the dataset's columns by name finds those that we can fill."""
    shared = [name for name in COLUMNS if name in POLECAT]
    assert list(COLUMNS[: len(shared)]) == shared == sorted(shared, key=POLECAT.index)
    assert {"Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country", "Intensity", "Quad Code"} <= set(shared)


def test_one_event_that_two_papers_tell_of_is_one_row(record: Database, tmp_path: Path) -> None:
    """With the better telling's words, both papers, and the number of sources; plans and possibilities are no rows."""
    print_papers(record)
    (row,) = table_of(record, tmp_path / "events.tsv")
    assert row["Event ID"] == ids_of(record, Kind.EVENT, Plover.CONSULT)[0]
    assert (row["Event Date"], row["Event Date Latest"], row["Event Date EDTF"]) == ("2023-05-09",) * 3
    assert (row["Event Type"], row["Event Mode"], row["Contexts"]) == ("CONSULT", "meet", "diplomatic; economic")
    assert float(row["Intensity"]) == categories()[Plover.CONSULT].score
    assert row["Quad Code"] == "VERBAL COOPERATION"
    assert (row["Actor Name"], row["Actor Country"]) == ("José Núñez", "XRU")
    assert row["Actor Title"] == "foreign minister of Ruritania"
    assert (row["Recipient Name"], row["Recipient Title"]) == ("Dmitri Desgoffe", "fisheries minister of Zubrowka")
    assert (row["Placename"], row["Country"], row["Latitude"], row["Longitude"]) == ("Lutz", "CZE", "49.65", "16.5")
    assert (row["Source Count"], row["Telling Count"]) == ("2", "2")
    assert row["Publishers"] == "The Herald; The Lutz Gazette, morning edition"
    assert row["URLs"] == "None; https://gazette.example/herring?day=10_05&x=1"
    assert len(row["Source IDs"].split("; ")) == 2
    assert row["Quote"] == "held talks on herring in Lutz on 9 May"


def test_a_time_without_a_beginning_or_an_end_has_no_day_there(record: Database, tmp_path: Path) -> None:
    """Until 2019 is no day of the year 1, and since 2006 none of the year 9999."""
    times = [replace(meeting(), date="../2019"), replace(meeting(), date="2006/..", type=Plover.SUPPORT)]
    print_papers(record, [entry_of(items=list(times))])
    rows = {row["Event Date EDTF"]: row for row in table_of(record, tmp_path / "events.tsv")}
    assert (rows["../2019"]["Event Date"], rows["../2019"]["Event Date Latest"]) == ("None", "2019-12-31")
    assert (rows["2006/.."]["Event Date"], rows["2006/.."]["Event Date Latest"]) == ("2006-01-01", "None")


def test_what_an_event_lacks_is_none_as_in_the_dataset(record: Database, tmp_path: Path) -> None:
    """A reported act without date, place and recipient."""
    bare = replace(meeting(), date=None, place=None)
    print_papers(record, [entry_of(items=[bare])])
    (row,) = table_of(record, tmp_path / "events.tsv")
    for name in ("Event Date", "Event Date Latest", "Placename", "Latitude", "Recipient Name", "Review", "Event Mode"):
        assert row[name] == "None"
