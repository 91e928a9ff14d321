"""Names of actors as they are compared: across sources, two are one where name, type and country are equal."""

from __future__ import annotations

from unicodedata import combining, normalize

from peyvand.exchange import digest
from peyvand.model import Actor, ActorType


def folded(name: str) -> str:
    """A name without case, accents and double spaces: "José  NÚÑEZ" is "jose nunez"."""
    return " ".join("".join(sign for sign in normalize("NFKD", name) if not combining(sign)).casefold().split())


def actor_id(actor: Actor) -> str:
    """The id of an actor of the whole record; a country's hangs on its code alone, whatever it is called."""
    is_country = actor.type is ActorType.COUNTRY and actor.country is not None
    return digest(actor.type.value, "" if is_country else folded(actor.name), actor.country or "")
