"""Makes the weights of the model of issues and fields, `src/peyvand/reading/weights/subjects.npz`.

    python tools/train_subjects.py [--check] [--keep FOLDER]

It reads `data/annotated/subjects/train*.jsonl` and the labels of the passages with statements and commitments, without
their held-out tenth; `subjects/test.jsonl` is never read. What words a text holds is weighed twice: each word by itself,
and by its vector (`subject_vectors.py`), which carries over to words of like meaning. What comes out is one row a word,
the sum of both. docs/annotated.md says what it takes to run.

`--check` writes nothing, and prints how often the likeliest subject is right on each of five parts of the sentences when
the model is trained on the others. `--keep` keeps the vectors in a folder, and takes what is there already. The same
corpus and lists of words give the same weights on the same kind of processor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from annotated_lines import held_out
from linear_fit import Numbers, fit, listed, packed
from scipy.sparse import csr_matrix
from subject_vectors import known_words, vectors

from peyvand.reading.about.issues import fields, issues
from peyvand.reading.about.subjects import KINDS, NOTHING, WEIGHTS, WordList, evidence, forms, signs
from peyvand.reading.text.linear import stem

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "annotated"
LEXICON = ROOT / "src" / "peyvand" / "reading" / "lexicon"
# All tuned on five parts of the sentences for training; around these values nothing makes a difference of 0.01.
STRENGTH = 1.0  # of the pull toward zero, over all examples
OWN, BY_VECTOR = 2.0, 1.5  # how freely a word's own weights move, and those of its vector
COMMON = 0.01  # a word of so many texts speaks by its vector half as loud as a rare one
PASSAGE = 0.5  # what a passage counts beside a sentence: its label is of a part of it
ALSO = 0.3  # of an example's weight goes to the labels that are as good
EVEN = 0.5  # how far rare subjects are made up for
RARE = 2  # a word of fewer examples has no weights of its own
STEPS = 200
FOLDS = 5
SAME = 5  # words in a row that lines share which are kept in one part


@dataclass(frozen=True)
class Example:
    """A text with its topic, and its subjects by kind, the first first."""

    id: str
    topic: str
    text: str
    subjects: Mapping[str, tuple[str, ...]]
    weight: float = 1.0

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, each once."""
        return tuple(dict.fromkeys((*forms(self.topic), *forms(self.text))))


@dataclass(frozen=True, slots=True)
class Lexis:
    """The words that have weights: their rows, their vectors, and how loud each speaks by its vector."""

    rows: Mapping[str, int]
    vectors: Numbers
    loudness: Numbers


def main() -> int:
    """Train and write the weights, or check them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="measure in five parts, write nothing")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the vectors here, and use what is there already")
    given = options.parse_args()
    examples = list(read_examples())
    lexis = read_lexis(examples, given.keep)
    lists = {"issue": WordList(issues().subjects), "field": WordList(fields().subjects)}
    if given.check:
        for kind in KINDS:
            check(kind, examples, lexis, lists[kind])
        return 0
    data = write(examples, lexis, lists)
    (ROOT / "src" / "peyvand" / "reading" / "weights" / WEIGHTS).write_bytes(data)
    print(f"{len(examples)} examples, {len(data)} bytes")
    return 0


# ---------------------------------------------------------------- what is read


def read_examples() -> Iterator[Example]:
    """The sentences for training, and the labelled passages."""
    for path in sorted((DATA / "subjects").glob("train*.jsonl")):
        for row in lines(path):
            subjects = {kind: tuple(one or NOTHING for one in (row[kind], *row[f"also_{kind}"])) for kind in KINDS}
            yield Example(row["id"], "", row["text"], subjects)
    for folder, items, topic in (("statements", "statements", "topic"), ("commitments", "commitments", "what")):
        for path in sorted((DATA / folder).glob("*.jsonl")):
            for row in lines(path):
                if not held_out(row["id"]):
                    for item in row[items]:
                        subjects = {kind: (item[kind] or NOTHING,) for kind in KINDS}
                        yield Example(row["id"], item[topic], item["quote"]["exact"], subjects, PASSAGE)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of the corpus."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def other_texts() -> Iterator[str]:
    """The texts of the corpus that have no subjects, without the held-out tenth."""
    for folder in ("sentences", "statements", "commitments", "figures"):
        for path in sorted((DATA / folder).glob("*.jsonl")):
            yield from (row["text"] for row in lines(path) if not held_out(row["id"]))
    for path in sorted((DATA / "articles").glob("*.txt")):
        if not held_out(path.stem):
            yield from path.read_text(encoding="utf-8").split("\n")


def read_lexis(examples: Sequence[Example], keep: Path | None) -> Lexis:
    """All words that texts may hold, with their vectors."""
    texts = [set(one.words) for one in examples] + [set(forms(text)) for text in other_texts()]
    counts = Counter(word for text in texts for word in text)
    of_lists = (word for path in sorted(LEXICON.glob("*.toml")) for word in forms(path.read_text(encoding="utf-8")))
    words = sorted({*counts, *of_lists, *known_words()} - {""})
    kept = keep / f"subjects-{crc32(chr(10).join(words).encode()):08x}.npy" if keep else None
    if kept and kept.is_file():
        found = np.load(kept, allow_pickle=False)
    else:
        found = vectors(words)
        if kept:
            np.save(kept, found)
    loudness = [COMMON / (COMMON + counts[word] / len(texts)) for word in words]
    return Lexis({word: row for row, word in enumerate(words)}, found, np.array(loudness, dtype=np.float32))


# ---------------------------------------------------------------- how it is weighed


def signed(examples: Iterable[Example], listed_words: WordList) -> Numbers:
    """The signs of the lists, a row an example."""
    rows = []
    for one in examples:
        scores, _ = evidence(listed_words, one.topic, one.text, "")
        rows.append(np.concatenate([*signs(scores), [not scores.any()]]))
    return np.array(rows, dtype=np.float32)


def held(examples: Sequence[Example], rows: Mapping[str, int]) -> csr_matrix:
    """Which words each example holds, over the root of their number."""
    found = [[rows[word] for word in one.words if word in rows] for one in examples]
    ends = np.cumsum([0, *map(len, found)])
    values = np.concatenate([np.full(len(some), len(one.words) ** -0.5) for some, one in zip(found, examples, strict=True)])
    places = np.array([row for some in found for row in some], dtype=np.int32)
    return csr_matrix((values.astype(np.float32), places, ends), shape=(len(examples), len(rows)))


def stemming(examples: Sequence[Example], lexis: Lexis) -> tuple[csr_matrix, list[str]]:
    """From words to their stems, and the stems of more than one example."""
    counts = Counter(name for one in examples for name in {stem(word) for word in one.words})
    stems = sorted(name for name, count in counts.items() if count >= RARE)
    at = {name: column for column, name in enumerate(stems)}
    pairs = [(row, at[stem(word)]) for word, row in lexis.rows.items() if stem(word) in at]
    rows, columns = zip(*pairs, strict=True)
    ones = np.full(len(pairs), OWN, dtype=np.float32)
    return csr_matrix((ones, (rows, columns)), shape=(len(lexis.rows), len(stems))), stems


def train(kind: str, examples: Sequence[Example], lexis: Lexis, listed_words: WordList) -> tuple[Numbers, Numbers, Numbers]:
    """The weights of the signs of the lists, of every word, and the bias."""
    classes = (*listed_words.keys, NOTHING)
    wanted = np.zeros((len(examples), len(classes)), dtype=np.float32)
    for line, one in enumerate(examples):
        first, *also = one.subjects[kind]
        wanted[line, classes.index(first)] = 1 - ALSO * bool(also)
        for other in also:
            wanted[line, classes.index(other)] += ALSO / len(also)
    words, (to_stems, _) = held(examples, lexis.rows), stemming(examples, lexis)
    loud = lexis.vectors * (BY_VECTOR * lexis.loudness)[:, None]
    parts = [signed(examples, listed_words), words @ loud, (words @ to_stems).tocsr()]
    counted = counts_of(examples, wanted)
    of_lists, of_vectors, of_stems, bias = fit(parts, [STRENGTH] * len(parts), wanted, counted, STEPS)
    return of_lists, np.asarray(loud @ of_vectors + to_stems @ of_stems, dtype=np.float32), bias


def counts_of(examples: Sequence[Example], wanted: Numbers) -> Numbers:
    """What each example counts: those of rare subjects more."""
    counted = np.array([one.weight for one in examples], dtype=np.float32)
    shares = (wanted * counted[:, None]).sum(axis=0) / counted.sum()
    made_up = (wanted / np.maximum(shares, 1e-3) ** EVEN).sum(axis=1)
    return np.asarray(counted * made_up / made_up.mean(), dtype=np.float32)


def write(examples: Sequence[Example], lexis: Lexis, lists: Mapping[str, WordList]) -> bytes:
    """The file of weights: a row a word, and the columns of the issues before those of the fields."""
    made = {kind: train(kind, examples, lexis, lists[kind]) for kind in KINDS}
    more = {f"{kind}_classes": listed((*lists[kind].keys, NOTHING)) for kind in KINDS}
    weights, bias = (np.concatenate([made[kind][at] for kind in KINDS], axis=-1) for at in (1, 2))
    return packed(list(lexis.rows), weights, bias, **more, **{f"{kind}_lists": made[kind][0] for kind in KINDS})


# ---------------------------------------------------------------- how good it is


def check(kind: str, examples: Sequence[Example], lexis: Lexis, listed_words: WordList) -> None:
    """Print the share that is right, part by part and file by file, and what is taken for what most often."""
    classes = (*listed_words.keys, NOTHING)
    parts = parted(examples)
    right: Counter[str] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    for part in range(FOLDS):
        seen = [one for one, at in zip(examples, parts, strict=True) if at != part]
        rest = [one for one, at in zip(examples, parts, strict=True) if at == part]
        of_lists, of_words, bias = train(kind, seen, lexis, listed_words)
        sums = signed(rest, listed_words) @ of_lists + held(rest, lexis.rows) @ of_words + bias
        for one, best in zip(rest, sums.argmax(axis=1), strict=True):
            if classes[best] in one.subjects[kind]:
                right[one.id.partition("-")[0]] += 1
            else:
                taken[one.subjects[kind][0], classes[best]] += 1
    totals = Counter(one.id.partition("-")[0] for one, at in zip(examples, parts, strict=True) if at >= 0)
    print(f"{kind}: {right.total() / totals.total():.3f} of {totals.total()}")
    print("  " + ", ".join(f"{name} {right[name] / total:.3f} of {total}" for name, total in totals.items()))
    print("  " + ", ".join(f"{one or 'none'} as {other or 'none'} {count}" for (one, other), count in taken.most_common(12)))


def parted(examples: Sequence[Example]) -> list[int]:
    """The part of each sentence, near-same ones in one; -1 for a passage, which is only trained on."""
    found: list[int] = []
    first: dict[tuple[str, ...], int] = {}
    for one in examples:
        part = crc32(one.id.encode()[::-1]) % FOLDS if one.weight == 1 else -1
        words = forms(one.text)
        runs = [words[at : at + SAME] for at in range(len(words) - SAME + 1)]
        if part >= 0:
            part = next((first[run] for run in runs if run in first), part)
            for run in runs:
                first.setdefault(run, part)
        found.append(part)
    return found


if __name__ == "__main__":
    sys.exit(main())
