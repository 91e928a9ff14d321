"""What a source tells, put together with what the others told: who is who, which items are one entry, what came of a plan.

It is done once for each source, within the transaction that writes it. Every merge and link is a decision in the log, by the
program, at a probability and with its reasons; what a person said is apart stays apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
from peyvand.record.portions import portions
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

_BROAD = "~"  # begins a key that says little: where very many have it, it says nothing
_OTHER = {"plan": "deed", "deed": "plan"}
_COMPARED = 10  # items that one is compared with, those first that share most keys with it; six times as many find no more
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
    trails = {one.id: _trail(one) for one in found.values()}
    _put_keys(connection, numbers, {key: alike[key] | trails[key][0] for key in found})
    put_keys(connection, source)
    same = _sharing(connection, numbers, alike)
    met = _Met(connection, numbers, {other.id: other for others in same.values() for other in others})
    for one in found.values():
        met.merge(one, same[one.id])
    regroup(connection, ITEMS, numbers)
    onward = _sharing(connection, numbers, {key: asked for key, (_, asked) in trails.items()})
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
    numbers: Mapping[str, int]
    known: dict[str, Telling]  # those that were looked at

    def merge(self, one: Telling, others: Iterable[Telling]) -> None:
        """Tie an item to the one that tells most likely of the same, if any does."""
        met = [other for other in others if self._is_earlier(other, one)]
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

    def link(self, one: Telling, others: Iterable[Telling]) -> None:
        """Tie a plan to what came of it, or a deed to the plan that it carries out."""
        best: tuple[float, Telling, Telling, tuple[str, ...]] | None = None
        for other in others:
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
        some = [key for key in self.connection.execute(told).scalars() if key != one.id]
        if missing := [key for key in some if key not in self.known]:
            self.known |= {other.id: other for other in _tellings(self.connection, versions.c.item.in_(missing))}
        others = (self.known[key] for key in some if key in self.known)
        return all(merging.likeness(one, other).probability >= _CLASH for other in others)


def _trail(one: Telling) -> tuple[set[str], set[str]]:
    """The keys by which a plan is found by its deeds, or a deed by its plans, and those by which it finds them."""
    keys = merging.trail(one)
    sides = [*(["plan"] if merging.is_plan(one) else []), *(["deed"] if merging.is_deed(one) else [])]
    own = {f"{key} {side}" for key in keys for side in sides}
    asked = {f"{key} {_OTHER[side]}" for key in keys for side in sides}
    return own, asked


def _sharing(connection: Connection, own: Mapping[str, int], keys: Mapping[str, Collection[str]]) -> dict[str, list[Telling]]:
    """For each item, those that share keys with it, as many as are compared: with the most in common, of these the latest."""
    having = _having(connection, {key for found in keys.values() for key in found})
    near: dict[str, list[int]] = {}
    for item, found in keys.items():
        common = Counter(number for key in found for number in having.get(key, ()) if number != own[item])
        near[item] = sorted(common, key=lambda number: (-common[number], -number))[:_COMPARED]
    every, told = sorted({number for found in near.values() for number in found}), dict[int, Telling]()
    for portion in portions(every):
        numbered = select(items.c.id, items.c.number).where(items.c.number.in_(portion))
        of = {row.id: row.number for row in connection.execute(numbered)}  # a question of its own: in one join SQLite goes astray
        told |= {of[one.id]: one for one in _tellings(connection, versions.c.item.in_(of))}
    return {item: [told[number] for number in sorted(found) if number in told] for item, found in near.items()}


def _having(connection: Connection, keys: Collection[str]) -> dict[str, list[int]]:
    """The items that have these keys, the latest read where a key has very many, by key."""
    listed, found = sorted(keys), dict[str, list[int]]()
    for start in range(0, len(listed), _KEYS):
        some = listed[start : start + _KEYS]
        asked = {f"key{at}": some[at] if at < len(some) else None for at in range(_KEYS)}
        for row in connection.execute(_WITH_KEYS, asked):
            found.setdefault(row.key, []).append(row.item)
    return {key: numbers for key, numbers in found.items() if len(numbers) < merging.MOST_COMPARED or key[0] != _BROAD}


def _tellings(connection: Connection, which: ColumnElement[bool]) -> list[Telling]:
    """Items that stand, each with what of its source bears on whether another tells of the same, in the order of their ids."""
    told = select(versions.c.row, versions.c.item, versions.c.source, versions.c.payload, editions.c.published)
    told = told.join(editions, (editions.c.source == versions.c.source) & NOW.sees(editions))
    told = told.where(which, versions.c.kind.in_(_TOLD), STANDING, NOW.sees(versions)).order_by(versions.c.item)
    rows = connection.execute(told).all()
    named: dict[int, list[tuple[str, str]]] = defaultdict(list)
    numbers = [row.row for row in rows]
    for portion in portions(numbers):
        some = select(parts.c.version, parts.c.name, parts.c.actor).where(parts.c.version.in_(portion))
        for row in connection.execute(some.where(parts.c.actor.is_not(None))):
            named[row.version].append((row.name, row.actor))
    whose = _whose(connection, sorted({actor for found in named.values() for _, actor in found}))
    return [_telling(row, {name: whose[actor] for name, actor in named[row.row]}) for row in rows]


def _whose(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    """Who actors are, of which country and type, by id."""
    found: dict[str, Row[Any]] = {}
    who = select(actors.c.id, func.coalesce(identities.c.who, actors.c.id).label("who"), actors.c.country, actors.c.type)
    who = who.outerjoin(identities, (identities.c.actor == actors.c.id) & NOW.sees(identities))
    for portion in portions(ids):
        some = connection.execute(who.where(actors.c.id.in_(portion)))
        found |= {row.id: row for row in some}
    return found


def _telling(row: Row[Any], named: Mapping[str, Row[Any]]) -> Telling:
    """A version of an item as what it tells."""
    item = payload.load(row.payload)
    if isinstance(item, Actor):
        raise TypeError(row.item)
    return Telling(
        id=row.item,
        source=row.source,
        item=item,
        published=row.published,
        actors={name: one.who for name, one in named.items()},
        countries={name: one.country for name, one in named.items() if one.country is not None},
        words=merging.content_words(" ".join(quote.exact for quote in quotes_of(item))),
        types={name: ActorType(one.type) for name, one in named.items()},
    )


def _put_keys(connection: Connection, numbers: Mapping[str, int], keys: Mapping[str, Collection[str]]) -> None:
    """Write by what a source's items are found."""
    rows = [{"key": key, "item": numbers[item]} for item, own in keys.items() for key in sorted(own)]
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        fresh = dialect.insert(item_keys).on_conflict_do_nothing()  # former ones stay: at worst something is compared in vain
        connection.execute(fresh, sorted(rows, key=lambda row: (row["key"], row["item"])))
