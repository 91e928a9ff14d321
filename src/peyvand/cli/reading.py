"""`read`: documents in, lines of JSON out, without a desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from urllib.parse import urlsplit

import click

from peyvand.cli.adding import fault_line
from peyvand.cli.listing import show_json
from peyvand.cli.options import metadata_options, overrides, pair_option
from peyvand.errors import PeyvandError
from peyvand.exchange import to_json
from peyvand.model import Fault, Metadata, Source


@click.command()
@click.argument("targets", metavar="TARGET...", nargs=-1, required=True)
@pair_option(required=False)
@metadata_options
def read(targets: tuple[str, ...], *, pair: tuple[str, str] | None, **given: str | None) -> None:
    """Read documents without a desk, into lines of JSON.

    A TARGET is a file, a folder, a web address, an RSS or Atom feed, or - for standard input. The keys of the lines are
    described in the guide; `doc` is the file's name without its ending. A sidecar NAME.json beside a file gives its
    metadata.
    """
    from peyvand.reading import Reader

    left_out = LeftOut()
    for source, items in Reader().read_all(readable(targets, overrides(given, pair), left_out)):
        doc = doc_name(source)
        show_json(to_json(item, doc) for item in items)
    sys.exit(1 if left_out.any else 0)


class LeftOut:
    """Says what can't be read, one line each on standard error, and whether there was any."""

    def __init__(self) -> None:
        self.any = False

    def __call__(self, name: str, message: str, *, kept: bool = False) -> None:
        """Say one line; a document that was kept all the same isn't left out."""
        self.any |= not kept
        click.echo(fault_line(name, message), err=True)


def readable(targets: Sequence[str], given: Metadata, left_out: LeftOut) -> Iterator[Source]:
    """The sources that can be read; what can't is said as it is come upon."""
    from peyvand.reading import can_read
    from peyvand.sources import extract, originals

    for original in originals(targets, overrides=given):
        if isinstance(original, Fault):
            left_out(original.name, original.message, kept=original.kept)
            continue
        try:
            source = extract(original, given)
        except PeyvandError as error:
            left_out(original.name, str(error))
            continue
        if can_read(source):
            yield source
        else:
            left_out(source.name, f"its language ({source.metadata.language}) can't be read yet; only English (en) can")


def doc_name(source: Source) -> str:
    """What a source is called in a stateless read: the stem of its file, the last part of its address, or its name."""
    address = urlsplit(source.name)
    if address.scheme in ("http", "https"):
        return PurePath(address.path).stem or address.netloc
    return PurePath(source.name).stem or source.name
