"""How a position is attributed: one table a construction, with what must be read from each case and what must never be.

A position is written "speaker | stance | topic | to ADDRESSEE | via REPORTER, REPORTER | on DATE"; what follows the topic may
be left out, of the topic words are enough, "*" stands for anything, "nobody" for no one at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest
from tests.reading.tables import Case, cases_of, each, gazetteer

from peyvand.errors import DamagedWeights
from peyvand.model import Stance, Statement
from peyvand.reading.said.stances import Said, StanceModel, stance_model
from peyvand.reading.said.statements import read_statements
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Case):
    """A text, what must be read from it, and what must not be."""

    construction: str
    reads: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


CASES = cases_of("statements", Expected)


def _called(names: tuple[str, ...], wanted: str) -> bool:
    """Whether those named are those wanted, in their order."""
    expected = [] if wanted == "nobody" else wanted.split(", ")
    return len(names) == len(expected) and all(
        fnmatchcase(name.casefold(), one.casefold()) for name, one in zip(names, expected, strict=True)
    )


def _is_told(statement: Statement, position: str) -> bool:
    """Whether a statement is the position that is described, in every field that is given."""
    speaker, *rest = [part.strip() for part in position.split(" | ")]
    if not _called((statement.speaker,), speaker):
        return False
    stance, topic, *more = [*rest, "*", "*"][: max(2, len(rest))]
    if not fnmatchcase(statement.stance.value, stance) or (topic != "*" and topic.casefold() not in statement.topic.casefold()):
        return False
    for part in more:
        field, _, value = part.partition(" ")
        match field:
            case "to":
                given = _called(statement.addressees, value)
            case "via":
                given = _called(statement.via, value)
            case _:
                given = statement.date == value
        if not given:
            return False
    return True


@each(CASES)
def test_a_construction(case: Expected, make_analysis: Callable[..., Analysis]) -> None:
    """Every position that the case says must be read is read, and none that it says must never be."""
    analysis = make_analysis(case.text, published=case.published)
    found = read_statements(analysis, Cast(analysis, gazetteer()), Dates(analysis))
    told = [(one.speaker, one.stance.value, one.topic, one.addressees, one.via, one.date) for one in found]
    for position in case.reads:
        assert any(_is_told(one, position) for one in found), (position, told)
    for position in case.never:
        assert not any(_is_told(one, position) for one in found), (position, told)


def test_the_weights_decide_where_the_rules_say_nothing() -> None:
    """A verb's own stance stands; a wording that no rule knows is weighed; weights that are none are refused by name."""
    model = stance_model()
    assert model.stance(Said("to lend two dredgers", "offer", Stance.OFFER, None, Stance.OFFER, direct=False)) is Stance.OFFER
    for words in ("there is no such plan", "the port lies in a bay"):
        said = Said(words, "say", None, None, Stance.NEUTRAL, direct=False)
        assert model.stance(said) is model.stance(said)
        assert model.scores(said).sum() == pytest.approx(1)
    with pytest.raises(DamagedWeights, match=r"stances\.npz"):
        StanceModel.read(b"no table")


def test_there_are_cases_for_every_construction() -> None:
    """Enough cases, no text twice, and each says what must be read or what must not."""
    assert len(CASES) >= 45
    assert len({case.text for case in CASES}) == len({case.construction for case in CASES}) == len(CASES)
    assert all(case.reads or case.never for case in CASES)
