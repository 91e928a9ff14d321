"""What speaks for a commitment: the wording that binds, whom it binds, and the paper it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.reading.grounds import Step
from peyvand.reading.grounds.tracing import date_step, side_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peyvand.model import Commitment
    from peyvand.reading.promised.bonds import Bond
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast

_BRIEF = 3  # words


def signs(bond: Bond, commitment: Commitment) -> dict[str, float]:
    """The signs of a commitment; `strength` is that of its wording, from 0 to 1."""
    found = {
        f"instrument {bond.instrument.value if bond.instrument is not None else 'unknown'}",
        f"status {bond.status.value}",
        f"parties {min(len(commitment.parties), 2)}",
        f"wording {bond.wording}",
    }
    if bond.paper:
        found.add("a document binds")
    if any(not one.mentions or one.described for one in bond.parties):
        found.add("a party only described")
    if bond.sides_meant:
        found.add("sides meant only as such")
    if commitment.due is not None:
        found.add("a deadline")
    if commitment.date is not None:
        found.add("dated")
    if commitment.speaker is not None:
        found.add("told by a speaker")
    if len(commitment.what.split()) <= _BRIEF:
        found.add("few words")
    if bond.verb.pos_ == "NOUN":
        found.add("told by a noun")
    return {"strength": bond.strength, **dict.fromkeys(sorted(found), 1.0)}


def steps(bond: Bond, commitment: Commitment, cast: Cast, dates: Dates) -> Iterator[Step]:
    """How a commitment was read."""
    yield Step("words", f"“{bond.verb.text}”")
    yield Step("lexicon", f"commitments.toml: “{bond.verb.lemma_.lower()}”")
    yield from side_steps("party", bond.parties, bond.sentence, bond.verb, cast)
    yield Step("status", commitment.status.value + (f", {commitment.instrument.value}" if commitment.instrument else ""))
    yield date_step(commitment.date, bond.sentence, dates)
    if commitment.due is not None:
        yield Step("due", commitment.due)
