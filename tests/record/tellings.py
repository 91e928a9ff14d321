"""What two papers tell: a meeting, a readout and a memorandum, in a cast of a few persons and countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from peyvand.model import (
    ActorType,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Instrument,
    Location,
    Plover,
    Quote,
    Quoted,
    Stance,
    Statement,
)
from peyvand.record.merging import Telling, content_words

PERSONS = {
    "Aino Laine": "FIN",
    "Oskar Berg": "FIN",
    "Karl Voss": "CHE",
    "Petra Holm": "CHE",
    "Kenji Mori": "JPN",
    "Ana Ruiz": "MEX",
}
COUNTRIES = {"Finland": "FIN", "Switzerland": "CHE", "Japan": "JPN", "Mexico": "MEX", "Torvia": "XTO"}
DESCRIBED = {"the Swiss foreign minister": "CHE"}  # known by description only
BODIES = {"Alpine Freight": None, "the Finnish border guard": "FIN"}
GENEVA = Location("CHE", 46.2, 6.15)
VIENNA = Location("AUT", 48.2, 16.4)


def told(item: Quoted, source: str = "herald", published: str | None = "2024-05-18") -> Telling:
    """An item in the words of a source, with who its names are."""
    types: dict[str, ActorType] = dict.fromkeys((*PERSONS, *DESCRIBED), ActorType.PERSON)
    types |= dict.fromkeys(COUNTRIES, ActorType.COUNTRY) | dict.fromkeys(BODIES, ActorType.ORGANIZATION)
    homes: Mapping[str, str | None] = {**PERSONS, **COUNTRIES, **DESCRIBED, **BODIES}
    names = {name for name in homes if name in _names(item)}
    return Telling(
        id=f"{source} {item.quote.exact}",
        source=source,
        item=item,
        published=published,
        actors={name: name for name in names if name not in DESCRIBED},
        countries={name: code for name in names if (code := homes[name]) is not None},
        words=content_words(item.quote.exact),
        types={name: types[name] for name in names},
    )


def _names(item: Quoted) -> tuple[str, ...]:
    match item:
        case Event():
            return (*item.sources, *item.targets)
        case Statement():
            return (item.speaker, *item.addressees)
        case Commitment():
            return item.parties
        case Figure():
            return ()


def quoted(words: str, start: int = 0) -> Quote:
    """A quote of these words."""
    return Quote(words, start, start + len(words))


MEETING = Event(
    quote=quoted("Aino Laine met Karl Voss in Geneva to speak about tunnels"),
    type=Plover.CONSULT,
    sources=("Aino Laine",),
    targets=("Karl Voss",),
    date="2024-05-17",
    place="Geneva",
    location=GENEVA,
    mode="talks",
)
RETOLD = replace(
    MEETING, quote=quoted("Voss and Laine conferred about the tunnels under the Alps"), sources=("Karl Voss", "Aino Laine")
)
RETOLD = replace(RETOLD, targets=())

READOUT = Statement(
    quote=quoted("Laine said that the tunnel “will not be dug on the backs of our children”"),
    speaker="Aino Laine",
    topic="the tunnel under the Alps",
    stance=Stance.OPPOSE,
    addressees=("Switzerland",),
    date="2024-05-17",
)

PAPER = Commitment(
    quote=quoted("Finland and Mexico signed a memorandum on the exchange of data on earthquakes"),
    parties=("Finland", "Mexico"),
    what="exchange data on earthquakes",
    status=CommitmentStatus.SIGNED,
    instrument=Instrument.MOU,
    date="2024-05-17",
)

PLAN = replace(MEETING, status=EventStatus.PLANNED, quote=quoted("Laine and Voss are to meet in Geneva about tunnels"))
