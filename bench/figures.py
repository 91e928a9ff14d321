"""Measures the reading of figures on the annotated passages.

    python bench/figures.py [FOLDER] [--misses] [--only WORD]

A figure is found where its value agrees and the quotes overlap. Of those found, unit, period, geo, indicator, bound and
speaker are compared: the unit shares a word, the period agrees to the coarser precision, the first place (the reporter) is
the same and no other is wrong, half of the words of the shorter indicator stand in the other, the bound is the same, the
names of the speakers share a word. Each has precision, recall and F1 over all figures. Counted apart are the numbers
marked as none that were read as figures. The tenth that is held out for tests is measured apart; `--misses` never prints it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache

from passages import Measure, Passage, Row, plain, run, same_time, share_half, stems

from peyvand.model import Figure
from peyvand.reading.counted.figures import read_figures
from peyvand.reading.counted.numbers import units_table
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast

_NAMES = frozenset({"percent", "percentage"})


class Figures(Measure[Figure]):
    """How much of what, where, when, and who says so."""

    kind = "figures"
    levels = ("found", "unit", "period", "geo", "indicator", "bound", "speaker")

    def read(self, analysis: Analysis, cast: Cast, dates: Dates) -> Sequence[Figure]:
        """What is read from a passage."""
        return read_figures(analysis, cast, dates)

    def may_pair(self, gold: Row, found: Figure) -> bool:
        """Whether the values are the same; "doubled" is twice as much, and a rise of 100 percent."""
        value = float(gold["value"])
        if gold["unit"] == "times" and found.unit == "percent":
            value = 100 * (value - 1)
        return abs(value - found.value) <= 1e-6 * max(1, abs(value))

    def agrees(self, level: str, gold: Row, found: Figure) -> bool:
        """Whether a figure that was found agrees with the gold at a level."""
        if level == "unit":
            return same_unit(gold["unit"], found.unit)
        if level == "period":
            return same_period(gold["period"], found.period)
        if level == "geo":
            return list(gold["geo"])[:1] == list(found.geo)[:1] and set(found.geo) <= set(gold["geo"])
        if level == "indicator":
            return share_half(words(gold["indicator"]), words(found.indicator))
        if level == "bound":
            return bool(gold["bound"] == (found.bound.value if found.bound else None))
        if level == "speaker":
            return bool(gold["speaker"]) == bool(found.speaker) and (
                not gold["speaker"] or bool(words(gold["speaker"]) & words(found.speaker or ""))
            )
        return True

    def told_gold(self, gold: Row) -> str:
        """A figure of the gold in a few words."""
        return f"{gold['quote']['exact']} = {gold['value']:g} {gold['unit']}"

    def told_read(self, found: Figure) -> str:
        """A figure that was read in a few words."""
        return f"{found.value:g} {found.unit} [{found.quote.exact}]"

    def false(self, passage: Passage[Figure]) -> Sequence[Figure]:
        """The figures read from numbers that are marked as none."""
        right = [figure for _, figure in self.pairs(passage)]
        extra = [figure for figure in passage.read if not any(figure is one for one in right)]
        return [figure for figure in extra if any(within(span, figure) for span in passage.row["none"])]

    def group(self, row: Row) -> str:
        """Under which name a passage is counted."""
        return row["construction"] or "no figure"


def same_unit(gold: str, read_: str) -> bool:
    """Whether two units share a word, or are names of one unit or kind: "soldiers" are people, "tons" tonnes."""
    one, two = (words(" ".join(known().get(part.lower(), part) for part in unit.split(" per "))) for unit in (gold, read_))
    return bool(one & two) or {gold, read_} == {"times", "percent"}


@cache
def known() -> Mapping[str, str]:
    """The names of units and kinds, each with the one that the reader gives."""
    table = units_table()
    named = {word.lower(): kind for kind in ("people", "aircraft", "ships") for word in table["counted"][kind]}
    return named | {word.lower(): name for name, every in table["measures"].items() for word in every}


def words(text: str) -> set[str]:
    """The words that count of a phrase, cut to their stem."""
    return stems(text.lower().replace("'s", ""), 5, _NAMES)


def same_period(one: str | None, two: str | None) -> bool:
    """Whether two dates agree to the coarser precision; an interval only with itself."""
    if not one or not two:
        return not one and not two
    one, two = plain(one), plain(two)
    if "/" in one or "/" in two:
        return one.replace("..", "") == two.replace("..", "")
    return same_time(one, two)


def within(span: Row, figure: Figure) -> bool:
    """Whether the number of a figure may be the one in a span: their digits or words are the same."""
    digits = re.findall(r"\d[\d.,]*", span["exact"])
    inside = figure.quote.start < span["end"] and span["start"] < figure.quote.end
    return inside and (not digits or any(f"{figure.value:g}".rstrip("0") in digit.replace(",", "") for digit in digits))


if __name__ == "__main__":
    sys.exit(run(Figures()))
