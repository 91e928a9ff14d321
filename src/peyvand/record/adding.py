"""Documents into the record: each is wholly there or not at all, whenever it is stopped, and one that is there is skipped.

The original is written first and the rest in one transaction after it, so that a kill leaves at most an original that
nothing refers to, which the same add takes up again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, or_, select

from peyvand.model import Fault, Kind, Metadata
from peyvand.reading import VERSION
from peyvand.record.copies import nearly_same
from peyvand.record.crew import in_batches, results
from peyvand.record.database import Database
from peyvand.record.gathering import gather, gather_waiting
from peyvand.record.identity import Holders
from peyvand.record.interruption import Interruption
from peyvand.record.moments import NOW
from peyvand.record.originals import file_name, keep
from peyvand.record.queries import full_source
from peyvand.record.schema import readings, sources
from peyvand.record.views import AddReport, Outcome, Progress, Tell
from peyvand.record.workshop import Known, Result, Taken, Worked, Workshop, unread_reason
from peyvand.record.writing import Incoming, put_items, put_metadata, put_source, put_text
from peyvand.sources import Original

_MANY = 64  # sources that are read again in one go


@dataclass(slots=True)
class Tally:
    """What an add has done so far."""

    tell: Tell | None = None
    done: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    items: Counter[Kind] = field(default_factory=Counter)
    unread: list[tuple[str, str]] = field(default_factory=list)
    copies: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def count(self, name: str, outcome: Outcome, found: Counter[Kind] | None = None) -> None:
        """One more document is done."""
        self.done += 1
        self.outcomes[outcome] += 1
        self.items += found or Counter()
        if self.tell is not None:
            self.tell(Progress(self.done, name, outcome, sum((found or {}).values())))

    def report(self, *, interrupted: bool) -> AddReport:
        """All of it."""
        return AddReport(
            added=self.outcomes[Outcome.ADDED] + self.outcomes[Outcome.UNREAD],
            known=self.outcomes[Outcome.KNOWN],
            again=self.outcomes[Outcome.READ_AGAIN],
            unread=tuple(self.unread),
            copies=tuple(self.copies),
            items=MappingProxyType({kind: self.items[kind] for kind in Kind}),
            faults=tuple(self.faults),
            interrupted=interrupted,
        )


class Adding:
    """One add, from the documents to the report."""

    def __init__(
        self, database: Database, folder: Path, tell: Tell | None = None, *, holders: Holders | None = None, again: bool = False
    ) -> None:
        self._database = database
        self._folder = folder  # of the originals
        self._holders = holders  # of offices, the desk's own among them
        self._again = again
        self._tally = Tally(tell)
        self._met: set[str] = set()  # ids of documents that need no work: in the record already, or before in this run
        self._there: set[str] = set()  # those of them that are known to be in the record

    def add(self, documents: Iterable[Original | Fault], workshop: Workshop, overrides: Metadata, processes: int) -> AddReport:
        """Take in documents, in their order, until they end or Ctrl-C is pressed."""
        self._gather_waiting()
        done = results(workshop, map(self._marked, in_batches(documents, processes)), overrides, processes)
        with Interruption() as interruption:
            for taken, result in done:
                self._settle(taken, result)
                if interruption.asked:
                    done.close()
                    return self._tally.report(interrupted=True)
        return self._tally.report(interrupted=False)

    def read_again(self, workshop: Workshop) -> AddReport:
        """Read what an older reader read, or could not read."""
        self._gather_waiting()
        with self._database.reading() as connection:
            older = select(sources.c.id).join(readings, (readings.c.source == sources.c.id) & NOW.sees(readings))
            older = older.where(or_(readings.c.reader.is_(None), readings.c.reader != VERSION))
            waiting = list(connection.execute(older.order_by(sources.c.seq)).scalars())
        with Interruption() as interruption:
            for start in range(0, len(waiting), _MANY):
                with self._database.reading() as connection:
                    batch = [full_source(connection, key) for key in waiting[start : start + _MANY]]
                for worked in workshop.read([source for source in batch if unread_reason(source) is None]):
                    self._replace(worked)
                    if interruption.asked:
                        return self._tally.report(interrupted=True)
        return self._tally.report(interrupted=False)

    def _gather_waiting(self) -> None:
        """Put together what was written without it: by an older Peyvand, or brought in from another desk."""
        while True:
            with self._database.writing() as connection:
                if not gather_waiting(connection, _MANY, self._holders):
                    return

    def _marked(self, batch: list[Original | Fault]) -> list[Taken]:
        """A batch with `Known` in place of documents that need no work."""
        ids = [document.id if isinstance(document, Original) else "" for document in batch]
        if not self._again:
            with self._database.reading() as connection:
                self._there |= set(connection.execute(select(sources.c.id).where(sources.c.id.in_(ids))).scalars())
            self._met |= self._there
        marked: list[Taken] = []
        for document, key in zip(batch, ids, strict=True):
            marked.append(Known(key, document.name) if key in self._met else document)
            self._met |= {key} - {""}
        return marked

    def _settle(self, taken: Taken, result: Result) -> None:
        """Write what came of a document, and count it."""
        match result:
            case Fault():
                self._leave_out(result)
            case Known():
                self._settle_known(result)
            case Worked() if isinstance(taken, Original):
                self._write(taken, result)

    def _leave_out(self, fault: Fault) -> None:
        """Count a document that is left out; a fault that cost none (a folder's other files) is only said."""
        self._tally.faults.append(fault)
        if not fault.kept:
            self._tally.count(fault.name, Outcome.LEFT_OUT)

    def _settle_known(self, known: Known) -> None:
        """Count a known document, if the one that it is the same as got in."""
        if known.id in self._there:
            self._tally.count(known.name, Outcome.KNOWN)
        else:
            message = f"{known.name}: it is the same, byte for byte, as another document that was left out. See there."
            self._leave_out(Fault(known.name, message))

    def _write(self, original: Original, worked: Worked) -> None:
        """Write a document: its original, then all the rest at once."""
        source, sha256 = worked.source, original.sha256
        file = file_name(sha256, original.media)
        entry = Incoming(source, sha256, file, original.media, worked.items, worked.reader, worked.unread, worked.fingerprint)
        try:
            keep(self._folder, file, original.data)
            with self._database.writing() as connection:
                there = _is_there(connection, source.id)
                if there and not self._again:
                    outcome, found, twin = Outcome.KNOWN, Counter[Kind](), None  # another program was faster
                elif there:
                    outcome, twin = Outcome.READ_AGAIN, None
                    found = self._write_again(connection, entry)
                else:
                    outcome, twin = (Outcome.UNREAD if worked.unread else Outcome.ADDED), nearly_same(connection, entry)
                    found = put_source(connection, entry, copy_of=twin and twin.id)
                gather(connection, source.id, self._holders)
        except UnicodeEncodeError:
            reason = "its text or its metadata has half a character in it (a lone surrogate)"
            self._leave_out(Fault(source.name, f"{source.name}: {reason}. Correct it and add it again."))
            return
        self._there.add(source.id)
        if worked.unread and outcome is not Outcome.KNOWN:
            self._tally.unread.append((source.name, worked.unread))
        if twin is not None:
            self._tally.copies.append((source.name, twin.name))
        self._tally.faults.extend(worked.faults)
        self._tally.count(source.name, outcome, found)

    def _write_again(self, connection: Connection, entry: Incoming) -> Counter[Kind]:
        """Write a known source anew, but for what there are decisions about."""
        source = entry.source
        if full_source(connection, source.id).text != source.text and not put_text(connection, entry):
            reason = "its text is read differently by now, and there are decisions about what was read before"
            message = f"{source.name}: {reason}. It was left as it is."
            self._tally.faults.append(Fault(source.name, message, kept=True))
            return Counter()
        put_metadata(connection, source)
        return put_items(connection, entry)

    def _replace(self, worked: Worked) -> None:
        """Write what a newer reader read out of a kept source."""
        source = worked.source
        with self._database.writing() as connection:
            found = put_items(connection, Incoming(source, "", "", "", worked.items, worked.reader, worked.unread))
            gather(connection, source.id, self._holders)
        self._tally.faults.extend(worked.faults)
        self._tally.count(source.name, Outcome.READ_AGAIN, found)


def _is_there(connection: Connection, key: str) -> bool:
    """Whether a source is in the record."""
    return connection.execute(select(sources.c.id).where(sources.c.id == key)).first() is not None
