"""Long lists over several pages: sections are laid out in order on sheets of a bounded number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

# An entry takes about 1.5 kB of HTML, at most 2.5: a page stays under 1 MB, and can still be scrolled and printed.
ROWS = 400

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Section(Generic[Row]):
    """A part of a list under its own heading: a year, an issue, a type of actor."""

    key: str  # also its anchor
    title: str
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stretch(Generic[Row]):
    """What of a section stands on one sheet."""

    anchor: str
    title: str
    rows: Sequence[Row]
    total: int  # rows of the whole section
    note: str = ""
    continued: bool = False


@dataclass(slots=True)
class Sheet(Generic[Row]):
    """One page of a list."""

    path: str
    number: int
    stretches: list[Stretch[Row]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(len(stretch.rows) for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list's table of contents."""

    title: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class Laid(Generic[Row]):
    """A list laid out: its sheets, and where each section begins."""

    sheets: Sequence[Sheet[Row]]
    contents: Sequence[Entry]

    def where(self, key: str) -> str | None:
        """The place of a section, None where there is none."""
        return next((entry.href for entry in self.contents if entry.href.partition("#")[2] == key), None)


def lay_out(name: str, sections: Iterable[Section[Row]], rows: int = ROWS) -> Laid[Row]:
    """Sections over as many sheets as they need; the first is `name.html`, the second `name/page-2.html`."""
    sheets: list[Sheet[Row]] = [Sheet(f"{name}.html", 1)]
    contents = []
    for section in sections:
        done = 0
        while done < len(section.rows):
            if sheets[-1].rows >= rows:
                number = len(sheets) + 1
                sheets.append(Sheet(f"{name}/page-{number}.html", number))
            sheet = sheets[-1]
            taken = section.rows[done : done + rows - sheet.rows]
            anchor = section.key if not done else f"{section.key}-on-{sheet.number}"
            if not done:
                contents.append(Entry(section.title, f"{sheet.path}#{anchor}", len(section.rows)))
            sheet.stretches.append(Stretch(anchor, section.title, taken, len(section.rows), section.note, continued=bool(done)))
            done += len(taken)
    return Laid(sheets, contents)
