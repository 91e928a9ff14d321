"""Runs a command and watches the memory of it and its children."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_EVERY = 0.25  # seconds between two looks


@dataclass(slots=True)
class Watched:
    """How long a command took, and (progress, bytes of all its processes) at each look."""

    seconds: float = 0.0
    status: int = 0
    looks: list[tuple[float, int]] = field(default_factory=list)

    @property
    def peak(self) -> int:
        """The most memory that was held at a look."""
        return max((memory for _, memory in self.looks), default=0)

    def peak_up_to(self, progress: float) -> int:
        """The most memory that was held while the progress was at most so much."""
        return max((memory for at, memory in self.looks if at <= progress), default=0)


def watch(command: Sequence[str], progress: Callable[[], float]) -> Watched:
    """Run a command to its end; `progress` says how far it has come, from 0 to 1."""
    seen = Watched()
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            seen.looks.append((progress(), _memory(process.pid)))
            time.sleep(_EVERY)
        seen.status = process.returncode
    seen.seconds = time.perf_counter() - begin
    return seen


def own_peak() -> int:
    """The most memory that this process has held, in bytes: Linux counts its parent's in `ru_maxrss`, as it was at the start."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in bytes on a Mac


def _memory(pid: int) -> int:
    """The memory of a process and its children; what they share is counted once, where the system says how much that is."""
    total = 0
    try:
        main = psutil.Process(pid)
        for process in [main, *main.children(recursive=True)]:
            try:
                info = process.memory_full_info()
                total += getattr(info, "pss", info.rss)
            except psutil.Error:
                continue
    except psutil.Error:
        return total
    return total
