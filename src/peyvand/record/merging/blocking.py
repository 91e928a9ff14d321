"""Which tellings are worth comparing: two that may be one share a key, and a telling has eight at most.

A key holds a family of acts, who took part, and a week; a telling with a coarse date has every week of it, up to a month.
What is dated by the year alone meets what has a day through a place, a person or a word of the matter in the same year. An
undated one counts as of the days before its printing; one without any day goes by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, combinations, islice

from peyvand.model import Commitment, Event, EventStatus, Figure, Statement
from peyvand.record.merging import days
from peyvand.record.merging.events import event_window
from peyvand.record.merging.following import is_deed, is_plan
from peyvand.record.merging.matter import everyone, matter, topic
from peyvand.record.merging.parties import party
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Telling
from peyvand.record.names import folded

MOST_KEYS = 8
_AROUND = 3  # days before and after a day that are searched with it
_BEFORE = 8  # days before its printing in which an undated deed is looked for
_AHEAD = 28  # days after its printing in which an undated plan is
_MONTHS = 6  # after its printing in which a plan is looked for to be done


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
    """Keys of which a plan and the deed that it leads to share one; worth a look are a plan and a deed, never two of a kind."""
    item = telling.item
    if not (is_plan(telling) or is_deed(telling)) or not isinstance(item, (Event, Commitment)):
        return frozenset()
    if isinstance(item, Commitment):
        words = _hints(matter(telling))
        return _cut(f"step|{pair}|{word}" for word in islice(words, 4) for pair in _pairs(_sides(telling, item.parties))[:2])
    months = list(_months(telling, item))
    own = _sides(telling, everyone(item))
    paired = [f"plan|{pair}|{month}" for pair in _pairs(own) for month in months]
    alone = [f"plan|{side}|{month}" for side in own for month in months] if is_deed(telling) or len(own) < 2 else []
    return _cut([*paired, *alone])


def _of_event(telling: Telling, event: Event) -> Iterator[str]:
    family, own = table().family[event.type], _sides(telling, everyone(event))
    pairs = _pairs(own)
    span = _span(telling, event_window(telling, event), planned=event.status is not EventStatus.OCCURRED)
    if span is None or span[1] - span[0] > days.MONTH + 2 * _AROUND:
        return _event_hints(telling, event, family, [0] if span is None else _years(span)[:2])
    weeks = [f"{family}|{pair}|{week}" for week in _weeks(span) for pair in pairs]
    narrow = span[1] - span[0] <= _BEFORE
    # Where a teller leaves one side unsaid, the day must do.
    alone = [f"{family}|{side}|day {_middle(span, event.date)}" for side in own[:2]] if narrow else []
    return chain(weeks[:6], alone, _event_hints(telling, event, family, _years(span)[-1:]))


def _of_statement(telling: Telling, statement: Statement) -> Iterator[str]:
    speaker = party(telling, statement.speaker)
    who = speaker.id or folded(speaker.name)
    about = _hints(topic(telling))
    span = _span(telling, days.window(statement.date), planned=False)
    if span is None or span[1] - span[0] > days.MONTH + 2 * _AROUND:
        year = "" if span is None else str(_years(span)[0])
        return (f"said|{who}|{year}|{word}" for word in islice(about, 4))
    narrow = span[1] - span[0] <= _BEFORE
    weeks = list(_weeks(span))[-2 if narrow else -6 :]
    own = (f"said|{who}|{week}" for week in weeks)
    # The government may be quoted for its minister, on the same day or on the same thing.
    day = [f"said|{speaker.side}|day {_middle(span, statement.date)}"] if narrow else []
    return chain(own, day, (f"said|{speaker.side}|{week}|{word}" for word in islice(about, 2) for week in weeks))


def _of_commitment(telling: Telling, commitment: Commitment) -> Iterator[str]:
    own = _sides(telling, commitment.parties)
    span = _span(telling, days.window(commitment.date), planned=False)
    near: list[str] = []
    if span is not None and span[1] - span[0] <= _BEFORE:
        near = [f"bound|{pair}|{week}" for pair in _pairs(own) for week in list(_weeks(span))[-2:]][:4]
        near += [f"bound|{side}|day {_middle(span, commitment.date)}" for side in own[:2]]
    years = [0] if span is None else _years(span)[-1:] if near else _years(span)[:2]
    words = islice(_hints(matter(telling)), 4)
    return chain(near, (f"bound|{year}|{word}" for word in words for year in years))


def _span(telling: Telling, own: days.Window | None, *, planned: bool) -> days.Window | None:
    """The days in which to look for another telling."""
    if own is not None:
        around = _AROUND if own[1] - own[0] < days.WEEK else 0
        return own[0] - around, own[1] + around
    printed = days.window(telling.published)
    if printed is None or printed[1] - printed[0] > days.MONTH:
        return printed
    return (printed[0], printed[1] + _AHEAD) if planned else (printed[0] - _BEFORE, printed[1])


def _middle(span: days.Window, own: str | None) -> int:
    """The day that stands for a window: the middle of those searched around a date, the last of those before a printing."""
    return (span[0] + span[1]) // 2 if own else span[1]


def _weeks(span: days.Window) -> Iterator[str]:
    return (f"week {week}" for week in range(span[0] // 7, span[1] // 7 + 1))


def _years(span: days.Window) -> Sequence[int]:
    """The years of a window, but for the few days that are searched around it."""
    first, last = (date.fromordinal(max(1, min(day, date.max.toordinal()))) for day in span)
    return range(first.year, last.year + 1)


def _months(telling: Telling, event: Event) -> Iterator[str]:
    """The months in which a plan may be done, or those of a deed."""
    printed, own = days.window(telling.published), event_window(telling, event)
    if is_plan(telling):
        begin, end = (printed or own or (0, 0))[0], (own or printed or (0, 0))[1] + _AHEAD
    else:
        begin, end = own or ((printed[0] - _AROUND, printed[1]) if printed else (0, 0))
    if begin <= 0 or end - begin > days.YEAR:
        return
    first, last = date.fromordinal(begin), date.fromordinal(end)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    for at in range(max(0, count - _MONTHS), count):
        year, month = divmod(first.month - 1 + at, 12)
        yield f"{first.year + year}-{month + 1:02}"


def _event_hints(telling: Telling, event: Event, family: str, years: Sequence[int]) -> Iterator[str]:
    """What may tell an event from others of its year: place, persons, and the longest words of the matter."""
    parties = [party(telling, name) for name in everyone(event)]
    pair = next(iter(_pairs(sorted({each.side for each in parties}))), "")
    persons = sorted({each.id for each in parties if each.person and each.id})[:2]
    place = [folded(event.place)] if event.place else []
    words = islice(_hints(matter(telling)), 4)
    of_pair = (f"{family}|{pair}|{year}|{hint}" for hint in (*place, *persons) for year in years)
    return chain(of_pair, (f"{family}|{year}|{word}" for word in words for year in years))


def _hints(words: Iterable[str]) -> Iterator[str]:
    """Words, the longest first: the longer, the rarer."""
    return iter(sorted(words, key=lambda word: (-len(word), word)))


def _sides(telling: Telling, names: Iterable[str]) -> list[str]:
    return sorted({party(telling, name).side for name in names})


def _pairs(own: Sequence[str]) -> list[str]:
    """Two sides at a time; one by itself where there is no other."""
    return [f"{one}+{other}" for one, other in combinations(own[:3], 2)] or list(own[:1])


def _cut(found: Iterable[str]) -> frozenset[str]:
    return frozenset(islice(dict.fromkeys(found), MOST_KEYS))
