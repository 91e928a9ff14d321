"""Decisions: an append-only log. What the record says is a function of what was read and of the log.

About items: accept, correct, reject, note. About what is one: merge and split, of items (one event) or of actors (one person);
the program's own merges are in the log as well, at their probability. An undo takes any of them back, and can be undone itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from peyvand.errors import NotInRecord
from peyvand.model import Actor, Item, Json, Kind
from peyvand.record import payload
from peyvand.record.contradictions.keys import put_keys
from peyvand.record.database import Database
from peyvand.record.entries import refresh
from peyvand.record.grouping import ACTORS, ITEMS, groups_of, regroup
from peyvand.record.linking import settle_links
from peyvand.record.log import Act, append, entries, standing, subjects
from peyvand.record.queries import full_source
from peyvand.record.schema import actors, decisions, items, versions
from peyvand.record.views import Review
from peyvand.record.writing import Standing, put_standings, standings

_REVIEWS = {Act.ACCEPT: Review.ACCEPTED, Act.CORRECT: Review.CORRECTED, Act.REJECT: Review.REJECTED}
_OF_OTHERS = {Act.MERGE, Act.SPLIT, Act.LINK, Act.DISMISS, Act.GRADE}  # of several items, or of no item


def decide(
    database: Database,
    item: str,
    act: Act,
    who: str,
    *,
    note: str | None = None,
    corrected: Item | None = None,
    undoes: int | None = None,
) -> int:
    """Append a decision about an item and bring the item to what its log says; the decision's number. NotInRecord."""
    if (act is Act.CORRECT) != (corrected is not None) or (act is Act.UNDO) != (undoes is not None) or act in _OF_OTHERS:
        raise ValueError(act, corrected, undoes)
    with database.writing() as connection:
        source = connection.execute(select(items.c.source).where(items.c.id == item)).scalar()
        if source is None:
            raise NotInRecord(item, "item")
        content: dict[str, Any] = {} if note is None else {"note": note}
        if corrected is not None:
            present = standings(connection, source)[item].item
            content |= {"item": payload.dump(corrected, source), "was": payload.dump(present, source)}
        if undoes is not None:
            return _undo(connection, undoes, who, content)
        number = append(connection, act, [item], who, content)
        settle(connection, item)
    return number


def merge(database: Database, ids: Sequence[str], who: str, *, note: str | None = None) -> int:
    """These items tell of one thing, or these actors are one; the decision's number. NotInRecord."""
    return _group(database, Act.MERGE, ids, who, note)


def split(database: Database, ids: Sequence[str], who: str, *, note: str | None = None) -> int:
    """These items, or actors, are another than the rest that they were one with; the decision's number. NotInRecord."""
    return _group(database, Act.SPLIT, ids, who, note)


def undo(database: Database, number: int, who: str, *, note: str | None = None) -> int:
    """Take a decision back; the number of the undo. NotInRecord."""
    with database.writing() as connection:
        return _undo(connection, number, who, {} if note is None else {"note": note})


def _group(database: Database, act: Act, ids: Sequence[str], who: str, note: str | None) -> int:
    """Append a decision on what is one, and follow it."""
    with database.writing() as connection:
        of_items, of_actors = (
            set(connection.execute(select(table.c.id).where(table.c.id.in_(ids))).scalars()) for table in (items, actors)
        )
        groups, known = (ITEMS, of_items) if of_items else (ACTORS, of_actors)
        if missing := [one for one in ids if one not in known]:
            raise NotInRecord(missing[0], "item" if of_items else "actor")
        number = append(connection, act, ids, who, {} if note is None else {"note": note})
        regroup(connection, groups, ids)
    return number


def _undo(connection: Connection, number: int, who: str, content: Mapping[str, Any]) -> int:
    """Append an undo, and bring everything it is about to what the log says."""
    undone = connection.execute(select(decisions.c.act).where(decisions.c.seq == number)).scalar()
    if undone is None:
        raise NotInRecord(str(number), "decision")
    about = subjects(connection, [number])[number]
    taken_back = append(connection, Act.UNDO, about, who, {**content, "of": number})
    kinds = {row.id: row.kind for row in connection.execute(select(items).where(items.c.id.in_(about)))}
    for item in kinds:
        settle(connection, item)
    if kinds:
        told = [item for item, kind in kinds.items() if kind != Kind.ACTOR.value]
        regroup(connection, ITEMS, told)
        settle_links(connection, told)
    else:
        regroup(connection, ACTORS, about)
    return taken_back


def settle(connection: Connection, key: str) -> None:
    """Bring an item to what its log says."""
    source = connection.execute(select(items.c.source).where(items.c.id == key)).scalar_one()
    former = standings(connection, source)
    logged = entries(connection, key)
    corrections = [entry for entry in logged if entry.act == Act.CORRECT]
    present = former.get(key) or _last(connection, key)
    proposed = payload.load(corrections[0].payload["was"]) if corrections else present.item
    reviews = [entry for entry in standing(logged) if entry.act in _REVIEWS]
    review = _REVIEWS[Act(reviews[-1].act)] if reviews else None
    corrected: dict[str, Json] | None = next((one.payload["item"] for one in reversed(reviews) if one.act == Act.CORRECT), None)
    now = Standing(key, payload.load(corrected) if corrected else proposed, review)
    changed = put_standings(connection, full_source(connection, source), {**former, key: now}, former)
    put_keys(connection, source)
    if not isinstance(now.item, Actor):
        regroup(connection, ITEMS, [key])
    # Whom a source calls by a name hangs on its actors: with one of them, others of its items may have changed.
    refresh(connection, set(groups_of(connection, ITEMS, [one for one in changed if one != key]).values()))


def _last(connection: Connection, key: str) -> Standing:
    """An item that a newer reading had dropped before a person decided about it, as it was then."""
    rows = select(versions.c.payload, versions.c.review).where(versions.c.item == key).order_by(versions.c.until.desc())
    row = connection.execute(rows.limit(1)).one()
    return Standing(key, payload.load(row.payload), row.review and Review(row.review))
