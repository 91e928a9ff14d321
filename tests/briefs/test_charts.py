"""The chart of events over time."""

from __future__ import annotations

from peyvand.briefs.charts import timeline
from peyvand.briefs.days import span
from peyvand.briefs.labels import QuadClass

TALK, DEED = QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION
DISPUTE, FORCE = QuadClass.VERBAL_CONFLICT, QuadClass.MATERIAL_CONFLICT


def test_a_year_without_events_keeps_its_place() -> None:
    """Between 2015 and 2019 three years stay empty, and are neither left out nor filled."""
    chart = timeline([(span("2015"), TALK), (span("2019-05-01"), FORCE)], lambda year: f"#y-{year}")
    assert chart is not None
    assert [(column.bar.title, column.bar.total) for column in chart.columns] == [
        ("2015", 1), ("2016", 0), ("2017", 0), ("2018", 0), ("2019", 1),
    ]  # fmt: skip
    assert [bool(column.blocks) for column in chart.columns] == [True, False, False, False, True]
    assert chart.columns[1].bar.href is None
    assert chart.columns[0].bar.href == "#y-2015"
    assert chart.empty == 3


def test_cooperation_stands_above_the_line_and_conflict_below() -> None:
    """The classes can be told apart by where they stand."""
    chart = timeline([(span("2000"), quad) for quad in QuadClass] + [(span("2009"), TALK)], lambda _: None)
    assert chart is not None
    where = {block.quad: (block.y, block.y + block.height) for block in chart.columns[0].blocks}
    assert where[TALK][1] == where[DEED][0]
    assert where[DEED][1] == chart.zero == where[FORCE][0]
    assert where[FORCE][1] == where[DISPUTE][0]


def test_heights_are_in_proportion() -> None:
    """Four reports are drawn four times as high as one."""
    chart = timeline([(span("2000"), TALK)] * 4 + [(span("2009"), TALK)], lambda _: None)
    assert chart is not None
    assert chart.columns[0].blocks[0].height == 4 * chart.columns[-1].blocks[0].height


def test_a_short_span_is_drawn_by_month() -> None:
    """Events of less than three years stand month by month; one dated to a year only isn't drawn."""
    chart = timeline([(span("2024-11-03"), TALK), (span("2025-02"), TALK), (span("2025"), TALK)], lambda year: f"#y-{year}")
    assert chart is not None
    assert chart.unit == "month"
    assert [column.bar.title for column in chart.columns] == ["November 2024", "December 2024", "January 2025", "February 2025"]
    assert chart.total == 2


def test_a_long_span_is_drawn_by_decade() -> None:
    """Two centuries fit as decades."""
    chart = timeline([(span("1801"), TALK), (span("1999"), FORCE)], lambda year: f"#y-{year}" if year in (1801, 1999) else None)
    assert chart is not None
    assert chart.unit == "decade"
    assert chart.columns[0].bar.href == "#y-1801"
    assert len(chart.columns) == 20


def test_nothing_dated_nothing_drawn() -> None:
    """Without a dated event there is no chart, rather than an empty one."""
    assert timeline([(span(None), TALK), (span("197X"), TALK)], lambda _: None) is None
