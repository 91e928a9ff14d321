"""An original becomes a source: its text, its structure, its references and what is known about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from peyvand.errors import UnreadableSource
from peyvand.model import Block, BlockKind, Metadata, Source
from peyvand.sources import furniture, markers, paragraphs, references, structure
from peyvand.sources import original as media
from peyvand.sources.datelines import dateline, find_date
from peyvand.sources.decode import decode, lines_joined
from peyvand.sources.draft import Draft
from peyvand.sources.feed import entry_parts
from peyvand.sources.language import detect
from peyvand.sources.markdown import read_markdown
from peyvand.sources.original import Original, check_size, check_text
from peyvand.sources.sidecar import overlay

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_BY = re.compile(r"(?:by|author:?)\s+([^,|]{3,80})", re.IGNORECASE)
_ONE_NAME = r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+"
_NAME = re.compile(rf"{_ONE_NAME}(?:(?: and | & ){_ONE_NAME})?\Z")
_FRONT = 8  # blocks at the start, and as many at the end, in which a document's own date may stand


def extract(original: Original, overrides: Metadata = Metadata()) -> Source:
    """The source that an original is; UnreadableSource where its text can't be had.

    What the user says goes before what a sidecar says, that before the document itself, and that before the way it came.
    """
    check_size(original.name, len(original.data))
    draft = _draft(original)
    check_text(original.name, draft.text)
    said = overlay(overrides, original.sidecar)
    blocks = structure.blocks(draft, said.title or draft.metadata.title)
    language = detect(draft.text) or draft.metadata.language
    of_itself = overlay(overlay(draft.metadata, _of_blocks(draft.text, blocks)), draft.hints)
    found = replace(overlay(of_itself, replace(original.known, extra={})), language=language or original.known.language)
    notes = references.parse(draft.text, blocks)
    return Source(
        id=original.id,
        name=original.name,
        text=draft.text,
        blocks=blocks,
        metadata=overlay(said, found),
        references=notes,
        markers=markers.tie(draft.text, blocks, notes),
    )


def _draft(original: Original) -> Draft:
    """The draft of an original, by its kind; a kind's parser is loaded when a document of it comes."""
    match original.media:
        case media.PDF:
            from peyvand.sources.pdf import read_pdf as read
        case media.DOCX:
            from peyvand.sources.docx import read_docx as read
        case media.MAIL:
            from peyvand.sources.mail import read_mail as read
        case _:
            return _of_text(original)
    return read(original.name, original.data)


def _of_text(original: Original) -> Draft:
    """The draft of an original that is text, or markup."""
    if original.media == media.ENTRY:
        return _entry(original)
    text = _decoded(original)
    if original.media == media.HTML:
        from peyvand.sources.html import read_html

        return read_html(original.name, text)
    return (read_markdown if original.media == media.MARKDOWN else paragraphs.split)(lines_joined(text))


def _decoded(original: Original) -> str:
    """The text of an original's bytes, by the encoding that it, or its server, declares if that fits."""
    declared = _DECLARED.search(original.data[:_HEAD]) if original.media == media.HTML else None
    charset = declared[1].decode() if declared else original.known.extra.get("charset")
    text = decode(original.name, original.data, charset if isinstance(charset, str) else None)
    check_text(original.name, text)
    return text


def _entry(original: Original) -> Draft:
    """The draft of a feed's entry."""
    from peyvand.sources.html import read_fragment

    try:
        body, said = entry_parts(original.data)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(original.name, "this entry of a feed is broken", "Add the page that it links to.") from error
    draft = read_fragment(original.name, f"<html><body>{body}</body></html>")
    return replace(draft, metadata=said)


def _of_blocks(text: str, blocks: Sequence[Block]) -> Metadata:
    """What a document's own lines say: its title, its author, its date, the agency it comes from."""
    words = [(block, text[block.start : block.end]) for block in blocks]
    titles = [line for block, line in words if block.kind is BlockKind.TITLE]
    return Metadata(
        title=" ".join(" ".join(titles).split()) or None,
        author=_author(words[:_FRONT]),
        published=_published(words),
        kind=next((line.partition("|")[0].strip().lower() for _, line in words[:_FRONT] if furniture.says_kind(line)), None),
        publisher=_publisher(words),
    )


def _author(front: Sequence[tuple[Block, str]]) -> str | None:
    """The author in the lines above the text: "By …", or a name alone."""
    lines = [line for block, line in front if block.kind is BlockKind.BYLINE]
    said = next((found[1] for line in lines if (found := _BY.match(line))), None)
    return said or next((line for line in lines if _NAME.match(line) and not _is_of_the_head(line)), None)


def _is_of_the_head(line: str) -> bool:
    """Whether a line says when, by whom or as what a document was published, and so names no author."""
    return bool(find_date(line)) or furniture.says_kind(line) or furniture.is_letterhead(line)


def _publisher(words: Sequence[tuple[Block, str]]) -> str | None:
    """The news agency in a wire's sign-off, or the office in a release's letterhead."""
    signoffs = (line for block, line in words[-_FRONT:] if block.kind is BlockKind.FURNITURE)
    letterheads = (line for block, line in words[:_FRONT] if block.kind is BlockKind.BYLINE and furniture.is_letterhead(line))
    return next((name for line in signoffs if (name := furniture.agency(line))), None) or next(letterheads, None)


def _published(words: Sequence[tuple[Block, str]]) -> str | None:
    """The date in a line of its own near the start or the end, or in the dateline of the first paragraph."""
    lines = [line for block, line in (*words[:_FRONT], *words[-_FRONT:]) if block.kind is BlockKind.BYLINE]
    if found := next((date for line in lines if (date := find_date(line))), None):
        return found[0]
    first = next((line for block, line in words if block.kind is BlockKind.PROSE), "")
    return dateline(first)
