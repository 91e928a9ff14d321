"""Figures: numbers with what they count, what they are about, of whom, when, and on whose word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from peyvand.model import Figure
from peyvand.reading import calendars as cal
from peyvand.reading.indicators import governor, indicator_of, subject_of
from peyvand.reading.measures import Measure, measures
from peyvand.reading.numbers import Sort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.dates import Dates, TimeExpression
    from peyvand.reading.document import Analysis, Part, Sentence

_BREAK = re.compile(r"[;:()]|[,](?=\s)|\s[-–—]+\s|\b(?:while|whereas|although|though|but|compared|which)\b")
_ANAPHORA = re.compile(r"\W*(?:(?:That|This|These|Those|It|They|Of\s(?:these|this|that|which|them)|There)\b|The\s(?:total|figure|same|amount|sum)\b)")
_ACCORDING = re.compile(r"\b[Aa]ccording\sto\s|\b[Bb]y\sthe\saccount\sof\s")
_SAY = frozenset(
    "say tell announce report add state note estimate show claim indicate confirm declare calculate reckon put forecast expect project".split()
)
_DATA = frozenset({"data", "figures", "statistics", "report", "survey", "numbers", "estimates", "figure"})
_LONGEST_QUOTE = 34  # words


@dataclass(slots=True)
class _Place:
    """A measure's sentence, and the stretch of it, between pauses, that holds the measure; offsets count in the part."""

    part: Part
    sentence: Sentence
    text: str
    start: int
    end: int


def read_figures(analysis: Analysis, cast: Cast, dates: Dates) -> list[Figure]:
    """The figures of a document, in the order of the text."""
    found: list[Figure] = []
    for _, group in groupby(analysis.sentences, key=lambda sentence: id(sentence.part)):
        found.extend(_of_part(analysis, list(group), cast, dates))
    return found


def _of_part(analysis: Analysis, sentences: list[Sentence], cast: Cast, dates: Dates) -> Iterator[Figure]:
    """The figures of one part."""
    part = sentences[0].part
    text = part.doc.text
    starts = [sentence.span.start_char for sentence in sentences]

    def sentence_at(offset: int) -> Sentence:
        return sentences[max(0, bisect_right(starts, offset) - 1)]

    def countries(offset: int) -> list[str]:
        sentence = sentence_at(offset)
        nearby = sentences[max(0, sentences.index(sentence) - 2) :][:4]
        return [code for one in (sentence, *nearby) for code in _countries(cast, one, one.span.start, one.span.end - 1)]

    listed = measures(part, text, dates.taken(part), countries)
    last: tuple[int, str | None] = (-9, None)
    for measure in listed:
        sentence = sentence_at(measure.start)
        place = _place(measure, part, sentence, text)
        period = _period(measure, place, dates, listed)
        if period is None and sentence.index - last[0] <= 1 and (measure.borrowed or _ANAPHORA.match(sentence.span.text)):
            period = last[1]
        last = (sentence.index, period)
        yield _figure(analysis, measure, place, cast, period)


def _figure(analysis: Analysis, measure: Measure, place: _Place, cast: Cast, period: str | None) -> Figure:
    """A measure as an item."""
    indicator, full = indicator_of(measure)
    geo = _geo(measure, place, cast)
    return Figure(
        quote=_quote(analysis, measure, place),
        value=round(measure.value, 6),
        unit=_unit(measure, place),
        indicator=indicator,
        geo=tuple(geo),
        period=period,
        bound=measure.bound,
        speaker=_speaker(measure, place, cast),
        confidence=_confidence(measure, full=full, geo=bool(geo), period=period),
    )


def _confidence(measure: Measure, *, full: bool, geo: bool, period: str | None) -> float:
    """How likely a careful reader is to accept the figure, by what was found; estimated on annotated articles."""
    score = 0.62 + 0.12 * full + 0.06 * geo + 0.06 * (period is not None)
    if measure.borrowed:
        score -= 0.12
    if measure.numeral.sort in (Sort.CHANGE, Sort.RANK, Sort.FOLD):
        score -= 0.2
    elif measure.noun is not None and measure.numeral.value < 10:  # noqa: PLR2004
        score -= 0.15
    return round(min(max(score, 0.1), 0.95), 3)


def _unit(measure: Measure, place: _Place) -> str:
    """The unit, with "per day" where the clause has it away from the number: "18 mln barrels of oil pass daily"."""
    unit = measure.unit or ""
    after = place.text[measure.end : place.end]
    if unit in ("barrels", "tonnes", "cubic metres", "cubic feet") and re.match(r"(?:\sof)?(?:\s[\w-]+){0,5}\s(?:daily|a\sday|per\sday|each\sday|every\sday)\b", after):
        return f"{unit} per day"
    return unit


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


def _quote(analysis: Analysis, measure: Measure, place: _Place):  # type: ignore[no-untyped-def]
    """The clause that carries the number with what it counts."""
    start, end = place.start, place.end
    if len(re.findall(r"\w+", place.text[start : measure.start])) < 2 and measure.end >= end - 1:  # noqa: PLR2004
        start = _verb_before(measure, place)
    before, after = place.text[start : measure.start].split(" "), place.text[measure.end : end].split(" ")
    if len(before) + len(after) > _LONGEST_QUOTE:
        start += len(" ".join(before[:-16])) if len(before) > 16 else 0  # noqa: PLR2004
        end -= len(" ".join(after[14:])) if len(after) > 14 else 0  # noqa: PLR2004
    lead = re.match(r"\s*(?:and|but|while|whereas|although|though|or|that)\s", place.text[start : measure.start])
    if lead:
        start += lead.end()
    offset = place.part.start
    return analysis.span(offset + start, offset + end)


def _verb_before(measure: Measure, place: _Place) -> int:
    """Where the clause begins that a bare number between commas belongs to."""
    verb = governor(measure.token)
    if verb is None or verb.i >= measure.token.i or verb.i < place.sentence.span.start or measure.start - verb.idx > 120:  # noqa: PLR2004
        return place.start
    return min(place.start, int(verb.idx))


# ---------------------------------------------------------------- when


def _period(measure: Measure, place: _Place, dates: Dates, listed: Sequence[Measure]) -> str | None:
    """The time that the figure holds for: said in its clause, before it in the sentence, or by the verb that governs it."""
    base = place.part.start
    said = governor(measure.token)
    times = [(one, head) for one, head in dates.heads(place.sentence) if not one.of_noun and not _of_saying(head, said)]
    if not times:
        return None
    own = [one for one, _ in times if place.start <= one.start - base < place.end or place.start < one.end - base <= place.end]
    until = next((one for one in own if one.deadline and one.edtf.startswith("../")), None)
    plain = [one for one in own if not one.deadline]
    if until is not None and plain and cal.first_of(plain[0].edtf) and "/" not in plain[0].edtf:
        return cal.interval(cal.first_of(plain[0].edtf), until.edtf[3:])
    chosen = _nearest(measure, own, base, listed) or _nearest(measure, [one for one, _ in times], base, listed, around=True)
    return _as_period(chosen, dates, place.text[chosen.start - base : chosen.end - base]) if chosen is not None else None


def _of_saying(head: Token, verb: Token | None) -> bool:
    """Whether a time is that of the saying, not of what is said: "said on Monday that exports rose"."""
    governing = governor(head)
    return governing is not None and governing.lemma_ in ("say", "tell", "announce", "report", "add") and (verb is None or verb.i != governing.i)


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
    return after[0] if after and (not around or clear(measure.end, after[0].start - base)) else None


def _as_period(time: TimeExpression, dates: Dates, words: str) -> str:
    """A time as a period: "by 2027" is 2027, "since 2020" runs to the day of the text."""
    edtf = time.edtf
    if time.deadline and edtf.startswith("../") and re.match(r"[Bb]y\b|[Nn]o\slater", words):
        return edtf[3:]
    if edtf.endswith("/..") and words.lower().startswith("since") and dates.anchor is not None:
        here = cal.iso(dates.anchor.year)
        return cal.interval(edtf[:-3], here) if len(edtf) == 7 and edtf[:4] <= here else edtf  # noqa: PLR2004
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
            subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
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
