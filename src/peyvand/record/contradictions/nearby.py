"""Events of the same actors in some days: what a plan, a denial or a claim is held against, found by who takes part."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Connection, exists, select

from peyvand.model import Kind
from peyvand.record.contradictions.told import Told
from peyvand.record.merging.days import Window
from peyvand.record.moments import AsOf
from peyvand.record.queries import united
from peyvand.record.schema import actors, casts, entries

_FEW = 8  # actors of an item by which its like is looked for
_WIDE = 31  # days: an event that is dated more coarsely is found from where its own days begin


def events_of(
    connection: Connection,
    one: Told,
    span: Window,
    as_of: AsOf,
    *,
    limit: int,
    status: str | None = None,
    types: Collection[str] | None = None,
    countries: Collection[str] = (),
) -> list[str]:
    """The entries of events in which one of an item's actors takes part, that begin in these days; the earliest first.

    Each of the countries, if any are given, takes part in them, itself or by one of its own.
    """
    whom = sorted(united(connection, sorted(set(one.telling.actors.values()))[:_FEW], as_of))
    first, last = (date.fromordinal(day).isoformat() for day in (max(1, span[0] - _WIDE), span[1]))
    found = select(entries.c.id, entries.c.earliest, entries.c.latest).join(casts, casts.c.entry == entries.c.row)
    found = found.where(
        casts.c.kind == Kind.EVENT.value, casts.c.earliest >= first, casts.c.earliest <= last, as_of.sees(entries)
    )
    found = found.where(entries.c.latest >= date.fromordinal(span[0]).isoformat(), entries.c.id != one.entry)
    if status is not None:
        found = found.where(entries.c.status == status)
    if types is not None:
        found = found.where(entries.c.type.in_(sorted(types)))
    for country in countries:
        found = found.where(_has_part(country))
    rows: set[tuple[str, str, str]] = set()
    for actor in whom:
        some = found.where(casts.c.actor == actor).order_by(casts.c.earliest, casts.c.latest, casts.c.entry).limit(limit)
        rows |= {(row.earliest, row.latest, row.id) for row in connection.execute(some)}
    return [key for _, _, key in sorted(rows)][:limit]


def _has_part(country: str) -> ColumnElement[bool]:
    """The condition that a country, or one of its own, takes part in an entry."""
    cast = casts.alias()
    return exists(
        select(1)
        .select_from(cast.join(actors, actors.c.id == cast.c.actor))
        .where(cast.c.entry == entries.c.row, actors.c.country == country)
    )
