"""Who held an office on a day: what the table of office-holders says, and what the sources say, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from peyvand.dates import bounds
from peyvand.record.cast import kept_actors
from peyvand.record.identity import Holder, Holders
from peyvand.record.identity.offices import office_called
from peyvand.record.moments import NOW, AsOf
from peyvand.record.queries import actors_called, days
from peyvand.record.schema import offices
from peyvand.record.views import KeptActor, Office

_YEAR = 366  # days between what a source says and the day that is asked about


@dataclass(frozen=True, slots=True)
class InOffice:
    """Who held an office, by the table or by the sources."""

    name: str
    holder: Holder | None = None  # the line of the table
    actor: KeptActor | None = None  # the person in the record
    says: Office | None = None  # what a source says, where the table is silent or says otherwise


def in_office(
    connection: Connection, description: str, day: str, country: str | None, holders: Holders, as_of: AsOf = NOW
) -> list[InOffice]:
    """Who held an office ("the foreign minister of Japan") on a day (EDTF): the table's holder first, then whom sources name.

    A source counts where it speaks of the same office of the same country, within a year of the day; the nearest comes first.
    Nobody is guessed: an empty list says that neither knows. BadDate.
    """
    asked = days(day)[0]
    holder = holders.meant_by(description, day, country)
    found = []
    if holder is not None:
        known = [actor for name in (holder.name, *holder.names) for actor in _called(connection, name, as_of)]
        found.append(InOffice(holder.name, holder, known[0] if known else None))
    office = office_called(description, country)
    told = []
    for actor in _with_office(connection, office.key.split(" to ")[0], as_of) if office.country is not None else ():
        for says in actor.offices:
            own, when = office_called(says.title, actor.country), bounds(says.since or "")
            same = (own.key, own.country, own.past) == (office.key, office.country, False)
            if same and when is not None and abs((when[0] - asked).days) <= _YEAR:
                told.append((abs((when[0] - asked).days), actor.name, actor, says))
    met = {one.actor.id for one in found if one.actor is not None}
    for _, name, actor, says in sorted(told, key=lambda one: one[:2]):
        if actor.id not in met:
            found.append(InOffice(name, None, actor, says))
            met.add(actor.id)
    return found


def _called(connection: Connection, name: str, as_of: AsOf) -> list[KeptActor]:
    """The persons of a name."""
    ids = actors_called(connection, name, as_of)
    return kept_actors(connection, ids, as_of) if ids else []


def _with_office(connection: Connection, role: str, as_of: AsOf) -> list[KeptActor]:
    """The persons to whom sources give an office in which the last word of this one stands: "minister"."""
    word = role.rsplit(maxsplit=1)[-1] if role else ""
    ids = set(connection.execute(select(offices.c.actor).where(func.lower(offices.c.title).contains(word)).distinct()).scalars())
    return kept_actors(connection, ids, as_of) if ids else []
