"""The annotated corpus as a whole, its sentences with one act or none, and its articles: what their checker refuses."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tests.annotated.corpus import CORPUS, ROOT, Line, Write

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

FILLER = "Rain fell on the harbour and on the customs house, as it does in that month, and nobody there remarked on it much. " * 7
TEXT = f"STRELSAU, June 14 - The Ruritanian envoy thanked Graustark on Monday for a loan of 2 million dollars.\n\n{FILLER}\n"
METADATA = {
    "id": "x01",
    "url": None,
    "title": "Thanks for a loan",
    "publisher": "Peyvand annotated corpus",
    "published": "1994-06-14",
    "pair": None,
    "kind": "wire story",
    "language": "en",
    "register": "wire",
    "written_for": "a test",
}
ACTOR = {"name": "Graustark", "type": "country", "country": None, "office": None}
THANKS: Line = {
    "type": "SUPPORT",
    "sources": ["Ruritanian envoy"],
    "targets": ["Graustark"],
    "date": "1994-06-13",
    "place": "STRELSAU",
    "status": "occurred",
    "quote": "The Ruritanian envoy thanked Graustark on Monday",
}
LOAN: Line = {
    "value": 2000000,
    "unit": "USD",
    "scale_applied": True,
    "indicator": "loan",
    "geo": [],
    "period": None,
    "quote": "2 million dollars",
}

WriteArticle = Callable[..., Path]


@pytest.fixture
def write_acts(write: Write) -> Write:
    """A corpus of the lines given and of one negative of each kind."""

    def written(*lines: Line) -> Path:
        return write("sentences/acts", *lines, *NEGATIVES)

    return written


@pytest.fixture
def write_article(write_acts: Write) -> WriteArticle:
    """A corpus with one article, of which some keys are changed; without a text its file is left out."""

    def written(text: str | None = TEXT, **changes: Line) -> Path:
        folder = write_acts(ACT) / "articles"
        folder.mkdir()
        gold = {
            "actors": [{**ACTOR, **changes.get("actor", {})}, {**ACTOR, "name": "Ruritanian envoy", "type": "person"}],
            "events": [{**THANKS, **changes.get("event", {})}],
            "statements": [],
            "commitments": [],
            "figures": [{**LOAN, **changes.get("figure", {})}],
        }
        if text is not None:
            (folder / "x01.txt").write_text(text, encoding="utf-8")
        (folder / "x01.json").write_text(json.dumps({**METADATA, **changes.get("metadata", {})}), encoding="utf-8")
        (folder / "x01.gold.json").write_text(json.dumps(gold), encoding="utf-8")
        return folder.parent

    return written


def test_the_corpus_of_the_repository_has_no_fault(tool: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Offsets, labels, codes, dates and ids hold, no line is there twice, and a quarter of them are negatives."""
    status = tool.main([str(CORPUS)])
    assert capsys.readouterr().err == ""
    assert status == 0


def test_a_corpus_without_fault_passes(tool: ModuleType, write_acts: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """The balance says what there is, and what there isn't yet."""
    assert tool.main([str(write_acts(ACT))]) == 0
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
        ({"date": {"exact": "on Monday", "start": 39, "end": 48, "edtf": "1994-06-12"}}, "is a Sunday, not a Monday"),
        ({"date": {"exact": "on Monday", "start": 39, "end": 48, "edtf": "1994-06-20"}}, "is after 1994-06-14"),
        ({"status": "planned"}, "the act is planned, but its date 1994-06-13 is before 1994-06-14"),
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
    tool: ModuleType, write_acts: Write, capsys: pytest.CaptureFixture[str], change: Line, words: str
) -> None:
    """Each fault names its line."""
    assert tool.main([str(write_acts({**ACT, **change}))]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "sentences/acts.jsonl:1" in told


def test_a_sentence_with_other_names_in_it_counts_once(
    tool: ModuleType, write_acts: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template filled twice is one sentence."""
    copy = {**NOTHING, "id": "acts-006", "text": "The Strelsau envoy thanked Zenda on Friday for its help.", "negative": "no act"}
    assert tool.main([str(write_acts(ACT, copy))]) == 1
    written = capsys.readouterr()
    assert "shares most of its words with acts-001" in written.err
    assert "5 sentences" in written.out


def test_a_run_of_seven_words_is_a_copy(tool: ModuleType, write_acts: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """However much stands around it."""
    text = "Nobody in the harbour office could say why the Ruritanian envoy thanked Graustark on Monday, so early in the year."
    copy = {**NOTHING, "id": "acts-006", "text": text, "negative": "no act"}
    assert tool.main([str(write_acts(ACT, copy))]) == 1
    assert "shares 'the ruritanian envoy thanked graustark on monday' with acts-001" in capsys.readouterr().err


def test_too_few_negatives_are_a_fault(tool: ModuleType, write_acts: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Who learns from acts alone sees an act in everything."""
    words = "amber birch cedar dune ember fjord gorge heath inlet jetty knoll ledge marsh".split()
    rows = [{**ACT, "id": f"acts-{number}", "text": f"{word} " * 9} for number, word in enumerate(words, 100)]
    assert tool.main([str(write_acts(*rows))]) == 1
    assert "4 of 17 lines are negatives" in capsys.readouterr().err


def test_an_article_without_fault_is_counted(
    tool: ModuleType, write_article: WriteArticle, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its words, its items and the categories of its events."""
    assert tool.main([str(write_article())]) == 0
    balance = capsys.readouterr().out
    assert f"1 articles, {len(TEXT.split())} words" in balance
    assert "2  actors" in balance
    assert "1 SUPPORT" in balance


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": None}, "it needs .txt, .json and .gold.json"),
        ({"text": "STRELSAU - " + TEXT.split(" - ")[1][:99]}, "150 to 450 are allowed"),
        ({"metadata": {"id": "x02"}}, "the id must be x01"),
        ({"metadata": {"kind": "wire story", "mood": "gay"}}, "the metadata must have"),
        ({"metadata": {"pair": ["USA"]}}, "pair must be two"),
        ({"metadata": {"register": "telegram"}}, "register 'telegram' isn't known"),
        ({"metadata": {"published": "June 1994"}}, "is no day"),
        ({"event": {"quote": "The envoy thanked Graustark"}}, "stands 0 times"),
        ({"event": {"quote": "the customs house"}}, "stands 7 times"),
        ({"event": {"targets": ["Zenda"]}}, "'Zenda' is no listed actor"),
        ({"event": {"targets": []}}, "the actor 'Graustark' has no part in anything"),
        ({"event": {"sources": []}}, "nobody acts"),
        ({"event": {"type": "PRAISE"}}, "type 'PRAISE' isn't known"),
        ({"event": {"also": ["PRAISE"]}}, "also 'PRAISE' isn't known"),
        ({"event": {"status": None}}, "status None isn't known"),
        ({"event": {"date": "Monday"}}, "date 'Monday' is no EDTF"),
        ({"event": {"place": "Zenda"}}, "the place 'Zenda' doesn't stand"),
        ({"event": {"colour": "red"}}, "unknown keys: colour"),
        ({"actor": {"country": "GRK"}}, "'GRK' is no ISO 3166"),
        ({"actor": {"aliases": ["the duchy"]}}, "the alias 'the duchy' doesn't stand"),
        ({"actor": {"name": "Ruritanian envoy"}}, "is listed 2 times"),
        ({"figure": {"value": "2 million"}}, "a number in full"),
        ({"figure": {"geo": ["GRK"]}}, "geo 'GRK' is no ISO 3166"),
        ({"figure": {"qualifier": "roughly"}}, "qualifier 'roughly' isn't known"),
    ],
)
def test_a_fault_in_an_article_is_told(
    tool: ModuleType, write_article: WriteArticle, capsys: pytest.CaptureFixture[str], change: Line, words: str
) -> None:
    """Each fault names its article."""
    assert tool.main([str(write_article(**change))]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "articles/x01" in told


def test_an_article_that_copies_another_is_told(
    tool: ModuleType, write_article: WriteArticle, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ten words in a row are enough."""
    folder = write_article()
    for end in (".txt", ".json", ".gold.json"):
        copy = (folder / "articles" / f"x01{end}").read_text(encoding="utf-8").replace('"x01"', '"x02"')
        (folder / "articles" / f"x02{end}").write_text(copy, encoding="utf-8")
    assert tool.main([str(folder)]) == 1
    assert "articles/x02: shares" in capsys.readouterr().err


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
