"""The passages with statements of the annotated corpus: what they hold, and what their checker refuses."""

from collections import Counter
from types import ModuleType

import pytest
from tests.annotated.corpus import STATEMENTS, Line, Told, Write, lines_of, subjects_of

from peyvand.model import Stance

TEXT = STATEMENTS.passage["text"]


def test_every_stance_issue_and_field_has_its_examples() -> None:
    """Sixty of each stance, twenty of each issue, ten of each field that Peyvand ships."""
    items = [item for row in lines_of("statements") for item in row["statements"]]
    stances, issues, fields = (Counter(item[key] for item in items) for key in ("stance", "issue", "field"))
    assert min(stances[stance] for stance in Stance) >= 60
    assert [key for key in subjects_of("issue") if issues[key] < 20] == []
    assert [key for key in subjects_of("field") if fields[key] < 10] == []


def test_a_second_stance_may_be_as_good(told: Told) -> None:
    """Where careful readers would disagree."""
    assert told(STATEMENTS.place, STATEMENTS.line({"also": ["concern"]})) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": {"exact": "The duke", "start": 0, "end": 8}}, "doesn't stand at 0 to 8"),
        ({"quote": {"exact": "Zen", "start": 0, "end": 3}}, "inside a word"),
        ({"speaker": "king"}, "'king' doesn't stand in the text"),
        ({"speaker": None}, "None doesn't stand in the text"),
        ({"via": ["Herald"]}, "'Herald' doesn't stand in the text"),
        ({"via": "Lantern"}, "via must be a list"),
        ({"addressee": "duke of Strelsau"}, "speaks to, or is reported by, itself"),
        ({"addressee": ""}, "addressee must be a name, or null"),
        ({"stance": "against"}, "stance 'against' isn't known"),
        ({"also": ["oppose"]}, "also repeats the stance 'oppose'"),
        ({"issue": "lamps"}, "issue 'lamps' isn't known"),
        ({"field": "lamps"}, "field 'lamps' isn't known"),
        ({"topic": ""}, "must be a phrase"),
        ({"topic": "lamp " * 15}, "must be a phrase"),
        ({"date": "Monday"}, "date 'Monday' is no EDTF"),
        ({"date": "1994-06-20"}, "after 1994-06-14"),
        ({"mood": "gay"}, "unknown keys: mood"),
    ],
)
def test_a_fault_in_a_statement_is_told(told: Told, change: Line, words: str) -> None:
    """Each with its line."""
    assert words in "\n".join(told(STATEMENTS.place, STATEMENTS.line(change)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"statements": []}, "there are no statements, and the line doesn't say why"),
        ({"statements": ["duke"]}, "must be a list of objects"),
        ({"negative": "figure"}, "a negative has no statements"),
        ({"negative": "gossip"}, "negative 'gossip' isn't known"),
        ({"construction": None}, "construction is missing"),
        ({"construction": "telegram"}, "construction 'telegram' isn't known"),
        ({"register": None}, "register None isn't known"),
        ({"published": "June 1994"}, "is no day"),
        ({"id": "duke"}, "the id must be duke- and a number"),
        ({"text": TEXT + "\nHe sat down."}, "single line break"),
    ],
)
def test_a_fault_in_a_passage_is_told(told: Told, change: Line, words: str) -> None:
    """Whatever kind of item it holds."""
    assert words in "\n".join(told(STATEMENTS.place, STATEMENTS.line(**change)))


def test_paragraphs_may_be_parted(told: Told) -> None:
    """A quotation may run over two of them."""
    assert told(STATEMENTS.place, STATEMENTS.line(text=f"{TEXT}\n\nHe sat down.")) == []


def test_too_few_passages_without_a_statement_are_a_fault(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who learns from statements alone hears one in everything."""
    tool.main([str(write(STATEMENTS.place, STATEMENTS.line()))])
    assert "statements: only 0 of 1 lines are negatives; 15% must be" in capsys.readouterr().err
