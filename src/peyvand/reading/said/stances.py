"""Stance: how a position is meant toward its topic, weighed from the words said, the verb that says them and the rules.

A linear model over words, trained on `data/annotated/statements` by `tools/train_stances.py`. Its weights are a table of
numbers and a list of names; loading them runs no code. Where nothing of a position is known to it, the rules decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Self

import numpy as np

from peyvand.errors import DamagedWeights
from peyvand.model import Stance
from peyvand.reading.text.linear import stem
from peyvand.reading.text.weighted import Numbers, Weighted, arrays, probabilities, shipped

WEIGHTS = "stances.npz"
CLASSES = tuple(Stance)
"""What the columns of the scores stand for."""

_WORD = re.compile(r"n['’]t\b|[^\W\d_]+")
_SIGNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("number", r"\d"),
        ("none", r"\b(?:no|not|never|neither|nobody|nothing|none|nor)\b|n['’]t\b"),
        ("we", r"\b(?:we|our|us|i|my)\b"),
        ("condition", r"\b(?:if|unless|provided|until|as long as|once)\b"),
        ("to come", r"\b(?:will|would|shall)\b|['’]ll\b"),
        ("ought", r"\b(?:must|should|ought|need|has to|have to|had to|let)\b"),
        ("may", r"\b(?:may|might|could|can)\b"),
        ("has", r"\b(?:has|have|had) \w+ed\b"),
        ("you", r"\b(?:you|your)\b"),
        ("thing", r"\bis (?:a|an|the|no)\b"),
    )
)
# Where the rules say nothing, the weights alone are right in 0.51 of the passages and the rules in 0.20; but articles hold
# many plain assertions, which passages hardly do. From 0.6 on neither is worse than the rules alone.
_SURE = 0.6
_FIRST = 3  # words at the head of what is said that are told apart: "we are ready", "there must be"
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to tell a stance by."""

    words: str  # what is said
    verb: str  # the lemma of what says it
    stated: Stance | None  # the stance of the verb, where it has one
    valued: Stance | None  # the stance of the words of value in what is said
    settled: Stance  # what the rules make of both
    direct: bool  # whether it is direct speech


class StanceModel:
    """Weights of features; `stance` sums those that a position has."""

    def __init__(self, weighted: Weighted) -> None:
        self._weighted = weighted

    @classmethod
    def read(cls, data: bytes) -> Self:
        """The model from the bytes of its file; DamagedWeights where they are no such file."""
        try:
            weighted = Weighted.of(arrays(data))
        except (ValueError, KeyError) as error:
            raise DamagedWeights(WEIGHTS, str(error)) from error
        if len(weighted.bias) != len(CLASSES):
            raise DamagedWeights(WEIGHTS, f"{len(weighted.bias)} classes instead of {len(CLASSES)}")
        return cls(weighted)

    def scores(self, said: Said) -> Numbers:
        """The probability of each of CLASSES."""
        return np.ravel(probabilities(self._weighted.sums([features(said)])))

    def stance(self, said: Said) -> Stance:
        """The likeliest stance: by the rules where they say one, else by the weights where they are sure enough, else neutral."""
        if said.stated is not None or said.valued is not None:
            return said.settled
        scores = self.scores(said)
        best = int(scores.argmax())
        return CLASSES[best] if scores[best] >= _SURE else said.settled


@cache
def stance_model() -> StanceModel:
    """The model that comes with the program."""
    return StanceModel.read(shipped(WEIGHTS))


def features(said: Said) -> list[str]:
    """What a position has: its words and pairs of them, those at its head, its verb, and what the rules say; each once."""
    words = list(_stems(said.words))
    out = {f"w {word}" for word in words} | {f"w {one} {two}" for one, two in pairwise(words)}
    out |= {f"h {word}" for word in words[:_FIRST]}
    out |= {f"v {said.verb}", f"s {said.stated}", f"c {said.valued}", f"r {said.settled}", f"r {said.settled} {said.direct}"}
    out |= {f"p {sign}" for sign, pattern in _SIGNS if pattern.search(said.words)}
    out |= {f"s {said.stated} {said.valued}", f"v {said.verb} {said.valued}"}
    return sorted(out)


def _stems(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text.lower()):
        word = match.group().replace("’", "'")
        yield stem(word) if len(word) > _SHORTEST else word
