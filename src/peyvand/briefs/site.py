"""The dossier: a desk as a folder of pages that opens from the disk, with every item linked to the words it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from peyvand.briefs import days, labels, links, lists, passages
from peyvand.briefs.charts import Chart
from peyvand.briefs.differing import differing
from peyvand.briefs.dossier import Dossier, Record, of_desk
from peyvand.briefs.folder import Folder
from peyvand.briefs.rendering import Press, counted
from peyvand.briefs.rows import Book, Face, Name, Row, spelled
from peyvand.briefs.sheets import ROWS, Laid, lay_out
from peyvand.model import Event, EventStatus, Kind, Plover
from peyvand.record.views import KeptActor

Tell = Callable[[int, int], None]  # pages of sources and actors written so far, of how many

_LATEST, _AHEAD, _PROMISED, _UNREAD = 8, 5, 6, 20  # entries on the overview
_DIFFERENCES = 20  # groups of figures that may contradict each other
_OF_AN_ACTOR = 100  # items of a kind on an actor's page


def write(desk: Record, folder: Path, *, written: date | None = None, tell: Tell | None = None) -> Path:
    """Write the dossier of a desk to a new or empty folder, or over an earlier dossier; the path of its first page."""
    return write_dossier(of_desk(desk, written or date.today()), folder, tell=tell)  # noqa: DTZ011 - the user's own day


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
        self.rows = {kind: self.book.rows(kind) for kind in Kind if kind is not Kind.ACTOR}
        reviewed = sum(row.kept.review is not None for found in self.rows.values() for row in found)
        self.press = Press(self.book, reviewed)
        self.faces = list(self.book.faces.values())
        self.differences = differing(lists.figures_in_order(self.rows[Kind.FIGURE]))[:_DIFFERENCES]

    def write(self) -> None:
        """Write all pages."""
        chart, caption = self._timeline()
        self._statements()
        self._commitments()
        self._figures()
        self._actors()
        self._sources()
        self._overview(chart, caption)
        total = len(self.faces) + len(self.book.actors)
        for done, face in enumerate(self.faces, 1):
            self._source(face.row.id)
            if self.tell:
                self.tell(done, total)
        taking_part = self._taking_part()
        for done, actor in enumerate(self.book.actors.values(), len(self.faces) + 1):
            self._actor(actor, taking_part)
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
        rows = self.rows[Kind.EVENT]
        laid = lay_out("timeline", lists.by_year(rows, lambda row: row.when), self.size)
        chart = lists.chart_of(rows, lambda year: laid.where(f"y-{year:04}"))
        caption = lists.caption(chart, rows) if chart else ""
        summary = f"What was done: {lists.rests_on(rows, 'event')}, the newest first. "
        summary += "Each is one source’s report of an act of one actor toward another."
        self._sheets("timeline.html", "timeline", "Timeline", laid, summary=summary, chart=chart, caption=caption)
        return chart, caption

    def _statements(self) -> None:
        rows = self.rows[Kind.STATEMENT]
        self._sheets(
            "ledger.html",
            "statements",
            "Statements",
            lay_out("statements", lists.by_issue(rows), self.size),
            summary=f"What was said: {lists.rests_on(rows, 'statement')}, by issue, the newest first.",
            noun="statement",
            contents_of="Issues",
            nothing="The sources of this desk report no statement.",
        )

    def _commitments(self) -> None:
        rows = self.rows[Kind.COMMITMENT]
        self._sheets(
            "ledger.html",
            "commitments",
            "Commitments",
            lay_out("commitments", lists.by_year(rows, lambda row: row.when), self.size),
            summary=f"What was promised: {lists.rests_on(rows, 'commitment')}, by the year of the promise, the newest first.",
            noun="commitment",
            contents_of="Years",
            nothing="The sources of this desk report no commitment.",
        )

    def _figures(self) -> None:
        rows = lists.figures_in_order(self.rows[Kind.FIGURE])
        self._sheets(
            "figures.html",
            "figures",
            "Figures",
            lay_out("figures", lists.by_year(rows, lambda row: row.when, "No period given"), self.size),
            summary=f"What the numbers say: {lists.rests_on(rows, 'figure')}, by the year they hold for. "
            "These are claims of the sources, not official statistics. Figures in the same unit stand together.",
            differences=self.differences,
        )

    def _actors(self) -> None:
        actors = self.dossier.actors
        summary = f"Who: {counted(len(actors), 'actor')}, those that most sources name first. "
        summary += "Offices are as a source gives them, on the day of its publication."
        laid = lay_out("actors", lists.by_actor_type(actors), self.size)
        self._sheets("actors.html", "actors", "Actors", laid, summary=summary, actor_name=self._actor_name)

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

    # ------------------------------------------------------------ overview

    def _overview(self, chart: Chart | None, caption: str) -> None:
        events = self.rows[Kind.EVENT]
        today = self.dossier.written
        done = [row for row in events if isinstance(row.item, Event) and row.item.status is EventStatus.OCCURRED]
        past = [row for row in done if _made(row, today) and row.source.copy_of is None]
        ahead = [
            row
            for row in reversed(events)
            if isinstance(row.item, Event) and row.item.status is EventStatus.PLANNED and row.when.last and row.when.last >= today
        ]
        unread = [face for face in self.faces if face.row.unread]
        self._page(
            "overview.html",
            "index.html",
            "overview",
            self.dossier.title,
            lead=self._lead(),
            chart=chart,
            caption=caption,
            holdings=self._holdings(),
            coverage=self._coverage(),
            differences=len(self.differences),
            latest=past[:_LATEST],
            ahead=ahead[:_AHEAD],
            promised=[row for row in self.rows[Kind.COMMITMENT] if row.source.copy_of is None and _made(row, today)][:_PROMISED],
            unread=unread[:_UNREAD],
            unread_more=max(0, len(unread) - _UNREAD),
            types=list(Plover),
        )

    def _lead(self) -> str:
        first, second = (labels.country(code) for code in self.dossier.pair)
        total = sum(len(rows) for rows in self.rows.values())
        return (
            f"What was said, promised, done and counted between {first} and {second}, as {counted(len(self.faces), 'source')} "
            f"tell it: {counted(total, 'item')}, each with the words it rests on. Written on {days.words(self.dossier.written)}."
        )

    def _holdings(self) -> list[lists.Holding]:
        names = {
            Kind.EVENT: ("Events", "timeline.html"),
            Kind.STATEMENT: ("Statements", "statements.html"),
            Kind.COMMITMENT: ("Commitments", "commitments.html"),
            Kind.FIGURE: ("Figures", "figures.html"),
        }
        held = [
            lists.holding(*names[kind], [row.when for row in rows], len({row.kept.source for row in rows}))
            for kind, rows in self.rows.items()
        ]
        naming = {source for actor in self.dossier.actors for source, _ in actor.mentions}
        held.append(lists.Holding("Actors", "actors.html", len(self.dossier.actors), len(naming), ""))
        published = [face.published for face in self.faces]
        held.append(lists.holding("Sources", "sources.html", published, len(self.faces)))
        return held

    def _coverage(self) -> str:
        """From when the sources are, and what they leave out."""
        published = [face.published for face in self.faces if face.published.known]
        if not published:
            return "No source gives the date of its publication."
        found = {span.year for span in published} - {None}
        span = range(min(year for year in found if year), max(year for year in found if year) + 1) if found else range(0)
        gaps = [year for year in span if year not in found]
        said = f"Sources published {lists.years(published)}."
        if gaps:
            said += f" No source from {_ranges(gaps)}."
        copies = sum(face.copy_of is not None for face in self.faces)
        if copies:
            said += f" {copies} {'is a copy' if copies == 1 else 'are copies'} of others, and not counted in the chart."
        return said

    # ------------------------------------------------------------ a page each

    def _source(self, source: str) -> None:
        face = self.book.faces[source]
        rows = [self.book.row(kept) for kept in self.dossier.items_of(source)]
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

    def _taking_part(self) -> dict[str, dict[Kind, list[Row]]]:
        """The newest items of each actor, by kind."""
        found: defaultdict[str, dict[Kind, list[Row]]] = defaultdict(dict)
        for kind, rows in self.rows.items():
            for row in rows:
                for actor in set(row.kept.actors.values()):
                    own = found[actor].setdefault(kind, [])
                    if len(own) < _OF_AN_ACTOR:
                        own.append(row)
        return found

    def _actor(self, actor: KeptActor, taking_part: dict[str, dict[Kind, list[Row]]]) -> None:
        own = taking_part.get(actor.id, {})
        titles = (
            ("Events", Kind.EVENT, "timeline.html"),
            ("Statements", Kind.STATEMENT, "statements.html"),
            ("Commitments", Kind.COMMITMENT, "commitments.html"),
            ("Figures", Kind.FIGURE, "figures.html"),
        )
        shown = [(title, kind.value, actor.counts[kind], own.get(kind, []), href) for title, kind, href in titles]
        path = links.actor_page(actor.id)
        self._page("actor.html", path, "actors", actor.name, actor=actor, lists=shown, named=self._named(actor))

    def _named(self, actor: KeptActor) -> Sequence[tuple[Face, str]]:
        """The sources that name an actor, each with the place of the first mention."""
        starts: dict[str, int] = {}
        for source, quote in actor.mentions:
            if source in self.book.faces:
                starts[source] = min(quote.start, starts.get(source, quote.start))
        anchor = f"#who-{links.slug(actor.id)}"
        faces = self.book.faces
        return [(faces[source], links.source_page(source, start) + anchor) for source, start in starts.items()]


def _made(row: Row, today: date) -> bool:
    """Whether something is dated, and not to a day to come."""
    return row.when.first is not None and row.when.first <= today


def _ranges(numbers: Sequence[int]) -> str:
    """Years in words, runs of them joined: 1954–1972, 1980 and 1999."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
