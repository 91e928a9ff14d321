"""What the record is asked: sources, items and actors. Listings never load a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from peyvand.dates import bounds
from peyvand.errors import BadDate, NotInRecord
from peyvand.exchange import Extent, Line, cited_by, together
from peyvand.model import Actor, Block, BlockKind, Cited, Item, Kind, Marker, Metadata, Reference, Source
from peyvand.record import payload
from peyvand.record.moments import NOW, AsOf, time_of
from peyvand.record.names import folded
from peyvand.record.schema import (
    actors,
    aliases,
    appearances,
    editions,
    identities,
    items,
    parts,
    quotes,
    readings,
    sources,
    tags,
    tellings,
    versions,
)
from peyvand.record.views import KeptItem, Review, SourceRow

_LONG = {"text", "structure", "fingerprint", "row", "source", "since", "until"}
_LISTED = [*sources.c, *(column for column in editions.c if column.name not in _LONG), readings.c.reader, readings.c.unread]
_FEW = 500  # sources that are asked for by id; of more, all are: that is one plain query
# NULL is compared with IS: a rejected item is out, one without review is in.
STANDING = or_(versions.c.review.is_(None), versions.c.review != Review.REJECTED.value)


class Narrowed(TypedDict, total=False):
    """What a listing of items or entries may be narrowed to.

    `since` and `until` are EDTF and inclusive: an item is in if it can have been then, and out if it has no date. `type` is an
    event's PLOVER type, a statement's stance or a commitment's instrument; `actor` an actor's id, name, alias or country code;
    `source` the first digits of an id; `issue` and `field` keys of the desk's lists.
    """

    since: str | None
    until: str | None
    type: str | None
    actor: str | None
    source: str | None
    status: str | None
    min_confidence: float
    issue: str | None
    field: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a listing is narrowed to (`Narrowed`); None leaves a thing open."""

    kind: Kind | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    actor: str | None = None
    source: str | None = None
    status: str | None = None
    min_confidence: float = 0.0
    issue: str | None = None
    field: str | None = None


def source_rows(connection: Connection, ids: Iterable[str] | None = None, as_of: AsOf = NOW) -> list[SourceRow]:
    """Sources in the order they were added: all of them, or those asked for."""
    listed = select(*_LISTED).join(editions, editions.c.source == sources.c.id).where(as_of.sees(editions))
    listed = listed.outerjoin(readings, (readings.c.source == sources.c.id) & as_of.sees(readings)).order_by(sources.c.seq)
    counted = select(versions.c.source, versions.c.kind, func.count().label("number")).where(STANDING, as_of.sees(versions))
    counted = counted.group_by(versions.c.source, versions.c.kind)
    if ids is not None:
        wanted = list(ids)
        listed, counted = listed.where(sources.c.id.in_(wanted)), counted.where(versions.c.source.in_(wanted))
    counts: dict[str, dict[Kind, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
    for row in connection.execute(counted):
        counts[row.source][Kind(row.kind)] = row.number
    return [_source_row(row, counts[row.id]) for row in connection.execute(listed)]


def source_id(connection: Connection, start: str, as_of: AsOf = NOW) -> str:
    """The id of the source whose id begins like this."""
    found = select(sources.c.id).join(editions, editions.c.source == sources.c.id).where(as_of.sees(editions))
    return _begins(connection, found, sources.c.id, start, "source").id  # type: ignore[no-any-return]


def full_source(connection: Connection, key: str, as_of: AsOf = NOW) -> Source:
    """A source with its text and structure."""
    whole = select(sources.c.id, sources.c.name, editions).join(editions, editions.c.source == sources.c.id)
    row = connection.execute(whole.where(sources.c.id == key, as_of.sees(editions))).one()
    return Source(
        id=row.id,
        name=row.name,
        text=row.text,
        blocks=tuple(Block(BlockKind(kind), *rest) for kind, *rest in row.structure["blocks"]),
        metadata=_metadata(row),
        references=tuple(map(_reference, row.structure["references"])),
        markers=tuple(Marker(*values) for values in row.structure["markers"]),
    )


def _reference(values: Sequence[Any]) -> Reference:
    """A reference from its columns; a record made before there were more than eight lacks the others."""
    first, kind, rest = values[:8], values[8:9], values[9:]
    return Reference(*first, *map(Cited, kind), *rest)


def item_source(connection: Connection, start: str) -> tuple[str, str]:
    """The id of the item whose id begins like this, and that of its source."""
    row = _begins(connection, select(items.c.id, items.c.source), items.c.id, start, "item")
    return row.id, row.source


def subject_id(connection: Connection, start: str) -> str:
    """The id of the item or actor whose id begins like this."""
    found = select(actors.c.id).where(actors.c.id.startswith(start.lower()))
    among = select(items.c.id).where(items.c.id.startswith(start.lower())).union_all(found).limit(2)
    ids = connection.execute(among).scalars().all() if start.isalnum() else []
    if len(ids) != 1:
        raise NotInRecord(start, "item or actor", several=bool(ids))
    return str(ids[0])


def item_now(connection: Connection, key: str) -> Item:
    """What an item says now, also one that a person has rejected. NotInRecord."""
    said = connection.execute(select(versions.c.payload).where(versions.c.item == key, NOW.sees(versions))).scalar()
    if said is None:
        raise NotInRecord(key, "item")
    return payload.load(said)


def _begins(connection: Connection, among: Select[Any], column: ColumnElement[str], start: str, what: str) -> Row[Any]:
    """The one row whose id begins like this."""
    if len(start) == 0 or not start.isalnum():
        raise NotInRecord(start, what)
    rows = connection.execute(among.where(column.startswith(start.lower())).limit(2)).all()
    if len(rows) != 1:
        raise NotInRecord(start, what, several=bool(rows))
    return rows[0]


def kept_items(connection: Connection, wanted: Wanted, as_of: AsOf = NOW) -> list[KeptItem]:
    """Events, statements, commitments and figures in order of date, source and position; undated ones last."""
    narrowed = [*conditions(connection, wanted, as_of), as_of.sees(versions)]
    return _kept(connection, _in_order(_joined(select(versions)).where(*narrowed)), as_of)


def items_by_id(connection: Connection, ids: Collection[str], as_of: AsOf = NOW) -> dict[str, KeptItem]:
    """Those of these items that stand and are no actors, by id."""
    some = _joined(select(versions)).where(STANDING, versions.c.kind != Kind.ACTOR.value, as_of.sees(versions))
    listed = sorted(ids)
    parts_of = (listed[start : start + _FEW] for start in range(0, len(listed), _FEW))
    return {kept.id: kept for part in parts_of for kept in _kept(connection, some.where(versions.c.item.in_(part)), as_of)}


def _kept(connection: Connection, query: Select[Any], as_of: AsOf) -> list[KeptItem]:
    """What versions of items say, with who takes part, what stands beside them, what they cite and which entry they tell of."""
    rows = connection.execute(query).all()
    numbers, ids = {row.row for row in rows}, {row.item for row in rows}
    named = select(parts.c.version, parts.c.name, func.coalesce(identities.c.who, parts.c.actor).label("who"))
    named = named.outerjoin(identities, (identities.c.actor == parts.c.actor) & as_of.sees(identities))
    who: dict[int, dict[str, str]] = defaultdict(dict)
    for tie in _some(connection, named.where(parts.c.actor.is_not(None)), parts.c.version, numbers):
        who[tie.version][tie.name] = tie.who
    told = select(tellings.c.item, tellings.c.entry).where(as_of.sees(tellings))
    entry_of = {row.item: row.entry for row in _some(connection, told, tellings.c.item, ids)}
    beside = _beside(connection, {row.source for row in rows}, as_of)
    found = [_kept_item(row, who[row.row], beside.get(row.item, ()), entry_of.get(row.item, row.item)) for row in rows]
    works = _works(connection, {kept.source for kept in found if kept.item.references}, as_of)
    return [replace(kept, cites=cited_by(kept.item, works.get(kept.source, ()))) for kept in found]


def _some(connection: Connection, query: Select[Any], column: ColumnElement[Any], of: Collection[Any]) -> Iterator[Row[Any]]:
    """Rows whose column has one of these values; where there are many, all rows are gone through, in one plain query."""
    if len(of) > _FEW:
        yield from (row for row in connection.execute(query.add_columns(column.label("_of"))) if row._of in of)  # noqa: SLF001
    elif of:
        yield from connection.execute(query.where(column.in_(of)))


def _beside(connection: Connection, of: Collection[str], as_of: AsOf) -> dict[str, tuple[str, ...]]:
    """By the ids of items, those that rest on the same words."""
    placed = select(versions.c.source, versions.c.item, quotes.c.start, quotes.c.exact, quotes.c.suffix)
    placed = placed.join(quotes, quotes.c.version == versions.c.row)
    placed = placed.where(STANDING, versions.c.kind != Kind.ACTOR.value, as_of.sees(versions))
    extents: dict[str, list[Extent]] = defaultdict(list)
    for row in _some(connection, placed, versions.c.source, of):
        extents[row.source].append(Extent.of(row.item, row.exact, row.start, row.suffix))
    return {key: keys for found in extents.values() for key, keys in together(found).items()}


def _works(connection: Connection, of: Collection[str], as_of: AsOf) -> dict[str, tuple[Reference, ...]]:
    """By the ids of sources, what their endnotes cite."""
    listed = select(editions.c.source, editions.c.structure["references"].label("references")).where(as_of.sees(editions))
    return {row.source: tuple(map(_reference, row.references or ())) for row in _some(connection, listed, editions.c.source, of)}


def all_items(connection: Connection, as_of: AsOf = NOW) -> Iterator[Line]:
    """The items of all five kinds that stand, as they travel, in order of source and position."""
    order = (sources.c.seq, versions.c.position, versions.c.kind, versions.c.item)
    found = _joined(select(versions.c.source, versions.c.item, versions.c.payload)).where(STANDING, as_of.sees(versions))
    rows = connection.execute(found.order_by(*order).execution_options(yield_per=1000))
    for source, group in groupby(rows, key=lambda row: row.source):
        beside, works = _beside(connection, {source}, as_of), _works(connection, {source}, as_of).get(source, ())
        for row in group:
            item = payload.load(row.payload)
            yield Line(row.item, source, item, beside.get(row.item, ()), cited_by(item, works))


def actors_called(connection: Connection, name: str, as_of: AsOf = NOW) -> set[str]:
    """The ids of the actors that have this id, name, alias or country code, with all that are one with them."""
    plain = folded(name)
    country = (actors.c.country == name.upper()) & (actors.c.type == "country")
    by_name = select(actors.c.id).where(or_(actors.c.id == name, actors.c.folded == plain, country))
    by_alias = select(aliases.c.actor).join(versions, versions.c.row == aliases.c.version)
    by_alias = by_alias.where(aliases.c.folded == plain, as_of.sees(versions))
    return united(connection, connection.execute(by_name.union(by_alias)).scalars().all(), as_of)


def united(connection: Connection, ids: Collection[str], as_of: AsOf = NOW) -> set[str]:
    """Actors with all that are one with them."""
    known = as_of.sees(identities)
    who = select(identities.c.who).where(identities.c.actor.in_(ids), known)
    heads = {*ids, *connection.execute(who).scalars()}
    return heads | set(connection.execute(select(identities.c.actor).where(identities.c.who.in_(heads), known)).scalars())


def conditions(connection: Connection, wanted: Wanted, as_of: AsOf) -> Iterator[ColumnElement[bool]]:
    """What rows of versions and sources must fulfil."""
    yield STANDING
    yield versions.c.kind != Kind.ACTOR.value  # actors are merged over all sources, and listed elsewhere
    if wanted.kind is not None:
        yield versions.c.kind == wanted.kind.value
    if wanted.since is not None:
        yield versions.c.latest >= days(wanted.since)[0].isoformat()
    if wanted.until is not None:
        yield versions.c.earliest <= days(wanted.until)[1].isoformat()
    if wanted.type is not None:
        yield func.lower(versions.c.type) == wanted.type.lower()
    if wanted.status is not None:
        yield versions.c.status == wanted.status
    if wanted.min_confidence > 0:
        yield versions.c.confidence >= wanted.min_confidence
    if wanted.source is not None:
        yield versions.c.source == source_id(connection, wanted.source, as_of)
    if wanted.actor is not None:
        by_id = select(appearances.c.version).where(appearances.c.actor.in_(actors_called(connection, wanted.actor, as_of)))
        by_name = select(parts.c.version).where(parts.c.folded == folded(wanted.actor))
        yield versions.c.row.in_(by_id.union(by_name))
    for name, key in (("issue", wanted.issue), ("field", wanted.field)):
        if key is not None:
            yield versions.c.row.in_(select(tags.c.version).where(tags.c.list == name, tags.c.key == key))


def days(edtf: str) -> tuple[date, date]:
    """The first and the last day of a date that the user gave. BadDate."""
    between = bounds(edtf.strip())
    if between is None:
        raise BadDate(edtf)
    return between


def _joined(query: Select[Any]) -> Select[Any]:
    """With the source of each item."""
    return query.select_from(versions).join(sources, sources.c.id == versions.c.source)


def _in_order(query: Select[Any]) -> Select[Any]:
    """By date, source and position; undated ones last."""
    by_date = (versions.c.earliest.is_(None), versions.c.earliest, versions.c.latest)
    return query.order_by(*by_date, sources.c.seq, versions.c.position, versions.c.kind, versions.c.item)


def _kept_item(row: Row[Any], who: Mapping[str, str], beside: tuple[str, ...], entry: str) -> KeptItem:
    """A version of an item as what it says."""
    item = payload.load(row.payload)
    if isinstance(item, Actor):
        raise TypeError(row.item)
    review = None if row.review is None else Review(row.review)
    return KeptItem(row.item, row.source, item, row.position, MappingProxyType(dict(who)), review, beside, entry=entry)


def _source_row(row: Row[Any], counts: Mapping[Kind, int]) -> SourceRow:
    """A row of sources as what it says."""
    return SourceRow(
        id=row.id,
        name=row.name,
        metadata=_metadata(row),
        words=row.words,
        added=time_of(row.added),
        reader=row.reader,
        unread=row.unread,
        copy_of=row.copy_of,
        counts=MappingProxyType(dict(counts)),
    )


def _metadata(row: Row[Any]) -> Metadata:
    """The metadata in a row of sources."""
    return Metadata(
        title=row.title,
        publisher=row.publisher,
        author=row.author,
        published=row.published,
        language=row.language,
        url=row.url,
        kind=row.kind,
        pair=(row.pair_first, row.pair_second) if row.pair_first and row.pair_second else None,
        extra=row.extra,
    )
