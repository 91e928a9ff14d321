"""Whether two events are one: by what was done, by whom, when, where, how, and in which words it is told."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from peyvand.model import Event, EventStatus, Plover
from peyvand.record.merging import days, places
from peyvand.record.merging.evidence import Evidence, apart
from peyvand.record.merging.matter import everyone, matter
from peyvand.record.merging.parties import meet, sides
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Likeness, Telling
from peyvand.record.merging.words import agreement, holds, numbers, ordinals, shared_run

_VISIT = "visit"
# Days that tell one act from another of the same two; the rest leave it to the words.
_TELLING = frozenset(
    {
        days.When.SAME_DAY,
        days.When.TIME_ZONES,
        days.When.NEXT_DAY,
        days.When.WITHIN_WEEK,
        days.When.WITHIN_MONTH,
        days.When.DAYS_APART,
    }
)
_FEW = 3  # words from which having none in common says something


def events_alike(one: Telling, first: Event, other: Telling, second: Event) -> Likeness:
    """How probable it is that two events are one."""
    if (first.status is EventStatus.OCCURRED) != (second.status is EventStatus.OCCURRED):
        return apart(f"one is told as {first.status.value}, the other as {second.status.value}")
    evidence = Evidence(table().ledgers["event"])
    if not _category(first.type, second.type, evidence):
        return apart(f"different acts: {first.type.value} and {second.type.value}")
    if one.source == other.source and first.type is not second.type:
        return apart("one source tells them as two acts")
    when = compare_days(one, first, other, second)
    if when is days.When.APART:
        return apart(f"too far apart in time: {_told(one, first)} and {_told(other, second)}")
    evidence.add(when.value, first.date if when is days.When.SAME_DAY and first.date else "")
    if not _parties(one, first, other, second, evidence):
        return apart("nobody took part in both")
    hear_status(first, second, evidence)
    hear_place(first, second, evidence)
    _manner(first, second, evidence)
    if one.source == other.source:
        evidence.add("one_source")
    if not hear_one_clause(one, other, evidence):
        hear_words(one, other, evidence, dated=when in _TELLING, spoken=is_spoken(first) and is_spoken(second))
    return evidence.weighed()


def hear_one_clause(one: Telling, other: Telling, evidence: Evidence) -> bool:
    """Hear what it says that two rest on the same words of one source: a reading has two there, and words prove nothing."""
    here, there = one.item.quote, other.item.quote
    shares = one.source == other.source and here.start < there.end and there.start < here.end
    if shares:
        evidence.add("one_clause")
    return shares


def _category(one: Plover, other: Plover, evidence: Evidence) -> bool:
    """Hear what the kinds of act say; False where no teller would take one for the other."""
    if one is other:
        evidence.add("same_category")
        return True
    mixture = table().mixtures.get(frozenset((one, other)))
    if mixture is not None:
        evidence.add("mixed_category", mixture.reason, 2 * (1 - mixture.share))
    return mixture is not None


def hear_status(one: Event, other: Event, evidence: Evidence) -> None:
    """Hear what it says that one is a plan and the other a mere possibility, or denied."""
    if one.status is not other.status:
        evidence.add("other_status", f"{one.status.value} and {other.status.value}")


def event_window(telling: Telling, event: Event) -> days.Window | None:
    """The days in which an event was, as its date and its printing bound them."""
    done = event.status is EventStatus.OCCURRED
    return days.clipped(days.window(event.date), days.window(telling.published), done=done)


def compare_days(one: Telling, first: Event, other: Telling, second: Event) -> days.When:
    """How the dates of two events stand to each other."""
    printed = (days.window(one.published), days.window(other.published))
    countries = chain(one.countries.values(), other.countries.values(), *(_country(each) for each in (first, second)))
    return days.compare(event_window(one, first), event_window(other, second), printed, days.hours_between(countries))


def _country(event: Event) -> tuple[str, ...]:
    return (event.location.country,) if event.location is not None and event.location.country else ()


def _told(telling: Telling, event: Event) -> str:
    found = event_window(telling, event)
    return days.spoken(found) if found else f"printed {telling.published}"


def _parties(one: Telling, first: Event, other: Telling, second: Event, evidence: Evidence) -> bool:
    """Hear what those who took part say: of a mutual act in either order, else the doer as doer."""
    if is_mutual(first) and is_mutual(second):
        return meet(sides(one, everyone(first)), sides(other, everyone(second)), evidence)
    if not meet(sides(one, first.sources), sides(other, second.sources), evidence):
        return False
    meet(sides(one, first.targets), sides(other, second.targets), evidence)
    return True


def is_mutual(event: Event) -> bool:
    """Whether both sides do an event alike; of a visit one is the guest and the other the host."""
    return event.type in table().mutual and manner(event) != _VISIT


def is_spoken(event: Event) -> bool:
    """Whether saying something was the deed."""
    return event.type.value in table().spoken or f"{event.type.value}.{event.mode}" in table().spoken


@lru_cache(maxsize=8192)
def _worded(quote: str) -> tuple[str, ...]:
    """The manners of which a quote holds words."""
    return tuple(mode for mode, phrases in table().mode_words.items() if holds(quote, phrases))


def manner(event: Event) -> str | None:
    """How an event was done: its mode, or what its words say of it where it has none; None where they say several things."""
    if event.type not in table().mutual:
        return event.mode
    worded = _worded(event.quote.exact)
    if event.mode is None:
        return worded[0] if worded else None
    # "Met during a visit" may be either.
    return None if event.mode == _VISIT and "talks" in worded else event.mode


def hear_place(one: Event, other: Event, evidence: Evidence) -> None:
    """Hear what the places say."""
    where = places.compare(one, other)
    if where is places.Where.SAME:
        evidence.add(where.value, one.place or "")
    elif where is not places.Where.UNKNOWN:
        evidence.add(where.value, f"{one.place} and {other.place}")


def _manner(first: Event, second: Event, evidence: Evidence) -> None:
    """Hear what the manners say: a call is no visit, and a visit not the talks held during it."""
    here, there = manner(first), manner(second)
    if here is None or there is None:
        return
    if here == there:
        evidence.add("same_manner", here.replace("_", " "))
    elif frozenset((here, there)) in table().modes_apart:
        evidence.add("manners_apart", f"{here.replace('_', ' ')} and {there.replace('_', ' ')}")
    elif first.type is second.type:
        evidence.add("other_manner", f"{here.replace('_', ' ')} and {there.replace('_', ' ')}")


def hear_words(one: Telling, other: Telling, evidence: Evidence, *, dated: bool, spoken: bool) -> None:
    """Hear what the words say: those in common, a quotation in common, and how often it happened.

    Where the days don't tell (not `dated`), and where saying something is the deed (`spoken`), words must carry it.
    """
    here, there = matter(one), matter(other)
    mine, theirs = ordinals(here), ordinals(there)
    if mine and theirs:
        evidence.add("same_count" if mine & theirs else "other_count", _listed((mine & theirs) or (mine | theirs)))
    few, many = numbers(here), numbers(there)
    if few and many and not few & many:
        evidence.add("other_numbers", _listed(few | many))
    common = sorted(word for word in here & there if word[0] != "#")
    least = min(len(here - mine), len(there - theirs))
    if common:
        evidence.add("shared_words", _listed(common), agreement(len(common), least))
    if run := shared_run(one.item.quote.exact, other.item.quote.exact):
        evidence.add("shared_quotation", run)
    if not (common or run):
        _hear_silence(evidence, least, dated=dated, spoken=spoken, mixed=_mixed(one, other))


def _mixed(one: Telling, other: Telling) -> bool:
    """Whether two events are done, and of different categories."""
    first, second = one.item, other.item
    if not isinstance(first, Event) or not isinstance(second, Event):
        return False
    return first.status is second.status and first.type is not second.type


def _hear_silence(evidence: Evidence, least: int, *, dated: bool, spoken: bool, mixed: bool) -> None:
    """Hear what it says that two have no words in common."""
    if mixed:
        evidence.add("told_otherwise")
    if spoken and least:
        evidence.add("said_otherwise")
    elif least >= _FEW:
        evidence.add("no_words")
    if not dated:
        evidence.add("nothing_carries")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
