"""Whether a desk that was stopped has all that its callers were told of, nothing half done, and goes on as if undisturbed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from peyvand.record.checking import check_folder
from peyvand.record.database import FILE, Database
from peyvand.record.export import export
from peyvand.record.schema import decisions, sources

_MOMENTS = {"added", "since", "until", "at"}
_CAME = re.compile(r'"came":\d+')  # the moment at which a decision was imported


@dataclass(slots=True)
class Score:
    """What rounds of one kind came to."""

    rounds: int = 0
    stops: int = 0
    told: int = 0  # things that a caller was told are in the record, when it was stopped
    lost: int = 0  # of them
    half: int = 0  # faults that a check found after a stop
    other: int = 0  # desks that ended otherwise than undisturbed
    skipped: str = ""
    remarks: list[str] = field(default_factory=list)

    @property
    def losses(self) -> int:
        """All that should be 0."""
        return self.lost + self.half + self.other

    def remark(self, text: str) -> None:
        """What to look into."""
        self.remarks.append(text)


def judge(desk: Path, said: Iterable[str], score: Score, may_lose: int = 0) -> None:
    """Open a desk that was stopped, and look for all that was said to be in it."""
    listed = list(said)
    score.stops += 1
    report = check_folder(desk)
    score.half += len(report.problems)
    for problem in report.problems[:5]:
        score.remark(f"{problem.line}")
    record = Database(desk / FILE)
    with record.reading() as connection:
        there = set(connection.execute(select(sources.c.id)).scalars())
        acts = {row.seq: row.act for row in connection.execute(select(decisions.c.seq, decisions.c.act))}
    record.close()
    told = [line.split() for line in listed if line.startswith(("source ", "decision "))]
    lost = [words for words in told if not (words[1] in there if words[0] == "source" else acts.get(int(words[1])) == words[2])]
    score.told += len(told)
    missing = max(0, len(lost) - may_lose)
    score.lost += missing
    if missing or lost != told[len(told) - len(lost) :]:  # what may be lost is the last
        score.lost += not missing
        score.remark(f"lost: {lost[:3]}")
    for line in listed:
        if line.startswith("broken"):
            score.half += 1
            score.remark(line)


def decided(desk: Path) -> int:
    """How many decisions people made."""
    record = Database(desk / FILE)
    with record.reading() as connection:
        number: int = connection.execute(
            select(func.count()).select_from(decisions).where(decisions.c.machine.is_(False))
        ).scalar_one()
    record.close()
    return number


def same(one: Path, other: Path, score: Score) -> None:
    """Whether two desks hold and export the same, byte for byte but for the moments at which it was written."""
    if exported(one) != exported(other):
        score.other += 1
        score.remark(f"{one} exports something else than {other}")
    elif (found := differing(one, other)) is not None:
        score.other += 1
        score.remark(f"{one} has other rows of {found} than {other}")


def exported(desk: Path) -> bytes:
    """All items of a desk, as they travel."""
    record = Database(desk / FILE)
    path = desk / "items.jsonl"
    export(record, path)
    record.close()
    return path.read_bytes()


def differing(one: Path, other: Path) -> str | None:
    """A table that isn't the same in two records, but for moments and search words; whatever was written by then is read."""
    with closing(sqlite3.connect(one / FILE)) as here, closing(sqlite3.connect(other / FILE)) as there:
        tables = [name for (name,) in here.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return next((name for name in tables if not name.startswith("search_") and _rows(here, name) != _rows(there, name)), None)


def _rows(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """The rows of a table, without moments."""
    columns = [f'"{column}"' for _, column, *_ in raw.execute(f"PRAGMA table_info({table})") if column not in _MOMENTS]
    rows = raw.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
    return sorted((tuple(_CAME.sub("", one) if isinstance(one, str) else one for one in row) for row in rows), key=repr)
