"""The annotated corpus of the repository, and the kinds of item that its passages are annotated with."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "data" / "annotated"

Line = dict[str, Any]
Write = Callable[..., Path]
Told = Callable[[str, Line], list[str]]


def lines_of(part: str, file: str = "*") -> list[Line]:
    """The lines of one part of the corpus, or of one of its files."""
    files = sorted((CORPUS / part).glob(f"{file}.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def labels() -> dict[str, Any]:
    """The tables of labels that the corpus uses."""
    return tomllib.loads((CORPUS / "labels.toml").read_text(encoding="utf-8"))


def subjects_of(name: str) -> set[str]:
    """The issues, or the fields, that Peyvand ships."""
    path = ROOT / "src" / "peyvand" / "reading" / "lexicon" / f"{name}s.toml"
    return set(tomllib.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: a passage without fault that holds one, and how many passages of the corpus must hold some and none."""

    name: str
    item: Line
    passage: Line
    least: tuple[int, int]
    least_held_out: tuple[int, int]
    none: str = "negative"  # the key of what isn't to be read

    @property
    def part(self) -> str:
        """The folder of its passages, and the key of their items."""
        return f"{self.name}s"

    @property
    def place(self) -> str:
        """The file that the passage belongs into."""
        return f"{self.part}/{self.passage['id'].rpartition('-')[0]}"

    def line(self, item: Line | None = None, **changes: object) -> Line:
        """The passage with its item; keys of the item, and of the passage, are changed."""
        return {
            key: [{**self.item, **(item or {})}] if key == self.part else value for key, value in self.passage.items()
        } | changes


COMMITMENTS = Kind(
    name="commitment",
    item={
        "quote": {"exact": "agreed on Monday to dredge the Strel by 1996", "start": 20, "end": 64},
        "parties": ["Graustark", "Zenda"],
        "what": "dredge the Strel",
        "instrument": "pledge",
        "status": "promised",
        "date": "1994-06-13",
        "due": "../1996",
        "speaker": "treasury",
        "issue": "transport",
        "field": "transport",
    },
    passage={
        "id": "rivers-001",
        "text": "Graustark and Zenda agreed on Monday to dredge the Strel by 1996, its treasury said.",
        "published": "1994-06-14",
        "commitments": [],
        "construction": "pledge",
        "register": "wire",
        "negative": None,
    },
    least=(300, 120),
    least_held_out=(25, 5),
)
FIGURES = Kind(
    name="figure",
    item={
        "quote": {"exact": "4 million crowns", "start": 27, "end": 43},
        "value": 4000000,
        "unit": "crowns",
        "indicator": "loan to Zenda",
        "geo": ["Graustark", "Zenda"],
        "period": "1994-06",
        "approximate": False,
        "bound": None,
        "speaker": None,
    },
    passage={
        "id": "loans-001",
        "text": "In June Graustark lent out 4 million crowns under Decree 12, its treasury said on 14 June 1994.",
        "published": "1994-06-14",
        "figures": [],
        "none": [{"exact": "12", "start": 57, "end": 59}],
        "construction": "scale",
        "register": "wire",
        "negative": None,
    },
    least=(600, 200),
    least_held_out=(40, 10),
    none="none",
)
STATEMENTS = Kind(
    name="statement",
    item={
        "quote": {"exact": "The duke of Strelsau opposed the tariff on lamps", "start": 31, "end": 79},
        "speaker": "duke of Strelsau",
        "addressee": "Zenda",
        "topic": "the tariff on lamps",
        "stance": "oppose",
        "issue": "trade",
        "field": "trade",
        "via": ["Lantern"],
        "date": "1994-06-13",
    },
    passage={
        "id": "duke-001",
        "text": "Zenda was told by the Lantern: The duke of Strelsau opposed the tariff on lamps on Monday.",
        "published": "1994-06-14",
        "statements": [],
        "construction": "chain",
        "register": "wire",
        "negative": None,
    },
    least=(600, 150),
    least_held_out=(50, 10),
)
KINDS = (COMMITMENTS, FIGURES, STATEMENTS)
