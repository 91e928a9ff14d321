"""The sentences with issue and field of the annotated corpus: how many there are, and what their checker refuses."""

from types import ModuleType

import pytest
from tests.annotated.corpus import Line, Told, Write, lines_of, subjects_of

SENTENCE: Line = {
    "id": "train-001",
    "text": "The grain barges of Zenda may pass the locks of the Strel again.",
    "issue": "transport",
    "field": "transport",
    "also_issue": ["trade"],
    "also_field": ["agriculture"],
    "register": "wire",
}


@pytest.mark.parametrize(("part", "least"), [("test", 150), ("train", 300)])
def test_each_part_is_large_enough_and_knows_every_issue_and_field(part: str, least: int) -> None:
    """And about a tenth of the sentences falls under no issue."""
    rows = lines_of("subjects", part)
    assert len(rows) >= least
    for name in ("issue", "field"):
        assert {row[name] for row in rows} == {None, *subjects_of(name)}
    assert 0.08 <= sum(row["issue"] is None for row in rows) / len(rows) <= 0.12


def test_no_sentence_of_the_test_table_stands_in_the_training_part() -> None:
    """The table is set aside."""
    assert {row["text"] for row in lines_of("subjects", "test")}.isdisjoint(row["text"] for row in lines_of("subjects", "train"))


def test_a_sentence_without_fault_passes(told: Told) -> None:
    """Only that the parts are too small is told of a corpus of one sentence."""
    assert told("subjects/train", SENTENCE) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"issue": "rivers"}, "issue 'rivers' isn't known"),
        ({"also_field": ["rivers"]}, "field 'rivers' isn't known"),
        ({"also_issue": ["transport"]}, "issue 'transport' is given 2 times"),
        ({"also_issue": "trade"}, "also_issue must be a list"),
        ({"register": "song"}, "register 'song' isn't known"),
        ({"text": "Barges pass."}, "has 2 words"),
        ({"id": "test-001"}, "the id must be train-"),
    ],
)
def test_a_fault_in_a_sentence_is_told(told: Told, change: Line, words: str) -> None:
    """Each fault names its line."""
    assert any(words in fault for fault in told("subjects/train", {**SENTENCE, **change}))


def test_a_part_that_is_too_small_is_told(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """And so is a file that is neither part."""
    tool.main([str(write("subjects/more", {**SENTENCE, "id": "more-001"}))])
    faults = capsys.readouterr().err
    assert "the file must be one of train, test" in faults
    assert "subjects/test.jsonl: 0 sentences; at least 150" in faults
