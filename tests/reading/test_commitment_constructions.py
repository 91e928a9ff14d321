"""How a sentence says who is bound to what: one table a construction, with what must be read from each case and what must not.

A commitment is written "status instrument | parties | what | by DUE | on DATE"; what follows the parties may be left out. "&"
joins parties, "/" parts what is as good, "*" stands for anything; "what" is part of what is to be done. `reads` are all that
is read from the text, no more and no fewer, unless `others` is true.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from peyvand.model import Commitment
from peyvand.reading.actors import Cast
from peyvand.reading.commitments import read_commitments
from peyvand.reading.dates import Dates
from peyvand.reading.document import Analysis
from peyvand.reading.gazetteer import Gazetteer
from peyvand.reading.lexicon import standard

_TABLES = Path(__file__).parent / "commitments"
_PUBLISHED = "2024-05-20"  # a Monday
_ENOUGH = 45


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and the commitments that must be read from it; none where it only looks as if somebody were bound."""

    name: str
    text: str
    published: str = _PUBLISHED
    reads: tuple[str, ...] = ()
    others: bool = False


def _cases() -> Iterable[Case]:
    for path in sorted(_TABLES.glob("*.toml")):
        table: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        for number, entry in enumerate(table, 1):
            values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
            yield Case(name=f"{path.stem[3:]}-{number}", **values)


CASES = tuple(_cases())


def _called(name: str, wanted: str) -> bool:
    """Whether a party has one of the names wanted."""
    return any(fnmatchcase(name.casefold(), one.strip().casefold()) for one in wanted.split(" / "))


def _parties(given: tuple[str, ...], wanted: str) -> bool:
    """Whether the parties are those wanted, no more and no fewer."""
    expected = [one for one in wanted.split(" & ") if one.strip()]
    if wanted.strip() == "*":
        return True
    return len(given) == len(expected) and all(any(_called(name, one) for name in given) for one in expected)


def _is_read(found: Commitment, wanted: str) -> bool:
    """Whether a commitment is the one that is described, in every field that is given."""
    kind, parties, *rest = [part.strip() for part in wanted.split(" | ")]
    status, _, instrument = kind.partition(" ")
    own = found.instrument.value if found.instrument is not None else "none"
    if found.status.value != status or not fnmatchcase(own, instrument or "*") or not _parties(found.parties, parties):
        return False
    for part in rest:
        if part.startswith("by "):
            given = fnmatchcase(found.due or "none", part[3:])
        elif part.startswith("on "):
            given = fnmatchcase(found.date or "none", part[3:])
        else:
            given = part.casefold() in found.what.casefold()
        if not given:
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_commitment(case: Case, make_analysis: Callable[..., Analysis]) -> None:
    """Each commitment of the case is read, with its own words, and nothing is made up."""
    analysis = make_analysis(case.text, published=case.published)
    found = read_commitments(analysis, Cast(analysis, Gazetteer(standard())), Dates(analysis))
    for wanted in case.reads:
        assert any(_is_read(one, wanted) for one in found), (wanted, found)
    if not case.others:
        assert len(found) == len(case.reads), found
    for one in found:
        assert case.text[one.quote.start : one.quote.end] == one.quote.exact


def test_there_are_cases_for_every_construction() -> None:
    """Enough cases, no text twice, and some of each sort bind nobody."""
    assert len(CASES) >= _ENOUGH
    assert len({case.text for case in CASES}) == len(CASES)
    assert sum(not case.reads for case in CASES) >= _ENOUGH // 5
