"""Measures the reading of figures on the annotated passages.

    python bench/figures.py [FOLDER] [--misses] [--only WORD]

A figure is found where its value agrees and the quotes overlap. Of those found, unit, period, geo, indicator, bound and
speaker are compared: the unit shares a word, the period agrees to the coarser precision, the first place (the reporter) is
the same and no other is wrong, half of the words of the shorter indicator stand in the other, the bound is the same, the
names of the speakers share a word. Each has precision, recall and F1 over all figures. Counted apart are the numbers
marked as none that were read as figures. The tenth that is held out for tests is measured apart; `--misses` never prints it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from peyvand.model import Block, BlockKind, Figure, Metadata, Source
from peyvand.reading.actors import Cast
from peyvand.reading.dates import Dates
from peyvand.reading.document import analyse
from peyvand.reading.figures import read_figures
from peyvand.reading.gazetteer import Gazetteer
from peyvand.reading.lexicon import standard
from peyvand.reading.numbers import units_table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from annotated_lines import held_out  # noqa: E402  # beside the other tools, which are no package

PASSAGES = ROOT / "data" / "annotated" / "figures"
LEVELS = ("found", "unit", "period", "geo", "indicator", "bound", "speaker")
_SMALL = frozenset("the a an of for and in on to at by with from its their his her per as".split())
_NAMES = frozenset({"percent", "percentage"})


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotated passage, and what was read from it."""

    row: Mapping[str, Any]
    read: Sequence[Figure]

    @property
    def held(self) -> bool:
        """Whether it is kept for tests."""
        return held_out(self.row["id"])


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Score the reading of figures on annotated passages.")
    options.add_argument("folder", nargs="?", type=Path, default=PASSAGES, help="*.jsonl (default: data/annotated/figures)")
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
        groups[passage.row["construction"] or "no figure"].append(passage)
    for name, group in sorted(groups.items()):
        show(name, group)
    return 0


def read(folder: Path) -> Iterator[Passage]:
    """The passages of a folder with what is read from each."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    gazetteer = Gazetteer(standard())
    for row, analysis in zip(rows, analyse(map(source, rows)), strict=True):
        yield Passage(row, read_figures(analysis, Cast(analysis, gazetteer), Dates(analysis)))


def source(row: Mapping[str, Any]) -> Source:
    """A passage as a document of one paragraph."""
    text = row["text"]
    block = Block(BlockKind.PROSE, 0, len(text))
    metadata = Metadata(published=row["published"], language="en")
    return Source(sha256(text.encode()).hexdigest()[:16], f"{row['id']}.txt", text, (block,), metadata)


# ---------------------------------------------------------------- comparing


def pairs(passage: Passage) -> list[tuple[Mapping[str, Any], Figure]]:
    """The figures of a passage with those read that are the same, one to one, those that agree most first."""
    possible = []
    for one, gold in enumerate(passage.row["figures"]):
        for two, figure in enumerate(passage.read):
            if same_value(gold, figure) and overlap(gold["quote"], figure):
                agreed = sum(agrees(level, gold, figure) for level in LEVELS)
                possible.append((-agreed, one, two))
    found: dict[int, int] = {}
    for _, one, two in sorted(possible):
        if one not in found and two not in found.values():
            found[one] = two
    return [(passage.row["figures"][one], passage.read[two]) for one, two in sorted(found.items())]


def same_value(gold: Mapping[str, Any], figure: Figure) -> bool:
    """Whether the values are the same; "doubled" is twice as much, and a rise of 100 percent."""
    value = float(gold["value"])
    if gold["unit"] == "times" and figure.unit == "percent":
        value = 100 * (value - 1)
    return abs(value - figure.value) <= 1e-6 * max(1, abs(value))


def same_unit(gold: str, read_: str) -> bool:
    """Whether two units share a word, or are names of one unit or kind: "soldiers" are people, "tons" tonnes."""
    one, two = (words(" ".join(known().get(part.lower(), part) for part in unit.split(" per "))) for unit in (gold, read_))
    return bool(one & two) or {gold, read_} == {"times", "percent"}


@cache
def known() -> Mapping[str, str]:
    """The names of units and kinds, each with the one that the reader gives."""
    table = units_table()
    named = {word.lower(): kind for kind in ("people", "aircraft", "ships") for word in table["counted"][kind]}
    return named | {word.lower(): name for name, every in table["measures"].items() for word in every}


def overlap(span: Mapping[str, Any], figure: Figure) -> bool:
    """Whether at least half of the shorter of two spans lies in the other."""
    inner: int = min(span["end"], figure.quote.end) - max(span["start"], figure.quote.start)
    return bool(inner >= 0.5 * min(span["end"] - span["start"], len(figure.quote.exact)))


def agrees(level: str, gold: Mapping[str, Any], figure: Figure) -> bool:
    """Whether a figure that was found agrees with the gold at a level."""
    if level == "unit":
        return same_unit(gold["unit"], figure.unit)
    if level == "period":
        return same_period(gold["period"], figure.period)
    if level == "geo":
        return list(gold["geo"])[:1] == list(figure.geo)[:1] and set(figure.geo) <= set(gold["geo"])
    if level == "indicator":
        one, two = words(gold["indicator"]), words(figure.indicator)
        return bool(one and two) and len(one & two) >= 0.5 * min(len(one), len(two))
    if level == "bound":
        return bool(gold["bound"] == (figure.bound.value if figure.bound else None))
    if level == "speaker":
        return bool(gold["speaker"]) == bool(figure.speaker) and (
            not gold["speaker"] or bool(words(gold["speaker"]) & words(figure.speaker or ""))
        )
    return True


def words(text: str) -> set[str]:
    """The words that count of a phrase, cut to their stem."""
    found = {word for word in re.findall(r"[^\W_]+", text.lower().replace("'s", "")) if word not in _SMALL}
    return {word if word in _NAMES else word[:5].rstrip("se") or word for word in found}


def same_period(one: str | None, two: str | None) -> bool:
    """Whether two dates agree to the coarser precision; an interval only with itself."""
    if not one or not two:
        return not one and not two
    one, two = (re.sub(r"[~?%]", "", date) for date in (one, two))
    if "/" in one or "/" in two:
        return one.replace("..", "") == two.replace("..", "")
    length = min(len(one), len(two))
    return one[:length] == two[:length]


def false_figures(passage: Passage) -> list[Figure]:
    """The figures read from numbers that are marked as none."""
    right = [figure for _, figure in pairs(passage)]
    extra = [figure for figure in passage.read if not any(figure is one for one in right)]
    return [figure for figure in extra if any(within(span, figure) for span in passage.row["none"])]


def within(span: Mapping[str, Any], figure: Figure) -> bool:
    """Whether the number of a figure may be the one in a span: their digits or words are the same."""
    digits = re.findall(r"\d[\d.,]*", span["exact"])
    inside = figure.quote.start < span["end"] and span["start"] < figure.quote.end
    return inside and (not digits or any(f"{figure.value:g}".rstrip("0") in digit.replace(",", "") for digit in digits))


# ---------------------------------------------------------------- printing


def show(name: str, passages: Sequence[Passage]) -> None:
    """Print F1 with precision and recall of each level over passages."""
    hits: Counter[str] = Counter()
    for passage in passages:
        for gold, figure in pairs(passage):
            hits.update(level for level in LEVELS if agrees(level, gold, figure))
    all_gold = sum(len(one.row["figures"]) for one in passages)
    read_ = sum(len(one.read) for one in passages)
    false = sum(len(false_figures(one)) for one in passages)
    levels = "".join(f"{two_of(hits[level], all_gold, read_):>11}" for level in LEVELS)
    print(f"{name:24}{len(passages):6}{all_gold:6}{read_:6}  {levels}{false:7}")
    if not name[0].islower() or name.startswith(("all", "held")):
        parts = "".join(f"{f'{_share(hits[level], read_)}/{_share(hits[level], all_gold)}':>11}" for level in LEVELS)
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
    for gold in passage.row["figures"]:
        figure = next((two for one, two in matched if one is gold), None)
        if figure is None:
            yield f"MISS {gold['quote']['exact']} = {gold['value']:g} {gold['unit']} | {head}"
            continue
        for level in LEVELS:
            if not agrees(level, gold, figure):
                told = (
                    ("bound", gold["bound"], figure.bound) if level == "bound" else (level, gold[level], getattr(figure, level))
                )
                yield f"WRONG {told[0]} {gold['quote']['exact']}: {told[1]!r}, read {told[2]!r} | {head}"
    for figure in passage.read:
        if not any(figure is two for _, two in matched):
            sort = "FALSE" if any(figure is one for one in false_figures(passage)) else "EXTRA"
            yield f"{sort} {figure.value:g} {figure.unit} [{figure.quote.exact}] | {head}"


if __name__ == "__main__":
    sys.exit(main())
