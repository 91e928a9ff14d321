"""What an item and a text are spread over: tags, names, offices, who takes part and appears, what copies are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, or_, select

from peyvand.model import Actor, Item
from peyvand.record import payload
from peyvand.record.checking.looking import Look
from peyvand.record.checking.report import Problem
from peyvand.record.moments import NOW
from peyvand.record.names import actor_id
from peyvand.record.rows import alias_rows, names_of, part_rows, tag_rows
from peyvand.record.schema import (
    actors,
    aliases,
    appearances,
    bands,
    casts,
    editions,
    entries,
    offices,
    parts,
    sources,
    tags,
    versions,
)
from peyvand.record.views import Review
from peyvand.sources import bands as bands_of

_FEW = 20  # sources at a time
_TABLES = (tags, aliases, offices, parts, appearances)
_CALLED = {"tags": "its issues and fields", "aliases": "the names", "offices": "the office", "parts": "who takes part"}
Rows = set[tuple[Any, ...]]
Values = dict[str, Any]
Names = Mapping[str, str]


def spread(look: Look) -> Iterator[Problem]:
    """Every version of an item against what is listed by it."""
    last = 0
    while True:
        with look.trying() as connection:
            asked = select(sources.c.seq, sources.c.id).where(sources.c.seq > last).order_by(sources.c.seq).limit(_FEW)
            some = connection.execute(asked).all()
            number = 0
            for row in some:
                found, checked = _source(look, connection, row.id)
                number += checked
                yield from found
        look.step(number)
        if not some:
            return
        last = some[-1].seq


def dates_of_casts(look: Look) -> Iterator[Problem]:
    """Who takes part in an entry stands under its kind and its dates."""
    other = or_(*(getattr(casts.c, name) != getattr(entries.c, name) for name in ("kind", "earliest", "latest")))
    with look.trying() as connection:
        asked = select(casts.c.actor, casts.c.entry, entries.c.id, entries.c.kind, entries.c.earliest, entries.c.latest)
        for row in connection.execute(asked.join(entries, entries.c.row == casts.c.entry).where(other)).all():
            yield Problem("entry", row.id, "who takes part in it is listed under another kind or date")
            own = and_(casts.c.actor == row.actor, casts.c.entry == row.entry)
            connection.execute(delete(casts).where(own))
            says = {"actor": row.actor, "entry": row.entry, "kind": row.kind}
            connection.execute(casts.insert(), {**says, "earliest": row.earliest, "latest": row.latest})
    look.step(0)


def copies(look: Look) -> Iterator[Problem]:
    """By what near copies of a text are found."""
    last = 0
    while True:
        with look.trying() as connection:
            asked = select(sources.c.seq, editions.c.source, editions.c.fingerprint).join(
                sources, sources.c.id == editions.c.source
            )
            asked = asked.where(sources.c.seq > last, NOW.sees(editions)).order_by(sources.c.seq).limit(_FEW * 10)
            some = connection.execute(asked).all()
            held: dict[str, set[bytes]] = defaultdict(set)
            for row in connection.execute(select(bands).where(bands.c.source.in_([row.source for row in some]))):
                held[row.source].add(row.band)
            for row in some:
                wanted = set(bands_of(row.fingerprint))
                if held[row.source] != wanted:
                    yield Problem("source", row.source, "what its copies are found by isn't that of its text")
                    connection.execute(delete(bands).where(bands.c.source == row.source))
                    _insert(connection, bands, [{"band": band, "source": row.source} for band in wanted])
        look.step(len(some))
        if not some:
            return
        last = some[-1].seq


def _source(look: Look, connection: Connection, source: str) -> tuple[list[Problem], int]:
    """What is wrong with what is listed of a source's items, and how many versions of them there are."""
    rows = connection.execute(select(versions).where(versions.c.source == source).order_by(versions.c.row)).all()
    read = {row.row: item for row in rows if (item := _loaded(row)) is not None}
    held = {table.name: _held(connection, table, source) for table in _TABLES}
    cast: dict[int, tuple[Names, Names]] = {}
    problems: list[Problem] = []
    for row in rows:
        if row.row not in read or row.since == row.until:
            continue  # what can't be understood, `texts` says; what was written over in its own transaction was never known
        if row.since not in cast:
            cast[row.since] = _called(source, rows, read, row.since)
        wanted = _wanted(row, read[row.row], source)
        wanted["parts"] = _parts(row, read[row.row], source, cast[row.since], held["parts"].get(row.row, set()))
        wanted["appearances"] = _appearances(row, wanted["parts"])
        for table in _TABLES:
            listed = wanted[table.name]
            if _as_tuples(table, listed) != held[table.name].get(row.row, set()):
                what = _CALLED.get(table.name, "the actors under which it is listed")
                problems.append(Problem("item", row.item, f"{what} aren't those of what it says"))
                if look.mending is not None:
                    connection.execute(delete(table).where(table.c.version == row.row))
                    _insert(connection, table, _with_actors(connection, listed))
    return problems, len(rows)


def _loaded(row: Row[Any]) -> Item | None:
    """What a version says, if it can be understood."""
    try:
        return payload.load(row.payload)
    except Exception:  # noqa: BLE001 (`texts` says so)
        return None


def _called(source: str, rows: Sequence[Row[Any]], read: Mapping[int, Item], moment: int) -> tuple[Names, Names]:
    """By which names a source had which actors at a moment: of two of one name, the first, and the last."""
    known = (read.get(row.row) for row in rows if row.since <= moment < row.until and row.review != Review.REJECTED.value)
    cast = [item for item in known if isinstance(item, Actor)]
    return names_of(cast, source), names_of(reversed(cast), source)


def _wanted(row: Row[Any], item: Item, source: str) -> dict[str, list[Values]]:
    """What is to be listed of a version, by table."""
    named = item if isinstance(item, Actor) and row.review != Review.REJECTED.value else None
    who = actor_id(named, source) if named is not None else ""
    return {
        "tags": list(tag_rows(row.row, item)),
        "aliases": list(alias_rows(row.row, named, who)) if named is not None else [],
        "offices": [{"version": row.row, "title": named.office, "actor": who}] if named is not None and named.office else [],
    }


def _parts(row: Row[Any], item: Item, source: str, cast: tuple[Names, Names], held: Rows) -> list[Values]:
    """Who takes part in a version: as it is kept, where each may be the actor that he is taken for."""
    if row.review == Review.REJECTED.value:
        return []
    first, last = ([{"version": row.row, **part} for part in part_rows(item, whose, source)] for whose in cast)
    if _as_tuples(parts, last) == held:
        return last
    either = [{**one, "actor": other["actor"]} for one, other in zip(first, last, strict=True)]
    mixed = [one if tuple(one.values()) in held else other for one, other in zip(first, either, strict=True)]
    return mixed if _as_tuples(parts, mixed) == held else first


def _appearances(row: Row[Any], taking_part: Sequence[Values]) -> list[Values]:
    """Under which actors a version is listed."""
    known = {"kind": row.kind, "earliest": row.earliest or "", "version": row.row, "since": row.since, "until": row.until}
    return [{"actor": one, **known} for one in sorted({part["actor"] for part in taking_part} - {None})]


def _held(connection: Connection, table: Table, source: str) -> dict[int, Rows]:
    """What is listed of a source's items in a table, by version."""
    found: dict[int, Rows] = defaultdict(set)
    of = select(table).join(versions, versions.c.row == table.c.version).where(versions.c.source == source)
    for row in connection.execute(of):
        found[row.version].add(tuple(row))
    return found


def _as_tuples(table: Table, rows: Sequence[Mapping[str, Any]]) -> Rows:
    """Rows as the store gives them back."""
    return {tuple(row[column.name] for column in table.columns) for row in rows}


def _with_actors(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of these rows whose actor, if they have one, is in the record."""
    ids = {row["actor"] for row in rows if row.get("actor")}
    known = set(connection.execute(select(actors.c.id).where(actors.c.id.in_(ids))).scalars()) if ids else set()
    return [row for row in rows if not row.get("actor") or row["actor"] in known]


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(table.insert(), list(rows))
