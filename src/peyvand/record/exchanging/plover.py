"""Events as a table of event data, in the columns and the manner of POLECAT: tab separated, a row an event, "None" for nothing.

The columns of that dataset that an event of ours can fill have its names, so that programs made for it read ours; ours alone come
after them. Intensity and quadrant are those of `reading/lexicon/plover.toml`. Only what took place is in: plans, what is said to
be possible, and what is denied are no events of such a dataset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import BinaryIO

from sqlalchemy import Connection

from peyvand.dates import bounds
from peyvand.model import Event, EventStatus, Kind
from peyvand.reading.lexicon import categories
from peyvand.record.cast import kept_actors
from peyvand.record.exchanging.telling import Told, told
from peyvand.record.moments import AsOf
from peyvand.record.views import KeptActor, SourceRow

NOTHING = "None"
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor Title", "Actor Name Raw"),
    *("Recipient Name", "Recipient Country", "Recipient Title", "Recipient Name Raw"),
    *("Placename", "Country", "Latitude", "Longitude", "Raw Placename"),
    *("Source", "Publication Date", "Language"),
    *("Event Date EDTF", "Event Date Latest", "Issues", "Fields", "Source Count", "Telling Count", "Source IDs"),
    *("Publishers", "URLs", "Confidence", "Review", "Quote"),
)


def write_plover(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A row an event that took place; the number of them."""
    cast = {actor.id: actor for actor in kept_actors(connection, None, as_of)}
    file.write(_line(COLUMNS))
    number = 0
    for one in told(connection, Kind.EVENT, as_of):
        if isinstance(one.item, Event) and one.item.status is EventStatus.OCCURRED:
            row = _row(one, one.item, cast)
            file.write(_line(row[name] for name in COLUMNS))
            number += 1
    return number


def _row(one: Told, event: Event, cast: Mapping[str, KeptActor]) -> dict[str, str]:
    """What the table has of an event."""
    category = categories()[event.type]
    between = bounds(event.date) if event.date else None
    where = event.location
    return {
        "Event ID": one.id,
        "Event Date": between[0].isoformat() if between and between[0] > date.min else "",
        "Event Type": event.type.value,
        "Event Mode": event.mode or "",
        "Intensity": f"{category.score:g}",
        "Quad Code": category.quad.value.upper(),
        "Contexts": _several(event.contexts),
        **_side("Actor", event.sources, one, cast),
        **_side("Recipient", event.targets, one, cast),
        "Placename": event.place or "",
        "Raw Placename": event.place or "",
        "Country": (where.country if where else None) or "",
        "Latitude": _degrees(where.latitude if where else None),
        "Longitude": _degrees(where.longitude if where else None),
        **_told_by(one),
        "Event Date EDTF": event.date or "",
        "Event Date Latest": between[1].isoformat() if between and between[1] < date.max else "",
        "Issues": _several(tag.key for tag in event.issues),
        "Fields": _several(tag.key for tag in event.fields),
        "Confidence": f"{one.confidence:.3f}",
        "Review": one.review or "",
        "Quote": event.quote.exact,
    }


def _side(side: str, names: Iterable[str], one: Told, cast: Mapping[str, KeptActor]) -> dict[str, str]:
    """The columns of those who act, or of those whom it befalls; an entry a name in each of them."""
    names = list(names)
    known = [cast.get(one.who.get(name, "")) for name in names]
    titles = [actor.offices[0].title if actor and actor.offices else "" for actor in known]
    return {
        f"{side} Name": _several(actor.name if actor else name for actor, name in zip(known, names, strict=True)),
        f"{side} Country": _several((actor and actor.country) or NOTHING for actor in known),
        f"{side} Title": _several(title or NOTHING for title in titles) if any(titles) else "",
        f"{side} Name Raw": _several(names),
    }


def _told_by(one: Told) -> dict[str, str]:
    """The columns of the sources; `Source` is that of the quote."""
    documents = one.documents
    metadata = one.source.metadata
    return {
        "Source": metadata.publisher or one.source.name,
        "Publication Date": metadata.published or "",
        "Language": metadata.language or "",
        "Source Count": str(one.independent),
        "Telling Count": str(len(one.quotes)),
        "Source IDs": _several(document.id for document in documents),
        "Publishers": _several(dict.fromkeys(map(_publisher, documents))),
        "URLs": _several(document.metadata.url or NOTHING for document in documents),
    }


def _publisher(document: SourceRow) -> str:
    """By whom a source is known."""
    return document.metadata.publisher or document.name


def _degrees(value: float | None) -> str:
    """A latitude or longitude."""
    return "" if value is None else f"{value:g}"


def _several(values: Iterable[str]) -> str:
    """Several values in one field; a semicolon in a value would make two of it."""
    return "; ".join(value.replace(";", ",") for value in values)


def _line(values: Iterable[str]) -> bytes:
    """A line of the table: such tables know no quoting, so there is neither a tab nor a line's end in a value."""
    return "\t".join(" ".join(value.split()) or NOTHING for value in values).encode() + b"\n"
