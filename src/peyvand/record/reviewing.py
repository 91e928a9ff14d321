"""What is most worth a person's look: entries that matter, that the machine is unsure of, and that nobody has looked at yet."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection, func, select

from peyvand.model import Kind
from peyvand.record.moments import NOW
from peyvand.record.pages import entries_by_id
from peyvand.record.schema import actors, casts, concerns, decisions, entries, tellings
from peyvand.record.views import KeptEntry

_MOST = 2000  # entries that are weighed: those that the machine is least sure of


def queue(connection: Connection, pair: tuple[str, str], limit: int, kind: Kind | None = None) -> list[KeptEntry]:
    """Entries that no person has decided about, what is most worth a look first."""
    seen = select(tellings.c.entry).join(concerns, concerns.c.subject == tellings.c.item)
    seen = seen.join(decisions, decisions.c.seq == concerns.c.decision).where(decisions.c.machine.is_(False), NOW.sees(tellings))
    unsure = func.abs(entries.c.confidence - 0.5)
    waiting = select(entries).where(NOW.sees(entries), entries.c.review.is_(None), entries.c.id.not_in(seen))
    if kind is not None:
        waiting = waiting.where(entries.c.kind == kind.value)
    rows = connection.execute(waiting.order_by(unsure, entries.c.id).limit(_MOST)).all()
    sides = _sides(connection, [row.row for row in rows], pair)
    worth = {row.id: _worth(row.kind, row.type, row.status, row.confidence, sides.get(row.row, 0)) for row in rows}
    first = sorted(worth, key=lambda key: (-worth[key], key))[:limit]
    found = entries_by_id(connection, first)
    return [found[key] for key in first]


def _sides(connection: Connection, rows: Collection[int], pair: tuple[str, str]) -> dict[int, int]:
    """How many of the desk's two countries take part in entries, themselves or by one of their own, by row."""
    countries = select(casts.c.entry, func.count(actors.c.country.distinct()).label("number"))
    countries = countries.join(actors, actors.c.id == casts.c.actor).where(actors.c.country.in_(pair))
    found = connection.execute(countries.where(casts.c.entry.in_(rows)).group_by(casts.c.entry))
    return {row.entry: row.number for row in found}


def _worth(kind: str, type_: str | None, status: str | None, confidence: float, sides: int) -> float:
    """What a look at an entry is worth: how much it matters, times how unsure it is (1 at a probability of one half)."""
    table = _table()
    match kind:
        case Kind.EVENT:
            matters = table[kind].get(status or "", 0.5) * abs(_scores().get(type_ or "", 0.0)) / 10
        case Kind.FIGURE:
            matters = table[kind]["any"]
        case _:
            matters = table[kind].get((type_ if kind == Kind.STATEMENT else status) or "", 0.5)
    return matters * table["pair"][("neither", "one", "both")[min(sides, 2)]] * 4 * confidence * (1 - confidence)


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    """`worth.toml`."""
    return tomllib.loads((files(__package__) / "worth.toml").read_text(encoding="utf-8"))


@cache
def _scores() -> Mapping[str, float]:
    """The scores of the categories."""
    from peyvand.reading.lexicon import categories

    return {key.value: category.score for key, category in categories().items()}
