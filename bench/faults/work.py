"""What is stopped at any moment: adds, reviews, imports, migrations, backups, mendings, each told of as it is written.

All runs in a process of its own, and says a line when the program has told its caller that something is in the record.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import record_world
from sqlalchemy import select

from peyvand.errors import PeyvandError
from peyvand.model import Metadata
from peyvand.record import decisions
from peyvand.record.adding import Adding
from peyvand.record.backup import backup
from peyvand.record.checking import check
from peyvand.record.correcting import corrected
from peyvand.record.database import FILE, Database
from peyvand.record.importing import import_archive
from peyvand.record.log import Act
from peyvand.record.moments import NOW
from peyvand.record.queries import full_source, item_now
from peyvand.record.schema import actors, items, versions
from peyvand.record.schema import decisions as logged
from peyvand.record.views import Progress
from peyvand.record.workshop import Order, Result, Taken, Worked, Workshop
from peyvand.record.writing import Incoming
from peyvand.sources import Original

Say = Callable[[str], None]
Job = Callable[[Path, Say], None]
ORIGINALS = "sources"


class Running:
    """A job in a process of its own, and what it has said so far."""

    def __init__(self, job: Job, desk: Path, room: int | None = None) -> None:
        self.said: list[str] = []
        self._rest = b""
        self._gone = False
        read, write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(read)
            _work(job, desk, write, room)
        os.close(write)
        os.set_blocking(read, False)
        self._read = read

    def hear(self) -> bool:
        """Take in what was said since; whether more may come."""
        while True:
            try:
                data = os.read(self._read, 1 << 16)
            except BlockingIOError:
                return True
            if not data:
                return False
            *lines, self._rest = (self._rest + data).split(b"\n")
            self.said += [line.decode() for line in lines]

    def wait_for(self, number: int, then: float = 0.0) -> None:
        """Until it has said so many lines, or ends; and a while longer."""
        while len(self.said) < number and self.hear():
            time.sleep(0.0005)
        time.sleep(then)

    def stop(self) -> None:
        """Hold it still: the files are as they are at this moment."""
        os.kill(self.pid, signal.SIGSTOP)
        _, status = os.waitpid(self.pid, os.WUNTRACED)
        self._gone = not os.WIFSTOPPED(status)  # it had ended already
        self.hear()

    def kill(self) -> list[str]:
        """Kill it, as nothing can prevent; what it said."""
        if not self._gone:
            os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> list[str]:
        """Wait until it ends; what it said."""
        while self.hear():
            time.sleep(0.0005)
        if not self._gone:
            os.waitpid(self.pid, 0)
        os.close(self._read)
        return self.said


def _work(job: Job, desk: Path, write: int, room: int | None) -> None:
    """Do a job and end, whatever comes of it."""

    def say(line: str) -> None:
        os.write(write, line.encode() + b"\n")

    try:
        if room is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        job(desk, say)
    except PeyvandError as error:
        say(f"refused {error}")
    except BaseException as error:  # noqa: BLE001 (what goes wrong is told to the one who counts)
        say(f"broken {type(error).__name__}: {error}")
    os._exit(0)


# ---------------------------------------------------------------- the jobs


@cache
def world(seed: int, number: int) -> tuple[Incoming, ...]:
    """So many sources, of which each tells something that the one before told."""
    acts = record_world.World(seed).acts(2 * number + 2)
    return tuple(_sound(record_world.entry(f"{seed} {at}", acts[2 * at : 2 * at + 4])) for at in range(number))


def _sound(entry: Incoming) -> Incoming:
    """A source under the hash of its own bytes."""
    digest = sha256(entry.source.text.encode()).hexdigest()
    return replace(entry, source=replace(entry.source, id=digest[:16]), sha256=digest, file=f"{digest}.txt")


class _Read(Workshop):
    """A reader that knows what is in its documents."""

    def __init__(self, entries: Sequence[Incoming]) -> None:
        super().__init__(Order())
        self._known = {entry.source.id: entry for entry in entries}

    def work(self, batch: Sequence[Taken], _overrides: Metadata) -> Iterator[Result]:
        """What is in them."""
        for taken in batch:
            if not isinstance(taken, Original):
                yield taken
                continue
            entry = self._known[taken.id]
            yield Worked(entry.source, tuple(entry.items), entry.reader, None, entry.fingerprint)


def adding(entries: Sequence[Incoming], pause: float = 0.0) -> Job:
    """An add of these sources, as `peyvand add` does it but for the reading."""

    def job(desk: Path, say: Say) -> None:
        record = Database(desk / FILE)
        documents = (Original(entry.source.name, entry.source.text.encode(), entry.media) for entry in entries)

        def tell(step: Progress) -> None:
            say(f"source {entries[step.done - 1].source.id}")
            time.sleep(pause)

        report = Adding(record, desk / ORIGINALS, tell).add(documents, _Read(entries), Metadata(), 1)
        say(f"done {report.added}" if not report.faults else f"broken {report.faults[0].message}")
        record.close()

    return job


def reviewing(seed: int, number: int, first: int = 0, pause: float = 0.0) -> Job:
    """Decisions that hang on the seed and on what the record says alone, one after the other."""

    def job(desk: Path, say: Say) -> None:
        record = Database(desk / FILE)
        for at in range(first, number):
            waited = _until_let_in(record) if pause else 0.0
            begun = time.monotonic()
            made, act = decide_something(record, random.Random(f"{seed} {at}"))
            say(f"decision {made} {act} {waited:.4f} {time.monotonic() - begun:.4f}")
            time.sleep(pause)
        say("done")
        record.close()

    return job


def _until_let_in(record: Database) -> float:
    """How long one waits until one may write."""
    begun = time.monotonic()
    with record.trying():
        return time.monotonic() - begun


def decide_something(record: Database, chance: random.Random) -> tuple[int, str]:
    """One decision, its number and kind."""
    with record.reading() as connection:
        standing = select(items.c.id, items.c.kind, items.c.source).join(versions, versions.c.item == items.c.id)
        there = connection.execute(standing.where(NOW.sees(versions)).order_by(items.c.number)).all()
        told = [row for row in there if row.kind == "event"]
        persons = (
            connection.execute(select(actors.c.id).where(actors.c.type == "person").order_by(actors.c.number)).scalars().all()
        )
        numbers = connection.execute(select(logged.c.seq).order_by(logged.c.seq)).scalars().all()
        item = chance.choice(told)
        other = corrected(
            item_now(connection, item.id), full_source(connection, item.source), {"date": f"20{chance.randrange(10, 24)}-05"}
        )
    match chance.choice("accept reject reject-actor correct note merge merge-actors split undo undo".split()):
        case "reject-actor":
            one = chance.choice([row for row in there if row.kind == "actor"])
            return decisions.decide(record, one.id, Act.REJECT, "Aino"), "reject"
        case "correct":
            return decisions.decide(record, item.id, Act.CORRECT, "Aino", corrected=other), "correct"
        case "merge":
            return decisions.merge(record, [row.id for row in chance.sample(told, 3)], "Aino"), "merge"
        case "merge-actors":
            return decisions.merge(record, chance.sample(persons, 2), "Aino"), "merge"
        case "split":
            return decisions.split(record, [item.id], "Aino"), "split"
        case "undo" if numbers:
            return decisions.undo(record, chance.choice(numbers), "Aino"), "undo"
        case "reject" | "note" as act:
            return decisions.decide(record, item.id, Act(act), "Aino", note="looked at"), act
        case _:
            return decisions.decide(record, item.id, Act.ACCEPT, "Aino"), "accept"


def importing(archive: Path) -> Job:
    """A colleague's desk taken in."""

    def job(desk: Path, say: Say) -> None:
        record = Database(desk / FILE)
        import_archive(record, desk, archive)
        say("done")
        record.close()

    return job


def migrating(desk: Path, say: Say) -> None:
    """An older record opened, which brings it to the present schema."""
    Database(desk / FILE).close()
    say("done")


def backing_up(desk: Path, say: Say) -> None:
    """A backup beside the desk."""
    record = Database(desk / FILE)
    for number in range(3):
        say(f"backup {backup(record, desk, desk.with_name(f'backup-{number}')).path}")
    say("done")
    record.close()


def mending(desk: Path, say: Say) -> None:
    """A desk mended."""
    record = Database(desk / FILE)
    report = check(record, desk, mend=True)
    say("done" if report.sound and report.mended else "broken it wasn't mended")
    record.close()
