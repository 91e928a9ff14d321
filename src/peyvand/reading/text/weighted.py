"""What the linear models of the reading share: a table of what each feature adds to each class, its file and its sums.

A file is a table of numbers and a list of names (`names`, `weights` in 8 bits, their `scale`, and `bias`); loading it runs
no code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from itertools import chain
from typing import Self, TypeAlias
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from peyvand.errors import DamagedWeights

Numbers: TypeAlias = NDArray[np.float32]
Arrays: TypeAlias = Mapping[str, NDArray[np.generic]]


@dataclass(frozen=True, slots=True)
class Weighted:
    """Features, each with its row of weights; a column a class."""

    rows: Mapping[str, int]
    weights: Numbers
    bias: Numbers

    @classmethod
    def of(cls, table: Arrays) -> Self:
        """From the arrays of a file; ValueError or KeyError where they don't fit together."""
        names, bias = texts(table["names"]), table["bias"].astype(np.float32)
        if table["weights"].shape != (len(names), len(bias)):
            message = f"{len(names)} features and {len(bias)} classes, but weights of {table['weights'].shape}"
            raise ValueError(message)
        weights = table["weights"].astype(np.float32) * table["scale"].astype(np.float32)
        return cls({name: row for row, name in enumerate(names)}, weights, bias)

    def part(self, start: int, end: int) -> Weighted:
        """The same features with some of the classes."""
        return Weighted(self.rows, np.ascontiguousarray(self.weights[:, start:end]), self.bias[start:end])

    def sums(self, found: Sequence[Sequence[str]]) -> Numbers:
        """What speaks for each class, a row an item: of its features the sum, over the root of their number, and the bias."""
        sums = np.tile(self.bias, (len(found), 1))
        rows = [[self.rows[name] for name in names if name in self.rows] for names in found]
        full = [at for at, held in enumerate(rows) if held]
        if full:
            picked = self.weights[list(chain.from_iterable(rows))]
            starts = np.cumsum([0, *(len(rows[at]) for at in full[:-1])])
            roots = np.sqrt(np.array([len(found[at]) for at in full], dtype=np.float32))
            sums[full] += np.add.reduceat(picked, starts, axis=0) / roots[:, None]
        return sums


def probabilities(sums: Numbers) -> Numbers:
    """The probability of each class, a row an item."""
    if not len(sums):
        return sums
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def shipped(file: str) -> bytes:
    """The bytes of a file of weights that comes with the program."""
    try:
        return (files("peyvand.reading") / "weights" / file).read_bytes()
    except OSError as error:
        raise DamagedWeights(file, error.strerror or str(error)) from error


def arrays(data: bytes) -> Arrays:
    """The arrays in the bytes of a file; ValueError where they are no such file."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as table:
            return {name: table[name] for name in table.files}
    except (OSError, EOFError, TypeError, BadZipFile) as error:
        raise ValueError(str(error)) from error


def texts(packed: NDArray[np.generic]) -> list[str]:
    """Names from an array of bytes, one a line."""
    return bytes(packed).decode("utf-8").split("\n")
