"""Where, as two sources tell it: one place, one within the other, or two."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from peyvand.model import Event, Location
from peyvand.record.merging.table import table
from peyvand.record.names import folded

_NEAR = 60.0  # kilometres; a city and its airport, a port and its roads
_EARTH = 6371.0


class Where(Enum):
    """How two places stand to each other; each but UNKNOWN is a line of the evidence."""

    SAME = "same_place"
    WITHIN = "within_place"
    AT_SEA = "maybe_other_place"
    OTHER = "other_place"
    UNKNOWN = ""


def compare(one: Event, other: Event) -> Where:
    """How the places of two events stand to each other."""
    if not one.place or not other.place:
        return Where.UNKNOWN
    here, there = _words(one.place), _words(other.place)
    if here == there:
        return Where.SAME
    if here <= there or there <= here:
        return Where.SAME if here & there else Where.UNKNOWN
    a, b = one.location, other.location
    if a is None or b is None or (here | there) & table().seas:
        return Where.AT_SEA
    return _located(a, b)


def _located(one: Location, other: Location) -> Where:
    if (one.latitude is None or other.latitude is None) and one.country is not None and one.country == other.country:
        return Where.WITHIN
    if _kilometres(one, other) <= _NEAR:
        return Where.SAME
    return Where.OTHER


def _kilometres(one: Location, other: Location) -> float:
    """The distance of two points, without end where one is none."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(radians(one.longitude - other.longitude) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


@lru_cache(maxsize=8192)
def _words(place: str) -> frozenset[str]:
    return frozenset(folded(place).replace(",", " ").split()) - {"the", "of", "in", "at", "near", "off"}
