"""Names looked up: how a phrase is folded for comparing, and what it may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from peyvand.reading.lexicon.entries import Country, Organisation, Region

Named: TypeAlias = Country | Region | Organisation


class Role(StrEnum):
    """In what way a phrase means an entry; in the order in which meanings are preferred."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    METONYM = "metonym"


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a phrase may mean."""

    entry: Named
    role: Role
    written: str  # as the lexicon writes it

    def fits(self, text: str) -> bool:
        """Whether words of a text are capitalised as the lexicon asks: "us" isn't the United States, nor "turkey" Turkey."""
        ours, theirs = bare(self.written), bare(text)
        if not any(letter.islower() for letter in ours):
            return theirs.replace(".", "").isupper() or not any(letter.isalpha() for letter in ours)
        return not ours[0].isupper() or theirs[:1].isupper()


_POSSESSIVE = re.compile(r"\s?['’](?:s)?$")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_DOTTED = re.compile(r"^(?:\w\.)+\w?$")


def bare(phrase: str) -> str:
    """A phrase without "the" before it and the possessive behind it."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", phrase.strip()))


def fold(phrase: str) -> str:
    """A phrase for comparing: small letters, no accents, no dots in abbreviations, words and signs one space apart."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():  # four names in five: nothing to take apart
        return " ".join(phrase.lower().removeprefix("the ").split())
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", bare(phrase).replace("’", "'")) if not unicodedata.combining(letter)
    )
    return " ".join(_pieces(plain.lower()))


def _pieces(text: str) -> Iterator[str]:
    for chunk in text.split():
        if _DOTTED.match(chunk):
            yield chunk.replace(".", "")
            continue
        for piece in re.findall(r"\w+(?:'\w+)*|[^\w\s]", chunk):
            if piece != ".":
                yield piece


class PhraseTable:
    """Folded phrases and what they mean."""

    def __init__(self, senses: Iterable[Sense]) -> None:
        table: dict[str, list[Sense]] = {}
        for sense in senses:
            table.setdefault(fold(sense.written), []).append(sense)
        order = list(Role)
        self.senses: Mapping[str, tuple[Sense, ...]] = {
            phrase: tuple(sorted(found, key=lambda sense: order.index(sense.role))) for phrase, found in table.items()
        }

    def look_up(self, phrase: str) -> tuple[Sense, ...]:
        """What a phrase may mean, whatever its capitals."""
        return self.senses.get(fold(phrase), ())
