"""The lexicon's files as checked values: every key known, every value of its type, and a clear word where not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import NoReturn, TypeAlias

from peyvand.errors import BadLexicon

Value: TypeAlias = "str | bool | int | float | list[Value] | dict[str, Value]"
Table: TypeAlias = dict[str, Value]


def read_table(name: str) -> Table:
    """A file of the lexicon as TOML gives it."""
    return parse_table(name, (files(__package__) / name).read_text(encoding="utf-8"))


def parse_table(name: str, text: str) -> Table:
    """The text of a lexicon file as TOML gives it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadLexicon(name, "whole file", f"this is not written as TOML asks ({fault})") from fault


def subtable(file: str, table: Table, key: str) -> Table:
    """A table inside a table, empty if it isn't there."""
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise BadLexicon(file, key, "a table is expected here")
    return value


def merge(base: Table, extra: Mapping[str, Value]) -> Table:
    """`base` with more words: lists are lengthened, tables merged, single values replaced."""
    merged = dict(base)
    for key, value in extra.items():
        old = merged.get(key)
        if isinstance(old, dict) and isinstance(value, Mapping):
            merged[key] = merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            merged[key] = [*old, *(one for one in value if one not in old)]
        else:
            merged[key] = value
    return merged


class Entry:
    """One table of a lexicon file, read key by key; `done` complains of the keys that nobody asked for."""

    def __init__(self, file: str, where: str, value: Value) -> None:
        self.file, self.where = file, where
        if not isinstance(value, dict):
            raise BadLexicon(file, where, 'here a table is expected, with lines such as name = "…"')
        self._table = value
        self._asked: set[str] = set()

    def refuse(self, reason: str) -> NoReturn:
        """Complain of this entry."""
        raise BadLexicon(self.file, self.where, reason)

    def _get(self, key: str) -> Value | None:
        self._asked.add(key)
        return self._table.get(key)

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.text_or_none(key)
        if value is None:
            self.refuse(f'the line {key} = "…" is missing')
        return value

    def text_or_none(self, key: str) -> str | None:
        """A text, if it is there."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{key} must be a text in quotation marks")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if it isn't there; none may stand in it twice."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse(f'{key} must be a list, ["…", "…"]')
        found: list[str] = []
        for one in value:
            if not isinstance(one, str) or not one.strip() or one != one.strip():
                self.refuse(f"each word of {key} must be a text in quotation marks, with no spaces around it ({one!r})")
            if one in found:
                self.refuse(f"{one!r} stands twice in {key}")
            found.append(one)
        return tuple(found)

    def texts_or_text(self, key: str) -> tuple[str, ...]:
        """A list of texts, for which a text alone may stand."""
        value = self._get(key)
        return (self.text(key),) if isinstance(value, str) else self.texts(key)

    def flag(self, key: str) -> bool:
        """A true or false, false if it isn't there."""
        value = self._get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            self.refuse(f"{key} must be true or false")
        return value

    def number(self, key: str) -> float:
        """A number that must be there."""
        value = self._get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(f"{key} must be a number")
        return float(value)

    def numbers(self, key: str) -> Mapping[str, float]:
        """A table of numbers, empty if it isn't there."""
        value = self._get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse(f"{key} must be a table of numbers")
        inner = Entry(self.file, f"{self.where}.{key}", value)
        return {name: inner.number(name) for name in value}

    def entries(self, key: str) -> Iterator[Entry]:
        """The tables of a list of tables."""
        value = self._get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.refuse(f"{key} must be a list of {{ … }}")
        for at, one in enumerate(value, 1):
            yield Entry(self.file, f"{self.where}, {key} {at}", one)

    def done(self) -> None:
        """Complain of keys that mean nothing: a misspelt key would silently do nothing."""
        for key in self._table:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.refuse(f"{key!r} means nothing here; known are {known}")


def entries_of(file: str, table: Table) -> Iterator[tuple[str, Entry]]:
    """The tables of a file, each with its heading."""
    for heading, value in table.items():
        yield heading, Entry(file, heading, value)
