"""What in a document is no part of what it reports: navigation, offers, credits, sign-offs, notices, notes on authors.

The words that mark it are data (`furniture.toml`); the rules here only say how the marks are weighed. One mark doesn't make
a long paragraph furniture, and a paragraph that tells something ends a stretch of offers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from peyvand.model import BlockKind
from peyvand.sources.parts import Part

_STRONG, _WEAK = 2.0, 0.5
_OFFER_IN_LINE, _OFFER_IN_PARAGRAPH, _OFFER_IN_SENTENCE = 2.0, 3.0, 4.0  # of a cue's weight: one strong cue, more, two
_LINE = 15  # words
_NOTICE = 80  # words; copyright notices are shorter
_LONE_OFFERS = 2  # fewer than that in a document's last part don't make all of it an offer
_NEED = 4  # letters; shorter words in -ed are no past tenses ("need", "seed")
_TELLING = 10  # words of a sentence that may end a stretch of offers
_SHORTEST_SENTENCE = 5  # words; a line such as "Sign in now." may be shorter
_BETWEEN = 20  # as many lines of a list of newsletters may stand between two offers
_MENU = 4  # as many lines of one to three words make a menu
_MENU_WORDS = 3
_LATE = 0.5  # of the text: notes on authors and publishers stand behind it


def mark(parts: Sequence[Part]) -> None:
    """Marks furniture, captions and bylines among the parts that are still undecided."""
    for part in parts:
        if part.kind is None or part.kind in (BlockKind.LIST, BlockKind.HEADING):
            part.kind = _by_words(part) or part.kind
    _mark_about(parts)
    _mark_offers(parts)
    _mark_menus(parts)


def words_of(section: str, key: str) -> frozenset[str]:
    """The words listed under a key of the table."""
    return frozenset(_data()[section][key].split())


def agency(line: str) -> str | None:
    """The news agency whose sign-off a line is."""
    name: str | None = _data()["agencies"].get(line.strip().lower())
    return name


def says_kind(line: str) -> bool:
    """Whether a line says what kind of document it stands in ("Policy Brief No. 7")."""
    return bool(_pattern("lines", "kinds").fullmatch(line.partition("|")[0].strip().lower()))


def is_letterhead(line: str) -> bool:
    """Whether a line names the office that publishes a document."""
    is_named = line.isupper() or all(word[:1].isupper() for word in line.split() if len(word) > _NEED)
    return is_named and bool(_pattern("lines", "letterheads").fullmatch(line.strip().lower().replace("’", "'")))


def is_reference_heading(part: Part) -> bool:
    """Whether a part is the heading of a list of notes or references."""
    return part.words <= _MENU and bool(_pattern("references", "headings").fullmatch(part.plain.strip(" :*#")))


@cache
def _data() -> Mapping[str, Any]:
    """The table of what marks furniture."""
    return tomllib.loads(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))


@cache
def _pattern(section: str, key: str) -> re.Pattern[str]:
    """The patterns under a key of the table, as one."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _data()[section][key]))


def _by_words(part: Part) -> BlockKind | None:
    """The kind that a part's words alone tell."""
    plain = part.plain
    if not plain or part.words > _NOTICE:
        return None
    if part.words <= _NOTICE // 2:
        if (_is_line(part) and _pattern("lines", "furniture").fullmatch(plain)) or _pattern("lines", "signoffs").fullmatch(plain):
            return BlockKind.FURNITURE
        if _pattern("lines", "credits").fullmatch(plain):
            return BlockKind.CAPTION
        if part.words <= _LINE and not part.ended and (_pattern("lines", "bylines").fullmatch(plain) or says_kind(plain)):
            return BlockKind.BYLINE
    if _pattern("copyright", "patterns").search(plain):
        return BlockKind.FURNITURE
    return None


def _is_line(part: Part) -> bool:
    """Whether a part is a line rather than a sentence."""
    return not part.ended or part.words <= _SHORTEST_SENTENCE


def _offer(part: Part) -> float:
    """How much a part reads like an offer to its reader."""
    if not part.plain:
        return 0.0
    strong = {found[0] for found in _pattern("offers", "strong").finditer(part.plain)}
    weak = {found[0] for found in _pattern("offers", "weak").finditer(part.plain)}
    return _STRONG * len(strong) + _WEAK * len(weak)


def _tells(part: Part) -> bool:
    """Whether a part tells something, as a report does and an offer doesn't."""
    if part.words < _TELLING or not part.ended or _offer(part) > _WEAK * 2:
        return False
    words = re.findall(r"[a-z]+", part.plain)
    verbs = words_of("offers", "narrative")
    return part.words >= _NOTICE or any(word in verbs or (word.endswith("ed") and len(word) > _NEED) for word in words)


def _mark_about(parts: Sequence[Part]) -> None:
    """Marks what stands below a heading such as "About the author", in the later part of a document."""
    if not parts:
        return
    late = parts[-1].end * _LATE
    inside = False
    for at, part in enumerate(parts):
        if part.start >= late and _is_about(part, parts[at + 1] if at + 1 < len(parts) else None):
            inside = True
        elif part.kind is BlockKind.REFERENCE or is_reference_heading(part) or (inside and _heads(parts, at)):
            inside = False
        if inside and part.kind is not BlockKind.CAPTION:
            part.kind = BlockKind.FURNITURE


def _is_about(part: Part, below: Part | None) -> bool:
    """Whether a part is the heading of a note on an author or a publisher."""
    if part.words > 2 * _MENU or part.ended:
        return False
    if _pattern("about", "headings").fullmatch(part.plain.strip(" :–—-*#")):
        return True
    is_named = part.plain.startswith("about ") and all(word[:1].isupper() for word in part.text.split() if len(word) > _NEED)
    return is_named and below is not None and bool(_pattern("about", "bodies").search(below.plain or below.text.lower()))


def _heads(parts: Sequence[Part], at: int) -> bool:
    """Whether a part is a heading that has a paragraph below it."""
    part = parts[at]
    if part.kind is BlockKind.HEADING:
        return True
    return part.kind is None and not part.is_paragraph and at + 1 < len(parts) and _tells(parts[at + 1]) and part.words > 1


def _mark_offers(parts: Sequence[Part]) -> None:
    """Marks offers, and what stands between and after them without telling anything."""
    offers = [at for at, part in enumerate(parts) if part.kind in (None, BlockKind.LIST, BlockKind.HEADING) and _is_offer(part)]
    for at in offers:
        parts[at].kind = BlockKind.FURNITURE
    for one, other in pairwise(offers):
        if other - one <= _BETWEEN:
            _mark_between(parts[one + 1 : other])
    if len(offers) >= _LONE_OFFERS:
        _mark_between(parts[offers[-1] + 1 :])


def _is_offer(part: Part) -> bool:
    """Whether a part is an offer to its reader."""
    weight = _offer(part)
    if part.ended and part.words > _SHORTEST_SENTENCE and not _pattern("offers", "addresses").search(part.plain):
        return weight >= _OFFER_IN_SENTENCE
    return weight >= (_OFFER_IN_LINE if part.words <= _LINE else _OFFER_IN_PARAGRAPH)


def _mark_between(between: Sequence[Part]) -> None:
    """Marks a stretch as furniture, unless something is told in it."""
    if any(part.kind is BlockKind.REFERENCE or _tells(part) for part in between):
        return
    for part in between:
        if part.kind in (None, BlockKind.LIST, BlockKind.HEADING):
            part.kind = BlockKind.FURNITURE


def _mark_menus(parts: Sequence[Part]) -> None:
    """Marks runs of very short lines above the first paragraph, which are a page's menu."""
    run: list[Part] = []
    for part in parts:
        if part.is_paragraph:
            break
        if part.words <= _MENU_WORDS and not part.ended and not _is_of_the_head(part):
            run.append(part)
            continue
        _close(run)
        run = []
    _close(run)


def _is_of_the_head(part: Part) -> bool:
    """Whether a short line belongs to the head of a document: its title, a date, an author."""
    if part.kind is BlockKind.BYLINE:
        return part.plain.startswith("by ") or any(character.isdigit() for character in part.plain)
    return part.kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION, BlockKind.REFERENCE)


def _close(run: Sequence[Part]) -> None:
    """Marks a run of short lines that is long enough to be a menu."""
    if len(run) >= _MENU:
        for part in run:
            part.kind = BlockKind.FURNITURE
