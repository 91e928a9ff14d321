"""How a sentence tells a number: one table a construction, with every figure that must be read from each case, and no other.

A figure is written "VALUE UNIT | of WORDS | geo CODES | in PERIOD | BOUND | by SPEAKER". What follows the unit may be left
out, in any order: `of` lists words of the indicator, `geo` the countries with the reporter first, "in ?" is no period, the
bound is "about", "at least", "at most" or "exact", `by` is a pattern or "nobody". `never` names values that must not be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.reading.tables import Case, cases_of, each, gazetteer

from peyvand.model import Figure
from peyvand.reading.counted.figures import read_figures
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Case):
    """A text, all the figures that it holds, and numbers that are none."""

    reads: tuple[str, ...]
    never: tuple[str, ...] = ()


CASES = cases_of("figures", Expected)


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


@each(CASES)
def test_a_construction(case: Expected, make_analysis: Callable[..., Analysis]) -> None:
    """Every figure that the case tells of is read as told, nothing else is, and least of all what is named as none."""
    analysis = make_analysis(case.text, published=case.published)
    found = read_figures(analysis, Cast(analysis, gazetteer()), Dates(analysis))
    for told in case.reads:
        assert any(_is_told(figure, told) for figure in found), (told, found)
    assert len(found) == len(case.reads), found
    for value in case.never:
        assert all(f"{figure.value:.10g}" != f"{float(value):.10g}" for figure in found), (value, found)


def test_there_are_cases_for_every_construction() -> None:
    """Enough cases, and no text twice."""
    assert len(CASES) >= 45
    assert len({case.text for case in CASES}) == len(CASES)
