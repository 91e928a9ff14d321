"""Whether two items tell of the same: what several sources tell is one, and what only looks alike is two."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from tests.record.tellings import MEETING, PAPER, PLAN, READOUT, RETOLD, VIENNA, quoted, told

from peyvand.model import (
    Commitment,
    CommitmentStatus,
    Event,
    EventStatus,
    Figure,
    Instrument,
    Location,
    Plover,
    Quote,
    Quoted,
    Stance,
    Statement,
)
from peyvand.record import merging
from peyvand.record.merging import BAND, THRESHOLD, follows, keys, likeness, trail
from peyvand.record.merging.table import table


def one(first: Event, second: Event, *, published: str | None = "2024-05-18") -> bool:
    """Whether two papers' events are taken for one."""
    return likeness(told(first), told(second, "post", published)).probability >= THRESHOLD


# ---------------------------------------------------------------- who


def test_two_papers_tell_one_meeting_whoever_is_named_first() -> None:
    """A meeting has no first side: Laine met Voss, and Voss and Laine conferred."""
    found = likeness(told(MEETING), told(RETOLD, "post"))
    assert found.probability >= THRESHOLD
    assert "both name Aino Laine" in found.reasons
    assert "the same day, 2024-05-17" in found.reasons


def test_an_official_and_his_government_stand_for_one_another() -> None:
    """What one paper tells of the ministers, the other tells of their countries."""
    governments = replace(RETOLD, sources=("Finland", "Switzerland"))
    found = likeness(told(MEETING), told(governments, "post"))
    assert found.probability >= THRESHOLD
    assert any("one acts for the other" in reason and "Finland" in reason for reason in found.reasons)


def test_two_persons_of_one_side_do_not_stand_for_one_another() -> None:
    """The ministers met, and so did their deputies on the same day about the same tunnels: two meetings."""
    deputies = replace(RETOLD, sources=("Oskar Berg", "Petra Holm"))
    assert not one(MEETING, deputies)


def test_a_delegation_may_be_listed_in_part() -> None:
    """One paper names the minister, the other the minister and her deputy."""
    assert one(MEETING, replace(RETOLD, sources=("Aino Laine", "Oskar Berg", "Karl Voss")))


def test_a_person_known_by_description_only_may_be_the_one_named() -> None:
    """The Swiss foreign minister is Karl Voss, as far as anybody says."""
    described = replace(RETOLD, sources=("Aino Laine", "the Swiss foreign minister"))
    found = likeness(told(MEETING), told(described, "post"))
    assert found.probability >= THRESHOLD
    assert any(reason.startswith("may be one person") for reason in found.reasons)


def test_who_did_it_to_whom_can_not_be_turned_round() -> None:
    """Finland expelled a Torvian consul, and Torvia a Finnish one: two acts."""
    expelled = Event(
        quote=quoted("Finland expelled the Torvian consul over the leak"),
        type=Plover.SANCTION,
        sources=("Finland",),
        targets=("Torvia",),
        date="2024-05-17",
        mode="expel_envoy",
    )
    answer = replace(expelled, quote=quoted("Torvia expelled a consul over the leak"), sources=("Torvia",), targets=("Finland",))
    again = replace(expelled, quote=quoted("a Torvian consul has been expelled over a leak"))
    assert one(expelled, again)
    assert not one(expelled, answer)


def test_an_organ_and_its_state_may_be_one_but_a_firm_of_no_country_is_not() -> None:
    """A border guard acts for its country; a freight firm for itself."""
    seized = Event(
        quote=quoted("the Finnish border guard seized four lorries full of furs"),
        type=Plover.COERCE,
        sources=("the Finnish border guard",),
        targets=("Torvia",),
        date="2024-05-17",
        mode="seize",
    )
    assert one(seized, replace(seized, quote=quoted("Finland seized lorries with furs"), sources=("Finland",)))
    assert not one(seized, replace(seized, quote=quoted("Alpine Freight seized lorries with furs"), sources=("Alpine Freight",)))


# ---------------------------------------------------------------- when


def test_dates_are_compared_to_the_coarser_precision() -> None:
    """A yearbook gives the month only, and tells of the same tunnels."""
    assert one(MEETING, replace(RETOLD, date="2024-05"), published="2024-12-30")
    assert not one(MEETING, replace(RETOLD, date="2024-06"), published="2024-12-30")


def test_a_day_of_difference_is_explained_by_time_zones() -> None:
    """Tokyo has Saturday when Mexico has Friday; between Finland and Switzerland the same gap speaks against."""
    far = replace(MEETING, sources=("Kenji Mori",), targets=("Ana Ruiz",), place=None, location=None)
    next_day = replace(far, date="2024-05-18", quote=quoted("Mori and Ruiz met about the tunnels"))
    found = likeness(told(far), told(next_day, "post"))
    assert "a day apart, as between time zones" in found.reasons
    near = replace(MEETING, place=None, location=None)
    other = likeness(told(near), told(replace(near, date="2024-05-18"), "post"))
    assert "a day apart" in other.reasons


def test_two_meetings_within_a_week_are_two() -> None:
    """They met on Friday, and again on Wednesday in Vienna about something else."""
    again = replace(MEETING, date="2024-05-22", place="Vienna", location=VIENNA, quote=quoted("Laine saw Voss about timber"))
    assert not one(MEETING, again, published="2024-05-23")


def test_without_a_day_the_words_must_carry_it() -> None:
    """An undated telling of the next day's paper is one with the meeting if it speaks of tunnels, not if of nothing."""
    undated = replace(RETOLD, date=None, place=None, location=None)
    assert one(MEETING, undated)
    silent = replace(undated, quote=quoted("the quarrel of both countries over milk prices has been talked about for decades"))
    found = likeness(told(MEETING), told(replace(silent, sources=("Finland", "Switzerland")), "post"))
    assert found.probability < THRESHOLD
    assert "no day, and no words in common to make up for it" in found.reasons


def test_nobody_tells_of_what_has_not_happened_yet() -> None:
    """ "This month", printed on the 10th, isn't the 17th."""
    early = replace(RETOLD, date="2024-05")
    assert not one(MEETING, early, published="2024-05-10")
    assert one(MEETING, early, published="2024-05-25")


# ---------------------------------------------------------------- what, how and where


def test_a_visit_and_the_talks_held_during_it_are_two() -> None:
    """Laine came to Geneva; there she and Voss talked."""
    visit = replace(MEETING, mode="visit", targets=("Switzerland",), quote=quoted("Laine arrived in Geneva for two days"))
    assert not one(MEETING, visit)
    assert one(visit, replace(visit, quote=quoted("Laine's visit to Geneva began with rain")))


def test_a_meeting_told_as_part_of_a_visit_is_still_the_meeting() -> None:
    """A reader may take "met during a visit" for the visit."""
    during = replace(MEETING, mode="visit", quote=quoted("Laine met Voss about tunnels during a visit to Geneva"))
    assert one(MEETING, during)


def test_a_call_is_no_meeting() -> None:
    """They telephoned on the day on which they met."""
    assert not one(
        MEETING, replace(RETOLD, mode="call", place=None, location=None, quote=quoted("Laine rang Voss about tunnels"))
    )


def test_places_tell_meetings_apart() -> None:
    """In one day they can't well have met in Geneva and in Vienna about the same; the airport of Geneva is Geneva."""
    assert one(MEETING, replace(RETOLD, place="Geneva airport"))
    somewhere = replace(RETOLD, quote=quoted("Voss and Laine opened a fair"))
    assert not one(MEETING, replace(somewhere, place="Vienna", location=VIENNA))


def test_kinds_of_act_that_tellers_mix_up_may_be_one() -> None:
    """One paper tells the talks, the other what was agreed in them; a signing and a protest are never one."""
    agreed = replace(RETOLD, type=Plover.AGREE, mode="plan", quote=quoted("Laine and Voss agreed on the tunnels under the Alps"))
    found = likeness(told(MEETING), told(agreed, "post"))
    assert found.probability >= THRESHOLD
    assert any("told for one another" in reason for reason in found.reasons)
    assert likeness(told(MEETING), told(replace(agreed, type=Plover.PROTEST, mode=None), "post")).probability == 0


def test_who_says_many_things_at_one_meeting_has_done_many() -> None:
    """Laine urged Switzerland to open its archives, and to lower its tolls."""
    urged = replace(MEETING, type=Plover.REQUEST, mode="change", targets=("Switzerland",))
    archives = replace(urged, quote=quoted("Laine urged Switzerland to open the archives of its banks"))
    tolls = replace(urged, quote=quoted("Laine urged Switzerland to lower the tolls for lorries"))
    assert not one(archives, tolls)
    assert one(archives, replace(archives, quote=quoted("Finland asked for a look into the archives of Swiss banks")))


def test_rounds_that_are_counted_differently_are_two() -> None:
    """The third round and the fourth."""
    third = replace(MEETING, date="2024-05", quote=quoted("the third round of the tunnel talks of Laine and Voss"))
    assert one(third, replace(third, quote=quoted("Laine and Voss closed their third round on the tunnel")))
    assert not one(third, replace(third, quote=quoted("Laine and Voss closed their fourth round on the tunnel")))


def test_what_is_planned_or_denied_is_not_merged_with_what_was_done() -> None:
    """A plan is linked to its deed, not made one with it."""
    for status in (EventStatus.PLANNED, EventStatus.DENIED, EventStatus.HYPOTHETICAL):
        assert not one(MEETING, replace(RETOLD, status=status))
    assert one(replace(MEETING, status=EventStatus.PLANNED), replace(RETOLD, status=EventStatus.PLANNED), published="2024-05-16")


# ---------------------------------------------------------------- one source


def test_one_source_has_two_acts_unless_it_plainly_tells_one_twice() -> None:
    """Two countries trade on one day in two papers: one act. In one article it needs words or persons in common."""
    vague = replace(MEETING, sources=("Finland",), targets=("Switzerland",), quote=quoted("Finland and Switzerland held talks"))
    later = replace(vague, quote=quoted("the Swiss and the Finns sat down", 900))
    assert one(vague, later)
    assert likeness(told(vague), told(later)).probability < THRESHOLD
    body = replace(MEETING, quote=quoted("in Geneva the tunnels kept Laine and Voss at the table", 900))
    assert likeness(told(MEETING), told(body)).probability >= THRESHOLD


def test_two_readings_of_the_same_words_are_not_one_for_their_words() -> None:
    """A reading that has two items on one clause has told them apart."""
    part = replace(MEETING, quote=Quote("Karl Voss in Geneva to speak about tunnels", 15, 57))
    found = likeness(told(MEETING), told(part))
    assert "two readings of the same words" in found.reasons
    assert not any(reason.startswith("words in common") for reason in found.reasons)


# ---------------------------------------------------------------- statements, commitments, figures


def same_saying(first: Statement, second: Statement) -> bool:
    """Whether two papers' statements are taken for one."""
    return likeness(told(first), told(second, "post")).probability >= THRESHOLD


def test_one_readout_given_to_many_papers_is_one_saying() -> None:
    """The same words quoted, by the minister here and by her government there."""
    other = replace(
        READOUT,
        quote=quoted("the tunnel, Finland finds, “will not be dug on the backs of our children”"),
        speaker="Finland",
        stance=Stance.CONCERN,
        topic="the cost of digging",
    )
    found = likeness(told(READOUT), told(other, "post"))
    assert found.probability >= THRESHOLD
    assert any(reason.startswith("the same words quoted") for reason in found.reasons)


@pytest.mark.parametrize(
    "other",
    [
        replace(READOUT, speaker="Karl Voss"),
        replace(READOUT, topic="fees for students", quote=quoted("Laine spoke against fees for students")),
        replace(READOUT, date="2024-04-02", quote=quoted("Laine spoke against the tunnel")),
        replace(READOUT, stance=Stance.SUPPORT, topic="the railway", quote=quoted("Laine spoke for the railway")),
        replace(READOUT, addressees=("Torvia",), topic="the dam", quote=quoted("Laine told Torvia no to its dam")),
    ],
    ids=["another speaker", "another topic", "another day", "another stance", "to others"],
)
def test_sayings_that_only_look_alike_are_two(other: Statement) -> None:
    """One speaker says many things on a day, and the same thing on many days."""
    assert not same_saying(READOUT, other)


def bound_alike(first: Commitment, second: Commitment) -> bool:
    """Whether two papers' commitments are taken for one."""
    return likeness(told(first), told(second, "post")).probability >= THRESHOLD


@pytest.mark.parametrize(
    "report",
    [
        replace(PAPER, quote=quoted("data on earthquakes will flow between the two"), instrument=Instrument.AGREEMENT, date=None),
        replace(
            PAPER, parties=("Aino Laine", "Ana Ruiz"), quote=quoted("Laine and Ruiz signed for earthquake data"), date="2024-05"
        ),
        replace(PAPER, status=CommitmentStatus.PROMISED, quote=quoted("they promised each other data on earthquakes")),
    ],
    ids=["undated", "by their ministers", "as a promise"],
)
def test_one_memorandum_with_many_reports_is_one(report: Commitment) -> None:
    """Each paper has the memorandum in its own words."""
    assert bound_alike(PAPER, report)


@pytest.mark.parametrize(
    "other",
    [
        replace(
            PAPER, what="train pilots", quote=quoted("Finland and Mexico signed a second memorandum, on the training of pilots")
        ),
        replace(PAPER, parties=("Finland", "Japan"), quote=quoted("Finland and Japan signed on earthquake data")),
        replace(PAPER, status=CommitmentStatus.PROPOSED),
        replace(PAPER, status=CommitmentStatus.IN_FORCE),
        replace(PAPER, date="2022-01-10"),
    ],
    ids=["another matter", "another partner", "a proposal", "in force", "an older one"],
)
def test_commitments_that_only_look_alike_are_two(other: Commitment) -> None:
    """On one day two memoranda are signed; each is one."""
    assert not bound_alike(PAPER, other)


def test_figures_are_not_merged() -> None:
    """Two papers' figures that differ are a contradiction, not one figure."""
    figure = Figure(quote=quoted("40 per cent"), value=40, unit="percent", indicator="share of tolls")
    assert likeness(told(figure), told(figure, "post")).probability == 0
    assert keys(told(figure)) == frozenset()


# ---------------------------------------------------------------- the judgement as such

MORE: tuple[Quoted, ...] = (MEETING, RETOLD, PLAN, READOUT, PAPER, replace(MEETING, date=None), replace(PAPER, date="2024"))


def test_the_judgement_is_the_same_in_either_order() -> None:
    """Whichever came into the record first."""
    tellings = [told(item, f"paper {at}") for at, item in enumerate(MORE)]
    for first, second in combinations(tellings, 2):
        assert likeness(first, second) == likeness(second, first)


def test_every_judgement_is_explained() -> None:
    """What speaks for it comes first; what can't be one has its one reason."""
    found = likeness(told(MEETING), told(replace(RETOLD, date="2024-05", place="Vienna", location=VIENNA), "post", "2024-12-30"))
    assert found.reasons[-1] == "different places: Geneva and Vienna"
    apart = likeness(told(MEETING), told(replace(MEETING, date="2023-01-05"), "post", "2023-01-06"))
    assert apart.probability == 0
    assert apart.reasons == ("too far apart in time: 2024-05-17 and 2023-01-05",)


@pytest.mark.parametrize("day", ["../2019", "2019/..", "2024-21", "202X", "9999-12-31", "2024-05-01/2024-05-20", "2024~"])
def test_odd_dates_and_unknown_names_are_judged_too(day: str) -> None:
    """A source may write anything: a decade, a season, nobody, a place without letters."""
    odd = replace(MEETING, date=day, sources=("彼", ""), targets=(), place="…", location=Location())
    nobody = replace(odd, sources=(), date=None)
    for item in (
        odd,
        nobody,
        replace(PLAN, date=day),
        replace(PAPER, date=day, parties=("彼",), what=""),
        replace(READOUT, date=day),
    ):
        telling = told(item, "post", day)
        assert len(keys(telling)) <= 8
        assert len(trail(telling)) <= 8
        for other in MORE:
            assert 0 <= likeness(telling, told(other)).probability <= 1
            assert 0 <= follows(telling, told(other)).probability <= 1


def test_the_table_of_pairs_is_told_right() -> None:
    """Of the pairs in `data/resolution/events.toml`, and of the third that is set aside, as many as a ministry could rely on."""
    script = Path(__file__).parents[2] / "bench" / "resolve_events.py"
    spec = importlib.util.spec_from_file_location("resolve_events", script)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    sys.modules["resolve_events"] = bench
    spec.loader.exec_module(bench)
    judged = list(bench.pairs(bench.TABLE))
    for some in (judged, [each for each in judged if each.aside]):
        assert bench.precision(some) >= bench.PRECISION
        assert bench.recall(some) >= bench.RECALL


def test_below_the_threshold_a_person_is_asked() -> None:
    """There is a band for what the machine doesn't decide, and what is worded in `merging.toml` is complete."""
    assert 0 < BAND < THRESHOLD < 1
    raw = tomllib.loads((Path(merging.__file__).parent / "merging.toml").read_text(encoding="utf-8"))
    for ledger in ("event", "statement", "commitment", "following"):
        lines = {key: line for key, line in raw[ledger].items() if key != "prior"}
        assert all(line["reason"] or line["weight"] == 0 for line in lines.values())
    assert set(table().family) == set(Plover)
