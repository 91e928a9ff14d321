"""How far the record can be trusted: grades of publishers, which are people's decisions, and the credibility of entries.

The rule, with its reasons, is `grading.toml`.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, func, select

from peyvand.errors import NotInRecord
from peyvand.record.contradictions.kinds import Contradiction, Difference, Side
from peyvand.record.contradictions.listing import of_entries
from peyvand.record.database import Database
from peyvand.record.exchanging.logs import CAME
from peyvand.record.log import PUBLISHER, Act, append, standing
from peyvand.record.moments import NOW, AsOf
from peyvand.record.names import folded
from peyvand.record.portions import portions
from peyvand.record.schema import concerns, decisions, editions, sources
from peyvand.record.views import Credibility, Grade, KeptEntry, KeptItem

_UNJUDGED = 6
# That nothing is known to have followed contradicts nobody, and that a visit wasn't the first says nothing against the visit.
_LOWERING = frozenset(Difference) - {Difference.PLAN, Difference.DUE, Difference.FIRST}


def grade(database: Database, publisher: str, letter: Grade, who: str, *, note: str | None = None) -> int:
    """Decide how reliable a publisher is; the number of the decision. NotInRecord where no source is of it."""
    key = folded(publisher)
    with database.writing() as connection:
        known = connection.execute(select(editions.c.publisher).where(editions.c.publisher.is_not(None)).distinct()).scalars()
        if key not in set(map(folded, known)):
            raise NotInRecord(publisher, "publisher")
        content = {"publisher": publisher, "grade": letter.value, **({} if note is None else {"note": note})}
        return append(connection, Act.GRADE, [PUBLISHER + key], who, content)


def grades(connection: Connection, as_of: AsOf = NOW) -> Mapping[str, Grade]:
    """The grades that people have given, by the publisher's name, folded; whoever has none is an F."""
    about = select(concerns.c.subject, decisions).join(decisions, decisions.c.seq == concerns.c.decision)
    about = about.where(concerns.c.subject >= PUBLISHER, concerns.c.subject < f"{PUBLISHER[:-1]};")
    rows = connection.execute(about.order_by(decisions.c.at, decisions.c.seq)).all()
    known = [row for row in rows if as_of.moment is None or max(row.at, (row.payload or {}).get(CAME, 0)) <= as_of.moment]
    return {row.subject.removeprefix(PUBLISHER): Grade(row.payload["grade"]) for row in standing(known) if row.act == Act.GRADE}


def grade_of(publisher: str | None, given: Mapping[str, Grade]) -> Grade:
    """The grade of a publisher."""
    return given.get(folded(publisher), Grade.F) if publisher is not None else Grade.F


def graded(connection: Connection, found: Sequence[KeptEntry], as_of: AsOf = NOW) -> list[KeptEntry]:
    """Entries with the best grade among their publishers, and with their credibility."""
    origins = _origins(connection, {kept.source for entry in found for kept in entry.tellings}, as_of)
    given = grades(connection, as_of)
    against: dict[str, list[Contradiction]] = defaultdict(list)
    for one in of_entries(connection, [entry.id for entry in found], as_of, _LOWERING):
        for key in one.entries:
            against[key].append(one)
    return [_graded(entry, origins, given, against[entry.id]) for entry in found]


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a source comes from."""

    root: str  # the first source with nearly the same text
    publisher: str  # folded, "" where it isn't known


def _origins(connection: Connection, ids: Iterable[str], as_of: AsOf) -> dict[str, _Origin]:
    """Where sources come from, by id."""
    root = func.coalesce(sources.c.copy_of, sources.c.id).label("root")
    wanted = select(sources.c.id, root, editions.c.publisher).join(editions, editions.c.source == sources.c.id)
    wanted = wanted.where(as_of.sees(editions))
    return {
        row.id: _Origin(row.root, folded(row.publisher or ""))
        for some in portions(sorted(ids))
        for row in connection.execute(wanted.where(sources.c.id.in_(some)))
    }


def _graded(
    entry: KeptEntry, origins: Mapping[str, _Origin], given: Mapping[str, Grade], against: Sequence[Contradiction]
) -> KeptEntry:
    """An entry with its grade and credibility."""
    told = [(kept, origins[kept.source]) for kept in entry.tellings if kept.source in origins]
    best = min((given.get(origin.publisher, Grade.F) for _, origin in told), default=Grade.F)
    number = independent(told)
    return replace(entry, grade=best, credibility=credibility(best, number, [_balance(entry.id, one) for one in against]))


def independent(told: Sequence[tuple[KeptItem, _Origin]]) -> int:
    """How many of those that tell of a thing are independent of each other."""
    quoted: dict[str, set[str]] = defaultdict(set)  # by whom each is told to have it, of its text and its publisher
    for kept, origin in told:
        quoted[origin.root] |= _quoted(kept)
    own = {(origin.root, origin.publisher) for _, origin in told}
    publishers = {publisher for _, publisher in own}
    first = {
        publisher
        for root, publisher in own
        if not any(publisher != other and _is_of(other, quoted[root]) for other in publishers if other)
    }
    texts = {root for root, _ in own}
    return max(1, min(len(first), len(texts))) if told else 0


def _quoted(kept: KeptItem) -> set[str]:
    """Who, by an item, says what it tells, and who published the works that its sentence cites; folded."""
    names = [getattr(kept.item, "speaker", None), *getattr(kept.item, "via", ()), *(work.publisher for work in kept.cites)]
    return {folded(name) for name in names if name}


def _is_of(publisher: str, names: Iterable[str]) -> bool:
    """Whether one of these names is a publisher's: "Kyodo" is Kyodo News."""
    words = publisher.split()
    return any(name == publisher or (name.split() == words[: len(name.split())] and len(name) > 3) for name in names)


def _balance(entry: str, one: Contradiction) -> int:
    """How many more items say so on an entry's own side of a contradiction than on the other; 0 where both sides are its own."""
    sides = [one.one] if one.other is None else [one.one, one.other]
    if len(one.entries) < len(sides):
        return 0
    return sum(_size(side) if side.entry == entry else -_size(side) for side in sides)


def _size(side: Side) -> int:
    """How many items say what a side does."""
    return 1 + len(side.also)


def credibility(best: Grade, number: int, against: Sequence[int]) -> Credibility:
    """The digit for so many independent sources, and contradictions; of each of these how many more stand on this side."""
    rule = _rule()
    digit: int = rule["single"][best.value] if number < 2 else rule["independent"][str(min(number, 3))]
    if against:
        lowered, worst = rule["contradicted"], min(against)
        doubtful: int = lowered["doubtful"]
        if worst < 0:
            digit = lowered["fewer"]
        elif digit == _UNJUDGED:
            digit = doubtful
        else:
            digit = max(digit, min(doubtful, digit + lowered["more" if worst > 0 else "even"]))
    return Credibility(digit, number, len(against))


def meaning(best: Grade, digit: int) -> str:
    """Both in words: "usually reliable, probably true"."""
    return f"{_rule()['grades'][best.value]}, {_rule()['digits'][str(digit)]}"


@cache
def _rule() -> Mapping[str, Mapping[str, Any]]:
    """`grading.toml`."""
    return tomllib.loads((files(__package__) / "grading.toml").read_text(encoding="utf-8"))
