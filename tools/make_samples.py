"""Makes the PDF and DOCX documents of the bundled samples from `tools/samples/`; the same input gives the same text and dates.

The results are committed, so that nobody needs Chromium to use or test Peyvand. An HTML page becomes a PDF; a text in a small
part of Markdown (headings, list items, `[^1]` for endnotes, a head with title and date) becomes a DOCX.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

ROOT = Path(__file__).resolve().parent
MADE = ROOT.parent / "src" / "peyvand" / "samples" / "iran-japan"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ENDNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
MARKER = re.compile(r"\[\^(\d+)\]")
NOTE = re.compile(r"\[\^(\d+)\]: (.+)")


# ---------------------------------------------------------------- PDF


def make_pdf(page: Path, target: Path, chromium: str) -> None:
    """Prints a page to PDF, dated as the page says."""
    published = re.search(r'name="published" content="(\d{4})-(\d\d)-(\d\d)"', page.read_text(encoding="utf-8"))
    if published is None:
        sys.exit(f"{page}: no <meta name=published>")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-pdf-header-footer",
             f"--print-to-pdf={target}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip
    stamp = "".join(published.groups()) + "080000"
    # Same length, so that the offsets of the cross-reference table stay true.
    target.write_bytes(re.sub(rb"\(D:\d{14}", b"(D:" + stamp.encode(), target.read_bytes()))


# ---------------------------------------------------------------- DOCX


def add_text(paragraph: Paragraph, text: str) -> None:
    """Writes text into a paragraph, each `[^1]` as a reference to endnote 1."""
    for at, piece in enumerate(MARKER.split(text)):
        if at % 2 == 0:
            paragraph.add_run(piece)
        else:
            run = paragraph.add_run()
            run.font.superscript = True
            run._r.append(parse_xml(f'<w:endnoteReference xmlns:w="{W}" w:id="{piece}"/>'))  # noqa: SLF001  python-docx has no endnotes


def add_endnotes(document: Document, notes: dict[str, str]) -> None:
    """Gives the document an endnotes part with these notes."""
    body = "".join(
        f'<w:endnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:endnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:endnote>'
        for number, text in notes.items()
    )
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:endnotes xmlns:w="{W}">{body}</w:endnotes>'
    package = document.part.package
    part = Part(PackURI("/word/endnotes.xml"), ENDNOTES, blob.encode(), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)


def make_docx(text: Path, target: Path) -> None:
    """Sets a text as a DOCX, with its notes as endnotes."""
    head, body = text.read_text(encoding="utf-8").split("\n\n", 1)
    says = dict(line.split(": ", 1) for line in head.splitlines())
    document = docx.Document()
    notes: dict[str, str] = {}
    for line in body.splitlines():
        if note := NOTE.fullmatch(line):
            notes[note[1]] = note[2]
        elif line.startswith("#"):
            marks, words = line.split(" ", 1)
            document.add_heading(words, level=len(marks) - 1)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        elif line:
            add_text(document.add_paragraph(), line)
    if notes:
        add_endnotes(document, notes)
    when = datetime.fromisoformat(says["published"]).replace(hour=8, tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.language = says["title"], "Peyvand samples", "en"
    properties.last_modified_by, properties.comments, properties.created, properties.modified = "Peyvand samples", "", when, when
    document.save(str(target))
    settle(target)


def settle(archive: Path) -> None:
    """Writes a zip file again with one fixed time on all its members, so that it is the same whenever it is made."""
    with zipfile.ZipFile(archive) as old:
        members = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in members:
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def main() -> None:
    """Makes all of them."""
    for text in sorted((ROOT / "samples").glob("*.md")):
        make_docx(text, MADE / f"{text.stem}.docx")
    chromium = shutil.which("chromium") or sys.exit("Chromium is needed to make the PDF documents.")
    for page in sorted((ROOT / "samples").glob("*.html")):
        make_pdf(page, MADE / f"{page.stem}.pdf", chromium)
    for made in sorted(MADE.glob("*.docx")) + sorted(MADE.glob("*.pdf")):
        print(f"{made.name}: {made.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
