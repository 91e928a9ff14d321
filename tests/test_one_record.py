"""One record from the bundled documents: what several tell is one entry, and who is who over time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from peyvand import Desk, Event, Kind
from peyvand.model import Plover
from peyvand.record.views import KeptEntry
from peyvand.samples import folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with the bundled documents."""
    with Desk.create(tmp_path_factory.mktemp("samples") / "desk", ("IRN", "JPN")) as made:
        made.add([str(folder())])
        yield made


def on(desk: Desk, day: str, kind: Plover) -> list[KeptEntry]:
    """The events of a type on a day."""
    return desk.entries(Kind.EVENT, since=day, until=day, type=kind.value)


def test_an_event_told_by_three_sources_is_one(desk: Desk) -> None:
    """A memorandum of December 2025 in a news agency's words, a newsletter's and a brief's: one entry, three quotes."""
    signed = [entry for entry in on(desk, "2025-12-22", Plover.SUPPORT) if entry.sources == 3]
    assert len(signed) == 1
    assert len({kept.source for kept in signed[0].tellings}) == 3
    for kept in signed[0].tellings:
        quote = kept.item.quote
        assert desk.source(kept.source).text[quote.start : quote.end] == quote.exact


def test_a_meeting_told_twice_is_one_with_both_presidents(desk: Desk) -> None:
    """The summit of December 2019: a ministry's readout and a paper's story."""
    met = [entry for entry in on(desk, "2019-12-20", Plover.CONSULT) if entry.sources > 1]
    assert len(met) == 1
    lead = met[0].lead.item
    assert isinstance(lead, Event)
    assert {"Shinzo Abe", "Hassan Rouhani"} <= {*lead.sources, *lead.targets}


def test_why_they_are_one_is_in_the_log_and_can_be_undone(desk: Desk) -> None:
    """The program's decision has a probability and reasons; a person takes it back, and takes that back as well."""
    entry = next(entry for entry in on(desk, "2019-12-20", Plover.CONSULT) if entry.sources > 1)
    merges = [one for one in desk.log(entry.lead.id) if one.machine and one.act == "merge"]
    assert merges
    assert all(one.probability is not None and one.probability > 0.5 and one.reasons for one in merges)
    undone = [desk.undo(one.number, "Ada") for one in merges]
    assert [kept.id for kept in desk.entry(entry.lead.id).tellings] == [entry.lead.id]
    for number in undone:
        desk.undo(number, "Ada")
    assert desk.entry(entry.lead.id) == entry


def test_a_person_is_one_in_all_sources(desk: Desk) -> None:
    """Whatever a source calls him, the prime minister's items lead to one person."""
    named = [actor for actor in desk.actors() if "Shinzo Abe" in {actor.name, *actor.aliases}]
    assert len(named) == 1
    assert len({source for source, _ in named[0].mentions}) >= 2


@pytest.mark.parametrize(
    ("office", "day", "name"),
    [
        ("foreign minister of Japan", "2019-03-01", "Taro Kono"),
        ("foreign minister of Japan", "2019-12-20", "Toshimitsu Motegi"),
        ("foreign minister of Japan", "2023-08-07", "Yoshimasa Hayashi"),
        ("Iranian foreign minister", "2023-08-07", "Hossein Amir-Abdollahian"),
        ("president of Iran", "2000-11-01", "Mohammad Khatami"),
        ("prime minister of Japan", "2000-11-01", "Yoshiro Mori"),
    ],
)
def test_an_office_is_a_person_of_its_time(desk: Desk, office: str, day: str, name: str) -> None:
    """The same words mean another man in another year."""
    assert desk.in_office(office, day)[0].name == name


def test_an_office_that_nobody_knows_of_stays_open(desk: Desk) -> None:
    """A gap is shown as a gap."""
    assert desk.in_office("foreign minister of Ruritania", "2019-12-20") == []
