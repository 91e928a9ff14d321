"""On whose word a figure rests: who says, counts or reckons it, by whose account it is so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from peyvand.reading.counted.indicators import governor
from peyvand.reading.counted.measure import Measure, Place
from peyvand.reading.counted.numbers import units_table
from peyvand.reading.text.clauses import child

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast

_ACCORDING = re.compile(
    r"\b[Aa]ccording\sto\s|\b(?:[Bb]y|[Oo]n|[Aa]t|[Ii]n)\s(?=[^,;.]{2,40}(?:'s?|’s?)\s)|\b[Bb]y\sthe\saccount\sof\s"
)
_SUBJECTS = ("nsubj",)
_CLIMBS = 6  # clauses out from the number
_WORDS = 6  # of a claimant without a name


@dataclass(frozen=True, slots=True)
class Claim:
    """Who is credited with a number, and of which country that is."""

    speaker: str
    country: str | None = None


def claim_of(measure: Measure, place: Place, cast: Cast) -> Claim | None:
    """Who is credited with a figure; None where nobody is."""
    return _by_account(place, cast) or _by_verb(measure, place.sentence, cast)


@cache
def _words(key: str) -> frozenset[str]:
    """A list of words of claiming."""
    return frozenset(units_table()["claims"][key])


def _by_account(place: Place, cast: Cast) -> Claim | None:
    """According to whom: "according to the bank", "by the army's count", in the clause of the number or around it."""
    sentence, doc = place.sentence, place.part.doc
    for match in _ACCORDING.finditer(place.text, sentence.span.start_char, sentence.span.end_char):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is None:
            continue
        owner = _owner_of_count(span[-1])
        if owner is not None:
            return _named(cast, sentence, owner)
        thing = child(span[-1], "pobj")
        if thing is None:
            continue
        if match.group().lower().startswith("according") or " account of" in match.group():
            return _named(cast, sentence, thing)
    return None


def _owner_of_count(prep: Token) -> Token | None:
    """Whose count it is after "by": the noun before "'s" where a word such as "count" follows, however that is parsed."""
    doc = prep.doc
    for token in doc[prep.i + 1 : prep.i + 2 + _WORDS]:
        if token.text in ("'s", "’s", "'", "’"):
            told = any(word.lower_ in _words("nouns") for word in doc[token.i + 1 : token.i + 4])
            return doc[token.i - 1] if told else None
    return None


def _by_verb(measure: Measure, sentence: Sentence, cast: Cast) -> Claim | None:
    """Who says it, by the verbs around the number's clause; by its own verb where that claims numbers."""
    own = verb = governor(measure.token)
    for _ in range(_CLIMBS):
        if verb is None:
            return None
        if verb.lemma_ in _words("verbs") and (verb is not own or verb.lemma_ in _words("numbering")):
            found = _sayer(measure, verb, sentence, cast)
            if found is not None or verb is not own:
                return found
        said = next((one for one in verb.children if one.dep_ in ("ccomp", "parataxis") and one.lemma_ in _words("verbs")), None)
        if said is not None and not any(step.i == said.i for step in measure.token.ancestors):
            return _sayer(measure, said, sentence, cast)
        verb = governor(verb.head) if verb.head.i != verb.i else None
    return None


def _sayer(measure: Measure, verb: Token, sentence: Sentence, cast: Cast) -> Claim | None:
    """The subject of a verb of claiming; of "is put at 40 by the bank" the bank."""
    by = child(verb, "agent")
    doer = child(by, "pobj") if by is not None else child(verb, *_SUBJECTS)
    if doer is None or doer.left_edge.i <= measure.token.i <= doer.right_edge.i:
        return None
    return _named(cast, sentence, doer)


def _named(cast: Cast, sentence: Sentence, head: Token) -> Claim | None:
    """The actor meant by a noun phrase, or its own words; of "data from the ministry" the ministry."""
    if head.lower_ in _words("sources"):
        inner = next((one for prep in head.children if prep.dep_ == "prep" for one in prep.children if one.dep_ == "pobj"), None)
        head = inner or child(head, "poss") or head
    entity = next(iter(cast.who(sentence, head)), None)
    if entity is not None:
        entity.used = True
        return Claim(entity.name, entity.country)
    if head.pos_ not in ("NOUN", "PROPN"):
        return None
    phrase = head.doc[head.left_edge.i : head.i + 1]
    words = [token for token in phrase if token.pos_ not in ("DET", "PRON", "PUNCT", "SPACE", "NUM")]
    return Claim("".join(token.text_with_ws for token in words[-_WORDS:]).strip()) if words else None
