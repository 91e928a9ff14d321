"""A desk: the workspace for one relationship, a folder. What every user of the library holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from peyvand.model import Fault, Item, Kind, Metadata, Source
from peyvand.record.views import AddReport, Hit, KeptActor, KeptItem, Progress, SourceRow

Tell = Callable[[Progress], None]


def read(target: str, *, overrides: Metadata = Metadata()) -> Iterator[tuple[Source, list[Item]] | Fault]:
    """Read a file, folder, feed or address without a desk: each document with its items, or why it has none."""
    raise NotImplementedError


class Desk:
    """An open desk; `with Desk.open(path) as desk:` closes it."""

    path: Path
    pair: tuple[str, str]
    title: str

    @classmethod
    def create(cls, path: str | Path, pair: tuple[str, str], title: str | None = None) -> Self:
        """Make a new desk in a folder that isn't there yet, or is empty."""
        raise NotImplementedError

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a desk that is there."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the record."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(
        self,
        targets: Sequence[str],
        *,
        overrides: Metadata = Metadata(),
        again: bool = False,
        processes: int = 1,
        tell: Tell | None = None,
    ) -> AddReport:
        """Add files, folders, feeds and addresses; `again` reads those that are known already once more."""
        raise NotImplementedError

    def read_again(self, *, tell: Tell | None = None) -> AddReport:
        """Read those sources again that an older reader read; what a person has reviewed stays."""
        raise NotImplementedError

    def sources(self) -> list[SourceRow]:
        """All sources, in the order they were added."""
        raise NotImplementedError

    def source(self, id: str) -> Source:
        """A source with its text; the first digits of its id are enough."""
        raise NotImplementedError

    def items(
        self,
        kind: Kind | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        type: str | None = None,
        actor: str | None = None,
        source: str | None = None,
        status: str | None = None,
        min_confidence: float = 0.0,
    ) -> list[KeptItem]:
        """Events, statements, commitments and figures, in order of date, source and position; undated ones last.

        `since` and `until` are EDTF and inclusive. `type` is an event's PLOVER type, a statement's stance or a
        commitment's instrument; `actor` an actor's id, name, alias or country code.
        """
        raise NotImplementedError

    def actors(self) -> list[KeptActor]:
        """All actors, those that most sources name first."""
        raise NotImplementedError

    def actor(self, who: str) -> KeptActor:
        """One actor, by id, name or alias."""
        raise NotImplementedError

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Sources whose title or text holds all the words, the best first."""
        raise NotImplementedError

    def export(self, path: str | Path) -> int:
        """Write all items to a .jsonl, .csv or .parquet file; the number of items."""
        raise NotImplementedError
