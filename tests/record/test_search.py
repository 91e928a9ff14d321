"""Words are found in titles and texts, in any script, and shown where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.record.conftest import Put
from tests.record.newspaper import entry_of

from peyvand.record.database import Database
from peyvand.record.search import hits
from peyvand.record.views import Hit
from peyvand.record.writing import put_text

TEXTS = {
    "herring": "The herring quota was raised. "
    + "Nothing else was said about it. " * 20
    + "José Núñez spoke of the quota for herring.",
    "memorandum": "A memorandum was signed in Lutz.",
    "persian": "وزیر امور خارجه با همتای خود در لوتس دیدار کرد",
    "japanese": "両国の外務大臣はルッツで漁業について会談した。会談は三時間に及んだ。",
}


@pytest.fixture
def search(record: Database, put: Put) -> object:
    """A search in four sources."""
    for name, text in TEXTS.items():
        put(text, [], f"{name}.txt", title={"memorandum": "Fisheries"}.get(name, name))

    def run(words: str, limit: int = 20) -> list[Hit]:
        with record.reading() as connection:
            return hits(connection, words, limit)

    return run


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("herring", ["herring"]),
        ("QUOTA nunez", ["herring"]),  # neither case nor accents count
        ("herring memorandum", []),  # all words must be there
        ("fisheries", ["memorandum"]),  # in the title
        ('"signed in Lutz"', ["memorandum"]),
        ('"Lutz in signed"', []),
        ("memo*", ["memorandum"]),
        ("memo", []),
        ("همتای", ["persian"]),
        ("会談", ["japanese"]),
        ("漁業 三時間", ["japanese"]),
        ("100%", []),
        ("漁%会", []),
        ('" OR title:', []),
        ("NOT (", []),
        ("*", []),
        ("", []),
    ],
)
def test_words_are_found(search: object, words: str, found: list[str]) -> None:
    """Whatever a user types is taken for words, never for a query language."""
    assert callable(search)
    assert [hit.source.name.removesuffix(".txt") for hit in search(words)] == found


@pytest.mark.parametrize(
    ("words", "marked"), [("nunez", ["Núñez"]), ("会談", ["会談", "会談"]), ("Quota said", ["quota", "said"])]
)
def test_a_snippet_shows_where_the_words_stand(search: object, words: str, marked: list[str]) -> None:
    """The snippet is a stretch of the text, and the marks in it are the words."""
    assert callable(search)
    (hit,) = search(words)
    text = TEXTS[hit.source.name.removesuffix(".txt")]
    assert text[hit.start : hit.start + len(hit.snippet)] == hit.snippet
    assert len(hit.snippet) <= 240
    shown = [hit.snippet[start:end] for start, end in hit.marks]
    assert shown[: len(marked)] == marked


def test_no_more_than_wanted(search: object) -> None:
    """The best first, and only so many."""
    assert callable(search)
    assert len(search("lutz", 1)) == 1


def test_a_text_that_was_exchanged_is_found_by_its_new_words(record: Database, put: Put) -> None:
    """The words of the former text find nothing any more."""
    entry = put("An early misreading.", [])
    with record.writing() as connection:
        assert put_text(connection, replace(entry_of(), source=replace(entry.source, text="The words as they are.")))
    with record.reading() as connection:
        assert hits(connection, "misreading", 5) == []
        assert [hit.source.id for hit in hits(connection, "words", 5)] == [entry.source.id]
