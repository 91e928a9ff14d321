"""Units and currencies as a text writes them around a number: "$5", "18 dlrs a barrel", "125,000 bpd", "21 bcm"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from peyvand.reading.numbers import units_table


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found beside a number; `end` is where its words end, `scale` what the abbreviation multiplies by."""

    name: str
    end: int
    money: bool = False
    scale: float = 1


@cache
def _after() -> tuple[re.Pattern[str], Mapping[str, tuple[str, bool, float]]]:
    """The pattern of every unit that follows a number, and what each of its words means."""
    table = units_table()
    meanings: dict[str, tuple[str, bool, float]] = {}
    for unit, words in table["measures"].items():
        meanings.update(dict.fromkeys(words, (unit, False, 1)))
    for word, entry in table["scaled_measures"].items():
        meanings[word] = (entry["unit"], False, entry["scale"])
    for code, words in table["currency_words"].items():
        meanings.update(dict.fromkeys(words, (code, True, 1)))
    for name, entry in table["shared_currency_words"].items():
        meanings.update(dict.fromkeys(entry["words"], (f"?{name}", True, 1)))
    words = sorted(meanings, key=len, reverse=True)
    exact = "|".join(re.escape(word) for word in words if _has_capitals(word))
    loose = "|".join(re.escape(word) for word in words if not _has_capitals(word))
    return re.compile(rf"[\s-]?(?:(?P<exact>{exact})|(?P<loose>(?i:{loose})))(?![a-zA-Z])"), meanings


def _has_capitals(word: str) -> bool:
    """Whether a unit's word counts only as written: "MW", not "mw"."""
    return word != word.lower()


@cache
def _signs() -> re.Pattern[str]:
    """The pattern of a currency sign that ends just before a number."""
    signs = sorted(units_table()["currency_signs"], key=len, reverse=True)
    return re.compile(rf"(?:(?<![A-Za-z])|(?<=[$€£¥]))(?:{'|'.join(re.escape(sign) for sign in signs)})\s?\Z")


@cache
def _rates() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The pattern of "a barrel", "per day", "daily", and what each means."""
    meanings = {word.lower(): unit for unit, words in units_table()["rates"].items() for word in words}
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    adverbs = "daily|weekly|monthly|yearly|annually|hourly"
    return (
        re.compile(
            rf"\s?(?:\([a-z]{{2,5}}\)\s)?(?:(?:per|an?|each|every)\s|/\s?)(?P<word>(?i:{words}))\b(?!-|\s(?:earlier|ago|later|before|after|on)\b)|\s(?P<adverb>{adverbs})\b"
        ),
        meanings,
    )


def sign_before(text: str, start: int) -> tuple[str, int] | None:
    """The currency of the sign just before a number, and where the sign begins."""
    match = _signs().search(text, max(0, start - 6), start)
    if match is None or match.end() != start:
        return None
    return units_table()["currency_signs"][match.group().strip()], match.start()


def unit_after(text: str, end: int) -> Unit | None:
    """The unit whose words follow a number that ends at `end`."""
    pattern, meanings = _after()
    match = pattern.match(text, end)
    if match is None:
        return None
    name, money, scale = meanings[match["exact"] or match["loose"].lower()]
    return Unit(name, match.end(), money, scale)


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """What a unit is counted by, "barrel" for "a barrel", and where those words end."""
    pattern, meanings = _rates()
    match = pattern.match(text, end)
    if match is None:
        return None
    return meanings[(match["word"] or match["adverb"]).lower()], match.end()


def currency_of(name: str, countries: Iterable[str]) -> str:
    """The code of a word such as "?shilling": that of a country spoken of which uses it, else the usual one."""
    if not name.startswith("?"):
        return name
    entry: Mapping[str, Any] = units_table()["shared_currency_words"][name[1:]]
    of: Mapping[str, str] = entry.get("of", {})
    return next((of[code] for code in countries if code in of), entry["else"])
