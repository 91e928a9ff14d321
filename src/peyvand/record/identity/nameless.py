"""What the reading calls an actor that a text gives no name: "officials", "the Turkish foreign minister", "a spokesman"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from peyvand.reading.lexicon.words import word_list
from peyvand.record.identity.nations import countries_in, standard_lexicon
from peyvand.record.identity.sounds import given_name
from peyvand.record.identity.tables import table
from peyvand.record.identity.writing import folded

_JOINING = re.compile(r"\A(?:[a-z]{1,2}['’-].+|[A-Z].*)\Z")


@cache
def _offices() -> frozenset[str]:
    """Words of which the names of offices are made."""
    terms = standard_lexicon().offices
    words = {
        *terms.heads,
        *terms.heads.values(),
        *terms.modifiers,
        *terms.portfolios,
        *terms.honorifics,
        "of",
        "and",
        "for",
        "the",
    }
    return frozenset(folded(word) for phrase in words for word in re.split(r"[\s-]", phrase) if not given_name(folded(word)))


@cache
def _joints() -> frozenset[str]:
    """Words within a name that are written small: "de", "bin"."""
    return frozenset([*table("names.toml")["particles"].split(), "y", "e", "i", "ye", "o", "und"])


@lru_cache(maxsize=65536)
def is_nameless(name: str) -> bool:
    """Whether what stands for a person's name is none: it has a word in small letters, or only words of office."""
    cased = [word for word in re.split(r"[\s,]+", name) if word and word[0].lower() != word[0].upper()]
    if any(word[0].islower() and folded(word) not in _joints() and not _JOINING.match(word) for word in cased):
        return True
    words = re.split(r"[^\w]+", countries_in(name)[1]) if cased else []
    return bool(cased) and all(word in _offices() for word in words)


@cache
def _groups() -> frozenset[str]:
    """Words for bodies and groups of people of any kind, in the singular or without their "s"."""
    terms = standard_lexicon().offices
    words = {*terms.group_words, *terms.heads, *terms.heads.values(), *table("bodies.toml")["generic"].split()}
    for key in ("state", "economy", "people", "bodies", "body_heads", "small_body_heads", "crowds", "forces", "parts_of_bodies"):
        words |= word_list(key)
    return frozenset(folded(word).rstrip("s") for phrase in words for word in phrase.split())


def is_group_word(word: str) -> bool:
    """Whether a word tells no body from another: "officials", "bank"."""
    return word.rstrip("s") in _groups()


@lru_cache(maxsize=65536)
def is_unnamed_body(name: str) -> bool:
    """Whether what stands for a body's name is none: in small letters, or of words that any body may have."""
    said = re.sub(r"['’]s\b", "", name)
    codes, rest = countries_in(said, capitals=False)
    words = [word for word in rest.split() if word not in {"the", "of", "and", "for", "in", "a", "an", "on", "to", "both"}]
    if all(is_group_word(word) for word in words):
        return True
    cased = [word for word in said.split() if word[0].lower() != word[0].upper()]
    capital = [word for word in cased if word[0].isupper() and not (codes and not countries_in(word, capitals=False)[1])]
    return bool(cased) and not capital
