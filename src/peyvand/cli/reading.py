"""`read`: documents in, lines of JSON out, without a desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from peyvand.cli.adding import fault_line
from peyvand.cli.explaining import why
from peyvand.cli.listing import show_json
from peyvand.cli.options import metadata_options, overrides, pair_option
from peyvand.exchange import lines
from peyvand.model import Fault, Item, Json, Source

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained


@click.command()
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@pair_option(required=False)
@metadata_options
@click.option("--explain", "explained", is_flag=True, help="Say with each item why it was read, as `why`.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="P",
    help="Only where confidence is at least P (0 to 1).",
)
def read(
    targets: tuple[str, ...],
    *,
    pair: tuple[str, str] | None,
    explained: bool,
    min_confidence: float,
    **given: str | None,
) -> None:
    """Read documents without a desk, into lines of JSON.

    A TARGET is a file, a folder, a web address, an RSS or Atom feed, or - for standard input. The keys of the lines are
    described in the guide; `doc` is the file's name without its ending. A sidecar NAME.json beside a file gives its
    metadata.
    """
    from peyvand.record import stateless

    left_out = False
    metadata = overrides(given, pair)
    for target in targets:
        for result in (stateless.explain if explained else stateless.read)(target, overrides=metadata):
            if isinstance(result, Fault):
                left_out |= not result.kept
                click.echo(fault_line(result.name, result.message), err=True)
            else:
                source, found = result
                show_json(_rows(source, found, min_confidence))
    sys.exit(1 if left_out else 0)


def _rows(source: Source, found: Sequence[Item | Explained], least: float) -> Iterator[dict[str, Json]]:
    """Items as JSON objects, each with its explanation where there is one."""
    from peyvand.reading.grounds import Explained

    items = [one.item if isinstance(one, Explained) else one for one in found]
    for line, one in zip(lines(source, items, doc_name(source)), found, strict=True):
        if line.item.confidence >= least:
            yield line.json() | ({"why": why(one)} if isinstance(one, Explained) else {})


def doc_name(source: Source) -> str:
    """What a source is called in a stateless read: the stem of its file, the last part of its address, or its name."""
    address = urlsplit(source.name)
    if address.scheme in ("http", "https"):
        return PurePath(address.path).stem or address.netloc
    return PurePath(source.name).stem or source.name
