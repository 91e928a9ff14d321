"""Measures the issues and fields that are given first on the table set aside, `data/annotated/subjects/test.jsonl`.

    python bench/subjects.py

Right is the label of the table or one that it calls as good; none is right where the table has none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from peyvand.reading.about.issues import fields, issues
from peyvand.reading.about.subjects import KINDS, Tagger

TABLE = Path(__file__).resolve().parent.parent / "data" / "annotated" / "subjects" / "test.jsonl"


def shares() -> dict[str, float]:
    """The share of the table that is right, by kind."""
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    taggers = {"issue": Tagger("issue", issues().subjects), "field": Tagger("field", fields().subjects)}
    return {kind: sum(right(taggers[kind], kind, row) for row in rows) / len(rows) for kind in KINDS}


def right(tagger: Tagger, kind: str, row: dict[str, object]) -> bool:
    """Whether the first subject given to a line is one of those that a careful reader would give."""
    tags = tagger.tags("", str(row["text"]))
    also = row[f"also_{kind}"]
    return (tags[0].key if tags else None) in (row[kind], *(also if isinstance(also, list) else ()))


if __name__ == "__main__":
    for kind, share in shares().items():
        print(f"{kind}s: right first in {share:.3f} of the table")
    sys.exit(0)
