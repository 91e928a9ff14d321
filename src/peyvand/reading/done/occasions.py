"""Occasions: a visit, meeting or signing whose day is told once, and taken up by what follows without a date of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from peyvand.reading.text.tense import direction_of
from peyvand.reading.when import calendars as cal
from peyvand.reading.when.dated import Found, upward
from peyvand.reading.when.timewords import NUMBERS, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from peyvand.reading.text.document import Sentence

_VERBS = frozenset({"VERB", "AUX"})
_DAY = 10  # characters of a date that is precise to the day
# How many sentences on an occasion may be taken up by its parties spoken of as known, and by their names.
NEAR, _FAR = 2, 6
_LONGEST_STAY = 60  # days


@cache
def groups() -> dict[str, int]:
    """Nouns for occasions, each with the number of those that mean the same."""
    return {noun: number for number, group in enumerate(lexicon()["occasions"]["groups"], 1) for noun in group}


@cache
def occasion_words() -> re.Pattern[str]:
    """An occasion spoken of as known: "during the visit", "at their meeting"."""
    nouns = "|".join(groups())
    return re.compile(
        rf"\b(?:[Dd]uring|[Aa]t|[Ii]n)\s(?:the|his|her|their|this|that|these)\s(?:[a-z-]+\s)?(?P<noun>{nouns})\b(?!\s(?:of|in|last|next)\b)"
    )


@cache
def _stays() -> re.Pattern[str]:
    """A stay of some length: "a four-day visit"."""
    nouns = "|".join(groups())
    return re.compile(rf"\b(?P<count>\w+)-day\s(?:[\w-]+\s){{0,3}}?(?P<noun>{nouns})\b")


def stay(edtf: str, span: Span, sentence: Sentence) -> str | None:
    """The days of a visit of so many days that begins, or ends, on a day: "begins a four-day visit on Tuesday"."""
    if len(edtf) != 10:
        return None
    match = _stays().search(sentence.span.text)
    if match is None:
        return None
    count = int(match["count"]) if match["count"].isdigit() else NUMBERS.get(match["count"].lower(), 0)
    verb = next((step for step in upward(span.root) if step.pos_ in _VERBS), None)
    if not 1 < count <= 60 or verb is None:
        return None
    day, rules = date.fromisoformat(edtf), lexicon()["occasions"]
    if verb.lemma_ in rules["begins"]:
        return cal.interval(edtf, (day + timedelta(days=count - 1)).isoformat())
    if verb.lemma_ in rules["ends"]:
        return cal.interval((day - timedelta(days=count - 1)).isoformat(), edtf)
    return None


def is_occasion(told: Span) -> bool:
    """Whether a sentence tells of an occasion at which several acts take place."""
    verbs = lexicon()["occasions"]["verbs"]
    return any(token.lower_ in groups() or token.lemma_ in verbs for token in told)


def is_party(subject: Token) -> bool:
    """Whether a subject is "they", "the two ministers", "both sides", "the Ruritanian minister"."""
    rules = lexicon()["occasions"]
    if any(child.pos_ == "PROPN" for child in subject.lefts):
        return False
    return subject.lower_ in rules["parties"] or (
        subject.lower_ in rules["guests"] and any(child.lower_ == "the" for child in subject.lefts)
    )


def _took_part(subject: Token, told: Span) -> bool:
    """Whether a person named as subject is named in the sentence that told of the occasion."""
    if subject.pos_ != "PROPN":
        return False
    same = [token for token in told if token.lower_ == subject.lower_]
    return bool(same) and any(token.ent_type_ == "PERSON" for token in (subject, *same))


def taken_up(found: Mapping[int, Sequence[Found]], lead: Found | None, sentence: Sentence, token: Token) -> str | None:
    """The day of a meeting, visit … told before, where those who took part in it go on: "Laine also urged restraint".

    `lead` is the occasion that the document as a whole is about, if any: its persons are taken to act at it all along.
    """
    verb = next((step for step in upward(token) if step.pos_ in _VERBS), None)
    while verb is not None and verb.dep_ in ("conj", "advcl", "xcomp"):
        verb = verb.head
    subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None) if verb is not None else None
    if verb is None or subject is None:
        return None
    ahead = direction_of(verb) > 0
    if verb.tag_ == "VBD":
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _FAR), -1):
            one = next((one for one in found.get(index, ()) if not one.modifier and not _aside(one)), None)
            if one is not None:
                day = _taken_from(one, subject, sentence.index - index)
                if day is not None:
                    return day
                break
    elif not (ahead and verb.tag_ == "VB"):
        return None
    if lead is None or sentence.index - 1 in found or not _took_part(subject, lead.head.sent):
        return None
    return lead.expression.edtf if ahead == (direction_of(lead.head) > 0) else None


def _aside(found: Found) -> bool:
    """Whether an expression stands in a clause that says more of something: "the commission, whose last meeting was in May"."""
    return any(step.dep_ == "relcl" for step in upward(found.head))


def _taken_from(found: Found, subject: Token, distance: int) -> str | None:
    """The day of an occasion told so many sentences before, if the subject took part in it."""
    told, edtf = found.head.sent, found.expression.edtf
    if len(cal.first_of(edtf)) < _DAY or found.bound or not is_occasion(told):
        return None
    near = distance <= NEAR and is_party(subject)
    return edtf if near or _took_part(subject, told) else None
