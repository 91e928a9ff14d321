"""What a web page says of itself: JSON-LD, meta tags, and where they are silent what trafilatura finds."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from peyvand.dates import check_date
from peyvand.errors import BadDate
from peyvand.model import Metadata
from peyvand.sources.sidecar import overlay

_ARTICLE = re.compile(r"Article|Report|BlogPosting|WebPage|NewsItem|PressRelease", re.IGNORECASE)
_LONGEST_GUESS = 2_000_000  # characters; longer pages are tables, and looking through them takes seconds
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_META = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name"),
    "author": ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author"),
    "published": (
        "article:published_time", "citation_publication_date", "dc.date", "dcterms.date", "dcterms.created", "date",
        "pubdate", "parsely-pub-date", "datepublished", "dc.date.issued",
    ),
    "url": ("og:url",),
    "kind": ("og:article:section", "article:section"),
}  # fmt: skip


def page_metadata(root: etree._Element) -> Metadata:
    """What a page says of itself for machines."""
    return overlay(_from_json_ld(root), _from_meta(root))


def guessed_metadata(said: Metadata, markup: str) -> Metadata:
    """What trafilatura finds in the visible parts of a page that doesn't say all itself."""
    if None not in (said.title, said.publisher, said.author, said.published) or len(markup) > _LONGEST_GUESS:
        return Metadata()
    return _found(markup)


def _from_meta(root: etree._Element) -> Metadata:
    """What the meta tags and the head say."""
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if content := " ".join((meta.get("content") or "").split()):
            named.setdefault(name, content)

    def first(key: str) -> str | None:
        """The first meta tag that says it."""
        return next((named[name] for name in _META[key] if name in named), None)

    author = first("author")
    canonical = next((link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), None)
    url = canonical if canonical and canonical.startswith("http") else first("url")
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    return Metadata(
        title=first("title"),
        publisher=first("publisher"),
        author=None if author and author.startswith("http") else author,
        published=_day(first("published")) or _day(_first_time(root)),
        language=language if language.isalpha() and language else None,
        url=url,
    )


def _first_time(root: etree._Element) -> str | None:
    """The date of the page's first <time> element."""
    return next((time.get("datetime") for time in root.iter("time") if time.get("datetime")), None)


def _from_json_ld(root: etree._Element) -> Metadata:
    """What the page's JSON-LD says of the article in it."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            rows = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for row in _nodes(rows):
            if _ARTICLE.search(str(row.get("@type"))) and (row.get("headline") or row.get("datePublished")):
                return Metadata(
                    title=_name(row.get("headline") or row.get("name")),
                    publisher=_name(row.get("publisher")),
                    author=_name(row.get("author")),
                    published=_day(_name(row.get("datePublished"))),
                )
    return Metadata()


def _nodes(rows: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - whatever a page has written as JSON
    """The objects of a JSON-LD document."""
    waiting = [rows]
    while waiting:
        match waiting.pop(0):
            case list() as several:
                waiting[:0] = several
            case dict() as row:
                yield row
                waiting.append(row.get("@graph"))


def _name(value: Any) -> str | None:  # noqa: ANN401 - whatever a page has written as JSON
    """The words of a value, the name of an object, or the names in a list."""
    match value:
        case str():
            return " ".join(value.encode("utf-8", "replace").decode().split()) or None
        case {"name": name}:
            return _name(name)
        case [*several]:
            return ", ".join(name for one in several if (name := _name(one))) or None
    return None


def _day(text: str | None) -> str | None:
    """The day that a date or a time begins with, None where that is none."""
    if not text:
        return None
    found = _DAY.match(text.strip().replace("/", "-"))
    try:
        return check_date(found[0] if found else text)
    except BadDate:
        return None


def _found(markup: str) -> Metadata:
    """What trafilatura finds in the page's visible parts."""
    import trafilatura.metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports what it doesn't find
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.metadata.extract_metadata(markup, extensive=False)
    except Exception:  # noqa: BLE001 - on pages that are broken enough it raises whatever its parsers do
        return Metadata()
    return Metadata(
        title=found.title or None,
        publisher=found.sitename or None,
        author=found.author or None,
        published=_day(found.date),
        url=found.url or None,
    )
