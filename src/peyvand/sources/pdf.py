"""The text layer of a PDF, its lines joined to paragraphs.

A PDF has lines at places on pages, and no paragraphs. Those are made of the lines by their distance, their size and where
they end; what stands on most pages in the same place (running heads, page numbers) is left out, and footnotes go to the end.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.dates import check_date
from peyvand.errors import BadDate, UnreadableSource
from peyvand.model import BlockKind, Metadata
from peyvand.sources.draft import Draft, Piece, assemble
from peyvand.sources.original import SPLIT_IT, TEXT_LIMIT

if TYPE_CHECKING:
    import pypdfium2

_PASSWORD_ERROR = 4
_HYPHENS = "\x02\ufffe\u00ad"  # how the library gives a hyphen at a line's end
_LINE_ENDS = {10, 13, 2, 0xFFFE}  # a cut word's hyphen stands for the line's end
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = 0.8  # of the line's size: a digit that small is a note's marker
_EDGE = 3  # lines at a page's top and bottom that may be running heads
_WIDE_GAP = 1.3  # of the usual distance of lines: paragraphs are set apart by 1.5 and more, lines vary by 1.05
_LEADING = 1.2  # the distance of lines in sizes, where a document has one line
_OTHER_SIZE = 0.08  # difference of size that makes another block
_HEADING_SIZE, _TITLE_SIZE, _NOTE_SIZE = 1.15, 1.3, 0.92  # of the body's size
_NOTES_BELOW = 0.45  # of the page's height
_SHORT_LINE = 0.85  # of the column's width: a line that ends before that, with a full stop, ends its paragraph
_LEAST_TEXT = 8  # letters on a page, on average; scanned pages have none, or a stamp
_ENDED = re.compile(r"[.!?:…][\"”’')\]]*[¹²³⁰⁴-⁹]*\Z")
_NOTE = re.compile(r"(?:[¹²³⁰⁴-⁹]{1,3}|\d{1,3}[.)]?)\s?\S")
_ITEM = re.compile(r"(?:[•▪◦●*–-]|\(?\d{1,3}[.)]|\[\d{1,3}\])\s")
_JUNK_TITLE = re.compile(
    r"microsoft (word|powerpoint)|untitled|\.(docx?|pdf|indd|qxd|rtf|tex)\b|^\W*$|^document\d*$", re.IGNORECASE
)
_LAST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class _Line:
    """A line on a page; lengths are in points, from the page's lower left corner."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    height: float  # of the page, as a share of which `base` is looked at

    @property
    def place(self) -> float:
        """How far up its page it stands, 1 at the top."""
        return self.base / self.height if self.height else 0.0


def read_pdf(name: str, data: bytes) -> Draft:
    """The draft of a PDF; UnreadableSource where it is damaged, locked, or has no text layer."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise UnreadableSource(
                name, "it is protected by a password", "Save it without the password and add it again."
            ) from error
        raise _damaged(name) from error
    try:
        if b"%%EOF" not in data[-_LAST_BYTES:] or not len(document):
            raise _damaged(name)
        lines = _all_lines(name, document)
        hints = _hints(document)
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error
    finally:
        document.close()
    return assemble(_pieces(lines), hints=hints)


def _damaged(name: str) -> UnreadableSource:
    """The fault of a PDF that isn't whole."""
    return UnreadableSource(name, "the PDF is damaged or cut off", "Get it again from where it came from.")


def _all_lines(name: str, document: pypdfium2.PdfDocument) -> list[_Line]:
    """The lines of all pages."""
    lines: list[_Line] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        try:
            of_page = list(_lines(page, number))
        finally:
            page.close()
        characters += sum(len(line.text) for line in of_page)
        if characters > TEXT_LIMIT:
            raise UnreadableSource(name, f"its text has more than {TEXT_LIMIT // 10**6} million characters", SPLIT_IT)
        lines += of_page
    if characters < _LEAST_TEXT * len(document):
        reason = "its pages are pictures without a text layer (scanned)"
        raise UnreadableSource(name, reason, "Run it through text recognition first, for example with ocrmypdf.")
    return lines


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[_Line]:
    """The lines of a page, in the order of its content."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        handle, count, height = textpage.raw, textpage.count_chars(), page.get_height()
        codes = [min(pdfium.FPDFText_GetUnicode(handle, at), sys.maxunicode) for at in range(count)]
        start = 0
        for end in [at for at, code in enumerate(codes) if code in _LINE_ENDS] + [count]:
            shown = [at for at in range(start, end) if not chr(codes[at]).isspace() and codes[at]]
            if shown:
                sampled = (shown[0], shown[len(shown) // 2], shown[-1])
                size = max(_size(handle, at) for at in sampled)
                last = end + 1 if end < count and chr(codes[end]) in _HYPHENS else end
                text = _mended("".join(_character(handle, at, codes[at], size) for at in range(start, last)))
                boxes = [_box(handle, at) for at in sampled]
                base = min(bottom for _, bottom, _ in boxes)
                yield _Line(text.strip(), number, boxes[0][0], boxes[-1][2], base, size, height)
            start = end + 1
    finally:
        textpage.close()


def _box(handle: object, at: int) -> tuple[float, float, float]:
    """Left, bottom and right of the room that a character takes in its line."""
    import pypdfium2.raw as pdfium

    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(handle, at, ctypes.byref(rectangle))
    return rectangle.left, rectangle.bottom, rectangle.right


def _size(handle: object, at: int) -> float:
    """The size at which a character is set, whatever its font."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(handle, at, ctypes.byref(matrix))
    return float(pdfium.FPDFText_GetFontSize(handle, at) * (math.hypot(matrix.b, matrix.d) or 1.0))


def _character(handle: object, at: int, code: int, size: float) -> str:
    """A character, a raised digit as such."""
    character = chr(code)
    is_raised = "0" <= character <= "9" and _size(handle, at) < size * _RAISED
    return character.translate(_SUPERSCRIPT) if is_raised else character


def _mended(text: str) -> str:
    """Text with its halves of surrogate pairs put together, and its ligatures taken apart."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_LIGATURES)


def _pieces(lines: list[_Line]) -> Iterator[Piece]:
    """The blocks that the lines make; footnotes last."""
    lines = _without_running_heads(lines)
    if not lines:
        return
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] or 1.0
    words = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", line.text))
    notes: list[list[_Line]] = []
    blocks: list[list[_Line]] = []
    for block in _blocks(lines):
        (notes if _is_note(block, body) else blocks).append(block)
    title = _title(blocks, body)
    for block in _rejoined(blocks):
        text, size = _joined(block, words), block[0].size
        if block[0] in title:
            yield Piece(text, BlockKind.TITLE)
        elif size > body * _HEADING_SIZE and len(block) <= _EDGE:
            yield Piece(text, BlockKind.HEADING, 1 if size > body * _TITLE_SIZE else 2)
        else:
            yield Piece(text)
    yield from (Piece(_spaced(_joined(note, words)), BlockKind.REFERENCE) for note in notes)


def _without_running_heads(lines: list[_Line]) -> list[_Line]:
    """The lines without those that stand on most pages in the same place, and without page numbers."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {
        page: [*sorted(of, key=lambda line: line.base)[:_EDGE], *sorted(of, key=lambda line: -line.base)[:_EDGE]]
        for page, of in pages.items()
    }
    seen = Counter(key for of in edges.values() for key in {_running(line) for line in of})
    usual = {key for key, count in seen.items() if count > 1 and count * 2 > len(pages)}
    dropped = {
        id(line)
        for of in edges.values()
        for line in of
        if _running(line) in usual or re.fullmatch(r"[-–— ]*\d{1,4}[-–— ]*", line.text)
    }
    return [line for line in lines if id(line) not in dropped]


def _running(line: _Line) -> tuple[str, int]:
    """What a running head has in common with that of the next page: its words without numbers, and its place."""
    return re.sub(r"\d+", "#", line.text), round(line.base / 4)


def _blocks(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """The lines of each paragraph, heading or note."""
    gaps = sorted((one.base - other.base) / one.size for one, other in pairwise(lines) if _is_below(one, other))
    leading = gaps[len(gaps) // 4] if gaps else _LEADING  # where paragraphs are short, half of the gaps are between them
    width = max(line.right - line.left for line in lines)
    block: list[_Line] = []
    for line in lines:
        if block and _ends(block, line, leading, width):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_below(line: _Line, other: _Line) -> bool:
    """Whether another line of the same size stands a little below a line."""
    return line.page == other.page and 0 < line.base - other.base < 4 * line.size and _is_as_large(line, other)


def _is_as_large(line: _Line, other: _Line) -> bool:
    """Whether two lines are set at one size."""
    return abs(line.size - other.size) <= _OTHER_SIZE * line.size


def _ends(block: Sequence[_Line], line: _Line, leading: float, width: float) -> bool:
    """Whether a block ends before a line."""
    last = block[-1]
    gap = last.base - line.base
    near = 0 <= gap <= leading * line.size * _WIDE_GAP and _is_as_large(last, line)
    if last.page != line.page or not near:
        return not (0 <= abs(gap) < line.size / 2 and last.page == line.page)  # pieces of one line
    if _ITEM.match(line.text) or (_NOTE.match(line.text) and _NOTE.match(block[0].text) and _ENDED.search(last.text)):
        return True
    if not _ENDED.search(last.text):
        return False
    column = max(width if len(block) == 1 else 0.0, *(one.right - one.left for one in block))
    return last.right - last.left < column * _SHORT_LINE or line.left > last.left + line.size * _SHORT_LINE


def _is_note(block: Sequence[_Line], body: float) -> bool:
    """Whether a block is a footnote: small, low on its page, with a number before it."""
    return block[0].size < body * _NOTE_SIZE and block[0].place < _NOTES_BELOW and bool(_NOTE.match(block[0].text))


def _title(blocks: Sequence[list[_Line]], body: float) -> list[_Line]:
    """The lines of the title: the largest on the first page, if they are larger than the body."""
    of_first = [block for block in blocks if block[0].page == 0 and len(block) <= _EDGE + 1]
    largest = max(of_first, key=lambda block: block[0].size, default=[])
    return list(largest) if largest and largest[0].size > body * _HEADING_SIZE else []


def _rejoined(blocks: Sequence[list[_Line]]) -> Iterator[list[_Line]]:
    """The blocks, with paragraphs put together that a page or a column cuts."""
    waiting: list[_Line] = []
    for block in blocks:
        if waiting and _is_cut(waiting[-1], block[0]):
            waiting = [*waiting, *block]
            continue
        if waiting:
            yield waiting
        waiting = list(block)
    if waiting:
        yield waiting


def _is_cut(last: _Line, line: _Line) -> bool:
    """Whether a paragraph goes on from one page or column in the next."""
    elsewhere = last.page != line.page or line.base > last.base
    return elsewhere and line.text[:1].islower() and not _ENDED.search(last.text) and _is_as_large(last, line)


def _joined(block: Sequence[_Line], words: Counter[str]) -> str:
    """The text of a block's lines, words that a line's end cuts put together."""
    text = block[0].text
    for line in block[1:]:
        following = line.text
        if text[-1:] in _HYPHENS or (text.endswith("-") and text[-2:-1].isalpha() and following[:1].islower()):
            first, second = re.search(r"[^\W\d_]*\Z", text[:-1]), re.match(r"[^\W\d_]*", following)
            parts = (first[0] if first else "", second[0] if second else "")
            hyphen = "-" if words["-".join(parts).lower()] > words["".join(parts).lower()] else ""
            text = f"{text[:-1]}{hyphen}{following}"
        else:
            text = f"{text} {following}"
    return re.sub(f"[{_HYPHENS}]", "-", text)


def _spaced(note: str) -> str:
    """A footnote with a space behind its number."""
    return re.sub(r"\A([¹²³⁰⁴-⁹]+|\d{1,3}[.)]?)(?=[^\s\d.)])", r"\1 ", note)


def _hints(document: pypdfium2.PdfDocument) -> Metadata:
    """What the program that wrote the PDF has put in."""
    try:
        said = {key: " ".join(value.split()) for key, value in document.get_metadata_dict().items() if value}
    except UnicodeDecodeError:  # the library decodes them strictly
        return Metadata()
    title = said.get("Title", "")
    created = re.match(r"D:(\d{4})(\d{2})(\d{2})", said.get("CreationDate", ""))
    try:
        published = check_date("-".join(created.groups())) if created else None
    except BadDate:
        published = None
    metadata = Metadata(author=said.get("Author"), published=published)
    return replace(metadata, title=None if not title or _JUNK_TITLE.search(title) else title)
