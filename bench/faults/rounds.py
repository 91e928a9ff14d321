"""One round of each kind of fault: a small desk, stopped at a moment that chance chooses, looked at, and gone on with."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from faults import cuts
from faults.judging import Score, decided, exported, judge, same
from faults.work import ORIGINALS, Job, Running, adding, backing_up, importing, mending, migrating, reviewing, world

from peyvand.record.archive import export_archive
from peyvand.record.database import FILE, Database
from peyvand.record.settings import write_settings

_SOURCES, _DECISIONS = 5, 14
_WORLDS = 4  # different ones; each is made undisturbed once
_PAUSE = 0.4  # at most, in seconds, from what was said last to the stop: longer than any step takes
_OLD = Path(__file__).parents[2] / "tests" / "record" / "record-0001.sql"
Round = Callable[["Ground", random.Random, Score], None]


class Ground:
    """A folder for rounds, with desks that were never disturbed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fresh(self, template: Path) -> Path:
        """A desk as a template has it."""
        desk = self.folder / "round" / "desk"
        shutil.rmtree(desk.parent, ignore_errors=True)
        shutil.copytree(template, desk)
        return desk

    def empty(self) -> Path:
        """A desk without anything."""
        desk = self.folder / "empty"
        if not desk.exists():
            (desk / ORIGINALS).mkdir(parents=True)
            write_settings(desk, ("IRN", "JPN"), "Invented")
            Database.create(desk / FILE).close()
        return desk

    def added(self, seed: int) -> Path:
        """One that the sources of a world were added to in peace."""
        return self._made(f"added-{seed}", self.empty(), adding(world(seed, _SOURCES)))

    def reviewed(self, seed: int, number: int) -> Path:
        """The same, after so many decisions."""
        made = self.folder / "reviewed"
        shutil.rmtree(made, ignore_errors=True)
        return self._made("reviewed", self.added(seed), reviewing(seed, number))

    def archive(self, seed: int) -> Path:
        """What a colleague sends: another world, and some sources of this one, with decisions about them."""
        path = self.folder / f"colleague-{seed}.peyvand"
        if not path.exists():
            both = self._made(f"both-{seed}", self.empty(), adding((*world(seed, 2), *world(seed + 100, 3))))
            reviewed = self._made(f"colleague-{seed}", both, reviewing(seed + 100, 8))
            record = Database(reviewed / FILE)
            export_archive(record, reviewed, path)
            record.close()
        return path

    def imported(self, seed: int) -> Path:
        """A reviewed desk that took in the archive in peace."""
        return self._made(f"imported-{seed}", self._decided(seed), importing(self.archive(seed)))

    def before_import(self, seed: int) -> Path:
        """A fresh one that didn't yet."""
        return self.fresh(self._decided(seed))

    def old(self) -> Path:
        """A desk of the first schema."""
        desk = self.folder / "old"
        if not desk.exists():
            (desk / ORIGINALS).mkdir(parents=True)
            write_settings(desk, ("IRN", "JPN"), "Invented")
            with closing(sqlite3.connect(desk / FILE)) as raw:
                raw.executescript(_OLD.read_text(encoding="utf-8"))
        return desk

    def migrated(self) -> Path:
        """The same, opened in peace."""
        return self._made("migrated", self.old(), migrating)

    def _decided(self, seed: int) -> Path:
        return self._made(f"decided-{seed}", self.added(seed), reviewing(seed, 6))

    def _made(self, name: str, template: Path, job: Job) -> Path:
        made = self.folder / name
        if not made.exists():
            shutil.copytree(template, made)
            said = Running(job, made).end()
            if not said or not said[-1].startswith("done"):
                raise RuntimeError(name, said[-1:])
        return made


def killed_add(ground: Ground, chance: random.Random, score: Score) -> None:
    """kill -9 in an add, once or twice; the same add then goes on to the desk of an undisturbed one."""
    seed = chance.randrange(_WORLDS)
    wanted, desk, job = ground.added(seed), ground.fresh(ground.empty()), adding(world(seed, _SOURCES))
    for _ in range(chance.randint(1, 2)):
        _kill(job, desk, chance, score, _SOURCES)
    judge(desk, Running(job, desk).end(), score)
    same(desk, wanted, score)


def killed_review(ground: Ground, chance: random.Random, score: Score) -> None:
    """kill -9 in a row of decisions; those that are in the log come to the same as made in peace."""
    seed = chance.randrange(_WORLDS)
    desk = ground.fresh(ground.added(seed))
    _kill(reviewing(seed, _DECISIONS), desk, chance, score, _DECISIONS)
    same(desk, ground.reviewed(seed, decided(desk)), score)


def killed_import(ground: Ground, chance: random.Random, score: Score) -> None:
    """kill -9 while a colleague's archive is taken in; the same import then does it."""
    seed = chance.randrange(_WORLDS)
    wanted, job = ground.imported(seed), importing(ground.archive(seed))
    desk = ground.before_import(seed)
    _kill(job, desk, chance, score, 1, longest=1.5)
    judge(desk, Running(job, desk).end(), score)
    same(desk, wanted, score)


def killed_migration(ground: Ground, chance: random.Random, score: Score) -> None:
    """kill -9 while an older record is brought to the present schema; the next who opens it does it."""
    wanted = ground.migrated()
    desk = ground.fresh(ground.old())
    running = Running(migrating, desk)
    running.wait_for(1, chance.uniform(0, 0.6))
    running.kill()
    Running(migrating, desk).end()
    score.stops += 1
    same(desk, wanted, score)


def killed_backup(ground: Ground, chance: random.Random, score: Score) -> None:
    """kill -9 while backups are made and someone decides: each that has its name is whole, and what was decided is safe."""
    seed = chance.randrange(_WORLDS)
    desk = ground.fresh(ground.added(seed))
    deciding = Running(reviewing(seed, _DECISIONS), desk)
    running = Running(backing_up, desk)
    running.wait_for(chance.randrange(3), chance.uniform(0, _PAUSE))
    said = running.kill()
    judge(desk, deciding.end(), score)
    for made in sorted(desk.parent.glob("backup-*")):
        judge(made, [], score)
        same(made, ground.reviewed(seed, decided(made)), score)
    told = [line.split()[1] for line in said if line.startswith("backup ")]
    score.told += len(told)
    score.lost += sum(not Path(path).exists() for path in told)


def killed_mending(ground: Ground, chance: random.Random, score: Score) -> None:
    """kill -9 while a damaged desk is mended: the next mending does it."""
    seed = chance.randrange(_WORLDS)
    wanted = ground.added(seed)
    desk = ground.fresh(wanted)
    with closing(sqlite3.connect(desk / FILE)) as raw, raw:
        for spoil in chance.sample(
            ["DELETE FROM casts", "DELETE FROM tags", "DELETE FROM appearances", "DELETE FROM offices"], 2
        ):
            raw.execute(spoil)
    running = Running(mending, desk)
    running.wait_for(1, chance.uniform(0, 2.0))
    said = running.kill()
    if "done" not in said:
        said = Running(mending, desk).end()
    judge(desk, said, score)
    if exported(desk) != exported(wanted):
        score.other += 1
        score.remark(f"{desk} was mended to something else")


def full_disk(ground: Ground, chance: random.Random, score: Score) -> None:
    """No file may grow beyond a size, in an add or in a row of decisions; with room again, it goes on."""
    seed = chance.randrange(_WORLDS)
    reviews = chance.random() < 0.4
    desk = ground.fresh(ground.added(seed) if reviews else ground.empty())
    job = reviewing(seed, _DECISIONS) if reviews else adding(world(seed, _SOURCES))
    room = chance.randrange(40_000, 1_200_000) if not reviews else chance.randrange(40_000, 700_000)
    said = Running(job, desk, room).end()
    judge(desk, said, score)
    _refused(said, score)
    if reviews:
        same(desk, ground.reviewed(seed, decided(desk)), score)
    else:
        judge(desk, Running(job, desk).end(), score)
        same(desk, ground.added(seed), score)


def full_volume(ground: Ground, chance: random.Random, score: Score) -> None:
    """A whole volume without room, as root can make one; with room again, the add goes on."""
    seed = chance.randrange(_WORLDS)
    wanted, template = ground.added(seed), ground.empty()
    volume = ground.folder / "volume"
    volume.mkdir(exist_ok=True)
    size = (template / FILE).stat().st_size + chance.randrange(60_000, 1_500_000)
    made = subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", volume], capture_output=True, check=False)
    if made.returncode:
        score.skipped = "no volume can be made here (it takes root)"
        return
    try:
        desk = volume / "desk"
        shutil.copytree(template, desk)
        said = Running(adding(world(seed, _SOURCES)), desk).end()
        subprocess.run(["/bin/mount", "-o", "remount,size=64m", volume], check=True)
        judge(desk, said, score)
        _refused(said, score)
        judge(desk, Running(adding(world(seed, _SOURCES)), desk).end(), score)
        same(desk, wanted, score)
    finally:
        subprocess.run(["/bin/umount", volume], check=True)


def power_cut(ground: Ground, chance: random.Random, score: Score) -> None:
    """The files as they are at one moment, and as a power cut may leave them; what was told is in all of them."""
    seed = chance.randrange(_WORLDS)
    reviews = chance.random() < 0.5
    desk = ground.fresh(ground.added(seed) if reviews else ground.empty())
    before = _digest(desk / FILE)
    running = Running(reviewing(seed, _DECISIONS) if reviews else adding(world(seed, _SOURCES)), desk)
    running.wait_for(chance.randrange(_DECISIONS if reviews else _SOURCES), chance.uniform(0, _PAUSE))
    running.stop()
    said = list(running.said)
    cut = desk.parent / "cut"
    shutil.copytree(desk, cut, ignore=shutil.ignore_patterns("*-shm"))
    running.kill()
    wal = cut / f"{FILE}-wal"
    if chance.random() < 0.3 and _digest(cut / FILE) == before and wal.exists():
        judge(cut, said, score, may_lose=cuts.lose_commits(wal, chance))
    else:
        cuts.tear(cut / FILE, wal, chance)
        judge(cut, said, score)
    if reviews:
        same(cut, ground.reviewed(seed, decided(cut)), score)
    else:
        judge(cut, Running(adding(world(seed, _SOURCES)), cut).end(), score)
        same(cut, ground.added(seed), score)


def _kill(job: Job, desk: Path, chance: random.Random, score: Score, most: int, longest: float = _PAUSE) -> None:
    """Begin a job, kill it at some moment, and look at what it left."""
    running = Running(job, desk)
    running.wait_for(chance.randrange(most), chance.uniform(0, longest))
    judge(desk, running.kill(), score)


def _refused(said: list[str], score: Score) -> None:
    """Where there was no room, it was said in one clear line."""
    last = said[-1] if said else ""
    if not last.startswith("done") and "the disk is full" not in last:
        score.half += 1
        score.remark(f"said at the end: {last}")


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


ROUNDS: dict[str, tuple[Round, int]] = {  # and how many of 200
    "add, kill -9": (killed_add, 40),
    "review, kill -9": (killed_review, 40),
    "import, kill -9": (killed_import, 20),
    "migration, kill -9": (killed_migration, 15),
    "backup, kill -9": (killed_backup, 15),
    "mending, kill -9": (killed_mending, 10),
    "full disk": (full_disk, 15),
    "full volume": (full_volume, 5),
    "power cut": (power_cut, 40),
}
