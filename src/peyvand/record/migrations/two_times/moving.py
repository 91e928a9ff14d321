"""What a record of version 0001 holds into the tables of version 0002, with the history that its log tells.

That version wrote over what it had: a source counts as known, and read, since it was added; what people decided since they did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from peyvand.record.migrations.two_times import tables
from peyvand.record.migrations.two_times.replay import (
    Payload,
    State,
    Values,
    actor_id,
    actor_row,
    columns_of,
    first_state,
    folded,
    names_of,
    part_rows,
    quote_rows,
    state_after,
    tag_rows,
)

_FOREVER = 2**63 - 1
_UNDATED = "~"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EDITION = [column.name for column in tables.editions.c if column.name not in {"row", "source", "since", "until"}]


class Moving:
    """The move of one record; `old` are the tables of version 0001."""

    def __init__(self, connection: sa.Connection, old: Mapping[str, sa.Table]) -> None:
        self._connection = connection
        self._old = old
        self._logs: dict[str, list[Any]] = defaultdict(list)  # by item
        self._moments: dict[int, int] = {}  # of decisions
        self._last: dict[str, int] = defaultdict(int)  # numbers given, by table
        self._actors: set[str] = set()

    def move(self) -> None:
        """Everything, in the order in which sources were added; the clock goes on from the last of it."""
        added = {row.id: _moment(row.added) for row in self._all(self._columns("sources", "seq", "id", "added"))}
        latest = 0
        owners = dict(self._connection.execute(self._columns("items", "id", "source")).tuples().all())
        for row in self._all(sa.select(self._old["decisions"]).order_by(sa.text("seq"))):
            # A machine's clock may have been set back: the log's order is what counts, and nothing is decided before it is read.
            latest = max(_moment(row.at), added[owners[row.item]] + 1, latest + 1)
            self._moments[row.seq] = latest
            self._logs[row.item].append(row)
        for row in self._all(sa.select(self._old["sources"]).order_by(sa.text("seq"))):
            self._move_source(row, added[row.id])
        for some in self._connection.execute(sa.select(self._old["fingerprint_bands"])).mappings().partitions(1000):
            self._put(tables.bands, [dict(row) for row in some])
        self._move_log()
        self._put(tables.clock, [{"id": 1, "at": max(latest, *added.values(), 0)}])

    def _move_source(self, row: Any, added: int) -> None:  # noqa: ANN401 (a row)
        """A source with all that was read out of it."""
        known = {"source": row.id, "since": added, "until": _FOREVER}
        stays = {name: getattr(row, name) for name in ("seq", "id", "name", "sha256", "file", "media", "copy_of")}
        self._put(tables.sources, [{**stays, "added": added}])
        self._put(tables.editions, [{**known, **{name: getattr(row, name) for name in _EDITION}}])
        self._put(tables.readings, [{**known, "reader": row.reader, "unread": row.unread}])
        self._put(tables.waiting, [{"source": row.id}])
        items = self._old["items"]
        read = sa.select(items).where(items.c.source == row.id).order_by(items.c.position, items.c.kind, items.c.id)
        present = {item.id: item.payload for item in self._connection.execute(read)}
        self._put(
            tables.items,
            [{"number": self._next("items"), "id": key, "source": row.id, "kind": said["kind"]} for key, said in present.items()],
        )
        self._move_items(row.id, row.text, added, present)

    def _move_items(self, source: str, text: str, added: int, present: Mapping[str, Payload]) -> None:
        """The items of a source, as they were after each decision about one of them."""
        read = {key: first_state(said, self._logs[key]) for key, said in present.items()}
        states = dict(read)
        standing = _Standing(self, source, text)
        standing.settle(states, added)
        self._put(
            tables.tellings,
            [
                {"item": key, "since": added, "until": _FOREVER, "entry": key}
                for key, said in present.items()
                if said["kind"] != "actor"
            ],
        )
        decided = sorted((entry.seq, key, number) for key in present for number, entry in enumerate(self._logs[key], 1))
        for seq, key, number in decided:
            states[key] = state_after(read[key], self._logs[key][:number])
            standing.settle(states, self._moments[seq])
        standing.write()

    def _move_log(self) -> None:
        """All decisions, under their numbers."""
        log = sorted((entry for entries in self._logs.values() for entry in entries), key=lambda entry: entry.seq)
        rows = [
            {
                "seq": entry.seq,
                "at": self._moments[entry.seq],
                "act": entry.kind,
                "who": entry.who,
                "machine": False,
                "payload": entry.payload,
            }
            for entry in log
        ]
        self._put(tables.decisions, rows)
        self._put(tables.concerns, [{"subject": entry.item, "decision": entry.seq} for entry in log])

    def put_cast(self, cast: Sequence[Payload], source: str) -> None:
        """Those whom no source has named before."""
        for actor in cast:
            if (key := actor_id(actor, source)) not in self._actors:
                self._actors.add(key)
                self._put(tables.actors, [{"number": self._next("actors"), **actor_row(actor, source)}])

    def put_version(self, values: Values, state: State, roles: Sequence[Values], text: str) -> None:
        """What an item said for a while, with all that hangs on it."""
        row, said = self._next("versions"), state.payload
        values = {"row": row, **values, **columns_of(said)}
        self._put(tables.versions, [values])
        self._put(tables.quotes, [{"version": row, **quote} for quote in quote_rows(said, text)])
        self._put(tables.tags, [{"version": row, **tag} for tag in tag_rows(said)])
        if not state.stands:
            return
        self._put(tables.parts, [{"version": row, **part} for part in roles])
        actors = sorted({part["actor"] for part in roles} - {None})
        known = {"since": values["since"], "until": values["until"]}
        shown = {"kind": said["kind"], "earliest": values["earliest"] or "", "version": row, **known}
        self._put(tables.appearances, [{"actor": actor, **shown} for actor in actors])
        if said["kind"] == "actor":
            who = actor_id(said, values["source"])
            names = [
                {"version": row, "alias": name, "actor": who, "folded": folded(name)} for name in dict.fromkeys(said["aliases"])
            ]
            self._put(tables.aliases, names)
            self._put(tables.offices, [{"version": row, "title": said["office"], "actor": who}] if said["office"] else [])
        else:
            self._put_entry(values, known, actors)

    def _put_entry(self, values: Values, known: Values, actors: Sequence[str]) -> None:
        """The entry that tells what one item tells; what others tell as well is found out afterwards."""
        row = self._next("entries")
        days = {name: values[name] or _UNDATED for name in ("earliest", "latest")}
        shown = {name: values[name] for name in ("kind", "type", "status", "confidence", "review")}
        one = {"id": values["item"], "lead": values["item"], "tellings": 1, "sources": 1}
        self._put(tables.entries, [{"row": row, **one, **shown, **days, **known}])
        cast = [{"actor": actor, "kind": values["kind"], "entry": row, **days} for actor in actors]
        self._put(tables.casts, cast)

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def _columns(self, table: str, *names: str) -> sa.Select[Any]:
        return sa.select(*(self._old[table].c[name] for name in names))

    def _all(self, query: sa.Select[Any]) -> Iterator[Any]:
        """Rows, a thousand at a time."""
        return iter(self._connection.execute(query.execution_options(yield_per=1000)))

    def _put(self, table: sa.Table, rows: Sequence[Values]) -> None:
        if rows:
            self._connection.execute(table.insert(), list(rows))


class _Standing:
    """The items of one source as they stand, while its log is gone through."""

    def __init__(self, moving: Moving, source: str, text: str) -> None:
        self._moving = moving
        self._source = source
        self._text = text
        self._open: dict[str, tuple[int, State, list[Values]]] = {}  # since when, what, and who takes part

    def settle(self, states: Mapping[str, State], moment: int) -> None:
        """Bring items to what they are at a moment; those that change, or whose names mean others now, get a new version."""
        cast = [state.payload for state in states.values() if state.payload["kind"] == "actor" and state.stands]
        self._moving.put_cast(cast, self._source)
        whose = names_of(cast, self._source)
        for key, state in states.items():
            roles = part_rows(state.payload, self._source, whose) if state.stands else []
            if (now := self._open.get(key)) is not None and now[1:] != (state, roles):
                self._end(key, moment)
            self._open.setdefault(key, (moment, state, roles))

    def write(self) -> None:
        """Write what stands at the end."""
        for key in list(self._open):
            self._end(key, _FOREVER)

    def _end(self, key: str, moment: int) -> None:
        since, state, roles = self._open.pop(key)
        values = {"item": key, "source": self._source, "since": since, "until": moment, "review": state.review}
        self._moving.put_version(values, state, roles, self._text)


def _moment(at: datetime) -> int:
    """Microseconds since 1970; version 0001 kept times in UTC without saying so."""
    return (at.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
