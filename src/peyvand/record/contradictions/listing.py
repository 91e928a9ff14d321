"""The list of contradictions, and those of one entry, source or actor.

The whole list goes through what can contradict anything at all, by keys and indexes, and holds one portion of it at a time. What
a person has dismissed is out of it. An entry's are found from the entry, in either part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, Select, literal, select, text, tuple_

from peyvand.model import Commitment, Event, EventStatus, Figure, Kind
from peyvand.record.contradictions import denials, figures, firsts, plans, tellings
from peyvand.record.contradictions.dismissing import without_dismissed
from peyvand.record.contradictions.keys import CLAIM, DENIED, DUE, pairs
from peyvand.record.contradictions.kinds import STREAMS, Contradiction, Difference
from peyvand.record.contradictions.table import table
from peyvand.record.contradictions.told import Told, told, told_of
from peyvand.record.moments import NOW, AsOf
from peyvand.record.pages import one_entry
from peyvand.record.portions import in_chunks, portions
from peyvand.record.queries import actors_called, source_id
from peyvand.record.schema import UNDATED, casts, entries, item_keys, items
from peyvand.record.schema import tellings as told_by

_CHUNK = 100  # entries that are looked at together
_MOST_TOLD = 50  # of an entry that very many tell of, so many are compared, those first read
_MOST_CLAIMS = 4  # between two countries, the next behind an event
_MOST_DENIED = 5000  # in the days of a portion
# Asked once for each two countries: ORM-made, or in one with all others, it costs more than it finds.
_BETWEEN = text("SELECT item FROM item_keys WHERE key BETWEEN :first AND :last ORDER BY key, item LIMIT :most")
_EVERY = frozenset(Difference)
_Found: TypeAlias = Iterator[Contradiction]
_Stream: TypeAlias = Callable[[Connection, str, AsOf], _Found]


def contradictions(
    connection: Connection,
    as_of: AsOf = NOW,
    *,
    kinds: Collection[Difference] | None = None,
    entry: str | None = None,
    source: str | None = None,
    actor: str | None = None,
    after: str | None = None,
    limit: int | None = None,
) -> list[Contradiction]:
    """What the record says in two ways that can't both be, and plans that nothing came of, in a fixed order.

    All of them, or those of an entry, a source and an actor (ids as elsewhere); `limit` of them, behind that with the cursor
    `after`. NotInRecord.
    """
    wanted = _EVERY if kinds is None else frozenset(kinds)
    if entry is None and source is None and actor is None:
        found = _all(connection, wanted, as_of, after)
    else:
        found = _behind(_of(connection, wanted, as_of, entry, source, actor), after)
    standing = (
        one
        for some in in_chunks(found, _CHUNK if limit is None else min(limit, _CHUNK))
        for one in without_dismissed(connection, some, as_of)
    )
    return list(islice(standing, limit))


def of_entries(
    connection: Connection, ids: Collection[str], as_of: AsOf = NOW, kinds: Collection[Difference] = _EVERY
) -> list[Contradiction]:
    """The contradictions of these entries that nobody dismissed, in the order of the list."""
    found: dict[str, Contradiction] = {}
    for some in portions(sorted(ids), _CHUNK):
        found |= {one.id: one for one in _chunk(connection, some, as_of, frozenset(kinds))}
    ordered = sorted(found.values(), key=lambda one: (one.stream, one.place))
    return without_dismissed(connection, ordered, as_of)


# ---------------------------------------------------------------- the whole list


def _all(connection: Connection, wanted: frozenset[Difference], as_of: AsOf, after: str | None) -> _Found:
    """All contradictions of these kinds behind a place in the list."""
    at, _, place = (after or "").partition("\x1f")
    streams: dict[str, _Stream] = {
        figures.STREAM: figures.among,
        tellings.STREAM: _of_tellings,
        denials.STREAM: _of_denials,
        firsts.STREAM: _of_firsts,
        plans.PLANS: _of_plans,
        plans.DUE: _of_due,
    }
    for name, kinds in STREAMS.items():
        if name >= at and kinds & wanted:
            start = place if name == at else ""
            found = streams[name](connection, start, as_of)
            yield from (one for one in found if one.kind in wanted and (name > at or one.place > start))


def _in_order(connection: Connection, start: str, as_of: AsOf, *conditions: ColumnElement[bool]) -> Iterator[list[Row[Any]]]:
    """Rows of the entries of events that meet the conditions, from a place on, in portions."""
    wanted = select(entries.c.id, entries.c.earliest, entries.c.latest).where(
        entries.c.kind == Kind.EVENT.value, as_of.sees(entries), *conditions
    )
    if start:
        place = tuple_(entries.c.earliest, entries.c.latest, entries.c.id)
        wanted = wanted.where(place >= tuple_(*map(literal, start.split("|")[:3])))
    wanted = wanted.order_by(entries.c.earliest, entries.c.latest, entries.c.id).execution_options(yield_per=1000)
    yield from in_chunks(connection.execute(wanted), _CHUNK)


def _place(row: Row[Any]) -> str:
    """Where what is found of an entry stands in its stream."""
    return f"{row.earliest}|{row.latest}|{row.id}"


def _of_tellings(connection: Connection, start: str, as_of: AsOf) -> _Found:
    """In what those that tell of one event differ, for all events that several tell of."""
    for rows in _in_order(connection, start, as_of, entries.c.tellings > 1):
        met = told_of(connection, [row.id for row in rows], as_of)
        for row in rows:
            yield from _sorted(tellings.of_entry(met[row.id][:_MOST_TOLD], _place(row)))


def _of_denials(connection: Connection, start: str, as_of: AsOf) -> _Found:
    """Denied events that others say were."""
    for rows in _in_order(connection, start, as_of, entries.c.status == EventStatus.DENIED.value):
        met = told_of(connection, [row.id for row in rows], as_of)
        for row in rows:
            yield from _sorted(one for each in met[row.id] for one in denials.of_event(connection, each, _place(row), as_of))


def _of_firsts(connection: Connection, start: str, as_of: AsOf) -> _Found:
    """Claims of a first that the record has something against."""
    first = date.fromordinal(int(start.partition("|")[0])).isoformat() if start else ""
    for found in in_chunks(_items(connection, f"{CLAIM}{first}", f"{CLAIM}~"), _CHUNK):
        met = sorted(told(connection, found, as_of).values(), key=lambda one: (firsts.claim_day(one) or 0, one.number))
        for one in met:
            yield from firsts.of_event(connection, one, as_of)


def _of_plans(connection: Connection, start: str, as_of: AsOf) -> _Found:
    """Planned events whose time has passed."""
    day = plans.today(as_of)
    over = (entries.c.status == EventStatus.PLANNED.value, entries.c.latest < day.isoformat())
    for rows in _in_order(connection, start, as_of, *over):
        met = told_of(connection, [row.id for row in rows], as_of)
        done = plans.linked(connection, [one.id for found in met.values() for one in found], as_of)
        for row in rows:
            if not any(one.id in done for one in met[row.id]):
                yield from plans.of_plan(connection, met[row.id], _place(row), day, as_of)


def _of_due(connection: Connection, start: str, as_of: AsOf) -> _Found:
    """Commitments that were due."""
    day = plans.today(as_of)
    for found in in_chunks(_items(connection, f"{DUE}{start.partition('|')[0]}", f"{DUE}{day.isoformat()}"), _CHUNK):
        yield from _sorted(_due_of(connection, told(connection, found, as_of).values(), as_of))


def _due_of(connection: Connection, some: Iterable[Told], as_of: AsOf) -> _Found:
    """Of these items, the commitments that were due and that nothing followed."""
    mine = {one.entry for one in some if isinstance(one.item, Commitment) and one.item.due is not None}
    met = told_of(connection, mine, as_of)
    done = plans.linked(connection, [one.id for found in met.values() for one in found], as_of)
    day = plans.today(as_of)
    for entry in sorted(met):
        if not any(one.id in done for one in met[entry]):
            yield from plans.of_commitment(connection, met[entry], day, as_of)


def _items(connection: Connection, first: str, last: str) -> Iterator[str]:
    """The ids of the items with keys between two, in the order of the keys; each once in a row."""
    wanted: Select[Any] = select(items.c.id).join(item_keys, item_keys.c.item == items.c.number)
    wanted = wanted.where(item_keys.c.key >= first, item_keys.c.key < last).order_by(item_keys.c.key, item_keys.c.item)
    yield from connection.execute(wanted.execution_options(yield_per=1000)).scalars()


def _sorted(found: Iterable[Contradiction]) -> list[Contradiction]:
    """In the order of the stream, each once."""
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.place)


# ---------------------------------------------------------------- of some entries


def _of(
    connection: Connection,
    wanted: frozenset[Difference],
    as_of: AsOf,
    entry: str | None,
    source: str | None,
    actor: str | None,
) -> _Found:
    """The contradictions of the entries that are asked for: of all that are, where several are."""
    seen: set[str] = set()
    only: list[frozenset[str]] = []
    if entry is not None:
        only.append(frozenset({one_entry(connection, entry, as_of).id}))
    if source is not None:
        only.append(_entries_of(connection, source_id(connection, source, as_of), as_of))
    ids: Iterable[str] = sorted(frozenset.intersection(*only)) if only else ()
    if actor is not None:
        acting = _acting(connection, sorted(actors_called(connection, actor, as_of)), as_of)
        ids = (one for one in acting if not only or all(one in some for some in only))
    for some in in_chunks(ids, _CHUNK):
        for one in _sorted_all(_chunk(connection, some, as_of, wanted, both=actor is None)):
            if one.id not in seen:
                seen.add(one.id)
                yield one


def _behind(found: _Found, after: str | None) -> _Found:
    """What comes behind the contradiction with this cursor."""
    if after is not None:
        for one in found:
            if one.cursor == after:
                break
    yield from found


def _entries_of(connection: Connection, source: str, as_of: AsOf) -> frozenset[str]:
    """The entries of which a source tells."""
    mine = select(items.c.id).where(items.c.source == source)
    return frozenset(connection.execute(select(told_by.c.entry).where(told_by.c.item.in_(mine), as_of.sees(told_by))).scalars())


def _acting(connection: Connection, actors: Sequence[str], as_of: AsOf) -> Iterator[str]:
    """The entries in which one of these takes part."""
    for actor in actors:
        mine = select(entries.c.id).join(casts, casts.c.entry == entries.c.row).where(casts.c.actor == actor, as_of.sees(entries))
        mine = mine.order_by(casts.c.kind, casts.c.earliest, casts.c.latest, entries.c.id)
        yield from connection.execute(mine.execution_options(yield_per=1000)).scalars()


def _sorted_all(found: Iterable[Contradiction]) -> list[Contradiction]:
    """In the order of the list."""
    return sorted(found, key=lambda one: (one.stream, one.place))


def _chunk(
    connection: Connection, ids: Sequence[str], as_of: AsOf, wanted: frozenset[Difference], *, both: bool = True
) -> _Found:
    """The contradictions of a portion of entries; denials from `both` their sides, or from the denied event alone.

    Who takes part in an event takes part in the one that denies it, so that an actor's entries have both.
    """
    rows = {row.id: row for row in connection.execute(select(entries).where(entries.c.id.in_(ids), as_of.sees(entries)))}
    met = told_of(connection, list(rows), as_of)
    every = [one for found in met.values() for one in found]
    dated = [one for one in every if isinstance(one.item, Event) and rows[one.entry].earliest < UNDATED]
    if Difference.FIGURE in wanted:
        yield from figures.of_items(connection, (one for one in every if isinstance(one.item, Figure)), as_of)
    if STREAMS[tellings.STREAM] & wanted:
        for entry, found in met.items():
            yield from (one for one in tellings.of_entry(found[:_MOST_TOLD], _place(rows[entry])) if one.kind in wanted)
    if Difference.STATUS in wanted:
        told_of_it = [one for one in dated if both or rows[one.entry].status == EventStatus.DENIED.value]
        yield from _denied_here(connection, told_of_it, rows, as_of)
    if Difference.FIRST in wanted:
        yield from _first_here(connection, [one for one in every if isinstance(one.item, Event)], as_of)
    if Difference.PLAN in wanted:
        yield from _planned_here(connection, met, rows, as_of)
    if Difference.DUE in wanted:
        yield from _due_of(connection, every, as_of)


def _denied_here(connection: Connection, some: Sequence[Told], rows: dict[str, Row[Any]], as_of: AsOf) -> _Found:
    """Denials among these events, and of them; only the days with a denied event in the record are looked into."""
    if not some:
        return
    slack = timedelta(days=40 + table().denials["around"])
    days = [date.fromisoformat(rows[one.entry].earliest) for one in some]
    first, last = (_shifted(day, by) for day, by in ((min(days), -slack), (max(days), slack + timedelta(days=366))))
    wanted = select(item_keys.c.key).where(item_keys.c.key >= f"{DENIED}{first}", item_keys.c.key <= f"{DENIED}{last}")
    denied = connection.execute(wanted.order_by(item_keys.c.key).limit(_MOST_DENIED)).scalars().all()
    for one in some:
        row = rows[one.entry]
        begin = f"{DENIED}{_shifted(date.fromisoformat(row.earliest), -slack)}"
        at = bisect_left(denied, begin)
        if at < len(denied) and denied[at] <= f"{DENIED}{_shifted(date.fromisoformat(row.latest), slack)}":
            for found in denials.of_event(connection, one, "", as_of):
                yield _placed(connection, found, as_of)


def _placed(connection: Connection, found: Contradiction, as_of: AsOf) -> Contradiction:
    """A denial where it stands in the list: by the denied event, from whichever side it was found."""
    denied = found.other.entry if found.other is not None else found.one.entry
    row = connection.execute(select(entries).where(entries.c.id == denied, as_of.sees(entries))).one()
    return replace(found, place=f"{_place(row)}{found.place}")


def _shifted(day: date, by: timedelta) -> str:
    """A day some days off, as far as the calendar goes."""
    at = day.toordinal() + by.days
    return date.fromordinal(max(1, min(at, date.max.toordinal()))).isoformat()


def _first_here(connection: Connection, some: Sequence[Told], as_of: AsOf) -> _Found:
    """Claims of a first that these events make, and those that they break."""
    claiming = _claiming(connection, some)
    here: dict[str, list[Told]] = defaultdict(list)
    for one in some:
        day = firsts.claim_day(one)
        if day is not None and isinstance(one.item, Event):
            for pair in pairs(one.item.type.value, firsts.countries(one)):
                here[f"{pair}|{date.fromordinal(day).isoformat()}"].append(one)
    met: dict[int, list[Told]] = defaultdict(list)
    for key, forgotten in sorted(here.items()):
        asked = {"first": key, "last": f"{key.partition('|')[0]}|~", "most": _MOST_CLAIMS}
        for number in connection.execute(_BETWEEN, asked).scalars():
            met[number] += forgotten
    numbered: dict[str, int] = {}
    for listed in portions(sorted(met)):
        rows = connection.execute(select(items.c.id, items.c.number).where(items.c.number.in_(listed)))
        numbered |= {row.id: row.number for row in rows}
    for one in sorted(told(connection, sorted(claiming | numbered.keys()), as_of).values(), key=lambda one: one.number):
        if one.id in claiming or firsts.broken_by(connection, one, met[one.number], as_of):
            yield from firsts.of_event(connection, one, as_of)


def _claiming(connection: Connection, some: Sequence[Told]) -> set[str]:
    """Those of these events that claim to be a first."""
    days = {one: day for one in some if (day := firsts.claim_day(one)) is not None}
    by_key = {(f"{CLAIM}{date.fromordinal(day).isoformat()}", one.number): one.id for one, day in days.items()}
    found: set[str] = set()
    for keys in portions(sorted({key for key, _ in by_key})):
        for row in connection.execute(select(item_keys).where(item_keys.c.key.in_(keys))):
            found |= {by_key[row.key, row.item]} if (row.key, row.item) in by_key else set()
    return found


def _planned_here(connection: Connection, met: dict[str, list[Told]], rows: dict[str, Row[Any]], as_of: AsOf) -> _Found:
    """Of these entries, the plans whose time has passed."""
    day = plans.today(as_of)
    over = {key for key, row in rows.items() if row.status == EventStatus.PLANNED and row.latest < day.isoformat()}
    here = {key: found for key, found in met.items() if key in over}
    done = plans.linked(connection, [one.id for found in here.values() for one in found], as_of)
    for key, found in here.items():
        if not any(one.id in done for one in found):
            yield from plans.of_plan(connection, found, _place(rows[key]), day, as_of)
