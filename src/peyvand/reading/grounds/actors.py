"""What speaks for an actor: how the name was found, how often it stands there, and whether an item rests on it."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from peyvand.reading.grounds import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peyvand.model import Actor
    from peyvand.reading.who.naming import Entity


def signs(entity: Entity, actor: Actor) -> dict[str, float]:
    """The signs of an actor; mentions count by the logarithm of their number."""
    found = {f"a {actor.type.value}"}
    if entity.used:
        found.add("named by an item")
    if actor.country is not None:
        found.add("country known")
    if actor.office is not None:
        found.add("office known")
    if entity.described:
        found.add("only described")
    if len(actor.name.split()) == 1:
        found.add("name of one word")
    return {"mentions": round(log(len(actor.mentions)), 3), **dict.fromkeys(sorted(found), 1.0)}


def steps(actor: Actor) -> Iterator[Step]:
    """How an actor was read."""
    yield Step("name", f"“{actor.name}”, the fullest form in the document")
    if actor.aliases:
        yield Step("called", ", ".join(f"“{alias}”" for alias in actor.aliases))
    yield Step("type", actor.type.value)
    yield Step("country", actor.country or "not told")
    if actor.office is not None:
        yield Step("office", actor.office + (f", held {actor.held}" if actor.held else ""))
