"""The bench for who is meant: it runs on our own annotated articles, and tells the ways of speaking of somebody apart."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "data" / "annotated" / "articles"

MINISTER = {"name": "Aino Laine", "type": "person", "aliases": ["Laine"]}
COUNTRY = {"name": "Ruritania", "type": "country", "aliases": ["Strelsau"]}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("resolution", ROOT / "bench" / "resolution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["resolution"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("actor", "quote", "way"),
    [
        (MINISTER, "she signed the treaty", "pronoun"),
        (MINISTER, "the minister signed the treaty", "description"),
        (MINISTER, "the two signed the treaty", "group"),
        (MINISTER, "signed the treaty", "elsewhere"),
        (COUNTRY, "it sent its envoy home", "pronoun"),
        (COUNTRY, "both sides agreed to talk", "group"),
        (COUNTRY, "the kingdom closed a port", "description"),
        (COUNTRY, "a port was closed", "elsewhere"),
    ],
)
def test_how_a_quote_speaks_of_somebody(bench: ModuleType, actor: dict[str, object], quote: str, way: str) -> None:
    """Pronouns, groups and descriptions are told apart, by what kind of actor they can mean."""
    assert bench.way(actor, quote) == way


def test_who_is_meant_is_held_against_what_was_read(bench: ModuleType) -> None:
    """An actor that the quote leaves unnamed counts as right where the item read there names it, and as unread without one."""
    text = "Aino Laine came to Strelsau. She thanked Ruritania. She left."
    gold = {
        "actors": [MINISTER, COUNTRY],
        "events": [
            {"type": "SUPPORT", "quote": "She thanked Ruritania", "sources": ["Aino Laine"], "targets": ["Ruritania"]},
            {"type": "REJECT", "quote": "She left", "sources": ["Aino Laine"], "targets": []},
        ],
    }
    quote = {"exact": "She thanked Ruritania", "start": 29, "end": 50}
    read = {"kind": "event", "type": "SUPPORT", "quote": quote, "sources": ["Laine"], "targets": ["Ruritania"]}
    found = list(bench.in_document("x", text, gold, [read]))
    assert [(one.name, one.way, one.read is not None, one.right) for one in found] == [
        ("Aino Laine", "pronoun", True, True),
        ("Aino Laine", "pronoun", False, False),
    ]


def test_it_runs_on_our_own_articles(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints how many references there are of each kind, and how many of those met with an item were right."""
    for path in ARTICLES.glob("a05.*"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(sys, "argv", ["resolution.py", str(tmp_path)])
    assert bench.main() == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()[1:]}
    assert list(rows) == ["pronoun", "group", "description", "elsewhere", "all"]
    asked, unread, right, met, _ = (float(cell) for cell in rows["all"])
    assert asked == unread + met
    assert 0 < right <= met


def test_a_folder_without_gold_is_named(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that holds no annotations ends the run with one line that says so."""
    monkeypatch.setattr(sys, "argv", ["resolution.py", str(tmp_path)])
    assert bench.main() == 2
    assert "no annotated documents" in capsys.readouterr().err
