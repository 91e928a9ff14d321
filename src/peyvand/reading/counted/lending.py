"""Numbers that leave out their unit, and whose they take: "imports totalled 436 mln", "down from 37.2", "maize 9.6, soy 7.5"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from peyvand.model import Bound
from peyvand.reading.counted.indicators import governor
from peyvand.reading.counted.measure import Measure
from peyvand.reading.counted.numbers import Numeral, units_table
from peyvand.reading.text.clauses import child

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AFTER = re.compile(
    r"\b(?:was|were|is|are|be|been|to|with|against|from|than|totall?ed|reached|hit|at|of|and|numbered|about|around|some|nearly"
    r"|almost|over|sold|bought|only|imported|exported|by|including|plus|another|up|down|vs\.?|versus|put|passed|held|the|one|had"
    r"|exceeded|under|below|above|added|saw|took|gave|lost|won|fewer|more)\s\W?\Z",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:from|to|than|against|vs\.?|versus|at|with|is|was|and|by|gained|lost|the)\s(?:only\s|about\s|some\s)?\W?\Z"
)
_LISTED = re.compile(r"(?:[A-Za-z)]|:)\s\W?\Z")
_ENDS = re.compile(r"\s?[,;:.)]|\s(?:and|or|in|yr|year)\b|\Z|\s?[-–—]\s")
_NEVER = re.compile(
    r"\b(?:aged\s(?:\w+\s){0,3}|(?:person|people|children|callers|those|anybody|anyone|everyone|women|men|youths?)\s(?:under|over)\s)\d+\Z"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|in)\s[6-9]\d\Z|\bat\s(?:[01]?\d|2[0-3])\.[0-5]\d\Z",
    re.IGNORECASE,
)
_CODE = 5  # digits without a comma that are rather a code
_SENTENCE = re.compile(r"[.!?]\s")
_FROM = re.compile(r"\bfrom\s\W?\Z")
_TO = re.compile(r"\bto\s\Z")
_FEW = 10  # counts below this are figures only of things that matter one by one
_SPELT = 13  # and number words below this are small talk
_BIG = 100_000  # so large a number doesn't take up the unit of a small one
_RATIO = 50  # a number takes up the scale of another if that brings the two so near
_SHARES = frozenset({"percent", "percentage points", "basis points"})
_OWN = frozenset({"rank", "times"})


def is_year(numeral: Numeral, text: str) -> bool:
    """Whether digits look like a year."""
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", text[numeral.start : numeral.end]))


def elided(measure: Measure, doc: Doc, after: int, text: str) -> Measure | None:
    """A number without a unit of its own, kept if it counts people or may take the unit of another number."""
    numeral = measure.numeral
    head = text[max(0, numeral.start - 40) : numeral.start]
    if is_year(numeral, text) or _NEVER.search(head + text[numeral.start : numeral.end]):
        return None
    follows = doc[after] if after < len(doc) else None
    if follows is not None and _counts_people(numeral, doc, after):
        measure.unit = "people"
        return measure
    if follows is not None and not follows.is_punct and follows.pos_ in ("NOUN", "PROPN", "SYM"):
        return None
    of = re.search(r"(\w+)\sof\s(?:\w+\s){0,2}\Z", head)
    if of and of[1].lower() in units_table()["counted"]["of"] and numeral.value >= _FEW:
        measure.unit = units_table()["counted"]["of"][of[1].lower()]
        return measure
    counted = _subject_unit(measure)
    if counted is not None:
        measure.unit, measure.noun = counted
        return measure
    return measure if _may_borrow(numeral, head, text) else None


def _subject_unit(measure: Measure) -> tuple[str, Token | None] | None:
    """What a verb says a bare number counts: "killed more than 40", "visits fell to 5 million"."""
    counted, change = units_table()["counted"], units_table()["change"]
    numeral = measure.numeral
    verb = governor(measure.token)
    if verb is None or numeral.value < _FEW:
        return None
    if verb.lemma_ in counted["people_verbs"] and measure.token.dep_ in ("dobj", "nummod") and numeral.value < _BIG:
        return "people", None
    subject = child(verb, "nsubj", "nsubjpass")
    level = verb.lemma_ in change["level"] or verb.lemma_ in change["up"] or verb.lemma_ in change["down"]
    if subject is None or subject.i >= measure.token.i or not level:
        return None
    if subject.lower_ in counted["of"]:
        return counted["of"][subject.lower_], None
    told = subject.tag_ == "NNS" and subject.lower_ not in counted["amounts"] and subject.pos_ == "NOUN"
    if not told or not (numeral.scaled or numeral.value >= 100):
        return None
    kind = next((kind for kind in ("people", "aircraft", "ships") if subject.lower_ in counted[kind]), None)
    return kind or subject.lower_, subject


def _may_borrow(numeral: Numeral, head: str, text: str) -> bool:
    """Whether a bare number may be one that leaves out its unit, by its form and by what stands before and after it."""
    digits = text[numeral.start : numeral.end]
    if numeral.scaled or "," in digits:
        return True
    if numeral.spelled:
        return numeral.value >= _SPELT and bool(_AFTER.search(head))
    if len(digits) >= _CODE:
        return False
    compared = bool(_COMPARED.search(head))
    if "." in digits:
        return compared or bool(_AFTER.search(head)) or (bool(_LISTED.search(head)) and bool(_ENDS.match(text, numeral.end)))
    listed = bool(_LISTED.search(head)) and bool(_ENDS.match(text, numeral.end))
    return (numeral.value >= _FEW and bool(_AFTER.search(head))) or listed


def _counts_people(numeral: Numeral, doc: Doc, after: int) -> bool:
    """Whether a verb of dying, fleeing … follows: "forty-six have drowned", "184 killed"."""
    if numeral.value < _FEW:
        return False
    words = units_table()["counted"]["people_after"]
    at = after
    while at < len(doc) and at < after + 3 and doc[at].pos_ in ("AUX", "ADV", "PART"):
        at += 1
    return at < len(doc) and (doc[at].lemma_ in words or doc[at].lower_ in words) and not doc[at].dep_.startswith("amod")


def share_units(found: list[Measure], text: str) -> None:
    """Give the lower end of a range the unit of the upper, and an elided unit that of a measure near by."""
    for one, two in itertools.pairwise(found):
        if one.numeral.low and two.numeral.high:
            _share_range(one, two, text)
    for number, measure in enumerate(found):
        if measure.unit is None and not measure.numeral.low and not measure.numeral.high:
            lender = _lender(measure, found[:number], text)
            if lender is None and measure.unit is None:
                lender = _lender_behind(measure, found[number + 1 :], text)
            if lender is not None:
                _borrow(measure, lender)
    for one, two in itertools.pairwise(found):
        if one.numeral.low and two.numeral.high and two.unit is None:
            lender = _lender(two, found[: found.index(one)], text)
            if lender is not None:
                _borrow(one, lender)
                _borrow(two, lender)


def _share_range(one: Measure, two: Measure, text: str) -> None:
    """The two ends of a range: one unit, one scale, and each a bound, but for "from … to"."""
    if one.unit is None or one.unit == two.unit:
        one.unit, one.noun = two.unit, one.noun or two.noun
        one.upper = two
    elif two.unit is None:
        two.unit = one.unit
    if not _FROM.search(text[max(0, one.start - 7) : one.start]):
        one.bound, two.bound = Bound.AT_LEAST, Bound.AT_MOST
        if two.value != two.numeral.value and one.value == one.numeral.value:
            one.value *= two.value / two.numeral.value


def _lender(measure: Measure, before: Sequence[Measure], text: str) -> Measure | None:
    """The measure before whose unit a bare number takes up, in its sentence or the one before."""
    head = text[max(0, measure.start - 30) : measure.start]
    small = measure.value < 1000 and not measure.numeral.scaled and "," not in text[measure.start : measure.end]
    for one in reversed(before):
        if one.unit is None or len(_SENTENCE.findall(text, one.end, measure.start)) > 1:
            return None
        if one.unit in _OWN:
            continue
        if one.unit in _SHARES:
            if one.unit != "percent" and _TO.search(head):
                measure.unit = "percent"  # "added 10 basis points to 9.41"
                return None
            if small and (_COMPARED.search(head) or _LISTED.search(head)) and measure.numeral.value <= 1000:
                return one
            continue
        if _bare(measure, text) and _SENTENCE.search(text, one.end, measure.start):
            return None
        too_big = measure.value >= _BIG and one.value < 1000 and not one.numeral.scaled
        return None if too_big else one
    return None


def _bare(measure: Measure, text: str) -> bool:
    """Whether a number is so small and plain that only its own sentence can tell what it counts."""
    digits = text[measure.numeral.start : measure.numeral.end]
    return measure.numeral.value < _FEW and not measure.numeral.scaled and "." not in digits


def _lender_behind(measure: Measure, behind: Sequence[Measure], text: str) -> Measure | None:
    """The measure at the end of a list that says what its numbers count: "Lakeside 41,200, Salt Plain 6,004 children"."""
    head = text[max(0, measure.start - 30) : measure.start]
    if not _LISTED.search(head) or not _ENDS.match(text, measure.end):
        return None
    for one in behind:
        if _SENTENCE.search(text, measure.end, one.start):
            return None
        if one.unit is not None and one.unit not in _OWN:
            return one if one.unit not in _SHARES or measure.numeral.value <= 100 else None
    return None


def _borrow(measure: Measure, lender: Measure) -> None:
    """Take up a unit, and the scale with it where the number is told in that: "8.9 mln tonnes, maize 9.6"."""
    measure.unit, measure.noun, measure.lender = lender.unit, lender.noun, lender
    numeral, scale = measure.numeral, lender.numeral.scale * (lender.value / lender.numeral.value if lender.numeral.value else 1)
    if numeral.scaled or numeral.spelled or scale <= 1 or numeral.value >= 1000:
        return
    told = lender.value / scale
    if told / _RATIO <= numeral.value <= told * _RATIO:
        measure.value = numeral.value * scale
