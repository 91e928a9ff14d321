"""Items from and to the JSON they are kept as, the exchange form; and what of them the record indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from peyvand.exchange import to_json
from peyvand.model import (
    KIND_OF,
    Actor,
    ActorType,
    Bound,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Instrument,
    Item,
    Json,
    Kind,
    Location,
    Plover,
    Quote,
    Stance,
    Statement,
    Tag,
)


def dump(item: Item, source: str) -> dict[str, Json]:
    """An item as it is kept."""
    return to_json(item, source)


def load(row: Mapping[str, Json]) -> Item:
    """An item as it was before `dump`, its confidence to three places."""
    return _LOADERS[Kind(cast("str", row["kind"]))](row)


def _quote(value: Any) -> Quote:  # noqa: ANN401 (JSON)
    return Quote(value["exact"], value["start"], value["end"])


def _common(row: Mapping[str, Any]) -> dict[str, Any]:
    """What all items with one quote have; a record made before they had it lacks the keys."""
    return {
        "issues": tuple(Tag(**tag) for tag in row.get("issues", ())),
        "fields": tuple(Tag(**tag) for tag in row.get("fields", ())),
        "references": tuple(row.get("references", ())),
    }


def _event(row: Mapping[str, Any]) -> Event:
    return Event(
        quote=_quote(row["quote"]),
        type=Plover(row["type"]),
        sources=tuple(row["sources"]),
        targets=tuple(row["targets"]),
        unsaid=tuple(row.get("unsaid", ())),
        date=row["date"],
        place=row["place"],
        location=Location(**row["location"]) if row.get("location") else None,
        mode=row.get("mode"),
        contexts=tuple(row.get("contexts", ())),
        status=EventStatus(row["status"]),
        speaker=row["speaker"],
        confidence=row["confidence"],
        **_common(row),
    )


def _statement(row: Mapping[str, Any]) -> Statement:
    return Statement(
        quote=_quote(row["quote"]),
        speaker=row["speaker"],
        topic=row["topic"],
        stance=Stance(row["stance"]),
        issue=row["issue"],
        addressees=tuple(row.get("addressees", ())),
        via=tuple(row.get("via", ())),
        date=row["date"],
        confidence=row["confidence"],
        **_common(row),
    )


def _commitment(row: Mapping[str, Any]) -> Commitment:
    return Commitment(
        quote=_quote(row["quote"]),
        parties=tuple(row["parties"]),
        what=row["what"],
        status=CommitmentStatus(row["status"]),
        instrument=None if row["instrument"] is None else Instrument(row["instrument"]),
        date=row["date"],
        due=row["due"],
        speaker=row["speaker"],
        confidence=row["confidence"],
        **_common(row),
    )


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        quote=_quote(row["quote"]),
        value=row["value"],
        unit=row["unit"],
        indicator=row["indicator"],
        geo=tuple(row["geo"]),
        period=row["period"],
        bound=None if row["bound"] is None else Bound(row["bound"]),
        speaker=row["speaker"],
        confidence=row["confidence"],
        **_common(row),
    )


def _actor(row: Mapping[str, Any]) -> Actor:
    return Actor(
        name=row["name"],
        type=ActorType(row["type"]),
        country=row["country"],
        office=row["office"],
        held=row.get("held"),
        aliases=tuple(row["aliases"]),
        mentions=tuple(_quote(one) for one in row["mentions"]),
        confidence=row["confidence"],
    )


_LOADERS: Mapping[Kind, Callable[[Mapping[str, Any]], Item]] = {
    Kind.EVENT: _event,
    Kind.STATEMENT: _statement,
    Kind.COMMITMENT: _commitment,
    Kind.FIGURE: _figure,
    Kind.ACTOR: _actor,
}


def kind_of(item: Item) -> Kind:
    """Which of the five it is."""
    return KIND_OF[type(item)]


def type_of(item: Item) -> str | None:
    """What a listing can be narrowed by: PLOVER type, stance, instrument, or type of actor."""
    match item:
        case Event(type=kind) | Actor(type=kind):
            return kind.value
        case Statement(stance=stance):
            return stance.value
        case Commitment(instrument=instrument):
            return None if instrument is None else instrument.value
        case Figure():
            return None


def status_of(item: Item) -> str | None:
    """How far an event or a commitment has got."""
    return item.status.value if isinstance(item, Event | Commitment) else None


def date_of(item: Item) -> str | None:
    """The time by which an item stands in a timeline, EDTF: of a figure, the period it holds for."""
    match item:
        case Event(date=date) | Statement(date=date) | Commitment(date=date) | Figure(period=date):
            return date
        case Actor():
            return None


def parts_of(item: Item) -> Iterator[tuple[str, str]]:
    """(role, name) of everyone who takes part in an item; a figure's places have the role geo."""
    match item:
        case Event(sources=sources, targets=targets):
            yield from (("source", name) for name in sources)
            yield from (("target", name) for name in targets)
        case Commitment(parties=parties):
            yield from (("party", name) for name in parties)
        case Figure(geo=geo):
            yield from (("geo", name) for name in geo)
        case Actor(name=name):
            yield "self", name
            return
        case Statement():
            pass
    if item.speaker is not None:
        yield "speaker", item.speaker
