"""The tables of this package, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """A file of this package as TOML gives it."""
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


@cache
def weight(part: str, key: str) -> float:
    """What a piece of evidence weighs, in `weights.toml`."""
    return float(table("weights.toml")[part][key])


def threshold() -> float:
    """The probability from which two names count as one actor."""
    return float(table("weights.toml")["same"])


@cache
def rules(key: str) -> tuple[tuple[str, str], ...]:
    """A table of `romanising.toml`: what becomes what."""
    pairs = (rule.partition(">") for rule in table("romanising.toml")[key].split())
    return tuple((old, new) for old, _, new in pairs)


@cache
def letters(key: str) -> Mapping[int, str]:
    """The same where single letters become something, for `str.translate`."""
    return {ord(old): new for old, new in rules(key)}


def respelt(word: str, key: str) -> str:
    """A word gone through with a table of `romanising.toml`."""
    for old, new in rules(key):
        word = word.replace(old, new)
    return word
