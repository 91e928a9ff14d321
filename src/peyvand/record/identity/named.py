"""What is compared, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from peyvand.model import ActorType


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as the sources so far name it.

    An office is its title as written ("foreign minister of Japan") and the time at which the sources say so: when it
    was held, else when the source was published (EDTF).
    """

    name: str
    type: ActorType
    country: str | None = None  # ISO 3166-1 alpha-3
    aliases: tuple[str, ...] = ()
    offices: tuple[tuple[str, str | None], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, its name first."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How probable it is that two names are one actor, and what speaks for and against it, in words."""

    probability: float
    reasons: tuple[str, ...]
