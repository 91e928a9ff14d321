"""Sidecars: what stands in NAME.json counts before the document's own word, and a mistake in it costs that part only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.sources.makers import STORY

from peyvand.model import Fault, Metadata
from peyvand.sources import Original, extract, originals


def read(folder: Path, sidecar: str | bytes) -> tuple[Metadata, list[str]]:
    """The metadata of a document with that sidecar, and what is said of it."""
    (folder / "note.txt").write_text(f"Talks in Strelsau\n\nJanuary 20, 2021\n\n{STORY[0]}")
    (folder / "note.json").write_bytes(sidecar.encode() if isinstance(sidecar, str) else sidecar)
    *faults, original = originals([str(folder / "note.txt")])
    assert isinstance(original, Original)
    assert all(isinstance(fault, Fault) and fault.kept for fault in faults)
    return extract(original).metadata, [fault.message for fault in faults if isinstance(fault, Fault)]


def test_all_that_a_sidecar_may_say(tmp_path: Path) -> None:
    """Keys that mean nothing here are kept, and do no harm."""
    said = {
        "title": "The talks",
        "publisher": "Courier",
        "author": ["Anton Berg", "Clara Stein"],
        "published": "2012/2016",
        "language": "en-GB",
        "url": "https://courier.example",
        "kind": "visit readout",
        "pair": ["irn", "JPN"],
        "text_origin": "as_found",
        "based_on": ["x"],
        "words": 7,
    }
    metadata, faults = read(tmp_path, json.dumps(said))
    assert faults == []
    assert metadata == Metadata(
        title="The talks",
        publisher="Courier",
        author="Anton Berg, Clara Stein",
        published="2012/2016",
        language="en",
        url="https://courier.example",
        kind="visit readout",
        pair=("IRN", "JPN"),
        extra={"text_origin": "as_found", "based_on": ["x"], "words": 7},
    )


def test_what_it_leaves_open_the_document_says(tmp_path: Path) -> None:
    """Nothing in a sidecar is nothing said."""
    metadata, faults = read(tmp_path, '{"title": null, "publisher": "Courier"}')
    assert (metadata.title, metadata.publisher, metadata.published) == ("Talks in Strelsau", "Courier", "2021-01-20")
    assert faults == []


@pytest.mark.parametrize(
    ("sidecar", "named"),
    [
        ("{title: Talks}", "this is not JSON"),
        ("", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        (b"\xff\xfe\x00\x01binary\x00\x01\x02", "this is not JSON"),
        ('["Talks"]', "a sidecar is a JSON object"),
        ('{"published": "2023-02-30", "kind": "x"}', "'2023-02-30' is no date"),
        ('{"published": "last week", "kind": "x"}', "'last week' is no date"),
        ('{"published": 2023, "kind": "x"}', '"published": words in quotation marks'),
        ('{"pair": ["IRN", "Japan"], "kind": "x"}', "'Japan' is no ISO 3166 country code"),
        ('{"pair": "IRN-JPN", "kind": "x"}', "a pair is two country codes"),
        ('{"pair": ["IRN", "IRN"], "kind": "x"}', "IRN stands there twice"),
        ('{"language": "English", "kind": "x"}', "no language code"),
        ('{"title": {"en": "Talks"}, "kind": "x"}', '"title": words in quotation marks'),
    ],
)
def test_a_mistake_costs_that_part_only(tmp_path: Path, sidecar: str | bytes, named: str) -> None:
    """One line names the sidecar and the mistake; the document is taken, with what is right."""
    metadata, faults = read(tmp_path, sidecar)
    (fault,) = faults
    assert fault.startswith(str(tmp_path / "note.json"))
    assert named in fault
    assert fault.endswith("Correct the file, or remove it to add the document without it.")
    assert "\n" not in fault
    assert metadata.title == "Talks in Strelsau"
    assert metadata.kind == ("x" if '"x"' in str(sidecar) else None)
    assert metadata.published == "2021-01-20"


def test_half_a_character_does_no_harm(tmp_path: Path) -> None:
    """JSON can write what no encoding can keep."""
    assert read(tmp_path, r'{"title": "Talks \ud800 in \ud83d\ude00"}')[0].title == "Talks \ufffd in \U0001f600"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """Windows writes it."""
    assert read(tmp_path, b"\xef\xbb\xbf" + b'{"title": "Talks"}')[0].title == "Talks"
