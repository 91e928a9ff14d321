"""Checks the figures marked in annotated passages, and the numbers beside them that are none; what is marked must be complete."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from annotated_lines import Row
from annotated_passages import Kind, key_faults, quote_faults
from annotated_values import is_country, is_date

from peyvand.model import Bound

KEYS = frozenset({"quote", "value", "unit", "indicator", "geo", "period", "approximate", "bound", "speaker"})
SPAN = frozenset({"exact", "start", "end"})
INDICATOR = 12  # words that an indicator may have
_NUMERAL = re.compile(r"\b(?:1\d|20)\d\d[-–/]\d\d\b|\d(?:[\d.,]*\d)?")  # 2018-19 is one
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:[-–/]\d\d)?")
_MONTH = re.compile(rf"\b(?:{'|'.join(name for name in (*month_name, *month_abbr) if name)})\b")
_IN_WORDS = re.compile(
    r"\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|[mb]illion|trillion"
    r"|mln|bn|bln|lakh|crore|per\s?cent|pct|dozen|(?:doubl|tripl|halv)(?:ed|es|ing)|(?:two|three|four|ten)fold)\b",
    re.IGNORECASE,
)
_NEAR = 12  # characters around a numeral within which the name of a month makes it a day


def figure_faults(name: str, item: Row, row: Row) -> Iterator[str]:
    """What is wrong with one figure, or with one number that is none."""
    if name == "none":
        yield from quote_faults(row["text"], item)
        return
    ill_formed = list(key_faults(item, KEYS))
    yield from ill_formed or chain(quote_faults(row["text"], item["quote"]), value_faults(item), name_faults(item, row))


def value_faults(item: Row) -> Iterator[str]:
    """The value is a number in full, without a sign; period, bound and what is approximate agree with the labels."""
    if isinstance(item["value"], bool) or not isinstance(item["value"], int | float) or item["value"] < 0:
        yield f"value {item['value']!r} must be a number, in full and without a sign"
    if item["period"] is not None and not is_date(item["period"]):
        yield f"period {item['period']!r} is no EDTF"
    if item["bound"] not in (None, *Bound):
        yield f"bound {item['bound']!r} isn't known"
    if item["approximate"] is not (item["bound"] is not None):
        yield "a figure is approximate if, and only if, it has a bound"


def name_faults(item: Row, row: Row) -> Iterator[str]:
    """Unit, indicator and geo say something; the speaker stands in the text."""
    for key in ("unit", "indicator"):
        if not isinstance(item[key], str) or not 1 <= len(item[key].split()) <= INDICATOR:
            yield f"{key} {item[key]!r} must be a phrase of at most {INDICATOR} words"
    if not isinstance(item["geo"], list) or len(set(item["geo"])) != len(item["geo"]):
        yield "geo must be a list of places, each once, the reporter first"
    else:  # countries that ISO 3166 doesn't have are named in full
        yield from (f"geo {place!r} is no ISO 3166 code and no name" for place in item["geo"] if not is_place(place))
    if item["speaker"] is not None and str(item["speaker"]).casefold() not in row["text"].casefold():
        yield f"the speaker {item['speaker']!r} doesn't stand in the text"


def is_place(name: object) -> bool:
    """Whether this is a code of ISO 3166, or the name of a country that has none."""
    return is_country(name) or (isinstance(name, str) and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", name) is not None)


def completeness_faults(row: Row) -> Iterator[str]:
    """Numbers stand in a figure or among those that are none, but for years and the days of a month; the two don't mix."""
    text = row["text"]
    figures = {at for figure in row["figures"] for at in range(figure["quote"]["start"], figure["quote"]["end"])}
    none = {at for span in row["none"] for at in range(span["start"], span["end"])}
    if both := sorted(figures & none):
        yield f"a figure and a number that is none overlap at {both[0]}"
    for match in chain(_NUMERAL.finditer(text), _IN_WORDS.finditer(text)):
        if match.start() not in figures | none and not is_time(match, text):
            yield f"{match[0]!r} at {match.start()} is neither in a figure nor among the numbers that are none"


def is_time(match: re.Match[str], text: str) -> bool:
    """Whether a number is a year, or the day of a month."""
    near = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
    return bool(_YEAR.fullmatch(match[0]) or (match[0][0].isdigit() and _MONTH.search(near)))


def figure_tallies(rows: list[Row]) -> Mapping[str, Counter[str]]:
    """How many figures there are, with which marks, and how many numbers are none."""
    items = [item for row in rows for item in row["figures"]]
    marks = ("geo", "period", "bound", "speaker")
    return {
        "figures": Counter({"in all": len(items)} | {f"with {mark}": sum(bool(item[mark]) for item in items) for mark in marks}),
        "numbers that are none": Counter(
            {"in all": sum(len(row["none"]) for row in rows), "lines that hold one": sum(bool(row["none"]) for row in rows)}
        ),
        "unit": Counter(dict(Counter(item["unit"] for item in items).most_common(20))),
        "bound": Counter(str(item["bound"]) for item in items),
    }


FIGURES = Kind("figures", "figure", figure_faults, figure_tallies, ("none",), completeness_faults)
