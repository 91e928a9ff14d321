"""Words as they are compared: which of a quote carry its matter, and what two quotes have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from peyvand.record.merging.table import table
from peyvand.record.names import folded

_WORD = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)?")
_SAID = re.compile(r"“([^”]{12,})”|\"([^\"]{12,})\"|‘([^’]{12,})’")
# The first that fits is cut; a stem keeps four letters at least. "visited", "visiting" and "visits" become one, no more.
# "Asked", "asks" and "asking" keep three.
_SHORT = frozenset({"s", "ed", "ing"})
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ers",
    "ed",
    "er",
    "es",
    "al",
    "s",
    "y",
    "e",
)
_ENOUGH = 4  # words in common beyond which more say nothing
_SHORTEST = 3  # words; having one in common of two is no more than of three
_RUN = 5  # words in a row that two hardly have in common by chance


@lru_cache(maxsize=8192)  # the same item is compared with many
def content_words(text: str) -> frozenset[str]:
    """The words of a quote that carry its matter, cut to their stems; numbers as digits, ordinals as "#3"."""
    idle = table().idle
    return frozenset(stem(word) for word in _split(text) if word not in idle and (len(word) > 2 or word.isdigit()))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, well enough to compare two of them; an ordinal in figures ("third" is "#3")."""
    if ordinal := table().ordinals.get(word):
        return f"#{ordinal}"
    if word[0].isdigit():
        return word.replace(",", "")
    plain = word.removesuffix("'s").removesuffix("’s")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= (3 if ending in _SHORT else 4):
            cut = plain[: -len(ending)]
            return cut[:-1] if cut[-1] == cut[-2] and cut[-1] not in "ls" else cut
    return plain


def ordinals(words: Iterable[str]) -> frozenset[str]:
    """How often, as far as the words count: "#3" of "the third round"."""
    return frozenset(word for word in words if word[0] == "#")


def numbers(words: Iterable[str]) -> frozenset[str]:
    """The numbers among the words."""
    return frozenset(word for word in words if word[0].isdigit())


@lru_cache(maxsize=8192)
def name_words(name: str) -> frozenset[str]:
    """The words of a name, as they would stand among a quote's."""
    return frozenset(stem(word) for word in _split(name))


@lru_cache(maxsize=4096)
def said_words(quote: str) -> tuple[tuple[str, ...], ...]:
    """The stretches that a quote gives in quotation marks, as words."""
    return tuple(tuple(_split("".join(groups))) for groups in _SAID.findall(quote))


def shared_run(one: str, other: str) -> str:
    """Words that one quote gives in quotation marks and that stand in the other, a run of five; empty if there are none."""
    for said, there in ((said_words(one), other), (said_words(other), one)):
        for words in said:
            for at in range(len(words) - _RUN + 1):
                run = f" {' '.join(words[at : at + _RUN])} "
                if run in _spaced(there):
                    return run.strip()
    return ""


def agreement(common: int, least: int) -> float:
    """How far two agree that have so many words in common, the shorter having `least`: from 0 to 2, half for each measure."""
    return min(common, _ENOUGH) / _ENOUGH + common / max(least, _SHORTEST)


def holds(text: str, phrases: frozenset[str]) -> bool:
    """Whether one of these phrases stands in a text; the last word of a phrase may go on ("cancel" in "cancelled")."""
    there = _spaced(text)
    return any(f" {phrase}" in there for phrase in phrases)


@lru_cache(maxsize=8192)
def _spaced(text: str) -> str:
    """The words of a text between single spaces, folded."""
    return f" {' '.join(_split(text))} "


def _split(text: str) -> list[str]:
    return _WORD.findall(folded(text))
