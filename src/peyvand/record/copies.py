"""Near copies: the same wire story in two papers is two sources, and the later one is known as a copy of the earlier."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from peyvand.record.moments import NOW
from peyvand.record.schema import bands, editions, sources
from peyvand.record.writing import Incoming
from peyvand.sources import bands as bands_of
from peyvand.sources import similar

# Share of runs of words in common from which two texts are one story: with another headline and cuts it keeps 0.6 and more,
# and two stories on one subject have less than 0.1 (`sources.fingerprint`).
_NEAR = 0.6


class Twin(NamedTuple):
    """The earlier one of two sources with nearly the same text."""

    id: str
    name: str


def nearly_same(connection: Connection, entry: Incoming) -> Twin | None:
    """The earliest source that has nearly the text of one that is about to be written."""
    if not entry.fingerprint:
        return None
    sharing = select(bands.c.source).where(bands.c.band.in_(bands_of(entry.fingerprint)))
    found = select(sources.c.id, sources.c.name, editions.c.fingerprint).join(editions, editions.c.source == sources.c.id)
    found = found.where(sources.c.id.in_(sharing), NOW.sees(editions)).order_by(sources.c.seq)
    for key, name, fingerprint in connection.execute(found):
        if similar(entry.fingerprint, fingerprint) >= _NEAR:
            return Twin(key, name)
    return None
