"""Two logs of decisions brought together: every decision once, with who made it and when, numbered anew where it comes in."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from peyvand.exchange import digest
from peyvand.record.log import Act, subjects
from peyvand.record.moments import moment
from peyvand.record.schema import concerns, decisions

_MANY = 400
CAME = "came"  # in a decision's payload: the moment at which it came in from another desk


@dataclass(frozen=True, slots=True)
class Came:
    """A decision that came in."""

    number: int  # here
    act: Act
    who: str
    at: int  # a moment
    machine: bool
    about: tuple[str, ...]


def take_in(ours: Connection, theirs: Connection) -> tuple[list[Came], set[int]]:
    """Append those decisions of another log that this one hasn't got, in their order; those that came in, and what both have."""
    numbers: dict[int, int] = {}  # theirs to ours
    came: list[Came] = []
    common: set[int] = set()
    rows = theirs.execute(select(decisions).order_by(decisions.c.at, decisions.c.seq).execution_options(yield_per=_MANY))
    for some in rows.partitions():
        identities, about = _identities(theirs, some)
        there = ours.execute(select(decisions).where(decisions.c.at.in_({row.at for row in some}))).all()
        known = {identity: number for number, identity in _identities(ours, there)[0].items()}
        for row in some:
            number = known.get(identities[row.seq])
            if number is None:
                number = _append(ours, row, about[row.seq], numbers)
                came.append(Came(number, Act(row.act), row.who, row.at, row.machine, about[row.seq]))
            else:
                common.add(number)
            numbers[row.seq] = number
    return came, common


def _identities(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[dict[int, str], dict[int, tuple[str, ...]]]:
    """By the numbers of decisions, what they are known by in any log, and what they are about.

    The one is a digest of what was decided, about what, by whom and when; an undo's hangs on that of what it takes back.
    """
    about = {number: tuple(sorted(found)) for number, found in subjects(connection, [row.seq for row in rows]).items()}
    found: dict[int, str] = {}
    for row in rows:
        content = {key: value for key, value in (row.payload or {}).items() if key != CAME}
        if row.act == Act.UNDO:
            content["of"] = found.get(content["of"]) or _identity(connection, content["of"])
        says = json.dumps(content, sort_keys=True, ensure_ascii=False)
        found[row.seq] = digest(row.act, *about[row.seq], row.who, row.at, says)
    return found, about


def _identity(connection: Connection, number: int) -> str:
    """What one decision is known by."""
    rows = connection.execute(select(decisions).where(decisions.c.seq == number)).all()
    return _identities(connection, rows)[0][number]


def _append(connection: Connection, row: Row[Any], about: Sequence[str], numbers: Mapping[int, int]) -> int:
    """Write a decision of another log behind this one's."""
    content: dict[str, Any] = {**(row.payload or {}), CAME: moment(connection)}
    if row.act == Act.UNDO:
        content["of"] = numbers[content["of"]]
    entry = {"at": row.at, "act": row.act, "who": row.who, "machine": row.machine, "payload": content}
    number: int = connection.execute(insert(decisions).values(entry).returning(decisions.c.seq)).scalar_one()
    connection.execute(concerns.insert(), [{"subject": one, "decision": number} for one in about])
    return number


def concerned(came: Iterable[Came], acts: Collection[Act]) -> set[str]:
    """What the decisions of these kinds that came in are about; an undo is about what it takes back."""
    return {one for decision in came if decision.act in acts for one in decision.about}
