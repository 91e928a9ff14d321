"""Ctrl-C heard at the right moment: what is in hand is finished, and no more begun. A second Ctrl-C stops at once."""

from __future__ import annotations

import signal
import threading
from types import FrameType, TracebackType
from typing import Self


class Interruption:
    """Within its block, the first Ctrl-C is only noted; outside the main thread, where there is none, nothing is."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Self:
        self._listens = threading.current_thread() is threading.main_thread()
        if self._listens:
            self._former = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._listens:
            signal.signal(signal.SIGINT, self._former)

    def _note(self, number: int, frame: FrameType | None) -> None:
        """Note the first, and give way to the second."""
        if self.asked:
            signal.default_int_handler(number, frame)
        self.asked = True
