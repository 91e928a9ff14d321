"""A document's text as its format gives it, with what the format says about the parts; the structure decides the rest.

Offsets count in `Draft.text` and are half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from peyvand.model import BlockKind, Metadata

BETWEEN = "\n\n"  # what stands between two blocks of a text that is built from blocks
_SPACE = re.compile(r"\s+")
_UNSEEN = dict.fromkeys(
    (*range(9), 0xB, *range(0xE, 0x20), 0x7F, 0xAD, 0x200B, 0x2060, 0xFEFF)
)  # soft hyphens, and what isn't shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A block that has no place in a text yet; its kind is None where the format doesn't tell."""

    text: str
    kind: BlockKind | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A block's place in the text; its kind is None where the format doesn't tell."""

    start: int
    end: int
    kind: BlockKind | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, its blocks in order, and what the document says of itself.

    `hints` are the properties that the program it was written with has put in; they go behind what its own lines say.
    """

    text: str
    spans: tuple[Span, ...]
    metadata: Metadata = Metadata()
    hints: Metadata = Metadata()


def tidy(text: str) -> str:
    """A block's text with its white space collapsed, and without soft hyphens and what isn't shown."""
    return _SPACE.sub(" ", text.translate(_UNSEEN)).strip()


def assemble(pieces: Iterable[Piece], metadata: Metadata = Metadata(), hints: Metadata = Metadata()) -> Draft:
    """The draft whose text is the pieces, one below the other; pieces without text are left out."""
    texts: list[str] = []
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        if text := tidy(piece.text):
            spans.append(Span(at, at + len(text), piece.kind, piece.level))
            texts.append(text)
            at += len(text) + len(BETWEEN)
    return Draft(BETWEEN.join(texts), tuple(spans), metadata, hints)
