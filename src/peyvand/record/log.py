"""The log of decisions: append-only, everyone's and the program's own, each with who and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from peyvand.model import Item
from peyvand.record import payload
from peyvand.record.database import Database
from peyvand.record.moments import NOW, AsOf, moment, time_of
from peyvand.record.schema import concerns, decisions

MACHINE = "peyvand"  # who decides where no person did
PUBLISHER = "publisher:"  # begins what a grade is about, before the name, folded


class Act(StrEnum):
    """What can be decided."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    NOTE = "note"
    MERGE = "merge"  # these are one
    SPLIT = "split"  # these are another than the rest that they were one with
    LINK = "link"  # this deed is what came of that plan
    DISMISS = "dismiss"  # these two don't contradict each other
    GRADE = "grade"  # this publisher is so reliable
    UNDO = "undo"


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
    says: str | None = None  # the letter of a grade, the kind of a contradiction that is dismissed


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


def logged(connection: Connection, about: str, as_of: AsOf = NOW) -> list[Decision]:
    """All decisions about an item or an actor, the oldest first."""
    found = [entry for entry in entries(connection, about) if _is_known(entry, as_of)]
    about_of = subjects(connection, [entry.seq for entry in found])
    return [_decision(entry, about_of[entry.seq]) for entry in found]


def whole_log(connection: Connection, as_of: AsOf = NOW, *, machine: bool = True) -> list[Decision]:
    """All decisions, the oldest first; with the program's own, or people's alone."""
    every = select(decisions).order_by(decisions.c.at, decisions.c.seq)
    rows = connection.execute(every if machine else every.where(decisions.c.machine.is_(False)))
    found = [row for row in rows if _is_known(row, as_of)]
    about: dict[int, list[str]] = {row.seq: [] for row in found}
    concerned = select(concerns).join(decisions, decisions.c.seq == concerns.c.decision).order_by(concerns.c.subject)
    for row in connection.execute(concerned if machine else concerned.where(decisions.c.machine.is_(False))):
        if row.decision in about:
            about[row.decision].append(row.subject)
    return [_decision(row, about[row.seq]) for row in found]


def _is_known(entry: Row[Any], as_of: AsOf) -> bool:
    """Whether a decision was known at a time: one that came from another desk, since it came."""
    return as_of.moment is None or max(entry.at, (entry.payload or {}).get("came", 0)) <= as_of.moment


def standing(entries: Iterable[Row[Any]]) -> list[Row[Any]]:
    """Those entries of a log that no undo has taken back."""
    entries = list(entries)
    undone: set[int] = set()
    for entry in reversed(entries):  # an undo can itself be undone, by a later one
        if entry.act == Act.UNDO and entry.seq not in undone:
            undone.add(entry.payload["of"])
    return [entry for entry in entries if entry.seq not in undone]


def entries(connection: Connection, about: str) -> Sequence[Row[Any]]:
    """The rows of a log, the oldest first; what came in from another desk stands where it was decided."""
    found = select(decisions).join(concerns, concerns.c.decision == decisions.c.seq).where(concerns.c.subject == about)
    return connection.execute(found.order_by(decisions.c.at, decisions.c.seq)).all()


def subjects(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """What decisions are about."""
    found: dict[int, list[str]] = {number: [] for number in numbers}
    rows = connection.execute(select(concerns).where(concerns.c.decision.in_(numbers)).order_by(concerns.c.subject))
    for row in rows:
        found[row.decision].append(row.subject)
    return found


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
        says={Act.GRADE: content.get("grade"), Act.DISMISS: content.get("kind")}.get(Act(row.act)),
    )
