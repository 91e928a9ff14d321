"""Lists for people: entries of a few lines each, wrapped to the terminal's width.

Widths count columns: a Chinese or Japanese character takes two, a combining mark none.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

import click

from peyvand.model import Json

_WIDEST = 100  # longer lines are hard to read, however wide the terminal
_NARROWEST = 40
_LEAD = 12  # the column of dates, and what the lines below it are indented by


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: a short lead (a date), a heading, lines that tell more, a quote, and where it comes from."""

    lead: str
    heading: str
    details: tuple[str, ...] = ()
    quote: str | None = None
    origin: str | None = None


def terminal_width() -> int:
    """The columns to write in: the terminal's, or 80 where there is none."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))


def columns(text: str) -> int:
    """How many columns a text takes."""
    return (
        len(text)
        if text.isascii()
        else sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
    )


def wrap(text: str, width: int) -> Iterator[str]:
    """A text's lines of at most `width` columns, broken between words where there are any."""
    line, used = "", 0
    for word in text.split():
        for piece in _pieces(word, width):
            size = columns(piece)
            if line and used + 1 + size > width:
                yield line
                line, used = piece, size
            elif line:
                line, used = f"{line} {piece}", used + 1 + size
            else:
                line, used = piece, size
    if line:
        yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word whole, or in pieces where it is wider than a line (an address, Japanese)."""
    if columns(word) <= width:
        yield word
        return
    piece, used = "", 0
    for char in word:
        size = columns(char)
        if used + size > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + size
    yield piece


def lines(entry: Entry, width: int) -> Iterator[str]:
    """An entry's lines, none wider than `width` columns."""
    room = width - _LEAD
    lead = entry.lead
    if columns(lead) >= _LEAD:  # an interval of dates
        yield click.style(lead, dim=True)
        lead = ""
    for line in wrap(entry.heading, room):
        yield click.style(lead.ljust(_LEAD), dim=True) + click.style(line, bold=True)
        lead = ""
    indent = " " * _LEAD
    for detail in entry.details:
        yield from (indent + line for line in wrap(detail, room))
    if entry.quote:
        yield from (indent + line for line in wrap(f"“{entry.quote}”", room))
    if entry.origin:
        yield from (indent + click.style(line, dim=True) for line in wrap(entry.origin, room))


def show(entries: Iterable[Entry], nothing: str) -> None:
    """Print entries, a blank line between them; `nothing` is said where there are none."""
    width = terminal_width()
    count = 0
    for count, entry in enumerate(entries, 1):
        if count > 1:
            click.echo()
        for line in lines(entry, width):
            click.echo(line)
    if not count:
        click.echo(nothing)


def show_json(rows: Iterable[Mapping[str, Json]]) -> None:
    """Print rows as lines of JSON, in UTF-8 whatever the terminal's encoding."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
