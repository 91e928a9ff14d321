"""How a source, an actor and each kind of item look in a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from peyvand.briefs import labels
from peyvand.cli.listing import Entry
from peyvand.model import KIND_OF, Actor, Commitment, Event, Figure, Item, Json, Kind, Quoted, Statement
from peyvand.record.views import Hit, KeptActor, KeptEntry, KeptItem, SourceRow

if TYPE_CHECKING:
    from peyvand.record.in_office import InOffice
    from peyvand.record.lessons import Lesson
    from peyvand.record.log import Decision

UNDATED = "undated"
_SHORT = 40  # characters of a title: enough to know it by, and the line seldom wraps


def item_entry(kept: KeptItem, sources: Mapping[str, SourceRow]) -> Entry:
    """An item: its date, what it says, its quote, and the source with the item's id."""
    item = kept.item
    lead, heading, details = _said(item)
    details = [*details, f"confidence {item.confidence:.0%}"]
    if kept.review is not None:
        details.append(kept.review.value)
    own = [words for reference in kept.cites if (words := reference.words)]
    told = (" · ".join(details), *([f"its source: {own[0]}{f' and {len(own) - 1} more' if own[1:] else ''}"] if own else []))
    return Entry(lead or UNDATED, heading, told, " ".join(item.quote.exact.split()), _origin(kept, sources))


def told_entry(told: KeptEntry, sources: Mapping[str, SourceRow]) -> Entry:
    """What happened, was said, promised or counted: as the item that tells it best has it, and who else tells it."""
    shown = item_entry(told.lead, sources)
    others = [kept for kept in told.tellings if kept.id != told.lead.id]
    details = [*shown.details, *([told.trust] if told.trust else [])]
    if told.credibility is not None and told.credibility.contradicted:
        details.append(f"contradicted: `peyvand contradictions DESK {told.id}` shows by what")
    if others:
        places = dict.fromkeys(kept.source for kept in others)
        also = "; ".join(short_name(sources[key]) if key in sources else key for key in places if key != told.lead.source)
        details.append(f"{_sources(told)}{f', also {also}' if also else ', told more than once there'}")
    if told.plans:
        details.append(f"planned before: {', '.join(told.plans)}")
    if told.deeds:
        details.append(f"what came of it: {', '.join(told.deeds)}")
    return replace(shown, details=tuple(details))


def _sources(told: KeptEntry) -> str:
    """How many sources an entry rests on; copies of one text count once."""
    return "told by one source" if told.sources == 1 else f"told by {told.sources} sources"


def _origin(kept: KeptItem, sources: Mapping[str, SourceRow]) -> str:
    """Where an item comes from, and its id."""
    source = sources.get(kept.source)
    return f"{short_name(source) if source else kept.source} · {kept.id}"


def heading(item: Item) -> str:
    """An item in one line: what it is, and what it says."""
    if isinstance(item, Actor):
        return f"Actor: {item.name}"
    lead, said, _ = _said(item)
    kind = KIND_OF[type(item)].value.capitalize()
    return f"{kind}, {lead or UNDATED}: {said}"


def _said(item: Quoted) -> tuple[str | None, str, list[str]]:
    """An item's date, its heading and its details."""
    match item:
        case Event():
            who = _side(item, item.sources) or "actor not named"
            who += f" → {_side(item, item.targets)}" if item.targets else ""
            how = item.mode.replace("_", " ") if item.mode else None
            details = [*_given(how, labels.place(item.place, item.location)), item.status.value, *_credited(item.speaker)]
            return item.date, f"{item.type.value}: {who}", details
        case Statement():
            to = f"to {', '.join(item.addressees)}" if item.addressees else None
            told = f"reported by {', who had it from '.join(item.via)}" if item.via else None
            return item.date, f"{item.speaker}: {item.topic}", [item.stance.value, *_given(item.issue, to, told)]
        case Commitment():
            due = f"due {item.due}" if item.due else None
            form = item.instrument.value if item.instrument else None
            parties = ", ".join(item.parties) or "parties not named"
            return item.date, f"{parties}: {item.what}", [*_given(form, item.status.value, due), *_credited(item.speaker)]
        case Figure():
            number = f"{item.bound.value} " if item.bound else ""
            number += f"{item.value:,.15g} {item.unit}".rstrip()
            return item.period, f"{number}: {item.indicator}", [*_given(", ".join(item.geo)), *_credited(item.speaker)]


def _side(event: Event, names: Sequence[str]) -> str:
    """Who stands on a side; in brackets those whom the words quoted leave unsaid."""
    return ", ".join(f"[{name}]" if name in event.unsaid else name for name in names)


def _given(*parts: str | None) -> list[str]:
    return [part for part in parts if part]


def _credited(speaker: str | None) -> list[str]:
    return [f"according to {speaker}"] if speaker else []


def short_name(source: SourceRow) -> str:
    """A source in a few words: the beginning of its title or name, who published it, and when."""
    title = source.metadata.title or source.name
    title = title if len(title) <= _SHORT else f"{title[: _SHORT - 1].rstrip(' ,;:')}…"
    return ", ".join(_given(title, source.metadata.publisher, source.metadata.published))


def decision_entry(decision: Decision) -> Entry:
    """A decision: when, what, by whom, about what, and why."""
    by = "Peyvand" if decision.machine else decision.who
    of = f" of decision {decision.undoes}" if decision.undoes is not None else ""
    says = f" {decision.says}" if decision.says else ""
    sure = f", {decision.probability:.0%} sure" if decision.probability is not None else ""
    details = [_given(decision.note), _given("; ".join(decision.reasons))]
    about = f"{', '.join(decision.about)} · decision {decision.number}"
    lines = [*(f"becomes {heading(decision.corrected)}" for _ in [0] if decision.corrected), *(one[0] for one in details if one)]
    return Entry(decision.at.strftime("%Y-%m-%d"), f"{decision.act.value}{of}{says}: {by}{sure}", tuple(lines), origin=about)


def decision_json(decision: Decision) -> dict[str, Json]:
    """A decision as a JSON object."""
    return {
        "number": decision.number,
        "act": decision.act.value,
        "about": list(decision.about),
        "who": decision.who,
        "at": decision.at.isoformat(),
        "machine": decision.machine,
        "note": decision.note,
        "undoes": decision.undoes,
        "probability": decision.probability,
        "reasons": list(decision.reasons),
        "says": decision.says,
    }


def lesson_entry(lesson: Lesson) -> Entry:
    """A line of the lexicon, and what became of the items that it led to."""
    told = f"{lesson.rejected} rejected, {lesson.corrected} corrected, {lesson.accepted} accepted"
    examples = [f"{key}: “{words}”" for key, words in lesson.examples]
    return Entry(lesson.kind, lesson.line, (told, *examples))


def source_entry(source: SourceRow) -> Entry:
    """A source: its date, title, publisher and name, and how many items came of it."""
    counts = [f"{number} {kind.value}{'' if number == 1 else 's'}" for kind in Kind if (number := source.counts.get(kind, 0))]
    publisher = f"{source.metadata.publisher} (grade {source.grade.value})" if source.metadata.publisher else None
    details = [" · ".join(_given(publisher, source.name, f"{source.words} words"))]
    details.append(f"unread: {source.unread}" if source.unread else ", ".join(counts) or "no items")
    if source.copy_of:
        details.append(f"nearly the same text as {source.copy_of}")
    return Entry(source.metadata.published or UNDATED, source.metadata.title or source.name, tuple(details), origin=source.id)


def source_json(source: SourceRow) -> dict[str, Json]:
    """A source as a JSON object: its metadata, without its text."""
    meta = source.metadata
    return {
        "id": source.id,
        "name": source.name,
        "title": meta.title,
        "publisher": meta.publisher,
        "grade": source.grade.value,
        "author": meta.author,
        "published": meta.published,
        "language": meta.language,
        "url": meta.url,
        "kind": meta.kind,
        "words": source.words,
        "added": source.added.isoformat(),
        "reader": source.reader,
        "unread": source.unread,
        "copy_of": source.copy_of,
        "items": {kind.value: source.counts.get(kind, 0) for kind in Kind},
    }


def actor_entry(actor: KeptActor) -> Entry:
    """An actor: its country, name, offices, other names, and in how much it takes part."""
    kinds = [kind for kind in Kind if kind is not Kind.ACTOR and actor.counts.get(kind, 0)]
    counts = [f"{actor.counts[kind]} {kind.value}{'' if actor.counts[kind] == 1 else 's'}" for kind in kinds]
    named = actor.counts.get(Kind.ACTOR, 0)
    details = [f"{office.title}{f' ({office.since})' if office.since else ''}" for office in actor.offices]
    details += [f"also {', '.join(actor.aliases)}"] if actor.aliases else []
    details.append(", ".join([f"named in {named} source{'' if named == 1 else 's'}", *counts]))
    heading = f"{actor.name} ({actor.type.value.replace('_', ' ')})"
    return Entry(actor.country or "", heading, tuple(details), origin=actor.id)


def office_entry(one: InOffice, sources: Mapping[str, SourceRow]) -> Entry:
    """Who held an office, and who says so."""
    if one.holder is not None:
        term = f"{one.holder.since} to {one.holder.until or 'when the table was made'}"
        details = [f"{one.holder.office}, {one.holder.country}{', acting' if one.holder.acting else ''}: {term}"]
        details.append("in this record" if one.actor is not None else "no source of this desk names this person")
        return Entry("table", one.name, tuple(details), origin=one.actor.id if one.actor is not None else None)
    if one.says is None or one.actor is None:
        return Entry("", one.name)
    source = sources.get(one.says.source)
    told = f"{one.says.title}, by {short_name(source) if source else one.says.source}"
    return Entry(one.says.since or "", one.name, (told,), origin=one.actor.id)


def actors_in_sources(actor: KeptActor) -> list[tuple[str, Actor]]:
    """An actor of the record as the actor it is in each source that names it, in the sources' order."""
    titles = {office.source: office.title for office in actor.offices}
    return [
        (
            source,
            Actor(
                name=actor.name,
                type=actor.type,
                country=actor.country,
                office=titles.get(source),
                aliases=actor.aliases,
                mentions=tuple(quote for _, quote in mentions),
            ),
        )
        for source, mentions in groupby(actor.mentions, key=lambda mention: mention[0])
    ]


def hit_entry(hit: Hit) -> Entry:
    """A source that was found, with the stretch of text around the words."""
    meta = hit.source.metadata
    origin = " · ".join(_given(meta.publisher, hit.source.name, hit.source.id))
    return Entry(meta.published or UNDATED, meta.title or hit.source.name, quote=hit.snippet, origin=origin)
