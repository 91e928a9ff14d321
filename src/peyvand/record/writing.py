"""What is written into the record: sources with their items, quotes and actors, each within the caller's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, select, update

from peyvand.dates import bounds
from peyvand.exchange import AROUND, mark_of, quotes_of, with_ids
from peyvand.model import Actor, Item, Kind, Metadata, Quote, Source
from peyvand.record import payload
from peyvand.record.names import actor_id, folded
from peyvand.record.schema import actors, aliases, bands, decisions, items, offices, parts, quotes, sources
from peyvand.sources import bands as bands_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as it goes into the record, with all that was read out of it."""

    source: Source
    sha256: str  # of the original
    file: str  # the original's name in the folder of originals
    media: str
    items: Sequence[Item] = ()
    reader: str | None = None
    unread: str | None = None
    fingerprint: bytes = b""


def put_source(connection: Connection, entry: Entry, copy_of: str | None = None) -> Counter[Kind]:
    """Write a new source with everything of it; its items by kind."""
    source = entry.source
    row = {
        "id": source.id,
        "name": source.name,
        "sha256": entry.sha256,
        "file": entry.file,
        "media": entry.media,
        "added": datetime.now(UTC),
        "copy_of": copy_of,
        **_text_columns(entry),
        **_metadata_columns(source.metadata),
    }
    connection.execute(sources.insert(), row)
    _put_bands(connection, entry)
    return put_items(connection, entry)


def put_metadata(connection: Connection, source: Source) -> None:
    """Write a known source's metadata anew."""
    connection.execute(update(sources).where(sources.c.id == source.id).values(**_metadata_columns(source.metadata)))


def put_text(connection: Connection, entry: Entry) -> bool:
    """Write a known source's text anew, unless there are decisions about what it says; whether it was written."""
    key = entry.source.id
    if connection.execute(select(items.c.id).where(items.c.source == key, _decided()).limit(1)).first() is not None:
        return False
    connection.execute(update(sources).where(sources.c.id == key).values(**_text_columns(entry)))
    connection.execute(delete(bands).where(bands.c.source == key))
    _put_bands(connection, entry)
    return True


def put_items(connection: Connection, entry: Entry) -> Counter[Kind]:
    """Write what was read out of a source in place of what was read before; what has decisions stays. The new ones by kind."""
    source = entry.source
    former = actors_of(connection, source.id)
    connection.execute(delete(items).where(items.c.source == source.id, ~_decided()))
    kept = connection.execute(select(items.c.id, items.c.payload).where(items.c.source == source.id)).all()
    known = {row.id for row in kept}
    decided = [payload.load(row.payload) for row in kept]
    fresh = [(key, item) for key, item in with_ids(source.id, entry.items) if key not in known and not _among(item, decided)]
    _insert(connection, items, [{"id": key, "source": source.id, **columns_of(item, source.id)} for key, item in fresh])
    put_details(connection, fresh, source.text)
    relink(connection, source.id)
    forget(connection, former)
    connection.execute(update(sources).where(sources.c.id == source.id).values(reader=entry.reader, unread=entry.unread))
    return Counter(payload.kind_of(item) for _, item in fresh)


def columns_of(item: Item, source: str) -> Row:
    """An item's row, but for what it has of the store alone."""
    date = payload.date_of(item)
    between = bounds(date) if date else None
    rests_on = quotes_of(item)
    return {
        "kind": payload.kind_of(item).value,
        "position": rests_on[0].start if rests_on else 0,
        "type": payload.type_of(item),
        "status": payload.status_of(item),
        "earliest": between and between[0].isoformat(),
        "latest": between and between[1].isoformat(),
        "confidence": round(item.confidence, 3),
        "payload": payload.dump(item, source),
    }


def put_details(connection: Connection, found: Iterable[tuple[str, Item]], text: str) -> None:
    """Write the quotes of items (each with its id), and the actors among them with aliases and offices."""
    found = list(found)
    _insert(connection, quotes, [row for key, item in found for row in _quote_rows(key, item, text)])
    cast = [(key, item, actor_id(item)) for key, item in found if isinstance(item, Actor)]
    _put_actors(connection, {who: actor for _, actor, who in reversed(cast)})
    _insert(connection, aliases, [row for key, actor, who in cast for row in _alias_rows(key, actor, who)])
    _insert(connection, offices, [{"item": key, "title": actor.office, "actor": who} for key, actor, who in cast if actor.office])


def remove_details(connection: Connection, key: str) -> None:
    """Take away what `put_details` wrote."""
    for table in (quotes, aliases, offices):
        connection.execute(delete(table).where(table.c.item == key))


def relink(connection: Connection, source: str) -> None:
    """Tie the names in a source's items to its actors anew."""
    rows = connection.execute(select(items.c.id, items.c.payload).where(items.c.source == source)).all()
    found = [(row.id, payload.load(row.payload)) for row in rows]
    whose = _names(item for _, item in found if isinstance(item, Actor))
    connection.execute(delete(parts).where(parts.c.item.in_(select(items.c.id).where(items.c.source == source))))
    _insert(connection, parts, [row for key, item in found for row in _part_rows(key, item, whose)])


def actors_of(connection: Connection, source: str) -> set[str]:
    """The actors that take part in a source's items."""
    found = select(parts.c.actor).join(items, items.c.id == parts.c.item).where(items.c.source == source)
    return set(connection.execute(found.where(parts.c.actor.is_not(None))).scalars())


def forget(connection: Connection, whom: Iterable[str]) -> None:
    """Drop those of these actors whom no item names any more."""
    nobody = [~exists().where(table.c.actor == actors.c.id) for table in (parts, aliases, offices)]
    for key in whom:
        connection.execute(delete(actors).where(actors.c.id == key, *nobody))


def _decided() -> Any:  # noqa: ANN401 (a condition)
    """The condition that there are decisions about an item."""
    return exists().where(decisions.c.item == items.c.id)


def _among(item: Item, decided: Sequence[Item]) -> bool:
    """Whether an item is one of those that a person has decided about, in other words."""
    return any(
        payload.kind_of(item) is payload.kind_of(other)
        and mark_of(item) == mark_of(other)
        and (isinstance(item, Actor) or _overlap(quotes_of(item)[0], quotes_of(other)[0]))
        for other in decided
    )


def _overlap(one: Quote, other: Quote) -> bool:
    """Whether two quotes share a character."""
    return one.start < other.end and other.start < one.end


def _quote_rows(key: str, item: Item, text: str) -> Iterator[Row]:
    """An item's quotes, each with the characters around it."""
    for number, quote in enumerate(quotes_of(item)):
        yield {
            "item": key,
            "number": number,
            "exact": quote.exact,
            "start": quote.start,
            "end": quote.end,
            "prefix": text[max(0, quote.start - AROUND) : quote.start],
            "suffix": text[quote.end : quote.end + AROUND],
        }


def _alias_rows(key: str, actor: Actor, who: str) -> Iterator[Row]:
    """An actor's other names, each once."""
    for name in dict.fromkeys(actor.aliases):
        yield {"item": key, "alias": name, "actor": who, "folded": folded(name)}


def _put_actors(connection: Connection, found: Mapping[str, Actor]) -> None:
    """Write those actors (by id) whom no source has named before."""
    there = set(connection.execute(select(actors.c.id).where(actors.c.id.in_(found))).scalars()) if found else set()
    rows = [
        {"id": key, "name": actor.name, "folded": folded(actor.name), "type": actor.type.value, "country": actor.country}
        for key, actor in found.items()
        if key not in there
    ]
    _insert(connection, actors, rows)


def _names(found: Iterable[Actor]) -> dict[str, str]:
    """Folded names to actors' ids; a name goes before another's alias, and a country has its code as well."""
    whose: dict[str, str] = {}
    others: dict[str, str] = {}
    for actor in found:
        key = actor_id(actor)
        whose.setdefault(folded(actor.name), key)
        others |= {folded(alias): key for alias in actor.aliases}
        if actor.type == "country" and actor.country is not None:
            whose.setdefault(folded(actor.country), key)
    return others | whose


def _part_rows(key: str, item: Item, whose: Mapping[str, str]) -> Iterator[Row]:
    """Everyone who takes part in an item, each role counted from 0."""
    numbers: Counter[str] = Counter()
    for role, name in payload.parts_of(item):
        plain = folded(name)
        who = actor_id(item) if isinstance(item, Actor) else whose.get(plain)
        yield {"item": key, "role": role, "number": numbers[role], "name": name, "folded": plain, "actor": who}
        numbers[role] += 1


def _put_bands(connection: Connection, entry: Entry) -> None:
    """Write by what a source's near copies are found."""
    _insert(connection, bands, [{"band": band, "source": entry.source.id} for band in set(bands_of(entry.fingerprint))])


def _text_columns(entry: Entry) -> Row:
    """The text and what hangs on it."""
    source = entry.source
    return {
        "text": source.text,
        "text_sha256": source.text_sha256,
        "words": len(source.text.split()),
        "fingerprint": entry.fingerprint,
        "structure": {
            "blocks": [[block.kind.value, block.start, block.end, block.level] for block in source.blocks],
            "references": [list(astuple(reference)) for reference in source.references],
            "markers": [[marker.label, marker.start, marker.end] for marker in source.markers],
        },
    }


def _metadata_columns(metadata: Metadata) -> Row:
    """Metadata, each in its column."""
    first, second = metadata.pair or (None, None)
    return {
        "title": metadata.title,
        "publisher": metadata.publisher,
        "author": metadata.author,
        "published": metadata.published,
        "language": metadata.language,
        "url": metadata.url,
        "kind": metadata.kind,
        "pair_first": first,
        "pair_second": second,
        "extra": dict(metadata.extra),
    }


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(table.insert(), list(rows))
