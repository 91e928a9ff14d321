"""Whether two commitments are one: by who is bound, to what, by which instrument, and when."""

from __future__ import annotations

from peyvand.model import Commitment, CommitmentStatus, Instrument
from peyvand.record.merging import days
from peyvand.record.merging.events import hear_one_clause
from peyvand.record.merging.evidence import Evidence, apart
from peyvand.record.merging.matter import matter, topic
from peyvand.record.merging.parties import meet, sides
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Likeness, Telling
from peyvand.record.merging.words import agreement, numbers, ordinals, shared_run

STEPS = (CommitmentStatus.PROPOSED, CommitmentStatus.PROMISED, CommitmentStatus.SIGNED, CommitmentStatus.IN_FORCE)
# Tellers mix up a promise and the paper on which it stands; nobody takes a proposal for a signature.
_MIXED = frozenset({CommitmentStatus.PROMISED, CommitmentStatus.SIGNED})


def commitments_alike(one: Telling, first: Commitment, other: Telling, second: Commitment) -> Likeness:
    """How probable it is that two commitments are one."""
    if first.status is not second.status and frozenset((first.status, second.status)) != _MIXED:
        return apart(f"one is {_spoken(first.status)}, the other {_spoken(second.status)}")
    evidence = Evidence(table().ledgers["commitment"])
    when = commitment_days(one, first, other, second)
    if when is days.When.APART:
        return apart(f"of different times: {_told(one, first)} and {_told(other, second)}")
    evidence.add(when.value, first.date if when is days.When.SAME_DAY and first.date else "")
    if not meet(sides(one, first.parties), sides(other, second.parties), evidence):
        return apart("nobody is bound by both")
    if first.status is not second.status:
        evidence.add("other_status", f"{_spoken(first.status)} and {_spoken(second.status)}")
    hear_instruments(first.instrument, second.instrument, evidence)
    _due(first, second, evidence)
    if one.source == other.source:
        evidence.add("one_source")
    if not hear_one_clause(one, other, evidence) and not hear_matter(one, first, other, second, evidence):
        evidence.add("no_words" if when is days.When.SAME_DAY else "nothing_carries")
    return evidence.weighed()


def commitment_days(one: Telling, first: Commitment, other: Telling, second: Commitment) -> days.When:
    """How the dates stand to each other; a commitment lasts, so that it may be told of long after."""
    printed = (days.window(one.published), days.window(other.published))
    windows = [days.clipped(days.window(each.date), at, done=True) for each, at in zip((first, second), printed, strict=True)]
    when = days.compare(windows[0], windows[1], printed, 0.0)
    if when is not days.When.APART or all(windows):
        return when
    dated = windows[0] or windows[1]
    late = printed[1] if windows[0] else printed[0]
    return when if dated and late and late[1] < dated[0] else days.When.UNKNOWN


def hear_instruments(one: Instrument | None, other: Instrument | None, evidence: Evidence) -> None:
    """Hear what the instruments say; a memorandum is often called an agreement."""
    if one is None or other is None:
        return
    if one is other:
        evidence.add("same_instrument", one.value)
    elif frozenset((one.value, other.value)) not in table().instruments:
        evidence.add("other_instrument", f"{one.value} and {other.value}")


def hear_matter(one: Telling, first: Commitment, other: Telling, second: Commitment, evidence: Evidence) -> bool:
    """Hear what the words say about what is to be done: those in common, the amounts, the ordinals; whether any are in common."""
    here, there, promised = matter(one), matter(other), (topic(one), topic(other))
    both = sorted(promised[0] & promised[1])
    common = sorted(word for word in here & there if word[0] != "#")
    if both:
        evidence.add("same_matter", ", ".join(both), len(both) / max(1, min(map(len, promised))))
    elif all(promised) and not (promised[0] & there or promised[1] & here):
        evidence.add("other_matter", f"{first.what}; {second.what}")
    if common:
        evidence.add("shared_words", ", ".join(common), agreement(len(common), min(len(here), len(there))))
    for name, found in (("numbers", numbers), ("count", ordinals)):
        mine, theirs = found(here), found(there)
        if mine and theirs and not mine & theirs:
            evidence.add(f"other_{name}", ", ".join(sorted(mine | theirs)))
        elif mine & theirs:
            evidence.add(f"same_{name}", ", ".join(sorted(mine & theirs)))
    if run := shared_run(first.quote.exact, second.quote.exact):
        evidence.add("shared_quotation", run)
    return bool(both or common or run)


def _due(one: Commitment, other: Commitment, evidence: Evidence) -> None:
    """Hear what it says until when it is to be done, where both tell."""
    here, there = days.window(one.due), days.window(other.due)
    if here and there:
        evidence.add("same_due" if here[0] <= there[1] and there[0] <= here[1] else "other_due", f"{one.due} and {other.due}")


def _told(telling: Telling, commitment: Commitment) -> str:
    return commitment.date or f"printed {telling.published}"


def _spoken(status: CommitmentStatus) -> str:
    return status.value.replace("_", " ")
