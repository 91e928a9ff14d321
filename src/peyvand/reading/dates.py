"""Every expression of time in a document, resolved, and which of them dates an act.

An expression dates the words that govern it in the parse: "the deal signed in 2019 lapsed on Monday" dates the signing by
the year and the lapse by the day. An act without one may take up the occasion of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.reading import calendars as cal
from peyvand.reading.calendars import Anchor
from peyvand.reading.dated import Found, TimeExpression, governed, only, scheduled, shared, upward
from peyvand.reading.dateline import anchor_of, is_dateline
from peyvand.reading.outlook import Outlook, remember
from peyvand.reading.resolving import bounded, resolve
from peyvand.reading.tense import direction_of
from peyvand.reading.timewords import NUMBERS, Mention, lexicon, mentions

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from peyvand.reading.document import Analysis, Part, Sentence

_JOINED = re.compile(r"\s*(?:to|until|till|through|and|-|–|—)\s*(?:the\s)?(?:(?:early|mid|late)[\s-])?\Z")
__all__ = ["Dates", "TimeExpression"]

_VERBS = frozenset({"VERB", "AUX"})
# How many sentences on an occasion may be taken up by its parties spoken of as known, and by their names.
_NEAR, _FAR = 2, 6
_MONTH = 7  # characters of a date that is precise to the month


@dataclass(slots=True)
class Dates:
    """The expressions of time of a document."""

    analysis: Analysis
    anchor: Anchor | None = field(init=False)
    _found: dict[int, list[Found]] = field(init=False, default_factory=dict)
    _occasions: dict[int, str] = field(init=False, default_factory=dict)
    _recent: dict[str, str] = field(init=False, default_factory=dict)
    _texts: dict[int, str] = field(init=False, default_factory=dict)
    _told: tuple[int, str] = field(init=False, default=(-9, ""))
    _taken: dict[int, list[tuple[int, int]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        parts = _parts(self.analysis)
        self.anchor = anchor_of(self.analysis.source)
        for part, sentences in parts:
            self._read(part, sentences)

    def in_sentence(self, sentence: Sentence) -> Sequence[TimeExpression]:
        """The resolved expressions of a sentence, in order."""
        return [found.expression for found in self._found.get(sentence.index, ())]

    def heads(self, sentence: Sentence) -> Sequence[tuple[TimeExpression, Token]]:
        """The resolved expressions of a sentence, each with the token that heads it."""
        return [(found.expression, found.head) for found in self._found.get(sentence.index, ())]

    def text(self, part: Part) -> str:
        """A part's text; spaCy puts it together anew each time it is asked, which costs as much as reading the dates."""
        return self._texts.get(part.start) or part.doc.text

    def taken(self, part: Part) -> Sequence[tuple[int, int]]:
        """Where in a part's text time is spoken of, resolved or not; its numbers are no figures."""
        return self._taken.get(part.start, ())

    def of(self, sentence: Sentence, token: Token) -> str | None:
        """When the act took or takes place that this token heads, as EDTF; None where the text gives no hold."""
        found = self._found.get(sentence.index)
        if not found:
            return self._taken_up(sentence, token)
        return governed(found, token) or scheduled(found, token) or shared(found, token) or only(found, token)

    def due(self, sentence: Sentence, token: Token) -> str | None:
        """By when it is to be done: the deadline governed by the token, or the sentence's only one."""
        deadlines = [found for found in self._found.get(sentence.index, ()) if found.expression.deadline]
        if not deadlines:
            return None
        own = [found for found in deadlines if any(step.i == token.i for step in upward(found.head))]
        return (own or deadlines)[0].expression.edtf

    def _read(self, part: Part, sentences: Sequence[Sentence]) -> None:
        """Find and resolve the expressions of one part."""
        text = self._texts[part.start] = part.doc.text
        everything = list(mentions(text))
        if everything:
            self._taken[part.start] = [(mention.start, mention.end) for mention in everything]
        listed = [mention for mention in everything if not is_dateline(text, mention, sentences[0])]
        occasions = list(_occasion_words().finditer(text)) if self._occasions or listed else []
        if not listed and not occasions:
            return
        starts = [sentence.span.start_char for sentence in sentences]
        for mention, edtf in self._resolved(listed, part, text, sentences, starts):
            self._keep(mention, edtf, part, sentences[max(0, bisect_right(starts, mention.core) - 1)])
        for match in occasions:
            self._recall(match, part, sentences[max(0, bisect_right(starts, match.start()) - 1)])

    def _resolved(
        self, listed: Sequence[Mention], part: Part, text: str, sentences: Sequence[Sentence], starts: Sequence[int]
    ) -> Iterator[tuple[Mention, str]]:
        """Mentions with their dates; two that are joined are one interval."""
        skip: set[int] = set()
        following = {one.core: two for one, two in pairwise(listed)}
        for mention in listed:
            if mention.core in skip:
                continue
            sentence = sentences[max(0, bisect_right(starts, mention.core) - 1)]
            outlook = Outlook(
                self.anchor,
                partial(_direction, mention, part, sentence),
                text[sentence.span.start_char : sentence.span.end_char],
                self._recent,
                self._telling(sentence),
            )
            other = following.get(mention.core)
            edtf = None
            if other is not None and _joined(text, mention, other):
                edtf = _interval(mention, other, outlook)
                if edtf is not None:
                    skip.add(other.core)
                    mention.end, mention.bound = other.end, None
            edtf = edtf or resolve(mention, outlook)
            if edtf is None:
                continue
            if not mention.modifier and mention.bound not in ("before", "after", "until", "by"):
                remember(self._recent, edtf)
                self._told = (sentence.index, cal.first_of(edtf)[:7])
            yield mention, edtf

    def _telling(self, sentence: Sentence) -> str | None:
        """The month last named, if it was named just before and lies so far back that a bare "in April" goes on from it."""
        index, month = self._told
        far = self.anchor is not None and len(month) == _MONTH and int(month[:4]) <= self.anchor.year - 2 and int(month[5:]) <= 12
        return month if far and sentence.index - index <= _NEAR else None

    def _keep(self, mention: Mention, edtf: str, part: Part, sentence: Sentence) -> None:
        """File an expression under its sentence, and note what occasion it dates."""
        span = part.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        core = part.doc.char_span(mention.core, mention.end, alignment_mode="expand")
        if span is None or core is None:
            return
        edtf = _stay(edtf, span, sentence) or edtf
        bound = None if mention.bound == "from" and "/" in edtf else mention.bound
        if bound == "from" and not _opens(span, self.text(part), mention):
            bound = None
        noun_only = mention.modifier and (bound is None or len(cal.first_of(edtf)) == 10)
        if noun_only and bound:
            bound = None
        mention.bound = "since" if bound == "from" else bound
        final = edtf if "/" in edtf and mention.kind == "within" else bounded(edtf, mention)
        deadline = mention.kind == "within" or mention.bound in ("by", "until")
        if mention.bound == "before" and direction_of(span.root) > 0:
            deadline = True
        expression = TimeExpression(part.start + mention.start, part.start + mention.end, final, deadline, noun_only)
        leading = all(token.dep_ in ("cc", "punct", "advmod") for token in part.doc[sentence.span.start : span.start])
        found = Found(expression, core.root, noun_only, mention.bound, leading)
        self._found.setdefault(sentence.index, []).append(found)
        if len(cal.first_of(edtf)) == 10 and mention.bound is None:
            self._note_occasion(edtf, found)

    def _note_occasion(self, edtf: str, found: Found) -> None:
        """Remember a dated visit, meeting … for a later "during the visit"."""
        governor = next((step for step in upward(found.head) if step.pos_ in _VERBS or step.lower_ in _groups()), None)
        if governor is None:
            return
        words = [governor, *(governor.subtree if governor.pos_ in _VERBS else ())]
        for word in words:
            group = _groups().get(word.lower_) or _groups().get(lexicon()["occasions"]["of_verb"].get(word.lemma_, ""))
            if group is not None:
                self._occasions[group] = edtf

    def _recall(self, match: re.Match[str], part: Part, sentence: Sentence) -> None:
        """In a sentence without a day, "during the visit" means the visit that was dated before."""
        edtf = self._occasions.get(_groups()[match["noun"].lower()])
        known = self._found.get(sentence.index, [])
        if edtf is None or any(len(cal.first_of(one.expression.edtf)) == 10 for one in known):
            return
        span = part.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None and not any(child.pos_ == "PROPN" for child in span.root.subtree if child.i >= span.end):
            expression = TimeExpression(part.start + match.start(), part.start + match.end(), edtf)
            self._found.setdefault(sentence.index, []).append(Found(expression, span.root, modifier=False))

    def _taken_up(self, sentence: Sentence, token: Token) -> str | None:
        """The day of a meeting, visit … told just before, where those who took part in it go on: "Hayashi also urged"."""
        verb = next((step for step in upward(token) if step.pos_ in _VERBS), None)
        while verb is not None and verb.dep_ in ("conj", "advcl", "xcomp"):
            verb = verb.head
        if verb is None or verb.tag_ != "VBD":
            return None
        subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None:
            return None
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _FAR), -1):
            for found in self._found.get(index, ()):
                if found.modifier:
                    continue
                told = found.head.sent
                if len(cal.first_of(found.expression.edtf)) < 10 or found.bound or not _is_occasion(told):
                    return None
                near = sentence.index - index <= _NEAR and _is_party(subject)
                return found.expression.edtf if near or _took_part(subject, told) else None
        return None


def _is_occasion(told: Span) -> bool:
    """Whether a sentence tells of an occasion at which several acts take place."""
    verbs = lexicon()["occasions"]["verbs"]
    return any(token.lower_ in _groups() or token.lemma_ in verbs for token in told)


def _is_party(subject: Token) -> bool:
    """Whether a subject is "they", "the two ministers", "both sides"."""
    return subject.lower_ in lexicon()["occasions"]["parties"] and all(child.pos_ != "PROPN" for child in subject.lefts)


def _took_part(subject: Token, told: Span) -> bool:
    """Whether a person named as subject is named in the sentence that told of the occasion."""
    return subject.pos_ == "PROPN" and subject.ent_type_ == "PERSON" and any(token.lower_ == subject.lower_ for token in told)


# ---------------------------------------------------------------- reading


def _parts(analysis: Analysis) -> list[tuple[Part, list[Sentence]]]:
    """The parts of a document, in order, each with its sentences."""
    parts: list[tuple[Part, list[Sentence]]] = []
    for sentence in analysis.sentences:
        if not parts or parts[-1][0] is not sentence.part:
            parts.append((sentence.part, []))
        parts[-1][1].append(sentence)
    return parts


def _direction(mention: Mention, part: Part, sentence: Sentence) -> int:
    """The tense of what governs a mention."""
    span = part.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if mention.bound in ("by", "until") and mention.kind != "year":
        return 1
    return direction_of(span.root, heading=sentence.heading) if span is not None else 0


def _joined(text: str, one: Mention, two: Mention) -> bool:
    """Whether two mentions are the ends of one interval: "from March to June 2019", "between 2012 and 2016"."""
    between = text[one.end : two.core]
    if len(between) > 20 or not _JOINED.fullmatch(between):
        return False
    word = between.strip().split(" ")[0]
    return (word != "and" or one.bound == "between") and two.kind not in ("that", "ago")


def _interval(one: Mention, two: Mention, outlook: Outlook) -> str | None:
    """The interval from one mention to another; the first takes the second's year where it has none."""
    two.bound = None
    last = resolve(two, outlook)
    if last is None:
        return None
    year = int(cal.first_of(last)[:4] or 0) or None
    first = resolve(one, replace(outlook, year=year))
    if first is None:
        return None
    low, high = cal.first_of(first), cal.last_of(last)
    if low > high and low[:4] == high[:4] and one.kind in ("day", "bare_month", "homograph"):
        low = cal.iso(int(low[:4]) - 1) + low[4:]
    return cal.interval(low, high) if low and high and low <= high else None


def _opens(span: Span, text: str, mention: Mention) -> bool:
    """Whether "from 2025" means from then on: "from … on", at the head of a sentence, or of what is to come."""
    if re.match(r"\s(?:on|onward|onwards|forward)\b", text[mention.end : mention.end + 10]):
        return True
    if any(step.lemma_ in ("date", "stem", "come", "originate") for step in span.root.ancestors):
        return False
    return (
        span.start == span.sent.start
        or direction_of(span.root) > 0
        or span[0].lower_ in ("starting", "beginning", "effective", "as")
    )


@cache
def _groups() -> dict[str, int]:
    """Nouns for occasions, each with the number of those that mean the same."""
    return {noun: number for number, group in enumerate(lexicon()["occasions"]["groups"], 1) for noun in group}


@cache
def _occasion_words() -> re.Pattern[str]:
    """An occasion spoken of as known: "during the visit", "at their meeting"."""
    nouns = "|".join(_groups())
    return re.compile(
        rf"\b(?:[Dd]uring|[Aa]t|[Ii]n)\s(?:the|his|her|their|this|that|these)\s(?:[a-z-]+\s)?(?P<noun>{nouns})\b(?!\s(?:of|in|last|next)\b)"
    )


@cache
def _stays() -> re.Pattern[str]:
    """A stay of some length: "a four-day visit"."""
    nouns = "|".join(_groups())
    return re.compile(rf"\b(?P<count>\w+)-day\s(?:[\w-]+\s){{0,3}}?(?P<noun>{nouns})\b")


def _stay(edtf: str, span: Span, sentence: Sentence) -> str | None:
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
