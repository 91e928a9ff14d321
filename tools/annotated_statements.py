"""Checks the statements marked in annotated passages: who says it, to whom, about what, with which stance, by whose account."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from annotated_lines import Row
from annotated_passages import Kind, key_faults, quote_faults
from annotated_values import is_date

import peyvand
from peyvand.dates import bounds
from peyvand.model import Stance

KEYS = frozenset({"quote", "speaker", "addressee", "topic", "stance", "issue", "field", "via", "date"})
TOPIC = 14  # words that a topic may have


def statement_faults(_: str, item: Row, row: Row) -> Iterator[str]:
    """What is wrong with one statement."""
    ill_formed = list(key_faults(item, KEYS, frozenset({"also"})))
    if ill_formed:
        yield from ill_formed
        return
    yield from chain(quote_faults(row["text"], item["quote"]), name_faults(item, row["text"]), value_faults(item, row))


def name_faults(item: Row, text: str) -> Iterator[str]:
    """The speaker and those who report stand in the text; the addressee is somebody else."""
    via = item["via"]
    if not isinstance(via, list) or not all(isinstance(name, str) for name in via):
        yield "via must be a list of names, the outermost first"
        return
    for name in (item["speaker"], *via):
        if not isinstance(name, str) or not name or name.casefold() not in text.casefold():
            yield f"{name!r} doesn't stand in the text"
    if item["speaker"] in {item["addressee"], *via}:
        yield f"{item['speaker']!r} speaks to, or is reported by, itself"
    if item["addressee"] is not None and (not isinstance(item["addressee"], str) or not item["addressee"]):
        yield "addressee must be a name, or null"


def value_faults(item: Row, row: Row) -> Iterator[str]:
    """Stances, issues and fields are known ones; the topic is short; nobody speaks after the day of publication."""
    also = item.get("also", [])
    yield from (f"stance {stance!r} isn't known" for stance in (item["stance"], *also) if stance not in frozenset(Stance))
    if item["stance"] in also:
        yield f"also repeats the stance {item['stance']!r}"
    for key in ("issue", "field"):
        if item[key] is not None and item[key] not in lexicon_keys(f"{key}s.toml"):
            yield f"{key} {item[key]!r} isn't known"
    if not isinstance(item["topic"], str) or not 1 <= len(item["topic"].split()) <= TOPIC:
        yield f"the topic {item['topic']!r} must be a phrase of at most {TOPIC} words"
    if item["date"] is not None:
        limits = bounds(item["date"]) if is_date(item["date"]) else None
        if limits is None:
            yield f"date {item['date']!r} is no EDTF"
        elif limits[0].isoformat() > row["published"]:
            yield f"it was said on {item['date']}, after {row['published']}"


@cache
def lexicon_keys(name: str) -> frozenset[str]:
    """The keys of the issues or fields that Peyvand ships."""
    path = Path(str(peyvand.__file__)).parent / "reading" / "lexicon" / name
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8")))


def statement_tallies(rows: list[Row]) -> Mapping[str, Counter[str]]:
    """How many statements there are, of each stance, issue and field, and how many with an addressee or by somebody's account."""
    items = [item for row in rows for item in row["statements"]]
    named = {"addressee": "with an addressee", "via": "by another's account", "date": "dated", "also": "with a second stance"}
    return {
        "statements": Counter(
            {"in all": len(items)} | {told: sum(bool(item.get(key)) for item in items) for key, told in named.items()}
        ),
        "stance": Counter(item["stance"] for item in items),
        "issue": Counter(str(item["issue"]) for item in items),
        "field": Counter(str(item["field"]) for item in items),
    }


STATEMENTS = Kind("statements", "statement", statement_faults, statement_tallies)
