"""What things are found by: the words of texts and items, and the keys by which a new source is compared with the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, exists, select
from sqlalchemy.exc import DBAPIError

from peyvand.model import ActorType, Kind
from peyvand.record.checking.looking import MANY, Look
from peyvand.record.checking.report import Problem
from peyvand.record.gathering import gather
from peyvand.record.moments import NOW
from peyvand.record.queries import STANDING
from peyvand.record.schema import actors, appearances, editions, item_keys, items, name_keys, versions, waiting
from peyvand.record.searching.index import rebuild
from peyvand.record.searching.tables import Words, rows_with
from peyvand.record.searching.terms import BREAK, Phrase, any_of, key

_COMPARED = [kind.value for kind in (Kind.EVENT, Kind.STATEMENT, Kind.COMMITMENT)]
_FEW = 20  # sources that are compared anew at a time
_ENOUGH = 200  # of which something is missing: when all keys are gone, that tells it
_QUOTED = [*_COMPARED, Kind.FIGURE.value]


def words(look: Look) -> Iterator[Problem]:
    """Every text and every item that can be found stands in the tables of words, and nothing else; both are made anew if not."""
    found = False
    with look.trying() as connection:
        try:
            for table in Words:
                for row in _missing(look, connection, table):
                    found = True
                    yield Problem("words", f"{table} {row}", "what isn't in the record is found, or what is in it isn't")
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")  # noqa: S608
        except DBAPIError as error:
            if look.interruption.asked:
                raise
            found = True
            yield Problem("words", str(table), f"the table is damaged ({error.orig})")
        if found and look.mending is not None:
            rebuild(connection)


def keys(look: Look) -> Iterator[Problem]:
    """Every name and every item that was compared with the others can be compared with the next."""
    with look.reading() as connection:
        bare = _without_keys(connection)
    damaged = 0
    for start in range(0, len(bare), _FEW):
        some = bare[start : start + _FEW]
        with look.trying() as connection:
            before = _keyed(connection, some) if look.mending is None else {}
            for source in some:
                gather(connection, source, look.holders)
            after = _keyed(connection, some) if look.mending is None else {}
        for source in some:
            if before.get(source) != after.get(source):
                damaged += 1
                yield Problem("source", source, "by what its names or items are compared with others' is missing")
        look.step(0)
        if damaged > _ENOUGH:
            return


def _without_keys(connection: Connection) -> Sequence[str]:
    """The sources that have a name or an item without keys; some items have none for good."""
    unnamed = select(versions.c.source).join(appearances, appearances.c.version == versions.c.row)
    unnamed = unnamed.join(actors, actors.c.id == appearances.c.actor).where(
        NOW.sees(versions),
        actors.c.type != ActorType.COUNTRY.value,
        ~exists(select(1).where(name_keys.c.actor == actors.c.id)),
    )
    unlisted = select(versions.c.source).join(items, items.c.id == versions.c.item)
    unlisted = unlisted.where(  # keys have no index by item: NOT IN goes through them once
        NOW.sees(versions), STANDING, items.c.kind.in_(_COMPARED), items.c.number.not_in(select(item_keys.c.item))
    )
    either = unnamed.union(unlisted).subquery()
    waits = exists(select(1).where(waiting.c.source == either.c.source))
    return connection.execute(select(either.c.source).where(~waits).order_by(either.c.source)).scalars().all()


def _keyed(connection: Connection, of: Sequence[str]) -> dict[str, set[str]]:
    """The names and the items of sources that have keys."""
    found: dict[str, set[str]] = {source: set() for source in of}
    named = select(versions.c.source, name_keys.c.actor).join(appearances, appearances.c.version == versions.c.row)
    named = named.join(name_keys, name_keys.c.actor == appearances.c.actor)
    for row in connection.execute(named.where(versions.c.source.in_(of), NOW.sees(versions)).distinct()):
        found[row.source].add(row.actor)
    own = {row.number: row for row in connection.execute(select(items).where(items.c.source.in_(of)))}
    numbers = sorted(own)
    for start in range(0, len(numbers), MANY):
        some = item_keys.c.item.in_(numbers[start : start + MANY])
        for number in connection.execute(select(item_keys.c.item).where(some).distinct()).scalars():
            found[own[number].source].add(own[number].id)
    return found


def _missing(look: Look, connection: Connection, table: Words) -> Iterator[int]:
    """The rows that a table of words has too many or too few."""
    if table is Words.SOURCES:
        yield from _differing(
            look,
            _descending(connection, select(editions.c.row), editions.c.row),
            chain.from_iterable(rows_with(connection, table, [(Phrase((BREAK,)),)])),
        )
        return
    for kind in _QUOTED:
        yield from _differing(
            look,
            _descending(connection, select(versions.c.row).where(versions.c.kind == kind, STANDING), versions.c.row),
            chain.from_iterable(rows_with(connection, table, [any_of([key("k", kind)])])),
        )


def _descending(connection: Connection, rows: Any, column: Any) -> Iterator[int]:  # noqa: ANN401 (a question, its column)
    """Numbers of rows, the last first."""
    before = 2**31 - 1
    while found := connection.execute(rows.where(column < before).order_by(column.desc()).limit(MANY)).scalars().all():
        yield from found
        before = found[-1]


def _differing(look: Look, wanted: Iterator[int], there: Iterator[int]) -> Iterator[int]:
    """The numbers that only one of two descending rows of numbers has."""
    one, other = next(wanted, None), next(there, None)
    number = 0
    while one is not None or other is not None:
        if one == other:
            one, other = next(wanted, None), next(there, None)
        elif other is None or (one is not None and one > other):
            yield one if one is not None else 0
            one = next(wanted, None)
        else:
            yield other
            other = next(there, None)
        number += 1
        if number % MANY == 0:
            look.step(MANY)
    look.step(number % MANY)
