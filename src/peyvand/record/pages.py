"""Entries of the record in order of date, a page at a time: a page costs the same however much the record holds."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, literal, or_, select, tuple_

from peyvand.errors import NotInRecord
from peyvand.model import Instrument, Kind, Plover, Stance
from peyvand.record.moments import NOW, AsOf
from peyvand.record.names import folded
from peyvand.record.portions import portions
from peyvand.record.queries import Wanted, actors_called, days, items_by_id, source_id
from peyvand.record.schema import UNDATED, casts, entries, items, links, parts, tags, tellings, versions
from peyvand.record.views import KeptEntry, Review

_KINDS = tuple(kind for kind in Kind if kind is not Kind.ACTOR)
_TYPES: dict[Kind, type[StrEnum]] = {Kind.EVENT: Plover, Kind.STATEMENT: Stance, Kind.COMMITMENT: Instrument}


def kept_entries(
    connection: Connection, wanted: Wanted, as_of: AsOf = NOW, *, after: str | None = None, limit: int | None = None
) -> list[KeptEntry]:
    """Entries in order of date, undated ones last; those behind the entry `after`, `limit` of them. BadDate, NotInRecord."""
    conditions = [as_of.sees(entries), *_conditions(connection, wanted, as_of)]
    if after is not None:
        conditions.append(_behind(connection, after, as_of))
    kinds = _KINDS if wanted.kind is None else (wanted.kind,)
    whom = None if wanted.actor is None else sorted(actors_called(connection, wanted.actor, as_of))
    if whom == []:
        conditions.append(_by_name(wanted.actor or "", as_of))
    narrowed = {kind: [*conditions, *_type(kind, wanted)] for kind in kinds}
    actors: list[str | None] = [*whom] if whom else [None]
    streams = [_stream(connection, kind, actor, narrowed[kind], limit) for kind in kinds for actor in actors]
    rows: dict[str, Row[Any]] = {}
    for row in heapq.merge(*streams, key=_place):
        rows.setdefault(row.id, row)  # two names of one actor may stand in one entry
        if limit is not None and len(rows) == limit:
            break
    return _entries(connection, list(rows.values()), as_of)


def one_entry(connection: Connection, start: str, as_of: AsOf = NOW) -> KeptEntry:
    """The entry that has this id or the first digits of it, or that an item of this id tells of. NotInRecord."""
    if not start.isalnum():
        raise NotInRecord(start, "item")
    told = select(tellings.c.item, tellings.c.entry).where(tellings.c.item.startswith(start.lower()), as_of.sees(tellings))
    found = connection.execute(told.limit(2)).all()
    if len(found) != 1:
        raise NotInRecord(start, "item", several=bool(found))
    rows = connection.execute(select(entries).where(entries.c.id == found[0].entry, as_of.sees(entries))).all()
    if not rows:
        raise NotInRecord(start, "item")
    return _entries(connection, rows, as_of)[0]


def entries_by_id(connection: Connection, ids: Collection[str], as_of: AsOf = NOW) -> dict[str, KeptEntry]:
    """Those of these entries that stand, by id."""
    listed, rows = sorted(ids), list[Row[Any]]()
    for portion in portions(listed):
        some = entries.c.id.in_(portion)
        rows += connection.execute(select(entries).where(some, as_of.sees(entries))).all()
    return {entry.id: entry for entry in _entries(connection, rows, as_of)}


def _stream(
    connection: Connection, kind: Kind, actor: str | None, conditions: Sequence[ColumnElement[bool]], limit: int | None
) -> Iterator[Row[Any]]:
    """The rows of entries of a kind, of one actor or of all, in order."""
    found = select(entries).where(*conditions)
    if actor is None:
        found = found.where(entries.c.kind == kind.value).order_by(entries.c.earliest, entries.c.latest, entries.c.id)
    else:
        found = found.join(casts, casts.c.entry == entries.c.row).where(casts.c.actor == actor, casts.c.kind == kind.value)
        found = found.order_by(casts.c.earliest, casts.c.latest, entries.c.id)
    yield from connection.execute(found if limit is None else found.limit(limit))


def _place(row: Row[Any]) -> tuple[str, str, str]:
    """By what entries are in order."""
    return row.earliest, row.latest, row.id


def _behind(connection: Connection, after: str, as_of: AsOf) -> ColumnElement[bool]:
    """The condition that an entry comes after another."""
    last = connection.execute(select(entries).where(entries.c.id == after, as_of.sees(entries))).first()
    if last is None:
        raise NotInRecord(after, "item")
    return tuple_(entries.c.earliest, entries.c.latest, entries.c.id) > tuple_(*map(literal, _place(last)))


def _conditions(connection: Connection, wanted: Wanted, as_of: AsOf) -> Iterator[ColumnElement[bool]]:
    """What rows of entries must fulfil, but for kind, type and actor."""
    if wanted.since is not None:
        yield entries.c.latest >= days(wanted.since)[0].isoformat()
        yield entries.c.earliest < UNDATED
    if wanted.until is not None:
        yield entries.c.earliest <= days(wanted.until)[1].isoformat()
    if wanted.status is not None:
        yield entries.c.status == wanted.status
    if wanted.min_confidence > 0:
        yield entries.c.confidence >= wanted.min_confidence
    told = select(tellings.c.entry).where(as_of.sees(tellings))
    if wanted.source is not None:
        there = select(items.c.id).where(items.c.source == source_id(connection, wanted.source, as_of))
        yield entries.c.id.in_(told.where(tellings.c.item.in_(there)))
    for name, key in (("issue", wanted.issue), ("field", wanted.field)):
        if key is not None:
            tagged = select(versions.c.item).join(tags, tags.c.version == versions.c.row)
            tagged = tagged.where(tags.c.list == name, tags.c.key == key, as_of.sees(versions))
            yield entries.c.id.in_(told.where(tellings.c.item.in_(tagged)))


def _type(kind: Kind, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """The condition on the type of rows of a kind, whose own spelling an index has."""
    if wanted.type is not None:
        known = {one.value.casefold(): one.value for one in _TYPES.get(kind, ())}
        yield entries.c.type == known.get(wanted.type.casefold(), wanted.type)


def _by_name(name: str, as_of: AsOf) -> ColumnElement[bool]:
    """The condition that a name which is no actor's stands in an entry."""
    named = select(versions.c.item).join(parts, parts.c.version == versions.c.row)
    named = named.where(parts.c.folded == folded(name), as_of.sees(versions))
    return entries.c.id.in_(select(tellings.c.entry).where(tellings.c.item.in_(named), as_of.sees(tellings)))


def _entries(connection: Connection, rows: Sequence[Row[Any]], as_of: AsOf) -> list[KeptEntry]:
    """Rows of entries with the items that tell of them, and what they are linked with."""
    ids = [row.id for row in rows]
    told: dict[str, list[str]] = defaultdict(list)
    for portion in portions(ids):
        some = select(tellings.c.entry, tellings.c.item).join(items, items.c.id == tellings.c.item)
        some = some.where(tellings.c.entry.in_(portion), as_of.sees(tellings))
        for row in connection.execute(some.order_by(items.c.number)):
            told[row.entry].append(row.item)
    kept = items_by_id(connection, {item for found in told.values() for item in found}, as_of)
    plans, deeds = _links(connection, told, as_of)
    return [
        KeptEntry(
            id=row.id,
            kind=Kind(row.kind),
            lead=kept[row.lead],
            tellings=tuple(kept[item] for item in told[row.id] if item in kept),
            sources=row.sources,
            confidence=row.confidence,
            review=None if row.review is None else Review(row.review),
            plans=plans.get(row.id, ()),
            deeds=deeds.get(row.id, ()),
        )
        for row in rows
    ]


def _links(
    connection: Connection, told: dict[str, list[str]], as_of: AsOf
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """By entry, the entries that announced it, and those that came of it."""
    entry_of = {item: entry for entry, found in told.items() for item in found}
    here = list(entry_of)
    pairs: set[tuple[str, str]] = set()
    for some in portions(here):
        tied = select(links.c.plan, links.c.deed).where(or_(links.c.plan.in_(some), links.c.deed.in_(some)), as_of.sees(links))
        pairs |= {(row.plan, row.deed) for row in connection.execute(tied)}
    others = {one for pair in pairs for one in pair} - entry_of.keys()
    for other in sorted(others):
        found = select(tellings.c.entry).where(tellings.c.item == other, as_of.sees(tellings))
        entry_of[other] = connection.execute(found).scalar() or other
    plans: dict[str, set[str]] = defaultdict(set)
    deeds: dict[str, set[str]] = defaultdict(set)
    for plan, deed in pairs:
        plans[entry_of[deed]].add(entry_of[plan])
        deeds[entry_of[plan]].add(entry_of[deed])
    return {key: tuple(sorted(found)) for key, found in plans.items()}, {
        key: tuple(sorted(found)) for key, found in deeds.items()
    }
