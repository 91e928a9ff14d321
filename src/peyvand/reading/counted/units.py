"""Units and currencies as a text writes them around a number: "$5", "18 dlrs a barrel", "125,000 bpd", "21 bcm"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from peyvand.reading.counted.numbers import units_table
from peyvand.reading.lexicon import standard


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
        meanings.update({word: (f"?{name} {word}", True, entry.get("scale", 1)) for word in entry["words"]})
    words = sorted(meanings, key=len, reverse=True)
    exact = "|".join(re.escape(word) for word in words if _has_capitals(word))
    loose = "|".join(re.escape(word) for word in words if not _has_capitals(word))
    nation = r"(?:\s(?P<nation>(?:new\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=\s[a-z]))?"
    return re.compile(rf"{nation}[\s-]?(?:(?P<exact>{exact})|(?P<loose>(?i:{loose})))(?![a-zA-Z])"), meanings


def _has_capitals(word: str) -> bool:
    """Whether a unit's word counts only as written: "MW", not "mw"."""
    return word != word.lower()


@cache
def _signs() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The pattern of a currency's sign, code or name that ends just before a number, and what each means."""
    table = units_table()
    meanings: dict[str, str] = dict(table["currency_signs"])
    meanings.update({code: code for code in table["currency_words"]})
    for name, entry in table["shared_currency_words"].items():
        meanings.update({code: code for code in entry.get("of", {}).values()})
        if "scale" not in entry:
            meanings.update({word: f"?{name} {word}" for word in entry["words"]})
    for code, words in table["currency_words"].items():
        meanings.update({word: code for word in words if len(word) > 3})
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    return re.compile(rf"(?:(?<![A-Za-z])|(?<=[$€£¥]))(?P<nation>[A-Z][a-z]+\s)?(?P<sign>{words})\s?\Z"), meanings


@cache
def _nations() -> Mapping[str, str]:
    """The countries that share the name of a currency, by name and demonym."""
    countries = standard().countries
    shared = {code for entry in units_table()["shared_currency_words"].values() for code in entry.get("of", {})}
    named = {countries[code].name: code for code in shared if code in countries}
    return named | {word: code for code in shared if code in countries for word in countries[code].demonyms}


@cache
def _rates() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The pattern of "a barrel", "per day", "daily", and what each means."""
    meanings = {word.lower(): unit for unit, words in units_table()["rates"].items() for word in words}
    words = "|".join(re.escape(word) for word in sorted(meanings, key=len, reverse=True))
    adverbs = "daily|weekly|monthly|yearly|annually|hourly"
    weights = "kilo|kg|ton|tonne|barrel|pound|ounce|dozen"
    return (
        re.compile(
            rf"""\s?(?:\([a-z]{{2,5}}\)\s)?(?:(?:for\s)?(?:per|an?|each|every)\s|/\s?)(?P<word>(?i:{words}))\b
                (?!-|'|\s(?:earlier|ago|later|before|after|on)\b)
               |\s(?P<adverb>{adverbs})\b(?!\s[a-z]+s\b)|\sthe\s(?P<weight>{weights})\b|\sper\s(?P<other>[a-z]+(?:-[a-z]+)?)\b""",
            re.VERBOSE,
        ),
        meanings,
    )


def sign_before(text: str, start: int, *, scaled: bool) -> tuple[str, int] | None:
    """The currency of the sign just before a number, and where the sign begins; a word counts before a scaled number alone."""
    pattern, meanings = _signs()
    match = pattern.search(text, max(0, start - 26), start)
    if match is None or match.end() != start:
        return None
    sign = match["sign"]
    if sign.islower() and not scaled:
        return None
    code = _nations().get((match["nation"] or "").strip()) if sign.islower() else None
    if code is None or not _has_one(meanings[sign], code):
        return meanings[sign], match.start("sign")
    return f"{meanings[sign]}@{code}", match.start()


def unit_after(text: str, end: int) -> Unit | None:
    """The unit whose words follow a number that ends at `end`."""
    pattern, meanings = _after()
    match = pattern.match(text, end)
    if match is None:
        return None
    name, money, scale = meanings[match["exact"] or match["loose"].lower()]
    if match["nation"]:
        code = _nations().get(match["nation"])
        if not money or (code is None and name.startswith("?dollar")):
            return None
        name = f"{name}@{code}" if code and _has_one(name, code) else name
    return Unit(name, match.end(), money, scale)


def _has_one(name: str, country: str) -> bool:
    """Whether a country has a currency of the name "?shilling shillings"."""
    return name.startswith("?") and country in units_table()["shared_currency_words"][name[1:].partition(" ")[0]].get("of", {})


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """What a unit is counted by, "barrel" for "a barrel", and where those words end."""
    pattern, meanings = _rates()
    match = pattern.match(text, end)
    if match is None:
        return None
    word = (match["word"] or match["adverb"] or match["weight"] or match["other"]).lower()
    return meanings.get(word, word), match.end()


def currency_of(name: str, here: Sequence[str], near: Sequence[str]) -> str:
    """The code of a word such as "?shilling shillings": that of the country named with it, or of one spoken of.

    `here` are the countries of the sentence, `near` those of the sentences around it.
    """
    if not name.startswith("?"):
        return name
    words, _, nation = name[1:].partition("@")
    key, _, word = words.partition(" ")
    entry: Mapping[str, Any] = units_table()["shared_currency_words"][key]
    of: Mapping[str, str] = entry.get("of", {})
    if nation:
        return of.get(nation, word)
    otherwise: str = entry.get("else") or _plural(word, entry["words"])
    if "alone" in entry:
        only = set(here)
        return of[next(iter(only))] if len(only) == 1 and only <= set(entry["alone"]) else otherwise
    return next((of[code] for code in (*here, *near) if code in of), otherwise)


def _plural(word: str, words: Sequence[str]) -> str:
    """The plural of a currency's name among its words: "krone" is "kroner"."""
    return next((one for one in words if len(one) > len(word) and one.startswith(word[:-1])), word)
