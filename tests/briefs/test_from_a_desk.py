"""A dossier from a real desk: documents read, recorded, and written out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urldefrag

from lxml import html

from peyvand.briefs import site
from peyvand.desk import Desk

VISIT = """Ruritania and Japan sign a port agreement

Japanese Foreign Minister Aiko Tanabe met Iranian Foreign Minister Karim Voss in Tokyo on Friday. The two ministers signed a
memorandum of understanding on ports. Tanabe expressed concern about the safety of tankers. Japan imported 46.51 million
barrels of oil from Iran in 2018.
"""


def test_a_desk_becomes_a_dossier(tmp_path: Path) -> None:
    """Every item of a desk stands on its source's page, with its own words highlighted; again over the first gives the same."""
    (tmp_path / "visit.txt").write_text(VISIT, encoding="utf-8")
    (tmp_path / "visit.json").write_text('{"published": "2024-05-18", "publisher": "Gazette"}', encoding="utf-8")
    (tmp_path / "persian.txt").write_text(
        "وزیر خارجه ایران روز جمعه با همتای ژاپنی خود در توکیو دیدار کرد. " * 3, encoding="utf-8"
    )
    with Desk.create(tmp_path / "desk", ("IRN", "JPN"), "A desk") as desk:
        desk.add([str(tmp_path / "visit.txt"), str(tmp_path / "persian.txt")])
        first = site.write(desk, tmp_path / "dossier", written=date(2026, 3, 1))
        before = {path: path.read_bytes() for path in first.parent.rglob("*.html")}
        site.write(desk, tmp_path / "dossier", written=date(2026, 3, 1))
        assert {path: path.read_bytes() for path in first.parent.rglob("*.html")} == before
        kept = [(one.source, one.id, one.item.quote.exact) for one in desk.items()]
        assert kept
    assert first == tmp_path / "dossier" / "index.html"
    for source, item, words in kept:
        page: html.HtmlElement = html.document_fromstring(
            (first.parent / "sources" / f"s-{source}.html").read_text(encoding="utf-8")
        )
        note = page.xpath(f"//ul[@class='notes']//a[@class='ref' and @href='#{item}']")[0].text
        marked = [mark for mark in page.iter("mark") if f"q{note}" in mark.get("class").split()]
        assert "".join(mark.text_content() for mark in marked).split() == words.split()
    overview: html.HtmlElement = html.document_fromstring(first.read_text(encoding="utf-8"))
    assert "Persian" in overview.text_content()
    assert all(not urldefrag(href)[0].startswith("/") for href in overview.xpath("//@href"))
