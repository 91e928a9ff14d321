"""What an import did, and what two desks say differently."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from peyvand.model import Fault


class Difference(StrEnum):
    """What two desks say differently."""

    REVIEW = "review"  # two people decided differently about one item
    GROUPING = "grouping"  # one said that items, or actors, are one, the other that they aren't
    TEXT = "text"  # of one source
    METADATA = "metadata"
    ITEM = "item"  # what one item says, about which nobody decided
    SETTINGS = "settings"  # desk.toml


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two desks say differently; both are kept wherever both can be, and one stands until someone decides."""

    what: Difference
    about: str  # id of an item, actor or source; a file's name
    ours: str
    theirs: str
    stands: str  # "ours", "theirs", or what came of both


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    restored: bool = False  # into an empty desk, with all its history
    sources: int = 0  # new ones
    known: int = 0  # sources that were there already
    items: int = 0  # new ones
    decisions: int = 0  # new ones
    conflicts: tuple[Conflict, ...] = ()
    faults: tuple[Fault, ...] = ()
