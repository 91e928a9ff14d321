"""The dossier's lists: what is in each, under which headings, and what is said above it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from peyvand.briefs import labels
from peyvand.briefs.charts import Chart, timeline
from peyvand.briefs.days import Span
from peyvand.briefs.links import slug
from peyvand.briefs.rendering import counted
from peyvand.briefs.rows import Face
from peyvand.briefs.sheets import Section
from peyvand.briefs.told import Part, Told, rows_of, sources_of
from peyvand.model import ActorType, Event, EventStatus, Figure, Kind, Statement
from peyvand.record.views import KeptActor

Thing = TypeVar("Thing")
_SPEAKERS = 6  # named above the statements on an issue
_FEW = 40  # sources that can be looked over without headings


@dataclass(frozen=True, slots=True)
class Holding:
    """A line of the overview: how much there is of a kind, and what it rests on."""

    name: str
    href: str
    entries: int
    items: int | None  # that tell of them
    sources: int
    years: str
    undated: int | None = None


def by_year(things: Iterable[Thing], when: Callable[[Thing], Span], missing: str = "No date given") -> list[Section[Thing]]:
    """Things by the year they are dated to, the newest first; longer spans and missing dates apart, at the end."""
    years: defaultdict[int, list[Thing]] = defaultdict(list)
    longer, undated = [], []
    for thing in things:
        span = when(thing)
        if span.year is not None:
            years[span.year].append(thing)
        elif span.known:
            longer.append(thing)
        else:
            undated.append(thing)
    sections = [Section(f"y-{year:04}", str(year), years[year]) for year in sorted(years, reverse=True)]
    if longer:
        note = "Dated by the text to more than one year, or open at one end."
        sections.append(Section("y-longer", "Over more than one year", longer, note))
    if undated:
        note = "The text gives no date that could be understood; none is guessed."
        sections.append(Section("y-none", missing, undated, note))
    return sections


def by_issue(found: Sequence[Told], name: Callable[[Told], str]) -> list[Section[Told]]:
    """Statements by the issue that they fall under, the most spoken of first; those under none at the end."""
    issues: defaultdict[str | None, list[Told]] = defaultdict(list)
    for told in found:
        issues[told.item.issue if isinstance(told.item, Statement) else None].append(told)
    ordered = sorted((key for key in issues if key is not None), key=lambda key: (-len(issues[key]), key))
    sections = [Section(f"issue-{slug(key)}", labels.issue(key), issues[key], positions(issues[key], name)) for key in ordered]
    if None in issues:
        sections.append(Section("issue-none", "Under no issue of the desk", issues[None]))
    return sections


def positions(found: Sequence[Told], name: Callable[[Told], str]) -> str:
    """Who speaks how often in which way: "Speakers: Japan (demands 2, concerned 1), Iran (against 2)"; copies aren't counted."""
    stances: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for told in found:
        if isinstance(told.item, Statement) and not told.copied:
            stances[name(told)][labels.label("stance", told.item.stance.value).label] += 1
    ordered = sorted(stances.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    said = [
        f"\u2068{speaker}\u2069 ({', '.join(f'{stance} {count}' for stance, count in sorted(counts.items(), key=_most))})"
        for speaker, counts in ordered[:_SPEAKERS]
    ]
    more = len(ordered) - len(said)
    return "Speakers: " + ", ".join(said) + (f" and {counted(more, 'other speaker')}" if more else "")


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def figures_in_order(found: Sequence[Told]) -> list[Told]:
    """Figures so that those that can be compared stand together: by period, then unit, then what is counted."""
    figures = [(told, told.item) for told in found if isinstance(told.item, Figure)]
    figures.sort(key=lambda pair: (pair[1].unit.lower(), pair[1].indicator.lower(), -pair[1].value))
    figures.sort(key=lambda pair: pair[0].when.order, reverse=True)
    return [told for told, _ in figures]


def by_actor_type(actors: Sequence[KeptActor], parts: Mapping[str, Part]) -> list[Section[KeptActor]]:
    """Actors by what they are, those that most sources name first."""
    order = (ActorType.PERSON, ActorType.COUNTRY, ActorType.ORGANIZATION, ActorType.PLACE_LIKE_GOVERNMENT)
    groups = {type_: [actor for actor in actors if actor.type is type_] for type_ in order}
    return [
        Section(
            f"type-{type_.value}",
            labels.label("actor_type", type_.value).plural,
            sorted(found, key=lambda one: (-one.counts[Kind.ACTOR], -entries_of(one, parts), one.name, one.id)),
        )
        for type_, found in groups.items()
        if found
    ]


def entries_of(actor: KeptActor, parts: Mapping[str, Part]) -> int:
    """In how many entries an actor takes part."""
    return parts[actor.id].counts.total() if actor.id in parts else 0


def by_publication(faces: Iterable[Face]) -> list[Section[Face]]:
    """Sources by the year in which they were published, the newest first; unread ones apart, at the end."""
    ordered = sorted(faces, key=lambda face: (face.origin, face.title, face.row.id))
    ordered.sort(key=lambda face: face.published.order, reverse=True)
    read = [face for face in ordered if not face.row.unread]
    few = len(read) <= _FEW
    sections = [Section("read", "Read", read)] if read and few else by_year(read, lambda face: face.published)
    unread = [face for face in ordered if face.row.unread]
    if unread:
        sections.append(Section("unread", "Unread", unread, "Kept with their originals, but nothing was read from them."))
    return sections


def chart_of(found: Iterable[Told], place: Callable[[int], str | None]) -> Chart | None:
    """The chart of what is reported to have happened; what only copies of other sources tell isn't counted."""
    return timeline(
        ((told.when, labels.quad_class(told.item.type)) for told in _drawn(found) if isinstance(told.item, Event)), place
    )


def _drawn(found: Iterable[Told]) -> list[Told]:
    """Events that the chart may count: occurred, and not in copies alone."""
    return [told for told in found if _occurred(told) and not told.copied]


def _occurred(told: Told) -> bool:
    return isinstance(told.item, Event) and told.item.status is EventStatus.OCCURRED


def caption(chart: Chart, found: Sequence[Told]) -> str:
    """What the chart shows, what it leaves out, and what it rests on."""
    drawn = _drawn(found)
    sources = sources_of((told for told in drawn if told.when.year is not None), copies=False)
    statuses = Counter(told.item.status for told in found if isinstance(told.item, Event))
    copies = sum(_occurred(told) and told.copied for told in found)
    vague = len(drawn) - chart.total
    left_out = [
        f"{statuses[status]} {labels.label('event_status', status.value).label}"
        for status in EventStatus
        if status is not EventStatus.OCCURRED and statuses[status]
    ]
    left_out += [f"{copies} in copies of other sources"] if copies else []
    left_out += [f"{vague} without a date precise to the {'month' if chart.unit == 'month' else 'year'}"] if vague else []
    rests_on = f"{counted(chart.total, 'event')}, each counted once, from {counted(sources, 'source')}"
    parts = [
        f"Events reported as having occurred, by {chart.unit}: {rests_on}.",
        "Above the line co-operation, below it conflict; hatched is verbal, solid material.",
    ]
    if left_out:
        parts.append(f"Not drawn: {', '.join(left_out)}.")
    if chart.empty:
        what = f"{chart.unit}s have" if chart.empty > 1 else f"{chart.unit} has"
        parts.append(f"{chart.empty} {what} no event in these sources, which does not mean that nothing happened.")
    return " ".join(parts)


def holding(name: str, href: str, spans: Sequence[Span], sources: int, items: int | None = None) -> Holding:
    """How much there is of a kind, and from when to when."""
    return Holding(name, href, len(spans), items, sources, years(spans), sum(not span.known for span in spans))


def years(spans: Iterable[Span]) -> str:
    """From which year to which; "" where nothing is dated."""
    edges = [edge.year for span in spans for edge in (span.first, span.last) if edge is not None]
    if not edges:
        return ""
    return str(min(edges)) if min(edges) == max(edges) else f"{min(edges)}–{max(edges)}"


def rests_on(found: Sequence[Told], noun: str) -> str:
    """How many entries, from how many sources: what every list says above itself."""
    copies = len({row.kept.source for row in rows_of(found) if row.source.copy_of is not None})
    said = f"{counted(len(found), noun)} from {counted(sources_of(found), 'source')}"
    said += f", {copies} of them {'a copy' if copies == 1 else 'copies'} of another" if copies else ""
    items = len(rows_of(found))
    return said + (f", told {items:,} times in all" if items > len(found) else "")
