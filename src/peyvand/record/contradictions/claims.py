"""Claims of a first: "the first visit by a prime minister since 1978", read in the sentence that an event's words stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from peyvand.model import Event, Quote
from peyvand.record.contradictions.indicators import countries_named
from peyvand.record.contradictions.table import table

SENTENCE = 400  # characters before and behind a quote in which its sentence, and the next, are looked for
_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z])|\n\s*\n")
_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = {
    word: at for at, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen".split())
} | {"a": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "fourteen": 14, "fifteen": 15}
_SINCE = rf"since (?:[^.;,]{{0,45}}?\b)??(?:(?P<month>{'|'.join(_MONTHS)}) )?(?P<year>(?:1[89]|20)\d\d)\b"
_WITHIN = (
    r"in (?:(?:more than|over|nearly|almost|about|some|around) )?"
    r"(?P<number>\d{1,3}|[a-z]+) (?P<unit>years?|decades?|century|centuries)\b"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """That nothing of the kind was between a day and the event."""

    words: str  # "first Japanese prime minister to travel to Tehran since Takeo Fukuda in 1978"
    begin: int  # the first day, an ordinal, on which there is to have been nothing
    manner: str | None  # how such an event is done, as far as the words tell
    level: str | None  # by the holder of which office
    nation: str | None  # of which country


def claim_of(event: Event, text: str, start: int, day: int) -> Claim | None:
    """The claim that the sentence of an event makes, or the next one, if any; its quote begins at `start` of the text."""
    for sentence in _sentences(text, start, start + len(event.quote.exact)):
        found = _pattern().search(sentence)
        if found is None:
            continue
        begin = _begin(found, day)
        if begin is not None and begin < day:
            return _claim(" ".join(found[0].split()), found["what"], begin)
    return None


def sentences_around(text: str, quote: Quote) -> tuple[str, int] | None:
    """A stretch of a source's text about a quote, and where the quote begins in it; None where the text has it no more."""
    if text[quote.start : quote.end] != quote.exact:
        return None
    first = max(0, quote.start - SENTENCE)
    return text[first : quote.end + SENTENCE], quote.start - first


def _sentences(text: str, start: int, end: int) -> list[str]:
    """The sentence that holds these characters, and the next one if it goes on about the same."""
    first = max((found.end() for found in _END.finditer(text, 0, start)), default=0)
    stops = [found.start() for found in _END.finditer(text, end)] + [len(text)]
    here = [text[first : stops[0]]]
    following = text[stops[0] : stops[1]].lstrip("\"”’' \n") if len(stops) > 1 else ""
    return [*here, following] if table().claims.goes_on.match(following) else here


def _pattern() -> re.Pattern[str]:
    """Finds a claim in a sentence."""
    return re.compile(rf"\bfirst\b(?P<what>[^.;]{{0,{table().claims.reach}}}?)\s(?:{_SINCE}|{_WITHIN})")


def _begin(found: re.Match[str], day: int) -> int | None:
    """The first day on which there is to have been nothing, taken late rather than early."""
    if found["year"]:
        month = _MONTHS.index(found["month"]) + 1 if found["month"] else 12
        year = int(found["year"])
        return date(year + month // 12, month % 12 + 1, 1).toordinal()
    number = int(found["number"]) if found["number"].isdigit() else _NUMBERS.get(found["number"])
    years = table().claims.decades.get(found["unit"])
    if number is None or years is None:
        return None
    year = date.fromordinal(day).year - number * years + 1
    return date(year, 1, 1).toordinal() if year > 0 else None


def _claim(words: str, what: str, begin: int) -> Claim:
    """What is claimed."""
    known = table().claims
    manner = next((manner for manner, pattern in known.manners.items() if pattern.search(what)), None)
    found = [(len(hit[0]), level) for level, pattern in known.levels.items() if (hit := pattern.search(what))]
    level = max(found)[1] if found else None
    nations = countries_named(what)
    nation = nations[0] if nations and level is not None else None
    return Claim(words, begin, manner, level, nation)
