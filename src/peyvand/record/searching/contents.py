"""Under which words and keys a source and an item are found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from peyvand.exchange import quotes_of
from peyvand.model import Actor, Commitment, Event, Figure, Item, Statement
from peyvand.record import payload
from peyvand.record.moments import time_of
from peyvand.record.searching.folding import fold
from peyvand.record.searching.terms import BREAK, joined, key, words_of

TITLE = "^"  # before the words of a title, which count for more
_VAGUE = key("m", "vague")  # of an item that can be of more months than are worth naming
_FIRST, _LAST = 1900, 2100  # years by which items are told apart; what is earlier or later counts as these


def source_words(title: str | None, text: str, moment: int) -> list[str]:
    """The words of a source, and when it came to be known."""
    head, body = fold(title or ""), fold(text)
    of_head = words_of(head)
    titles = [TITLE + word for word in [*of_head, *joined(head)]]
    return [*of_head, BREAK, *words_of(body), BREAK, *joined(head), *joined(body), BREAK, *titles, *_known_keys(moment)]


def item_texts(item: Item) -> tuple[str, ...]:
    """What of an item is searched: its quote, then what it is about and who is in it, as the item has it."""
    match item:
        case Event():
            about = (item.place, item.mode, *item.contexts, *item.sources, *item.targets, item.speaker)
        case Statement():
            about = (item.topic, item.speaker, *item.addressees, *item.via)
        case Commitment():
            about = (item.what, *item.parties, item.speaker)
        case Figure():
            about = (item.indicator, item.unit, item.speaker)
        case Actor():
            about = ()
    return (" … ".join(quote.exact for quote in quotes_of(item)), *filter(None, about))


def item_words(item: Item, keys: Iterable[str]) -> list[str]:
    """The words of an item, and the keys that it has."""
    folded = [fold(text) for text in item_texts(item)]
    words = [word for text in folded for word in [*words_of(text), BREAK]]
    return [*words, *(word for text in folded for word in joined(text)), *keys]


def item_keys(
    item: Item, source: str, moment: int, actors: Collection[str], names: Collection[str], between: tuple[str, str] | None
) -> Iterator[str]:
    """What an item can be narrowed to: `between` are the first and last day of it, the names are folded."""
    yield key("k", payload.kind_of(item).value)
    for name, value in (("t", payload.type_of(item)), ("u", payload.status_of(item)), ("d", source)):
        if value is not None:
            yield key(name, value)
    yield from _known_keys(moment)
    yield confidence_key(item.confidence)
    yield from (key("a", one) for one in sorted(actors))
    yield from (key("n", one) for one in sorted(names))
    if between is not None:
        first, last = (date.fromisoformat(day) for day in between)
        yield from year_keys(first.year, last.year)
        yield from month_keys(first, last) or [_VAGUE]
    if not isinstance(item, Actor):
        yield from (key("i", tag.key) for tag in item.issues)
        yield from (key("f", tag.key) for tag in item.fields)


def _known_keys(moment: int) -> Iterator[str]:
    """When a row came to be known: the month, and the day."""
    yield key("s", f"{time_of(moment):%Y %m}")
    yield key("s", f"{time_of(moment):%Y %m %d}")


def known_until(first: int, moment: int) -> Iterator[str]:
    """The keys of all that came to be known from one moment to another: of the months before the last, and of its days."""
    begin, end = time_of(first), time_of(moment)
    for number in range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month - 1):
        yield key("s", f"{number // 12:04} {number % 12 + 1:02}")
    for day in range(1, end.day + 1):
        yield key("s", f"{end.year:04} {end.month:02} {day:02}")


def confidence_key(confidence: float) -> str:
    """How likely an item is, in steps of a twentieth."""
    return key("c", str(int(round(confidence, 3) * 20)))


def confidence_keys(least: float) -> Iterator[str]:
    """The keys of all that are at least so likely."""
    yield from (key("c", str(number)) for number in range(int(least * 20), 21))


def dated_keys(first: date | None, last: date | None) -> Iterator[tuple[str, ...]]:
    """Keys, of which an item that can be of a day between these has one of each tuple; None is without end."""
    yield tuple(year_keys(None if first is None else first.year, None if last is None else last.year))
    if first is not None and last is not None and (months := month_keys(first, last)):
        yield (*months, _VAGUE)


def month_keys(first: date, last: date) -> list[str]:
    """The keys of the months from one day to another; none of more than a year."""
    begin, end = (day.year * 12 + day.month - 1 for day in (first, last))
    return [key("m", f"{one // 12:04} {one % 12 + 1:02}") for one in range(begin, end + 1)] if end - begin <= 12 else []


def year_keys(first: int | None, last: int | None) -> Iterator[str]:
    """The keys of the years from one to another; None is without end."""
    begin = _FIRST if first is None else min(max(first, _FIRST), _LAST)
    end = _LAST if last is None else min(max(last, _FIRST), _LAST)
    yield from (key("y", str(year)) for year in range(begin, end + 1))
