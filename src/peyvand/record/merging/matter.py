"""What a telling is about: its words without the names of those who took part and where, which are heard by themselves."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from peyvand.model import ActorType, Commitment, Event, Figure, Quoted, Statement
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Telling
from peyvand.record.merging.words import content_words, name_words, stem

_ROOT = 5  # letters of a country's name that its adjective keeps: "Japanese", "Graulish"


def everyone(event: Event) -> tuple[str, ...]:
    """All who took part in an event."""
    return (*event.sources, *event.targets)


@lru_cache(maxsize=16384)
def matter(telling: Telling) -> frozenset[str]:
    """The words that say what an item is about, those of its topic or of what is promised among them."""
    return _without_names(telling.words | content_words(_named_matter(telling.item)), telling)


@lru_cache(maxsize=16384)
def topic(telling: Telling) -> frozenset[str]:
    """The words of a statement's topic, or of what a commitment says is to be done."""
    return _without_names(content_words(_named_matter(telling.item)), telling)


def _without_names(words: frozenset[str], telling: Telling) -> frozenset[str]:
    """Words but those of names, of countries also as adjectives ("Iranian"), and of the item's own date."""
    adjectives = tuple(
        word[:_ROOT] for name in telling.countries if telling.types.get(name) is ActorType.COUNTRY for word in name_words(name)
    )
    dates = frozenset(part.lstrip("0") for day in _dates(telling) for part in re.split(r"\D", day))
    papers = _instrument_words() if isinstance(telling.item, Commitment) else frozenset()
    return frozenset(word for word in words.difference(dates, papers, *_names(telling)) if not word.startswith(adjectives))


@cache
def _instrument_words() -> frozenset[str]:
    return frozenset(map(stem, table().instrument_words))


def _dates(telling: Telling) -> list[str]:
    item = telling.item
    own = item.period if isinstance(item, Figure) else item.date
    return [each for each in (own, (telling.published or "")[:4]) if each]


def _named_matter(item: Quoted) -> str:
    match item:
        case Statement(topic=words) | Commitment(what=words) | Figure(indicator=words):
            return words
        case _:
            return ""


def _names(telling: Telling) -> list[frozenset[str]]:
    match telling.item:
        case Event() as event:
            own = (*everyone(event), event.place or "")
        case Statement(speaker=speaker):
            own = (speaker,)
        case Commitment(parties=own):
            pass
        case Figure(geo=own):
            pass
    return [name_words(name) for name in (*own, *telling.countries)]
