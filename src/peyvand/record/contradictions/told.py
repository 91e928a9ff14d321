"""Items as contradictions are found among them: what each tells, where, and who is meant, as the record stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from peyvand.model import ActorType, Quoted
from peyvand.record.contradictions.kinds import Side
from peyvand.record.merging import Telling
from peyvand.record.moments import AsOf
from peyvand.record.participants import participants, telling
from peyvand.record.portions import portions
from peyvand.record.queries import STANDING
from peyvand.record.schema import editions, items, sources, tellings, versions


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An item that stands, with its source."""

    id: str
    number: int  # in the order of reading
    entry: str
    source: str
    root: str  # the first source with nearly the same text
    title: str | None
    publisher: str | None
    telling: Telling
    persons: frozenset[str]  # names in it that are those of persons

    @property
    def item(self) -> Quoted:
        """What it says."""
        return self.telling.item

    def side(self, says: str, also: Iterable[Told] = ()) -> Side:
        """As a side of a contradiction."""
        return Side(
            item=self.id,
            entry=self.entry,
            said=self.item,
            says=says,
            source=self.source,
            title=self.title,
            publisher=self.publisher,
            published=self.telling.published,
            root=self.root,
            also=tuple(other.id for other in also),
        )


def told(connection: Connection, ids: Collection[str], as_of: AsOf) -> dict[str, Told]:
    """Those of these items that stood, by id."""
    found: dict[str, Told] = {}
    for some in portions(sorted(ids)):
        rows = connection.execute(_rows(as_of).where(versions.c.item.in_(some))).all()
        named = participants(connection, [row.row for row in rows], as_of)
        found |= {row.item: _told(row, named[row.row]) for row in rows}
    return found


def told_of(connection: Connection, entries: Collection[str], as_of: AsOf) -> dict[str, list[Told]]:
    """The items that tell of entries, by entry, in the order of reading."""
    ids: list[str] = []
    for some in portions(sorted(entries)):
        found = select(tellings.c.item).where(tellings.c.entry.in_(some), as_of.sees(tellings))
        ids += connection.execute(found).scalars()
    by_entry: dict[str, list[Told]] = defaultdict(list)
    for one in sorted(told(connection, ids, as_of).values(), key=lambda one: one.number):
        by_entry[one.entry].append(one)
    return by_entry


def around(connection: Connection, one: Told, before: int, after: int, as_of: AsOf) -> str:
    """The text about an item's quote: so many characters before it begins, and after it ends."""
    start, end = max(0, one.item.quote.start - before), one.item.quote.end + after
    text = func.substr(editions.c.text, start + 1, end - start)
    return str(connection.execute(select(text).where(editions.c.source == one.source, as_of.sees(editions))).scalar() or "")


def _rows(as_of: AsOf) -> Select[Any]:
    """Items that stood, with their sources and entries."""
    root = func.coalesce(sources.c.copy_of, sources.c.id).label("root")
    columns = (versions.c.row, versions.c.item, versions.c.source, versions.c.payload, items.c.number, tellings.c.entry)
    return (
        select(*columns, root, editions.c.title, editions.c.publisher, editions.c.published)
        .select_from(versions)
        .join(items, items.c.id == versions.c.item)
        .join(sources, sources.c.id == versions.c.source)
        .join(editions, (editions.c.source == versions.c.source) & as_of.sees(editions))
        .outerjoin(tellings, (tellings.c.item == versions.c.item) & as_of.sees(tellings))
        .where(STANDING, versions.c.kind != "actor", as_of.sees(versions))
    )


def _told(row: Row[Any], named: Sequence[Row[Any]]) -> Told:
    """A version of an item as what it tells."""
    persons = frozenset(one.name for one in named if one.type == ActorType.PERSON)
    where = (row.entry or row.item, row.source, row.root, row.title, row.publisher)
    return Told(row.item, row.number, *where, telling(row, named), persons)
