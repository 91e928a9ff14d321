"""Near copies: the same wire story in two papers is two sources, and the later one is known as a copy of the earlier."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from peyvand.record.schema import bands, sources
from peyvand.sources import Fingerprint, is_copy, fingerprint_bands


class Twin(NamedTuple):
    """The earlier source of two that have nearly the same text."""

    id: str
    name: str


def nearly_same(connection: Connection, fingerprint: Fingerprint, besides: str) -> Twin | None:
    """The earliest source, but for the one itself, that has nearly the same text."""
    shared = [(bands.c.band == at) & (bands.c.hash == value) for at, value in enumerate(fingerprint_bands(fingerprint))]
