"""How a sentence says it: one table a construction, with what must be read from each case and what must never be.

An act is written "TYPE | sources > targets | on DATE | status | in PLACE", a joint act "TYPE | one + other"; what follows
the actors may be left out. "&" joins actors, "/" parts what is as good, "*" stands for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache

from tests.reading.tables import Case, all_called, called, cases_of, each, gazetteer

from peyvand.model import Event
from peyvand.reading.done.acts import Acts
from peyvand.reading.done.events import read_events
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Case):
    """A text, what must be read from it, and what must not be."""

    pair: tuple[str, str] | None = None  # the countries that the document is filed under
    reads: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    who: tuple[str, ...] = ()  # "words = actors": whom the last phrase with this head means
    persons: tuple[str, ...] = ()  # "name | office | country"
    dates: tuple[str, ...] = ()  # all the dates of the text, in order
    construction: str = field(default="")


CASES = cases_of("constructions", Expected)


@cache
def _acts() -> Acts:
    return Acts(standard())


def _some_called(names: Iterable[str], wanted: str) -> bool:
    """Whether the actors hold all those wanted, whoever else is among them."""
    given = list(names)
    return wanted.strip() in {"*", ""} or all(any(called(name, one) for name in given) for one in wanted.strip().split(" & "))


def _is_told(event: Event, act: str, *, strictly: bool) -> bool:
    """Whether an event is the act that is described, in every field that is given."""
    type_, actors, *rest = [part.strip() for part in act.split(" | ")]
    if type_ != "*" and event.type.value not in type_.split(" / "):
        return False
    if " + " in actors:
        everyone = [*event.sources, *event.targets]
        if not all_called(everyone, actors.replace(" + ", " & ")):
            return False
    else:
        sources, _, targets = actors.partition(">")
        fits = all_called if strictly else _some_called
        if not (fits(event.sources, sources) and fits(event.targets, targets or "*")):
            return False
    for part in rest:
        if part.startswith("on "):
            given = fnmatchcase(event.date or "", part[3:]) if part != "on ?" else event.date is None
        elif part.startswith("in "):
            given = event.place == part[3:]
        else:
            given = event.status.value == part
        if not given:
            return False
    return True


@each(CASES)
def test_a_construction(case: Expected, make_analysis: Callable[..., Analysis]) -> None:
    """Everything that the case says must be read is read, and nothing that it says must never be."""
    analysis = make_analysis(case.text, published=case.published, pair=case.pair)
    cast, dates = Cast(analysis, gazetteer()), Dates(analysis)
    events = read_events(analysis, cast, dates, _acts())
    for act in case.reads:
        assert any(_is_told(event, act, strictly=True) for event in events), (act, events)
    for act in case.never:
        assert not any(_is_told(event, act, strictly=False) for event in events), (act, events)
    for phrase in case.who:
        words, _, names = phrase.partition(" = ")
        assert _meant(cast, words) == ([] if names == "nobody" else names.split(" & ")), phrase
    for person in case.persons:
        name, office, country = person.split(" | ")
        found = [one for one in cast.persons if one.name == name]
        assert found, (name, [one.name for one in cast.persons])
        assert fnmatchcase((found[0].office or "").casefold(), office.casefold()), found[0].office
        assert country == "*" or found[0].country == country, found[0].country
    if case.dates:
        assert tuple(time.edtf for sentence in analysis.sentences for time in dates.in_sentence(sentence)) == case.dates


def _meant(cast: Cast, word: str) -> list[str]:
    """Whom the last noun phrase of the text with this head means."""
    sentence, token = [
        (sentence, token) for sentence in cast.analysis.sentences for token in sentence.span if token.text == word
    ][-1]
    return [entity.name for entity in cast.who(sentence, token)]


def test_there_are_cases_for_every_construction() -> None:
    """Enough cases, no text twice, and each says what must be read or what must not."""
    assert len(CASES) >= 160
    assert len({case.text for case in CASES}) == len(CASES)
    assert all(case.reads or case.never or case.who or case.persons or case.dates for case in CASES)
