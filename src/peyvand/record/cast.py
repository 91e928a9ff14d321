"""Who is in the record: actors with their aliases, offices, mentions and the items they take part in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, distinct, func, select

from peyvand.errors import NotInRecord
from peyvand.model import ActorType, Kind, Quote
from peyvand.record.names import folded
from peyvand.record.queries import STANDING, actors_called, same_actors
from peyvand.record.schema import actors, aliases, items, offices, parts, quotes, sources
from peyvand.record.views import KeptActor, Office


def kept_actors(connection: Connection, ids: set[str] | None = None) -> list[KeptActor]:
    """Actors, those that most sources name first: all of them, or those asked for."""
    same = same_actors(connection)
    if ids is not None:
        known = {same.get(one, one) for one in ids}
        ids = known | {unknown for unknown, one in same.items() if one in known}
    listed = select(actors) if ids is None else select(actors).where(actors.c.id.in_(ids))
    counts = _counts(connection, ids)
    names = _aliases(connection, ids)
    held = _offices(connection, ids)
    said = _mentions(connection, ids)
    found = [
        KeptActor(
            id=row.id,
            name=row.name,
            type=ActorType(row.type),
            country=row.country,
            aliases=_others(row, names[row.id]),
            offices=tuple(held[row.id]),
            mentions=tuple(said[row.id]),
            counts=MappingProxyType(counts[row.id]),
        )
        for row in connection.execute(listed)
    ]
    found = _united(found, same)
    named = [actor for actor in found if any(actor.counts.values())]  # not those of whom only rejected items speak
    return sorted(named, key=lambda actor: (-actor.counts[Kind.ACTOR], -sum(actor.counts.values()), folded(actor.name), actor.id))


def _united(found: list[KeptActor], same: Mapping[str, str]) -> list[KeptActor]:
    """Actors, those without a country taken together with the one whose country is known."""
    by_id = {actor.id: actor for actor in found}
    for unknown, known in same.items():
        if unknown in by_id and known in by_id:
            one, other = by_id[known], by_id.pop(unknown)
            titles = {folded(office.title) for office in one.offices}
            by_id[known] = replace(
                one,
                aliases=tuple(dict.fromkeys((*one.aliases, *(name for name in other.aliases if name != one.name)))),
                offices=(*one.offices, *(office for office in other.offices if folded(office.title) not in titles)),
                mentions=(*one.mentions, *other.mentions),
                counts=MappingProxyType({kind: one.counts[kind] + other.counts[kind] for kind in Kind}),
            )
    return list(by_id.values())


def one_actor(connection: Connection, who: str) -> KeptActor:
    """The actor that has this id, name, alias or country code; a name goes before an alias."""
    found = kept_actors(connection, actors_called(connection, who))
    plain = folded(who)
    exact = [actor for actor in found if actor.id == who] or [actor for actor in found if folded(actor.name) == plain] or found
    if len(exact) != 1:
        raise NotInRecord(who, "actor", several=bool(exact))
    return exact[0]


def _of(query: Select[Any], column: Any, ids: set[str] | None) -> Select[Any]:  # noqa: ANN401 (a column)
    """Of the actors asked for, from items that stand."""
    query = query.join(items, items.c.id == column.table.c.item).join(sources, sources.c.id == items.c.source).where(STANDING)
    return query if ids is None else query.where(column.in_(ids))


def _counts(connection: Connection, ids: set[str] | None) -> dict[str, dict[Kind, int]]:
    """How many items of each kind an actor takes part in."""
    counts: dict[str, dict[Kind, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
    number = func.count(distinct(items.c.id)).label("number")
    query = _of(select(parts.c.actor, items.c.kind, number), parts.c.actor, ids).where(parts.c.actor.is_not(None))
    for row in connection.execute(query.group_by(parts.c.actor, items.c.kind)):
        counts[row.actor][Kind(row.kind)] = row.number
    return counts


def _aliases(connection: Connection, ids: set[str] | None) -> dict[str, list[str]]:
    """Other names of an actor, the most used first; the names it has in other sources among them."""
    names: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    selves = select(parts.c.actor, parts.c.name).where(parts.c.role == "self")
    others = select(aliases.c.actor, aliases.c.alias)
    for query in (_of(others, aliases.c.actor, ids), _of(selves, parts.c.actor, ids)):
        for actor, name in connection.execute(query):
            names[actor][name] += 1
    return {actor: sorted(found, key=lambda name: (-found[name], name)) for actor, found in names.items()}


def _others(row: Row[Any], names: list[str]) -> tuple[str, ...]:
    """An actor's names but for the one it goes by."""
    return tuple(name for name in names if name != row.name)


def _offices(connection: Connection, ids: set[str] | None) -> dict[str, list[Office]]:
    """Offices that sources give to actors, each title by the source that was published first."""
    held: dict[str, dict[str, Office]] = defaultdict(dict)
    query = _of(
        select(offices.c.actor, offices.c.title, items.c.source, items.c.payload, sources.c.published), offices.c.actor, ids
    )
    for row in connection.execute(query.order_by(sources.c.published.is_(None), sources.c.published, sources.c.seq)):
        held[row.actor].setdefault(folded(row.title), Office(row.title, row.source, row.payload.get("held") or row.published))
    return defaultdict(list, {actor: list(found.values()) for actor, found in held.items()})


def _mentions(connection: Connection, ids: set[str] | None) -> dict[str, list[tuple[str, Quote]]]:
    """Where sources speak of actors, the first words of each source alone in a listing of all."""
    said: dict[str, list[tuple[str, Quote]]] = defaultdict(list)
    query = select(parts.c.actor, items.c.source, quotes.c.exact, quotes.c.start, quotes.c.end)
    query = _of(query.join(quotes, quotes.c.item == parts.c.item), parts.c.actor, ids).where(parts.c.role == "self")
    if ids is None:
        query = query.where(quotes.c.number == 0)
    for row in connection.execute(query.order_by(sources.c.seq, quotes.c.start)):
        said[row.actor].append((row.source, Quote(row.exact, row.start, row.end)))
    return said
