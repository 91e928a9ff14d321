"""Whether a deed is what a plan had announced: the two are linked, not merged.

"Is to meet" … "met", also where it was put off or called off; of commitments proposed → promised → signed → in force.
"""

from __future__ import annotations

from peyvand.model import Commitment, CommitmentStatus, Event, EventStatus, Plover
from peyvand.record.merging import days
from peyvand.record.merging.commitments import STEPS, hear_instruments, hear_matter
from peyvand.record.merging.events import event_window, hear_place, hear_words, is_mutual, is_spoken, manner
from peyvand.record.merging.evidence import Evidence, apart
from peyvand.record.merging.matter import everyone
from peyvand.record.merging.parties import meet, sides
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Likeness, Telling
from peyvand.record.merging.words import holds

_SLACK = 1  # days by which the printing of a plan may seem to come after the deed
_SLIP, _LONG_SLIP = 4, 45  # days past the day planned
_SOON, _LATER, _LONG = 10, 45, 200  # days from the printing of a plan without a date to the deed
_CENTURY = 36525


def is_plan(telling: Telling) -> bool:
    """Whether an item is one that a deed may follow."""
    item = telling.item
    if isinstance(item, Commitment):
        return item.status is not CommitmentStatus.IN_FORCE
    return isinstance(item, Event) and item.status in {EventStatus.PLANNED, EventStatus.HYPOTHETICAL}


def is_deed(telling: Telling) -> bool:
    """Whether an item is one that may follow a plan."""
    item = telling.item
    if isinstance(item, Commitment):
        return item.status is not CommitmentStatus.PROPOSED
    return isinstance(item, Event) and item.status is EventStatus.OCCURRED


def events_follow(plan: Telling, first: Event, deed: Telling, second: Event) -> Likeness:
    """How probable it is that the second event is what the first had announced, or its end without having been."""
    if not is_plan(plan) or not is_deed(deed):
        return apart("a plan and a deed are needed")
    ended = ends(second)
    if not (ended or _may_become(first.type, second.type)):
        return apart(f"{second.type.value} isn't what {first.type.value} would lead to")
    evidence = Evidence(table().ledgers["following"])
    if not _when(plan, first, deed, second, evidence, ended=ended):
        return apart("it was before it was planned, or years after")
    if not _parties(plan, first, deed, second, evidence):
        return apart("nobody takes part in both")
    if first.status is EventStatus.HYPOTHETICAL:
        evidence.add("only_possible")
    if ended:
        evidence.add("called_off")
    else:
        hear_place(first, second, evidence)
    _manner(first, second, evidence)
    if plan.source == deed.source:
        evidence.add("one_source")
    dated = first.date is not None and second.date is not None
    hear_words(plan, deed, evidence, dated=dated, spoken=is_spoken(first) and is_spoken(second))
    return evidence.weighed()


def ends(event: Event) -> bool:
    """Whether an event puts an end to a plan, or puts it off."""
    return (event.type is Plover.REJECT and event.mode == "meet") or holds(event.quote.exact, table().call_off)


def _may_become(plan: Plover, deed: Plover) -> bool:
    """Whether a plan told under one category may be done under another."""
    known = table()
    return plan is deed or deed in known.planned_as.get(plan, ()) or frozenset((plan, deed)) in known.mixtures


def _parties(plan: Telling, first: Event, deed: Telling, second: Event, evidence: Evidence) -> bool:
    if is_mutual(first) or is_mutual(second) or ends(second):
        return meet(sides(plan, everyone(first)), sides(deed, everyone(second)), evidence)
    doers = sides(plan, first.sources), sides(deed, second.sources)
    if not doers[0].keys() & doers[1].keys():
        return False
    meet(*doers, evidence)
    meet(sides(plan, first.targets), sides(deed, second.targets), evidence)
    return True


def _manner(first: Event, second: Event, evidence: Evidence) -> None:
    """Hear what the manners say: a visit announced is not fulfilled by a telephone call."""
    here, there = manner(first), manner(second)
    if here is not None and here == there and here != "meet":
        evidence.add("same_manner", here.replace("_", " "))
    elif here is not None and there is not None and frozenset((here, there)) in table().modes_apart:
        evidence.add("manners_apart", f"{here.replace('_', ' ')} and {there.replace('_', ' ')}")


def _when(plan: Telling, first: Event, deed: Telling, second: Event, evidence: Evidence, *, ended: bool) -> bool:
    """Hear what the days say; False where the deed can't be what was planned."""
    printed, told = days.window(plan.published), days.window(deed.published)
    done = event_window(deed, second) or ((told[0] - 3, told[1]) if told else None)
    if done is None:
        evidence.add("undated")
        return True
    if second.date is None:
        evidence.add("undated_deed")
    if printed and done[1] < printed[0] - _SLACK:
        return False
    planned = event_window(plan, first)
    if planned is None:
        return _after_printing(printed, done, evidence)
    if ended:
        evidence.add("before_the_day" if done[0] <= planned[1] + _SLIP else "after_the_day")
        return done[0] <= planned[1] + _LONG
    return _against(planned, done, evidence)


def _against(planned: days.Window, done: days.Window, evidence: Evidence) -> bool:
    """Hear how the day of a deed stands to the days for which it was planned."""
    late, early = done[0] - planned[1], planned[0] - done[1]
    if late <= 0 and early <= 0:
        width = max(planned[1] - planned[0], done[1] - done[0])
        key = (
            "on_the_day"
            if width < 1
            else "in_the_week"
            if width <= days.WEEK
            else "in_the_month"
            if width <= days.MONTH
            else "in_time"
        )
        evidence.add(key, days.spoken(done))
    elif max(late, early) <= _SLIP:
        evidence.add("a_few_days_off", days.spoken(done))
    elif early > 0:
        evidence.add("too_early", days.spoken(done))
    else:
        evidence.add("slipped" if late <= _LONG_SLIP else "long_after", days.spoken(done))
    return late <= 2 * days.YEAR and early <= days.YEAR


def _after_printing(printed: days.Window | None, done: days.Window, evidence: Evidence) -> bool:
    """Hear how long after the printing of a plan without a date a deed was."""
    if printed is None:
        evidence.add("undated")
        return True
    gap = done[0] - printed[1]
    evidence.add(
        "soon" if gap <= _SOON else "within_weeks" if gap <= _LATER else "within_months" if gap <= _LONG else "long_after"
    )
    return gap <= 2 * days.YEAR


def commitments_follow(plan: Telling, first: Commitment, deed: Telling, second: Commitment) -> Likeness:
    """How probable it is that the second commitment is a later step of the first."""
    if STEPS.index(second.status) <= STEPS.index(first.status):
        return apart(f"{second.status.value.replace('_', ' ')} is no step on from {first.status.value.replace('_', ' ')}")
    evidence = Evidence(table().ledgers["following"])
    before = days.window(first.date) or days.window(plan.published)
    after = days.window(second.date) or days.window(deed.published)
    if before and after and not -_SLACK <= after[1] - before[0] <= _CENTURY:
        return apart("it was before it was promised")
    gap = after[0] - before[1] if before and after else None
    evidence.add(
        "undated" if gap is None else "within_a_year" if gap <= days.YEAR else "years_after" if gap <= 3000 else "long_after"
    )
    if not meet(sides(plan, first.parties), sides(deed, second.parties), evidence):
        return apart("nobody is bound by both")
    hear_instruments(first.instrument, second.instrument, evidence)
    if not hear_matter(plan, first, deed, second, evidence):
        evidence.add("nothing_carries")
    evidence.add("next_step", f"{first.status.value} to {second.status.value}".replace("_", " "))
    return evidence.weighed()
