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
    scale: float = 1  # the scale written behind digits
    spelled: bool = False
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
    "milliard": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "score": 20,
    "lakh": 10**5,
    "crore": 10**7,
    "mln": 10**6,
    "bn": 10**9,
}
_HANS: Mapping[str, int] = {
    sign: 10**zeros for signs, zeros in (("千천", 3), ("万萬만", 4), ("億亿억", 8), ("兆조", 12)) for sign in signs
}
_PARTS: Mapping[str, int] = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
}
_ORDINALS: Mapping[str, int] = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_FOLDS: Mapping[str, int] = {"twice": 2, "double": 2, "thrice": 3, "treble": 3, "triple": 3}
_TOO_LARGE = 10**18  # nothing that is counted comes near; a row of digits is a code
_SUPERLATIVES = "largest|biggest|highest|greatest|top|most|busiest|richest|smallest|lowest|fastest|leading|main|important"
_SUPERLATIVES += "|longest|poorest|strongest|heaviest|oldest|wealthiest|worst|best"

_W = "(?:" + "|".join((*_ONES, *_TENS)) + ")"
_S = "(?:" + "|".join(_SCALE_WORDS) + ")"
_HEAD = rf"{_W}(?:[-\s]{_W})?"
_SCALED = rf"(?:{_HEAD}(?:\sand\sa\shalf)?(?:[-\s]{_S}\b)+|half\sa\s{_S}|an?\s{_S}(?:\s{_S}\b)*)"
_SPELLED = rf"(?:{_SCALED}(?:\s(?:and\s)?{_HEAD}(?:[-\s]{_S}\b)+)*(?:\sand\s{_W}(?:-{_W})?)?|{_HEAD}(?:\sand\sa\shalf)?)"
_PART = "(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twentieth)"
_NTH = "(?:" + "|".join(_ORDINALS) + ")"
# A bare fraction is a share where no noun follows that it might count or modify: "a third died", "by half", "up a quarter".
_AFTER_PART = (
    r"(?=\s(?:of|the|as|more|less|fewer|higher|lower|above|below|larger|smaller|bigger|cheaper|dearer|in|on|to|from|at|by|since"
    r"|was|were|is|are|had|has|have|went|came|died|said|thereof|short|and|or|last|this)\b|\s?[.,;:!?)]|\Z)(?!\s(?:of\s)?(?:an?|the)\s"
    r"(?:hour|century|mile|day|decade|year|inch|percentage|point)\b|\sof\s(?:last|this|next|the\s(?:year|fiscal))\b)"
)
_HALF_BEFORE = (
    r"(?:(?<=\bby\s)|(?<=\bthan\s)|(?<=\bnearly\s)|(?<=\balmost\s)|(?<=\bover\s)|(?<=\babout\s)|(?<=\bunder\s)|(?<=\bonly\s)"
    r"|(?<=\bbarely\s)|(?<=\bhardly\s)|(?<=\bjust\s)|(?<=\bsome\s)|(?<=\broughly\s)|(?<=\baround\s)|(?<=\bfully\s))"
)


@cache
def _pattern() -> re.Pattern[str]:
    """The pattern of every number; the outermost group that matched says how it is given."""
    table = units_table()
    scale = "|".join(sorted((re.escape(word) for word in table["scales"]), key=len, reverse=True))
    letters = "|".join(table["letter_scales"])
    multiples = "|".join(table["change"]["multiples"])
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+"
    digits += r"|[1-9]\d{0,2}(?:\s\d{3})+(?=\s[a-zA-Z])|\d+)(?:\.\d+)?(?:-\d/\d)?"
    han = "".join(_HANS)
    many = "two|three|four|five|six|seven|eight|nine|ten|hundred"
    of = r"(?:(?i:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|(?:a\s|one\s)?hundred)\b"
    of += r"|1?\d\b|[25]0\b|1,?000?\b)"
    return re.compile(
        rf"""(?:(?<![\w.,/:+-])|(?<=\b[A-Z]{{3}})(?=\d))(?:(?=\d)(?:
 (?P<rank_digits>(?P<nth>\d+)(?:st|nd|rd|th)[-\s](?:{_SUPERLATIVES})\b)
|(?P<fold_digits>(?P<folds>\d+(?:\.\d+)?)-?fold\b)
|(?P<in_digits>(?P<n>\d+)\s(?:in|out\sof)\s(?:every\s)?(?P<of>\d+)\b(?!\s?(?:{scale})))
|(?P<han>\d[\d,.]*[{han}]+(?:\d[\d,]*[{han}]*)*)
|(?P<digits>{digits})(?:(?:[\s-]?(?P<scale>{scale})(?![a-z])|(?P<letter>{letters})\b))?(?![a-zA-Z\d_/:+]|-[A-Z\d]|\.\d|,\d)
)|(?=[a-zA-Z])(?:
 (?P<rank>(?i:{_NTH})[-\s](?:{_SUPERLATIVES})\b)
|(?P<ranked>(?<=\branked\s)(?i:{_NTH})\b|(?<=\branks\s)(?i:{_NTH})\b|(?<=\brank\s)(?i:{_NTH})\b)
|(?P<number>[Nn][Oo]\.?\s(?P<no>[1-9]\d?)(?=\s[a-z]))
|(?P<second_to>second\sonly\sto\b)
|(?P<change>(?i:{multiples})\b(?!-))
|(?P<fold>(?i:{many})-?fold\b)
|(?P<twice>(?i:{"|".join(_FOLDS)})(?=\s(?:the|what|as|its|their|his|that|those|last)\b))
|(?P<factor>(?<=\bfactor\sof\s)(?i:{many})\b)
|(?P<fraction>(?i:half|(?:a|one)\s{_PART}\sof|{_W}\s{_PART}s\sof)\s(?i:an?)(?:\s(?P<fraction_of>million|billion|trillion)\b|(?=\s(?:(?:full\s|percentage\s)?point|per\s?cent))))
|(?P<share>(?i:(?:a|one)[-\s](?:{_PART}|(?<!and\sa\s)half)\b{_AFTER_PART}|{_W}[-\s](?:{_PART}s|halves)\b{_AFTER_PART}
   |(?<!first\s)(?<!second\s)(?<!latter\s)(?<!other\s)half\b(?=\s(?:of|the|its|their|all|that|this|these|those|his|her|our|as)\b(?!\s(?:century|decade|year|time|way|hour)\b))
   |{_HALF_BEFORE}half\b(?=\s?[.,;:!?)]|\s(?:in|on|to|from|since|are|is|were|was|have|had|has|and|over|at)\b|\Z)))
|(?P<every>(?i:every)\s(?P<every_nth>(?i:second|third|fourth|fifth|tenth))\b(?=\s[a-z]))
|(?P<in_words>(?i:one|two|three|four|five|six|seven|eight|nine)\s(?:[a-zA-Z][\w-]*\s){{0,2}}?(?:in|out\sof)\s(?:every\s)?(?P<all>{of})(?!\s?[a-z]*\s?\d))
|(?P<spelled>(?i:(?<=\bbetween\s)(?:{_SCALED}|{_HEAD})|{_SPELLED})\b)
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
        alike = one.sort is two.sort and one.sort in (Sort.PLAIN, Sort.SHARE)
        if _is_year_said(one, text):
            continue  # "from 2.1 billion in 2015 to 3 billion"
        if not alike or not _RANGE.fullmatch(between) or one.value >= two.value:
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


def _is_year_said(one: Numeral, text: str) -> bool:
    """Whether a number is a year after "in" or "of"."""
    digits = text[one.start : one.end]
    return bool(
        re.fullmatch(r"(?:1[5-9]|20)\d\d", digits)
        and re.search(r"\b(?:in|of|since|for)\s\Z", text[max(0, one.start - 7) : one.start])
    )


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
        spaced = spaced[:at] + "~" + spaced[at + 1 :]
    for match in _pattern().finditer(spaced):
        numeral = _numeral(match)
        if numeral is not None and numeral.value < _TOO_LARGE:
            yield numeral


def _numeral(match: re.Match[str]) -> Numeral | None:
    """The number that a match of the pattern gives."""
    start, end = match.span()
    group = {name: value for name, value in match.groupdict().items() if value is not None}
    table = units_table()
    if "digits" in group:
        value = _digits(group["digits"])
        scale = table["scales"].get(group.get("scale", ""), table["letter_scales"].get(group.get("letter", ""), 1))
        return Numeral(start, end, float(value * Decimal(str(scale))), scaled=scale != 1, scale=scale)
    if "han" in group:
        return Numeral(start, end, _han(group["han"]), scaled=True)
    if "change" in group:
        return Numeral(start, end, float(table["change"]["multiples"][group["change"].lower()]), Sort.CHANGE, spelled=True)
    if "spelled" in group:
        value_, scaled = _spelled(group["spelled"])
        return Numeral(start, end, value_, scaled=scaled, spelled=True) if value_ else None
    if "fraction" in group:
        return _fraction(start, end, group)
    if any(name in group for name in ("in_digits", "in_words", "share", "every")):
        return _part_of_whole(start, end, group)
    return _rank(start, end, group) or _fold(start, end, group)


def _rank(start: int, end: int, group: Mapping[str, str]) -> Numeral | None:
    """The number of a rank: "second-largest", "2nd biggest", "ranked fourth", "No. 2"."""
    if "second_to" in group:
        return Numeral(start, start + len("second"), 2.0, Sort.RANK)
    digits, word = group.get("nth") or group.get("no"), group.get("rank") or group.get("ranked")
    if digits is not None:
        return Numeral(start, end, float(digits), Sort.RANK)
    if word is not None:
        return Numeral(start, end, float(_ORDINALS[re.split(r"[-\s]", word.lower())[0]]), Sort.RANK)
    return None


def _fold(start: int, end: int, group: Mapping[str, str]) -> Numeral | None:
    """The number of a multiple: "five-fold", "twice what", "a factor of four"."""
    word = (
        group.get("folds") or group.get("twice") or group.get("factor") or re.split(r"-?fold", group.get("fold", "").lower())[0]
    )
    if not word:
        return None
    value = Decimal(word) if word[0].isdigit() else Decimal(_FOLDS.get(word.lower(), _ONES.get(word.lower(), 100)))
    return Numeral(start, end, float(value), Sort.FOLD)


def _part_of_whole(start: int, end: int, group: Mapping[str, str]) -> Numeral | None:
    """The number of a share: "one in five", "two barges in a hundred", "three quarters", "every second"."""
    if "in_digits" in group:
        return _share(start, end, int(group["n"]), int(group["of"]))
    if "every" in group:
        return _share(start, end, 1, _ORDINALS[group["every_nth"].lower()])
    if "in_words" in group:
        all_ = group["all"].lower().replace(",", "").split()[-1]
        of = int(all_) if all_.isdigit() else _ONES.get(all_, _TENS.get(all_, 100))
        return _share(start, end, _ONES[group["in_words"].split()[0].lower()], of)
    words = re.findall(r"[a-z]+", group["share"].lower())
    part = words[-1] if words[-1] in _PARTS else words[-1].removesuffix("s")
    return _share(start, end, _ONES.get(words[0], 1), _PARTS[part])


def _fraction(start: int, end: int, group: Mapping[str, str]) -> Numeral:
    """Part of a unit or a scale: "three quarters of a percentage point", "a quarter of a million"."""
    words = re.findall(r"[a-z]+", group["fraction"].lower())
    part = next(word for word in words if word.removesuffix("s") in _PARTS)
    scale = _SCALE_WORDS.get(group.get("fraction_of", ""), 1)
    return Numeral(start, end, _ONES.get(words[0], 1) / _PARTS[part.removesuffix("s")] * scale, scaled=scale > 1, spelled=True)


def _han(text: str) -> float:
    """The value of digits with the scales of East Asia: 1億2000万."""
    total = 0.0
    for digits, signs in re.findall(rf"(\d[\d,.]*)([{''.join(_HANS)}]*)", text):
        value = float(digits.replace(",", "").rstrip("."))
        for sign in signs:
            value *= _HANS[sign]
        total += value
    return total


def _share(start: int, end: int, n: int, of: int) -> Numeral | None:
    """A fraction as so many of a hundred."""
    if not 0 < n < of:
        return None
    return Numeral(start, end, round(100 * n / of, 1), Sort.SHARE, spelled=True)


def _digits(text: str) -> Decimal:
    """The value of digits: 1,500.5, 2-1/2."""
    whole, _, part = text.partition("-")
    value = Decimal(re.sub(r"[,\s]", "", whole))
    if part:
        top, bottom = part.split("/")
        value += Decimal(top) / Decimal(bottom) if int(bottom) else 0
    return value


def _spelled(text: str) -> tuple[float, bool]:
    """The value of number words: "two dozen", "one hundred and five thousand"."""
    words = re.findall(r"[a-z]+", text.lower())
    if words[:2] == ["half", "a"]:
        return _SCALE_WORDS[words[2]] / 2, True
    total, current, scaled = 0.0, 0.0, False
    for word in words:
        if word in _SCALE_WORDS:
            scale = _SCALE_WORDS[word]
            scaled = True
            if scale == 100 or scale in (12, 20):
                current = (current or 1) * scale
            else:
                total += (current or total or 1) * scale - (0 if current else total)
                current = 0
        elif word == "half":
            current += 0.5
        elif word not in ("and", "a", "an"):
            current += _ONES.get(word, _TENS.get(word, 0))
    return float(min(total + current, _TOO_LARGE)), scaled
