"""Who is who over all sources: each name that a source brings is compared with the persons and bodies of the record.

A name joins the one actor that it most likely is; where two different ones come into question it stays by itself, for a person to
decide. A bare surname, and a description such as "the foreign minister of Japan", means who held the office at that time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Row, select

from peyvand.model import ActorType
from peyvand.record import identity
from peyvand.record.grouping import ACTORS, apart, regroup
from peyvand.record.identity import Holders, Likeness, Named
from peyvand.record.log import MACHINE, Act, append
from peyvand.record.moments import NOW
from peyvand.record.portions import portions
from peyvand.record.queries import united
from peyvand.record.schema import (
    actors,
    aliases,
    appearances,
    editions,
    identities,
    name_keys,
    offices,
    versions,
)

_MOST = 60  # actors that share a key with a name, and are compared with it
_SURNAME, _FULL, _BARE = "s:", "p:", "bare "  # how keys begin
_POSSIBLE = 0.2  # from which on an actor comes into question
_MARGIN = 0.02  # by which the likeliest must be likelier than the next


def unite(connection: Connection, source: str, holders: Holders | None = None) -> None:
    """Put the names that a source brings into the record together with those that were there."""
    fresh = sorted(_fresh(connection, source), key=lambda row: row.source is not None)  # full names before bare surnames
    named = _named(connection, fresh)
    for who in fresh:
        keys = identity.keys(named[who.id], holders=holders)
        own, asked = _kept_and_asked(keys)
        found = _sharing(connection, asked, who.id)
        connection.execute(name_keys.insert(), [{"key": key, "actor": who.id} for key in sorted(own)])
        how = _meant(named[who.id], found, holders)
        if how is not None:
            _join(connection, who.id, *how)
    _find_by_office(connection, source)


def _fresh(connection: Connection, source: str) -> Sequence[Row[tuple[str, str, str, str | None, str | None]]]:
    """The actors that take part in a source's items and were never compared; countries are known by their codes."""
    known = select(name_keys.c.actor).where(name_keys.c.actor == actors.c.id).exists()
    here = select(appearances.c.actor).join(versions, versions.c.row == appearances.c.version)
    here = here.where(versions.c.source == source, NOW.sees(versions))
    new = select(actors).where(actors.c.id.in_(here), ~known, actors.c.type != ActorType.COUNTRY.value)
    return connection.execute(new.order_by(actors.c.number)).all()


def _find_by_office(connection: Connection, source: str) -> None:
    """Let persons who were known before be found by the offices that this source is the first to give them."""
    held = select(offices.c.actor, offices.c.title, actors.c.country).join(versions, versions.c.row == offices.c.version)
    held = held.join(actors, actors.c.id == offices.c.actor).where(actors.c.type == ActorType.PERSON.value)
    given = connection.execute(held.where(versions.c.source == source, NOW.sees(versions))).all()
    own = {(key, row.actor) for row in given if (key := identity.office_key(row.title, row.country)) is not None}
    known = select(name_keys.c.key, name_keys.c.actor).where(name_keys.c.actor.in_({actor for _, actor in own}))
    if new := own - {(row.key, row.actor) for row in (connection.execute(known) if own else ())}:
        connection.execute(name_keys.insert(), [{"key": key, "actor": actor} for key, actor in sorted(new)])


def _kept_and_asked(keys: Collection[str]) -> tuple[set[str], set[str]]:
    """The keys that a name is found by, and those by which it finds others.

    A full name meets another of its surname by more than that, and a bare surname by that alone; many have a surname, so the
    bare ones have a key of their own.
    """
    surnames = {key for key in keys if key.startswith(_SURNAME)}
    alone = {f"{_BARE}{key}" for key in surnames}
    if any(key.startswith(_FULL) for key in keys):
        return set(keys), set(keys) - surnames | alone
    return {*keys, *alone} or {""}, set(keys)  # an empty key says that it was looked at


def _sharing(connection: Connection, keys: Collection[str], own: str) -> Mapping[str, Named]:
    """The actors that share a key with a name, each with all that it is called, by the id of the actor."""
    ids: set[str] = set()
    for key in sorted(keys):
        some = select(name_keys.c.actor).where(name_keys.c.key == key).limit(_MOST)
        ids |= set(connection.execute(some).scalars())
    everyone = united(connection, ids - {own}) - {own} if ids else set()
    groups = {row.actor: row.who for row in _rows(connection, everyone)}
    named = _named(connection, _listed(connection, everyone))
    together: dict[str, list[Named]] = defaultdict(list)
    for key, one in named.items():
        together[groups.get(key, key)].append(one)
    return {who: _one(several) for who, several in together.items()}


def _meant(one: Named, found: Mapping[str, Named], holders: Holders | None) -> tuple[str, Likeness] | None:
    """Which of the actors a name means, if that is clear, and how likely."""
    alike = {who: identity.likeness(one, other, holders=holders) for who, other in found.items()}
    rivals = max(0, sum(how.probability >= _POSSIBLE for how in alike.values()) - 1)
    alike = {who: identity.likeness(one, other, rivals=rivals, holders=holders) for who, other in found.items()}
    likely = [(how, who) for who, how in alike.items() if how.probability >= identity.threshold()]
    likely.sort(key=lambda pair: (-pair[0].probability, pair[1]))
    if not likely or (len(likely) > 1 and likely[0][0].probability - likely[1][0].probability < _MARGIN):
        return None
    return likely[0][1], likely[0][0]


def _join(connection: Connection, own: str, who: str, how: Likeness) -> None:
    """Decide that a name means an actor, unless a person has said that it doesn't."""
    if not apart(connection, {own}, united(connection, [who])):
        content = {"probability": round(how.probability, 3), "reasons": list(how.reasons)}
        append(connection, Act.MERGE, [own, who], MACHINE, content, machine=True)
        regroup(connection, ACTORS, [own, who])


def _named(connection: Connection, rows: Iterable[Row[tuple[str, str, str, str | None, str | None]]]) -> dict[str, Named]:
    """What the sources call these actors, and which offices they give them, by id."""
    listed = list(rows)
    others: dict[str, dict[str, None]] = defaultdict(dict)
    held: dict[str, dict[tuple[str, str | None], None]] = defaultdict(dict)
    for portion in portions(listed):
        some = [row.id for row in portion]
        also = select(aliases.c.actor, aliases.c.alias).join(versions, versions.c.row == aliases.c.version)
        for row in connection.execute(also.where(aliases.c.actor.in_(some), NOW.sees(versions)).order_by(versions.c.row)):
            others[row.actor][row.alias] = None
        titles = select(offices.c.actor, offices.c.title, versions.c.payload, editions.c.published)
        titles = titles.join(versions, versions.c.row == offices.c.version)
        titles = titles.join(editions, (editions.c.source == versions.c.source) & NOW.sees(editions))
        for row in connection.execute(titles.where(offices.c.actor.in_(some), NOW.sees(versions)).order_by(versions.c.row)):
            held[row.actor][row.title, row.payload.get("held") or row.published] = None
    return {
        row.id: Named(row.name, ActorType(row.type), row.country, tuple(others[row.id]), tuple(held[row.id])) for row in listed
    }


def _one(several: Sequence[Named]) -> Named:
    """All that the names of one actor say of it."""
    first = several[0]
    names = dict.fromkeys(name for one in several for name in (one.name, *one.aliases))
    titles = dict.fromkeys(office for one in several for office in one.offices)
    country = next((one.country for one in several if one.country is not None), None)
    return Named(first.name, first.type, country, tuple(name for name in names if name != first.name), tuple(titles))


def _listed(connection: Connection, ids: Collection[str]) -> Sequence[Row[tuple[str, str, str, str | None, str | None]]]:
    """The rows of actors, in the order in which they were first named."""
    return connection.execute(select(actors).where(actors.c.id.in_(ids)).order_by(actors.c.number)).all()


def _rows(connection: Connection, ids: Collection[str]) -> Sequence[Row[tuple[str, str]]]:
    """Who these actors are, of those that are someone else."""
    found = select(identities.c.actor, identities.c.who).where(identities.c.actor.in_(ids), NOW.sees(identities))
    return connection.execute(found).all()
