"""A source's text as its page shows it: passages with their quotes marked, furniture set aside, endnotes linked.

Every character that isn't white space is shown, whatever the blocks say: what lies between them is taken for prose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from peyvand.briefs import links
from peyvand.briefs.marking import Mark, Overlay, Piece
from peyvand.briefs.rows import Book, Row
from peyvand.model import Block, BlockKind, Marker, Reference, Source
from peyvand.record.views import KeptActor

_BULLETS = "•·‣◦▪–—-*"


@dataclass(frozen=True, slots=True)
class Note:
    """What was read from a quote, beside the text."""

    number: int
    row: Row

    @property
    def anchor(self) -> str:
        """Where its quote is highlighted."""
        return links.anchor(self.row.kept.id)


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of text with what the page adds to it."""

    piece: Piece
    anchors: tuple[str, ...]  # items whose quote begins here
    notes: tuple[Note, ...]  # items whose quote lies on it
    ending: tuple[Note, ...]  # those of them that end with it
    call: str | None = None  # the anchor of an endnote's marker
    endnote: str | None = None  # the place of the endnote that it calls
    actor: KeptActor | None = None
    actor_anchor: str | None = None  # set at an actor's first mention


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, list item or endnote."""

    kind: BlockKind
    level: int
    shown: tuple[Shown, ...]
    notes: tuple[Note, ...] = ()  # items whose quotes begin in it
    reference: Reference | None = None
    anchor: str | None = None  # of an endnote
    calls: tuple[str, ...] = ()  # places of the markers that call this endnote
    cited: tuple[str, ...] = ()  # web addresses of the works that it cites

    @property
    def bullet(self) -> bool:
        """Whether the text brings its own bullet or number."""
        text = "".join(shown.piece.text for shown in self.shown[:2]).lstrip()
        return text[:1] in _BULLETS or text[:1].isdigit()


@dataclass(frozen=True, slots=True)
class Run:
    """Passages that stand together: a list, endnotes, a stretch of furniture; otherwise a passage alone."""

    kind: BlockKind
    passages: tuple[Passage, ...]

    @property
    def marked(self) -> bool:
        """Whether a quote lies in it."""
        return any(shown.notes for passage in self.passages for shown in passage.shown)


@dataclass(frozen=True, slots=True)
class Text:
    """A source's text, or the part of it that one page holds."""

    part: int
    parts: int
    runs: tuple[Run, ...]
    notes: tuple[Note, ...]
    leftover: tuple[str, ...] = ()  # anchors of items whose quote shows no character in this part


@dataclass
class _Setting:
    """What one page needs while its passages are set, and what has been anchored so far."""

    source: Source
    overlay: Overlay
    notes: dict[str, Note]
    actors: dict[str, KeptActor]
    calls: dict[int, str]  # anchors of markers, by where they begin
    endnotes: dict[int, str]  # anchors of endnotes, by where they begin
    anchored: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    @cached_property
    def by_label(self) -> dict[str, Reference]:
        """The endnote of each label, the first work of it where it cites several."""
        return {one.label: one for one in reversed(self.source.references)}

    @cached_property
    def calling(self) -> dict[str, list[Marker]]:
        """The markers that call each label."""
        found: dict[str, list[Marker]] = {}
        for marker in self.source.markers:
            found.setdefault(marker.label, []).append(marker)
        return found

    @cached_property
    def ordered(self) -> list[Reference]:
        """The endnotes as they stand in the text."""
        return sorted(self.source.references, key=lambda one: one.start)

    def endnote(self, label: str | None) -> Reference | None:
        """The endnote of a label."""
        return self.by_label.get(label) if label is not None else None

    def within(self, block: Block) -> list[Reference]:
        """The works of the endnote that a block is, in order."""
        low, high = (bisect_left(self.ordered, edge, key=lambda one: one.start) for edge in (block.start, block.end))
        return self.ordered[low:high]


def texts(source: Source, rows: Sequence[Row], book: Book) -> Iterator[Text]:
    """A source's text, part by part."""
    ordered = sorted(rows, key=lambda row: (row.item.quote.start, row.item.quote.end, row.kept.id))
    notes = {row.kept.id: Note(number, row) for number, row in enumerate(ordered, 1)}
    named = book.mentions.get(source.id, [])
    overlay = Overlay(
        source.text,
        [Mark(row.kept.id, row.item.quote.start, row.item.quote.end) for row in ordered],
        [Mark(marker.label, marker.start, marker.end) for marker in source.markers],
        [Mark(actor.id, start, end) for actor, start, end in named],
    )
    setting = _Setting(
        source,
        overlay,
        notes,
        {actor.id: actor for actor, _, _ in named},
        numbered("call", source.markers),
        numbered("endnote", source.references),
    )
    parts = max(1, -(-len(source.text) // links.PART))
    blocks = list(cover(source.text, source.blocks))
    for part in range(parts):
        low, high = part * links.PART, (part + 1) * links.PART
        inside = [block for block in blocks if block.start < high and block.end > low]
        passages = [_passage(setting, block, max(block.start, low), min(block.end, high)) for block in inside]
        own = tuple(note for note in notes.values() if low <= note.row.item.quote.start < high)
        leftover = tuple(note.anchor for note in own if note.row.kept.id not in setting.anchored)
        setting.anchored.update(note.row.kept.id for note in own)
        yield Text(part, parts, tuple(_runs(passages)), own, leftover)


def cover(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in order, without overlaps, and prose for whatever text lies between them."""
    done = 0
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        start, end = max(block.start, done), min(block.end, len(text))
        if start >= end:
            continue
        yield from _between(text, done, start)
        yield Block(block.kind, start, end, block.level)
        done = end
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    """Prose for text that belongs to no block, paragraph by paragraph."""
    while start < end:
        stop = text.find("\n\n", start, end)
        stop = end if stop < 0 else stop + 2
        if text[start:stop].strip():
            yield Block(BlockKind.PROSE, start, stop)
        start = stop


def numbered(what: str, labelled: Iterable[Marker | Reference]) -> dict[int, str]:
    """An anchor for each marker or endnote, by where it begins: the second call of endnote 3 is `call-3-2`."""
    seen: dict[str, int] = {}
    anchors = {}
    for one in sorted(labelled, key=lambda one: one.start):
        seen[one.label] = seen.get(one.label, 0) + 1
        anchors[one.start] = f"{what}-{links.slug(one.label)}-{seen[one.label]}"
    return anchors


def _place(source: Source, start: int, anchor: str) -> str:
    """The way to an anchor from any page of the same source."""
    return f"{links.source_page(source.id, start).rpartition('/')[2]}#{anchor}"


def _passage(setting: _Setting, block: Block, start: int, end: int) -> Passage:
    """A block with everything that lies on it."""
    begun: list[Note] = []
    shown = []
    part = start // links.PART * links.PART
    for piece in setting.overlay.pieces(start, end):
        new = [key for key in piece.quotes if key not in setting.anchored]
        setting.anchored.update(new)
        begun += [setting.notes[key] for key in new]
        shown.append(_shown(setting, piece, new, part))
    begun.sort(key=lambda note: note.number)
    works = setting.within(block) if block.kind is BlockKind.REFERENCE else []
    if not works:
        return Passage(block.kind, block.level, tuple(shown), tuple(begun))
    reference = works[0]
    calling = setting.calling.get(reference.label, ())
    calls = tuple(_place(setting.source, marker.start, setting.calls[marker.start]) for marker in calling)
    cited = tuple(address for work in works if (address := links.web_address(work.url)) is not None)
    anchor = setting.endnotes[reference.start]
    return Passage(block.kind, block.level, tuple(shown), tuple(begun), reference, anchor, calls, tuple(dict.fromkeys(cited)))


def _shown(setting: _Setting, piece: Piece, new: Sequence[str], part: int) -> Shown:
    """A piece with its notes, and the endnote and the actor it leads to."""
    actor = setting.actors.get(piece.actor or "")
    first = actor is not None and actor.id not in setting.named
    if actor is not None:
        setting.named.add(actor.id)
    endnote = setting.endnote(piece.marker)
    notes = tuple(setting.notes[key] for key in piece.quotes)
    return Shown(
        piece,
        tuple(links.anchor(key) for key in new),
        notes,
        # A note stands where its quote begins; the end of a quote from an earlier part has none on this page.
        tuple(setting.notes[key] for key in piece.ending if setting.notes[key].row.item.quote.start >= part),
        setting.calls.get(piece.start) if piece.marker is not None else None,
        _place(setting.source, endnote.start, setting.endnotes[endnote.start]) if endnote else None,
        actor,
        f"who-{links.slug(actor.id)}" if actor and first else None,
    )


def _runs(passages: Iterable[Passage]) -> Iterator[Run]:
    """Passages of a list, of endnotes or of furniture put together."""
    together = {BlockKind.LIST, BlockKind.REFERENCE, BlockKind.FURNITURE}
    for kind, group in groupby(passages, key=lambda passage: passage.kind):
        if kind in together:
            yield Run(kind, tuple(group))
        else:
            yield from (Run(kind, (passage,)) for passage in group)


def rules(text: Text) -> Markup:
    """Style rules of one page: the place a link leads to lights up in all its pieces, and with it its note.

    The anchors are plain (`links.anchor`), so that nothing of a document gets into the style sheet.
    """
    made = [
        f'body:has([id="{note.anchor}"]:target,#n{note.number}:target) .q{note.number}{{background:var(--lit)}}'
        f'body:has([id="{note.anchor}"]:target) #n{note.number}{{background:var(--lit-note)}}'
        for note in text.notes
    ]
    return Markup("".join(made))  # noqa: S704 - made of plain anchors and numbers
