"""What a power cut can leave of SQLite's files: all that was synced, and any part of what was on its way.

Each commit is synced to the write-ahead log before its caller is told. So what stands behind the last commit in the log may be
lost, torn or rubbish; and a page of the record that the log has may be in the record file already, half of it, or not at all.
"""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass
from pathlib import Path

_HEADER, _FRAME = 32, 24
_BIG_ENDIAN = 1  # the last bit of the log's first number


@dataclass(frozen=True, slots=True)
class Log:
    """A write-ahead log: where its commits end, and which pages they have."""

    page: int  # bytes
    ends: tuple[int, ...]  # of the commits, in bytes from the beginning
    pages: tuple[frozenset[int], ...]  # of each commit

    @property
    def end(self) -> int:
        """Where the last commit ends; what stands behind it was never told to anyone."""
        return self.ends[-1] if self.ends else _HEADER


def read_log(path: Path) -> Log:
    """The commits of a log that a program which opens it will find."""
    data = path.read_bytes() if path.exists() else b""
    if len(data) < _HEADER:
        return Log(4096, (), ())
    magic, _, page, _, *salts = struct.unpack(">6I", data[:24])
    order = ">" if magic & _BIG_ENDIAN else "<"
    sums = _summed(data[:24], (0, 0), order)
    ends: list[int] = []
    pages: list[frozenset[int]] = []
    open_pages: set[int] = set()
    at = _HEADER
    while at + _FRAME + page <= len(data):
        number, size, *theirs = struct.unpack(">6I", data[at : at + _FRAME])
        sums = _summed(data[at : at + 8] + data[at + _FRAME : at + _FRAME + page], sums, order)
        if theirs[:2] != salts or tuple(theirs[2:]) != sums:
            break
        at += _FRAME + page
        open_pages.add(number)
        if size:
            ends.append(at)
            pages.append(frozenset(open_pages))
            open_pages = set()
    return Log(page, tuple(ends), tuple(pages))


def _summed(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """The log's own check sum, gone on with."""
    one, two = sums
    numbers = struct.unpack(f"{order}{len(data) // 4}I", data)
    for at in range(0, len(numbers), 2):
        one = (one + numbers[at] + two) & 0xFFFFFFFF
        two = (two + numbers[at + 1] + one) & 0xFFFFFFFF
    return one, two


def tear(record: Path, wal: Path, chance: random.Random) -> str:
    """Spoil all that a power cut may; what was done."""
    log = read_log(wal)
    done = [_tear_the_end(wal, log, chance)] if wal.exists() else []
    done.append(_spoil_pages(record, log, chance))
    shared = record.with_name(f"{record.name}-shm")
    if chance.random() < 0.5:
        shared.write_bytes(chance.randbytes(32768))  # nobody syncs it: it is whatever it is
        done.append("rubbish in the shared index")
    return ", ".join(filter(None, done)) or "nothing"


def lose_commits(wal: Path, chance: random.Random) -> int:
    """Cut the log in the middle of what was synced, as no sound disk does; how many commits are lost."""
    log = read_log(wal)
    if not log.ends:
        return 0
    at = chance.randrange(_HEADER, log.end)
    with wal.open("r+b") as file:
        file.truncate(at)
    return sum(end > at for end in log.ends)


def _tear_the_end(wal: Path, log: Log, chance: random.Random) -> str:
    """Lose, tear or spoil what stands behind the last commit."""
    size = wal.stat().st_size
    if size <= log.end:
        return ""
    at = chance.randrange(log.end, size)
    with wal.open("r+b") as file:
        if chance.random() < 0.5:
            file.truncate(at)
            return "the end of the log lost"
        file.seek(at)
        file.write(chance.randbytes(size - at) if chance.random() < 0.5 else bytes(size - at))
    return "rubbish at the end of the log"


def _spoil_pages(record: Path, log: Log, chance: random.Random) -> str:
    """Half-written pages in the record, of those that the log has."""
    size = record.stat().st_size
    spoilt = [number for number in sorted(frozenset().union(*log.pages)) if number * log.page <= size and chance.random() < 0.5]
    with record.open("r+b") as file:
        for number in spoilt:
            file.seek((number - 1) * log.page + log.page // 2)
            file.write(chance.randbytes(log.page // 2))
    return f"{len(spoilt)} pages half written" if spoilt else ""
