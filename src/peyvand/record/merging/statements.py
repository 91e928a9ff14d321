"""Whether two statements are one saying: by who spoke, on what, how he stood to it, when, and in which words."""

from __future__ import annotations

from itertools import chain

from peyvand.model import Statement
from peyvand.record.merging import days
from peyvand.record.merging.events import hear_one_clause
from peyvand.record.merging.evidence import Evidence, apart
from peyvand.record.merging.matter import matter, topic
from peyvand.record.merging.parties import Match, match, meet, party, sides
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Likeness, Telling
from peyvand.record.merging.words import agreement, numbers, shared_run


def statements_alike(one: Telling, first: Statement, other: Telling, second: Statement) -> Likeness:
    """How probable it is that two statements are one saying."""
    here, there = party(one, first.speaker), party(other, second.speaker)
    if here.side != there.side or match(here, there) in {Match.OTHER, Match.FIRM}:
        return apart(f"{first.speaker} and {second.speaker} are two speakers")
    evidence = Evidence(table().ledgers["statement"])
    when = _days(one, first, other, second)
    if when is days.When.APART:
        return apart(f"said at different times: {_told(one, first)} and {_told(other, second)}")
    evidence.add(when.value, first.date if when is days.When.SAME_DAY and first.date else "")
    meet(sides(one, (first.speaker,)), sides(other, (second.speaker,)), evidence)
    _addressees(one, first, other, second, evidence)
    _stances(first, second, evidence)
    if one.source == other.source:
        evidence.add("one_source")
    if not hear_one_clause(one, other, evidence):
        _matter(one, first, other, second, evidence)
    return evidence.weighed()


def _days(one: Telling, first: Statement, other: Telling, second: Statement) -> days.When:
    printed = (days.window(one.published), days.window(other.published))
    windows = [days.clipped(days.window(each.date), at, done=True) for each, at in zip((first, second), printed, strict=True)]
    hours = days.hours_between(chain(one.countries.values(), other.countries.values()))
    return days.compare(windows[0], windows[1], printed, hours)


def _told(telling: Telling, statement: Statement) -> str:
    return statement.date or f"printed {telling.published}"


def _addressees(one: Telling, first: Statement, other: Telling, second: Statement, evidence: Evidence) -> None:
    """Hear what it says to whom it was said, where both tell."""
    here, there = sides(one, first.addressees), sides(other, second.addressees)
    if here and there:
        evidence.add("same_addressee" if here.keys() & there.keys() else "other_addressee")


def _stances(one: Statement, other: Statement, evidence: Evidence) -> None:
    """Hear what the stances say."""
    if one.stance is other.stance:
        evidence.add("same_stance", one.stance.value)
    elif frozenset((one.stance.value, other.stance.value)) in table().stances:
        evidence.add("near_stance", f"{one.stance.value} and {other.stance.value}")
    else:
        evidence.add("other_stance", f"{one.stance.value} and {other.stance.value}")


def _matter(one: Telling, first: Statement, other: Telling, second: Statement, evidence: Evidence) -> None:
    """Hear what topic and words say; a readout's own words come back in every paper."""
    topics, matters = (topic(one), topic(other)), (matter(one), matter(other))
    on_topic, common = sorted(topics[0] & topics[1]), sorted(matters[0] & matters[1])
    run = shared_run(first.quote.exact, second.quote.exact)
    if on_topic:
        evidence.add("same_topic", ", ".join(on_topic), len(on_topic) / max(1, min(map(len, topics))))
    elif all(topics) and not run and not (topics[0] & matters[1] or topics[1] & matters[0]):
        evidence.add("other_topic", f"{first.topic} and {second.topic}")
    if common:
        evidence.add("shared_words", ", ".join(common), agreement(len(common), min(map(len, matters))))
    else:
        evidence.add("no_words")
    mine, theirs = numbers(matters[0]), numbers(matters[1])
    if mine and theirs and not mine & theirs:
        evidence.add("other_numbers", ", ".join(sorted(mine | theirs)))
    if run:
        evidence.add("shared_quotation", run)
