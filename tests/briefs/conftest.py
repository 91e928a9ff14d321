"""An invented desk on Ruritania and Freedonia, built of plain values, with the things that a dossier must get right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html

from peyvand.briefs.dossier import Dossier
from peyvand.briefs.site import write_dossier
from peyvand.model import (
    KIND_OF,
    ActorType,
    Block,
    BlockKind,
    Bound,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Instrument,
    Kind,
    Marker,
    Metadata,
    Plover,
    Quote,
    Quoted,
    Reference,
    Source,
    Stance,
    Statement,
)
from peyvand.record.contradictions import Contradiction, Difference, Side
from peyvand.record.log import Act, Decision
from peyvand.record.views import KeptActor, KeptEntry, KeptItem, Office, SourceRow

WRITTEN = date(2026, 3, 1)


@dataclass
class Shelf:
    """Sources, items and actors, put together by hand; `dossier` makes a dossier of them."""

    texts: dict[str, Source] = field(default_factory=dict)
    rows: list[SourceRow] = field(default_factory=list)
    items: list[KeptItem] = field(default_factory=list)
    actors: dict[str, KeptActor] = field(default_factory=dict)
    together: list[tuple[str, ...]] = field(default_factory=list)  # ids of items that tell of one thing, the best first
    ties: list[tuple[str, str]] = field(default_factory=list)  # (plan, deed), by their items
    decisions: list[Decision] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def source(
        self,
        name: str,
        blocks: list[tuple[BlockKind, str]],
        metadata: Metadata,
        *,
        unread: str | None = None,
        copy_of: str | None = None,
    ) -> Source:
        """A source whose text is its blocks with an empty line between them."""
        made, text = [], ""
        for kind, words in blocks:
            start = len(text) + (2 if text else 0)
            text += ("\n\n" if text else "") + words
            made.append(Block(kind, start, len(text), 2 if kind is BlockKind.HEADING else 0))
        entries = [block for block in made if block.kind is BlockKind.REFERENCE]
        references = tuple(Reference(str(n), block.start, block.end) for n, block in enumerate(entries, 1))
        markers = tuple(
            Marker(reference.label, at, at + len(call))
            for reference in references
            for call in (f"[{reference.label}]",)
            for at in range(len(text))
            if text.startswith(call, at)
        )
        id_ = f"{len(self.texts) + 1:016x}"
        self.texts[id_] = Source(id_, name, text, tuple(made), metadata, references, markers)
        counts = dict.fromkeys(Kind, 0)
        added = datetime(2026, 2, 1, tzinfo=UTC)
        reader = None if unread else "1"
        self.rows.append(SourceRow(id_, name, metadata, len(text.split()), added, reader, unread, copy_of, counts))
        return self.texts[id_]

    def quote(self, source: Source, words: str) -> Quote:
        """Words of a source as a quote."""
        start = source.text.index(words)
        return source.quote(start, start + len(words))

    def add(self, source: Source, kind: Kind, item: Quoted, *names: str) -> str:
        """Put an item into the record, its actors found by their names; its id."""
        known = {name: self.actors[name].id for name in names if name in self.actors}
        id_ = f"{len(self.items) + 1:012x}"
        self.items.append(KeptItem(id_, source.id, item, item.quote.start, known))
        row = next(row for row in self.rows if row.id == source.id)
        for counts in (row.counts, *(self.actors[name].counts for name in known)):
            assert isinstance(counts, dict)
            counts[kind] += 1
        return id_

    def actor(self, name: str, type_: ActorType, country: str | None, *offices: Office, aliases: tuple[str, ...] = ()) -> None:
        """An actor, mentioned wherever its name or an alias stands."""
        mentions = tuple(
            (source.id, source.quote(at, at + len(form)))
            for source in self.texts.values()
            for form in (name, *aliases)
            for at in range(len(source.text))
            if source.text.startswith(form, at)
        )
        counts = dict.fromkeys(Kind, 0)
        counts[Kind.ACTOR] = len({source for source, _ in mentions})
        self.actors[name] = KeptActor(f"{len(self.actors) + 1:x}", name, type_, country, aliases, offices, mentions, counts)

    def decide(self, act: Act, who: str, about: tuple[str, ...], **more: Any) -> None:  # noqa: ANN401 - fields of a decision
        """Put a decision into the log."""
        at = datetime(2026, 2, 20, tzinfo=UTC)
        self.decisions.append(Decision(len(self.decisions) + 1, act, about, who, at, machine=who == "peyvand", **more))

    def contradict(self, kind: Difference, about: str, one: tuple[str, str], other: tuple[str, str] | None = None) -> None:
        """Put a contradiction into the record: each side is an item's id and what of it differs."""
        sides = [self._side(*side) for side in (one, other) if side is not None]
        self.contradictions.append(Contradiction(kind, about, sides[0], sides[1] if other else None, "1 figures", about))

    def _side(self, item: str, says: str) -> Side:
        kept = next(one for one in self.items if one.id == item)
        entry = next(one.id for one in self.entries() if item in {told.id for told in one.tellings})
        return Side(item, entry, kept.item, says, kept.source, None, None, None, kept.source)

    def entries(self) -> list[KeptEntry]:
        """The items put together: each an entry of its own, but for those that tell of one thing."""
        items = {one.id: one for one in self.items}
        groups = {key: group for group in self.together for key in group}
        whole = dict.fromkeys(groups.get(key, (key,)) for key in items)
        head = {key: group[0] for group in whole for key in group}
        return [self._entry([items[key] for key in group], head) for group in whole]

    def _entry(self, told: list[KeptItem], head: dict[str, str]) -> KeptEntry:
        """One entry; its first telling leads it."""
        keys = {one.id for one in told}
        roots = {row.id: row.copy_of or row.id for row in self.rows}
        return KeptEntry(
            id=told[0].id,
            kind=KIND_OF[type(told[0].item)],
            lead=told[0],
            tellings=tuple(sorted(told, key=lambda one: one.id)),
            sources=len({roots[one.source] for one in told}),
            confidence=max(one.item.confidence for one in told),
            review=next((one.review for one in told if one.review), None),
            plans=tuple(head[plan] for plan, deed in self.ties if deed in keys),
            deeds=tuple(head[deed] for plan, deed in self.ties if plan in keys),
        )

    def dossier(
        self, title: str = "Ruritania and Freedonia", pair: tuple[str, str] = ("IRN", "JPN"), as_of: date | None = None
    ) -> Dossier:
        """All of it as a dossier."""
        return Dossier(
            title=title,
            pair=pair,
            written=WRITTEN,
            sources=tuple(self.rows),
            actors=tuple(self.actors.values()),
            entries=lambda kind: [one for one in self.entries() if one.kind is kind],
            text=self.texts.__getitem__,
            as_of=as_of,
            decisions=tuple(self.decisions),
            contradictions=tuple(self.contradictions),
        )


def invented() -> tuple[Shelf, SimpleNamespace]:
    """The desk that most tests look at, and the ids of its items by what they are."""
    shelf = Shelf()
    ids = SimpleNamespace()
    gazette = shelf.source(
        "visit.html",
        [
            (BlockKind.FURNITURE, "Skip to content"),
            (BlockKind.TITLE, "Laine sees Voss in Strelsau"),
            (BlockKind.BYLINE, "By Otto Kern"),
            (
                BlockKind.PROSE,
                (
                    "Foreign Minister Aino Laine met Karl Voss in Strelsau on Friday and promised a ferry link by 2027.[1]"
                    " Voss said that the harbour fees worry Ruritania."
                ),
            ),
            (BlockKind.HEADING, "What comes next"),
            (BlockKind.LIST, "Freedonia will send a trade delegation to Strelsau in June 2026."),
            (BlockKind.LIST, "A joint patrol could follow if the parliaments agree."),
            (
                BlockKind.PROSE,
                "Ruritania denies that it seized a Freedonian trawler. It bought about 46.5 million barrels in 2025.",
            ),
            (BlockKind.FURNITURE, "Join 50,000 readers for $25 a month"),
            (BlockKind.REFERENCE, "1. Harbour Office, Annual report, 2025."),
        ],
        Metadata(
            title="Laine sees Voss in Strelsau",
            publisher="Strelsau Gazette",
            published="2026-02-14",
            language="en",
            url="https://gazette.example/visit",
            kind="visit readout",
        ),
    )
    wire = shelf.source(
        "wire.txt",
        [
            (BlockKind.PROSE, "Foreign Minister Aino Laine met Karl Voss in Strelsau on Friday."),
            (BlockKind.PROSE, "Years ago they quarrelled."),
        ],
        Metadata(title="Laine meets Voss", publisher="Freedonia Wire", published="2026-02-14", language="en"),
        copy_of=gazette.id,
    )
    history = shelf.source(
        "history.md",
        [
            (
                BlockKind.PROSE,
                "In 1971 Freedonia cut off oil sales to Ruritania. In the 1980s the two traded little. They once exchanged maps.",
            )
        ],
        Metadata(publisher="Institute of Old Treaties", language="en", url="javascript:alert(1)"),
    )
    shelf.source(
        "نامه.txt",
        [(BlockKind.PROSE, "وزیر خارجه روریتانیا دیروز با همتای خود دیدار کرد.")],
        Metadata(title="دیدار وزیران خارجه", publisher="روزنامه صبح", published="2025-11-02", language="fa"),
        unread="Persian can't be read yet",
    )
    shelf.actor("Aino Laine", ActorType.PERSON, "JPN", Office("foreign minister of Freedonia", gazette.id, "2026-02-14"))
    shelf.actor("Karl Voss", ActorType.PERSON, "IRN", aliases=("Voss",))
    shelf.actor("Ruritania", ActorType.COUNTRY, "IRN", aliases=("Strelsau",))
    shelf.actor("Freedonia", ActorType.COUNTRY, "JPN", aliases=("Freedonian",))

    meeting = "Foreign Minister Aino Laine met Karl Voss in Strelsau on Friday"
    pair = ("Aino Laine", "Karl Voss")
    for name, source, place in (("meeting", gazette, "Strelsau"), ("copied", wire, None)):
        met = Event(
            quote=shelf.quote(source, meeting),
            type=Plover.CONSULT,
            sources=("Aino Laine",),
            targets=("Karl Voss",),
            date="2026-02-13",
            place=place,
        )
        setattr(ids, name, shelf.add(source, Kind.EVENT, met, *pair))
    ids.promise = shelf.add(
        gazette,
        Kind.COMMITMENT,
        Commitment(
            quote=shelf.quote(gazette, "in Strelsau on Friday and promised a ferry link by 2027"),
            parties=("Aino Laine",),
            what="open a ferry link",
            status=CommitmentStatus.PROMISED,
            instrument=Instrument.MOU,
            date="2026-02-13",
            due="2027",
        ),
        "Aino Laine",
    )
    ids.worry = shelf.add(
        gazette,
        Kind.STATEMENT,
        Statement(
            quote=shelf.quote(gazette, "Voss said that the harbour fees worry Ruritania"),
            speaker="Karl Voss",
            topic="harbour fees",
            stance=Stance.CONCERN,
            issue="trade_terms",
            date="2026-02-13",
        ),
        "Karl Voss",
    )
    for name, words, type_, status, when, names in (
        (
            "delegation",
            "Freedonia will send a trade delegation to Strelsau in June 2026",
            Plover.CONSULT,
            EventStatus.PLANNED,
            "2026-06",
            ("Freedonia", "Ruritania"),
        ),
        ("patrol", "A joint patrol could follow", Plover.COOPERATE, EventStatus.HYPOTHETICAL, None, ("Freedonia", "Ruritania")),
        ("trawler", "it seized a Freedonian trawler", Plover.COERCE, EventStatus.DENIED, None, ("Ruritania", "Freedonia")),
    ):
        made = Event(
            quote=shelf.quote(gazette, words),
            type=type_,
            sources=names[:1],
            targets=names[1:],
            date=when,
            status=status,
            speaker="Karl Voss",
        )
        setattr(ids, name, shelf.add(gazette, Kind.EVENT, made, *names))
    for name, words, when in (
        ("embargo", "In 1971 Freedonia cut off oil sales to Ruritania", "1971"),
        ("slump", "In the 1980s the two traded little", "198X"),
        ("maps", "They once exchanged maps", None),
    ):
        made = Event(
            quote=shelf.quote(history, words), type=Plover.SANCTION, sources=("Freedonia",), targets=("Ruritania",), date=when
        )
        setattr(ids, name, shelf.add(history, Kind.EVENT, made, "Freedonia", "Ruritania"))
    ids.barrels = shelf.add(
        gazette,
        Kind.FIGURE,
        Figure(
            quote=shelf.quote(gazette, "about 46.5 million barrels in 2025"),
            value=46_510_000,
            unit="barrels",
            indicator="oil bought",
            geo=("IRN", "JPN"),
            period="2025",
            bound=Bound.ABOUT,
            speaker="Karl Voss",
        ),
        "Karl Voss",
    )
    return shelf, ids


def retold() -> tuple[Shelf, SimpleNamespace]:
    """A visit that was announced, and then told by two papers and a copy; and the ids of its items by what they are."""
    shelf, ids = Shelf(), SimpleNamespace()
    told = (
        ("plan", "Strelsau Gazette", "2026-01-10", "Voss is to visit Freedonia in February."),
        ("first", "Strelsau Gazette", "2026-02-14", "Karl Voss flew to Freedonia on Friday."),
        ("second", "Zenda Herald", "2026-02-15", "Ruritania's minister visited Freedonia this week."),
        ("copy", "Freedonia Wire", "2026-02-15", "Karl Voss flew to Freedonia on Friday."),
    )
    for name, publisher, day, words in told:
        copied = next(row.id for row in shelf.rows if row.metadata.title == "first") if name == "copy" else None
        shelf.source(
            f"{name}.txt", [(BlockKind.PROSE, words)], Metadata(title=name, publisher=publisher, published=day), copy_of=copied
        )
    shelf.actor("Karl Voss", ActorType.PERSON, "IRN", aliases=("Voss",))
    shelf.actor("Ruritania", ActorType.COUNTRY, "IRN")
    shelf.actor("Freedonia", ActorType.COUNTRY, "JPN")
    dates = {"plan": "2026-02", "first": "2026-02-13", "second": "2026-02-09/2026-02-15", "copy": "2026-02-13"}
    for source, (name, _, _, words) in zip(shelf.texts.values(), told, strict=True):
        who = "Ruritania" if name == "second" else "Karl Voss"
        visit = Event(
            quote=shelf.quote(source, words.removesuffix(".")),
            type=Plover.CONSULT,
            sources=(who,),
            targets=("Freedonia",),
            date=dates[name],
            status=EventStatus.PLANNED if name == "plan" else EventStatus.OCCURRED,
            confidence=0.6 if name == "second" else 0.9,
        )
        setattr(ids, name, shelf.add(source, Kind.EVENT, visit, who, "Freedonia"))
    shelf.together.append((ids.first, ids.second, ids.copy))
    shelf.ties.append((ids.plan, ids.first))
    shelf.decide(
        Act.MERGE, "peyvand", (ids.first, ids.second), probability=0.87, reasons=("the same week", "both name Freedonia")
    )
    shelf.decide(Act.ACCEPT, "N. Sato", (ids.first,), note="seen in the cable")
    shelf.decide(Act.NOTE, "N. Sato", (ids.first,), note="a slip of the pen")
    shelf.decide(Act.UNDO, "N. Sato", (ids.first,), undoes=3)
    return shelf, ids


HOSTILE = (
    '</p><script>alert(1)</script> "><img src=x onerror=alert(2)> \u202egnihtemos\u202c {{ 7*7 }} {% raise %} \x00\ud800 &lt;'
    "</style><style>body{background:url(https://spy.example/)}</style>"
)


def hostile() -> Shelf:
    """A desk whose only document tries everything, everywhere."""
    shelf = Shelf()
    words = HOSTILE
    metadata = Metadata(title=words, publisher=words, author=words, published=words, language=words, url=words, kind=words)
    source = shelf.source(words, [(kind, words) for kind in BlockKind], metadata, unread=words)
    shelf.actor(words, ActorType.PERSON, words, aliases=(words,))
    quote = source.quote(4, 30)
    event = Event(quote=quote, type=Plover.ACCUSE, sources=(words,), targets=(words,), place=words, date=words, speaker=words)
    shelf.add(source, Kind.EVENT, event, words)
    figure = Figure(quote=source.quote(2, 60), value=1, unit=words, indicator=words, geo=(words,), period=words, speaker=words)
    shelf.add(source, Kind.FIGURE, figure, words)
    return shelf


@dataclass(frozen=True)
class Pages:
    """A dossier on the disk, read page by page."""

    folder: Path
    dossier: Callable[[], Dossier]

    def __call__(self, page: str) -> html.HtmlElement:
        """A page's tree."""
        return html.document_fromstring((self.folder / page).read_text(encoding="utf-8"))

    def text(self, page: str) -> str:
        """What a page says, on one line."""
        return " ".join(self(page).find("body").text_content().split())

    def all(self) -> list[str]:
        """All pages, by their paths."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))


@pytest.fixture
def shelf() -> Shelf:
    """An empty shelf, to build a desk on."""
    return Shelf()


@pytest.fixture(scope="session")
def ids() -> SimpleNamespace:
    """The ids of the invented desk's items."""
    return invented()[1]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The invented desk's dossier."""
    folder = tmp_path_factory.mktemp("dossier")
    write_dossier(invented()[0].dossier(), folder)
    return Pages(folder, invented()[0].dossier)


@pytest.fixture(scope="session")
def visit() -> SimpleNamespace:
    """The ids of the items of the visit that several tell of."""
    return retold()[1]


@pytest.fixture(scope="session")
def visit_pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The dossier of the visit that several tell of, as the record stood two weeks later."""
    folder = tmp_path_factory.mktemp("visit")
    write_dossier(retold()[0].dossier(as_of=date(2026, 2, 28)), folder)
    return Pages(folder, retold()[0].dossier)


@pytest.fixture
def hostile_pages(tmp_path: Path) -> Pages:
    """The dossier of the desk that tries everything."""
    write_dossier(hostile().dossier(), tmp_path / "hostile")
    return Pages(tmp_path / "hostile", hostile().dossier)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Pages]:
    """Write a shelf's dossier, and open it."""

    def write(shelf: Shelf, **options: object) -> Pages:
        write_dossier(shelf.dossier(), tmp_path / "out", **options)  # type: ignore[arg-type]
        return Pages(tmp_path / "out", shelf.dossier)

    return write
