"""A desk: the workspace for one relationship, a folder. What every user of the library holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias, Unpack

from peyvand.countries import check_country
from peyvand.errors import BadLexicon, DeskFault, NotInRecord, ReadOtherwise
from peyvand.exchange import with_ids
from peyvand.model import Item, Kind, Metadata, Source
from peyvand.record import settings
from peyvand.record.archive import Archived, export_archive
from peyvand.record.cast import kept_actors, one_actor
from peyvand.record.contradictions import Contradiction, Difference, contradictions, dismiss
from peyvand.record.correcting import corrected
from peyvand.record.database import Database, place
from peyvand.record.decisions import decide, merge, split, undo
from peyvand.record.exchanging.differing import ImportReport
from peyvand.record.export import export
from peyvand.record.grading import grade, grade_of, graded, grades
from peyvand.record.importing import import_archive, import_lines
from peyvand.record.lessons import Lesson, judged_items, learnt
from peyvand.record.log import Act, Decision, logged, whole_log
from peyvand.record.making import make_desk, title_of
from peyvand.record.moments import AsOf
from peyvand.record.originals import ORIGINALS
from peyvand.record.pages import kept_entries, one_entry
from peyvand.record.queries import (
    Narrowed,
    Wanted,
    full_source,
    item_now,
    item_source,
    kept_items,
    source_id,
    source_rows,
    subject_id,
)
from peyvand.record.reviewing import queue
from peyvand.record.search import hits, item_hits
from peyvand.record.settings import Settings, read_settings
from peyvand.record.views import AddReport, Format, Grade, Hit, ItemHit, KeptActor, KeptEntry, KeptItem, Progress, SourceRow

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained
    from peyvand.record.backup import Backup
    from peyvand.record.checking import Checked, CheckReport
    from peyvand.record.identity import Holders
    from peyvand.record.in_office import InOffice
    from peyvand.record.workshop import Workshop

Tell: TypeAlias = Callable[[Progress], None]


class Desk:
    """An open desk; `with Desk.open(path) as desk:` closes it."""

    def __init__(self, path: Path, says: Settings, record: Database) -> None:
        self.path = path
        self.settings = says
        self.pair = says.pair
        self.title = says.title
        self._record = record
        self._workshop: Workshop | None = None

    @classmethod
    def create(cls, path: str | Path, pair: tuple[str, str], title: str | None = None, *, record: str | None = None) -> Self:
        """Make a new desk in a folder that isn't there yet, or is empty. DeskExists, UnknownCountry, DeskFault.

        `record` is the address of a record that a team shares, "postgresql://user@host/database"; else it is in the folder.
        """
        first, second = (check_country(code) for code in pair)
        make_desk(Path(path), (first, second), title or title_of(first, second), record)
        return cls.open(path)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a desk that is there. NotADesk, DeskFault."""
        path = Path(path)
        says = read_settings(path)
        return cls(path, says, Database(place(path, says.record)))

    def close(self) -> None:
        """Let go of the record."""
        self._record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(
        self,
        targets: Sequence[str],
        *,
        overrides: Metadata = Metadata(),
        again: bool = False,
        processes: int = 1,
        tell: Tell | None = None,
    ) -> AddReport:
        """Add files, folders, feeds and addresses; `again` reads those that are known already once more.

        A fault in a document is in the report, and the others go on; DeskFault where the desk can't be written to. With
        more than one process, a program's main module must be importable (`if __name__ == "__main__":`).
        """
        from peyvand.record.adding import Adding
        from peyvand.sources import originals

        adding = Adding(self._record, self.path / ORIGINALS, tell, holders=self._holders(), again=again)
        with self._lexicon_faults():
            return adding.add(originals(targets, overrides=overrides), self._works, overrides, processes)

    def read_again(self, *, tell: Tell | None = None) -> AddReport:
        """Read those sources again that an older reader read, or couldn't; what a person has decided about stays."""
        from peyvand.record.adding import Adding

        with self._lexicon_faults():
            return Adding(self._record, self.path / ORIGINALS, tell, holders=self._holders()).read_again(self._works)

    def _holders(self) -> Holders | None:
        """Who held which office, where the desk adds to what the program knows. DeskFault."""
        from peyvand.record.identity import Holders

        try:
            return Holders.load(self.settings.holders) if self.settings.holders else None
        except BadLexicon as error:
            at = str(self.path / settings.FILE)
            raise DeskFault(at, "its [[holders]] can't be understood", f"Correct them there: {error}") from error

    @contextmanager
    def _lexicon_faults(self) -> Iterator[None]:
        """Say where words stand that can't be understood: the program's own lexicon is sound, so they are the desk's."""
        try:
            yield
        except BadLexicon as error:
            at = str(self.path / settings.FILE)
            raise DeskFault(at, "its words below [lexicon] can't be understood", f"Correct them there: {error}") from error

    def _item(self, start: str) -> str:
        """The id of the item whose id begins like this."""
        with self._record.reading() as connection:
            return item_source(connection, start)[0]

    def _several(self, ids: Sequence[str]) -> list[str]:
        """The ids of items or actors that begin like these."""
        with self._record.reading() as connection:
            return [subject_id(connection, one) for one in ids]

    def _corrected(self, key: str, changes: Mapping[str, object]) -> Item:
        """An item with some of its fields changed."""
        with self._record.reading() as connection:
            source = item_source(connection, key)[1]
            return corrected(item_now(connection, key), full_source(connection, source), changes)

    @property
    def _works(self) -> Workshop:
        """What reads for this desk; its reader, once loaded, stays for the next add."""
        from peyvand.record.workshop import Order, Workshop

        if self._workshop is None:
            self._workshop = Workshop(Order(self.pair, self.settings.words))
        return self._workshop

    def explain(self, item: str) -> Explained:
        """How an item was read, by its id or the first digits of it; its source is read again. NotInRecord, ReadOtherwise."""
        with self._record.reading() as connection:
            key, source = item_source(connection, item)
            text = full_source(connection, source)
        with self._lexicon_faults():
            found = self._works.explain(text)
        for (id_, _), explained in zip(with_ids(source, [one.item for one in found]), found, strict=True):
            if id_ == key:
                return explained
        raise ReadOtherwise(key)

    # ------------------------------------------------------------ what the record says; `as_of`: a day (its end, UTC) or a time

    def sources(self, ids: Collection[str] | None = None, *, as_of: str | None = None) -> list[SourceRow]:
        """All sources, or those with one of at most a few thousand ids, in the order they were added. BadMoment."""
        with self._record.reading() as connection:
            given = grades(connection, AsOf.of(as_of))
            rows = source_rows(connection, ids, AsOf.of(as_of))
        return [replace(row, grade=grade_of(row.metadata.publisher, given)) for row in rows] if given else rows

    def source(self, id: str, *, as_of: str | None = None) -> Source:
        """A source with its text; the first digits of its id are enough. NotInRecord, BadMoment."""
        with self._record.reading() as connection:
            return full_source(connection, source_id(connection, id, AsOf.of(as_of)), AsOf.of(as_of))

    def items(self, kind: Kind | None = None, *, as_of: str | None = None, **narrowed: Unpack[Narrowed]) -> list[KeptItem]:
        """Events, statements, commitments and figures, in order of date, source and position; undated ones last.

        What a person has rejected is out. Actors are in `actors()`. BadDate, NotInRecord, BadMoment.
        """
        with self._record.reading() as connection:
            return kept_items(connection, Wanted(kind=kind, **narrowed), AsOf.of(as_of))

    def entries(
        self,
        kind: Kind | None = None,
        *,
        as_of: str | None = None,
        after: str | None = None,
        limit: int | None = None,
        **narrowed: Unpack[Narrowed],
    ) -> list[KeptEntry]:
        """What happened, was said, promised and counted, each once with all that tell of it; undated ones last.

        A page of them: `limit` entries behind the one with the id `after`. BadDate, NotInRecord, BadMoment.
        """
        with self._record.reading() as connection:
            at = AsOf.of(as_of)
            return graded(connection, kept_entries(connection, Wanted(kind=kind, **narrowed), at, after=after, limit=limit), at)

    def entry(self, id: str, *, as_of: str | None = None) -> KeptEntry:
        """One entry, by its id or that of an item that tells of it; the first digits are enough. NotInRecord, BadMoment."""
        with self._record.reading() as connection:
            return graded(connection, [one_entry(connection, id, AsOf.of(as_of))], AsOf.of(as_of))[0]

    def contradictions(
        self,
        *,
        as_of: str | None = None,
        kinds: Collection[Difference] | None = None,
        entry: str | None = None,
        source: str | None = None,
        actor: str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> list[Contradiction]:
        """What the record says in two ways that can't both be, and plans whose time has passed without a deed known to it.

        All of them, or those of an entry, a source and an actor. A page of them: `limit` behind the one with the cursor `after`.
        What a person has dismissed is out. NotInRecord, BadMoment.
        """
        narrowed = {"entry": entry, "source": source, "actor": actor}
        with self._record.reading() as connection:
            return contradictions(connection, AsOf.of(as_of), kinds=kinds, after=after, limit=limit, **narrowed)

    def actors(self, *, as_of: str | None = None) -> list[KeptActor]:
        """All actors, those that most sources name first; of the mentions, the first in each source. BadMoment."""
        with self._record.reading() as connection:
            return kept_actors(connection, as_of=AsOf.of(as_of))

    def actor(self, who: str, *, as_of: str | None = None) -> KeptActor:
        """One actor, with all its mentions, by id, name, alias or country code. NotInRecord, BadMoment."""
        with self._record.reading() as connection:
            return one_actor(connection, who, AsOf.of(as_of))

    def in_office(self, description: str, day: str, *, as_of: str | None = None) -> list[InOffice]:
        """Who held an office ("the foreign minister of Japan") on a day: the table's holder, then whom sources name. BadDate."""
        from peyvand.record.identity import Holders
        from peyvand.record.in_office import in_office

        with self._record.reading() as connection:
            return in_office(connection, description, day, None, self._holders() or Holders.load(), AsOf.of(as_of))

    def search(self, text: str, limit: int = 20, *, as_of: str | None = None) -> list[Hit]:
        """Sources whose title or text holds all the words and "quoted phrases", the best first; word* for a beginning."""
        with self._record.reading() as connection:
            return hits(connection, text, limit, AsOf.of(as_of))

    def search_items(
        self,
        text: str,
        kind: Kind | None = None,
        limit: int = 20,
        *,
        as_of: str | None = None,
        **narrowed: Unpack[Narrowed],
    ) -> list[ItemHit]:
        """Items that hold all the words, in their quote, in what they are about or in a name, the best first."""
        with self._record.reading() as connection:
            return item_hits(connection, text, Wanted(kind=kind, **narrowed), limit, AsOf.of(as_of))

    # ------------------------------------------------------------ what goes out and comes in

    def export(self, path: str | Path, *, as_of: str | None = None, format: Format | None = None, cited: bool = False) -> int:
        """Write a file in the format that its name ends with, or that is asked for; the number of what is in it.

        `cited` adds the works that sources cite to a list of references (.csl.json, .bib). DeskFault, BadMoment.
        """
        return export(self._record, Path(path), as_of=AsOf.of(as_of), format=format, cited=cited)

    def archive(self, path: str | Path) -> Archived:
        """Write the whole desk, its history and originals included, as one file. DeskFault."""
        return export_archive(self._record, self.path, Path(path))

    def take_in(self, path: str | Path, who: str) -> ImportReport:
        """Take in a colleague's archive, or items as JSON Lines (.jsonl); a second time adds nothing. BadArchive, DeskFault.

        Both sides' decisions are kept; where they differ, the report says so.
        """
        if Path(path).suffix.lower() == ".jsonl":
            return import_lines(self._record, Path(path), who, holders=self._holders())
        return import_archive(self._record, self.path, Path(path), holders=self._holders())

    # ------------------------------------------------------------ what people decide; ids may be cut to their first digits

    def accept(self, item: str, who: str, note: str | None = None) -> int:
        """An item is right as it stands; the number of the decision. NotInRecord."""
        return decide(self._record, self._item(item), Act.ACCEPT, who, note=note)

    def reject(self, item: str, who: str, note: str | None = None) -> int:
        """An item is wrong: it is out of the record, and stays in the log. NotInRecord."""
        return decide(self._record, self._item(item), Act.REJECT, who, note=note)

    def correct(self, item: str, who: str, note: str | None = None, **changes: object) -> int:
        """An item says something else: its fields by name, with the new values. NotInRecord, BadCorrection."""
        key = self._item(item)
        return decide(self._record, key, Act.CORRECT, who, corrected=self._corrected(key, changes), note=note)

    def note(self, item: str, who: str, note: str) -> int:
        """A remark on an item, which changes nothing of it. NotInRecord."""
        return decide(self._record, self._item(item), Act.NOTE, who, note=note)

    def dismiss(
        self, items: Sequence[str], who: str, note: str | None = None, *, kinds: Collection[Difference] | None = None
    ) -> list[int]:
        """The contradictions between two items, or of a plan, are none; the numbers of the decisions. NotInRecord."""
        with self._record.reading() as connection:
            keys = {item_source(connection, one)[0] for one in items}
            found = contradictions(connection, kinds=kinds, entry=min(keys)) if keys else []
        found = [one for one in found if len(one.sides) == len(keys) and all(keys & side for side in one.sides)]
        if not found:
            raise NotInRecord(" ".join(items), "contradiction")
        return dismiss(self._record, found, who, note=note)

    def grade(self, publisher: str, letter: Grade | str, who: str, note: str | None = None) -> int:
        """A publisher is so reliable: A completely … E not at all, F it can't be judged. NotInRecord, ValueError."""
        return grade(self._record, publisher, Grade(letter), who, note=note)

    def merge(self, ids: Sequence[str], who: str, note: str | None = None) -> int:
        """These items tell of one thing, or these actors are one. NotInRecord."""
        return merge(self._record, self._several(ids), who, note=note)

    def split(self, ids: Sequence[str], who: str, note: str | None = None) -> int:
        """These items, or actors, are another than the rest that they were one with. NotInRecord."""
        return split(self._record, self._several(ids), who, note=note)

    def undo(self, number: int, who: str, note: str | None = None) -> int:
        """Take a decision back, also one of the program's; an undo can be undone. NotInRecord."""
        return undo(self._record, number, who, note=note)

    def queue(self, limit: int = 20, kind: Kind | None = None) -> list[KeptEntry]:
        """Entries that no person has looked at, what is most worth a look first: what matters and is uncertain."""
        with self._record.reading() as connection:
            return graded(connection, queue(connection, self.pair, limit, kind))

    def lessons(self) -> list[Lesson]:
        """The lines of the lexicon by which rejected and corrected items were read, the most rejected first.

        Every source that has one is read again, so it takes as long as adding them did. DeskFault.
        """
        with self._record.reading() as connection:
            judged = judged_items(connection)
            texts = [full_source(connection, source) for source in judged]
        with self._lexicon_faults():
            return learnt(judged, ((text.id, self._works.explain(text)) for text in texts))

    def check(self, *, mend: bool = False, tell: Callable[[Checked], None] | None = None) -> CheckReport:
        """Look at every quote, hash, tie and table; `mend` what can be mended, after a copy of the record was made. DeskFault."""
        from peyvand.record.checking import check

        return check(self._record, self.path, mend=mend, holders=self._holders(), tell=tell)

    def backup(self, target: str | Path | None = None, *, tell: Callable[[str, int, int], None] | None = None) -> Backup:
        """Copy the desk as it is, beside it or to `target`: a folder that opens as a desk, or with a name in .peyvand an archive.

        To go back to a folder, put it in the place of the desk; to an archive, import it into a new one. DeskExists, DeskFault.
        """
        from peyvand.record.backup import backup

        return backup(self._record, self.path, None if target is None else Path(target), tell)

    def log(self, about: str | None = None, *, machine: bool = True, as_of: str | None = None) -> list[Decision]:
        """All decisions, or those about an item or actor, the oldest first; with the program's own or without.

        NotInRecord, BadMoment.
        """
        with self._record.reading() as connection:
            if about is None:
                return whole_log(connection, AsOf.of(as_of), machine=machine)
            found = logged(connection, subject_id(connection, about), AsOf.of(as_of))
        return [one for one in found if machine or not one.machine]
