"""Where on earth a place lies that a text names: its country, and its point on the map if it is a city or a site.

A name is resolved only where it is unambiguous. One that cities of several countries bear means the largest if that is ten
times as large as the next; else the one whose country the context names; else none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from peyvand.model import Location
from peyvand.reading.lexicon import City, Country, Lexicon, Region, Role
from peyvand.reading.lexicon.words import word_list

_FAR_LARGER = 10  # times as many people as the next city of the name


def locate(name: str, lexicon: Lexicon, near: Collection[str] = (), within: str | None = None) -> Location | None:
    """Where a place lies; `near` are the countries that the context names, `within` the one said with the name itself."""
    for sense in lexicon.table.look_up(name):
        match sense.entry:
            case Country(code=code) if sense.role in {Role.NAME, Role.DEMONYM}:
                return Location(within or code)
            case Country(code=code) if within in {None, code}:
                return _capital(name, code, lexicon) if sense.role is Role.CAPITAL else lexicon.atlas.site(name) or Location(code)
            case _:
                pass
    site = lexicon.atlas.site(name)
    if site is not None and within in {None, site.country}:
        return site
    city = _one_of(lexicon.atlas.cities(name), near, within)
    return city.location if city is not None else _around(name, lexicon, near, within)


def _capital(name: str, code: str, lexicon: Lexicon) -> Location:
    """A capital or another seat of government, with its point on the map if the table of cities has it."""
    return next((city.location for city in lexicon.atlas.cities(name) if city.country == code), Location(code))


def _one_of(cities: Sequence[City], near: Collection[str], within: str | None) -> City | None:
    """The city that is meant; None where one could only guess."""
    if within is not None:
        return next((city for city in cities if city.country == within), None)
    if not cities:
        return None
    largest = cities[0]
    if all(city.country == largest.country or largest.thousands >= _FAR_LARGER * city.thousands for city in cities[1:]):
        return largest
    close = [city for city in cities if city.country in near]
    return close[0] if len({city.country for city in close}) == 1 else None


def _around(name: str, lexicon: Lexicon, near: Collection[str], within: str | None) -> Location | None:
    """A name without the words that only say what it is or which part of it: "Basel airport", "northern Darfur"."""
    for sense in lexicon.table.look_up(name):
        if isinstance(sense.entry, Region) and sense.entry.country:
            return Location(sense.entry.country)
    first, _, rest = name.partition(" ")
    if rest and first.lower() in word_list("parts_of_places"):
        return locate(rest, lexicon, near, within)
    before, _, last = name.rpartition(" ")
    if before and last.lower() in word_list("site_heads"):
        return locate(before.removesuffix("'s"), lexicon, near, within)
    return Location(within) if within is not None else None
