"""Words are found in titles and texts, in any script, and shown where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.record.conftest import Put
from tests.record.newspaper import TEXT, concern, entry_of, meeting, memorandum, news

from peyvand.model import KIND_OF, Kind, Metadata, Tag
from peyvand.record.database import Database
from peyvand.record.decisions import decide
from peyvand.record.log import Act
from peyvand.record.moments import NOW, AsOf
from peyvand.record.queries import Wanted, kept_items
from peyvand.record.schema import clock
from peyvand.record.search import hits, item_hits
from peyvand.record.searching.folding import Folded, fold
from peyvand.record.searching.index import rebuild
from peyvand.record.searching.terms import terms_of
from peyvand.record.views import Hit
from peyvand.record.writing import put_metadata, put_text

TEXTS = {
    "herring": "The herring quota was raised. "
    + "Nothing else was said about it. " * 20
    + "José Núñez spoke of the quota for herring.",
    "memorandum": "A memorandum was signed in Lutz.",
    "persian": "وزیر امور خارجه با همتای خود در لوتس دیدار کرد و گفت که صید ماهی ممنوع نمی‌شود",
    "japanese": "両国の外務大臣はルッツで漁業について会談した。会談は三時間に及んだ。",
    "arabic": "أعلن الوزير أن الاتفاقية مُوقّعة",
    "korean": "외교부는 어업 협정에 서명했다",
    "thai": "รัฐมนตรีลงนามในข้อตกลงประมง",
    "wide": "ＦＩＳＨＥＲＹ ﾄﾞｰﾊ",
    "decomposed": "Cafe\u0301 de\u0301cret; か\u3099くせい",
}
Search = Callable[..., list[Hit]]


@pytest.fixture
def search(record: Database, put: Put) -> Search:
    """A search in some sources."""
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
        ("談", ["japanese"]),  # a single character, also the last before a full stop
        ("大臣会談", []),
        ('"会談した"', ["japanese"]),
        ("G7会談", []),
        ("وزير", ["persian"]),  # typed on an Arabic keyboard
        ("نمی‌شود", ["persian"]),
        ("نمیشود", ["persian"]),  # without the joint
        ("نمی شود", ["persian"]),  # with a space for it
        ('"ماهی ممنوع نمی‌شود"', ["persian"]),
        ("اعلن موقعة", ["arabic"]),  # without hamza and vowel signs
        ("외교부", ["korean"]),  # with an ending on it
        ("협정", ["korean"]),
        ("ข้อตกลง", ["thai"]),
        ("fishery ドーハ", ["wide"]),
        ("café décret がくせい", ["decomposed"]),
        ("cafe", ["decomposed"]),
        ("100%", []),
        ("漁%会", []),
        ('" OR title:', []),
        ("NOT (", []),
        ("*", []),
        ("", []),
    ],
)
def test_words_are_found(search: Search, words: str, found: list[str]) -> None:
    """Whatever a user types is taken for words, never for a query language."""
    assert [hit.source.name.removesuffix(".txt") for hit in search(words)] == found


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("nunez", ["Núñez"]),
        ("会談", ["会談", "会談"]),
        ("Quota nunez", ["Núñez", "quota"]),  # the stretch that has both, not the first
        ("نميشود", ["نمی‌شود"]),
        ("cafe がくせい", ["Cafe\u0301", "か\u3099くせい"]),
        ("fishery ドーハ", ["ＦＩＳＨＥＲＹ", "ﾄﾞｰﾊ"]),
    ],
)
def test_a_snippet_shows_where_the_words_stand(search: Search, words: str, marked: list[str]) -> None:
    """The snippet is a stretch of the text, and the marks in it are the words."""
    (hit,) = search(words)
    text = TEXTS[hit.source.name.removesuffix(".txt")]
    assert text[hit.start : hit.start + len(hit.snippet)] == hit.snippet
    assert len(hit.snippet) <= 240
    shown = [hit.snippet[start:end] for start, end in hit.marks]
    assert shown[: len(marked)] == marked


def test_no_more_than_wanted(search: Search) -> None:
    """The best first, and only so many."""
    assert len(search("lutz", 1)) == 1
    assert search("lutz", 0) == []


def test_the_best_comes_first(record: Database, put: Put) -> None:
    """A title counts for more than a text, and a text full of a word for more than a mention; of equals, the later."""
    put("The ministers met. " * 20 + "A quota was mentioned.", [], "mention.txt", title="News")
    put("Quota after quota: each quota was raised. The ministers met.", [], "full.txt", title="News")
    put("All about it, and how the ministers met.", [], "title.txt", title="The quota")
    put("The ministers met. " * 20 + "A quota was mentioned!", [], "later.txt", title="News")
    with record.reading() as connection:
        found = [hit.source.name for hit in hits(connection, "quota", 10)]
    assert found == ["title.txt", "full.txt", "later.txt", "mention.txt"]


def test_phrases_in_a_very_long_text(record: Database, put: Put) -> None:
    """Where a database keeps no places any more, and where the word comes after the part that is ranked."""
    put("of the matter and " * 8000 + "the final word", [], "long.txt")
    with record.reading() as connection:
        assert [hit.source.name for hit in hits(connection, '"matter and the final"')] == ["long.txt"]
        (hit,) = hits(connection, '"final word"')
        assert [hit.snippet[start:end] for start, end in hit.marks] == ["final word"]


def test_a_text_that_was_exchanged_is_found_by_its_new_words(record: Database, put: Put) -> None:
    """The words of the former text find nothing any more, but for who looks back."""
    entry = put("An early misreading.", [], title="Old")
    with record.reading() as connection:
        before = AsOf(connection.execute(select(clock.c.at)).scalar_one())
    with record.writing() as connection:
        assert put_text(connection, replace(entry_of(), source=replace(entry.source, text="The words as they are.")))
        put_metadata(connection, replace(entry.source, metadata=Metadata(title="New")))
    with record.reading() as connection:
        assert hits(connection, "misreading", 5) == []
        assert hits(connection, "old", 5) == []
        assert [hit.source.id for hit in hits(connection, "words new", 5)] == [entry.source.id]
        assert [hit.source.metadata.title for hit in hits(connection, "misreading", 5, before)] == ["Old"]
        assert hits(connection, "words", 5, before) == []


def found(record: Database, words: str, as_of: AsOf = NOW, **wanted: Any) -> list[str]:  # noqa: ANN401 (of `Wanted`)
    """The kinds of the items that hold the words."""
    with record.reading() as connection:
        return sorted(KIND_OF[type(hit.item.item)].value for hit in item_hits(connection, words, Wanted(**wanted), 20, as_of))


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("counterpart", ["event"]),  # in the quote
        ("lutz", ["event"]),  # in the place
        ("quotas", ["statement"]),  # in the topic and the quote
        ("nunez", ["event", "statement"]),  # in the quote, and as the speaker
        ("together", ["commitment"]),  # in what was promised
        ('"herring exports"', ["figure"]),  # in the indicator
        ("fish*", ["commitment"]),
        ("herring together", []),
        ("wednesday", []),
        ('"fishing fish together"', []),  # no phrase goes from one text to the other
        ("", []),
    ],
)
def test_items_are_found(record: Database, put: Put, words: str, kinds: list[str]) -> None:
    """By their quotes, what they are about, and who is in them."""
    put()
    assert found(record, words) == kinds


@pytest.mark.parametrize(
    ("narrowed", "kinds"),
    [
        ({"kind": Kind.EVENT}, ["event"]),
        ({"type": "CONCERN"}, ["statement"]),
        ({"status": "signed"}, ["commitment"]),
        ({"actor": "jose nunez"}, ["event", "statement"]),
        ({"actor": "Núñez"}, ["event", "statement"]),
        ({"actor": "XZU"}, ["commitment"]),
        ({"actor": "Nobody"}, []),
        ({"min_confidence": 0.8}, ["commitment", "event"]),
        ({"min_confidence": 0.801}, ["event"]),
        ({"since": "2023-05-09", "until": "2023-05-09"}, ["commitment", "event"]),
        ({"since": "2023-05-10"}, ["commitment"]),
        ({"until": "2022"}, []),
        ({"since": "2023-05-02", "until": "2023-06"}, ["commitment", "event"]),
        ({"since": "2024", "until": "2023"}, []),
        ({"since": "1800", "until": "2500"}, ["commitment", "event"]),
        ({"issue": "quotas"}, ["event"]),
        ({"field": "Sea & fish"}, ["event"]),
        ({"field": "trade"}, []),
        ({"kind": Kind.STATEMENT, "actor": "Ruritania"}, []),
    ],
)
def test_a_search_can_be_narrowed(record: Database, put: Put, narrowed: dict[str, Any], kinds: list[str]) -> None:
    """As a listing can: by kind, type, status, actor, confidence, time, issue and field."""
    tagged = replace(meeting(), issues=(Tag("quotas", 0.9),), fields=(Tag("Sea & fish", 0.8),))
    also = [
        replace(one, quote=replace(one.quote, exact="a lake" + " " * (len(one.quote.exact) - 6)))
        for one in (tagged, concern(), memorandum())
    ]
    put(items=[*also, *news()[4:]])
    assert found(record, "lake", **narrowed) == kinds


def test_a_search_within_a_source(record: Database, put: Put) -> None:
    """By the beginning of its id."""
    first = put()
    put(TEXT + " Nothing else.", [meeting()], "second.txt")
    assert found(record, "counterpart") == ["event", "event"]
    assert found(record, "counterpart", source=first.source.id[:8]) == ["event"]


def test_a_search_in_the_past(record: Database, put: Put) -> None:
    """What was rejected, corrected or not yet read is found as it stood then."""
    put()
    with record.reading() as connection:
        (event,) = kept_items(connection, Wanted(kind=Kind.EVENT))
        (promise,) = kept_items(connection, Wanted(kind=Kind.COMMITMENT))
        before = AsOf(connection.execute(select(clock.c.at)).scalar_one())
    decide(record, event.id, Act.REJECT, "Ada")
    decide(record, promise.id, Act.CORRECT, "Ada", corrected=replace(memorandum(), what="mend nets"))
    assert (found(record, "counterpart"), found(record, "counterpart", before)) == ([], ["event"])
    assert (found(record, "nets"), found(record, "nets", before)) == (["commitment"], [])
    assert (found(record, "together"), found(record, "together", before)) == ([], ["commitment"])
    assert found(record, "counterpart", AsOf.of("2001-01-01")) == []


def test_the_words_are_marked_in_the_quote(record: Database, put: Put) -> None:
    """The quote is shown whole; an item found by its topic alone has no marks."""
    put()
    with record.reading() as connection:
        (event,) = item_hits(connection, '"foreign minister" counterpart')
        (promise,) = item_hits(connection, "together")
    assert event.snippet == event.item.item.quote.exact == meeting().quote.exact
    assert [event.snippet[start:end] for start, end in event.marks] == ["Foreign Minister", "counterpart"]
    assert (promise.item.item, promise.marks) == (memorandum(), ())


def test_what_a_person_has_seen_comes_before_what_nobody_has(record: Database, put: Put) -> None:
    """Of two items that hold the words alike."""
    put()
    put(TEXT + " Nothing else.", [meeting()], "second.txt")
    with record.reading() as connection:
        later, earlier = (hit.item for hit in item_hits(connection, "counterpart"))
    decide(record, earlier.id, Act.ACCEPT, "Ada")
    with record.reading() as connection:
        assert [hit.item.id for hit in item_hits(connection, "counterpart")] == [earlier.id, later.id]


def test_made_anew_the_tables_of_words_are_the_same(record: Database, put: Put) -> None:
    """What a check of a desk may do at any time."""
    put()
    put(TEXTS["persian"], [], "persian.txt")
    with record.writing() as connection:
        rebuild(connection)
    assert found(record, "counterpart", kind=Kind.EVENT, actor="nunez", since="2023") == ["event"]
    with record.reading() as connection:
        assert [hit.source.name for hit in hits(connection, "همتا*")] == ["persian.txt"]


@given(st.text(max_size=40))
@example("Þ:0\xad")
def test_folding_leads_back_to_the_text(text: str) -> None:
    """Whatever a text is made of: folded twice it stays, and every place leads to the stretch of the text that folds to it."""
    whole = Folded(text)
    assert fold(whole.folded) == whole.folded
    for word in re.finditer(r"\w+", whole.folded):
        start, end = whole.span(*word.span())
        assert 0 <= start < end <= len(text)
        assert word[0] in fold(text[start:end])


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_any_question_can_be_asked(question: str) -> None:
    """Its terms have no sign in them that a database takes for its own."""
    for term in terms_of(question):
        for phrase in (one for clause in term.clauses for one in clause):
            assert phrase.words
            assert not any(sign in word for word in phrase.words for sign in "\"'\\ :*()&|!<>^#")
