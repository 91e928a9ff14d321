"""The words by which endnotes are understood (`citations.toml`), as lists and as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files


@cache
def _table() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(files(__package__).joinpath("citations.toml").read_text(encoding="utf-8"))


def words_of(section: str, key: str) -> Sequence[str]:
    """What stands under a key of the table."""
    return _table()[section][key]


@cache
def pattern_of(section: str, key: str) -> str:
    """The patterns under a key of the table, as one."""
    return "(?:" + "|".join(f"(?:{one})" for one in words_of(section, key)) + ")"


@cache
def compiled(section: str, key: str, around: str = "{}") -> re.Pattern[str]:
    """The same, compiled, within what is to stand around them."""
    return re.compile(around.replace("{}", pattern_of(section, key)), re.IGNORECASE)
