"""What contradicts what: figures, tellings of one event, denials, claims of a first, plans without a deed."""

from __future__ import annotations

import pytest
from tests.record.newsroom import Newsroom, figure, visit, words_of

from peyvand.errors import NotInRecord
from peyvand.model import Bound, Commitment, CommitmentStatus, Event, EventStatus, Figure, Location, Plover
from peyvand.record.contradictions import Difference, dismiss
from peyvand.record.contradictions.indicators import counted
from peyvand.record.database import Database
from peyvand.record.decisions import decide, merge, undo
from peyvand.record.log import Act
from peyvand.record.moments import AsOf

EXPORTS = "Ruritania sold herring in {}. It was a good year in Lutz"


@pytest.fixture
def room(record: Database) -> Newsroom:
    """A newsroom with an empty record."""
    return Newsroom(record)


def two_papers(room: Newsroom, one: Figure, other: Figure, texts: tuple[str, str]) -> list[tuple[str, str, str | None]]:
    """What contradicts what once two papers have printed their figures."""
    room.print(texts[0], one, publisher="Herald")
    room.print(texts[1], other, publisher="Courier")
    return room.says()


# ---------------------------------------------------------------- figures

FIRST, SECOND = EXPORTS.format("one year"), EXPORTS.format("twelve months")
ABOUT, LEAST, MOST = Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(FIRST, 46_000), figure(SECOND, 51_200)),
        (
            figure(FIRST, 16, "percent", indicator="share of herring in exports"),
            figure(SECOND, 19, "percent", indicator="share of herring in exports"),
        ),
        (
            figure(FIRST, 5, "percent", indicator="inflation", bound=ABOUT),
            figure(SECOND, 7, "percent", indicator="inflation rate"),
        ),
        (figure(FIRST, 50_000, bound=LEAST), figure(SECOND, 46_000)),
        (figure(FIRST, 40_000, bound=MOST), figure(SECOND, 46_000)),
        (figure(FIRST, 40_000, bound=MOST), figure(SECOND, 50_000, bound=LEAST)),
        (
            figure(FIRST, 46, "kilograms", indicator="weight of gold sold"),
            figure(SECOND, 0.051, "tonnes", indicator="weight of gold sold"),
        ),
        (
            figure(FIRST, 3_000_000, "people", indicator="population"),
            figure(SECOND, 3_600_000, "inhabitants", indicator="inhabitants"),
        ),
        (
            figure(FIRST, 2e9, "USD", indicator="trade", geo=("XRU", "XZU")),
            figure(SECOND, 3.1e9, "USD", indicator="trade volume", geo=("XZU", "XRU")),
        ),
    ],
    ids=["numbers", "shares", "about", "at least", "at most", "bounds", "units", "synonyms", "between two countries"],
)
def test_figures_of_one_thing_that_no_number_fits_contradict_each_other(room: Newsroom, one: Figure, other: Figure) -> None:
    """Of the same indicator, place and period, beyond rounding and beyond what their bounds allow."""
    (found,) = two_papers(room, one, other, (FIRST, SECOND))
    assert found[0] == "figure"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            figure(FIRST, 46_500_000, "barrels", indicator="oil imports"),
            figure(SECOND, 46_510_000, "barrels", indicator="crude oil imports"),
        ),
        (figure(FIRST, 5, "percent", indicator="inflation", bound=ABOUT), figure(SECOND, 5.3, "percent", indicator="inflation")),
        (figure(FIRST, 40_000, bound=LEAST), figure(SECOND, 46_000)),
        (figure(FIRST, 50_000, bound=MOST), figure(SECOND, 46_000)),
        (figure(FIRST, 40_000, bound=LEAST), figure(SECOND, 46_000, bound=LEAST)),
        (figure(FIRST, 46_000), figure(SECOND, 4_000, period="2022-01")),
        (figure(FIRST, 46_000), figure(SECOND, 51_000, period="2021")),
        (figure(FIRST, 46_000), figure(SECOND, 51_000, geo=("XZU",))),
        (figure(FIRST, 46_000), figure(SECOND, 51_000, indicator="cod exports")),
        (figure(FIRST, 46_000), figure(SECOND, 51_000, indicator="herring imports")),
        (figure(FIRST, 16, "percent", indicator="herring exports"), figure(SECOND, 46_000)),
        (
            figure(FIRST, 16, "percent", indicator="rise in herring exports"),
            figure(SECOND, 40, "percent", indicator="share of herring exports"),
        ),
        (figure(FIRST, 2e9, "USD"), figure(SECOND, 2.9e9, "EUR")),
        (figure(FIRST, 3, "companies", indicator="companies"), figure(SECOND, 5, "companies", indicator="companies")),
        (
            figure(FIRST, 46, "tonnes", indicator="weight of fish sold"),
            figure(SECOND, 46_000, "kilograms", indicator="weight of fish sold"),
        ),
        (figure(FIRST, 46_000, period=None), figure(SECOND, 51_000)),
    ],
    ids=[
        "rounding",
        "about",
        "more than",
        "up to",
        "two floors",
        "a month of the year",
        "another year",
        "another place",
        "another fish",
        "the other way",
        "share and amount",
        "change and share",
        "currencies",
        "too little said",
        "one weight",
        "no period",
    ],
)
def test_what_can_both_be_right_is_no_contradiction(room: Newsroom, one: Figure, other: Figure) -> None:
    """Rounded numbers, bounds that leave room, another time, place, thing or quantity."""
    assert two_papers(room, one, other, (FIRST, SECOND)) == []


def test_a_contradiction_names_both_sides_with_their_words_and_where_they_stand(room: Newsroom) -> None:
    """Nothing is averaged away: each number stands with its quote, its source and who published it."""
    here, (one,) = room.print(FIRST, figure(FIRST, 46_000), publisher="Herald")
    there, (other,) = room.print(SECOND, figure(SECOND, 51_200), publisher="Courier")
    (found,) = room.contradictions()
    assert found.other is not None
    assert [(side.item, side.source, side.publisher, side.says) for side in (found.one, found.other)] == [
        (one, here, "Herald", "46,000 tonnes"),
        (other, there, "Courier", "51,200 tonnes"),
    ]
    assert found.one.quote.exact == "Ruritania sold herring in one year"
    assert found.about == "herring exports, 2022"


def test_the_range_of_one_text_is_no_contradiction_nor_is_that_of_its_copy(room: Newsroom) -> None:
    """Between 46,000 and 51,000 tonnes is one thing that one source says, and a wire copy of it is the same source."""
    text = "Ruritania sold between 46,000 and 51,000 tonnes of herring. So it was."
    first, _ = room.print(text, figure(text, 46_000, words="46,000"), figure(text, 51_000, words="51,000 tonnes"))
    again = f"{text} More below."
    room.print(again, figure(again, 46_000, words="46,000"), figure(again, 51_000, words="51,000 tonnes"), copy_of=first)
    assert room.contradictions() == []


def test_papers_with_one_number_are_one_side(room: Newsroom) -> None:
    """Two against one is one contradiction, which says that the first number has two behind it."""
    texts = [EXPORTS.format(word) for word in ("spring", "summer", "autumn")]
    for text, value in zip(texts, (46_000, 46_000, 51_200), strict=True):
        room.print(text, figure(text, value), publisher=text)
    (found,) = room.contradictions()
    assert found.other is not None
    assert (found.one.says, len(found.one.also), found.other.says) == ("46,000 tonnes", 1, "51,200 tonnes")


@pytest.mark.parametrize(("town", "number"), [("Strelsau", 1), ("Hentzau", 0)])
def test_the_dead_of_one_disaster_are_compared_though_no_text_gives_the_time(room: Newsroom, town: str, number: int) -> None:
    """Where both texts name the place beside the number; another place is another disaster."""
    one = "People died in the flood of Strelsau. The river had risen"
    other = f"Many were killed when the waters came to {town}. The river had risen"
    room.print(one, figure(one, 430, "people", indicator="people killed", period=None), publisher="Herald")
    room.print(other, figure(other, 260, "people", indicator="death toll", period=None), publisher="Courier")
    assert len(room.contradictions()) == number


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Peru's imports from Chile", "imports of Peru from Chile", True),
        ("Peruvian imports from Chile", "Peru's purchases from Chile", True),
        ("Peru's imports from Chile", "Chile's imports from Peru", False),
    ],
)
def test_who_buys_from_whom_matters(one: str, other: str, *, same: bool) -> None:
    """An indicator's countries keep their parts, whatever the wording."""
    text = "So much was bought"
    first, second = (counted(figure(text, 1, "USD", indicator=words, geo=("PER", "CHL"))) for words in (one, other))
    assert first is not None
    assert second is not None
    assert (first.words == second.words and first.fits(second)) == same


# ---------------------------------------------------------------- one event, told twice

TALKS, AGAIN = "Ana Rosas met Ivo Brandt for talks on herring quotas", "Herring quotas: Ana Rosas met Ivo Brandt for talks"


def talks(text: str, date: str, place: str | None = None, location: Location | None = None, who: str = "Ana Rosas") -> Event:
    """A meeting of two heads."""
    return Event(
        quote=words_of(text), type=Plover.CONSULT, sources=(who,), targets=("Ivo Brandt",), date=date, place=place,
        location=location, mode="talks", confidence=0.9,
    )  # fmt: skip


def test_tellings_of_one_event_that_give_other_days_and_places_contradict_each_other(room: Newsroom) -> None:
    """The Herald has it on the ninth in Lutz, the Courier on the twelfth in Zenda; a person said that it was one meeting."""
    lutz, zenda = Location("CZE", 49.6, 16.5), Location("AUT", 48.2, 16.3)
    _, first = room.print(TALKS, talks(TALKS, "2023-05-02", "Lutz", lutz), publisher="Herald")
    _, second = room.print(AGAIN, talks(AGAIN, "2023-05-05", "Zenda", zenda), publisher="Courier")
    merge(room.record, [*first, *second], "Aino")
    assert room.says() == [("date", "2023-05-02", "2023-05-05"), ("place", "Lutz", "Zenda")]


def test_a_day_within_the_month_that_another_gives_is_no_contradiction(room: Newsroom) -> None:
    """In May, and on 2 May."""
    _, first = room.print(TALKS, talks(TALKS, "2023-05-02"), publisher="Herald")
    _, second = room.print(AGAIN, talks(AGAIN, "2023-05"), publisher="Courier")
    merge(room.record, [*first, *second], "Aino")
    assert room.says() == []


def test_tellings_of_one_event_that_name_other_persons_contradict_each_other(room: Newsroom) -> None:
    """The prime minister went, says the one; the foreign minister, says the other."""
    other = AGAIN.replace("Ana Rosas", "Luis Prado")
    _, first = room.print(TALKS, talks(TALKS, "2023-05-02"), publisher="Herald")
    _, second = room.print(other, talks(other, "2023-05-02", who="Luis Prado"), publisher="Courier")
    merge(room.record, [*first, *second], "Aino")
    assert room.says() == [("parties", "Ana Rosas", "Luis Prado")]


def test_an_event_that_another_source_denies_is_a_contradiction(room: Newsroom) -> None:
    """They met, says the Herald; they never did, has the Courier on the same day."""
    told = "Ana Rosas met Ivo Brandt in Lutz for talks on herring"
    denied = "Ana Rosas never met Ivo Brandt in Lutz for talks on herring"
    room.print(told, visit(told, "2023-05-02", to=("Ivo Brandt",), place="Lutz", mode="talks"), publisher="Herald")
    event = visit(denied, "2023-05-02", to=("Ivo Brandt",), place="Lutz", mode="talks", status=EventStatus.DENIED)
    room.print(denied, event, publisher="Courier")
    assert room.says() == [("status", "occurred", "denied")]


# ---------------------------------------------------------------- claims of a first

CLAIM = "Ana Rosas arrived in Zubrowka on 2 May. It was the first visit by a prime minister since 2009"
BETWEEN = "Prime minister Ana Rosas visited Zubrowka in the spring"


def claimed(room: Newsroom, text: str = CLAIM) -> None:
    """A paper that claims a first."""
    room.print(text, visit(text, "2023-05-02"), publisher="Herald")


def test_a_first_that_forgets_a_visit_of_the_record_is_a_contradiction(room: Newsroom) -> None:
    """The first since 2009, and one in 2016."""
    claimed(room)
    room.print(BETWEEN, visit(BETWEEN, "2016-03-04"), publisher="Courier", published="2016-03-05")
    assert room.says() == [("first", "first visit by a prime minister since 2009", "2016-03-04")]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (BETWEEN, visit(BETWEEN, "2009-03-04")),
        (BETWEEN, visit(BETWEEN, "2016-03-04", mode="call")),
        (BETWEEN, visit(BETWEEN, "2016-03-04", status=EventStatus.PLANNED)),
        (BETWEEN, visit(BETWEEN, "2023-05-01")),
        ("Luis Prado visited Zubrowka", visit("Luis Prado visited Zubrowka", "2016-03-04", ("Luis Prado",))),
        ("Ivo Brandt visited Ruritania", visit("Ivo Brandt visited Ruritania", "2016-03-04", ("Ivo Brandt",), ("Ruritania",))),
    ],
    ids=["the one it names", "a call", "a plan", "the visit itself", "a minister's", "the other way"],
)
def test_a_first_is_broken_only_by_what_it_speaks_of(room: Newsroom, text: str, event: Event) -> None:
    """Of the same kind, the same level, the same guest and host, in between."""
    claimed(room)
    room.print(text, event, publisher="Courier", published=event.date or "2016-03-05")
    assert [one for one in room.says() if one[0] == "first"] == []


def test_a_first_in_so_many_years_counts_back_from_its_event(room: Newsroom) -> None:
    """In thirteen years from 2023: a visit of 2016 breaks it, one of 2010 doesn't."""
    claimed(room, "Ana Rosas came to Zubrowka, the first visit by a prime minister in 13 years")
    room.print(BETWEEN, visit(BETWEEN, "2010-03-04"), publisher="Courier", published="2010-03-05")
    assert room.says() == []
    later = f"{BETWEEN} once more"
    room.print(later, visit(later, "2016-03-04"), publisher="Courier", published="2016-03-05")
    assert [one[2] for one in room.says()] == ["2016-03-04"]


# ---------------------------------------------------------------- plans

PLAN = "Ana Rosas is to visit Zubrowka on 20 May"


def planned(room: Newsroom, date: str = "2023-05-20", published: str = "2023-05-10") -> str:
    """A paper that announces a visit; the id of the plan."""
    return room.print(PLAN, visit(PLAN, date, status=EventStatus.PLANNED), published=published)[1][0]


def test_a_plan_whose_time_has_passed_without_a_deed_is_listed(room: Newsroom) -> None:
    """Announced for 20 May 2023, and nothing of it is known."""
    planned(room)
    assert room.says() == [("plan", "for 2023-05-20", None)]


@pytest.mark.parametrize(
    ("date", "published"), [("2999-05-20", "2023-05-10"), ("2023-05-20", "2024-01-01")], ids=["still to come", "told afterwards"]
)
def test_a_plan_still_to_come_or_told_afterwards_is_not(room: Newsroom, date: str, published: str) -> None:
    """What was printed after the time of the plan doesn't announce it."""
    planned(room, date, published)
    assert room.says() == []


def test_a_plan_that_was_carried_out_is_not(room: Newsroom) -> None:
    """She came on the day."""
    planned(room)
    text = "Ana Rosas visited Zubrowka and spoke of herring"
    room.print(text, visit(text, "2023-05-20"), publisher="Courier", published="2023-05-21")
    assert room.says() == []


def test_a_commitment_that_was_due_is_listed_until_it_is_followed(room: Newsroom) -> None:
    """A harbour by June 2023."""
    text = "Ruritania is to build a harbour with Zubrowka by June 2023"
    promise = Commitment(
        quote=words_of(text),
        parties=("Ruritania", "Zubrowka"),
        what="build a deep harbour at Hentzau",
        status=CommitmentStatus.PROMISED,
        date="2022-01-10",
        due="2023-06",
        confidence=0.9,
    )
    room.print(text, promise, published="2022-01-11")
    assert room.says() == [("due", "due 2023-06", None)]
    done = "Ruritania and Zubrowka opened the deep harbour at Hentzau"
    opened = Event(
        quote=words_of(done),
        type=Plover.COOPERATE,
        sources=("Ruritania",),
        targets=("Zubrowka",),
        date="2023-06-02",
        confidence=0.9,
    )
    room.print(done, opened, publisher="Courier", published="2023-06-03")
    assert room.says() == []


# ---------------------------------------------------------------- the list

SIX = (46_000, 51_200, 58_000)


def printed(room: Newsroom) -> list[str]:
    """A record with several contradictions of several kinds; the ids of its sources."""
    sources = []
    for at, value in enumerate(SIX):
        text = f"Ruritania sold herring, said paper {at}"
        sources.append(room.print(text, figure(text, value), publisher=f"Paper {at}")[0])
    planned(room)
    claimed(room)
    sources.append(room.print(BETWEEN, visit(BETWEEN, "2016-03-04"), publisher="Courier", published="2016-03-05")[0])
    return sources


def test_the_list_can_be_had_a_page_at_a_time(room: Newsroom) -> None:
    """Pages of two come to the whole list."""
    printed(room)
    every = room.contradictions()
    assert [one.kind.value for one in every] == ["figure", "figure", "figure", "first", "plan"]
    pages, after = [], None
    while page := room.contradictions(limit=2, after=after):
        pages += page
        after = page[-1].cursor
    assert pages == every


def test_an_entry_a_source_and_an_actor_have_their_own(room: Newsroom) -> None:
    """The same as in the whole list, from whichever side they are looked for."""
    sources = printed(room)
    every = room.contradictions()
    for source in sources:
        own = [one for one in every if source in {side.source for side in (one.one, one.other) if side}]
        assert room.contradictions(source=source) == own
    for one in every:
        for entry in one.entries:
            assert room.contradictions(entry=entry) == [other for other in every if entry in other.entries]
    assert {one.kind for one in room.contradictions(actor="Ana Rosas")} == {Difference.FIRST, Difference.PLAN}
    assert room.contradictions(actor="XRU", kinds=[Difference.FIGURE]) == every[:3]
    assert room.contradictions(actor="Otto Lenz") == []


def test_a_contradiction_has_one_id_in_whatever_order_the_papers_came(
    record: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It hangs on the kind and the items alone."""
    texts = [EXPORTS.format(word) for word in ("spring", "summer")]
    found = []
    for order in (1, -1):
        base = record if order == 1 else Database.create(tmp_path_factory.mktemp("other") / "record.db")
        room = Newsroom(base)
        for text, value in list(zip(texts, (46_000, 51_200), strict=True))[::order]:
            room.print(text, figure(text, value), publisher=text)
        found.append([one.id for one in room.contradictions()])
        if order == -1:
            base.close()
    assert found[0] == found[1] != []


def test_what_a_person_dismissed_is_out_of_the_list_until_that_is_undone(room: Newsroom) -> None:
    """It stays in the log, and the list as of the day before still has it."""
    room.print(FIRST, figure(FIRST, 46_000), publisher="Herald")
    room.print(SECOND, figure(SECOND, 51_200), publisher="Courier")
    (found,) = room.contradictions()
    before = _now(room)
    (number,) = dismiss(room.record, [found], "Aino", note="the one is of landings")
    dismissed = _now(room)
    assert room.contradictions() == []
    assert room.contradictions(before) == [found]
    undo(room.record, number, "Aino")
    assert room.contradictions() == [found]
    assert room.contradictions(dismissed) == []


def test_a_rejected_item_contradicts_nothing_any_more(room: Newsroom) -> None:
    """But it did, as of the day before."""
    room.print(FIRST, figure(FIRST, 46_000), publisher="Herald")
    _, (wrong,) = room.print(SECOND, figure(SECOND, 51_200), publisher="Courier")
    found, before = room.contradictions(), _now(room)
    decide(room.record, wrong, Act.REJECT, "Aino")
    assert room.contradictions() == []
    assert room.contradictions(before) == found != []


def test_a_corrected_figure_is_compared_as_it_is_now(room: Newsroom) -> None:
    """A cod figure that turns out to be of herring meets the herring."""
    room.print(FIRST, figure(FIRST, 46_000), publisher="Herald")
    _, (cod,) = room.print(SECOND, figure(SECOND, 51_200, indicator="cod exports"), publisher="Courier")
    assert room.contradictions() == []
    decide(room.record, cod, Act.CORRECT, "Aino", corrected=figure(SECOND, 51_200))
    assert [one[0] for one in room.says()] == ["figure"]


def test_contradictions_of_nothing_are_refused(room: Newsroom) -> None:
    """An entry that the record doesn't have."""
    with pytest.raises(NotInRecord):
        room.contradictions(entry="abc")


def _now(room: Newsroom) -> AsOf:
    """The record as it stands after the last writing."""
    from sqlalchemy import select

    from peyvand.record.schema import clock

    with room.record.reading() as connection:
        return AsOf(connection.execute(select(clock.c.at)).scalar_one())
