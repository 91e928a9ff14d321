"""The dossier's first page: how much there is, from when, what is new and what is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peyvand.briefs import labels, lists
from peyvand.briefs.dossier import Dossier
from peyvand.briefs.rendering import counted
from peyvand.briefs.rows import Face
from peyvand.briefs.told import Ledger, Told, rows_of, sources_of
from peyvand.model import Event, EventStatus, Kind

UNREAD = 20  # sources that are named
_LATEST, _AHEAD, _PROMISED = 8, 5, 6  # entries
_LISTS = {
    Kind.EVENT: ("Events", "timeline.html"),
    Kind.STATEMENT: ("Statements", "statements.html"),
    Kind.COMMITMENT: ("Commitments", "commitments.html"),
    Kind.FIGURE: ("Figures", "figures.html"),
}


@dataclass(frozen=True, slots=True)
class News:
    """What a reader looks for first."""

    latest: Sequence[Told]
    ahead: Sequence[Told]
    promised: Sequence[Told]


def news(ledger: Ledger, today: date) -> News:
    """The latest events, what is planned for days to come, and the newest commitments."""
    events = [(told, told.item) for told in ledger.by_kind[Kind.EVENT] if isinstance(told.item, Event)]
    done = [told for told, item in events if item.status is EventStatus.OCCURRED and _made(told, today)]
    planned = [told for told, item in reversed(events) if item.status is EventStatus.PLANNED and not told.entry.deeds]
    ahead = [told for told in planned if told.when.last and told.when.last >= today]
    promised = [told for told in ledger.by_kind[Kind.COMMITMENT] if _made(told, today)]
    return News(_original(done)[:_LATEST], ahead[:_AHEAD], _original(promised)[:_PROMISED])


def _original(found: Sequence[Told]) -> list[Told]:
    """Those that not only copies tell of."""
    return [told for told in found if not told.copied]


def _made(told: Told, today: date) -> bool:
    """Whether something is dated, and not to a day to come."""
    return told.when.first is not None and told.when.first <= today


def lead(dossier: Dossier, ledger: Ledger) -> str:
    """What the dossier is, in two sentences."""
    first, second = (labels.country(code) for code in dossier.pair)
    total, items = len(ledger.by_id), len(ledger.of_item)
    told = f", told {items:,} times in all" if items > total else ""
    return (
        f"What was said, promised, done and counted between {first} and {second}, as {counted(len(dossier.sources), 'source')} "
        f"tell it: {counted(total, 'entry')}{told}, each with the words it rests on."
    )


def holdings(dossier: Dossier, ledger: Ledger, faces: Sequence[Face]) -> list[lists.Holding]:
    """How much there is of each kind."""
    held = [
        lists.holding(*_LISTS[kind], [told.when for told in found], sources_of(found), len(rows_of(found)))
        for kind, found in ledger.by_kind.items()
    ]
    naming = {source for actor in dossier.actors for source, _ in actor.mentions}
    held.append(lists.Holding("Actors", "actors.html", len(dossier.actors), None, len(naming), ""))
    held.append(lists.holding("Sources", "sources.html", [face.published for face in faces], len(faces)))
    return held


def coverage(faces: Sequence[Face]) -> str:
    """From when the sources are, and what they leave out."""
    published = [face.published for face in faces if face.published.known]
    if not published:
        return "No source gives the date of its publication."
    found = {span.year for span in published} - {None}
    span = range(min(year for year in found if year), max(year for year in found if year) + 1) if found else range(0)
    gaps = [year for year in span if year not in found]
    said = f"Sources published {lists.years(published)}."
    if gaps:
        said += f" No source from {_ranges(gaps)}."
    copies = sum(face.copy_of is not None for face in faces)
    if copies:
        said += f" {copies} {'is a copy' if copies == 1 else 'are copies'} of others: a copy is no further source."
    return said


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
