"""Whether two items, read in different sources or in one, tell of the same: pure functions, explained, on weights that are data.

`keys` says which tellings to compare, `likeness` whether two are one, `trail` and `follows` whether a deed is what a plan had
announced. From THRESHOLD on the machine merges; down to BAND it asks a person. A caller compares a telling with at most
MOST_COMPARED for one key, those printed nearest to it, and leaves out a key that begins with "~" where more stand under it: so
what a new telling costs doesn't grow with the record.
"""

from __future__ import annotations

from peyvand.model import Commitment, Event, Statement
from peyvand.record.merging.blocking import keys, trail
from peyvand.record.merging.commitments import commitments_alike
from peyvand.record.merging.events import events_alike
from peyvand.record.merging.evidence import apart
from peyvand.record.merging.following import commitments_follow, events_follow, is_deed, is_plan
from peyvand.record.merging.statements import statements_alike
from peyvand.record.merging.table import table
from peyvand.record.merging.telling import Likeness, Telling
from peyvand.record.merging.words import content_words

THRESHOLD: float = table().threshold
BAND: float = table().band
MOST_COMPARED = 100

__all__ = [
    "BAND",
    "MOST_COMPARED",
    "THRESHOLD",
    "Likeness",
    "Telling",
    "content_words",
    "follows",
    "is_deed",
    "is_plan",
    "keys",
    "likeness",
    "trail",
]


def likeness(one: Telling, other: Telling) -> Likeness:
    """How probable it is that two items tell of the same, in either order."""
    one, other = sorted((one, other), key=lambda telling: telling.id)
    match one.item, other.item:
        case Event() as first, Event() as second:
            return events_alike(one, first, other, second)
        case Statement() as first, Statement() as second:
            return statements_alike(one, first, other, second)
        case Commitment() as first, Commitment() as second:
            return commitments_alike(one, first, other, second)
        case _:
            return apart("items of different kinds, or figures, aren't merged")


def follows(plan: Telling, deed: Telling) -> Likeness:
    """How probable it is that a deed is what a plan had announced, or that it ended the plan; to be linked, not merged."""
    match plan.item, deed.item:
        case Event() as first, Event() as second:
            return events_follow(plan, first, deed, second)
        case Commitment() as first, Commitment() as second:
            return commitments_follow(plan, first, deed, second)
        case _:
            return apart("a deed follows a plan of its own kind only")
