"""What speaks for a figure: its unit, what it counts, of whom and when, and whether all that is said or taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.reading.counted.numbers import Sort
from peyvand.reading.grounds import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peyvand.model import Figure
    from peyvand.reading.counted.measure import Measure

_SMALL = 10


def signs(measure: Measure, figure: Figure, *, full: bool) -> dict[str, float]:
    """The signs of a figure; `full` says whether its indicator was found in the sentence."""
    found = {f"number {measure.numeral.sort.name.lower()}", f"unit {_sort(figure.unit)}"}
    if full:
        found.add("indicator in the sentence")
    if figure.geo:
        found.add("a country")
    if figure.period is not None:
        found.add("a period")
    if measure.lender is not None:
        found.add("unit of another number")
        found.add("scale of another number" if measure.value != measure.numeral.value else "said in its own scale")
    if measure.upper is not None:
        found.add("end of a range")
    if measure.numeral.spelled:
        found.add("in words")
    if figure.bound is not None:
        found.add("not exact")
    if figure.speaker is not None:
        found.add("claimed by somebody")
    if measure.numeral.sort is Sort.PLAIN and measure.numeral.value < _SMALL and measure.noun is not None:
        found.add("small count")
    return dict.fromkeys(sorted(found), 1.0)


def _sort(unit: str) -> str:
    """What a unit is, roughly: money, a share, a rank, or things."""
    if unit.startswith("percent"):
        return "percent"
    head = unit.split(" ", 1)[0]
    if head.isupper() and len(head) == 3:
        return "money"
    return unit if unit in {"rank", "times"} else "things"


def steps(measure: Measure, figure: Figure) -> Iterator[Step]:
    """How a figure was read."""
    yield Step("words", f"“{measure.numeral.sort.name.lower()}” number, {figure.value:g} {figure.unit}")
    if measure.noun is not None:
        yield Step("counted", f"“{measure.noun.text}”")
    if measure.lender is not None:
        yield Step("unit", "taken over from the number before it")
    yield Step("indicator", f"“{figure.indicator}”")
    yield Step("geo", ", ".join(figure.geo) or "no country is named")
    yield Step("period", figure.period or "the text gives none")
    if figure.bound is not None:
        yield Step("bound", figure.bound.value)
    if figure.speaker is not None:
        yield Step("speaker", figure.speaker)
