"""What kind of act a sentence tells of, between the two actors that are marked in it, if any.

Proposals come from the lexicon; this decides between the sixteen categories and no act at all. Two models of one face:

- a small language model (MiniLM, fine-tuned on `data/annotated`), where the packages `onnxruntime` and `tokenizers` are
  installed: `pip install peyvand[classifier]`;
- a linear model over words, which needs neither.

Both are tables of numbers, and what is in them is on the card `weights/acts.toml`. Loading them runs no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from peyvand.errors import DamagedWeights
from peyvand.model import Plover
from peyvand.reading.done.marking import Candidate, marked, window
from peyvand.reading.text.linear import LinearModel

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

CLASSES: tuple[Plover | None, ...] = (*Plover, None)
"""What the columns of the scores stand for; None is for no act between the two."""

CARD = "acts.toml"
NETWORK, WORD_PIECES, LINEAR = "acts.onnx", "acts.tokenizer.json", "acts.linear.npz"


class _Model(Protocol):
    def scores(self, batch: Sequence[Candidate]) -> NDArray[np.float32]:
        """The probability of each class, a row a candidate."""


class Classifier:
    """Tells kinds of act apart. `kind` says which model it holds: "onnx" or "linear"."""

    def __init__(self, kind: str, model: _Model) -> None:
        self.kind = kind
        self._model = model

    @classmethod
    def load(cls, folder: Path | None = None, *, plain: bool = False) -> Self:
        """The shipped classifier, or that of another folder: the better model that can run here, or the linear one if asked."""
        place: Path | Traversable = folder or files("peyvand.reading") / "weights"
        digests = _digests(place)
        if not plain:
            try:
                return cls("onnx", _Network(_checked(place, NETWORK, digests), _checked(place, WORD_PIECES, digests)))
            except ModuleNotFoundError:  # the extra `classifier` isn't installed
                pass
        try:
            return cls("linear", LinearModel.read(_checked(place, LINEAR, digests)))
        except (ValueError, KeyError) as error:
            raise DamagedWeights(LINEAR, str(error)) from error

    def scores(self, batch: Sequence[Candidate]) -> NDArray[np.float32]:
        """The probability of each of CLASSES, a row a candidate: a text, its source and its target, either of which may be None.

        What a candidate is scored doesn't depend on what stands in the batch beside it.
        """
        if not batch:
            return np.zeros((0, len(CLASSES)), dtype=np.float32)
        return self._model.scores(batch)


class _Network:
    """The language model, on one thread."""

    def __init__(self, network: bytes, word_pieces: bytes) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session: InferenceSession = InferenceSession(network, options, providers=["CPUExecutionProvider"])
            self._word_pieces: Tokenizer = Tokenizer.from_str(word_pieces.decode("utf-8"))
        except Exception as error:  # both libraries raise classes of their own, some of them bare Exceptions
            raise DamagedWeights(NETWORK, str(error)) from error
        self._word_pieces.no_padding()
        self._word_pieces.no_truncation()

    def scores(self, batch: Sequence[Candidate]) -> NDArray[np.float32]:
        """The probability of each class, a row a candidate, one candidate at a time.

        The network's 8-bit steps are chosen anew for all that is scored at once, so in a common batch a candidate's scores
        would hang on its neighbours. And it isn't slower: 296 sentences a CPU-second alone, 299 in batches of 32.
        """
        out = np.zeros((len(batch), len(CLASSES)), dtype=np.float32)
        for line, candidate in enumerate(batch):
            out[line] = self._session.run(None, {"ids": np.array([self._row(candidate)], dtype=np.int64)})[0][0]
        return out

    def _row(self, candidate: Candidate) -> list[int]:
        text, source, target = window(candidate)
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a pair of surrogates becomes "?": as many characters
        pieces = self._word_pieces.encode(whole, add_special_tokens=False)
        return marked(pieces.ids, pieces.offsets, source, target)


def _digests(place: Path | Traversable) -> dict[str, str]:
    """The digest of each file, from the card."""
    try:
        card = tomllib.loads((place / CARD).read_text(encoding="utf-8"))
        digests = {name: str(entry["sha256"]) for name, entry in card["files"].items()}
        classes = tuple(card["classes"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DamagedWeights(CARD, str(error)) from error
    if classes != tuple(str(one or "NONE") for one in CLASSES):
        raise DamagedWeights(CARD, "its classes aren't those of this version")
    return digests


def _checked(place: Path | Traversable, name: str, digests: dict[str, str]) -> bytes:
    """A file's bytes, if they are those that the card names."""
    try:
        data = (place / name).read_bytes()
    except OSError as error:
        raise DamagedWeights(name, error.strerror or str(error)) from error
    if sha256(data).hexdigest() != digests.get(name):
        raise DamagedWeights(name, f"it isn't the file that {CARD} names")
    return data
