"""What each block of a text is: title, heading, paragraph, list, byline, caption, furniture, or an entry of the endnotes.

What the format says stands; the rest is decided by general rules, in the order of this module's `blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from peyvand.model import Block, BlockKind
from peyvand.sources import furniture, references, repeats
from peyvand.sources.datelines import is_date_line, sets_date_apart
from peyvand.sources.draft import Draft
from peyvand.sources.parts import Part, parts_of

READ = (BlockKind.PROSE, BlockKind.LIST)
_HEADING_WORDS = 16
_TITLE_WORDS = 30
_TELLING_TITLE = 4  # words; shorter lines above a text are rather its series or its section
_NAME = re.compile(
    r"(?:(?:[A-Z][\w.'’-]*|de|del|van|von|bin|al|el|di|da|of|the|and|&)[ ,]+){1,7}[A-Z][\w.'’-]*,? ?(?:Ph\.?D\.?|M\.?D\.?)?\Z"
)
_NAME_WORDS, _CAPITAL_NAME_WORDS = 8, 3  # a longer line in capitals is rather a heading
_BULLET = re.compile(r"(?:[-–—*•▪◦‣·●]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_HEADING_END = re.compile(r"[.!;:,…]\Z")
_CLOSING = 3  # blocks at the end of a text among which its place and date may stand


def blocks(draft: Draft, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of a draft, in order; `title` is the document's, where it is known."""
    parts = parts_of(draft)
    _mark_known_title(parts, title)
    references.mark(parts)
    furniture.mark(parts)
    _mark_date_lines(parts)
    first = _first_paragraph(parts)
    _mark_front(parts[:first])
    _mark_body(parts[first:])
    _mark_closing(parts)
    return tuple(_blocks(parts, repeats.copies(draft.text, parts)))


def _blocks(parts: Sequence[Part], copies: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """The blocks that the parts are, with every copy of a passage cut out of its part as furniture."""
    waiting = list(copies)
    for part in parts:
        at = part.start
        while waiting and waiting[0][0] < part.end:
            start, end = waiting.pop(0)
            yield from _block(part, at, start, part.kind)
            yield from _block(part, start, end, BlockKind.FURNITURE)
            at = end
        yield from _block(part, at, part.end, part.kind)


def _block(part: Part, start: int, end: int, kind: BlockKind | None) -> Iterator[Block]:
    """The block at `start:end` of a part, unless there are no words in it."""
    words = part.text[start - part.start : end - part.start]
    if any(character.isalnum() for character in words) or (start, end) == (part.start, part.end):
        start += len(words) - len(words.lstrip())
        yield Block(kind or BlockKind.PROSE, start, start + len(words.strip()), part.level if kind is BlockKind.HEADING else 0)


def _mark_known_title(parts: Sequence[Part], title: str | None) -> None:
    """Marks the block that has the document's known title."""
    wanted = " ".join((title or "").split()).casefold()
    for part in parts[:20]:
        if wanted and part.words <= _TITLE_WORDS and " ".join(part.text.split()).casefold() == wanted:
            part.kind = BlockKind.TITLE
            return


def _mark_date_lines(parts: Sequence[Part]) -> None:
    """Marks lines that have a date and nothing else."""
    for part in parts:
        if part.kind in (None, BlockKind.HEADING) and part.words <= _NAME_WORDS and is_date_line(part.text):
            part.kind = BlockKind.BYLINE


def _first_paragraph(parts: Sequence[Part]) -> int:
    """Where the first paragraph stands; behind the last part where there is none."""
    for at, part in enumerate(parts):
        if part.kind is BlockKind.PROSE or (
            part.kind is None and part.is_paragraph and not part.begins_small and not _is_headline(parts, at)
        ):
            return at
    return next((at for at, part in enumerate(parts) if part.kind is None and part.ended), len(parts))


def _is_headline(parts: Sequence[Part], at: int) -> bool:
    """Whether a block as long as a paragraph is a long headline: no full stop, and no other headline above it."""
    part = parts[at]
    above = any(one.kind in (None, BlockKind.TITLE) for one in parts[:at])
    return not part.ended and part.words <= _TITLE_WORDS and at + 1 < len(parts) and not above


def _mark_front(front: Sequence[Part]) -> None:
    """Marks what stands above the first paragraph: the title, its sub-title and its kicker, author and place."""
    unmarked = [part for part in front if not furniture.is_letterhead(part.text)]
    title = next((part for part in front if part.kind is BlockKind.TITLE), None) or _title(unmarked) or _title(front)
    for at, part in enumerate(front):
        if part.kind is not None and part is not title:
            continue
        if part is title:
            part.kind = BlockKind.TITLE
        elif at and title is not None and front[at - 1] is title and title.capitals and part.capitals and not part.ended:
            part.kind = BlockKind.TITLE  # a headline in capitals that goes on in the next line
        elif (
            not part.ended and part.words <= _HEADING_WORDS and (sets_date_apart(part.text) or furniture.is_letterhead(part.text))
        ):
            part.kind = BlockKind.BYLINE
        elif part.begins_small and not (at and front[at - 1].text.endswith(",")):  # a letter begins so below its greeting
            part.kind = BlockKind.FURNITURE  # a piece of a sentence that a layout tore off
        elif _BULLET.match(part.text):
            part.kind = BlockKind.LIST
        elif part.ended:
            part.kind = BlockKind.PROSE
        elif _is_name(part) and title is not None and part.start > title.start:
            part.kind = BlockKind.BYLINE
        else:
            part.kind, part.level = BlockKind.HEADING, 1


def _is_name(part: Part) -> bool:
    """Whether a line is the name of a person or a place."""
    return part.words <= (_CAPITAL_NAME_WORDS if part.capitals else _NAME_WORDS) and bool(_NAME.match(part.text))


def _title(front: Sequence[Part]) -> Part | None:
    """The title among the blocks above the first paragraph."""
    lines = [
        part for part in front if part.kind in (None, BlockKind.HEADING) and part.words <= _TITLE_WORDS and not part.begins_small
    ]
    unfit = (_HEADING_END.search, _BULLET.match, sets_date_apart)
    lines = [part for part in lines if not any(test(part.text) for test in unfit)]
    return next((part for part in lines if part.words >= _TELLING_TITLE), None) or next(
        (part for part in lines if part.words > 1), None
    )


def _mark_body(body: Sequence[Part]) -> None:
    """Marks headings, list items and paragraphs."""
    for at, part in enumerate(body):
        if part.kind is not None:
            continue
        if _BULLET.match(part.text):
            part.kind = BlockKind.LIST
        elif _is_heading(body, at):
            part.kind, part.level = BlockKind.HEADING, 2
        else:
            part.kind = BlockKind.PROSE


def _is_heading(body: Sequence[Part], at: int) -> bool:
    """Whether a part is a heading: short, unended, and above a paragraph that begins anew."""
    part = body[at]
    if (
        part.words > _HEADING_WORDS
        or part.begins_small
        or _HEADING_END.search(part.text)
        or (part.ended and not part.text.endswith("?"))
    ):
        return False
    if furniture.is_reference_heading(part):
        return True
    following = next((one for one in body[at + 1 :] if one.kind is not BlockKind.FURNITURE), None)
    return following is not None and following.kind in (None, *READ, BlockKind.HEADING) and not following.begins_small


def _mark_closing(parts: Sequence[Part]) -> None:
    """Marks the place in capitals that stands by the date at a press release's end."""
    closing = [part for part in parts if part.kind not in (BlockKind.FURNITURE, BlockKind.REFERENCE)][-_CLOSING:]
    if any(part.kind is BlockKind.BYLINE for part in closing):
        for part in closing:
            if part.capitals and part.words <= _NAME_WORDS and not part.ended:
                part.kind, part.level = BlockKind.BYLINE, 0
