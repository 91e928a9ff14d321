"""A linear model of acts over the words around and between two actors: what the classifier falls back on.

It needs nothing but numpy. The weights are a table of numbers and a list of words; loading them runs no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from peyvand.reading.marking import Candidate, Span, window

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_ENDINGS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))
_SHORTEST = 3  # letters that must be left of a word when an ending is taken off
_AROUND = 160  # characters on each side of the actors in which words count: a sentence, of a passage
_NEAR = 4  # words on each side of an actor that are told apart from the rest


class LinearModel:
    """Weights of features; `scores` sums those that a candidate has."""

    def __init__(self, names: Sequence[str], weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self._rows = {name: row for row, name in enumerate(names)}
        self._weights = weights
        self._bias = bias

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The model from the bytes of its file; ValueError where they are no such file."""
        with np.load(BytesIO(data), allow_pickle=False) as table:
            names = bytes(table["names"]).decode("utf-8").split("\n")
            weights = table["weights"].astype(np.float32) * table["scale"].astype(np.float32)
            bias = table["bias"].astype(np.float32)
        if weights.shape != (len(names), len(bias)):
            message = f"{len(names)} features and {len(bias)} classes, but weights of {weights.shape}"
            raise ValueError(message)
        return cls(names, weights, bias)

    def scores(self, batch: Sequence[Candidate]) -> NDArray[np.float32]:
        """The probability of each class, a row a candidate."""
        sums = np.tile(self._bias, (len(batch), 1))
        for at, candidate in enumerate(batch):
            found = features(candidate)
            rows = [self._rows[name] for name in found if name in self._rows]
            if rows:
                sums[at] += self._weights[rows].sum(axis=0) / np.float32(len(found) ** 0.5)
        powers = np.exp(sums - sums.max(axis=1, keepdims=True)) if len(batch) else sums
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


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
