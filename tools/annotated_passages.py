"""Checks what all annotated passages have in common, whatever is marked in them: keys, ids, labels, quotes, items or none.

A passage is one to three sentences with all the items of one kind that a careful reader takes from them. Each kind is one `Kind`,
in a module of its own (`annotated_statements.py` …); its lines stand in the folder of the corpus that bears its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from annotated_lines import Line, Row, held_out, id_faults, inside_words, read_rows
from annotated_values import is_date

WORDS = (4, 110)  # 10 to 90 words are aimed at
LEAST_NEGATIVE = 0.15


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item that passages hold: its name, the lists that a line has, and what is checked and counted of its own."""

    name: str  # "statements"; its folder, and the first of its lists
    label: str  # "statement"; [statement_constructions] and [statement_negatives] are its labels
    item_faults: Callable[[str, Row, Row], Iterator[str]]  # what is wrong with an item: name of its list, item, line
    tallies: Callable[[list[Row]], Mapping[str, Counter[str]]]  # what is counted of the lines, each under its title
    more: tuple[str, ...] = ()  # further lists that a line has, such as the numbers that are no figures
    line_faults: Callable[[Row], Iterator[str]] = lambda _: iter(())  # what is wrong with a line as a whole

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a line, in their order."""
        return ("id", "text", "published", self.name, *self.more, "construction", "register", "negative")


@dataclass(frozen=True, slots=True)
class Passage:
    """One annotated passage: its kind and its line."""

    kind: Kind
    line: Line


def read_passages(folder: Path, kinds: tuple[Kind, ...]) -> tuple[list[Passage], list[str]]:
    """All passages of a corpus, and what is wrong with the lines that are none."""
    passages: list[Passage] = []
    faults: list[str] = []
    for kind in kinds:
        lines, unread = read_rows(folder, kind.name, kind.keys)
        faults += unread
        for line in lines:
            if ill_formed := [name for name in (kind.name, *kind.more) if not is_list_of_objects(line.row[name])]:
                faults.append(f"{line.place} ({line.row['id']}): {', '.join(ill_formed)} must be a list of objects")
            else:
                passages.append(Passage(kind, line))
    return passages, faults


def passage_faults(passage: Passage, table: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """What is wrong with one passage by itself."""
    kind, row = passage.kind, passage.line.row
    stem = Path(passage.line.place.partition(":")[0]).stem
    own = [fault for name in (kind.name, *kind.more) for item in row[name] for fault in kind.item_faults(name, item, row)]
    own = own or list(kind.line_faults(row))  # a line is judged as a whole where its items are sound
    for fault in chain(id_faults(row, stem, WORDS), label_faults(kind, row, table), sense_faults(kind, row), own):
        yield f"{passage.line.place} ({row['id']}): {fault}"


def is_list_of_objects(value: object) -> bool:
    """Whether JSON has a list of objects here."""
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def label_faults(kind: Kind, row: Row, table: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Construction, register and negative are known; published is a day."""
    tables = {"construction": f"{kind.label}_constructions", "register": "registers", "negative": f"{kind.label}_negatives"}
    for key, name in tables.items():
        if row[key] not in table.get(name, {}) and not (row[key] is None and key != "register"):
            yield f"{key} {row[key]!r} isn't known"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(row["published"])) or not is_date(row["published"]):
        yield f"published {row['published']!r} is no day"


def sense_faults(kind: Kind, row: Row) -> Iterator[str]:
    """A line has items, and then a construction; or it says why it has none."""
    if row[kind.name] and row["negative"] is not None:
        yield f"a negative has no {kind.name}"
    if not row[kind.name] and row["negative"] is None:
        yield f"there are no {kind.name}, and the line doesn't say why (negative)"
    if row["negative"] is None and row["construction"] is None:
        yield "construction is missing, and the line is no negative"


def key_faults(item: Row, needed: frozenset[str], allowed: frozenset[str] = frozenset()) -> Iterator[str]:
    """Which keys an item lacks, and which it shouldn't have."""
    if missing := needed - set(item):
        yield f"an item lacks {', '.join(sorted(missing))}"
    if unknown := set(item) - needed - allowed:
        yield f"an item has unknown keys: {', '.join(sorted(unknown))}"


def quote_faults(text: str, quote: object) -> Iterator[str]:
    """A quote stands where it says it does, and is made of whole words."""
    if not isinstance(quote, dict) or set(quote) != {"exact", "start", "end"}:
        yield "a quote must have exact, start, end"
    elif not quote["exact"] or text[quote["start"] : quote["end"]] != quote["exact"]:
        yield f"the quote {quote['exact']!r} doesn't stand at {quote['start']} to {quote['end']}"
    elif not inside_words(text, quote["start"], quote["end"]):
        yield f"the quote {quote['exact']!r} begins or ends inside a word, or with a space"


def passage_balance_faults(kind: Kind, rows: list[Row], table: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Enough lines of a kind are negatives, and all kinds of negative are among them."""
    negatives = Counter(row["negative"] for row in rows if row["negative"])
    if negatives.total() < LEAST_NEGATIVE * len(rows):
        yield f"{kind.name}: only {negatives.total()} of {len(rows)} lines are negatives; {LEAST_NEGATIVE:.0%} must be"
    for name in sorted(set(table.get(f"{kind.label}_negatives", {})) - set(negatives)) if rows else ():
        yield f"{kind.name}: no line is a negative of the kind {name!r}"


def passage_table(kind: Kind, rows: list[Row], table: Mapping[str, Mapping[str, str]]) -> str:
    """How many passages of a kind there are of each label."""
    negatives = sum(row["negative"] is not None for row in rows)
    kept = sum(held_out(row["id"]) for row in rows)
    parts = [f"\n{len(rows) - negatives} passages with {kind.name}, {negatives} without; {kept} of them held out for tests"]
    labels = {key: Counter(row[key] for row in rows if row[key]) for key in ("construction", "register", "negative")}
    for key in ("construction", "negative"):
        labels[key].update(dict.fromkeys(table.get(f"{kind.label}_{key}s", {}), 0))
    for title, counts in {**kind.tallies(rows), **labels}.items():
        parts.append(f"  {title}: " + ", ".join(f"{count} {label}" for label, count in counts.most_common()))
    return "\n".join(parts)
