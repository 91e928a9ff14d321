"""Who tells a document in the first person: the speaker of remarks, the author of a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peyvand.reading.actors import Cast, Entity
    from peyvand.reading.document import Analysis

FIRST_PERSON = frozenset({"i", "we", "me", "us"})
_REMARKS = re.compile(
    r"(?:[\w']+ ){0,3}?(?i:remarks?|statement|speech|address|message|keynote|letter|testimony)(?: \w+){0,2}? (?:by|of|from) "
    r"(?:the )?(?P<who>(?:[A-Z][\w.'-]* ?)+)"
)


def narrator(analysis: Analysis, cast: Cast) -> Entity | None:
    """Who says "I" and "we" in a document that is all one person's words; its title or first line says so."""
    first = analysis.source.blocks[0] if analysis.source.blocks else None
    lines = [analysis.source.metadata.title or "", analysis.source.text[first.start : first.end] if first is not None else ""]
    opened = next((match for match in map(_REMARKS.match, lines) if match is not None), None)
    return cast.from_title(opened["who"].strip()) if opened is not None else None
