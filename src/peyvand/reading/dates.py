"""Every expression of time in a document, resolved, and which of them dates an act.

An expression dates the words that govern it in the parse: "the deal signed in 2019 lapsed on Monday" dates the signing by
the year and the lapse by the day. An act without one may take up the occasion of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.model import BlockKind, Source
from peyvand.reading import calendars as cal
from peyvand.reading.calendars import Anchor
from peyvand.reading.resolving import Outlook, bounded, remember, resolve, today_of
from peyvand.reading.tense import direction_of
from peyvand.reading.timewords import NUMBERS, Mention, lexicon, mentions

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from peyvand.reading.document import Analysis, Part, Sentence

_DATELINE = re.compile(
    r"\W*[A-Z][\w .,'/()-]{1,60}?,?\s+(?:\([\w ]+\)\s*)?[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?\s*(?:\([^)]{1,40}\))?\s*(?:--?|–|—|:)\s"
)
_JOINED = re.compile(r"\s*(?:to|until|till|through|and|-|–|—)\s*(?:the\s)?(?:(?:early|mid|late)[\s-])?\Z")
_AROUND = frozenset({"before", "after", "since", "until", "when", "while", "as"})
_SCHEDULED = frozenset({"schedule", "expect", "set", "slate", "plan", "be", "due"})
_VERBS = frozenset({"VERB", "AUX"})
# How many sentences on an occasion may be taken up by its parties spoken of as known, and by their names.
_NEAR, _FAR = 2, 6


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the date they mean; `start:end` counts in the source's text."""

    start: int
    end: int
    edtf: str
    deadline: bool = False  # "by 2030", "within two years", "until June"
    of_noun: bool = False  # dates the noun that it modifies, not the clause: "the 2015 deal"


@dataclass(slots=True, eq=False)
class _Found:
    """An expression with where it stands in the parse."""

    expression: TimeExpression
    head: Token
    modifier: bool
    bound: str | None = None
    leading: bool = False  # first in its sentence, and so said of its main act


@dataclass(slots=True)
class Dates:
    """The expressions of time of a document."""

    analysis: Analysis
    anchor: Anchor | None = field(init=False)
    _found: dict[int, list[_Found]] = field(init=False, default_factory=dict)
    _occasions: dict[int, str] = field(init=False, default_factory=dict)
    _recent: dict[str, str] = field(init=False, default_factory=dict)
    _taken: dict[int, list[tuple[int, int]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        parts = _parts(self.analysis)
        self.anchor = _anchor(self.analysis.source, parts)
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
        found = self._found.get(sentence.index)
        if not found:
            return self._taken_up(sentence, token)
        return _governed(found, token) or _scheduled(found, token) or _shared(found, token) or _only(found, token)

    def due(self, sentence: Sentence, token: Token) -> str | None:
        """By when it is to be done: the deadline governed by the token, or the sentence's only one."""
        deadlines = [found for found in self._found.get(sentence.index, ()) if found.expression.deadline]
        if not deadlines:
            return None
        own = [found for found in deadlines if any(step.i == token.i for step in _path(found.head))]
        return (own or deadlines)[0].expression.edtf

    def _read(self, part: Part, sentences: Sequence[Sentence]) -> None:
        """Find and resolve the expressions of one part."""
        text = part.doc.text
        everything = list(mentions(text))
        if everything:
            self._taken[part.start] = [(mention.start, mention.end) for mention in everything]
        listed = [mention for mention in everything if not _is_dateline(text, mention, sentences[0])]
        occasions = list(_occasion_words().finditer(text)) if self._occasions or listed else []
        if not listed and not occasions:
            return
        starts = [sentence.span.start_char for sentence in sentences]

        def sentence_at(offset: int) -> Sentence:
            return sentences[max(0, bisect_right(starts, offset) - 1)]

        for mention, edtf in self._resolved(listed, part, text, sentence_at):
            self._keep(mention, edtf, part, sentence_at(mention.core))
        for match in occasions:
            self._recall(match, part, sentence_at(match.start()))

    def _resolved(self, listed: list[Mention], part: Part, text: str, sentence_at: object) -> Iterator[tuple[Mention, str]]:
        """Mentions with their dates; two that are joined are one interval."""
        assert callable(sentence_at)
        skip: set[int] = set()
        following = {one.core: two for one, two in pairwise(listed)}
        for mention in listed:
            if mention.core in skip:
                continue
            sentence = sentence_at(mention.core)
            outlook = Outlook(self.anchor, lambda m=mention, s=sentence: _direction(m, part, s), sentence.span.text, self._recent)  # type: ignore[misc]
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
            yield mention, edtf

    def _keep(self, mention: Mention, edtf: str, part: Part, sentence: Sentence) -> None:
        """File an expression under its sentence, and note what occasion it dates."""
        span = part.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return
        edtf = _stay(edtf, span, sentence) or edtf
        bound = mention.bound
        if bound == "from" and not _opens(span, part.doc.text, mention):
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
        found = _Found(expression, span.root, noun_only, mention.bound, leading)
        self._found.setdefault(sentence.index, []).append(found)
        if len(cal.first_of(edtf)) == 10 and mention.bound is None:
            self._note_occasion(edtf, found, sentence)

    def _note_occasion(self, edtf: str, found: _Found, sentence: Sentence) -> None:
        """Remember a dated visit, meeting … for a later "during the visit"."""
        governor = next((step for step in _path(found.head) if step.pos_ in _VERBS or step.lower_ in _groups()), None)
        if governor is None:
            return
        words = [governor, *(governor.subtree if governor.pos_ in _VERBS else ())]
        for word in words:
            group = _groups().get(word.lower_)
            if group is not None:
                self._occasions[group] = edtf

    def _recall(self, match: re.Match[str], part: Part, sentence: Sentence) -> None:
        """ "During the visit", in a sentence without a day, means the visit that was dated before."""
        edtf = self._occasions.get(_groups()[match["noun"].lower()])
        known = self._found.get(sentence.index, [])
        if edtf is None or any(len(cal.first_of(one.expression.edtf)) == 10 for one in known):
            return
        span = part.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None and not any(child.pos_ == "PROPN" for child in span.root.subtree if child.i >= span.end):
            expression = TimeExpression(part.start + match.start(), part.start + match.end(), edtf)
            self._found.setdefault(sentence.index, []).append(_Found(expression, span.root, modifier=False))

    def _taken_up(self, sentence: Sentence, token: Token) -> str | None:
        """The day of a meeting, visit … told just before, where those who took part in it go on: "Hayashi also urged"."""
        verb = next((step for step in _path(token) if step.pos_ in _VERBS), None)
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
    """ "They", "the two ministers", "both sides"."""
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


def _anchor(source: Source, parts: Sequence[tuple[Part, list[Sentence]]]) -> Anchor | None:
    """When the text was written: its dateline if that is near the publication date, else that, else a date line of its own."""
    known = Anchor.of(source.metadata.published)
    for part, _ in parts[:6]:
        head = source.text[part.start : part.start + 110]
        match = _DATELINE.match(head)
        if match:
            found = next((one for one in mentions(match.group()) if one.kind == "day"), None)
            edtf = resolve(found, Outlook(known, lambda: -1)) if found else None
            day = Anchor.of(edtf)
            if (
                day
                and day.day
                and (known is None or known.day is None or timedelta(0) <= known.day - day.day <= timedelta(days=10))
            ):
                return day
    if known is not None:
        return known
    return _date_line(source)


def _date_line(source: Source) -> Anchor | None:
    """The date that stands in a line of its own or in the byline."""
    for block in source.blocks:
        text = source.text[block.start : block.end]
        if block.kind is BlockKind.BYLINE or len(text) < 40:
            day: date | None = today_of(text)
            if day is not None:
                return Anchor.at(day)
    return None


def _is_dateline(text: str, mention: Mention, first: Sentence) -> bool:
    """Whether a mention says when the text was written, not what it tells: a dateline, or a line with nothing but a date."""
    if mention.kind not in ("day", "iso", "numeric"):
        return False
    if len(text) < 60 and len(text) - len(mention.text) < 25 and first.part.block.kind is not BlockKind.PROSE:
        return True
    if not re.search(r"[a-z]{3}", text.replace(mention.text, "")) and len(text) < 60:
        return True
    match = _DATELINE.match(text) if mention.core < 90 else None
    return match is not None and mention.end <= match.end()


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
    first = resolve(one, Outlook(outlook.anchor, outlook.direction, outlook.sentence, outlook.recent, year))
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
    return (
        span.start == span.sent.start
        or direction_of(span.root) > 0
        or span[0].lower_ in ("starting", "beginning", "effective", "as")
    )


@cache
def _groups() -> dict[str, int]:
    """Nouns for occasions, each with the number of those that mean the same."""
    return {noun: number for number, group in enumerate(lexicon()["occasions"]["groups"]) for noun in group}


@cache
def _occasion_words() -> re.Pattern[str]:
    """ "During the visit", "at their meeting": an occasion spoken of as known."""
    nouns = "|".join(_groups())
    return re.compile(
        rf"\b(?:[Dd]uring|[Aa]t|[Ii]n)\s(?:the|his|her|their|this|that|these)\s(?:[a-z-]+\s)?(?P<noun>{nouns})\b(?!\s(?:of|in|last|next)\b)"
    )


@cache
def _stays() -> re.Pattern[str]:
    """ "A four-day visit"."""
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
    verb = next((step for step in _path(span.root) if step.pos_ in _VERBS), None)
    if not 1 < count <= 60 or verb is None:
        return None
    day, rules = date.fromisoformat(edtf), lexicon()["occasions"]
    if verb.lemma_ in rules["begins"]:
        return cal.interval(edtf, (day + timedelta(days=count - 1)).isoformat())
    if verb.lemma_ in rules["ends"]:
        return cal.interval((day - timedelta(days=count - 1)).isoformat(), edtf)
    return None


# ---------------------------------------------------------------- what an expression dates


def _path(token: Token) -> list[Token]:
    """A token and what governs it, up to the root of its sentence."""
    return [token, *token.ancestors]


def _reach(found: _Found, token: Token) -> tuple[int, str] | None:
    """How far an expression is from the act it dates, and the date for it; None where another act stands between."""
    path = _path(found.head)
    if found.leading and path[-1].i == token.i and not found.modifier:
        return 1, found.expression.edtf
    at = next((number for number, step in enumerate(path) if step.i == token.i), None)
    if at is None:
        return None
    if found.modifier:
        nouns = [step for step in path[1 : at + 1] if step.dep_ not in ("nummod", "compound", "amod", "poss")]
        return (at, found.expression.edtf) if nouns and nouns[0].i == token.i else _through(found, path[1:at], token, at)
    return _through(found, path[:at], token, at)


def _through(found: _Found, between: Sequence[Token], token: Token, at: int) -> tuple[int, str] | None:
    """The date as seen through what stands between: "before it was cut in 2019" is up to 2019; other acts bar it."""
    edtf = found.expression.edtf
    for number, step in enumerate(between):
        if step.pos_ not in _VERBS or step.dep_ in ("aux", "auxpass"):
            if step.lower_ in _AROUND and step.i != found.head.i and found.bound is None and number > 0:
                return _around(step.lower_, edtf, at + 10)
            continue
        marker = next((child.lower_ for child in step.lefts if child.dep_ in ("mark", "prep", "advmod")), None)
        if step.dep_ == "pcomp" and step.head.lower_ in _AROUND:
            marker = step.head.lower_
        if marker in _AROUND and found.bound is None and step.dep_ in ("pcomp", "advcl"):
            return _around(marker, edtf, at + 10)
        if step.dep_ in ("acl", "relcl") and token.pos_ not in _VERBS:
            continue
        return None
    if found.modifier:
        return None
    return at, edtf


def _around(marker: str, edtf: str, at: int) -> tuple[int, str] | None:
    """The date of an act before, after, since or until another's date."""
    if marker == "before":
        return at, cal.before(edtf)
    if marker == "until":
        return at, cal.until(edtf)
    if marker in ("when", "while", "as"):
        return at, edtf
    return (at, cal.since(edtf)) if len(cal.first_of(edtf)) < 10 or marker == "since" else None


def _governed(found: Sequence[_Found], token: Token) -> str | None:
    """The date nearest to the token among the expressions that it governs."""
    reached = [(reach[0] + 5 * one.expression.deadline, reach[1]) for one in found if (reach := _reach(one, token)) is not None]
    return min(reached)[1] if reached else None


def _scheduled(found: Sequence[_Found], token: Token) -> str | None:
    """The date of what is planned: "is scheduled to meet on Monday"."""
    if token.lemma_ not in _SCHEDULED:
        return None
    inner = [child for child in token.rights if child.dep_ in ("xcomp", "acomp", "oprd")]
    inner += [child for one in inner for child in one.rights if child.dep_ == "xcomp"]
    return next((date_of for child in inner if (date_of := _governed(found, child)) is not None), None)


def _shared(found: Sequence[_Found], token: Token) -> str | None:
    """The date of the act that this one is joined to, or that it is part of."""
    node = token
    for _ in range(4):
        outer = node.head
        if outer.i == node.i:
            return None
        if node.pos_ not in _VERBS:
            during = node.dep_ == "pobj" and outer.lower_ in ("during", "at")
            if (
                not during
                and node.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr", "oprd", "conj")
                and node.lower_ not in ("during", "at")
            ):
                return None
        elif node.dep_ == "conj":
            own = any(child.dep_ in ("nsubj", "nsubjpass") for child in node.lefts)
            if _tense_differs(node, outer) or (own and not any(one.leading for one in found)):
                return None
        elif node.dep_ not in ("advcl", "xcomp", "pcomp", "prep") or any(child.dep_ == "mark" for child in node.lefts):
            return None
        date_of = _governed(found, outer)
        if date_of is not None:
            return date_of
        node = outer
    return None


def _tense_differs(one: Token, two: Token) -> bool:
    """Whether one of two joined acts is past and the other to come."""
    return {direction_of(one), direction_of(two)} == {-1, 1}


def _clause(token: Token) -> Token:
    """The verb at the head of a token's clause."""
    node = token
    while node.head.i != node.i and (node.pos_ not in _VERBS or node.dep_ in ("aux", "auxpass", "conj", "xcomp")):
        node = node.head
    return node


def _only(found: Sequence[_Found], token: Token) -> str | None:
    """The one expression of the token's own clause, where the parse ties it to something else."""
    clause = _clause(token)
    near = [one for one in found if not one.modifier and not one.expression.deadline and _clause(one.head).i == clause.i]
    if len(near) != 1:
        return None
    path = _path(near[0].head)
    direct = next((step for step in path if step.pos_ in _VERBS), None)
    # Tied to another verb of the clause, it dates that one.
    return None if direct is not None and direct.i != clause.i else near[0].expression.edtf
