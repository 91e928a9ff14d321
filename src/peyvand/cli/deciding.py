"""`show`, `accept`, `reject`, `correct`, `note`, `merge`, `split`, `undo`, `log`: what people decide, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from peyvand.cli.entries import decision_entry, decision_json, item_entry, told_entry
from peyvand.cli.listing import show, show_json
from peyvand.cli.lists import open_desk
from peyvand.cli.options import as_of_option, json_option, user
from peyvand.errors import BadCorrection

if TYPE_CHECKING:
    from peyvand.desk import Desk

_Command = TypeVar("_Command", bound=Callable[..., Any])
_EXPECTED = "write it as FIELD=VALUE: date=2023-08-07, or sources=Iran;Japan for several."


def decision_options(command: _Command) -> _Command:
    """`--note` and `--who`."""
    command = click.option("--who", metavar="NAME", default=user, help="Who decides; else the name of your login.")(command)
    return click.option("--note", metavar="TEXT", help="Why, for those who read the log.")(command)


@click.command("show")
@click.argument("desk", metavar="DESK")
@click.argument("id_", metavar="ID")
@as_of_option
@json_option
def show_entry(desk: str, id_: str, *, as_of: str | None, as_json: bool) -> None:
    """Show an entry: all that tell of it, and what was decided.

    ID is that of an item or the first digits of it; the lists show it at the end of each.
    """
    with open_desk(desk) as opened:
        found = opened.entry(id_, as_of=as_of)
        if as_json:
            show_json(kept.line.json() for kept in found.tellings)
            return
        sources = {row.id: row for row in opened.sources({kept.source for kept in found.tellings})}
        others = [kept for kept in found.tellings if kept.id != found.lead.id]
        decisions = {one.number: one for kept in found.tellings for one in opened.log(kept.id)}
    show([told_entry(found, sources), *(item_entry(kept, sources) for kept in others)], "")
    if decisions:
        click.echo("\nWhat was decided:\n")
        show((decision_entry(decisions[number]) for number in sorted(decisions)), "")


def _decide(desk: str, items: Sequence[str], decision: Callable[[Desk, str], int], done: str) -> None:
    """Decide about each of several items."""
    with open_desk(desk) as opened:
        for item in items:
            click.echo(f"{item}: {done} (decision {decision(opened, item)}).")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@decision_options
def accept(desk: str, items: tuple[str, ...], *, who: str, note: str | None) -> None:
    """Say that items are right as they stand."""
    _decide(desk, items, lambda opened, item: opened.accept(item, who, note), "accepted")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@decision_options
def reject(desk: str, items: tuple[str, ...], *, who: str, note: str | None) -> None:
    """Say that items are wrong: they leave the lists."""
    _decide(desk, items, lambda opened, item: opened.reject(item, who, note), "rejected")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("item", metavar="ITEM")
@click.argument("changes", metavar="FIELD=VALUE...", nargs=-1, required=True)
@decision_options
def correct(desk: str, item: str, changes: tuple[str, ...], *, who: str, note: str | None) -> None:
    """Correct fields of an item.

    \b
    peyvand correct iran-japan 4911f9 date=2000-10-31 status=occurred
    peyvand correct iran-japan 4911f9 "sources=Mohammad Khatami;Yoshiro Mori"

    Names of several are parted by a semicolon; nothing behind the = empties a field.
    """  # noqa: D301 - click's own mark for lines that stay as they are
    values = parsed(changes)
    _decide(desk, [item], lambda opened, one: opened.correct(one, who, note, **values), "corrected")


def parsed(changes: Iterable[str]) -> dict[str, object]:
    """FIELD=VALUE as fields and values. BadCorrection."""
    from peyvand.record.correcting import LISTS

    values: dict[str, object] = {}
    for change in changes:
        name, is_, value = change.partition("=")
        if not is_:
            raise BadCorrection(change, "", _EXPECTED)
        several = [one.strip() for one in value.split(";") if one.strip()]
        values[name.strip()] = several if name.strip() in LISTS else (value.strip() or None)
    return values


@click.command("note")
@click.argument("desk", metavar="DESK")
@click.argument("item", metavar="ITEM")
@click.argument("text", metavar="TEXT")
@click.option("--who", metavar="NAME", default=user, help="Who notes it; else the name of your login.")
def note_item(desk: str, item: str, text: str, *, who: str) -> None:
    """Put a remark beside an item; it changes nothing of it."""
    _decide(desk, [item], lambda opened, one: opened.note(one, who, text), "noted")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("ids", metavar="ID ID...", nargs=-1, required=True)
@decision_options
def merge(desk: str, ids: tuple[str, ...], *, who: str, note: str | None) -> None:
    """Say that items tell of one thing, or that actors are one."""
    with open_desk(desk) as opened:
        click.echo(f"Merged (decision {opened.merge(ids, who, note)}).")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@decision_options
def split(desk: str, ids: tuple[str, ...], *, who: str, note: str | None) -> None:
    """Say that items, or actors, are another than the rest that they were one with."""
    with open_desk(desk) as opened:
        click.echo(f"Split (decision {opened.split(ids, who, note)}).")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("number", metavar="NUMBER", type=int)
@decision_options
def undo(desk: str, number: int, *, who: str, note: str | None) -> None:
    """Take a decision back, yours or the program's; `peyvand log` shows its NUMBER."""
    with open_desk(desk) as opened:
        click.echo(f"Decision {number} is undone (decision {opened.undo(number, who, note)}).")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("about", metavar="[ID]", required=False)
@click.option("--all", "machine", is_flag=True, help="Also the program's own: what it merged and linked.")
@as_of_option
@json_option
def log(desk: str, about: str | None, *, machine: bool, as_of: str | None, as_json: bool) -> None:
    """List what was decided, by whom and when; about all, or about the item or actor ID."""
    with open_desk(desk) as opened:
        found = opened.log(about, machine=machine or about is not None, as_of=as_of)
    if as_json:
        show_json(map(decision_json, found))
    else:
        show(map(decision_entry, found), "Nothing was decided yet.")
