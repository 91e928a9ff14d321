"""PDF, Word documents and e-mail: paragraphs, headings, notes and metadata of each."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from tests.sources.conftest import Read, kinds, of_kind
from tests.sources.makers import STORY, docx, notes, page_of, paragraph, pdf

from peyvand.model import BlockKind

# ---------------------------------------------------------------- PDF


def test_the_lines_of_a_pdf_become_paragraphs(read: Read) -> None:
    """Lines are joined, paragraphs kept apart, large lines are headings, and the largest is the title."""
    lines = [(72, 780, 20, "Ruritania looks to the sea"), *page_of(*STORY, top=740), (72, 500, 14, "The ferry line")]
    source = read(
        "brief.pdf", pdf([[*lines, *page_of("It opens in June, and closes when the ice comes to the strait.", top=480)]])
    )
    assert kinds(source) == [
        ("title", "Ruritania looks to the sea"),
        *(("prose", sentence) for sentence in STORY),
        ("heading", "The ferry line"),
        ("prose", "It opens in June, and closes when the ice comes to the strait."),
    ]


def test_running_heads_and_page_numbers_are_left_out(read: Read) -> None:
    """What stands on every page in the same place is no text, and a paragraph goes on across pages."""
    pages = [
        [(72.0, 820.0, 8.0, "Strelsau Institute"), *page_of(STORY[0], f"{STORY[1]} On the first day"), (300.0, 30.0, 9.0, "1")],
        [(72.0, 820.0, 8.0, "Strelsau Institute"), *page_of("the envoys dined in Zenda.", STORY[2]), (300.0, 30.0, 9.0, "2")],
        [
            (72.0, 820.0, 8.0, "Strelsau Institute"),
            *page_of("So ended the visit of the minister to the capital."),
            (300.0, 30.0, 9.0, "3"),
        ],
    ]
    paragraphs = of_kind(read("brief.pdf", pdf(pages)), BlockKind.PROSE)
    assert paragraphs == [
        STORY[0],
        f"{STORY[1]} On the first day the envoys dined in Zenda.",
        STORY[2],
        "So ended the visit of the minister to the capital.",
    ]


def test_words_cut_at_a_lines_end_are_mended(read: Read) -> None:
    """A hyphen that the layout put in goes; one that the text has elsewhere stays."""
    lines = [
        (72.0, 780.0, 11.0, "The ministers discussed the long-term plan for the harbours of the islands, and the coop-"),
        (72.0, 766.0, 11.0, "eration of the coast guards in the strait of Zenda, which is another part of the long-"),
        (72.0, 752.0, 11.0, "term plan that both governments have made."),
    ]
    text = read("brief.pdf", pdf([lines])).text
    assert "the cooperation of the coast guards" in text
    assert "part of the long-term plan" in text


def test_footnotes_of_a_pdf_are_references(read: Read) -> None:
    """Small print with a number at a page's foot goes to the end, and its raised marker is tied to it."""
    first = page_of(*STORY[:2])
    x, y, _, words = first[-1]
    pages = [
        [*first, (x + 5.3 * len(words), y + 4, 6.0, "1"), (72.0, 80.0, 8.0, '1 A. Laine, "Timber," Review, May 3, 2021.')],
        page_of(STORY[2]),
    ]
    source = read("brief.pdf", pdf(pages))
    assert [reference.title for reference in source.references] == ["Timber"]
    assert [marker.label for marker in source.markers] == ["1"]
    assert [kind for kind, _ in kinds(source)] == ["prose", "prose", "prose", "reference"]


@pytest.mark.parametrize(
    ("info", "body", "expected"),
    [
        (
            "/Title(The Ferry Brief)/Author(Aino Laine)/CreationDate(D:20240520101010Z)",
            "",
            ("The Ferry Brief", "Aino Laine", "2024-05-20"),
        ),
        ("/Title(Microsoft Word - brief_v3.docx)/CreationDate(D:20249920)", "", (None, None, None)),
        ("/CreationDate(D:20240520)", "January 20, 2021", (None, None, "2021-01-20")),
    ],
)
def test_properties_of_a_pdf_are_a_last_resort(read: Read, info: str, body: str, expected: tuple[str | None, ...]) -> None:
    """What the program has put in counts where the document's own lines are silent, and names of files are no titles."""
    metadata = read("brief.pdf", pdf([page_of(*([body] if body else []), *STORY)], info=info)).metadata
    assert (metadata.title, metadata.author, metadata.published) == expected


# ---------------------------------------------------------------- Word


def test_a_word_document_as_word_writes_it(read: Read) -> None:
    """Styles tell title, headings and lists; a table's row is one block; properties are a last resort."""
    document = python_docx.Document()
    document.add_heading("Ruritania looks to the sea", 0)
    document.add_paragraph(STORY[0])
    document.add_heading("The ferry line", 1)
    document.add_paragraph("Opens in June", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2023", "1,200 boats"
    document.add_heading("Fish", 2)
    document.add_paragraph(STORY[1])
    document.core_properties.author = "Aino Laine"
    out = io.BytesIO()
    document.save(out)
    source = read("brief.docx", out.getvalue())
    assert kinds(source) == [
        ("title", "Ruritania looks to the sea"),
        ("prose", STORY[0]),
        ("heading", "The ferry line"),
        ("list", "Opens in June"),
        ("list", "2023 | 1,200 boats"),
        ("heading", "Fish"),
        ("prose", STORY[1]),
    ]
    assert (source.metadata.title, source.metadata.author) == ("Ruritania looks to the sea", "Aino Laine")


def test_notes_of_a_word_document(read: Read) -> None:
    """Footnotes and endnotes are numbered as the text calls them, and stand at its end."""
    body = (
        f'<w:p><w:r><w:t>{STORY[0]}</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
        f'<w:p><w:r><w:t>{STORY[1]}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    parts = {
        "word/footnotes.xml": notes("footnote", "K. Voss, “Fish,” Courier, 2020."),
        "word/endnotes.xml": notes("endnote", "Never called", "A. Laine, “Timber,” Review, 2021."),
    }
    source = read("brief.docx", docx(body, parts))
    assert source.text.split("\n\n")[-2:] == ["1. A. Laine, “Timber,” Review, 2021.", "2. K. Voss, “Fish,” Courier, 2020."]
    assert [marker.label for marker in source.markers] == ["1", "2"]
    assert [reference.title for reference in source.references] == ["Timber", "Fish"]


def test_tracked_changes_are_read_as_accepted(read: Read) -> None:
    """What was deleted isn't there, what was put in is; fields show what they show; text boxes are read once."""
    body = (
        "<w:p><w:r><w:t>Voss </w:t></w:r><w:del><w:r><w:delText>refused</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>agreed</w:t></w:r></w:ins><w:r><w:instrText> DATE </w:instrText><w:t> on</w:t><w:tab/>"
        "<w:t>Monday</w:t><w:noBreakHyphen/><w:t>night.</w:t></w:r></w:p>"
        '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        "<w:r><w:t>Box.</w:t></w:r>"
        "</mc:Choice><mc:Fallback><w:r><w:t>Box.</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert read("brief.docx", docx(body)).text == "Voss agreed on Monday-night.\n\nBox."


def test_raised_digits_of_a_word_document(read: Read) -> None:
    """A number that was set high by hand is a marker too."""
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    body = (
        paragraph(STORY[0]).replace("</w:p>", f"{raised}</w:p>")
        + paragraph("Notes")
        + paragraph("1. K. Voss, “Fish,” Courier, 2020.")
    )
    source = read("brief.docx", docx(body))
    assert source.text.startswith(f"{STORY[0]}¹")
    assert [marker.label for marker in source.markers] == ["1"]


# ---------------------------------------------------------------- e-mail

MAIL = (
    "From: Aino Laine <aino@ministry.example>\r\nTo: desk@ministry.example\r\nSubject: {subject}\r\n"
    "Date: Mon, 20 May 2024 10:00:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: {content}\r\n{more}\r\n{body}"
)


def test_a_plain_mail(read: Read) -> None:
    """Headers are metadata; greeting, quoted mail and signature are furniture."""
    quoted, signature = "> Where is the report?\r\n> Voss", "-- \r\nAino Laine\r\nStrelsau\r\n"
    body = "\r\n\r\n".join(("Dear colleagues,", STORY[0], "Kind regards,", quoted, signature))
    source = read(
        "readout.eml", MAIL.format(subject="Readout of the talks", content="text/plain; charset=utf-8", more="", body=body)
    )
    assert of_kind(source, BlockKind.PROSE) == [STORY[0]]
    assert kinds(source)[0] == ("title", "Readout of the talks")
    metadata = source.metadata
    assert (metadata.title, metadata.author, metadata.published, metadata.kind) == (
        "Readout of the talks",
        "Aino Laine",
        "2024-05-20",
        "e-mail",
    )


def test_an_encoded_mail_in_html(read: Read) -> None:
    """Quoted-printable HTML under an encoded subject is read as a page."""
    body = "<html><body><h2>Fische</h2><p>Herr Vo=C3=9F ist mit dem Vertrag und mit der F=C3=A4hre zufrieden.</p></body></html>"
    more = "Content-Transfer-Encoding: quoted-printable\r\n"
    source = read(
        "mail.eml", MAIL.format(subject="=?utf-8?b?R2VzcHLDpGNoZQ==?=", content="text/html; charset=utf-8", more=more, body=body)
    )
    assert source.metadata.title == "Gespräche"
    assert of_kind(source, BlockKind.PROSE) == ["Herr Voß ist mit dem Vertrag und mit der Fähre zufrieden."]
    assert source.metadata.language == "de"


def test_of_two_forms_the_plain_one_is_read(read: Read) -> None:
    """A mail that has its text twice is read once; its attachment isn't."""
    parts = "".join(
        f"--b\r\nContent-Type: {kind}\r\n\r\n{words}\r\n"
        for kind, words in (("text/plain", STORY[0]), ("text/html", f"<p>{STORY[0]}</p>"), ("application/pdf", "%PDF"))
    )
    source = read(
        "mail.eml", MAIL.format(subject="x", content="multipart/alternative; boundary=b", more="", body=f"{parts}--b--\r\n")
    )
    assert source.text == f"x\n\n{STORY[0]}"


def test_a_mail_is_one_by_its_content(read: Read) -> None:
    """Its name may be anything; a text that begins with "From:" is a text."""
    mail = MAIL.format(subject="Talks", content="text/plain", more="", body=STORY[0])
    assert read("talks", mail).metadata.title == "Talks"
    assert read("talks.txt", f"From: Strelsau\nDate: Monday\n\n{STORY[0]}").text.startswith("From: Strelsau")
