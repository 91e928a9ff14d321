"""Long lists in pieces that a database takes: an older SQLite knows no more than 999 values in one question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam

_Any = TypeVar("_Any")
MANY = 400
# A question asked for every source is made once, with these for one portion of ids or numbers: making it costs as much as asking.
SOME: BindParameter[Any] = bindparam("some", expanding=True)


def portions(of: Collection[_Any], size: int = MANY) -> Iterator[Sequence[_Any]]:
    """A list in pieces, in its order."""
    listed = list(of)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def in_chunks(of: Iterable[_Any], size: int) -> Iterator[list[_Any]]:
    """A stream in pieces, of which one at a time is in memory."""
    stream = iter(of)
    while some := list(islice(stream, size)):
        yield some
