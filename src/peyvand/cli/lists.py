"""`timeline`, `actors`, `statements`, `commitments`, `figures`, `sources`, `search`: what a desk's record holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Unpack

import click

from peyvand.cli.entries import (
    actor_entry,
    actors_in_sources,
    hit_entry,
    item_entry,
    office_entry,
    source_entry,
    source_json,
    told_entry,
)
from peyvand.cli.listing import show, show_json
from peyvand.cli.options import as_of_option, choice_option, json_option, period_options, tag_options, trust_options
from peyvand.dates import bounds, check_date
from peyvand.exchange import to_json
from peyvand.model import (
    ActorType,
    Commitment,
    CommitmentStatus,
    EventStatus,
    Figure,
    Instrument,
    Kind,
    Plover,
    Stance,
    Statement,
)
from peyvand.record.views import KeptEntry

if TYPE_CHECKING:
    from peyvand.desk import Desk
    from peyvand.record.queries import Narrowed

_ITEMS_ONLY = "these options narrow items: add --items"
_NOTHING = "Nothing in this desk fits."
_FEW = 1000  # sources that are asked for by id; of more, all are: that is one plain query


def open_desk(path: str) -> Desk:
    """The desk at a path; the database's library is loaded here, for `--help` needs none of it."""
    from peyvand.desk import Desk

    return Desk.open(path)


def _show(desk: Desk, found: Iterable[KeptEntry], *, as_json: bool) -> None:
    """Print entries for people; or every item that tells of them, as a line of the exchange format."""
    if as_json:
        show_json(kept.line.json() for entry in found for kept in entry.tellings)
    else:
        shown = list(found)
        ids = {kept.source for entry in shown for kept in entry.tellings}
        sources = {source.id: source for source in desk.sources(ids if len(ids) < _FEW else None)}
        show((told_entry(entry, sources) for entry in shown), _NOTHING)


def _holds(text: str | None, words: str | None) -> bool:
    """Whether a text holds all the words, in any case and order; no words are always held."""
    return not words or all(word in (text or "").casefold() for word in words.casefold().split())


@click.command()
@click.argument("desk", metavar="DESK")
@period_options
@choice_option("--type", Plover, "Only events of this PLOVER type")
@choice_option("--status", EventStatus, "Only events of this status")
@click.option("--actor", metavar="WHO", help="Only events with this actor: a name, an id or a country code.")
@tag_options
@trust_options
@as_of_option
@json_option
def timeline(
    desk: str,
    *,
    since: str | None,
    until: str | None,
    type: str | None,
    status: str | None,
    actor: str | None,
    issue: str | None,
    field: str | None,
    source: str | None,
    min_confidence: float,
    as_of: str | None,
    as_json: bool,
) -> None:
    """List the events: what was done, in order of time."""
    with open_desk(desk) as opened:
        found = opened.entries(
            Kind.EVENT,
            since=since,
            until=until,
            type=type,
            status=status,
            actor=actor,
            issue=issue,
            field=field,
            source=source,
            min_confidence=min_confidence,
            as_of=as_of,
        )
        _show(opened, found, as_json=as_json)


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("words", metavar="[WORD...]", nargs=-1)
@choice_option("--type", ActorType, "Only actors of this type")
@click.option("--country", metavar="CODE", help="Only actors of this country, an ISO code of three letters.")
@as_of_option
@json_option
def actors(desk: str, words: tuple[str, ...], *, type: str | None, country: str | None, as_of: str | None, as_json: bool) -> None:
    """List the actors: people, bodies and countries.

    Those that most sources name come first. With WORDs, only those whose name, other names or offices hold them.
    """
    with open_desk(desk) as opened:
        found = [
            actor
            for actor in opened.actors(as_of=as_of)
            if (type is None or actor.type == type)
            and (country is None or actor.country == country.upper())
            and _holds(" ".join([actor.name, *actor.aliases, *(office.title for office in actor.offices)]), " ".join(words))
        ]
    if as_json:
        show_json(to_json(one, source) for actor in found for source, one in actors_in_sources(actor))
    else:
        show(map(actor_entry, found), _NOTHING)


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("office", metavar="OFFICE...", nargs=-1, required=True)
@click.option("--on", "day", type=check_date, required=True, metavar="DATE", help="On this day, or in this month or year.")
@as_of_option
def who(desk: str, office: tuple[str, ...], *, day: str, as_of: str | None) -> None:
    """Say who held an OFFICE on a day: "foreign minister of Japan".

    First comes what the table of office-holders says, then whom the sources name within a year of that day.
    """
    with open_desk(desk) as opened:
        found = opened.in_office(" ".join(office), day, as_of=as_of)
        ids = {one.says.source for one in found if one.says is not None}
        sources = {source.id: source for source in opened.sources(ids)}
    show((office_entry(one, sources) for one in found), "Neither the table of office-holders nor a source of this desk knows.")


@click.command()
@click.argument("desk", metavar="DESK")
@period_options
@click.option("--speaker", metavar="WHO", help="Only what this actor said: a name, an id or a country code.")
@choice_option("--stance", Stance, "Only statements of this stance")
@click.option("--issue", metavar="WORDS", help="Only on this issue, or a topic with these words.")
@click.option("--field", metavar="KEY", help="Only in this field of relations.")
@trust_options
@as_of_option
@json_option
def statements(
    desk: str,
    *,
    since: str | None,
    until: str | None,
    speaker: str | None,
    stance: str | None,
    issue: str | None,
    field: str | None,
    source: str | None,
    min_confidence: float,
    as_of: str | None,
    as_json: bool,
) -> None:
    """List the statements: what was said, by whom."""
    with open_desk(desk) as opened:
        found = opened.entries(
            Kind.STATEMENT,
            since=since,
            until=until,
            type=stance,
            field=field,
            actor=speaker,
            source=source,
            min_confidence=min_confidence,
            as_of=as_of,
        )
        fitting = (
            kept
            for kept in found
            if isinstance(kept.lead.item, Statement)
            and (
                issue in {kept.lead.item.issue, *(tag.key for tag in kept.lead.item.issues)}
                or _holds(kept.lead.item.topic, issue)
            )
        )
        _show(opened, fitting, as_json=as_json)


@click.command()
@click.argument("desk", metavar="DESK")
@period_options
@choice_option("--status", CommitmentStatus, "Only commitments that have got this far")
@choice_option("--instrument", Instrument, "Only commitments of this form")
@click.option("--party", metavar="WHO", help="Only commitments of this actor: a name, an id or a country code.")
@click.option("--due-before", type=check_date, metavar="DATE", help="Only those due before this day, month or year.")
@tag_options
@trust_options
@as_of_option
@json_option
def commitments(
    desk: str,
    *,
    since: str | None,
    until: str | None,
    status: str | None,
    instrument: str | None,
    party: str | None,
    due_before: str | None,
    issue: str | None,
    field: str | None,
    source: str | None,
    min_confidence: float,
    as_of: str | None,
    as_json: bool,
) -> None:
    """List the commitments: what was promised, and by when."""
    with open_desk(desk) as opened:
        found = opened.entries(
            Kind.COMMITMENT,
            since=since,
            until=until,
            type=instrument,
            status=status,
            actor=party,
            issue=issue,
            field=field,
            source=source,
            min_confidence=min_confidence,
            as_of=as_of,
        )
        fitting = (kept for kept in found if isinstance(kept.lead.item, Commitment) and _due(kept.lead.item, due_before))
        _show(opened, fitting, as_json=as_json)


def _due(commitment: Commitment, before: str | None) -> bool:
    """Whether a commitment is due before a date begins; always where no date is given."""
    if before is None:
        return True
    due, limit = bounds(commitment.due or ""), bounds(before)
    return due is not None and limit is not None and due[1] < limit[0]


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("words", metavar="[WORD...]", nargs=-1)
@period_options
@click.option("--geo", metavar="PLACE", help="Only figures about this country or place.")
@tag_options
@trust_options
@as_of_option
@json_option
def figures(
    desk: str,
    words: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    geo: str | None,
    issue: str | None,
    field: str | None,
    source: str | None,
    min_confidence: float,
    as_of: str | None,
    as_json: bool,
) -> None:
    """List the figures: what the numbers say.

    With WORDs, only those whose indicator or unit holds them: `peyvand figures iran-japan crude oil`.
    """
    with open_desk(desk) as opened:
        found = opened.entries(
            Kind.FIGURE,
            since=since,
            until=until,
            issue=issue,
            field=field,
            source=source,
            min_confidence=min_confidence,
            as_of=as_of,
        )
        fitting = (
            kept
            for kept in found
            if isinstance(kept.lead.item, Figure)
            and _holds(f"{kept.lead.item.indicator} {kept.lead.item.unit}", " ".join(words))
            and (geo is None or geo.casefold() in (place.casefold() for place in kept.lead.item.geo))
        )
        _show(opened, fitting, as_json=as_json)


@click.command()
@click.argument("desk", metavar="DESK")
@click.option("--unread", is_flag=True, help="Only those that couldn't be read yet.")
@click.option("--publisher", metavar="WORDS", help="Only those of a publisher with these words in its name.")
@as_of_option
@json_option
def sources(desk: str, *, unread: bool, publisher: str | None, as_of: str | None, as_json: bool) -> None:
    """List the sources: the documents of a desk."""
    with open_desk(desk) as opened:
        rows = [
            row
            for row in opened.sources(as_of=as_of)
            if (not unread or row.unread is not None) and _holds(row.metadata.publisher, publisher)
        ]
    if as_json:
        show_json(map(source_json, rows))
    else:
        show(map(source_entry, rows), _NOTHING)


@click.command()
@click.argument("desk", metavar="DESK")
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@click.option("--items", is_flag=True, help="Find items, not sources; the options below narrow them.")
@choice_option("--kind", Kind, "With --items: only of this kind")
@period_options
@click.option("--actor", metavar="WHO", help="With --items: only with this actor.")
@click.option("--status", metavar="STATUS", help="With --items: only of this status.")
@tag_options
@trust_options
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="At most so many.")
@as_of_option
def search(
    desk: str,
    words: tuple[str, ...],
    *,
    items: bool,
    kind: str | None,
    limit: int,
    as_of: str | None,
    **narrowed: Unpack[Narrowed],
) -> None:
    """Find the sources, or the items, that hold all the WORDs, the best first.

    "Several words" in quotation marks are a phrase, word* stands for all that begins so.
    """
    with open_desk(desk) as opened:
        if not items and (kind is not None or any(narrowed.values())):
            raise click.UsageError(_ITEMS_ONLY)
        if not items:
            show(map(hit_entry, opened.search(_question(words), limit, as_of=as_of)), _NOTHING)
            return
        found = opened.search_items(_question(words), None if kind is None else Kind(kind), limit, as_of=as_of, **narrowed)
        sources = {source.id: source for source in opened.sources({hit.item.source for hit in found})}
        show((item_entry(hit.item, sources) for hit in found), _NOTHING)


def _question(words: Sequence[str]) -> str:
    """What was typed, as one question: the shell has taken the quotation marks off what stood in them."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
