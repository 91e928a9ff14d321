"""A document before any reading: its bytes, the kind they are of, and what is known about it from outside.

`sidecar` is what stands in NAME.json beside the file (with what the user said on top), `known` what the way it came
says: an address, the title of a feed's entry. The first goes before the document's own word, the second after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from peyvand.errors import UnreadableSource
from peyvand.model import Metadata

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL = "message/rfc822"
FEED = "application/rss+xml"  # a feed of either kind as a whole; it is read entry by entry
ENTRY = "application/atom+xml;type=entry"

FILE_LIMIT = 50 * 1024 * 1024  # bytes of one document: ten times the longest report seen, and 20 of them fit in memory
TEXT_LIMIT = 20_000_000  # characters of one document's text
SPLIT_IT = "Split it into parts and add those."


@dataclass(frozen=True, slots=True)
class Original:
    """A document's bytes, before any reading."""

    name: str
    data: bytes
    media: str
    sidecar: Metadata = Metadata()
    known: Metadata = Metadata()

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    @property
    def id(self) -> str:
        """The document's id: one under any name."""
        return self.sha256[:16]


def check_size(name: str, size: int) -> None:
    """UnreadableSource where a file of `size` bytes is too large to take."""
    if size > FILE_LIMIT:
        reason = f"the file has {size / 2**20:.0f} MB, and a document may have {FILE_LIMIT // 2**20}"
        raise UnreadableSource(name, reason, SPLIT_IT)


def check_text(name: str, text: str) -> None:
    """UnreadableSource where a document has no text, or too much of it."""
    if not text or text.isspace():
        raise UnreadableSource(name, "there is no text in it", "Check that it is the right file.")
    if len(text) > TEXT_LIMIT:
        reason = f"its text has {len(text) / 1e6:.0f} million characters, and a document may have {TEXT_LIMIT / 1e6:.0f}"
        raise UnreadableSource(name, reason, SPLIT_IT)
