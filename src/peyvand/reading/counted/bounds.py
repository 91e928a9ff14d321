"""How exact a number is meant to be, by the words before it and behind it: about, more than, or so, at the very least."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from peyvand.model import Bound
from peyvand.reading.counted.measure import Measure
from peyvand.reading.counted.numbers import units_table

_DENIED = re.compile(
    r"\b(?:not|nobody|no\sone|neither|never|none|nor|cannot|without)\b[^,;.]*\b(?:more|over|above|exceed)", re.IGNORECASE
)
_DENIAL = 70  # characters within which "nobody may draw more than" turns a bound round
_BEFORE, _BEHIND = 34, 26  # characters within which such words stand


def bound_of(text: str, measure: Measure) -> Bound | None:
    """How exact a measure is meant to be; None where it is told as exact."""
    if measure.bound is not None:
        return measure.bound
    before, after = _patterns()
    match = before.search(text[max(0, measure.start - _BEFORE) : measure.start])
    if match is not None:
        bound = _bounds("before")[match[1].lower()]
        denied = bound is Bound.AT_LEAST and _DENIED.search(text[max(0, measure.start - _DENIAL) : measure.start])
        return Bound.AT_MOST if denied else bound
    for end in (measure.end, measure.numeral.end):
        behind = after.match(text[end : end + _BEHIND])
        if behind is not None:
            return _bounds("after")[behind[1].lower()]
    return None


@cache
def _bounds(side: str) -> Mapping[str, Bound]:
    """The words of one side with what they say."""
    return {phrase: Bound(name) for name, phrases in units_table()["bounds"][side].items() for phrase in phrases}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns of the words before a number and behind its unit."""
    before, after = (
        "|".join(re.escape(phrase) for phrase in sorted(_bounds(side), key=len, reverse=True)) for side in ("before", "after")
    )
    return (
        re.compile(rf"(?<![\w-])({before})\s?(?:a\s|an\s|only\s|just\s)?[$€£¥]?\Z", re.IGNORECASE),
        re.compile(rf"(?:\sof\s(?:them|it|these|whom))?(?:\s[a-z]+)?,?[\s-]({after})\b(?!\s(?:than|of))", re.IGNORECASE),
    )
