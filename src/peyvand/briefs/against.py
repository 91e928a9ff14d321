"""Contradictions as the dossier shows them: both sides with their words, and the way from an entry to what is against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.briefs import labels
from peyvand.briefs.links import anchor
from peyvand.briefs.rows import Book, Row
from peyvand.briefs.sheets import Laid, Section

if TYPE_CHECKING:
    from peyvand.record.contradictions import Contradiction, Side

# Under which heading a kind of difference stands, in the order of the page.
_HEADINGS = {
    "figure": "Figures that differ",
    "date": "One event, told differently",
    "place": "One event, told differently",
    "parties": "One event, told differently",
    "status": "What one source tells and another denies",
    "first": "A “first” that was none",
    "plan": "Plans without a deed known to the record",
    "due": "Commitments past their day",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A side: the item that stands for it, and those that say the same."""

    side: Side
    row: Row
    also: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """A contradiction in a list; of a plan without a deed there is one side."""

    found: Contradiction
    sides: tuple[Said, ...]

    @property
    def kind(self) -> str:
        """In what the sides differ, as the templates ask for it."""
        return self.found.kind.value

    @property
    def anchor(self) -> str:
        """Where it stands in its list."""
        return f"c-{anchor(self.found.id)}"


class Differences:
    """All contradictions of a dossier, and where each stands once they are laid out."""

    def __init__(self, book: Book) -> None:
        made = (self._made(book, one) for one in book.dossier.contradictions)
        self.all = [one for one in made if one is not None]
        self._by_entry: defaultdict[str, list[Against]] = defaultdict(list)
        for one in self.all:
            for entry in one.found.entries:
                self._by_entry[entry].append(one)
        self._places: dict[str, str] = {}

    @staticmethod
    def _made(book: Book, found: Contradiction) -> Against | None:
        """A contradiction with the rows of its sides; None where one isn't in the dossier."""
        sides = [side for side in (found.one, found.other) if side is not None]
        if any(side.item not in book.placed for side in sides):
            return None
        also = [tuple(book.placed[item] for item in side.also if item in book.placed) for side in sides]
        return Against(found, tuple(Said(side, book.placed[side.item], more) for side, more in zip(sides, also, strict=True)))

    @property
    def counts(self) -> tuple[int, int]:
        """How many have two sides, and how many are plans and promises without a deed."""
        two = sum(len(one.sides) > 1 for one in self.all)
        return two, len(self.all) - two

    def sections(self) -> list[Section[Against]]:
        """The contradictions by what differs."""
        groups: dict[str, list[Against]] = {heading: [] for heading in _HEADINGS.values()}
        for one in self.all:
            groups[_HEADINGS.get(one.kind, labels.label("difference", one.kind).label)].append(one)
        return [Section(f"d-{at}", heading, found) for at, (heading, found) in enumerate(groups.items(), 1) if found]

    def lay(self, laid: Laid[Against]) -> None:
        """Note where each stands."""
        for sheet in laid.sheets:
            for stretch in sheet.stretches:
                self._places.update((one.found.id, f"{sheet.path}#{one.anchor}") for one in stretch.rows)

    def against(self, entry: str) -> Sequence[tuple[str, str]]:
        """What stands against an entry: in a few words, and where it is told."""
        return [
            (_words(one, entry), self._places[one.found.id])
            for one in self._by_entry.get(entry, ())
            if one.found.id in self._places
        ]


def _words(one: Against, entry: str) -> str:
    """What the other side says; of what has one side, what is missing."""
    others = [said.side.says for said in one.sides if said.side.entry != entry]
    same = [said.side.says for said in one.sides]
    name = labels.label("difference", one.kind).label
    return f"{name}: {', '.join(_once(others or same))}"


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
