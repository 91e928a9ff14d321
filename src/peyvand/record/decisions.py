"""Decisions about items: an append-only log. What an item is like now is a function of what was read and of its log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from peyvand.errors import NotInRecord
from peyvand.model import Item, Json
from peyvand.record import payload
from peyvand.record.database import Database
from peyvand.record.schema import decisions, items, sources
from peyvand.record.views import Review
from peyvand.record.writing import actors_of, columns_of, forget, put_details, relink, remove_details


class Act(StrEnum):
    """What a person can do about an item."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    NOTE = "note"
    UNDO = "undo"


_REVIEWS = {Act.ACCEPT: Review.ACCEPTED, Act.CORRECT: Review.CORRECTED, Act.REJECT: Review.REJECTED}


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the log."""

    number: int
    item: str
    act: Act
    who: str
    at: datetime
    note: str | None = None
    corrected: Item | None = None  # the item as the person has it
    undoes: int | None = None  # number of the decision taken back


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
    """Append a decision about an item and bring the item to what its log says; the decision's number."""
    if (act is Act.CORRECT) != (corrected is not None) or (act is Act.UNDO) != (undoes is not None):
        raise ValueError(act, corrected, undoes)
    with database.writing() as connection:
        row = connection.execute(select(items.c.source, items.c.payload).where(items.c.id == item)).first()
        if row is None:
            raise NotInRecord(item, "item")
        content: dict[str, Any] = {}
        if note is not None:
            content["note"] = note
        if corrected is not None:
            content |= {"item": payload.dump(corrected, row.source), "was": row.payload}
        if undoes is not None:
            content["of"] = undoes
        entry = {"item": item, "kind": act.value, "who": who, "at": datetime.now(UTC), "payload": content or None}
        number: int = connection.execute(insert(decisions).values(entry).returning(decisions.c.seq)).scalar_one()
        _settle(connection, item, row.source, row.payload)
    return number


def log(database: Database, item: str) -> list[Decision]:
    """All decisions about an item, the oldest first."""
    with database.reading() as connection:
        return [_decision(row) for row in _entries(connection, item)]


def _entries(connection: Connection, item: str) -> Sequence[Row[Any]]:
    """The rows of an item's log, the oldest first."""
    return connection.execute(select(decisions).where(decisions.c.item == item).order_by(decisions.c.seq)).all()


def _settle(connection: Connection, key: str, source: str, present: dict[str, Json]) -> None:
    """Bring an item to what its log says; `present` is what it says now."""
    entries = _entries(connection, key)
    undone: set[int] = set()
    for entry in reversed(entries):  # an undo can itself be undone, by a later one
        if entry.kind == Act.UNDO and entry.seq not in undone:
            undone.add(entry.payload["of"])
    corrections = [entry for entry in entries if entry.kind == Act.CORRECT]
    proposed = corrections[0].payload["was"] if corrections else present
    standing = [entry for entry in entries if entry.seq not in undone and entry.kind in _REVIEWS]
    review = _REVIEWS[Act(standing[-1].kind)] if standing else None
    now = next((entry.payload["item"] for entry in reversed(standing) if entry.kind == Act.CORRECT), proposed)
    connection.execute(update(items).where(items.c.id == key).values(review=review))
    if now != present:
        _rewrite(connection, key, payload.load(now), source)


def _rewrite(connection: Connection, key: str, item: Item, source: str) -> None:
    """Put another content into an item's row and all that hangs on it."""
    former = actors_of(connection, source)
    connection.execute(update(items).where(items.c.id == key).values(columns_of(item, source)))
    remove_details(connection, key)
    text = connection.execute(select(sources.c.text).where(sources.c.id == source)).scalar_one()
    put_details(connection, [(key, item)], text)
    relink(connection, source)
    forget(connection, former)


def _decision(row: Row[Any]) -> Decision:
    """A row of the log as what it says."""
    content = row.payload or {}
    return Decision(
        number=row.seq,
        item=row.item,
        act=Act(row.kind),
        who=row.who,
        at=row.at,
        note=content.get("note"),
        corrected=payload.load(content["item"]) if "item" in content else None,
        undoes=content.get("of"),
    )
