"""What is written into the tables of words, as sources and items are, and how they are made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from peyvand.model import Item
from peyvand.record import payload
from peyvand.record.schema import editions, parts, versions
from peyvand.record.searching.contents import item_keys, item_words, source_words
from peyvand.record.searching.tables import Words, forget, make, put

_MANY = 400


def put_source_words(connection: Connection, row: int, title: str | None, text: str, moment: int) -> None:
    """Write the words of an edition of a source."""
    put(connection, Words.SOURCES, {row: source_words(title, text, moment)})


def forget_source_words(connection: Connection, row: int, title: str | None, text: str, moment: int) -> None:
    """Take away the words of an edition that goes."""
    forget(connection, Words.SOURCES, row, source_words(title, text, moment))


def put_item_words(connection: Connection, found: Iterable[tuple[Mapping[str, Any], Item, Sequence[Mapping[str, Any]]]]) -> None:
    """Write the words of versions of items: the row of each, what it says, and the rows of who takes part in it."""
    words: dict[int, list[str]] = {}
    for row, item, roles in found:
        actors, names = {part["actor"] for part in roles} - {None}, {part["folded"] for part in roles}
        between = (row["earliest"], row["latest"]) if row["earliest"] is not None else None
        words[row["row"]] = item_words(item, item_keys(item, row["source"], row["since"], actors, names, between))
    put(connection, Words.ITEMS, words)


def rebuild(connection: Connection) -> None:
    """Make the tables of words anew out of what is kept."""
    make(connection)
    last = 0
    while found := connection.execute(
        select(editions.c.row, editions.c.since, editions.c.title, editions.c.text)
        .where(editions.c.row > last)
        .order_by(editions.c.row)
        .limit(_MANY)
    ).all():
        put(connection, Words.SOURCES, {row.row: source_words(row.title, row.text, row.since) for row in found})
        last = found[-1].row
    last = 0
    while rows := _versions_after(connection, last):
        _put_versions(connection, rows)
        last = rows[-1]["row"]


def _versions_after(connection: Connection, last: int) -> list[Mapping[str, Any]]:
    """The next versions of items, rejected ones and actors among them."""
    columns = (versions.c.row, versions.c.source, versions.c.since, versions.c.kind, versions.c.review, versions.c.payload)
    found = select(*columns, versions.c.earliest, versions.c.latest).where(versions.c.row > last).order_by(versions.c.row)
    return [dict(row) for row in connection.execute(found.limit(_MANY)).mappings()]


def _put_versions(connection: Connection, rows: list[Mapping[str, Any]]) -> None:
    """Write the words of those of these versions that can be found."""
    roles: dict[int, list[Mapping[str, Any]]] = {row["row"]: [] for row in rows}
    for part in connection.execute(select(parts).where(parts.c.version.in_(roles))).mappings():
        roles[part["version"]].append(dict(part))
    shown = [row for row in rows if row["kind"] != "actor" and row["review"] != "rejected"]
    put_item_words(connection, [(row, payload.load(row["payload"]), roles[row["row"]]) for row in shown])
