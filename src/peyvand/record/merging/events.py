"""Whether two events are one: by what was done, by whom, when, where, how, and in which words it is told."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from peyvand.model import Event, EventStatus, Plover
from peyvand.record.merging import days, places
from peyvand.record.merging.evidence import Evidence, apart
from peyvand.record.merging.parties import meet, sides
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Likeness, Telling
from peyvand.record.merging.words import holds, name_words, numbers, ordinals, shared_run

_VISIT = "visit"
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
    hear_words(one, other, matter_of(one, first), matter_of(other, second), evidence)
    if one.source == other.source:
        evidence.add("one_source")
    return evidence.weighed()


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


def everyone(event: Event) -> tuple[str, ...]:
    """All who took part."""
    return (*event.sources, *event.targets)


def is_mutual(event: Event) -> bool:
    """Whether both sides do an event alike; of a visit one is the guest and the other the host."""
    return event.type in table().mutual and manner(event) != _VISIT


def manner(event: Event) -> str | None:
    """How an event was done: its mode, or what its words say of it where it has none."""
    if event.mode is not None or event.type not in table().mutual:
        return event.mode
    return next((mode for mode, phrases in table().mode_words.items() if holds(event.quote.exact, phrases)), None)


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


def matter_of(telling: Telling, event: Event) -> frozenset[str]:
    """The words that say what an event was about, without the names of who took part and where, heard elsewhere."""
    names = (*everyone(event), event.place or "", *telling.countries)
    return telling.words.difference(*(name_words(name) for name in names))


def hear_words(one: Telling, other: Telling, here: frozenset[str], there: frozenset[str], evidence: Evidence) -> None:
    """Hear what the words say: those in common, a quotation in common, and how often it happened."""
    mine, theirs = ordinals(here), ordinals(there)
    if mine and theirs:
        evidence.add("same_count" if mine & theirs else "other_count", _listed((mine & theirs) or (mine | theirs)))
    few, many = numbers(here), numbers(there)
    if few and many and not few & many:
        evidence.add("other_numbers", _listed(few | many))
    common = sorted(word for word in here & there if word[0] != "#")
    least = min(len(here - mine), len(there - theirs))
    if common:
        evidence.add("shared_words", _listed(common), min(len(common), 4) / 4 + len(common) / max(least, 2))
    elif least >= _FEW:
        evidence.add("no_words")
    if run := shared_run(one.item.quote.exact, other.item.quote.exact):
        evidence.add("shared_quotation", run)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
