"""Dates in words, and the days they cover."""

from __future__ import annotations

from datetime import date

import pytest

from peyvand.briefs.days import span


@pytest.mark.parametrize(
    ("edtf", "said", "year"),
    [
        ("2023-08-07", "7 August 2023", 2023),
        ("2024-10", "October 2024", 2024),
        ("2019", "2019", 2019),
        ("2025-12~", "about December 2025", 2025),
        ("2019?", "possibly 2019", 2019),
        ("197X", "1970s", None),
        ("19XX", "1900 to 1999", None),
        ("2012/2016", "2012 to 2016", None),
        ("2024-03-01/2024-03-05", "1 March 2024 to 5 March 2024", 2024),
        ("2012/..", "from 2012", None),
        ("../2019", "by 2019", None),
        ("2019-21", "spring 2019", 2019),
    ],
)
def test_a_date_is_said_in_words(edtf: str, said: str, year: int | None) -> None:
    """An EDTF date reads as a person would write it, and lies in one year or in none."""
    when = span(edtf)
    assert when.text == said
    assert when.known
    assert when.year == year


@pytest.mark.parametrize("edtf", [None, ""])
def test_a_missing_date_is_a_gap(edtf: str | None) -> None:
    """No date is no date; nothing is put in its place."""
    assert span(edtf).text == "no date given"
    assert not span(edtf).known


@pytest.mark.parametrize("edtf", ["soon", "2023-13-01", "2016/2012"])
def test_a_date_that_is_none_is_shown_as_it_stands(edtf: str) -> None:
    """A date that can't be understood isn't guessed at."""
    assert span(edtf).text == edtf
    assert not span(edtf).known


def test_vague_dates_sort_before_exact_ones_of_the_same_year() -> None:
    """A bare "2023" claims no more than its first day: it doesn't push a dated event from the top of the list."""
    assert sorted(["2023", "2023-08-07", "2022-12-31", "2023-08"], key=lambda one: span(one).order) == [
        "2022-12-31", "2023", "2023-08", "2023-08-07",
    ]  # fmt: skip
    assert span(None).order[0] == date.min
