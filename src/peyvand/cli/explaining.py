"""`explain`: why an item was read, and what its confidence is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from peyvand.cli.entries import heading
from peyvand.cli.listing import columns, show_json, terminal_width, wrap
from peyvand.cli.lists import open_desk
from peyvand.cli.options import json_option
from peyvand.exchange import to_json
from peyvand.model import Actor, Json

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained

_LABEL = 12  # columns of a step's name
_SLIGHT = 0.05  # what adds less than this to the log-odds isn't worth a line


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("item", metavar="ITEM")
@json_option
def explain(desk: str, item: str, *, as_json: bool) -> None:
    """Show why an item was read.

    ITEM is its id, or the first digits of it; the lists show it at the end of each item. Told are the words that it was
    read from, the line of the lexicon that knows them, the way through the sentence to each name, how each name was
    understood, and what speaks for the item and against it.
    """
    with open_desk(desk) as opened:
        found = opened.explain(item)
    if as_json:
        show_json([{**to_json(found.item, item), "why": why(found)}])
        return
    for line in _lines(found, terminal_width()):
        click.echo(line)


def why(found: Explained) -> dict[str, Json]:
    """An explanation as a JSON object."""
    return {
        "steps": [{"about": step.about, "says": step.says} for step in found.steps],
        "signs": [{"name": sign.name, "value": sign.value, "adds": round(sign.adds, 3)} for sign in found.signs],
    }


def _lines(found: Explained, width: int) -> Iterator[str]:
    """An explanation for people."""
    item = found.item
    yield from wrap(heading(item), width)
    quote = (
        item.mentions[0].exact
        if isinstance(item, Actor) and item.mentions
        else ""
        if isinstance(item, Actor)
        else item.quote.exact
    )
    yield from wrap(f"“{' '.join(quote.split())}”", width)
    yield ""
    for step in found.steps:
        yield from _labelled(step.about, step.says, width)
    yield ""
    yield f"Confidence {item.confidence:.0%}. What speaks for it (+) and against it (-), the weightiest first:"
    for sign in found.signs:
        if abs(sign.adds) >= _SLIGHT:
            yield f"  {sign.adds:+.2f}  {sign.name}"


def _labelled(label: str, text: str, width: int) -> Iterator[str]:
    """A label, and a text beside it."""
    for line in wrap(text, width - _LABEL):
        yield label + " " * max(1, _LABEL - columns(label)) + line
        label = ""
