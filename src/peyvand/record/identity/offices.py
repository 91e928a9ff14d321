"""Offices as texts write them: which office, of which country, and whether two can be one person's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from peyvand.dates import bounds
from peyvand.record.identity.nations import countries_in, country_name
from peyvand.record.identity.tables import table, weight
from peyvand.record.identity.writing import folded

_FILLING = frozenset("of the for to in at and a an s his her its islamic republic government acting".split())


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a country; of an envoy also the country where it is held."""

    role: str  # "foreign minister"; of an office that no table knows, its words
    country: str | None
    at: str | None = None
    single: bool = False  # held by one person at a time
    past: bool = False  # not held at the time of which the text speaks
    sphere: str | None = None
    rest: str = ""  # what the description has beside the office: "Abe" of "Prime Minister Abe"

    @property
    def key(self) -> str:
        """The office as the table of holders calls it."""
        return f"{self.role} to {country_name(self.at)}" if self.at else self.role


@cache
def _names() -> Sequence[tuple[str, str]]:
    """What offices are called, the longest first, with their keys."""
    named = [(_plain(name), key) for key, role in table("offices.toml")["roles"].items() for name in role["names"]]
    return sorted(named, key=lambda one: -len(one[0]))


def _plain(text: str) -> str:
    """The words that tell: "governor of the bank" and "bank governor" are cut to two words each."""
    words = re.sub(r"[^\w\u200c]+", " ", folded(text)).split()
    return " ".join(word for word in words if word not in _FILLING)


@cache
def _spheres() -> Mapping[str, str]:
    return {word: sphere for sphere, words in table("offices.toml")["words"].items() for word in words.split()}


@cache
def _bodies() -> frozenset[str]:
    return frozenset(table("bodies.toml")["generic"].split())


@cache
def _last_words() -> frozenset[str]:
    return frozenset(word for name, _ in _names() for word in name.split()[-1:])


def is_description(name: str, country: str | None) -> bool:
    """Whether what stands for a name is an office that one person holds: "the foreign minister of Japan"."""
    if not any(word in _last_words() or not word.isascii() for word in _plain(name).split()):
        return False  # most names, and quickly
    office = office_called(name, country)
    return office.single and not office.rest


@lru_cache(maxsize=65536)
def office_called(title: str, country: str | None = None) -> Office:
    """The office that a title means; `country` is its country where the title names none."""
    codes, rest = countries_in(title)
    words = rest.split()
    past = any(word in table("offices.toml")["past"].split() for word in words)
    words = [word for word in words if word not in table("offices.toml")["past"].split() and word not in _FILLING]
    padded = f" {' '.join(words)} "
    before = set(table("offices.toml")["before"].split())
    for name, key in _names():
        at = padded.find(f" {name} ")
        if at < 0:
            continue
        lead = padded[:at].split()
        if lead and lead[-1] in before:
            break
        left = (padded[:at] + padded[at + len(name) + 1 :]).split()
        if any(word in _spheres() or word in _bodies() for word in left):
            continue  # "president of the football federation" is no president of a country
        role = table("offices.toml")["roles"][key]
        owner, host = _owner(codes, country, envoy=key == "ambassador")
        return Office(key, owner, host, role.get("single", False), past, role["sphere"], " ".join(left))
    found = {_spheres()[word] for word in words if word in _spheres()}
    sphere = next((one for one in table("offices.toml")["words"] if one in found), None)
    return Office(" ".join(sorted(words)), codes[0] if codes else country, None, past=past, sphere=sphere)


def _owner(codes: Sequence[str], country: str | None, *, envoy: bool) -> tuple[str | None, str | None]:
    """Whose office it is, and of an envoy where: "Iran's ambassador to Japan", "the ambassador to Japan"."""
    if not envoy:
        return (codes[0] if codes else country), None
    if len(codes) > 1:
        return codes[0], codes[1]
    if len(codes) == 1 and country is not None and codes[0] != country:
        return country, codes[0]
    return (codes[0] if codes else country), None


def days_apart(one: str | None, other: str | None) -> int | None:
    """How many days lie between two dates at the least; None where one isn't known."""
    first, second = bounds(one) if one else None, bounds(other) if other else None
    if first is None or second is None:
        return None
    return max((second[0] - first[1]).days, (first[0] - second[1]).days, 0)


Held = tuple[Office, str | None]


def years_apart(one: Sequence[Held], other: Sequence[Held]) -> float | None:
    """How many years lie between the offices of two names at the least."""
    gaps = [gap for _, day in one for _, other_day in other if (gap := days_apart(day, other_day)) is not None]
    return min(gaps) / 365.25 if gaps else None


@dataclass(frozen=True, slots=True)
class Tie:
    """What the offices of two names say of their being one person."""

    weight: float = 0.0
    reason: str = ""


def tie(one: Sequence[Held], other: Sequence[Held]) -> Tie:
    """The strongest that speaks for, else against it."""
    found = [_tie(*held, *other_held) for held in one for other_held in other]
    best = max(found, key=lambda each: each.weight, default=Tie())
    return best if best.weight > 0 else min(found, key=lambda each: each.weight, default=Tie())


def _tie(one: Office, day: str | None, other: Office, other_day: str | None) -> Tie:
    gap = days_apart(day, other_day)
    same = one.role == other.role and one.at == other.at and bool(one.role)
    if same and one.country == other.country:
        return _same_office(one, gap)
    if same and one.single and None not in (one.country, other.country):
        return Tie(weight("offices", "other_country"), f"{one.role} of {one.country}, not of {other.country}")
    if gap is None:
        return Tie()
    if (
        sorted((one.sphere or "", other.sphere or "")) in [sorted(pair) for pair in table("offices.toml")["apart"]]
        and gap < 365 * 12
    ):
        return Tie(weight("offices", "other_sphere"), f"one in {one.sphere}, the other in {other.sphere}, in the same years")
    together = one.single and other.single and not (one.past or other.past) and gap <= weight("offices", "same_time_days")
    if together and one.role != other.role and one.country == other.country:
        return Tie(weight("offices", "other_at_the_time"), f"{one.role} and {other.role} at the same time")
    return Tie()


def _same_office(one: Office, gap: int | None) -> Tie:
    what = one.key if one.country is None else f"{one.key} ({one.country})"
    if not one.single:
        return Tie(weight("offices", "same_title"), f"both are {what}")
    if one.country is None:
        return Tie(weight("offices", "same_title"), f"both are {what}")
    if gap is not None and gap <= weight("offices", "same_time_days"):
        return Tie(weight("offices", "same_at_the_time"), f"both {what} at the same time")
    return Tie(weight("offices", "same"), f"both {what}")
