"""Tables of cases, one file a construction: what a case is, how they are read, and how names are compared with those wanted.

Of names wanted "&" joins several, "/" parts what is as good, and "*" stands for anything.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from peyvand.reading.lexicon import standard
from peyvand.reading.who.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text to be read, called by its table and its number there; each kind of item adds what is expected."""

    name: str
    text: str
    published: str = "2024-05-20"  # a Monday


AnyCase = TypeVar("AnyCase", bound=Case)


def cases_of(folder: str, kind: type[AnyCase]) -> tuple[AnyCase, ...]:
    """The cases of all tables of a folder beside this module; a list of the file is a tuple of the case."""
    found: list[AnyCase] = []
    for path in sorted((Path(__file__).parent / folder).glob("*.toml")):
        table: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        for number, entry in enumerate(table, 1):
            values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
            found.append(kind(name=f"{path.stem[3:]}-{number}", **values))
    return tuple(found)


def each(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """Runs a test once for each case, under the case's name."""
    table = tuple(cases)
    return pytest.mark.parametrize("case", table, ids=[case.name for case in table])


@cache
def gazetteer() -> Gazetteer:
    """The names of the lexicon as it is shipped, made once for all cases."""
    return Gazetteer(standard())


def called(name: str, wanted: str) -> bool:
    """Whether an actor has one of the names wanted."""
    return any(fnmatchcase(name.casefold(), one.strip().casefold()) for one in wanted.split(" / "))


def all_called(names: Iterable[str], wanted: str) -> bool:
    """Whether the actors are those wanted, no more and no fewer."""
    given, expected = list(names), [one for one in wanted.strip().split(" & ") if one.strip()]
    if wanted.strip() == "*":
        return True
    return len(given) == len(expected) and all(any(called(name, one) for name in given) for one in expected)
