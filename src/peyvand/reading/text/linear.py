"""A linear model of acts over the words around and between two actors: what the classifier falls back on.

It needs nothing but numpy. The weights are a table of numbers and a list of words; loading them runs no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

from peyvand.reading.done.marking import Candidate, Span, window
from peyvand.reading.text.weighted import Numbers, Weighted, arrays, probabilities

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_ENDINGS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))
_SHORTEST = 3  # letters that must be left of a word when an ending is taken off
_AROUND = 160  # characters on each side of the actors in which words count: a sentence, of a passage
_NEAR = 4  # words on each side of an actor that are told apart from the rest


class LinearModel:
    """Weights of features; `scores` sums those that a candidate has."""

    def __init__(self, weighted: Weighted) -> None:
        self._weighted = weighted

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The model from the bytes of its file; ValueError or KeyError where they are no such file."""
        return cls(Weighted.of(arrays(data)))

    def scores(self, batch: Sequence[Candidate]) -> Numbers:
        """The probability of each class, a row a candidate."""
        return probabilities(self._weighted.sums([features(candidate) for candidate in batch]))


def features(candidate: Candidate) -> list[str]:
    """What a candidate has: its words, pairs of words, and the words beside and between its actors; each once."""
    text, source, target = window(candidate, _AROUND)
    words = [(stem(match.group().lower()), match.start()) for match in _WORD.finditer(text)]
    outside = [(word, at) for word, at in words if not _in(at, source) and not _in(at, target)]
    found = [word for word, _ in outside]
    out = {f"w {word}" for word in found}
    out |= {f"w {one} {two}" for one, two in pairwise(found)}
    for name, span in (("s", source), ("t", target)):
        if span is not None:
            out |= set(_beside(name, span, outside))
    if source is not None and target is not None:
        first, second = sorted((source, target))
        order = "st" if first is source else "ts"
        out |= {f"{order} {word}" for word, at in outside if first[1] <= at < second[0]} | {order}
    else:
        out.add("alone")
    return sorted(out)


def stem(word: str) -> str:
    """A word without its ending, so that its forms count together."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)] + instead
            return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] and not instead else word
    return word


def _beside(name: str, span: Span, words: Sequence[tuple[str, int]]) -> Iterator[str]:
    """The words just before and after an actor."""
    yield from (f"-{name} {word}" for word, _ in [one for one in words if one[1] < span[0]][-_NEAR:])
    yield from (f"+{name} {word}" for word, _ in [one for one in words if one[1] >= span[1]][:_NEAR])


def _in(at: int, span: Span | None) -> bool:
    return span is not None and span[0] <= at < span[1]
