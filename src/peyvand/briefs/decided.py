"""What was decided about the items and actors of a dossier, by people and by the program; what was undone is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peyvand.record.log import Decision

_MERGE = "merge"
_OF_PEOPLE = {"accept", "correct", "note", "split"}  # a merge is told with what it merged; what was rejected isn't shown


class Decided:
    """The decisions that stand, by what they are about."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._about: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in standing(list(decisions)):
            for subject in decision.about:
                self._about[subject].append(decision)

    def merges(self, items: Collection[str]) -> tuple[Decision, ...]:
        """By which these items, or actors, became one, the oldest first."""
        inside = set(items)
        found = {one.number: one for one in self._all(items) if one.act == _MERGE and inside.issuperset(one.about)}
        return tuple(found[number] for number in sorted(found))

    def by_people(self, items: Collection[str]) -> tuple[Decision, ...]:
        """What people said about these items, the oldest first."""
        found = {one.number: one for one in self._all(items) if one.act in _OF_PEOPLE and not one.machine}
        return tuple(found[number] for number in sorted(found))

    def one_with(self, actor: str) -> tuple[Decision, ...]:
        """By which several names became this actor, the oldest first."""
        known, waiting = {actor}, [actor]
        while waiting:
            new = {one for decision in self._about[waiting.pop()] if decision.act == _MERGE for one in decision.about} - known
            known |= new
            waiting += sorted(new)
        return self.merges(known) if len(known) > 1 else ()

    def _all(self, subjects: Iterable[str]) -> Iterable[Decision]:
        return (decision for subject in subjects if subject in self._about for decision in self._about[subject])


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that no undo has taken back; an undo can itself be undone, by a later one."""
    undone: set[int] = set()
    for one in reversed(decisions):
        if one.undoes is not None and one.number not in undone:
            undone.add(one.undoes)
    return [one for one in decisions if one.number not in undone]
