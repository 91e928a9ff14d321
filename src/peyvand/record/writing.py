"""What is written into the record: sources with their items, quotes and actors, each within the caller's transaction.

Nothing is written over: what changes has a new version from this transaction's moment on, and the former one ends there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field

from sqlalchemy import ColumnElement, Connection, Table, and_, exists, func, insert, or_, select, update

from peyvand.exchange import mark_of, quotes_of, with_ids
from peyvand.model import Actor, Item, Kind, Metadata, Quote, Source
from peyvand.record import payload
from peyvand.record.moments import FOREVER, NOW, end, moment
from peyvand.record.names import actor_id, folded, is_loose
from peyvand.record.portions import portions
from peyvand.record.rows import Row, alias_rows, columns_of, names_of, part_rows, quote_rows, tag_rows
from peyvand.record.schema import (
    actors,
    aliases,
    appearances,
    bands,
    concerns,
    decisions,
    editions,
    items,
    offices,
    parts,
    quotes,
    readings,
    sources,
    tags,
    versions,
    waiting,
)
from peyvand.record.searching.index import forget_source_words, put_item_words, put_source_words
from peyvand.record.views import Review


@dataclass(frozen=True, slots=True)
class Incoming:
    """A source as it goes into the record, with all that was read out of it."""

    source: Source
    sha256: str  # of the original
    file: str  # the original's name in the folder of originals
    media: str
    items: Sequence[Item] = ()
    reader: str | None = None
    unread: str | None = None
    fingerprint: bytes = b""


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as the record has it at a time: what it says, and what people made of it."""

    id: str
    item: Item
    review: Review | None = None
    whose: tuple[tuple[str, str | None], ...] = field(default=())  # its names, and the actors that they are


def put_source(connection: Connection, new: Incoming, copy_of: str | None = None) -> Counter[Kind]:
    """Write a new source with everything of it; its items by kind."""
    source = new.source
    row = {
        "id": source.id,
        "name": source.name,
        "sha256": new.sha256,
        "file": new.file,
        "media": new.media,
        "added": moment(connection),
        "copy_of": copy_of,
    }
    connection.execute(sources.insert(), row)
    _put_edition(connection, source.id, {**_metadata_columns(source.metadata), **_text_columns(new)})
    _put_bands(connection, new)
    return put_items(connection, new)


def put_metadata(connection: Connection, source: Source) -> None:
    """Write a known source's metadata anew."""
    _put_edition(connection, source.id, _metadata_columns(source.metadata))


def put_text(connection: Connection, new: Incoming) -> bool:
    """Write a known source's text anew, unless there are decisions about what it says; whether it was written."""
    key = new.source.id
    if connection.execute(select(versions.c.row).where(_of(key), _decided(versions.c.item)).limit(1)).first() is not None:
        return False
    _put_edition(connection, key, _text_columns(new))
    connection.execute(bands.delete().where(bands.c.source == key))
    _put_bands(connection, new)
    return True


def put_items(connection: Connection, new: Incoming) -> Counter[Kind]:
    """Write what was read out of a source in place of what was read before; what has decisions stays. The new ones by kind."""
    key = new.source.id
    former = standings(connection, key)
    touched = set(connection.execute(select(versions.c.item).where(_of(key), _decided(versions.c.item))).scalars())
    kept = {id_: one for id_, one in former.items() if id_ in touched}
    decided = [one.item for one in kept.values()]
    found = {id_: item for id_, item in with_ids(key, new.items) if id_ not in kept and not among(item, decided)}
    put_standings(connection, new.source, {**kept, **{id_: Standing(id_, item) for id_, item in found.items()}}, former)
    put_reading(connection, new)
    return Counter(payload.kind_of(item) for id_, item in found.items() if id_ not in former)


def standings(connection: Connection, source: str) -> dict[str, Standing]:
    """The items of a source as they are now, rejected ones included, by id."""
    rows = connection.execute(select(versions.c.row, versions.c.item, versions.c.review, versions.c.payload).where(_of(source)))
    found = {row.row: row for row in rows}
    whose: dict[int, list[tuple[str, str | None]]] = defaultdict(list)
    named = select(parts.c.version, parts.c.name, parts.c.actor).join(versions, versions.c.row == parts.c.version)
    for part in connection.execute(named.where(_of(source)).order_by(parts.c.version, parts.c.role, parts.c.number)):
        whose[part.version].append((part.name, part.actor))
    return {
        row.item: Standing(row.item, payload.load(row.payload), row.review and Review(row.review), tuple(whose[number]))
        for number, row in found.items()
    }


def put_standings(
    connection: Connection, source: Source, wanted: Mapping[str, Standing], former: Mapping[str, Standing] | None = None
) -> list[str]:
    """Bring a source's items to what they are to be: what is new or other gets a version, what isn't among them ends; which."""
    former = standings(connection, source.id) if former is None else former
    cast = {id_: one.item for id_, one in wanted.items() if isinstance(one.item, Actor) and one.review is not Review.REJECTED}
    whose = names_of(cast.values(), source.id)
    _put_actors(connection, cast.values(), source.id)
    rows = {id_: _part_rows(one, whose, source.id) for id_, one in wanted.items()}
    named = {id_: tuple((row["name"], row["actor"]) for row in _in_order(rows[id_])) for id_ in wanted}
    anew = _is_reworded(connection, source.id)
    changed = [id_ for id_, one in wanted.items() if anew or not _is_same(one, named[id_], former.get(id_), source.id)]
    ended = [id_ for id_ in former if id_ not in wanted or id_ in changed]
    _end(connection, ended)
    _put_versions(connection, source, [wanted[id_] for id_ in changed], {id_: rows[id_] for id_ in changed})
    if changed or ended:
        _wait(connection, source.id)
    return list({*changed, *ended})


def _is_reworded(connection: Connection, source: str) -> bool:
    """Whether a source's text is another since this transaction: then what stands around a quote may be, too."""
    known = or_(NOW.sees(editions), editions.c.until == moment(connection))
    texts = select(editions.c.text_sha256).where(editions.c.source == source, known).distinct()
    return len(connection.execute(texts).all()) > 1


def _of(source: str) -> ColumnElement[bool]:
    """The condition that a version is one of a source's, and is known now."""
    return and_(versions.c.source == source, NOW.sees(versions))


def _decided(item: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition that a person has decided something about an item."""
    about = concerns.join(decisions, decisions.c.seq == concerns.c.decision)
    return exists(select(1).select_from(about).where(concerns.c.subject == item, decisions.c.machine.is_(False)))


def _is_same(one: Standing, named: tuple[tuple[str, str | None], ...], former: Standing | None, source: str) -> bool:
    """Whether an item is what it was."""
    if former is None or one.review is not former.review or named != former.whose:
        return False
    return one.item is former.item or payload.dump(one.item, source) == payload.dump(former.item, source)


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows of parts as the store gives them back."""
    return sorted(rows, key=lambda row: (row["role"], row["number"]))


def _end(connection: Connection, ids: Sequence[str]) -> None:
    """What is known of these items ends here."""
    for portion in portions(ids):
        some = (versions.c.item.in_(portion)) & NOW.sees(versions)
        rows = list(connection.execute(select(versions.c.row).where(some)).scalars())
        connection.execute(update(versions).where(some).values(until=moment(connection)))
        ended = appearances.c.version.in_(rows)
        connection.execute(update(appearances).where(ended).values(until=moment(connection)))


def _put_versions(connection: Connection, source: Source, found: Sequence[Standing], roles: Mapping[str, Sequence[Row]]) -> None:
    """Write new versions of items with their quotes and tags, who takes part in them, and the actors among them."""
    _put_new_items(connection, source.id, found)
    first = _next(connection, versions.c.row)
    known = {"since": moment(connection), "until": FOREVER}
    columns = [columns_of(one.item, source.id) for one in found]
    numbered = list(enumerate(found, first))
    rows = [
        {"row": row, "item": one.id, "source": source.id, "review": one.review and one.review.value, **known, **has}
        for (row, one), has in zip(numbered, columns, strict=True)
    ]
    _insert(connection, versions, rows)
    _insert(connection, quotes, [quote for row, one in numbered for quote in quote_rows(row, one.item, source.text)])
    _insert(connection, tags, [tag for row, one in numbered for tag in tag_rows(row, one.item)])
    standing = [(row, one) for row, one in numbered if one.review is not Review.REJECTED]
    cast = [(row, one.item, actor_id(one.item, source.id)) for row, one in standing if isinstance(one.item, Actor)]
    _insert(connection, aliases, [alias for row, actor, who in cast for alias in alias_rows(row, actor, who)])
    _insert(connection, offices, [{"version": row, "title": one.office, "actor": who} for row, one, who in cast if one.office])
    _insert(connection, parts, [{"version": row, **part} for row, one in standing for part in roles[one.id]])
    appearing = [
        {"actor": who, "kind": has["kind"], "earliest": has["earliest"] or "", "version": row, **known}
        for (row, one), has in zip(numbered, columns, strict=True)
        if one.review is not Review.REJECTED
        for who in {part["actor"] for part in roles[one.id]} - {None}
    ]
    named = {row: one for row, one in standing if not isinstance(one.item, Actor)}
    put_item_words(connection, [(row, named[row["row"]].item, roles[row["item"]]) for row in rows if row["row"] in named])
    _insert(connection, appearances, sorted(appearing, key=lambda row: (row["actor"], row["version"])))


def _put_new_items(connection: Connection, source: str, found: Sequence[Standing]) -> None:
    """Write those items that were never read before."""
    known: set[str] = set()
    for portion in portions(found):
        some = [one.id for one in portion]
        known |= set(connection.execute(select(items.c.id).where(items.c.id.in_(some))).scalars())
    fresh = [one for one in found if one.id not in known]
    first = _next(connection, items.c.number)
    rows = [
        {"number": number, "id": one.id, "source": source, "kind": payload.kind_of(one.item).value}
        for number, one in enumerate(fresh, first)
    ]
    _insert(connection, items, rows)


def _part_rows(one: Standing, whose: Mapping[str, str], source: str) -> list[Row]:
    """Everyone who takes part in an item that stands; a rejected one has none."""
    return [] if one.review is Review.REJECTED else part_rows(one.item, whose, source)


def among(item: Item, decided: Sequence[Item]) -> bool:
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


def _put_actors(connection: Connection, cast: Iterable[Actor], source: str) -> None:
    """Write those actors whom no source has named before."""
    found = {actor_id(actor, source): actor for actor in reversed(list(cast))}
    there: set[str] = set()
    for some in portions(found):
        there |= set(connection.execute(select(actors.c.id).where(actors.c.id.in_(some))).scalars())
    fresh = [(key, actor) for key, actor in reversed(found.items()) if key not in there]
    rows = [
        {
            "number": number,
            "id": key,
            "name": actor.name,
            "folded": folded(actor.name),
            "type": actor.type.value,
            "country": actor.country,
            "source": source if is_loose(actor) else None,
        }
        for number, (key, actor) in enumerate(fresh, _next(connection, actors.c.number))
    ]
    _insert(connection, actors, rows)


def _put_edition(connection: Connection, source: str, changes: Row) -> None:
    """Write what a source's text and metadata are from now on, if they are other than before."""
    latest = (editions.c.source == source) & NOW.sees(editions)
    former = connection.execute(select(editions).where(latest)).mappings().first()
    if former is not None and all(former[name] == value for name, value in changes.items()):
        return
    if former is not None and former["since"] == moment(connection):  # it goes, and its row may be another's soon
        forget_source_words(connection, former["row"], former["title"], former["text"], former["since"])
    end(connection, editions, editions.c.source == source)
    before = {name: value for name, value in (former or {}).items() if name != "row"}
    row = {**before, **changes, "source": source, "since": moment(connection), "until": FOREVER}
    number: int = connection.execute(insert(editions).values(row).returning(editions.c.row)).scalar_one()
    put_source_words(connection, number, row["title"], row["text"], row["since"])


def put_reading(connection: Connection, new: Incoming) -> None:
    """Write by whom a source was read, if it is other than before."""
    latest = (readings.c.source == new.source.id) & NOW.sees(readings)
    former = connection.execute(select(readings.c.reader, readings.c.unread).where(latest)).first()
    if former is None or tuple(former) != (new.reader, new.unread):
        end(connection, readings, readings.c.source == new.source.id)
        known = {"since": moment(connection), "until": FOREVER}
        connection.execute(readings.insert(), {"source": new.source.id, "reader": new.reader, "unread": new.unread, **known})


def _put_bands(connection: Connection, new: Incoming) -> None:
    """Write by what a source's near copies are found."""
    from peyvand.sources import bands as bands_of

    _insert(connection, bands, [{"band": band, "source": new.source.id} for band in set(bands_of(new.fingerprint))])


def _wait(connection: Connection, source: str) -> None:
    """Note that a source's items are to be compared with the others'."""
    if connection.execute(select(waiting).where(waiting.c.source == source)).first() is None:
        connection.execute(waiting.insert(), {"source": source})


def _text_columns(new: Incoming) -> Row:
    """The text and what hangs on it."""
    source = new.source
    return {
        "text": source.text,
        "text_sha256": source.text_sha256,
        "words": len(source.text.split()),
        "fingerprint": new.fingerprint,
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


def _next(connection: Connection, column: ColumnElement[int]) -> int:
    """The first number that no row has yet."""
    return (connection.execute(select(func.max(column))).scalar() or 0) + 1


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(table.insert(), list(rows))
