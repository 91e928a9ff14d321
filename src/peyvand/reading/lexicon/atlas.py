"""Where places lie: the table of cities and the well-known sites, looked up by name."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from peyvand.model import Location
from peyvand.reading.lexicon.phrases import fold
from peyvand.reading.lexicon.tables import Entry, Table

_FILE = "places.tsv.gz"


@dataclass(frozen=True, slots=True)
class City:
    """A city of a name: where it lies, and how many people live there."""

    country: str  # ISO 3166-1 alpha-3
    latitude: float
    longitude: float
    thousands: int  # of inhabitants

    @property
    def location(self) -> Location:
        """Where it lies."""
        return Location(self.country, self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class Atlas:
    """Cities and sites by their folded names."""

    sites: Mapping[str, Location]

    def site(self, name: str) -> Location | None:
        """Where a well-known place that is no city lies."""
        return self.sites.get(fold(name))

    def cities(self, name: str) -> tuple[City, ...]:
        """The cities of a name, the largest first."""
        return _cities(fold(name))


def atlas_of(table: Table) -> Atlas:
    """An atlas with the sites of `sites.toml`; the table of cities is read when the first is asked for."""
    sites: dict[str, Location] = {}
    for name, value in table.items():
        entry = Entry("sites.toml", name, value)
        location = Location(entry.text_or_none("country"), entry.number("latitude"), entry.number("longitude"))
        sites.update((fold(one), location) for one in (name, *entry.texts("names")))
        entry.done()
    return Atlas(sites)


@cache
def _lines() -> Sequence[str]:
    """The table's lines, in the order of their names: kept as they are, 64,000 names take 9 MB, and none is read in vain."""
    return gzip.decompress((files(__package__) / _FILE).read_bytes()).decode().splitlines()


@lru_cache(maxsize=4096)
def _cities(key: str) -> tuple[City, ...]:
    lines, sought = _lines(), f"{key}\t"
    at = bisect_left(lines, sought)
    if at == len(lines) or not lines[at].startswith(sought):
        return ()
    rows = (row.split(",") for row in lines[at][len(sought) :].split(";"))
    return tuple(City(country, float(north), float(east), int(people)) for country, north, east, people in rows)
