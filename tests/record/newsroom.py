"""Short papers of an invented world, printed into a record one by one, as an add would put them there."""

from __future__ import annotations

from dataclasses import dataclass

from tests.record.newspaper import entry_of

from peyvand.exchange import with_ids
from peyvand.model import Actor, ActorType, Bound, Event, EventStatus, Figure, Item, Metadata, Plover, Quote
from peyvand.record.contradictions import Contradiction, contradictions
from peyvand.record.database import Database
from peyvand.record.gathering import gather
from peyvand.record.moments import NOW, AsOf
from peyvand.record.writing import put_source

PEOPLE = {
    "Ana Rosas": ("XRU", "prime minister of Ruritania"),
    "Luis Prado": ("XRU", "foreign minister of Ruritania"),
    "Ivo Brandt": ("XZU", "president of Zubrowka"),
    "Otto Lenz": ("XZU", "trade minister of Zubrowka"),
}
COUNTRIES = {"Ruritania": "XRU", "Zubrowka": "XZU"}


@dataclass
class Newsroom:
    """Prints papers into a record."""

    record: Database

    def print(
        self, text: str, *items: Item, publisher: str | None = "Herald", published: str = "2023-05-10", copy_of: str | None = None
    ) -> tuple[str, list[str]]:
        """Put a paper into the record; the id of the source and those of the items."""
        cast = [_actor(name, text) for name in (*PEOPLE, *COUNTRIES) if name in text]
        metadata = Metadata(title=text.partition(".")[0][:40], publisher=publisher, published=published, language="en")
        entry = entry_of(text, [*items, *cast], "paper.txt", metadata)
        with self.record.writing() as connection:
            put_source(connection, entry, copy_of=copy_of)
            gather(connection, entry.source.id)
        return entry.source.id, [id_ for id_, _ in with_ids(entry.source.id, items)]

    def contradictions(self, as_of: AsOf = NOW, **narrowed: object) -> list[Contradiction]:
        """What the record lists."""
        with self.record.reading() as connection:
            return contradictions(connection, as_of, **narrowed)  # type: ignore[arg-type]

    def says(self) -> list[tuple[str, str, str | None]]:
        """The kind of each contradiction, and what the sides say."""
        return [
            (one.kind.value, one.one.says, one.other.says if one.other is not None else None) for one in self.contradictions()
        ]


def _actor(name: str, text: str) -> Actor:
    """A person or country that a text names."""
    at = text.index(name)
    mention = Quote(name, at, at + len(name))
    if name in COUNTRIES:
        return Actor(name=name, type=ActorType.COUNTRY, country=COUNTRIES[name], mentions=(mention,))
    country, office = PEOPLE[name]
    return Actor(name=name, type=ActorType.PERSON, country=country, office=office, mentions=(mention,))


def words_of(text: str, words: str | None = None) -> Quote:
    """Words of a text, its first sentence where none are given."""
    words = words or text.partition(".")[0]
    return Quote(words, text.index(words), text.index(words) + len(words))


def figure(
    text: str,
    value: float,
    unit: str = "tonnes",
    *,
    indicator: str = "herring exports",
    period: str | None = "2022",
    bound: Bound | None = None,
    geo: tuple[str, ...] = ("XRU",),
    words: str | None = None,
) -> Figure:
    """A figure that a text gives."""
    return Figure(
        quote=words_of(text, words),
        value=value,
        unit=unit,
        indicator=indicator,
        geo=geo,
        period=period,
        bound=bound,
        confidence=0.9,
    )


def visit(
    text: str,
    date: str | None,
    who: tuple[str, ...] = ("Ana Rosas",),
    to: tuple[str, ...] = ("Zubrowka",),
    *,
    place: str | None = None,
    status: EventStatus = EventStatus.OCCURRED,
    mode: str = "visit",
    words: str | None = None,
) -> Event:
    """A visit that a text tells of."""
    return Event(
        quote=words_of(text, words),
        type=Plover.CONSULT,
        sources=who,
        targets=to,
        date=date,
        place=place,
        mode=mode,
        status=status,
        confidence=0.9,
    )
