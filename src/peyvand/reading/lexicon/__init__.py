"""What the reading knows, as data: each TOML file beside this one says at its head what it holds and how to add to it."""

from __future__ import annotations

from collections.abc import Mapping

from peyvand.model import Plover
from peyvand.reading.lexicon.atlas import Atlas, City
from peyvand.reading.lexicon.entries import (
    BodyKind,
    Category,
    Country,
    Frame,
    Mode,
    Office,
    OfficeTerms,
    Organisation,
    Quad,
    Region,
    RegionType,
)
from peyvand.reading.lexicon.phrases import PhraseTable, Role, Sense, fold
from peyvand.reading.lexicon.standard import Lexicon, standard

__all__ = [
    "Atlas",
    "BodyKind",
    "Category",
    "City",
    "Country",
    "Frame",
    "Lexicon",
    "Mode",
    "Office",
    "OfficeTerms",
    "Organisation",
    "PhraseTable",
    "Quad",
    "Region",
    "RegionType",
    "Role",
    "Sense",
    "categories",
    "countries",
    "country_of",
    "currency_of",
    "fold",
    "look_up",
    "offices",
    "organisations",
    "phrases",
    "regions",
    "standard",
]


def countries() -> Mapping[str, Country]:
    """Countries by their code."""
    return standard().countries


def regions() -> Mapping[str, Region]:
    """Regions by their key."""
    return standard().regions


def organisations() -> Mapping[str, Organisation]:
    """Bodies by their key, the media among them."""
    return standard().organisations


def offices() -> OfficeTerms:
    """Words of office and title."""
    return standard().offices


def categories() -> Mapping[Plover, Category]:
    """Kinds of act and the words for them."""
    return standard().categories


def phrases() -> Mapping[str, tuple[Sense, ...]]:
    """Every name of a country, region or body, folded (see `fold`), with what it may mean, the likeliest first."""
    return standard().table.senses


def look_up(phrase: str) -> tuple[Sense, ...]:
    """What a name may mean, the likeliest first; "the", a possessive, accents, dots and capitals make no difference."""
    return standard().table.look_up(phrase)


def country_of(phrase: str) -> Country | None:
    """The country that a name, demonym, capital or metonym means; None where it means none."""
    return next((sense.entry for sense in look_up(phrase) if isinstance(sense.entry, Country)), None)


def currency_of(word: str) -> str | None:
    """The ISO 4217 code that a word, sign or code means: "yen", "US$", "JPY"."""
    return standard().currencies.get(fold(word))
