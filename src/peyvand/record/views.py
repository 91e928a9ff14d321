"""What the record answers: frozen rows, made from the store and never changed. Dates of adding are UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from peyvand.exchange import Line
from peyvand.model import ActorType, Fault, Kind, Metadata, Quote, Quoted, Reference

_NONE: Mapping[str, str] = MappingProxyType({})


class Review(StrEnum):
    """What a person decided about an item."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Grade(StrEnum):
    """How reliable a publisher is, by a person's judgement; `grading.toml` has the letters in words."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"  # it can't be judged


class Format(StrEnum):
    """What a record can be written as, for other programs."""

    LINES = "jsonl"  # items, in the exchange form
    CSV = "csv"
    PARQUET = "parquet"
    FOLLOWTHEMONEY = "ftm"  # entities with their proof
    PLOVER = "plover"  # a table of event data
    GEOJSON = "geojson"
    CALENDAR = "ics"  # what is due
    CSL = "csl"  # sources, as CSL-JSON
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class Credibility:
    """How far a thing that is told can be believed, and how many stand behind it; `grading.toml` has the rule."""

    digit: int  # 1 confirmed … 5 improbable, 6 can't be judged
    sources: int  # independent of each other
    contradicted: int = 0  # how many contradictions it is a side of


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a listing: all but its text."""

    id: str
    name: str
    metadata: Metadata
    words: int
    added: datetime
    reader: str | None  # version of the reader that read it; None where it is unread
    unread: str | None  # why it wasn't read: "Persian can't be read yet"
    copy_of: str | None  # id of the earlier source that has nearly the same text
    counts: Mapping[Kind, int]  # items by kind, rejected ones left out; every kind has its number
    grade: Grade = Grade.F  # of its publisher


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item of the record, with the source it was read from."""

    id: str
    source: str
    item: Quoted
    position: int  # where its quote begins in the text of the source
    actors: Mapping[str, str] = field(default_factory=lambda: _NONE)  # names in the item to ids of `KeptActor`
    review: Review | None = None
    beside: tuple[str, ...] = ()  # ids of the items that rest on the same words
    cites: tuple[Reference, ...] = ()  # the works that its sentence cites: where the claim itself comes from
    entry: str = ""  # id of the entry that it tells of: that of the first item that does

    @property
    def line(self) -> Line:
        """The item as it travels."""
        return Line(self.id, self.source, self.item, self.beside, self.cites)


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """What happened, was said, promised or counted, once, with every item that tells of it."""

    id: str  # that of the first item that told it
    kind: Kind
    lead: KeptItem  # the item that tells it best
    tellings: tuple[KeptItem, ...]  # all of them, in the order in which they were read
    sources: int  # independent ones: copies of one text count once
    confidence: float
    review: Review | None = None
    plans: tuple[str, ...] = ()  # ids of the entries that announced it
    deeds: tuple[str, ...] = ()  # ids of the entries that came of it
    grade: Grade = Grade.F  # the best among its publishers
    credibility: Credibility | None = None  # None where it wasn't asked for

    @property
    def trust(self) -> str | None:
        """Grade, digit and the number of independent publishers: "B2 · 3 publishers"; None where it wasn't asked for."""
        if self.credibility is None:
            return None
        number = self.credibility.sources
        return f"{self.grade.value}{self.credibility.digit} · {number} publisher{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a source gives a person."""

    title: str
    source: str
    since: str | None  # EDTF: when it says that the office is held, else when the source that says so was published


@dataclass(frozen=True, slots=True)
class KeptActor:
    """An actor of the whole record: what the sources call it, and where."""

    id: str
    name: str
    type: ActorType
    country: str | None
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]
    mentions: tuple[
        tuple[str, Quote], ...
    ]  # (source id, quote) of the first 500 sources; in `actors()`, the first of each source
    counts: Mapping[Kind, int]  # items in which it takes part; under ACTOR, the sources that name it


@dataclass(frozen=True, slots=True)
class Hit:
    """A source that holds the words searched for, and a stretch of it around them."""

    source: SourceRow
    snippet: str  # text of the source from `start` on
    start: int
    marks: tuple[tuple[int, int], ...]  # where the words stand in the snippet, half-open


@dataclass(frozen=True, slots=True)
class ItemHit:
    """An item that holds the words searched for; they may stand in its quote, in what it is about, or in the names in it."""

    item: KeptItem
    snippet: str  # its quote
    marks: tuple[tuple[int, int], ...]  # where the words stand in the quote, half-open


class Outcome(StrEnum):
    """What became of one document."""

    ADDED = "added"
    KNOWN = "known"  # its bytes were in the record already
    UNREAD = "unread"  # kept, in a language that can't be read yet
    READ_AGAIN = "read again"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of adding or reading again: the document just done."""

    done: int  # documents done so far, this one included
    name: str
    outcome: Outcome
    items: int  # read out of it


Tell: TypeAlias = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class AddReport:
    """What an add did."""

    added: int = 0  # new sources, unread ones included
    known: int = 0  # documents that were in the record already
    again: int = 0  # sources that were read again
    unread: tuple[tuple[str, str], ...] = ()  # (name, reason) of sources kept without being read
    copies: tuple[tuple[str, str], ...] = ()  # (name, name of the earlier source with nearly the same text)
    items: Mapping[Kind, int] = field(default_factory=lambda: MappingProxyType({}))
    faults: tuple[Fault, ...] = ()
    interrupted: bool = False  # whether it was stopped (Ctrl-C); the same add goes on from there
