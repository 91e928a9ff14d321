"""What a text is about: the issues and the fields of a desk, found by weighted words; the lists are data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from peyvand.reading.lexicon.tables import Entry, Value, merge, read_table

_WORD = re.compile(r"[a-z0-9]+(?:[-'][a-z0-9]+)*", re.IGNORECASE)
_LONGEST_PHRASE = 4  # words
_ENOUGH = 2.0


@dataclass(frozen=True, slots=True)
class Subject:
    """An issue or a field: its key, its name on screen, and the words that speak for it, each with a weight."""

    key: str
    label: str
    words: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Subjects:
    """A list of subjects that a text can be held against; the order of the list breaks ties."""

    subjects: Sequence[Subject]
    _weights: Mapping[str, Sequence[tuple[str, float]]] = field(default_factory=dict)

    @classmethod
    def parse(cls, table: Mapping[str, Value]) -> Subjects:
        """Subjects from a table of key → {label, strong, weak}: strong phrases weigh 2, weak ones 1."""
        subjects = []
        weights: dict[str, list[tuple[str, float]]] = {}
        for key, row in table.items():
            entry = Entry("issues.toml", key, row)
            words = {word.casefold(): 1.0 for word in entry.texts("weak")} | {
                word.casefold(): 2.0 for word in entry.texts("strong")
            }
            subjects.append(Subject(key, entry.text_or_none("label") or key.replace("_", " ").capitalize(), words))
            entry.done()
            for word, weight in words.items():
                weights.setdefault(_folded(word), []).append((key, weight))
        return cls(tuple(subjects), weights)

    def of(self, topic: str, text: str) -> str | None:
        """The key of the subject that a topic and the words around it speak of most; None where none fits.

        A phrase in the topic counts three times one in the text, one of two words twice one of one word. A single weak
        word in the text alone decides nothing.
        """
        score = {subject.key: 0.0 for subject in self.subjects}
        for words, factor in ((_words(topic), 3.0), (_words(text), 1.0)):
            for phrase in _phrases(words):
                for key, weight in self._weights.get(phrase, ()):
                    score[key] += factor * weight * (1 + phrase.count(" "))
        best = max(score, key=lambda key: score[key], default=None)
        return best if best is not None and score[best] >= _ENOUGH else None


def issues(extra: Mapping[str, Value] | None = None) -> Subjects:
    """The issues that a desk begins with, matters on which positions are taken, and a desk's own."""
    return Subjects.parse(merge(read_table("issues.toml"), extra)) if extra else _issues()


@cache
def _issues() -> Subjects:
    return Subjects.parse(read_table("issues.toml"))


@cache
def fields() -> Subjects:
    """The fields that a desk begins with: domains of relations."""
    return Subjects.parse(read_table("fields.toml"))


def _words(text: str) -> list[str]:
    """Lower-case words, hyphens and inflections of number taken off."""
    return [_singular(word) for word in _WORD.findall(text.replace("’", "'").replace("-", " ").casefold())]


def _singular(word: str) -> str:
    """A word without the mark of the plural or the possessive, well enough to compare two of them."""
    word = word.removesuffix("'s")
    if word.endswith("ies") and len(word) > 4:  # "ties" stays whole but for its s
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _phrases(words: Sequence[str]) -> set[str]:
    """Every run of up to four words, once."""
    return {" ".join(words[at : at + size]) for size in range(1, _LONGEST_PHRASE + 1) for at in range(len(words) - size + 1)}


def _folded(phrase: str) -> str:
    """A phrase as its words are compared."""
    return " ".join(_words(phrase))
