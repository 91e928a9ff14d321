"""Decisions: an append-only log. What the record says is a function of what was read and of the log.

About items: accept, correct, reject, note. About what is one: merge and split, of items (one event) or of actors (one person);
the program's own merges are in the log as well, at their probability. An undo takes any of them back, and can be undone itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from peyvand.errors import NotInRecord
from peyvand.model import Item, Json
from peyvand.record import payload
from peyvand.record.database import Database
from peyvand.record.grouping import ACTORS, ITEMS, regroup
from peyvand.record.moments import moment, time_of
from peyvand.record.queries import full_source
from peyvand.record.schema import actors, concerns, decisions, items, versions
from peyvand.record.views import Review
from peyvand.record.writing import Standing, put_standings, standings

MACHINE = "peyvand"  # who decides where no person did


class Act(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    NOTE = "note"
    MERGE = "merge"  # these are one
    SPLIT = "split"  # these are another than the rest that they were one with
    UNDO = "undo"


_REVIEWS = {Act.ACCEPT: Review.ACCEPTED, Act.CORRECT: Review.CORRECTED, Act.REJECT: Review.REJECTED}
_GROUPING = {Act.MERGE, Act.SPLIT}


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the log."""

    number: int
    act: Act
    about: tuple[str, ...]  # ids of items or actors
    who: str
    at: datetime
    machine: bool = False
    note: str | None = None
    corrected: Item | None = None  # what the item is to be
    undoes: int | None = None  # number of the decision that it takes back
    probability: float | None = None  # of a merge by the program
    reasons: tuple[str, ...] = ()


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
    if (act is Act.CORRECT) != (corrected is not None) or (act is Act.UNDO) != (undoes is not None) or act in _GROUPING:
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
        _settle(connection, item)
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


def append(
    connection: Connection, act: Act, about: Sequence[str], who: str, content: Mapping[str, Any], *, machine: bool = False
) -> int:
    """Write an entry of the log, and nothing else."""
    entry = {"at": moment(connection), "act": act.value, "who": who, "machine": machine, "payload": dict(content) or None}
    number: int = connection.execute(insert(decisions).values(entry).returning(decisions.c.seq)).scalar_one()
    connection.execute(concerns.insert(), [{"subject": one, "decision": number} for one in dict.fromkeys(about)])
    return number


def log(database: Database, about: str) -> list[Decision]:
    """All decisions about an item or an actor, the oldest first."""
    with database.reading() as connection:
        return logged(connection, about)


def logged(connection: Connection, about: str) -> list[Decision]:
    """All decisions about an item or an actor, the oldest first."""
    entries = _entries(connection, about)
    subjects = _subjects(connection, [entry.seq for entry in entries])
    return [_decision(entry, subjects[entry.seq]) for entry in entries]


def standing(entries: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Those entries of a log that no undo has taken back."""
    entries = list(entries)
    undone: set[int] = set()
    for entry in reversed(entries):  # an undo can itself be undone, by a later one
        if entry.act == Act.UNDO and entry.seq not in undone:
            undone.add(entry.payload["of"])
    return [entry for entry in entries if entry.seq not in undone]


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
    about = _subjects(connection, [number])[number]
    taken_back = append(connection, Act.UNDO, about, who, {**content, "of": number})
    of_items = set(connection.execute(select(items.c.id).where(items.c.id.in_(about))).scalars())
    for item in about:
        if item in of_items:
            _settle(connection, item)
    regroup(connection, ITEMS if of_items else ACTORS, about)
    return taken_back


def _entries(connection: Connection, about: str) -> Sequence[Row[Any]]:
    """The rows of a log, the oldest first."""
    found = select(decisions).join(concerns, concerns.c.decision == decisions.c.seq).where(concerns.c.subject == about)
    return connection.execute(found.order_by(decisions.c.seq)).all()


def _subjects(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """What decisions are about."""
    found: dict[int, list[str]] = {number: [] for number in numbers}
    rows = connection.execute(select(concerns).where(concerns.c.decision.in_(numbers)).order_by(concerns.c.subject))
    for row in rows:
        found[row.decision].append(row.subject)
    return found


def _settle(connection: Connection, key: str) -> None:
    """Bring an item to what its log says."""
    source = connection.execute(select(items.c.source).where(items.c.id == key)).scalar_one()
    former = standings(connection, source)
    entries = _entries(connection, key)
    corrections = [entry for entry in entries if entry.act == Act.CORRECT]
    present = former.get(key) or _last(connection, key)
    proposed = payload.load(corrections[0].payload["was"]) if corrections else present.item
    reviews = [entry for entry in standing(entries) if entry.act in _REVIEWS]
    review = _REVIEWS[Act(reviews[-1].act)] if reviews else None
    corrected: dict[str, Json] | None = next((one.payload["item"] for one in reversed(reviews) if one.act == Act.CORRECT), None)
    now = Standing(key, payload.load(corrected) if corrected else proposed, review)
    put_standings(connection, full_source(connection, source), {**former, key: now}, former)
    regroup(connection, ITEMS, [key])


def _last(connection: Connection, key: str) -> Standing:
    """An item that a newer reading had dropped before a person decided about it, as it was then."""
    rows = select(versions.c.payload, versions.c.review).where(versions.c.item == key).order_by(versions.c.until.desc())
    row = connection.execute(rows.limit(1)).one()
    return Standing(key, payload.load(row.payload), row.review and Review(row.review))


def _decision(row: Row[Any], about: Sequence[str]) -> Decision:
    """A row of the log as what it says."""
    content = row.payload or {}
    return Decision(
        number=row.seq,
        act=Act(row.act),
        about=tuple(about),
        who=row.who,
        at=time_of(row.at),
        machine=row.machine,
        note=content.get("note"),
        corrected=payload.load(content["item"]) if "item" in content else None,
        undoes=content.get("of"),
        probability=content.get("probability"),
        reasons=tuple(content.get("reasons", ())),
    )
