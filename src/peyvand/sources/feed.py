"""The entries of an RSS or Atom feed, each an original of its own, and an entry's document.

An entry's bytes are its element in canonical form, so that the same entry has the same id whenever its feed is fetched.
A feed that isn't well-formed is cut into its entries first; those that can be parsed are taken, the others are faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from html import unescape
from html.entities import html5
from itertools import pairwise

from lxml import etree

from peyvand.dates import check_date
from peyvand.errors import BadDate, UnreadableSource
from peyvand.model import Fault, Metadata
from peyvand.sources.decode import decode
from peyvand.sources.original import ENTRY, Original
from peyvand.sources.xml import parse_xml

_START = re.compile(r"<(?:\w+:)?(?:item|entry)(?=[\s>])")
_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]\w*;)")  # HTML's own, which XML doesn't know
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)(?=[\s>])[^>]*>")
_NAMESPACE = re.compile(r"""\sxmlns(?::\w+)?\s*=\s*(?:"[^"]*"|'[^']*')""")
_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
_DATES = ("published", "pubDate", "issued", "date", "updated", "modified")
_BODIES = ("encoded", "content", "description", "summary")
_HTTP = ("http://", "https://")


def entries(feed: Original) -> Iterator[Original | Fault]:
    """The entries of a feed, in its order, and a fault for each that is broken."""
    declared = _ENCODING.match(feed.data)
    text = decode(feed.name, feed.data, declared[1].decode() if declared else None)
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    text = _ENTITY.sub(lambda entity: html5.get(entity[1], entity[0]), text)
    root = _ROOT.search(text)
    starts = [start.start() for start in _START.finditer(text)]
    if root is None or not starts:
        raise UnreadableSource(feed.name, "the feed has no entries", "Check that it is a feed, or try it again later.")
    about = _about(text[root.end() : starts[0]])
    namespaces = "".join(_NAMESPACE.findall(root[0]))
    for number, (start, after) in enumerate(pairwise([*starts, len(text)]), 1):
        end = _END.search(text, start, after)
        markup = text[start : end.end() if end else after]
        try:
            yield from _entry(feed, about, f"<feed{namespaces}>{markup}</feed>", number)
        except (etree.XMLSyntaxError, ValueError) as error:
            reason = f"entry {number} of the feed is broken ({str(error).splitlines()[0]})"
            yield Fault(
                feed.name, str(UnreadableSource(feed.name, reason, "The other entries were taken; tell the feed's publisher."))
            )


def entry_parts(data: bytes) -> tuple[str, Metadata]:
    """The document in an entry's bytes, as HTML, and what the entry says of it."""
    element = parse_xml(data)
    title = _text(element, "title")
    author = _first(element, "author", "creator")
    name = _first(author, "name") if author is not None else None
    metadata = Metadata(
        title=_plain(title),
        author=_plain(_inner(name if name is not None else author)),
        published=_published(element)[0],
        url=_link(element),
        language=None,
    )
    return next((body for tag in _BODIES if (body := _text(element, tag))), title or ""), metadata


def _entry(feed: Original, about: Metadata, wrapped: str, number: int) -> Iterator[Original | Fault]:
    """One entry, with a fault where its date is none."""
    element = parse_xml(wrapped.encode())[0]
    data = etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False)
    body, metadata = entry_parts(data)
    if not body.strip():
        reason = "there is neither a text nor a title in it"
        raise ValueError(reason)
    name = metadata.url or metadata.title or f"{feed.name}#{number}"
    date, wrong = _published(element)
    if wrong:
        reason = f"{name}: the feed gives {wrong!r} as its date, which is none. It was taken without a date."
        yield Fault(name, reason, kept=True)
    known = Metadata(
        title=metadata.title,
        author=metadata.author,
        published=date,
        url=metadata.url,
        publisher=about.title or feed.known.publisher,
        language=about.language,
    )
    of_all = replace(feed.sidecar, title=None, author=None, published=None, url=None)  # a feed's sidecar names the feed
    yield Original(name, data, ENTRY, of_all, known)


def _about(head: str) -> Metadata:
    """The title and the language of a feed, from what stands before its first entry."""
    title = re.search(r"<(?:\w+:)?title[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</(?:\w+:)?title>", head, re.DOTALL)
    language = re.search(r"<language>\s*([a-z]{2})", head)
    return Metadata(title=_plain(title[1]) if title else None, language=language[1] if language else None)


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return etree.QName(element).localname


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first child of one of these names."""
    return next((child for name in names for child in element if _local(child) == name), None)


def _inner(element: etree._Element | None) -> str | None:
    """What stands in an element: its text, or the markup of its children (XHTML content)."""
    if element is None:
        return None
    if len(element):
        return "".join((element.text or "", *(etree.tostring(child, encoding="unicode") for child in element)))
    return element.text


def _text(element: etree._Element, name: str) -> str | None:
    """What stands in the child of that name."""
    return _inner(_first(element, name))


def _plain(markup: str | None) -> str | None:
    """A title or a name without markup and references."""
    plain = " ".join(unescape(re.sub(r"<[^>]*>", "", unescape(markup or ""))).split())
    return plain or None


def _link(element: etree._Element) -> str | None:
    """The address of the page that an entry is about."""
    links = [child for child in element if _local(child) == "link"]
    links.sort(key=lambda link: link.get("rel", "alternate") != "alternate")
    found = [(link.get("href") or link.text or "").strip() for link in links] + [(_text(element, "guid") or "").strip()]
    return next((address for address in found if address.startswith(_HTTP)), None)


def _published(element: etree._Element) -> tuple[str | None, str | None]:
    """The date of an entry, and what stands there where it is none."""
    written = next((text.strip() for name in _DATES if (text := _text(element, name)) and text.strip()), None)
    if written is None:
        return None, None
    try:
        return check_date(written), None
    except BadDate:
        pass
    try:
        return parsedate_to_datetime(written).date().isoformat(), None
    except (ValueError, IndexError, TypeError):
        return None, written
