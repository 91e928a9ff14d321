"""Measures the reading of a large corpus: speed against the bare parse, memory, and how soon a command answers.

    make bench                              a million words, about a quarter of an hour on two cores
    make bench ARGS="--words 50000"         a quick look

Parse and reading take turns over the same documents, run by run, so that whatever else the machine does hits both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import corpus
from watch import watch
from workers import Run, Work, Worker, has_peer

_MB = 2**20
# What is set against what; the bounds are those that the reading has to keep.
RATIOS = (
    (Work.PLAIN, Work.PARSE, "; bound 1.4"),
    (Work.READ, Work.PARSE, "; bound 2.0"),
    (Work.READ, Work.PEER, ""),
)
_RUN = 40  # documents a worker is given at once, about 10,000 words: seconds of work, so that starting it doesn't count
PEYVAND = [sys.executable, "-m", "peyvand"]


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Measure the reading of a large corpus.")
    options.add_argument("--words", type=int, default=1_000_000, help="size of the corpus (default: a million)")
    options.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="processes for the second part (default: all cores)"
    )
    given = options.parse_args()
    for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "NUMEXPR"):
        os.environ[f"{library}_NUM_THREADS"] = "1"  # one thread a process, also in those started from here
    with TemporaryDirectory(prefix="peyvand-bench-") as folder:
        documents = Path(folder) / "corpus"
        documents.mkdir()
        paths = corpus.write(documents, given.words)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
        print(f"Corpus: {words:,} words in {len(paths):,} documents; {os.cpu_count()} cores.", flush=True)
        compare(paths, 1)
        if given.processes > 1:
            compare(paths, given.processes)
        add(Path(folder) / "desk", documents, len(paths), words, given.processes)
        start_up(Path(folder) / "desk")


def compare(paths: Sequence[Path], processes: int) -> None:
    """Parse and read all documents in turns, in so many processes at once each, and print speed, ratio and memory."""
    groups = [paths[at : at + _RUN * processes] for at in range(0, len(paths), _RUN * processes)]
    works = [work for work in Work if work is not Work.PEER or has_peer()]
    runs: dict[Work, list[list[Run]]] = {work: [] for work in works}
    with ExitStack() as stack:
        workers = {work: [stack.enter_context(Worker(work)) for _ in range(processes)] for work in works}
        for number, group in enumerate(groups):
            for work in works if number % 2 == 0 else reversed(works):
                runs[work].append(together(workers[work], [group[at::processes] for at in range(processes)]))
    report(runs, processes)


def together(workers: Sequence[Worker], shares: Sequence[Sequence[Path]]) -> list[Run]:
    """Let each worker do its share at the same time."""
    for worker, share in zip(workers, shares, strict=True):
        worker.start(share)
    return [worker.result() for worker in workers]


def report(runs: dict[Work, list[list[Run]]], processes: int) -> None:
    """Print what the turns came to; the seconds of several processes at once are those of the slowest."""
    tokens = sum(run.number for group in runs[Work.PARSE] for run in group)
    wall = {work: sum(max(run.wall for run in group) for group in groups) for work, groups in runs.items()}
    cpu = {work: sum(run.cpu for group in groups for run in group) for work, groups in runs.items()}
    print(f"\n{'One process' if processes == 1 else f'{processes} processes at once'}, one thread each")
    for work, turns in runs.items():
        peak = max(run.peak for group in turns for run in group) / _MB
        speed = f"{tokens / wall[work]:8,.0f} tokens/s ({tokens / cpu[work]:,.0f} a CPU-second)"
        print(f"  {work.value:<28}{speed}, peak memory {peak:,.0f} MB{' each' if processes > 1 else ''}")
    for work, base, bound in RATIOS:
        if work in runs and base in runs:
            ratios = [parts(one) / parts(other) for one, other in zip(runs[work], runs[base], strict=True)]
            middle = f"median of {len(ratios)} turns {statistics.median(ratios):.2f}"
            print(f"  {work.value} : {base.value} = {wall[work] / wall[base]:.2f} by the clock, ", end="")
            print(f"{cpu[work] / cpu[base]:.2f} by the processor ({middle}){bound}")
    groups = runs[Work.READ]
    marks = ((share, groups[max(0, round(len(groups) * share) - 1)]) for share in (0.1, 0.5, 1.0))
    print(
        "  memory while reading: "
        + ", ".join(f"{max(run.memory for run in group) / _MB:,.0f} MB at {share:.0%}" for share, group in marks)
    )
    sys.stdout.flush()


def parts(group: Sequence[Run]) -> float:
    """The processor's seconds of a turn."""
    return sum(run.cpu for run in group)


def add(desk: Path, documents: Path, number: int, words: int, processes: int) -> None:
    """Add the corpus to a new desk with the command line, and print its speed and memory."""
    subprocess.run([*PEYVAND, "new", str(desk), "--pair", "IRN", "JPN"], check=True, stdout=subprocess.DEVNULL)
    originals = desk / "sources"

    def progress() -> float:
        return sum(1 for path in originals.rglob("*") if path.is_file()) / number

    seen = watch([*PEYVAND, "add", str(desk), str(documents), "--processes", str(processes)], progress)
    print(f"\npeyvand add, {processes} process{'' if processes == 1 else 'es'} (exit status {seen.status})")
    print(f"  {words / seen.seconds:,.0f} words/s, {number / seen.seconds:,.1f} documents/s, with starting, storing and indexing")
    marks = ", ".join(f"{seen.peak_up_to(share) / _MB:,.0f} MB up to {share:.0%}" for share in (0.1, 0.5, 1.0))
    print(f"  peak memory of all its processes {seen.peak / _MB:,.0f} MB ({marks})", flush=True)


def start_up(desk: Path) -> None:
    """Print how soon commands answer that read nothing; the timeline is that of a small desk, and of the large one."""
    with TemporaryDirectory() as folder:
        subprocess.run([*PEYVAND, "demo", folder], check=True, stdout=subprocess.DEVNULL)
        small = str(Path(folder) / "iran-japan")
        print("\nStart-up, the best and the median of 9; bound 0.5 s")
        for said, arguments in (
            ("peyvand --help", ["--help"]),
            ("peyvand timeline (samples)", ["timeline", small]),
            ("peyvand timeline --since 2026-12 (corpus)", ["timeline", str(desk), "--since", "2026-12"]),
        ):
            seconds = sorted(_seconds([*PEYVAND, *arguments]) for _ in range(9))
            print(f"  {said:<44}{seconds[0]:.2f} s, {statistics.median(seconds):.2f} s")


def _seconds(command: Sequence[str]) -> float:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as its users have it
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
