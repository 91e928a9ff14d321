"""How a sentence says who is bound to what: one table a construction, with what must be read from each case and what must not.

A commitment is written "status instrument | parties | what | by DUE | on DATE"; what follows the parties may be left out. "&"
joins parties, "/" parts what is as good, "*" stands for anything; "what" is part of what is to be done. `reads` are all that
is read from the text, no more and no fewer, unless `others` is true.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.reading.tables import Case, all_called, cases_of, each, gazetteer

from peyvand.model import Commitment
from peyvand.reading.promised.commitments import read_commitments
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast

_ENOUGH = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Case):
    """A text, and the commitments that must be read from it; none where it only looks as if somebody were bound."""

    reads: tuple[str, ...] = ()
    others: bool = False


CASES = cases_of("commitments", Expected)


def _is_read(found: Commitment, wanted: str) -> bool:
    """Whether a commitment is the one that is described, in every field that is given."""
    kind, parties, *rest = [part.strip() for part in wanted.split(" | ")]
    status, _, instrument = kind.partition(" ")
    own = found.instrument.value if found.instrument is not None else "none"
    if found.status.value != status or not fnmatchcase(own, instrument or "*") or not all_called(found.parties, parties):
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


@each(CASES)
def test_a_commitment(case: Expected, make_analysis: Callable[..., Analysis]) -> None:
    """Each commitment of the case is read, with its own words, and nothing is made up."""
    analysis = make_analysis(case.text, published=case.published)
    found = read_commitments(analysis, Cast(analysis, gazetteer()), Dates(analysis))
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
