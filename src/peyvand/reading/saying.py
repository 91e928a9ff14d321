"""The lexicon of saying as types: which words attribute a position to a speaker, and with which stance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from peyvand.model import Stance
from peyvand.reading.lexicon.tables import Value, merge, read_table

BY_CONTENT = None  # in place of a stance: what is said decides
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ORDER = (Stance.OFFER, Stance.DEMAND, Stance.OPPOSE, Stance.CONCERN, Stance.SUPPORT)


@dataclass(frozen=True, slots=True)
class Manner:
    """One way a verb or adjective attributes a position: what it takes, and the stance it carries."""

    takes: frozenset[str]
    stance: Stance | None
    negated: Stance | None = None
    yields: bool = False  # whether words of value in what is said overrule the stance


@dataclass(frozen=True, slots=True)
class Saying:
    """What the reading knows of saying; see `lexicon/saying.toml`."""

    verbs: Mapping[str, tuple[Manner, ...]]
    adjectives: Mapping[str, Manner]
    expressing: frozenset[str]
    describing: frozenset[str]
    nouns: Mapping[str, Stance | None]
    credit: frozenset[str]
    credit_prepositions: frozenset[str]
    carrying: frozenset[str]
    speakers: frozenset[str]
    documents: frozenset[str]
    known: frozenset[str]  # every word that can begin a frame
    openers: frozenset[str]  # first words of the phrases of `content`
    content: Mapping[str, Stance] = field(default_factory=dict)

    def stance_of(self, words: str) -> Stance | None:
        """The stance that a speaker's words take by what they value; None where they value nothing."""
        spoken = _WORD.findall(words.casefold())
        count: dict[Stance, int] = {}
        at = 0
        while at < len(spoken):
            size, stance = self._valued(spoken, at)
            if stance is not None:
                count[stance] = count.get(stance, 0) + size
            at += size
        return max(_ORDER, key=lambda one: count.get(one, 0)) if count else None

    def _valued(self, spoken: list[str], at: int) -> tuple[int, Stance | None]:
        """The longest phrase of value that begins at a word, as its number of words and its stance."""
        word = spoken[at]
        if word in self.openers:
            for size in (3, 2):
                stance = self.content.get(" ".join(spoken[at : at + size]))
                if stance is not None:
                    return size, stance
        return 1, self.content.get(word) or self.content.get(word.removesuffix("s")) or self.content.get(word.removesuffix("ly"))


def saying(extra: Mapping[str, Value] | None = None) -> Saying:
    """The lexicon that comes with the program, with a desk's own words added."""
    return parse(merge(read_table("saying.toml"), extra)) if extra else _standard()


@cache
def _standard() -> Saying:
    """The lexicon as it is shipped."""
    return parse(read_table("saying.toml"))


def parse(table: Mapping[str, Any]) -> Saying:
    """The lexicon from its table."""
    verbs: dict[str, list[Manner]] = {}
    for row in table["verb"]:
        manner = Manner(frozenset(row["takes"]), _stance(row["stance"]), _stance(row.get("negated")), row.get("yields", False))
        for word in row["words"]:
            verbs.setdefault(word, []).append(manner)
    adjectives = {
        word: Manner(frozenset(row["with"]), _stance(row["stance"])) for row in table["adjective"] for word in row["words"]
    }
    words = {*verbs, *adjectives, *table["expressing"]["verbs"], *table["credit"]["of"], "accord"}
    return Saying(
        verbs={word: tuple(manners) for word, manners in verbs.items()},
        adjectives=adjectives,
        expressing=frozenset(table["expressing"]["verbs"]),
        describing=frozenset(table["expressing"]["describing"]),
        nouns={word: _stance(name) for name, listed in table["expressing"]["nouns"].items() for word in listed},
        credit=frozenset(table["credit"]["of"]),
        credit_prepositions=frozenset(table["credit"]["prepositions"]),
        carrying=frozenset(table["carrying"]["verbs"]),
        speakers=frozenset(table["speakers"]["nouns"]),
        documents=frozenset(table["speakers"]["documents"]),
        known=frozenset(words),
        openers=frozenset(phrase.split()[0] for listed in table["content"].values() for phrase in listed if " " in phrase),
        content=_by_word(table["content"].items()),
    )


def _stance(name: str | None) -> Stance | None:
    """A stance by its name; none for "content"."""
    return Stance(name) if name and name != "content" else BY_CONTENT


def _by_word(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Stance]:
    """Word → stance from stance → words."""
    return {word: Stance(name) for name, words in rows for word in words}
