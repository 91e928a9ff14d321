"""Measures the reading of commitments on the annotated passages.

    python bench/commitments.py [FOLDER] [--misses] [--only WORD]

A commitment is found where at least half of the shorter of the two quotes lies in the other; each pairs once, those that
agree most first. Of those found, parties, instrument, status, due, date and what are compared: two of the parties (or the
only one) are named by a word in common and no more than one is wrong, instrument and status are the same, due and date
agree to the coarser precision, half of the words of the shorter "what" stand in the other. Each has precision, recall and
F1 over all commitments. Counted apart are those read from passages that hold none. The tenth that is held out for tests is
measured apart; `--misses` never prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from passages import Measure, Row, plain, run, same_time, share_half, stems

from peyvand.model import Commitment
from peyvand.reading.lexicon import country_of
from peyvand.reading.promised.commitments import read_commitments
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast

_TWO_SIDES = 2


class Commitments(Measure[Commitment]):
    """Who is bound to what, by what, since when and until when."""

    kind = "commitments"
    levels = ("found", "parties", "instrument", "status", "due", "date", "what")

    def read(self, analysis: Analysis, cast: Cast, dates: Dates) -> Sequence[Commitment]:
        """What is read from a passage."""
        return read_commitments(analysis, cast, dates)

    def agrees(self, level: str, gold: Row, found: Commitment) -> bool:
        """Whether a commitment that was found agrees with the gold at a level."""
        if level == "parties":
            return same_parties(gold["parties"], found.parties)
        if level == "instrument":
            return bool(gold["instrument"] == (found.instrument.value if found.instrument else None))
        if level == "status":
            return bool(gold["status"] == found.status.value)
        if level in {"due", "date"}:
            return same_date(gold[level], getattr(found, level))
        if level == "what":
            return share_half(words(gold["what"]), words(found.what))
        return True

    def told_gold(self, gold: Row) -> str:
        """A commitment of the gold in a few words."""
        return f"[{gold['quote']['exact']}] {gold['parties']} {gold['status']} {gold['instrument']}"

    def told_read(self, found: Commitment) -> str:
        """A commitment that was read in a few words."""
        return f"[{found.quote.exact}] {found.parties} {found.status.value} {found.what}"


def same_parties(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Whether two of those bound (or the only one) are named, and at most one who isn't."""
    right = sum(any(same_name(one, two) for two in found) for one in gold)
    wrong = sum(not any(same_name(one, two) for one in gold) for two in found)
    return right >= min(_TWO_SIDES, len(gold)) and wrong <= 1


def same_name(one: str, two: str) -> bool:
    """Whether two names are of one actor: of the same country, or with a word in common."""
    here, there = country_of(one), country_of(two)
    return here == there if here is not None and there is not None else bool(words(one) & words(two))


def words(text: str) -> set[str]:
    """The words that count of a phrase, cut to their stem."""
    return stems(text.lower().replace("'s", ""), 5)


def same_date(one: str | None, two: str | None) -> bool:
    """Whether two dates agree to the coarser precision; an interval only with itself, each of its ends so."""
    if not one or not two:
        return not one and not two
    ends, others = (plain(date).split("/") for date in (one, two))
    return len(ends) == len(others) and all(same_time(a, b) for a, b in zip(ends, others, strict=True))


if __name__ == "__main__":
    sys.exit(run(Commitments()))
