"""What the record is asked: sources, items and actors. Listings never load a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from peyvand.dates import bounds
from peyvand.errors import BadDate, NotInRecord
from peyvand.exchange import Extent, Line, cited_by, together
from peyvand.model import Actor, Block, BlockKind, Cited, Kind, Marker, Metadata, Reference, Source
from peyvand.record import payload
from peyvand.record.names import folded
from peyvand.record.schema import actors, aliases, items, parts, quotes, sources
from peyvand.record.views import KeptItem, Review, SourceRow

_LISTED = [column for column in sources.c if column.name not in {"text", "structure", "fingerprint"}]
_FEW = 500  # sources that are asked for by id; of more, all are: that is one plain query
# NULL is compared with IS: a rejected item is out, one without review is in.
STANDING = or_(items.c.review.is_(None), items.c.review != Review.REJECTED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a listing of items is narrowed to; None leaves a thing open."""

    kind: Kind | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    actor: str | None = None
    source: str | None = None
    status: str | None = None
    min_confidence: float = 0.0


def source_rows(connection: Connection, ids: Iterable[str] | None = None) -> list[SourceRow]:
    """Sources in the order they were added: all of them, or those asked for."""
    listed = select(*_LISTED).order_by(sources.c.seq)
    counted = select(items.c.source, items.c.kind, func.count().label("number")).where(STANDING)
    counted = counted.group_by(items.c.source, items.c.kind)
    if ids is not None:
        wanted = list(ids)
        listed, counted = listed.where(sources.c.id.in_(wanted)), counted.where(items.c.source.in_(wanted))
    counts: dict[str, dict[Kind, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
    for row in connection.execute(counted):
        counts[row.source][Kind(row.kind)] = row.number
    return [_source_row(row, counts[row.id]) for row in connection.execute(listed)]


def source_id(connection: Connection, start: str) -> str:
    """The id of the source whose id begins like this."""
    if len(start) == 0 or not start.isalnum():
        raise NotInRecord(start, "source")
    found = select(sources.c.id).where(sources.c.id.startswith(start.lower())).limit(2)
    ids: list[str] = list(connection.execute(found).scalars())
    if len(ids) != 1:
        raise NotInRecord(start, "source", several=bool(ids))
    return ids[0]


def full_source(connection: Connection, key: str) -> Source:
    """A source with its text and structure."""
    row = connection.execute(select(sources).where(sources.c.id == key)).one()
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
    if len(start) == 0 or not start.isalnum():
        raise NotInRecord(start, "item")
    rows = connection.execute(select(items.c.id, items.c.source).where(items.c.id.startswith(start.lower())).limit(2)).all()
    if len(rows) != 1:
        raise NotInRecord(start, "item", several=bool(rows))
    return rows[0].id, rows[0].source


def kept_items(connection: Connection, wanted: Wanted) -> list[KeptItem]:
    """Events, statements, commitments and figures in order of date, source and position; undated ones last."""
    conditions = list(_conditions(connection, wanted))
    rows = connection.execute(_in_order(_joined(select(items)).where(*conditions))).all()
    tied = _joined(select(parts.c.item, parts.c.name, parts.c.actor)).join(parts, parts.c.item == items.c.id)
    who: dict[str, dict[str, str]] = defaultdict(dict)
    same = same_actors(connection)
    for tie in connection.execute(tied.where(*conditions, parts.c.actor.is_not(None))):
        who[tie.item][tie.name] = same.get(tie.actor, tie.actor)
    sources_of = {row.source for row in rows}
    beside = _beside(connection, sources_of)
    found = [_kept_item(row, who[row.id], beside.get(row.id, ())) for row in rows]
    works = _works(connection, {kept.source for kept in found if kept.item.references})
    return [replace(kept, cites=cited_by(kept.item, works.get(kept.source, ()))) for kept in found]


def _beside(connection: Connection, of: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By the ids of items, those that rest on the same words."""
    placed = select(items.c.source, items.c.id, quotes.c.start, quotes.c.exact, quotes.c.suffix)
    placed = placed.join(quotes, quotes.c.item == items.c.id).where(STANDING, items.c.kind != Kind.ACTOR.value)
    extents: dict[str, list[Extent]] = defaultdict(list)
    for row in connection.execute(placed.where(items.c.source.in_(of)) if len(of) <= _FEW else placed):
        extents[row.source].append(Extent.of(row.id, row.exact, row.start, row.suffix))
    return {key: keys for found in extents.values() for key, keys in together(found).items()}


def _works(connection: Connection, of: Collection[str]) -> dict[str, tuple[Reference, ...]]:
    """By the ids of sources, what their endnotes cite."""
    listed = select(sources.c.id, sources.c.structure["references"].label("references"))
    rows = connection.execute(listed.where(sources.c.id.in_(of)) if len(of) <= _FEW else listed) if of else ()
    return {row.id: tuple(map(_reference, row.references or ())) for row in rows}


def all_items(connection: Connection) -> Iterator[Line]:
    """The items of all five kinds that stand, as they travel, in order of source and position."""
    order = (sources.c.seq, items.c.position, items.c.kind, items.c.id)
    found = (
        select(items.c.source, items.c.id, items.c.payload)
        .join(sources, sources.c.id == items.c.source)
        .where(STANDING)
        .order_by(*order)
    )
    rows = connection.execute(found.execution_options(yield_per=1000))
    for source, group in groupby(rows, key=lambda row: row.source):
        beside, works = _beside(connection, {source}), _works(connection, {source}).get(source, ())
        for row in group:
            item = payload.load(row.payload)
            yield Line(row.id, source, item, beside.get(row.id, ()), cited_by(item, works))


def same_actors(connection: Connection) -> dict[str, str]:
    """By id, the actors without a country that are the one of that name and type whose country another source tells."""
    known = actors.alias()
    same = (actors.c.folded == known.c.folded) & (actors.c.type == known.c.type) & known.c.country.is_not(None)
    pairs = select(actors.c.id, func.min(known.c.id).label("known")).join(known, same).where(actors.c.country.is_(None))
    one = pairs.group_by(actors.c.id).having(func.count() == 1)  # of two namesakes, nobody can say which
    return {row.id: row.known for row in connection.execute(one)}


def actors_called(connection: Connection, name: str) -> set[str]:
    """The ids of the actors that have this id, name, alias or country code."""
    plain = folded(name)
    country = (actors.c.country == name.upper()) & (actors.c.type == "country")
    by_name = select(actors.c.id).where(or_(actors.c.id == name, actors.c.folded == plain, country))
    by_alias = select(aliases.c.actor).where(aliases.c.folded == plain)
    found = set(connection.execute(by_name.union(by_alias)).scalars())
    return found | {unknown for unknown, known in same_actors(connection).items() if known in found}


def _conditions(connection: Connection, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What rows of items and sources must fulfil."""
    yield STANDING
    yield items.c.kind != Kind.ACTOR.value  # actors are merged over all sources, and listed elsewhere
    if wanted.kind is not None:
        yield items.c.kind == wanted.kind.value
    if wanted.since is not None:
        yield items.c.latest >= _days(wanted.since)[0].isoformat()
    if wanted.until is not None:
        yield items.c.earliest <= _days(wanted.until)[1].isoformat()
    if wanted.type is not None:
        yield func.lower(items.c.type) == wanted.type.lower()
    if wanted.status is not None:
        yield items.c.status == wanted.status
    if wanted.min_confidence > 0:
        yield items.c.confidence >= wanted.min_confidence
    if wanted.source is not None:
        yield items.c.source == source_id(connection, wanted.source)
    if wanted.actor is not None:
        named = or_(parts.c.actor.in_(actors_called(connection, wanted.actor)), parts.c.folded == folded(wanted.actor))
        yield items.c.id.in_(select(parts.c.item).where(named))


def _days(edtf: str) -> tuple[date, date]:
    """The first and the last day of a date that the user gave."""
    between = bounds(edtf.strip())
    if between is None:
        raise BadDate(edtf)
    return between


def _joined(query: Select[Any]) -> Select[Any]:
    """With the source of each item."""
    return query.select_from(items).join(sources, sources.c.id == items.c.source)


def _in_order(query: Select[Any]) -> Select[Any]:
    """By date, source and position; undated ones last."""
    by_date = (items.c.earliest.is_(None), items.c.earliest, items.c.latest)
    return query.order_by(*by_date, sources.c.seq, items.c.position, items.c.kind, items.c.id)


def _kept_item(row: Row[Any], who: Mapping[str, str], beside: tuple[str, ...]) -> KeptItem:
    """A row of items as what it says."""
    item = payload.load(row.payload)
    if isinstance(item, Actor):
        raise TypeError(row.id)
    review = None if row.review is None else Review(row.review)
    return KeptItem(row.id, row.source, item, row.position, MappingProxyType(dict(who)), review, beside)


def _source_row(row: Row[Any], counts: Mapping[Kind, int]) -> SourceRow:
    """A row of sources as what it says."""
    return SourceRow(
        id=row.id,
        name=row.name,
        metadata=_metadata(row),
        words=row.words,
        added=row.added,
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
