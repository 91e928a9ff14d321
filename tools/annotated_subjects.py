"""Checks the sentences with their issue and field in `data/annotated/subjects/`, and counts those of each part.

A careful reader gives `issue` and `field` first; those in `also_issue` and `also_field` are as good. Null: nothing fits.
`train.jsonl`, `train2.jsonl` and so on are one part. `test.jsonl` is a table set aside: nothing is trained or tuned on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from annotated_lines import Line, Row, id_faults
from annotated_statements import lexicon_keys

KEYS: tuple[str, ...] = ("id", "text", "issue", "field", "also_issue", "also_field", "register")
PARTS: Mapping[str, int] = {"train": 300, "test": 150}  # how many sentences each part holds at least
WORDS = (6, 45)  # 10 to 40 are aimed at
LEAST = 5  # sentences of each issue and field, and of none, in each part


def subject_faults(line: Line, registers: frozenset[str]) -> Iterator[str]:
    """What is wrong with one sentence by itself."""
    stem = Path(line.place.partition(":")[0]).stem
    row = line.row
    own = [f"the file must be one of {', '.join(PARTS)}, or train and a number"] if part_of(stem) not in PARTS else []
    if row["register"] not in registers:
        own.append(f"register {row['register']!r} isn't known")
    for fault in chain(own, id_faults(row, stem, WORDS), key_faults(row, "issue"), key_faults(row, "field")):
        yield f"{line.place} ({row['id']}): {fault}"


def key_faults(row: Row, name: str) -> Iterator[str]:
    """The key that comes first and those that are as good are known, and none is given twice."""
    also = row[f"also_{name}"]
    if not isinstance(also, list):
        yield f"also_{name} must be a list"
        return
    given = [row[name], *also]
    yield from (f"{name} {key!r} isn't known" for key in given if key is not None and key not in lexicon_keys(f"{name}s.toml"))
    yield from (f"{name} {key!r} is given {count} times" for key, count in Counter(given).items() if count > 1)


def subject_balance_faults(lines: list[Line]) -> Iterator[str]:
    """Each part is large enough, and knows every issue and field, and sentences that none fits."""
    for part, least in PARTS.items():
        rows = rows_of(lines, part)
        if len(rows) < least:
            yield f"subjects/{part}.jsonl: {len(rows)} sentences; at least {least} are needed"
        for name in ("issue", "field"):
            counts = Counter(row[name] for row in rows)
            for key in (None, *sorted(lexicon_keys(f"{name}s.toml"))):
                if counts[key] < LEAST:
                    yield f"subjects/{part}.jsonl: {counts[key]} sentences of the {name} {key}; at least {LEAST} are needed"


def part_of(stem: str) -> str:
    """The part that a file belongs to: all training files are one."""
    return "train" if re.fullmatch(r"train\d+", stem) else stem


def rows_of(lines: list[Line], part: str) -> list[Row]:
    """The sentences of one part."""
    return [line.row for line in lines if part_of(Path(line.place.partition(":")[0]).stem) == part]


def subject_table(lines: list[Line]) -> str:
    """How many sentences there are of each issue and field, in each part."""
    table = []
    for part in PARTS:
        rows = rows_of(lines, part)
        table.append(f"\n{len(rows)} sentences with issue and field, {part}")
        for name in ("issue", "field", "register"):
            counts = Counter(str(row[name]) for row in rows)
            table.append(f"  {name}: " + ", ".join(f"{count} {label}" for label, count in counts.most_common()))
    return "\n".join(table)
