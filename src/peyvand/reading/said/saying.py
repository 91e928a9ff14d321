"""The lexicon of saying as types: which words attribute a position to a speaker, and with which stance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from peyvand.model import Stance
from peyvand.reading.lexicon.tables import Entry, Table, Value, merge, read_table
from peyvand.reading.lexicon.words import word_list

_FILE = "saying.toml"
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ORDER = (Stance.OFFER, Stance.DEMAND, Stance.OPPOSE, Stance.CONCERN, Stance.SUPPORT)


@dataclass(frozen=True, slots=True)
class Manner:
    """One way a verb or adjective attributes a position: what it takes, and the stance it carries."""

    takes: frozenset[str]
    stance: Stance | None
    negated: Stance | None = None
    yields: bool = False  # whether words of value in what is said overrule the stance
    persons: bool = False  # whether only a person takes a position so
    refused: bool = False  # whether it counts only where it is negated: "does not accept"


@dataclass(frozen=True, slots=True)
class Saying:
    """What the reading knows of saying; see `lexicon/saying.toml`."""

    verbs: Mapping[str, tuple[Manner, ...]]
    adjectives: Mapping[str, Manner]
    expressing: frozenset[str]
    describing: frozenset[str]
    nouns: Mapping[str, Stance | None]
    light: Mapping[str, Mapping[str, Stance | None]]  # verb → noun → stance: "take the view", "sound the alarm"
    credit: frozenset[str]
    credit_prepositions: frozenset[str]
    carrying: frozenset[str]
    speakers: frozenset[str]
    collective: frozenset[str]  # words for bodies that speak
    things: frozenset[str]  # words for what doesn't, however they end
    documents: frozenset[str]
    untold: frozenset[str]  # what somebody refuses who only has nothing to say: "declined to comment"
    unaddressed: frozenset[str]  # those who only pass on what is said to them: "told the daily"
    putting: frozenset[str]  # verbs of "as X put it"
    crediting: frozenset[str]
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
    return parse(merge(read_table(_FILE), extra)) if extra else _standard()


@cache
def _standard() -> Saying:
    """The lexicon as it is shipped."""
    return parse(read_table(_FILE))


def parse(table: Table) -> Saying:
    """The lexicon from its table."""
    whole = Entry(_FILE, "whole file", table)
    verbs, adjectives, light = _verbs(whole), _adjectives(whole), _light(whole)
    expressing, credit = _part(table, "expressing"), _part(table, "credit")
    carrying, speakers = _part(table, "carrying"), _part(table, "speakers")
    nouns = _by_word("expressing.nouns", _sub(table, "expressing", "nouns"))
    content = _by_word("content", table.get("content", {}))
    putting = frozenset(credit.texts("putting"))
    crediting = frozenset({*credit.texts("of"), *nouns, "accord", "according"})
    found = Saying(
        light=light,
        putting=putting,
        crediting=crediting,
        verbs=verbs,
        adjectives=adjectives,
        expressing=frozenset({*expressing.texts("verbs"), *light}),
        describing=frozenset(expressing.texts("describing")),
        nouns=nouns,
        credit=frozenset(credit.texts("of")),
        credit_prepositions=frozenset(credit.texts("prepositions")),
        carrying=frozenset(carrying.texts("verbs")),
        speakers=frozenset(speakers.texts("nouns")),
        collective=frozenset(speakers.texts("collective")) | word_list("body_heads"),
        things=frozenset(speakers.texts("things")),
        documents=frozenset(speakers.texts("documents")),
        untold=frozenset(speakers.texts("untold")),
        unaddressed=frozenset(speakers.texts("unaddressed")),
        known=frozenset({*verbs, *adjectives, *expressing.texts("verbs"), *light, *putting, *crediting}),
        content={word: stance for word, stance in content.items() if stance is not None},
        openers=frozenset(phrase.split()[0] for phrase in content if " " in phrase),
    )
    for part in (credit, carrying, speakers):
        part.done()
    return found


def _verbs(whole: Entry) -> dict[str, tuple[Manner, ...]]:
    """The verbs that attribute a position, each with its manners."""
    found: dict[str, tuple[Manner, ...]] = {}
    for row in whole.entries("verb"):
        manner = _manner(row, "takes")
        for word in row.texts("words"):
            found[word] = (*found.get(word, ()), manner)
        row.done()
    return found


def _adjectives(whole: Entry) -> dict[str, Manner]:
    """The adjectives that do: "is opposed to"."""
    found: dict[str, Manner] = {}
    for row in whole.entries("adjective"):
        found |= dict.fromkeys(row.texts("words"), _manner(row, "with"))
        row.done()
    return found


def _light(whole: Entry) -> dict[str, dict[str, Stance | None]]:
    """The verbs that do with a noun: "voiced concern"."""
    found: dict[str, dict[str, Stance | None]] = {}
    for row in whole.entries("light"):
        stance = _stance(row, row.text("stance"))
        for word in row.texts("verbs"):
            found.setdefault(word, {}).update(dict.fromkeys(row.texts("nouns"), stance))
        row.done()
    return found


def _manner(row: Entry, takes: str) -> Manner:
    """How the words of a row attribute a position."""
    negated = row.text_or_none("negated")
    return Manner(
        takes=frozenset(row.texts(takes)),
        stance=_stance(row, row.text("stance")),
        negated=_stance(row, negated) if negated is not None else None,
        yields=row.flag("yields"),
        persons=row.flag("persons"),
        refused=row.flag("refused"),
    )


def _part(table: Table, key: str) -> Entry:
    """A named table of the file."""
    return Entry(_FILE, key, table.get(key, {}))


def _sub(table: Table, key: str, name: str) -> Value:
    """A table within a named table."""
    value = table.get(key, {})
    return value.get(name, {}) if isinstance(value, dict) else {}


def _stance(row: Entry, name: str) -> Stance | None:
    """A stance by its name; none for "content", where what is said decides."""
    if name != "content" and name not in set(Stance):
        row.refuse(f"stance {name!r} is none of content, {', '.join(Stance)}")
    return Stance(name) if name != "content" else None


def _by_word(where: str, value: Value) -> dict[str, Stance | None]:
    """Word → stance from stance → words."""
    row = Entry(_FILE, where, value)
    names = value if isinstance(value, dict) else {}
    return {word: _stance(row, name) for name in names for word in row.texts(name)}
