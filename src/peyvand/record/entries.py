"""Entries of the record: what happened, was said or promised, each with the items that tell of it.

An entry is worked out of its items whenever one of them changes; it says what the item that tells it best says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from peyvand.record.moments import FOREVER, NOW, moment
from peyvand.record.portions import SOME, portions
from peyvand.record.queries import STANDING
from peyvand.record.schema import UNDATED, casts, entries, items, parts, sources, tellings, versions
from peyvand.record.views import Review

Values = dict[str, Any]

_FORMER = select(entries).where(entries.c.id.in_(SOME), NOW.sees(entries))
_CAST = (
    select(casts.c.entry, casts.c.actor)
    .join(entries, entries.c.row == casts.c.entry)
    .where(entries.c.id.in_(SOME), NOW.sees(entries))
)
_ACTING = (
    select(tellings.c.entry, parts.c.actor)
    .join(versions, versions.c.item == tellings.c.item)
    .join(parts, parts.c.version == versions.c.row)
    .where(parts.c.actor.is_not(None), tellings.c.entry.in_(SOME), NOW.sees(tellings, versions))
)
_SAYING = (versions.c.item, versions.c.kind, versions.c.type, versions.c.status, versions.c.earliest, versions.c.latest)
_ROOT = func.coalesce(sources.c.copy_of, sources.c.id).label("root")
_TELLINGS = (
    select(tellings.c.entry, items.c.number, _ROOT, versions.c.confidence, versions.c.review, *_SAYING)
    .join(items, items.c.id == tellings.c.item)
    .join(versions, versions.c.item == tellings.c.item)
    .join(sources, sources.c.id == versions.c.source)
    .where(tellings.c.entry.in_(SOME), STANDING, NOW.sees(tellings, versions))
)
_COLUMNS = ("id", "kind", "lead", "type", "status", "earliest", "latest", "confidence", "review", "tellings", "sources")
# What a person has looked at goes before what nobody has; then the likelier, the more exactly dated, the earlier read.
_SEEN = {Review.CORRECTED.value: 2, Review.ACCEPTED.value: 1}
_STATUS = {"occurred": 3, "in_force": 3, "signed": 2, "denied": 2, "promised": 1, "planned": 1}


def refresh(connection: Connection, ids: Collection[str]) -> None:
    """Bring these entries to what their items say now; one without an item that stands ends."""
    listed = sorted(ids)
    for some in portions(listed):
        told = _told(connection, some)
        acting = _acting(connection, some)
        now = {key: {"id": key, **_entry(told[key]), "cast": acting[key]} for key in some if told[key]}
        before = _before(connection, some)
        ended = [row for key, (row, was) in before.items() if now.get(key) != was]
        connection.execute(update(entries).where(entries.c.row.in_(ended)).values(until=moment(connection)))
        _put(connection, [one for key, one in now.items() if key not in before or before[key][0] in ended])


def _before(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, Values]]:
    """What the record says of entries, and in which row, by id."""
    cast: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(_CAST, {"some": ids}):
        cast[row.entry].add(row.actor)
    found = connection.execute(_FORMER, {"some": ids})
    return {one.id: (one.row, {name: getattr(one, name) for name in _COLUMNS} | {"cast": cast[one.row]}) for one in found}


def _put(connection: Connection, found: Sequence[Values]) -> None:
    """Write new entries with who takes part in them."""
    first = (connection.execute(select(func.max(entries.c.row))).scalar() or 0) + 1
    rows = list(enumerate(found, first))
    known = {"since": moment(connection), "until": FOREVER}
    if rows:
        connection.execute(
            entries.insert(), [{"row": row, **{name: one[name] for name in _COLUMNS}, **known} for row, one in rows]
        )
    cast = [
        {"actor": actor, "kind": one["kind"], "earliest": one["earliest"], "latest": one["latest"], "entry": row}
        for row, one in rows
        for actor in one["cast"]
    ]
    if cast:
        connection.execute(casts.insert(), sorted(cast, key=lambda one: (one["actor"], one["entry"])))


def _acting(connection: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    """Who takes part in entries, by entry."""
    acting: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(_ACTING, {"some": ids}):
        acting[row.entry].add(row.actor)
    return acting


def _told(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """The items of entries that stand, by entry."""
    told: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_TELLINGS, {"some": ids}):
        told[row.entry].append(row)
    return told


def _entry(told: Sequence[Row[Any]]) -> dict[str, Any]:
    """What items that tell of one thing say together."""
    lead = max(told, key=lambda row: (*_standing(row), -row.number))
    reviews = [row.review for row in told if row.review is not None]
    return {
        "kind": lead.kind,
        "lead": lead.item,
        "type": lead.type,
        "status": lead.status,
        "earliest": lead.earliest or UNDATED,
        "latest": lead.latest or UNDATED,
        "confidence": max(row.confidence for row in told),
        "review": max(reviews, key=lambda one: _SEEN.get(one, 0)) if reviews else None,
        "tellings": len(told),
        "sources": len({row.root for row in told}),
    }


def _standing(row: Row[Any]) -> tuple[float, ...]:
    """How well an item tells of its entry: seen by a person, further on, likely, exact in its date."""
    days = 0.0 if row.earliest is None else 1.0 + (row.earliest == row.latest)
    return _SEEN.get(row.review, 0), _STATUS.get(row.status, 0), days, row.confidence
