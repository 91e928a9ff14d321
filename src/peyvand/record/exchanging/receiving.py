"""Items that come as lines of JSON in the exchange form: each is checked against the text of its source before it is taken in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from peyvand.dates import bounds
from peyvand.errors import DeskFault, PeyvandError
from peyvand.exchange import quotes_of, with_ids
from peyvand.model import Fault, Item, Json, Source, Statement
from peyvand.record import payload
from peyvand.record.exchanging.differing import Conflict, Difference, ImportReport
from peyvand.record.gathering import gather
from peyvand.record.identity import Holders
from peyvand.record.log import Act, append
from peyvand.record.queries import full_source
from peyvand.record.schema import items, sources
from peyvand.record.writing import Standing, among, put_standings, standings

_LONGEST = 1 << 26  # bytes of a line
_MANY = 20_000  # lines that are held at a time
_ID = frozenset("0123456789abcdef")
_NUMBERS = {"confidence", "value", "issues", "fields", "location", "approximate", "converted", "with", "cites"}
_DATES = ("date", "due", "period", "held")
_NEEDED = ("topic", "what", "unit", "indicator", "name")


@dataclass(frozen=True, slots=True)
class _Sent:
    """An item of a file, and where it stands there."""

    number: int
    id: str | None
    item: Item


@dataclass(slots=True)
class _Tally:
    """What a file has brought so far."""

    name: str
    known: int = 0
    fresh: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, number: int, reason: str) -> None:
        """Note why a line was left out."""
        self.faults.append(Fault(self.name, f"{self.name}, line {number}: {reason}. The line was left out."))


def receive(connection: Connection, path: Path, who: str, holders: Holders | None = None) -> ImportReport:
    """Take in the items of a file within a transaction; a line that can't be taken in is a fault, and the others go on.

    `doc` is a source of the desk by its id, or by its name without the ending where one source alone is called so. Items that are
    there already stay as they are. A note by `who` in the log says of the others where they are from, and keeps them when their
    sources are read again. DeskFault.
    """
    tally = _Tally(path.name)
    docs = _Docs(connection)
    try:
        with path.open("rb") as file:
            for sent in _batches(_lines(file, tally)):
                for doc, found in sent.items():
                    _take(connection, docs, doc, found, tally, holders)
    except OSError as error:
        raise DeskFault(str(path), f"it can't be read ({error.strerror or error})", "Look after the file's name.") from error
    if tally.fresh:
        append(connection, Act.NOTE, tally.fresh, who, {"note": f"came in from {path.name}"})
    return ImportReport(known=tally.known, items=len(tally.fresh), conflicts=tuple(tally.conflicts), faults=tuple(tally.faults))


def _lines(file: BinaryIO, tally: _Tally) -> Iterator[tuple[str, _Sent]]:
    """The lines of a file as items, each with what it calls its source."""
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            doc, item = str(row["doc"]), _item(row)
            id_ = row.get("id")
        except UnicodeDecodeError:
            tally.fault(number, "it isn't UTF-8 text")
        except json.JSONDecodeError as error:
            tally.fault(number, f"it isn't JSON ({error.msg})")
        except KeyError as error:
            tally.fault(number, f"it has no {error}, or one that isn't known")
        except (PeyvandError, ValueError, TypeError, AttributeError) as error:
            tally.fault(number, f"it is no item ({error})")
        else:
            sound = isinstance(id_, str) and len(id_) == 16 and set(id_) <= _ID
            yield doc, _Sent(number, id_ if sound else None, item)


def _item(row: Mapping[str, Json]) -> Item:
    """The item of a line; a speaker and a confidence may be left out. KeyError, ValueError, TypeError."""
    says: dict[str, Json] = {"speaker": None, "confidence": 1.0, **row}
    if unsound := [name for name in ("confidence", "value") if name in says and not _is_number(says[name])]:
        reason = f"{unsound[0]} isn't a number"
        raise ValueError(reason)
    item = payload.load(says)
    kept = payload.dump(item, str(says["doc"]))
    texts = (kept.keys() & says.keys()) - _NUMBERS
    odd = [name for name in texts if kept[name] != says[name] or not _is_plain(kept[name])]
    odd += [name for name in _DATES if (value := kept.get(name)) is not None and bounds(str(value)) is None]
    odd += [name for name in _NEEDED if name in kept and not kept[name]]
    odd += ["speaker"] if isinstance(item, Statement) and not item.speaker else []
    if odd or not quotes_of(item) or not 0 <= item.confidence <= 1:
        reason = f"{min(odd, default='its confidence or its quote')} isn't what it should be"
        raise ValueError(reason)
    return item


def _is_plain(value: Json) -> bool:
    """Whether a value is a text or nothing, or a list of texts, or has names for its parts."""
    if isinstance(value, list):
        return all(isinstance(one, str | dict) for one in value)
    return value is None or isinstance(value, str | dict)


def _is_number(value: Json) -> bool:
    """Whether a value is a number that there is."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _batches(found: Iterable[tuple[str, _Sent]]) -> Iterator[Mapping[str, Sequence[_Sent]]]:
    """Lines by source, as many at a time as can be held; those of one source mostly stand together."""
    held: defaultdict[str, list[_Sent]] = defaultdict(list)
    for number, (doc, sent) in enumerate(found, 1):
        held[doc].append(sent)
        if number % _MANY == 0:
            yield held
            held = defaultdict(list)
    yield held


def _take(connection: Connection, docs: _Docs, doc: str, found: Sequence[_Sent], tally: _Tally, holders: Holders | None) -> None:
    """Take in the items of one source."""
    source = docs.source(doc)
    if source is None:
        for sent in found:
            tally.fault(sent.number, f"the desk has no one source {doc!r}; add its document first")
        return
    former = standings(connection, source.id)
    sound = [sent for sent in found if _fits(source, sent, tally)]
    fresh: dict[str, Standing] = {}
    for sent, key in zip(sound, _ids(source, sound), strict=True):
        _weigh(connection, source, sent, key, former, fresh, tally)
    if fresh:
        put_standings(connection, source, {**former, **fresh}, former)
        gather(connection, source.id, holders)
        tally.fresh += fresh


def _fits(source: Source, sent: _Sent, tally: _Tally) -> bool:
    """Whether an item's words stand in the text where it says; else it is a fault."""
    for quote in quotes_of(sent.item):
        if source.text[quote.start : quote.end] != quote.exact:
            tally.fault(sent.number, f"its quote “{quote.exact[:60]}” doesn't stand at {quote.start} in {source.name}")
            return False
    return True


def _ids(source: Source, sound: Sequence[_Sent]) -> list[str]:
    """The ids of items: those that they came with, else those that a reading would give them."""
    return [sent.id or key for sent, (key, _) in zip(sound, with_ids(source.id, (sent.item for sent in sound)), strict=True)]


def _weigh(
    connection: Connection,
    source: Source,
    sent: _Sent,
    key: str,
    former: Mapping[str, Standing],
    fresh: dict[str, Standing],
    tally: _Tally,
) -> None:
    """Decide whether an item is new: not under its id, and not on the same words."""
    present = former.get(key) or fresh.get(key)
    if present is not None:
        tally.known += 1
        if payload.dump(present.item, source.id) != payload.dump(sent.item, source.id):
            ours, theirs = "what the desk has", f"{tally.name}, line {sent.number}"
            tally.conflicts.append(Conflict(Difference.ITEM, key, ours, theirs, "ours"))
        return
    if among(sent.item, [one.item for one in (*former.values(), *fresh.values())]):
        tally.known += 1
        return
    elsewhere = connection.execute(select(items.c.source).where(items.c.id == key)).scalar()
    if elsewhere is not None and elsewhere != source.id:
        tally.fault(sent.number, f"its id {key} is that of an item of another source ({elsewhere})")
        return
    fresh[key] = Standing(key, sent.item)


class _Docs:
    """The sources of a desk by what a file may call them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._called: dict[str, list[str]] = defaultdict(list)
        for row in connection.execute(select(sources.c.id, sources.c.name)):
            self._called[PurePosixPath(row.name.replace("\\", "/")).stem].append(row.id)
        self._found: dict[str, Source | None] = {}

    def source(self, doc: str) -> Source | None:
        """The one source that is called so."""
        if doc not in self._found:
            there: Any = self._connection.execute(select(sources.c.id).where(sources.c.id == doc)).scalar()
            called = [there] if there is not None else self._called.get(doc, [])
            self._found = {doc: full_source(self._connection, called[0]) if len(called) == 1 else None}
        return self._found[doc]
