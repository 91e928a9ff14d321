"""Makes the weights of the model of issues and fields, `src/peyvand/reading/weights/subjects.npz`.

    python tools/train_subjects.py [--check]

It reads `data/annotated/subjects/train.jsonl` and the labels of the passages with statements and commitments, without
their held-out tenth, and takes nothing but numpy. `subjects/test.jsonl` is never read. `--check` writes nothing, and
prints how often the likeliest subject is right on each of three parts of `train.jsonl` when the model is trained on the
others. The same corpus and the same lists of words give the same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from annotated_lines import held_out
from numpy.typing import NDArray

from peyvand.reading.issues import fields, issues
from peyvand.reading.subjects import KINDS, NOTHING, WEIGHTS, WordList, evidence, signs

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "annotated"
FOLDS = 3
STRENGTH = 1.0  # of the pull toward zero, over all examples
PASSAGE = 0.5  # what a passage counts beside a sentence: its label is of a part of it
ALSO = 0.3  # of an example's weight goes to the labels that are as good
RARE = 2  # a word of fewer examples is left out
STEPS, RATE = 300, 0.05

Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its topic, and its subjects of one kind, the first first."""

    id: str
    topic: str
    text: str
    subjects: tuple[str, ...]
    weight: float = 1.0


def main() -> int:
    """Train and write the weights, or check them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="measure in three parts, write nothing")
    options.add_argument("--strength", type=float, default=STRENGTH)
    given = options.parse_args()
    table: dict[str, NDArray[Any]] = {}
    for kind in KINDS:
        listed = WordList((issues() if kind == "issue" else fields()).subjects)
        examples = list(read_examples(kind))
        if given.check:
            check(kind, examples, listed, given.strength)
        else:
            table |= {f"{kind}_{name}": value for name, value in train(examples, listed, given.strength).items()}
    if table:
        out = BytesIO()
        np.savez_compressed(out, **table)  # type: ignore[arg-type]
        (ROOT / "src" / "peyvand" / "reading" / "weights" / WEIGHTS).write_bytes(out.getvalue())
        print(f"{len(out.getvalue())} bytes")
    return 0


def read_examples(kind: str) -> Iterator[Example]:
    """The sentences for training, and the labelled passages."""
    for row in lines(DATA / "subjects" / "train.jsonl"):
        yield Example(row["id"], "", row["text"], tuple(one or NOTHING for one in (row[kind], *row[f"also_{kind}"])))
    for folder, items, topic in (("statements", "statements", "topic"), ("commitments", "commitments", "what")):
        for path in sorted((DATA / folder).glob("*.jsonl")):
            for row in lines(path):
                if not held_out(row["id"]):
                    for item in row[items]:
                        quote = item["quote"]["exact"]
                        yield Example(row["id"], item[topic], quote, (item[kind] or NOTHING,), PASSAGE)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of the corpus."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def matrix(examples: Sequence[Example], listed: WordList, names: Sequence[str]) -> Numbers:
    """The signs of the lists and the words of each example, a row an example; last a one for the bias."""
    at = {name: row for row, name in enumerate(names)}
    size = len(listed.keys)
    out = np.zeros((len(examples), 2 * size + 1 + len(names) + 1), dtype=np.float32)
    for line, one in enumerate(examples):
        scores, words = evidence(listed, one.topic, one.text, "")
        out[line, :size], out[line, size : 2 * size] = signs(scores)
        out[line, 2 * size] = not scores.any()
        found = [2 * size + 1 + at[word] for word in set(words) if word in at]
        out[line, found] = len(set(words)) ** -0.5
        out[line, -1] = 1
    return out


def frequent(examples: Sequence[Example], listed: WordList) -> list[str]:
    """The words of more than one example."""
    counts = Counter(word for one in examples for word in set(evidence(listed, one.topic, one.text, "")[1]))
    return sorted(word for word, count in counts.items() if count >= RARE)


def train(examples: Sequence[Example], listed: WordList, strength: float) -> dict[str, NDArray[Any]]:
    """The weights of a softmax over the signs of the lists and words."""
    names = frequent(examples, listed)
    classes = (*listed.keys, NOTHING)
    wanted = np.zeros((len(examples), len(classes)), dtype=np.float32)
    for line, one in enumerate(examples):
        first, *also = one.subjects
        wanted[line, classes.index(first)] = 1 - ALSO * bool(also)
        for other in also:
            wanted[line, classes.index(other)] += ALSO / len(also)
    counted = np.array([one.weight for one in examples], dtype=np.float32)
    weights = fit(matrix(examples, listed, names), wanted, counted, strength)
    cut = 2 * len(listed.keys) + 1
    scale = np.abs(weights[cut:-1]).max() / 127
    return {
        "classes": np.frombuffer("\n".join(classes).encode(), dtype=np.uint8),
        "names": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "lists": weights[:cut],
        "words": np.round(weights[cut:-1] / scale).astype(np.int8),
        "scale": np.array(scale, dtype=np.float32),
        "bias": weights[-1],
    }


def fit(rows: Numbers, wanted: Numbers, counted: Numbers, strength: float) -> Numbers:
    """Weights, the bias last, that make the wanted classes likely (Adam, all examples a step)."""
    weights = np.zeros((rows.shape[1], wanted.shape[1]), dtype=np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        sums = rows @ weights
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        slope = rows.T @ ((powers / powers.sum(axis=1, keepdims=True) - wanted) * counted[:, None])
        slope[:-1] += strength * weights[:-1]
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def check(kind: str, examples: Sequence[Example], listed: WordList, strength: float) -> None:
    """Print the share that is right, part by part."""
    classes = (*listed.keys, NOTHING)
    right = total = 0
    for fold in range(FOLDS):
        seen = [one for one in examples if one.weight < 1 or crc32(one.id.encode()) % FOLDS != fold]
        rest = [one for one in examples if one.weight == 1 and crc32(one.id.encode()) % FOLDS == fold]
        names = frequent(seen, listed)
        wanted = np.zeros((len(seen), len(classes)), dtype=np.float32)
        for line, one in enumerate(seen):
            wanted[line, classes.index(one.subjects[0])] = 1
        counted = np.array([one.weight for one in seen], dtype=np.float32)
        found = (matrix(rest, listed, names) @ fit(matrix(seen, listed, names), wanted, counted, strength)).argmax(axis=1)
        right += sum(classes[best] in one.subjects for best, one in zip(found, rest, strict=True))
        total += len(rest)
    print(f"{kind}: {right / total:.3f} of {total}")


if __name__ == "__main__":
    sys.exit(main())
