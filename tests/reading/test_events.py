"""What was done: who did it to whom, when, where, and whether it took place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peyvand.model import Event, EventStatus, Plover
from peyvand.reading.done.acts import Acts
from peyvand.reading.done.events import read_events
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

ReadEvents = Callable[..., list[Event]]


@pytest.fixture
def read(make_analysis: Callable[..., Analysis]) -> ReadEvents:
    """Reads the events of a text that was published on 20 May 2024, a Monday."""

    def events(text: str, *, pair: tuple[str, str] | None = None) -> list[Event]:
        analysis = make_analysis(text, published="2024-05-20", pair=pair)
        lexicon = standard()
        return read_events(analysis, Cast(analysis, Gazetteer(lexicon)), Dates(analysis), Acts(lexicon))

    return events


CASES = [
    # the plain form, and the same act in the passive
    ("Norway condemned Chile on Friday.", Plover.ACCUSE, {"Norway"}, {"Chile"}),
    ("Chile was condemned by Norway on Friday.", Plover.ACCUSE, {"Norway"}, {"Chile"}),
    ("Norway imposed sanctions on Chile.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    ("Sanctions were imposed on Chile by Norway.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    ("Norway invaded Chile in 1950.", Plover.ASSAULT, {"Norway"}, {"Chile"}),
    ("Norway urged Chile to release the fishermen.", Plover.REQUEST, {"Norway"}, {"Chile"}),
    ("Norway called on Chile to release the fishermen.", Plover.REQUEST, {"Norway"}, {"Chile"}),
    ("Norway rejected Chile's offer.", Plover.REJECT, {"Norway"}, {"Chile"}),
    ("Norway refused to pay Chile.", Plover.REJECT, {"Norway"}, {"Chile"}),
    ("Norway threatened Chile with an embargo.", Plover.THREATEN, {"Norway"}, {"Chile"}),
    ("Norway expelled two Chilean diplomats.", Plover.COERCE, {"Norway"}, {"Chile"}),
    ("Norway summoned Chile's ambassador.", Plover.ACCUSE, {"Norway"}, {"Chile"}),
    ("Norway donated 200 tonnes of wheat to Chile.", Plover.AID, {"Norway"}, {"Chile"}),
    ("Norway praised Chile for its reforms.", Plover.SUPPORT, {"Norway"}, {"Chile"}),
    ("Norway apologised to Chile for the incident.", Plover.CONCEDE, {"Norway"}, {"Chile"}),
    ("Norway suspended oil imports from Chile.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    # nouns with their sides
    ("The Norwegian invasion of Chile lasted a week.", Plover.ASSAULT, {"Norway"}, {"Chile"}),
    ("Norway's sanctions on Chile remain in force.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    ("Norwegian sanctions on Chile remain in force.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    # possessives, pronouns and offices
    ("Chile protested. Its ambassador met Norway's foreign minister.", Plover.CONSULT, {"ambassador"}, {"foreign minister"}),
    (
        "Lars Dahl, Norway's foreign minister, flew to Lima. He met President Ana Rojas.",
        Plover.CONSULT,
        {"Lars Dahl"},
        {"Ana Rojas"},
    ),
    ("Norway is critical of Chile.", Plover.ACCUSE, {"Norway"}, {"Chile"}),
    ("Norway stopped buying copper from Chile.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    # control: the one who is asked isn't the one who asks
    ("Norway decided to sever relations with Chile.", Plover.SANCTION, {"Norway"}, {"Chile"}),
    ("Norway, which had condemned Chile, withdrew.", Plover.ACCUSE, {"Norway"}, {"Chile"}),
]


@pytest.mark.parametrize(("text", "type_", "sources", "targets"), CASES, ids=[case[0] for case in CASES])
def test_who_did_what_to_whom(read: ReadEvents, text: str, type_: Plover, sources: set[str], targets: set[str]) -> None:
    """The act is found with its category, its source and its target."""
    found = [event for event in read(text) if event.type is type_]
    assert any(
        any(name in one for one in event.sources for name in sources)
        and any(name in one for one in event.targets for name in targets)
        for event in found
    ), read(text)


MUTUAL = [
    "Norway and Chile held talks in Lima.",
    "Talks between Norway and Chile began on Friday.",
    "Norway held talks with Chile in Lima.",
    "Norway met Chile in Lima.",
]


@pytest.mark.parametrize("text", MUTUAL)
def test_both_sides_of_a_joint_act(read: ReadEvents, text: str) -> None:
    """A joint act has both parties, on whichever side."""
    (event,) = [event for event in read(text) if event.type is Plover.CONSULT]
    assert {*event.sources, *event.targets} == {"Norway", "Chile"}


STATUS = [
    ("Norway met Chile on Friday.", EventStatus.OCCURRED),
    ("Norway will meet Chile on Friday.", EventStatus.PLANNED),
    ("Norway is scheduled to meet Chile on Friday.", EventStatus.PLANNED),
    ("Norway plans to meet Chile on Friday.", EventStatus.PLANNED),
    ("Norway may meet Chile on Friday.", EventStatus.HYPOTHETICAL),
    ("Norway wants to meet Chile.", EventStatus.HYPOTHETICAL),
    ("If Norway meets Chile, the market will calm down.", EventStatus.HYPOTHETICAL),
]


@pytest.mark.parametrize(("text", "status"), STATUS, ids=[case[0] for case in STATUS])
def test_whether_it_took_place(read: ReadEvents, text: str, status: EventStatus) -> None:
    """What is planned, only possible or conditional isn't told as done."""
    assert [event.status for event in read(text) if event.type is Plover.CONSULT] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The museum opened its doors on Friday.",  # nobody toward anybody
        "Norway did not attack Chile.",  # not done
        "Norway has bought no Chilean copper since spring.",
        "Norway neither confirmed nor denied the report of Chile.",
        "Norway said that it did not make, hold or use poison gas.",
        "The talks venue was painted blue.",  # a noun that only looks like an act
        "# Norway attacks Chile",  # a headline repeats the text
        "Norway is a country in northern Europe.",
        "Chile exports are rising.",
    ],
)
def test_no_act(read: ReadEvents, text: str) -> None:
    """Nothing is read where nothing was done."""
    assert read(text) == []


def test_what_was_asked_for_was_not_done(read: ReadEvents) -> None:
    """A request is one event; what it asks for is none."""
    (event,) = read("Norway urged Chile to sign the treaty with Peru.")
    assert event.type is Plover.REQUEST


def test_when_and_where(read: ReadEvents) -> None:
    """The date is resolved against the publication date, the place given as written."""
    (event,) = read("Norway met Chile in Lima on Friday.")
    assert (event.date, event.place) == ("2024-05-17", "Lima")


def test_the_visit_again_is_no_second_visit(read: ReadEvents) -> None:
    """What is only mentioned again ("the visit", "his visit") is read once."""
    text = "Chile's President Ana Rojas visited Norway on Friday. Her visit to Norway was the first. The visit to Norway ended."
    assert len([event for event in read(text) if event.type is Plover.CONSULT]) == 1


def test_the_quote_is_the_clause(read: ReadEvents) -> None:
    """The quote is the clause that tells of the act, not the paragraph."""
    (event,) = read(
        "It was raining. Norway met Chile in Lima on Friday, although nobody had expected it, and the fish were sold."
    )
    assert event.quote.exact == "Norway met Chile in Lima on Friday"


def test_the_quote_holds_what_somebody_is_willing_to_do(read: ReadEvents) -> None:
    """An act that an adjective tells of is quoted with what stands behind the adjective."""
    (event,) = read("Norway is willing to help Chile with its ports, a newspaper wrote.")
    assert event.quote.exact == "Norway is willing to help Chile with its ports"


def test_an_entry_of_a_chronicle_has_the_date_it_begins_with(read: ReadEvents) -> None:
    """The date that leads an entry holds for all its sentences; a year inside it belongs to the thing."""
    first, second = read("3 September 2010 – Norway lifts the embargo of 1998 on Chile. The Chilean government praised Norway.")
    assert (first.date, second.date) == ("2010-09-03", "2010-09-03")


def test_a_story_goes_on_on_the_same_day(read: ReadEvents) -> None:
    """What one of the same actors did next is of the same day, if the story says nothing else."""
    text = "Chile's foreign minister, Ana Rojas, visited Norway in January 2004. She met her Norwegian counterpart, Lars Dahl."
    assert [event.date for event in read(text)] == ["2004-01", "2004-01"]
    apart = "Norway condemned Chile on Friday. Peru praised Ecuador."
    assert [event.date for event in read(apart)] == ["2024-05-17", None]


def test_the_other_side_left_unsaid(read: ReadEvents) -> None:
    """Where the text is about two countries and has named both not long before, an act of one is toward the other."""
    text = "Norway asked Chile for a hearing. The Chilean foreign ministry rejected the idea."
    (event,) = [event for event in read(text, pair=("NOR", "CHL")) if event.type is Plover.REJECT]
    assert "Norway" in event.targets
    assert all(event.targets == () for event in read("Chile rejected the idea.", pair=("NOR", "CHL")))
