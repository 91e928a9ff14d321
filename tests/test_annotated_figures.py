"""The passages with figures of the annotated corpus: how many there are, and what their checker refuses."""

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

FIGURE: dict[str, Any] = {
    "quote": {"exact": "4 million crowns", "start": 27, "end": 43},
    "value": 4000000,
    "unit": "crowns",
    "indicator": "loan to Zenda",
    "geo": ["Graustark", "Zenda"],
    "period": "1994-06",
    "approximate": False,
    "bound": None,
    "speaker": None,
}
PASSAGE: dict[str, Any] = {
    "id": "loans-001",
    "text": "In June Graustark lent out 4 million crowns under Decree 12, its treasury said on 14 June 1994.",
    "published": "1994-06-14",
    "figures": [FIGURE],
    "none": [{"exact": "12", "start": 57, "end": 59}],
    "construction": "scale",
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
        (tmp_path / "figures").mkdir()
        shutil.copy(CORPUS / "labels.toml", tmp_path)
        (tmp_path / "figures" / "loans.jsonl").write_text(json.dumps({**PASSAGE, **changes}) + "\n", encoding="utf-8")
        return tmp_path

    return written


def told(tool: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The faults that the checker tells of the passage itself."""
    tool.main([str(folder)])
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("figures/loans.jsonl:1 (")]


def passages() -> list[dict[str, Any]]:
    """All passages with figures of the corpus of the repository."""
    files = sorted((CORPUS / "figures").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_corpus_holds_enough_figures_and_enough_numbers_that_are_none() -> None:
    """At least 600 passages with figures, 200 with numbers that are none, and 20 of each way of telling a figure."""
    rows = passages()
    assert sum(bool(row["figures"]) for row in rows) >= 600
    assert sum(bool(row["none"]) for row in rows) >= 200
    constructions = Counter(row["construction"] for row in rows if row["figures"])
    assert min(constructions.values()) >= 20


def test_every_label_of_the_figures_is_used_and_every_register_is_there() -> None:
    """A label that nobody uses teaches nothing."""
    rows = passages()
    table = tomllib.loads((CORPUS / "labels.toml").read_text(encoding="utf-8"))
    assert {row["construction"] for row in rows if row["construction"]} == set(table["figure_constructions"])
    assert {row["negative"] for row in rows if row["negative"]} == set(table["figure_negatives"])
    assert {row["register"] for row in rows} == set(table["registers"])


def test_a_tenth_of_the_figures_is_held_out(tool: ModuleType) -> None:
    """By the id, as for the sentences; passages with figures and passages without are among them."""
    held_out = [row for row in passages() if tool.held_out(row["id"])]
    assert sum(bool(row["figures"]) for row in held_out) >= 40
    assert sum(bool(row["negative"]) for row in held_out) >= 10


def test_a_passage_without_fault_passes(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A figure, a number that is none, a year and the day of a month."""
    assert told(tool, write(), capsys) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": {"exact": "4 million crowns", "start": 26, "end": 42}}, "doesn't stand at 26 to 42"),
        ({"quote": {"exact": "4 mill", "start": 27, "end": 33}}, "inside a word"),
        ({"value": -4000000}, "without a sign"),
        ({"value": "4 million"}, "must be a number"),
        ({"value": True}, "must be a number"),
        ({"unit": ""}, "unit '' must be a phrase"),
        ({"indicator": None}, "indicator None must be a phrase"),
        ({"geo": ["GRK"]}, "geo 'GRK' is no ISO 3166 code"),
        ({"geo": ["Zenda", "Zenda"]}, "each once"),
        ({"period": "June"}, "period 'June' is no EDTF"),
        ({"bound": "roughly"}, "bound 'roughly' isn't known"),
        ({"bound": "about"}, "approximate if, and only if, it has a bound"),
        ({"speaker": "exchequer"}, "the speaker 'exchequer' doesn't stand in the text"),
        ({"colour": "red"}, "unknown keys: colour"),
    ],
)
def test_a_fault_in_a_figure_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Each with its line."""
    assert words in "\n".join(told(tool, write(figures=[{**FIGURE, **change}]), capsys))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"none": []}, "'12' at 57 is neither in a figure nor among the numbers that are none"),
        ({"figures": []}, "there are no figures, and the line doesn't say why"),
        ({"figures": [], "construction": None, "negative": "name"}, "'million' at 29 is neither"),
        ({"negative": "name"}, "a negative has no figures"),
        ({"none": [{"exact": "4", "start": 27, "end": 28}, *PASSAGE["none"]]}, "overlap at 27"),
        ({"none": [{"exact": "12", "start": 58, "end": 60}]}, "doesn't stand at 58 to 60"),
        ({"construction": "telegram"}, "construction 'telegram' isn't known"),
    ],
)
def test_what_is_marked_must_be_complete(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Whoever learns from a passage learns from the numbers that are left out as well."""
    assert words in "\n".join(told(tool, write(**change), capsys))
