"""Documents made for the tests: PDFs written by hand, Word documents of bare XML, pages that say nothing of interest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STORY = (
    "Foreign Minister Aino Laine of Ruritania met her Graustarkian counterpart, Karl Voss, in Strelsau on Monday.",
    "The two ministers discussed the ferry line, the timber trade and the fishing grounds that both states claim.",
    "Voss said that his government was ready to sign the agreement before the end of the year.",
)
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, info: str = "", password: str | None = None) -> bytes:
    """A PDF whose pages have lines of text, each with its x, its y, its size and its words (in Latin-1)."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for lines in pages:
        content = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET\n".encode("latin-1") for x, y, size, words in lines
        )
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    objects.append(f"<<{info}>>".encode("latin-1"))
    trailer = f"/Root 1 0 R/Info {len(objects)} 0 R"
    if password is not None:
        objects.append(_lock(password))
        trailer += f"/Encrypt {len(objects)} 0 R/ID[<{'00' * 16}><{'00' * 16}>]"
    return _file(objects, trailer)


def page_of(*paragraphs: str, size: float = 11, top: float = 780, width: int = 80) -> list[tuple[float, float, float, str]]:
    """A page's lines: paragraphs wrapped at a width, with a line's room between them."""
    lines: list[tuple[float, float, float, str]] = []
    y = top
    for paragraph in paragraphs:
        line = ""
        for word in [*paragraph.split(), ""]:
            if line and (not word or len(line) + len(word) >= width):
                lines.append((72, y, size, line))
                y -= size * 1.3
                line = ""
            line = f"{line} {word}".strip()
        y -= size
    return lines


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document with a body of WordprocessingML, and other parts by their paths."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for path, xml in (parts or {}).items():
            archive.writestr(path, xml)
    return out.getvalue()


def paragraph(words: str, style: str = "") -> str:
    """A paragraph of WordprocessingML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def notes(kind: str, *texts: str) -> str:
    """The part of a Word document's footnotes or endnotes, with the separator that Word puts first."""
    entries = "".join(f'<w:{kind} w:id="{at}">{paragraph(text)}</w:{kind}>' for at, text in enumerate(texts, 1))
    return f'<w:{kind}s xmlns:w="{WORD}"><w:{kind} w:type="separator" w:id="0">{paragraph("---")}</w:{kind}>{entries}</w:{kind}s>'


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(f"trailer\n<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _lock(password: str) -> bytes:
    """The encryption dictionary of a PDF that opens with a password only (standard handler, revision 2)."""
    padded = (password.encode("latin-1") + PAD)[:32]
    owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    permissions = (-4).to_bytes(4, "little", signed=True)
    key = hashlib.md5(padded + owner + permissions + bytes(16), usedforsecurity=False).digest()[:5]
    return b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (owner.hex().encode(), _rc4(key, PAD).hex().encode())


def _rc4(key: bytes, data: bytes) -> bytes:
    state, at = list(range(256)), 0
    for index in range(256):
        at = (at + state[index] + key[index % len(key)]) % 256
        state[index], state[at] = state[at], state[index]
    out, one, other = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        out.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(out)
