"""Measures the reading of statements on the annotated passages.

    python bench/statements.py [FOLDER] [--misses] [--only WORD]

A statement is found where the quotes share half of the shorter and the speakers agree: a country by its code, others by
their names without titles. Of those found, the stance is one of the gold's (`also` counts), the topics share half of the
words of the shorter, the dates agree to the coarser precision; those three have precision, recall and F1 over all statements.
Addressee and via (the chain of those who report it, in order) have theirs over the statements that have one. Counted apart
are the statements read from passages that hold none. The tenth that is held out for tests is measured apart; `--misses`
never prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from passages import Measure, Row, plain, run, same_time, share_half, stems

from peyvand.model import Statement
from peyvand.reading.lexicon import country_of
from peyvand.reading.said.statements import read_statements
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast

_TITLES = frozenset(
    "mr mrs ms dr sir lord dame prof professor president prime minister foreign ambassador secretary general chairman king "
    "queen prince sheikh emir deputy first chancellor premier spokesman spokesperson spokeswoman senator governor".split()
)


class Statements(Measure[Statement]):
    """Who takes which position on what, to whom, and who reports it."""

    kind = "statements"
    levels = ("found", "stance", "topic", "date", "addressee", "via")
    sparse = frozenset({"addressee", "via"})

    def read(self, analysis: Analysis, cast: Cast, dates: Dates) -> Sequence[Statement]:
        """What is read from a passage."""
        return read_statements(analysis, cast, dates)

    def may_pair(self, gold: Row, found: Statement) -> bool:
        """Whether the speakers are the same."""
        return same_name(gold["speaker"], found.speaker)

    def agrees(self, level: str, gold: Row, found: Statement) -> bool:
        """Whether a statement that was found agrees with the gold at a level."""
        if level == "stance":
            return found.stance.value in {gold["stance"], *gold.get("also", ())}
        if level == "topic":
            return share_half(words(gold["topic"]), words(found.topic))
        if level == "date":
            return same_date(gold["date"], found.date)
        if level == "addressee":
            return gold["addressee"] is not None and any(same_name(gold["addressee"], one) for one in found.addressees)
        if level == "via":
            named = list(zip(gold["via"], found.via, strict=False))
            whole: bool = len(gold["via"]) == len(found.via) > 0
            return whole and all(same_name(one, two) for one, two in named)
        return True

    def given(self, level: str, found: Statement) -> object:
        """What a statement that was read has at a level; it may have several addressees."""
        return found.addressees if level == "addressee" else super().given(level, found)

    def told_gold(self, gold: Row) -> str:
        """A statement of the gold in a few words."""
        return f"{gold['speaker']}: {gold['quote']['exact']}"

    def told_read(self, found: Statement) -> str:
        """A statement that was read in a few words."""
        return f"{found.speaker}, {found.stance.value}: {found.quote.exact}"


def same_name(one: str, two: str) -> bool:
    """Whether two names mean one actor."""
    code = country_of(one)
    if code is not None and code == country_of(two):
        return True
    first, second = (words(name) - _TITLES or words(name) for name in (one, two))
    return share_half(first, second)


def words(text: str) -> set[str]:
    """The words that count of a phrase, cut to their stem."""
    return stems(text, 6)


def same_date(one: str | None, two: str | None) -> bool:
    """Whether two dates agree to the coarser precision."""
    if not one or not two:
        return not one and not two
    return same_time(plain(one), plain(two))


if __name__ == "__main__":
    sys.exit(run(Statements()))
