"""Issues and fields of an item: weighed from the lists of words and from what each word of it speaks for.

The lists are `lexicon/issues.toml` and `lexicon/fields.toml`, and a desk's own. What words speak for was learned from
`data/annotated` by `tools/train_subjects.py`, and carried over to words of like meaning that stand nowhere in it. An issue
or field that a desk adds is weighed by its words alone, as much as those of the lists are on the average.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from peyvand.errors import DamagedWeights
from peyvand.model import Tag
from peyvand.reading.about.issues import Subject
from peyvand.reading.text.linear import stem
from peyvand.reading.text.weighted import Arrays, Numbers, Weighted, arrays, probabilities, shipped, texts

WEIGHTS = "subjects.npz"
KINDS = ("issue", "field")
NOTHING = ""
"""The class of what falls under no subject of the list."""

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_FULL = 6.0  # of what speaks for a subject; more than that tells no more
_TAGS = 3
_ABSENT = -20.0  # what speaks for a subject of a desk's own of which no word is there
_LIKELY = 0.15  # what a second or third subject needs
# The topic says what an item is about; the rest of its sentence often tells of something else.
_TOPIC, _QUOTE, _REST = 2.0, 1.0, 0.5


class WordList:
    """Words and phrases with the subjects that they speak for; a word of several shares its weight among them."""

    def __init__(self, subjects: Sequence[Subject]) -> None:
        self.keys = tuple(subject.key for subject in subjects)
        weights: dict[str, dict[int, float]] = {}
        for at, subject in enumerate(subjects):
            for phrase, weight in subject.words.items():
                row = weights.setdefault(" ".join(stems(phrase)), {})
                row[at] = max(row.get(at, 0.0), weight)
        self._shares = {
            phrase: [(at, weight * weight / sum(row.values())) for at, weight in row.items()] for phrase, row in weights.items()
        }
        sizes: dict[str, set[int]] = {}
        for phrase in self._shares:
            sizes.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)
        self._sizes = {first: tuple(sorted(found)) for first, found in sizes.items()}  # of the phrases that begin with a word

    def phrases(self, words: Sequence[str]) -> Iterable[str]:
        """The phrases of the list that stand in a text, each once."""
        found: dict[str, None] = {}
        for at, word in enumerate(words):
            for size in self._sizes.get(word, ()):
                run = word if size == 1 else " ".join(words[at : at + size])
                if run in self._shares:
                    found[run] = None
        return found

    def scores(self, words: Sequence[str]) -> Numbers:
        """How much speaks for each subject: longer phrases count for more."""
        found = np.zeros(len(self.keys), dtype=np.float32)
        for phrase in self.phrases(words):
            for at, share in self._shares[phrase]:
                found[at] += share * (1 + 0.5 * phrase.count(" "))
        return found


@dataclass(frozen=True, slots=True)
class Weighing:
    """A linear model of the subjects of one kind: the classes, and what signs of the lists and what words add to each."""

    classes: tuple[str, ...]
    lists: Numbers  # two rows a class (how much, what share), and one for a text that holds none of the words
    words: Weighted

    def columns(self, keys: Sequence[str]) -> NDArray[np.intp]:
        """The class that each key is, -1 for a key that the model doesn't know."""
        places = {name: at for at, name in enumerate(self.classes)}
        return np.array([places.get(key, -1) for key in keys], dtype=np.intp)

    def sums(self, columns: NDArray[np.intp], scores: Numbers, words: Sequence[Sequence[str]]) -> Numbers:
        """What speaks for each key, and last for no subject at all, a row an item; `columns` are those of the keys."""
        size = len(self.classes) - 1
        much, share = signs(scores)
        known = columns >= 0
        signed = np.zeros((len(scores), 2 * size + 1), dtype=np.float32)
        signed[:, columns[known]], signed[:, size + columns[known]] = much[:, known], share[:, known]
        signed[:, -1] = ~scores.any(axis=1)
        known_words = [[word if word in self.words.rows else _stem(word) for word in said] for said in words]
        sums = self.words.sums(known_words) + signed @ self.lists
        told = np.concatenate([sums[:, columns], sums[:, -1:]], axis=1)
        if not known.all():  # a subject of a desk's own: weighed as those of the list are on the average
            own = [float(np.diagonal(self.lists[at : at + size]).mean()) for at in (0, size)]
            weighed = float(self.words.bias[:-1].mean()) + own[0] * much + own[1] * share
            told[:, :-1][:, ~known] = np.where(much > 0, weighed, _ABSENT)[:, ~known]
        return told


class Tagger:
    """Tells the subjects of one kind that an item falls under."""

    def __init__(self, kind: str, subjects: Sequence[Subject], weighing: Weighing | None = None) -> None:
        self.words = WordList(subjects)
        self._weighing = weighing or _weighings()[kind]
        self._columns = self._weighing.columns(self.words.keys)

    def tags(self, topic: str, quote: str, sentence: str = "") -> tuple[Tag, ...]:
        """Up to three subjects with their probabilities, the likeliest first; none where no subject is the likeliest."""
        return self.tags_of([(topic, quote, sentence)])[0]

    def tags_of(self, told: Sequence[tuple[str, str, str]]) -> list[tuple[Tag, ...]]:
        """The tags of many items at once, each with its topic, its quote and its sentence."""
        if not told:
            return []
        found = [evidence(self.words, *one) for one in told]
        sums = self._weighing.sums(self._columns, np.stack([scores for scores, _ in found]), [words for _, words in found])
        return [self._ranked(chances) for chances in probabilities(sums).tolist()]

    def _ranked(self, chances: Sequence[float]) -> tuple[Tag, ...]:
        if chances[-1] == max(chances):
            return ()
        best = sorted(range(len(self.words.keys)), key=lambda at: -chances[at])[:_TAGS]
        tags = (Tag(self.words.keys[at], round(chances[at], 3)) for at in best if at == best[0] or chances[at] >= _LIKELY)
        return tuple(tags)


def evidence(listed: WordList, topic: str, quote: str, sentence: str) -> tuple[Numbers, list[str]]:
    """What the lists say of an item, and its words, each once: of its topic, of what is quoted, of the rest of the sentence."""
    parts = [(_TOPIC, topic), (_QUOTE, quote), (_REST, sentence.replace(quote, " ") if quote else sentence)]
    told = [(factor, text) for factor, text in parts if text]
    scores = np.zeros(len(listed.keys), dtype=np.float32)
    for factor, text in told:
        scores += factor * listed.scores(stems(text))
    return scores, list(dict.fromkeys(word for _, text in told for word in forms(text)))


def signs(scores: Numbers) -> tuple[Numbers, Numbers]:
    """How much speaks for each subject, and its share of all that speaks for any; one item, or a row an item."""
    total = np.maximum(scores.sum(axis=-1, keepdims=True), np.float32(1e-9))
    much = np.asarray(np.minimum(scores, _FULL) / 3, dtype=np.float32)
    return much, np.asarray(scores / total, dtype=np.float32)


@lru_cache(maxsize=4096)  # the items of one sentence are weighed one after the other, for issues and for fields
def forms(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without the mark of the possessive."""
    return tuple(word.removesuffix("'s") for word in _WORD.findall(text.replace("’", "'").replace("-", " ").casefold()))


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text without their endings."""
    return tuple(_stem(word) for word in forms(text))


_stem = lru_cache(maxsize=65_536)(stem)


def read_weights(data: bytes) -> dict[str, Weighing]:
    """The models from the bytes of their file, one a kind; DamagedWeights where they are no such file."""
    try:
        table = arrays(data)
        words = Weighted.of(table)
        found: dict[str, Weighing] = {}
        start = 0
        for kind in KINDS:
            classes = tuple(texts(table[f"{kind}_classes"]))
            found[kind] = _weighing(kind, classes, table, words.part(start, start + len(classes)))
            start += len(classes)
    except (ValueError, KeyError) as error:
        raise DamagedWeights(WEIGHTS, str(error)) from error
    return found


def _weighing(kind: str, classes: tuple[str, ...], table: Arrays, words: Weighted) -> Weighing:
    lists = table[f"{kind}_lists"].astype(np.float32)
    if len(words.bias) != len(classes) or lists.shape != (2 * len(classes) - 1, len(classes)):
        message = f"{len(classes)} classes, but weights of {len(words.bias)} and {lists.shape}"
        raise ValueError(message)
    return Weighing(classes, lists, words)


@cache
def _weighings() -> dict[str, Weighing]:
    return read_weights(shipped(WEIGHTS))
