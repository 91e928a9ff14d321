"""Feeds: every entry is a document of its own, and a broken one costs no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.makers import STORY

from peyvand.model import Fault, Metadata
from peyvand.sources import Original, extract, originals

ITEM = (
    "<item><title>Talks in Strelsau</title><link>https://courier.example/1</link><pubDate>Mon, 20 May 2024 10:00:00 GMT</pubDate>"
    f"<dc:creator>Anton Berg</dc:creator><description>Short.</description>"
    f"<content:encoded><![CDATA[<p>{STORY[0]}</p><p>{STORY[1]}</p>]]></content:encoded></item>"
)
RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Strelsau Courier</title>'
    "<language>en-gb</language>{0}</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ministry of Graustark</title>'
    '<entry><title type="html">Voss &amp;amp; Laine</title>'
    '<link rel="self" href="https://graustark.example/f"/><link href="https://graustark.example/2"/>'
    "<published>2024-05-21T08:00:00Z</published>"
    "<author><name>Press Office</name></author>"
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{0}</p></div></content></entry></feed>'
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<channel><title>Old Courier</title></channel><item><title>Talks</title>"
    "<dc:date>2001-05-20</dc:date><description>{0}</description></item></rdf:RDF>"
)


def taken(folder: Path, feed: str, name: str = "feed.xml") -> list[Original | Fault]:
    """What comes of a feed in a file."""
    (folder / name).write_text(feed, encoding="utf-8")
    return list(originals([str(folder / name)]))


def only(found: list[Original | Fault]) -> Original:
    """The one original among them, and nothing else."""
    (original,) = found
    assert isinstance(original, Original)
    return original


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        (RSS.format(ITEM), ("Talks in Strelsau", "Strelsau Courier", "Anton Berg", "2024-05-20", "https://courier.example/1")),
        (
            ATOM.format(STORY[0]),
            ("Voss & Laine", "Ministry of Graustark", "Press Office", "2024-05-21", "https://graustark.example/2"),
        ),
        (RDF.format(STORY[0]), ("Talks", "Old Courier", None, "2001-05-20", None)),
    ],
    ids=["RSS 2", "Atom", "RSS 1"],
)
def test_an_entry_is_a_document(tmp_path: Path, feed: str, expected: tuple[str | None, ...]) -> None:
    """Its text is its content, its metadata what the entry says, its publisher the feed."""
    original = only(taken(tmp_path, feed))
    source = extract(original)
    said = source.metadata
    assert (said.title, said.publisher, said.author, said.published, said.url) == expected
    assert source.text.startswith(STORY[0])
    assert original.name == (said.url or said.title)


def test_the_same_entry_has_the_same_id(tmp_path: Path) -> None:
    """Whatever else is in the feed, and however its prefixes are written elsewhere."""
    other = ITEM.replace("courier.example/1", "courier.example/2")
    alone = taken(tmp_path, RSS.format(ITEM))
    later = taken(tmp_path, RSS.format(f"<lastBuildDate>Tue, 21 May 2024</lastBuildDate>\n {other}\n  {ITEM}  "))
    assert [one.id for one in alone if isinstance(one, Original)] == [one.id for one in later if isinstance(one, Original)][1:]


@pytest.mark.parametrize(
    "broken",
    [
        "<item><title>Cut off",
        "<item><title>Bad nesting</b></item>",
        "<item><description>&undefined; words</description></item>",
        "<item></item>",
        "<item><x:title>No such prefix</x:title></item>",
    ],
)
def test_a_broken_entry_costs_no_other(tmp_path: Path, broken: str) -> None:
    """It is said which entry is broken, and the others are taken."""
    second = ITEM.replace("courier.example/1", "courier.example/2")
    found = taken(tmp_path, RSS.format(ITEM + broken + second))
    assert [type(one) for one in found] == [Original, Fault, Original]
    assert isinstance(found[1], Fault)
    assert "entry 2 of the feed is broken" in found[1].message
    assert "\n" not in found[1].message


def test_a_date_that_is_none_is_said(tmp_path: Path) -> None:
    """The entry is taken without a date."""
    fault, original = taken(tmp_path, RSS.format(ITEM.replace("Mon, 20 May 2024 10:00:00 GMT", "the day before yesterday")))
    assert isinstance(fault, Fault)
    assert fault.kept
    assert "'the day before yesterday'" in fault.message
    assert isinstance(original, Original)
    assert extract(original).metadata.published is None


def test_entities_of_html_are_understood_and_bombs_are_not(tmp_path: Path) -> None:
    """Sloppy feeds use &nbsp;; no feed may declare entities of its own."""
    fine = only(taken(tmp_path, RSS.format("<item><description>Caf&eacute;&nbsp;talks ended on Monday.</description></item>")))
    assert extract(fine).text == "Café talks ended on Monday."
    levels = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "ha"}">' for at in range(10))
    bomb = (
        f"<!DOCTYPE rss [{levels}]>"
        + RSS.format("<item><title>x</title><description>&a9;</description></item>").partition("?>")[2]
    )
    (fault,) = taken(tmp_path, bomb)
    assert isinstance(fault, Fault)


def test_a_feed_without_entries(tmp_path: Path) -> None:
    """It is said, not passed over in silence."""
    (fault,) = taken(tmp_path, RSS.format(""))
    assert isinstance(fault, Fault)
    assert "no entries" in fault.message


def test_the_sidecar_of_a_feed_is_for_all_entries(tmp_path: Path) -> None:
    """The pair and the publisher hold for each entry; a title can't be that of all of them."""
    (tmp_path / "feed.json").write_text(
        '{"title": "The feed", "publisher": "Courier", "pair": ["IRN", "JPN"], "published": "2024"}'
    )
    metadata = extract(only(taken(tmp_path, RSS.format(ITEM)))).metadata
    assert (metadata.title, metadata.publisher, metadata.pair) == ("Talks in Strelsau", "Courier", ("IRN", "JPN"))
    assert metadata.published == "2024-05-20"


def test_overrides_go_before_everything(tmp_path: Path) -> None:
    """What the user says on the command line holds."""
    (tmp_path / "feed.xml").write_text(RSS.format(ITEM))
    (original,) = originals([str(tmp_path / "feed.xml")], overrides=Metadata(kind="readout", published="2024-05-19"))
    assert isinstance(original, Original)
    assert (extract(original).metadata.kind, extract(original).metadata.published) == ("readout", "2024-05-19")
