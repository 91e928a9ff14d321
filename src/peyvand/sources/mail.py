"""An e-mail: its headers as metadata, its words as text. Quoted mail and signatures are furniture; attachments aren't read."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from peyvand.errors import UnreadableSource
from peyvand.model import BlockKind, Metadata
from peyvand.sources.decode import decode, lines_joined
from peyvand.sources.draft import Draft, Piece, assemble
from peyvand.sources.html import read_fragment
from peyvand.sources.paragraphs import split

_FORWARDED = re.compile(
    r"(?:-{2,}\s*(?:original|forwarded) message\s*-{2,}|on .{10,120} wrote:|(?:from|to|cc|sent|date|subject): .*)\Z",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$.*\Z", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"\A[ \t]*>")


def read_mail(name: str, data: bytes) -> Draft:
    """The draft of an e-mail; UnreadableSource where there are no words in it."""
    message = BytesParser(policy=email.policy.default.clone(max_line_length=None)).parsebytes(data)
    try:
        body = message.get_body(preferencelist=("plain", "html"))
    except (MessageError, AttributeError, KeyError, ValueError) as error:
        raise UnreadableSource(name, "the e-mail is damaged", "Save it again from your mail program.") from error
    words = _words(name, body)
    if body is None or not words.strip():
        raise UnreadableSource(name, "there are no words in the e-mail itself", "If it has an attachment, save that and add it.")
    subject = _header(message, "Subject")
    title = [Piece(subject, BlockKind.TITLE)] if subject else []
    pieces = _from_html(name, words) if body.get_content_type() == "text/html" else _from_text(words)
    return assemble([*title, *pieces], _metadata(message))


def _words(name: str, body: MIMEPart | None) -> str:
    """The body's words, by the encoding it declares if that fits."""
    if body is None:
        return ""
    payload = body.get_payload(decode=True)
    return lines_joined(decode(name, payload, body.get_content_charset())) if isinstance(payload, bytes) else ""


def _from_html(name: str, markup: str) -> Iterator[Piece]:
    """The blocks of a body in HTML."""
    draft = read_fragment(name, markup)
    for span in draft.spans:
        yield Piece(draft.text[span.start : span.end], span.kind, span.level)


def _from_text(words: str) -> Iterator[Piece]:
    """The blocks of a body in plain text."""
    signature = _SIGNATURE.search(words)
    draft = split(words[: signature.start()] if signature else words)
    for span in draft.spans:
        block = draft.text[span.start : span.end]
        if _QUOTED.match(block):
            yield Piece(re.sub(r"^[ \t]*>+[ \t]?", "", block, flags=re.MULTILINE), BlockKind.FURNITURE)
        else:
            yield Piece(block, BlockKind.FURNITURE if _FORWARDED.match(block) else None)
    if signature:
        yield Piece(signature[0].removeprefix("--"), BlockKind.FURNITURE)


def _header(message: EmailMessage, name: str) -> str | None:
    """A header as words."""
    try:
        value = message.get(name)
        words = " ".join(str(value or "").encode("utf-8", "replace").decode().split())
    except (MessageError, AttributeError, IndexError, TypeError, ValueError):  # the parser of headers fails on some broken ones
        return None
    return words or None


def _metadata(message: EmailMessage) -> Metadata:
    """What the headers say."""
    sender = _header(message, "From") or ""
    name = re.sub(r"\s*<[^>]*>\s*\Z", "", sender).strip('" ')
    try:
        published = parsedate_to_datetime(_header(message, "Date") or "").date().isoformat()
    except (ValueError, IndexError, TypeError):
        published = None
    return Metadata(title=_header(message, "Subject"), author=name or None, published=published, kind="e-mail")
