"""The texts, and what rests on them: every quote is the words at its place, with the characters around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.exchange import quotes_of
from peyvand.model import Item
from peyvand.record import payload
from peyvand.record.checking.looking import Look, some_at_a_time
from peyvand.record.checking.report import RESTORE, Problem
from peyvand.record.rows import columns_of, quote_rows
from peyvand.record.schema import editions, items, quotes, sources, versions

_FEW = 20  # sources at a time, with all their texts
_OF_ITEM = ("kind", "position", "type", "status", "earliest", "latest", "confidence")
_AROUND = ("prefix", "suffix")


def texts(look: Look) -> Iterator[Problem]:
    """Every text against its SHA-256, every item against what it is listed by, every quote against the text."""
    with look.reading() as connection:
        for some in some_at_a_time(connection, select(sources.c.seq, sources.c.id), sources.c.seq, _FEW):
            ids = [row.id for row in some]
            of: dict[str, list[Row[Any]]] = defaultdict(list)
            columns = (editions.c.source, editions.c.since, editions.c.until, editions.c.text, editions.c.text_sha256)
            for row in connection.execute(select(*columns).where(editions.c.source.in_(ids)).order_by(editions.c.since)):
                of[row.source].append(row)
            for key in ids:
                yield from _texts(key, of[key])
                yield from _versions(look, connection, key, of[key])


def _texts(source: str, held: Sequence[Row[Any]]) -> Iterator[Problem]:
    """The texts of a source against their digests."""
    for row in held:
        if sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest() != row.text_sha256:
            yield Problem("text", source, "it isn't what it was when it was written (its SHA-256 is another)", RESTORE)


def _versions(look: Look, connection: Connection, source: str, held: Sequence[Row[Any]]) -> Iterator[Problem]:
    """The versions of a source's items, each in the text that the source had then."""
    columns = select(versions, items.c.source.label("home"), items.c.kind.label("sort"))
    rows = connection.execute(columns.join(items, items.c.id == versions.c.item).where(versions.c.source == source)).all()
    placed: dict[int, list[Row[Any]]] = defaultdict(list)
    resting = select(quotes).join(versions, versions.c.row == quotes.c.version).where(versions.c.source == source)
    for row in connection.execute(resting.order_by(quotes.c.version, quotes.c.number)):
        placed[row.version].append(row)
    for row in rows:
        if row.since == row.until:
            continue  # written over in its own transaction: it was never known
        then = [one for one in held if one.since < row.until and one.until > row.since]
        yield from _version(source, row, [one.text for one in then], placed[row.row])
    look.step(len(rows))


def _version(source: str, row: Row[Any], held: Sequence[str], placed: Sequence[Row[Any]]) -> Iterator[Problem]:
    """What is wrong with a version of an item: `held` are the texts that its source had meanwhile, the earliest first."""
    try:
        item = payload.load(row.payload)
        says = columns_of(item, source)
    except Exception as error:  # noqa: BLE001 (whatever stands there instead of an item)
        yield Problem("item", row.item, f"what it says can't be understood ({type(error).__name__}: {error})", RESTORE)
        return
    if odd := [name for name in _OF_ITEM if says[name] != getattr(row, name)]:
        yield Problem("item", row.item, f"it is listed by another {', '.join(odd)} than it has", RESTORE)
    if (row.home, row.sort, row.payload.get("doc")) != (source, row.kind, source):
        yield Problem("item", row.item, "it isn't of the source or kind that it is listed under", RESTORE)
    yield from _quotes(row.item, item, held, placed)


def _quotes(key: str, item: Item, held: Sequence[str], placed: Sequence[Row[Any]]) -> Iterator[Problem]:
    """What is wrong with the quotes of an item, in itself and as they are kept beside it."""
    for quote in quotes_of(item):
        if any(text[quote.start : quote.end] != quote.exact for text in held) or not held:
            yield Problem("quote", key, f"{quote.exact[:40]!r} isn't the text at {quote.start}:{quote.end}", RESTORE)
    wanted = list(quote_rows(0, item, held[-1] if held else ""))
    for want, row in zip(wanted, placed, strict=False):
        odd = [name for name, value in want.items() if name != "version" and getattr(row, name) != value]
        if odd:
            what = "the characters around it aren't those of the text" if set(odd) <= {*_AROUND} else "it is kept otherwise"
            yield Problem("quote", key, f"{row.exact[:40]!r}: {what} ({', '.join(odd)})", RESTORE)
    if len(wanted) != len(placed):
        yield Problem("quote", key, f"it has {len(wanted)} of them, and {len(placed)} are kept", RESTORE)
