"""What came of a plan: plans and deeds tied to one another, a function of the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, or_, select

from peyvand.record.log import MACHINE, Act, append, entries, standing
from peyvand.record.moments import FOREVER, NOW, end, moment
from peyvand.record.schema import links


def link(connection: Connection, plan: str, deed: str, how: Mapping[str, Any], who: str = MACHINE) -> None:
    """Decide that a deed, an item, is what came of a plan, another; nothing where that is decided already."""
    known = select(links.c.plan).where(links.c.plan == plan, links.c.deed == deed, NOW.sees(links))
    if connection.execute(known).first() is None:
        append(connection, Act.LINK, [plan, deed], who, {"plan": plan, "deed": deed, **how}, machine=who == MACHINE)
        settle_links(connection, [plan, deed])


def settle_links(connection: Connection, touched: Collection[str]) -> None:
    """Bring the links of these items to what the log says."""
    decided = [entry for one in touched for entry in standing(entries(connection, one)) if entry.act == Act.LINK]
    wanted = {(one.payload["plan"], one.payload["deed"]): one.payload.get("probability", 1.0) for one in decided}
    theirs = or_(links.c.plan.in_(touched), links.c.deed.in_(touched))
    former = {(row.plan, row.deed) for row in connection.execute(select(links).where(theirs, NOW.sees(links)))}
    for plan, deed in sorted(former - wanted.keys()):
        end(connection, links, (links.c.plan == plan) & (links.c.deed == deed))
    for plan, deed in sorted(wanted.keys() - former):
        known = {"since": moment(connection), "until": FOREVER}
        connection.execute(links.insert(), {"plan": plan, "deed": deed, "probability": wanted[plan, deed], **known})
