"""What goes into the record comes out of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from tests.record.conftest import Put
from tests.record.newspaper import TEXT, entry_of, news, quote, ruritania

from peyvand.errors import BadDate, NotInRecord
from peyvand.model import Actor, ActorType, Block, BlockKind, Event, Kind, Marker, Metadata, Plover, Reference, Source
from peyvand.record import payload
from peyvand.record.cast import kept_actors, one_actor
from peyvand.record.database import Database
from peyvand.record.queries import Wanted, all_items, full_source, kept_items, source_id, source_rows
from peyvand.record.schema import quotes, versions
from peyvand.record.views import KeptItem
from peyvand.record.writing import Incoming, put_items, put_source


def listed(record: Database, **narrowed: object) -> list[KeptItem]:
    """A listing of items."""
    with record.reading() as connection:
        return kept_items(connection, Wanted(**narrowed))  # type: ignore[arg-type]


def test_a_source_comes_out_as_it_went_in(record: Database) -> None:
    """Text, structure, endnotes and metadata are those that were written."""
    source = Source(
        "00ff" * 4,
        "نامه.txt",
        "One.¹ Two.\n\n1. Ada Byron, Notes",
        (Block(BlockKind.HEADING, 0, 4, 2), Block(BlockKind.REFERENCE, 12, 31)),
        Metadata(title="A", publisher="B", author="C", published="2023-05~", language="en", url="https://x.test", kind="report",
                 pair=("IRN", "JPN"), extra={"grade": ["A", 1]}),
        (Reference("1", 12, 31, author="Ada Byron", title="Notes"),),
        (Marker("1", 4, 5),),
    )  # fmt: skip
    with record.writing() as connection:
        put_source(connection, Incoming(source, "00ff" * 16, "x.txt", "text/plain"))
    with record.reading() as connection:
        assert full_source(connection, source.id) == source
        row = source_rows(connection)[0]
    assert (row.metadata, row.words, row.reader, row.copy_of) == (source.metadata, 6, None, None)
    assert row.added.tzinfo is UTC
    assert (datetime.now(UTC) - row.added).total_seconds() < 3600


@pytest.mark.parametrize("item", news(), ids=lambda item: payload.kind_of(item).value)
def test_an_item_comes_out_as_it_went_in(record: Database, put: Put, item: Event | Actor) -> None:
    """Every kind of item survives being kept."""
    put(items=[item])
    with record.reading() as connection:
        assert [line.item for line in all_items(connection)] == [item]


def test_a_quote_is_kept_with_what_stands_around_it(record: Database, put: Put) -> None:
    """32 characters before and after a quote are kept, so that it can be found again in another copy of the text."""
    put()
    with record.reading() as connection:
        rows = connection.execute(select(quotes).join(versions).where(versions.c.kind == "statement")).all()
    assert len(rows) == 1
    start, end = TEXT.index("We are concerned"), TEXT.index('," Núñez')
    assert (rows[0].start, rows[0].end, rows[0].exact) == (start, end, TEXT[start:end])
    assert (rows[0].prefix, rows[0].suffix) == (TEXT[start - 32 : start], TEXT[end : end + 32])


def test_items_stand_in_order_of_date_and_undated_ones_last(record: Database, put: Put) -> None:
    """The figure of 2022 comes before the memorandum of May 2023 and the meeting of 9 May; the undated statement is last."""
    put()
    assert [kept.item.__class__.__name__ for kept in listed(record)] == ["Figure", "Commitment", "Event", "Statement"]


@pytest.mark.parametrize(
    ("since", "until", "kinds"),
    [
        ("2023", None, {"commitment", "event"}),
        ("2023-05-09", "2023-05-09", {"commitment", "event"}),  # "May 2023" can be the ninth
        ("2023-05-10", None, {"commitment"}),
        (None, "2022-06", {"figure"}),
        ("2022-06", "2023-05-01", {"figure", "commitment"}),
        ("2024", None, set()),
    ],
)
def test_a_period_takes_in_what_can_have_been_then(
    record: Database, put: Put, since: str | None, until: str | None, kinds: set[str]
) -> None:
    """A date that is only roughly known is in every period that it touches."""
    put()
    assert {payload.kind_of(kept.item).value for kept in listed(record, since=since, until=until)} == kinds


def test_a_period_that_is_no_date_is_refused(record: Database) -> None:
    """The user is told how to write a date."""
    with pytest.raises(BadDate, match="last spring"):
        listed(record, since="last spring")


@pytest.mark.parametrize(
    ("narrowed", "kinds"),
    [
        ({"kind": Kind.FIGURE}, {"figure"}),
        ({"type": "consult"}, {"event"}),
        ({"type": "concern"}, {"statement"}),
        ({"type": "MoU"}, {"commitment"}),
        ({"status": "signed"}, {"commitment"}),
        ({"min_confidence": 0.8}, {"event", "commitment"}),
        ({"actor": "jose nunez"}, {"event", "statement"}),
        ({"actor": "Núñez"}, {"event", "statement"}),
        ({"actor": "Ruritania"}, {"commitment", "figure"}),
        ({"actor": "xru"}, {"commitment", "figure"}),
        ({"actor": "Nobody"}, set()),
    ],
)
def test_a_listing_can_be_narrowed(record: Database, put: Put, narrowed: dict[str, object], kinds: set[str]) -> None:
    """By kind, type, status, confidence and by who takes part, under any name of theirs."""
    put()
    assert {payload.kind_of(kept.item).value for kept in listed(record, **narrowed)} == kinds


def test_a_source_is_found_by_the_beginning_of_its_id(record: Database, put: Put) -> None:
    """As far as it is clear which one is meant."""
    first, second = put(), put("Another text.", [])
    with record.reading() as connection:
        assert source_id(connection, first.source.id[:6].upper()) == first.source.id
        with pytest.raises(NotInRecord, match="no source"):
            source_id(connection, "zzzz")
        with pytest.raises(NotInRecord):
            source_id(connection, "%")
    assert [kept.source for kept in listed(record, source=second.source.id)] == []


def test_counts_of_a_source(record: Database, put: Put) -> None:
    """A listing of sources says how many items of each kind came of each."""
    put()
    put("Nothing happened.", [])
    with record.reading() as connection:
        first, second = source_rows(connection)
    assert first.counts == {Kind.EVENT: 1, Kind.STATEMENT: 1, Kind.COMMITMENT: 1, Kind.FIGURE: 1, Kind.ACTOR: 4}
    assert set(second.counts.values()) == {0}


def test_an_actor_of_several_sources_is_one(record: Database, put: Put) -> None:
    """Jose NUNEZ of Ruritania in one paper and José Núñez of Ruritania in another are one; one of another country isn't."""
    put()
    text = "Jose NUNEZ, the trade minister, spoke. So did Jose Nunez of Zubrowka."
    put(text, [
        Actor(
            name="Jose NUNEZ",
            type=ActorType.PERSON,
            country="XRU",
            office="trade minister",
            mentions=(quote("Jose NUNEZ", text),),
        ),
        Actor(name="Jose Nunez", type=ActorType.PERSON, country="XZU", mentions=(quote("Jose Nunez", text),)),
    ], published="2024")  # fmt: skip
    with record.reading() as connection:
        found = [actor for actor in kept_actors(connection) if "unez" in actor.name.lower().replace("ú", "u").replace("ñ", "n")]
        both = one_actor(connection, found[0].id)
    assert [(actor.name, actor.country, actor.counts[Kind.ACTOR]) for actor in found] == [
        ("José Núñez", "XRU", 2),
        ("Jose Nunez", "XZU", 1),
    ]
    assert both.aliases == ("Jose NUNEZ", "Núñez")
    assert [(office.title, office.since) for office in both.offices] == [
        ("foreign minister of Ruritania", "2023-05-10"),
        ("trade minister", "2024"),
    ]
    assert [mention.exact for _, mention in both.mentions] == ["José Núñez", "Núñez", "Jose NUNEZ"]
    assert both.counts == {Kind.EVENT: 1, Kind.STATEMENT: 1, Kind.COMMITMENT: 0, Kind.FIGURE: 0, Kind.ACTOR: 2}


def test_a_person_whose_country_one_source_leaves_out_is_one(record: Database, put: Put) -> None:
    """A source that doesn't say a person's country speaks of the namesake whose country is known, if there is only one."""
    put()
    text = "Dmitri Desgoffe smiled. José Núñez did not."
    unsaid = [
        Actor(name=name, type=ActorType.PERSON, office="minister", mentions=(quote(name, text),))
        for name in ("Dmitri Desgoffe", "José Núñez")
    ]
    other = "José Núñez of Zubrowka sings."
    put(
        other,
        [Actor(name="José Núñez", type=ActorType.PERSON, country="XZU", mentions=(quote("José Núñez", other),))],
        name="c.txt",
    )
    put(text, unsaid, name="unsaid.txt")
    with record.reading() as connection:
        found = sorted((actor.name, actor.country or "", actor.counts[Kind.ACTOR]) for actor in kept_actors(connection))
        desgoffe = one_actor(connection, "Dmitri Desgoffe")
    assert ("Dmitri Desgoffe", "XZU", 2) in found
    assert [country for name, country, _ in found if name == "José Núñez"] == ["", "XRU", "XZU"]
    assert "minister" in {office.title for office in desgoffe.offices}
    assert len(desgoffe.mentions) == 2


def test_a_person_is_found_by_an_office_that_a_later_source_gives(record: Database, put: Put) -> None:
    """Who was first named without an office is meant by "the trade minister of Norway" once a source has said so."""
    for number, (text, name, office) in enumerate(
        (
            ("Ingrid Solbakk came to Oslo.", "Ingrid Solbakk", None),
            ("Ingrid Solbakk, the trade minister of Norway, met fishermen.", "Ingrid Solbakk", "trade minister of Norway"),
            ("The trade minister of Norway met the press.", "trade minister of Norway", "trade minister of Norway"),
        )
    ):
        words = quote(name, text)
        put(
            text,
            [Actor(name=name, type=ActorType.PERSON, country="NOR", office=office, mentions=(words,))],
            name=f"{number}.txt",
            published=f"2031-05-1{number}",
        )
    with record.reading() as connection:
        (minister,) = [actor for actor in kept_actors(connection) if actor.type is ActorType.PERSON]
    assert minister.name == "Ingrid Solbakk"
    assert len({source for source, _ in minister.mentions}) == 3


def test_a_country_is_one_under_any_name(record: Database, put: Put) -> None:
    """What counts is its code."""
    put()
    text = "The Kingdom of Ruritania protested."
    put(
        text,
        [
            Actor(
                name="Kingdom of Ruritania",
                type=ActorType.COUNTRY,
                country="XRU",
                mentions=(quote("Kingdom of Ruritania", text),),
            )
        ],
    )
    with record.reading() as connection:
        actor = one_actor(connection, "XRU")
    assert (actor.name, actor.aliases, actor.counts[Kind.ACTOR]) == ("Ruritania", ("Kingdom of Ruritania",), 2)


def test_names_in_items_lead_to_actors(record: Database, put: Put) -> None:
    """An item says under which id the record knows those who take part in it."""
    put()
    event = listed(record, kind=Kind.EVENT)[0]
    with record.reading() as connection:
        assert {one_actor(connection, who).name for who in event.actors.values()} == {"José Núñez", "Dmitri Desgoffe"}
    assert set(event.actors) == {"José Núñez", "Dmitri Desgoffe"}


def test_an_actor_of_whom_nothing_is_left_goes(record: Database, put: Put) -> None:
    """When a source is read otherwise, those whom only the former reading named are gone."""
    entry = put()
    with record.writing() as connection:
        put_items(connection, entry_of(items=[ruritania()]))
    with record.reading() as connection:
        assert [actor.name for actor in kept_actors(connection)] == ["Ruritania"]
        assert source_id(connection, entry.source.id) == entry.source.id


def test_ids_of_items_hang_on_the_source_and_the_words_alone(record: Database, put: Put) -> None:
    """The same reading written twice has the same ids; two items on the same words have two."""
    once = Event(quote=quote("The two signed"), type=Plover.SUPPORT, sources=("Ruritania",))
    twice = Event(quote=quote("The two signed"), type=Plover.SUPPORT, sources=("Zubrowka",))
    put(items=[once, twice])
    before = listed(record)
    with record.writing() as connection:
        put_items(connection, entry_of(items=[once, twice]))
    assert listed(record) == before
    assert len({kept.id for kept in before}) == 2
