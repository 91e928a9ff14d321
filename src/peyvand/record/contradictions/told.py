"""Items as contradictions are found among them: what each tells, where, and who is meant, as the record stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from peyvand.model import Actor, ActorType, Quoted
from peyvand.record import payload
from peyvand.record.contradictions.kinds import Side
from peyvand.record.merging import Telling, content_words
from peyvand.record.moments import AsOf
from peyvand.record.portions import portions
from peyvand.record.queries import STANDING
from peyvand.record.schema import actors, editions, identities, items, parts, sources, tellings, versions


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
        whose = _whose(connection, [row.row for row in rows], as_of)
        found |= {row.item: _told(row, whose[row.row]) for row in rows}
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


def _whose(connection: Connection, rows: Sequence[int], as_of: AsOf) -> dict[int, list[Row[Any]]]:
    """Who takes part in versions of items, by version."""
    who = func.coalesce(identities.c.who, parts.c.actor).label("who")
    named = select(parts.c.version, parts.c.name, who, actors.c.country, actors.c.type)
    named = named.join(actors, actors.c.id == parts.c.actor)
    named = named.outerjoin(identities, (identities.c.actor == parts.c.actor) & as_of.sees(identities))
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(named.where(parts.c.version.in_(rows))):
        found[row.version].append(row)
    return found


def _told(row: Row[Any], named: Sequence[Row[Any]]) -> Told:
    """A version of an item as what it tells."""
    item = payload.load(row.payload)
    if isinstance(item, Actor):
        raise TypeError(row.item)
    telling = Telling(
        id=row.item,
        source=row.source,
        item=item,
        published=row.published,
        actors={one.name: one.who for one in named},
        countries={one.name: one.country for one in named if one.country is not None},
        words=content_words(item.quote.exact),
        types={one.name: ActorType(one.type) for one in named},
    )
    persons = frozenset(one.name for one in named if one.type == ActorType.PERSON)
    return Told(row.item, row.number, row.entry or row.item, row.source, row.root, row.title, row.publisher, telling, persons)
