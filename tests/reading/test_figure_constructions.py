"""How a sentence tells a number: one table a construction, with every figure that must be read from each case, and no other.

A figure is written "VALUE UNIT | of WORDS | geo CODES | in PERIOD | BOUND | by SPEAKER". What follows the unit may be left
out, in any order: `of` lists words of the indicator, `geo` the countries with the reporter first, "in ?" is no period, the
bound is "about", "at least", "at most" or "exact", `by` is a pattern or "nobody". `never` names values that must not be read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from peyvand.model import Figure
from peyvand.reading.actors import Cast
from peyvand.reading.dates import Dates
from peyvand.reading.document import Analysis
from peyvand.reading.figures import read_figures
from peyvand.reading.gazetteer import Gazetteer
from peyvand.reading.lexicon import standard

_TABLES = Path(__file__).parent / "figures"
_PUBLISHED = "2024-05-20"  # a Monday


@dataclass(frozen=True, slots=True)
class Case:
    """A text, all the figures that it holds, and numbers that are none."""

    name: str
    text: str
    reads: tuple[str, ...]
    published: str = _PUBLISHED
    never: tuple[str, ...] = ()


def _cases() -> Iterable[Case]:
    for path in sorted(_TABLES.glob("*.toml")):
        table: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        for number, entry in enumerate(table, 1):
            values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
            yield Case(name=f"{path.stem[3:]}-{number}", **values)


CASES = tuple(_cases())


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(standard())


def _is_told(figure: Figure, told: str) -> bool:
    """Whether a figure is the one described, in everything that is given."""
    counted, *rest = [part.strip() for part in told.split(" | ")]
    value, _, unit = counted.partition(" ")
    if f"{figure.value:.10g}" != f"{float(value):.10g}" or figure.unit != unit:
        return False
    return all(_fits(figure, part) for part in rest)


def _fits(figure: Figure, part: str) -> bool:
    """Whether one part of a description fits."""
    if part in ("about", "at least", "at most", "exact"):
        return (figure.bound.value if figure.bound else "exact") == part
    key, _, wanted = part.partition(" ")
    if key == "of":
        words = figure.indicator.lower().replace("'s", "").split()
        return all(word.lower() in words for word in wanted.split())
    if key == "geo":
        return figure.geo == tuple(wanted.split())
    if key == "in":
        return figure.period == (None if wanted == "?" else wanted)
    assert key == "by", part
    return figure.speaker is None if wanted == "nobody" else fnmatchcase((figure.speaker or "").casefold(), wanted.casefold())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_construction(case: Case, make_analysis: Callable[..., Analysis]) -> None:
    """Every figure that the case tells of is read as told, nothing else is, and least of all what is named as none."""
    analysis = make_analysis(case.text, published=case.published)
    found = read_figures(analysis, Cast(analysis, _gazetteer()), Dates(analysis))
    for told in case.reads:
        assert any(_is_told(figure, told) for figure in found), (told, found)
    assert len(found) == len(case.reads), found
    for value in case.never:
        assert all(f"{figure.value:.10g}" != f"{float(value):.10g}" for figure in found), (value, found)


def test_there_are_cases_for_every_construction() -> None:
    """Enough cases, and no text twice."""
    assert len(CASES) >= 45
    assert len({case.text for case in CASES}) == len(CASES)
