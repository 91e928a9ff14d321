"""What people's decisions teach: by which lines of the lexicon the items were read that they rejected, corrected or accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from peyvand.exchange import quotes_of, with_ids
from peyvand.record import payload
from peyvand.record.moments import NOW
from peyvand.record.schema import versions
from peyvand.record.views import Review

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained

_GONE = "read otherwise by now"
_EXAMPLES = 3

Judged = Mapping[str, Mapping[str, Review]]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A line of the lexicon, and what became of the items that it led to."""

    line: str  # "plover.toml, [REJECT]: verb “reject”"
    kind: str
    rejected: int
    corrected: int
    accepted: int
    examples: tuple[tuple[str, str], ...]  # (id, words) of items that were rejected or corrected


def judged_items(connection: Connection) -> Judged:
    """The items that people accepted, corrected or rejected, with what they decided, by source."""
    found: dict[str, dict[str, Review]] = defaultdict(dict)
    rows = select(versions.c.source, versions.c.item, versions.c.review).where(versions.c.review.is_not(None), NOW.sees(versions))
    for row in connection.execute(rows.order_by(versions.c.source, versions.c.item)):
        found[row.source][row.item] = Review(row.review)
    return found


def learnt(judged: Judged, explained: Iterable[tuple[str, Sequence[Explained]]]) -> list[Lesson]:
    """What the decisions say of each line of the lexicon, the line with the most wrong items first."""
    counts: dict[tuple[str, str], dict[Review, int]] = defaultdict(lambda: dict.fromkeys(Review, 0))
    examples: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for source, found in explained:
        by_id = {key: one for (key, _), one in zip(with_ids(source, [one.item for one in found]), found, strict=True)}
        for item, review in judged[source].items():
            one = by_id.get(item)
            line = (_line(one), payload.kind_of(one.item).value) if one is not None else (_GONE, "")
            counts[line][review] += 1
            if one is not None and review is not Review.ACCEPTED and len(examples[line]) < _EXAMPLES:
                examples[line].append((item, " ".join(quotes_of(one.item)[0].exact.split())))
    lessons = [
        Lesson(line, kind, of[Review.REJECTED], of[Review.CORRECTED], of[Review.ACCEPTED], tuple(examples[line, kind]))
        for (line, kind), of in counts.items()
    ]
    return sorted(lessons, key=lambda one: (-one.rejected, -one.corrected, one.accepted, one.line, one.kind))


def _line(explained: Explained) -> str:
    """The line of the lexicon that an item was read by; where it names none, the words."""
    steps = {step.about: step.says for step in reversed(explained.steps)}
    return steps.get("lexicon") or f"without the lexicon: {steps.get('words', 'no words')}"
