import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "data" / "annotated"

ACT = {
    "id": "acts-001",
    "text": "The Ruritanian envoy thanked Graustark on Monday for its help.",
    "published": "1994-06-14",
    "source": {"exact": "The Ruritanian envoy", "start": 0, "end": 20},
    "target": {"exact": "Graustark", "start": 29, "end": 38},
    "source_country": None,
    "target_country": None,
    "category": "SUPPORT",
    "mode": "thank",
    "status": "occurred",
    "date": {"exact": "on Monday", "start": 39, "end": 48, "edtf": "1994-06-13"},
    "trigger": {"exact": "thanked", "start": 21, "end": 28},
    "construction": "active",
    "register": "wire",
    "negative": None,
}
NOTHING = {
    **ACT,
    "source": None,
    "target": None,
    "category": None,
    "mode": None,
    "status": None,
    "date": None,
    "trigger": None,
}
NEGATIVES = [
    {
        **NOTHING,
        "id": "acts-002",
        "text": "Graustark has had two chambers of parliament since its founding.",
        "negative": "no act",
    },
    {**NOTHING, "id": "acts-003", "text": "If only somebody in the capital would pick up a telephone!", "negative": "wish"},
    {**NOTHING, "id": "acts-004", "text": "Praise Hill lies north of the old customs house.", "negative": "look-alike"},
    {
        **NOTHING,
        "id": "acts-005",
        "text": "Zenda looked on while Ruritania received the king of Strelsau.",
        "source": {"exact": "Zenda", "start": 0, "end": 5},
        "target": {"exact": "Ruritania", "start": 22, "end": 31},
        "negative": "wrong pair",
    },
]

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The checker, as it is run in the repository."""
    path = ROOT / "tools" / "check_annotated.py"
    spec = importlib.util.spec_from_file_location("check_annotated", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A corpus of the lines given and of one negative of each kind."""

    def written(*rows: dict[str, Any]) -> Path:
        (tmp_path / "sentences").mkdir()
        shutil.copy(CORPUS / "labels.toml", tmp_path)
        lines = "".join(json.dumps(row) + "\n" for row in [*rows, *NEGATIVES])
        (tmp_path / "sentences" / "acts.jsonl").write_text(lines, encoding="utf-8")
        return tmp_path

    return written


def test_the_corpus_of_the_repository_has_no_fault(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Offsets, labels, codes, dates and ids hold, no line is there twice, and a quarter of them are negatives."""
    status = tool.main([str(CORPUS)])
    assert capsys.readouterr().err == ""
    assert status == 0


def test_a_corpus_without_fault_passes(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The balance says what there is, and what there isn't yet."""
    assert tool.main([str(write(ACT))]) == 0
    balance = capsys.readouterr().out
    assert "5 sentences" in balance
    assert "1  SUPPORT thank" in balance
    assert "0  AGREE, " not in balance.split("mode")[1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"target": {"exact": "Graustark", "start": 28, "end": 37}}, "doesn't stand at 28 to 37"),
        ({"source": {"exact": "The Ruri", "start": 0, "end": 8}}, "inside a word"),
        ({"target": {"exact": "Ruritanian", "start": 4, "end": 14}}, "overlap"),
        ({"category": "PRAISE"}, "category 'PRAISE' isn't known"),
        ({"mode": "visit"}, "mode 'visit' isn't known with SUPPORT"),
        ({"target_country": "UK"}, "no ISO 3166 code"),
        ({"published": "1994-02-30"}, "is no day"),
        ({"date": {"exact": "on Monday", "start": 39, "end": 48, "edtf": "13 June"}}, "no EDTF"),
        ({"status": None}, "status is missing"),
        ({"trigger": None}, "trigger is missing"),
        ({"negative": "no act"}, "a negative has no category"),
        ({"construction": "telegram"}, "construction 'telegram' isn't known"),
        ({"id": "act-1"}, "the id must be acts- and a number"),
        ({"id": "acts-002"}, "stands 2 times"),
        ({"text": "Thanks."}, "has 1 words"),
    ],
)
def test_a_fault_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Each fault names its line."""
    assert tool.main([str(write({**ACT, **change}))]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "sentences/acts.jsonl:1" in told


def test_a_sentence_with_other_names_in_it_counts_once(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template filled twice is one sentence."""
    copy = {**NOTHING, "id": "acts-006", "text": "The Strelsau envoy thanked Zenda on Friday for its help.", "negative": "no act"}
    assert tool.main([str(write(ACT, copy))]) == 1
    written = capsys.readouterr()
    assert "shares most of its words with acts-001" in written.err
    assert "5 sentences" in written.out


def test_a_run_of_seven_words_is_a_copy(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """However much stands around it."""
    text = "Nobody in the harbour office could say why the Ruritanian envoy thanked Graustark on Monday, so early in the year."
    copy = {**NOTHING, "id": "acts-006", "text": text, "negative": "no act"}
    assert tool.main([str(write(ACT, copy))]) == 1
    assert "shares 'the ruritanian envoy thanked graustark on monday' with acts-001" in capsys.readouterr().err


def test_too_few_negatives_are_a_fault(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Who learns from acts alone sees an act in everything."""
    words = "amber birch cedar dune ember fjord gorge heath inlet jetty knoll ledge marsh".split()
    rows = [{**ACT, "id": f"acts-{number}", "text": f"{word} " * 9} for number, word in enumerate(words, 100)]
    assert tool.main([str(write(*rows))]) == 1
    assert "4 of 17 lines are negatives" in capsys.readouterr().err


def test_the_readme_of_the_corpus_names_every_label(tool: ModuleType) -> None:
    """The page on adding to it explains the negatives, and the labels' file every mode."""
    labels = tool.read_labels(CORPUS / "labels.toml")
    page = (ROOT / "docs" / "annotated.md").read_text(encoding="utf-8")
    assert [name for name in labels.negatives if name not in page] == []
    assert set(labels.modes) == {str(category) for category in tool.Plover}


def test_about_a_tenth_is_held_out(tool: ModuleType) -> None:
    """The same lines whoever asks, whatever the order of the files."""
    assert 150 <= sum(tool.held_out(f"acts-{number:04}") for number in range(2000)) <= 250
    assert tool.held_out("acts-001") == tool.held_out("acts-001")
