"""The lexicon of commitments as types: the words by which somebody binds himself, and the papers that hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from peyvand.model import CommitmentStatus, Instrument
from peyvand.reading.lexicon.tables import Entry, Table, Value, merge, read_table

_FILE = "commitments.toml"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a verb of promising takes, and what it makes."""

    takes: frozenset[str]
    status: CommitmentStatus
    instrument: Instrument
    unless: frozenset[str] = frozenset()  # objects that are given at once, and bind to nothing
    mutual: bool = False  # whether whoever it is made with is bound too
    only: frozenset[str] = frozenset()  # the nouns that count, where not all do


@dataclass(frozen=True, slots=True)
class Standing:
    """An instrument known by name."""

    name: str
    instrument: Instrument | None  # None for a resolution
    status: CommitmentStatus
    date: str | None = None  # when it was adopted or signed
    parties: tuple[str, ...] = ()  # ISO 3166-1 alpha-3, where they are few


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
    light_verbs: frozenset[str]
    light_nouns: frozenset[str]
    changing: Mapping[str, CommitmentStatus]
    entering: frozenset[str]
    signed: frozenset[str]
    doing: frozenset[str]
    giving: frozenset[str]
    idle: frozenset[str]
    vague: frozenset[str]
    talks: frozenset[str]
    agents: frozenset[str]
    saying: frozenset[str]
    keeping: frozenset[str]
    standing: Mapping[str, Standing]
    known: frozenset[str]  # every verb that can begin a commitment
    resolutions: Mapping[str, str]  # of the UN Security Council: the day on which each was adopted
    names: re.Pattern[str]  # any form of a standing instrument's name


def promising(extra: Mapping[str, Value] | None = None) -> Promising:
    """The lexicon that comes with the program, with a desk's own words added."""
    return parse(merge(read_table(_FILE), extra)) if extra else _standard()


@cache
def _standard() -> Promising:
    """The lexicon as it is shipped."""
    return parse(read_table(_FILE))


def parse(table: Table) -> Promising:
    """The lexicon from its table."""
    whole = Entry(_FILE, "whole file", table)
    verbs, standing = _promises(whole), _standing(whole)
    announcing, signing, terms, doing, light = (
        _words(table, key) for key in ("announcing", "signing", "terms", "doing", "light")
    )
    changing = {word: CommitmentStatus(kind) for kind, words in _words(table, "changing").items() for word in words}
    statuses = (CommitmentStatus.PROMISED, CommitmentStatus.PROPOSED)
    beginning = (announcing["verbs"], signing["verbs"], signing["ratifying"], terms["verbs"], terms["with_plans"], light["verbs"])
    return Promising(
        verbs=verbs,
        announcing=announcing["verbs"],
        announced={word: status for status in statuses for word in announcing[status.value]},
        documents=_kinds(table, "documents"),
        signing=signing["verbs"],
        signing_nouns=signing["nouns"],
        ratifying=signing["ratifying"],
        terms=terms["verbs"],
        terms_with_plans=terms["with_plans"],
        plans=terms["plans"],
        nouns=_kinds(table, "nouns"),
        light_verbs=light["verbs"],
        light_nouns=light["nouns"],
        changing=changing,
        entering=signing["entering"],
        signed=signing["papers"],
        doing=doing["verbs"],
        **{name: doing[name] for name in ("giving", "idle", "vague", "talks", "agents", "saying")},
        keeping=_words(table, "keeping")["verbs"],
        standing=standing,
        known=frozenset({*verbs, *changing}.union(*beginning)),
        resolutions=_dates(table, "resolutions"),
        names=_names(standing),
    )


def _promises(whole: Entry) -> dict[str, Promise]:
    """The verbs of promising."""
    verbs: dict[str, Promise] = {}
    for row in whole.entries("verb"):
        promise = Promise(
            takes=frozenset(row.texts("takes")),
            status=_status(row),
            instrument=_instrument(row),
            unless=frozenset(row.texts("unless")),
            mutual=row.flag("mutual"),
            only=frozenset(row.texts("only")),
        )
        verbs |= dict.fromkeys(row.texts("words"), promise)
        row.done()
    return verbs


def _standing(whole: Entry) -> dict[str, Standing]:
    """The instruments known by name, each by all its forms."""
    standing: dict[str, Standing] = {}
    for row in whole.entries("standing"):
        status = _status(row, CommitmentStatus.IN_FORCE)
        named = Standing(row.text("name"), _instrument(row), status, row.text_or_none("date"), row.texts("parties"))
        standing |= dict.fromkeys(row.texts("forms"), named)
        row.done()
    return standing


def _kinds(table: Table, key: str) -> dict[str, Instrument]:
    """The words of a named table, by the instrument that each is."""
    return {word: Instrument(kind) for kind, words in _words(table, key).items() for word in words}


def _words(table: Table, key: str) -> dict[str, frozenset[str]]:
    """The lists of words of a named table."""
    value = table.get(key, {})
    row = Entry(_FILE, key, value)
    return {name: frozenset(row.texts(name)) for name in (value if isinstance(value, dict) else {})}


def _dates(table: Table, key: str) -> dict[str, str]:
    """A named table of dates."""
    value = table.get(key, {})
    row = Entry(_FILE, key, value)
    return {name: row.text(name) for name in (value if isinstance(value, dict) else {})}


def _status(row: Entry, default: CommitmentStatus | None = None) -> CommitmentStatus:
    """How far the commitments of a row have got."""
    name = row.text_or_none("status") or default
    if name not in set(CommitmentStatus):
        row.refuse(f"status {name!r} is none of {', '.join(CommitmentStatus)}")
    return CommitmentStatus(name)


def _instrument(row: Entry) -> Instrument:
    """The form that the commitments of a row take."""
    name = row.text("instrument")
    if name not in set(Instrument):
        row.refuse(f"instrument {name!r} is none of {', '.join(Instrument)}")
    return Instrument(name)


def _names(forms: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, the longest first."""
    return re.compile(r"\b(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + r")\b")
