"""`read`: documents in, lines of JSON out, without a desk."""

from __future__ import annotations

import sys
from pathlib import PurePath
from urllib.parse import urlsplit

import click

from peyvand.cli.adding import fault_line
from peyvand.cli.listing import show_json
from peyvand.cli.options import metadata_options, overrides, pair_option
from peyvand.exchange import to_json
from peyvand.model import Fault, Source


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
    from peyvand import desk

    left_out = False
    metadata = overrides(given, pair)
    for target in targets:
        for result in desk.read(target, overrides=metadata):
            if isinstance(result, Fault):
                left_out |= not result.kept
                click.echo(fault_line(result.name, result.message), err=True)
            else:
                source, items = result
                doc = doc_name(source)
                show_json(to_json(item, doc) for item in items)
    sys.exit(1 if left_out else 0)


def doc_name(source: Source) -> str:
    """What a source is called in a stateless read: the stem of its file, the last part of its address, or its name."""
    address = urlsplit(source.name)
    if address.scheme in ("http", "https"):
        return PurePath(address.path).stem or address.netloc
    return PurePath(source.name).stem or source.name
