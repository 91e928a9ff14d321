"""The log of decisions: each says what it must, is about something, and takes back only what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, select

from peyvand.record import payload
from peyvand.record.checking.looking import Look, some_at_a_time
from peyvand.record.checking.report import RESTORE, Problem
from peyvand.record.exchanging.logs import CAME
from peyvand.record.log import PUBLISHER, Act, subjects
from peyvand.record.schema import actors, clock, concerns, decisions, items

_ACTS = {act.value for act in Act}


def log(look: Look) -> Iterator[Problem]:
    """Every decision, and what it is about."""
    with look.reading() as connection:
        now = connection.execute(select(clock.c.at)).scalar_one()
        for some in some_at_a_time(connection, select(decisions), decisions.c.seq):
            about = subjects(connection, [row.seq for row in some])
            known: set[str] = set()
            these = concerns.c.decision.between(some[0].seq, some[-1].seq)
            for table in (items, actors):
                concerned = select(table.c.id).join(concerns, concerns.c.subject == table.c.id)
                known |= set(connection.execute(concerned.where(these)).scalars())
            takes_back = {row.payload["of"] for row in some if row.act == Act.UNDO and row.payload and "of" in row.payload}
            there = set(connection.execute(select(decisions.c.seq).where(decisions.c.seq.in_(takes_back))).scalars())
            for row in some:
                if row.act == Act.UNDO and (row.payload or {}).get("of") not in there:
                    yield Problem("decision", str(row.seq), "what it takes back isn't in the log", RESTORE)
                for says in _wrong(row, about[row.seq], known, now):
                    yield Problem("decision", str(row.seq), says, RESTORE)
            look.step(len(some))


def _wrong(row: Row[Any], about: list[str], known: set[str], now: int) -> Iterator[str]:
    """What is wrong with a decision."""
    content = row.payload or {}
    if row.act not in _ACTS:
        yield f"{row.act!r} is nothing that can be decided"
    if not about:
        yield "it is about nothing"
    elif CAME not in content and (lost := [one for one in about if one not in known and not one.startswith(PUBLISHER)]):
        yield f"it is about {lost[0]}, which the record hasn't got"  # an import may bring decisions about what isn't here
    if row.at > now:
        yield "it is of the future"
    if not row.who:
        yield "it doesn't say who decided"
    if row.act == Act.UNDO and content.get("of", 0) >= row.seq:
        yield "it takes back what was decided after it"
    if row.act == Act.LINK and not {"plan", "deed"} <= content.keys():
        yield "it doesn't say what came of what"
    if row.act == Act.CORRECT:
        try:
            payload.load(content["item"])
            payload.load(content["was"])
        except (KeyError, ValueError, TypeError):
            yield "what the item was, or is to be, can't be understood"
