"""Plain text: its offsets are those of the file, whatever its encoding and its line ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.conftest import Read, kinds, of_kind
from tests.sources.makers import STORY

from peyvand.model import BlockKind

SAMPLES = {
    "cp1252": "The minister’s “visit” to Côte d’Or — the first since 2019 — was long awaited by the press.",
    "latin-1": "Le ministre des affaires étrangères a été reçu à Strelsau par son homologue, selon la presse.",
    "cp1254": "Dışişleri Bakanı pazartesi günü mevkidaşı ile bir araya geldi ve iki ülke arasındaki ilişkiler için konuştu.",
    "cp1250": "Minister spraw zagranicznych spotkał się w poniedziałek ze swoim odpowiednikiem i rozmawiał o współpracy.",
    "cp1251": "Министр иностранных дел встретился в понедельник в столице со своим коллегой.",
    "koi8-r": "Министр иностранных дел встретился в понедельник в столице со своим коллегой.",
    "cp1253": "Ο υπουργός Εξωτερικών συναντήθηκε τη Δευτέρα με τον ομόλογό του.",
    "cp1255": "שר החוץ נפגש ביום שני עם עמיתו. השניים דנו ביחסים.",
    "cp1256": "وزير الخارجية التقى نظيره يوم الاثنين في العاصمة وناقشا العلاقات بين البلدين.",
    "shift_jis": "外相は月曜日、首都で相手国の外相と会談した。両者は二国間関係について協議した。",
    "euc_jp": "外相は月曜日、首都で相手国の外相と会談した。両者は二国間関係について協議した。",
    "iso2022_jp": "外相は月曜日、首都で相手国の外相と会談した。",
    "gb18030": "外长星期一在首都会见了对方外长。双方讨论了双边关系。",
    "big5": "外長星期一在首都會見了對方外長。雙方討論了雙邊關係。",
    "euc_kr": "외무장관은 월요일 수도에서 상대국 외무장관과 만났다.",
    "utf-16": "The ministers met. 外相は月曜日に会談した。",
    "utf-16-le": "The ministers met on Monday in the capital of Ruritania.",
    "utf-16-be": "The ministers met on Monday in the capital of Ruritania.",
    "utf-32": "The ministers met on Monday.",
    "utf-8-sig": "The ministers met on Monday – “in peace”.",
    "utf-8": "وزیر امور خارجه روز دوشنبه دیدار کرد.",
}


@pytest.mark.parametrize("encoding", SAMPLES)
def test_every_encoding_is_recognised(read: Read, encoding: str) -> None:
    """Nobody has to say which encoding an old file is in."""
    assert read("note.txt", SAMPLES[encoding].encode(encoding)).text == SAMPLES[encoding]


@pytest.mark.parametrize(
    "content",
    ["One.\r\n\r\nTwo.\r\n", "One.\rTwo.\r", "  One.\n\n\n\t Two. \n \n", "Cafe\u0301 e\u0301t\u00e9 ﬁn\u00a0\u200b.\n"],
)
def test_offsets_are_those_of_the_file(read: Read, content: str, tmp_path: Path) -> None:
    """Only line ends are made one; spaces, accents and blank lines stay where they are."""
    source = read("note.txt", content)
    with (tmp_path / "note.txt").open(encoding="utf-8") as file:
        assert source.text == file.read()


def test_a_paragraph_may_be_one_line(read: Read) -> None:
    """A heading line stands directly above a paragraph of one long line."""
    long = " ".join(STORY)
    source = read("note.txt", f"Ministers meet in Strelsau\n{long}\nThe ferry line\n{long}\n")
    assert [kind for kind, _ in kinds(source)] == ["title", "prose", "heading", "furniture"]  # the last repeats the first


def test_lines_wrapped_at_a_width_make_a_paragraph(read: Read) -> None:
    """Single line ends inside a paragraph don't cut it."""
    wrapped = (
        "MINISTERS MEET IN STRELSAU\n\n"
        "STRELSAU, March 22 - Foreign Minister Aino Laine of Ruritania met her\n"
        "Graustarkian counterpart, Karl Voss, in Strelsau on Monday, a spokesman\n"
        "of the ministry said.\n\n"
        "They will meet again in May to sign the agreement on the ferry line, if\n"
        "the parliaments agree.\n"
        "- The line opens in June.\n"
        "- It closes in winter.\n"
    )
    source = read("wire.txt", wrapped)
    assert [kind for kind, _ in kinds(source)] == ["title", "prose", "prose", "list", "list"]
    assert of_kind(source, BlockKind.PROSE)[0].endswith("of the ministry said.")


def test_a_short_line_that_breaks_off_goes_on(read: Read) -> None:
    """Whoever wrapped the lines may have left one short: no paragraph ends with "that" or a comma."""
    source = read(
        "wire.txt",
        "STRELSAU, March 22 - Foreign Minister Aino Laine of Ruritania met her\n"
        "Graustarkian counterpart, Karl Voss, in Strelsau on Monday. She said that\n"
        "Ruritania was content. The ministry of Graustark added that\n"
        "Strelsau and Modena would open the ferry line in June, on the\n"
        "12th, in time for the summer.\n",
    )
    assert [kind for kind, _ in kinds(source)] == ["prose"]


def test_one_line_of_a_megabyte_is_a_text(read: Read) -> None:
    """A text may be one line, of any length."""
    line = " ".join(f"In round {number} of the talks the two sides agreed on article {number * 7}." for number in range(16_000))
    source = read("long.txt", line)
    assert source.text == line
    assert source.metadata.language == "en"


def test_blocks_cover_words_and_no_white_space(read: Read) -> None:
    """Blocks are in order, don't overlap, and begin and end with a character."""
    source = read("note.txt", "\n\n  A title of some words \n\n   " + "  \n \n ".join(STORY) + "   \n\n")
    ends = [0]
    for block in source.blocks:
        words = source.text[block.start : block.end]
        assert words == words.strip()
        assert words
        assert ends[-1] <= block.start
        ends.append(block.end)


@pytest.mark.parametrize(
    ("content", "published"),
    [
        ("STRELSAU, March 22 - {story}", None),
        ("STRELSAU, March 22, 2024 - {story}", "2024-03-22"),
        ("STRELSAU, Feb. 9, 2024 (RNA) - {story}", "2024-02-09"),
        ("Talks in Strelsau\n\nJanuary 20, 2025\n\n{story}", "2025-01-20"),
        ("Talks in Strelsau\n\nPublished: 3 May 2021, 10:15 GMT\n\n{story}", "2021-05-03"),
        ("Talks in Strelsau\n\nPolicy note, Strelsau Institute, 3rd May 2021\n\n{story}", "2021-05-03"),
        ("TALKS IN STRELSAU\n\n{story}\n\nSTRELSAU\n\n25 JANUARY 2022", "2022-01-25"),
        ("Talks in Strelsau\n\n{story} The treaty of May 3, 1921 still holds.", None),
        ("Talks in Strelsau\n\nThe talks of 5-8 September 1978\n\n{story}", None),
    ],
)
def test_the_date_is_taken_where_the_document_gives_it(read: Read, content: str, published: str | None) -> None:
    """A line of its own or a dateline with a year dates a document; a date inside it doesn't."""
    assert read("note.txt", content.format(story=STORY[0])).metadata.published == published


def test_title_author_and_kind_stand_above_the_text(read: Read) -> None:
    """The lines above the first paragraph are told apart."""
    source = read("brief.txt", f"Policy Brief No. 7\n\nRuritania looks to the sea\n\nBy Aino Laine\n\n{STORY[0]}\n\n{STORY[1]}\n")
    metadata = source.metadata
    assert (metadata.title, metadata.author, metadata.kind) == ("Ruritania looks to the sea", "Aino Laine", "policy brief no. 7")
    assert [kind for kind, _ in kinds(source)] == ["byline", "title", "byline", "prose", "prose"]


def test_a_wires_signoff_tells_its_publisher(read: Read) -> None:
    """The agency's name at the end is no sentence."""
    source = read("wire.txt", f"MINISTERS MEET\n\n{STORY[0]}\n\nREUTER\n")
    assert source.metadata.publisher == "Reuters"
    assert kinds(source)[-1] == ("furniture", "REUTER")
