"""`check` and `backup`: whether a desk is what it should be, and a copy of it for the day when it isn't."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from peyvand.cli.lists import open_desk

if TYPE_CHECKING:
    from peyvand.record.checking import CheckReport, Problem

_Step = Callable[[str, int, int], None]
_TOLD = (  # of what a check goes through
    ("originals", "original", "originals"),
    ("items", "version of an item", "versions of items"),
    ("decisions", "decision", "decisions"),
)


@click.command()
@click.argument("desk", metavar="DESK")
@click.option("--mend", is_flag=True, help="Mend what can be mended, after a copy of the record was put beside it.")
def check(desk: str, *, mend: bool) -> None:
    """Look whether a desk is what it should be.

    Every quote is compared with its text, every original with its hash; what follows from the documents and the decisions (lists,
    entries, who is who, what words are found by) is worked out anew and compared. That part can be mended; a text, a quote, an
    original or a decision never is: for these it says what to put back. Others may work on the desk meanwhile. The exit status
    is 0 where nothing is wrong.
    """
    from peyvand.errors import NotADesk
    from peyvand.record.checking import check_folder

    if not Path(desk).is_dir():
        raise NotADesk(desk)
    with _bar("Looking at") as step:
        report = check_folder(Path(desk), mend=mend, tell=lambda now: step(now.stage, now.done, now.all))
    _say(report, desk, mend=mend)
    if report.interrupted:
        click.echo("Stopped. Nothing was mended; the rest wasn't looked at.", err=True)
        sys.exit(130)
    sys.exit(0 if report.sound else 1)


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("file", metavar="[FILE]", required=False)
def backup(desk: str, file: str | None) -> None:
    """Copy a desk, also while others work on it.

    The copy is a folder that opens as a desk: to go back to it, put it in the desk's place. FILE names it, else it is named by
    the time and stands beside the desk. With a FILE that ends in .peyvand it is one file, which `peyvand import` takes into a
    new desk; a record on a server is always kept so. It is looked at before it gets its name, and nothing is written over.
    """
    with open_desk(desk) as opened, _bar("Copying") as step:
        made = opened.backup(file, tell=step)
    what = "an archive" if made.is_archive else "a desk"
    back = "`peyvand import` takes it into a new desk" if made.is_archive else "to go back to it, put it in the desk's place"
    looked = "It was looked at and is whole" if not made.problems else "It was looked at, and isn't whole"
    click.echo(f"{made.path}: {what} with {_some(made.sources, 'source', 'sources')}. {looked}; {back}.")
    for problem in made.problems:
        click.echo(_line(problem), err=True)
    sys.exit(1 if made.problems else 0)


def _say(report: CheckReport, desk: str, *, mend: bool) -> None:
    """What was looked at on standard output, what is wrong on standard error."""
    seen = report.looked_at
    if seen:
        click.echo("Looked at: " + ", ".join(_some(seen.get(stage, 0), one, several) for stage, one, several in _TOLD) + ".")
    if report.waiting:
        waits = _some(report.waiting, "source waits", "sources wait")
        click.echo(f"{waits} to be compared with the others; the next `peyvand add` does it.")
    for problem in report.problems:
        click.echo(_line(problem), err=True)
    if report.more:
        click.echo(f"… and {report.more} more of the same.", err=True)
    if report.mended:
        click.echo(f"Mended: {len(report.mended)}. As it was, the record is kept in {report.backup}.")
    if report.sound:
        click.echo("Nothing is wrong.")
    elif report.mendable and not mend:
        click.echo(f"{len(report.mendable)} of these can be mended: `peyvand check {desk} --mend`.", err=True)


def _some(number: int, one: str, several: str) -> str:
    """A number of things."""
    return f"{number} {one if number == 1 else several}"


def _line(problem: Problem) -> str:
    """A problem in one line, with what to do."""
    return f"{problem.line}. {problem.remedy or 'It can be mended.'}"


@contextmanager
def _bar(label: str) -> Iterator[_Step]:
    """A bar on standard error; none where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _, __, ___: None
        return
    with click.progressbar(
        length=1,
        file=sys.stderr,
        width=20,
        show_eta=False,
        update_min_steps=0,
        item_show_func=lambda now: now and f"{label} {now}",
    ) as bar:

        def step(what: str, done: int, of: int) -> None:
            bar.length, bar.pos = max(1, of), min(done, max(1, of))
            bar.update(0, what)

        yield step
