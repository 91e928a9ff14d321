"""Sentences as the classifier of acts is given them: a window of the text, with its two actors marked.

Offsets count Unicode code points and are half-open. A span that is empty or stands outside its text counts as missing.
"""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]
Candidate = tuple[str, Span | None, Span | None]
"""A text, where the one who acts stands in it, and where the other side stands; either may be missing."""

BEGIN, END = 101, 102  # what opens and closes every text in the vocabulary
SOURCE, SOURCE_END, TARGET, TARGET_END = 1, 2, 3, 4  # entries of the vocabulary that no text uses
LONGEST = 128  # word pieces with the marks; the longest annotated sentence has 74
AROUND = 600  # characters kept on each side of the actors: more than LONGEST word pieces of English


def window(candidate: Candidate, around: int = AROUND) -> Candidate:
    """The part of a long text that can matter, with the spans counted from its beginning: `around` characters on each side."""
    text, source, target = candidate
    source, target = _inside(text, source), _inside(text, target)
    spans = [span for span in (source, target) if span is not None]
    if len(text) <= 2 * around:
        return text, source, target
    first = min((start for start, _ in spans), default=0)
    last = max((end for _, end in spans), default=0)
    if last - first > 2 * around:  # too far apart for one window: that around the first of them
        last = first
    start, end = max(0, first - around), min(len(text), last + around)
    cut = text[start:end]
    return cut, _shifted(source, start, cut), _shifted(target, start, cut)


def marked(ids: Sequence[int], offsets: Sequence[Span], source: Span | None, target: Span | None) -> list[int]:
    """A text's word pieces with marks around its actors; at most LONGEST of them, those around the actors."""
    places = [_pieces(offsets, source), _pieces(offsets, target)]
    room = LONGEST - 6
    start, end = _middle(len(ids), [place for place in places if place is not None], room)
    out = [BEGIN]
    for at in range(start, end + 1):
        for place, close in zip(places, (SOURCE_END, TARGET_END), strict=True):
            if place is not None and place[1] == at:
                out.append(close)
        if at == end:
            break
        for place, opening in zip(places, (SOURCE, TARGET), strict=True):
            if place is not None and place[0] == at:
                out.append(opening)
        out.append(ids[at])
    return [*out, END]


def _inside(text: str, span: Span | None) -> Span | None:
    if span is None:
        return None
    start, end = max(0, span[0]), min(len(text), span[1])
    return (start, end) if start < end else None


def _shifted(span: Span | None, by: int, text: str) -> Span | None:
    return _inside(text, (span[0] - by, span[1] - by)) if span is not None else None


def _pieces(offsets: Sequence[Span], span: Span | None) -> Span | None:
    """The word pieces that a span covers, in whole or in part."""
    if span is None:
        return None
    covered = [at for at, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (covered[0], covered[-1] + 1) if covered else None


def _middle(length: int, places: Sequence[Span], room: int) -> Span:
    """Which word pieces to keep of a text that has too many."""
    if length <= room:
        return 0, length
    first, last = min((place[0] for place in places), default=0), max((place[1] for place in places), default=0)
    if last - first > room:
        last = first
    start = max(0, min((first + last - room) // 2, length - room))
    return start, start + room
