"""The dossier's lists: what is in each, under which headings, and what is said above it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from peyvand.briefs import labels
from peyvand.briefs.charts import Chart, timeline
from peyvand.briefs.days import Span
from peyvand.briefs.links import slug
from peyvand.briefs.rendering import counted
from peyvand.briefs.rows import Face, Row
from peyvand.briefs.sheets import Section
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
    items: int
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


def by_issue(rows: Sequence[Row]) -> list[Section[Row]]:
    """Statements by the issue that they fall under, the most spoken of first; those under none at the end."""
    issues: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        issues[row.item.issue if isinstance(row.item, Statement) else None].append(row)
    ordered = sorted((key for key in issues if key is not None), key=lambda key: (-len(issues[key]), key))
    sections = [Section(f"issue-{slug(key)}", labels.issue(key), issues[key], positions(issues[key])) for key in ordered]
    if None in issues:
        sections.append(Section("issue-none", "Under no issue of the desk", issues[None]))
    return sections


def positions(rows: Sequence[Row]) -> str:
    """Who speaks how often in which way: "Speakers: Japan (demands 2, concerned 1), Iran (against 2)"; copies aren't counted."""
    stances: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if isinstance(row.item, Statement) and row.source.copy_of is None:
            stances[row.item.speaker][labels.label("stance", row.item.stance.value).label] += 1
    ordered = sorted(stances.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    said = [
        f"\u2068{speaker}\u2069 ({', '.join(f'{stance} {count}' for stance, count in sorted(counts.items(), key=_most))})"
        for speaker, counts in ordered[:_SPEAKERS]
    ]
    more = len(ordered) - len(said)
    return "Speakers: " + ", ".join(said) + (f" and {counted(more, 'other speaker')}" if more else "")


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def figures_in_order(rows: Sequence[Row]) -> list[Row]:
    """Figures so that those that can be compared stand together: by period, then unit, then what is counted."""
    figures = [(row, row.item) for row in rows if isinstance(row.item, Figure)]
    figures.sort(key=lambda pair: (pair[1].unit.lower(), pair[1].indicator.lower(), -pair[1].value))
    figures.sort(key=lambda pair: pair[0].when.order, reverse=True)
    return [row for row, _ in figures]


def by_actor_type(actors: Sequence[KeptActor]) -> list[Section[KeptActor]]:
    """Actors by what they are, those that most sources name first."""
    order = (ActorType.PERSON, ActorType.COUNTRY, ActorType.ORGANIZATION, ActorType.PLACE_LIKE_GOVERNMENT)
    groups = {type_: [actor for actor in actors if actor.type is type_] for type_ in order}
    return [
        Section(
            f"type-{type_.value}",
            labels.label("actor_type", type_.value).plural,
            sorted(found, key=lambda one: (-one.counts[Kind.ACTOR], -sum(one.counts.values()), one.name, one.id)),
        )
        for type_, found in groups.items()
        if found
    ]


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


def chart_of(rows: Iterable[Row], place: Callable[[int], str | None]) -> Chart | None:
    """The chart of what is reported to have happened; copies of other sources aren't counted twice."""
    return timeline(((row.when, labels.quad_class(row.item.type)) for row in _drawn(rows) if isinstance(row.item, Event)), place)


def _drawn(rows: Iterable[Row]) -> list[Row]:
    """Events that the chart may count: occurred, and not in a copy."""
    return [
        row
        for row in rows
        if isinstance(row.item, Event) and row.item.status is EventStatus.OCCURRED and row.source.copy_of is None
    ]


def caption(chart: Chart, rows: Sequence[Row]) -> str:
    """What the chart shows, what it leaves out, and what it rests on."""
    drawn = _drawn(rows)
    sources = len({row.kept.source for row in drawn if row.when.year is not None})
    statuses = Counter(row.item.status for row in rows if isinstance(row.item, Event))
    copies = sum(
        isinstance(row.item, Event) and row.item.status is EventStatus.OCCURRED and row.source.copy_of is not None for row in rows
    )
    vague = len(drawn) - chart.total
    left_out = [
        f"{statuses[status]} {labels.label('event_status', status.value).label}"
        for status in EventStatus
        if status is not EventStatus.OCCURRED and statuses[status]
    ]
    left_out += [f"{copies} in copies of other sources"] if copies else []
    left_out += [f"{vague} without a date precise to the {'month' if chart.unit == 'month' else 'year'}"] if vague else []
    parts = [
        f"Events reported as having occurred, by {chart.unit}: {chart.total:,} reports from {counted(sources, 'source')}.",
        "Above the line co-operation, below it conflict; hatched is verbal, solid material.",
    ]
    if left_out:
        parts.append(f"Not drawn: {', '.join(left_out)}.")
    if chart.empty:
        what = f"{chart.unit}s have" if chart.empty > 1 else f"{chart.unit} has"
        parts.append(f"{chart.empty} {what} no event in these sources, which does not mean that nothing happened.")
    return " ".join(parts)


def holding(name: str, href: str, spans: Sequence[Span], sources: int) -> Holding:
    """How much there is of a kind, and from when to when."""
    return Holding(name, href, len(spans), sources, years(spans), sum(not span.known for span in spans))


def years(spans: Iterable[Span]) -> str:
    """From which year to which; "" where nothing is dated."""
    edges = [edge.year for span in spans for edge in (span.first, span.last) if edge is not None]
    if not edges:
        return ""
    return str(min(edges)) if min(edges) == max(edges) else f"{min(edges)}–{max(edges)}"


def rests_on(rows: Sequence[Row], noun: str) -> str:
    """How many items, from how many sources: what every list says above itself."""
    sources = len({row.kept.source for row in rows})
    copies = sum(row.source.copy_of is not None for row in rows)
    said = f"{counted(len(rows), noun)} from {counted(sources, 'source')}"
    return said + (f", {copies} of them in copies of other sources" if copies else "")
