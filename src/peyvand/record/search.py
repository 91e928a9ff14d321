"""Search in the titles and texts of sources, through the full-text table of SQLite."""

from __future__ import annotations

import re

from sqlalchemy import Connection, or_, select, text

from peyvand.record.moments import NOW
from peyvand.record.queries import source_rows
from peyvand.record.schema import editions, sources
from peyvand.record.views import Hit

_OPEN, _CLOSE = "\x02", "\x03"  # not in any text: the sources' texts have no control characters
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
# Scripts that put no spaces between words: the table holds whole sentences as one word, so the texts are looked through.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BEFORE, _LENGTH = 60, 240  # characters of a snippet before its first mark, and in all
_MATCH = text(
    "SELECT e.source AS id, highlight(search, 1, :open, :close) AS marked FROM search JOIN editions e ON e.row = search.rowid"
    " WHERE search MATCH :words AND e.until = 9223372036854775807 ORDER BY bm25(search, 5.0, 1.0), e.row LIMIT :most"
)


def hits(connection: Connection, wanted: str, limit: int) -> list[Hit]:
    """Sources whose title or text holds all the words and "quoted phrases", the best first; case and accents don't count."""
    words = [phrase or word for phrase, word in _WORD.findall(wanted)]
    if not words or limit < 1:
        return []
    if any(_UNSPACED.search(word) for word in words):
        found = _looked_through(connection, words, limit)
    else:
        found = _looked_up(connection, words, limit)
    rows = {row.id: row for row in source_rows(connection, [key for key, _, _ in found])}
    return [Hit(rows[key], *_snippet(whole, marks)) for key, whole, marks in found]


Found = list[tuple[str, str, list[tuple[int, int]]]]


def _looked_up(connection: Connection, words: list[str], limit: int) -> Found:
    """Through the table; `word*` finds all that begins like it."""
    terms = " ".join(_term(word) for word in words)
    found = connection.execute(_MATCH, {"open": _OPEN, "close": _CLOSE, "words": terms, "most": limit})
    return [(row.id, *_unmarked(row.marked)) for row in found]


def _term(word: str) -> str:
    """A word as the table's query language has it."""
    stem = word.removesuffix("*")
    quoted = '"' + stem.replace('"', '""') + '"'
    return quoted + "*" if stem and stem != word else quoted


def _looked_through(connection: Connection, words: list[str], limit: int) -> Found:
    """Through all texts."""
    query = select(sources.c.id, editions.c.text).join(editions, editions.c.source == sources.c.id).where(NOW.sees(editions))
    query = query.order_by(sources.c.seq).limit(limit)
    for word in words:
        query = query.where(
            or_(editions.c.text.contains(word, autoescape=True), editions.c.title.contains(word, autoescape=True))
        )
    found = connection.execute(query).all()
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    return [(row.id, row.text, [at.span() for at in pattern.finditer(row.text)]) for row in found]


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without the marks in it, and where they stood."""
    whole, marks, length = [], [], 0
    for number, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", marked)):
        if number % 2:
            marks.append((length, length + len(piece)))
        whole.append(piece)
        length += len(piece)
    return "".join(whole), marks


def _snippet(whole: str, marks: list[tuple[int, int]]) -> tuple[str, int, tuple[tuple[int, int], ...]]:
    """The stretch of a text around its first mark, where it begins, and the marks in it."""
    first = marks[0][0] if marks else 0
    start = max(0, first - _BEFORE)
    if start:
        space = whole.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(whole), start + _LENGTH)
    if end < len(whole):
        space = whole.rfind(" ", max(start, marks[0][1] if marks else start), end)
        end = space if space > start else end
    inside = tuple((begin - start, stop - start) for begin, stop in marks if begin >= start and stop <= end)
    return whole[start:end], start, inside
