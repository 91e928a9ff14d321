"""Work on documents, here or in processes of its own; the results come in the order of the documents either way.

A process that dies (out of memory, a crash in a library) costs the one document it died of: those it had in hand are
tried again one by one.
"""

from __future__ import annotations

import copyreg
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import MappingProxyType
from typing import Any

from peyvand.model import Fault, Metadata
from peyvand.record.workshop import Order, Result, Taken, Workshop
from peyvand.sources import Original


def _read_only(mapping: dict[str, Any]) -> MappingProxyType[str, Any]:
    """A read-only mapping, as it is made anew in another process."""
    return MappingProxyType(mapping)


# Metadata holds a read-only mapping, which pickle doesn't know how to send to another process.
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))

Batch = Sequence[Taken]
# Documents and bytes of a batch: 100 parses or more, so that what a batch costs is lost in it. With several processes it is
# smaller, so that none is idle while another has a batch of 60 short documents.
_MANY, _LARGE = 64, 256_000
_SHARE = 4
_AHEAD = 2  # batches in hand for each process: one that it works on, one that waits; memory hangs on it
_here: list[Workshop] = []  # in a process of a crew: the one workshop of it


def in_batches(documents: Iterable[Original | Fault], processes: int = 1) -> Iterator[list[Original | Fault]]:
    """Documents a few at a time, in their order."""
    share = 1 if processes <= 1 else _SHARE
    batch: list[Original | Fault] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.data) if isinstance(document, Original) else 0
        if len(batch) >= _MANY // share or size >= _LARGE // share:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def results(
    workshop: Workshop, batches: Iterable[Batch], overrides: Metadata, processes: int = 1
) -> Generator[tuple[Taken, Result], None, None]:
    """Each document with what came of it."""
    if processes <= 1:
        for batch in batches:
            yield from zip(batch, workshop.work(batch, overrides), strict=True)
        return
    crew = _Crew(workshop.order, overrides, processes)
    try:
        yield from crew.work(batches)
    finally:
        crew.dismiss()


class _Crew:
    """Processes that work on batches."""

    def __init__(self, order: Order, overrides: Metadata, processes: int) -> None:
        self._order = order
        self._overrides = overrides
        self._processes = processes
        self._pool = self._hire(processes)

    def work(self, batches: Iterable[Batch]) -> Iterator[tuple[Taken, Result]]:
        """Results in order, with no more than a few batches in hand."""
        waiting: deque[tuple[Batch, Future[list[Result]]]] = deque()
        for batch in batches:
            waiting.append((batch, self._hand(batch)))
            if len(waiting) >= self._processes * _AHEAD:
                yield from self._next(waiting)
        while waiting:
            yield from self._next(waiting)

    def dismiss(self) -> None:
        """Let the processes finish what they have in hand, and end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _next(self, waiting: deque[tuple[Batch, Future[list[Result]]]]) -> Iterator[tuple[Taken, Result]]:
        """The results of the batch that is first in the queue."""
        batch, future = waiting.popleft()
        try:
            found = future.result()
        except BrokenProcessPool:
            found = self._one_by_one(batch)
            self.dismiss()
            self._pool = self._hire(self._processes)
            for place, (later, _) in enumerate(waiting):
                waiting[place] = (later, self._hand(later))
        yield from zip(batch, found, strict=True)

    def _one_by_one(self, batch: Batch) -> list[Result]:
        """The results of a batch that a process died of: the documents singly, so that it shows which one it is."""
        found: list[Result] = []
        pool = self._hire(1)
        try:
            for taken in batch:
                try:
                    found += pool.submit(_work, [taken], self._overrides).result()
                except BrokenProcessPool:
                    reason = "the process that read it died, perhaps for want of memory"
                    found.append(Fault(taken.name, f"{taken.name}: {reason}. Split it into parts and add those."))
                    pool.shutdown()
                    pool = self._hire(1)
        finally:
            pool.shutdown()
        return found

    def _hand(self, batch: Batch) -> Future[list[Result]]:
        """Give a batch to the processes; to dead ones too, which is found out when it is waited for."""
        try:
            return self._pool.submit(_work, batch, self._overrides)
        except BrokenProcessPool as error:
            future: Future[list[Result]] = Future()
            future.set_exception(error)
            return future

    def _hire(self, processes: int) -> ProcessPoolExecutor:
        """New processes; begun afresh (spawn), so that they share no open record with this one."""
        return ProcessPoolExecutor(processes, get_context("spawn"), _begin, (self._order,))


def _begin(order: Order) -> None:
    """Make a process ready: Ctrl-C is for the parent to hear, which then lets its crew finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here.append(Workshop(order))


def _work(batch: Batch, overrides: Metadata) -> list[Result]:
    """Work on a batch, in a process of a crew."""
    return list(_here[0].work(batch, overrides))
