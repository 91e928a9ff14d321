"""Which actors are worth comparing at all: two that may be one share a key."""

from __future__ import annotations

from collections.abc import Collection

from peyvand.model import ActorType
from peyvand.record.identity.bodies import bodies_called, body_keys
from peyvand.record.identity.holders import Holders, standard_holders
from peyvand.record.identity.likeness import holder_of, names_of
from peyvand.record.identity.named import Named
from peyvand.record.identity.nations import country_called
from peyvand.record.identity.offices import office_called
from peyvand.record.identity.persons import surnames
from peyvand.record.identity.skeletons import person_keys, skeletons
from peyvand.record.identity.sounds import tongue_of
from peyvand.record.identity.writing import folded


def keys(actor: Named, *, holders: Holders | None = None) -> frozenset[str]:
    """The keys of an actor: two that may be one share one, and only what shares one needs to be compared (`meet`).

    What a key begins with tells what is shared: `p:` surname and the beginning of the given name, `s:` the surname alone,
    `o:` an office, `h:` a person of the table of office-holders; of bodies `b:` identity, `w:` a word, `a:` an acronym; `c:`
    a country. A name without a given name has no `p:`; it alone needs to be looked up by `s:`, of which blocks are long.
    """
    if actor.type is ActorType.PERSON:
        return frozenset(_person(actor, holders or standard_holders()))
    if actor.type is ActorType.ORGANIZATION:
        return frozenset().union(*map(body_keys, bodies_called(actor.names, actor.country)))
    code = (actor.country if actor.type is ActorType.COUNTRY else None) or country_called(actor.name)
    return frozenset({f"c:{code}"} if code else {f"c:{folded(name).removeprefix('the ')}" for name in actor.names})


def _person(actor: Named, holders: Holders) -> set[str]:
    tongue = tongue_of(actor.country)
    found: set[str] = set()
    for name in names_of(actor, tongue):
        if name.is_full:
            found |= person_keys(name, tongue)
        for surname in surnames(name, tongue):
            found |= {f"s:{key}" for key in skeletons(surname, tongue)}
    found |= {key for title, _ in actor.offices if (key := office_key(title, actor.country)) is not None}
    person = holder_of(actor, holders)
    if person is not None:
        found.add(f"h:{person[0]} {person[1]}")
    return found


def office_key(title: str, country: str | None) -> str | None:
    """The key of whoever holds an office; None for one that several hold, or that is of no known country."""
    office = office_called(title, country)
    return f"o:{office.key}|{office.country}" if office.single and office.country else None


def meet(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two actors with these keys are worth comparing: of two full names, the surname in common is not enough."""
    shared = set(one) & set(other)
    return any(not key.startswith("s:") for key in shared) or (bool(shared) and (_is_short(one) or _is_short(other)))


def _is_short(keys_of_one: Collection[str]) -> bool:
    return not any(key.startswith("p:") for key in keys_of_one)
