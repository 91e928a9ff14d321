"""The tables of weights that the linear models share: what they add up to, and what is refused."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest

from peyvand.errors import DamagedWeights
from peyvand.reading.about.subjects import read_weights
from peyvand.reading.said.stances import StanceModel
from peyvand.reading.text.weighted import Weighted, arrays, probabilities, shipped


def table(**changed: object) -> bytes:
    """A file with two features and three classes, or with something else in it."""
    held: dict[str, object] = {
        "names": np.frombuffer(b"quay\nvisa", dtype=np.uint8),
        "weights": np.array([[2, 0, 0], [0, 4, 0]], dtype=np.int8),
        "scale": np.float32(0.5),
        "bias": np.array([0, 0, 1], dtype=np.float32),
    }
    out = BytesIO()
    np.savez(out, **{**held, **changed})  # type: ignore[arg-type]  # the stubs take all keywords for the one flag
    return out.getvalue()


def test_features_add_up_over_the_root_of_their_number() -> None:
    """Also those that the table lacks count in the number; an item that has none of it gets the bias; order is kept."""
    weighted = Weighted.of(arrays(table()))
    sums = weighted.sums([["quay"], ["lorry"], [], ["visa", "quay", "lorry", "barge"]])
    assert sums.tolist() == [[1, 0, 1], [0, 0, 1], [0, 0, 1], [0.5, 1, 1]]
    assert weighted.sums([]).shape == (0, 3)
    assert weighted.part(1, 3).sums([["visa"]]).tolist() == [[2, 1]]


def test_probabilities_of_each_item_are_one_together() -> None:
    """And the class for which most speaks has the greatest, however much it is."""
    found = probabilities(np.array([[0, 2, 1], [900, 0, 0]], dtype=np.float32))
    assert found.sum(axis=1).tolist() == pytest.approx([1, 1])
    assert found.argmax(axis=1).tolist() == [1, 0]
    assert probabilities(np.zeros((0, 3), dtype=np.float32)).shape == (0, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"no table",
        b"",
        shipped("subjects.npz")[:5000],
        table(weights=np.zeros((3, 3), dtype=np.int8)),
        table(bias=np.zeros(2, dtype=np.float32)),
        table(names=np.array(["quay", "visa"], dtype=object)),  # objects would run code when they are loaded
    ],
)
def test_a_file_that_is_no_table_is_refused(data: bytes) -> None:
    """The error names the file; nothing in a file is run."""
    for read, name in ((StanceModel.read, "stances.npz"), (read_weights, "subjects.npz")):
        with pytest.raises(DamagedWeights, match=name):
            read(data)


def test_a_missing_file_of_weights_is_told() -> None:
    """By its name."""
    with pytest.raises(DamagedWeights, match=r"moods\.npz"):
        shipped("moods.npz")
