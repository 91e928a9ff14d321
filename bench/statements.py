"""Measures the reading of statements on the annotated passages.

    python bench/statements.py [FOLDER] [--misses] [--only WORD]

A statement is found where the quotes share half of the shorter and the speakers agree: a country by its code, others by
their names without titles. Of those found, the stance is one of the gold's (`also` counts), the topics share half of the
words of the shorter, the dates agree to the coarser precision; those three have precision, recall and F1 over all statements.
Addressee and via (the chain of those who report it, in order) have theirs over the statements that have one. Counted apart
are the statements read from passages that hold none. The tenth that is held out for tests is measured apart; `--misses`
never prints it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from peyvand.model import Block, BlockKind, Metadata, Source, Statement
from peyvand.reading.actors import Cast
from peyvand.reading.dates import Dates
from peyvand.reading.document import analyse
from peyvand.reading.gazetteer import Gazetteer
from peyvand.reading.lexicon import country_of, standard
from peyvand.reading.statements import read_statements

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from annotated_lines import held_out  # noqa: E402  # beside the other tools, which are no package

PASSAGES = ROOT / "data" / "annotated" / "statements"
LEVELS = ("found", "stance", "topic", "date", "addressee", "via")
_SPARSE = frozenset({"addressee", "via"})  # levels that most statements have nothing at
_SMALL = frozenset("the a an of for and in on to at by with from its their his her per as".split())
_TITLES = frozenset(
    "mr mrs ms dr sir lord dame prof professor president prime minister foreign ambassador secretary general chairman king "
    "queen prince sheikh emir deputy first chancellor premier spokesman spokesperson spokeswoman senator governor".split()
)


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage, and what was read from it."""

    row: Mapping[str, Any]
    read: Sequence[Statement]

    @property
    def held(self) -> bool:
        """Whether it is kept for tests."""
        return held_out(self.row["id"])


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Score the reading of statements on annotated passages.")
    options.add_argument("folder", nargs="?", type=Path, default=PASSAGES, help="*.jsonl (default: data/annotated/statements)")
    options.add_argument("--misses", action="store_true", help="print what was missed, what was wrong and what was extra")
    options.add_argument("--only", default="", help="of the misses, those whose line holds this")
    given = options.parse_args()
    passages = list(read(given.folder))
    kept = [one for one in passages if not one.held]
    if given.misses:
        for passage in kept:
            for line in misses(passage):
                if given.only in line:
                    print(line)
        return 0
    print(f"{'':24}{'lines':>6}{'gold':>6}{'read':>6}  " + "".join(f"{level:>11}" for level in LEVELS) + f"{'false':>7}")
    show("all but the held-out", kept)
    show("held-out tenth", [one for one in passages if one.held])
    print("\nBy construction, without the held-out tenth")
    groups: dict[str, list[Passage]] = defaultdict(list)
    for passage in kept:
        groups[passage.row["construction"] if passage.row["statements"] else f"none: {passage.row['negative']}"].append(passage)
    for name, group in sorted(groups.items()):
        show(name, group)
    return 0


def read(folder: Path) -> Iterator[Passage]:
    """The passages of a folder with what is read from each."""
    rows = rows_of(folder)
    gazetteer = Gazetteer(standard())
    for row, analysis in zip(rows, analyse(map(source, rows)), strict=True):
        yield Passage(row, read_statements(analysis, Cast(analysis, gazetteer), Dates(analysis)))


def rows_of(folder: Path) -> list[Mapping[str, Any]]:
    """The lines of a folder."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def source(row: Mapping[str, Any]) -> Source:
    """A passage as a document of one paragraph, or of as many as it has lines."""
    text = row["text"]
    blocks = tuple(Block(BlockKind.PROSE, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    metadata = Metadata(published=row["published"], language="en")
    return Source(sha256(text.encode()).hexdigest()[:16], f"{row['id']}.txt", text, blocks, metadata)


# ---------------------------------------------------------------- comparing


def pairs(passage: Passage) -> list[tuple[Mapping[str, Any], Statement]]:
    """The statements of a passage with those read that are the same, one to one, those that agree most first."""
    possible = []
    for one, gold in enumerate(passage.row["statements"]):
        for two, read_ in enumerate(passage.read):
            if overlap(gold["quote"], read_) and same_name(gold["speaker"], read_.speaker):
                agreed = sum(agrees(level, gold, read_) for level in LEVELS)
                possible.append((-agreed, one, two))
    found: dict[int, int] = {}
    for _, one, two in sorted(possible):
        if one not in found and two not in found.values():
            found[one] = two
    return [(passage.row["statements"][one], passage.read[two]) for one, two in sorted(found.items())]


def overlap(span: Mapping[str, Any], read_: Statement) -> bool:
    """Whether at least half of the shorter of two spans lies in the other."""
    inner = min(span["end"], read_.quote.end) - max(span["start"], read_.quote.start)
    return bool(inner >= 0.5 * min(span["end"] - span["start"], len(read_.quote.exact)))


def agrees(level: str, gold: Mapping[str, Any], read_: Statement) -> bool:
    """Whether a statement that was found agrees with the gold at a level."""
    if level == "stance":
        return read_.stance.value in {gold["stance"], *gold.get("also", ())}
    if level == "topic":
        one, two = words(gold["topic"]), words(read_.topic)
        return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two))
    if level == "date":
        return same_date(gold["date"], read_.date)
    if level == "addressee":
        return gold["addressee"] is not None and any(same_name(gold["addressee"], one) for one in read_.addressees)
    if level == "via":
        named = list(zip(gold["via"], read_.via, strict=False))
        whole: bool = len(gold["via"]) == len(read_.via) > 0
        return whole and all(same_name(one, two) for one, two in named)
    return True


def same_name(one: str, two: str) -> bool:
    """Whether two names mean one actor."""
    code = country_of(one)
    if code is not None and code == country_of(two):
        return True
    first, second = (words(name) - _TITLES or words(name) for name in (one, two))
    return bool(first and second) and len(first & second) >= 0.5 * min(len(first), len(second))


def words(text: str) -> set[str]:
    """The words that count of a phrase, cut to their stem."""
    return {word[:6].rstrip("se") or word for word in re.findall(r"[^\W_]+", text.lower()) if word not in _SMALL} - {""}


def same_date(one: str | None, two: str | None) -> bool:
    """Whether two dates agree to the coarser precision."""
    if not one or not two:
        return not one and not two
    one, two = (re.sub(r"[~?%]", "", date) for date in (one, two))
    length = min(len(one), len(two))
    return one[:length] == two[:length]


# ---------------------------------------------------------------- printing


def counted(level: str, passages: Sequence[Passage]) -> tuple[int, int, int]:
    """Hits, gold and read at a level."""
    hits = sum(agrees(level, gold, read_) for one in passages for gold, read_ in pairs(one))
    if level in _SPARSE:
        gold = sum(bool(two[level]) for one in passages for two in one.row["statements"])
        key = "addressees" if level == "addressee" else level
        return hits, gold, sum(bool(getattr(two, key)) for one in passages for two in one.read)
    return hits, sum(len(one.row["statements"]) for one in passages), sum(len(one.read) for one in passages)


def show(name: str, passages: Sequence[Passage]) -> None:
    """Print F1 with precision and recall of each level over passages."""
    sums = {level: counted(level, passages) for level in LEVELS}
    _, gold, read_ = sums["found"]
    false = sum(len(one.read) for one in passages if not one.row["statements"])
    levels = "".join(f"{two_of(*sums[level]):>11}" for level in LEVELS)
    print(f"{name[:23]:24}{len(passages):6}{gold:6}{read_:6}  {levels}{false:7}")
    if name.startswith(("all", "held")):
        parts = "".join(f"{f'{_share(sums[level][0], sums[level][2])}/{_share(*sums[level][:2])}':>11}" for level in LEVELS)
        print(f"{'  precision/recall':24}{'':20}{parts}")


def two_of(hits: int, gold: int, read_: int) -> str:
    """F1 as printed; a dash where there is nothing."""
    return f"{2 * hits / (gold + read_):.3f}" if gold + read_ else "–"


def _share(hits: int, of: int) -> str:
    return f"{hits / of:.2f}".lstrip("0") if of else "–"


def misses(passage: Passage) -> Iterator[str]:
    """What went wrong in a passage, a line each."""
    matched = pairs(passage)
    head = f"{passage.row['id']} {passage.row['text']}"
    for gold in passage.row["statements"]:
        read_ = next((two for one, two in matched if one is gold), None)
        if read_ is None:
            yield f"MISS {gold['speaker']}: {gold['quote']['exact']} | {head}"
            continue
        given = {"stance": read_.stance.value, "addressee": read_.addressees, "via": read_.via}
        for level in LEVELS:
            told = given.get(level) or getattr(read_, level, None)
            if not agrees(level, gold, read_) and (level not in _SPARSE or gold[level] or told):
                yield f"WRONG {level} {gold[level]!r}, read {told!r} | {gold['quote']['exact']} | {head}"
    kinds = Counter("EXTRA" if passage.row["statements"] else "FALSE" for _ in passage.read)
    for read_ in passage.read:
        if not any(read_ is two for _, two in matched):
            yield f"{next(iter(kinds))} {read_.speaker}, {read_.stance.value}: {read_.quote.exact} | {head}"


if __name__ == "__main__":
    sys.exit(main())
