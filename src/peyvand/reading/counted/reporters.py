"""Which countries a figure is about, the reporter first: those of its subject, of its clause, of the places that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from peyvand.reading.counted.indicators import governor, subject_of, whole_of
from peyvand.reading.counted.measure import Measure, Place
from peyvand.reading.who.gazetteer import Named
from peyvand.reading.who.locating import locate

if TYPE_CHECKING:
    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast

_PARTNERS = frozenset({"from", "to", "with", "between"})
_MOST = 3
_BACK = 2  # sentences back in the paragraph in which the country may have been named


def countries_of(measure: Measure, place: Place, cast: Cast) -> list[str]:
    """The countries that a figure is about: of its subject first, then of its clause, its sentence, and of those before it."""
    sentence, doc = place.sentence, place.part.doc
    span = doc.char_span(place.start, place.end, alignment_mode="expand")
    codes: list[str] = []
    whole = whole_of(measure) if measure.unit == "percent" else None
    if whole is not None:
        codes += named(cast, sentence, whole.left_edge.i, whole.right_edge.i)[
            :1
        ]  # of "5 percent of Japan's oil" Japan is the reporter
    verb = governor(measure.noun or measure.token)
    subject = subject_of(verb) if verb is not None else None
    if subject is not None:
        codes += named(cast, sentence, subject.left_edge.i, subject.right_edge.i)
        if not codes:
            codes += [entity.country for entity in cast.who(sentence, subject) if entity.country]
    if span is not None:
        codes += named(cast, sentence, span.start, span.end - 1)
    for prep in verb.children if verb is not None else ():
        if prep.dep_ == "prep" and prep.lower_ in _PARTNERS:
            codes += named(cast, sentence, prep.left_edge.i, prep.right_edge.i)
    codes = codes or named(cast, sentence, sentence.span.start, sentence.span.end - 1)
    codes = codes or list(_located(cast, sentence))
    return list(dict.fromkeys(codes))[:_MOST]


def spoken_of_before(place: Place, cast: Cast, sentences: Sequence[Sentence]) -> list[str]:
    """The countries of the nearest sentence before in the paragraph that names any."""
    at = sentences.index(place.sentence)
    for sentence in reversed(sentences[max(0, at - _BACK) : at]):
        codes = named(cast, sentence, sentence.span.start, sentence.span.end - 1) or list(_located(cast, sentence))
        if codes:
            return list(dict.fromkeys(codes))[:_MOST]
    return []


def is_partner_only(place: Place, cast: Cast, geo: Sequence[str]) -> bool:
    """Whether the one country of a figure stands behind "to" or "from", so that the reporter is another: "exports to China"."""
    if len(geo) != 1:
        return False
    sentence = place.sentence
    for mention, entity in cast.named_between(sentence, sentence.span.start, sentence.span.end - 1):
        if entity.country == geo[0]:
            head = place.part.doc[mention.root]
            return head.dep_ == "pobj" and head.head.lower_ in _PARTNERS and head.head.head.pos_ in ("NOUN", "VERB")
    return False


def named(cast: Cast, sentence: Sentence, first: int, last: int) -> list[str]:
    """The countries named in tokens `first` to `last`, by their own name or that of one of their people or bodies."""
    return [entity.country for _, entity in cast.named_between(sentence, first, last) if entity.country]


def _located(cast: Cast, sentence: Sentence) -> Iterator[str]:
    """The countries in which the cities lie that a sentence names: Surat is in India."""
    near = [entity.country for entity in cast.countries() if entity.country]
    for mention in cast.names(sentence).mentions:
        if mention.named is Named.PLACE:
            location = locate(mention.text, cast.gazetteer.lexicon, near, mention.country)
            if location is not None and location.country is not None:
                yield location.country
