"""What the log comes to: reviews, who is who, which items are one, entries with who takes part, what came of a plan.

Each is brought to what the log says by the program's own means, in a transaction that is taken back, and compared with what was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from peyvand.model import Kind
from peyvand.record.checking.looking import MANY, Look
from peyvand.record.checking.report import Problem
from peyvand.record.decisions import settle
from peyvand.record.entries import refresh
from peyvand.record.grouping import ACTORS, ITEMS, groups_of, regroup
from peyvand.record.linking import settle_links
from peyvand.record.log import Act
from peyvand.record.moments import NOW
from peyvand.record.schema import (
    actors,
    casts,
    concerns,
    decisions,
    entries,
    identities,
    items,
    links,
    versions,
    waiting,
)

_REVIEWS = [act.value for act in (Act.ACCEPT, Act.CORRECT, Act.REJECT, Act.UNDO)]
_GROUPS = [act.value for act in (Act.MERGE, Act.SPLIT, Act.UNDO)]
_LINKS = [act.value for act in (Act.LINK, Act.UNDO)]


def reviews(look: Look) -> Iterator[Problem]:
    """What every item that someone decided about says, and whether it is accepted, corrected or rejected."""
    decided = exists(_about(_REVIEWS).where(concerns.c.subject == items.c.id, decisions.c.machine.is_(False)))
    reviewed = exists(select(1).where(versions.c.item == items.c.id, versions.c.review.is_not(None), NOW.sees(versions)))
    last = 0
    while True:
        with look.trying() as connection:
            asked = select(items.c.number, items.c.id).where(items.c.number > last, or_(decided, reviewed))
            some = connection.execute(asked.order_by(items.c.number).limit(MANY // 8)).all()
            before = _said(connection, [row.id for row in some])
            for row in some:
                settle(connection, row.id)
            after = _said(connection, [row.id for row in some])
        for row in some:
            if before.get(row.id) != after.get(row.id):
                yield Problem("item", row.id, "it isn't what the decisions about it come to")
        look.step(len(some))
        if not some:
            return
        last = some[-1].number


def who_is_who(look: Look) -> Iterator[Problem]:
    """Which actors are one."""
    told = exists(select(1).where(identities.c.actor == actors.c.id, NOW.sees(identities)))
    decided = exists(_about(_GROUPS).where(concerns.c.subject == actors.c.id))
    last = 0
    while True:
        with look.trying() as connection:
            asked = select(actors.c.number, actors.c.id).where(actors.c.number > last, or_(told, decided))
            some = connection.execute(asked.order_by(actors.c.number).limit(MANY)).all()
            ids = [row.id for row in some]
            before = groups_of(connection, ACTORS, ids)
            regroup(connection, ACTORS, ids)
            after = groups_of(connection, ACTORS, ids)
        for key in ids:
            if before.get(key, key) != after.get(key, key):
                yield Problem("actor", key, "it is taken for another than the log says")
        look.step(len(some))
        if not some:
            return
        last = some[-1].number


def entries_and_tellings(look: Look) -> Iterator[Problem]:
    """Which items tell of one thing, and what the record says of it."""
    last = 0
    while True:
        with look.trying() as connection:
            asked = select(items.c.number, items.c.id).where(items.c.number > last, items.c.kind != Kind.ACTOR.value)
            some = connection.execute(asked.order_by(items.c.number).limit(MANY)).all()
            ids = [row.id for row in some]
            waits = _waits(connection, ids)
            before, said = groups_of(connection, ITEMS, ids), _entries(connection, ids)
            regroup(connection, ITEMS, ids)
            refresh(connection, ids)
            after, says = groups_of(connection, ITEMS, ids), _entries(connection, ids)
        for key in ids:
            if key in waits and key not in before:
                continue
            if before.get(key) != after.get(key):
                yield Problem("item", key, "it is counted to another entry than the log says")
            elif said.get(key) != says.get(key):
                yield Problem("entry", key, "it isn't what the items that tell of it say")
        look.step(len(some))
        if not some:
            return
        last = some[-1].number


def plans_and_deeds(look: Look) -> Iterator[Problem]:
    """What came of which plan."""
    told = exists(select(1).where(or_(links.c.plan == items.c.id, links.c.deed == items.c.id), NOW.sees(links)))
    decided = exists(_about(_LINKS).where(concerns.c.subject == items.c.id))
    last = 0
    while True:
        with look.trying() as connection:
            asked = select(items.c.number, items.c.id).where(items.c.number > last, or_(told, decided))
            some = connection.execute(asked.order_by(items.c.number).limit(MANY)).all()
            ids = [row.id for row in some]
            before = _linked(connection, ids)
            settle_links(connection, ids)
            after = _linked(connection, ids)
        for plan, deed in sorted(before ^ after):
            yield Problem("plan", plan, f"the log says otherwise whether {deed} is what came of it")
        look.step(len(some))
        if not some:
            return
        last = some[-1].number


def _about(acts: Collection[str]) -> Any:  # noqa: ANN401 (a question to be narrowed)
    """Decisions of these kinds with what they are about."""
    return (
        select(1).select_from(concerns.join(decisions, decisions.c.seq == concerns.c.decision)).where(decisions.c.act.in_(acts))
    )


def _said(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The versions of items that are known now."""
    rows = connection.execute(select(versions.c.item, versions.c.row).where(versions.c.item.in_(ids), NOW.sees(versions)))
    return {row.item: row.row for row in rows}


def _waits(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of these items that the next add has yet to look at."""
    own = select(items.c.id).join(waiting, waiting.c.source == items.c.source).where(items.c.id.in_(ids))
    return set(connection.execute(own).scalars())


def _entries(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """What the record says of entries, and who takes part in them."""
    cast: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    tied = select(casts).join(entries, entries.c.row == casts.c.entry).where(entries.c.id.in_(ids), NOW.sees(entries))
    for row in connection.execute(tied):
        cast[row.entry].add(tuple(row[:4]))
    columns = [column for column in entries.c if column.name not in {"row", "since", "until"}]
    found = connection.execute(select(entries.c.row, *columns).where(entries.c.id.in_(ids), NOW.sees(entries))).all()
    return {row.id: (*row[1:], frozenset(cast[row.row])) for row in found}


def _linked(connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
    """The plans among these items, and those of the deeds, with what came of them."""
    some = or_(links.c.plan.in_(ids), links.c.deed.in_(ids))
    return {(row.plan, row.deed) for row in connection.execute(select(links).where(some, NOW.sees(links)))}
