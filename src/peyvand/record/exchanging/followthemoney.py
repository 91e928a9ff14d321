"""The record as entities of FollowTheMoney, a line of JSON each: documents, persons and bodies, offices, events with proof.

Statements, commitments and figures have no place in that model, and are left out. When an office began and ended its holder's
sources don't say: they say that he held it on a day, which is an occupancy's `date`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, TypeAlias

from sqlalchemy import Connection

from peyvand.exchange import digest
from peyvand.model import ActorType, Event, EventStatus, Kind
from peyvand.reading.lexicon import BodyKind, Organisation, categories, look_up
from peyvand.record.cast import kept_actors
from peyvand.record.exchanging.codes import ALPHA_2, ISO_639_3
from peyvand.record.exchanging.telling import Told, told
from peyvand.record.moments import AsOf
from peyvand.record.names import folded
from peyvand.record.queries import source_rows
from peyvand.record.views import KeptActor, SourceRow

Entity: TypeAlias = dict[str, object]
Properties: TypeAlias = Mapping[str, Iterable[str | None]]
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
    for entity in entities(connection, as_of):
        file.write(json.dumps(entity, ensure_ascii=False).encode() + b"\n")
        number += 1
    return number


def entities(connection: Connection, as_of: AsOf) -> Iterator[Entity]:
    """The record's documents, actors, offices and events."""
    yield from map(_document, source_rows(connection, as_of=as_of))
    cast = {actor.id: actor for actor in kept_actors(connection, None, as_of)}
    positions: set[str] = set()
    for actor in cast.values():
        yield _actor(actor)
        yield from _offices(actor, positions)
    for one in told(connection, Kind.EVENT, as_of):
        if isinstance(one.item, Event) and one.item.status in {EventStatus.OCCURRED, EventStatus.PLANNED}:
            yield _event(one, one.item, cast)


def _entity(key: str, schema: str, properties: Properties) -> Entity:
    """An entity with those of its properties that have a value, each value once."""
    found = {name: list(dict.fromkeys(value for value in values if value)) for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in found.items() if values}}


def _document(row: SourceRow) -> Entity:
    """A source: an article where it is one of the press's, else a document."""
    says = row.metadata
    press = any(word in says.kind.lower() for word in _MEDIA) if says.kind else says.url is not None
    properties: Properties = {
        "title": [says.title],
        "fileName": [row.name],
        "author": [says.author],
        "publisher": [says.publisher],
        "publishedAt": [says.published and _date(says.published)],
        "language": [ISO_639_3.get(says.language or "")],
        "sourceUrl": [says.url],
    }
    return _entity(_document_id(row.id), "Article" if press else "Document", properties)


def _document_id(source: str) -> str:
    return f"pyv-doc-{source}"


def _actor_id(actor: str) -> str:
    return f"pyv-act-{actor}"


def _actor(actor: KeptActor) -> Entity:
    """A person or a body; a country that acts is its government."""
    proof = dict.fromkeys(_document_id(source) for source, _ in actor.mentions)
    properties: Properties = {
        "name": [actor.name],
        "alias": actor.aliases,
        "country": [ALPHA_2.get(actor.country or "")],
        "proof": sorted(proof),
    }
    if actor.type is ActorType.PERSON:
        return _entity(_actor_id(actor.id), "Person", {**properties, "position": [office.title for office in actor.offices]})
    return _entity(_actor_id(actor.id), _schema(actor), properties)


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


def _offices(actor: KeptActor, known: set[str]) -> Iterator[Entity]:
    """A person's offices, and that he held each on the days on which sources say so; positions that are new go before."""
    held: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
    titles: dict[str, str] = {}
    for office in actor.offices:
        key = f"pyv-pos-{digest(folded(office.title), actor.country)}"
        titles.setdefault(key, office.title)
        held[key].append((office.since, office.source))
    for key, times in held.items():
        if key not in known:
            known.add(key)
            yield _entity(key, "Position", {"name": [titles[key]], "country": [ALPHA_2.get(actor.country or "")]})
        properties: Properties = {
            "holder": [_actor_id(actor.id)],
            "post": [key],
            "date": [_date(since) for since, _ in times if since],
            "proof": [_document_id(source) for _, source in times if source],
        }
        yield _entity(f"pyv-occ-{digest(actor.id, key)}", "Occupancy", properties)


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
        "involved": [_actor_id(who) for who in involved if who in cast],
        "keywords": [event.type.value, event.mode, *event.contexts],
        "recordId": [one.id],
        "proof": [_document_id(source.id) for source in one.documents],
        "sourceUrl": [source.metadata.url for source in one.documents],
        "publisher": [source.metadata.publisher for source in one.documents],
    }
    return _entity(f"pyv-evt-{one.id}", "Event", properties)


def _when(edtf: str | None) -> dict[str, list[str | None]]:
    """The properties that a time is told by: an interval has a start and an end."""
    if edtf is None:
        return {}
    begin, slash, end = edtf.partition("/")
    return {"startDate": [_date(begin)], "endDate": [_date(end)]} if slash else {"date": [_date(edtf)]}


def _date(edtf: str) -> str | None:
    """A date as far as it is known to the year, month or day; what is uncertain or unspecified in it is cut off."""
    plain = edtf.partition("/")[0].rstrip("~?%")
    year, *rest = plain.split("-")
    if not year.isdigit():
        return None
    digits = [part for part in rest if part.isdigit()]
    season = digits[:1] > ["12"]
    return year if season else "-".join([year, *digits])
