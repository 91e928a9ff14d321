"""Entities in the model of FollowTheMoney: how they are written, and what they are called in every export of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

Entity: TypeAlias = dict[str, object]
Properties: TypeAlias = Mapping[str, Iterable[str | None]]


def entity(key: str, schema: str, properties: Properties) -> Entity:
    """An entity with those of its properties that have a value, each value once."""
    found = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in found.items() if values}}


def document_id(source: str) -> str:
    """The entity that a source is."""
    return f"pyv-doc-{source}"


def actor_id(actor: str) -> str:
    """The entity that an actor is."""
    return f"pyv-act-{actor}"


def date(edtf: str) -> str | None:
    """A date as far as it is known to the year, month or day; what is uncertain or unspecified in it is cut off."""
    plain = edtf.partition("/")[0].rstrip("~?%")
    year, *rest = plain.split("-")
    if not year.isdigit():
        return None
    digits = [part for part in rest if part.isdigit()]
    season = digits[:1] > ["12"]
    return year if season else "-".join([year, *digits])
