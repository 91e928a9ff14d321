"""`export`, `site` and `demo`: what is written from a desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from peyvand.cli.adding import fault_line, progress_bar, summarise
from peyvand.cli.options import as_of_option, user
from peyvand.record.views import Format

if TYPE_CHECKING:
    from peyvand.desk import Desk


_STANDS = {"ours": "what was here stands", "theirs": "what came in stands"}
_FORMATS = [one.value for one in Format]


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("file", metavar="FILE")
@click.option("--format", type=click.Choice(_FORMATS), metavar="NAME", help=f"What to write: {', '.join(_FORMATS)}.")
@click.option("--cited", is_flag=True, help="With csl and bibtex: also the works that the sources cite.")
@as_of_option
def export(desk: str, file: str, *, format: str | None, cited: bool, as_of: str | None) -> None:
    """Write what a desk holds to FILE, for other programs.

    \b
    .jsonl .csv .parquet   all items
    .ftm.json              FollowTheMoney entities with their proof
    .tsv                   a PLOVER table of the events
    .geojson               the events on a map
    .ics                   a calendar of what is due and planned
    .csl.json .bib         the sources, for a list of references
    """  # noqa: D301 - click's own mark for lines that stay as they are
    from peyvand.desk import Desk

    with Desk.open(desk) as opened:
        number = opened.export(file, as_of=as_of, format=None if format is None else Format(format), cited=cited)
    click.echo(f"{file}: {number} written.")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("file", metavar="FILE")
def archive(desk: str, file: str) -> None:
    """Write a whole desk to FILE: its documents, items, history and decisions.

    A colleague takes it in with `peyvand import`; into an empty desk it comes as it was.
    """
    from peyvand.desk import Desk

    with Desk.open(desk) as opened:
        made = opened.archive(file)
    click.echo(f"{file}: {made.sources} sources, {made.items} items, {made.decisions} decisions.")
    for name in made.missing:
        click.echo(
            f"{name}: this original is lost or changed, and isn't in the archive. `peyvand check {desk}` says more.", err=True
        )


@click.command("import")
@click.argument("desk", metavar="DESK")
@click.argument("file", metavar="FILE")
@click.option("--who", metavar="NAME", default=user, help="Who takes it in; else the name of your login.")
@click.pass_context
def take_in(ctx: click.Context, desk: str, file: str, *, who: str) -> None:
    """Take in a colleague's archive, or items as lines of JSON (.jsonl).

    Nothing comes twice. The decisions of both sides are kept, each by whom and when it was made; where they differ, the
    latest stands and the difference is listed.
    """
    from peyvand.desk import Desk

    with Desk.open(desk) as opened:
        report = opened.take_in(file, who)
    click.echo(
        f"{report.sources} new sources ({report.known} known), {report.items} new items, {report.decisions} new decisions."
    )
    for one in report.conflicts:
        stands = _STANDS.get(one.stands, one.stands)
        click.echo(f"Differs ({one.what.value}): {one.about}: here {one.ours}, there {one.theirs}; {stands}.")
    for fault in report.faults:
        click.echo(fault_line(fault.name, fault.message), err=True)
    if report.faults:
        ctx.exit(1)


@click.command()
@click.argument("desk", metavar="DESK")
@click.option("-o", "--output", metavar="FOLDER", required=True, help="The folder to write the pages to.")
@as_of_option
def site(desk: str, output: str, *, as_of: str | None) -> None:
    """Write the dossier: pages that open from the disk, offline.

    Every item in it is linked to the words it rests on, highlighted in the text of its source.
    """
    from peyvand.desk import Desk

    with Desk.open(desk) as opened:
        click.echo(f"The dossier's first page: {_dossier(opened, output, as_of)}")


@click.command()
@click.argument("folder", metavar="FOLDER")
def demo(folder: str) -> None:
    """Make a desk and its dossier from the bundled samples.

    The desk, on Iran and Japan, and the dossier are folders in FOLDER.
    """
    from peyvand import samples
    from peyvand.desk import Desk

    path = Path(folder) / "iran-japan"
    made = (path / "desk.toml").exists()
    with Desk.open(path) if made else Desk.create(path, ("IRN", "JPN"), "Iran and Japan (sample documents)") as desk:
        click.echo(f"Reading the bundled samples into {path} …")
        targets = [str(samples.folder())]
        with progress_bar(targets) as tell:
            report = desk.add(targets, tell=tell)
        summarise(report)
        first = _dossier(desk, str(Path(folder) / "dossier"))
    click.echo(f"Try: peyvand timeline {path}")
    click.echo(f"The dossier's first page: {first}")


def _dossier(desk: Desk, folder: str, as_of: str | None = None) -> Path:
    from peyvand.briefs import site as pages

    return pages.write(desk, Path(folder), as_of=as_of).absolute()
