"""The text of a web page: what a reader sees of it, block by block, and nothing of what is hidden or runs.

Menus, footers and forms are left out; other surroundings (newsletter boxes, related stories) stay in the text as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lxml import etree

from peyvand.errors import UnreadableSource
from peyvand.model import BlockKind
from peyvand.sources.draft import Draft, Piece, assemble, tidy
from peyvand.sources.furniture import words_of
from peyvand.sources.pagemeta import guessed_metadata, page_metadata

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 240  # the parser cuts what lies deeper than 256 off without a word
_UNREAD = frozenset(
    "script style noscript template svg math iframe object embed audio video canvas map button select option textarea "
    "input label dialog nav footer form head menu progress".split()
)
_BLOCKS = frozenset(
    "html body main article section header aside div p li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote figure figcaption "
    "table caption thead tbody tr pre address hr details summary center fieldset".split()
)
_WHOLE = ("html", "body", "main", "article")
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "tr", "dd", "dt"), BlockKind.LIST),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
}
_CELLS = ("td", "th")
_UNREAD_ROLES = ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASSES = frozenset("sr-only visually-hidden screen-reader-text visuallyhidden hidden-print-only noprint".split())
_TOKEN = re.compile(r"[A-Za-z]+")
_NOTE_NUMBER = re.compile(r"\s*(\d{1,3})\s*\Z")
_MOSTLY_LINKS = 0.6  # of a block's characters; related stories have 0.8 and more, paragraphs rich in links 0.4
_PART_OF_PAGE = 0.3  # of a page's characters: a box around more of them is the page, whatever its class says
_TAG = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9]*)|!)[^<>]*>")
_RAW = ("script", "style", "noscript", "template", "head", "textarea")


def read_html(name: str, markup: str) -> Draft:
    """The draft of a page; UnreadableSource where there is nothing to be read in it."""
    root = parse_html(name, markup)
    if _depth(root) >= _DEEPEST:
        return assemble(_flat(markup))
    said = page_metadata(root)
    return assemble(pieces(root), said, guessed_metadata(said, markup))


def read_fragment(name: str, markup: str) -> Draft:
    """The draft of markup that stands in something else, a feed or an e-mail, and says nothing of itself."""
    root = parse_html(name, markup)
    return assemble(_flat(markup) if _depth(root) >= _DEEPEST else pieces(root))


def parse_html(name: str, markup: str) -> etree._Element:
    """The page's root element."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(name, "no page could be made out in it", "Save it again from the browser.") from error
    if root is None:
        raise UnreadableSource(name, "there is no text in it", "Save it again from the browser.")
    return root


def pieces(root: etree._Element) -> Iterator[Piece]:
    """The blocks of a page, in order."""
    walk = _Walk(_visible(root))
    yield from walk.through(root)


@dataclass(slots=True)
class _Block:
    """The block that is being read."""

    words: list[str] = field(default_factory=list)
    linked: int = 0


@dataclass(slots=True)
class _Walk:
    """A walk through a page's elements, with what surrounds the place it has come to."""

    visible: int  # characters of the page
    block: _Block = field(default_factory=_Block)
    kinds: list[tuple[etree._Element, BlockKind, int]] = field(default_factory=list)
    links: int = 0
    superscript: etree._Element | None = None
    titled: bool = False
    notes: dict[etree._Element, int] = field(default_factory=dict)

    def through(self, root: etree._Element) -> Iterator[Piece]:
        """The blocks below an element."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                if tag in _UNREAD or _is_hidden(element):
                    walker.skip_subtree()
                    continue
                yield from self._enter(element, tag)
                self._add(element.text)
            else:
                if not (tag in _UNREAD or _is_hidden(element)):
                    yield from self._leave(element, tag)
                self._add(element.tail)
        yield from self._flush()

    def _enter(self, element: etree._Element, tag: str) -> Iterator[Piece]:
        """Begins an element."""
        if tag in _BLOCKS:
            yield from self._flush()
            if (kind := self._kind(element, tag)) is not None:
                self.kinds.append((element, kind, int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0))
        elif tag == "br":
            self.block.words.append("\n")
        elif tag in _CELLS and self.block.words:
            self.block.words.append(" | ")
        elif tag == "a":
            self.links += 1
        elif tag == "sup":
            self.superscript = element

    def _leave(self, element: etree._Element, tag: str) -> Iterator[Piece]:
        """Ends an element."""
        if tag in _BLOCKS:
            yield from self._flush()
            if self.kinds and self.kinds[-1][0] is element:
                self.kinds.pop()
        elif tag == "a":
            self.links -= 1
        elif tag == "sup":
            self.superscript = None

    def _add(self, words: str | None) -> None:
        """Takes words into the block."""
        if words:
            if self.superscript is not None and (number := _NOTE_NUMBER.match(words)):
                words = number[1].translate(SUPERSCRIPT)
            self.block.words.append(words)
            self.block.linked += len(words.strip()) if self.links else 0

    def _kind(self, element: etree._Element, tag: str) -> BlockKind | None:
        """What an element says of what is in it."""
        names = set(_TOKEN.findall(f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}".lower()))
        kind = _KINDS.get(tag)
        if tag == "h1" and not self.titled:
            self.titled = True
            kind = BlockKind.TITLE
        elif names & words_of("page", "notes"):
            kind = BlockKind.REFERENCE
        elif tag == "aside" or (names & words_of("page", "furniture") and tag not in _WHOLE):
            kind = BlockKind.FURNITURE if _visible(element) < self.visible * _PART_OF_PAGE else kind
        elif names & words_of("page", "byline"):
            kind = BlockKind.BYLINE
        return kind

    def _flush(self) -> Iterator[Piece]:
        """The block so far, and a new one begun."""
        block, self.block = self.block, _Block()
        words = "".join(block.words)
        length = len(words.strip())
        if not length:
            return
        kind, level = self._surrounding()
        if block.linked > _MOSTLY_LINKS * length and kind in (None, BlockKind.LIST):
            kind = BlockKind.FURNITURE
        if kind is BlockKind.REFERENCE:
            words = self._numbered(words)
        yield from (Piece(part, kind, level) for part in re.split(r"\n[^\S\n]*\n", words) if tidy(part))

    def _surrounding(self) -> tuple[BlockKind | None, int]:
        """What the elements around the block say of it: the outermost word on furniture and notes, else the innermost."""
        for _, kind, _ in self.kinds:
            if kind in (BlockKind.FURNITURE, BlockKind.REFERENCE):
                return kind, 0
        return (self.kinds[-1][1], self.kinds[-1][2]) if self.kinds else (None, 0)

    def _numbered(self, words: str) -> str:
        """An entry of a list of notes with its number, which the page's list shows and its text doesn't hold."""
        items = [element for element, kind, _ in self.kinds if kind is BlockKind.LIST]
        plain = tidy(words).lstrip("↑^ ")
        listing = items[-1].getparent() if items else None
        if listing is None or listing.tag != "ol" or re.match(r"\[?\d", plain):
            return plain
        self.notes[listing] = self.notes.get(listing, 0) + 1
        return f"[{self.notes[listing]}] {plain}"


def _visible(root: etree._Element) -> int:
    """How many characters stand in an element, scripts and the like left out."""
    shown = (element for element in root.iter() if element.tag not in _UNREAD)
    return sum(len((element.text or "").strip()) + len((element.tail or "").strip()) for element in shown)


def _is_hidden(element: etree._Element) -> bool:
    """Whether a browser doesn't show an element, or shows it as a menu."""
    attributes = element.attrib
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in _UNREAD_ROLES
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
        or not _HIDDEN_CLASSES.isdisjoint(attributes.get("class", "").split())
    )


def _depth(root: etree._Element) -> int:
    """How deep the elements are nested."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _flat(markup: str) -> Iterator[Piece]:
    """The blocks of a page that is nested deeper than any parser goes: its tags are cut out, in one pass."""
    words: list[str] = []
    at = 0
    unread: str | None = None
    for found in _TAG.finditer(markup):
        tag = (found[2] or "").lower()
        if unread is None:
            words.append(markup[at : found.start()])
        at = found.end()
        if unread is not None:
            unread = None if found[1] and tag == unread else unread
        elif tag in _RAW and not found[1]:
            unread = tag
        elif tag in _BLOCKS or tag in _CELLS:
            words.append("\n\n")
    words.append(markup[at:] if unread is None else "")
    for part in re.split(r"\n[^\S\n]*\n", "".join(words)):
        yield Piece(unescape(part))
