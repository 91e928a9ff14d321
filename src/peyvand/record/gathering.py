"""What a source tells, put together with what the others told: who is who, which items are one entry, what came of a plan.

It is done once for each source, within the transaction that writes it. Every merge and link is a decision in the log, by the
program, at a probability and with its reasons; what a person said is apart stays apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, bindparam, delete, select, text
from sqlalchemy.dialects import postgresql, sqlite

from peyvand.model import Kind
from peyvand.record import merging
from peyvand.record.contradictions.keys import put_keys
from peyvand.record.grouping import ITEMS, apart, disputed, groups_of, regroup
from peyvand.record.identity import Holders
from peyvand.record.linking import link
from peyvand.record.log import MACHINE, Act, append
from peyvand.record.merging import Likeness, Telling
from peyvand.record.moments import NOW
from peyvand.record.participants import participants, telling
from peyvand.record.portions import SOME, portions
from peyvand.record.queries import STANDING
from peyvand.record.schema import editions, item_keys, items, versions, waiting
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
# Of an entry that others tell as well, as many are compared; one that is surely another thing keeps the newcomer out.
_LOOKED_AT, _CLASH = 5, 0.1
_STANDING = (
    select(versions.c.row, versions.c.item, versions.c.source, versions.c.payload, editions.c.published)
    .join(editions, (editions.c.source == versions.c.source) & NOW.sees(editions))
    .where(versions.c.kind.in_([Kind.EVENT.value, Kind.STATEMENT.value, Kind.COMMITMENT.value]), STANDING, NOW.sees(versions))
    .order_by(versions.c.item)
)
_OF_SOURCES, _OF_ITEMS = _STANDING.where(versions.c.source.in_(SOME)), _STANDING.where(versions.c.item.in_(SOME))
_NUMBERED = select(items.c.id, items.c.number).where(items.c.number.in_(SOME))  # joined with those, SQLite goes astray
_MEMBERS = select(ITEMS.member).where(ITEMS.group == bindparam("entry"), NOW.sees(ITEMS.table)).limit(_LOOKED_AT)


def gather(connection: Connection, source: str, holders: Holders | None = None) -> None:
    """Put a source's items together with those of all others; `holders` are the desk's office-holders."""
    unite(connection, source, holders)
    read = select(items.c.id, items.c.number).where(items.c.source == source, items.c.kind != Kind.ACTOR.value)
    numbers = {row.id: row.number for row in connection.execute(read)}
    found = {one.id: one for one in _tellings(connection, _OF_SOURCES, [source])}
    alike = {one.id: merging.keys(one) for one in found.values()}
    trails = {one.id: _trail(one) for one in found.values()}
    _put_keys(connection, numbers, {key: alike[key] | trails[key][0] for key in found})
    put_keys(connection, source)
    met = _Met(connection, numbers, found)
    same, onward = met.find(alike, {key: asked for key, (_, asked) in trails.items()})
    met.merge(same)
    regroup(connection, ITEMS, numbers)
    met.link(onward)
    connection.execute(delete(waiting).where(waiting.c.source == source))


def gather_waiting(connection: Connection, most: int, holders: Holders | None = None) -> int:
    """Put together some of those sources that were written without it; how many."""
    found = connection.execute(select(waiting.c.source).order_by(waiting.c.source).limit(most)).scalars().all()
    for source in found:
        gather(connection, source, holders)
    return len(found)


_Near: TypeAlias = Mapping[str, Sequence[Telling]]  # what each item of a source is compared with


@dataclass(slots=True)
class _Met:
    """The items of a source, and those of others that they are compared with."""

    connection: Connection
    numbers: Mapping[str, int]  # of the source's own, in their order
    known: dict[str, Telling]  # those that were looked at: at first the source's own

    def find(self, *keys: Mapping[str, Collection[str]]) -> list[_Near]:
        """For each kind of keys: the items that share keys with each, with the most in common first, of these the latest."""
        having = _having(self.connection, {key for asked in keys for found in asked.values() for key in found})
        near = [{item: self._nearest(item, found, having) for item, found in asked.items()} for asked in keys]
        told = {self.numbers[key]: one for key, one in self.known.items()}
        every = {number for asked in near for found in asked.values() for number in found} - told.keys()
        for portion in portions(sorted(every)):
            of = {row.id: row.number for row in self.connection.execute(_NUMBERED, {"some": portion})}
            told |= {of[one.id]: one for one in _tellings(self.connection, _OF_ITEMS, list(of))}
        self.known |= {one.id: one for one in told.values()}
        return [{item: [told[each] for each in sorted(found) if each in told] for item, found in asked.items()} for asked in near]

    def merge(self, near: _Near) -> None:
        """Tie each item to the one that tells most likely of the same, if any does."""
        likely = {item: self._likely(self.known[item], others) for item, others in near.items()}
        every = {item for item, found in likely.items() if found} | {other.id for found in likely.values() for _, other in found}
        groups, parted = groups_of(self.connection, ITEMS, every), disputed(self.connection, every)
        for item, found in likely.items():
            for how, other in found:
                if item in groups and groups[item] == groups.get(other.id):
                    break
                parts_them = not parted.isdisjoint((item, other.id)) and apart(self.connection, {item}, {other.id})
                if not parts_them and self._fits(self.known[item], groups.get(other.id, other.id)):
                    append(self.connection, Act.MERGE, [item, other.id], MACHINE, _content(how), machine=True)
                    break

    def link(self, near: _Near) -> None:
        """Tie each plan to what came of it, and each deed to the plan that it carries out."""
        for item, others in near.items():
            ways = [way for other in others for way in _ways(self.known[item], other)]
            if ways:
                how, plan, deed = max(ways, key=lambda way: way[0].probability)
                if not apart(self.connection, {plan}, {deed}):
                    link(self.connection, plan, deed, _content(how))

    def _nearest(self, item: str, keys: Collection[str], having: Mapping[str, Sequence[int]]) -> list[int]:
        """The numbers of those that share most keys with an item."""
        common = Counter(number for key in keys for number in having.get(key, ()) if number != self.numbers[item])
        return sorted(common, key=lambda number: (-common[number], -number))[:_COMPARED]

    def _likely(self, one: Telling, others: Iterable[Telling]) -> list[tuple[Likeness, Telling]]:
        """Those that likely tell of the same, the likeliest first."""
        alike = [(merging.likeness(one, other), other) for other in others if self._is_earlier(other, one)]
        likely = [pair for pair in alike if pair[0].probability >= merging.THRESHOLD]
        return sorted(likely, key=lambda pair: -pair[0].probability)

    def _is_earlier(self, other: Telling, one: Telling) -> bool:
        """Whether it is of another source, or stands before in this one: two of one source are compared once."""
        return other.id not in self.numbers or self.numbers[other.id] < self.numbers[one.id]

    def _fits(self, one: Telling, entry: str) -> bool:
        """Whether none of those that tell of an entry is surely about something else."""
        some = [key for key in self.connection.execute(_MEMBERS, {"entry": entry}).scalars() if key != one.id]
        if missing := [key for key in some if key not in self.known]:
            self.known |= {other.id: other for other in _tellings(self.connection, _OF_ITEMS, missing)}
        others = (self.known[key] for key in some if key in self.known)
        return all(merging.likeness(one, other).probability >= _CLASH for other in others)


def _ways(one: Telling, other: Telling) -> Iterator[tuple[Likeness, str, str]]:
    """How one of two is likely a plan, and the other what came of it: with the ids of the plan and of the deed."""
    for plan, deed in ((one, other), (other, one)):
        if merging.is_plan(plan) and merging.is_deed(deed):
            how = merging.follows(plan, deed)
            if how.probability >= merging.THRESHOLD:
                yield how, plan.id, deed.id


def _content(how: Likeness) -> dict[str, Any]:
    """What a decision of the program says of its reasons."""
    return {"probability": round(how.probability, 3), "reasons": list(how.reasons)}


def _trail(one: Telling) -> tuple[set[str], set[str]]:
    """The keys by which a plan is found by its deeds, or a deed by its plans, and those by which it finds them."""
    keys = merging.trail(one)
    sides = [*(["plan"] if merging.is_plan(one) else []), *(["deed"] if merging.is_deed(one) else [])]
    own = {f"{key} {side}" for key in keys for side in sides}
    asked = {f"{key} {_OTHER[side]}" for key in keys for side in sides}
    return own, asked


def _having(connection: Connection, keys: Collection[str]) -> dict[str, list[int]]:
    """The items that have these keys, the latest read where a key has very many, by key."""
    listed, found = sorted(keys), dict[str, list[int]]()
    for start in range(0, len(listed), _KEYS):
        some = listed[start : start + _KEYS]
        asked = {f"key{at}": some[at] if at < len(some) else None for at in range(_KEYS)}
        for row in connection.execute(_WITH_KEYS, asked):
            found.setdefault(row.key, []).append(row.item)
    return {key: numbers for key, numbers in found.items() if len(numbers) < merging.MOST_COMPARED or key[0] != _BROAD}


def _tellings(connection: Connection, which: Select[Any], some: Sequence[str]) -> list[Telling]:
    """Items that stand, each with what of its source bears on whether another tells of the same, in the order of their ids."""
    rows = connection.execute(which, {"some": some}).all()
    named = participants(connection, [row.row for row in rows])
    return [telling(row, named[row.row]) for row in rows]


def _put_keys(connection: Connection, numbers: Mapping[str, int], keys: Mapping[str, Collection[str]]) -> None:
    """Write by what a source's items are found."""
    rows = [{"key": key, "item": numbers[item]} for item, own in keys.items() for key in sorted(own)]
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        fresh = dialect.insert(item_keys).on_conflict_do_nothing()  # former ones stay: at worst something is compared in vain
        connection.execute(fresh, sorted(rows, key=lambda row: (row["key"], row["item"])))
