"""What several sources tell stands in the dossier once, and every telling can be reached from there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from peyvand.briefs import site
from peyvand.desk import Desk
from peyvand.errors import BadMoment
from peyvand.record.log import Act

if TYPE_CHECKING:
    from tests.briefs.conftest import Pages


def _said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _visit(pages: Pages, ids: SimpleNamespace) -> html.HtmlElement:
    """The entry of the visit in the timeline."""
    found: html.HtmlElement = pages("timeline.html").get_element_by_id(f"e-{ids.first}")
    return found


def test_an_event_that_three_papers_tell_stands_once(visit_pages: Pages, visit: SimpleNamespace) -> None:
    """The timeline has the visit and its announcement: the best words first, the others behind "told by 2 sources"."""
    tree = visit_pages("timeline.html")
    assert len(tree.xpath("//li[contains(@class, 'entry')]")) == 2
    entry = _visit(visit_pages, visit)
    assert _said(entry.xpath("./div/blockquote")[0]) == "“Karl Voss flew to Freedonia on Friday”"
    assert _said(entry.xpath(".//summary")[0]) == "Told by 2 sources and a copy"
    assert "2 events from 4 sources, 1 of them a copy of another, told 4 times in all" in visit_pages.text("timeline.html")


def test_every_telling_leads_to_its_own_words(visit_pages: Pages, visit: SimpleNamespace) -> None:
    """Each of the three tellings has its quote and a link to its highlight."""
    entry = _visit(visit_pages, visit)
    links = [str(href) for href in entry.xpath(".//p[@class='origin']/a[1]/@href")]
    assert {link.partition("#")[2] for link in links} == {visit.first, visit.second, visit.copy}
    for link in links:
        page, _, anchor = link.partition("#")
        assert visit_pages(page).get_element_by_id(anchor).tag == "mark"
    assert "(a copy of Strelsau Gazette)" in _said(entry)


def test_a_telling_says_in_what_it_differs(visit_pages: Pages, visit: SimpleNamespace) -> None:
    """The Herald has the country for the minister and a week for the day; the copy differs in nothing."""
    herald, copy = _visit(visit_pages, visit).xpath(".//li[@class='telling']")
    assert "here: 9 February 2026 to 15 February 2026 · Ruritania" in _said(herald)
    assert not copy.xpath(".//p[@class='differs']")


def test_it_says_why_tellings_are_one_and_what_people_decided(visit_pages: Pages, visit: SimpleNamespace) -> None:
    """The program's reasons stand with the tellings, a person's decision in the open; what was undone is gone."""
    entry = _visit(visit_pages, visit)
    why = "Taken for one by Peyvand on 20 February 2026, 87% sure: the same week; both name Freedonia"
    assert why in _said(entry.xpath(".//details")[0])
    assert [_said(one) for one in entry.xpath(".//p[contains(@class, 'decided')]")] == [
        "Accepted by N. Sato on 20 February 2026: seen in the cable"
    ]


def test_a_plan_and_what_came_of_it_lead_to_each_other(visit_pages: Pages, visit: SimpleNamespace) -> None:
    """The visit links to its announcement, the announcement to the visit, and it is ahead no more."""
    entry = _visit(visit_pages, visit)
    before = entry.xpath(".//p[contains(@class, 'linked')]/a")[0]
    assert before.get("href") == f"timeline.html#e-{visit.plan}"
    assert _said(before.getparent()).startswith("Planned before: February 2026, Consult: Karl Voss")
    plan = visit_pages("timeline.html").get_element_by_id(f"e-{visit.plan}")
    assert plan.xpath(".//p[contains(@class, 'linked')]/a/@href") == [f"timeline.html#e-{visit.first}"]
    assert "What came of it" in _said(plan)


def test_counts_are_of_entries(visit_pages: Pages) -> None:
    """The overview has two events told by four items; the actors take part in entries, not in tellings."""
    row = visit_pages("index.html").xpath("//table[@class='held']//tr[th/a='Events']/td")
    assert [cell.text_content() for cell in row] == ["2", "4", "4", "2026", "0"]
    cells = {
        _said(row.find("th")): row.xpath("td[@data-label='Events']")[0].text_content()
        for row in visit_pages("actors.html").xpath("//tbody/tr")
    }
    assert cells == {"Karl Voss": "2", "Ruritania": "1", "Freedonia": "2"}
    assert "2 events" in visit_pages.text("actors/a-3.html")


def test_a_source_page_leads_to_the_other_tellings(visit_pages: Pages, visit: SimpleNamespace) -> None:
    """Beside the Herald's words stands that two others tell of it."""
    note = visit_pages("sources/s-0000000000000003.html").xpath("//ul[@class='notes']/li")[0]
    assert note.xpath(".//a[.='2 other tellings']/@href") == [f"../timeline.html#e-{visit.first}"]


def test_every_page_says_as_of_when(visit_pages: Pages) -> None:
    """A dossier that looks back says so at the head and at the foot of each page."""
    for page in visit_pages.all():
        tree = visit_pages(page)
        assert "as the record stood on 28 February 2026" in _said(tree.find(".//header"))
        assert "as the record stood on 28 February 2026" in _said(tree.find(".//footer"))


def test_a_dossier_of_an_earlier_day(tmp_path: Path) -> None:
    """As of the day before anything was added nothing is in it; as of today, what a person decided since is."""
    (tmp_path / "a.txt").write_text("Foreign Minister Karim Voss met Aiko Tanabe in Tokyo on Friday.", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"published": "2024-05-18"}', encoding="utf-8")
    with Desk.create(tmp_path / "desk", ("IRN", "JPN")) as desk:
        desk.add([str(tmp_path / "a.txt")])
        added = desk.sources()[0].added
        for item in desk.items():
            desk.accept(item.id, "N. Sato")
        before = site.write(desk, tmp_path / "before", as_of="2001-01-01").parent
        between = site.write(desk, tmp_path / "between", as_of=added.isoformat()).parent
        now = site.write(desk, tmp_path / "now", written=date(2026, 3, 1)).parent
        with pytest.raises(BadMoment):
            site.write(desk, tmp_path / "never", as_of="yesterday")
        assert desk.log()[-1].act is Act.ACCEPT
    assert "as the record stood on 1 January 2001" in (before / "index.html").read_text(encoding="utf-8")
    assert [page.name for page in sorted(before.rglob("s-*.html"))] == []
    assert "accepted in review" not in (between / "timeline.html").read_text(encoding="utf-8")
    assert "Voss" in (between / "timeline.html").read_text(encoding="utf-8")
    assert "accepted in review" in (now / "timeline.html").read_text(encoding="utf-8")
