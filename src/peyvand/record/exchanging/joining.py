"""What one record knows into another: sources and items that aren't there, all decisions, and what they come to together.

Both records are open at once. What comes in is known from the moment of the import on; what two desks say differently is listed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from peyvand.record.decisions import settle
from peyvand.record.exchanging.differing import ImportReport
from peyvand.record.exchanging.logs import Came, concerned, take_in
from peyvand.record.exchanging.taking import take_sources
from peyvand.record.exchanging.weighing import groupings, reviews_of, weigh
from peyvand.record.gathering import gather_waiting
from peyvand.record.grouping import ACTORS, ITEMS, regroup
from peyvand.record.identity import Holders
from peyvand.record.linking import settle_links
from peyvand.record.log import Act
from peyvand.record.portions import portions
from peyvand.record.schema import actors, concerns, decisions, items

_MANY = 400
_REVIEWING = {Act.ACCEPT, Act.CORRECT, Act.REJECT, Act.NOTE, Act.UNDO}
_GROUPING = {Act.MERGE, Act.SPLIT, Act.UNDO}


def join(ours: Connection, theirs: Connection, holders: Holders | None = None) -> ImportReport:
    """Bring another record into this one, within this one's transaction; `holders` are the desk's office-holders."""
    taken = take_sources(ours, theirs)
    decided = _decided(theirs)
    before = reviews_of(ours, decided)
    came, common = take_in(ours, theirs)
    _follow(ours, came)
    while gather_waiting(ours, _MANY, holders):
        pass
    differing = (*taken.conflicts, *weigh(ours, before, reviews_of(theirs, decided), came, common), *groupings(ours, came))
    return ImportReport(sources=taken.sources, known=taken.known, items=taken.items, decisions=len(came), conflicts=differing)


def _decided(connection: Connection) -> set[str]:
    """The items about which a person has decided something."""
    about = select(concerns.c.subject).join(decisions, decisions.c.seq == concerns.c.decision)
    about = about.join(items, items.c.id == concerns.c.subject)
    return set(connection.execute(about.where(decisions.c.machine.is_(False)).distinct()).scalars())


def _follow(connection: Connection, came: list[Came]) -> None:
    """Bring everything that the new decisions are about to what both logs say."""
    by_persons = [decision for decision in came if not decision.machine]
    of_items = _there(connection, items.c.id, concerned(came, {*Act}))
    for item in sorted(of_items & concerned(by_persons, _REVIEWING)):
        settle(connection, item)
    grouped = concerned(came, _GROUPING)
    regroup(connection, ITEMS, of_items & grouped)
    regroup(connection, ACTORS, _there(connection, actors.c.id, grouped))
    linked = sorted(of_items & concerned(came, {Act.LINK, Act.UNDO}))
    for portion in portions(linked):
        settle_links(connection, portion)


def _there(connection: Connection, column: Any, ids: Collection[str]) -> set[str]:  # noqa: ANN401 (a column of ids)
    """Those of these ids that the record has."""
    listed, found = sorted(ids), set[str]()
    for portion in portions(listed):
        found |= set(connection.execute(select(column).where(column.in_(portion))).scalars())
    return found
