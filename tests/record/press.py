"""Three papers of an invented world: two tell of one meeting, the third of what is to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from tests.record.newspaper import entry_of, news, quote

from peyvand.model import (
    Actor,
    ActorType,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Kind,
    Location,
    Metadata,
    Plover,
    Reference,
    Tag,
)
from peyvand.record.database import Database
from peyvand.record.decisions import merge
from peyvand.record.gathering import gather
from peyvand.record.schema import versions
from peyvand.record.writing import Incoming, put_source

GAZETTE = """Herring talks

José Núñez; his counterpart Dmitri Desgoffe and others held talks on herring in Lutz on 9 May, the foreign ministry said.\
 "A good day, a long one, and costly," it added."""
COURIER = """Next year's summit

Ruritania and Zubrowka will hold a summit on 14 March 2024 in Lutz. The summit may last for days. Ruritania is to build a \
harbour by June 2026 (see the harbour report), and a fleet of twelve boats by 2027. A tunnel under the sea — längst versprochen, \
долго обещанный, 長く約束された — is to open soon. The Ministry of Fish of Ruritania welcomed it."""


def talks() -> Event:
    """The same meeting as the Herald's, with its place on the map."""
    return Event(
        quote=quote("held talks on herring in Lutz on 9 May", GAZETTE),
        type=Plover.CONSULT,
        sources=("José Núñez",),
        targets=("Dmitri Desgoffe",),
        date="2023-05-09",
        place="Lutz",
        location=Location("CZE", 49.65, 16.5),
        mode="meet",
        contexts=("diplomatic", "economic"),
        status=EventStatus.OCCURRED,
        issues=(Tag("fisheries", 0.8),),
        fields=(Tag("trade", 0.7),),
        confidence=0.95,
    )


def gazette() -> Incoming:
    """The second paper's story."""
    people = [
        Actor(
            name=name,
            type=ActorType.PERSON,
            country=country,
            office=office,
            mentions=(quote(name, GAZETTE),),
        )
        for name, country, office in (("José Núñez", "XRU", None), ("Dmitri Desgoffe", "CZE", "fisheries minister of Zubrowka"))
    ]
    says = Metadata(
        title="Herring talks: {first} & last",
        publisher="The Lutz Gazette; morning edition",
        author="Aino Laine and Karl Voss",
        published="2023-05-10",
        language="en",
        url="https://gazette.example/herring?day=10_05&x=1",
        kind="news article",
    )
    return entry_of(GAZETTE, [talks(), *people], "gazette.html", says)


def courier() -> Incoming:
    """The third paper's story, with an endnote's work."""
    summit = Event(
        quote=quote("Ruritania and Zubrowka will hold a summit on 14 March 2024 in Lutz", COURIER),
        type=Plover.CONSULT,
        sources=("Ruritania", "Zubrowka"),
        date="2024-03-14",
        place="Lutz",
        status=EventStatus.PLANNED,
        references=("1",),
    )
    harbour = Commitment(
        quote=quote("Ruritania is to build a harbour by June 2026", COURIER),
        parties=("Ruritania",),
        what="build a harbour, with quays; and cranes",
        status=CommitmentStatus.PROMISED,
        due="2026-06",
    )
    tunnel = Commitment(
        quote=quote("A tunnel under the sea — längst versprochen, долго обещанный, 長く約束された — is to open soon", COURIER),
        parties=("Ruritania", "Zubrowka"),
        what="open a tunnel under the sea — längst versprochen, долго обещанный, 長く約束された",
        status=CommitmentStatus.PROMISED,
        due="2026-09-28/2026-10-02",
    )
    soon = replace(tunnel, quote=quote("is to open soon", COURIER), what="open it", due=None)
    denied = replace(summit, quote=quote("The summit may last for days", COURIER), status=EventStatus.HYPOTHETICAL, references=())
    ministry = Actor(
        name="Ministry of Fish of Ruritania",
        type=ActorType.ORGANIZATION,
        country="XRU",
        mentions=(quote("Ministry of Fish of Ruritania", COURIER),),
    )
    states = [
        Actor(name=name, type=ActorType.COUNTRY, country=code, mentions=(quote(name, COURIER),))
        for name, code in (("Ruritania", "XRU"), ("Zubrowka", "XZU"))
    ]
    entry = entry_of(
        COURIER, [summit, harbour, tunnel, soon, denied, ministry, *states], "courier.pdf", Metadata(kind="policy brief")
    )
    work = Reference(
        "1", 0, 4, author="V. Ek", title="Quays of the north_east", publisher="Dock Press", published="2021-03~", pages="4–9"
    )
    return replace(entry, source=replace(entry.source, references=(work,)))


def herald() -> Incoming:
    """The first paper's story."""
    return entry_of(
        items=news(), metadata=Metadata(title="Ruritania and Zubrowka sign", publisher="The Herald", published="2023-05-10")
    )


def print_papers(record: Database, papers: Iterable[Incoming] | None = None) -> None:
    """Write the papers into a record, and say that two of them tell of one meeting."""
    for entry in (herald(), gazette(), courier()) if papers is None else papers:
        with record.writing() as connection:
            put_source(connection, entry)
            gather(connection, entry.source.id)
    if papers is None:
        merge(record, ids_of(record, Kind.EVENT, Plover.CONSULT)[:2], "Ada", note="one meeting")


def ids_of(record: Database, kind: Kind, type: str | None = None) -> list[str]:
    """The items of a kind, and of a type, in the order in which they were read."""
    with record.reading() as connection:
        found = select(versions.c.item).where(versions.c.kind == kind.value).order_by(versions.c.row)
        return list(connection.execute(found if type is None else found.where(versions.c.type == type)).scalars())
