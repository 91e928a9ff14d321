"""Countries in names and offices: "of Japan", "Japanese", "Iran's", and the capitals that stand for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from peyvand.reading.lexicon.standard import Lexicon
from peyvand.record.identity.writing import folded


@cache
def standard_lexicon() -> Lexicon:
    """What the reading knows of countries, bodies and offices."""
    return Lexicon()


@cache
def _words(*, capitals: bool) -> Mapping[str, str]:
    """Names, demonyms and capitals, folded, each with its country's code; what two countries share is left out."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for words in (_names, _demonyms, _capitals) if capitals else (_plain_names, _demonyms):
        for code in standard_lexicon().countries:
            for word in words(code):
                key = _key(word)
                if found.setdefault(key, code) != code and words in (_names, _plain_names):
                    shared.add(key)
    return {key: code for key, code in found.items() if key not in shared}


def _plain_names(code: str) -> tuple[str, ...]:
    """A country's names in English: "Nippon" in a company's name doesn't mean the country."""
    return tuple(name for name in _names(code) if name not in {"Nippon", "Nihon", "Persia"})


def _names(code: str) -> tuple[str, ...]:
    country = standard_lexicon().countries[code]
    return (country.name, *country.names)


def _demonyms(code: str) -> tuple[str, ...]:
    return tuple(word for word in standard_lexicon().countries[code].demonyms if len(word) > 3)


def _capitals(code: str) -> tuple[str, ...]:
    country = standard_lexicon().countries[code]
    return tuple(word for word in (country.capital, *country.capitals) if word)


def _key(word: str) -> str:
    return re.sub(r"[^\w]+", " ", re.sub(r"\.", "", folded(word))).strip().removeprefix("the ")


def country_called(name: str) -> str | None:
    """The code of the country that a name or a code means: "Islamic Republic of Iran", "Japan"; capitals don't count."""
    return _country_names().get(_key(name))


def country_name(code: str) -> str:
    """The short name of a country."""
    return standard_lexicon().countries[code].name if code in standard_lexicon().countries else code


@cache
def _country_names() -> Mapping[str, str]:
    return {_key(word): code for code in standard_lexicon().countries for word in (*_names(code), code)} | {
        "ایران": "IRN", "ژاپن": "JPN", "日本": "JPN", "日本国": "JPN", "イラン": "IRN",
    }  # fmt: skip


_LONGEST = 5  # words of a country's name


@lru_cache(maxsize=16384)
def countries_in(text: str, *, capitals: bool = True) -> tuple[tuple[str, ...], str]:
    """The codes of the countries that a text names, in order, and the text without them, folded.

    A capital stands for its country, if asked to: "the embassy of Japan in Tehran".
    """
    words = _key(re.sub(r"['’]s\b", "", text)).split()
    found: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            code = (
                _words(capitals=capitals).get(phrase)
                if not phrase.isdigit() and (len(phrase) > 2 or phrase in {"us", "uk"})
                else None
            )
            if code is not None:
                found.append(code)
                at += size
                break
        else:
            rest.append(words[at])
            at += 1
    return tuple(found), " ".join(rest)
