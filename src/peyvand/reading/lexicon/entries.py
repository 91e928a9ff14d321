"""What the lexicon holds, as types: countries, regions, bodies, offices and kinds of act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from peyvand.model import Plover


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory and the words that mean it or its government."""

    code: str  # ISO 3166-1 alpha-3
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    currency: str | None = None  # ISO 4217
    currency_words: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    region: str | None = None


class RegionType(StrEnum):
    """What a region is."""

    GOVERNMENTS = "place_like_government"
    BODY = "organization"
    REGION = "region"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Region:
    """A group of countries, a part of the world, or a place that belongs to no one country."""

    key: str
    name: str
    type: RegionType
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    country: str | None = None
    members: tuple[str, ...] = ()
    currency: str | None = None
    currency_words: tuple[str, ...] = ()


class BodyKind(StrEnum):
    """What a body is."""

    INTERNATIONAL = "international organisation"
    GROUP = "group of states"
    MINISTRY = "ministry"
    AGENCY = "agency"
    PARLIAMENT = "parliament"
    COURT = "court"
    ARMED_FORCE = "armed force"
    ARMED_GROUP = "armed group"
    PARTY = "party"
    COMPANY = "company"
    BANK = "bank"
    CHAMBER = "chamber"
    CIVIL = "civil organisation"
    MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts or is spoken of: its names, its country where it has one, and its kind."""

    key: str
    name: str
    kind: BodyKind
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office or title: its normal form, and the forms that mean the same."""

    normal: str
    forms: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    stands_for_government: bool = False  # whether its holder's acts are the country's
    envoy: bool = False  # whether it is held *at* a country, for another


@dataclass(frozen=True, slots=True)
class OfficeTerms:
    """The words of which phrases of office are made."""

    offices: tuple[Office, ...]
    heads: dict[str, str]  # word that heads a phrase of office -> its plural
    modifiers: frozenset[str]  # words before a head that belong to the office: deputy, foreign, first
    former: frozenset[str]  # words that say that it is held no more
    portfolios: frozenset[str]  # small-letter words of a field of office after "for", "of"
    honorifics: tuple[str, ...]
    group_words: dict[str, bool]  # plural nouns for unnamed people -> whether they stand for a government
    group_references: tuple[str, ...]  # phrases for actors named just before: "both sides"
    singular_references: tuple[str, ...]  # "his counterpart", "the top diplomat"


class Quad(StrEnum):
    """The quadrant of an act: conflict or co-operation, in words or in deeds."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


@dataclass(frozen=True, slots=True)
class Frame:
    """A way of putting an act: a verb with what must stand beside it. An empty field asks for nothing."""

    verb: str  # lemma
    particle: str | None = None  # "off" in "break off"; a preposition or adverb that the verb needs
    objects: frozenset[str] = frozenset()  # lemmas, one of which heads the object (or the preposition's, for `via`)
    via: str | None = None  # the preposition that introduces the object word: "go on *strike*", "withdraw from *talks*"
    target: str | None = None  # where the other side stands: "object", "indirect", "possessive" or a preposition
    source: str | None = None  # where the actor stands, if not the subject: "by", "object", "possessive"
    complement: bool = False  # whether a clause or infinitive must follow: "agreed to", "warned that"
    status: str | None = None  # "planned" for "intend to", "denied" ...
    infinitive: frozenset[str] = frozenset()  # lemmas, one of which must be what is to be done: "ordered to *leave*"


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of act of the PLOVER ontology, and the words for it."""

    type: Plover
    label: str
    definition: str
    quad: Quad
    score: float
    verbs: frozenset[str]  # lemmas, also of two words: "call on"
    nouns: frozenset[str]
    adjectives: frozenset[str]  # after a form of "be"
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """One way of doing an act of a category, and the words for it."""

    label: str
    definition: str
    verbs: tuple[str, ...] = ()  # lemmas of the act's own verb, also of two words: "call on"
    nouns: tuple[str, ...] = ()  # nouns that carry the act
    sure: tuple[str, ...] = ()  # words and phrases that settle it, wherever they stand in the clause
    words: tuple[str, ...] = ()  # words and phrases that speak for it
