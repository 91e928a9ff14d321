"""Names of actors as they are compared: one name, type and country is one actor, whatever source it stands in."""

from __future__ import annotations

from unicodedata import combining, normalize

from peyvand.exchange import digest
from peyvand.model import Actor, ActorType


def folded(name: str) -> str:
    """A name without case, accents and double spaces: "José  NÚÑEZ" is "jose nunez"."""
    return " ".join("".join(sign for sign in normalize("NFKD", name) if not combining(sign)).casefold().split())


def is_loose(actor: Actor) -> bool:
    """Whether a person has only a surname or a description, which means someone else in another source."""
    return actor.type is ActorType.PERSON and (" " not in actor.name.strip() or actor.name[0].islower()) and actor.name.isascii()


def actor_id(actor: Actor, source: str) -> str:
    """The id of an actor of the record; a country's hangs on its code alone, a bare surname's on its source as well."""
    if actor.type is ActorType.COUNTRY and actor.country is not None:
        return digest(actor.type.value, "", actor.country)
    known = (actor.type.value, folded(actor.name), actor.country or "")
    return digest(*known, source) if is_loose(actor) else digest(*known)
