"""The dossier's way on from an item: to the endnote that it rests on, the page cited there, and what else its words carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pytest
from lxml import html

from peyvand.model import BlockKind, Commitment, CommitmentStatus, Kind, Metadata, Stance, Statement

if TYPE_CHECKING:
    from tests.briefs.conftest import Pages, Shelf

HOSTILE = "<script>alert('x')</script> & “so on”"


@pytest.fixture
def brief(shelf: Shelf, written: Callable[..., Pages]) -> Pages:
    """The dossier of a brief with two endnotes, in whose first sentence something is said and promised."""
    body = "Laine said that Freedonia will open a ferry link.[1] Voss welcomed it.[2]"
    first = f"1. Aino Laine, {HOSTILE}, Strelsau Gazette, 3 May 2025."
    source = shelf.source(
        "brief.txt",
        [(BlockKind.PROSE, body), (BlockKind.REFERENCE, first), (BlockKind.REFERENCE, "2. It was said in passing.")],
        Metadata(title="The ferry", publisher="Zenda Institute", published="2026-02-14", language="en"),
    )
    one, two = source.references
    cited = replace(
        one,
        author="Aino Laine",
        title=HOSTILE,
        publisher="Strelsau Gazette",
        published="2025-05-03",
        url="https://gazette.example/1",
    )
    works = (cited, replace(two, remark="It was said in passing.", url="javascript:alert(1)"))
    shelf.texts[source.id] = replace(source, references=works)
    promise = Commitment(
        quote=shelf.quote(source, "Freedonia will open a ferry link"),
        parties=("Freedonia",),
        what="open a ferry link",
        status=CommitmentStatus.PROMISED,
        references=("1",),
    )
    said = Statement(
        quote=shelf.quote(source, body[:49]), speaker="Laine", topic="ferry link", stance=Stance.OFFER, references=("1",)
    )
    welcomed = Statement(
        quote=shelf.quote(source, "Voss welcomed it"),
        speaker="Voss",
        topic="ferry link",
        stance=Stance.SUPPORT,
        references=("2",),
    )
    keys = [shelf.add(source, Kind.COMMITMENT, promise), shelf.add(source, Kind.STATEMENT, said)]
    shelf.add(source, Kind.STATEMENT, welcomed)
    for at, kept in enumerate(shelf.items):
        shelf.items[at] = replace(
            kept,
            beside=tuple(key for key in keys if key != kept.id and kept.id in keys),
            cites=tuple(work for work in works if work.label in kept.item.references),
        )
    return written(shelf)


def further(tree: html.HtmlElement, words: str) -> html.HtmlElement:
    """What stands under the entry whose quote has these words."""
    return next(entry for entry in tree.xpath("//li[contains(@class, 'entry')]") if words in entry.text_content())


def test_an_item_leads_to_its_endnote_and_to_the_page_cited(brief: Pages) -> None:
    """One click to the endnote's own entry, one to the work; the words of the endnote are only words."""
    entry = further(brief("statements.html"), "Laine said")
    link = entry.xpath(".//p[@class='further']/a")[0]
    assert " ".join(link.text_content().split()) == f"Aino Laine, “{HOSTILE}”, Strelsau Gazette, 2025-05-03"
    page, anchor = urldefrag(link.get("href"))
    assert "Strelsau Gazette" in brief(page).get_element_by_id(anchor).text_content()
    assert entry.xpath(".//p[@class='further']/a[@class='web']/@href") == ["https://gazette.example/1"]
    assert not brief("statements.html").xpath("//main//script")


def test_an_item_leads_to_what_else_its_words_carry(brief: Pages) -> None:
    """What is said leads to what is promised in the same words, and the promise back."""
    said = further(brief("statements.html"), "Laine said")
    assert "Also promised in these words: Freedonia: open a ferry link" in " ".join(said.text_content().split())
    page, anchor = urldefrag(said.xpath(".//p[@class='further'][2]/a/@href")[0])
    assert brief(page).get_element_by_id(anchor).tag == "mark"
    promised = further(brief("commitments.html"), "open a ferry link")
    assert "Also said in these words: Laine: ferry link" in " ".join(promised.text_content().split())


def test_an_endnote_without_a_work(brief: Pages) -> None:
    """It is named by its number, and an address that can't be linked isn't."""
    entry = further(brief("statements.html"), "Voss welcomed it")
    links = entry.xpath(".//p[@class='further']/a")
    assert len(links) == 1
    assert "javascript" not in links[0].get("href")


def test_the_notes_beside_a_text_tell_the_source_too(brief: Pages) -> None:
    """On the source's own page."""
    notes = brief("sources/s-0000000000000001.html").xpath("//ul[@class='notes']/li")
    assert sum("its source: Aino Laine" in note.text_content() for note in notes) == 2
