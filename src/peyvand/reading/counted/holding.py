"""The time that a figure holds for: said in its clause, in another clause of the sentence, or in the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from peyvand.reading.counted.indicators import governor, whole_of
from peyvand.reading.counted.measure import Measure, Place
from peyvand.reading.counted.numbers import units_table
from peyvand.reading.text.tense import direction_of
from peyvand.reading.when import calendars as cal
from peyvand.reading.when.timewords import FIRST_SINCE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.when.dated import TimeExpression
    from peyvand.reading.when.dates import Dates

_ANAPHORA = re.compile(
    r"\W*(?:(?:That|This|These|Those|It|They|Of\s(?:these|this|that|which|them)|There)\b|The\s(?:total|figure|same|amount|sum)\b)"
)
_BASE = re.compile(
    r"\b(?:from|compared\s(?:with|to)(?:\sin)?|over|than(?:\sin)?|against|vs\.?|versus|(?:level|levels|figure|average)\sof|those\sof)"
    r"\s(?:the\s)?(?:in\s)?(?:\w{0,4})\Z",
    re.IGNORECASE,
)
_BASE_MONTH = re.compile(r"\bon\s(?:the\s)?\w{0,4}\Z", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:compared|against|versus|(?:up|down)\sfrom)\b[^,;]*\Z")
_GENERAL = re.compile(r"\b(?:normally|usually|typically|generally|always)\b")
_BEFORE = re.compile(
    r"[^,;.\d]{0,24}?\b(?:the\s(?:previous|preceding|prior)\s(?P<unit>year|month)|the\s(?P<ago>year|month)\sbefore)\b"
)
_WITHIN = frozenset({"at", "in", "during", "of", "on", "from", "for"})
_BASED = re.compile(r"\b(?:from|against|than|compared\swith|versus|vs\.?)\s(?:about\s|only\s|some\s)?\W?\Z")
_FROM = re.compile(r"\bfrom\s\Z")
_TO = re.compile(r"\bto\s(?:about\s|over\s)?\Z")
_SAME = re.compile(
    r"\bsame\s(?:\w+\s)?(?:period|months?|quarter|half|week|season)(?:\s(?:of|in))?\s(?:the\s)?"
    r"(?:(?P<year>(?:1[5-9]|20)\d\d)|(?:previous|past|last|preceding)\syear|(?:a\s)?year\s(?:ago|earlier|before))"
)
_SHARES = frozenset({"percent", "percentage points", "basis points", "times"})


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of the figure before: its sentence, its period and its countries."""

    measure: Measure | None = None
    sentence: int = -9
    period: str | None = None
    geo: tuple[str, ...] = ()
    carried: str | None = None  # the period that the next sentence goes on with: that of the level, not of its base


def carried_on(measure: Measure, place: Place, period: str | None, before: Told) -> str | None:
    """The period that the next sentence goes on with: of "rose to 5 in May from 4 in April" that of the level."""
    same = before.sentence == place.sentence.index and before.carried is not None
    return before.carried if same and _BASED.search(place.text[max(0, measure.start - 20) : measure.start]) else period


def period_of(
    measure: Measure, place: Place, dates: Dates, listed: Sequence[Measure], sentences: Sequence[Sentence], before: Told
) -> str | None:
    """The time that a figure holds for, as EDTF; None where the text gives no hold."""
    near = place.sentence.index - before.sentence <= 1
    if near and before.period is not None and measure.unit not in _SHARES:
        shifted = _shifted(place.text[measure.end : place.sentence.span.end_char], before.period)
        if shifted is not None:
            return shifted
    same = _SAME.search(place.text, max(place.start - 2, measure.start - 60), min(place.end, measure.end + 60)) if near else None
    if same is not None and before.period is not None and measure.unit not in _SHARES:
        return _in_year(before.period, same["year"])
    own = _said(measure, place, dates, listed)
    if own is None and measure.upper is not None:
        own = _said(measure.upper, place, dates, listed)
    if own is not None:
        return own
    if near and (measure.lender is not None or _ANAPHORA.match(place.text, place.sentence.span.start_char)):
        return before.period
    return _carried(measure, place, dates, sentences, before)


def _shifted(after: str, period: str) -> str | None:
    """The year or month before another figure's period: "from 171,000 the year before"."""
    match = _BEFORE.match(after)
    unit = (match["unit"] or match["ago"]) if match is not None else None
    if unit == "year" and re.fullmatch(r"\d{4}(?:-\d\d)?(?:/\d{4}(?:-\d\d)?)?", period):
        return re.sub(r"\d{4}", lambda year: cal.iso(int(year.group()) - 1), period)
    if unit == "month" and re.fullmatch(r"\d{4}-\d\d", period):
        year, month = int(period[:4]), int(period[5:])
        return cal.iso(year, month - 1) if month > 1 else cal.iso(year - 1, 12)
    return None


def _changes(measure: Measure) -> bool:
    """Whether a verb of change governs the measure: "doubled to 64 million"."""
    verb, change = governor(measure.token), units_table()["change"]
    return verb is not None and (verb.lemma_ in change["up"] or verb.lemma_ in change["down"])


def _in_year(period: str, year: str | None) -> str:
    """The same months of another year; of the year before where none is named."""
    years = [int(found) for found in re.findall(r"\d{4}", period)]
    back = years[-1] - int(year) if year else 1
    return re.sub(r"\d{4}", lambda found: cal.iso(int(found.group()) - back), period)


def _carried(measure: Measure, place: Place, dates: Dates, sentences: Sequence[Sentence], before: Told) -> str | None:
    """The time taken over from the clause or the sentence before, where the tale goes on in the same tense."""
    verb = governor(measure.token)
    tense = direction_of(verb) if verb is not None else 0
    sentence = place.sentence
    if before.sentence == sentence.index and before.measure is not None:
        other = governor(before.measure.token)
        alike = verb is None or other is None or verb.i == other.i or form_of(other) is form_of(verb)
        return _closed(before.period) if alike else None
    at = sentences.index(sentence)
    if not at or dates.heads(sentence) or tense > 0 or _FROM.search(place.text[max(0, measure.start - 6) : measure.start]):
        return None
    if verb is not None and form_of(verb) is not Form.PAST:
        return None
    if before.sentence == sentence.index - 1 and before.period is not None and before.measure is not None:
        other = governor(before.measure.token)
        looked_back = other is not None and form_of(other) is Form.PLUPERFECT
        return None if looked_back else _closed(before.carried)
    times = [one for one, head in dates.heads(sentences[at - 1]) if not one.deadline and direction_of(head) <= 0]
    return _closed(times[-1].edtf) if len({one.edtf for one in times}) == 1 else None


def _closed(period: str | None) -> str | None:
    """A period that has both ends; "since 2020" holds for what it is said of alone."""
    return None if period is None or period.startswith("../") or period.endswith("/..") else period


class Form(Enum):
    """What the form of a verb says of when."""

    PAST = auto()
    PERFECT = auto()
    PLUPERFECT = auto()
    PRESENT = auto()
    MODAL = auto()
    OTHER = auto()


def form_of(verb: Token) -> Form:
    """The form of a finite verb by its auxiliaries; that of the verb it is joined to, where it has none of its own."""
    helpers = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if any(child.tag_ == "MD" for child in verb.lefts) or "to" in helpers:
        return Form.MODAL
    if "had" in helpers:
        return Form.PLUPERFECT
    if helpers & {"has", "have", "'ve"}:
        return Form.PERFECT
    if verb.tag_ == "VBD" or helpers & {"was", "were", "did"}:
        return Form.PAST
    if verb.tag_ in ("VBZ", "VBP") or helpers & {"is", "are", "am", "do", "does"}:
        return Form.PRESENT
    if verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i and verb.head.pos_ in ("VERB", "AUX"):
        return form_of(verb.head)
    return Form.OTHER


def _said(measure: Measure, place: Place, dates: Dates, listed: Sequence[Measure]) -> str | None:
    """The time said in the figure's clause, before it in the sentence, or of the verb that governs it."""
    base = place.part.start
    opens = base + place.sentence.span.start_char
    times = [
        one
        for one, head in dates.heads(place.sentence)
        if (_of_occasion(head) if one.of_noun else not FIRST_SINCE.search(place.text[: one.start - base + 6]))
        and (_opens(measure, head, one.edtf) if one.start == opens else _belongs(measure, head))
    ]
    if measure.unit == "percent":
        times = [one for one in times if not _BASE.search(place.text[max(0, one.start - base - 18) : one.start - base + 6])]
    if not times or _GENERAL.search(place.text, place.start, place.end):
        return None
    own = [one for one in times if place.start <= one.start - base < place.end or place.start < one.end - base <= place.end]
    until = next((one for one in own if one.deadline and re.match("[Uu]n|[Tt]", place.text[one.start - base :][:2])), None)
    opening = next((one for one in times if one is not until and cal.first_of(one.edtf)), None)
    if until is not None and opening is not None and "/" not in opening.edtf and opening.edtf < until.edtf[3:]:
        return cal.interval(opening.edtf, until.edtf[3:])
    others = [one for one in times if not _COMPARED.search(place.text[max(0, one.start - base - 40) : one.start - base])]
    chosen = _nearest(measure, own, base, listed) or _nearest(measure, others, base, listed, around=True)
    if chosen is None:
        verb = governor(measure.token)
        said = [one for one, head in dates.heads(place.sentence) if one in others and _same(governor(head), verb)]
        chosen = next((one for one in reversed(said) if not one.deadline), None)
    if chosen is None:
        return None
    if re.fullmatch(r"\d{4}/\d{4}", chosen.edtf) and _changes(measure):
        if _TO.search(place.text[max(0, measure.start - 12) : measure.start]):
            return chosen.edtf[5:]
        if _FROM.search(place.text[max(0, measure.start - 6) : measure.start]):
            return chosen.edtf[:4]
    definite = measure.token.i > 0 and place.part.doc[measure.token.i - 1].lower_ == "the"
    return chosen.edtf if definite else _as_period(chosen, dates, place.text[chosen.start - base : chosen.end - base])


def _of_occasion(head: Token) -> bool:
    """Whether the noun that a time is said of is what the figure comes from: "at Tuesday's auction"."""
    noun = head.head
    return noun.lower_ in units_table()["periods"]["occasions"] and (noun.dep_ != "pobj" or noun.head.lower_ in _WITHIN)


def _opens(measure: Measure, head: Token, edtf: str) -> bool:
    """Whether a time at the head of a sentence holds for the figure as well: not for an aside in another tense."""
    mine, other = governor(measure.token), governor(head)
    if mine is None or other is None or mine.i == other.i:
        return True
    if _goes_on(mine, other):
        return False
    aside = next((step for step in (mine, *mine.ancestors) if step.dep_ in ("relcl", "acl", "advcl", "ccomp")), None)
    return aside is None or form_of(mine) in (form_of(other), Form.PAST, Form.OTHER) or (aside.dep_ == "ccomp" and len(edtf) == 4)


def _same(one: Token | None, two: Token | None) -> bool:
    """Whether two governors are one verb."""
    return one is not None and two is not None and one.i == two.i


def _belongs(measure: Measure, head: Token) -> bool:  # noqa: PLR0911 - one return a case
    """Whether a time is said of the figure's clause or its noun, not of the saying of it nor of another clause."""
    mine, other = governor(measure.token), governor(head)
    if any(step.dep_ == "appos" for step in (head, *head.ancestors) if other is None or step.i > other.i):
        return False
    if other is None or mine is None or other.i == mine.i:
        return True
    if _goes_on(mine, other):
        return False  # "it suspended payments on Friday, and the president has cut spending by 5 pct"
    path = {step.i for step in (measure.token, *measure.token.ancestors)}
    if other.i in path:
        if _in_aside(mine, other) and form_of(mine) is Form.PRESENT and form_of(other) is not Form.PRESENT:
            return False  # "charged two men with breaking into a waterworks that serves a million people"
        unreal = form_of(mine) is Form.MODAL and form_of(other) is not Form.MODAL and mine.tag_ == "VB" and bool(_subjects(mine))
        return other.lemma_ not in ("say", "tell", "announce", "report", "add") and not unreal
    if _aside_of(other).dep_ in ("acl", "relcl"):
        other = _aside_of(other)
        whole = whole_of(measure)
        if other.head.head.lower_ == "under":
            return True  # "under the deal signed last year, it is to buy 12 ships"
        return (
            other.head.i in path
            or (whole is not None and other.head.i == whole.i)
            or (measure.noun is not None and other.head.i == measure.noun.i)
        )
    if other.i < mine.i and form_of(mine) is Form.PAST and _leads_in(other, mine):
        return True
    if other.dep_ == "advcl":
        return not any(child.dep_ in ("mark", "advmod") for child in other.lefts)
    if other.dep_ == "conj":
        return head.i < measure.token.i  # "rose to 5 mln and fell in 2022" doesn't date the rise
    if other.dep_ in ("ccomp", "parataxis") and other.head.i == mine.i and mine.lemma_ not in units_table()["claims"]["verbs"]:
        return head.i < measure.token.i  # two clauses side by side, the second without a time of its own
    return other.dep_ in ("xcomp", "pcomp", "ROOT") or (other.dep_ == "ccomp" and mine.dep_ == "ccomp")


def _goes_on(mine: Token, other: Token) -> bool:
    """Whether a verb stands in a clause of its own behind another's, joined to it, and in another tense."""
    joined = any(step.dep_ == "conj" and _subjects(step) for step in (mine, *mine.ancestors) if step.pos_ in ("VERB", "AUX"))
    return joined and form_of(mine) is not form_of(other) and other.i < mine.i


def _leads_in(other: Token, mine: Token) -> bool:
    """Whether a clause leads up to another: "after the storm struck in May, …", "in a poll taken in March, …"."""
    if other.dep_ == "advcl" and other.head.i == mine.i:
        return any(child.lower_ in ("after", "when", "once", "as") for child in other.lefts if child.dep_ in ("mark", "advmod"))
    if other.dep_ == "acl" and other.head.dep_ == "pobj":
        prep = other.head.head
        return prep.head.i == mine.i and prep.lower_ in ("in", "at", "during", "after")
    return False


def _in_aside(mine: Token, other: Token) -> bool:
    """Whether a relative clause stands between a verb and one that governs it."""
    steps = [mine, *mine.ancestors]
    return any(step.dep_ in ("relcl", "acl") for step in steps[: next((n for n, s in enumerate(steps) if s.i == other.i), 0)])


def _aside_of(verb: Token) -> Token:
    """The participle that another is joined to: "led by Kenya and authorised by the Council"."""
    node = verb
    while node.dep_ == "conj" and node.tag_ in ("VBN", "VBG") and node.head.tag_ in ("VBN", "VBG") and not _subjects(node):
        node = node.head
    return node


def _subjects(verb: Token) -> list[Token]:
    """The verb's own subjects."""
    return [child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")]


def _nearest(
    measure: Measure, times: Sequence[TimeExpression], base: int, listed: Sequence[Measure], *, around: bool = False
) -> TimeExpression | None:
    """The time just after the number with no other number between, else the nearest before it, else the next."""
    after = [one for one in times if one.start - base >= measure.end]
    before = [one for one in times if one.end - base <= measure.start]

    def clear(first: int, last: int) -> bool:
        return not any(first <= other.start < last for other in listed if other is not measure)

    if after and not around and clear(measure.end, after[0].start - base):
        return after[0]
    if before:
        return before[-1]
    plain = [one for one in after if not one.deadline or clear(measure.end, one.start - base)]
    return plain[0] if plain and (not around or clear(measure.end, plain[0].start - base)) else None


def _as_period(time: TimeExpression, dates: Dates, words: str) -> str:
    """A time as a period: "by 2027" is 2027, "since 2020" runs to the day of the text."""
    edtf = time.edtf
    if time.deadline and edtf.startswith("../") and re.match(r"[Bb]y\b|[Nn]o\slater", words):
        return edtf[3:]
    if edtf.endswith("/..") and words.lower().startswith("since") and dates.anchor is not None:
        year, month = dates.anchor.year, dates.anchor.month
        if len(edtf) == 7 and edtf[:4] <= cal.iso(year):
            return cal.interval(edtf[:-3], cal.iso(year))
        if len(edtf) == 10 and month and edtf[:7] <= cal.iso(year, month):
            return cal.interval(edtf[:-3], cal.iso(year, month))
    return edtf
