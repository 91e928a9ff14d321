"""Numbers with what they count, as far as a few words around them say it: "132 warplanes", "18 dlrs a barrel", "over 50 pct".

Years, clock times, ages, durations, ordinals in names, labels and small counts made in passing are no measures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from peyvand.reading.counted.bounds import bound_of
from peyvand.reading.counted.lending import elided, is_year, share_units
from peyvand.reading.counted.measure import Measure
from peyvand.reading.counted.numbers import Numeral, Sort, numerals, units_table
from peyvand.reading.counted.units import currency_of, rate_after, sign_before, unit_after

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from peyvand.reading.text.document import Part

_AGE = re.compile(r"[A-Z][\w.'-]+,\s\Z")
_MULTIPLE = re.compile(r"\stimes\s(?:what|more|higher|larger|greater|bigger|the|as|that|its|their|faster|over)\b")
_EXCHANGE = re.compile(r"\s(?:to|per|against|for)\s(?:the|a|one)\s(?P<other>(?:U\.?S\.?\s)?dollar|euro)\b")
_POINTS = re.compile(r"\s(?:full\s|clear\s)?(?:points?|pts)\b")
_WORDS = re.compile(r"%|per\scent|[a-z]+")
_SHARES = frozenset({"percent", "per cent", "pct", "%", "poll", "polls", "vote", "votes"})
_OF_WHAT = frozenset("the its their his her our what as that those last".split())
_MULTIPLIED = {"double": 2.0, "triple": 3.0, "treble": 3.0, "twice": 2.0}
_TIMES = frozenset("year month week day time hour season quarter decade night weekend Sunday Monday moment word".split())
_OWNERS = frozenset("the its their his her our my your these those".split())
_AROUND = 120  # characters around points in which the word stands that tells what they are
_FEW = 10  # counts below this are figures only of things that matter one by one: ships, reactors, resolutions
_SCAN = 6  # words between a number and its noun


Countries: TypeAlias = Callable[[int], tuple[Sequence[str], Sequence[str]]]


def measures(part: Part, text: str, taken: Sequence[tuple[int, int]], countries: Countries) -> list[Measure]:
    """The measures of a part, in order; `countries` gives those of the sentence at an offset, and those around it."""
    found: list[Measure] = []
    for numeral in numerals(text):
        if any(start < numeral.end and numeral.start < end for start, end in taken):
            continue
        measure = _measure(numeral, part.doc, text)
        if measure is not None:
            measure.bound = bound_of(text, measure)
            found.append(measure)
    share_units(found, text)
    for measure in found:
        if measure.unit is not None and measure.unit.startswith("?"):
            name, *per = measure.unit.split(" per ")
            measure.unit = " per ".join((currency_of(name, *countries(measure.start)), *per))
    return [measure for measure in found if measure.unit is not None]


def _measure(numeral: Numeral, doc: Doc, text: str) -> Measure | None:
    """The number with its unit; None where it is no measure."""
    span = doc.char_span(numeral.start, numeral.end, alignment_mode="expand")
    if span is None:
        return None
    if _says_nothing(numeral, text):
        return None
    token = span.root
    measure = Measure(numeral, numeral.start, numeral.end, numeral.value, None, token)
    if numeral.sort is not Sort.PLAIN:
        return _special(measure, doc, text)
    sign = sign_before(text, numeral.start, scaled=numeral.scaled or "," in text[numeral.start : numeral.end])
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
    elif points := _points(measure, text):
        measure.unit, measure.end = points
    if measure.unit is not None:
        return _with_rate(measure, text)
    if _labels().search(text[max(0, numeral.start - 24) : numeral.start]):
        return None
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


def _points(measure: Measure, text: str) -> tuple[str, int] | None:
    """Points as what they are beside the words of the sentence: of a poll or a rate, or of an index."""
    match = _POINTS.match(text, measure.end)
    if match is None:
        return None
    around = set(_WORDS.findall(text[max(0, measure.start - _AROUND) : match.end() + _AROUND].lower()))
    table = units_table()["points"]
    if around & set(table["index"]) and not around & _SHARES:
        return "points", match.end()
    return ("percentage points", match.end()) if around & set(table["percentage"]) else None


def _special(measure: Measure, doc: Doc, text: str) -> Measure | None:
    """Shares, ranks, changes and multiples."""
    sort = measure.numeral.sort
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    if span is None:
        return None
    follows = doc[span.end] if span.end < len(doc) else None
    if sort is Sort.SHARE:
        return _shared(measure, span, follows, text)
    if sort is Sort.FOLD:
        measure.unit = "times"
    elif sort is Sort.CHANGE:
        word = follows.lower_ if follows is not None else ""
        if measure.token.pos_ != "VERB" and word in _OF_WHAT and measure.token.lower_ in _MULTIPLIED:
            measure.value, measure.unit = _MULTIPLIED[measure.token.lower_], "times"
            return measure
        if measure.token.pos_ != "VERB" or measure.token.dep_ == "amod" or word in ("down", "up", "-", "as"):
            return None
        measure.unit = "percent"
    else:
        return _ranked(measure, span, text)
    return measure


def _shared(measure: Measure, span: Span, follows: Token | None, text: str) -> Measure | None:
    """A share, unless it turns out that things are counted: "two ministers in three days", "every second year"."""
    counts = follows is not None and follows.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")
    words = text[measure.start : measure.end].lower()
    if words.startswith("every"):
        if follows is None or follows.pos_ not in ("NOUN", "PROPN", "ADJ") or follows.lemma_ in _TIMES:
            return None
        measure.noun = follows
    elif (
        counts
        and follows is not None
        and (" in " in words or " out of " in words)
        and (len(words.split()) > 4 or follows.lemma_ in _TIMES)
    ):
        return None
    elif len(span) > 3 and any(token.pos_ == "NOUN" for token in span[1:-2]):
        measure.noun = next(token for token in span[1:] if token.pos_ in ("NOUN", "PROPN"))
        if measure.noun.lemma_ in _TIMES:
            return None
    measure.unit = "percent"
    return measure


def _ranked(measure: Measure, span: Span, text: str) -> Measure | None:
    """A rank, with those among whom it is held."""
    doc = span.doc
    among = next((one for one in doc[span.end : span.end + 5] if one.lower_ in ("among", "in", "of", "as")), None)
    words = text[measure.start : measure.end].lower()
    bare = words.split()[0] in words.split("-")[0] and " " not in words and "-" not in words
    if bare:
        noun = next((child for child in among.children if child.dep_ == "pobj"), None) if among is not None else None
        measure.unit, measure.noun = "rank", noun
        return measure
    noun = _noun_after(doc, span.end, plural=False)
    if noun is None or re.match(r"\s(?:one|of|in)\b", text[measure.end : measure.end + 5]):
        return None
    measure.unit, measure.noun = "rank", noun
    return measure


# ---------------------------------------------------------------- counted things


@cache
def _labels() -> re.Pattern[str]:
    """What stands before a number that is but a label, or the end of a range of labels."""
    words = "|".join(re.escape(word) for word in sorted(units_table()["labels"]["words"], key=len, reverse=True))
    return re.compile(rf"\b(?:(?i:{words}))s?\.?\s(?:\d+\s?(?:to|and|or|-|–)\s?)?\Z")


@cache
def _idle() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The phrases of page furniture, and those in which a number means only many."""
    furniture, idioms = ("|".join(re.escape(one) for one in units_table()[key]["phrases"]) for key in ("furniture", "idioms"))
    return re.compile(furniture, re.IGNORECASE), re.compile(idioms, re.IGNORECASE)


def _says_nothing(numeral: Numeral, text: str) -> bool:
    """Whether a number is page furniture, or means only many."""
    furniture, idioms = _idle()
    first = max((text.rfind(mark, 0, numeral.start) for mark in ("; ", ". ", "! ", "? ", "\n")), default=-1) + 1
    last = min((at for mark in ("; ", ". ", "! ", "? ", "\n") if (at := text.find(mark, numeral.end)) >= 0), default=len(text))
    if furniture.search(text, first, last + 2):
        return True
    return idioms.search(text, numeral.start, min(last, numeral.end + 24)) is not None


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
        _labels().search(head)
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
        return elided(measure, doc, after, text)
    if noun.lower_ == "others" and numeral.value >= _FEW:
        return measure  # "killed 12 people and injured 40 others"
    if noun.lower_ in kinds["vague"] or (is_year(numeral, text) and noun.i > after + 2):
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
    at = measure.token.i
    if [token.lower_ for token in noun.doc[max(0, at - 3) : at - 1]] == ["one", "of"]:
        return False
    if not value.is_integer():
        return True
    if value < 2 or not (noun.lower_ in kinds["concrete"] or noun.lower_ in kinds["ships"] or noun.lower_ in kinds["aircraft"]):
        return False
    previous = noun.doc[measure.token.i - 1].lower_ if measure.token.i else ""
    return not (value == 2 and previous in ("the", "these", "those", "both", "its", "their", "other"))


def _noun_after(doc: Doc, at: int, *, plural: bool = True) -> Token | None:
    """The noun that a number at `at` counts: the first plural after modifiers; after "of the", the noun there."""
    if at < len(doc) and doc[at].lower_ == "of" and at + 1 < len(doc):
        at += 2 if doc[at + 1].lower_ in _OWNERS else 1
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
    if "." in measure.token.text or previous.ent_type_ == "GPE":
        return False
    return previous.pos_ == "PROPN" and previous.ent_type_ not in ("DATE", "TIME") and bool(previous.whitespace_)


def _is_label(text: str, numeral: Numeral) -> bool:
    """Whether a number is the label of a list, or part of a name such as "5+1"."""
    first = numeral.start == 0 or not text[: numeral.start].strip("([ ")
    return (
        first and text[numeral.end : numeral.end + 1] in (".", ")", ":") and not text[numeral.end + 1 : numeral.end + 2].isdigit()
    )


def _governed_by_change(token: Token) -> bool:
    """Whether a verb of change governs the token: "increased 20 times"."""
    change = units_table()["change"]
    return any(
        step.lemma_ in change["up"] or step.lemma_ in change["down"] or step.lemma_ == "multiply" for step in token.ancestors
    )
