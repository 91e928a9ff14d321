"""The dossier of an invented desk: what a desk officer finds in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from peyvand.briefs import labels, links
from peyvand.briefs.rows import number
from peyvand.briefs.site import write_dossier
from peyvand.model import (
    ActorType,
    BlockKind,
    Bound,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Instrument,
    Kind,
    Metadata,
    Plover,
    Stance,
)
from peyvand.record.contradictions import Difference
from peyvand.record.views import Review

if TYPE_CHECKING:
    from tests.briefs.conftest import Pages, Shelf


def _links(tree: html.HtmlElement) -> list[str]:
    return [str(href) for href in tree.xpath("//@href")]


def _entry(tree: html.HtmlElement, words: str) -> str:
    """What the entry of a list says whose quote has these words."""
    entries = tree.xpath("//li[contains(@class, 'entry')]")
    return next(" ".join(entry.text_content().split()) for entry in entries if words in entry.text_content())


# ---------------------------------------------------------------- the way to the words


def test_every_link_leads_somewhere(pages: Pages) -> None:
    """Every relative link names a page that is there, and an anchor that is on it; the rest are web addresses."""
    for page in pages.all():
        for href in _links(pages(page)):
            if re.match(r"https?://", href):
                continue
            path, anchor = urldefrag(href)
            target = (pages.folder / page).parent.joinpath(unquote(path)).resolve() if path else pages.folder / page
            assert target.is_file(), (page, href)
            if anchor:
                found = pages(target.relative_to(pages.folder.resolve()).as_posix()).xpath("//@id")
                assert anchor in found, (page, href)


def test_every_item_leads_to_its_words(pages: Pages, ids: SimpleNamespace) -> None:
    """From the lists, every item's link lands on a highlight that is its quote."""
    linked = {
        href for page in ("timeline.html", "statements.html", "commitments.html", "figures.html") for href in _links(pages(page))
    }
    anchors = {urldefrag(href)[1] for href in linked if href.startswith("sources/")}
    assert set(vars(ids).values()) <= anchors


def test_overlapping_quotes_come_out_right(pages: Pages, ids: SimpleNamespace) -> None:
    """Where a meeting and a promise share words, both quotes are marked in full and each leads to its note."""
    tree = pages("sources/s-0000000000000001.html")
    notes = {link.get("href")[1:]: link.text for link in tree.xpath("//ul[@class='notes']/li/a[@class='ref']")}

    def marked(item: str) -> str:
        marks = [mark for mark in tree.iter("mark") if f"q{notes[item]}" in mark.get("class").split()]
        return "".join(mark.text_content() for mark in marks)

    assert marked(ids.meeting) == "Foreign Minister Aino Laine met Karl Voss in Strelsau on Friday"
    assert marked(ids.promise) == "in Strelsau on Friday and promised a ferry link by 2027"


def test_ids_stand_once_on_a_page(pages: Pages) -> None:
    """No page has an id twice, so that every link is unambiguous."""
    for page in pages.all():
        found = pages(page).xpath("//@id")
        assert len(found) == len(set(found)), page


def test_the_text_of_a_source_is_all_there(pages: Pages) -> None:
    """A source's page shows its text whole, in order, furniture folded away and headings as headings."""
    tree = pages("sources/s-0000000000000001.html")
    text = tree.xpath("//article")[0].text_content()
    for words in ("Skip to content", "By Otto Kern", "What comes next", "Join 50,000 readers", "Annual report"):
        assert words in text
    folded = " ".join(one.text_content() for one in tree.xpath("//details[@class='furniture' and not(@open)]"))
    assert "Skip to content" in folded
    assert "Join 50,000 readers" in folded
    assert [one.text_content() for one in tree.xpath("//article//h4")] == ["What comes next"]
    assert len(tree.xpath("//article//ul[starts-with(@class, 'list')]/li")) == 2


def test_endnotes_and_their_calls_lead_to_each_other(pages: Pages) -> None:
    """The call "[1]" leads to the endnote, and the endnote back to its call."""
    tree = pages("sources/s-0000000000000001.html")
    call = tree.xpath("//a[@class='call']")[0]
    assert call.text == "[1]"
    endnote = tree.get_element_by_id(urldefrag(call.get("href"))[1])
    assert "Harbour Office" in endnote.text_content()
    assert urldefrag(endnote.xpath(".//a[@class='back']/@href")[0])[1] == call.get("id")


# ---------------------------------------------------------------- honesty


def test_what_did_not_happen_is_labelled(pages: Pages) -> None:
    """Planned, hypothetical and denied events say so; what occurred needs no label."""
    tree = pages("timeline.html")
    assert "planned Freedonia" in _entry(tree, "send a trade delegation")
    assert "hypothetical Freedonia" in _entry(tree, "joint patrol")
    assert "denied Ruritania" in _entry(tree, "seized a Freedonian trawler")
    assert "occurred" not in _entry(tree, "Aino Laine met")


def test_a_claim_says_whose_it_is(pages: Pages) -> None:
    """An item that a source credits to somebody names them."""
    assert "said by Karl Voss" in _entry(pages("timeline.html"), "trawler")
    assert "Karl Voss" in pages.text("figures.html").partition("Claimed by")[2]


def test_a_missing_date_stays_missing(pages: Pages) -> None:
    """An event without a date says so and stands at the end, apart; one of a decade isn't put into a year."""
    tree = pages("timeline.html")
    assert "no date given" in _entry(tree, "exchanged maps")
    headings = [str(heading.get("id")) for heading in tree.xpath("//section/h2")]
    assert headings == ["y-2026", "y-1971", "y-longer", "y-none"]


def test_the_chart_draws_what_occurred_once(pages: Pages) -> None:
    """Planned events, copies and vague dates aren't drawn, and the caption says how many there are."""
    caption = pages("timeline.html").xpath("//figcaption")[0].text_content()
    assert "2 events, each counted once, from 2 sources" in caption
    assert "1 planned, 1 hypothetical, 1 denied, 1 in copies of other sources, 2 without a date precise to the year" in caption
    assert "54 years have no event in these sources" in caption


def test_the_chart_has_its_numbers_in_a_table(pages: Pages) -> None:
    """Whoever can't see the chart reads the same numbers."""
    rows = pages("timeline.html").xpath("//details[@class='values']//tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [
        ["1971", "0", "0", "0", "1", "1"],
        ["2026", "1", "0", "0", "0", "1"],
    ]


def test_a_copy_is_said_to_be_one(pages: Pages) -> None:
    """Items from a copy name the source it copies, and so does the list of sources."""
    assert "(a copy of Strelsau Gazette)" in pages.text("timeline.html")
    assert "Nearly the same text as Strelsau Gazette" in pages.text("sources.html")


def test_unread_sources_are_listed_with_the_reason(pages: Pages) -> None:
    """A Persian source is kept, shown right to left, and said to be unread, on the overview too."""
    for page in ("index.html", "sources.html", "sources/s-0000000000000004.html"):
        assert "Persian can't be read yet" in pages.text(page)
    article = pages("sources/s-0000000000000004.html").xpath("//article")[0]
    assert (article.get("lang"), article.get("dir")) == ("fa", "rtl")


def test_a_figure_is_written_out(pages: Pages) -> None:
    """46.51 million barrels read as a full number, with "about", the countries by name, and the period."""
    text = pages.text("figures.html")
    assert "about 46,510,000 barrels" in text
    assert "Iran, Japan" in text


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (46_510_000, "46,510,000"),
        (16, "16"),
        (2.5, "2.5"),
        (0.125, "0.125"),
        (-3.2, "-3.2"),
        (1_234_567.891, "1,234,567.891"),
        (1e21, "1e+21"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_keep_their_digits(value: float, said: str) -> None:
    """Thousands are set apart, decimals kept, and nothing breaks on what is no number."""
    assert number(value) == said


def test_aggregates_say_what_they_rest_on(pages: Pages) -> None:
    """Every list begins with how many items there are and from how many sources."""
    assert "8 events from 3 sources, 1 of them a copy of another" in pages.text("timeline.html")
    assert "1 statement from 1 source" in pages.text("statements.html")
    assert "No source from" not in pages.text("index.html")
    assert "Sources published 2025–2026" in pages.text("index.html")


def test_the_positions_on_an_issue_are_summed_up(pages: Pages) -> None:
    """Above the statements on an issue stands who spoke how, counted from them."""
    section = pages("statements.html").xpath("//section[h2[@id='issue-trade_terms']]")[0]
    assert section.xpath("./p[@class='note']")[0].text_content() == "Speakers: \u2068Karl Voss\u2069 (concerned 1)"


def test_an_office_is_given_with_its_source(pages: Pages) -> None:
    """An actor's page says which office a source gives and as of when."""
    text = pages.text("actors/a-1.html")
    assert "as of 14 February 2026: foreign minister of Freedonia according to Strelsau Gazette" in text
    assert "the sources give none" in pages.text("actors/a-2.html")


def test_the_overview_tells_what_is_ahead(pages: Pages) -> None:
    """A planned event still to come stands under its own heading."""
    section = pages("index.html").xpath("//section[h2[@id='ahead']]")[0]
    assert "trade delegation" in section.text_content()


def test_reviewed_items_say_so(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """An item that a person accepted isn't passed off as the machine's, and the foot of the page counts it."""
    source = shelf.source("a.txt", [(BlockKind.PROSE, "Laine met Voss.")], Metadata())
    shelf.add(source, Kind.EVENT, Event(quote=source.quote(0, 15), type=Plover.CONSULT, sources=("Laine",)))
    shelf.items[0] = replace(shelf.items[0], review=Review.ACCEPTED)
    text = written(shelf).text("timeline.html")
    assert "accepted in review" in text
    assert "1 entry reviewed by a person" in text


def _toll(shelf: Shelf, indicator: str, value: float, period: str | None) -> str:
    """A source that gives a number; the id of its figure."""
    source = shelf.source(f"{len(shelf.rows)}.txt", [(BlockKind.PROSE, f"They counted {value:.0f}.")], Metadata())
    quote = source.quote(5, 18)
    return shelf.add(source, Kind.FIGURE, Figure(quote=quote, value=value, unit="people", indicator=indicator, period=period))


def test_figures_that_contradict_each_other_stand_side_by_side(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """Two tolls of one quake have a page, each with its words and the way to them; the overview and both figures lead there."""
    one, other = _toll(shelf, "people killed", 26_000, "2004-03"), _toll(shelf, "the people killed", 43_000, None)
    shelf.contradict(Difference.FIGURE, "people killed", (one, "26,000 people"), (other, "43,000 people"))
    pages = written(shelf)
    entry = pages("contradictions.html").xpath("//li[@class='entry']")[0]
    said = " ".join(entry.text_content().split())
    assert "another number people killed 26,000 people“counted 26000” 0.txt" in said
    assert "43,000 people“counted 43000” 1.txt" in said
    assert [urldefrag(href)[1] for href in entry.xpath(".//p[@class='origin']/a[1]/@href")] == [one, other]
    place = f"contradictions.html#{entry.get('id')}"
    found = pages("figures.html").xpath("//p[contains(@class, 'against')]/a")
    assert {(link.text_content(), link.get("href")) for link in found} == {
        (f"another number: {said}", place) for said in ("26,000 people", "43,000 people")
    }
    assert "1 contradiction in the record" in pages.text("index.html")


def test_a_plan_that_nothing_came_of_has_one_side(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """It stands under its own heading, and nothing is said of a second side."""
    source = shelf.source("a.txt", [(BlockKind.PROSE, "Voss is to visit Freedonia in May.")], Metadata())
    visit = Event(quote=source.quote(0, 33), type=Plover.CONSULT, sources=("Voss",), date="2019-05", status=EventStatus.PLANNED)
    shelf.contradict(Difference.PLAN, "a visit", (shelf.add(source, Kind.EVENT, visit), "for May 2019"))
    section = written(shelf)("contradictions.html").xpath("//main/section")[0]
    assert section.xpath("./h2/bdi")[0].text_content() == "Plans without a deed known to the record"
    assert len(section.xpath(".//ol[@class='sides']/li")) == 1


def test_a_record_without_contradictions_says_so(pages: Pages) -> None:
    """An empty page would leave one wondering."""
    assert "Nothing in this desk contradicts anything else" in pages.text("contradictions.html")
    assert "contradiction" not in pages("index.html").find(".//main").text_content()


def test_what_a_sidecar_says_besides_is_shown(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """Keys of a sidecar that mean nothing to Peyvand are kept for the reader."""
    metadata = Metadata(extra={"facts_from": [{"institution": "Harbour Office", "year": 2025}], "words": 12, "empty": None})
    source = shelf.source("a.txt", [(BlockKind.PROSE, "Laine met Voss.")], metadata)
    text = written(shelf).text(links.source_page(source.id))
    assert "Facts from" in text
    assert "Harbour Office, 2025" in text
    assert "Empty" not in text


def test_a_promise_of_a_day_to_come_is_not_the_newest(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """Nothing was promised tomorrow: what is dated so isn't shown as news, though the ledger keeps it."""
    source = shelf.source("a.txt", [(BlockKind.PROSE, "They promised a ferry.")], Metadata())
    promise = Commitment(
        quote=source.quote(0, 21), parties=("Laine",), what="a ferry", status=CommitmentStatus.PROMISED, date="2031"
    )
    shelf.add(source, Kind.COMMITMENT, promise)
    pages = written(shelf)
    assert "a ferry" not in pages.text("index.html")
    assert "a ferry" in pages.text("commitments.html")


# ---------------------------------------------------------------- hostile and odd documents


def test_nothing_of_a_document_becomes_active(hostile_pages: Pages) -> None:
    """Scripts, handlers, addresses, templates and turned text come out as words, wherever they stand."""
    pages = hostile_pages
    assert len(pages.all()) == 10
    for page in pages.all():
        raw = (pages.folder / page).read_bytes().decode("utf-8")
        assert "\u202e" not in raw
        assert "\x00" not in raw
        tree = pages(page)
        assert not tree.xpath("//script | //img | //iframe | //object | //form | //link | //base")
        assert not [name for element in tree.iter() for name in getattr(element, "attrib", {}) if name.startswith("on")]
        assert not [href for href in _links(tree) if ":" in href]
        assert "49" not in tree.xpath("string(//main//h1)")


def test_no_page_asks_for_anything(pages: Pages) -> None:
    """No page names a resource to load, and its policy would forbid it; web addresses are links that tell nobody."""
    for page in pages.all():
        tree = pages(page)
        assert not tree.xpath("//@src | //@srcset | //link | //script")
        assert "@import" not in tree.xpath("string(//style)")
        assert set(re.findall(r"url\(([^)#]*)", " ".join(tree.xpath("//style/text()")))) <= {""}
        policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
        for link in tree.xpath("//a[starts-with(@href, 'http')]"):
            assert {"noopener", "noreferrer"} <= set(link.get("rel").split())
    assert "javascript:alert(1) (not a web address)" in pages.text("sources/s-0000000000000003.html")


def test_an_empty_desk_has_a_dossier(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """A desk without sources gives the eight pages, each saying that there is nothing yet."""
    pages = written(shelf)
    assert len(pages.all()) == 8
    assert "no sources yet" in pages.text("sources.html")
    assert "report no event" in pages.text("timeline.html")


def test_text_between_the_blocks_is_shown(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """A text whose blocks leave gaps, overlap or run beyond its end is shown whole all the same."""
    source = shelf.source("odd.txt", [(BlockKind.PROSE, "First words. Middle words. Last words.")], Metadata())
    blocks = (replace(source.blocks[0], start=13, end=20), replace(source.blocks[0], start=15, end=400))
    shelf.texts[source.id] = replace(source, blocks=blocks)
    article = written(shelf)(links.source_page(source.id)).xpath("//article")[0]
    assert " ".join(article.text_content().split()).replace(" ", "") == "Firstwords.Middlewords.Lastwords."


def test_a_long_text_goes_over_several_pages(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """A text of a quarter of a million characters stands on three pages; a quote on the second is found there."""
    body = "Ruritania bought oil again. " * 9000
    source = shelf.source("long.txt", [(BlockKind.PROSE, body.strip())], Metadata())
    start = source.text.index("Ruritania", links.PART)
    item = shelf.add(
        source, Kind.EVENT, Event(quote=source.quote(start, start + 26), type=Plover.COOPERATE, sources=("Ruritania",))
    )
    across = source.quote(links.PART - 5, links.PART + 5)
    shelf.add(source, Kind.EVENT, Event(quote=across, type=Plover.COOPERATE, sources=("Ruritania",)))
    pages = written(shelf)
    parts = [links.source_page(source.id, links.PART * part) for part in range(3)]
    assert pages(parts[1]).get_element_by_id(item).text_content() == "Ruritania bought oil again"
    trees = [pages(part) for part in parts]
    for extra in [found for tree in trees for found in tree.xpath("//article//ul | //article//a[@class='ref']")]:
        extra.drop_tree()
    whole = "".join(p.text_content().strip("\n") for tree in trees for p in tree.xpath("//article//p"))
    assert whole == source.text


def test_a_long_list_goes_over_several_pages(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """Twenty-five events at ten a page make three pages that hold each of them once, and the contents know where."""
    source = shelf.source("many.txt", [(BlockKind.PROSE, "They met. " * 25)], Metadata())
    for at in range(25):
        quote = source.quote(at * 10, at * 10 + 9)
        year = 2001 + at // 12
        shelf.add(source, Kind.EVENT, Event(quote=quote, type=Plover.CONSULT, sources=("Laine",), date=str(year)))
    pages = written(shelf, rows=10)
    sheets = ["timeline.html", "timeline/page-2.html", "timeline/page-3.html"]
    assert [len(pages(sheet).xpath("//li[contains(@class, 'entry')]")) for sheet in sheets] == [10, 10, 5]
    contents = [str(href) for href in pages("timeline.html").xpath("//nav[@class='contents']//@href")]
    assert contents == ["timeline.html#y-2003", "timeline.html#y-2002", "timeline/page-2.html#y-2001"]
    assert pages("timeline/page-2.html").xpath("//a[@rel='next']/@href") == ["../timeline/page-3.html"]
    assert pages("timeline.html").xpath("//a[@aria-label='2001: 12 verbal co-operation']/@href") == [
        "timeline/page-2.html#y-2001"
    ]


# ---------------------------------------------------------------- the whole


def test_the_same_desk_gives_the_same_pages(pages: Pages, tmp_path: Path) -> None:
    """Written again on the same day, every page is the same, byte for byte; on another day only the day differs."""
    from_scratch = pages.dossier()
    write_dossier(from_scratch, tmp_path / "again")
    write_dossier(replace(from_scratch, written=date(2026, 3, 2)), tmp_path / "later")
    for page in pages.all():
        assert (tmp_path / "again" / page).read_bytes() == (pages.folder / page).read_bytes()
        later = (tmp_path / "later" / page).read_text(encoding="utf-8")
        assert later.replace("2 March 2026", "1 March 2026") == (pages.folder / page).read_text(encoding="utf-8")


def test_progress_is_told(tmp_path: Path, pages: Pages) -> None:
    """Whoever waits hears of each page of a source or actor."""
    heard: list[tuple[int, int]] = []
    write_dossier(pages.dossier(), tmp_path / "out", tell=lambda done, total: heard.append((done, total)))
    assert heard == [(done, 8) for done in range(1, 9)]


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("event", Plover),
        ("event_status", EventStatus),
        ("stance", Stance),
        ("commitment_status", CommitmentStatus),
        ("instrument", Instrument),
        ("bound", Bound),
        ("actor_type", ActorType),
        ("class", labels.QuadClass),
        ("difference", Difference),
    ],
)
def test_every_term_has_a_label(group: str, keys: type) -> None:
    """What the vocabulary knows, the dossier has words for, and nothing besides."""
    assert {one.key for one in labels.group(group)} == {one.value for one in keys}  # type: ignore[attr-defined]


def test_event_types_read_in_plain_words() -> None:
    """A PLOVER type is shown by what it means, with its code."""
    assert labels.event_label(Plover.CONSULT) == "Consult: meetings, visits, calls (CONSULT)"
    assert {labels.quad_class(type_) for type_ in Plover} == set(labels.QuadClass)


def test_countries_and_issues_are_named() -> None:
    """A code that isn't known stands as it is."""
    assert labels.country("IRN") == "Iran"
    assert labels.country("the Gulf") == "the Gulf"
    assert labels.issue("trade_terms") == "Trade terms"


def test_every_page_says_where_things_are(pages: Pages) -> None:
    """Each page has its language, one main heading, landmarks, a link past the menu, and its place in the menu."""
    for page in pages.all():
        tree = pages(page)
        assert tree.get("lang") == "en"
        assert (
            len(tree.xpath("//h1"))
            == len(tree.xpath("//main"))
            == len(tree.xpath("//header"))
            == len(tree.xpath("//footer"))
            == 1
        )
        assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
        assert len(tree.xpath("//nav//a[@aria-current='page']")) == 1
        assert all(table.find("caption") is not None for table in tree.iter("table"))
        assert all(cell.get("scope") for cell in tree.iter("th"))
        levels = [int(str(heading.tag)[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1


def test_a_japanese_text_is_not_said_to_have_three_words(shelf: Shelf, written: Callable[..., Pages]) -> None:
    """Where a script doesn't set words apart, their number isn't given."""
    shelf.source("a.txt", [(BlockKind.PROSE, "両大臣は会談した。")], Metadata(language="ja"), unread="Japanese can't be read yet")
    pages = written(shelf)
    assert "1 word" not in pages.text("sources/s-0000000000000001.html")
    cells = pages("sources.html").xpath("//td[@data-label='Words']")
    assert [cell.text_content() for cell in cells] == ["–"]
