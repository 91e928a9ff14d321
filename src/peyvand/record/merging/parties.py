"""Who took part, as two sources tell it: whether the sides of one are those of the other.

A side is a country, with whoever acts for it, or an actor of no country. An official and his government stand for one
another; two persons of different names on one side don't, unless another of that side is in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from peyvand.model import ActorType
from peyvand.record.merging.evidence import Evidence
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Telling
from peyvand.record.names import folded


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part; where nothing says what it is, none of the four, and it may be anybody of its country."""

    name: str
    id: str | None
    country: str | None
    person: bool
    state: bool  # a country or its government as a whole
    organ: bool  # a ministry, a navy, an embassy: part of a state
    body: bool  # any other organisation

    @property
    def side(self) -> str:
        """What it belongs to: its country; without one it is a side by itself."""
        return self.country or self.id or folded(self.name)


class Match(IntEnum):
    """How well two that take part on one side fit each other, from worst to best."""

    OTHER = 0  # two persons, or two bodies
    FIRM = 1  # a firm or a club, and its country
    STANDS = 2  # an official, or an organ, and his government
    LIKELY = 3  # one of them is known by description only
    COUNTRY = 4
    BODY = 5
    PERSON = 6


_KEYS: Mapping[Match, str] = {
    Match.FIRM: "firm_and_country",
    Match.STANDS: "stands_for",
    Match.LIKELY: "by_description",
    Match.COUNTRY: "same_country",
    Match.BODY: "same_body",
    Match.PERSON: "same_person",
}

Sides = Mapping[str, Sequence[Party]]


@lru_cache(maxsize=16384)
def party(telling: Telling, name: str) -> Party:
    """Who a name of a telling's item is."""
    type_ = telling.types.get(name)
    country = telling.countries.get(name)
    words = _name_words(name)
    known = table()
    state = type_ in {ActorType.COUNTRY, ActorType.PLACE_LIKE_GOVERNMENT} or bool(country and words & known.whole_state)
    person = type_ is ActorType.PERSON
    organ = not (state or person) and country is not None and bool(words & known.state_words)
    body = not (state or person or organ) and (type_ is not None or country is None)
    return Party(name, telling.actors.get(name), country, person, state and not person, organ, body)


@lru_cache(maxsize=16384)
def _name_words(name: str) -> frozenset[str]:
    return frozenset(folded(name).split())


def sides(telling: Telling, names: Iterable[str]) -> Sides:
    """The parties of these names, by the side that each is on."""
    found: defaultdict[str, list[Party]] = defaultdict(list)
    for name in names:
        one = party(telling, name)
        found[one.side].append(one)
    return found


def match(one: Party, other: Party) -> Match:
    """How well two of one side fit each other."""
    if one.id is not None and one.id == other.id:
        return Match.PERSON if one.person else Match.COUNTRY if one.state else Match.BODY
    if one.state and other.state:
        return Match.COUNTRY
    if one.person and other.person:
        return Match.OTHER if one.id and other.id else Match.LIKELY
    if one.body or other.body:
        return _with_body(one, other)
    if one.organ and other.organ and one.id and other.id:
        return Match.OTHER
    return Match.STANDS


def _with_body(one: Party, other: Party) -> Match:
    """A firm, a club or a body of no country, against another."""
    if one.body and other.body:
        alike = folded(one.name) == folded(other.name) and not (one.id and other.id)
        return Match.BODY if alike else Match.OTHER
    rest = other if one.body else one
    return Match.FIRM if rest.state else Match.OTHER


def meet(here: Sides, there: Sides, evidence: Evidence) -> bool:
    """Hear what two tellings' sides say; whether they can be the same at all."""
    common = [key for key in here if key in there]
    best: list[tuple[Match, str]] = []
    for key in common:
        found, names = max(((match(a, b), _named(a, b)) for a in here[key] for b in there[key]), key=lambda pair: pair[0])
        if found is Match.OTHER:
            evidence.add("rivals", f"{_names(here[key])} here, {_names(there[key])} there")
        else:
            best.append((found, names))
        if found >= Match.BODY and _rest_differs(here[key], there[key]):
            evidence.add("other_company", f"{_names(here[key])} here, {_names(there[key])} there")
    for found, names in sorted(best, reverse=True)[:2]:
        evidence.add(_KEYS[found], names)
    return _left_over(here, there, common, evidence)


def _left_over(here: Sides, there: Sides, common: Sequence[str], evidence: Evidence) -> bool:
    """Hear what the sides say that only one of the two has; False where no side is in both."""
    mine = [each for key in here if key not in common for each in here[key]]
    theirs = [each for key in there if key not in common for each in there[key]]
    if mine and theirs:
        evidence.add("unplaced" if _unplaced(mine, theirs) else "strangers", f"{_names(mine)} here, {_names(theirs)} there")
    elif mine or theirs:
        evidence.add("more_sides" if len(common) > 1 else "unsaid", _names(mine or theirs))
    return bool(common)


def _unplaced(mine: Sequence[Party], theirs: Sequence[Party]) -> bool:
    """Whether those of one list may belong to those of the other: a body whose country isn't known may be of any."""
    homeless = [all(each.country is None and not each.person for each in those) for those in (mine, theirs)]
    unknown = any(each.country is None and each.id is None for each in (*mine, *theirs))
    return unknown or homeless[0] != homeless[1]


def _rest_differs(here: Sequence[Party], there: Sequence[Party]) -> bool:
    """Whether each of two lists of one side has a person that the other hasn't."""
    mine, theirs = ({each.id for each in those if each.person and each.id} for those in (here, there))
    return bool(mine - theirs) and bool(theirs - mine)


def _named(one: Party, other: Party) -> str:
    if one.name == other.name or (one.id is not None and one.id == other.id):
        return max(one.name, other.name, key=len)
    return " / ".join(sorted((one.name, other.name)))


def _names(parties: Iterable[Party]) -> str:
    return " and ".join(dict.fromkeys(each.name for each in parties))
