"""Items as lines of JSON, the form in which they travel; the keys are those of the exchange format.

An item's id hangs on its source and on what was read alone, so that every reading of a document gives the same. Items of one
document whose words overlap, or stand in one clause, know each other: `with` has their ids.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import Enum
from hashlib import sha256
from typing import Self

from peyvand.model import (
    KIND_OF,
    Actor,
    Commitment,
    Event,
    Figure,
    Item,
    Json,
    Location,
    Quote,
    Reference,
    Source,
    Statement,
)
from peyvand.units import converted

AROUND = 32  # characters behind a quote by which it is told whether the next stands in the same clause
# What ends a clause, at a quote's end or behind it; what is joined by these words is a clause of its own.
_PAUSE = re.compile(
    r"[.,;:!?—–\"“”\n]|\b(?:and|but|or|nor|while|when|as|after|before|until|since|because|if|who|which|where)\b", re.IGNORECASE
)
_FEW = 4  # words between two quotes of one clause
_MOST = 40  # items that one is shown with; a table's row may have hundreds


def quote_to_json(quote: Quote) -> Json:
    """A quote with its offsets."""
    return {"exact": quote.exact, "start": quote.start, "end": quote.end}


def to_json(item: Item, doc: str) -> dict[str, Json]:
    """An item as a JSON object, `doc` the source it was read from."""
    row: dict[str, Json] = {"kind": KIND_OF[type(item)].value, "doc": doc}
    for at in fields(item):
        value = getattr(item, at.name)
        match at.name, value:
            case "quote", Quote():
                row["quote"] = quote_to_json(value)
            case "mentions", tuple():
                row["mentions"] = [quote_to_json(one) for one in value]
            case "confidence", _:
                continue
            case (("issues" | "fields"), tuple()):
                row[at.name] = [{"key": tag.key, "score": round(tag.score, 3)} for tag in value]
            case _, Location():
                row[at.name] = asdict(value)
            case "bound", _:
                row["approximate"] = value is not None
                row["bound"] = value.value if value is not None else None
            case _, tuple():
                row[at.name] = list(value)
            case _, Enum():
                row[at.name] = value.value
            case _:
                row[at.name] = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(item, Figure):
        quantity = converted(item)
        row["converted"] = dict(asdict(quantity)) if quantity is not None else None
    row.setdefault("speaker", None)
    row["confidence"] = round(item.confidence, 3)
    return row


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it travels: under its id, with the items that rest on its words and the works that its sentence cites."""

    id: str
    doc: str
    item: Item
    beside: tuple[str, ...] = ()
    cites: tuple[Reference, ...] = ()

    def json(self) -> dict[str, Json]:
        """The line as a JSON object; of an actor, whom every item may name, only the id is added."""
        row = to_json(self.item, self.doc)
        found: dict[str, Json] = {"kind": row.pop("kind"), "doc": row.pop("doc"), "id": self.id, **row}
        if not isinstance(self.item, Actor):
            found["with"] = list(self.beside)
            found["cites"] = [dict(asdict(reference)) for reference in self.cites]
        return found


def lines(source: Source, items: Sequence[Item], doc: str) -> Iterator[Line]:
    """The items of a source as they travel, in their order."""
    named = list(with_ids(source.id, items))
    beside = together(
        Extent.of(key, item.quote.exact, item.quote.start, source.text[item.quote.end : item.quote.end + AROUND])
        for key, item in named
        if not isinstance(item, Actor)
    )
    for key, item in named:
        yield Line(key, doc, item, beside.get(key, ()), cited_by(item, source.references))


def cited_by(item: Item, references: Iterable[Reference]) -> tuple[Reference, ...]:
    """The works that an item's sentence cites."""
    labels = () if isinstance(item, Actor) else item.references
    return tuple(reference for reference in references if reference.label in labels) if labels else ()


# ---------------------------------------------------------------- ids


def digest(*parts: object) -> str:
    """16 hexadecimal digits that stand for these parts, in this order."""
    return sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_ids(source: str, found: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    """Items with ids that hang on nothing but the source and what was read, so that a second reading gives the same."""
    seen: Counter[tuple[object, ...]] = Counter()
    for item in found:
        rests_on = quotes_of(item)
        where = (rests_on[0].start, rests_on[0].end) if rests_on and not isinstance(item, Actor) else ()
        what = (source, KIND_OF[type(item)].value, *where, mark_of(item))
        yield digest(*what, seen[what]), item
        seen[what] += 1


def quotes_of(item: Item) -> tuple[Quote, ...]:
    """The quotes an item rests on, in order of the text; an actor's are its mentions."""
    return tuple(sorted(item.mentions, key=lambda quote: (quote.start, quote.end))) if isinstance(item, Actor) else (item.quote,)


def mark_of(item: Item) -> str:
    """What tells an item from another of its kind that rests on the same words, however well names are resolved."""
    match item:
        case Event(type=kind):
            return kind.value
        case Statement(stance=stance):
            return stance.value
        case Commitment():
            return ""
        case Figure(value=value, unit=unit):
            return f"{value:g} {unit}"
        case Actor(name=name, type=kind, country=country):
            return f"{kind.value} {name} {country}"


# ---------------------------------------------------------------- what belongs together


@dataclass(frozen=True, slots=True)
class Extent:
    """Where an item's words stand in its source; `behind` are their last character and a few that follow."""

    key: str
    start: int
    end: int
    behind: str = ""

    @classmethod
    def of(cls, key: str, exact: str, start: int, behind: str) -> Self:
        """The extent of the words `exact`, with what follows them in the text."""
        return cls(key, start, start + len(exact), f"{exact[-1:]}{behind}")


def together(extents: Iterable[Extent]) -> Mapping[str, tuple[str, ...]]:
    """The items of one source that share words or a clause: the ids that each stands with, in the order of the text."""
    ordered = sorted(extents, key=lambda one: (one.start, one.end, one.key))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + 2 * _MOST]:
            if other.start >= one.end + AROUND or len(found[one.key]) >= _MOST:
                break
            if _belong(one, other) and len(found[other.key]) < _MOST:
                found[one.key].append(other.key)
                found[other.key].append(one.key)
    return {key: tuple(keys) for key, keys in found.items() if keys}


def _belong(one: Extent, other: Extent) -> bool:
    """Whether two items share words, or have only a few words of one clause between them."""
    if other.start < one.end:
        return True
    between = one.behind[: 1 + other.start - one.end]
    whole = len(between) == 1 + other.start - one.end
    return whole and _PAUSE.search(between) is None and len(between[1:].split()) <= _FEW
