"""`contradictions`, `dismiss`, `grade`: where the record says two things, and how far each side is to be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peyvand.cli.deciding import decision_options
from peyvand.cli.listing import Entry, show, show_json
from peyvand.cli.lists import open_desk
from peyvand.cli.options import as_of_option, json_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peyvand.record.contradictions import Contradiction, Side
    from peyvand.record.views import Grade

_KINDS = ("figure", "date", "place", "parties", "status", "first", "plan", "due")  # `Difference`, whose import takes a while
_GRADES = ("A", "B", "C", "D", "E", "F")
_SILENT = "without a deed known to the record"


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    metavar="KIND",
    help=f"Only of this kind: {', '.join(_KINDS)}. May be given more than once.",
)
@click.option("--source", metavar="ID", help="Only those of this source; the first digits of its id are enough.")
@click.option("--actor", metavar="WHO", help="Only where this actor takes part: a name, an id or a country code.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many.")
@as_of_option
@json_option
def contradictions(
    desk: str,
    id_: str | None,
    *,
    kinds: tuple[str, ...],
    source: str | None,
    actor: str | None,
    limit: int | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """List where the record contradicts itself, with the words of both sides.

    Figures of one thing that differ beyond rounding, tellings of one event that differ in its day, place or persons,
    what one source denies, a "first" that wasn't, and plans whose time has passed without a deed known to the record.
    With ID, only those of this item's entry.
    """
    from peyvand.record.contradictions import Difference

    with open_desk(desk) as opened:
        found = opened.contradictions(
            kinds=[Difference(kind) for kind in kinds] or None,
            entry=id_,
            source=source,
            actor=actor,
            limit=limit,
            as_of=as_of,
        )
        if as_json:
            show_json(one.json() for one in found)
            return
        ids = {side.source for one in found for side in (one.one, one.other) if side is not None}
        grades = {row.id: row.grade for row in opened.sources(ids, as_of=as_of)}
    show((contradiction_entry(one, grades) for one in found), "Nothing contradicts anything in this desk.")


def contradiction_entry(one: Contradiction, grades: Mapping[str, Grade]) -> Entry:
    """A contradiction: what of, what each side says in which words, and where."""
    if one.other is None:
        return Entry(one.kind.value, one.about, (f"{one.one.says}, {_SILENT}", *_told(one.one, grades)))
    details = [line for side in (one.one, one.other) for line in (side.says, *_told(side, grades))]
    return Entry(one.kind.value, one.about, tuple(details))


def _told(side: Side, grades: Mapping[str, Grade]) -> list[str]:
    """A side's words, and where they stand."""
    where = [side.title or side.source, side.publisher, side.published, f"grade {grades[side.source].value}", side.item]
    also = [f"also said by {len(side.also)} more"] if side.also else []
    return [f"“{' '.join(side.quote.exact.split())}”", " · ".join(part for part in (*where, *also) if part)]


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("items", metavar="ITEM [ITEM]", nargs=-1, required=True)
@click.option(
    "--kind", "kinds", type=click.Choice(_KINDS), multiple=True, metavar="KIND", help="Only the contradiction of this kind."
)
@decision_options
def dismiss(desk: str, items: tuple[str, ...], *, kinds: tuple[str, ...], who: str, note: str | None) -> None:
    """Say that two items don't contradict each other, or that a plan needs no deed; the list leaves them out."""
    from peyvand.record.contradictions import Difference

    with open_desk(desk) as opened:
        numbers = opened.dismiss(items, who, note, kinds=[Difference(kind) for kind in kinds] or None)
    listed = ", ".join(map(str, numbers))
    click.echo(f"Dismissed (decision{'' if len(numbers) == 1 else 's'} {listed}).")


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("publisher", metavar="PUBLISHER")
@click.argument("letter", metavar="LETTER", type=click.Choice(_GRADES, case_sensitive=False))
@decision_options
def grade(desk: str, publisher: str, letter: str, *, who: str, note: str | None) -> None:
    """Say how reliable a publisher is, from A to F.

    A is completely, B usually, C fairly, D not usually reliable, E unreliable; F, which everyone is who has no grade,
    can't be judged. `peyvand sources` shows the publishers with their grades.
    """
    with open_desk(desk) as opened:
        number = opened.grade(publisher, letter.upper(), who, note)
    click.echo(f"{publisher} is graded {letter.upper()} (decision {number}).")
