"""What a text is about: issues, fields of relations and contexts of events, found by weighted words; the lists are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, lru_cache

from peyvand.reading.lexicon.tables import Entry, Value, merge, read_table

_WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*", re.IGNORECASE)
_LONGEST_PHRASE = 4  # words


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue, a field or a context: its key, its name, what belongs to it, and the words for it, each with a weight."""

    key: str
    label: str
    words: Mapping[str, float]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Subjects:
    """A list of subjects that a text can be held against; the order of the list breaks ties."""

    subjects: Sequence[Subject]
    _weights: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)
    _firsts: AbstractSet[str] = frozenset()  # first words of the phrases that weigh

    @classmethod
    def parse(cls, table: Mapping[str, Value], file: str = "issues.toml") -> Subjects:
        """Subjects from a table of key → {label, definition, strong, weak}: strong phrases weigh 2, weak ones 1."""
        subjects = []
        weights: dict[str, list[tuple[str, float]]] = {}
        for key, row in table.items():
            entry = Entry(file, key, row)
            words = {word.casefold(): 1.0 for word in entry.texts("weak")} | {
                word.casefold(): 2.0 for word in entry.texts("strong")
            }
            label = entry.text_or_none("label") or key.replace("_", " ").capitalize()
            subjects.append(Subject(key, label, words, entry.text_or_none("definition") or ""))
            entry.done()
            for word, weight in words.items():
                weights.setdefault(folded(word), []).append((key, weight))
        return cls(tuple(subjects), weights, {phrase.partition(" ")[0] for phrase in weights})

    def scores(self, topic: str, text: str) -> dict[str, float]:
        """How much speaks for each subject, those left out for which nothing does.

        A phrase in the topic counts three times one in the text, one of two words twice one of one word.
        """
        score: dict[str, float] = {}
        for words, factor in ((_words(topic), 3.0), (_words(text), 1.0)):
            for phrase in _phrases(words, self._firsts):
                for key, weight in self._weights.get(phrase, ()):
                    score[key] = score.get(key, 0.0) + factor * weight * (1 + phrase.count(" "))
        return score

    def ranked(self, topic: str, text: str) -> list[tuple[str, float]]:
        """The subjects with what speaks for each, the likeliest first; of two alike the one that the list has first."""
        score = self.scores(topic, text)
        found = [(subject.key, score[subject.key]) for subject in self.subjects if subject.key in score]
        return sorted(found, key=lambda pair: -pair[1])


def issues(extra: Mapping[str, Value] | None = None) -> Subjects:
    """The issues that a desk begins with, matters on which positions are taken, and a desk's own."""
    return Subjects.parse(merge(read_table("issues.toml"), extra)) if extra else _issues()


@cache
def _issues() -> Subjects:
    return Subjects.parse(read_table("issues.toml"))


def fields(extra: Mapping[str, Value] | None = None) -> Subjects:
    """The fields that a desk begins with, domains of relations, and a desk's own."""
    return Subjects.parse(merge(read_table("fields.toml"), extra), "fields.toml") if extra else _fields()


@cache
def _fields() -> Subjects:
    return Subjects.parse(read_table("fields.toml"), "fields.toml")


def _words(text: str) -> list[str]:
    """Lower-case words, hyphens and inflections of number taken off."""
    return [singular(word) for word in _WORD.findall(text.replace("’", "'").replace("-", " ").casefold())]


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """A word without the mark of the plural or the possessive, well enough to compare two of them."""
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:  # "ties" stays whole but for its s
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _phrases(words: Sequence[str], firsts: AbstractSet[str]) -> set[str]:
    """Every run of up to four words that begins with one of `firsts`, once."""
    begin = [at for at, word in enumerate(words) if word in firsts]
    return {" ".join(words[at : at + size]) for at in begin for size in range(1, min(_LONGEST_PHRASE, len(words) - at) + 1)}


def folded(phrase: str) -> str:
    """A phrase as its words are compared."""
    return " ".join(_words(phrase))
