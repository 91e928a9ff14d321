"""What the checks of annotated lines have in common: place, id, whole words, near-duplicates, the tenth held out."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from annotated_values import runs

RUN = 7  # words in a row that no two lines may share
ALIKE = 0.5  # share of words in common from which on two lines are one: a template with three names in ten words changed
PARAGRAPHS = "\n\n"
_WORD = re.compile(r"\w+")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated sentence, and where it stands."""

    place: str
    row: Row


def read_rows(folder: Path, part: str, keys: tuple[str, ...]) -> tuple[list[Line], list[str]]:
    """All lines of all files of one part of a corpus, and what is wrong with those that are no objects of these keys."""
    lines: list[Line] = []
    faults: list[str] = []
    for path in sorted((folder / part).glob("*.jsonl")):
        for number, raw in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            place = f"{path.relative_to(folder).as_posix()}:{number}"
            if not raw:
                continue
            try:
                row = json.loads(raw)
            except json.JSONDecodeError as error:
                faults.append(f"{place}: no JSON ({error.msg})")
                continue
            if not isinstance(row, dict) or tuple(row) != keys or not all(isinstance(row[key], str) for key in ("id", "text")):
                faults.append(f"{place}: the keys must be {', '.join(keys)}, in this order, with strings for id and text")
            else:
                lines.append(Line(place, row))
    return lines, faults


def id_faults(row: Row, stem: str, words: tuple[int, int]) -> Iterator[str]:
    """The id names the file; the text is no longer than allowed, and its paragraphs have single spaces only."""
    if not re.fullmatch(rf"{re.escape(stem)}-\d{{3,4}}", row["id"]):
        yield f"the id must be {stem}- and a number of three digits"
    text = row["text"]
    if text != PARAGRAPHS.join(" ".join(part.split()) for part in text.split(PARAGRAPHS)):
        yield "the text has a single line break, doubled spaces or spaces at its ends"
    if not words[0] <= len(text.split()) <= words[1]:
        yield f"the text has {len(text.split())} words; {words[0]} to {words[1]} are allowed"


def inside_words(text: str, start: int, end: int) -> bool:
    """Whether a span is made of whole words."""
    cuts = (text[max(at - 1, 0) : at + 1] for at in (start, end) if 0 < at < len(text))
    return text[start:end].strip() == text[start:end] and not any(cut.isalnum() for cut in cuts)


def repeated_ids(lines: list[Line]) -> list[str]:
    """Ids that stand more than once."""
    counts = Counter(line.row["id"] for line in lines)
    twice = (line for line in lines if counts[line.row["id"]] > 1)
    return [f"{line.place}: the id {line.row['id']} stands {counts[line.row['id']]} times" for line in twice]


def near_duplicates(lines: list[Line]) -> dict[str, str]:
    """The lines that say nearly what an earlier one says: where they stand, and what they share with which."""
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)  # runs of three words, and the lines that have them
    words = [_WORD.findall(line.row["text"].casefold()) for line in lines]
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        threes = set(runs(words[number], 3))
        for other in sorted({earlier for three in threes for earlier in seen[three]}):
            shared = set(runs(words[number], RUN)) & set(runs(words[other], RUN))
            if shared or resemblance(words[number], words[other]) >= ALIKE:
                what = repr(" ".join(min(shared))) if shared else "most of its words"
                found.setdefault(line.place, f"{line.place} ({line.row['id']}): shares {what} with {lines[other].row['id']}")
        for three in threes:
            seen[three].append(number)
    return found


def resemblance(one: list[str], other: list[str]) -> float:
    """The share of their words that two texts have in common."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second)


def held_out(identity: str) -> bool:
    """Whether a line or article belongs to the tenth that is kept for tests: nothing is trained or fitted on it."""
    return crc32(identity.encode()) % 10 == 0
