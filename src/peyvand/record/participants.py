"""Who takes part in what items say, as the record stood, and items as what one source tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from peyvand.model import Actor, ActorType
from peyvand.record import payload
from peyvand.record.merging import Telling, content_words
from peyvand.record.moments import NOW, AsOf
from peyvand.record.portions import SOME, portions
from peyvand.record.schema import actors, identities, parts


def participants(connection: Connection, rows: Collection[int], as_of: AsOf = NOW) -> dict[int, list[Row[Any]]]:
    """By versions of items: each name in one, who it means (`who`), and that one's `country` and `type`."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for portion in portions(rows):
        for row in connection.execute(_named(as_of), {"some": portion}):
            found[row.version].append(row)
    return found


@lru_cache(maxsize=4)
def _named(as_of: AsOf) -> Select[Any]:
    """The question for the names in some versions."""
    who = func.coalesce(identities.c.who, parts.c.actor).label("who")
    named = select(parts.c.version, parts.c.name, who, actors.c.country, actors.c.type)
    named = named.join(actors, actors.c.id == parts.c.actor)
    named = named.outerjoin(identities, (identities.c.actor == parts.c.actor) & as_of.sees(identities))
    return named.where(parts.c.version.in_(SOME))


def telling(row: Row[Any], named: Sequence[Row[Any]]) -> Telling:
    """A version of an item (`item`, `source`, `payload`, and `published` of its source) as what it tells, by its participants."""
    item = payload.load(row.payload)
    if isinstance(item, Actor):
        raise TypeError(row.item)
    return Telling(
        id=row.item,
        source=row.source,
        item=item,
        published=row.published,
        actors={one.name: one.who for one in named},
        countries={one.name: one.country for one in named if one.country is not None},
        words=content_words(item.quote.exact),
        types={one.name: ActorType(one.type) for one in named},
    )
