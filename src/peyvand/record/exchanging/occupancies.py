"""Offices as positions of FollowTheMoney, and who occupied them.

Sources say that somebody held an office on a day, and not when he took it: that is an occupancy's `date`. The first and the last
day of a mandate, `startDate` and `endDate`, are known of those who stand in the table of office-holders. `periodStart` would be a
parliament's or a government's term, of which nothing is known here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from peyvand.exchange import digest
from peyvand.model import ActorType
from peyvand.reading.lexicon import countries
from peyvand.record.exchanging.codes import ALPHA_2
from peyvand.record.exchanging.entities import Entity, Properties, actor_id, date, document_id, entity
from peyvand.record.identity import Holder, Holders, Named
from peyvand.record.identity.offices import office_called
from peyvand.record.names import folded
from peyvand.record.views import KeptActor, Office

_FORMER = re.compile(r"\A(?:the )?(?:former|ex-|past|then) ?", re.IGNORECASE)


class Occupancies:
    """The offices of all persons of an export; a position is written once, before those who occupy it."""

    def __init__(self) -> None:
        self._written: set[str] = set()
        self._holders = Holders.load()
        self._terms: dict[tuple[str, str], list[Holder]] = defaultdict(list)
        for holder in self._holders:
            self._terms[holder.person].append(holder)

    def of(self, actor: KeptActor) -> Iterator[Entity]:
        """A person's offices, and when he held each."""
        if actor.type is not ActorType.PERSON:
            return
        said: dict[str, list[Office]] = defaultdict(list)
        for office in actor.offices:
            said[_position_id(office.title, actor.country)].append(office)
        for key, found in said.items():
            yield from self._position(key, _plain(found[0].title), actor.country)
            yield entity(f"pyv-occ-{digest(actor.id, key)}", "Occupancy", _said(actor, key, found))
        who = self._holders.known(Named(actor.name, actor.type, actor.country, actor.aliases))
        for term in sorted(self._terms.get(who, ()) if who else (), key=lambda one: (one.since, one.office)):
            title = f"{term.office} of {countries()[term.country].name}"
            key = _position_id(title, term.country)
            yield from self._position(key, title, term.country)
            yield entity(f"pyv-occ-{digest(actor.id, key, term.since)}", "Occupancy", _held(actor, key, term))

    def _position(self, key: str, title: str, country: str | None) -> Iterator[Entity]:
        if key not in self._written:
            self._written.add(key)
            yield entity(key, "Position", {"name": [title], "country": [ALPHA_2.get(country or "")]})


def _position_id(title: str, country: str | None) -> str:
    """The position that a title means: an office that is held by one at a time is one under all its names."""
    office = office_called(title, country)
    known = (office.key, office.country) if office.single and office.country else (folded(_plain(title)), country)
    return f"pyv-pos-{digest(*known)}"


def _plain(title: str) -> str:
    """A title without the word that says that the office is held no more."""
    return _FORMER.sub("", title)


def _said(actor: KeptActor, position: str, found: list[Office]) -> Properties:
    """What sources say of an office: that it was held on a day, or was no more."""
    past = [office_called(office.title, actor.country).past for office in found]
    return {
        "holder": [actor_id(actor.id)],
        "post": [position],
        "date": [date(one.since) for one, over in zip(found, past, strict=True) if one.since and not over],
        "status": ["ended"] if all(past) else [],
        "proof": [document_id(one.source) for one in found],
    }


def _held(actor: KeptActor, position: str, term: Holder) -> Properties:
    """What the table of office-holders has of a term."""
    return {
        "holder": [actor_id(actor.id)],
        "post": [position],
        "startDate": [date(term.since)],
        "endDate": [date(term.until) if term.until else None],
        "description": ["Acting."] if term.acting else [],
    }
