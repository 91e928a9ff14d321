"""Located events on a map, as RFC 7946 has it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.record.newspaper import entry_of
from tests.record.press import GAZETTE, ids_of, print_papers, talks

from peyvand.model import Kind, Plover
from peyvand.record.database import Database
from peyvand.record.export import export


def test_a_located_event_is_one_point(record: Database, tmp_path: Path) -> None:
    """Longitude before latitude; one feature for the two papers' words; what has no place on the map is left out."""
    print_papers(record)
    path = tmp_path / "events.geojson"
    assert export(record, path) == 1
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")  # RFC 8259: no mark
    found = json.loads(data)
    assert found.keys() == {"type", "features"}  # RFC 7946: no crs
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["type"] == "Feature"
    assert feature["geometry"] == {"type": "Point", "coordinates": [16.5, 49.65]}
    assert feature["id"] == ids_of(record, Kind.EVENT, Plover.CONSULT)[0]
    properties = feature["properties"]
    assert (properties["place"], properties["date"], properties["type"]) == ("Lutz", "2023-05-09", "CONSULT")
    assert properties["independent_sources"] == len(properties["documents"]) == 2
    assert properties["quote"] == "held talks on herring in Lutz on 9 May"


def test_several_points_make_one_collection(record: Database, tmp_path: Path) -> None:
    """Not merged, they are two features."""
    far = replace(talks(), type=Plover.AGREE, date="2020")
    print_papers(record, [entry_of(GAZETTE, [talks(), far])])
    path = tmp_path / "events.geojson"
    assert export(record, path) == len(json.loads(path.read_text())["features"]) == 2
