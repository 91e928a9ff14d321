"""Located events as GeoJSON (RFC 7946): a feature an entry, a point each, longitude before latitude, WGS 84."""

from __future__ import annotations

import json
from typing import BinaryIO

from sqlalchemy import Connection

from peyvand.model import Event, Json, Kind
from peyvand.record.exchanging.telling import Told, told
from peyvand.record.moments import AsOf


def write_geojson(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A collection of the events whose place is a point on the map; the number of them."""
    file.write(b'{"type": "FeatureCollection", "features": [')
    number = 0
    for one in told(connection, Kind.EVENT, as_of):
        feature = _feature(one)
        if feature is not None:
            file.write(b",\n" if number else b"\n")
            file.write(json.dumps(feature, ensure_ascii=False).encode())
            number += 1
    file.write(b"\n]}\n")
    return number


def _feature(one: Told) -> dict[str, Json] | None:
    """An event as a feature; None where nobody knows at which point it was."""
    event = one.item
    if not isinstance(event, Event) or event.location is None:
        return None
    latitude, longitude = event.location.latitude, event.location.longitude
    if latitude is None or longitude is None:
        return None
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "type": event.type.value,
            "mode": event.mode,
            "status": event.status.value,
            "date": event.date,
            "place": event.place,
            "country": event.location.country,
            "sources": list(event.sources),
            "targets": list(event.targets),
            "contexts": list(event.contexts),
            "quote": event.quote.exact,
            "documents": [_document(one, number) for number in range(len(one.documents))],
            "independent_sources": one.independent,
            "confidence": one.confidence,
            "review": one.review,
        },
    }


def _document(one: Told, number: int) -> dict[str, Json]:
    """One of the sources that tell of it."""
    document = one.documents[number]
    metadata = document.metadata
    return {
        "id": document.id,
        "title": metadata.title,
        "publisher": metadata.publisher,
        "published": metadata.published,
        "url": metadata.url,
    }
