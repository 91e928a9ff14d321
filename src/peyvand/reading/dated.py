"""Which act an expression of time dates: the one that governs it in the parse, with others barring the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.reading import calendars as cal
from peyvand.reading.tense import direction_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_AROUND = frozenset({"before", "after", "since", "until", "when", "while", "as"})
_SCHEDULED = frozenset({"schedule", "expect", "set", "slate", "plan", "be", "due"})
_DAY = 10  # characters of a date that is precise to the day
_VERBS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the date they mean; `start:end` counts in the source's text."""

    start: int
    end: int
    edtf: str
    deadline: bool = False  # "by 2030", "within two years", "until June"
    of_noun: bool = False  # dates the noun that it modifies, not the clause: "the 2015 deal"


@dataclass(slots=True, eq=False)
class Found:
    """An expression with where it stands in the parse."""

    expression: TimeExpression
    head: Token
    modifier: bool
    bound: str | None = None
    leading: bool = False  # first in its sentence, and so said of its main act


def upward(token: Token) -> list[Token]:
    """A token and what governs it, up to the root of its sentence."""
    return [token, *token.ancestors]


def _reach(found: Found, token: Token) -> tuple[int, str] | None:
    """How far an expression is from the act it dates, and the date for it; None where another act stands between."""
    path = upward(found.head)
    if found.leading and path[-1].i == token.i and not found.modifier:
        return 4, found.expression.edtf
    at = next((number for number, step in enumerate(path) if step.i == token.i), None)
    if at is None:
        return None
    if found.modifier:
        nouns = [step for step in path[1 : at + 1] if step.dep_ not in ("nummod", "compound", "amod", "poss", "det")]
        if not nouns:
            return None
        if nouns[0].i == token.i:
            return at, found.expression.edtf
        # "During Monday's meeting he said …" dates what he said as well; "in the 2015 deal" doesn't.
        within = ("during", "at", "in", "on") if len(cal.first_of(found.expression.edtf)) == _DAY else ("during", "at")
        if nouns[0].head.lower_ not in within:
            return None
    return _through(found, path[1:at] if found.modifier else path[:at], token, at)


def _through(found: Found, between: Sequence[Token], token: Token, at: int) -> tuple[int, str] | None:
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
        if marker == "since" and direction_of(token) > 0:
            return None
        if marker in _AROUND and found.bound is None and step.dep_ in ("pcomp", "advcl"):
            return _around(marker, edtf, at + 10)
        if step.dep_ in ("acl", "relcl") and token.pos_ not in _VERBS:
            continue
        return None
    # In an apposition it says something more of a part: "400 protests since 2020, thirty of them this year".
    return at + 6 * any(step.dep_ == "appos" for step in between), edtf


def _around(marker: str, edtf: str, at: int) -> tuple[int, str] | None:
    """The date of an act before, after, since or until another's date."""
    if marker == "before":
        return at, cal.before(edtf)
    if marker == "until":
        return at, cal.until(edtf)
    if marker in ("when", "while", "as"):
        return at, edtf
    return (at, cal.since(edtf)) if len(cal.first_of(edtf)) < 10 or marker == "since" else None


def governed(found: Sequence[Found], token: Token) -> str | None:
    """The date nearest to the token among the expressions that it governs."""
    reached = [(reach[0] + 5 * one.expression.deadline, reach[1]) for one in found if (reach := _reach(one, token)) is not None]
    return min(reached)[1] if reached else None


def scheduled(found: Sequence[Found], token: Token) -> str | None:
    """The date of what is planned, or is done in speaking: "is scheduled to meet on Monday", "speaking on Monday, he …"."""
    opening = next((child for child in token.lefts if child.dep_ == "advcl" and child.tag_ == "VBG"), None)
    if opening is not None and not any(child.dep_ in ("mark", "prep") and child.i < opening.i for child in opening.lefts):
        return governed(found, opening)
    if token.lemma_ not in _SCHEDULED:
        return None
    inner = [child for child in token.rights if child.dep_ in ("xcomp", "acomp", "oprd")]
    inner += [child for one in inner for child in one.rights if child.dep_ == "xcomp"]
    return next((date_of for child in inner if (date_of := governed(found, child)) is not None), None)


def shared(found: Sequence[Found], token: Token) -> str | None:
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
        elif node.dep_ == "ccomp" and outer.lemma_ in ("announce", "declare") and node.tag_ == "VBG":
            pass  # "announced on Thursday that it is bringing back visas"
        elif node.dep_ == "xcomp" and node.tag_ == "VB":
            return None  # "decided in December to raise it" doesn't date the raise
        elif node.dep_ not in ("advcl", "xcomp", "pcomp", "prep") or any(child.dep_ == "mark" for child in node.lefts):
            return None
        date_of = governed(found, outer)
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


def only(found: Sequence[Found], token: Token) -> str | None:
    """The one expression of the token's own clause, where the parse ties it to something else."""
    clause = _clause(token)
    near = [one for one in found if not one.modifier and not one.expression.deadline and _clause(one.head).i == clause.i]
    if len(near) != 1:
        return None
    path = upward(near[0].head)
    direct = next((step for step in path if step.pos_ in _VERBS), None)
    # Tied to another verb of the clause, it dates that one; said at the end of two that are joined, it dates both.
    joined = direct is not None and direct.dep_ == "conj" and direct.head.i == clause.i and token.i == clause.i
    return None if direct is not None and direct.i != clause.i and not joined else near[0].expression.edtf
