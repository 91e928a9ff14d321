"""Entries of the record: what happened, was said or promised, each with the items that tell of it.

An entry is worked out of its items whenever one of them changes; it says what the item that tells it best says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, case, func, select

from peyvand.record.moments import FOREVER, NOW, end, moment
from peyvand.record.schema import entries, items, sources, tellings, versions
from peyvand.record.views import Review

_MANY = 400
_COLUMNS = ("kind", "lead", "type", "status", "earliest", "latest", "confidence", "review", "tellings", "sources")
# What a person has looked at goes before what nobody has; then the likelier, the more exactly dated, the earlier read.
_SEEN = {Review.CORRECTED.value: 2, Review.ACCEPTED.value: 1}
_STATUS = {"occurred": 3, "in_force": 3, "signed": 2, "denied": 2, "promised": 1, "planned": 1}


def refresh(connection: Connection, ids: Collection[str]) -> None:
    """Bring these entries to what their items say now; one without an item that stands ends."""
    listed = sorted(ids)
    for start in range(0, len(listed), _MANY):
        some = listed[start : start + _MANY]
        told = _told(connection, some)
        former = {row.id: row for row in connection.execute(select(entries).where(entries.c.id.in_(some), NOW.sees(entries)))}
        for key in some:
            now = _entry(told[key]) if told[key] else None
            before = former.get(key)
            if before is not None and (now is None or any(getattr(before, name) != now[name] for name in _COLUMNS)):
                end(connection, entries, entries.c.id == key)
                before = None
            if before is None and now is not None:
                connection.execute(entries.insert(), {"id": key, "since": moment(connection), "until": FOREVER, **now})


def _told(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    """The items of entries that stand, by entry."""
    root = func.coalesce(sources.c.copy_of, sources.c.id).label("root")
    columns = (versions.c.item, versions.c.kind, versions.c.type, versions.c.status, versions.c.earliest, versions.c.latest)
    found = (
        select(tellings.c.entry, items.c.number, root, versions.c.confidence, versions.c.review, *columns)
        .join(items, items.c.id == tellings.c.item)
        .join(versions, versions.c.item == tellings.c.item)
        .join(sources, sources.c.id == versions.c.source)
        .where(tellings.c.entry.in_(ids), NOW.sees(tellings, versions))
        .where(case((versions.c.review == Review.REJECTED.value, 1), else_=0) == 0)
    )
    told: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(found):
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
        "earliest": lead.earliest,
        "latest": lead.latest,
        "confidence": max(row.confidence for row in told),
        "review": max(reviews, key=lambda one: _SEEN.get(one, 0)) if reviews else None,
        "tellings": len(told),
        "sources": len({row.root for row in told}),
    }


def _standing(row: Row[Any]) -> tuple[float, ...]:
    """How well an item tells of its entry: seen by a person, further on, likely, exact in its date."""
    days = 0.0 if row.earliest is None else 1.0 + (row.earliest == row.latest)
    return _SEEN.get(row.review, 0), _STATUS.get(row.status, 0), days, row.confidence
