"""What a source tells, put together with what the others told: who is who, which items are one entry, what came of a plan.

It is done once for each source, within the transaction that writes it. Every merge and link is a decision in the log, by the
program, at a probability and with its reasons; what a person said is apart stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select

from peyvand.exchange import quotes_of
from peyvand.model import Actor, ActorType, Kind
from peyvand.record import merging, payload
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
_TOLD = [kind.value for kind in (Kind.EVENT, Kind.STATEMENT, Kind.COMMITMENT)]
# Of an entry that others tell as well, as many are compared; one that is surely another thing keeps the newcomer out.
_LOOKED_AT, _CLASH = 5, 0.1


def gather(connection: Connection, source: str, holders: Holders | None = None) -> None:
    """Put a source's items together with those of all others; `holders` are the desk's office-holders."""
    unite(connection, source, holders)
    read = select(items.c.id, items.c.number).where(items.c.source == source, items.c.kind != Kind.ACTOR.value)
    numbers = {row.id: row.number for row in connection.execute(read)}
    found = {one.id: one for one in _tellings(connection, versions.c.source == source)}
    _put_keys(connection, numbers, found)
    met = _Met(connection, found, numbers)
    for one in found.values():
        met.merge(one)
    regroup(connection, ITEMS, numbers)
    for one in found.values():
        met.link(one)
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

    def merge(self, one: Telling) -> None:
        """Tie an item to the one that tells most likely of the same, if any does."""
        met = [other for other in self._sharing(one, merging.keys(one)) if self._is_earlier(other, one)]
        alike = [(merging.likeness(one, other), other) for other in met]
        likely = sorted(
            (pair for pair in alike if pair[0].probability >= merging.THRESHOLD), key=lambda pair: -pair[0].probability
        )
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

    def link(self, one: Telling) -> None:
        """Tie a plan to what came of it, or a deed to the plan that it carries out."""
        best: tuple[float, Telling, Telling, tuple[str, ...]] | None = None
        for other in self._sharing(one, merging.trail(one)):
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

    def _sharing(self, one: Telling, keys: Collection[str]) -> Iterator[Telling]:
        """The items that share a key with one, the latest read first where a key has very many."""
        numbers: set[int] = set()
        for key in sorted(keys):
            some = select(item_keys.c.item).where(item_keys.c.key == key).order_by(item_keys.c.item.desc())
            numbers |= set(self.connection.execute(some.limit(merging.MOST_COMPARED)).scalars())
        numbers -= {self.numbers[one.id]}
        ids = select(items.c.id).where(items.c.number.in_(numbers))
        if numbers:
            yield from (other for other in _tellings(self.connection, versions.c.item.in_(ids)) if other.id != one.id)


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


def _put_keys(connection: Connection, numbers: Mapping[str, int], found: Mapping[str, Telling]) -> None:
    """Write by what a source's items are found."""
    listed = sorted(numbers.values())
    for start in range(0, len(listed), _MANY):
        connection.execute(delete(item_keys).where(item_keys.c.item.in_(listed[start : start + _MANY])))
    rows = [
        {"key": key, "item": numbers[one.id]}
        for one in found.values()
        for key in sorted({*merging.keys(one), *merging.trail(one)})
    ]
    if rows:
        connection.execute(item_keys.insert(), rows)
