"""Invented news of invented countries, and what a careful reader takes from it."""

from __future__ import annotations

from hashlib import sha256

from peyvand.model import (
    Actor,
    ActorType,
    Block,
    BlockKind,
    Commitment,
    CommitmentStatus,
    Event,
    Figure,
    Instrument,
    Item,
    Metadata,
    Plover,
    Quote,
    Source,
    Stance,
    Statement,
)
from peyvand.record.writing import Incoming

TEXT = """Ruritania and Zubrowka sign fisheries memorandum

Foreign Minister José Núñez of Ruritania met his Zubrowkan counterpart, Dmitri Desgoffe, in Lutz on Tuesday. \
"We are concerned about the quotas," Núñez said. The two signed a memorandum on fishing. \
Ruritania exported about 46,000 tonnes of herring in 2022."""


def entry_of(
    text: str = TEXT, items: list[Item] | None = None, name: str = "herald.txt", metadata: Metadata = Metadata()
) -> Incoming:
    """A source as it goes into the record, read by the reader of version 1."""
    digest = sha256(text.encode()).hexdigest()
    source = Source(digest[:16], name, text, (Block(BlockKind.PROSE, 0, len(text)),), metadata)
    found = news() if items is None else items
    return Incoming(source, digest, f"{digest}.txt", "text/plain", found, reader="1")


def quote(words: str, text: str = TEXT, before: str = "") -> Quote:
    """Words of a text, at the first place in it where they stand, or stand before these."""
    start = text.index(words + before)
    return Quote(words, start, start + len(words))


def meeting() -> Event:
    """The ministers met."""
    return Event(
        quote=quote("Foreign Minister José Núñez of Ruritania met his Zubrowkan counterpart"),
        type=Plover.CONSULT,
        sources=("José Núñez", "Dmitri Desgoffe"),
        date="2023-05-09",
        place="Lutz",
        confidence=0.9,
    )


def concern() -> Statement:
    """Núñez is concerned."""
    return Statement(
        quote=quote("We are concerned about the quotas"),
        speaker="José Núñez",
        topic="quotas",
        stance=Stance.CONCERN,
        confidence=0.7,
    )


def memorandum() -> Commitment:
    """The two signed a memorandum."""
    return Commitment(
        quote=quote("The two signed a memorandum on fishing"),
        parties=("Ruritania", "Zubrowka"),
        what="fish together",
        status=CommitmentStatus.SIGNED,
        instrument=Instrument.MOU,
        date="2023-05",
        due="2025",
        confidence=0.8,
    )


def exports() -> Figure:
    """So much herring in 2022."""
    return Figure(
        quote=quote("Ruritania exported about 46,000 tonnes of herring in 2022"),
        value=46000,
        unit="tonnes",
        indicator="herring exports",
        geo=("XRU",),
        period="2022",
        confidence=0.6,
    )


def nunez() -> Actor:
    """The foreign minister of Ruritania."""
    return Actor(
        name="José Núñez",
        type=ActorType.PERSON,
        country="XRU",
        office="foreign minister of Ruritania",
        aliases=("Núñez",),
        mentions=(quote("José Núñez"), quote("Núñez", before=" said")),
    )


def desgoffe() -> Actor:
    """His counterpart."""
    return Actor(name="Dmitri Desgoffe", type=ActorType.PERSON, country="XZU", mentions=(quote("Dmitri Desgoffe"),))


def ruritania() -> Actor:
    """The one country."""
    return Actor(name="Ruritania", type=ActorType.COUNTRY, country="XRU", mentions=(quote("Ruritania"),))


def zubrowka() -> Actor:
    """The other."""
    return Actor(name="Zubrowka", type=ActorType.COUNTRY, country="XZU", mentions=(quote("Zubrowka"),))


def news() -> list[Item]:
    """What a careful reader takes from the text."""
    return [meeting(), concern(), memorandum(), exports(), nunez(), desgoffe(), ruritania(), zubrowka()]
