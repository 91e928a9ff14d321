"""The lexicon of commitments as types: the words by which somebody binds himself, and the papers that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from peyvand.model import CommitmentStatus, Instrument
from peyvand.reading.lexicon.tables import Value, merge, read_table


@dataclass(frozen=True, slots=True)
class Promise:
    """What a verb of promising takes, and what it makes."""

    takes: frozenset[str]
    status: CommitmentStatus
    instrument: Instrument
    unless: frozenset[str] = frozenset()  # objects that are given at once, and bind to nothing


@dataclass(frozen=True, slots=True)
class Standing:
    """An instrument known by name."""

    name: str
    instrument: Instrument
    status: CommitmentStatus


@dataclass(frozen=True, slots=True)
class Promising:
    """What the reading knows of commitments; see `lexicon/commitments.toml`."""

    verbs: Mapping[str, Promise]
    announcing: frozenset[str]
    announced: Mapping[str, CommitmentStatus]
    documents: Mapping[str, Instrument]
    signing: frozenset[str]
    signing_nouns: frozenset[str]
    ratifying: frozenset[str]
    terms: frozenset[str]
    terms_with_plans: frozenset[str]
    plans: frozenset[str]
    nouns: Mapping[str, Instrument]
    doing: frozenset[str]
    narrated: frozenset[str]
    saying: frozenset[str]
    keeping: frozenset[str]
    standing: Mapping[str, Standing]
    known: frozenset[str]  # every word that can begin a commitment
    names: re.Pattern[str]  # any form of a standing instrument's name


def promising(extra: Mapping[str, Value] | None = None) -> Promising:
    """The lexicon that comes with the program, with a desk's own words added."""
    return parse(merge(read_table("commitments.toml"), extra)) if extra else _standard()


@cache
def _standard() -> Promising:
    """The lexicon as it is shipped."""
    return parse(read_table("commitments.toml"))


def parse(table: Mapping[str, Any]) -> Promising:
    """The lexicon from its table."""
    verbs = {
        word: Promise(
            frozenset(row["takes"]),
            CommitmentStatus(row["status"]),
            Instrument(row["instrument"]),
            frozenset(row.get("unless", ())),
        )
        for row in table["verb"]
        for word in row["words"]
    }
    announcing, signing, terms = table["announcing"], table["signing"], table["terms"]
    standing = {
        form: Standing(row["name"], Instrument(row["instrument"]), CommitmentStatus(row.get("status", "in_force")))
        for row in table["standing"]
        for form in row["forms"]
    }
    documents = {word: Instrument(kind) for kind, words in table["documents"].items() for word in words}
    nouns = {word: Instrument(kind) for kind, words in table["nouns"].items() for word in words}
    known = {
        *verbs,
        *announcing["verbs"],
        *signing["verbs"],
        *signing["nouns"],
        *signing["ratifying"],
        *terms["verbs"],
        *terms["with_plans"],
        *nouns,
        *documents,
        *table["doing"]["verbs"],
    }
    return Promising(
        verbs=verbs,
        announcing=frozenset(announcing["verbs"]),
        announced={word: CommitmentStatus(status) for status in ("promised", "proposed") for word in announcing[status]},
        documents=documents,
        signing=frozenset(signing["verbs"]),
        signing_nouns=frozenset(signing["nouns"]),
        ratifying=frozenset(signing["ratifying"]),
        terms=frozenset(terms["verbs"]),
        terms_with_plans=frozenset(terms["with_plans"]),
        plans=frozenset(terms["plans"]),
        nouns=nouns,
        doing=frozenset(table["doing"]["verbs"]),
        narrated=frozenset(table["doing"]["narrated"]),
        saying=frozenset(table["doing"]["saying"]),
        keeping=frozenset(table["keeping"]["verbs"]),
        standing=standing,
        known=frozenset(known),
        names=_names(standing),
    )


def _names(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, the longest first."""
    return re.compile(r"\b(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + r")\b")
