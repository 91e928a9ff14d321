"""The text of a Word document (DOCX): its paragraphs, tables, footnotes and endnotes, as they are without tracked changes.

It is read as the zip of XML parts that it is, so that a part's size is known, and bounded, before any of it is parsed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from peyvand.dates import check_date
from peyvand.errors import BadDate, UnreadableSource
from peyvand.model import BlockKind, Metadata
from peyvand.sources.draft import Draft, Piece, assemble
from peyvand.sources.xml import parse_xml

_PART_LIMIT = 60 * 1024 * 1024  # bytes of one part, unpacked; a book of 1,000 pages has 20 MB
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_CORE = ("{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sectPr", "tblPr", "trPr", "tcPr")
) | {_FALLBACK}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING_STYLE = re.compile(r"(?:heading|überschrift|titre|título|titolo)\s*(\d)", re.IGNORECASE)
_STYLES = {
    "title": BlockKind.TITLE,
    "subtitle": BlockKind.HEADING,
    "caption": BlockKind.CAPTION,
    "bibliography": BlockKind.REFERENCE,
}
_ORDINARY_NOTE = (None, "normal")


def read_docx(name: str, data: bytes) -> Draft:
    """The draft of a Word document; UnreadableSource where it is damaged or a trap."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return _Document(name, archive).draft()
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        EOFError,
        NotImplementedError,
        KeyError,
        OSError,
        ValueError,
    ) as error:
        raise UnreadableSource(
            name, "the document is damaged or cut off", "Open it in Word, save it again, and add that."
        ) from error
    except RuntimeError as error:
        raise UnreadableSource(name, "it is protected by a password", "Save it without the password and add it again.") from error


class _Document:
    """The parts of a Word document that are read."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self.archive = archive
        self.notes: list[tuple[str, etree._Element]] = []  # label and note, in the order in which the text calls them
        self.styles = self._styles()
        self.called = {kind: self._notes(kind) for kind in ("footnote", "endnote")}

    def draft(self) -> Draft:
        """The draft of the document."""
        body = self._part("word/document.xml")
        if body is None:
            raise KeyError
        pieces = [*self._pieces(body)]
        for label, note in self.notes:
            words = " ".join(piece.text for piece in self._pieces(note))
            pieces.append(Piece(f"{label}. {words}", BlockKind.REFERENCE))
        return assemble(pieces, hints=self._properties())

    def _part(self, path: str) -> etree._Element | None:
        """The root of a part; None where the document has no such part."""
        try:
            info = self.archive.getinfo(path)
        except KeyError:
            return None
        if info.file_size > _PART_LIMIT:
            raise self._too_large()
        with self.archive.open(info) as part:
            data = part.read(_PART_LIMIT + 1)
        if len(data) > _PART_LIMIT:
            raise self._too_large()
        return parse_xml(data.replace(_STRICT, _WORD[1:-1].encode()))

    def _too_large(self) -> UnreadableSource:
        """The fault of a document that unpacks to more than any document has."""
        reason = f"it unpacks to more than {_PART_LIMIT // 2**20} MB, as no honest document does"
        return UnreadableSource(self.name, reason, "If you trust it, save its text as .txt and add that.")

    def _styles(self) -> dict[str, str]:
        """The names of the paragraph styles, by their ids."""
        root = self._part("word/styles.xml")
        if root is None:
            return {}
        names = ((style.get(f"{_WORD}styleId"), style.find(f"{_WORD}name")) for style in root.iter(f"{_WORD}style"))
        return {key: (found.get(f"{_WORD}val") or "").lower() for key, found in names if key and found is not None}

    def _notes(self, kind: str) -> dict[str, etree._Element]:
        """The footnotes or endnotes, by their ids."""
        root = self._part(f"word/{kind}s.xml")
        if root is None:
            return {}
        notes = root.iter(f"{_WORD}{kind}")
        return {note.get(f"{_WORD}id") or "": note for note in notes if note.get(f"{_WORD}type") in _ORDINARY_NOTE}

    def _pieces(self, root: etree._Element) -> Iterator[Piece]:
        """The paragraphs below an element, in order; a table's row is one block."""
        walker = etree.iterwalk(root, events=("start",), tag=(f"{_WORD}p", f"{_WORD}tr", *_SKIPPED))
        for _, element in walker:
            if element.tag == f"{_WORD}tr":
                cells = (" ".join(self._words(cell).split()) for cell in element.iter(f"{_WORD}tc"))
                yield Piece(" | ".join(cell for cell in cells if cell), BlockKind.LIST)
            elif element.tag == f"{_WORD}p":
                yield self._paragraph(element)
            walker.skip_subtree()

    def _paragraph(self, paragraph: etree._Element) -> Piece:
        """A paragraph, with the kind that its style tells."""
        properties = paragraph.find(f"{_WORD}pPr")
        words = self._words(paragraph)
        if properties is None:
            return Piece(words)
        styled = properties.find(f"{_WORD}pStyle")
        style_id = styled.get(f"{_WORD}val", "") if styled is not None else ""
        style = self.styles.get(style_id, style_id.lower())
        if (kind := _STYLES.get(style)) is not None:
            return Piece(words, kind, 1 if kind is BlockKind.HEADING else 0)
        if heading := _HEADING_STYLE.match(style):
            return Piece(words, BlockKind.HEADING, int(heading[1]))
        if properties.find(f"{_WORD}numPr") is not None or style.startswith("list"):
            return Piece(words, BlockKind.LIST)
        return Piece(words)

    def _words(self, element: etree._Element) -> str:
        """The words in an element, with the markers of its notes."""
        words: list[str] = []
        walker = etree.iterwalk(element, events=("start",))
        for _, inner in walker:
            tag = inner.tag
            if tag in _SKIPPED:
                walker.skip_subtree()
            elif tag == f"{_WORD}t":
                words.append(_raised(inner))
            elif tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr", f"{_WORD}p"):
                words.append(" ")
            elif tag == f"{_WORD}noBreakHyphen":
                words.append("-")
            elif tag in (f"{_WORD}footnoteReference", f"{_WORD}endnoteReference"):
                words.append(self._called(inner).translate(_SUPERSCRIPT))
        return "".join(words)

    def _called(self, reference: etree._Element) -> str:
        """The label of the note that a reference calls; the note is put on the list."""
        kind = etree.QName(reference).localname.removesuffix("Reference")
        note = self.called[kind].get(reference.get(f"{_WORD}id") or "")
        if note is None:
            return ""
        self.notes.append((str(len(self.notes) + 1), note))
        return self.notes[-1][0]

    def _properties(self) -> Metadata:
        """What the program that wrote the document has put in."""
        root = self._part("docProps/core.xml")
        if root is None:
            return Metadata()

        def said(name: str) -> str | None:
            """The words of a property."""
            found = next((words for space in _CORE if (words := root.findtext(f"{space}{name}"))), None)
            return " ".join(found.split()) or None if found else None

        try:
            published = check_date(said("created") or "")
        except BadDate:
            published = None
        author = said("creator")
        return Metadata(title=said("title"), author=None if author == "python-docx" else author, published=published)


def _raised(text: etree._Element) -> str:
    """The words of a text element, digits as raised ones where its run is set so."""
    words = text.text or ""
    run = text.getparent()
    raised = run.find(f"{_WORD}rPr/{_WORD}vertAlign") if run is not None else None
    is_raised = raised is not None and raised.get(f"{_WORD}val") == "superscript" and words.strip().isdigit()
    return words.strip().translate(_SUPERSCRIPT) if is_raised else words
