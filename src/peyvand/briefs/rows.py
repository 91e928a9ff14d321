"""Items as the dossier's lists show them: with the day, the source, and the place where their quote is highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite

from peyvand.briefs import days, links
from peyvand.briefs.days import Span
from peyvand.briefs.dossier import Dossier
from peyvand.briefs.labels import country
from peyvand.model import Commitment, Event, Figure, Json, Kind, Quoted, Statement
from peyvand.record.views import KeptActor, KeptItem, SourceRow

_BESIDE = 4  # items of other kinds that one is shown with
_LARGEST, _SMALLEST = 1e15, 1e-4  # beyond these a float's digits mean little, and are written with an exponent
_WITHOUT_SPACES = {"bo", "ja", "km", "lo", "my", "th", "zh"}
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Face:
    """A source as it is named everywhere."""

    row: SourceRow
    title: str
    published: Span
    href: str
    copy_of: Face | None = None

    @property
    def lang(self) -> str | None:
        """The language of its title and text, for the page's `lang`."""
        return self.row.metadata.language

    @property
    def dir(self) -> str:
        """The direction of its text, for the page's `dir`."""
        return direction(self.row.metadata.language)

    @property
    def words(self) -> int | None:
        """How many words its text has; None where its script doesn't set words apart."""
        language = (self.lang or "").lower().split("-")[0]
        return None if language in _WITHOUT_SPACES else self.row.words

    @property
    def origin(self) -> str:
        """Who published it, or its file's name."""
        return self.row.metadata.publisher or self.row.name


@dataclass(frozen=True, slots=True)
class Name:
    """An actor as an item names it."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A work that an item's sentence cites, as the endnote has it."""

    label: str
    text: str | None  # None where the endnote only remarks on something
    href: str  # the endnote's own entry
    url: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a list."""

    kept: KeptItem
    when: Span
    source: Face
    href: str

    @property
    def origins(self) -> list[Origin]:
        """Where the claim itself comes from, as far as its sentence says."""
        places = {one.label: links.endnote_place(self.kept.source, one.label, one.start) for one in reversed(self.kept.cites)}
        return [Origin(one.label, one.words, places[one.label], links.web_address(one.url)) for one in self.kept.cites]

    @property
    def item(self) -> Quoted:
        """What was read."""
        return self.kept.item

    @property
    def kind(self) -> str:
        """Its kind, as the templates ask for it."""
        return kind_of(self.item).value

    @property
    def percent(self) -> int:
        """Its confidence, of a hundred."""
        return round(self.item.confidence * 100)


def kind_of(item: Quoted) -> Kind:
    """The kind of an item."""
    match item:
        case Event():
            return Kind.EVENT
        case Statement():
            return Kind.STATEMENT
        case Commitment():
            return Kind.COMMITMENT
        case Figure():
            return Kind.FIGURE


def direction(language: str | None) -> str:
    """The direction of a language's script; "auto", from the first letter, where the language isn't known."""
    if not language:
        return "auto"
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass
class Book:
    """The sources and actors of a dossier, found by their ids, and what is linked to them."""

    dossier: Dossier
    faces: dict[str, Face] = field(init=False)
    placed: dict[str, Row] = field(default_factory=dict)  # the rows made so far, by their items' ids
    read: dict[str, list[Row]] = field(default_factory=dict)  # the same, by their sources

    def __post_init__(self) -> None:
        plain = {row.id: _face(row) for row in self.dossier.sources}
        self.faces = {
            id_: Face(face.row, face.title, face.published, face.href, plain.get(face.row.copy_of or ""))
            for id_, face in plain.items()
        }

    @cached_property
    def actors(self) -> dict[str, KeptActor]:
        """The actors that have a page: those that take part in an item."""
        return {one.id: one for one in self.dossier.actors if sum(one.counts.values()) > one.counts.get(Kind.ACTOR, 0)}

    @cached_property
    def mentions(self) -> dict[str, list[tuple[KeptActor, int, int]]]:
        """Where each source names which actor."""
        found: dict[str, list[tuple[KeptActor, int, int]]] = {}
        for actor in self.dossier.actors:
            for source, quote in actor.mentions:
                found.setdefault(source, []).append((actor, quote.start, quote.end))
        return found

    def beside(self, row: Row) -> list[Row]:
        """What else of another kind was read from the words that an item rests on."""
        found = (self.placed[key] for key in row.kept.beside if key in self.placed)
        return [one for one in found if one.kind != row.kind][:_BESIDE]

    def row(self, kept: KeptItem) -> Row:
        """An item for a list."""
        item = kept.item
        when = days.span(item.period, "no period given") if isinstance(item, Figure) else days.span(item.date)
        return Row(kept, when, self.faces[kept.source], links.quote_place(kept.source, kept.id, item.quote.start))

    def rows(self, items: Iterable[KeptItem]) -> list[Row]:
        """Items for a list, noted as what was read from their sources."""
        found = [self.row(kept) for kept in items if kept.source in self.faces]
        for row in found:
            self.placed[row.kept.id] = row
            self.read.setdefault(row.kept.source, []).append(row)
        return found

    def name(self, text: str, kept: KeptItem) -> Name:
        """A name in an item, linked to its actor."""
        actor = kept.actors.get(text)
        return Name(text, links.actor_page(actor) if actor in self.actors else None)

    def names(self, texts: Iterable[str], kept: KeptItem) -> list[Name]:
        """Names in an item, linked to their actors."""
        return [self.name(text, kept) for text in texts]


def places(geo: Sequence[str]) -> str:
    """What a figure is about, the countries by their names."""
    return ", ".join(country(code) for code in geo)


def number(value: float) -> str:
    """A figure's value with its thousands apart: 46,510,000."""
    if not isfinite(value) or abs(value) >= _LARGEST or 0 < abs(value) < _SMALLEST:
        return f"{value:.6g}"
    if value == int(value):
        return f"{int(value):,}"
    whole, _, part = f"{value:,.4f}".partition(".")
    return f"{whole}.{part.rstrip('0')}"


def spelled(value: Json) -> list[str]:
    """A value of a sidecar that means nothing to us, line by line, so that a reader can make something of it."""
    match value:
        case dict():
            return [", ".join(" ".join(spelled(one)) for one in value.values() if one is not None)]
        case list():
            return [line for one in value for line in spelled(one)]
        case None:
            return []
        case _:
            return [str(value)]


def _face(row: SourceRow) -> Face:
    """A source's title, day and page."""
    metadata = row.metadata
    return Face(row, metadata.title or row.name, days.span(metadata.published), links.source_page(row.id))
