"""The words of time: where a text speaks of a day, month, year or span, before it is known which one is meant.

One regular expression finds the cores ("March 22", "last week", "1970s"); what stands before a core ("since early",
"by the end of") is read backwards from it. Offsets count in the text given.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon() -> Mapping[str, Any]:
    """The words of time, from their data file."""
    return tomllib.loads(files("peyvand.reading").joinpath("lexicon/time.toml").read_text(encoding="utf-8"))


@cache
def months() -> Mapping[str, int]:
    """Numbers of the months by lower-case name or abbreviation without a full stop."""
    named = {name.lower(): number for number, name in enumerate(lexicon()["months"], 1)}
    return named | {name.lower(): number for name, number in lexicon()["month_abbreviations"].items()}


@cache
def persian_months() -> Mapping[str, int]:
    """Numbers of the Iranian months by lower-case name."""
    return {name.lower(): number for number, names in enumerate(lexicon()["persian_months"], 1) for name in names}


NUMBERS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "couple of": 2, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}
ORDINALS: Mapping[str, int] = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}

_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[4-9]|20)\d\d"
_UNIT = r"(?:day|week|month|year|decade)s?"
_COUNT = rf"(?:\d{{1,3}}|(?:a\s)?{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_SPAN = r"(?:week(?:end)?|month|year|decade|century|quarter|spring|summer|autumn|fall|winter)"


@cache
def _core() -> re.Pattern[str]:
    """The pattern of every core; the group that matched is the kind."""
    data = lexicon()
    full = [*data["months"], *(name.upper() for name in data["months"])]
    month = "(?:" + "|".join(full) + "|(?:" + "|".join(data["month_abbreviations"]) + r")\b\.?)"
    bare = "|".join(name for name in data["months"] if name not in data["month_homographs"])
    homographs = "|".join(data["month_homographs"])
    weekday = "(?:" + "|".join(data["weekdays"]) + ")"
    persian = "|".join(name.title() for name in persian_months())
    dash, word = r"\s?(?:-|–|/)\s?", r"\s(?:to|and|through|until)\s"
    named = rf"(?:{bare}|{homographs})"
    no_number = r"(?!,\d|\.\d|\s?(?:%|pct\b|per\s?cent|million|billion|mln|bn\b))"
    nth = r"(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th|opening)"
    eras = "|".join(data["eras"])
    occasion = "|".join(noun for group in data["occasions"]["groups"] for noun in group)
    away = rf"{_UNIT}\s(?:after|before|following|ahead\sof)\s(?:the|his|her|their|its|that|this)\s(?:[a-z]+\s)?(?:{occasion})\b"
    same = r"(?:\s(?:of\s)?(?:that|the\ssame)\syear\b)?"
    year = rf"(?:{_YEAR}\b|(?:last|this|next)\syear\b)"
    # Grouped by the first character, so that most words of a text cost two looks.
    return re.compile(
        rf"""\b(?:(?=\d)(?:
 (?P<iso>(?:1[4-9]|20)\d\d-[01]\d-[0-3]\d\b)
|(?P<numeric>\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d\b)
|(?P<persian>{_DAY}\s(?:{persian}),?\s1[34]\d\d\b)
|(?P<era_day>{_DAY}\s(?:of\s)?{month},?\s(?:{eras})\s\d{{1,2}}\b)
|(?P<days>{_DAY}(?:{dash}|{word}){_DAY}\s(?:of\s)?{month}(?:,?\s{_YEAR}\b)?)
|(?P<day>{_DAY}\s(?:of\s)?{month}(?:,?\s{_YEAR}\b)?)
|(?P<part>(?:1st|2nd|3rd|4th)\s(?:quarter|half)\b(?:,?\s(?:of\s)?{year})?)
|(?P<years>{_YEAR}\s?[-–/]\s?(?:\d\d|{_YEAR})\b(?![-–]\d))
|(?P<decade>(?:1[4-9]|20)\d0'?s\b)
|(?P<century>(?:1\d|20|21)(?:st|th)[\s-][Cc]entury\b)
|(?P<months_to>\d{{1,2}}\smonths\s(?:to|ended|ending|through)\s(?:in\s)?{month}(?:,?\s{_YEAR}\b)?)
|(?P<offset>\d{{1,3}}\s{away})
|(?P<ago>\d{{1,3}}\s{_UNIT}\s(?:ago|earlier|later|afterwards|before(?=\s*[.,;)]|$))\b)
|(?P<nth_day>(?<=\bon\sthe\s)(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?=\s*(?:[.,;:)]|$|(?:in|at|to|by|after|for|from|and|that)\b)))
|(?P<year>{_YEAR}\b(?![-–/.:]\d|,\d\d\d|%|\s?(?:pct|per\s?cent|percent|million|billion|mln|bn|trillion|tonnes|tons|km|kilomet|met(?:re|er)s|MW|mm|barrels|bpd|dollars|people|GMT|UTC|hours)\b))
)|(?=[A-Z])(?:
 (?P<cap_persian>(?:{persian}),?\s1[34]\d\d\b|(?:Iranian|Persian)\s(?:\w+\s)?year\s1[34]\d\d\b)
|(?P<cap_era_day>{month}\s{_DAY},?\s(?:{eras})\s\d{{1,2}}\b)
|(?P<era>(?:{eras})\s\d{{1,2}}\b)
|(?P<cap_days>{month}\s{_DAY}(?:{dash}|{word}){_DAY}\b{no_number}(?:,?\s{_YEAR}\b)?)
|(?P<cap_day>{month}\s{_DAY}\b{no_number}(?:,?\s{_YEAR}\b)?)
|(?P<months>{named}(?:{dash}|\s(?:to|through|and)\s){named}(?:,?\s(?:of\s)?{year})?)
|(?P<month>{month},?\s(?:of\s)?{year})
|(?P<weekday>{weekday}\b(?:\s(?:of\s)?(?:last|this|next)\sweek\b)?)
|(?P<bare_month>(?:{bare})\b{same})
|(?P<homograph>(?:(?<=\bin\s)|(?<=\bIn\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\bsince\s)|(?<=\bSince\s)|(?<=\blate\s)|(?<=\bearly\s)|(?<=\bmid-)|(?<=\bfrom\s))(?:{homographs})\b{same})
|(?P<cap_part>[QH][1-4]\b(?:,?\s(?:of\s)?{year})?)
|(?P<cap_fiscal>(?:Fiscal(?:\s[Yy]ear)?\s|FY\s?)(?:20|19)?\d\d(?:[-–/]\d\d(?:\d\d)?)?\b)
)|(?=[Ll]a|[Tt]h|[Nn]e|[Pp]a|[Pp]r|[Cc]o|[Cc]u|[Ee]a|[Ss]o|[Yy]|[Tt]o|[Oo]v|[Ww]i|[Ii]n|[Ff][iou]|[Ee]nd|[Cc]l|[Dd]u|[Aa]\s|s|[A-Za-z]+\s(?:day|week|month|year|decade|hour)|[Hh]ours|[Mm]inutes|[Aa]t|[Oo]n|o|bu)(?:
 (?P<fiscal>fiscal(?:\syear)?\s(?:20|19)?\d\d(?:[-–/]\d\d(?:\d\d)?)?\b)
|(?P<fiscal_end>(?:(?:financial|fiscal|business)\s)?year\s(?:to|ending|ended|through)\s(?:in\s|on\s)?(?:{month}\s{_DAY}\b|(?:{_DAY}\s)?{month})(?:,?\s{_YEAR}\b)?)
|(?P<low_part>(?i:{nth})\s(?:quarter|half)\b(?:,?\s(?:of\s)?(?:the\syear\s)?{year})?)
|(?P<first_months>(?i:first)\s{_COUNT}\smonths\b(?:\sof\s(?:{_YEAR}\b|(?:last|this|next|the)\syear\b))?)
|(?P<week_of>(?i:{nth})\sweek\s(?:of|in)\s{month}(?:,?\s{_YEAR}\b)?)
|(?P<low_months_to>(?i:{_COUNT})\smonths\s(?:to|ended|ending|through)\s(?:in\s)?{month}(?:,?\s{_YEAR}\b)?)
|(?P<season>(?:spring|summer|autumn|fall|winter)\s(?:of\s)?{_YEAR}\b)
|(?P<low_weekday>(?i:last|this|next|coming|past|previous)\s{weekday}\b)
|(?P<other_month>(?i:last|this|next|coming)\s{named}\b)
|(?P<relative>(?i:(?:(?:earlier|later|so\sfar)\s)?(?:last|this|next|past|previous|coming|current|the\sfollowing)\s(?:(?:calendar|fiscal|financial)\s)?{_SPAN}\b))
|(?P<end_of>(?i:(?:the\s)?(?:end|close)\sof\sthe\s(?:year|month|decade)|year[\s-]end)\b)
|(?P<near>(?i:yesterday|today|tonight|tomorrow|overnight|(?:this\s(?:morning|afternoon|evening))|last\snight|the\sday\sbefore\syesterday|(?:over|at|during)?\s?the\sweekend)\b)
|(?P<stretch>(?i:in|over|during|for|within)\s(?:the\s)?(?:last|past|next|coming|following)\s{_COUNT}\s{_UNIT}\b)
|(?P<within>(?i:within|inside)\s(?:about\s)?{_COUNT}\s{_UNIT}\b)
|(?P<that>(?i:that|the\s(?:same|following|next|previous))\s(?:day|morning|afternoon|evening|night|week|month|year|period)\b)
|(?P<hours>(?i:(?:(?:{_COUNT}|some|several|a\sfew)\s)?(?:hours|minutes)\s(?:later|earlier|afterwards))\b)
|(?P<low_offset>(?i:{_COUNT})\s{away})
|(?P<low_ago>(?i:{_COUNT})\s{_UNIT}\s(?:ago|earlier|later|afterwards|before(?=\s*[.,;)]|$))\b)
))""",
        re.VERBOSE,
    )


_BOUND = (
    r"(?:(?P<since>(?:ever\s)?since(?:\sat\sleast)?)|(?P<from>starting(?:\s(?:in|on|from))?|beginning(?:\s(?:in|on|from))?|"
    r"as\sfrom|effective|with\seffect\sfrom|from)|(?P<by>by|no\slater\sthan|not\slater\sthan|on\sor\sbefore)|"
    r"(?P<until>(?:up\s)?until|till|up\sto|through)|(?P<before>before|prior\sto|ahead\sof)|(?P<after>after|following)|"
    r"(?P<between>between))\s+"
)
_PART = (
    r"(?:(?P<early>early(?:\sin)?|(?:the\s)?(?:start|beginning)\sof|around|circa|about|some|almost|nearly|over|more\sthan)"
    r"|(?P<mid>(?:the\s)?middle\sof|mid)|(?P<late>late(?:\sin)?)|(?P<end>(?:the\s)?(?:end|close)\sof|end(?=-))"
    r"|(?P<plain>(?:later|earlier)(?:\s(?:in|on))?))(?:\s+|-)"
)
_BEFORE = re.compile(
    rf"(?:(?<=^)|(?<=[\s(\"'—–,-]))(?:{_BOUND}|(?:in|on|during|at|of)\s+)?(?:the\s+)?(?:{_PART})?(?:the\s+)?\Z", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:[$€£¥#.,/\d-]|\b(?:[Rr]esolutions?|No\.?|[Nn]umber|[Aa]rticle|[Ss]ection|UNSCR|[Tt]ype|[Rr]oute|room|page|paragraph|[Cc]hapter))\s?\Z"
)
_PREPOSED = re.compile(
    r"\b(?:in|since|by|of|until|till|from|before|after|during|between|to|and|or|through|for|on|around|early|late|mid|circa|than)[\s-](?:the\s)?\Z",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"(?:'s)?\s(?!(?:and|or|to|the|in|on|at|by|for|with|when|after|before|as|but|from|of|was|were|is|are|has|had|that|which|who|while|because|until|through|due|under|following|amid)\b)[A-Za-z]"
)
_PLURAL_AFTER = re.compile(r"\s(?:[a-z]+\s)?[a-z]{3,}s\b")
# "The first visit since 2012" took place at no time that this tells.
FIRST_SINCE = re.compile(
    r"(?<!\bat\s)\b(?:first|highest|lowest|largest|biggest|worst|best|record|most|least|smallest|slowest|fastest)\b[^,;.]{0,40}since\s?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Mention:
    """A core with what stands before it; `start:end` holds both."""

    kind: str
    text: str  # the core
    start: int
    core: int  # where the core begins
    end: int
    bound: str | None = None  # since, from, by, until, before, after, between
    part: str | None = None  # early, mid, late, end, plain
    modifier: bool = False  # dates the noun that follows, not the clause: "the 2015 deal", "Monday's meeting"


def mentions(text: str) -> Iterator[Mention]:
    """Every core of a text, in order, with its bound and its part."""
    for match in _core().finditer(text):
        kind = (match.lastgroup or "").removeprefix("cap_").removeprefix("low_")
        start, end = match.span()
        head = text[max(0, start - 45) : start]
        following = text[end : end + 40]
        modifier = following.startswith("'s ") and following[3:4].isalpha()
        if kind == "year":
            if _NUMBERED.search(head) and not re.search(r"\b(?:mid|early|late|end|pre|post)-\Z", head, re.IGNORECASE):
                continue
            noun = bool(_NOUN_AFTER.match(following))
            if (
                noun
                and not _PREPOSED.search(head)
                and _PLURAL_AFTER.match(following)
                and not re.search(r"\b(?:the|its|'s|their|his|her)\s\Z", head)
            ):
                continue  # a count: "1500 tonnes"
            modifier = modifier or (
                noun and not re.search(r"\b(?:in|since|by|until|from|to|and|early|late|mid)[\s-]\Z", head, re.IGNORECASE)
            )
        if kind == "years":
            modifier = bool(_NOUN_AFTER.match(following)) and bool(re.search(r"\b(?:the|its|a|their)\s\Z", head, re.IGNORECASE))
        mention = Mention(kind, match.group(), start, start, end, modifier=modifier)
        _look_back(mention, head)
        yield mention


def _look_back(mention: Mention, head: str) -> None:
    """Read the bound and the part before a core, and move its start there."""
    before = _BEFORE.search(head)
    if before is None or not before.group().strip():
        return
    for name, value in before.groupdict().items():
        if value is None:
            continue
        if name in ("early", "mid", "late", "end", "plain"):
            mention.part = name
        else:
            mention.bound = name
    mention.start -= len(before.group())
