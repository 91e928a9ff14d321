"""A block while its kind is being decided: its words, and what can be seen of them without knowing any language well."""

from __future__ import annotations

import re
from dataclasses import dataclass

from peyvand.model import BlockKind
from peyvand.sources.draft import Draft

MARKER = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+|(?<=[.!?,;:\"”’')])\d{1,3})"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # two letters of writings without spaces count as a word
_ENDED = re.compile(rf"[.!?…。！？؟۔][\"”’'»」』)\]*_]*(?:\s?{MARKER})*\s*\Z")
_STRAIGHT = str.maketrans("“”„«»‘’\u00a0", '"""""\'\' ')
_SHORT, _LONG_WORD = 120, 20  # words; letters
_SHOWN = 400  # characters at the end of a block that are looked at for its last punctuation mark


@dataclass(slots=True)
class Part:
    """A stretch of the text whose kind is None until a rule decides it."""

    text: str
    start: int
    end: int
    kind: BlockKind | None = None
    level: int = 0
    plain: str = ""
    words: int = 0
    ended: bool = False

    def __post_init__(self) -> None:
        self.words = self.text.count(" ") + 1
        if not self.text.isascii():
            self.words += len(_UNSPACED.findall(self.text)) // 2
        self.ended = bool(_ENDED.search(self.text[-_SHOWN:]))
        self.plain = " ".join(self.text.translate(_STRAIGHT).lower().split()) if self.is_short else ""

    @property
    def is_short(self) -> bool:
        """Whether it is short enough to be furniture; the patterns of furniture are tried on such parts only."""
        return self.words < _SHORT and len(self.text) < _SHORT * _LONG_WORD

    @property
    def begins_small(self) -> bool:
        """Whether its first letter is a small one, as in the middle of a sentence."""
        return self.text[:1].islower()

    @property
    def capitals(self) -> bool:
        """Whether all its letters are capitals."""
        return self.text.isupper()

    @property
    def is_paragraph(self) -> bool:
        """Whether it is as long as paragraphs are, or a sentence."""
        return self.words >= 20 or (self.words >= 8 and self.ended)


def parts_of(draft: Draft) -> list[Part]:
    """The blocks of a draft, still to be decided where its format doesn't tell their kind."""
    return [Part(draft.text[span.start : span.end], span.start, span.end, span.kind, span.level) for span in draft.spans]
