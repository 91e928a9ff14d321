"""Holds the confidence of items against what annotators accept; fits its weights anew.

    python bench/confidence.py GOLD_DIR... [--score PATH]
    python bench/confidence.py --fit data/annotated/articles

An item is accepted if the scorer finds it in the gold: an event of its type in its place, a statement of its speaker, a
figure of its value. What the gold calls optional isn't counted. Without --fit it prints, for each kind and for all, the
expected calibration error over ten bins of equal width (M. P. Naeini and others, "Obtaining well calibrated
probabilities using Bayesian binning", 2015) and the precision of what is held at 0.8 or more. With --fit it fits a
logistic regression with a ridge penalty for each kind, chooses the penalty by cross-validation over documents, prints
the error on the documents left out, and writes the weights into the lexicon. Never fit on the corpus that measures.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from peyvand.exchange import to_json
from peyvand.model import KIND_OF, Fault, Kind
from peyvand.reading.grounds import OPINION, Explained
from peyvand.reading.reader import Opinion, Reader
from peyvand.sources import extract, originals

ROOT = Path(__file__).resolve().parent.parent
SCORE = ROOT.parent / "shared" / "eval" / "score.py"
WEIGHTS = ROOT / "src" / "peyvand" / "reading" / "lexicon" / "confidence.toml"
BINS = 10
SURE = 0.8
# Ridge penalties that are tried; the bounds have never been chosen.
OPINIONS: dict[Opinion, str] = {"best": "onnx", "linear": "linear", "none": "none"}
SCALES = ("event-onnx", "event-linear", "event-none", "statement", "commitment", "figure", "actor")
PENALTIES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
FOLDS = 10
RARE = 5  # items that must have a sign for it to get a weight
HEAD = """\
# How much each sign of an item speaks for it: the weights from which confidence is worked out (see `reading/grounds`).
#
# `bench/confidence.py --fit` makes this file from our own annotated articles. A weight above 0 speaks for an item, one
# below 0 against it; they are added up with `base` to the log-odds that a careful reader accepts the item. To trust or
# distrust something more, change its weight; a sign that isn't listed weighs nothing.
"""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """An item's signs and confidence, and whether the annotator has it."""

    doc: str
    opinion: Opinion  # which classifier could be asked
    scale: str  # the kind of item, and of an event the classifier that was asked
    signs: dict[str, float]
    confidence: float
    accepted: bool


def main() -> int:
    """The exit status."""
    options = argparse.ArgumentParser(description="Measure or fit the confidence of items.")
    options.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR", help="NNN.txt with NNN.json and NNN.gold.json")
    options.add_argument("--score", type=Path, default=SCORE, help="the scorer (default: that beside this checkout)")
    options.add_argument("--fit", action="store_true", help="write the weights that fit these documents")
    given = options.parse_args()
    if not given.score.exists():
        print(f"{given.score}: there is no scorer. --score PATH names one.", file=sys.stderr)
        return 2
    scorer = load(given.score)
    judged = [one for opinion in OPINIONS for folder in given.folders for one in judge(folder, scorer, opinion)]
    if given.fit:
        fit_all(judged)
    else:
        print(f"{'':16}{'items':>7}{'right':>7}{'said':>7}{'error':>7}   {'at 0.8 and more':>15}")
        for opinion, name in OPINIONS.items():
            events = [one for one in judged if one.opinion == opinion and one.scale.startswith("event")]
            report(f"event-{name}", events)
        for scale in SCALES[len(OPINIONS) :]:
            report(scale, [one for one in judged if one.scale == scale])
        report("all", [one for one in judged if one.opinion == "best"])
    return 0


def load(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: this is no Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(folder: Path, scorer: ModuleType, opinion: Opinion) -> Iterator[Judged]:
    """The items read from a folder's documents, each with the annotator's verdict; without "best", the events alone."""
    reader = Reader(classifier=opinion)
    for original in originals([str(path) for path in sorted(folder.glob("*.txt"))]):
        if isinstance(original, Fault):
            raise SystemExit(original.message)
        doc = Path(original.name).stem
        gold = json.loads((folder / f"{doc}.gold.json").read_text(encoding="utf-8"))
        source = extract(original)
        text = (folder / f"{doc}.txt").read_text(encoding="utf-8")
        by_kind: dict[Kind, list[Explained]] = defaultdict(list)
        for one in reader.explain(source):
            by_kind[KIND_OF[type(one.item)]].append(one)
        for kind, found in by_kind.items():
            if kind is not Kind.EVENT and opinion != "best":
                continue
            golds = prepared(gold, kind, text, scorer)
            rows = [to_json(one.item, doc) for one in found]
            for row in rows:
                quote = row.get("quote")
                if isinstance(quote, dict):
                    row["span"] = (quote["start"], quote["end"])  # type: ignore[assignment]
            pairs = {j: golds[i] for i, (j, _) in scorer.match(kind.value, golds, rows).items()}
            for j, one in enumerate(found):
                if j in pairs and pairs[j].get("optional"):
                    continue
                signs = {sign.name: sign.value for sign in one.signs}
                asked = OPINIONS[opinion] if OPINION in signs else "none"
                if kind is Kind.EVENT and asked == "none" and opinion != "none":
                    asked = "not asked"
                scale = f"event-{asked}" if kind is Kind.EVENT else kind.value
                yield Judged(doc, opinion, scale, signs, one.item.confidence, j in pairs)


def prepared(gold: dict[str, list[dict[str, object]]], kind: Kind, text: str, scorer: ModuleType) -> list[dict[str, object]]:
    """The annotator's items of a kind as the scorer wants them: names with their aliases, quotes with their places."""
    aliases = {one["name"]: one.get("aliases") or () for one in gold.get("actors", [])}
    golds = [dict(one) for one in gold.get(f"{kind.value}s", [])]
    seen: dict[str, int] = {}
    for one in golds:
        for role in ("sources", "targets", "parties"):
            names = one.get(role)
            if isinstance(names, list):
                one[role] = [(name, *aliases.get(name, ())) for name in names]  # type: ignore[misc]
        if kind is Kind.STATEMENT:
            one["speaker"] = (one["speaker"], *aliases.get(one["speaker"], ()))  # type: ignore[misc]
        if kind is Kind.ACTOR:
            one["name"] = (one["name"], *(one.get("aliases") or ()))  # type: ignore[misc]
        if "quote" in one:
            one["span"] = scorer.gold_span(text, one["quote"], seen)
    return golds


# ---------------------------------------------------------------- measuring


def calibration_error(probabilities: Floats, accepted: NDArray[np.bool_]) -> float:
    """The mean distance, over bins, between what was expected and what came true, weighted by the bins' sizes."""
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    error = 0.0
    for one in range(BINS):
        inside = bins == one
        if inside.any():
            error += float(inside.mean() * abs(probabilities[inside].mean() - accepted[inside].mean()))
    return error


def report(name: str, rows: Sequence[Judged], said: Floats | None = None) -> None:
    """Print calibration and precision of some items, by their own confidence if no other is given."""
    if not rows:
        return
    accepted = np.array([one.accepted for one in rows], dtype=bool)
    said = np.array([one.confidence for one in rows]) if said is None else said
    sure = said >= SURE
    held = f"{accepted[sure].mean():.3f} of {sure.sum()}" if sure.any() else "none"
    error = calibration_error(said, accepted)
    print(f"{name:16}{len(said):7}{accepted.mean():7.3f}{said.mean():7.3f}{error:7.3f}   {held:>15}")


# ---------------------------------------------------------------- fitting


def fit_all(judged: Sequence[Judged]) -> None:
    """Fit every scale, report on the documents left out, and write the weights."""
    written = [HEAD]
    for scale in SCALES:
        rows = [one for one in judged if one.scale == scale]
        counts = Counter(name for one in rows for name in one.signs)
        names = sorted(name for name, count in counts.items() if count >= RARE)
        matrix = np.array([[one.signs.get(name, 0.0) for name in names] for one in rows], dtype=float)
        accepted = np.array([one.accepted for one in rows], dtype=float)
        docs = [one.doc for one in rows]
        tried = [(penalty, cross_validated(matrix, accepted, docs, penalty)) for penalty in PENALTIES]
        penalty, left_out = min(tried, key=lambda one: loss(one[1], accepted))
        base, weights = fit(matrix, accepted, penalty)
        print(f"penalty {penalty:g}, loss {loss(left_out, accepted):.3f} on the documents left out, {len(names)} signs")
        report(scale, rows, left_out)
        written.append(f"\n[{scale}]\nbase = {base:.3f}\n\n[{scale}.weights]\n")
        written += [f'"{name}" = {weight:.3f}\n' for name, weight in zip(names, weights, strict=True)]
    WEIGHTS.write_text("".join(written), encoding="utf-8")


def cross_validated(matrix: Floats, accepted: Floats, docs: Sequence[str], penalty: float) -> Floats:
    """The probability of each item by a fit without its document's tenth."""
    numbers = {doc: at % FOLDS for at, doc in enumerate(sorted(set(docs)))}
    fold = np.array([numbers[doc] for doc in docs])
    found = np.zeros(len(docs))
    for one in range(FOLDS):
        inside = fold == one
        if inside.any():
            base, weights = fit(matrix[~inside], accepted[~inside], penalty)
            found[inside] = probability(base + matrix[inside] @ weights)
    return found


def fit(matrix: Floats, accepted: Floats, penalty: float) -> tuple[float, Floats]:
    """Base and weights of a logistic regression with a ridge penalty on the weights, by Newton's method."""
    wide = np.hstack([np.ones((len(matrix), 1)), matrix])
    ridge = np.diag([1e-6] + [penalty] * matrix.shape[1])
    beta = np.zeros(wide.shape[1])
    for _ in range(50):
        said = probability(wide @ beta)
        gradient = wide.T @ (accepted - said) - ridge @ beta
        step = np.linalg.solve((wide.T * (said * (1 - said))) @ wide + ridge, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return float(beta[0]), beta[1:]


def probability(odds: Floats) -> Floats:
    """Log-odds as probabilities."""
    return 1 / (1 + np.exp(-np.clip(odds, -5, 5)))


def loss(said: Floats, accepted: Floats) -> float:
    """The mean logarithmic loss."""
    return float(-(accepted * np.log(said) + (1 - accepted) * np.log(1 - said)).mean())


if __name__ == "__main__":
    sys.exit(main())
