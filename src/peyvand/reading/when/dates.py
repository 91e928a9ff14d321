"""Every expression of time in a document, resolved, and which of them dates an act.

An expression dates the words that govern it in the parse: "the deal signed in 2019 lapsed on Monday" dates the signing by
the year and the lapse by the day. An act without one may take up the occasion of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.reading.done.occasions import NEAR, groups, is_occasion, occasion_words, stay, taken_up
from peyvand.reading.text.tense import direction_of
from peyvand.reading.when import calendars as cal
from peyvand.reading.when.calendars import Anchor
from peyvand.reading.when.dated import (
    Found,
    TimeExpression,
    counted,
    governed,
    is_firm,
    is_of_bidding,
    only,
    scheduled,
    shared,
    then,
    upward,
)
from peyvand.reading.when.dateline import anchor_of, is_dateline
from peyvand.reading.when.outlook import Outlook, remember
from peyvand.reading.when.resolving import bounded, resolve
from peyvand.reading.when.timewords import FIRST_SINCE, Mention, lexicon, mentions

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from peyvand.reading.text.document import Analysis, Part, Sentence

_JOINED = re.compile(r"\s*(?:to|until|till|through|and|-|–|—)\s*(?:the\s)?(?:(?:early|mid|late)[\s-])?\Z")
_OF_OCCASION = re.compile(r"\s(?:on|of|in)\s(?:the\s)?")
__all__ = ["Dates", "TimeExpression"]

_VERBS = frozenset({"VERB", "AUX"})
_LEAD = 4  # the sentences that may tell what a document is about
_RELEASE = 30  # sentences of a release at most
_REPORTED = frozenset({"fiscal", "fiscal_end", "months_to", "part", "first_months"})  # of accounts, not of a story
_MONTH = 7  # characters of a date that is precise to the month


@dataclass(slots=True)
class Dates:
    """The expressions of time of a document."""

    analysis: Analysis
    anchor: Anchor | None = field(init=False)
    _found: dict[int, list[Found]] = field(init=False, default_factory=dict)
    _lead: Found | None = field(init=False, default=None)
    _occasions: dict[int, str] = field(init=False, default_factory=dict)
    _recent: dict[str, str] = field(init=False, default_factory=dict)
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

    def taken(self, part: Part) -> Sequence[tuple[int, int]]:
        """Where in a part's text time is spoken of, resolved or not; its numbers are no figures."""
        return self._taken.get(part.start, ())

    def of(self, sentence: Sentence, token: Token) -> str | None:
        """When the act took or takes place that this token heads, as EDTF; None where the text gives no hold."""
        found = [one for one in self._found.get(sentence.index, ()) if not is_of_bidding(one, token)]
        if not found:
            return taken_up(self._found, self._lead, sentence, token) or self._performed(sentence, token)
        own = then(found, token) or counted(found, token) or governed(found, token)
        return own or scheduled(found, token) or shared(found, token) or only(found, token)

    def firm(self, sentence: Sentence, token: Token, *, coarse: bool) -> bool:
        """Whether an expression dates the act that this token heads beyond doubt; a month or year only if `coarse`."""
        return any(is_firm(found, token, coarse=coarse) for found in self._found.get(sentence.index, ()))

    def due(self, sentence: Sentence, token: Token) -> str | None:
        """By when it is to be done: the deadline governed by the token, or the sentence's only one."""
        deadlines = [found for found in self._found.get(sentence.index, ()) if found.expression.deadline]
        if not deadlines:
            return None
        own = [found for found in deadlines if any(step.i == token.i for step in upward(found.head))]
        return (own or deadlines)[0].expression.edtf

    def _read(self, part: Part, sentences: Sequence[Sentence]) -> None:
        """Find and resolve the expressions of one part."""
        text = part.text
        everything = list(mentions(text))
        if everything:
            self._taken[part.start] = [(mention.start, mention.end) for mention in everything]
        listed = [mention for mention in everything if not is_dateline(text, mention, sentences[0])]
        occasions = list(occasion_words().finditer(text)) if self._occasions or listed else []
        if not listed and not occasions:
            return
        starts = [sentence.span.start_char for sentence in sentences]
        for mention, edtf in self._resolved(listed, part, text, sentences, starts):
            sentence = sentences[max(0, bisect_right(starts, mention.core) - 1)]
            while occasions and occasions[0].start() < sentence.span.start_char:
                match = occasions.pop(0)
                self._recall(match, part, sentences[max(0, bisect_right(starts, match.start()) - 1)])
            self._keep(mention, edtf, part, sentence)
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
            if mention.kind == "offset" and other is not None and _OF_OCCASION.fullmatch(text[mention.end : other.core]):
                self._recent[_occasion_key(mention)] = resolve(other, outlook) or ""
                other.modifier = True  # "three days before the signing on 12 April" dates the signing, not the act
            edtf = edtf or resolve(mention, outlook)
            if edtf is None:
                continue
            if not mention.modifier and mention.bound not in ("before", "after", "until", "by"):
                remember(self._recent, edtf)
                if mention.kind not in _REPORTED:
                    self._told = (sentence.index, cal.first_of(edtf)[:7])
            yield mention, edtf

    def _telling(self, sentence: Sentence) -> str | None:
        """The month last named, if it was named just before and lies so far back that a bare "in April" goes on from it."""
        index, month = self._told
        far = self.anchor is not None and len(month) == _MONTH and int(month[:4]) <= self.anchor.year - 2 and int(month[5:]) <= 12
        return month if far and sentence.index - index <= NEAR else None

    def _keep(self, mention: Mention, edtf: str, part: Part, sentence: Sentence) -> None:
        """File an expression under its sentence, and note what occasion it dates."""
        span = part.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        core = part.doc.char_span(mention.core, mention.end, alignment_mode="expand")
        if span is None or core is None:
            return
        edtf = stay(edtf, span, sentence) or edtf
        bound = None if mention.bound == "from" and "/" in edtf else mention.bound
        if bound == "from" and not _opens(span, part.text, mention):
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
        apart = mention.bound == "since" and FIRST_SINCE.search(part.text[max(0, mention.core - 60) : mention.core]) is not None
        found = Found(expression, core.root, noun_only or apart, mention.bound, leading, mention.kind == "offset")
        self._found.setdefault(sentence.index, []).append(found)
        if len(cal.first_of(edtf)) == 10 and mention.bound is None:
            self._note_occasion(edtf, found)
            if (
                self._lead is None
                and sentence.index < _LEAD
                and not noun_only
                and is_occasion(sentence.span)
                and self._fresh(edtf)
            ):
                self._lead = found

    def _fresh(self, edtf: str) -> bool:
        """Whether a day is within a week of the text's own, so that it may be what the text reports."""
        day, today = cal.earliest_day(edtf), self.anchor.day if self.anchor else None
        return day is not None and today is not None and abs((day - today).days) <= 7

    def _performed(self, sentence: Sentence, token: Token) -> str | None:
        """The text's own day for what it does by saying so: a release in which a ministry "expresses its regret"."""
        day = self.anchor.day if self.anchor else None
        performs = token.dep_ == "ROOT" and token.tag_ in ("VBZ", "VBP") and token.lemma_ in lexicon()["occasions"]["performed"]
        if (
            day is None
            or not performs
            or len(self.analysis.sentences) > _RELEASE
            or sentence.heading
            or any(child.dep_ in ("aux", "neg") for child in token.lefts)
        ):
            return None
        return day.isoformat()

    def _note_occasion(self, edtf: str, found: Found) -> None:
        """Remember a dated visit, meeting … for a later "during the visit"."""
        governor = next((step for step in upward(found.head) if step.pos_ in _VERBS or step.lower_ in groups()), None)
        if governor is None:
            return
        words = [governor, *(governor.subtree if governor.pos_ in _VERBS else ())]
        for word in words:
            group = groups().get(word.lower_) or groups().get(lexicon()["occasions"]["of_verb"].get(word.lemma_, ""))
            if group is not None:
                self._occasions[group] = edtf
                self._recent.update({f"occasion {noun}": edtf for noun, number in groups().items() if number == group})

    def _recall(self, match: re.Match[str], part: Part, sentence: Sentence) -> None:
        """In a sentence without a day, "during the visit" means the visit that was dated before."""
        edtf = self._occasions.get(groups()[match["noun"].lower()])
        known = self._found.get(sentence.index, [])
        if edtf is None or any(len(cal.first_of(one.expression.edtf)) == 10 for one in known):
            return
        span = part.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None and not any(child.pos_ == "PROPN" for child in span.root.subtree if child.i >= span.end):
            expression = TimeExpression(part.start + match.start(), part.start + match.end(), edtf)
            self._found.setdefault(sentence.index, []).append(Found(expression, span.root, modifier=False))


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


def _occasion_key(mention: Mention) -> str:
    """Under which the day of the occasion is remembered that "two weeks after the signing" counts from."""
    return f"occasion {mention.text.lower().split()[-1]}"


def _joined(text: str, one: Mention, two: Mention) -> bool:
    """Whether two mentions are the ends of one interval: "from March to June 2019", "between 2012 and 2016"."""
    between = text[one.end : two.core]
    if len(between) > 20 or not _JOINED.fullmatch(between):
        return False
    word = between.strip().split(" ")[0]
    if word == "and" and one.kind == two.kind == "weekday":
        first, second = (lexicon()["weekdays"].index(day.text) if day.text in lexicon()["weekdays"] else -9 for day in (one, two))
        return second - first == 1  # "on Tuesday and Wednesday"
    if word == "and" and one.kind == two.kind == "year":
        return int(two.text) == int(one.text) + 1  # "in 1984 and 1985"
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
