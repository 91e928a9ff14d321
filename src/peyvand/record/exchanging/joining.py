"""What one record knows into another: sources and items that aren't there, all decisions, and what they come to together.

Both records are open at once. What comes in is known from the moment of the import on; what two desks say differently is listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.exchange import quotes_of
from peyvand.model import Source
from peyvand.record.copies import nearly_same
from peyvand.record.decisions import settle
from peyvand.record.exchanging.differing import Conflict, Difference, ImportReport
from peyvand.record.exchanging.logs import Came, concerned, take_in
from peyvand.record.exchanging.weighing import groupings, reviews_of, weigh
from peyvand.record.gathering import gather_waiting
from peyvand.record.grouping import ACTORS, ITEMS, regroup
from peyvand.record.linking import settle_links
from peyvand.record.log import Act
from peyvand.record.moments import NOW
from peyvand.record.queries import full_source
from peyvand.record.schema import actors, concerns, decisions, editions, items, readings, sources
from peyvand.record.writing import Entry, Standing, among, put_reading, put_source, put_standings, put_text, standings

_MANY = 400
_REVIEWING = {Act.ACCEPT, Act.CORRECT, Act.REJECT, Act.NOTE, Act.UNDO}
_GROUPING = {Act.MERGE, Act.SPLIT, Act.UNDO}


@dataclass(slots=True)
class _Count:
    """What has come in so far."""

    sources: int = 0
    known: int = 0
    items: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def join(ours: Connection, theirs: Connection) -> ImportReport:
    """Bring another record into this one, within this one's transaction."""
    count = _Count()
    for row in theirs.execute(select(sources).order_by(sources.c.seq)).all():
        _take_source(ours, theirs, row, count)
    decided = _decided(theirs)
    before = reviews_of(ours, decided)
    came, common = take_in(ours, theirs)
    _follow(ours, came)
    while gather_waiting(ours, _MANY):
        pass
    count.conflicts += weigh(ours, before, reviews_of(theirs, decided), came, common)
    count.conflicts += groupings(ours, came)
    return ImportReport(
        sources=count.sources, known=count.known, items=count.items, decisions=len(came), conflicts=tuple(count.conflicts)
    )


def _take_source(ours: Connection, theirs: Connection, row: Row[Any], count: _Count) -> None:
    """Bring in a source with its items."""
    entry = _entry(theirs, row)
    found = standings(theirs, row.id)
    if ours.execute(select(sources.c.id).where(sources.c.id == row.id)).first() is None:
        twin = nearly_same(ours, entry)
        put_source(ours, entry, copy_of=twin and twin.id)
        put_standings(ours, entry.source, found, {})
        count.sources += 1
        count.items += len(found)
        return
    count.known += 1
    former = standings(ours, row.id)
    present = full_source(ours, row.id)
    decided = persons(theirs, found)
    if present.metadata != entry.source.metadata:
        count.conflicts.append(Conflict(Difference.METADATA, row.id, _said(present), _said(entry.source), "ours"))
    if present.text == entry.source.text:
        newer = _reader(theirs, row.id) > _reader(ours, row.id)
        wanted = _wanted(former, found, persons(ours, former), decided, newer=newer)
        if newer:
            put_reading(ours, entry)
    else:
        present, wanted = _other_text(ours, entry, present, former, found, decided, count.conflicts)
    put_standings(ours, present, wanted, former)
    count.items += len(wanted.keys() - former.keys())


def _other_text(
    ours: Connection,
    entry: Entry,
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
    for start in range(0, len(listed), _MANY):
        some = concerns.c.subject.in_(listed[start : start + _MANY])
        decided |= set(connection.execute(about.where(some, decisions.c.machine.is_(False))).scalars())
    return decided


def _decided(connection: Connection) -> set[str]:
    """The items about which a person has decided something."""
    about = select(concerns.c.subject).join(decisions, decisions.c.seq == concerns.c.decision)
    about = about.join(items, items.c.id == concerns.c.subject)
    return set(connection.execute(about.where(decisions.c.machine.is_(False)).distinct()).scalars())


def _reader(connection: Connection, key: str) -> tuple[int, str]:
    """The version of the reader that read a source, such that a newer one is greater."""
    found = select(readings.c.reader).where(readings.c.source == key, NOW.sees(readings))
    version = connection.execute(found).scalar() or ""
    return len(version), version


def _entry(connection: Connection, row: Row[Any]) -> Entry:
    """A source of a record as it goes into another, without its items."""
    edition = select(editions.c.fingerprint).where(editions.c.source == row.id, NOW.sees(editions))
    read = select(readings.c.reader, readings.c.unread).where(readings.c.source == row.id, NOW.sees(readings))
    reader, unread = connection.execute(read).one()
    return Entry(
        full_source(connection, row.id),
        row.sha256,
        row.file,
        row.media,
        reader=reader,
        unread=unread,
        fingerprint=connection.execute(edition).scalar_one(),
    )


def _follow(connection: Connection, came: list[Came]) -> None:
    """Bring everything that the new decisions are about to what both logs say."""
    by_persons = [decision for decision in came if not decision.machine]
    of_items = _there(connection, items.c.id, concerned(came, {*Act}))
    for item in sorted(of_items & concerned(by_persons, _REVIEWING)):
        settle(connection, item)
    grouped = concerned(came, _GROUPING)
    regroup(connection, ITEMS, of_items & grouped)
    regroup(connection, ACTORS, _there(connection, actors.c.id, grouped))
    linked = sorted(of_items & concerned(came, {Act.LINK, Act.UNDO}))
    for start in range(0, len(linked), _MANY):
        settle_links(connection, linked[start : start + _MANY])


def _there(connection: Connection, column: Any, ids: Collection[str]) -> set[str]:  # noqa: ANN401 (a column of ids)
    """Those of these ids that the record has."""
    listed, found = sorted(ids), set[str]()
    for start in range(0, len(listed), _MANY):
        found |= set(connection.execute(select(column).where(column.in_(listed[start : start + _MANY]))).scalars())
    return found
