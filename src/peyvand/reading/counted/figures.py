"""Figures: numbers with what they count, what they are about, of whom, when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from peyvand.model import Figure, Kind, Quote
from peyvand.reading.counted.claimants import Claim, claim_of
from peyvand.reading.counted.holding import Told, carried_on, period_of
from peyvand.reading.counted.indicators import governor, indicator_of, refers_back, subject_of
from peyvand.reading.counted.measure import Measure, Place
from peyvand.reading.counted.measures import measures
from peyvand.reading.counted.reporters import countries_of, is_partner_only, named, spoken_of_before
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import figures as weighed

if TYPE_CHECKING:
    from peyvand.reading.text.document import Analysis, Part, Sentence
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast

_BREAK = re.compile(r"[;:()]|[,](?=\s)|\s[-–—]+\s|\b(?:while|whereas|although|though|but|compared|which)\b")
_EACH = (
    r"(?:(?:an?|per|each|every)\s(day|week|month|year|hour)|(daily|weekly|monthly|annually))\b"
    r"(?!\s(?:ago|earlier|later|before)\b)"
)
_OF_RATE = re.compile(rf"\s(?:of|in|worth\sof)(?:\s[a-zA-Z-]+){{1,4}}?\s{_EACH}")
_DAILY = re.compile(rf"(?:\sof)?(?:\s[\w-]+){{0,5}}?\s{_EACH}")
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year"}
_FLOWS = frozenset({"barrels", "tonnes", "cubic metres", "cubic feet"})
# Of quotes, in words: what is too short to stand alone, what is too long for one, and how much follows the number; a verb
# farther back than so many characters isn't drawn in.
_SHORT, _BARE, _LONG, _TAIL, _FAR_BACK = 2, 4, 20, 12, 120


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
        here = cast.named_between(sentence, sentence.span.start, sentence.span.end - 1)
        near = sorted((abs(offset + part.start - mention.offset), entity.country) for mention, entity in here if entity.country)
        others = [code for one in nearby for code in named(cast, one, one.span.start, one.span.end - 1)]
        return [code for _, code in near], others

    listed = measures(part, text, dates.taken(part), countries)
    before = Told()
    for measure in listed:
        place = _place(measure, part, sentence_at(measure.start), text)
        claim = claim_of(measure, place, cast)
        period = period_of(measure, place, dates, listed, sentences, before)
        geo = tuple(_geo(measure, place, cast, sentences, before, claim))
        told = Told(measure, place.sentence.index, period, geo, carried_on(measure, place, period, before))
        indicator, full = indicator_of(measure, before.measure if place.sentence.index - before.sentence <= 1 else None)
        before = told
        plain = _figure(analysis, measure, place, told, claim, indicator)
        signs = weighed.signs(measure, plain, full=full)
        figure = replace(plain, confidence=grounds.of(Kind.FIGURE, signs))
        grounds.note(figure, Kind.FIGURE, signs, partial(weighed.steps, measure, figure))
        yield figure


def _figure(analysis: Analysis, measure: Measure, place: Place, told: Told, claim: Claim | None, indicator: str) -> Figure:
    """A measure as an item."""
    return Figure(
        quote=_quote(analysis, measure, place),
        value=round(measure.value, 6),
        unit=_unit(measure, place),
        indicator=indicator,
        geo=told.geo,
        period=told.period,
        bound=measure.bound,
        speaker=claim.speaker if claim is not None else None,
    )


def _geo(
    measure: Measure, place: Place, cast: Cast, sentences: Sequence[Sentence], before: Told, claim: Claim | None
) -> Sequence[str]:
    """The countries that a figure is about, the reporter first; those of the figure before, where the text goes on with it."""
    geo = countries_of(measure, place, cast)
    if place.sentence.index - before.sentence <= 1 and (not geo or (measure.lender is not None and set(geo) <= set(before.geo))):
        geo = list(before.geo)
    elif place.sentence.index - before.sentence <= 1 and refers_back(measure):
        geo = list(dict.fromkeys((*geo, *before.geo)))
    geo = geo or spoken_of_before(place, cast, sentences)
    reporter = claim.country if claim is not None else None
    if reporter is not None and reporter not in geo and (not geo or is_partner_only(place, cast, geo)):
        return (reporter, *geo)
    return geo


def _unit(measure: Measure, place: Place) -> str:
    """The unit, with "per day" where the clause has it away from the number: "18 mln barrels of oil pass daily"."""
    unit = measure.unit or ""
    if " per " in unit or unit in ("percent", "rank", "times", "percentage points", "basis points"):
        return unit
    after = place.text[measure.end : place.end]
    match = _DAILY.match(after) if unit in _FLOWS else _OF_RATE.match(after)
    return f"{unit} per {match[1] or _ADVERBS[match[2]]}" if match is not None else unit


# ---------------------------------------------------------------- where it stands


def _place(measure: Measure, part: Part, sentence: Sentence, text: str) -> Place:
    """The stretch of the sentence, between pauses, that holds a measure."""
    first, last = sentence.span.start_char, sentence.span.end_char
    start, end = first, last
    for match in _BREAK.finditer(text, first, last):
        if match.end() <= measure.start:
            start = match.start() if match.group().isalpha() else match.end()
        elif match.start() >= measure.end:
            end = match.start()
            break
    return Place(part, sentence, text, start, end)


def _quote(analysis: Analysis, measure: Measure, place: Place) -> Quote:
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
