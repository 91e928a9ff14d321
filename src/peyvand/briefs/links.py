"""Where things stand in the dossier: names of files that every system can hold, anchors, and addresses safe to link.

Paths are relative to the dossier's folder, with forward slashes; `root` climbs from a page back to it.
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

# A source's page holds this many characters of text at most; a longer text goes on over further pages. Marks and notes
# multiply a dense text about eightfold in HTML, which keeps a page under 1 MB.
PART = 100_000
# The names that Windows reserves are avoided by the prefix that every such file gets.
_SAFE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?")
_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


def slug(key: str) -> str:
    """A key as part of a file name: itself where it is short, lower-case and plain, else a digest of it."""
    return key if _SAFE.fullmatch(key) else sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def anchor(key: str) -> str:
    """A key as an HTML id: itself where it is plain, else a digest of it."""
    return key if _ANCHOR.fullmatch(key) else "x" + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def source_page(source: str, start: int = 0) -> str:
    """The page of a source that holds the text from `start`."""
    part = start // PART
    return f"sources/s-{slug(source)}{f'-part{part + 1}' if part else ''}.html"


def quote_place(source: str, item: str, start: int) -> str:
    """Where an item's quote is highlighted."""
    return f"{source_page(source, start)}#{anchor(item)}"


def endnote_place(source: str, label: str, start: int) -> str:
    """Where an endnote stands in its source; a label that returns in a later list is counted on there."""
    return f"{source_page(source, start)}#endnote-{slug(label)}-1"


def actor_page(actor: str) -> str:
    """The page of an actor of the record."""
    return f"actors/a-{slug(actor)}.html"


def root(path: str) -> str:
    """The way from a page back to the dossier's folder: "" or "../"."""
    return "../" * path.count("/")


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web that can be linked, else None: no `javascript:`, no `file:`, no user names."""
    if not url or len(url) > 2000 or any(ord(char) <= 32 or char in "\"'<>\\^`{|}" for char in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None or parts.password is not None:
        return None
    return url
