"""Who says "I": the speaker of remarks, the author of a message, whoever's turn it is in a conversation."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from typing import TYPE_CHECKING

from peyvand.reading.lexicon import country_of
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.text.document import READABLE, TURN

if TYPE_CHECKING:
    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_REMARKS = re.compile(
    r"(?i:(?:full |text of |transcript of |opening |closing |official |press |public |welcome |keynote |the )*)"
    r"(?i:remarks?|statement|speech|address|message|letter|testimony)(?: \w+){0,2}? (?:by|of|from) "
    r"(?:the )?(?P<who>(?:[A-Z][\w.'’-]* ?)+)"
)
_BODIES = re.compile(
    r"\b(?:Minist(?:ry|ers|ries)|Government|Embassy|Council|Commission|Union|Office|Department|Leaders|Group|Committee|G\d+)\b"
)
_LONGEST_TITLE = 160  # characters; what is longer is a paragraph


class Narration:
    """Who says "I" where: the one whose words a document is, or in a conversation the one whose name leads the paragraph."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._turns = list(self._labels())
        self._teller = None if self._turns else self._of_title()

    def of(self, sentence: Sentence) -> Entity | None:
        """Who says "I" in a sentence, outside of quotation marks."""
        if not self._turns:
            return self._teller
        turn = bisect(self._turns, sentence.start, key=lambda one: one[0])
        return self._turns[turn - 1][1] if turn else None

    def _labels(self) -> Iterator[tuple[int, Entity | None]]:
        """Where each turn of a conversation begins, and who takes it; nobody known for a "Q:"."""
        source = self._cast.analysis.source
        for block in source.blocks:
            label = TURN.match(source.text, block.start, block.end) if block.kind in READABLE else None
            if label is not None:
                who = label["who"].rstrip(" .:")
                yield block.start, None if who.lower() in word_list("askers") else self._cast.called(who)

    def _of_title(self) -> Entity | None:
        source = self._cast.analysis.source
        first = source.blocks[0] if source.blocks else None
        lines = [source.metadata.title or "", source.text[first.start : first.end] if first is not None else ""]
        opened = next(
            (found for line in lines if len(line) <= _LONGEST_TITLE and (found := _REMARKS.match(line)) is not None), None
        )
        if opened is None or _BODIES.search(opened["who"]) or country_of(opened["who"].strip()) is not None:
            return None
        return self._cast.called(opened["who"].strip())
