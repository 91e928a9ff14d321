"""Entries as the dossier's lists show them: once each, in the words that tell it best, with all others that tell of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.briefs.days import Span
from peyvand.briefs.decided import Decided
from peyvand.briefs.links import anchor
from peyvand.briefs.rows import Book, Face, Row
from peyvand.briefs.sheets import Laid
from peyvand.model import Commitment, Event, Figure, Kind, Plover, Quoted, Statement
from peyvand.record.views import Grade, KeptEntry, Review

if TYPE_CHECKING:
    from peyvand.record.log import Decision

_UNJUDGED = 6
_NEWEST = 100  # entries of a kind on an actor's page


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in a list."""

    entry: KeptEntry
    lead: Row
    others: tuple[Row, ...]  # in the order in which they were read
    merged: tuple[Decision, ...] = ()  # by which its tellings became one
    decided: tuple[Decision, ...] = ()  # what people said about it, the oldest first

    @property
    def rows(self) -> tuple[Row, ...]:
        """All that tell of it, the best first."""
        return self.lead, *self.others

    @property
    def item(self) -> Quoted:
        """What its lead says."""
        return self.lead.item

    @property
    def when(self) -> Span:
        """When it was."""
        return self.lead.when

    @property
    def kind(self) -> str:
        """Its kind, as the templates ask for it."""
        return self.lead.kind

    @property
    def source(self) -> Face:
        """Where its lead stands."""
        return self.lead.source

    @property
    def anchor(self) -> str:
        """Where it stands in its list."""
        return f"e-{anchor(self.entry.id)}"

    @property
    def review(self) -> Review | None:
        """What a person decided about it."""
        return self.entry.review

    @property
    def percent(self) -> int:
        """Its confidence, of a hundred: that of its surest telling."""
        return round(self.entry.confidence * 100)

    @property
    def mark(self) -> str | None:
        """Grade of its publishers and digit of its own, "B2"; None where neither can be judged."""
        grade, credibility = self.entry.grade, self.entry.credibility
        if credibility is None or (grade is Grade.F and credibility.digit == _UNJUDGED):
            return None
        return f"{grade.value}{credibility.digit}"

    @property
    def copied(self) -> bool:
        """Whether only copies of other sources tell of it."""
        return all(row.source.copy_of is not None for row in self.rows)

    @property
    def told(self) -> str:
        """By whom it is told, in words: "told by 3 sources and a copy"."""
        known = len({row.kept.source for row in self.rows})
        copies = known - self.entry.sources
        if known == 1:
            return f"told {_times(len(self.rows))} in this source"
        said = "told by one source" if self.entry.sources == 1 else f"told by {self.entry.sources} sources"
        return said + (" and a copy" if copies == 1 else f" and {copies} copies" if copies > 1 else "")


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"


def apart(row: Row, lead: Row) -> frozenset[str]:
    """In what a telling differs from the one that leads: "when", "who", "what", "how"."""
    found = {"when"} if row.when.text != lead.when.text else set()
    if _who(row) != _who(lead):
        found.add("who")
    match row.item, lead.item:
        case Event() as one, Event() as other if (one.type, one.status) != (other.type, other.status):
            found.add("how")
        case Statement() as one, Statement() as other if one.stance is not other.stance:
            found.add("how")
        case Commitment() as one, Commitment() as other if (one.status, one.due) != (other.status, other.due):
            found.add("how")
        case Figure() as one, Figure() as other if (one.value, one.unit, one.bound) != (other.value, other.unit, other.bound):
            found.add("what")
    return frozenset(found)


def _who(row: Row) -> tuple[tuple[str, ...], ...]:
    """The sides of an item; one actor under two spellings is one."""
    sides: tuple[tuple[str, ...], ...]
    match row.item:
        case Event() as item:
            met = item.type is Plover.CONSULT  # who met whom is the same either way
            sides = ((*item.sources, *item.targets),) if met else (item.sources, item.targets)
        case Statement() as item:
            sides = ((item.speaker,),)
        case Commitment() as item:
            sides = (item.parties,)
        case Figure() as item:
            sides = (item.geo,)
    return tuple(tuple(sorted(row.kept.actors.get(name, name) for name in side)) for side in sides)


@dataclass(slots=True)
class Part:
    """What an actor takes part in: how many entries of each kind, and the newest of them."""

    counts: Counter[Kind] = field(default_factory=Counter)
    newest: defaultdict[Kind, list[Told]] = field(default_factory=lambda: defaultdict(list))

    def take(self, kind: Kind, told: Told) -> None:
        """Count an entry; they come the newest first."""
        self.counts[kind] += 1
        if self.counts[kind] <= _NEWEST:
            self.newest[kind].append(told)


class Ledger:
    """All entries of a dossier: by kind, by item, by who takes part; and where each stands, once the lists are laid out."""

    def __init__(self, book: Book, decided: Decided) -> None:
        self._book = book
        self._decided = decided
        self.by_kind = {kind: self._kind(kind) for kind in Kind if kind is not Kind.ACTOR}
        self.by_id = {told.entry.id: told for found in self.by_kind.values() for told in found}
        self.of_item = {row.kept.id: told for told in self.by_id.values() for row in told.rows}
        self.parts: defaultdict[str, Part] = defaultdict(Part)
        for kind, found in self.by_kind.items():
            for told in found:
                for actor in {one for row in told.rows for one in row.kept.actors.values()}:
                    self.parts[actor].take(kind, told)
        self._places: dict[str, str] = {}

    def _kind(self, kind: Kind) -> list[Told]:
        """The entries of a kind, the newest first and those without a date last."""
        made = (self._told(entry) for entry in self._book.dossier.entries(kind))
        return newest_first(told for told in made if told is not None)

    def _told(self, entry: KeptEntry) -> Told | None:
        """An entry for a list; None where none of its sources is in the dossier."""
        rows = self._book.rows(entry.tellings)
        if not rows:
            return None
        lead = next((row for row in rows if row.kept.id == entry.lead.id), rows[0])
        keys = [row.kept.id for row in rows]
        return Told(
            entry, lead, tuple(row for row in rows if row is not lead), self._decided.merges(keys), self._decided.by_people(keys)
        )

    def lay(self, laid: Laid[Told]) -> None:
        """Note where the entries of a list stand."""
        for sheet in laid.sheets:
            for stretch in sheet.stretches:
                self._places.update((told.entry.id, f"{sheet.path}#{told.anchor}") for told in stretch.rows)

    def place(self, told: Told) -> str | None:
        """Where an entry stands in its list."""
        return self._places.get(told.entry.id)

    def linked(self, ids: Iterable[str]) -> list[tuple[Told, str]]:
        """Entries that another is linked with, each with its place; the earliest first."""
        found = [(self.by_id[id_], self._places[id_]) for id_ in ids if id_ in self.by_id and id_ in self._places]
        return sorted(found, key=lambda pair: (pair[0].when.order, pair[0].entry.id))

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many entries there are of each kind."""
        return {kind: len(found) for kind, found in self.by_kind.items()}


def newest_first(found: Iterable[Told]) -> list[Told]:
    """By their day, the newest first and those without one last; of one day the newest source first, then as in its text."""
    placed = sorted(found, key=lambda told: (told.lead.kept.source, told.item.quote.start, told.lead.kept.id))
    placed.sort(key=lambda told: told.source.published.order, reverse=True)
    placed.sort(key=lambda told: told.when.order, reverse=True)
    return placed


def sources_of(found: Iterable[Told], *, copies: bool = True) -> int:
    """How many sources tell of these entries."""
    return len({row.kept.source for told in found for row in told.rows if copies or row.source.copy_of is None})


def rows_of(found: Sequence[Told]) -> list[Row]:
    """All tellings of these entries."""
    return [row for told in found for row in told.rows]
