"""Numbers with what they count, as far as a few words around them say it: "132 warplanes", "18 dlrs a barrel", "over 50 pct".

Years, clock times, ages, durations, ordinals in names, labels and small counts made in passing are no measures.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from peyvand.model import Bound
from peyvand.reading.numbers import Numeral, Sort, numerals, units_table
from peyvand.reading.units import currency_of, rate_after, sign_before, unit_after

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from peyvand.reading.document import Part

_BOUNDS: tuple[tuple[Bound, str], ...] = (
    (
        Bound.AT_LEAST,
        (
            r"(?:well\s|just\s|slightly\s|far\s)?(?:more\sthan|over|above|upwards?\sof|in\sexcess\sof)|at\sleast|no\s(?:less|fewer)\sthan|exceed(?:s|ed|ing)?"
            r"|(?:a\s)?minimum\sof|topp(?:ed|ing)|surpass(?:ed|es|ing)?"
        ),
    ),
    (
        Bound.AT_MOST,
        r"(?:less|fewer)\sthan|under|below|up\sto|as\s(?:much|many|high)\sas|at\smost|(?:no|not)\smore\sthan|(?:a\s)?maximum\sof|just\sunder",
    ),
    (
        Bound.ABOUT,
        r"about|around|some|roughly|approximately|approx\.|nearly|almost|close\sto|an?\sestimated|estimated|perhaps|near|circa|probably|an\saverage(?:\sof)?",
    ),
)
_BEFORE = re.compile(
    "(?:" + "|".join(rf"(?P<{bound.name}>\b(?:{words}))" for bound, words in _BOUNDS) + r")\s(?:a\s|only\s)?\Z", re.IGNORECASE
)
_LABEL = re.compile(
    r"\b(?:[Rr]esolutions?|No|[Nn]umber|[Aa]rticles?|[Ss]ections?|[Cc]hapter|UNSCR|[Tt]ype|[Pp]aragraph|[Pp]ages?|[Rr]oom|[Rr]oute|[Hh]ighway|[Ff]light"
    r"|[Pp]hase|[Tt]rack|[Cc]lass|[Ll]evel|[Vv]ersion|[Vv]ol|[Gg]roup\sof|World\sWar|[Aa]ged?|[Aa]nnex|[Tt]able|[Ff]igure|[Ss]tage|[Tt]ranche|[Pp]art|[Ii]tem"
    r"|[Cc]hannel|[Bb]lock|[Uu]nit|[Bb]atch|Vision|Agenda|[Nn]ote|[Ll]ine|[Ss]eason|[Pp]oint|[Ww]eek|[Dd]ay|[Aa]ges?\sof)s?\.?\s\Z"
)
_AGE = re.compile(r"[A-Z][\w.'-]+,\s\Z")
_MULTIPLE = re.compile(r"\stimes\s(?:what|more|higher|larger|greater|bigger|the|as|that|its|their|faster|over)\b")
_ELIDED_AFTER = re.compile(
    r"\b(?:was|were|is|are|be|been|to|with|against|from|than|totall?ed|reached|hit|at|of|and|numbered|about|around|some|nearly|almost|over|sold|bought|only|imported|exported|by|including|plus|another|up|down)\s\W?\Z",
    re.IGNORECASE,
)
_EXCHANGE = re.compile(r"\s(?:to|per|against|for)\s(?:the|a|one)\s(?P<other>(?:U\.?S\.?\s)?dollar|euro)\b")
_FEW = 10  # counts below this are figures only of things that matter one by one: ships, reactors, resolutions
_BIG = 100_000  # so large a number doesn't take up the unit of a small one
_SCAN = 6  # words between a number and its noun


@dataclass(slots=True)
class Measure:
    """A number with its unit; offsets count in the part's text."""

    numeral: Numeral
    start: int
    end: int
    value: float
    unit: str | None  # None while it is elided: "totalled 436 mln"
    token: Token  # the number's own
    noun: Token | None = None  # what is counted, where it is a noun of the text
    bound: Bound | None = None
    lender: Measure | None = None  # whose unit it took, where its own is elided
    upper: Measure | None = None  # the other end of a range


def measures(part: Part, text: str, taken: Sequence[tuple[int, int]], countries: Callable[[int], Iterable[str]]) -> list[Measure]:
    """The measures of a part, in order; `countries` gives the countries spoken of around an offset."""
    found: list[Measure] = []
    for numeral in numerals(text):
        if any(start < numeral.end and numeral.start < end for start, end in taken):
            continue
        measure = _measure(numeral, part.doc, text, countries)
        if measure is not None:
            measure.bound = _bound(text, measure)
            found.append(measure)
    _share_units(found, text)
    for measure in found:
        if measure.unit is not None and measure.unit.startswith("?"):
            name, _, per = measure.unit.partition(" per ")
            measure.unit = f"{currency_of(name, countries(measure.start))} per {per}"
    return [measure for measure in found if measure.unit is not None]


def _measure(numeral: Numeral, doc: Doc, text: str, countries: Callable[[int], Iterable[str]]) -> Measure | None:
    """The number with its unit; None where it is no measure."""
    span = doc.char_span(numeral.start, numeral.end, alignment_mode="expand")
    if span is None:
        return None
    token = span.root
    measure = Measure(numeral, numeral.start, numeral.end, numeral.value, None, token)
    if numeral.sort is not Sort.PLAIN:
        return _special(measure, doc, text)
    sign = sign_before(text, numeral.start)
    unit = unit_after(text, numeral.end)
    if (
        unit is not None
        and text[numeral.end : numeral.end + 1] == "-"
        and not unit.money
        and unit.name in ("degrees", "feet", "magnitude")
    ):
        unit = None
    if sign is not None:
        measure.unit, measure.start = sign
        if unit is not None and unit.money:
            measure.end = unit.end
    elif unit is not None:
        measure.unit, measure.end = unit.name, unit.end
        measure.value *= unit.scale
        if unit.money:
            measure.unit = currency_of(unit.name, countries(numeral.start))
    if measure.unit is not None:
        return _with_rate(measure, text)
    if numeral.low:
        return measure  # its unit is that of the upper end
    counted = _counted(measure, doc, span.end, text)
    return measure if counted is None and numeral.high else counted


def _with_rate(measure: Measure, text: str) -> Measure:
    """A measure with what it is counted by: "a barrel", "per day"."""
    rate = rate_after(text, measure.end)
    if (
        rate is not None
        and measure.unit is not None
        and measure.unit not in ("percent", "percentage points")
        and " per " not in measure.unit
    ):
        measure.unit, measure.end = f"{measure.unit} per {rate[0]}", rate[1]
    return measure


def _special(measure: Measure, doc: Doc, text: str) -> Measure | None:
    """Shares, ranks, changes and multiples."""
    token, sort = measure.token, measure.numeral.sort
    if sort is Sort.SHARE:
        measure.unit = "percent"
    elif sort is Sort.FOLD:
        measure.unit = "times"
    elif sort is Sort.CHANGE:
        following = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
        if token.pos_ != "VERB" or token.dep_ == "amod" or following in ("down", "up", "-", "as"):
            return None
        measure.unit = "percent"
    else:
        span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
        noun = _noun_after(doc, span.end, plural=False) if span is not None else None
        if noun is None or re.match(r"\s(?:one|of|in)\b", text[measure.end : measure.end + 5]):
            return None
        measure.unit, measure.noun = "rank", noun
    return measure


# ---------------------------------------------------------------- counted things


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Lists of nouns, lower-case."""
    counted = units_table()["counted"]
    return {
        name: frozenset(word.lower() for word in counted[name])
        for name in ("people", "aircraft", "ships", "concrete", "vague", "collective")
    }


def _counted(measure: Measure, doc: Doc, after: int, text: str) -> Measure | None:  # noqa: PLR0911 - one return a case
    """A count of things by the noun that follows, or a number whose unit is elided; None where it is neither."""
    numeral, kinds = measure.numeral, _kinds()
    head = text[max(0, numeral.start - 24) : numeral.start]
    if (
        _LABEL.search(head)
        or _is_label(text, numeral)
        or _in_name(measure, doc)
        or (_AGE.search(head) and text[numeral.end : numeral.end + 1] == ",")
    ):
        return None
    if _MULTIPLE.match(text, numeral.end) or (text.startswith(" times", numeral.end) and _governed_by_change(measure.token)):
        measure.unit, measure.end = "times", numeral.end + 6
        return measure
    if after < len(doc) and doc[after].text == "-" and not doc[after - 1].whitespace_:
        return None
    exchange = _EXCHANGE.match(text, numeral.end)
    if exchange:
        return _exchanged(measure, exchange, text)
    noun = _noun_after(doc, after)
    if noun is None:
        return _elided(measure, doc, after, text)
    if noun.lower_ == "others" and numeral.value >= _FEW:
        return measure  # "killed 12 people and injured 40 others"
    if noun.lower_ in kinds["vague"] or (_is_year(numeral, text) and noun.i > after + 2):
        return None
    if numeral.value < _FEW and not _matters(measure, noun):
        return None
    measure.noun, measure.end = noun, noun.idx + len(noun.text)
    measure.unit = _kind(noun) or _plain(noun)
    rate = rate_after(text, measure.end)
    if rate is not None:
        measure.unit, measure.end = f"{measure.unit} per {rate[0]}", rate[1]
    return measure


def _kind(noun: Token) -> str | None:
    """The one name for people, aircraft and ships of all sorts; "Syrians" are people."""
    if _is_people(noun):
        return "people"
    kinds = _kinds()
    return next((kind for kind in ("people", "aircraft", "ships") if noun.lower_ in kinds[kind]), None)


def _is_people(token: Token) -> bool:
    """Whether a word is the plural of a demonym."""
    return token.ent_type_ == "NORP" and token.text.endswith("s") and token.text[:1].isupper() and not token.text.isupper()


def _exchanged(measure: Measure, match: re.Match[str], text: str) -> Measure | None:
    """A rate of exchange: "the rial fell to 600,000 to the dollar"."""
    words = re.findall(r"[a-z]+", text[max(0, measure.start - 90) : measure.start].lower())
    currency = next((unit for word in reversed(words) if (unit := unit_after(f" {word}", 0)) is not None and unit.money), None)
    if currency is None:
        return None
    measure.unit = f"{currency.name} per {'USD' if match['other'].endswith('dollar') else 'EUR'}"
    measure.end = match.end()
    return measure


def _plain(noun: Token) -> str:
    """The counted noun with the nouns that make one thing of it: "mining machines"."""
    doc, first = noun.doc, noun.i
    while first > 0 and doc[first - 1].pos_ == "NOUN" and doc[first - 1].dep_ == "compound" and doc[first - 1].head.i == noun.i:
        first -= 1
    text: str = doc[first : noun.i + 1].text
    return text if noun.pos_ == "PROPN" else text.lower()


def _matters(measure: Measure, noun: Token) -> bool:
    """Whether so small a count is a figure: of ships, reactors, resolutions; not "the two companies", not "one ship"."""
    kinds, value = _kinds(), measure.numeral.value
    if value < 2 or not (noun.lower_ in kinds["concrete"] or noun.lower_ in kinds["ships"] or noun.lower_ in kinds["aircraft"]):
        return False
    previous = noun.doc[measure.token.i - 1].lower_ if measure.token.i else ""
    return not (value == 2 and previous in ("the", "these", "those", "both", "its", "their", "other"))


def _noun_after(doc: Doc, at: int, *, plural: bool = True) -> Token | None:
    """The noun that a number at `at` counts: the first plural after modifiers; after "of the", the noun there."""
    if at < len(doc) and doc[at].lower_ == "of" and at + 1 < len(doc):
        at += 2 if doc[at + 1].lower_ in ("the", "its", "their", "his", "these", "those") else 1
        at += at < len(doc) and doc[at].like_num  # "80 of the 150 sailors"
    collective = _kinds()["collective"]
    last: Token | None = None
    for token in doc[at : at + _SCAN]:
        follows = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.tag_ in ("NNS", "NNPS") or token.lower_ in collective or _is_people(token):
            compound = follows is not None and follows.tag_ == "NNS" and token.dep_ == "compound"
            if not compound:
                return token
        elif token.pos_ in ("NOUN", "PROPN"):
            last = token
            if not plural and not (follows is not None and follows.pos_ in ("NOUN", "PROPN")):
                return token
        elif not (
            token.pos_ == "ADJ"
            or token.text in ("-", "'s", "other", "more")
            or token.tag_ in ("VBG", "VBN", "VBD", "CC", "RB", "RBR", "JJ")
        ) or (last is not None and token.tag_ in ("VBG", "VBN", "CC", "RB", "VBD")):
            break
    return None if plural else last


def _in_name(measure: Measure, doc: Doc) -> bool:
    """Whether digits are part of a name: "Leopard 2", "Boeing 737"."""
    if measure.numeral.spelled or measure.numeral.scaled or measure.value >= 1000 or not measure.token.i:
        return False
    previous = doc[measure.token.i - 1]
    return previous.pos_ == "PROPN" and previous.ent_type_ not in ("DATE", "TIME") and bool(previous.whitespace_)


def _is_label(text: str, numeral: Numeral) -> bool:
    """Whether a number is the label of a list, or part of a name such as "5+1"."""
    first = numeral.start == 0 or not text[: numeral.start].strip("([ ")
    return (
        first and text[numeral.end : numeral.end + 1] in (".", ")", ":") and not text[numeral.end + 1 : numeral.end + 2].isdigit()
    )


def _is_year(numeral: Numeral, text: str) -> bool:
    """Whether digits look like a year."""
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", text[numeral.start : numeral.end]))


def _governed_by_change(token: Token) -> bool:
    """Whether a verb of change governs the token: "increased 20 times"."""
    change = units_table()["change"]
    return any(
        step.lemma_ in change["up"] or step.lemma_ in change["down"] or step.lemma_ == "multiply" for step in token.ancestors
    )


def _elided(measure: Measure, doc: Doc, after: int, text: str) -> Measure | None:
    """A number without a unit of its own, kept if it may take that of a measure before."""
    numeral = measure.numeral
    follows = doc[after] if after < len(doc) else None
    if follows is not None and not follows.is_punct and follows.pos_ in ("NOUN", "PROPN", "SYM"):
        return None
    if _is_year(numeral, text) or (numeral.spelled and not numeral.scaled) or numeral.value < _FEW:
        return None
    head = text[max(0, numeral.start - 30) : numeral.start]
    of = re.search(r"(\w+)\sof\s(?:\w+\s){0,2}\Z", head)
    if of and of[1].lower() in units_table()["counted"]["of"]:
        measure.unit = units_table()["counted"]["of"][of[1].lower()]
        return measure
    verb = doc[measure.token.i - 1] if measure.token.i else None
    if verb is not None and verb.lemma_ in units_table()["counted"]["people_verbs"] and not numeral.scaled:
        measure.unit = "people"
        return measure
    big = numeral.scaled or "," in text[numeral.start : numeral.end]
    return measure if big or _ELIDED_AFTER.search(head) else None


# ---------------------------------------------------------------- units taken from beside, and bounds


def _share_units(found: list[Measure], text: str) -> None:
    """Give the lower end of a range the unit of the upper, and an elided unit that of the measure before it."""
    for one, two in itertools.pairwise(found):
        if one.numeral.low and two.numeral.high and (one.unit is None or one.unit == two.unit):
            one.unit, one.noun = two.unit, one.noun or two.noun
            one.upper = two
        elif one.numeral.low and two.numeral.high and two.unit is None:
            two.unit = one.unit
        if one.numeral.low and two.numeral.high and not re.search(r"\bfrom\s\W?\Z", text[max(0, one.start - 7) : one.start]):
            one.bound, two.bound = Bound.AT_LEAST, Bound.AT_MOST
            if two.value != two.numeral.value and one.value == one.numeral.value:
                one.value *= two.value / two.numeral.value
    for number, measure in enumerate(found):
        if measure.unit is not None or measure.numeral.low or measure.numeral.high:
            continue
        for before in reversed(found[:number]):
            if before.unit is None or len(re.findall(r"[.!?]\s", text[before.end : measure.start])) > 1:
                break
            if before.unit in ("percent", "rank", "times", "percentage points", "basis points"):
                continue
            if measure.value >= _BIG and before.value < 1000 and not before.numeral.scaled:
                break
            measure.unit, measure.noun, measure.lender = before.unit, before.noun, before
            break


def _bound(text: str, measure: Measure) -> Bound | None:
    """How exact the number is meant to be, by the words before it."""
    if measure.bound is not None:
        return measure.bound
    match = _BEFORE.search(text[max(0, measure.start - 28) : measure.start])
    if match is not None:
        return next(bound for bound, _ in _BOUNDS if match[bound.name])
    if re.match(r"\sor\s(?:so|more)\b|-odd\b|\sor\sless\b", text[measure.end : measure.end + 9]):
        return Bound.AT_LEAST if "more" in text[measure.end : measure.end + 9] else Bound.ABOUT
    return Bound.ABOUT if measure.numeral.rounded else None
