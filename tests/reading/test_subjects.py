"""What items are about: issues and fields, by the shipped lists and model and by a desk's own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peyvand.model import Block, BlockKind, Metadata, Source, Statement
from peyvand.reading import Reader
from peyvand.reading.about.issues import fields, issues
from peyvand.reading.about.subjects import Tagger

TABLE = Path(__file__).resolve().parents[2] / "data" / "annotated" / "subjects" / "test.jsonl"
FLOORS = {"issue": 0.85, "field": 0.85}  # 0.887 and 0.853 were reached


@pytest.mark.parametrize("kind", FLOORS)
def test_the_table_set_aside(kind: str) -> None:
    """Of 150 sentences that nothing was trained on, at least so many have the right subject first."""
    tagger = Tagger(kind, (issues() if kind == "issue" else fields()).subjects)
    rows = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    right = 0
    for row in rows:
        tags = tagger.tags("", row["text"])
        right += (tags[0].key if tags else None) in (row[kind], *row[f"also_{kind}"])
    assert len(rows) == 150
    assert right / len(rows) >= FLOORS[kind]


@pytest.mark.parametrize(
    ("text", "issue", "field"),
    [
        ("Ruritania will cap its stock of enriched uranium and let inspectors back into the plant.", "nuclear", "security"),
        ("Hospitals in Zenda ran out of vaccine doses against measles.", "health", "health"),
        ("The central bank in Strelsau raised its interest rate and sold bonds in yen.", "finance", "finance"),
        ("A railway tunnel will link the two ports by 2031, and freight trains will use it first.", "transport", "transport"),
        ("Consuls may visit the detained citizens, and visas will be free for students' relatives.", "consular", "consular"),
    ],
)
def test_plain_subjects(text: str, issue: str, field: str) -> None:
    """What speaks of one subject alone gets it first, with a probability, and never more than three."""
    found, domains = Tagger("issue", issues().subjects).tags("", text), Tagger("field", fields().subjects).tags("", text)
    assert (found[0].key, domains[0].key) == (issue, field)
    assert all(0 < tag.score <= 1 for tag in (*found, *domains))
    assert len(found) <= 3
    assert len(domains) <= 3
    assert [tag.score for tag in found] == sorted((tag.score for tag in found), reverse=True)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("The dermatologists of Zenda treated forty children.", "health"),
        ("Strawberries ripened early in Zenda.", "agriculture"),
        ("A trombonist from Zenda played all night.", "culture"),
    ],
)
def test_words_of_like_meaning_count(text: str, field: str) -> None:
    """Words that neither the lists nor the corpus hold, or not in this form: what they speak for is told from their like."""
    assert Tagger("field", fields().subjects).tags("", text)[0].key == field


def test_nothing_fits() -> None:
    """A sentence about nothing on the lists gets nothing."""
    assert Tagger("issue", issues().subjects).tags("", "The call lasted an hour, and no further call is foreseen.") == ()


def test_a_desks_own_lists() -> None:
    """A new issue and a new field of a desk are given by their words; a word added to a shipped one counts there."""
    own = issues({"whisky": {"strong": ["single malt", "distillery"]}}).subjects
    assert Tagger("issue", own).tags("single malt", "The distillery's single malt pleased everybody.")[0].key == "whisky"
    domains = fields({"spirits": {"strong": ["single malt", "distillery"]}}).subjects
    assert Tagger("field", domains).tags("single malt", "The distillery's single malt pleased everybody.")[0].key == "spirits"
    health = issues({"health": {"strong": ["grumblepox"]}}).subjects
    assert Tagger("issue", health).tags("grumblepox", "Grumblepox spread in Zenda.")[0].key == "health"


def test_items_of_a_document_are_tagged() -> None:
    """A statement that is read carries its issues and fields, and its issue is the first of them."""
    text = "Ruritania's foreign minister, Aino Laine, called on Borduria to lift the sanctions on its banks."
    source = Source("0" * 16, "one.txt", text, (Block(BlockKind.PROSE, 0, len(text)),), Metadata(published="2031-05-02"))
    [statement] = [item for item in Reader(classifier="none").read(source) if isinstance(item, Statement)]
    assert statement.issues[0].key == statement.issue == "sanctions"
    assert statement.fields
