"""Fits and packs the linear models of stances and of issues and fields: a softmax over parts of features, by gradient steps."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    Part: TypeAlias = "NDArray[np.float32] | csr_matrix"

Numbers: TypeAlias = NDArray[np.float32]
RATE = 0.05


def fit(parts: Sequence[Part], strengths: Sequence[float], wanted: Numbers, counted: Numbers, steps: int) -> list[Numbers]:
    """Weights of each part, and last the bias, that make the wanted classes likely (Adam, all examples a step).

    `counted` is what each example counts, `strengths` how strongly the weights of each part are pulled toward zero.
    """
    held = [*parts, np.ones((len(wanted), 1), dtype=np.float32)]
    turned = [part.T if isinstance(part, np.ndarray) else part.T.tocsr() for part in held]
    weights = [np.zeros((part.shape[1], wanted.shape[1]), dtype=np.float32) for part in held]
    first, second = ([np.zeros_like(one) for one in weights] for _ in range(2))
    for step in range(1, steps + 1):
        sums = np.add.reduce([part @ one for part, one in zip(held, weights, strict=True)])
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        off = (powers / powers.sum(axis=1, keepdims=True) - wanted) * counted[:, None]
        for at, strength in enumerate((*strengths, 0.0)):
            slope = turned[at] @ off + np.float32(strength) * weights[at]
            first[at] = 0.9 * first[at] + 0.1 * slope
            second[at] = 0.999 * second[at] + 0.001 * slope**2
            weights[at] -= RATE * (first[at] / (1 - 0.9**step)) / (np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
    weights[-1] = weights[-1][0]
    return weights


def packed(names: Sequence[str], weights: Numbers, bias: Numbers, **more: NDArray[Any]) -> bytes:
    """A file of weights in 8 bits, each class in steps of its own; `more` are further arrays of it."""
    scale = np.abs(weights).max(axis=0) / 127
    out = BytesIO()
    np.savez_compressed(
        out,
        names=listed(names),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias,
        **more,  # type: ignore[arg-type]  # the stubs take all keywords for the one flag
    )
    return out.getvalue()


def listed(names: Sequence[str]) -> NDArray[np.uint8]:
    """Names as an array of bytes, one a line."""
    return np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8)
