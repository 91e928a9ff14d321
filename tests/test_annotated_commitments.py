"""The passages with commitments of the annotated corpus: how many there are, and what their checker refuses."""

import importlib.util
import json
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "data" / "annotated"

TEXT = "Graustark and Zenda agreed on Monday to dredge the Strel by 1996, its treasury said."
COMMITMENT: dict[str, Any] = {
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
}
PASSAGE: dict[str, Any] = {
    "id": "rivers-001",
    "text": TEXT,
    "published": "1994-06-14",
    "commitments": [COMMITMENT],
    "construction": "pledge",
    "register": "wire",
    "negative": None,
}

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The checker, as it is run in the repository."""
    path = ROOT / "tools" / "check_annotated.py"
    spec = importlib.util.spec_from_file_location("check_annotated", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(path.parent))  # it imports what stands beside it
        spec.loader.exec_module(module)
        yield module


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A corpus of one passage, of which some keys are changed."""

    def written(**changes: object) -> Path:
        (tmp_path / "commitments").mkdir()
        shutil.copy(CORPUS / "labels.toml", tmp_path)
        (tmp_path / "commitments" / "rivers.jsonl").write_text(json.dumps({**PASSAGE, **changes}) + "\n", encoding="utf-8")
        return tmp_path

    return written


def told(tool: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The faults that the checker tells of the passage itself."""
    tool.main([str(folder)])
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("commitments/rivers.jsonl:1 (")]


def passages() -> list[dict[str, Any]]:
    """All passages with commitments, and those without, of the corpus of the repository."""
    files = sorted((CORPUS / "commitments").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_corpus_holds_enough_commitments_and_enough_passages_without() -> None:
    """At least 300 passages with commitments, 120 without, and 20 of each way of telling one."""
    rows = passages()
    assert sum(bool(row["commitments"]) for row in rows) >= 300
    assert sum(row["negative"] is not None for row in rows) >= 120
    assert min(Counter(row["construction"] for row in rows if row["commitments"]).values()) >= 20


def test_every_label_of_the_commitments_is_used() -> None:
    """A label that nobody uses teaches nothing; every register, instrument and status is there, too."""
    rows = passages()
    items = [item for row in rows for item in row["commitments"]]
    table = tomllib.loads((CORPUS / "labels.toml").read_text(encoding="utf-8"))
    assert {row["construction"] for row in rows if row["construction"]} == set(table["commitment_constructions"])
    assert {row["negative"] for row in rows if row["negative"]} == set(table["commitment_negatives"])
    assert {row["register"] for row in rows} == set(table["registers"])
    assert {item["instrument"] for item in items} == {None, "MoU", "agreement", "treaty", "pledge", "plan"}
    assert {item["status"] for item in items} == {"proposed", "promised", "signed", "in_force"}


def test_terms_are_each_a_commitment_of_their_own() -> None:
    """Nearly all passages that tell the terms of what was agreed have several."""
    several = [len(row["commitments"]) > 1 for row in passages() if row["construction"] == "terms"]
    assert sum(several) >= 0.9 * len(several)


def test_a_tenth_of_the_commitments_is_held_out(tool: ModuleType) -> None:
    """By the id, as for the sentences; passages with commitments and passages without are among them."""
    held_out = [row for row in passages() if tool.held_out(row["id"])]
    assert sum(bool(row["commitments"]) for row in held_out) >= 25
    assert sum(bool(row["negative"]) for row in held_out) >= 5


def test_a_passage_without_fault_passes(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Two parties, a day, a deadline and one who tells of it."""
    assert told(tool, write(), capsys) == []


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
def test_a_fault_in_a_commitment_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Each fault names its passage."""
    faults = told(tool, write(commitments=[{**COMMITMENT, **change}]), capsys)
    assert len(faults) == 1
    assert words in faults[0]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"negative": "wish"}, "a negative has no commitments"),
        ({"commitments": []}, "there are no commitments"),
        ({"construction": "handshake"}, "construction 'handshake' isn't known"),
        ({"commitments": [], "negative": "no comment"}, "negative 'no comment' isn't known"),
    ],
)
def test_a_passage_that_contradicts_itself_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], words: str
) -> None:
    """It has commitments, or it says why it has none."""
    assert any(words in fault for fault in told(tool, write(**changes), capsys))
