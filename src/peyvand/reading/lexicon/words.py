"""Lists of words: by their part in a sentence, from `grammar.toml`, and given names, from `given_names.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from peyvand.reading.lexicon.tables import Entry, read_table


@cache
def _lists(file: str) -> Mapping[str, frozenset[str]]:
    table = read_table(file)
    entry = Entry(file, "whole file", table)
    return {key: frozenset(entry.texts(key)) for key in table}


def word_list(key: str) -> frozenset[str]:
    """The words of one list of `grammar.toml`."""
    return _lists("grammar.toml")[key]


def is_female(given_name: str) -> bool | None:
    """Whether a given name, in small letters and without accents, is a woman's; None where nothing is known of it."""
    names = _lists("given_names.toml")
    return True if given_name in names["female"] else False if given_name in names["male"] else None
