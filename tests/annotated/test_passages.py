"""The passages of the annotated corpus, whatever kind of item they hold: how many, and that one without fault passes."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

import pytest
from tests.annotated.corpus import KINDS, Kind, Told, labels, lines_of

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.part for kind in KINDS])


@each_kind
def test_the_corpus_holds_enough_passages_with_items_and_enough_without(kind: Kind) -> None:
    """And 20 of each way of telling one; of figures, enough numbers that are none."""
    rows = lines_of(kind.part)
    assert sum(bool(row[kind.part]) for row in rows) >= kind.least[0]
    assert sum(bool(row[kind.none]) for row in rows) >= kind.least[1]
    assert min(Counter(row["construction"] for row in rows if row[kind.part]).values()) >= 20


@each_kind
def test_every_label_is_used(kind: Kind) -> None:
    """A label that nobody uses teaches nothing; every register is there, too."""
    rows, table = lines_of(kind.part), labels()
    assert {row["construction"] for row in rows if row[kind.part]} == set(table[f"{kind.name}_constructions"])
    assert {row["negative"] for row in rows if row["negative"]} == set(table[f"{kind.name}_negatives"])
    assert {row["register"] for row in rows} == set(table["registers"])


@each_kind
def test_a_tenth_of_the_passages_is_held_out(kind: Kind, tool: ModuleType) -> None:
    """By the id, as for the sentences; passages with items and passages without are among them."""
    held_out = [row for row in lines_of(kind.part) if tool.held_out(row["id"])]
    assert sum(bool(row[kind.part]) for row in held_out) >= kind.least_held_out[0]
    assert sum(bool(row["negative"]) for row in held_out) >= kind.least_held_out[1]


@each_kind
def test_a_passage_without_fault_passes(kind: Kind, told: Told) -> None:
    """With all that an item of its kind may have."""
    assert told(kind.place, kind.line()) == []
