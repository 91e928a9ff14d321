"""What speaks for and against, added up: each piece of evidence is a line of `merging.toml` with its weight and its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp

from peyvand.record.merging.table import Ledger, Line
from peyvand.record.merging.telling import Likeness

_LIMIT = 30.0  # of log-odds; what is past it is certain anyway


@dataclass(slots=True)
class Evidence:
    """The evidence about one pair, in log-odds."""

    ledger: Ledger
    said: list[tuple[Line, float, str]] = field(default_factory=list)

    def add(self, key: str, detail: str = "", times: float = 1.0) -> None:
        """One line of the ledger speaks, `times` over; `detail` fills in the names, words or days that it is about."""
        self.said.append((self.ledger.lines[key], times, detail))

    def weighed(self) -> Likeness:
        """The sum as a probability; the reasons for come before the reasons against, the weightiest first."""
        total = self.ledger.prior + sum(line.weight * times for line, times, _ in self.said)
        said = sorted(self.said, key=lambda one: -one[0].weight * one[1])
        reasons = tuple(line.reason.format(detail) for line, times, detail in said if line.reason and times)
        return Likeness(1 / (1 + exp(-max(-_LIMIT, min(_LIMIT, total)))), reasons)


def apart(reason: str) -> Likeness:
    """Two that can't be one, and why."""
    return Likeness(0.0, (reason,))
