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
    row: Row[Any]  # as it was there
    about: tuple[str, ...]


def take_in(ours: Connection, theirs: Connection) -> tuple[list[Came], set[int]]:
    """Append those decisions of another log that this one hasn't got, in their order; those that came in, and what both have."""
    here = _Identities(ours)
    there = _Identities(theirs)
    numbers: dict[int, int] = {}  # theirs to ours
    came: list[Came] = []
    common: set[int] = set()
    rows = theirs.execute(select(decisions).order_by(decisions.c.at, decisions.c.seq)).all()
    for start in range(0, len(rows), _MANY):
        some = rows[start : start + _MANY]
        identities = there.of(some)
        at = ours.execute(select(decisions).where(decisions.c.at.in_({row.at for row in some}))).all()
        known = {identity: number for number, identity in here.of(at).items()}
        for row in some:
            number = known.get(identities[row.seq])
            if number is None:
                about = there.about(row.seq)
                number = _append(ours, row, about, numbers)
                came.append(Came(number, row, about))
            else:
                common.add(number)
            numbers[row.seq] = number
    return came, common


class _Identities:
    """What decisions of one log are known by in any: a digest of what was decided, about what, by whom and when."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[int, str] = {}
        self._about: dict[int, tuple[str, ...]] = {}

    def of(self, rows: Iterable[Row[Any]]) -> dict[int, str]:
        """The identities of decisions, by number; an undo's hangs on that of the decision which it takes back."""
        listed = list(rows)
        found = subjects(self._connection, [row.seq for row in listed])
        self._about |= {number: tuple(sorted(about)) for number, about in found.items()}
        for row in sorted(listed, key=lambda one: one.seq):
            content = {key: value for key, value in (row.payload or {}).items() if key != CAME}
            if row.act == Act.UNDO:
                content["of"] = self._one(content["of"])
            says = json.dumps(content, sort_keys=True, ensure_ascii=False)
            self._found[row.seq] = digest(row.act, *self._about[row.seq], row.who, row.at, says)
        return {row.seq: self._found[row.seq] for row in listed}

    def about(self, number: int) -> tuple[str, ...]:
        """What a decision is about."""
        return self._about[number]

    def _one(self, number: int) -> str:
        """The identity of a decision that stands before in the log."""
        if number not in self._found:
            self.of(self._connection.execute(select(decisions).where(decisions.c.seq == number)).all())
        return self._found[number]


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
    return {one for decision in came if decision.row.act in acts for one in decision.about}
