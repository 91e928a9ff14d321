"""Sources made up at random, as they go into a record: who met, accused or helped whom, where and when."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from peyvand.model import Actor, ActorType, Block, BlockKind, Event, Item, Metadata, Plover, Quote, Source, Tag
from peyvand.record.writing import Incoming
from peyvand.sources import fingerprint

_COUNTRIES = {
    "Iran": "IRN", "Japan": "JPN", "Turkey": "TUR", "Iraq": "IRQ", "Qatar": "QAT", "Oman": "OMN", "Kuwait": "KWT", "China": "CHN",
    "South Korea": "KOR", "India": "IND", "Pakistan": "PAK", "Russia": "RUS", "United States": "USA", "United Kingdom": "GBR",
    "France": "FRA", "Germany": "DEU", "Italy": "ITA", "Spain": "ESP", "Brazil": "BRA", "Mexico": "MEX", "Canada": "CAN",
    "Australia": "AUS", "Indonesia": "IDN", "Vietnam": "VNM", "Thailand": "THA", "Malaysia": "MYS", "Egypt": "EGY",
}  # fmt: skip
_FIRST = "Aiko Bahram Carla Daniel Elham Farid Goro Hana Ivo Jamila Kenji Laleh Marta Naomi Omid Pari Quentin Rosa Saeed Tomoko"
_LAST = "Abedi Brandt Castell Dorval Esfahani Fujita Ghorbani Hamada Ibarra Jansen Karimi Lindqvist Moradi Nakata Ortega Petrov"
_TOWNS = ("Geneva", "Vienna", "Muscat", "Doha", "Tokyo", "Tehran", "Kyoto", "Isfahan", "New York", "Singapore")
_MATTERS = ("fisheries", "crude oil", "visas", "a port", "earthquakes", "debts", "pistachios", "a rail line", "students", "gas")
_DID = {
    Plover.CONSULT: "met {} in {} on {} to talk about {}",
    Plover.ACCUSE: "accused {} in {} on {} of breaking its word over {}",
    Plover.COOPERATE: "opened with {} in {} on {} a joint office for {}",
    Plover.AID: "gave {} in {} on {} a grant for {}",
    Plover.REJECT: "turned down {} in {} on {} over {}",
}


class Act(NamedTuple):
    """Something done."""

    type: Plover
    who: str
    of: str
    toward: str
    place: str
    day: str
    matter: str


class World:
    """Countries, persons and days out of which acts are made up; the first countries act most."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._countries = list(_COUNTRIES)
        self._weights = [1 / (at + 1) for at in range(len(self._countries))]
        persons = [f"{first} {last}" for first in _FIRST.split() for last in _LAST.split()]
        homes = random.Random(0)  # the same in every world
        self._home = {name: homes.choices(self._countries, self._weights)[0] for name in persons}

    def acts(self, number: int) -> list[Act]:
        """So many acts."""
        return [self._act() for _ in range(number)]

    def _act(self) -> Act:
        who = self._chance.choice(list(self._home))
        others = [name for name in self._chance.choices(self._countries, self._weights, k=8) if name != self._home[who]]
        day = date(1979, 1, 1) + timedelta(days=self._chance.randrange(17_000))
        kind = self._chance.choice(list(_DID))
        town, matter = self._chance.choice(_TOWNS), self._chance.choice(_MATTERS)
        return Act(kind, who, self._home[who], others[0] if others else "Peru", town, day.isoformat(), matter)


def entry(name: str, acts: Sequence[Act]) -> Incoming:
    """A source that tells of some acts, as it goes into the record."""
    items: list[Item] = []
    text = f"Paper {name}\n\n"
    cast: dict[str, Actor] = {}
    for act in acts:
        sentence = f"{act.who}, minister of {act.of}, {_DID[act.type].format(act.toward, act.place, act.day, act.matter)}."
        quote = Quote(sentence[:-1], len(text), len(text) + len(sentence) - 1)
        for called, kind in ((act.who, ActorType.PERSON), (act.of, ActorType.COUNTRY), (act.toward, ActorType.COUNTRY)):
            at = len(text) + sentence.index(called)
            is_person = kind is ActorType.PERSON
            actor = Actor(
                name=called,
                type=kind,
                country=_COUNTRIES.get(act.of if is_person else called),
                office=f"minister of {act.of}" if is_person else None,
                mentions=(Quote(called, at, at + len(called)),),
            )
            cast.setdefault(called, actor)
        event = Event(
            quote=quote,
            type=act.type,
            sources=(act.who,),
            targets=(act.toward,),
            date=act.day,
            place=act.place,
            issues=(Tag("maritime", 0.5),),
            fields=(Tag("trade", 0.5),),
            confidence=0.7,
        )
        items.append(event)
        text += f"{sentence} The office said that {act.matter} would be looked at again.\n\n"
    meta = Metadata(title=f"Paper {name}", publisher=f"Herald {len(name)}", published=max(act.day for act in acts), language="en")
    key = sha256(name.encode()).hexdigest()
    source = Source(key[:16], f"{name}.txt", text, (Block(BlockKind.PROSE, 0, len(text)),), meta)
    return Incoming(source, key, f"{key}.txt", "text/plain", [*items, *cast.values()], "2", None, fingerprint(source))
