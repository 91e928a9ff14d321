"""Checks the annotated corpus of `data/annotated/`: offsets, labels, codes, dates, ids, near-duplicates; prints the balance.

This file checks the sentences; beside it, `annotated_articles.py` checks the whole articles, and `annotated_passages.py`
the passages with statements, commitments or figures, `annotated_subjects.py` the sentences with issue and field.
It runs them all.

A line whose faults are all its own is told by file and line. A near-duplicate shares a run of seven words with an earlier line,
or half of all its words: one sentence with other names in it. It counts once.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from calendar import day_name
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from annotated_articles import article_faults, article_table, copied, read_articles
from annotated_commitments import COMMITMENTS
from annotated_figures import FIGURES
from annotated_lines import Line, Row, held_out, id_faults, inside_words, near_duplicates, read_rows, repeated_ids
from annotated_passages import Kind, passage_balance_faults, passage_faults, passage_table, read_passages
from annotated_statements import STATEMENTS
from annotated_subjects import KEYS as SUBJECT_KEYS
from annotated_subjects import subject_balance_faults, subject_faults, subject_table
from annotated_values import is_country, is_date

from peyvand.dates import bounds
from peyvand.model import EventStatus, Plover

CORPUS = Path(__file__).resolve().parent.parent / "data" / "annotated"
KEYS: tuple[str, ...] = ("id", "text", "published", "source", "target", "source_country", "target_country", "category", "mode")
KEYS += ("status", "date", "trigger", "construction", "register", "negative")
COUNTED = ("category", "mode", "status", "construction", "register", "negative")
KINDS: tuple[Kind, ...] = (STATEMENTS, FIGURES, COMMITMENTS)
LEAST_NEGATIVE = 0.25
WORDS = (4, 65)  # a sentence or two; 6 to 55 words are aimed at


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that a line may carry, and the modes of each category."""

    modes: Mapping[str, list[str]]
    negatives: frozenset[str]
    constructions: frozenset[str]
    registers: frozenset[str]
    table: Mapping[str, Any]  # the whole file, for the passages


def main(arguments: list[str] | None = None) -> int:
    """Print every fault and the balance; the exit status says whether there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="the corpus (default: data/annotated)")
    folder: Path = parser.parse_args(arguments).folder
    labels = read_labels(folder / "labels.toml")
    lines, faults = read_rows(folder, "sentences", KEYS)
    faults += chain.from_iterable(line_faults(line, labels) for line in lines)
    passages, unread = read_passages(folder, KINDS)
    faults += chain(unread, *(passage_faults(passage, labels.table) for passage in passages))
    subjects, unread = read_rows(folder, "subjects", SUBJECT_KEYS)
    faults += chain(unread, *(subject_faults(line, labels.registers) for line in subjects))
    every = [*lines, *(passage.line for passage in passages), *subjects]
    faults += repeated_ids(every)
    copies = near_duplicates(every)
    faults += copies.values()
    kept = [line for line in lines if line.place not in copies]
    faults += balance_faults(kept, labels)
    articles, unread = read_articles(folder)
    faults += chain(unread, *(article_faults(article, labels.registers) for article in articles), copied(articles))
    print(balance(kept, labels))
    for kind in KINDS:
        of_kind = [passage.line.row for passage in passages if passage.kind is kind and passage.line.place not in copies]
        faults += passage_balance_faults(kind, of_kind, labels.table)
        if of_kind:
            print(passage_table(kind, of_kind, labels.table))
    if subjects:
        faults += subject_balance_faults([line for line in subjects if line.place not in copies])
        print(subject_table(subjects))
    if articles:
        print(article_table(articles))
        print(f"  held out for tests: {', '.join(article.name for article in articles if held_out(article.name)) or 'none'}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def read_labels(path: Path) -> Labels:
    """The labels from their file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    negatives, constructions, registers = (frozenset(table[name]) for name in ("negatives", "constructions", "registers"))
    return Labels(table["modes"], negatives, constructions, registers, table)


def line_faults(line: Line, labels: Labels) -> Iterator[str]:
    """What is wrong with one line by itself."""
    stem = Path(line.place.partition(":")[0]).stem
    row = line.row
    for fault in chain(id_faults(row, stem, WORDS), span_faults(row), value_faults(row, labels), sense_faults(row)):
        yield f"{line.place} ({row['id']}): {fault}"


def span_faults(row: Row) -> Iterator[str]:
    """Each span stands where it says it does; source and target don't overlap."""
    for name in ("source", "target", "date", "trigger"):
        span = row[name]
        keys = {"exact", "start", "end"} | ({"edtf"} if name == "date" else set())
        if span is None:
            continue
        if not isinstance(span, dict) or set(span) != keys:
            yield f"{name} must be null or have {', '.join(sorted(keys))}"
        elif not span["exact"] or row["text"][span["start"] : span["end"]] != span["exact"]:
            yield f"{name}: {span['exact']!r} doesn't stand at {span['start']} to {span['end']}"
        elif not inside_words(row["text"], span["start"], span["end"]):
            yield f"{name}: {span['exact']!r} begins or ends inside a word, or with a space"
    if overlap(row["source"], row["target"]):
        yield "source and target overlap"


def overlap(one: Row | None, other: Row | None) -> bool:
    """Whether two spans have a character in common."""
    return bool(one and other and one["start"] < other["end"] and other["start"] < one["end"])


def value_faults(row: Row, labels: Labels) -> Iterator[str]:
    """Every label is one of the corpus's, every code one of ISO 3166, every date EDTF."""
    allowed: tuple[tuple[str, Iterable[object]], ...] = (
        ("category", (None, *Plover)),
        ("status", (None, *EventStatus)),
        ("construction", labels.constructions),
        ("register", labels.registers),
        ("negative", (None, *labels.negatives)),
        ("mode", (None, *labels.modes.get(row["category"], ()))),
    )
    for name, values in allowed:
        if row[name] not in values:
            yield f"{name} {row[name]!r} isn't known" + (f" with {row['category']}" if name == "mode" else "")
    for name in ("source_country", "target_country"):
        if row[name] is not None and not is_country(row[name]):
            yield f"{name} {row[name]!r} is no ISO 3166 code of three letters"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(row["published"])) or not is_date(row["published"]):
        yield f"published {row['published']!r} is no day"
    if row["date"] and row["date"].get("edtf") is not None:
        yield from date_faults(row)


def date_faults(row: Row) -> Iterator[str]:
    """The date is EDTF, on the day of the week that its words name, and not after an act that occurred was told."""
    edtf, days = row["date"]["edtf"], [day for day in day_name if re.search(rf"\b{day}\b", row["date"]["exact"])]
    limits = bounds(edtf) if is_date(edtf) else None
    if limits is None:
        yield f"date {edtf!r} is no EDTF"
        return
    first, last = limits
    if first == last and len(days) == 1 and day_name[first.weekday()] != days[0]:
        yield f"date {edtf} is a {day_name[first.weekday()]}, not a {days[0]}"
    if row["status"] == "occurred" and first.isoformat() > row["published"]:
        yield f"the act occurred, but its date {edtf} is after {row['published']}"
    if row["status"] == "planned" and last.isoformat() < row["published"]:
        yield f"the act is planned, but its date {edtf} is before {row['published']}"


def sense_faults(row: Row) -> Iterator[str]:
    """An act has a category, a status, a trigger and somebody in it; a negative has none of the first two."""
    if row["negative"] is None:
        for name in ("category", "status", "trigger"):
            if row[name] is None:
                yield f"{name} is missing, and the line is no negative"
        if row["source"] is None and row["target"] is None:
            yield "neither source nor target is marked"
        return
    if row["category"] is not None or row["mode"] is not None:
        yield "a negative has no category and no mode"
    if row["status"] not in {None, "hypothetical"}:
        yield "a negative has no status, or is hypothetical"
    if row["negative"] == "wrong pair" and not (row["source"] and row["target"]):
        yield "a wrong pair marks both source and target"


def balance_faults(lines: list[Line], labels: Labels) -> Iterator[str]:
    """A quarter of all lines are negatives, and all kinds of negative are among them."""
    negatives = Counter(line.row["negative"] for line in lines if line.row["negative"])
    if negatives.total() < LEAST_NEGATIVE * len(lines):
        yield f"only {negatives.total()} of {len(lines)} lines are negatives; a quarter must be"
    for name in sorted(labels.negatives - set(negatives)):
        yield f"no line is a negative of the kind {name!r}"


def balance(lines: list[Line], labels: Labels) -> str:
    """How many lines there are of each label, and which labels have none yet."""
    kept = sum(held_out(line.row["id"]) for line in lines)
    table = [f"{len(lines)} sentences, {kept} of them held out for tests"]
    for name in COUNTED:
        pairs = Counter(mode_name(line.row) if name == "mode" else line.row[name] for line in lines)
        pairs.pop(None, None)
        table.append(f"\n{name}")
        table += [f"  {count:5}  {label}" for label, count in sorted(pairs.items(), key=lambda pair: (-pair[1], str(pair[0])))]
        if missing := sorted(known(name, labels) - set(pairs)):
            table.append(f"      0  {', '.join(missing)}")
    return "\n".join(table)


def mode_name(row: Row) -> str | None:
    """The category with its mode; None where there is no mode."""
    return f"{row['category']} {row['mode']}" if row["mode"] else None


def known(name: str, labels: Labels) -> set[str]:
    """All labels of one kind."""
    return {
        "category": {str(category) for category in Plover},
        "mode": {f"{category} {mode}" for category, modes in labels.modes.items() for mode in modes},
        "status": {str(status) for status in EventStatus},
        "construction": set(labels.constructions),
        "register": set(labels.registers),
        "negative": set(labels.negatives),
    }[name]


if __name__ == "__main__":
    sys.exit(main())
