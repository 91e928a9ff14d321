"""What merging knows, as data: `merging.toml`, checked and ready for looking up."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from peyvand.model import Plover

_FILE = "merging.toml"


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of evidence: what it weighs in log-odds, and how it is worded; {} stands for the details."""

    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The evidence about one question: what the odds are before any is heard, and what each weighs."""

    prior: float
    lines: Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class Mixture:
    """Two categories that tellers mix up for one act, and why."""

    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Everything in the file."""

    threshold: float
    band: float
    ledgers: Mapping[str, Ledger]
    mixtures: Mapping[frozenset[Plover], Mixture]
    family: Mapping[Plover, str]
    mutual: frozenset[Plover]
    spoken: frozenset[str]
    planned_as: Mapping[Plover, frozenset[Plover]]
    modes_apart: frozenset[frozenset[str]]
    mode_words: Mapping[str, frozenset[str]]
    call_off: frozenset[str]
    state_words: frozenset[str]
    whole_state: frozenset[str]
    seas: frozenset[str]
    idle: frozenset[str]
    instrument_words: frozenset[str]
    ordinals: Mapping[str, str]
    instruments: frozenset[frozenset[str]]
    stances: frozenset[frozenset[str]]
    hours: Mapping[str, float]


@cache
def table() -> Table:
    """The file that is shipped."""
    raw = tomllib.loads((files(__package__) / _FILE).read_text(encoding="utf-8"))
    lists = raw["lists"]
    return Table(
        threshold=raw["threshold"],
        band=raw["band"],
        ledgers={key: _ledger(raw[key]) for key in ("event", "statement", "commitment", "following")},
        mixtures={frozenset(map(Plover, one["categories"])): Mixture(one["share"], one["reason"]) for one in raw["mixed_up"]},
        family={Plover(each): name for name, those in raw["families"].items() for each in those},
        mutual=frozenset(map(Plover, lists["mutual"])),
        spoken=frozenset(lists["spoken"]),
        planned_as={Plover(key): frozenset(map(Plover, those)) for key, those in raw["planned_as"].items()},
        modes_apart=_pairs(lists["modes_apart"]),
        mode_words={mode: frozenset(phrases) for mode, phrases in raw["mode_words"].items()},
        call_off=frozenset(lists["call_off"]),
        state_words=_words(lists["state_words"]),
        whole_state=_words(lists["whole_state"]),
        seas=_words(lists["seas"]),
        idle=_words(lists["idle"]),
        instrument_words=_words(lists["instrument_words"]),
        ordinals=raw["ordinals"],
        instruments=_pairs(lists["instruments"]),
        stances=_pairs(lists["stances"]),
        hours=raw["hours"],
    )


def _ledger(raw: Mapping[str, Any]) -> Ledger:
    lines = {key: Line(one["weight"], one["reason"]) for key, one in raw.items() if key != "prior"}
    return Ledger(raw["prior"], lines)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(raw: list[list[str]]) -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, raw))
