"""What kind of document bytes are: by what stands in them first, by the name's ending second."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from peyvand.errors import UnreadableSource
from peyvand.sources.original import DOCX, ENTRY, FEED, HTML, MAIL, MARKDOWN, PDF, TEXT

BY_ENDING = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": MAIL,
    ".rss": FEED,
    ".atom": FEED,
}
BY_CONTENT_TYPE = {
    "text/plain": TEXT,
    "text/markdown": MARKDOWN,
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/pdf": PDF,
    DOCX: DOCX,
    "message/rfc822": MAIL,
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
    ENTRY: ENTRY,
}
KINDS = "text, Markdown, HTML, PDF, DOCX, e-mail (.eml), RSS and Atom"

_HEAD = 4096  # bytes that are looked at
_FEED_ROOT = re.compile(
    rb"\A(?:\s|<\?xml[^>]*>|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.DOTALL
)
_HTML_ROOT = re.compile(rb"\A(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)[\s>]", re.DOTALL | re.IGNORECASE)
_HTML_TAG = re.compile(rb"<(?:p|div|article|section|h[1-6]|title|meta|table|span)[\s>]", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    rb"^(From|Return-Path|Received|Delivered-To|Message-ID|MIME-Version|Date|Subject|To):[ \t]", re.MULTILINE | re.IGNORECASE
)
_MAIL_ONLY = {b"return-path", b"received", b"delivered-to", b"message-id", b"mime-version"}  # no cutting begins like that
_MARKS_OF_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls, .ppt)", "Save it as .docx or PDF and add that."),
    (b"{\\rtf", "an RTF file", "Save it as .docx or PDF and add that."),
    (b"\x89PNG", "a picture", "Add the text that it shows."),
    (b"\xff\xd8\xff", "a picture", "Add the text that it shows."),
    (b"GIF8", "a picture", "Add the text that it shows."),
    (b"MZ", "a program", f"Peyvand reads {KINDS}."),
    (b"\x7fELF", "a program", f"Peyvand reads {KINDS}."),
    (b"SQLite format 3", "a database", f"Peyvand reads {KINDS}."),
    (b"\x1f\x8b", "a compressed file", "Unpack it and add what is in it."),
    (b"BZh", "a compressed file", "Unpack it and add what is in it."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it and add what is in it."),
    (b"Rar!", "a compressed file", "Unpack it and add what is in it."),
)
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_PARTS_OF_OTHERS = (
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
    ("META-INF/container.xml", "an e-book"),
    ("content.xml", "an OpenDocument file"),
)


def media_of(name: str, data: bytes, content_type: str | None = None) -> str:
    """The media type of a document; UnreadableSource where it is of a kind that isn't read."""
    head = data[:_HEAD]
    ending = ending_of(name)
    by_name = BY_CONTENT_TYPE.get(content_type or "") or BY_ENDING.get(ending)
    if by_content := _by_magic(name, data, head):
        return by_content
    if head.startswith(_MARKS_OF_WIDE_TEXT):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if by_content := _by_markup(head, by_name):
        return by_content
    if by_name:
        return by_name
    if not ending or content_type is not None:
        return TEXT
    raise UnreadableSource(
        name, f"files of this kind ({ending}) aren't read", f"Peyvand reads {KINDS}; rename it to .txt if it is plain text."
    )


def ending_of(name: str) -> str:
    """The ending of a name that tells a kind of file, in small letters; "" for none and for numbers ("3.1987")."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) and not ending[1:].isdigit() else ""


def _by_magic(name: str, data: bytes, head: bytes) -> str | None:
    """The media type of formats that begin with a mark of their own."""
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _of_package(name, data)
    if head.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED_OFFICE in data:
        raise UnreadableSource(name, "it is protected by a password", "Save it without the password and add it again.")
    for magic, what, remedy in _OTHER_KINDS:
        if head.startswith(magic) and not (magic in (b"MZ", b"BZh") and head.isascii()):  # letters that a text may begin with
            raise UnreadableSource(name, f"this is {what}", remedy)
    return None


def _by_markup(head: bytes, by_name: str | None) -> str | None:
    """The media type of texts that tell it by their markup or their headers."""
    if by_name in (MARKDOWN, ENTRY):
        return by_name
    if _FEED_ROOT.match(head):
        return FEED
    if _HTML_ROOT.match(head) or (by_name is None and len(_HTML_TAG.findall(head)) > 1):
        return HTML
    headers = {header.lower() for header in _MAIL_HEADER.findall(head.replace(b"\r\n", b"\n").partition(b"\n\n")[0])}
    if len(headers) > 1 and _MAIL_HEADER.match(head) and (by_name != TEXT or headers & _MAIL_ONLY):
        return MAIL
    return None


def _of_package(name: str, data: bytes) -> str:
    """DOCX, where a zip archive is one."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as broken:
        raise UnreadableSource(name, "the file is damaged or cut off", "Get it again from where it came from.") from broken
    if "word/document.xml" in parts:
        return DOCX
    for part, what in _PARTS_OF_OTHERS:
        if any(one.startswith(part) for one in parts):
            raise UnreadableSource(name, f"this is {what}", "Save it as .docx or PDF and add that.")
    raise UnreadableSource(name, "this is an archive (.zip)", "Unpack it and add the folder.")
