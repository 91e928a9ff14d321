"""Named entities, as spaCy's recogniser finds them, but scored many words at once.

The recogniser takes a text word by word: in each state it may begin, go on with, end or leave out an entity, and takes
the best of what it may. Outside of an entity a state hangs on its word alone, so that all words of a batch can be scored in
one go; inside, on its word and on the entity's first, so that all entities of a batch can grow by a word at a time.
spaCy's own loop asks of each move in each state whether it is allowed, which takes more time than the whole network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.pipeline import EntityRecognizer
    from spacy.tokens import Doc

_FEATURES = 3  # words by which a state is scored
_TOGETHER = 16  # texts of similar length that are scored at once, as spaCy has it


class Entities:
    """A component of a spaCy pipeline that stands for its entity recogniser."""

    def __init__(self, recogniser: EntityRecognizer) -> None:
        names = [recogniser.moves.get_class_name(number) for number in range(recogniser.moves.n_moves)]
        moves = [name.partition("-") for name in names]
        labels = [label for move, _, label in moves if move == "B"]
        self._model: Any = recogniser.model
        self._labels = [label for _, _, label in moves]
        self._is_begin = np.array([move == "B" for move, _, _ in moves])
        self._is_unit = np.array([move == "U" and label != "" for move, _, label in moves])
        self._is_out = np.array([move == "O" for move, _, _ in moves])
        self._out = names.index("O")
        # For each move that begins an entity, those that go on with it and that end it; nothing for the others.
        self._on, self._last = (
            np.array([names.index(f"{then}-{label}") if label in labels else -1 for label in self._labels]) for then in "IL"
        )

    @classmethod
    def standing_for(cls, recogniser: EntityRecognizer) -> Entities | None:
        """The same network; None where it takes words otherwise than is understood here."""
        plain = recogniser.cfg["beam_width"] == 1 and not recogniser.model.attrs["unseen_classes"]
        return cls(recogniser) if plain and recogniser.model.get_ref("lower").get_dim("nF") == _FEATURES else None

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities of a text."""
        self._mark([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """Mark the entities of many texts."""
        texts = iter(stream)
        while batch := list(islice(texts, batch_size)):
            by_length = sorted(batch, key=len)
            for start in range(0, len(batch), _TOGETHER):
                self._mark(by_length[start : start + _TOGETHER])
            yield from batch

    def _mark(self, docs: Sequence[Doc]) -> None:
        from spacy.tokens import Span

        if not any(len(doc) for doc in docs):
            return
        moves, ends = self._decide(docs)
        start = 0
        for doc in docs:
            spans: list[Span] = []
            free = 0  # the first word after the last entity
            for at in np.flatnonzero(moves[start : start + len(doc)] != self._out).tolist():
                if at >= free:
                    free = int(ends[start + at]) - start
                    spans.append(Span(doc, at, free, label=self._labels[moves[start + at]]))
            doc.set_ents(spans)
            start += len(doc)

    def _decide(self, docs: Sequence[Doc]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each word of a batch the move that is best where no entity is open, and where the entity it begins ends."""
        network = self._model.predict(docs)

        def score(*words: NDArray[np.intp]) -> NDArray[np.float32]:
            """What is said of each move in states of these words: the next one, the entity's first and its last so far."""
            state = np.stack(words, axis=1).astype(np.int32)
            scores: NDArray[np.float32] = network.vec2scores.predict(network.state2vec.predict(state))
            return scores

        space, closing = _boundaries(docs)
        words = np.arange(len(space))
        none = np.full(len(space), -1)
        allowed = np.logical_not(np.outer(space | closing, self._is_begin) | np.outer(space, self._is_unit))
        allowed &= self._is_begin | self._is_unit | self._is_out
        moves = np.argmax(np.where(allowed, score(words, none, none), -np.inf), axis=1)
        ends = words + 1
        starts = np.flatnonzero(self._is_begin[moves])
        while len(starts):
            now = ends[starts]
            scores = score(now, starts, now - 1)
            rows, begun = np.arange(len(starts)), moves[starts]
            on = (scores[rows, self._on[begun]] >= scores[rows, self._last[begun]]) & ~closing[now]
            ends[starts] = now + 1
            starts = starts[on]
        network.clear_memory()
        return moves, ends


def _boundaries(docs: Sequence[Doc]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each word of a batch, whether it is white space, and whether no entity may go on after it."""
    marks = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs])
    closing = np.append(marks[1:, 1] == 1, True)
    closing[np.cumsum([len(doc) for doc in docs]) - 1] = True
    return marks[:, 0] == 1, closing
