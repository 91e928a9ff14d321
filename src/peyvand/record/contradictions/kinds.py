"""What a contradiction is: two items of the record that can't both be as they are told, or a plan that nothing came of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from peyvand.exchange import digest, quote_to_json
from peyvand.model import Json, Quote, Quoted


class Difference(StrEnum):
    """In what two contradict each other."""

    FIGURE = "figure"  # another number for the same thing
    DATE = "date"  # one event on different days
    PLACE = "place"  # one event at different places
    PARTIES = "parties"  # one event by different persons
    STATUS = "status"  # it was, and it is denied
    FIRST = "first"  # a claim of a first, and an event before it
    PLAN = "plan"  # its time has passed without a deed known to the record
    DUE = "due"  # a commitment's


# In which order they are listed; the four in which an event's tellings differ stand together.
Stream: TypeAlias = str
STREAMS: Mapping[Stream, frozenset[Difference]] = MappingProxyType(
    {
        "1 figures": frozenset({Difference.FIGURE}),
        "2 tellings": frozenset({Difference.DATE, Difference.PLACE, Difference.PARTIES, Difference.STATUS}),
        "3 denials": frozenset({Difference.STATUS}),
        "4 firsts": frozenset({Difference.FIRST}),
        "5 plans": frozenset({Difference.PLAN}),
        "6 due": frozenset({Difference.DUE}),
    }
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: an item with its words, and where they stand."""

    item: str  # its id
    entry: str  # of which it tells
    said: Quoted
    says: str  # what of it differs, in a few words: "46.5 million barrels", "2019-06-12"
    source: str  # id
    title: str | None
    publisher: str | None
    published: str | None  # EDTF
    root: str  # id of the first source with nearly the same text
    also: tuple[str, ...] = ()  # ids of other items that say the same

    @property
    def quote(self) -> Quote:
        """The words that the side rests on."""
        return self.said.quote

    def json(self) -> dict[str, Json]:
        """The side as a JSON object."""
        return {
            "item": self.item,
            "entry": self.entry,
            "says": self.says,
            "quote": quote_to_json(self.quote),
            "source": self.source,
            "title": self.title,
            "publisher": self.publisher,
            "published": self.published,
            "also": list(self.also),
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sides that can't both be right; of a plan without a deed there is one."""

    kind: Difference
    about: str  # in a few words
    one: Side
    other: Side | None
    stream: Stream
    place: str = field(repr=False)  # in the stream

    @property
    def id(self) -> str:
        """16 hexadecimal digits that hang on nothing but the kind and the items."""
        return digest("contradiction", self.kind.value, *sorted(self.items))

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that stand for the sides."""
        return (self.one.item,) if self.other is None else (self.one.item, self.other.item)

    @property
    def sides(self) -> tuple[frozenset[str], ...]:
        """The ids of all items on each side."""
        return tuple(frozenset((side.item, *side.also)) for side in (self.one, self.other) if side is not None)

    @property
    def entries(self) -> frozenset[str]:
        """The ids of the entries that the sides tell of."""
        return frozenset(side.entry for side in (self.one, self.other) if side is not None)

    @property
    def cursor(self) -> str:
        """Where it stands in the list, for the page after it."""
        return f"{self.stream}\x1f{self.place}"

    def json(self) -> dict[str, Json]:
        """The contradiction as a JSON object."""
        other = None if self.other is None else self.other.json()
        return {"kind": self.kind.value, "id": self.id, "about": self.about, "one": self.one.json(), "other": other}
