"""Measures the classifier of acts on sentences whose source and target are marked.

    python bench/plv.py FILE.tsv

The columns are `marked_sentence` with <s>source</s> and <t>target</t>, `category`, and (where another system's answers are
to stand beside ours) `zsp_category`. The answer is the likeliest of the sixteen categories; no act isn't one. Printed are
macro-F1 over the categories that occur, accuracy, and F1 a category, for both models, for the other system's column and for
the tenth of our own corpus that is held out.

Published rows of this kind have a category YIELD, written CONCEDE, which holds both CONCEDE and RETREAT. Where RETREAT
doesn't occur in a file, its probability therefore counts for CONCEDE; what comes out without that is printed too.

A row that lacks a mark is scored without that actor. Of an actor marked twice the first mark counts; of nested marks the
outer ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from peyvand.model import Plover
from peyvand.reading.done.classifier import CLASSES, Classifier
from peyvand.reading.done.marking import Candidate, Span

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from annotated_lines import held_out  # noqa: E402  # beside the other tools, which are no package

_MARK = re.compile(r"<(/?)([st])>")
_ACTS = len(CLASSES) - 1


@dataclass(frozen=True, slots=True)
class Row:
    """A marked sentence, what it is, and what another system says it is."""

    candidate: Candidate
    category: Plover
    other: Plover | None = None


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Score the classifier of acts on marked sentences.")
    options.add_argument("file", type=Path, metavar="FILE.tsv")
    options.add_argument("--wrong", action="store_true", help="print which categories are taken for which")
    given = options.parse_args()
    rows, own = read(given.file), own_rows()
    irregular = sum(row.candidate[1] is None or row.candidate[2] is None for row in rows)
    print(f"{given.file.name}: {len(rows)} sentences, {irregular} of them with an actor unmarked")
    for plain in (False, True):
        classifier = Classifier.load(plain=plain)
        if classifier.kind == "onnx" or plain:
            measure(classifier, given.file.name, rows, wrong=given.wrong)
            measure(classifier, "own held-out tenth", own, wrong=given.wrong)
    if all(row.other for row in rows):
        show("zsp_category", f"{given.file.name}", [row.category for row in rows], [row.other or row.category for row in rows])
    return 0


def read(path: Path) -> list[Row]:
    """The rows of a file, none left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Row(unmarked(line["marked_sentence"]), Plover(line["category"]), _category(line.get("zsp_category")))
            for line in csv.DictReader(lines, delimiter="\t")
        ]


def unmarked(sentence: str) -> Candidate:
    """A sentence without its marks, and the actors that they mark."""
    text, at = "", 0
    opened: dict[str, list[int]] = {"s": [], "t": []}
    spans: dict[str, list[Span]] = {"s": [], "t": []}
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        at = mark.end()
        closing, who = mark.groups()
        if not closing:
            opened[who].append(len(text))
        elif opened[who]:
            start = opened[who].pop()
            if not opened[who]:
                spans[who].append((start, len(text)))
    text += sentence[at:]
    source, target = (next((_trimmed(text, span) for span in spans[who]), None) for who in "st")
    return text, source, target


def _trimmed(text: str, span: Span) -> Span:
    words = text[span[0] : span[1]]
    return span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())


def _category(name: str | None) -> Plover | None:
    return Plover(name) if name else None


def own_rows() -> list[Row]:
    """The acts of our own corpus that are held out for tests."""
    found = []
    for path in sorted((ROOT / "data" / "annotated" / "sentences").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if held_out(row["id"]) and row["category"]:
                source, target = ((row[key]["start"], row[key]["end"]) if row[key] else None for key in ("source", "target"))
                found.append(Row((row["text"], source, target), Plover(row["category"])))
    return found


def measure(classifier: Classifier, name: str, rows: Sequence[Row], *, wrong: bool) -> None:
    """Score rows, and print how well and how fast."""
    start = time.process_time()
    scores = classifier.scores([row.candidate for row in rows])[:, :_ACTS]
    speed = len(rows) / (time.process_time() - start)
    truth = [row.category for row in rows]
    answers = likeliest(scores)
    if Plover.RETREAT not in truth:
        macro, accuracy = figures(truth, answers)
        print(f"\n{classifier.kind}, {name}, RETREAT told apart: macro-F1 {macro:.3f}, accuracy {accuracy:.3f}")
        answers = likeliest(yielding(scores))
    show(f"{classifier.kind} ({speed:.0f} sentences a CPU-second)", name, truth, answers)
    if wrong:
        pairs = Counter((was, said) for was, said in zip(truth, answers, strict=True) if was != said)
        print("  " + ", ".join(f"{was} as {said} {count}" for (was, said), count in pairs.most_common(40)))


def likeliest(scores: NDArray[np.float32]) -> list[Plover]:
    """The likeliest category of each row."""
    categories = list(Plover)
    return [categories[int(at)] for at in scores.argmax(axis=1)]


def yielding(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The scores with RETREAT counted for CONCEDE."""
    categories = list(Plover)
    out = scores.copy()
    out[:, categories.index(Plover.CONCEDE)] += out[:, categories.index(Plover.RETREAT)]
    out[:, categories.index(Plover.RETREAT)] = 0
    return out


def show(who: str, name: str, truth: Sequence[Plover], answers: Sequence[Plover]) -> None:
    """Print one system's figures on one set."""
    macro, accuracy = figures(truth, answers)
    print(f"\n{who}, {name}: macro-F1 {macro:.3f}, accuracy {accuracy:.3f} ({len(truth)} sentences)")
    for category in sorted({*truth, *answers}):
        print(f"  {category:10} {f1(category, truth, answers):.2f}  ({truth.count(category)})")


def figures(truth: Sequence[Plover], answers: Sequence[Plover]) -> tuple[float, float]:
    """Macro-F1 over the categories that are there or were answered, and accuracy."""
    found: Iterable[Plover] = {*truth, *answers}
    scores = [f1(category, truth, answers) for category in found]
    right = sum(was is said for was, said in zip(truth, answers, strict=True))
    return sum(scores) / len(scores), right / len(truth)


def f1(category: Plover, truth: Sequence[Plover], answers: Sequence[Plover]) -> float:
    """The F1 of one category."""
    hits = sum(was is said is category for was, said in zip(truth, answers, strict=True))
    return 2 * hits / (truth.count(category) + answers.count(category))


if __name__ == "__main__":
    sys.exit(main())
