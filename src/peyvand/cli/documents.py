"""`export`, `site` and `demo`: what is written from a desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from peyvand.cli.adding import progress_bar, summarise
from peyvand.cli.options import as_of_option

if TYPE_CHECKING:
    from peyvand.desk import Desk


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("file", metavar="FILE")
def export(desk: str, file: str) -> None:
    """Write all items of a desk to FILE: .jsonl, .csv or .parquet."""
    from peyvand.desk import Desk

    with Desk.open(desk) as opened:
        number = opened.export(file)
    click.echo(f"{file}: {number} items.")


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
