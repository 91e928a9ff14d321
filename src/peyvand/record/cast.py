"""Who is in the record: actors with their aliases, offices, mentions and the items they take part in.

An actor is everyone whom sources call by one of his names; the record's `identities` say which names are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from peyvand.errors import NotInRecord
from peyvand.model import ActorType, Kind, Quote
from peyvand.record.moments import NOW, AsOf
from peyvand.record.names import folded
from peyvand.record.portions import portions
from peyvand.record.queries import actors_called, united
from peyvand.record.schema import (
    actors,
    aliases,
    appearances,
    editions,
    identities,
    offices,
    parts,
    quotes,
    sources,
    versions,
)
from peyvand.record.views import KeptActor, Office

Ids = set[str] | None
_MOST = 500  # sources that name an actor, whose words are shown
_READ = 100  # sources that give an actor one office


def kept_actors(connection: Connection, ids: Ids = None, as_of: AsOf = NOW) -> list[KeptActor]:
    """Actors, those that most sources name first: all of them, or those asked for."""
    ids = None if ids is None else united(connection, ids, as_of)
    same = select(identities.c.actor, identities.c.who).where(as_of.sees(identities))
    who = {row.actor: row.who for row in connection.execute(same if ids is None else same.where(identities.c.actor.in_(ids)))}
    counts = _counts(connection, ids, as_of)
    listed = select(actors).order_by(actors.c.number)
    named: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(listed if ids is None else listed.where(actors.c.id.in_(ids))):
        if any(counts[row.id].values()):  # not those of whom only rejected items speak
            named[who.get(row.id, row.id)].append(row)
    first = None if ids is None else _first(connection, ids, as_of)
    names, said = _aliases(connection, first, as_of), _mentions(connection, first, as_of)
    held = _offices(connection, ids, as_of)
    found = [_actor(key, rows, names, held, said, counts) for key, rows in named.items()]
    return sorted(found, key=lambda actor: (-actor.counts[Kind.ACTOR], -sum(actor.counts.values()), folded(actor.name), actor.id))


def one_actor(connection: Connection, who: str, as_of: AsOf = NOW) -> KeptActor:
    """The actor that has this id, name, alias or country code; a name goes before an alias."""
    called = actors_called(connection, who, as_of)
    found = kept_actors(connection, called, as_of) if called else []
    plain = folded(who)
    exact = [actor for actor in found if actor.id == who] or [actor for actor in found if folded(actor.name) == plain] or found
    if len(exact) != 1:
        raise NotInRecord(who, "actor", several=bool(exact))
    return exact[0]


def _actor(
    key: str,
    rows: Sequence[Row[Any]],
    names: Mapping[str, Mapping[str, int]],
    held: Mapping[str, Sequence[Office]],
    said: Mapping[str, Sequence[tuple[str, Quote]]],
    counts: Mapping[str, Mapping[Kind, int]],
) -> KeptActor:
    """One actor out of the rows of all his names; he goes by the fullest that most sources use."""
    best = max(rows, key=lambda row: (row.source is None, row.country is not None, counts[row.id][Kind.ACTOR], -row.number))
    others: dict[str, int] = defaultdict(int)
    for row in rows:
        for name, number in {**names.get(row.id, {}), row.name: counts[row.id][Kind.ACTOR]}.items():
            others[name] += number
    others.pop(best.name, None)
    offices_of: dict[str, Office] = {}
    for office in sorted(
        (one for row in rows for one in held.get(row.id, ())), key=lambda one: (one.since is None, one.since or "")
    ):
        offices_of.setdefault(folded(office.title), office)
    return KeptActor(
        id=key,
        name=best.name,
        type=ActorType(best.type),
        country=best.country or next((row.country for row in rows if row.country), None),
        aliases=tuple(sorted(others, key=lambda name: (-others[name], name))),
        offices=tuple(offices_of.values()),
        mentions=tuple(mention for row in rows for mention in said.get(row.id, ())),
        counts=MappingProxyType({kind: sum(counts[row.id][kind] for row in rows) for kind in Kind}),
    )


def _first(connection: Connection, ids: Collection[str], as_of: AsOf) -> list[int]:
    """The versions of items that name these actors: of one whom very many sources name, those read first."""
    own = (appearances.c.kind == Kind.ACTOR.value) & as_of.sees(appearances)
    read = select(appearances.c.version).where(own).order_by(appearances.c.earliest, appearances.c.version).limit(_MOST)
    return [row for key in sorted(ids) for row in connection.execute(read.where(appearances.c.actor == key)).scalars()]


def _asked(query: Select[Any], first: Sequence[int] | None, as_of: AsOf) -> Iterator[Select[Any]]:
    """A question about versions of items that stand, of all or of some: of one that is rejected there are no names and parts."""
    query = query.where(as_of.sees(versions))
    if first is None:
        yield query
    else:
        yield from (query.where(versions.c.row.in_(portion)) for portion in portions(first))


def _counts(connection: Connection, ids: Ids, as_of: AsOf) -> Mapping[str, dict[Kind, int]]:
    """How many items of each kind an actor takes part in."""
    counts: dict[str, dict[Kind, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
    query = select(appearances.c.actor, appearances.c.kind, func.count().label("number")).where(as_of.sees(appearances))
    query = query if ids is None else query.where(appearances.c.actor.in_(ids))
    for row in connection.execute(query.group_by(appearances.c.actor, appearances.c.kind)):
        counts[row.actor][Kind(row.kind)] = row.number
    return counts


def _aliases(connection: Connection, first: Sequence[int] | None, as_of: AsOf) -> Mapping[str, dict[str, int]]:
    """Other names of an actor with the number of sources that use them; what it is called in other sources among them."""
    names: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    selves = select(parts.c.actor, parts.c.name).join(versions, versions.c.row == parts.c.version).where(parts.c.role == "self")
    others = select(aliases.c.actor, aliases.c.alias).join(versions, versions.c.row == aliases.c.version)
    for query in (*_asked(others, first, as_of), *_asked(selves, first, as_of)):
        for actor, name in connection.execute(query):
            names[actor][name] += 1
    return names


def _offices(connection: Connection, ids: Ids, as_of: AsOf) -> Mapping[str, list[Office]]:
    """Offices that sources give to actors, each title by the first published of the hundred sources that were read first."""
    place = func.row_number().over(partition_by=(offices.c.actor, offices.c.title), order_by=offices.c.version).label("place")
    titles = select(offices.c.actor, offices.c.title, offices.c.version, place)
    some = (titles if ids is None else titles.where(offices.c.actor.in_(ids))).subquery()
    query = select(some.c.actor, some.c.title, versions.c.row, versions.c.source, editions.c.published)
    query = query.join(versions, versions.c.row == some.c.version).join(sources, sources.c.id == versions.c.source)
    query = query.join(editions, (editions.c.source == sources.c.id) & as_of.sees(editions))
    query = query.where(some.c.place <= _READ, as_of.sees(versions))
    best: dict[tuple[str, str], Row[Any]] = {}
    for row in connection.execute(query.order_by(editions.c.published.is_(None), editions.c.published, sources.c.seq)):
        best.setdefault((row.actor, folded(row.title)), row)
    when = dict[int, str | None]()
    for asked in _asked(select(versions.c.row, versions.c.payload), [row.row for row in best.values()], as_of):
        when |= {row.row: row.payload.get("held") for row in connection.execute(asked)}
    held: dict[str, list[Office]] = defaultdict(list)
    for (actor, _), row in best.items():
        held[actor].append(Office(row.title, row.source, when[row.row] or row.published))
    return held


def _mentions(connection: Connection, first: Sequence[int] | None, as_of: AsOf) -> Mapping[str, list[tuple[str, Quote]]]:
    """Where sources speak of actors, the first words of each source alone in a listing of all."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    query = select(parts.c.actor, sources.c.seq, versions.c.source, quotes.c.exact, quotes.c.start, quotes.c.end)
    query = query.join(versions, versions.c.row == parts.c.version).join(sources, sources.c.id == versions.c.source)
    query = query.join(quotes, quotes.c.version == parts.c.version).where(parts.c.role == "self")
    if first is None:
        query = query.where(quotes.c.number == 0)
    for asked in _asked(query, first, as_of):
        for row in connection.execute(asked):
            found[row.actor].append(row)
    return {
        actor: [(row.source, Quote(row.exact, row.start, row.end)) for row in sorted(rows, key=lambda row: (row.seq, row.start))]
        for actor, rows in found.items()
    }
