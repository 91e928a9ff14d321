"""What the tests of sources share: a document read from its name and its bytes, and its blocks as words."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from peyvand.model import BlockKind, Fault, Metadata, Source
from peyvand.sources import extract, originals


class Read(Protocol):
    """Reads a document, as if a file of that name had been added."""

    def __call__(self, name: str, data: bytes | str, overrides: Metadata = ...) -> Source:
        """The source; UnreadableSource or the fault's message as an error where there is none."""


class Refusal(Exception):
    """A document that wasn't taken, with the line that the user sees."""


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """A document, written to a file, found there, and read."""
    monkeypatch.chdir(tmp_path)

    def _read(name: str, data: bytes | str, overrides: Metadata = Metadata()) -> Source:
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        found = list(originals([name]))
        if isinstance(found[0], Fault):
            raise Refusal(found[0].message)
        return extract(found[0], overrides)

    return _read


def of_kind(source: Source, *kinds: BlockKind) -> list[str]:
    """The words of a source's blocks of some kinds."""
    return [source.text[block.start : block.end] for block in source.blocks if block.kind in kinds]


def kinds(source: Source) -> list[tuple[str, str]]:
    """The blocks of a source: kind and words."""
    return [(block.kind.value, source.text[block.start : block.end]) for block in source.blocks]
