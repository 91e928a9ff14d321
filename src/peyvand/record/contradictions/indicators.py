"""What a figure counts, in a form in which two can be compared: the words without their wording, the countries by their part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from peyvand.exchange import digest
from peyvand.model import Figure
from peyvand.record.contradictions.table import table
from peyvand.record.merging.days import window
from peyvand.record.merging.words import stem
from peyvand.record.names import folded

_WORD = re.compile(r"@[A-Z]{3}|#?\w+")
_CURRENCY = re.compile(r"[A-Z]{3}\b")
_COUNTING = re.compile(r"percent|percentage|rank|ratio|times")
_TURNED = {"from": "from", "to": "to", "by": "owner", "in": "in", "of": "owner"}
UNDATED = "~"
_TIMES = frozenset({"second", "hour", "day", "week", "month", "year"})


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure counts."""

    words: frozenset[str]
    quantity: str  # what its unit measures, a currency, percent, or "number"
    roles: Mapping[str, str]  # owner, from, to: a country that the words name
    countries: frozenset[str]  # all that it is about
    lasting: bool  # whether it is the same whenever it is told
    qualified: frozenset[str]  # what the words around add: that it is of what is to be, net, without oil …

    def fits(self, other: Counted) -> bool:
        """Whether the countries of the two have the same parts, as far as both say."""
        return all(other.roles.get(role, code) == code for role, code in self.roles.items())


def counted(figure: Figure) -> Counted | None:
    """What a figure counts; None where its indicator says too little to be compared."""
    known = table()
    words, roles, countries = _read(figure.indicator)
    quantity = _quantity(figure)
    words -= known.implied.get(figure.unit.partition(" per ")[0], frozenset())
    if quantity == "number":
        words -= {stem(folded(word)) for word in figure.unit.split()} - known.alone
    countries |= frozenset(figure.geo)
    enough = len(words) > 1 or words & known.alone or (words & known.of_two_countries and len(countries) > 1)
    if not enough:
        return None
    qualified = frozenset(name for name, pattern in known.qualifiers.items() if pattern.search(figure.quote.exact))
    return Counted(words, quantity, roles, countries, bool(words & known.lasting), qualified)


def keys(figure: Figure) -> tuple[str, ...]:
    """The key under which figures of the same indicator, quantity and period are found, behind its last day; none or one."""
    what = counted(figure)
    if what is None:
        return ()
    days = window(figure.period)
    period = "" if what.lasting or days is None else f"{days[0]}-{days[1]}"
    last = figure.period if period and figure.period else UNDATED
    return (f"figure|{last}|{digest(*sorted(what.words), what.quantity, period)}",)


def _quantity(figure: Figure) -> str:
    """In what a figure counts."""
    unit, per, time = figure.unit.partition(" per ")
    dimension = table().dimensions.get(unit)
    if dimension is not None:
        return f"{dimension}{per}{'time' if time in _TIMES else time}"
    if _CURRENCY.match(figure.unit) or " per " in figure.unit or _COUNTING.match(figure.unit):
        return figure.unit.lower()
    return "number"


@lru_cache(maxsize=16384)
def _read(indicator: str) -> tuple[frozenset[str], Mapping[str, str], frozenset[str]]:
    """The words of an indicator, the countries by their part, and all countries."""
    known = table()
    marked = _country_pattern().sub(lambda found: f" @{_country_words()[folded(found[0])]} ", indicator)
    plain = known.phrases.sub(lambda found: f" {known.same[found[0].lower()]} ", marked)
    tokens = _WORD.findall(plain)
    roles: dict[str, str] = {}
    words: set[str] = set()
    for at, token in enumerate(tokens):
        if token.startswith("@"):
            turned = _TURNED.get(tokens[at - 1].lower()) if at else None
            roles.setdefault(turned or "owner", token[1:])
        elif folded(token) not in known.idle:
            words.add(stem(folded(token)))
    countries = frozenset(token[1:] for token in tokens if token.startswith("@"))
    return frozenset(words), roles, countries


def countries_named(text: str) -> list[str]:
    """The codes of the countries that a text names, also by their adjectives, in its order."""
    return [_country_words()[folded(found[0])] for found in _country_pattern().finditer(text)]


def is_country(word: str) -> bool:
    """Whether a word, folded, is the name of a country or its adjective, by itself or among several."""
    return word in _country_parts() or word.removesuffix("'s").removesuffix("’s") in _country_parts()


@cache
def _country_parts() -> frozenset[str]:
    """The single words of the names of countries, and of their capitals, by which a government is meant."""
    from peyvand.reading.lexicon import countries

    capitals = {folded(capital) for country in countries().values() for capital in (country.capital or "", *country.capitals)}
    return frozenset(part for name in (*_country_words(), *capitals) for part in name.split())


@cache
def _country_words() -> Mapping[str, str]:
    """What countries are called, folded, and their adjectives, with their codes; what means several is left out."""
    from peyvand.reading.lexicon import countries

    found: dict[str, set[str]] = {}
    for code, country in countries().items():
        for name in (country.name, *country.names, *country.demonyms):
            if len(name) > 3 and name[0].isupper():
                found.setdefault(folded(name), set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


@cache
def _country_pattern() -> re.Pattern[str]:
    """Finds the names of countries."""
    names = sorted(_country_words(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
