"""What the measures on annotated passages have in common: reading them, pairing what was read with the gold, counting, printing.

    python bench/KIND.py [FOLDER] [--misses] [--only WORD]

An item of the gold pairs with at most one that was read, those that agree most first. Each level has precision, recall and
F1 over all items. The tenth that is held out for tests is measured apart; `--misses` never prints it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar

from peyvand.model import Block, BlockKind, Commitment, Figure, Metadata, Source, Statement
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import Analysis, analyse
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from annotated_lines import held_out  # noqa: E402  # beside the other tools, which are no package

ANNOTATED = ROOT / "data" / "annotated"
_SMALL = frozenset("the a an of for and in on to at by with from its their his her per as".split())

Row = Mapping[str, Any]
Item = Commitment | Figure | Statement
Found = TypeVar("Found", bound=Item)


@dataclass(frozen=True, slots=True)
class Passage(Generic[Found]):
    """An annotated passage, and what was read from it."""

    row: Row
    read: Sequence[Found]

    @property
    def held(self) -> bool:
        """Whether it is kept for tests."""
        return held_out(self.row["id"])


class Measure(ABC, Generic[Found]):
    """How one kind of item is read, compared and told of."""

    kind: str  # the folder of the passages, and the key of their items
    levels: tuple[str, ...]  # what is compared; the first is whether it was found at all
    sparse: frozenset[str] = frozenset()  # levels counted over the items that have something there

    @abstractmethod
    def read(self, analysis: Analysis, cast: Cast, dates: Dates) -> Sequence[Found]:
        """What is read from a passage."""

    @abstractmethod
    def agrees(self, level: str, gold: Row, found: Found) -> bool:
        """Whether an item that was found agrees with the gold at a level."""

    @abstractmethod
    def told_gold(self, gold: Row) -> str:
        """An item of the gold in a few words."""

    @abstractmethod
    def told_read(self, found: Found) -> str:
        """An item that was read in a few words."""

    def may_pair(self, gold: Row, found: Found) -> bool:
        """Whether an item whose quote overlaps that of the gold may be the same."""
        del gold, found
        return True

    def given(self, level: str, found: Found) -> object:
        """What an item that was read has at a level, as the gold would put it."""
        value: object = getattr(found, level, None)
        return value.value if isinstance(value, Enum) else value

    def false(self, passage: Passage[Found]) -> Sequence[Found]:
        """The items read where there is nothing to be read."""
        return () if passage.row[self.kind] else passage.read

    def group(self, row: Row) -> str:
        """Under which name a passage is counted."""
        construction: str = row["construction"]
        return construction if row[self.kind] else f"none: {row['negative']}"

    def pairs(self, passage: Passage[Found]) -> list[tuple[Row, Found]]:
        """The items of a passage with those read that are the same, one to one, those that agree most first."""
        possible = []
        for one, gold in enumerate(passage.row[self.kind]):
            for two, found in enumerate(passage.read):
                if overlap(gold["quote"], found) and self.may_pair(gold, found):
                    agreed = sum(self.agrees(level, gold, found) for level in self.levels)
                    possible.append((-agreed, one, two))
        matched: dict[int, int] = {}
        for _, one, two in sorted(possible):
            if one not in matched and two not in matched.values():
                matched[one] = two
        return [(passage.row[self.kind][one], passage.read[two]) for one, two in sorted(matched.items())]

    def counted(self, level: str, passages: Sequence[Passage[Found]]) -> tuple[int, int]:
        """How many items of the gold, and how many that were read, count at a level."""
        gold = [item for one in passages for item in one.row[self.kind]]
        read = [item for one in passages for item in one.read]
        if level in self.sparse:
            return sum(bool(item[level]) for item in gold), sum(bool(self.given(level, item)) for item in read)
        return len(gold), len(read)

    def misses(self, passage: Passage[Found]) -> Iterator[str]:
        """What went wrong in a passage, a line each."""
        matched = self.pairs(passage)
        head = f"{passage.row['id']} ({passage.row['published']}) {passage.row['text']}"
        for gold in passage.row[self.kind]:
            found = next((two for one, two in matched if one is gold), None)
            if found is None:
                yield f"MISS {self.told_gold(gold)} | {head}"
                continue
            for level in self.levels:
                given = self.given(level, found)
                if not self.agrees(level, gold, found) and (level not in self.sparse or gold[level] or given):
                    yield f"WRONG {level} {gold[level]!r}, read {given!r} [{gold['quote']['exact']}] | {head}"
        false = self.false(passage)
        for found in passage.read:
            if not any(found is two for _, two in matched):
                sort = "FALSE" if any(found is one for one in false) else "EXTRA"
                yield f"{sort} {self.told_read(found)} | {head}"


# ---------------------------------------------------------------- reading


def rows_of(folder: Path) -> list[Row]:
    """The lines of a folder."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]


def source(row: Row) -> Source:
    """A passage as a document of one paragraph, or of as many as it has lines."""
    text = row["text"]
    blocks = tuple(Block(BlockKind.PROSE, match.start(), match.end()) for match in re.finditer(r"[^\n]+", text))
    metadata = Metadata(published=row["published"], language="en")
    return Source(sha256(text.encode()).hexdigest()[:16], f"{row['id']}.txt", text, blocks, metadata)


def read_passages(measure: Measure[Found], folder: Path) -> Iterator[Passage[Found]]:
    """The passages of a folder with what is read from each."""
    rows = rows_of(folder)
    gazetteer = Gazetteer(standard())
    for row, analysis in zip(rows, analyse(map(source, rows)), strict=True):
        yield Passage(row, measure.read(analysis, Cast(analysis, gazetteer), Dates(analysis)))


# ---------------------------------------------------------------- comparing


def overlap(span: Row, found: Item) -> bool:
    """Whether at least half of the shorter of two quotes lies in the other."""
    inner = min(span["end"], found.quote.end) - max(span["start"], found.quote.start)
    return bool(inner >= 0.5 * min(span["end"] - span["start"], len(found.quote.exact)))


def stems(text: str, length: int, whole: AbstractSet[str] = frozenset()) -> set[str]:
    """The words that count of a phrase, cut to their stem; some are left whole."""
    found = {word for word in re.findall(r"[^\W_]+", text.lower()) if word not in _SMALL}
    return {word if word in whole else word[:length].rstrip("se") or word for word in found}


def share_half(one: AbstractSet[str], two: AbstractSet[str]) -> bool:
    """Whether half of the smaller of two sets of words stands in the other."""
    return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two))


def plain(date: str) -> str:
    """A date without the marks of what is uncertain."""
    return re.sub(r"[~?%]", "", date)


def same_time(one: str, two: str) -> bool:
    """Whether two days, months or years agree to the coarser precision."""
    length = min(len(one), len(two))
    return one[:length] == two[:length]


# ---------------------------------------------------------------- printing


def run(measure: Measure[Found]) -> int:
    """Print the figures, or what went wrong."""
    options = argparse.ArgumentParser(description=f"Score the reading of {measure.kind} on annotated passages.")
    at = ANNOTATED / measure.kind
    options.add_argument("folder", nargs="?", type=Path, default=at, help=f"*.jsonl (default: data/annotated/{measure.kind})")
    options.add_argument("--misses", action="store_true", help="print what was missed, what was wrong and what was extra")
    options.add_argument("--only", default="", help="of the misses, those whose line holds this")
    given = options.parse_args()
    passages = list(read_passages(measure, given.folder))
    kept = [one for one in passages if not one.held]
    if given.misses:
        for passage in kept:
            for line in measure.misses(passage):
                if given.only in line:
                    print(line)
        return 0
    heads = "".join(f"{level:>11}" for level in measure.levels)
    print(f"{'':24}{'lines':>6}{'gold':>6}{'read':>6}  {heads}{'false':>7}")
    show(measure, "all but the held-out", kept, parts=True)
    show(measure, "held-out tenth", [one for one in passages if one.held], parts=True)
    print("\nBy construction, without the held-out tenth")
    groups: dict[str, list[Passage[Found]]] = defaultdict(list)
    for passage in kept:
        groups[measure.group(passage.row)].append(passage)
    for name, group in sorted(groups.items()):
        show(measure, name, group)
    return 0


def show(measure: Measure[Found], name: str, passages: Sequence[Passage[Found]], *, parts: bool = False) -> None:
    """Print F1 of each level over passages, and on a second line precision and recall."""
    hits: Counter[str] = Counter()
    for passage in passages:
        for gold, found in measure.pairs(passage):
            hits.update(level for level in measure.levels if measure.agrees(level, gold, found))
    sums = {level: measure.counted(level, passages) for level in measure.levels}
    all_gold, all_read = sums[measure.levels[0]]
    false = sum(len(measure.false(one)) for one in passages)
    scores = "".join(f"{two_of(hits[level], *of):>11}" for level, of in sums.items())
    print(f"{name[:23]:24}{len(passages):6}{all_gold:6}{all_read:6}  {scores}{false:7}")
    if parts:
        shares = "".join(f"{f'{_share(hits[level], of[1])}/{_share(hits[level], of[0])}':>11}" for level, of in sums.items())
        print(f"{'  precision/recall':24}{'':20}{shares}")


def two_of(hits: int, gold: int, read: int) -> str:
    """F1 as printed; a dash where there is nothing."""
    return f"{2 * hits / (gold + read):.3f}" if gold + read else "–"


def _share(hits: int, of: int) -> str:
    return f"{hits / of:.2f}".lstrip("0") if of else "–"
