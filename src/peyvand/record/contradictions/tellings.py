"""Days, places and persons in which those that tell of one event differ, and whether it was at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peyvand.model import Event, EventStatus
from peyvand.record.contradictions.kinds import Contradiction, Difference
from peyvand.record.contradictions.told import Told
from peyvand.record.merging import days, places
from peyvand.record.merging.events import compare_days, event_window, is_mutual
from peyvand.record.merging.matter import everyone
from peyvand.record.merging.parties import Match, Party, match, sides

STREAM = "2 tellings"
_WITHIN_DAYS = 2  # the widest window that still is a day, or a night
_REAL = {EventStatus.OCCURRED, EventStatus.DENIED}


def of_entry(tellings: Sequence[Told], place: str) -> Iterator[Contradiction]:
    """In what those that tell of one event differ: each thing once, by the first two that do."""
    events = [one for one in tellings if isinstance(one.item, Event)]
    seen: set[tuple[Difference, str]] = set()
    for at, other in enumerate(events):
        for one in events[:at]:
            if one.root == other.root:
                continue
            for kind, here, there in _differences(one, other):
                if (kind, there) not in seen:
                    seen.add((kind, there))
                    yield Contradiction(
                        kind=kind,
                        about=about(one.item),
                        one=one.side(here),
                        other=other.side(there),
                        stream=STREAM,
                        place=f"{place}|{one.number:012}|{other.number:012}|{kind.value}",
                    )


def about(item: object) -> str:
    """An event in a few words."""
    if not isinstance(item, Event):
        return ""
    how = f" ({item.mode.replace('_', ' ')})" if item.mode else ""
    toward = f" → {', '.join(item.targets)}" if item.targets else ""
    return f"{item.type.value}{how}: {', '.join(item.sources) or 'actor not named'}{toward}"


def _differences(one: Told, other: Told) -> Iterator[tuple[Difference, str, str]]:
    """In what two tellings of one event differ, and what each says."""
    first, second = one.item, other.item
    if not isinstance(first, Event) or not isinstance(second, Event):
        return
    if {first.status, second.status} == _REAL:
        yield Difference.STATUS, first.status.value, second.status.value
    if _other_day(one, first, other, second):
        yield Difference.DATE, first.date or "", second.date or ""
    if places.compare(first, second) is places.Where.OTHER and first.place and second.place:
        yield Difference.PLACE, first.place, second.place
    if rivals := _rivals(one, first, other, second):
        yield Difference.PARTIES, *rivals


def _other_day(one: Told, first: Event, other: Told, second: Event) -> bool:
    """Whether two tellings give two days, and not one that is two in different countries."""
    here, there = event_window(one.telling, first), event_window(other.telling, second)
    if here is None or there is None or here[1] - here[0] > _WITHIN_DAYS or there[1] - there[0] > _WITHIN_DAYS:
        return False
    how = compare_days(one.telling, first, other.telling, second)
    return how in {days.When.NEXT_DAY, days.When.DAYS_APART, days.When.APART}


def _rivals(one: Told, first: Event, other: Told, second: Event) -> tuple[str, str] | None:
    """Persons of one side of whom each telling has others, by their full names; None where none are or some are in both."""
    mutual = is_mutual(first) and is_mutual(second)
    by_part = [(first.sources, second.sources), (first.targets, second.targets)]
    parts = [(everyone(first), everyone(second))] if mutual else by_part
    for here, there in parts:
        mine, theirs = sides(one.telling, here), sides(other.telling, there)
        for side in sorted(mine.keys() & theirs.keys()):
            own, others = (_persons(found) for found in (mine[side], theirs[side]))
            known = own and others and len(own) == len(mine[side]) and len(others) == len(theirs[side])
            if known and all(match(a, b) is Match.OTHER for a in own for b in others):
                return ", ".join(each.name for each in own), ", ".join(each.name for each in others)
    return None


def _persons(parties: Sequence[Party]) -> list[Party]:
    """The persons among those who take part whose full names are known."""
    return [each for each in parties if each.person and each.id is not None and " " in each.name.strip()]
