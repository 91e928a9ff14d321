"""Contradictions that a person looked at and dismissed: out of the list, and in the log."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from peyvand.record.contradictions.kinds import Contradiction
from peyvand.record.database import Database
from peyvand.record.exchanging.logs import CAME
from peyvand.record.log import Act, append, standing
from peyvand.record.moments import AsOf
from peyvand.record.portions import portions
from peyvand.record.schema import concerns, decisions

_ACTS = [Act.DISMISS.value, Act.UNDO.value]


def dismiss(database: Database, found: Sequence[Contradiction], who: str, *, note: str | None = None) -> list[int]:
    """These contradictions are none; the numbers of the decisions."""
    said = {} if note is None else {"note": note}
    with database.writing() as connection:
        return [
            append(connection, Act.DISMISS, one.items, who, {"contradiction": one.id, "kind": one.kind.value, **said})
            for one in found
        ]


def without_dismissed(connection: Connection, found: Sequence[Contradiction], as_of: AsOf) -> list[Contradiction]:
    """Those contradictions that nobody had dismissed."""
    dismissed: set[str] = set()
    subjects = sorted({item for one in found for item in one.items})
    for some in portions(subjects):
        about = select(concerns.c.decision).where(concerns.c.subject.in_(some))
        rows = select(decisions).where(decisions.c.seq.in_(about), decisions.c.act.in_(_ACTS))
        logged = connection.execute(rows.order_by(decisions.c.at, decisions.c.seq)).all()
        known = [row for row in logged if as_of.moment is None or max(row.at, (row.payload or {}).get(CAME, 0)) <= as_of.moment]
        dismissed |= {row.payload["contradiction"] for row in standing(known) if row.act == Act.DISMISS}
    return [one for one in found if one.id not in dismissed]
