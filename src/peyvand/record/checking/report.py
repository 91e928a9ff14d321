"""What a check finds: faults of a desk as values, each with where it is and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

RESTORE = "Put record.db back from a backup of the desk (`peyvand backup` makes one)."
_LISTED = 200  # of one part of a desk; where thousands are wrong, the first tell why
_NONE: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of a desk that isn't as it should be."""

    part: str  # of the desk: "original", "quote", "entry" …
    where: str  # the file, or the id
    says: str  # what is wrong
    remedy: str | None = None  # what to do about it; None: it can be mended

    @property
    def line(self) -> str:
        """It in one line, without what to do."""
        return f"{self.part} {self.where}: {self.says}"


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a check has got."""

    stage: str  # what is being looked at
    done: int
    all: int


Tell: TypeAlias = Callable[[Checked], None]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, and what it mended."""

    problems: tuple[Problem, ...] = ()  # that are there now
    mended: tuple[Problem, ...] = ()
    more: int = 0  # problems that aren't listed, because very many of their kind are
    looked_at: Mapping[str, int] = field(default_factory=lambda: _NONE)  # how many of what
    waiting: int = 0  # sources whose items weren't compared with the others' yet; the next add does it
    backup: Path | None = None  # the copy of the record that was made before it was mended
    interrupted: bool = False  # whether it was stopped (Ctrl-C): the rest wasn't looked at, and nothing was mended

    @property
    def sound(self) -> bool:
        """Whether all was looked at, and nothing is wrong."""
        return not self.problems and not self.interrupted

    @property
    def mendable(self) -> tuple[Problem, ...]:
        """The problems that can be mended."""
        return tuple(problem for problem in self.problems if problem.remedy is None)


class Stopped(Exception):
    """The user wants a check to end."""


@dataclass(slots=True)
class Findings:
    """What a check has found so far."""

    tell: Tell | None = None
    all: int = 0
    done: int = 0
    stage: str = ""
    problems: list[Problem] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)  # of problems, by part
    looked_at: Counter[str] = field(default_factory=Counter)

    def note(self, problem: Problem) -> None:
        """One more problem."""
        self.numbers[problem.part] += 1
        if self.numbers[problem.part] <= _LISTED:
            self.problems.append(problem)

    def went(self, number: int) -> None:
        """So many more were looked at."""
        self.done += number
        self.looked_at[self.stage] += number
        if self.tell is not None:
            self.tell(Checked(self.stage, min(self.done, self.all), self.all))

    def end(self) -> None:
        """All was looked at."""
        self.done = self.all
        self.went(0)

    @property
    def more(self) -> int:
        """Problems that aren't listed."""
        return sum(self.numbers.values()) - len(self.problems)
