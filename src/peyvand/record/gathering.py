"""What a source tells, put together with what the others told: who is who, which items are one entry, what came of a plan.

It is done once for each source, within the transaction that writes it. Every merge and link is a decision in the log, by the
program, at a probability and with its reasons; what a person said is apart stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

from peyvand.exchange import quotes_of
from peyvand.model import Actor, ActorType, Kind
from peyvand.record import merging, payload
from peyvand.record.contradictions.keys import put_keys
from peyvand.record.grouping import ITEMS, apart, groups_of, regroup
from peyvand.record.identity import Holders
from peyvand.record.linking import link
from peyvand.record.log import MACHINE, Act, append
from peyvand.record.merging import Telling
from peyvand.record.moments import NOW
from peyvand.record.queries import STANDING
from peyvand.record.schema import (
    actors,
    editions,
    identities,
    item_keys,
    items,
    parts,
    versions,
    waiting,
)
from peyvand.record.uniting import unite

_MANY = 400
_BROAD = "~"  # begins a key that says little: where very many have it, it says nothing
_KEYS = 60  # in one question
# One question for many keys, which takes of each only so many as are compared: ORM-made, it costs more than it finds.
_WITH_KEYS = text(
    " UNION ALL ".join(
        f"SELECT key, item FROM (SELECT key, item FROM item_keys WHERE key = :key{at}"  # noqa: S608 (numbers alone)
        f" ORDER BY item DESC LIMIT {merging.MOST_COMPARED}) AS found{at}"
        for at in range(_KEYS)
    )
)
_TOLD = [kind.value for kind in (Kind.EVENT, Kind.STATEMENT, Kind.COMMITMENT)]
# Of an entry that others tell as well, as many are compared; one that is surely another thing keeps the newcomer out.
_LOOKED_AT, _CLASH = 5, 0.1


def gather(connection: Connection, source: str, holders: Holders | None = None) -> None:
    """Put a source's items together with those of all others; `holders` are the desk's office-holders."""
    unite(connection, source, holders)
    read = select(items.c.id, items.c.number).where(items.c.source == source, items.c.kind != Kind.ACTOR.value)
    numbers = {row.id: row.number for row in connection.execute(read)}
    found = {one.id: one for one in _tellings(connection, versions.c.source == source)}
    alike = {one.id: merging.keys(one) for one in found.values()}
    onward = {one.id: merging.trail(one) for one in found.values()}
    _put_keys(connection, numbers, {key: alike[key] | onward[key] for key in found})
    put_keys(connection, source)
    met = _Met(
        connection, found, numbers, _sharing(connection, {key for own in (*alike.values(), *onward.values()) for key in own})
    )
    for one in found.values():
        met.merge(one, alike[one.id])
    regroup(connection, ITEMS, numbers)
    for one in found.values():
        met.link(one, onward[one.id])
    connection.execute(delete(waiting).where(waiting.c.source == source))


def gather_waiting(connection: Connection, most: int, holders: Holders | None = None) -> int:
    """Put together some of those sources that were written without it; how many."""
    found = connection.execute(select(waiting.c.source).order_by(waiting.c.source).limit(most)).scalars().all()
    for source in found:
        gather(connection, source, holders)
    return len(found)


@dataclass(slots=True)
class _Met:
    """What the items of a source are compared with."""

    connection: Connection
    own: Mapping[str, Telling]
    numbers: Mapping[str, int]
    sharing: Mapping[str, Sequence[Telling]]  # by key

    def merge(self, one: Telling, keys: Collection[str]) -> None:
        """Tie an item to the one that tells most likely of the same, if any does."""
        met = [other for other in self._with(one, keys) if self._is_earlier(other, one)]
        alike = [(merging.likeness(one, other), other) for other in met]
        likely = [pair for pair in alike if pair[0].probability >= merging.THRESHOLD]
        likely.sort(key=lambda pair: -pair[0].probability)
        if not likely:
            return
        groups = groups_of(self.connection, ITEMS, [one.id, *(other.id for _, other in likely)])
        for how, other in likely:
            if one.id in groups and groups[one.id] == groups.get(other.id):
                return
            if self._fits(one, groups.get(other.id, other.id)) and not apart(self.connection, {one.id}, {other.id}):
                content = {"probability": round(how.probability, 3), "reasons": list(how.reasons)}
                append(self.connection, Act.MERGE, [one.id, other.id], MACHINE, content, machine=True)
                return

    def link(self, one: Telling, keys: Collection[str]) -> None:
        """Tie a plan to what came of it, or a deed to the plan that it carries out."""
        best: tuple[float, Telling, Telling, tuple[str, ...]] | None = None
        for other in self._with(one, keys):
            for first, second in ((one, other), (other, one)):
                if merging.is_plan(first) and merging.is_deed(second):
                    how = merging.follows(first, second)
                    if how.probability >= merging.THRESHOLD and (best is None or how.probability > best[0]):
                        best = how.probability, first, second, how.reasons
        if best is None or apart(self.connection, {best[1].id}, {best[2].id}):
            return
        link(self.connection, best[1].id, best[2].id, {"probability": round(best[0], 3), "reasons": list(best[3])})

    def _is_earlier(self, other: Telling, one: Telling) -> bool:
        """Whether it is of another source, or stands before in this one: two of one source are compared once."""
        return other.id not in self.numbers or self.numbers[other.id] < self.numbers[one.id]

    def _fits(self, one: Telling, entry: str) -> bool:
        """Whether none of those that tell of an entry is surely about something else."""
        told = select(ITEMS.table.c.item).where(ITEMS.table.c.entry == entry, NOW.sees(ITEMS.table)).limit(_LOOKED_AT)
        some = self.connection.execute(told).scalars().all()
        others = _tellings(self.connection, versions.c.item.in_(some))
        return all(merging.likeness(one, other).probability >= _CLASH for other in others if other.id != one.id)

    def _with(self, one: Telling, keys: Collection[str]) -> list[Telling]:
        """The items that share a key with one, in the order of their ids."""
        found = {other.id: other for key in keys for other in self.sharing.get(key, ())}
        return [found[key] for key in sorted(found) if key != one.id]


def _sharing(connection: Connection, keys: Collection[str]) -> dict[str, list[Telling]]:
    """The items that have these keys, the latest read where a key has very many, by key."""
    listed, numbers = sorted(keys), dict[str, list[int]]()
    for start in range(0, len(listed), _KEYS):
        some = listed[start : start + _KEYS]
        asked = {f"key{at}": some[at] if at < len(some) else None for at in range(_KEYS)}
        for row in connection.execute(_WITH_KEYS, asked):
            numbers.setdefault(row.key, []).append(row.item)
    numbers = {key: found for key, found in numbers.items() if len(found) < merging.MOST_COMPARED or key[0] != _BROAD}
    every = sorted({number for found in numbers.values() for number in found})
    told: dict[int, Telling] = {}
    for start in range(0, len(every), _MANY):
        of = {
            row.id: row.number
            for row in connection.execute(select(items).where(items.c.number.in_(every[start : start + _MANY])))
        }
        told |= {of[one.id]: one for one in _tellings(connection, versions.c.item.in_(of))}
    return {key: [told[number] for number in found if number in told] for key, found in numbers.items()}


def _tellings(connection: Connection, which: ColumnElement[bool]) -> list[Telling]:
    """Items that stand, each with what of its source bears on whether another tells of the same, in the order of their ids."""
    wanted = (which, versions.c.kind.in_(_TOLD), STANDING, NOW.sees(versions))
    columns = select(versions.c.row, versions.c.item, versions.c.source, versions.c.payload, editions.c.published)
    rows = connection.execute(
        columns.join(editions, (editions.c.source == versions.c.source) & NOW.sees(editions))
        .where(*wanted)
        .order_by(versions.c.item)
    ).all()
    who = func.coalesce(identities.c.who, parts.c.actor).label("who")
    named = select(parts.c.version, parts.c.name, who, actors.c.country, actors.c.type)
    named = named.join(versions, versions.c.row == parts.c.version).join(actors, actors.c.id == parts.c.actor)
    named = named.outerjoin(identities, (identities.c.actor == parts.c.actor) & NOW.sees(identities)).where(*wanted)
    whose: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(named):
        whose[row.version].append(row)
    return [_telling(row, whose[row.row]) for row in rows]


def _telling(row: Row[Any], named: Iterable[Row[Any]]) -> Telling:
    """A version of an item as what it tells."""
    item = payload.load(row.payload)
    if isinstance(item, Actor):
        raise TypeError(row.item)
    named = list(named)
    return Telling(
        id=row.item,
        source=row.source,
        item=item,
        published=row.published,
        actors={one.name: one.who for one in named},
        countries={one.name: one.country for one in named if one.country is not None},
        words=merging.content_words(" ".join(quote.exact for quote in quotes_of(item))),
        types={one.name: ActorType(one.type) for one in named},
    )


def _put_keys(connection: Connection, numbers: Mapping[str, int], keys: Mapping[str, Collection[str]]) -> None:
    """Write by what a source's items are found."""
    rows = [{"key": key, "item": numbers[item]} for item, own in keys.items() for key in sorted(own)]
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        fresh = dialect.insert(item_keys).on_conflict_do_nothing()  # former ones stay: at worst something is compared in vain
        connection.execute(fresh, sorted(rows, key=lambda row: (row["key"], row["item"])))
