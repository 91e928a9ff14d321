"""The record at size: opening it, its pages, search, and the merging of new mentions, at 10⁴, 10⁵ and 10⁶ events.

    python bench/record.py                      all three sizes, about twenty minutes on two cores
    python bench/record.py --sizes 10000        a quick look

Ten thousand events of two thousand sources are written as an add writes them, and put together with one another. The larger
records are that one many times over, with other ids, days and months, and the same names. Then, in a process of its own, the
record is opened and asked, and ten thousand mentions of new sources are merged into it. Beside each page stands what SQLite
itself, asked for the same rows without anything around it, takes in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from record_growth import grow
from record_world import World, entry
from sqlalchemy import Connection, select
from watch import own_peak

from peyvand.model import Kind
from peyvand.record.cast import one_actor
from peyvand.record.database import Database
from peyvand.record.gathering import gather
from peyvand.record.pages import kept_entries
from peyvand.record.queries import Narrowed, Wanted
from peyvand.record.schema import actors, entries
from peyvand.record.search import hits, item_hits
from peyvand.record.writing import put_source

BASE = 10_000  # events that are written as an add writes them
OF_A_SOURCE = 5  # events
_NEW = 10_000  # mentions that are merged
_SAMPLE = 60  # pages of a kind that are asked for
_PAGE = 50  # entries
_SIZES = (10_000, 100_000, 1_000_000)
_WORDS = ("fisheries", "grant", "Geneva", "joint office", "Karimi pistachios", '"a rail line"', "earth*", "Tehran debts")
_NARROWED: tuple[Narrowed, ...] = (  # most of them to what hardly anything is: the dearest
    {"type": "AID"},
    {"type": "PROTEST"},
    {"status": "planned"},
    {"status": "denied", "since": "1990"},
    {"min_confidence": 0.99},
    {"issue": "trade"},
)
Ask = Callable[[Database], object]
_TOLD = (
    "SELECT * FROM entries WHERE until = 9223372036854775807 AND kind = 'event' AND earliest >= ?"
    " ORDER BY earliest, latest, id LIMIT ?"
)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Measure the record at size.")
    options.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="events, each a multiple of 10,000")
    options.add_argument("--base", type=Path, help="keep the base record here, and take it from here if it is there")
    options.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.ask is not None:
        print(json.dumps(measure(given.ask)))
        return
    with tempfile.TemporaryDirectory() as folder:
        base = given.base or Path(folder) / "base.db"
        if not base.exists():
            seconds = write(base)
            print(f"written and put together: {BASE:,} events of {BASE // OF_A_SOURCE:,} sources in {seconds:.0f} s", flush=True)
        for size in given.sizes:
            path = Path(folder) / f"{size}.db"
            begin = time.perf_counter()
            grow(base, path, size // BASE)
            grown = time.perf_counter() - begin
            made = subprocess.run(
                [sys.executable, __file__, "--ask", str(path)], check=True, capture_output=True, text=True
            ).stdout
            show(size, path.stat().st_size, grown, json.loads(made))
            path.unlink()


def write(path: Path) -> float:
    """Write the base record; the seconds."""
    world, record = World(1), Database.create(path)
    begin = time.perf_counter()
    for number in range(BASE // OF_A_SOURCE):
        new = entry(f"{number}", world.acts(OF_A_SOURCE))
        with record.writing() as connection:
            put_source(connection, new)
            gather(connection, new.source.id)
    record.close()
    return time.perf_counter() - begin


def measure(path: Path) -> dict[str, object]:
    """Open a record, ask it, and merge new mentions into it."""
    begin = time.perf_counter()
    record = Database(path)
    with record.reading() as connection:
        kept_entries(connection, Wanted(kind=Kind.EVENT), limit=_PAGE)
    opening = time.perf_counter() - begin
    asked = {name: timed(record, ask) for name, ask in questions(record).items()}
    merging = merge(record)
    record.close()
    peak = own_peak()
    return {"opening": opening, "pages": asked, "bare": bare(path), "merging": merging, "peak": peak}


def questions(record: Database) -> dict[str, Ask]:
    """What is asked, each time otherwise."""
    with record.reading() as connection:
        people = connection.execute(select(actors.c.id).where(actors.c.type == "person")).scalars().all()
        countries = connection.execute(select(actors.c.id).where(actors.c.type == "country")).scalars().all()
        ids = connection.execute(select(entries.c.id).limit(20_000)).scalars().all()
    chance = random.Random(5)

    def month() -> str:
        return f"{chance.randrange(1979, 2025)}-{chance.randrange(1, 13):02}"

    def actor(connection: Connection, among: Sequence[str]) -> object:
        who = chance.choice(among)
        return one_actor(connection, who), kept_entries(connection, Wanted(actor=who), limit=_PAGE)

    asked: dict[str, Callable[[Connection], object]] = {
        "timeline page": lambda at: kept_entries(at, Wanted(kind=Kind.EVENT, since=month()), limit=_PAGE),
        "next page": lambda at: kept_entries(at, Wanted(kind=Kind.EVENT), after=chance.choice(ids), limit=_PAGE),
        "narrowed page": lambda at: kept_entries(at, Wanted(kind=Kind.EVENT, **chance.choice(_NARROWED)), limit=_PAGE),
        "person page": lambda at: actor(at, people),
        "country page": lambda at: actor(at, countries),
        "search in sources": lambda at: hits(at, chance.choice(_WORDS), 20),
        "search in items": lambda at: item_hits(at, chance.choice(_WORDS), Wanted(kind=Kind.EVENT, since="1990"), 20),
    }
    return {name: partial(_in_reading, ask) for name, ask in asked.items()}


def _in_reading(ask: Callable[[Connection], object], record: Database) -> object:
    """Ask as a program does: each time with a connection of its own."""
    with record.reading() as connection:
        return ask(connection)


def timed(record: Database, ask: Ask) -> list[float]:
    """The seconds that each of several askings takes, after one to warm up."""
    ask(record)
    taken: list[float] = []
    for _ in range(_SAMPLE):
        begin = time.perf_counter()
        ask(record)
        taken.append(time.perf_counter() - begin)
    return sorted(taken)


def bare(path: Path) -> list[float]:
    """The seconds that SQLite itself takes for the rows of a page of the timeline."""
    chance, taken = random.Random(5), list[float]()
    with closing(sqlite3.connect(path)) as raw:
        for _ in range(_SAMPLE):
            begin = time.perf_counter()
            raw.execute(_TOLD, (f"{chance.randrange(1979, 2025)}-06-01", _PAGE)).fetchall()
            taken.append(time.perf_counter() - begin)
    return sorted(taken)


def merge(record: Database) -> float:
    """The seconds that it takes to put new mentions together with what is there, after they are written."""
    world, taken = World(1), 0.0  # the same acts told again by others, and as many that nobody told
    for number in range(_NEW // OF_A_SOURCE):
        acts = world.acts(OF_A_SOURCE)
        new = entry(f"new {number}", acts if number % 2 else World(number).acts(OF_A_SOURCE))
        with record.writing() as connection:
            put_source(connection, new)
            begin = time.perf_counter()
            gather(connection, new.source.id)
            taken += time.perf_counter() - begin
    return taken


def show(size: int, length: int, grown: float, found: dict[str, Any]) -> None:
    """The figures of one size."""
    pages, plain = found["pages"], found["bare"]
    print(f"\n{size:,} events of {size // OF_A_SOURCE:,} sources, {length / 2**30:.2f} GB, made in {grown:.0f} s")
    print(f"  opening, with the first page   {found['opening']:8.3f} s   (bound 1)")
    for name, taken in pages.items():
        middle, slow = statistics.median(taken), taken[max(0, round(len(taken) * 0.99) - 1)]
        ratio = f"   {middle / statistics.median(plain):.0f} times the bare rows" if name == "timeline page" else ""
        print(f"  {name:<30} {1000 * middle:8.1f} ms at the median, {1000 * slow:.1f} ms at the 99th percentile{ratio}")
    print(f"  merging {_NEW:,} new mentions    {found['merging']:8.1f} s   (bound 60)")
    print(f"  peak memory                    {found['peak'] / 2**20:8.0f} MB  (bound 1,024)", flush=True)


if __name__ == "__main__":
    main()
