"""`new` and `add`: a desk is made, and documents come into it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

import click

from peyvand.cli.options import metadata_options, overrides, pair_option
from peyvand.model import Kind
from peyvand.record.views import AddReport, Outcome, Progress, Tell


@click.command()
@click.argument("name", metavar="NAME")
@pair_option(required=True)
@click.option("--title", metavar="TEXT", help="What the desk is called on the dossier.")
@click.option("--record", metavar="ADDRESS", help="Where a team keeps the record: postgresql://user@host/database.")
def new(name: str, pair: tuple[str, str], title: str | None, record: str | None) -> None:
    """Make a new desk: a folder NAME for one pair of countries."""
    from peyvand.desk import Desk

    with Desk.create(name, pair, title, record=record) as desk:
        click.echo(f"{desk.path}: a desk for {' and '.join(desk.pair)}. `peyvand add {name} FILE…` gives it documents.")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("targets", metavar="[TARGET...]", nargs=-1)
@metadata_options
@click.option(
    "--again",
    is_flag=True,
    help="Read documents that are in the record already once more; without a TARGET, all that an older version read.",
)
@click.option(
    "--processes", type=click.IntRange(1), default=1, metavar="N", help="Read with N processes at once; 1 without this option."
)
def add(desk: str, targets: tuple[str, ...], *, again: bool, processes: int, **given: str | None) -> None:
    """Add documents: files, folders, web addresses, feeds.

    A TARGET is a file, a folder, a web address, an RSS or Atom feed, or - for standard input. A sidecar NAME.json beside
    a file NAME.html gives its title, publisher, author, published, language, url and kind; the options say the same of
    every document added. A document that is in the record already changes nothing. Ctrl-C stops; the same command goes
    on from there.
    """
    if not targets and (not again or any(given.values())):
        click.get_current_context().fail("Say what to add: files, folders, web addresses or feeds.")
    from peyvand.desk import Desk

    with Desk.open(desk) as opened:
        with progress_bar(targets) as tell:
            if targets:
                report = opened.add(targets, overrides=overrides(given), again=again, processes=processes, tell=tell)
            else:
                report = opened.read_again(tell=tell)
        summarise(report)
    if report.interrupted:
        click.echo(f"Stopped. {_documents(report.added)} came in whole; the same command goes on from there.", err=True)
        sys.exit(130)
    sys.exit(1 if any(not fault.kept for fault in report.faults) else 0)


@contextmanager
def progress_bar(targets: Sequence[str]) -> Iterator[Tell | None]:
    """A bar on standard error that tells how far the adding is; none where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    items = 0

    def label(step: Progress | None) -> str | None:
        return None if step is None else f"{items} items · {step.name[-30:]}"

    with click.progressbar(length=expected(targets), file=sys.stderr, show_pos=True, width=20, item_show_func=label) as bar:

        def tell(step: Progress) -> None:
            nonlocal items
            items += step.items
            bar.length = max(bar.length or 0, step.done)  # a feed holds more documents than it looks
            bar.update(1, step)

        yield tell


def expected(targets: Sequence[str]) -> int:
    """About how many documents the targets hold: the files of folders without sidecars, else one each."""
    number = 0
    for target in targets:
        inside = (file for _, _, files in os.walk(target) for file in files)
        number += sum(not file.startswith(".") and not file.endswith(".json") for file in inside) if Path(target).is_dir() else 1
    return number


def summarise(report: AddReport) -> None:
    """Say what an add did: the numbers on standard output, what was left out or is unread on standard error."""
    read = {outcome: number for outcome, number in ((Outcome.ADDED, report.added), (Outcome.READ_AGAIN, report.again)) if number}
    parts = [f"{number} {outcome.value}" for outcome, number in read.items()] or ["nothing added"]
    parts += [f"{report.known} known already"] if report.known else []
    parts += [f"{len(report.unread)} unread"] if report.unread else []
    click.echo("Documents: " + ", ".join(parts) + ".")
    if any(report.items.values()):
        click.echo("Items: " + ", ".join(f"{report.items.get(kind, 0)} {kind.value}s" for kind in Kind) + ".")
    for name, reason in report.unread:
        click.echo(f"{name}: kept, unread: {reason}", err=True)
    for name, earlier in report.copies:
        click.echo(f"{name}: nearly the same text as {earlier}; counted as a copy of it.", err=True)
    for fault in report.faults:
        click.echo(fault_line(fault.name, fault.message), err=True)


def fault_line(name: str, message: str) -> str:
    """A fault as one line that begins with the document's name."""
    line = " ".join(message.split())
    short = PurePath(name).name
    if line.startswith(name):
        return line
    return name + line.removeprefix(short) if line.startswith(f"{short}:") else f"{name}: {line}"


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"
