"""As of any day, the exports are byte for byte those that were made that day, whatever was decided, added and read since."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.newspaper import entry_of

from peyvand.model import (
    Actor,
    ActorType,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Item,
    Metadata,
    Plover,
    Quote,
)
from peyvand.record import moments
from peyvand.record.database import Database
from peyvand.record.decisions import decide, merge, split, undo
from peyvand.record.export import export
from peyvand.record.gathering import gather
from peyvand.record.log import Act
from peyvand.record.moments import AsOf, time_of
from peyvand.record.queries import items_by_id
from peyvand.record.schema import actors, clock, decisions, items, sources
from peyvand.record.views import Format
from peyvand.record.writing import Incoming, put_items, put_metadata, put_source, put_text

FORMATS = (Format.LINES, Format.CSV, Format.PLOVER)
PEOPLE = ("Aino Laine", "Karl Voss", "José Núñez", "Dmitri Desgoffe")
STATES = (("Ruritania", "XRU"), ("Zubrowka", "XZU"), ("Syldavia", "XSY"))
TOWNS = ("Lutz", "Zenda", "Nebelsbad")
DECISIONS, PAPERS, SNAPSHOTS = 500, 9, 25


def paper(number: int, chance: random.Random, reader: int = 1) -> Incoming:
    """A paper of a dozen sentences; a newer reader finds somewhat other items in it."""
    text, found = f"The Herald, number {number}.", list[Item]()
    for line in range(12):
        who, whom = chance.sample(PEOPLE, 2)
        (state, code), (other, _) = chance.sample(STATES, 2)
        day, town = f"2023-05-{chance.randint(1, 5):02}", chance.choice(TOWNS)
        sentence = (
            f"{who} met {whom} in {town} on {day}",
            f"{state} signed a memorandum with {other} on {day}",
            f"{state} sold {other} {1000 * number + line} tonnes of herring",
        )[line % 3]
        start = len(text) + 1
        text = f"{text} {sentence}."
        quote = Quote(sentence, start, start + len(sentence))
        if line % 3 == 0:
            status = EventStatus.OCCURRED if reader == 1 or line % 2 else EventStatus.PLANNED
            found.append(
                Event(
                    quote=quote,
                    type=Plover.CONSULT,
                    sources=(who,),
                    targets=(whom,),
                    date=day,
                    place=town,
                    status=status,
                    confidence=0.8,
                )
            )
            found += [Actor(name=name, type=ActorType.PERSON, country=code, mentions=(quote,)) for name in (who, whom)]
        elif line % 3 == 1 and (reader == 1 or line % 2):
            status_ = CommitmentStatus.SIGNED
            found.append(Commitment(quote=quote, parties=(state, other), what="sign", status=status_, date=day, due="2025"))
        else:
            found.append(
                Figure(quote=quote, value=1000.0 * number, unit="tonnes", indicator="herring", geo=(code,), period="2023")
            )
            found.append(Actor(name=state, type=ActorType.COUNTRY, country=code, mentions=(quote,)))
    said = Metadata(title=f"Number {number}", publisher=f"The Herald {number % 3}", published="2023-05-06")
    return replace(entry_of(text, found, f"herald-{number}.txt", said), reader=str(reader))


def dice(seed: int) -> random.Random:
    """A history to repeat, and no secret."""
    return random.Random(seed)  # noqa: S311


class History:
    """A record that people live with: every step is one thing that can happen to it."""

    def __init__(self, record: Database, chance: random.Random) -> None:
        self.record = record
        self.chance = chance
        self.papers: list[int] = []
        self.decided: list[int] = []

    def add(self) -> None:
        """One more paper."""
        number = len(self.papers)
        self.papers.append(number)
        entry = paper(number, dice(number))
        with self.record.writing() as connection:
            put_source(connection, entry)
            gather(connection, entry.source.id)

    def read_again(self) -> None:
        """A paper is read by another reader, and its title or its text is another now."""
        number = self.chance.choice(self.papers)
        entry = paper(number, dice(number), reader=self.chance.choice([1, 2]))
        title = f"Number {number}, edition {self.chance.randint(1, 9)}"
        entry = replace(entry, source=replace(entry.source, metadata=replace(entry.source.metadata, title=title)))
        with self.record.writing() as connection:
            put_metadata(connection, entry.source)
            put_text(connection, replace(entry, source=replace(entry.source, text=f"{entry.source.text} Late edition.")))
            put_items(connection, entry)
            gather(connection, entry.source.id)

    def decide(self) -> None:
        """Somebody decides something."""
        who, chance = self.chance.choice(["Ada", "Ben"]), self.chance
        item = chance.choice(self._ids(items.c.id))
        match chance.choice(["accept", "correct", "reject", "note", "merge", "merge actors", "split", "undo"]):
            case "accept" | "reject" as act:
                self.decided.append(decide(self.record, item, Act(act), who))
            case "note":
                self.decided.append(decide(self.record, item, Act.NOTE, who, note="ask the embassy"))
            case "merge":
                self.decided.append(merge(self.record, chance.sample(self._ids(items.c.id), 2), who))
            case "merge actors":
                self.decided.append(merge(self.record, chance.sample(self._ids(actors.c.id), 2), who))
            case "split":
                self.decided.append(split(self.record, [item], who))
            case "undo" if self.decided:
                self.decided.append(undo(self.record, chance.choice(self.decided), who))
            case _:
                self._correct(item, who)

    def _correct(self, item: str, who: str) -> None:
        with self.record.reading() as connection:
            found = items_by_id(connection, [item])
        if found:
            right = replace(found[item].item, confidence=round(self.chance.random(), 3))
            if isinstance(right, Event):
                right = replace(right, date=f"2023-05-{self.chance.randint(1, 9):02}", place=self.chance.choice(TOWNS))
            self.decided.append(decide(self.record, item, Act.CORRECT, who, corrected=right))

    def _ids(self, column: object) -> list[str]:
        with self.record.reading() as connection:
            return sorted(connection.execute(select(column)).scalars())  # type: ignore[call-overload]


def files(record: Database, folder: Path, as_of: AsOf) -> dict[Format, bytes]:
    """The exports."""
    found = {}
    for kind in FORMATS:
        export(record, folder / "out", format=kind, as_of=as_of)
        found[kind] = (folder / "out").read_bytes()
    return found


def moment_now(record: Database) -> int:
    """The moment of the last writing."""
    with record.reading() as connection:
        return connection.execute(select(clock.c.at)).scalar_one()  # type: ignore[no-any-return]


def test_a_history_of_decisions_is_remembered_as_it_was(record: Database, tmp_path: Path) -> None:
    """500 decisions by two people, papers added and read again in between: each of 25 snapshots is what is told of its moment."""
    history = History(record, dice(2023))
    for _ in range(3):
        history.add()
    taken: list[tuple[int, dict[Format, bytes]]] = []
    while len(history.decided) < DECISIONS:
        history.decide()
        if len(history.decided) % (DECISIONS // PAPERS) == 0 and len(history.papers) < PAPERS:
            history.add()
        if history.chance.random() < 0.05:
            history.read_again()
        if len(history.decided) >= len(taken) * DECISIONS // SNAPSHOTS:
            taken.append((moment_now(record), files(record, tmp_path, AsOf())))
    assert len(taken) >= SNAPSHOTS
    assert len({snapshot[Format.LINES] for _, snapshot in taken}) > SNAPSHOTS * 0.9
    with record.reading() as connection:
        assert len(connection.execute(select(decisions.c.seq)).all()) >= DECISIONS
        assert len(connection.execute(select(sources.c.id)).all()) == PAPERS
    for number, (moment, snapshot) in enumerate(taken):
        as_of = AsOf(moment) if number % 2 else AsOf.of(time_of(moment).isoformat())
        assert files(record, tmp_path, as_of) == snapshot


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of the machine."""

    def turn(to: datetime) -> None:
        class Turned(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                assert tz is UTC
                return to

        monkeypatch.setattr(moments, "datetime", Turned)

    return turn


def test_a_day_means_its_end(record: Database, tmp_path: Path, calendar: Callable[[datetime], None]) -> None:
    """What was known when the day was over, UTC; of a day before the first there is nothing."""
    history = History(record, dice(7))
    start = datetime(2024, 2, 27, 23, 59, 59, tzinfo=UTC)
    taken: dict[str, dict[Format, bytes]] = {}
    for number in range(4):
        day = start + timedelta(days=number)
        calendar(day - timedelta(hours=9))
        history.add()
        calendar(day)
        history.decide()
        taken[f"{day:%Y-%m-%d}"] = files(record, tmp_path, AsOf())
    assert list(taken) == ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"]
    for name, snapshot in taken.items():
        assert files(record, tmp_path, AsOf.of(name)) == snapshot
    empty = files(record, tmp_path, AsOf.of("2024-02-26"))
    assert empty[Format.LINES] == b""
    assert len(empty[Format.PLOVER].splitlines()) == 1
