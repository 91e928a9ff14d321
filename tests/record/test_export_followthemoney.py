"""The record as entities of FollowTheMoney: what points to what, and, where the library is installed, that it takes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.record.press import ids_of, print_papers

from peyvand.model import Kind, Plover
from peyvand.record.database import Database
from peyvand.record.exchanging.codes import ALPHA_2, ISO_639_3
from peyvand.record.exchanging.followthemoney import _date
from peyvand.record.export import export

Entity = dict[str, Any]
_POINTING = {"proof", "involved", "holder", "post"}


@pytest.fixture
def entities(record: Database, tmp_path: Path) -> list[Entity]:
    """The entities of three papers."""
    print_papers(record)
    path = tmp_path / "desk.ftm.json"
    number = export(record, path)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(found) == number
    return found


def of(entities: list[Entity], schema: str, name: str) -> Entity:
    """The one entity of a schema that goes by a name."""
    (found,) = (one for one in entities if one["schema"] == schema and name in one["properties"].get("name", []))
    return found


def test_everything_that_is_pointed_to_is_there_before(entities: list[Entity]) -> None:
    """So that a program can load the file in one go; each entity has an id of its own."""
    seen: set[str] = set()
    for entity in entities:
        assert entity["id"] not in seen
        for name in _POINTING & entity["properties"].keys():
            assert set(entity["properties"][name]) <= seen
        seen.add(entity["id"])


def test_an_event_has_its_parties_and_its_proof(entities: list[Entity], record: Database) -> None:
    """One event of two papers has both as proof, and both quotes; what is only possible is no event."""
    events = [one for one in entities if one["schema"] == "Event"]
    meeting = next(one for one in events if one["properties"]["recordId"] == [ids_of(record, Kind.EVENT, Plover.CONSULT)[0]])
    says = meeting["properties"]
    assert len(events) == 2
    assert len(says["proof"]) == 2
    assert says["description"] == ["held talks on herring in Lutz on 9 May"]
    assert [note.partition(":")[0] for note in says["notes"]] == ["The Herald", "The Lutz Gazette; morning edition"]
    assert says["date"] == ["2023-05-09"]
    assert (says["location"], says["country"]) == (["Lutz"], ["cz"])
    assert says["involved"][0] == of(entities, "Person", "José Núñez")["id"]
    assert {"CONSULT", "meet", "diplomatic"} <= set(says["keywords"])


def test_who_acts_is_what_he_is(entities: list[Entity]) -> None:
    """A ministry and a government are public bodies, a minister a person with a position that he occupies on a day."""
    of(entities, "PublicBody", "Ministry of Fish of Ruritania")
    of(entities, "PublicBody", "Ruritania")
    person = of(entities, "Person", "José Núñez")
    assert "Núñez" in person["properties"]["alias"]
    position = of(entities, "Position", "foreign minister of Ruritania")
    (occupancy,) = (one for one in entities if one["properties"].get("post") == [position["id"]])
    says = occupancy["properties"]
    assert says["holder"] == [person["id"]]
    assert says["date"] == ["2023-05-10"]  # he held it then: neither his mandate's first day nor a term's
    assert not says.keys() & {"startDate", "periodStart"}


def test_a_paper_is_an_article_and_a_brief_a_document(entities: list[Entity]) -> None:
    """With title, publisher, language and address."""
    articles = [one for one in entities if one["schema"] == "Article"]
    documents = [one for one in entities if one["schema"] == "Document"]
    (gazette,) = articles
    assert gazette["properties"]["language"] == ["eng"]
    assert gazette["properties"]["publishedAt"] == ["2023-05-10"]
    assert {one["properties"]["fileName"][0] for one in documents} == {"herald.txt", "courier.pdf"}


def test_the_same_record_gives_the_same_entities(entities: list[Entity], record: Database, tmp_path: Path) -> None:
    """Ids hang on nothing but the record."""
    export(record, tmp_path / "again.ftm.json")
    assert [json.loads(line) for line in (tmp_path / "again.ftm.json").read_text(encoding="utf-8").splitlines()] == entities


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2023-05-09", "2023-05-09"),
        ("2021-03~", "2021-03"),
        ("2019?", "2019"),
        ("2024-XX", "2024"),
        ("2024-21", "2024"),
        ("..", None),
    ],
)
def test_dates_are_cut_to_what_is_known(edtf: str, date: str | None) -> None:
    """The model knows years, months and days."""
    assert _date(edtf) == date


def test_the_library_takes_them(entities: list[Entity]) -> None:
    """Every schema and property is one of the model's, every required one is there, and every value is clean as it stands."""
    model = pytest.importorskip("followthemoney").model
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        schema = model.get(entity["schema"])
        assert schema is not None
        assert set(entity["properties"]) <= set(schema.properties)
        assert {name: sorted(proxy.get(name)) for name in entity["properties"]} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }
        schema.validate(entity)
        for name in _POINTING & entity["properties"].keys():
            wanted = schema.get(name).range
            targets = [other for other in entities if other["id"] in entity["properties"][name]]
            assert all(model.get(other["schema"]).is_a(wanted) for other in targets)


def test_the_library_knows_our_codes() -> None:
    """Countries and languages as the model writes them."""
    registry = pytest.importorskip("followthemoney.types").registry
    assert [code for code in ALPHA_2.values() if registry.country.clean(code) != code] == []
    assert [code for code in ISO_639_3.values() if registry.language.clean(code) != code] == []
