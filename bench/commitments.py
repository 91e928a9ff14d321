"""Measures the reading of commitments on the annotated passages.

    python bench/commitments.py [FOLDER] [--misses] [--only WORD]

A commitment is found where at least half of the shorter of the two quotes lies in the other; each pairs once, those that
agree most first. Of those found, parties, instrument, status, due, date and what are compared: two of the parties (or the
only one) are named by a word in common and no more than one is wrong, instrument and status are the same, due and date
agree to the coarser precision, half of the words of the shorter "what" stand in the other. Each has precision, recall and
F1 over all commitments. Counted apart are those read from passages that hold none. The tenth that is held out for tests is
measured apart; `--misses` never prints it.
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

from peyvand.model import Block, BlockKind, Commitment, Metadata, Source
from peyvand.reading.actors import Cast
from peyvand.reading.commitments import read_commitments
from peyvand.reading.dates import Dates
from peyvand.reading.document import analyse
from peyvand.reading.gazetteer import Gazetteer
from peyvand.reading.lexicon import country_of, standard

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from annotated_lines import held_out  # noqa: E402  # beside the other tools, which are no package

PASSAGES = ROOT / "data" / "annotated" / "commitments"
LEVELS = ("found", "parties", "instrument", "status", "due", "date", "what")
_SMALL = frozenset("the a an of for and in on to at by with from its their his her per as".split())
_TWO_SIDES = 2


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage, and what was read from it."""

    row: Mapping[str, Any]
    read: Sequence[Commitment]

    @property
    def held(self) -> bool:
        """Whether it is kept for tests."""
        return held_out(self.row["id"])


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Score the reading of commitments on annotated passages.")
    options.add_argument("folder", nargs="?", type=Path, default=PASSAGES, help="*.jsonl (default: data/annotated/commitments)")
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
        groups[passage.row["construction"] or f"none: {passage.row['negative']}"].append(passage)
    for name, group in sorted(groups.items()):
        show(name, group)
    return 0


def read(folder: Path) -> Iterator[Passage]:
    """The passages of a folder with what is read from each."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    gazetteer = Gazetteer(standard())
    for row, analysis in zip(rows, analyse(map(source, rows)), strict=True):
        yield Passage(row, read_commitments(analysis, Cast(analysis, gazetteer), Dates(analysis)))


def source(row: Mapping[str, Any]) -> Source:
    """A passage as a document of one paragraph."""
    text = row["text"]
    block = Block(BlockKind.PROSE, 0, len(text))
    metadata = Metadata(published=row["published"], language="en")
    return Source(sha256(text.encode()).hexdigest()[:16], f"{row['id']}.txt", text, (block,), metadata)


# ---------------------------------------------------------------- comparing


def pairs(passage: Passage) -> list[tuple[Mapping[str, Any], Commitment]]:
    """The commitments of a passage with those read that are the same, one to one, those that agree most first."""
    possible = []
    for one, gold in enumerate(passage.row["commitments"]):
        for two, found in enumerate(passage.read):
            if overlap(gold["quote"], found):
                agreed = sum(agrees(level, gold, found) for level in LEVELS)
                possible.append((-agreed, one, two))
    matched: dict[int, int] = {}
    for _, one, two in sorted(possible):
        if one not in matched and two not in matched.values():
            matched[one] = two
    return [(passage.row["commitments"][one], passage.read[two]) for one, two in sorted(matched.items())]


def overlap(span: Mapping[str, Any], found: Commitment) -> bool:
    """Whether at least half of the shorter of two quotes lies in the other."""
    inner = min(span["end"], found.quote.end) - max(span["start"], found.quote.start)
    return bool(inner >= 0.5 * min(span["end"] - span["start"], len(found.quote.exact)))


def agrees(level: str, gold: Mapping[str, Any], found: Commitment) -> bool:
    """Whether a commitment that was found agrees with the gold at a level."""
    if level == "parties":
        return same_parties(gold["parties"], found.parties)
    if level == "instrument":
        return bool(gold["instrument"] == (found.instrument.value if found.instrument else None))
    if level == "status":
        return bool(gold["status"] == found.status.value)
    if level in {"due", "date"}:
        return same_date(gold[level], getattr(found, level))
    if level == "what":
        one, two = words(gold["what"]), words(found.what)
        return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two))
    return True


def same_parties(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Whether two of those bound (or the only one) are named, and at most one who isn't."""
    right = sum(any(same_name(one, two) for two in found) for one in gold)
    wrong = sum(not any(same_name(one, two) for one in gold) for two in found)
    return right >= min(_TWO_SIDES, len(gold)) and wrong <= 1


def same_name(one: str, two: str) -> bool:
    """Whether two names are of one actor: of the same country, or with a word in common."""
    here, there = country_of(one), country_of(two)
    return here == there if here is not None and there is not None else bool(words(one) & words(two))


def words(text: str) -> set[str]:
    """The words that count of a phrase, cut to their stem."""
    found = {word for word in re.findall(r"[^\W_]+", text.lower().replace("'s", "")) if word not in _SMALL}
    return {word[:5].rstrip("se") or word for word in found}


def same_date(one: str | None, two: str | None) -> bool:
    """Whether two dates agree to the coarser precision; an interval only with itself, each of its ends so."""
    if not one or not two:
        return not one and not two
    ends, others = (re.sub(r"[~?%]", "", date).split("/") for date in (one, two))
    return len(ends) == len(others) and all(_same_day(a, b) for a, b in zip(ends, others, strict=True))


def _same_day(one: str, two: str) -> bool:
    """Whether two days, months or years agree to the coarser precision."""
    length = min(len(one), len(two))
    return one[:length] == two[:length]


# ---------------------------------------------------------------- printing


def show(name: str, passages: Sequence[Passage]) -> None:
    """Print F1 with precision and recall of each level over passages."""
    hits: Counter[str] = Counter()
    for passage in passages:
        for one, found in pairs(passage):
            hits.update(level for level in LEVELS if agrees(level, one, found))
    gold = sum(len(one.row["commitments"]) for one in passages)
    read_ = sum(len(one.read) for one in passages)
    false = sum(len(one.read) for one in passages if not one.row["commitments"])
    levels = "".join(f"{two_of(hits[level], gold, read_):>11}" for level in LEVELS)
    print(f"{name:24}{len(passages):6}{gold:6}{read_:6}  {levels}{false:7}")
    if name.startswith(("all", "held")):
        parts = "".join(f"{f'{_share(hits[level], read_)}/{_share(hits[level], gold)}':>11}" for level in LEVELS)
        print(f"{'  precision/recall':24}{'':20}{parts}")


def two_of(hits: int, gold: int, read_: int) -> str:
    """F1 as printed; a dash where there is nothing."""
    return f"{2 * hits / (gold + read_):.3f}" if gold + read_ else "–"


def _share(hits: int, of: int) -> str:
    return f"{hits / of:.2f}".lstrip("0") if of else "–"


def misses(passage: Passage) -> Iterator[str]:
    """What went wrong in a passage, a line each."""
    matched = pairs(passage)
    head = f"{passage.row['id']} ({passage.row['published']}) {passage.row['text']}"
    for gold in passage.row["commitments"]:
        found = next((two for one, two in matched if one is gold), None)
        if found is None:
            yield f"MISS [{gold['quote']['exact']}] {gold['parties']} {gold['status']} {gold['instrument']} | {head}"
            continue
        for level in LEVELS:
            if not agrees(level, gold, found):
                yield f"WRONG {level} {gold[level]!r}, read {getattr(found, level)!r} [{found.quote.exact}] | {head}"
    for found in passage.read:
        if not any(found is two for _, two in matched):
            sort = "EXTRA" if passage.row["commitments"] else "FALSE"
            yield f"{sort} [{found.quote.exact}] {found.parties} {found.status.value} {found.what} | {head}"


if __name__ == "__main__":
    sys.exit(main())
