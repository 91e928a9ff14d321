"""Names as they stand in a text, looked up in the lexicon: countries, bodies, regions and words of office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING

from peyvand.reading.lexicon import BodyKind, Country, Lexicon, Organisation, Region, RegionType, Role, Sense
from peyvand.reading.text.document import pipeline

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher


class Named(Enum):
    """What a name in a text names."""

    COUNTRY = auto()  # a country, capital or metonym: stands for the government
    DEMONYM = auto()  # "Iranian", "the Saudis"
    ORGANIZATION = auto()
    PERSON = auto()
    REGION = auto()  # a group of governments: the West
    PLACE = auto()  # a city, building, sea or part of the world: no actor
    MEDIA = auto()  # a news agency or paper: reports, and acts only rarely


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name as written means."""

    named: Named
    country: str | None = None  # ISO 3166-1 alpha-3
    key: str | None = None  # the lexicon's own name for a body or region
    capital: bool = False  # a country named by its capital: a place as well
    kind: BodyKind | None = None  # of a body


class Gazetteer:
    """The lexicon's names and words of office, ready for matching."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[str, Meaning | None] = {}

    @cached_property
    def matcher(self) -> PhraseMatcher:
        """All names of the lexicon, matched whatever their capitals."""
        from spacy.matcher import PhraseMatcher

        nlp = pipeline()
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        written = {sense.written for senses in self.lexicon.table.senses.values() for sense in senses}
        matcher.add("name", [nlp.make_doc(one.removeprefix("the ")) for one in sorted(written)])
        return matcher

    def meaning(self, text: str) -> Meaning | None:
        """What a name as written in a text means; None where its capitals don't fit."""
        if text not in self._known:
            fitting = [sense for sense in self.lexicon.table.look_up(text) if sense.fits(text) or text.isupper()]
            self._known[text] = _meaning(fitting[0]) if fitting else None
        return self._known[text]

    def country_name(self, code: str) -> str:
        """A country's short name, or its code where the lexicon has none."""
        country = self.lexicon.countries.get(code)
        return country.name if country else code

    def code(self, country: str | None) -> str | None:
        """The ISO code of a country; None for one that has none, known in its document by name alone."""
        return country if country in self.lexicon.countries else None

    @cached_property
    def halves(self) -> Mapping[str, str]:
        """Countries by the first half of words for a pair: "sino" in "Sino-Japanese"."""
        return {prefix.lower(): one.code for one in self.lexicon.countries.values() for prefix in one.prefixes}

    # ------------------------------------------------------------ words of office

    @cached_property
    def heads(self) -> frozenset[str]:
        """Words that head a phrase of office, singular and plural."""
        return frozenset(self.lexicon.offices.heads) | frozenset(self.plurals) | {"counterpart", "d'affaires", "visitor", "guest"}

    @cached_property
    def plurals(self) -> Mapping[str, str]:
        """Plural heads with their singular; nouns for unnamed groups are their own singular."""
        singular = {plural: head for head, plural in self.lexicon.offices.heads.items() if plural != head}
        people = {word: word for word, governs in self.lexicon.offices.group_words.items() if not governs}
        return {**people, **singular, "counterparts": "counterpart"}

    @cached_property
    def peoples(self) -> frozenset[str]:
        """Plural nouns for people who speak and act for themselves, not for their government."""
        return frozenset(word for word, governs in self.lexicon.offices.group_words.items() if not governs)

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Words that may stand before the head of an office, fields of office included."""
        return self.lexicon.offices.modifiers | self.lexicon.offices.portfolios | {"charge", "chargé"}

    @cached_property
    def honorifics(self) -> frozenset[str]:
        """Words of respect before a name, small letters, no full stop."""
        return frozenset(word.lower().rstrip(".") for one in self.lexicon.offices.honorifics for word in one.split())

    @cached_property
    def not_names(self) -> frozenset[str]:
        """Words around a person's name that are no part of it."""
        return self.honorifics | self.heads | {"the", "of", "honorable", "honourable", "jr", "sr"}

    @cached_property
    def office_words(self) -> frozenset[str]:
        """Words of which a phrase of office alone is made: "Honorary Consul"."""
        return self.heads | self.modifiers

    @cached_property
    def titles(self) -> frozenset[str]:
        """Words of office and of respect, which are no name by themselves."""
        return self.office_words | self.honorifics


def _meaning(sense: Sense) -> Meaning:
    match sense.entry:
        case Country(code=code):
            named = Named.DEMONYM if sense.role is Role.DEMONYM else Named.COUNTRY
            return Meaning(named, code, capital=sense.role is Role.CAPITAL)
        case Region(type=RegionType.GOVERNMENTS, name=name):
            return Meaning(Named.REGION, None, name)
        case Region(type=RegionType.BODY, name=name):
            return Meaning(Named.ORGANIZATION, None, name, kind=BodyKind.GROUP)
        case Region(name=name, country=code):
            return Meaning(Named.PLACE, code, name)
        case Organisation(kind=BodyKind.MEDIA, name=name, country=code):
            return Meaning(Named.MEDIA, code, name)
        case Organisation(name=name, country=code, kind=kind):
            return Meaning(Named.ORGANIZATION, code, name, kind=kind)
