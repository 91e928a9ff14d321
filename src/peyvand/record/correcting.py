"""Corrections: an item with some of its fields said otherwise, each value checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peyvand.dates import bounds
from peyvand.errors import BadCorrection
from peyvand.exchange import quote_to_json
from peyvand.model import (
    ActorType,
    Bound,
    CommitmentStatus,
    EventStatus,
    Instrument,
    Item,
    Kind,
    Plover,
    Quote,
    Source,
    Stance,
)
from peyvand.record import payload

_STATUS = {Kind.EVENT: EventStatus, Kind.COMMITMENT: CommitmentStatus}
_TYPES = {Kind.EVENT: Plover, Kind.ACTOR: ActorType}
_OTHERS = {"stance": Stance, "instrument": Instrument, "bound": Bound}
_DATES = {"date", "due", "period", "held"}
LISTS = {"sources", "targets", "parties", "addressees", "via", "geo", "aliases", "contexts"}
_FIXED = {
    "kind",
    "doc",
    "confidence",
    "issues",
    "fields",
    "references",
    "mentions",
    "converted",
    "approximate",
    "location",
    "unsaid",
}
_VALUE, _QUOTE = "value", "quote"
_A_NUMBER = "it is a number in full: 46510000."
_NOWHERE = "these words don't stand in the source, letter for letter."
_TWICE = "these words stand in the source more than once; take some more around them."
_NEEDED = {"type", "status", "stance", "topic", "what", "indicator", "unit", "name", "value"}


def corrected(item: Item, source: Source, changes: Mapping[str, object]) -> Item:
    """The item with these fields changed: names, values in the exchange form, None where there is none. BadCorrection."""
    row: dict[str, Any] = dict(payload.dump(item, source.id))
    able = sorted(row.keys() - _FIXED)
    for name, value in changes.items():
        if name not in able:
            field, expected = "A field", f"this item has {', '.join(able)}."
            raise BadCorrection(field, name, expected)
        row[name] = _value(payload.kind_of(item), name, value, source)
    if "place" in changes:
        row["location"] = None  # of the place that it was
    if {"sources", "targets"} & changes.keys():
        row["unsaid"] = []
    return payload.load(row)


def _value(kind: Kind, name: str, value: object, source: Source) -> Any:  # noqa: ANN401 (a value of JSON)
    """A field's new value, checked."""
    allowed = {"status": _STATUS.get(kind), "type": _TYPES.get(kind), **_OTHERS}.get(name)
    if value is None and name not in _NEEDED | LISTS | {"quote"} and not (name == "speaker" and kind is Kind.STATEMENT):
        return None
    if allowed is not None:
        found = {one.value.casefold(): one.value for one in allowed}
        if str(value).casefold() not in found:
            raise BadCorrection(name, value, f"it is one of {', '.join(found.values())}.")
        return found[str(value).casefold()]
    if name in LISTS:
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) and one.strip() for one in value):
            raise BadCorrection(name, value, "it is a list of names.")
        return [one.strip() for one in value]
    if name in _DATES and (not isinstance(value, str) or bounds(value) is None):
        raise BadCorrection(name, value, "write it as 2023-08-07, 2023-08 or 2023 (EDTF).")
    if name == "quote":
        return _quote(value, source)
    if name == "value":
        return _number(value)
    if not isinstance(value, str) or not value.strip():
        raise BadCorrection(name, value, "it is words.")
    return value.strip()


def _number(value: object) -> float:
    """A figure's value."""
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        raise BadCorrection(_VALUE, value, _A_NUMBER) from None


def _quote(value: object, source: Source) -> Any:  # noqa: ANN401 (a value of JSON)
    """Where the words stand in the source's text: they must stand there once, letter for letter."""
    words = str(value)
    at = source.text.find(words) if words else -1
    if at < 0:
        raise BadCorrection(_QUOTE, value, _NOWHERE)
    if source.text.find(words, at + 1) >= 0:
        raise BadCorrection(_QUOTE, value, _TWICE)
    return quote_to_json(Quote(words, at, at + len(words)))
