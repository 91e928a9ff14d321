"""When an office is held, where a text says so: "foreign minister since 2019", "who was premier from 2013 to 2017"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Analysis, Sentence
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

_BEING = frozenset({"be", "become", "serve", "remain"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADP", "SCONJ"})
_SHORTEST = 4  # characters of a date: no holding is told that isn't told by a year


def tenures(analysis: Analysis, cast: Cast, dates: Dates) -> dict[int, str]:
    """By the identity of the person, the time at which the text says that the person holds the office, as EDTF."""
    found: dict[int, str] = {}
    for sentence in analysis.sentences:
        times = dates.heads(sentence)
        if not times:
            continue
        names = cast.names(sentence)
        for at in range(sentence.span.start, sentence.span.end):
            phrase = names.offices.get(at)
            if phrase is None or phrase.plural:
                continue
            token = sentence.part.doc[at]
            edtf = next((time.edtf for time, head in times if len(time.edtf) >= _SHORTEST and _dates(head, token)), None)
            person = _holder(sentence, token, cast) if edtf is not None else None
            if person is not None and edtf is not None and person.title == phrase.title:
                found.setdefault(id(person), edtf)
    return found


def _dates(head: Token, office: Token) -> bool:
    """Whether a time is said of an office: it hangs on its words, or on the "was" that gives it to somebody."""
    if head.pos_ == "ADJ":
        return False
    for step in head.ancestors:
        if step.i == office.i:
            return True
        if step.lemma_ in _BEING:
            return office.dep_ in {"attr", "pobj"} and step.i in {one.i for one in office.ancestors}
        if step.pos_ not in _NOMINAL:
            return False
    return False


def _holder(sentence: Sentence, office: Token, cast: Cast) -> Entity | None:
    """Who holds the office: the name beside it, or the subject that it is said of."""
    phrase = cast.names(sentence).offices[office.i]
    if phrase.holder is not None:
        return cast.names(sentence).entities.get(phrase.holder.first)
    verb = next((one for one in office.ancestors if one.lemma_ in _BEING), None)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None) if verb is not None else None
    named = cast.who(sentence, subject) if subject is not None else []
    return named[0] if len(named) == 1 else None
