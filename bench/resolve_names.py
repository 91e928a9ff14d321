"""Measures whether two names are known to be one actor, on the pairs of data/resolution/names.toml; see resolve.py."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from peyvand.model import ActorType
from peyvand.record.identity import Likeness, Named, keys, likeness, meet, threshold
from peyvand.record.identity.tables import table

TABLE = Path(__file__).parent.parent / "data" / "resolution" / "names.toml"
PRECISION, RECALL = 0.97, 0.93  # what a ministry could rely on
POPULATION = 10_000  # made-up persons, among whom the keys are to be selective
_TYPES = {"body": ActorType.ORGANIZATION, "country": ActorType.COUNTRY}


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of the table, and what was thought of it."""

    id: str
    kind: str
    same: bool
    one: Named
    other: Named
    found: Likeness
    met: bool  # whether their keys bring the two together
    aside: bool

    @property
    def merged(self) -> bool:
        """Whether the machine would take the two for one: a pair that shares no key is never looked at."""
        return self.met and self.found.probability >= threshold()


def pairs(path: Path) -> Iterator[Judged]:
    """The pairs of a table, judged."""
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]:
        one, other = _named(row["one"], row["kind"]), _named(row["other"], row["kind"])
        found = likeness(one, other, rivals=row.get("rivals"))
        met = meet(keys(one), keys(other))
        yield Judged(row["id"], row["kind"], row["same"], one, other, found, met, crc32(row["id"].encode()) % 3 == 0)


def _named(row: Mapping[str, Any], kind: str) -> Named:
    return Named(
        name=row["name"],
        type=_TYPES.get(kind, ActorType.PERSON),
        country=row.get("country"),
        aliases=tuple(row.get("aliases", ())),
        offices=tuple((title, day) for title, day in row.get("offices", ())),
    )


def precision(judged: Sequence[Judged]) -> float:
    """Of the pairs taken for one, the share that are."""
    merged = [one for one in judged if one.merged]
    return sum(one.same for one in merged) / len(merged) if merged else 1.0


def recall(judged: Sequence[Judged]) -> float:
    """Of the pairs that are one, the share taken for it."""
    same = [one for one in judged if one.same]
    return sum(one.merged for one in same) / len(same) if same else 1.0


def figures(judged: Sequence[Judged]) -> str:
    """Precision and recall of each kind and of all."""
    lines = [f"{'':12}{'pairs':>6}{'one':>6}{'precision':>11}{'recall':>8}{'with a key':>12}"]
    for kind in (*dict.fromkeys(one.kind for one in judged), "all"):
        own = [one for one in judged if kind in {one.kind, "all"}]
        same = [one for one in own if one.same]
        met = sum(one.met for one in same)
        lines.append(f"{kind:12}{len(own):6}{len(same):6}{precision(own):11.3f}{recall(own):8.3f}{met:>7} of {len(same)}")
    return "\n".join(lines)


def selectivity() -> str:
    """How many of many made-up persons share a key, and so would be compared."""
    people = list(_population(random.Random(7)))
    found = [keys(one) for one in people]
    lines = [f"keys of {len(people)} made-up persons: {sum(map(len, found)) / len(people):.1f} a person"]
    for prefix, what in (("p:", "surname and given name"), ("s:", "surname alone")):
        own = [[key for key in keyed if key.startswith(prefix)] for keyed in found]
        sizes = Counter(key for keyed in own for key in keyed)
        others = sum(sizes[key] - 1 for keyed in own for key in keyed) / len(people)
        lines.append(f"  {what}: shared with {others:.1f} others on average; the most have one in common: {max(sizes.values())}")
    return "\n".join(lines)


def _population(chance: random.Random) -> Iterator[Named]:
    """Persons with surnames and given names drawn apart, three in ten with a common surname."""
    syllables = [f"{consonant}{vowel}" for consonant in "kstnhmr" for vowel in "aiueo"]
    given = [line.split()[0] for line in table("names.toml")["same"] if line.split()[0].isascii()]
    common = table("names.toml")["common"].split()
    for number in range(POPULATION):
        japanese = number % 2 == 0
        made = "".join(chance.choice(syllables) for _ in range(chance.choice((2, 3, 3, 4))))
        surname = chance.choice(common) if chance.random() < 0.3 else made
        first = "".join(chance.choice(syllables) for _ in range(3)) if japanese else chance.choice(given)
        yield Named(f"{first.title()} {surname.title()}", ActorType.PERSON, "JPN" if japanese else "IRN")


def _miss(one: Judged) -> str:
    verdict = "taken for one" if one.merged else "taken for two" if one.met else "no key in common"
    return f"{one.id}: {one.one.name} / {one.other.name}: {verdict} at {one.found.probability:.2f}\n    " + "; ".join(
        one.found.reasons
    )
