"""`review` and `lessons`: a person goes through what is most worth a look, and what that teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peyvand.cli.deciding import decision_options, parsed
from peyvand.cli.entries import item_entry, lesson_entry, told_entry
from peyvand.cli.listing import lines, show, terminal_width, wrap
from peyvand.cli.lists import open_desk
from peyvand.errors import PeyvandError
from peyvand.model import Kind

if TYPE_CHECKING:
    from peyvand.desk import Desk
    from peyvand.record.views import KeptEntry

_AROUND = 160  # characters of the text before and behind a quote
_KEYS = "[a]ccept  [r]eject  [c]orrect FIELD=VALUE …  [n]ote TEXT  [w]hy  [u]ndo  [s]kip  [q]uit"


@click.command()
@click.argument("desk", metavar="DESK")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most so many entries.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind if kind is not Kind.ACTOR]), help="Only of this kind.")
@decision_options
def review(desk: str, *, limit: int, kind: str | None, who: str, note: str | None) -> None:
    """Go through what is most worth a look: what matters, is uncertain and was seen by nobody.

    Each entry is shown with its words in their text. Answer with a letter; what you decide is kept at once, and
    everything can be undone.
    """
    with open_desk(desk) as opened:
        found = opened.queue(limit, None if kind is None else Kind(kind))
        if not found:
            click.echo("There is nothing left to look at.")
            return
        last: list[int] = []
        for number, entry in enumerate(found, 1):
            click.echo(f"{number} of {len(found)}\n")
            _show(opened, entry)
            if not _ask(opened, entry, who, note, last):
                break
        click.echo(f"{len(last)} decision{'' if len(last) == 1 else 's'} kept. `peyvand log {desk}` lists them.")


def _show(desk: Desk, entry: KeptEntry) -> None:
    """An entry with the words around each of its quotes."""
    sources = {row.id: row for row in desk.sources({kept.source for kept in entry.tellings})}
    width = terminal_width()
    for kept in entry.tellings:
        shown = told_entry(entry, sources) if kept.id == entry.lead.id else item_entry(kept, sources)
        for line in lines(shown, width):
            click.echo(line)
        text, quote = desk.source(kept.source).text, kept.item.quote
        before = text[max(0, quote.start - _AROUND) : quote.start].rpartition("\n\n")[2]
        behind = text[quote.end : quote.end + _AROUND].partition("\n\n")[0]
        for line in wrap(f"… {before}»{quote.exact}«{behind} …", width - 4):
            click.echo(f"    {click.style(line, dim=True)}")
        click.echo()


def _ask(desk: Desk, entry: KeptEntry, who: str, note: str | None, done: list[int]) -> bool:
    """Ask until there is an answer; whether to go on."""
    click.echo(_KEYS)
    while True:
        try:
            answer = click.prompt(">", default="s", show_default=False, prompt_suffix=" ")
        except click.Abort:
            click.echo()
            return False
        letter, _, rest = answer.strip().partition(" ")
        try:
            match letter[:1].lower():
                case "a":
                    done += [desk.accept(kept.id, who, note) for kept in entry.tellings]
                case "r":
                    done += [desk.reject(kept.id, who, rest.strip() or note) for kept in entry.tellings]
                case "c":
                    done.append(desk.correct(entry.lead.id, who, note, **parsed(_words(rest))))
                case "n":
                    done.append(desk.note(entry.lead.id, who, rest.strip()))
                case "w":
                    _why(desk, entry)
                    continue
                case "u":
                    if done:
                        desk.undo(done[-1], who)
                        click.echo(f"Decision {done.pop()} is undone.")
                    continue
                case "q":
                    return False
                case "s":
                    pass
                case _:
                    click.echo(_KEYS)
                    continue
        except PeyvandError as error:
            click.echo(str(error))
            continue
        click.echo()
        return True


def _words(text: str) -> list[str]:
    """Changes as they are typed: a value may have spaces, up to the next FIELD=."""
    import re

    return [one.strip() for one in re.split(r"\s+(?=\w+=)", text.strip()) if one.strip()]


def _why(desk: Desk, entry: KeptEntry) -> None:
    """How the entry's best telling was read."""
    width = terminal_width()
    for step in desk.explain(entry.lead.id).steps:
        for line in wrap(f"{step.about}: {step.says}", width):
            click.echo(line)


@click.command()
@click.argument("desk", metavar="DESK")
def lessons(desk: str) -> None:
    """Show which lines of the lexicon led to what people rejected most.

    The sources of all that was decided about are read again for it.
    """
    with open_desk(desk) as opened:
        found = opened.lessons()
    show(map(lesson_entry, found), "Nobody has accepted, corrected or rejected anything yet.")
