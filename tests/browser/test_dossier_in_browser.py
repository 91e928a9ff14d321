"""The dossier in a real browser, opened from the disk, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from tests.browser.conftest import Reader

WIDTHS = (360, 1400)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# Text whose contrast with what lies behind it is below WCAG's AA: 4.5, or 3 for large text.
FAINT = """() => {
  const parse = c => {
    const m = c.match(/[\\d.]+/g).map(Number);
    return [m[0], m[1], m[2], m.length > 3 ? m[3] : 1];
  };
  const over = (a, b) => [0, 1, 2].map(i => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const linear = v => v / 255 <= .03928 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = c => .2126 * linear(c[0]) + .7152 * linear(c[1]) + .0722 * linear(c[2]);
  const behind = e => {
    const layers = [];
    for (let n = e; n; n = n.parentElement) layers.push(parse(getComputedStyle(n).backgroundColor));
    return layers.reverse().reduce((ground, layer) => over(layer, ground), [255, 255, 255, 1]);
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    const unseen = ['STYLE', 'TITLE', 'DESC'].includes(element.tagName.toUpperCase()) || !element.checkVisibility();
    if (!node.data.trim() || unseen) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const ink = over(parse(element.namespaceURI.endsWith('svg') ? style.fill : style.color), ground);
    const [a, b] = [light(ink), light(ground)];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${node.data.trim().slice(0, 40)}`);
  }
  return faint;
}"""

SMALLEST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let least = 99;
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (node.data.trim() && element.tagName !== 'STYLE' && element.checkVisibility())
      least = Math.min(least, parseFloat(getComputedStyle(element).fontSize));
  }
  return least;
}"""

Readers = Callable[..., "Reader"]


@pytest.mark.parametrize("which", ["dossier", "visit"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_legible(
    reader: Readers, width: int, scheme: Literal["light", "dark"], which: str, request: pytest.FixtureRequest
) -> None:
    """At 360 and 1400 pixels, light and dark: nothing sticks out, all text has contrast and size, nothing is asked for."""
    one = reader(width, scheme, folder=request.getfixturevalue(which))
    for path in one.pages():
        page = one.open(path)
        page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), path
        assert page.evaluate(FAINT) == [], path
        assert page.evaluate(SMALLEST) >= 11, path
    assert {request.partition(":")[0] for request in one.requests} <= {"file", "about"}
    assert [request for request in one.requests if request.startswith("file:") and ".html" not in request] == []
    assert one.complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_highlight_that_is_led_to_keeps_its_contrast(reader: Readers, scheme: Literal["light", "dark"]) -> None:
    """The words that a link leads to light up, and stay legible."""
    one = reader(1400, scheme)
    page = one.open("timeline.html")
    for href in page.locator(".origin > a:first-child").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        page = one.open(href)
        assert page.evaluate(FAINT) == [], href


@pytest.mark.parametrize("page", ["timeline.html", "statements.html", "commitments.html", "figures.html"])
def test_every_item_leads_to_its_words_in_the_window(reader: Readers, page: str) -> None:
    """Following an item's link brings its words into sight, lit up in all their pieces, and its note with them."""
    one = reader(1400)
    hrefs = one.open(page).locator(".origin > a:first-child").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert hrefs
    for href in hrefs:
        opened = one.open(href)
        target = opened.locator(":target")
        assert target.count() == 1, href
        assert 0 <= target.evaluate("e => e.getBoundingClientRect().top") < 900, href
        note = opened.locator(f"ul.notes a.ref[href='#{href.partition('#')[2]}']")
        number = note.inner_text()
        colours = opened.locator(f"mark.q{number}").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")
        others = opened.locator(f"mark:not(.q{number})").evaluate_all("all => all.map(e => getComputedStyle(e).backgroundColor)")
        assert len(set(colours)) == 1, href
        assert not set(colours) & set(others), href


def test_reading_needs_no_script(reader: Readers) -> None:
    """With scripts switched off: from the overview to an event, to its words, to their note, to an actor; and the filter."""
    one = reader(1400, scripts=False)
    page = one.open("index.html")
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_role("radio", name="material conflict").check()
    assert page.locator("li.entry:visible").count() == 4
    assert page.locator("section:visible h2").count() == 3
    page.get_by_role("radio", name="all", exact=True).check()
    assert page.locator("li.entry:visible").count() == 8
    page.locator("li.entry", has_text="Aino Laine met").locator(".origin > a").first.click()
    assert "/sources/" in page.url
    page.locator("article mark + a.ref").first.click()
    assert page.url.endswith("#n1")
    page.locator("#n1").get_by_role("link", name="Aino Laine").click()
    assert page.locator("h1").inner_text() == "Aino Laine"
    assert one.complaints == []


def test_the_other_tellings_open_without_a_script(reader: Readers, visit: Path) -> None:
    """A click on "told by 2 sources" shows them, and each leads to its words; the plan leads to the deed."""
    one = reader(390, scripts=False, folder=visit)
    page = one.open("timeline.html")
    entry = page.locator("li.entry", has_text="flew to Freedonia").first
    herald = entry.get_by_text("Ruritania's minister visited Freedonia")
    assert not herald.is_visible()
    entry.get_by_text("Told by 2 sources and a copy").click()
    assert herald.is_visible()
    entry.get_by_role("link", name="Zenda Herald").click()
    assert "".join(page.locator("article mark").all_inner_texts()) == "Ruritania's minister visited Freedonia this week"
    page = one.open("timeline.html")
    page.locator("li.entry", has_text="is to visit").locator(".linked a").click()
    assert "flew to Freedonia" in page.locator("li.entry:target").inner_text()
    assert one.complaints == []


def test_the_chart_leads_to_its_years(reader: Readers) -> None:
    """A bar is a link to the section of its year, reachable by keyboard, and says its numbers."""
    one = reader(360)
    page = one.open("timeline.html")
    bar = page.get_by_role("link", name="1971: 1 material conflict")
    bar.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#y-1971")


def test_a_wide_chart_scrolls_in_its_own_box(reader: Readers) -> None:
    """On a narrow screen the chart of 56 years scrolls, and the page doesn't."""
    page = reader(360).open("timeline.html")
    box = page.locator(".chart .scroll")
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 360


def test_the_keyboard_gets_past_the_menu(reader: Readers) -> None:
    """The first stop of the tab key is a visible link to the content."""
    page = reader().open("sources.html")
    page.keyboard.press("Tab")
    link = page.locator(".skip")
    assert link.evaluate("e => e === document.activeElement && e.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_a_persian_text_runs_from_right_to_left(reader: Readers) -> None:
    """A Persian source keeps its letters and its direction."""
    page = reader().open("sources/s-0000000000000004.html")
    paragraph = page.locator("article p").first
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert paragraph.inner_text().startswith("وزیر خارجه")


def test_print_leaves_the_menu_out(reader: Readers) -> None:
    """On paper there is the text and where it comes from, black on white, without what one would click."""
    one = reader(1400, "dark")
    page = one.open("timeline.html")
    page.emulate_media(media="print")
    assert not page.locator(".masthead nav").is_visible()
    assert not page.locator(".filter").is_visible()
    assert page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(FAINT) == []


def test_a_hostile_document_does_nothing(reader: Readers, hostile: Path) -> None:
    """No dialog, no request, no error, no sideways scrolling, whatever a document holds."""
    for width in WIDTHS:
        one = reader(width, folder=hostile)
        for path in one.pages():
            page = one.open(path)
            assert page.evaluate("() => document.scripts.length + document.images.length") == 0
            assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), path
        assert {request.partition(":")[0] for request in one.requests} <= {"file", "about"}
        assert one.complaints == []
