"""Which tellings are worth comparing: two that may be one share a key, and a telling has eight at most.

What has a day stands under that day and the next, with the family of acts and the pair of sides: so two that are a day apart
share one. Where one side is left unsaid, the other with the category and the day must do. What is dated by the month or the
year meets what has a day through something that tells it from the rest of its year: two persons, a person in a place, a long
word of its matter. What has no date counts as of the days before its printing. Keys of such marks begin with "~": where more
stand under one than are worth comparing, the mark is a common one, and the key says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, combinations, islice

from peyvand.model import Commitment, Event, EventStatus, Figure, Statement
from peyvand.record.merging import days
from peyvand.record.merging.events import event_window
from peyvand.record.merging.following import is_deed, is_plan
from peyvand.record.merging.matter import everyone, matter
from peyvand.record.merging.parties import party
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Telling
from peyvand.record.names import folded

MOST_KEYS = 8
_BEFORE = 2  # days before its printing under which an undated one stands
_AHEAD = 28  # days after the last one planned for in which a deed may follow
_MONTHS = 6  # of those after its printing under which a plan stands


def keys(telling: Telling) -> frozenset[str]:
    """Keys of which two tellings that may be one share at least one; none of a figure."""
    match telling.item:
        case Event() as event:
            found = _of_event(telling, event)
        case Statement() as statement:
            found = _of_statement(telling, statement)
        case Commitment() as commitment:
            found = _of_commitment(telling, commitment)
        case Figure():
            return frozenset()
    return _cut(found)


def trail(telling: Telling) -> frozenset[str]:
    """Keys of which a plan and the deed that it leads to share one; worth a look are a plan and a deed, never two of a kind.

    Where the deed leaves a side unsaid that the plan names, they are found only if the plan leaves it unsaid too.
    """
    item = telling.item
    if not (is_plan(telling) or is_deed(telling)) or not isinstance(item, (Event, Commitment)):
        return frozenset()
    if isinstance(item, Commitment):
        pairs = _pairs(_sides(telling, item.parties))[:2]
        return _cut(f"~step|{pair}|{word}" for word in _longest(matter(telling), 4) for pair in pairs)
    months = list(_months(telling, item))
    own = _sides(telling, everyone(item))
    paired = [f"plan|{pair}|{month}" for pair in _pairs(own) for month in months]
    alone = [f"plan|{side}|{month}" for side in own for month in months] if is_deed(telling) or len(own) < 2 else []
    return _cut([*paired, *alone])


def _of_event(telling: Telling, event: Event) -> Iterator[str]:
    family, own = table().family[event.type], _sides(telling, everyone(event))
    window, printed = event_window(telling, event), days.window(telling.published)
    pairs = _pairs(own)
    on = [f"{family}|{pair}|{day}" for pair in pairs for day in _days(window, printed)]
    if window is not None and days.WEEK < window[1] - window[0] <= days.MONTH:
        on = [f"{family}|{pair}|month {date.fromordinal(window[0]):%Y-%m}" for pair in pairs[:1]]
    if event.status is not EventStatus.OCCURRED and window is not None and printed is not None:
        # Whatever its day, a plan is told of when it is made.
        on = [*on[:2], *(f"{family}|{pair}|told {day}" for pair in pairs[:1] for day in _days(None, printed))]
    alone = [f"{event.type}|{side}|{day}" for side in own[:2] for day in list(_days(window, printed))[:1]]
    hints = list(_event_hints(telling, event, family, _years(window, printed)))
    return chain(on[:2], alone, hints[:2], on[2:4], hints[2:], on[4:])


def _of_statement(telling: Telling, statement: Statement) -> Iterator[str]:
    speaker = party(telling, statement.speaker)
    who = speaker.id or folded(speaker.name)
    window, printed = days.window(statement.date), days.window(telling.published)
    near = list(_days(window, printed))
    years = _years(window, printed)
    said = (f"~said|{who}|{year}|{word}" for word in _longest(matter(telling), 4) for year in years)
    # The government may be quoted for its minister.
    return chain((f"said|{who}|{day}" for day in near), (f"said|{speaker.side}|on {day}" for day in near[:1]), said)


def _of_commitment(telling: Telling, commitment: Commitment) -> Iterator[str]:
    own = _sides(telling, commitment.parties)
    window, printed = days.window(commitment.date), days.window(telling.published)
    near = list(_days(window, printed))
    on = [f"bound|{pair}|{day}" for pair in _pairs(own) for day in near]
    alone = (f"bound|{side}|on {day}" for side in own[:2] for day in near[:1])
    hints = [f"~bound|{year}|{word}" for word in _longest(matter(telling), 4) for year in _years(window, printed)]
    return chain(on[:2], alone, hints[:2], on[2:4], hints[2:])


def _days(window: days.Window | None, printed: days.Window | None) -> Iterator[int]:
    """The days under which something stands; none of what is too coarse.

    As each day comes with the next, every second day of a week is enough to meet what happened on any.
    """
    if window is None:
        if printed is not None and printed[1] - printed[0] < days.WEEK:
            yield from range(printed[1] - _BEFORE, printed[1] + 1)
    elif window[1] - window[0] <= days.WEEK:
        yield from range(window[0], window[1] + 2, 1 if window[0] == window[1] else 2)


def _years(window: days.Window | None, printed: days.Window | None) -> Sequence[int]:
    """The years in which something was, of an undated one that of its printing; none of what is longer than two."""
    around = window or printed
    if around is None:
        return (0,)
    first, last = (date.fromordinal(day).year for day in around)
    return range(first, last + 1) if last - first <= 1 else ()


def _months(telling: Telling, event: Event) -> Iterator[str]:
    """The months in which a plan may be done, or those of a deed."""
    printed, own = days.window(telling.published), event_window(telling, event)
    if is_plan(telling):
        begin, end = (printed or own or (0, 0))[0], (own or printed or (0, 0))[1] + _AHEAD
    else:
        begin, end = own or ((printed[0] - _BEFORE, printed[1]) if printed else (0, 0))
    if begin <= 0 or end - begin > days.YEAR or end > date.max.toordinal():
        return
    first, last = date.fromordinal(begin), date.fromordinal(end)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    for at in range(max(0, count - _MONTHS), count):
        year, month = divmod(first.month - 1 + at, 12)
        yield f"{first.year + year}-{month + 1:02}"


def _event_hints(telling: Telling, event: Event, family: str, years: Sequence[int]) -> Iterator[str]:
    """What tells an event from others of its year: a person with another or in a place, and the longest words of its matter."""
    parties = [party(telling, name) for name in everyone(event)]
    persons = sorted({each.id for each in parties if each.person and each.id})[:2]
    place = [folded(event.place)] if event.place else []
    who = ["+".join(persons)] if len(persons) > 1 else []
    pair = next(iter(_pairs(sorted({each.side for each in parties}))), "")
    marks = [*who, *(f"{mark} in {where}" for mark in (*persons, pair) for where in place)]
    words = _longest(matter(telling), 4)
    return (f"~{family}|{year}|{mark}" for mark in _alternating(marks[:2], words) for year in years)


def _alternating(one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """The items of two lists by turns, then what is left of the longer."""
    for first, second in zip(one, other, strict=False):
        yield first
        yield second
    shorter = min(len(one), len(other))
    yield from chain(one[shorter:], other[shorter:])


def _longest(words: Iterable[str], count: int) -> list[str]:
    """Words, the longest first: the longer, the rarer."""
    return sorted(words, key=lambda word: (-len(word), word))[:count]


def _sides(telling: Telling, names: Iterable[str]) -> list[str]:
    return sorted({party(telling, name).side for name in names})


def _pairs(own: Sequence[str]) -> list[str]:
    """Two sides at a time; one by itself where there is no other."""
    return [f"{one}+{other}" for one, other in combinations(own[:3], 2)] or list(own[:1])


def _cut(found: Iterable[str]) -> frozenset[str]:
    return frozenset(islice(dict.fromkeys(found), MOST_KEYS))
