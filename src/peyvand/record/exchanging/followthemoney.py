"""The record as entities of FollowTheMoney, a line of JSON each: documents, persons and bodies, offices, events with proof.

Statements, commitments and figures have no place in that model, and are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sqlalchemy import Connection

from peyvand.model import ActorType, Event, EventStatus, Kind
from peyvand.reading.lexicon import BodyKind, Organisation, categories, look_up
from peyvand.record.cast import kept_actors
from peyvand.record.exchanging.codes import ALPHA_2, ISO_639_3
from peyvand.record.exchanging.entities import Entity, Properties, actor_id, date, document_id, entity
from peyvand.record.exchanging.occupancies import Occupancies
from peyvand.record.exchanging.telling import Told, told
from peyvand.record.moments import AsOf
from peyvand.record.names import folded
from peyvand.record.queries import source_rows
from peyvand.record.views import KeptActor, SourceRow

_PUBLIC = {
    *(BodyKind.INTERNATIONAL, BodyKind.GROUP, BodyKind.MINISTRY, BodyKind.AGENCY),
    *(BodyKind.PARLIAMENT, BodyKind.COURT, BodyKind.ARMED_FORCE),
}
_PUBLIC_WORDS = frozenset(
    """
    ministry government parliament senate congress assembly council court embassy consulate cabinet presidency commission agency
    bureau authority directorate office navy army police guard department municipality organization organisation
    """.split()
)
_COMPANY_WORDS = frozenset(
    "company corporation corp inc ltd llc plc gmbh co airlines airways bank holdings motors oil petroleum shipping".split()
)
_MEDIA = ("article", "news", "op-ed", "opinion", "editorial", "interview", "blog")


def write_followthemoney(connection: Connection, as_of: AsOf, file: BinaryIO) -> int:
    """A line an entity, what others point to before those; the number of them."""
    number = 0
    for one in entities(connection, as_of):
        file.write(json.dumps(one, ensure_ascii=False).encode() + b"\n")
        number += 1
    return number


def entities(connection: Connection, as_of: AsOf) -> Iterator[Entity]:
    """The record's documents, actors, offices and events."""
    yield from map(_document, source_rows(connection, as_of=as_of))
    cast = {actor.id: actor for actor in kept_actors(connection, None, as_of)}
    held = Occupancies()
    for actor in cast.values():
        yield _actor(actor)
        yield from held.of(actor)
    for one in told(connection, Kind.EVENT, as_of):
        if isinstance(one.item, Event) and one.item.status in {EventStatus.OCCURRED, EventStatus.PLANNED}:
            yield _event(one, one.item, cast)


def _document(row: SourceRow) -> Entity:
    """A source: an article where it is one of the press's, else a document."""
    says = row.metadata
    press = any(word in says.kind.lower() for word in _MEDIA) if says.kind else says.url is not None
    properties: Properties = {
        "title": [says.title],
        "fileName": [row.name],
        "author": [says.author],
        "publisher": [says.publisher],
        "publishedAt": [says.published and date(says.published)],
        "language": [ISO_639_3.get(says.language or "")],
        "sourceUrl": [says.url],
    }
    return entity(document_id(row.id), "Article" if press else "Document", properties)


def _actor(actor: KeptActor) -> Entity:
    """A person or a body; a country that acts is its government."""
    proof = dict.fromkeys(document_id(source) for source, _ in actor.mentions)
    properties: Properties = {
        "name": [actor.name],
        "alias": actor.aliases,
        "country": [ALPHA_2.get(actor.country or "")],
        "proof": sorted(proof),
    }
    if actor.type is ActorType.PERSON:
        return entity(actor_id(actor.id), "Person", {**properties, "position": [office.title for office in actor.offices]})
    return entity(actor_id(actor.id), _schema(actor), properties)


def _schema(actor: KeptActor) -> str:
    """Which of its kinds of body one is."""
    if actor.type is ActorType.COUNTRY:
        return "PublicBody"
    known = next((sense.entry for sense in look_up(actor.name) if isinstance(sense.entry, Organisation)), None)
    if known is not None:
        company = known.kind in {BodyKind.COMPANY, BodyKind.BANK}
        return "Company" if company else "PublicBody" if known.kind in _PUBLIC else "Organization"
    words = set(folded(actor.name).replace(".", "").split())
    if words & _COMPANY_WORDS and not (words & {"central", "ministry"}):
        return "Company"
    return "PublicBody" if words & _PUBLIC_WORDS else "Organization"


def _event(one: Told, event: Event, cast: Mapping[str, KeptActor]) -> Entity:
    """An event with those involved, the words that tell of it, and the documents that prove it."""
    label = categories()[event.type].label
    sides = " – ".join(", ".join(side) for side in (event.sources, event.targets) if side)
    involved = dict.fromkeys(one.who[name] for name in (*event.sources, *event.targets) if name in one.who)
    where = event.location
    others = [f"{source.metadata.publisher or source.name}: “{quote.exact}”" for source, quote in one.quotes]
    properties: Properties = {
        "name": [f"{label}: {sides}" if sides else label],
        "summary": ["Planned." if event.status is EventStatus.PLANNED else None],
        "description": [event.quote.exact],
        "notes": others,
        **_when(event.date),
        "location": [event.place],
        "country": [ALPHA_2.get((where and where.country) or "")],
        "involved": [actor_id(who) for who in involved if who in cast],
        "keywords": [event.type.value, event.mode, *event.contexts],
        "recordId": [one.id],
        "proof": [document_id(source.id) for source in one.documents],
        "sourceUrl": [source.metadata.url for source in one.documents],
        "publisher": [source.metadata.publisher for source in one.documents],
    }
    return entity(f"pyv-evt-{one.id}", "Event", properties)


def _when(edtf: str | None) -> dict[str, list[str | None]]:
    """The properties that a time is told by: an interval has a start and an end."""
    if edtf is None:
        return {}
    begin, slash, end = edtf.partition("/")
    return {"startDate": [date(begin)], "endDate": [date(end)]} if slash else {"date": [date(edtf)]}
