"""The record as entities of FollowTheMoney: what points to what, and, where the library is installed, that it takes them."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.record.newspaper import entry_of, quote
from tests.record.press import ids_of, print_papers

from peyvand.model import Actor, ActorType, Kind, Metadata, Plover
from peyvand.record.database import Database
from peyvand.record.exchanging.codes import ALPHA_2, ISO_639_3
from peyvand.record.exchanging.entities import date as date_of
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


def test_a_mandate_that_the_table_knows_has_its_first_and_last_day(record: Database, tmp_path: Path) -> None:
    """Beside the day on which a source says that he held it; one position under both names, and a former one has no day."""
    text = "Japan's Minister of Foreign Affairs Taro Kono spoke. Former prime minister Aino Laine listened."
    kono = Actor(
        name="Taro Kono",
        type=ActorType.PERSON,
        country="JPN",
        office="Minister of Foreign Affairs",
        mentions=(quote("Taro Kono", text),),
    )
    laine = replace(kono, name="Aino Laine", country="FIN", office="former prime minister", mentions=(quote("Aino Laine", text),))
    print_papers(record, [entry_of(text, [kono, laine], metadata=Metadata(published="2018-03-01"))])
    export(record, tmp_path / "desk.ftm")
    found = [json.loads(line) for line in (tmp_path / "desk.ftm").read_text(encoding="utf-8").splitlines()]
    person = of(found, "Person", "Taro Kono")["id"]
    held = [one["properties"] for one in found if one["properties"].get("holder") == [person]]
    (position,) = (one["id"] for one in found if one["properties"].get("name") == ["Minister of Foreign Affairs"])
    said, *terms = [says for says in held if says["post"] == [position]]
    assert said["date"] == ["2018-03-01"]
    assert ("2017-08-03", "2019-09-11") in {(term["startDate"][0], term["endDate"][0]) for term in terms}
    listener = of(found, "Person", "Aino Laine")["id"]
    (former,) = (one["properties"] for one in found if one["properties"].get("holder") == [listener])
    assert former["status"] == ["ended"]
    assert of(found, "Position", "prime minister")["id"] == former["post"][0]
    assert "date" not in former
    validate(found)


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
    assert date_of(edtf) == date


def test_the_library_takes_them(entities: list[Entity]) -> None:
    """Every schema and property is one of the model's, every required one is there, and every value is clean as it stands."""
    pytest.importorskip("followthemoney")
    validate(entities)


def validate(entities: list[Entity]) -> None:
    """Ask the library, where it is installed, whether it takes entities as they stand."""
    if find_spec("followthemoney") is None:
        return
    model = import_module("followthemoney").model
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
