"""Who tells a document in the first person: the speaker of remarks, the author of a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peyvand.reading.lexicon import country_of

if TYPE_CHECKING:
    from peyvand.reading.actors import Cast
    from peyvand.reading.document import Analysis
    from peyvand.reading.naming import Entity

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


def narrator(analysis: Analysis, cast: Cast) -> Entity | None:
    """Who says "I" and "we" in a document that is all one person's words; its title or first line says so."""
    source = analysis.source
    first = source.blocks[0] if source.blocks else None
    lines = [source.metadata.title or "", source.text[first.start : first.end] if first is not None else ""]
    opened = next((found for line in lines if len(line) <= _LONGEST_TITLE and (found := _REMARKS.match(line)) is not None), None)
    if opened is None or _BODIES.search(opened["who"]) or country_of(opened["who"].strip()) is not None:
        return None
    return cast.from_title(opened["who"].strip())
