"""Which deed a plan led to, and which tellings are compared at all."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from tests.record.tellings import COUNTRIES, MEETING, PAPER, PERSONS, PLAN, READOUT, RETOLD, quoted, told

from peyvand.model import (
    CommitmentStatus,
    Plover,
    Quoted,
)
from peyvand.record.merging import THRESHOLD, follows, keys, trail
from peyvand.record.merging.table import table

# ---------------------------------------------------------------- plans and deeds


def came_of(plan: Quoted, deed: Quoted, *, printed: str = "2024-05-02", published: str = "2024-05-18") -> bool:
    """Whether a deed is taken for what had been planned."""
    return follows(told(plan, "gazette", printed), told(deed, "post", published)).probability >= THRESHOLD


def test_a_follow_up_links_the_plan_to_the_deed() -> None:
    """Is to meet … met; on the day planned, or a few days later; not the deputies, and not the year after."""
    assert came_of(PLAN, MEETING)
    assert came_of(replace(PLAN, date="2024-05"), RETOLD)
    assert came_of(replace(PLAN, date="2024-05-15"), RETOLD)
    assert came_of(replace(PLAN, type=Plover.AGREE, mode="plan"), MEETING)
    assert not came_of(PLAN, replace(RETOLD, sources=("Oskar Berg", "Petra Holm")))
    assert not came_of(PLAN, replace(MEETING, date="2025-05-16"), published="2025-05-17")


def test_a_deed_can_not_come_before_its_plan() -> None:
    """What was printed on 1 June as a plan isn't what was done on 17 May."""
    assert not came_of(replace(PLAN, date="2024-06"), MEETING, printed="2024-06-01")


def test_a_plan_may_be_put_off_or_called_off() -> None:
    """The end of a plan is linked to it as well."""
    off = replace(
        MEETING,
        type=Plover.REJECT,
        mode="meet",
        date="2024-05-14",
        place=None,
        location=None,
        quote=quoted("Voss put off the Geneva meeting with Laine about tunnels"),
    )
    found = follows(told(PLAN, "gazette", "2024-05-02"), told(off, "post", "2024-05-15"))
    assert found.probability >= THRESHOLD
    assert "called off, or put off" in found.reasons


def test_a_visit_announced_is_not_fulfilled_by_a_call() -> None:
    """Laine was to come to Geneva; she telephoned."""
    visit = replace(PLAN, mode="visit", quote=quoted("Laine will visit Geneva"))
    assert not came_of(visit, replace(MEETING, mode="call", place=None, location=None, quote=quoted("Laine telephoned Voss")))


def test_commitments_go_on_from_step_to_step() -> None:
    """Proposed, promised, signed, in force: each later step follows an earlier one of the same matter, and never the reverse."""
    steps = [
        (CommitmentStatus.PROPOSED, "2022-03-01"),
        (CommitmentStatus.PROMISED, "2023-01-15"),
        (CommitmentStatus.SIGNED, "2024-05-17"),
        (CommitmentStatus.IN_FORCE, "2025-01-01"),
    ]
    papers = [replace(PAPER, status=status, date=day) for status, day in steps]
    for before, after in combinations(papers, 2):
        assert came_of(before, after, printed=str(before.date), published=str(after.date))
        assert not came_of(after, before, printed=str(after.date), published=str(before.date))
    other = replace(papers[3], what="recognise licences of pilots", quote=quoted("licences of pilots are now recognised"))
    assert not came_of(papers[2], other, printed="2024-05-18", published="2025-01-02")


# ---------------------------------------------------------------- which are compared


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [
        (MEETING, RETOLD, "2024-05-18"),
        (MEETING, replace(RETOLD, sources=("Finland", "Switzerland")), "2024-05-18"),
        (MEETING, replace(RETOLD, date="2024-05"), "2024-12-30"),
        (MEETING, replace(RETOLD, date="2024"), "2025-12-30"),
        (MEETING, replace(RETOLD, date=None), "2024-05-19"),
        (MEETING, replace(RETOLD, sources=("Aino Laine",)), "2024-05-18"),
        (MEETING, replace(RETOLD, date="2024-05-18"), "2024-05-19"),
        (MEETING, replace(RETOLD, type=Plover.AGREE), "2024-05-18"),
        (READOUT, replace(READOUT, speaker="Finland"), "2024-05-18"),
        (READOUT, replace(READOUT, date=None), "2024-05-18"),
        (PAPER, replace(PAPER, date=None), "2024-05-19"),
        (PAPER, replace(PAPER, parties=("Mexico",)), "2024-05-18"),
    ],
)
def test_two_that_may_be_one_share_a_key(first: Quoted, second: Quoted, published: str) -> None:
    """However coarse the date and whoever is left unsaid."""
    assert keys(told(first)) & keys(told(second, "post", published))


def test_a_telling_has_eight_keys_at_most_and_the_undated_do_not_all_share_one() -> None:
    """A bucket that grew with the record would make each new item cost more than the last."""
    undated = [
        replace(MEETING, date=None, place=None, quote=quoted(f"Laine and Voss spoke about {matter}"))
        for matter in ("tunnels", "archives", "timber", "students")
    ]
    printed = [
        told(event, "post", day) for event, day in zip(undated, ("2011-02-01", "2015-06-09", "2019-09-30", None), strict=True)
    ]
    for first, second in combinations(printed, 2):
        assert not keys(first) & keys(second)
    assert all(len(keys(each)) <= 8 for each in (*printed, told(MEETING), told(READOUT), told(PAPER)))
    many = replace(MEETING, sources=tuple(COUNTRIES), targets=tuple(PERSONS), date="2024")
    assert 0 < len(keys(told(many))) <= 8


def test_acts_of_different_kinds_are_not_compared() -> None:
    """Talks and a seizure share no key even on one day; kinds that are mixed up do."""
    assert not keys(told(MEETING)) & keys(told(replace(MEETING, type=Plover.COERCE), "post"))
    for pair in table().mixtures:
        assert len({table().family[each] for each in pair}) == 1


def test_a_plan_and_its_deed_share_a_key_of_the_trail() -> None:
    """Also where the plan had no day, and where it was called off weeks before."""
    plan = told(PLAN, "gazette", "2024-05-02")
    deed = told(MEETING, "post", "2024-05-18")
    undated = told(replace(PLAN, date=None), "gazette", "2024-05-02")
    off = told(replace(MEETING, type=Plover.REJECT, mode="meet", date="2024-05-03"), "post", "2024-05-04")
    assert trail(plan) & trail(deed)
    assert trail(undated) & trail(deed)
    assert trail(plan) & trail(off)
    assert trail(told(PAPER)) & trail(told(replace(PAPER, status=CommitmentStatus.IN_FORCE, date="2026-01-01"), "post"))
    assert all(len(trail(each)) <= 8 for each in (plan, deed, undated, off))
