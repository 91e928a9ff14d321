"""The issues and fields of the items of a document, given to all kinds in one way once everything else is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from peyvand.model import Commitment, Event, Figure, Quoted, Statement
from peyvand.reading.about.issues import fields, issues
from peyvand.reading.about.subjects import Tagger

if TYPE_CHECKING:
    from peyvand.reading.lexicon.tables import Value
    from peyvand.reading.text.document import Analysis

_Table: TypeAlias = "Mapping[str, Value]"
_NONE: Mapping[str, _Table] = {}


class Tagging:
    """Gives items their issues and fields; `extra` holds a desk's own lists, under "issues" and "fields"."""

    def __init__(self, extra: Mapping[str, _Table] = _NONE) -> None:
        self._issues = Tagger("issue", issues(extra.get("issues")).subjects)
        self._fields = Tagger("field", fields(extra.get("fields")).subjects)

    def tagged(self, items: Sequence[Quoted], analysis: Analysis) -> list[Quoted]:
        """The items with their issues and fields; a statement's issue is the likeliest."""
        starts = [sentence.start for sentence in analysis.sentences]
        told = []
        for item in items:
            at = bisect_right(starts, item.quote.start) - 1
            sentence = analysis.source.text[starts[at] : analysis.sentences[at].end] if at >= 0 else ""
            told.append((topic(item), item.quote.exact, sentence))
        tagged: list[Quoted] = []
        for item, found, domains in zip(items, self._issues.tags_of(told), self._fields.tags_of(told), strict=True):
            if isinstance(item, Statement):
                tagged.append(replace(item, issues=found, fields=domains, issue=found[0].key if found else None))
            else:
                tagged.append(replace(item, issues=found, fields=domains))
        return tagged


def topic(item: Quoted) -> str:
    """The words of an item that say what it is about."""
    match item:
        case Statement():
            return item.topic
        case Commitment():
            return item.what
        case Figure():
            return item.indicator
        case Event():
            return ""
