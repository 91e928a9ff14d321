"""Sources of one record into another, each with its items: wholly where it is new, else what its side alone decided about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.exchange import quotes_of
from peyvand.model import Source
from peyvand.record.copies import nearly_same
from peyvand.record.exchanging.differing import Conflict, Difference
from peyvand.record.moments import NOW
from peyvand.record.portions import portions
from peyvand.record.queries import full_source
from peyvand.record.schema import concerns, decisions, editions, items, readings, sources
from peyvand.record.writing import Incoming, Standing, among, put_reading, put_source, put_standings, put_text, standings

_MANY = 400
_COMPARED = [
    *(editions.c[name] for name in ("source", "text_sha256", "title", "publisher", "author", "published", "language", "url")),
    *(editions.c[name] for name in ("kind", "pair_first", "pair_second", "extra")),
    *(readings.c.reader, readings.c.unread),
]


@dataclass(slots=True)
class Taken:
    """What has come in so far."""

    sources: int = 0
    known: int = 0
    items: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def take_sources(ours: Connection, theirs: Connection) -> Taken:
    """Bring in all sources, in the order in which they were added there."""
    taken = Taken()
    for some in _batches(theirs):
        there, here = ({row.source: tuple(row) for row in _states(one, some)} for one in (theirs, ours))
        decided = _decided_in(theirs, some)
        for row in some:
            if row.id in here and here[row.id] == there[row.id] and row.id not in decided:
                taken.known += 1  # it is the same on both desks
            else:
                _take_source(ours, theirs, row, taken)
    return taken


def _batches(connection: Connection) -> Iterator[Sequence[Row[Any]]]:
    """The sources of a record, some at a time."""
    last = -1
    listed = select(sources).order_by(sources.c.seq).limit(_MANY)
    while rows := connection.execute(listed.where(sources.c.seq > last)).all():
        yield rows
        last = rows[-1].seq


def _states(connection: Connection, some: Sequence[Row[Any]]) -> Sequence[Row[Any]]:
    """What sources are by now, but for their items."""
    found = select(*_COMPARED).outerjoin(readings, (readings.c.source == editions.c.source) & NOW.sees(readings))
    return connection.execute(found.where(editions.c.source.in_([row.id for row in some]), NOW.sees(editions))).all()


def _decided_in(connection: Connection, some: Sequence[Row[Any]]) -> set[str]:
    """Those of these sources about whose items a person has decided something."""
    found = select(items.c.source).join(concerns, concerns.c.subject == items.c.id)
    found = found.join(decisions, decisions.c.seq == concerns.c.decision)
    found = found.where(items.c.source.in_([row.id for row in some]), decisions.c.machine.is_(False))
    return set(connection.execute(found.distinct()).scalars())


def _take_source(ours: Connection, theirs: Connection, row: Row[Any], taken: Taken) -> None:
    """Bring in a source with its items."""
    entry = _entry(theirs, row)
    found = standings(theirs, row.id)
    if ours.execute(select(sources.c.id).where(sources.c.id == row.id)).first() is None:
        twin = nearly_same(ours, entry)
        put_source(ours, entry, copy_of=twin and twin.id)
        put_standings(ours, entry.source, found, {})
        taken.sources += 1
        taken.items += len(found)
        return
    taken.known += 1
    former = standings(ours, row.id)
    present = full_source(ours, row.id)
    decided = persons(theirs, found)
    if present.metadata != entry.source.metadata:
        taken.conflicts.append(Conflict(Difference.METADATA, row.id, _said(present), _said(entry.source), "ours"))
    if present.text == entry.source.text:
        newer = _reader(theirs, row.id) > _reader(ours, row.id)
        wanted = _wanted(former, found, persons(ours, former), decided, newer=newer)
        if newer:
            put_reading(ours, entry)
    else:
        present, wanted = _other_text(ours, entry, present, former, found, decided, taken.conflicts)
    put_standings(ours, present, wanted, former)
    taken.items += len(wanted.keys() - former.keys())


def _other_text(
    ours: Connection,
    entry: Incoming,
    present: Source,
    former: Mapping[str, Standing],
    found: Mapping[str, Standing],
    decided: Collection[str],
    conflicts: list[Conflict],
) -> tuple[Source, dict[str, Standing]]:
    """What stands of a source whose text two desks have differently: theirs where there alone anyone decided about it."""
    mine, other = (f"{len(one.text):,} characters" for one in (present, entry.source))
    if decided and put_text(ours, entry):
        put_reading(ours, entry)
        conflicts.append(Conflict(Difference.TEXT, present.id, mine, other, "theirs"))
        return replace(entry.source, metadata=present.metadata), dict(found)
    conflicts.append(Conflict(Difference.TEXT, present.id, mine, other, "ours"))
    news = {id_: one for id_, one in found.items() if id_ in decided and id_ not in former}
    sound = {id_: one for id_, one in news.items() if fits(present, one)}
    lost = sorted(news.keys() - sound.keys())
    conflicts += [Conflict(Difference.TEXT, id_, "no such words", "an item with decisions about it", "ours") for id_ in lost]
    return present, {**former, **sound}


def _said(source: Source) -> str:
    """A source's metadata in a line."""
    says = source.metadata
    return ", ".join(part for part in (says.title, says.publisher, says.author, says.published, says.language, says.url) if part)


def _wanted(
    former: Mapping[str, Standing], found: Mapping[str, Standing], mine: Collection[str], other: Collection[str], *, newer: bool
) -> dict[str, Standing]:
    """The items of a source that both have: those that anyone decided about (`mine`, `other`), and the rest of one reading."""
    kept = {id_: one for id_, one in found.items() if id_ in other} | {
        id_: one for id_, one in former.items() if id_ in mine or id_ in other
    }  # what comes of those that both have is the log's to say
    decided = [one.item for one in kept.values()]
    rest = found if newer else former
    return kept | {id_: one for id_, one in rest.items() if id_ not in kept and (id_ in former or not among(one.item, decided))}


def fits(source: Source, one: Standing) -> bool:
    """Whether an item's words stand where it says."""
    return all(source.text[quote.start : quote.end] == quote.exact for quote in quotes_of(one.item))


def persons(connection: Connection, found: Collection[str]) -> set[str]:
    """Those of these items about which a person has decided something."""
    listed, decided = sorted(found), set[str]()
    about = select(concerns.c.subject).join(decisions, decisions.c.seq == concerns.c.decision)
    for portion in portions(listed):
        some = concerns.c.subject.in_(portion)
        decided |= set(connection.execute(about.where(some, decisions.c.machine.is_(False))).scalars())
    return decided


def _reader(connection: Connection, key: str) -> tuple[int, str]:
    """The version of the reader that read a source, such that a newer one is greater."""
    found = select(readings.c.reader).where(readings.c.source == key, NOW.sees(readings))
    version = connection.execute(found).scalar() or ""
    return len(version), version


def _entry(connection: Connection, row: Row[Any]) -> Incoming:
    """A source of a record as it goes into another, without its items."""
    edition = select(editions.c.fingerprint).where(editions.c.source == row.id, NOW.sees(editions))
    read = select(readings.c.reader, readings.c.unread).where(readings.c.source == row.id, NOW.sees(readings))
    reader, unread = connection.execute(read).one()
    return Incoming(
        full_source(connection, row.id),
        row.sha256,
        row.file,
        row.media,
        reader=reader,
        unread=unread,
        fingerprint=connection.execute(edition).scalar_one(),
    )
