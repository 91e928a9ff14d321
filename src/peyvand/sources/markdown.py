"""Markdown as far as texts about politics use it: front matter, headings, lists, quotes, emphasis, links, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from peyvand.dates import check_date
from peyvand.errors import BadDate
from peyvand.model import BlockKind, Metadata
from peyvand.sources.draft import Draft, Piece, assemble

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^([A-Za-z_ -]+):[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?(?:^\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_ATX = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\Z")
_SETEXT = re.compile(r"(?:=+|-{2,})[ \t]*\Z")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(.*)", re.DOTALL)
_NOTE = re.compile(r"\[\^([\w-]{1,40})\]:[ \t]*(.*)", re.DOTALL)
_DEFINITION = re.compile(r"\[[^\]^]+\]:[ \t]*\S+")
_NEW = re.compile("|".join(f"(?:{one.pattern})" for one in (_ITEM, _NOTE, _DEFINITION)) + r"|\|", re.DOTALL)  # begins a block
_TABLE_RULE = re.compile(r"[\s|:-]+\Z")
_INLINE = (
    (re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)"), ""),  # a picture
    (re.compile(r"\[\^([\w-]{1,40})\]"), r"[\1]"),  # a note's marker
    (re.compile(r"\[([^\]\[]{1,500})\](?:\((?:[^()]|\([^()]{0,200}\)){0,2000}\)|\[[^\]]{0,500}\])"), r"\1"),  # a link
    (re.compile(r"<(https?://[^>\s]{1,2000})>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]{0,2000}>"), ""),  # HTML in between
    (re.compile(r"(\*\*\*|\*\*|\*)(?=\S)(.{1,1000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(__|_)(?=\S)(.{1,1000}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"`([^`]{1,1000})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)


def read_markdown(text: str) -> Draft:
    """The draft of a Markdown document; its text has no markup."""
    front = _FRONT.match(text)
    metadata = _metadata(front[1]) if front else Metadata()
    body = _FENCE.sub("", _COMMENT.sub("", text[front.end() if front else 0 :]))
    return assemble(_pieces(body), metadata)


def _metadata(front: str) -> Metadata:
    """What the `key: value` lines above a document say."""
    said = {key.strip().lower(): value.strip("\"'") for key, value in _KEY.findall(front)}
    try:
        published = check_date(said["date"] if "date" in said else said["published"])
    except (KeyError, BadDate):
        published = None
    return Metadata(
        title=said.get("title"),
        author=said.get("author"),
        publisher=said.get("publisher"),
        published=published,
        language=said.get("language", said.get("lang")),
        url=said.get("url"),
        kind=said.get("kind"),
    )


def _pieces(body: str) -> Iterator[Piece]:
    """The blocks of a document, in order."""
    lines: list[str] = []
    for line in (*body.split("\n"), ""):
        stripped = re.sub(r"^[ \t]{0,3}(?:>[ \t]?)+", "", line).rstrip()
        heading = _ATX.match(stripped.lstrip())
        underlined = bool(lines) and _SETEXT.match(stripped) and not _ITEM.match(lines[0])
        if underlined:
            yield _headed(" ".join(lines), 1 if stripped[0] == "=" else 2)
            lines = []
        elif not stripped or heading or _RULE.match(stripped) or _NEW.match(stripped):
            yield from _block(lines)
            lines = [stripped] if stripped and not heading and not _RULE.match(stripped) else []
            if heading:
                yield _headed(heading[2], len(heading[1]))
        else:
            lines.append(stripped)
    yield from _block(lines)


def _headed(words: str, level: int) -> Piece:
    """A heading."""
    return Piece(_plain(words), BlockKind.HEADING, level)


def _block(lines: list[str]) -> Iterator[Piece]:
    """The block that some lines make; a paragraph's kind is left to the structure."""
    words = "\n".join(lines).strip()
    if not words or (_DEFINITION.match(words) and not _NOTE.match(words)):
        return
    if note := _NOTE.match(words):
        yield Piece(f"[{note[1]}] {_plain(note[2])}", BlockKind.REFERENCE)
    elif words.startswith("|"):
        if not _TABLE_RULE.match(words):
            yield Piece(" | ".join(cell for cell in (_plain(one) for one in words.strip("|").split("|")) if cell), BlockKind.LIST)
    elif item := _ITEM.match(words):
        numbered = words.lstrip()[:1].isdigit()  # may be an entry of a list of references
        yield Piece(_plain(words if numbered else item[1]), None if numbered else BlockKind.LIST)
    else:
        yield Piece(_plain(words))


def _plain(words: str) -> str:
    """Words without the markup of a line."""
    for pattern, plain in _INLINE:
        words = pattern.sub(plain, words)
    return words.strip()
