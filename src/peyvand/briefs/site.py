"""The dossier: a desk as a folder of pages that opens from the disk, with every item linked to the words it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from peyvand.briefs import days, links, lists, overview, passages
from peyvand.briefs.against import Differences
from peyvand.briefs.charts import Chart
from peyvand.briefs.decided import Decided
from peyvand.briefs.dossier import Dossier, Record, of_desk
from peyvand.briefs.folder import Folder
from peyvand.briefs.rendering import Press, counted
from peyvand.briefs.rows import Book, Face, Name, spelled
from peyvand.briefs.sheets import ROWS, Laid, Section, lay_out
from peyvand.briefs.told import Ledger, Part, Told
from peyvand.model import Kind, Plover, Statement
from peyvand.record.views import KeptActor

Tell = Callable[[int, int], None]  # pages of sources and actors written so far, of how many


def write(desk: Record, folder: Path, *, as_of: str | None = None, written: date | None = None, tell: Tell | None = None) -> Path:
    """Write the dossier of a desk to a new or empty folder, or over an earlier dossier; the path of its first page.

    With `as_of`, as the record stood at the end of a day (UTC) or at a time. BadMoment, DossierFault.
    """
    return write_dossier(of_desk(desk, written or date.today(), as_of), folder, tell=tell)  # noqa: DTZ011 - the user's own day


def write_dossier(dossier: Dossier, folder: Path, *, tell: Tell | None = None, rows: int = ROWS) -> Path:
    """Write a dossier to a folder; its lists go over to a further page after so many rows."""
    out = Folder(Path(folder))
    _Site(dossier, out, tell, rows).write()
    out.finish()
    return out.path / "index.html"


class _Site:
    """One writing of a dossier: kind by kind, then source by source, so that no more than a list is rendered at once."""

    def __init__(self, dossier: Dossier, out: Folder, tell: Tell | None, rows: int) -> None:
        self.dossier = dossier
        self.book = Book(dossier)
        self.out = out
        self.tell = tell
        self.size = rows
        self.decided = Decided(dossier.decisions)
        self.ledger = Ledger(self.book, self.decided)
        self.differences = Differences(self.book)
        self.press = Press(self.book, self.ledger, self.differences)
        self.faces = list(self.book.faces.values())
        self.figures = lists.figures_in_order(self.ledger.by_kind[Kind.FIGURE])
        # All lists are laid out before one is written: an entry links to others.
        self.laid = {kind: lay_out(name, sections, rows) for kind, name, sections in self._sections()}
        for laid in self.laid.values():
            self.ledger.lay(laid)
        self.laid_differences = lay_out("contradictions", self.differences.sections(), rows)
        self.differences.lay(self.laid_differences)

    def _sections(self) -> Sequence[tuple[Kind, str, Sequence[Section[Told]]]]:
        """Each list with what it is divided into."""
        found = self.ledger.by_kind
        return (
            (Kind.EVENT, "timeline", lists.by_year(found[Kind.EVENT], lambda told: told.when)),
            (Kind.STATEMENT, "statements", lists.by_issue(found[Kind.STATEMENT], self._speaker)),
            (Kind.COMMITMENT, "commitments", lists.by_year(found[Kind.COMMITMENT], lambda told: told.when)),
            (Kind.FIGURE, "figures", lists.by_year(self.figures, lambda told: told.when, "No period given")),
        )

    def _speaker(self, told: Told) -> str:
        """Who makes a statement, by the name that the whole record has for him."""
        name = told.item.speaker if isinstance(told.item, Statement) else ""
        actor = self.book.actors.get(told.lead.kept.actors.get(name, ""))
        return name if actor is None else actor.name

    def write(self) -> None:
        """Write all pages."""
        chart, caption = self._timeline()
        self._statements()
        self._commitments()
        self._figures()
        self._contradictions()
        self._actors()
        self._sources()
        self._overview(chart, caption)
        total = len(self.faces) + len(self.book.actors)
        for done, face in enumerate(self.faces, 1):
            self._source(face.row.id)
            if self.tell:
                self.tell(done, total)
        for done, actor in enumerate(self.book.actors.values(), len(self.faces) + 1):
            self._actor(actor)
            if self.tell:
                self.tell(done, total)

    def _page(self, template: str, path: str, active: str, title: str, **more: object) -> None:
        self.out.write(path, self.press.page(template, path, active, title, **more))

    def _sheets(self, template: str, name: str, title: str, laid: Laid[lists.Thing], **more: object) -> None:
        """The pages of a list."""
        for sheet in laid.sheets:
            heading = title if sheet.number == 1 else f"{title}, page {sheet.number}"
            self._page(template, sheet.path, name, heading, heading=title, sheet=sheet, laid=laid, **more)

    # ------------------------------------------------------------ lists

    def _timeline(self) -> tuple[Chart | None, str]:
        found, laid = self.ledger.by_kind[Kind.EVENT], self.laid[Kind.EVENT]
        chart = lists.chart_of(found, lambda year: laid.where(f"y-{year:04}"))
        caption = lists.caption(chart, found) if chart else ""
        summary = f"What was done: {lists.rests_on(found, 'event')}. The newest come first. "
        summary += "Each is an act of one actor toward another, told once, with all sources that report it."
        self._sheets("timeline.html", "timeline", "Timeline", laid, summary=summary, chart=chart, caption=caption)
        return chart, caption

    def _statements(self) -> None:
        self._sheets(
            "ledger.html",
            "statements",
            "Statements",
            self.laid[Kind.STATEMENT],
            summary=f"What was said: {lists.rests_on(self.ledger.by_kind[Kind.STATEMENT], 'statement')}. "
            "By issue, the newest first.",
            noun="statement",
            contents_of="Issues",
            nothing="The sources of this desk report no statement.",
        )

    def _commitments(self) -> None:
        self._sheets(
            "ledger.html",
            "commitments",
            "Commitments",
            self.laid[Kind.COMMITMENT],
            summary=f"What was promised: {lists.rests_on(self.ledger.by_kind[Kind.COMMITMENT], 'commitment')}. "
            "By the year of the promise, the newest first.",
            noun="commitment",
            contents_of="Years",
            nothing="The sources of this desk report no commitment.",
        )

    def _figures(self) -> None:
        self._sheets(
            "figures.html",
            "figures",
            "Figures",
            self.laid[Kind.FIGURE],
            summary=f"What the numbers say: {lists.rests_on(self.figures, 'figure')}. By the year they hold for. "
            "These are claims of the sources, not official statistics. Figures in the same unit stand together.",
        )

    def _contradictions(self) -> None:
        two, silent = self.differences.counts
        self._sheets(
            "contradictions.html",
            "contradictions",
            "Contradictions",
            self.laid_differences,
            summary=f"Where the record says two things: {counted(two, 'contradiction')}, with the words of both sides; and "
            f"{counted(silent, 'plan')} whose time has passed without a deed known to the record. "
            "Nothing is averaged, and nobody is declared right.",
        )

    def _actors(self) -> None:
        actors = self.dossier.actors
        summary = f"Who: {counted(len(actors), 'actor')}, each once under all its names, those that most sources name first. "
        summary += "Offices are as a source gives them, as of the day of its publication."
        laid = lay_out("actors", lists.by_actor_type(actors, self.ledger.parts), self.size)
        more = {"actor_name": self._actor_name, "counts_of": self._counts_of}
        self._sheets("actors.html", "actors", "Actors", laid, summary=summary, **more)

    def _counts_of(self, actor: KeptActor) -> Mapping[Kind, int]:
        """In how many entries of each kind an actor takes part."""
        return self.ledger.parts.get(actor.id, Part()).counts

    def _actor_name(self, actor: KeptActor) -> Name:
        """An actor's name, linked to its page; to its first mention where it takes part in nothing."""
        if actor.id in self.book.actors:
            return Name(actor.name, links.actor_page(actor.id))
        first = next(((source, quote) for source, quote in actor.mentions if source in self.book.faces), None)
        return Name(actor.name, f"{links.source_page(first[0], first[1].start)}#who-{links.slug(actor.id)}" if first else None)

    def _sources(self) -> None:
        unread = sum(bool(face.row.unread) for face in self.faces)
        copies = sum(face.copy_of is not None for face in self.faces)
        words = sum(face.words or 0 for face in self.faces)
        summary = f"{counted(len(self.faces), 'source')} with {counted(words, 'word')}, the newest first."
        summary += f" {unread} unread." if unread else ""
        summary += f" {copies} with nearly the text of another." if copies else ""
        laid = lay_out("sources", lists.by_publication(self.faces), self.size)
        self._sheets(
            "sources.html",
            "sources",
            "Sources",
            laid,
            summary=summary,
            items_in=lambda face: sum(count for kind, count in face.row.counts.items() if kind is not Kind.ACTOR),
        )

    def _overview(self, chart: Chart | None, caption: str) -> None:
        unread = [face for face in self.faces if face.row.unread]
        self._page(
            "overview.html",
            "index.html",
            "overview",
            self.dossier.title,
            lead=overview.lead(self.dossier, self.ledger),
            chart=chart,
            caption=caption,
            holdings=overview.holdings(self.dossier, self.ledger, self.faces),
            coverage=overview.coverage(self.faces),
            news=overview.news(self.ledger, self.dossier.today),
            unread=unread[: overview.UNREAD],
            unread_more=max(0, len(unread) - overview.UNREAD),
            types=list(Plover),
        )

    # ------------------------------------------------------------ a page each

    def _source(self, source: str) -> None:
        face = self.book.faces[source]
        rows = self.book.read.get(source, [])
        full = self.dossier.text(source)
        for text in passages.texts(full, rows, self.book):
            path = links.source_page(source, text.part * links.PART)
            self._page(
                "source.html",
                path,
                "sources",
                face.title if not text.part else f"{face.title}, part {text.part + 1}",
                face=face,
                text=text,
                rules=passages.rules(text),
                address=links.web_address(face.row.metadata.url),
                added=days.words(face.row.added.date()),
                extra=[(words, spelled(value)) for words, value in face.row.metadata.extra.items()],
                level=lambda passage: min(6, max(3, passage.level + 2)),
                part_page=lambda part: links.source_page(source, part * links.PART),
            )

    def _actor(self, actor: KeptActor) -> None:
        own = self.ledger.parts.get(actor.id, Part())
        titles = (
            ("Events", Kind.EVENT, "timeline.html"),
            ("Statements", Kind.STATEMENT, "statements.html"),
            ("Commitments", Kind.COMMITMENT, "commitments.html"),
            ("Figures", Kind.FIGURE, "figures.html"),
        )
        shown = [(title, kind.value, own.counts[kind], own.newest.get(kind, []), href) for title, kind, href in titles]
        self._page(
            "actor.html",
            links.actor_page(actor.id),
            "actors",
            actor.name,
            actor=actor,
            lists=shown,
            named=self._named(actor),
            united=self.decided.one_with(actor.id),
        )

    def _named(self, actor: KeptActor) -> Sequence[tuple[Face, str]]:
        """The sources that name an actor, each with the place of the first mention."""
        starts: dict[str, int] = {}
        for source, quote in actor.mentions:
            if source in self.book.faces:
                starts[source] = min(quote.start, starts.get(source, quote.start))
        anchor = f"#who-{links.slug(actor.id)}"
        faces = self.book.faces
        return [(faces[source], links.source_page(source, start) + anchor) for source, start in starts.items()]
