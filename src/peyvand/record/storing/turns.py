"""Whose turn it is to write: who waits for a long add to pause is let in before the add writes its next source.

SQLite lets in whoever asks at the right moment, which is nearly always the program that has just finished. So one has to have the
turn to ask at all, and gives it back when it may write: then who wrote last finds the turn taken by who waits. The turn is a lock
on the folder, which ends with its program, however that ends; where a system or a disk has none, it goes without.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PAUSE = 0.002  # seconds between two tries


@contextmanager
def turn(folder: Path, patience: float) -> Iterator[None]:
    """A block in which one asks to write; after so many seconds without the turn, one asks without it."""
    if sys.platform == "win32":
        yield
        return
    try:
        at = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        _wait(at, patience)
        yield
    finally:
        os.close(at)  # which gives it back


def _wait(at: int, patience: float) -> None:
    """Wait for the turn."""
    if sys.platform == "win32":
        return
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            fcntl.flock(at, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:
            return
        else:
            return
