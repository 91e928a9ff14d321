"""What a dossier is made from: plain values, so that one can be written from a desk or from a test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from peyvand.model import Kind, Source
from peyvand.record.views import KeptActor, KeptItem, SourceRow


class Record(Protocol):
    """The part of a desk that a dossier reads."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two countries."""

    @property
    def title(self) -> str:
        """What the desk is called."""

    def sources(self) -> list[SourceRow]:
        """All sources."""

    def source(self, id: str) -> Source:
        """A source with its text."""

    def items(self, kind: Kind | None = None, *, source: str | None = None) -> list[KeptItem]:
        """The items of a kind, or of a source."""

    def actors(self) -> list[KeptActor]:
        """All actors."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A desk as of one day. Items and texts are asked for when they are needed, so that they needn't all be held."""

    title: str
    pair: tuple[str, str]
    written: date
    sources: tuple[SourceRow, ...]
    actors: tuple[KeptActor, ...]  # of the mentions, at least the first in each source
    items: Callable[[Kind], Sequence[KeptItem]]
    items_of: Callable[[str], Sequence[KeptItem]]  # of a source, by its id
    text: Callable[[str], Source]  # a source with its text, by its id


def of_desk(desk: Record, written: date) -> Dossier:
    """The dossier of a desk."""
    return Dossier(
        title=desk.title,
        pair=desk.pair,
        written=written,
        sources=tuple(desk.sources()),
        actors=tuple(desk.actors()),
        items=desk.items,
        items_of=lambda source: desk.items(source=source),
        text=desk.source,
    )
