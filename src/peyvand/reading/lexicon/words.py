"""Lists of words by their part in a sentence, from `grammar.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from peyvand.reading.lexicon.tables import Entry, read_table


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    table = read_table("grammar.toml")
    entry = Entry("grammar.toml", "whole file", table)
    return {key: frozenset(entry.texts(key)) for key in table}


def word_list(key: str) -> frozenset[str]:
    """The words of one list of `grammar.toml`."""
    return _lists()[key]
