"""What the parts of a check share: how they come to the record, and how they go through it a few rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Row, Select

from peyvand.record.checking.report import Problem, Stopped
from peyvand.record.database import Database
from peyvand.record.identity import Holders
from peyvand.record.interruption import Interruption

MANY = 400  # rows at a time; an older SQLite takes no more than 999 parameters in one question


@dataclass(frozen=True, slots=True)
class Look:
    """A desk that is looked at; while it is mended, all is done in one transaction that takes effect at its end."""

    database: Database
    folder: Path
    went: Callable[[int], None]
    interruption: Interruption
    mending: Connection | None = None
    holders: Holders | None = None  # of offices, the desk's own among them

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The record as it is."""
        with self._given() or self.database.reading() as connection:
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """The record to work in: what is written is kept while it is mended, and else vanishes."""
        with self._given() or self.database.trying() as connection:
            yield connection

    def step(self, number: int) -> None:
        """So many more are looked at; Stopped where the user wants no more."""
        if self.interruption.asked:
            raise Stopped
        self.went(number)

    def _given(self) -> AbstractContextManager[Connection] | None:
        return None if self.mending is None else nullcontext(self.mending)


class Stage(Protocol):
    """One part of a check: yields what is wrong, and mends it in a `look` that mends."""

    def __call__(self, look: Look, /) -> Iterator[Problem]:
        """What is wrong."""


def some_at_a_time(
    connection: Connection, rows: Select[Any], key: ColumnElement[Any], many: int = MANY
) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a question in the order of a column that tells them apart, and is the first that is asked for."""
    asked = rows.order_by(key).limit(many)
    found = connection.execute(asked).all()
    while found:
        yield found
        if len(found) < many:
            return
        found = connection.execute(asked.where(key > found[-1][0])).all()
