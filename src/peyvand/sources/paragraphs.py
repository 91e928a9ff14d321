"""The paragraphs of a plain text, which tells them by its lines alone.

Two habits are met: a paragraph is one line, and a heading may stand directly above it; or lines are wrapped at a fixed
width, and a blank line stands between paragraphs. Which of them a document follows shows in the length of its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from peyvand.sources.draft import Draft, Span

_WIDEST_WRAP = 110  # characters; wrapped e-mail and wires have 60 to 80, paragraphs on one line 200 and more
_SLACK = 0.7  # of the width: a line that ends before that, though the next word had room, was ended on purpose
_NEW_ITEM = re.compile(r"\s*(?:[-*•▪◦–—]\s|\(?\d{1,3}[.)]\s|\[\d{1,3}\]\s|[-•]?\s*\d{1,3}\s+[\"“A-Z]|[¹²³⁴-⁹⁰]+\s)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’')\]]*(?:\[?\d{1,3}\]?|[¹²³⁴-⁹⁰]+)?\Z")
# No paragraph and no heading ends so, however short the line is.
_BROKEN_OFF = re.compile(r",\Z|(?:^|\s)(?:that|the|an?|of|to|and|or|by|with|for|from|its|their|his|her)\Z", re.IGNORECASE)


def split(text: str) -> Draft:
    """The text with its paragraphs."""
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    spans: list[Span] = []
    previous: Span | None = None
    for line in lines:
        if width and previous is not None and _goes_on(text, previous, line, width):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(line)
        previous = line
    return Draft(text, tuple(_stripped(text, span) for span in spans))


def _lines(text: str) -> Iterator[Span]:
    """The lines that have words on them."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield Span(start, start + len(line))
        start += len(line) + 1


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The width at which a text's lines are wrapped; 0 where a line is a paragraph."""
    lengths = sorted(line.end - line.start for line in lines)
    if not lengths or lengths[int(len(lengths) * 0.98)] > _WIDEST_WRAP:
        return 0
    joined = sum(text[one.end : other.start].count("\n") == 1 for one, other in pairwise(lines))
    return lengths[int(len(lengths) * 0.95)] if joined * 3 > len(lines) else 0


def _goes_on(text: str, previous: Span, line: Span, width: int) -> bool:
    """Whether a line belongs to the same paragraph as the one above it."""
    if text[previous.end : line.start].count("\n") > 1:
        return False
    above, below = text[previous.start : previous.end].rstrip(), text[line.start : line.end].lstrip()
    if _NEW_ITEM.match(below) or (above.isupper() and not below.isupper()):
        return False
    if text[line.start] in " \t" and _SENTENCE_END.search(above):  # an indented line begins a paragraph, as in wires
        return False
    if _BROKEN_OFF.search(above[-10:]) or (below[:1].islower() and not _SENTENCE_END.search(above)):
        return True
    return len(above) + 1 + len(below.split(None, 1)[0]) > width * _SLACK


def _stripped(text: str, span: Span) -> Span:
    """The span without the white space around it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()), span.kind, span.level)
