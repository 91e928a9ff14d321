"""What a dossier is made from: plain values, so that one can be written from a desk or from a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from peyvand.model import Kind, Source
from peyvand.record.views import KeptActor, KeptEntry, SourceRow

if TYPE_CHECKING:
    from peyvand.record.contradictions import Contradiction
    from peyvand.record.log import Decision


class Record(Protocol):
    """The part of a desk that a dossier reads; `as_of` is a day (its end, UTC) or a time."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two countries."""

    @property
    def title(self) -> str:
        """What the desk is called."""

    def sources(self, *, as_of: str | None = None) -> list[SourceRow]:
        """All sources."""

    def source(self, id: str, *, as_of: str | None = None) -> Source:
        """A source with its text."""

    def entries(self, kind: Kind | None = None, *, as_of: str | None = None) -> list[KeptEntry]:
        """The entries of a kind."""

    def actors(self, *, as_of: str | None = None) -> list[KeptActor]:
        """All actors."""

    def contradictions(self, *, as_of: str | None = None) -> list[Contradiction]:
        """What the record says in two ways, and plans that nothing came of."""

    def log(self, *, as_of: str | None = None) -> list[Decision]:
        """All decisions, the oldest first."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A desk as it is, or as it stood. Entries and texts are asked for when they are needed, so that they needn't all be held."""

    title: str
    pair: tuple[str, str]
    written: date
    sources: tuple[SourceRow, ...]
    actors: tuple[KeptActor, ...]  # of the mentions, at least the first in each source
    entries: Callable[[Kind], Sequence[KeptEntry]]
    text: Callable[[str], Source]  # a source with its text, by its id
    as_of: date | datetime | None = None  # the day at whose end, or the time (UTC) at which, the record stood so; None is now
    decisions: tuple[Decision, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def today(self) -> date:
        """The day from which it looks back and ahead."""
        return self.written if self.as_of is None else self.as_of.date() if isinstance(self.as_of, datetime) else self.as_of


def of_desk(desk: Record, written: date, as_of: str | None = None) -> Dossier:
    """The dossier of a desk, as it is or as it stood at the end of a day or at a time. BadMoment."""
    stood = _stood(as_of)
    return Dossier(
        title=desk.title,
        pair=desk.pair,
        written=written,
        sources=tuple(desk.sources(as_of=as_of)),
        actors=tuple(desk.actors(as_of=as_of)),
        entries=lambda kind: desk.entries(kind, as_of=as_of),
        text=lambda source: desk.source(source, as_of=as_of),
        as_of=None if stood is None else stood if as_of and len(as_of) > len("2024-05-01") else stood.date(),
        decisions=tuple(desk.log(as_of=as_of)),
        contradictions=tuple(desk.contradictions(as_of=as_of)),
    )


def _stood(as_of: str | None) -> datetime | None:
    """The moment at which the record is looked at; None is now."""
    from peyvand.record.moments import AsOf, time_of

    moment = AsOf.of(as_of).moment
    return None if moment is None else time_of(moment)
