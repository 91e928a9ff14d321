"""Search in sources and in items: whatever a user types is taken for words and "quoted phrases", never for a query language.

The tables of words give the rows that have all of them, the latest first; which of those is the best is found out from their
texts, among so many as can be looked at in the time that a person waits. Words stand in a source's title or text, and in an
item's quote, in what it is about and in the names in it. Case, accents and the differences between keyboards don't count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from peyvand.record import payload
from peyvand.record.moments import NOW, AsOf
from peyvand.record.names import folded
from peyvand.record.queries import Wanted, actors_called, conditions, days, items_by_id, source_id, source_rows
from peyvand.record.schema import editions, sources, versions
from peyvand.record.searching.contents import TITLE, confidence_keys, dated_keys, item_texts, known_until
from peyvand.record.searching.folding import Folded, fold
from peyvand.record.searching.tables import Words, rows_with
from peyvand.record.searching.terms import Clause, Phrase, Term, any_of, key, terms_of
from peyvand.record.views import Hit, ItemHit

_BEFORE, _LENGTH = 60, 240  # characters of a snippet before its first mark, and in all
# How many are ranked: 200 texts of a page take 30 ms, 400 items 10 ms; a rarer word has all of its places ranked.
_SOURCES, _ITEMS = 200, 400
_ROUNDS = 8  # questions to the table of words after which so many as are shown must do: few of its rows are what is wanted
_TITLES = 60  # of those 200, at most, sources with the words in the title
# What a word counts by where it stands, and how long a text is, in characters, in which the second time counts half.
_IN_TITLE, _IN_TEXT, _IN_QUOTE, _ABOUT = (3.0, 200), (1.0, 3000), (1.0, 300), (2.0, 60)
_ANYTHING = Wanted()
_LOOKED_AT, _BEHIND = 30_000, 0.05  # characters of a text that are looked at, and what a word that stands behind them counts
_SEEN, _LIKELY = 0.2, 0.2  # what a person's review and the reader's confidence add


class _Found(NamedTuple):
    """A row that has all terms."""

    score: float
    row: int
    key: str


def hits(connection: Connection, question: str, limit: int = 20, as_of: AsOf = NOW) -> list[Hit]:
    """Sources whose title or text holds all the words and "quoted phrases", the best first; word* for a beginning."""
    terms = terms_of(question)
    if not terms or limit < 1:
        return []
    best = sorted(_sources(connection, terms, max(limit, _SOURCES), as_of), reverse=True)[:limit]
    rows = {row.id: row for row in source_rows(connection, [one.key for one in best], as_of)}
    known = select(editions.c.row, editions.c.text).where(editions.c.row.in_([one.row for one in best]))
    texts = {row.row: row.text for row in connection.execute(known)}
    return [Hit(rows[one.key], *_snippet(texts[one.row], _marks(texts[one.row], terms))) for one in best]


def item_hits(
    connection: Connection, question: str, wanted: Wanted = _ANYTHING, limit: int = 20, as_of: AsOf = NOW
) -> list[ItemHit]:
    """Items that hold all the words and "quoted phrases" and are what is wanted, the best first. BadDate, NotInRecord."""
    terms = terms_of(question)
    if not terms or limit < 1:
        return []
    best = sorted(_items(connection, terms, wanted, limit, as_of), reverse=True)[:limit]
    kept = items_by_id(connection, [one.key for one in best], as_of)
    shown = ((kept[one.key], _marks(kept[one.key].item.quote.exact, terms)) for one in best)
    return [ItemHit(item, item.item.quote.exact, tuple((start, end) for start, end, _ in marks)) for item, marks in shown]


def _sources(connection: Connection, terms: Sequence[Term], most: int, as_of: AsOf) -> list[_Found]:
    """The latest sources that have all terms, before others those that have them in the title."""
    clauses = [clause for term in terms for clause in term.clauses]
    titled = [tuple(Phrase(tuple(TITLE + word for word in one.words), one.begins) for one in clause) for clause in clauses]
    known = list(_known(connection, as_of))
    found: dict[int, _Found] = {}
    for wanted, enough in (([*titled, *known], min(_TITLES, most)), ([*clauses, *known], most)):
        for rows in rows_with(connection, Words.SOURCES, wanted):
            for row in _editions(connection, [row for row in rows if row not in found], as_of, enough - len(found)):
                regions = ((fold(row.title or ""), *_IN_TITLE), (fold(row.text), *_IN_TEXT))
                score = _score(terms, regions, _BEHIND if len(row.text) == _LOOKED_AT else 0.0)
                if score > 0:
                    found[row.row] = _Found(score, row.row, row.source)
            if len(found) >= enough:
                break
    return list(found.values())


def _editions(connection: Connection, rows: Sequence[int], as_of: AsOf, most: int) -> Iterator[Row[Any]]:
    """Texts of sources as they are known, the latest first; few at a time, for they are long."""
    for start in range(0, len(rows), 100):
        if most <= 0:
            return
        text = func.substr(editions.c.text, 1, _LOOKED_AT).label("text")
        some = select(editions.c.row, editions.c.source, editions.c.title, text)
        some = some.where(editions.c.row.in_(rows[start : start + 100]), as_of.sees(editions)).order_by(editions.c.row.desc())
        found = connection.execute(some.limit(most)).all()
        most -= len(found)
        yield from found


def _items(connection: Connection, terms: Sequence[Term], wanted: Wanted, limit: int, as_of: AsOf) -> list[_Found]:
    """The latest items that have all terms and are what is wanted."""
    most = max(limit, _ITEMS)
    clauses = [*(clause for term in terms for clause in term.clauses), *_keys(connection, wanted, as_of)]
    clauses += _known(connection, as_of)
    # What the table of words has an exact key for needs no condition, which would only lead the database to another index.
    vague = replace(wanted, kind=None, type=None, status=None, actor=None, source=None, issue=None, field=None)
    conditioned = list(conditions(connection, vague, as_of))
    columns = (versions.c.row, versions.c.item, versions.c.payload, versions.c.review, versions.c.confidence)
    found: list[_Found] = []
    for number, rows in enumerate(rows_with(connection, Words.ITEMS, clauses)):
        some = select(*columns).where(versions.c.row.in_(rows), *conditioned, as_of.sees(versions))
        for row in connection.execute(some.order_by(versions.c.row.desc()).limit(most - len(found))):
            quote, *about = map(fold, item_texts(payload.load(row.payload)))
            score = _score(terms, ((quote, *_IN_QUOTE), *((text, *_ABOUT) for text in about)))
            if score > 0:
                score += _SEEN * (row.review is not None) + _LIKELY * row.confidence
                found.append(_Found(score, row.row, row.item))
        if len(found) >= (most if number < _ROUNDS else limit):
            break
    return found


def _keys(connection: Connection, wanted: Wanted, as_of: AsOf) -> Iterator[Clause]:
    """What is wanted in the keys of the table of words."""
    for name, value in (("k", wanted.kind), ("t", wanted.type), ("u", wanted.status), ("i", wanted.issue), ("f", wanted.field)):
        if value is not None:
            yield any_of([key(name, value)])
    if wanted.source is not None:
        yield any_of([key("d", source_id(connection, wanted.source, as_of))])
    if wanted.actor is not None:
        called = sorted(actors_called(connection, wanted.actor, as_of))
        yield any_of([*(key("a", one) for one in called), key("n", folded(wanted.actor))])
    if wanted.since is not None or wanted.until is not None:
        first = None if wanted.since is None else days(wanted.since)[0]
        last = None if wanted.until is None else days(wanted.until)[1]
        yield from map(any_of, dated_keys(first, last))
    if wanted.min_confidence > 0:
        yield any_of(confidence_keys(wanted.min_confidence))


def _known(connection: Connection, as_of: AsOf) -> Iterator[Clause]:
    """When a row must have been known by, in the keys of the table of words."""
    if as_of.moment is not None:
        oldest = connection.execute(select(func.min(sources.c.added))).scalar()
        yield any_of(known_until(as_of.moment if oldest is None else min(oldest, as_of.moment), as_of.moment))


def _score(terms: Sequence[Term], regions: Sequence[tuple[str, float, int]], behind: float = 0.0) -> float:
    """How well texts answer, 0 if not; each has what a word in it counts, and the length in which its second time counts half."""
    score = 0.0
    for term in terms:
        found = 0.0
        for text, weight, length in regions:
            number = len(term.pattern.findall(text))
            found += weight * number / (number + 0.5 + len(text) / length) if number else 0.0
        if not (found or behind):
            return 0.0
        score += found or behind
    return score


_Marks = list[tuple[int, int, int]]


def _marks(text: str, terms: Sequence[Term]) -> _Marks:
    """Where terms stand in a text, and which; none over another."""
    whole = Folded(text)
    places = sorted(
        (found.start(), -found.end(), number)
        for number, term in enumerate(terms)
        for found in term.pattern.finditer(whole.folded)
    )
    marks: _Marks = []
    behind = 0
    for start, end, number in places:
        if start >= behind:
            marks.append((*whole.span(start, -end), number))
            behind = -end
    return marks


def _snippet(whole: str, marks: _Marks) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """The stretch of a text around the most of its terms, where it begins, and the marks in it."""
    first, stop = _densest(marks)
    start = max(0, first - _BEFORE)
    if start:
        space = whole.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(whole), start + _LENGTH)
    if end < len(whole):
        space = whole.rfind(" ", max(start, stop), end)
        end = space if space > start else end
    inside = tuple((begin - start, last - start) for begin, last, _ in marks if begin >= start and last <= end)
    return whole[start:end], start, inside


def _densest(marks: _Marks) -> tuple[int, int]:
    """The first mark of those from which a snippet shows the most different terms."""
    best, most = (marks[0][:2] if marks else (0, 0)), 0
    for at, (start, end, _) in enumerate(marks[:100]):
        shown = {number for begin, last, number in marks[at : at + 40] if last <= start + _LENGTH - _BEFORE}
        if len(shown) > most:
            best, most = (start, end), len(shown)
    return best
