"""Documents made of a few sentences, and their readings."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from peyvand.model import Block, BlockKind, Metadata, Source
from peyvand.reading.text.document import Analysis, analyse

MakeSource = Callable[..., Source]


def source_of(text: str, *, published: str | None = None, pair: tuple[str, str] | None = None) -> Source:
    """A source whose paragraphs, set apart by line breaks, are prose; one that begins with "# " is a heading."""
    blocks: list[Block] = []
    offset = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = offset + line.index(stripped)
            heading = stripped.startswith("# ")
            kind = BlockKind.HEADING if heading else BlockKind.PROSE
            blocks.append(Block(kind, start + 2 * heading, start + len(stripped), int(heading)))
        offset += len(line) + 1
    name = sha256(text.encode()).hexdigest()[:16]
    return Source(name, "test.txt", text, tuple(blocks), Metadata(published=published, pair=pair, language="en"))


@pytest.fixture
def make_source() -> MakeSource:
    """Builds a source from a text: `make_source(text, published=..., pair=...)`."""
    return source_of


@pytest.fixture
def make_analysis() -> Callable[..., Analysis]:
    """Builds and parses a source from a text."""

    def build(text: str, *, published: str | None = None, pair: tuple[str, str] | None = None) -> Analysis:
        return next(iter(analyse([source_of(text, published=published, pair=pair)])))

    return build
