"""The passages with statements of the annotated corpus: how many there are, and what their checker refuses."""

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

from peyvand.model import Stance

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "data" / "annotated"
LEXICON = ROOT / "src" / "peyvand" / "reading" / "lexicon"

STATEMENT: dict[str, Any] = {
    "quote": {"exact": "The duke of Strelsau opposed the tariff on lamps", "start": 28, "end": 76},
    "speaker": "duke of Strelsau",
    "addressee": "Zenda",
    "topic": "the tariff on lamps",
    "stance": "oppose",
    "issue": "trade",
    "field": "trade",
    "via": ["Lantern"],
    "date": "1994-06-13",
}
PASSAGE: dict[str, Any] = {
    "id": "duke-001",
    "text": "Zenda was told by the Lantern: The duke of Strelsau opposed the tariff on lamps on Monday.",
    "published": "1994-06-14",
    "statements": [],
    "construction": "chain",
    "register": "wire",
    "negative": None,
}
STATEMENT["quote"]["start"] = PASSAGE["text"].index("The duke")
STATEMENT["quote"]["end"] = STATEMENT["quote"]["start"] + len(STATEMENT["quote"]["exact"])

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
    """A corpus of one passage with one statement; keys of the statement, and of the passage, are changed."""

    def written(statement: dict[str, Any] | None = None, **changes: object) -> Path:
        (tmp_path / "statements").mkdir()
        shutil.copy(CORPUS / "labels.toml", tmp_path)
        row = {**PASSAGE, "statements": [{**STATEMENT, **(statement or {})}], **changes}
        (tmp_path / "statements" / "duke.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        return tmp_path

    return written


def told(tool: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The faults that the checker tells of the passage itself."""
    tool.main([str(folder)])
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("statements/duke.jsonl:1 (")]


def passages() -> list[dict[str, Any]]:
    """All passages with statements of the corpus of the repository."""
    files = sorted((CORPUS / "statements").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_corpus_holds_enough_statements_and_enough_passages_without() -> None:
    """At least 600 passages with statements, 150 without, and 20 of each way of telling a statement."""
    rows = passages()
    assert sum(bool(row["statements"]) for row in rows) >= 600
    assert sum(row["negative"] is not None for row in rows) >= 150
    constructions = Counter(row["construction"] for row in rows if row["statements"])
    assert min(constructions.values()) >= 20


def test_every_stance_issue_and_field_has_its_examples() -> None:
    """Sixty of each stance, twenty of each issue, ten of each field that Peyvand ships."""
    items = [item for row in passages() for item in row["statements"]]
    stances, issues, fields = (Counter(item[key] for item in items) for key in ("stance", "issue", "field"))
    assert min(stances[stance] for stance in Stance) >= 60
    for counts, name, least in ((issues, "issues", 20), (fields, "fields", 10)):
        keys = tomllib.loads((LEXICON / f"{name}.toml").read_text(encoding="utf-8"))
        assert [key for key in keys if counts[key] < least] == []


def test_every_label_of_the_statements_is_used() -> None:
    """A label that nobody uses teaches nothing; all registers are there."""
    rows = passages()
    table = tomllib.loads((CORPUS / "labels.toml").read_text(encoding="utf-8"))
    assert {row["construction"] for row in rows if row["statements"]} == set(table["statement_constructions"])
    assert {row["negative"] for row in rows if row["negative"]} == set(table["statement_negatives"])
    assert {row["register"] for row in rows} == set(table["registers"])


def test_a_tenth_of_the_statements_is_held_out(tool: ModuleType) -> None:
    """By the id, as for the sentences; passages with statements and passages without are among them."""
    held_out = [row for row in passages() if tool.held_out(row["id"])]
    assert sum(bool(row["statements"]) for row in held_out) >= 50
    assert sum(row["negative"] is not None for row in held_out) >= 10


def test_a_passage_without_fault_passes(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """With a speaker, an addressee, one who reports, and a second stance that is as good."""
    assert told(tool, write({"also": ["concern"]}), capsys) == []


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
def test_a_fault_in_a_statement_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Each with its line."""
    assert words in "\n".join(told(tool, write(change), capsys))


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
        ({"text": PASSAGE["text"] + "\nHe sat down."}, "single line break"),
    ],
)
def test_a_fault_in_a_passage_is_told(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str], change: dict[str, Any], words: str
) -> None:
    """Whatever kind of item it holds."""
    assert words in "\n".join(told(tool, write(**change), capsys))


def test_paragraphs_may_be_parted(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A quotation may run over two of them."""
    assert told(tool, write(text=PASSAGE["text"] + "\n\nHe sat down."), capsys) == []


def test_too_few_passages_without_a_statement_are_a_fault(
    tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who learns from statements alone hears one in everything."""
    tool.main([str(write())])
    assert "statements: only 0 of 1 lines are negatives; 15% must be" in capsys.readouterr().err
