"""Web pages and Markdown: what a reader sees, with headings, notes and metadata."""

from __future__ import annotations

import json

import pytest
from tests.sources.conftest import Read, kinds, of_kind
from tests.sources.makers import STORY, page

from peyvand.model import BlockKind

ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in STORY)


def test_the_article_is_read_and_what_is_around_it_is_not(read: Read) -> None:
    """Menus, scripts, forms and footers are no text; boxes beside the article are furniture."""
    source = read(
        "page.html",
        page(
            "<nav><a href='/'>World</a></nav><header><h1>Ministers meet</h1></header>"
            "<script>var x = 'Ruritania attacks';</script><style>p{}</style><noscript>Turn scripts on</noscript>"
            f"<article>{ARTICLE}<figure><img src=x><figcaption>Laine in Strelsau.</figcaption></figure></article>"
            "<div class='newsletter-box'><p>Get the Strelsau Letter.</p></div><aside><p>Voss resigns</p></aside>"
            "<form><p>Your name</p><button>Send</button></form><footer><p>Imprint</p></footer>"
        ),
    )
    assert kinds(source) == [
        ("title", "Ministers meet"),
        *(("prose", sentence) for sentence in STORY),
        ("caption", "Laine in Strelsau."),
        ("furniture", "Get the Strelsau Letter."),
        ("furniture", "Voss resigns"),
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>", "<p style='color:red; display: none'>{}</p>", "<div style='visibility:hidden'><p>{}</p></div>",
        "<p aria-hidden='true'>{}</p>", "<span class='sr-only'>{}</span>", "<template><p>{}</p></template>", "<!-- {} -->",
        "<select><option>{}</option></select>", "<svg><text>{}</text></svg>",
    ],
)  # fmt: skip
def test_what_is_hidden_is_not_read(read: Read, hidden: str) -> None:
    """A text that no reader of the page sees isn't in the source."""
    assert "Graustark attacks" not in read("page.html", page(ARTICLE + hidden.format("Graustark attacks Ruritania."))).text


def test_headings_lists_and_tables(read: Read) -> None:
    """What the page's markup says of a block is kept; a table's row is one block."""
    source = read(
        "page.html",
        page(
            f"<h1>Talks</h1><p>{STORY[0]}</p><h2>The <em>line</em></h2><ul><li>Opens in June</li><li>Closes in May</li></ul>"
            f"<h3>Trade</h3><table><tr><th>Year</th><th>Boats</th></tr><tr><td>2023</td><td>1,200</td></tr></table><p>{STORY[1]}</p>"
        ),
    )
    assert [(block.kind.value, block.level) for block in source.blocks if block.level] == [("heading", 2), ("heading", 3)]
    assert of_kind(source, BlockKind.LIST) == ["Opens in June", "Closes in May", "Year | Boats", "2023 | 1,200"]


def test_white_space_and_soft_hyphens(read: Read) -> None:
    """Line ends of the markup are spaces, soft hyphens nothing, and two line breaks end a paragraph."""
    source = read(
        "page.html", page("<p>The minis\u00adters\u200b\n   met&nbsp;in <b>Stre</b>lsau.<br>They talked.<br><br>They left.</p>")
    )
    assert source.text == "The ministers met in Strelsau. They talked.\n\nThey left."


def test_notes_of_a_page_are_tied(read: Read) -> None:
    """Raised numbers become raised digits, and the list of notes has the numbers that the page shows."""
    entries = ("A. Laine, “Timber,” Review, 2021.", "K. Voss, “Fish,” Courier, 2020.")
    notes = f"<ol class='footnotes'>{''.join(f'<li>{entry}</li>' for entry in entries)}</ol>"
    body = f"<p>{STORY[0]}<sup><a href='#n1'>1</a></sup></p><p>{STORY[1]}<a href='#n2'><sup>[2]</sup></a></p>"
    source = read("page.html", page(f"<h1>Talks</h1>{body}{notes}"))
    assert [marker.label for marker in source.markers] == ["1", "2"]
    assert [reference.title for reference in source.references] == ["Timber", "Fish"]
    assert source.text.startswith(f"Talks\n\n{STORY[0]}¹")


def test_metadata_in_json_ld_goes_first(read: Read) -> None:
    """What a page says for machines dates and names it."""
    said = {
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {
                "@type": ["NewsArticle"],
                "headline": "Ministers meet in Strelsau",
                "datePublished": "2024-05-20T23:30:00+09:00",
                "author": [{"@type": "Person", "name": "Anton Berg"}, {"name": "Clara Stein"}],
                "publisher": {"name": "Strelsau Courier"},
            },
        ]
    }
    head = f"<script type='application/ld+json'>{json.dumps(said)}</script><meta property='og:title' content='Other'>"
    metadata = read("page.html", page(f"<h1>Ministers meet</h1>{ARTICLE}", head)).metadata
    assert metadata.title == "Ministers meet in Strelsau"
    assert (metadata.author, metadata.publisher, metadata.published) == (
        "Anton Berg, Clara Stein",
        "Strelsau Courier",
        "2024-05-20",
    )


def test_metadata_in_meta_tags(read: Read) -> None:
    """Open Graph and its like are understood."""
    head = (
        "<meta property='og:title' content='Ministers meet'><meta property='og:site_name' content='Courier'>"
        "<meta name='author' content='A. Berg'>"
        "<meta property='article:published_time' content='2024-05-20'><link rel='canonical' href='https://courier.example/1'>"
    )
    metadata = read("page.html", page(ARTICLE, head)).metadata
    assert (metadata.title, metadata.publisher, metadata.author) == ("Ministers meet", "Courier", "A. Berg")
    assert (metadata.published, metadata.url, metadata.language) == ("2024-05-20", "https://courier.example/1", "en")


@pytest.mark.parametrize("footer", ["© 2024 Courier", "Copyright 2019-2024 Courier", "Updated daily since 1994"])
def test_a_year_in_the_footer_dates_nothing(read: Read, footer: str) -> None:
    """A page that doesn't say its date has none."""
    source = read(
        "page.html", page(f"<h1>Talks in Strelsau</h1>{ARTICLE}<footer>{footer}</footer>", "<title>Talks | Courier</title>")
    )
    assert (source.metadata.title, source.metadata.published) == ("Talks in Strelsau", None)


def test_a_box_that_holds_the_article_is_no_box(read: Read) -> None:
    """Whatever its class says; a small one beside it is."""
    body = "".join(f"<div>{sentence}</div>" for sentence in STORY)
    source = read(
        "page.html", page(f"<div class='content comments-enabled'>{body}</div><div class='comments'><div>First!</div></div>")
    )
    assert of_kind(source, BlockKind.PROSE) == list(STORY)
    assert of_kind(source, BlockKind.FURNITURE) == ["First!"]


def test_metadata_that_makes_no_sense_is_left_out(read: Read) -> None:
    """A page's broken JSON-LD and impossible date don't matter."""
    head = "<script type='application/ld+json'>{broken</script><meta property='article:published_time' content='soon'>"
    assert read("page.html", page(ARTICLE, head)).metadata.published is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", page(ARTICLE)),
        ("page.htm", f"<p>{STORY[0]}</p>".encode()),
        ("page.txt", page(ARTICLE)),
        ("page", page(ARTICLE)),
        ("page.xml", b"<?xml version='1.0'?>" + page(ARTICLE)),
        ("page.html", "<html><meta charset='shift_jis'><p>外相は会談した。</p></html>".encode("shift_jis")),
        ("page.html", "<html><meta charset='iso-8859-1'><p>外相は会談した。</p></html>".encode()),
        ("page.html", "<html><p>外相は会談した。</p></html>".encode("utf-16")),
        (
            "page.html",
            "<html><meta charset='utf-8'><p>وزير الخارجية التقى نظيره في العاصمة يوم الاثنين.</p></html>".encode("cp1256"),
        ),
    ],
)
def test_a_page_is_one_by_its_content(read: Read, name: str, data: bytes) -> None:
    """Its name and what it says of its encoding may be wrong."""
    text = read(name, data).text
    assert "<" not in text
    assert any(words in text for words in (STORY[0], "外相は会談した。", "التقى نظيره في العاصمة"))


def test_a_page_nested_deeper_than_parsers_go(read: Read) -> None:
    """All its words are read, without the scripts between them."""
    deep = f"<script>no</script>{'<div>' * 100_000}<p>{STORY[0]}</p>{'</div>' * 100_000}<p>{STORY[1]} &amp; more</p>"
    assert read("deep.html", page(deep)).text == f"{STORY[0]}\n\n{STORY[1]} & more"


def test_markdown_is_read_without_its_markup(read: Read) -> None:
    """Headings, lists, quotes, links, emphasis and notes; code and comments are nothing to read."""
    source = read(
        "note.md",
        "---\ntitle: Ferry note\nauthor: Aino Laine\ndate: 2024-05-20\nlang: en\n---\n\n"
        f"# The **ferry** line\n\n{STORY[0]} See [the treaty](https://x.example/a(b)) and *Courier*.[^1]\n\n"
        "<!-- draft -->\n```\ncode = 1\n```\n\nWhat was said\n---\n> Voss said\n> that he was ready to sign it soon.\n\n"
        "- Opens in June\n- Closes\n  in May\n\n| Year | Boats |\n|---|---|\n| 2023 | 1,200 |\n\n"
        'snake_case_word and 2 * 3 * 4\n\n[^1]: A. Laine, "Timber," Review, 2021.\n[treaty]: https://x.example\n',
    )
    assert kinds(source) == [
        ("title", "The ferry line"),
        ("prose", f"{STORY[0]} See the treaty and Courier.[1]"),
        ("heading", "What was said"),
        ("prose", "Voss said that he was ready to sign it soon."),
        ("list", "Opens in June"),
        ("list", "Closes in May"),
        ("list", "Year | Boats"),
        ("list", "2023 | 1,200"),
        ("prose", "snake_case_word and 2 * 3 * 4"),
        ("reference", '[1] A. Laine, "Timber," Review, 2021.'),
    ]
    assert (source.metadata.title, source.metadata.author, source.metadata.published) == (
        "Ferry note",
        "Aino Laine",
        "2024-05-20",
    )
    assert [marker.label for marker in source.markers] == ["1"]
