"""What of an item stands in which table: pure functions from what it says to the rows that are kept of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from peyvand.dates import bounds
from peyvand.exchange import AROUND, quotes_of
from peyvand.model import Actor, Item
from peyvand.record import payload
from peyvand.record.names import actor_id, folded

Row = dict[str, Any]


def columns_of(item: Item, source: str) -> Row:
    """An item's row, but for what it has of the store alone."""
    date = payload.date_of(item)
    between = bounds(date) if date else None
    rests_on = quotes_of(item)
    return {
        "kind": payload.kind_of(item).value,
        "position": rests_on[0].start if rests_on else 0,
        "type": payload.type_of(item),
        "status": payload.status_of(item),
        "earliest": between and between[0].isoformat(),
        "latest": between and between[1].isoformat(),
        "confidence": round(item.confidence, 3),
        "payload": payload.dump(item, source),
    }


def quote_rows(version: int, item: Item, text: str) -> Iterator[Row]:
    """An item's quotes, each with the characters around it."""
    for number, quote in enumerate(quotes_of(item)):
        yield {
            "version": version,
            "number": number,
            "exact": quote.exact,
            "start": quote.start,
            "end": quote.end,
            "prefix": text[max(0, quote.start - AROUND) : quote.start],
            "suffix": text[quote.end : quote.end + AROUND],
        }


def tag_rows(version: int, item: Item) -> Iterator[Row]:
    """The issues and fields of an item."""
    if not isinstance(item, Actor):
        for name, found in (("issue", item.issues), ("field", item.fields)):
            yield from ({"version": version, "list": name, "key": tag.key, "score": tag.score} for tag in found)


def alias_rows(version: int, actor: Actor, who: str) -> Iterator[Row]:
    """An actor's other names, each once."""
    for name in dict.fromkeys(actor.aliases):
        yield {"version": version, "alias": name, "actor": who, "folded": folded(name)}


def names_of(cast: Iterable[Actor], source: str) -> dict[str, str]:
    """Folded names to actors' ids; a name goes before another's alias, and a country has its code as well."""
    whose: dict[str, str] = {}
    others: dict[str, str] = {}
    for actor in cast:
        key = actor_id(actor, source)
        whose.setdefault(folded(actor.name), key)
        others |= {folded(alias): key for alias in actor.aliases}
        if actor.type == "country" and actor.country is not None:
            whose.setdefault(folded(actor.country), key)
    return others | whose


def part_rows(item: Item, whose: Mapping[str, str], source: str) -> list[Row]:
    """Everyone who takes part in an item, each role counted from 0; `whose` are the names that its source gives actors."""
    numbers: Counter[str] = Counter()
    rows: list[Row] = []
    for role, name in payload.parts_of(item):
        plain = folded(name)
        who = actor_id(item, source) if isinstance(item, Actor) else whose.get(plain)
        rows.append({"role": role, "number": numbers[role], "name": name, "folded": plain, "actor": who})
        numbers[role] += 1
    return rows
