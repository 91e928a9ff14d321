"""The tables that know where words stand: FTS5 of SQLite, or `tsvector` of PostgreSQL, behind one face.

Both hold no text, only words and keys that `terms` makes, by the row that a text or an item is kept in. Rows are only ever added;
what isn't known any more is left out when the rows are fetched. The later a row, the sooner it is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import Connection

from peyvand.record.searching.terms import Clause, Phrase

MOST = 900  # rows that one question to a table gives: an older SQLite takes no more than 999 parameters in the next one
# A tsvector has no places after the 16,383rd word, and no more than 255 of one word: in such a text a phrase may stand anywhere.
_PLACES, _PLACES_OF_ONE = 16_383, 255
_LONG = "#long"
# FTS5 puts all places of all words with a beginning together before it gives the first row; for so many words, asking for each
# of them is faster by far (at a million items 40 ms for 2 s), so they are kept in a table of their own.
_VOCABULARY, _BEGINNING = "search_vocabulary", 600
_ROOM = 900_000  # bytes of a tsvector, which holds no more than 1 MB


class Words(StrEnum):
    """A table of words."""

    SOURCES = "search_sources"  # by editions.row
    ITEMS = "search_items"  # by versions.row


_FOLLOWS = "<->"  # in a tsquery
# Rows in which PostgreSQL looks up words by its index. The words of a source, unlike an item's, are kept apart from its row, so
# that to go through the latest rows instead is slow unless nearly every one is what is looked for.
_FEW = {Words.SOURCES: 100_000, Words.ITEMS: 20_000}


def make(connection: Connection) -> None:
    """Make the tables, empty; those that are there go."""
    for table in Words:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
        if connection.dialect.name == "sqlite":
            # All but ASCII is a sign of a word to this tokenizer, and what isn't is told to it here: words come ready made.
            shape = """words, content='', columnsize=0, tokenize="ascii tokenchars ':#^|_'" """
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {table} USING fts5({shape})")
            connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_VOCABULARY} (word TEXT PRIMARY KEY) WITHOUT ROWID")
        else:
            connection.exec_driver_sql(f"CREATE TABLE {table} (row integer PRIMARY KEY, words tsvector NOT NULL)")
            connection.exec_driver_sql(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")


def put(connection: Connection, table: Words, rows: Mapping[int, Sequence[str]]) -> None:
    """Write the words of rows."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        values = [(row, " ".join(words)) for row, words in rows.items()]
        connection.exec_driver_sql(f"INSERT INTO {table}(rowid, words) VALUES (?, ?)", values)  # noqa: S608
        known = sorted({word for words in rows.values() for word in words if ":" not in word})
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO {_VOCABULARY} VALUES (?)", [(word,) for word in known])  # noqa: S608
    else:
        values = [(row, _vector(words)) for row, words in rows.items()]
        connection.exec_driver_sql(f"INSERT INTO {table}(row, words) VALUES (%s, %s::tsvector)", values)  # noqa: S608


def forget(connection: Connection, table: Words, row: int, words: Sequence[str]) -> None:
    """Take the words of a row away, which must be those that were written."""
    if connection.dialect.name == "sqlite":
        values = (row, " ".join(words))
        connection.exec_driver_sql(f"INSERT INTO {table}({table}, rowid, words) VALUES ('delete', ?, ?)", values)  # noqa: S608
    else:
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE row = %s", (row,))  # noqa: S608


def rows_with(connection: Connection, table: Words, wanted: Sequence[Clause]) -> Iterator[list[int]]:
    """The rows that fulfil all clauses, the latest first, some at a time."""
    if not all(wanted):  # a period that ends before it begins
        return
    if connection.dialect.name == "sqlite":
        question = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT {MOST}"  # noqa: S608
        asked = " AND ".join(_match([each for one in clause for each in _begun(connection, one)]) for clause in wanted)
    else:
        question = f"SELECT row FROM {table} WHERE words @@ %s::tsquery AND row < %s ORDER BY row DESC LIMIT {MOST}"  # noqa: S608
        asked = " & ".join(_query(clause) for clause in wanted)
        if not _are_too_many(connection, table, asked):
            yield from _looked_up(connection, table, asked)
            return
    before = 2**31 - 1
    while found := list(connection.exec_driver_sql(question, (asked, before)).scalars()):
        yield found
        if len(found) < MOST:
            return
        before = found[-1]


def _looked_up(connection: Connection, table: Words, asked: str) -> Iterator[list[int]]:
    """The rows that PostgreSQL finds by its index.

    Left to itself it guesses how many there are, and goes back through the whole table for the latest of a rare word.
    """
    question = f"SELECT row FROM {table} WHERE words @@ %s::tsquery ORDER BY row + 0 DESC LIMIT {MOST} OFFSET %s"  # noqa: S608
    start = 0
    while found := _by_index(connection, question, (asked, start)):
        yield found
        if len(found) < MOST:
            return
        start += MOST


def _are_too_many(connection: Connection, table: Words, asked: str) -> bool:
    """Whether so many rows have the words that it is faster to go back through the latest."""
    # The index doesn't know which word follows which: each row that has the words of a phrase must be looked at.
    most = _FEW[table] // (20 if _FOLLOWS in asked else 1)
    some = f"SELECT 1 FROM {table} WHERE words @@ %s::tsquery LIMIT {most + 1}"  # noqa: S608
    return _by_index(connection, f"SELECT count(*) FROM ({some}) AS found", (asked.replace(_FOLLOWS, "&"),)) > [most]  # noqa: S608


def _by_index(connection: Connection, question: str, values: tuple[str | int, ...]) -> list[int]:
    """The numbers that a question gives which goes by the index of the words."""
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    found = list(connection.exec_driver_sql(question, values).scalars())
    connection.exec_driver_sql("SET LOCAL enable_seqscan = on")
    return found


def _begun(connection: Connection, phrase: Phrase) -> Clause:
    """A beginning as the words that have it, where they aren't too many."""
    if not phrase.begins or len(phrase.words) > 1:
        return (phrase,)
    begin = phrase.words[0]
    question = f"SELECT word FROM {_VOCABULARY} WHERE word >= ? AND word < ? LIMIT {_BEGINNING + 1}"  # noqa: S608
    words = connection.exec_driver_sql(question, (begin, begin + chr(0x10FFFF))).scalars().all()
    return tuple(Phrase((word,)) for word in words) if 0 < len(words) <= _BEGINNING else (phrase,)


def _match(clause: Sequence[Phrase]) -> str:
    """A clause in the words of FTS5."""
    return "(" + " OR ".join(f'"{" ".join(one.words)}"' + ("*" if one.begins else "") for one in clause) + ")"


def _query(clause: Clause) -> str:
    """A clause in the words of a tsquery."""
    return "(" + " | ".join(map(_phrase, clause)) + ")"


def _phrase(phrase: Phrase) -> str:
    """A phrase in the words of a tsquery."""
    lexemes = [f"'{word}'" for word in phrase.words]
    lexemes[-1] += ":*" if phrase.begins else ""
    if len(lexemes) == 1:
        return lexemes[0]
    return f"(({f' {_FOLLOWS} '.join(lexemes)}) | ('{_LONG}' & {' & '.join(lexemes)}))"


def _vector(words: Iterable[str]) -> str:
    """Words as a tsvector is written."""
    places: dict[str, list[int]] = {}
    number = 0
    for number, word in enumerate(words, 1):
        places.setdefault(word, []).append(number)
    long = number > _PLACES or any(len(found) > _PLACES_OF_ONE for found in places.values())
    if long:
        places[_LONG] = [1]
    written: list[str] = []
    room = _ROOM
    for word, found in places.items():
        shown = found[:_PLACES_OF_ONE] if number <= _PLACES else ()
        room -= len(word.encode()) + 2 * len(shown) + 4
        if room > 0 or word == _LONG:
            written.append(f"'{word}'" + (":" + ",".join(map(str, shown)) if shown else ""))
    return " ".join(written)
