"""What is known about contradicting, as data: `contradictions.toml`, ready for looking up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from peyvand.record.merging.words import stem

_FILE = "contradictions.toml"


@dataclass(frozen=True, slots=True)
class Claims:
    """How a claim of a first is worded."""

    reach: int
    goes_on: re.Pattern[str]
    decades: Mapping[str, int]
    grace: int
    compared: int
    manners: Mapping[str, re.Pattern[str]]
    levels: Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Everything in the file."""

    about: float
    bound: float
    most: float
    whole_below: float
    same: Mapping[str, str]  # a phrase, folded, to the word that stands for it
    phrases: re.Pattern[str]  # those of several words or one, the longest first
    idle: frozenset[str]
    alone: frozenset[str]
    of_two_countries: frozenset[str]
    lasting: frozenset[str]
    implied: Mapping[str, frozenset[str]]
    dimensions: Mapping[str, str]  # of units
    qualifiers: Mapping[str, re.Pattern[str]]  # by what they add
    occasions: Mapping[str, re.Pattern[str]]  # by what happened
    claims: Claims
    plans: Mapping[str, int]
    denials: Mapping[str, int]


@cache
def table() -> Table:
    """The file, read once."""
    raw = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
    same = {phrase: group[0] for group in raw["same"]["words"] for phrase in group}
    longest = sorted(same, key=lambda phrase: (-len(phrase), phrase))
    return Table(
        about=raw["rounding"]["about"],
        bound=raw["rounding"]["bound"],
        most=raw["rounding"]["most"],
        whole_below=raw["rounding"]["whole_below"],
        same=same,
        phrases=_words("|".join(map(re.escape, longest))),
        idle=frozenset(raw["idle"]["words"].split()),
        alone=_stems(raw["alone"]["words"]),
        of_two_countries=_stems(raw["alone"]["of_two_countries"]),
        lasting=_stems(raw["lasting"]["words"]),
        implied={unit: _stems(words) for unit, words in raw["implied"].items()},
        dimensions={unit: dimension for dimension, units in raw["dimensions"].items() for unit in units.split(", ")},
        qualifiers={name: _words(words.replace("\n", "")) for name, words in raw["qualifiers"].items()},
        occasions={name: _words(words) for name, words in raw["occasions"].items()},
        claims=_claims(raw["claims"]),
        plans=raw["plans"],
        denials=raw["denials"],
    )


def _claims(raw: Mapping[str, Any]) -> Claims:
    """How a claim of a first is worded, ready for looking up."""
    return Claims(
        reach=raw["reach"],
        goes_on=re.compile(rf"(?:{raw['goes_on']})\b"),
        decades=raw["decades"],
        grace=raw["grace"],
        compared=raw["compared"],
        manners={manner: _words(words) for manner, words in raw["manners"].items()},
        levels={level: _words(words) for level, words in raw["levels"].items()},
    )


def _words(alternatives: str) -> re.Pattern[str]:
    """A pattern that finds one of these as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _stems(words: str) -> frozenset[str]:
    """Words as they are compared."""
    return frozenset(stem(word) for word in words.split())
