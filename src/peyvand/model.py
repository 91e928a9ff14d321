"""The vocabulary: what a source is, and what is read out of one.

Offsets count Unicode code points of `Source.text` and are half-open. Dates are EDTF strings (ISO 8601-2,
level 1), countries ISO 3166-1 alpha-3. Nothing here reads or writes a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import TypeAlias

from peyvand.errors import QuoteOutOfPlace

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
_NO_EXTRA: Mapping[str, Json] = MappingProxyType({})


# ---------------------------------------------------------------- sources


class BlockKind(StrEnum):
    """What a stretch of a source's text is; only PROSE, HEADING and LIST are read for items."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    LIST = "list"  # an item of a list in the body
    BYLINE = "byline"  # author, date, place lines
    CAPTION = "caption"  # photo captions and credits
    FURNITURE = "furniture"  # navigation, subscription offers, newsletter lists, legal notices
    REFERENCE = "reference"  # one entry of an endnote list or bibliography


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, endnote …: a stretch of the text, without the white space around it."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # of a heading, 1 the highest; else 0


class Cited(StrEnum):
    """What an endnote cites: a work, or something said on a day of its own."""

    WORK = "work"
    INTERVIEW = "interview"
    MESSAGE = "message"  # a letter, a telegram, an e-mail, a conversation
    REMARKS = "remarks"  # a speech, a press conference


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that an entry of a source's endnotes cites; `start:end` is the entry, or the part of it that cites the work.

    An entry that cites several works is several references of one label; one that only remarks on the text has no work.
    "Ibid." and "n. 12" have the fields of what they point to, and say in `same_as` which entry that is.
    """

    label: str  # "12"; of an entry without a number "Laine 2021"
    start: int
    end: int
    author: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # EDTF; of something said, the day on which it was
    url: str | None = None
    kind: Cited = Cited.WORK
    pages: str | None = None  # "45", "149–162"
    remark: str | None = None  # what the author of the source adds to it
    same_as: str | None = None

    @property
    def words(self) -> str | None:
        """The work in one line: author, “title”, publisher, date; its address where nothing else is known, else None."""
        title = f"“{self.title}”" if self.title is not None else None
        known = [part for part in (self.author, title, self.publisher) if part is not None]
        return ", ".join([*known, *([self.published] if self.published else [])]) if known else self.url


@dataclass(frozen=True, slots=True)
class Marker:
    """Where the text calls a reference: the characters of "¹²" or "[12]"."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document as a whole."""

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None  # EDTF
    language: str | None = None  # ISO 639-1
    url: str | None = None
    kind: str | None = None  # "press release", "policy brief" …, as the document or its sidecar says
    pair: tuple[str, str] | None = None
    extra: Mapping[str, Json] = field(default_factory=lambda: _NO_EXTRA)  # keys of a sidecar that mean nothing to us


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its one normalised text, the structure of it, and its metadata.

    `id` is the first 16 hexadecimal digits of the SHA-256 of the original's bytes, so that one document has one id
    under any name. `name` is what the user called it: a file name or an address.
    """

    id: str
    name: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata
    references: tuple[Reference, ...] = ()
    markers: tuple[Marker, ...] = ()

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def quote(self, start: int, end: int) -> Quote:
        """The words of the text at `start:end`."""
        return Quote(self.text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Fault:
    """A document that was left out, or a thing in it that was, and why: one line for the user."""

    name: str
    message: str
    kept: bool = False  # whether the document itself was taken all the same


# ---------------------------------------------------------------- items


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, verbatim, and where they stand in its text."""

    exact: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.exact) or self.start < 0 or not self.exact:
            raise QuoteOutOfPlace(self.exact, self.start, self.end)


class Kind(StrEnum):
    """The five kinds of item."""

    EVENT = "event"
    STATEMENT = "statement"
    COMMITMENT = "commitment"
    FIGURE = "figure"
    ACTOR = "actor"


class ActorType(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    COUNTRY = "country"
    PLACE_LIKE_GOVERNMENT = "place_like_government"  # the West, the European Union's "Brussels" …


class Plover(StrEnum):
    """The 16 event categories of the PLOVER ontology."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    """Whether an event took place."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Stance(StrEnum):
    """A speaker's position toward the topic, as worded."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    DEMAND = "demand"
    OFFER = "offer"


class Instrument(StrEnum):
    """The form a commitment takes."""

    MOU = "MoU"
    AGREEMENT = "agreement"
    TREATY = "treaty"
    PLEDGE = "pledge"
    PLAN = "plan"


class CommitmentStatus(StrEnum):
    """How far a commitment has got."""

    PROPOSED = "proposed"
    PROMISED = "promised"
    SIGNED = "signed"
    IN_FORCE = "in_force"


class Bound(StrEnum):
    """How a figure is meant where it isn't exact."""

    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a place lies, as far as its name tells: a country, and degrees (WGS 84) where it is a point on the map."""

    country: str | None = None  # ISO 3166-1 alpha-3
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """An issue or field that an item falls under, and how much speaks for it."""

    key: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who: one person, body or country of a document, under its fullest name there."""

    name: str
    type: ActorType
    country: str | None = None
    office: str | None = None  # of a person, "foreign minister of Iran"
    held: str | None = None  # when the text says that the office is held, EDTF
    aliases: tuple[str, ...] = ()
    mentions: tuple[Quote, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What was done: a reported act of one actor toward another."""

    quote: Quote
    type: Plover
    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()  # those of them that these words leave unsaid: the other side, named in the sentences before
    date: str | None = None
    place: str | None = None  # as written
    location: Location | None = None  # of the place, where it is unambiguous
    mode: str | None = None  # how it was done: a mode of the category, "visit"
    contexts: tuple[str, ...] = ()  # what it was about: PLOVER contexts
    status: EventStatus = EventStatus.OCCURRED
    speaker: str | None = None  # the origin of the claim, where it isn't the publisher
    issues: tuple[Tag, ...] = ()  # the likeliest first
    fields: tuple[Tag, ...] = ()
    references: tuple[str, ...] = ()  # labels of the source's own references that the quote's sentence calls
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was said: a position attributed to a speaker."""

    quote: Quote
    speaker: str
    topic: str
    stance: Stance
    issue: str | None = None
    addressees: tuple[str, ...] = ()  # to whom it was said
    via: tuple[str, ...] = ()  # who reports it, between the publisher and the speaker, the outermost first
    date: str | None = None
    issues: tuple[Tag, ...] = ()  # the likeliest first
    fields: tuple[Tag, ...] = ()
    references: tuple[str, ...] = ()  # labels of the source's own references that the quote's sentence calls
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What was promised, by whom."""

    quote: Quote
    parties: tuple[str, ...]
    what: str
    status: CommitmentStatus
    instrument: Instrument | None = None
    date: str | None = None
    due: str | None = None
    speaker: str | None = None
    issues: tuple[Tag, ...] = ()  # the likeliest first
    fields: tuple[Tag, ...] = ()
    references: tuple[str, ...] = ()  # labels of the source's own references that the quote's sentence calls
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What the numbers say: a value with what it counts."""

    quote: Quote
    value: float
    unit: str
    indicator: str
    geo: tuple[str, ...] = ()  # ISO 3166-1 alpha-3, or a region's name; the reporter first
    period: str | None = None
    bound: Bound | None = None  # set where the text says about, more than …
    speaker: str | None = None
    issues: tuple[Tag, ...] = ()  # the likeliest first
    fields: tuple[Tag, ...] = ()
    references: tuple[str, ...] = ()  # labels of the source's own references that the quote's sentence calls
    confidence: float = 1.0


Quoted: TypeAlias = Event | Statement | Commitment | Figure
Item: TypeAlias = Quoted | Actor

KIND_OF: Mapping[type[Item], Kind] = MappingProxyType(
    {
        Event: Kind.EVENT,
        Statement: Kind.STATEMENT,
        Commitment: Kind.COMMITMENT,
        Figure: Kind.FIGURE,
        Actor: Kind.ACTOR,
    }
)
