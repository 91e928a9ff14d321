"""A check from its beginning to its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, FromClause, func, select
from sqlalchemy.exc import SQLAlchemyError

from peyvand.errors import BadLexicon, DeskFault, NotADesk, QuoteOutOfPlace
from peyvand.record.checking.decided import log
from peyvand.record.checking.finding import keys, words
from peyvand.record.checking.looking import Look, Stage
from peyvand.record.checking.originals import originals
from peyvand.record.checking.report import RESTORE, CheckReport, Findings, Problem, Stopped, Tell
from peyvand.record.checking.spread import copies, dates_of_casts, spread
from peyvand.record.checking.storage import pages, periods, shape, ties
from peyvand.record.checking.texts import texts
from peyvand.record.checking.worked_out import entries_and_tellings, plans_and_deeds, reviews, who_is_who
from peyvand.record.database import FILE, Database, place
from peyvand.record.identity import Holders
from peyvand.record.interruption import Interruption
from peyvand.record.schema import decisions, items, metadata, sources, versions, waiting
from peyvand.record.settings import FILE as SETTINGS
from peyvand.record.settings import read_settings


@dataclass(frozen=True, slots=True)
class _Stage:
    """A part of a check, with what it goes through."""

    name: str
    look: Stage
    through: FromClause | int
    mends: bool = False


# Of what stands in the record where something else should: a stage ends there, and the next goes on.
_ODD = (LookupError, TypeError, ValueError, QuoteOutOfPlace, SQLAlchemyError)
# The ties first, for the rest hangs on them; what is worked out after that from which it is.
_STAGES = (
    _Stage("pages", pages, 0, mends=True),
    _Stage("tables", shape, 0, mends=True),
    _Stage("ties", ties, len(metadata.sorted_tables), mends=True),
    _Stage("periods", periods, 7),
    _Stage("originals", originals, sources),
    _Stage("items", texts, versions),
    _Stage("decisions", log, decisions),
    _Stage("copies", copies, sources, mends=True),
    _Stage("lists", spread, versions, mends=True),
    _Stage("reviews", reviews, 0, mends=True),
    _Stage("actors", who_is_who, 0, mends=True),
    _Stage("entries", entries_and_tellings, items, mends=True),
    _Stage("dates", dates_of_casts, 0, mends=True),
    _Stage("plans", plans_and_deeds, 0, mends=True),
    _Stage("keys", keys, 0, mends=True),
    _Stage("words", words, versions, mends=True),
)
_OF_COPY = {"pages", "tables", "originals"}


def check(
    database: Database, folder: Path, *, mend: bool = False, holders: Holders | None = None, tell: Tell | None = None
) -> CheckReport:
    """Look at all of a desk whose folder this is, and mend what can be mended, after a copy of its record was made. DeskFault.

    Others may read and write meanwhile; while it is mended, they wait to write.
    """
    with Interruption() as interruption:
        look = Look(database, folder, lambda _: None, interruption, holders=holders)
        found = _checked(look, tell)
        if not mend or found.interrupted or not found.mendable:
            return found
        backup = database.copy_aside(f"mending-{datetime.now(UTC):%Y%m%d-%H%M%S}")
        try:
            with database.writing() as connection:
                _mend(replace(look, mending=connection), connection)
        except Stopped:
            return replace(found, interrupted=True, backup=backup)
        now = _checked(look, None)
    left = {problem.line for problem in now.problems}
    return replace(now, mended=tuple(one for one in found.mendable if one.line not in left), backup=backup)


def check_copy(database: Database, folder: Path, tell: Tell | None = None) -> CheckReport:
    """Look at what a copy can spoil: pages, tables, and originals; what the desk itself says wrongly, `check` tells."""
    with Interruption() as interruption:
        look = Look(database, folder, lambda _: None, interruption)
        return _checked(look, tell, tuple(one for one in _STAGES if one.name in _OF_COPY))


def check_folder(folder: Path, *, mend: bool = False, tell: Tell | None = None) -> CheckReport:
    """As `check`, of a desk that may not open at all: what is wrong with desk.toml and record.db is told too. NotADesk."""
    problems: list[Problem] = []
    at: Path | str = folder / FILE
    holders: Holders | None = None
    try:
        says = read_settings(folder)
        at = place(folder, says.record)
        holders = Holders.load(says.holders) if says.holders else None
    except NotADesk:
        if not (folder / FILE).is_file():
            raise
        remedy = "Put it back from a backup, or make another desk with `peyvand new` and copy its desk.toml to this one."
        problems.append(Problem("file", SETTINGS, "it is missing", remedy))
    except DeskFault as error:
        problems.append(_as_problem(SETTINGS, error))
    except BadLexicon as error:
        problems.append(Problem("file", SETTINGS, "its [[holders]] can't be understood", f"Correct them there: {error}"))
    try:
        database = Database(at)
    except DeskFault as error:
        return CheckReport((*problems, _as_problem(FILE, error)))
    try:
        report = check(database, folder, mend=mend, holders=holders, tell=tell)
    finally:
        database.close()
    return replace(report, problems=(*problems, *report.problems))


def _checked(look: Look, tell: Tell | None, stages: Sequence[_Stage] = _STAGES) -> CheckReport:
    """One look at a desk."""
    found = Findings(tell)
    interrupted = False
    look = replace(look, went=found.went)
    try:
        sizes, waits = _sizes(look.database, stages)
        found.all = sum(sizes)
        for stage in stages:
            found.stage = stage.name
            for problem in _looked(stage, look):
                found.note(problem)
        found.end()
    except Stopped:
        interrupted = True
    except DeskFault as error:
        found.note(_as_problem(FILE, error))
        waits = 0
    return CheckReport(
        tuple(found.problems),
        more=found.more,
        looked_at=MappingProxyType(dict(found.looked_at)),
        waiting=waits,
        interrupted=interrupted,
    )


def _looked(stage: _Stage, look: Look) -> Iterator[Problem]:
    """What a stage finds; what the store can't give is a problem as well, and the next stage goes on."""
    try:
        yield from stage.look(look)
    except DeskFault as error:
        if look.interruption.asked:
            raise Stopped from error
        yield _as_problem(f"{FILE} ({stage.name})", error)
    except _ODD as error:
        yield Problem("file", f"{FILE} ({stage.name})", f"it can't be understood ({type(error).__name__}: {error})", RESTORE)


def _mend(look: Look, connection: Connection) -> None:
    """Mend what can be, in one transaction."""
    for stage in _STAGES:
        if stage.mends:
            with suppress(*_ODD), connection.begin_nested():  # what one can't mend mustn't keep the others from it
                for _ in stage.look(look):
                    pass


def _sizes(database: Database, stages: Sequence[_Stage]) -> tuple[list[int], int]:
    """How many things each stage goes through, and how many sources wait."""
    with database.reading() as connection:
        return [_size(connection, stage.through) for stage in stages], _size(connection, waiting)


def _size(connection: Connection, of: FromClause | int) -> int:
    return of if isinstance(of, int) else connection.execute(select(func.count()).select_from(of)).scalar_one()


def _as_problem(where: str, error: DeskFault) -> Problem:
    """A fault of the store as a problem, with what to do."""
    says, _, remedy = str(error).partition(". ")
    return Problem("file", where, says, remedy or RESTORE)
