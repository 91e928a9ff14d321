"""Measures whether two tellings are known to be one, on the pairs of data/resolution/events.toml; see resolve.py.

Of plans and deeds, whether the one is known to have led to the other. `asked` counts the pairs that a person would decide.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from peyvand.model import (
    ActorType,
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Instrument,
    Location,
    Plover,
    Quote,
    Quoted,
    Stance,
    Statement,
)
from peyvand.record.merging import BAND, THRESHOLD, Likeness, Telling, content_words, follows, keys, likeness, trail

TABLE = Path(__file__).parent.parent / "data" / "resolution" / "events.toml"
KINDS = ("event", "statement", "commitment", "following")
PRECISION, RECALL = 0.97, 0.93  # what a ministry could rely on

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of the table, and what was thought of it."""

    id: str
    kind: str
    why: str
    same: bool
    found: Likeness
    met: bool  # whether the two share a key
    aside: bool

    @property
    def merged(self) -> bool:
        """Whether the machine would merge, or link, the two: a pair that shares no key is never looked at."""
        return self.met and self.found.probability >= THRESHOLD


def pairs(path: Path) -> Iterator[Judged]:
    """The pairs of a table, judged."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    cast = {name: Cast.of(name, table["cast"]) for name in table["cast"]}
    places = {name: Location(**row) for name, row in table["places"].items()}
    for kind in KINDS:
        names = ("plan", "deed") if kind == "following" else ("one", "other")
        for row in table[kind]:
            one, other = (telling(f"{row['id']}-{name}", row.get("kind", kind), row[name], cast, places) for name in names)
            found = follows(one, other) if kind == "following" else likeness(one, other)
            met = bool(trail(one) & trail(other)) if kind == "following" else bool(keys(one) & keys(other))
            yield Judged(row["id"], kind, row["why"], row["same"], found, met, crc32(row["id"].encode()) % 3 == 0)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who a name of the table is."""

    id: str | None
    country: str | None
    type: ActorType

    @classmethod
    def of(cls, name: str, cast: Mapping[str, Row]) -> Cast:
        """The actor that a name leads to."""
        row = cast[name]
        if "as" in row:
            return cls.of(row["as"], cast)
        return cls(None if row.get("unknown") else name, row.get("country"), ActorType(row["type"]))


def telling(key: str, kind: str, row: Row, cast: Mapping[str, Cast], places: Mapping[str, Location]) -> Telling:
    """One side of a pair."""
    item = _item(kind, row, places)
    names = [*_names(row)]
    known = {name: cast[name] for name in names}
    return Telling(
        id=key,
        source=f"{row['publisher']} {row['published']}",
        item=item,
        published=row["published"],
        actors={name: one.id for name, one in known.items() if one.id is not None},
        countries={name: one.country for name, one in known.items() if one.country is not None},
        words=content_words(row["quote"]),
        types={name: one.type for name, one in known.items()},
    )


def _names(row: Row) -> Iterator[str]:
    for role in ("sources", "targets", "parties", "addressees"):
        yield from row.get(role, ())
    if "speaker" in row:
        yield row["speaker"]


def _item(kind: str, row: Row, places: Mapping[str, Location]) -> Quoted:
    start = crc32(row["quote"].encode()) % 10_000 * 1_000  # two quotes of one source stand apart in it
    quote = Quote(row["quote"], start, start + len(row["quote"]))
    if kind == "statement":
        return Statement(
            quote=quote,
            speaker=row["speaker"],
            topic=row["topic"],
            stance=Stance(row["stance"]),
            addressees=tuple(row.get("addressees", ())),
            date=row.get("date"),
        )
    if kind == "commitment":
        return Commitment(
            quote=quote,
            parties=tuple(row["parties"]),
            what=row["what"],
            status=CommitmentStatus(row["status"]),
            instrument=Instrument(row["instrument"]),
            date=row.get("date"),
            due=row.get("due"),
        )
    return Event(
        quote=quote,
        type=Plover(row["type"]),
        sources=tuple(row["sources"]),
        targets=tuple(row.get("targets", ())),
        date=row.get("date"),
        place=row.get("place"),
        location=places.get(row.get("place", "")),
        mode=row.get("mode"),
        status=EventStatus(row.get("status", "occurred")),
    )


def precision(judged: Sequence[Judged]) -> float:
    """Of the pairs merged, the share that are one."""
    merged = [one for one in judged if one.merged]
    return sum(one.same for one in merged) / len(merged) if merged else 1.0


def recall(judged: Sequence[Judged]) -> float:
    """Of the pairs that are one, the share merged."""
    same = [one for one in judged if one.same]
    return sum(one.merged for one in same) / len(same) if same else 1.0


def figures(judged: Sequence[Judged]) -> str:
    """Precision and recall of each kind and of all."""
    lines = [f"{'':12}{'pairs':>6}{'one':>6}{'precision':>11}{'recall':>8}{'asked':>7}{'with a key':>12}"]
    for kind in (*KINDS, "all"):
        own = [one for one in judged if kind in {one.kind, "all"}]
        same = [one for one in own if one.same]
        asked = sum(BAND <= one.found.probability < THRESHOLD for one in own)
        met = sum(one.met for one in same)
        lines.append(
            f"{kind:12}{len(own):6}{len(same):6}{precision(own):11.3f}{recall(own):8.3f}{asked:7}{met:>7} of {len(same)}"
        )
    return "\n".join(lines)


def _miss(one: Judged) -> str:
    verdict = "merged, but two" if one.merged else "one, but not merged" if one.met else "one, but no key in common"
    return f"{one.id}: {verdict} at {one.found.probability:.2f}; {one.why}\n    " + "; ".join(one.found.reasons)
