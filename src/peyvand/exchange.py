"""Items as lines of JSON, the form in which they travel; the keys are those of the exchange format."""

from __future__ import annotations

from dataclasses import asdict, fields
from enum import Enum

from peyvand.model import KIND_OF, Item, Json, Location, Quote


def quote_to_json(quote: Quote) -> Json:
    """A quote with its offsets."""
    return {"exact": quote.exact, "start": quote.start, "end": quote.end}


def to_json(item: Item, doc: str) -> dict[str, Json]:
    """An item as a JSON object, `doc` the source it was read from."""
    row: dict[str, Json] = {"kind": KIND_OF[type(item)].value, "doc": doc}
    for at in fields(item):
        value = getattr(item, at.name)
        match at.name, value:
            case "quote", Quote():
                row["quote"] = quote_to_json(value)
            case "mentions", tuple():
                row["mentions"] = [quote_to_json(one) for one in value]
            case "confidence", _:
                continue
            case ("issues" | "fields"), tuple():
                row[at.name] = [{"key": tag.key, "score": round(tag.score, 3)} for tag in value]
            case _, Location():
                row[at.name] = asdict(value)
            case "bound", _:
                row["approximate"] = value is not None
                row["bound"] = value.value if value is not None else None
            case _, tuple():
                row[at.name] = list(value)
            case _, Enum():
                row[at.name] = value.value
            case _:
                row[at.name] = int(value) if isinstance(value, float) and value.is_integer() else value
    row.setdefault("speaker", None)
    row["confidence"] = round(item.confidence, 3)
    return row
