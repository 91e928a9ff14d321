"""The passages with commitments of the annotated corpus: what they hold, and what their checker refuses."""

import pytest
from tests.annotated.corpus import COMMITMENTS, Line, Told, lines_of


def test_every_instrument_and_status_is_there() -> None:
    """And commitments to nothing written."""
    items = [item for row in lines_of("commitments") for item in row["commitments"]]
    assert {item["instrument"] for item in items} == {None, "MoU", "agreement", "treaty", "pledge", "plan"}
    assert {item["status"] for item in items} == {"proposed", "promised", "signed", "in_force"}


def test_terms_are_each_a_commitment_of_their_own() -> None:
    """Nearly all passages that tell the terms of what was agreed have several."""
    several = [len(row["commitments"]) > 1 for row in lines_of("commitments") if row["construction"] == "terms"]
    assert sum(several) >= 0.9 * len(several)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": {"exact": "agreed on Monday", "start": 21, "end": 37}}, "doesn't stand at 21 to 37"),
        ({"quote": {"exact": "agreed on Mon", "start": 20, "end": 33}}, "inside a word"),
        ({"parties": []}, "one name or more"),
        ({"parties": ["Zenda", "Zenda"]}, "a party is given twice"),
        ({"what": "dredge the Strel."}, "what must be a phrase"),
        ({"what": "and so on " * 6}, "at most 16 words"),
        ({"speaker": "the king"}, "the speaker 'the king' doesn't stand"),
        ({"instrument": "handshake"}, "instrument 'handshake' isn't known"),
        ({"status": "kept"}, "status 'kept' isn't known"),
        ({"issue": "rivers"}, "issue 'rivers' isn't known"),
        ({"field": "rivers"}, "field 'rivers' isn't known"),
        ({"date": "Monday"}, "date 'Monday' is no EDTF"),
        ({"date": "1994-06-20"}, "after 1994-06-14"),
        ({"due": "1993"}, "before it was made"),
        ({"stance": "support"}, "unknown keys: stance"),
    ],
)
def test_a_fault_in_a_commitment_is_told(told: Told, change: Line, words: str) -> None:
    """Each fault names its passage."""
    faults = told(COMMITMENTS.place, COMMITMENTS.line(change))
    assert len(faults) == 1
    assert words in faults[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"negative": "wish"}, "a negative has no commitments"),
        ({"commitments": []}, "there are no commitments"),
        ({"construction": "handshake"}, "construction 'handshake' isn't known"),
        ({"commitments": [], "negative": "no comment"}, "negative 'no comment' isn't known"),
    ],
)
def test_a_passage_that_contradicts_itself_is_told(told: Told, change: Line, words: str) -> None:
    """It has commitments, or it says why it has none."""
    assert any(words in fault for fault in told(COMMITMENTS.place, COMMITMENTS.line(**change)))
