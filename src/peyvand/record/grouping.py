"""What is one: items that tell of one event, and names of one person; a function of the log's merges and splits.

A merge puts the groups of what it names into one; a split takes what it names out of them. Decisions take effect in the order of
their times, and a group has the id of its oldest member. What a person has said is apart no merge by the program puts together,
though another desk's program, which didn't know, may have made it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, select

from peyvand.record import entries
from peyvand.record.log import Act
from peyvand.record.moments import FOREVER, NOW, end, moment
from peyvand.record.portions import SOME, portions
from peyvand.record.schema import actors, concerns, decisions, identities, items, tellings

_MANY = 400
_ABOUT_SOME = select(concerns.c.decision).where(concerns.c.subject.in_(SOME)).distinct()
_DECIDED = select(decisions).where(
    decisions.c.seq.in_(_ABOUT_SOME), decisions.c.act.in_([Act.MERGE.value, Act.SPLIT.value, Act.UNDO.value])
)
_CONCERNED = select(concerns).where(concerns.c.decision.in_(SOME))
_DISPUTED = (
    select(concerns.c.subject)
    .join(decisions, decisions.c.seq == concerns.c.decision)
    .where(concerns.c.subject.in_(SOME), decisions.c.act.in_([Act.SPLIT.value, Act.UNDO.value]))
)


@dataclass(frozen=True, eq=False)
class Groups:
    """A table of who belongs to what."""

    table: Table
    member: Column[str]
    group: Column[str]
    members: Table  # that has the members' ids and their order

    @cached_property
    def now(self) -> Select[tuple[str, str]]:
        """The question for the groups of some members."""
        return select(self.member, self.group).where(self.member.in_(SOME), NOW.sees(self.table))

    @cached_property
    def ages(self) -> Select[Any]:
        """The question for the order of some members."""
        return select(self.members.c.id, self.members.c.number).where(self.members.c.id.in_(SOME))


ITEMS = Groups(tellings, tellings.c.item, tellings.c.entry, items)
ACTORS = Groups(identities, identities.c.actor, identities.c.who, actors)


def regroup(connection: Connection, groups: Groups, touched: Iterable[str]) -> None:
    """Bring these members, and all that decisions ever tied to them, into the groups that the log says."""
    members, log = _tied(connection, touched)
    together = _replayed(log)
    age = _ages(connection, groups, members)
    wanted = {one: min(together.get(one, {one}), key=age.__getitem__) for one in members if one in age}
    former = groups_of(connection, groups, wanted)
    changed = [one for one in sorted(wanted, key=age.__getitem__) if former.get(one) != wanted[one]]
    known = {"since": moment(connection), "until": FOREVER}
    for some in portions(changed):
        if moved := [one for one in some if one in former]:
            end(connection, groups.table, groups.member.in_(moved))
        rows = [{groups.member.name: one, groups.group.name: wanted[one], **known} for one in some]
        connection.execute(groups.table.insert(), rows)
    if groups is ITEMS:
        entries.refresh(connection, {*former.values(), *wanted.values()})


def groups_of(connection: Connection, groups: Groups, members: Collection[str]) -> dict[str, str]:
    """The groups of those members that are in one, by member."""
    found: dict[str, str] = {}
    for portion in portions(members):
        found |= {row[0]: row[1] for row in connection.execute(groups.now, {"some": portion})}
    return found


def apart(connection: Connection, one: Collection[str], others: Collection[str]) -> bool:
    """Whether a person said that some of these are not the same as some of those: by a split, or by undoing a merge."""
    if not disputed(connection, {*one, *others}):
        return False  # as it nearly always is
    log = _in_order(_about(connection, [*one, *others]))
    undone = {entry.payload["of"] for entry, _ in log if entry.act == Act.UNDO and not entry.machine}
    for entry, about in log:
        here, there = about & set(one), about & set(others)
        if entry.act == Act.SPLIT and entry.seq not in undone and bool(here) != bool(there):
            return True
        if entry.act == Act.MERGE and entry.seq in undone and here and there:
            return True
    return False


def disputed(connection: Connection, members: Collection[str]) -> set[str]:
    """Those of these that a split or an undoing was about, whoever did it."""
    found: set[str] = set()
    for portion in portions(members):
        found |= set(connection.execute(_DISPUTED, {"some": portion}).scalars())
    return found


def _tied(connection: Connection, touched: Iterable[str]) -> tuple[set[str], list[tuple[Row[Any], set[str]]]]:
    """All members that decisions tie to these, and those decisions in their order, without what an undo took back."""
    members: set[str] = set()
    waiting = set(touched)
    found: dict[int, tuple[Row[Any], set[str]]] = {}
    while waiting:
        some = sorted(waiting)[:_MANY]
        waiting -= set(some)
        members |= set(some)
        for row, about in _about(connection, some):
            if row.seq not in found:
                found[row.seq] = (row, about)
                waiting |= about - members
    return members, _standing(_in_order(found.values()))


def _in_order(log: Iterable[tuple[Row[Any], set[str]]]) -> list[tuple[Row[Any], set[str]]]:
    """Decisions in the order of their times."""
    return sorted(log, key=lambda one: (one[0].at, one[0].seq))


def _standing(log: Sequence[tuple[Row[Any], set[str]]]) -> list[tuple[Row[Any], set[str]]]:
    """Those decisions that no undo took back; the program's merge that a person undid is undone wherever it was made."""
    undone: set[int] = set()
    refused: set[int] = set()
    for entry, _ in reversed(log):
        if entry.act == Act.UNDO and entry.seq not in undone:
            undone.add(entry.payload["of"])
            refused |= set() if entry.machine else {entry.payload["of"]}
    taken_back = [about for entry, about in log if entry.act == Act.MERGE and entry.seq in refused]
    return [
        (entry, about)
        for entry, about in log
        if entry.seq not in undone and not (entry.act == Act.MERGE and entry.machine and about in taken_back)
    ]


def _about(connection: Connection, some: Sequence[str]) -> list[tuple[Row[Any], set[str]]]:
    """The decisions on what is one that concern some of these, each with all that it concerns."""
    rows = connection.execute(_DECIDED, {"some": some}).all()
    about: dict[int, set[str]] = defaultdict(set)
    for portion in portions([row.seq for row in rows]):
        for row in connection.execute(_CONCERNED, {"some": portion}):
            about[row.decision].add(row.subject)
    return [(row, about[row.seq]) for row in rows]


def _replayed(log: Iterable[tuple[Row[Any], set[str]]]) -> dict[str, set[str]]:
    """The groups that merges and splits come to, by member."""
    together: dict[str, set[str]] = {}
    parted: list[tuple[set[str], set[str]]] = []  # by persons
    for entry, about in log:
        if entry.act == Act.MERGE:
            one = set().union(*(together.get(member, {member}) for member in about))
            kept = [pair for pair in parted if not (one & pair[0] and one & pair[1])]
            if entry.machine and len(kept) < len(parted):
                continue
            parted = kept
            together |= dict.fromkeys(one, one)
        elif entry.act == Act.SPLIT:
            for group in {id(found): found for found in (together.get(member, {member}) for member in about)}.values():
                inside, outside = group & about, group - about
                together |= {**dict.fromkeys(inside, inside), **dict.fromkeys(outside, outside)}
                if inside and outside and not entry.machine:
                    parted.append((inside, outside))
    return together


def _ages(connection: Connection, groups: Groups, members: Collection[str]) -> dict[str, int]:
    """When each member was first known."""
    found: dict[str, int] = {}
    for portion in portions(sorted(members)):
        found |= {row.id: row.number for row in connection.execute(groups.ages, {"some": portion})}
    return found
