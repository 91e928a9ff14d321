"""What two desks decided differently: about one item, or on what is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from peyvand.model import Json
from peyvand.record.exchanging.differing import Conflict, Difference
from peyvand.record.exchanging.logs import Came
from peyvand.record.log import Act, entries, standing, subjects
from peyvand.record.moments import NOW, time_of
from peyvand.record.portions import portions
from peyvand.record.schema import concerns, decisions, versions

_REVIEWS = {Act.ACCEPT, Act.CORRECT, Act.REJECT}
_OPPOSITE = {Act.MERGE.value: Act.SPLIT.value, Act.SPLIT.value: Act.MERGE.value}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an item came to on a desk, and by whom; `who` is None where no person's review of it stands."""

    review: str | None
    says: Mapping[str, Json]
    who: str | None = None
    at: datetime | None = None

    @property
    def line(self) -> str:
        """What was decided, by whom and when."""
        when = f", {self.at:%Y-%m-%d %H:%M}" if self.at else ""
        return f"{self.review or 'as it was read'}{f' by {self.who}{when}' if self.who else ''}"


def reviews_of(connection: Connection, ids: Collection[str]) -> dict[str, Weighed]:
    """What these items come to, of those that the record has."""
    found: dict[str, Weighed] = {}
    listed = sorted(ids)
    for portion in portions(listed):
        some = versions.c.item.in_(portion)
        columns = select(versions.c.item, versions.c.review, versions.c.payload)
        for row in connection.execute(columns.where(some, NOW.sees(versions))).all():
            last = next((one for one in reversed(standing(entries(connection, row.item))) if one.act in _REVIEWS), None)
            found[row.item] = Weighed(row.review, row.payload, last and last.who, last and time_of(last.at))
    return found


def weigh(
    connection: Connection, ours: Mapping[str, Weighed], theirs: Mapping[str, Weighed], came: Collection[Came], common: set[int]
) -> list[Conflict]:
    """The items about which persons decided on both desks, each without the other's knowledge, with different outcomes."""
    news = {one for decision in came if _is_review(decision) for one in decision.about}
    numbers = common | {decision.number for decision in came}
    differing = [
        key
        for key, one in ours.items()
        if key in news and key in theirs and _differ(one, theirs[key]) and _decided_alone(connection, key, numbers)
    ]
    now = reviews_of(connection, differing)
    return [
        Conflict(Difference.REVIEW, key, ours[key].line, theirs[key].line, _stands(ours[key], theirs[key], now.get(key)))
        for key in differing
    ]


def _is_review(row: Came | Row[Any]) -> bool:
    """Whether a decision is a person's about what an item is."""
    return not row.machine and row.act in {*_REVIEWS, Act.UNDO}


def _decided_alone(connection: Connection, key: str, numbers: Collection[int]) -> bool:
    """Whether a person here decided about an item, and the other desk didn't know."""
    return any(_is_review(row) and row.seq not in numbers for row in entries(connection, key))


def _differ(one: Weighed, other: Weighed) -> bool:
    """Whether two outcomes are different."""
    return (one.review, one.says) != (other.review, other.says)


def _stands(ours: Weighed, theirs: Weighed, now: Weighed | None) -> str:
    """Whose outcome it is."""
    if now is not None and not _differ(now, ours):
        return "ours"
    return "theirs" if now is not None and not _differ(now, theirs) else "both"


def groupings(connection: Connection, came: Iterable[Came]) -> Iterator[Conflict]:
    """Merges and splits by persons that came in, and stand against what a person here said of the same."""
    news = {decision.number for decision in came}
    for decision in came:
        if decision.machine or decision.act not in _OPPOSITE:
            continue
        for other in _against(connection, decision, news):
            stands = "ours" if other.at > decision.at else "theirs"
            yield Conflict(Difference.GROUPING, decision.about[0], _line(other), _line(decision), stands)


def _against(connection: Connection, decision: Came, news: Collection[int]) -> list[Row[Any]]:
    """The decisions of persons here that say the opposite of one, of at least two of the same, or of one that was taken out."""
    concerned = select(concerns.c.decision).where(concerns.c.subject.in_(decision.about))
    about = select(decisions).where(decisions.c.seq.in_(concerned), decisions.c.machine.is_(False))
    about = about.where(decisions.c.act == _OPPOSITE[decision.act])
    found = [row for row in connection.execute(about.order_by(decisions.c.seq)).all() if row.seq not in news]
    shared = subjects(connection, [row.seq for row in found])
    return [row for row in found if _meet(decision, set(shared[row.seq]))]


def _meet(decision: Came, others: set[str]) -> bool:
    """Whether a merge names both what a split took out and what it left."""
    about = set(decision.about)
    merged, taken = (about, others) if decision.act == Act.MERGE else (others, about)
    return bool(merged & taken) and bool(merged - taken)


def _line(row: Came | Row[Any]) -> str:
    """What was decided, by whom and when."""
    return f"{row.act} by {row.who}, {time_of(row.at):%Y-%m-%d %H:%M}"
