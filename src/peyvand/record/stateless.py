"""Documents read without a desk: nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from peyvand.model import Fault, Item, Metadata, Source

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained


def explain(target: str, *, overrides: Metadata = Metadata()) -> Iterator[tuple[Source, list[Explained]] | Fault]:
    """As `read`, with how each item was read."""
    from peyvand.record.workshop import Order, Workshop

    workshop = Workshop(Order())
    for result in read(target, overrides=overrides):
        yield result if isinstance(result, Fault) else (result[0], workshop.explain(result[0]))


def read(target: str, *, overrides: Metadata = Metadata()) -> Iterator[tuple[Source, list[Item]] | Fault]:
    """Read a file, folder, feed or address without a desk: each document with its items, or why it has none."""
    from peyvand.record.crew import in_batches, results
    from peyvand.record.workshop import Order, Worked, Workshop
    from peyvand.sources import originals

    for _, result in results(Workshop(Order()), in_batches(originals([target], overrides=overrides)), overrides):
        if isinstance(result, Worked):
            yield from result.faults
            if result.reader is None:
                yield Fault(result.source.name, f"{result.source.name}: {result.unread}.")
            else:
                yield result.source, list(result.items)
        elif isinstance(result, Fault):
            yield result
