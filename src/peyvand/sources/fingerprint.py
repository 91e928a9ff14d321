"""Near-duplicates: signatures of texts that agree about as far as the texts do (MinHash over runs of five words).

The same wire story under two headlines, with cuts, agrees in 0.6 and more of its runs; two stories on one subject in less
than 0.1. A signature is 64 numbers of four bytes; `bands` cuts it so that texts that agree in 0.6 have a band in common in
99 of 100 cases (1 - (1 - 0.6 ** 3) ** 21), and those that agree in 0.1 in 2.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from peyvand.model import BlockKind, Source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VALUES = 64
ROWS = 3  # values in a band
_RUN = 5  # words
_LEAST_RUNS = 16  # a shorter text is too little to tell anything
_CHUNK = 8192  # runs that are hashed at once, so that memory stays flat
_SEED = 1953
_WORD = re.compile(r"\w+")


def fingerprint(text: str | Source) -> bytes:
    """The signature of a text, or of a source's paragraphs; empty where there is too little text."""
    import numpy as np

    words = _WORD.findall((prose(text) if isinstance(text, Source) else text).casefold())
    if len(words) < _LEAST_RUNS + _RUN:
        return b""
    codes = {word: crc32(word.encode("utf-8", "replace")) for word in set(words)}
    numbers = np.fromiter((codes[word] for word in words), dtype=np.uint64, count=len(words))
    size = len(numbers) - _RUN + 1
    runs = np.zeros(size, dtype=np.uint64)
    for offset in range(_RUN):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + numbers[offset : offset + size] + np.uint64(1)
    runs ^= runs >> np.uint64(31)
    runs = np.unique(runs)
    factors, summands = _hashes()
    least = np.full(VALUES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(runs), _CHUNK):
        hashed = (runs[start : start + _CHUNK, None] * factors + summands) >> np.uint64(32)
        least = np.minimum(least, hashed.min(axis=0).astype(np.uint32))
    return least.astype("<u4").tobytes()


def similar(one: bytes, other: bytes) -> float:
    """The share of their runs of words that two texts have in common, estimated; 0 where a signature is empty."""
    if not one or not other:
        return 0.0
    same = sum(one[at : at + 4] == other[at : at + 4] for at in range(0, len(one), 4))
    return same / VALUES


def bands(signature: bytes) -> list[bytes]:
    """The parts of a signature by which near-duplicates are looked up: those that share one are worth comparing."""
    width = 4 * ROWS
    return [bytes([number]) + signature[at : at + width] for number, at in enumerate(range(0, len(signature) - width + 1, width))]


def prose(source: Source) -> str:
    """The paragraphs of a source, one below the other."""
    return "\n\n".join(source.text[block.start : block.end] for block in source.blocks if block.kind is BlockKind.PROSE)


@cache
def _hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The factors and summands of as many hash functions as a signature has values; they never change."""
    import numpy as np

    random = np.random.default_rng(_SEED)
    factors = random.integers(0, 2**63, VALUES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, random.integers(0, 2**63, VALUES, dtype=np.uint64)
