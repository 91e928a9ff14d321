"""Numbers in a text, in digits and in words, with their scale: 46.51 million, 2.2 mln, three dozen, a third, 15-20.

Offsets count in the text given. What a number counts is for others to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any


class Sort(Enum):
    """How a number is given."""

    PLAIN = auto()
    SHARE = auto()  # "a third of", "one in five": already of 100
    CHANGE = auto()  # "doubled": a change in percent
    FOLD = auto()  # "twofold", "five-fold"
    RANK = auto()  # "second-largest"


@dataclass(slots=True)
class Numeral:
    """A number and where it stands; `low` and `high` where it is one end of a range."""

    start: int
    end: int
    value: float
    sort: Sort = Sort.PLAIN
    scaled: bool = False
    spelled: bool = False
    rounded: bool = False  # "a third" is 33.3
    low: bool = False
    high: bool = False


@cache
def units_table() -> Mapping[str, Any]:
    """What numbers count, from its data file."""
    return tomllib.loads(files("peyvand.reading").joinpath("lexicon/units.toml").read_text(encoding="utf-8"))


_ONES: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS: Mapping[str, int] = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALE_WORDS: Mapping[str, int] = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "score": 20,
    "lakh": 10**5,
    "crore": 10**7,
    "mln": 10**6,
    "bn": 10**9,
}
_PARTS: Mapping[str, int] = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 2)
}
_TOO_LARGE = 10**18  # nothing that is counted comes near; a row of digits is a code
_SUPERLATIVES = "largest|biggest|highest|greatest|top|most|busiest|richest|smallest|lowest|fastest|leading|main|important"

_W = "(?:" + "|".join((*_ONES, *_TENS)) + ")"
_S = "(?:" + "|".join(_SCALE_WORDS) + ")"
_SPELLED = rf"(?:{_W}(?:[-\s]{_W})?(?:[-\s]{_S}\b)*|half\sa\s{_S}|an?\s{_S})"
_SPELLED += rf"(?:\s(?:and\s)?{_W}(?:[-\s]{_W})?(?:[-\s]{_S})+)*(?:\sand\s{_W}(?:-{_W})?)?"


@cache
def _pattern() -> re.Pattern[str]:
    """The pattern of every number; the outermost group that matched says how it is given."""
    table = units_table()
    scale = "|".join(sorted((re.escape(word) for word in table["scales"]), key=len, reverse=True))
    letters = "|".join(table["letter_scales"])
    multiples = "|".join(table["change"]["multiples"])
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?(?:-\d/\d)?"
    return re.compile(
        rf"""(?:(?<![\w.,/:+-])|(?<=\b[A-Z]{{3}})(?=\d))(?:(?=\d)(?:
 (?P<rank_digits>(?P<nth>\d+)(?:st|nd|rd|th)[-\s](?:{_SUPERLATIVES})\b)
|(?P<fold_digits>(?P<folds>\d+(?:\.\d+)?)-?fold\b)
|(?P<in_digits>(?P<n>\d+)\s(?:in|out\sof)\s(?:every\s)?(?P<of>\d+)\b(?!\s?(?:{scale})))
|(?P<digits>{digits})(?:(?:[\s-]?(?P<scale>{scale})(?![a-z])|(?P<letter>{letters})\b))?(?![a-zA-Z\d_/:+]|-[A-Z\d]|\.\d|,\d)
)|(?=[a-zA-Z])(?:
 (?P<rank>(?i:{"|".join(_ORDINALS)})[-\s](?:{_SUPERLATIVES})\b)
|(?P<change>(?i:{multiples})\b(?!-))
|(?P<fold>(?i:two|three|four|five|six|seven|eight|nine|ten|hundred)-?fold\b)
|(?P<share>(?i:(?:a|one|two|three|four|nine)[-\s](?:third|quarter|fifth|sixth|eighth|tenth)s?\b(?=\s(?:of|the)\b)|half\b(?=\s(?:of|the|its|their|all)\b(?!\s(?:century|decade|year|time|way)\b))))
|(?P<in_words>(?i:one|two|three|four|nine)\s(?:in|out\sof)\s(?:every\s)?(?i:two|three|four|five|six|seven|eight|nine|ten)\b)
|(?P<spelled>(?i:{_SPELLED})\b)
))""",
        re.VERBOSE,
    )


_RANGE = re.compile(r"\s?(?:-|–|—)\s?|\s(?:to|or|and)\s(?:some\s|about\s)?")
_HYPHENED = re.compile(r"(?<![\w.,/:+-])(\d[\d,]*(?:\.\d+)?)([-–])(?=\d[\d,]*(?:\.\d+)?(?:\s|%|[a-z]|,|\.|\)|$))")


def numerals(text: str) -> list[Numeral]:
    """Every number of a text, in order, the ends of a range marked as such."""
    found = sorted(_scan(text), key=lambda one: one.start)
    for one, two in pairwise(found):
        between = text[one.end : two.start].replace("$", "").replace("€", "").replace("£", "")
        plain = one.sort is Sort.PLAIN and two.sort is Sort.PLAIN
        if not plain or not _RANGE.fullmatch(between) or one.value >= two.value:
            continue
        word = between.strip().split(" ")[0]
        if word == "and" and not re.search(r"\bbetween\s\W?\Z", text[max(0, one.start - 10) : one.start], re.IGNORECASE):
            continue
        signed = text[one.start - 1 : one.start] in ("$", "€", "£") and text[two.start - 1 : two.start] in ("$", "€", "£")
        if signed and re.search(r"\bby\s.?\Z", text[max(0, one.start - 5) : one.start]):
            continue  # "raised by $2 to $35" is a change and a level
        one.low, two.high = True, True
        ratio = _scale_of(text[two.start : two.end])
        if two.scaled and not one.scaled and ratio and one.value < 1000:
            one.value = float(Decimal(str(one.value)) * ratio)
    return found


def _scale_of(text: str) -> int:
    """The scale written at the end of a number."""
    words = re.findall(r"[^\W\d]+", text)
    table = units_table()
    return int(table["scales"].get(words[-1], table["letter_scales"].get(words[-1], 0))) if words else 0


def _scan(text: str) -> Iterator[Numeral]:
    """The numbers as the pattern finds them; a range with a hyphen is split first."""
    spaced = text
    for match in _HYPHENED.finditer(text):
        at = match.start(2)
        low, high = match[1].replace(",", ""), re.match(r"[\d,]*\d", text[at + 1 :])
        if low.startswith("0") or high is None or float(low) >= float(high.group().replace(",", "")):
            continue
        spaced = spaced[:at] + " " + spaced[at + 1 :]
    for match in _pattern().finditer(spaced):
        numeral = _numeral(match)
        if numeral is not None and numeral.value < _TOO_LARGE:
            yield numeral


def _numeral(match: re.Match[str]) -> Numeral | None:  # noqa: PLR0911 - one return a case
    """The number that a match of the pattern gives."""
    start, end = match.span()
    group = {name: value for name, value in match.groupdict().items() if value is not None}
    table = units_table()
    if "digits" in group:
        value = _digits(group["digits"])
        scale = table["scales"].get(group.get("scale", ""), table["letter_scales"].get(group.get("letter", ""), 1))
        return Numeral(start, end, float(value * Decimal(str(scale))), scaled=scale != 1)
    if "rank_digits" in group:
        return Numeral(start, end, float(group["nth"]), Sort.RANK)
    if "rank" in group:
        return Numeral(start, end, float(_ORDINALS[re.split(r"[-\s]", group["rank"].lower())[0]]), Sort.RANK)
    if "change" in group:
        return Numeral(start, end, float(table["change"]["multiples"][group["change"].lower()]), Sort.CHANGE, spelled=True)
    if "fold_digits" in group or "fold" in group:
        word = group.get("folds") or re.split(r"-?fold", group["fold"].lower())[0]
        value = Decimal(word) if word[0].isdigit() else Decimal(_ONES.get(word, 100))
        return Numeral(start, end, float(value), Sort.FOLD)
    if "in_digits" in group:
        n, of = int(group["n"]), int(group["of"])
        return _share(start, end, n, of) if 0 < n < of else None
    if "in_words" in group:
        words = re.findall(r"[a-z]+", group["in_words"].lower())
        return _share(start, end, _ONES[words[0]], _ONES[words[-1]])
    if "share" in group:
        words = re.findall(r"[a-z]+", group["share"].lower())
        return _share(start, end, _ONES.get(words[0], 1), _PARTS[words[-1].rstrip("s")])
    value_, scaled = _spelled(group["spelled"])
    return Numeral(start, end, value_, scaled=scaled, spelled=True) if value_ else None


def _share(start: int, end: int, n: int, of: int) -> Numeral | None:
    """A fraction as so many of a hundred."""
    if not 0 < n < of:
        return None
    exact = 100 * n / of
    return Numeral(start, end, round(exact, 1), Sort.SHARE, spelled=True, rounded=exact != round(exact, 1))


def _digits(text: str) -> Decimal:
    """The value of digits: 1,500.5, 2-1/2."""
    whole, _, part = text.partition("-")
    value = Decimal(whole.replace(",", ""))
    if part:
        top, bottom = part.split("/")
        value += Decimal(top) / Decimal(bottom) if int(bottom) else 0
    return value


def _spelled(text: str) -> tuple[float, bool]:
    """The value of number words: "two dozen", "one hundred and five thousand"."""
    words = re.findall(r"[a-z]+", text.lower())
    if words[:2] == ["half", "a"]:
        return _SCALE_WORDS[words[2]] / 2, True
    total, current, scaled = 0, 0, False
    for word in words:
        if word in _SCALE_WORDS:
            scale = _SCALE_WORDS[word]
            scaled = True
            if scale == 100 or scale in (12, 20):
                current = max(current, 1) * scale
            else:
                total += max(current, 1) * scale
                current = 0
        elif word not in ("and", "a", "an"):
            current += _ONES.get(word, _TENS.get(word, 0))
    return float(min(total + current, _TOO_LARGE)), scaled
