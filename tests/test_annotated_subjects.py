"""The sentences with issue and field of the annotated corpus: how many there are, and what their checker refuses."""

import importlib.util
import json
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "data" / "annotated"

SENTENCE: dict[str, Any] = {
    "id": "train-001",
    "text": "The grain barges of Zenda may pass the locks of the Strel again.",
    "issue": "transport",
    "field": "transport",
    "also_issue": ["trade"],
    "also_field": ["agriculture"],
    "register": "wire",
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
    """A corpus of one sentence, of which some keys are changed."""

    def written(name: str = "train", **changes: object) -> Path:
        (tmp_path / "subjects").mkdir()
        shutil.copy(CORPUS / "labels.toml", tmp_path)
        (tmp_path / "subjects" / f"{name}.jsonl").write_text(json.dumps({**SENTENCE, **changes}) + "\n", encoding="utf-8")
        return tmp_path

    return written


def told(tool: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The faults that the checker tells."""
    tool.main([str(folder)])
    return capsys.readouterr().err.splitlines()


def sentences(part: str) -> list[dict[str, Any]]:
    """The sentences of one part of the corpus of the repository."""
    text = (CORPUS / "subjects" / f"{part}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(("part", "least"), [("test", 150), ("train", 300)])
def test_each_part_is_large_enough_and_knows_every_issue_and_field(part: str, least: int) -> None:
    """And about a tenth of the sentences falls under no issue."""
    rows = sentences(part)
    lexicon = ROOT / "src" / "peyvand" / "reading" / "lexicon"
    assert len(rows) >= least
    for name in ("issue", "field"):
        keys = tomllib.loads((lexicon / f"{name}s.toml").read_text(encoding="utf-8"))
        assert {row[name] for row in rows} == {None, *keys}
    assert 0.08 <= sum(row["issue"] is None for row in rows) / len(rows) <= 0.12


def test_no_sentence_of_the_test_table_stands_in_the_training_part() -> None:
    """The table is set aside."""
    assert {row["text"] for row in sentences("test")}.isdisjoint(row["text"] for row in sentences("train"))


def test_a_sentence_without_fault_passes(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Only that the parts are too small is told of a corpus of one sentence."""
    assert not [fault for fault in told(tool, write(), capsys) if "train.jsonl:1" in fault]


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
def test_a_fault_in_a_sentence_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Each fault names its line."""
    assert any(words in fault for fault in told(tool, write(**change), capsys) if "subjects/train.jsonl:1" in fault)


def test_a_part_that_is_too_small_is_told(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """And so is a file that is neither part."""
    faults = told(tool, write("more", id="more-001"), capsys)
    assert any("the file must be one of train, test" in fault for fault in faults)
    assert any("subjects/test.jsonl: 0 sentences; at least 150" in fault for fault in faults)
