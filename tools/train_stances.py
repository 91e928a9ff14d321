"""Makes the weights of the model of stances, `src/peyvand/reading/weights/stances.npz`.

    python tools/train_stances.py [--check]

It reads `data/annotated/statements` and those of `data/annotated/articles` that have an odd number, without the held-out
tenth of either, and takes nothing but numpy; the articles of even number stay unseen, to measure on. Every statement that
the reading finds is an example with its stance; one that it misses is an example by its words alone. `--check` writes
nothing, and prints how often rules and model are right on each of five parts of the examples when the model is trained on
the others.
The same corpus and the same reading give the same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from annotated_lines import held_out
from linear_fit import fit, packed

from peyvand.model import Stance
from peyvand.reading.lexicon import standard
from peyvand.reading.said.saying import saying
from peyvand.reading.said.stances import CLASSES, WEIGHTS, Said, StanceModel, features
from peyvand.reading.said.statements import positions
from peyvand.reading.text.document import analyse
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from passages import ANNOTATED, rows_of, source  # noqa: E402  # the benches are no package
from statements import same_name  # noqa: E402

FOLDS = 5
STRENGTH = 0.01  # of the pull toward zero; of 0.005, 0.01, 0.02, 0.08 and 0.3 the best in five parts
STEPS = 400
RARE = 2  # a feature of fewer examples is left out

Example = tuple[Said, frozenset[Stance], str]


def main() -> int:
    """Train and write the weights, or check them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="measure in five parts, write nothing")
    options.add_argument("--strength", type=float, default=STRENGTH)
    given = options.parse_args()
    examples = read_examples()
    if given.check:
        check(examples, given.strength)
        return 0
    data = train(examples, given.strength)
    (ROOT / "src" / "peyvand" / "reading" / "weights" / WEIGHTS).write_bytes(data)
    print(f"{len(examples)} examples, {len(data)} bytes")
    return 0


def read_examples() -> list[Example]:
    """The annotated statements with what there is to tell their stance by, and the id of their line."""
    rows = [row for row in (*rows_of(ANNOTATED / "statements"), *articles()) if not held_out(row["id"])]
    gazetteer, lexicon = Gazetteer(standard()), saying()
    found: list[Example] = []
    for row, analysis in zip(rows, analyse(map(source, rows)), strict=True):
        read = list(positions(analysis, Cast(analysis, gazetteer), lexicon))
        for gold in row["statements"]:
            stances = frozenset(Stance(one) for one in (gold["stance"], *gold.get("also", ())))
            start, end = gold["quote"]["start"], gold["quote"]["end"]
            near = [one for one in read if min(end, one.end) - max(start, one.start) >= (end - start) / 2]
            near = [one for one in near if any(same_name(gold["speaker"], who.name) for who in one.frame.speakers)] or near
            if near:
                found.append((near[0].said(analysis, lexicon), stances, row["id"]))
            else:
                words = gold["quote"]["exact"]
                valued = lexicon.stance_of(words)
                found.append((Said(words, "", None, valued, valued or Stance.NEUTRAL, direct=False), stances, row["id"]))
    return found


def articles() -> Iterator[Mapping[str, Any]]:
    """The articles of odd number as lines, with their statements."""
    for path in sorted((ROOT / "data" / "annotated" / "articles").glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        if int(name[1:]) % 2:
            text = path.with_name(f"{name}.txt").read_text(encoding="utf-8")
            known = json.loads(path.with_name(f"{name}.json").read_text(encoding="utf-8"))
            statements = []
            for one in json.loads(path.read_text(encoding="utf-8"))["statements"]:
                start = text.index(one["quote"])
                statements.append(one | {"quote": {"exact": one["quote"], "start": start, "end": start + len(one["quote"])}})
            yield {"id": name, "text": text, "published": known.get("published"), "statements": statements}


def check(examples: list[Example], strength: float) -> None:
    """Print the shares that rules and model have right, part by part."""
    sums = np.zeros(4)
    for fold in range(FOLDS):
        test = [one for one in examples if crc32(one[2].encode()) // 10 % FOLDS == fold]
        model = StanceModel.read(train([one for one in examples if crc32(one[2].encode()) // 10 % FOLDS != fold], strength))
        rules = sum(said.settled in stances for said, stances, _ in test)
        right = sum(CLASSES[int(model.scores(said).argmax())] in stances for said, stances, _ in test)
        both = sum(model.stance(said) in stances for said, stances, _ in test)
        print(f"part {fold + 1}: {len(test)} examples, rules {rules / len(test):.3f}, model {right / len(test):.3f}")
        sums += (len(test), rules, right, both)
    print(f"all: rules {sums[1] / sums[0]:.3f}, model {sums[2] / sums[0]:.3f}, as read {sums[3] / sums[0]:.3f}")


def train(examples: list[Example], strength: float) -> bytes:
    """The weights of a softmax over features, fitted by gradient steps from zero, as a file's bytes.

    An example with other stances that are as good counts for them with half the weight.
    """
    lists = [features(said) for said, _, _ in examples]
    counts: dict[str, int] = {}
    for one in lists:
        for name in one:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= RARE)
    at = {name: row for row, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)), dtype=np.float32)
    for line, one in enumerate(lists):
        matrix[line, [at[name] for name in one if name in at]] = len(one) ** -0.5
    wanted = np.zeros((len(examples), len(CLASSES)), dtype=np.float32)
    for line, (_, stances, _) in enumerate(examples):
        for stance in stances:
            wanted[line, CLASSES.index(stance)] = 1 / len(stances)
    counted = np.full(len(examples), 1 / len(examples), dtype=np.float32)
    weights, bias = fit([matrix], [strength / 100], wanted, counted, STEPS)
    return packed(names, weights, bias)


if __name__ == "__main__":
    sys.exit(main())
