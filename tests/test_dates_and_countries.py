"""Dates are EDTF, countries ISO 3166-1; what is neither is refused in one line."""

from __future__ import annotations

from datetime import date

import pytest

from peyvand.countries import ISO3, check_country
from peyvand.dates import bounds, check_date
from peyvand.errors import BadDate, UnknownCountry

BOUNDS = {
    "2023-08-07": (date(2023, 8, 7), date(2023, 8, 7)),
    "2023-08": (date(2023, 8, 1), date(2023, 8, 31)),
    "2024-02": (date(2024, 2, 1), date(2024, 2, 29)),
    "2018": (date(2018, 1, 1), date(2018, 12, 31)),
    "2019-05~": (date(2019, 5, 1), date(2019, 5, 31)),
    "2016?": (date(2016, 1, 1), date(2016, 12, 31)),
    "197X": (date(1970, 1, 1), date(1979, 12, 31)),
    "2004-XX": (date(2004, 1, 1), date(2004, 12, 31)),
    "2023-21": (date(2023, 3, 1), date(2023, 5, 31)),
    "2012/2016": (date(2012, 1, 1), date(2016, 12, 31)),
    "1987-03-24/1987-03-27": (date(1987, 3, 24), date(1987, 3, 27)),
    "2012/..": (date(2012, 1, 1), date.max),
    "../2019": (date.min, date(2019, 12, 31)),
    "2012-05~/2013": (date(2012, 5, 1), date(2013, 12, 31)),
}
NONE = (
    "", " ", "/", "..", "../..", "2023-02-30", "2023-02-29", "2023-13", "2023-00", "2023-01-32", "0000", "May 2003",
    "yesterday", "2023-8-7", "20230807", "2019/2018", "2018/2019/2020", "2018/soon", "07.08.2023",
    "2023-08-07x", "٢٠٢٣",
)  # fmt: skip


@pytest.mark.parametrize("edtf", BOUNDS)
def test_a_date_lies_between_two_days(edtf: str) -> None:
    """Both ends are inclusive; an open end has no bound."""
    assert check_date(edtf) == edtf
    assert bounds(edtf) == BOUNDS[edtf]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_refused(text: str) -> None:
    """The line shows what was written, and how to write it."""
    with pytest.raises(BadDate, match="write it as 2023-08-07"):
        check_date(text)


@pytest.mark.parametrize("text", ["2023-08-07T10:00:00Z", "2023-08-07T23:30:00.000+09:00", "2023-08-07 10:00", " 2023-08-07 "])
def test_a_time_of_day_is_cut_off(text: str) -> None:
    """The day is the one that is written, wherever it was."""
    assert check_date(text) == "2023-08-07"


def test_countries() -> None:
    """All 249 codes, in small letters too; nothing else."""
    assert len(ISO3) == 249
    assert check_country("IRN") == "IRN"
    assert check_country(" jpn ") == "JPN"
    for code in ("", "IR", "Iran", "XXX", "UK", "ZZZ"):
        with pytest.raises(UnknownCountry, match="Iran is IRN, Japan is JPN"):
            check_country(code)
