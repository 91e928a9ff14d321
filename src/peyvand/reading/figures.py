"""Figures: numbers with what they count, what they are about, of whom, when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from peyvand.model import Figure, Kind, Quote
from peyvand.reading import calendars as cal
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import figures as weighed
from peyvand.reading.indicators import governor, indicator_of, subject_of, whole_of
from peyvand.reading.measure import Measure
from peyvand.reading.measures import measures

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.dated import TimeExpression
    from peyvand.reading.dates import Dates
    from peyvand.reading.document import Analysis, Part, Sentence

_BREAK = re.compile(r"[;:()]|[,](?=\s)|\s[-–—]+\s|\b(?:while|whereas|although|though|but|compared|which)\b")
_ANAPHORA = re.compile(
    r"\W*(?:(?:That|This|These|Those|It|They|Of\s(?:these|this|that|which|them)|There)\b|The\s(?:total|figure|same|amount|sum)\b)"
)
_ACCORDING = re.compile(r"\b[Aa]ccording\sto\s|\b[Bb]y\sthe\saccount\sof\s")
_SAY = frozenset(
    "say tell announce report add state note estimate show claim indicate confirm declare calculate reckon put forecast "
    "project".split()
)
_DATA = frozenset({"data", "figures", "statistics", "report", "survey", "numbers", "estimates", "figure"})
_BASE = re.compile(
    r"\b(?:from|compared\s(?:with|to)(?:\sin)?|over|than(?:\sin)?|against)\s(?:the\s)?(?:in\s)?(?:\w{0,4})\Z", re.IGNORECASE
)
_COMPARED = re.compile(r"\b(?:compared|against|versus|(?:up|down)\sfrom)\b[^,;]*\Z")
_GENERAL = re.compile(r"\b(?:normally|usually|typically|generally|always)\b")
_EACH = r"(?:(?:an?|per|each|every)\s(day|week|month|year|hour)|(daily|weekly|monthly|annually))\b(?!\s(?:ago|earlier|later|before)\b)"
_OF_RATE = re.compile(rf"\s(?:of|in|worth\sof)(?:\s[a-zA-Z-]+){{1,4}}?\s{_EACH}")
_DAILY = re.compile(rf"(?:\sof)?(?:\s[\w-]+){{0,5}}?\s{_EACH}")
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year"}
_FLOWS = frozenset({"barrels", "tonnes", "cubic metres", "cubic feet"})
# Of quotes, in words: what is too short to stand alone, what is too long for one, and how much follows the number; a verb
# farther back than so many characters isn't drawn in.
_SHORT, _BARE, _LONG, _TAIL, _FAR_BACK = 2, 4, 20, 12, 120


@dataclass(slots=True)
class _Place:
    """A measure's sentence, and the stretch of it, between pauses, that holds the measure; offsets count in the part."""

    part: Part
    sentence: Sentence
    text: str
    start: int
    end: int


def read_figures(analysis: Analysis, cast: Cast, dates: Dates, grounds: Grounds | None = None) -> list[Figure]:
    """The figures of a document, in the order of the text; what a heading or a pull quote says once more is left out."""
    grounds = grounds or Grounds()
    prose: list[Figure] = []
    headings: list[Figure] = []
    for _, group in groupby(analysis.sentences, key=lambda sentence: id(sentence.part)):
        sentences = list(group)
        (headings if sentences[0].heading else prose).extend(_of_part(analysis, sentences, cast, dates, grounds))
    once: dict[tuple[float, str, str, str], Figure] = {}
    for figure in prose:
        once.setdefault((figure.value, figure.unit, figure.indicator, figure.quote.exact), figure)
    said = {(figure.value, figure.unit) for figure in prose}
    alone = [figure for figure in headings if (figure.value, figure.unit) not in said]
    return sorted((*once.values(), *alone), key=lambda figure: (figure.quote.start, figure.quote.end))


def _of_part(analysis: Analysis, sentences: list[Sentence], cast: Cast, dates: Dates, grounds: Grounds) -> Iterator[Figure]:
    """The figures of one part."""
    part = sentences[0].part
    text = part.text
    starts = [sentence.span.start_char for sentence in sentences]

    def sentence_at(offset: int) -> Sentence:
        return sentences[max(0, bisect_right(starts, offset) - 1)]

    def countries(offset: int) -> tuple[list[str], list[str]]:
        sentence = sentence_at(offset)
        nearby = sentences[max(0, sentences.index(sentence) - 2) :][:4]
        named = cast.named_between(sentence, sentence.span.start, sentence.span.end - 1)
        near = sorted((abs(offset + part.start - mention.offset), entity.country) for mention, entity in named if entity.country)
        others = [code for one in nearby for code in _countries(cast, one, one.span.start, one.span.end - 1)]
        return [code for _, code in near], others

    listed = measures(part, text, dates.taken(part), countries)
    last: tuple[int, str | None, list[str]] = (-9, None, [])
    for measure in listed:
        sentence = sentence_at(measure.start)
        place = _place(measure, part, sentence, text)
        period = _period(measure, place, dates, listed)
        if (
            period is None
            and sentence.index - last[0] <= 1
            and (measure.lender is not None or _ANAPHORA.match(text, sentence.span.start_char))
        ):
            period = last[1]
        geo = _geo(measure, place, cast)
        if sentence.index - last[0] <= 1 and (not geo or (measure.lender is not None and set(geo) <= set(last[2]))):
            geo = last[2]
        last = (sentence.index, period, geo)
        plain, full = _figure(analysis, measure, place, cast, period, geo)
        signs = weighed.signs(measure, plain, full=full)
        figure = replace(plain, confidence=grounds.of(Kind.FIGURE, signs))
        grounds.note(figure, Kind.FIGURE, signs, partial(weighed.steps, measure, figure))
        yield figure


def _figure(
    analysis: Analysis, measure: Measure, place: _Place, cast: Cast, period: str | None, geo: list[str]
) -> tuple[Figure, bool]:
    """A measure as an item, and whether its indicator was found whole."""
    indicator, full = indicator_of(measure)
    figure = Figure(
        quote=_quote(analysis, measure, place),
        value=round(measure.value, 6),
        unit=_unit(measure, place),
        indicator=indicator,
        geo=tuple(geo),
        period=period,
        bound=measure.bound,
        speaker=_speaker(measure, place, cast),
    )
    return figure, full


def _unit(measure: Measure, place: _Place) -> str:
    """The unit, with "per day" where the clause has it away from the number: "18 mln barrels of oil pass daily"."""
    unit = measure.unit or ""
    if " per " in unit or unit in ("percent", "rank", "times", "percentage points", "basis points"):
        return unit
    after = place.text[measure.end : place.end]
    match = _DAILY.match(after) if unit in _FLOWS else _OF_RATE.match(after)
    return f"{unit} per {match[1] or _ADVERBS[match[2]]}" if match is not None else unit


# ---------------------------------------------------------------- where it stands


def _place(measure: Measure, part: Part, sentence: Sentence, text: str) -> _Place:
    """The stretch of the sentence, between pauses, that holds a measure."""
    first, last = sentence.span.start_char, sentence.span.end_char
    start, end = first, last
    for match in _BREAK.finditer(text, first, last):
        if match.end() <= measure.start:
            start = match.start() if match.group().isalpha() else match.end()
        elif match.start() >= measure.end:
            end = match.start()
            break
    return _Place(part, sentence, text, start, end)


def _quote(analysis: Analysis, measure: Measure, place: _Place) -> Quote:
    """The clause that carries the number with what it counts; of a long one, its subject or verb up to the number's phrase."""
    start, end = place.start, place.end
    text, _doc = place.text, place.part.doc
    verb = governor(measure.token)
    if len(re.findall(r"\w+", text[start : measure.start])) < _SHORT and not re.search(r"\w", text[measure.end : end]):
        start = min(start, verb.idx) if verb is not None and 0 < measure.start - verb.idx < _FAR_BACK else start
    subject = subject_of(verb) if verb is not None else None
    of_subject = subject is not None and subject.left_edge.i <= measure.token.i <= subject.right_edge.i
    if verb is not None and of_subject and len(text[start:end].split()) < _BARE and end <= verb.idx < measure.end + _FAR_BACK:
        end = verb.idx + len(verb.text)
    if len(text[start:end].split()) > _LONG:
        anchor = measure.noun if measure.noun is not None and measure.lender is None else measure.token
        top = anchor
        while top.head.i != top.i and top.head.pos_ in ("NOUN", "PROPN", "ADP", "NUM", "SYM") and top.dep_ != "conj":
            top = top.head
        lefts = [one.left_edge.idx for one in (subject, verb, top) if one is not None]
        close = [
            left for left in lefts if start <= left <= measure.start and len(text[left : measure.start].split()) <= _LONG // 2
        ]
        start = min(close, default=max(start, measure.start - len(" ".join(text[start : measure.start].split(" ")[-8:]))))
        edge = top.right_edge
        right = edge.idx + len(edge.text) if edge.idx >= measure.start else measure.end
        after = text[measure.end : min(max(right, measure.end), end)].split(" ")
        end = measure.end + len(" ".join(after[:_TAIL]))
    while end > start and text[end - 1].isspace():
        end -= 1  # an endnote's marker is blank in the parsed text
    lead = re.match(r"\s*(?:[-*•]|and|but|while|whereas|although|though|or|that|when)\s", text[start : measure.start])
    if lead:
        start += lead.end()
    quoted = text[start:end]
    if quoted.count("(") > quoted.count(")") and text[end : end + 1] == ")":
        end += 1
    return analysis.span(place.part.start + start, place.part.start + end)


# ---------------------------------------------------------------- when


def _period(measure: Measure, place: _Place, dates: Dates, listed: Sequence[Measure]) -> str | None:
    """The time that the figure holds for: said in its clause, before it in the sentence, or by the verb that governs it."""
    base = place.part.start
    opens = base + place.sentence.span.start_char
    times = [
        one for one, head in dates.heads(place.sentence) if not one.of_noun and (one.start == opens or _belongs(measure, head))
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
    definite = measure.token.i > 0 and place.part.doc[measure.token.i - 1].lower_ == "the"
    return chosen.edtf if definite else _as_period(chosen, dates, place.text[chosen.start - base : chosen.end - base])


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
    path = {step.i for step in (measure.token, *measure.token.ancestors)}
    if other.i in path:
        return other.lemma_ not in ("say", "tell", "announce", "report", "add")
    if other.dep_ in ("acl", "relcl"):
        whole = whole_of(measure)
        if other.head.head.lower_ == "under":
            return True  # "under the deal signed last year, it is to buy 12 ships"
        return (
            other.head.i in path
            or (whole is not None and other.head.i == whole.i)
            or (measure.noun is not None and other.head.i == measure.noun.i)
        )
    if other.dep_ == "advcl":
        return not any(child.dep_ in ("mark", "advmod") for child in other.lefts)
    if other.dep_ == "conj":
        return head.i < measure.token.i  # "rose to 5 mln and fell in 2022" doesn't date the rise
    if other.dep_ in ("ccomp", "parataxis") and other.head.i == mine.i and mine.lemma_ not in _SAY:
        return head.i < measure.token.i  # two clauses side by side, the second without a time of its own
    return other.dep_ in ("xcomp", "pcomp", "ROOT") or (other.dep_ == "ccomp" and mine.dep_ == "ccomp")


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
        here = cal.iso(dates.anchor.year)
        return cal.interval(edtf[:-3], here) if len(edtf) == 7 and edtf[:4] <= here else edtf
    return edtf


# ---------------------------------------------------------------- of whom


def _countries(cast: Cast, sentence: Sentence, first: int, last: int) -> list[str]:
    """The countries named in tokens `first` to `last`."""
    return [entity.country for mention, entity in cast.named_between(sentence, first, last) if entity.country]


def _geo(measure: Measure, place: _Place, cast: Cast) -> list[str]:
    """The countries that the figure is about: those of its subject first, then those of its clause, then of its sentence."""
    sentence, doc = place.sentence, place.part.doc
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    codes: list[str] = []
    verb = governor(measure.noun or measure.token)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None:
        codes += _countries(cast, sentence, subject.left_edge.i, subject.right_edge.i)
        if not codes:
            codes += [entity.country for entity in cast.who(sentence, subject) if entity.country]
    if span is not None:
        codes += _countries(cast, sentence, span.start, span.end - 1)
    for prep in verb.children if verb is not None else ():
        if prep.dep_ == "prep" and prep.lower_ in ("from", "to", "with", "between"):
            codes += _countries(cast, sentence, prep.left_edge.i, prep.right_edge.i)
    if not codes:
        codes += _countries(cast, sentence, sentence.span.start, sentence.span.end - 1)
    return list(dict.fromkeys(codes))[:3]


# ---------------------------------------------------------------- on whose word


def _speaker(measure: Measure, place: _Place, cast: Cast) -> str | None:
    """Who is credited with the figure: "according to the ministry", "the minister said", "data from the bank show"."""
    sentence, doc = place.sentence, place.part.doc
    match = _ACCORDING.search(place.text, sentence.span.start_char, sentence.span.end_char)
    if match is not None:
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        found = _claimant(cast, sentence, span[-1]) if span is not None else None
        if found is not None:
            return found
    verb = governor(measure.token)
    for _ in range(6):
        if verb is None:
            return None
        if verb.lemma_ in _SAY and (verb.i != getattr(governor(measure.token), "i", -1) or verb.lemma_ in ("estimate", "put")):
            subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
            return _named(cast, sentence, subject) if subject is not None else None
        said = next((one for one in verb.children if one.dep_ in ("ccomp", "parataxis") and one.lemma_ in _SAY), None)
        if said is not None:
            subject = next((child for child in said.children if child.dep_ == "nsubj"), None)
            return _named(cast, sentence, subject) if subject is not None else None
        verb = governor(verb.head) if verb.head.i != verb.i else None
    return None


def _claimant(cast: Cast, sentence: Sentence, prep: Token) -> str | None:
    """The one named after "according to"."""
    obj = next((child for child in prep.children if child.dep_ == "pobj"), None)
    return _named(cast, sentence, obj) if obj is not None else None


def _named(cast: Cast, sentence: Sentence, head: Token) -> str | None:
    """The name of the actor meant by a noun phrase; of "data from the ministry" the ministry."""
    if head.lower_ in _DATA:
        inner = next((one for prep in head.children if prep.dep_ == "prep" for one in prep.children if one.dep_ == "pobj"), None)
        if inner is None:
            return None
        head = inner
    entity = next(iter(cast.who(sentence, head)), None)
    if entity is None:
        return None
    entity.used = True
    return entity.name
