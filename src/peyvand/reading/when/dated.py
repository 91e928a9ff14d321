"""Which act an expression of time dates: the one that governs it in the parse, with others barring the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.reading.text.tense import direction_of
from peyvand.reading.when import calendars as cal
from peyvand.reading.when.timewords import NUMBERS, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_AROUND = frozenset({"before", "after", "since", "until", "when", "while", "as"})
_SCHEDULED = frozenset({"schedule", "expect", "set", "slate", "plan", "be", "due"})
_YEAR = 4  # digits
_DAY = 10  # characters of a date that is precise to the day
_NEAR = 4  # steps from an act within which a day is taken before a month or year
_VERBS = frozenset({"VERB", "AUX"})
# "stopped issuing permits in June" dates the stop.
_PHASES = frozenset({"stop", "cease", "halt", "suspend", "end", "finish", "start", "begin", "resume", "continue", "keep"})
_ISSUED = frozenset({"date", "issue", "release", "publish", "carry"})
_DURING = frozenset({"during", "at"})
_INSIDE = frozenset({"at", "in", "during"})  # "the conference at which they pledged": they did it there and then


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
    counted: bool = False  # "two days after the signing" has been counted already


def upward(token: Token) -> list[Token]:
    """A token and what governs it, up to the root of its sentence."""
    return [token, *token.ancestors]


def _reach(found: Found, token: Token) -> tuple[int, str] | None:
    """How far an expression is from the act it dates, and the date for it; None where another act stands between."""
    path = upward(found.head)
    if found.leading and path[-1].i == token.i and not found.modifier:
        after = next((step for step in path if step.lower_ in ("after", "before") and not found.counted), None)
        return 4, (after is not None and _shifted(found.expression.edtf, after)) or found.expression.edtf
    at = next((number for number, step in enumerate(path) if step.i == token.i), None)
    if at is None:
        return None
    thing = _thing(found)
    if thing is not None and thing.i != token.i and thing.head.lower_ not in _DURING | _AROUND:
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


def is_of_bidding(found: Found, token: Token) -> bool:
    """Whether a month or year is that of what somebody is bid to: "invited the minister to Oslo in June"."""
    bids = token.lemma_ in lexicon()["occasions"]["bidding"]
    return bids and len(found.expression.edtf) < _DAY and found.head.i > token.i


def _thing(found: Found) -> Token | None:
    """The thing whose time an expression tells: "the accord of 2011"; a part of that time is none: "the night of 15 May"."""
    of = found.head.head
    if found.head.dep_ != "pobj" or of.lower_ != "of" or of.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return None if of.head.lemma_ in lexicon()["time_nouns"] else of.head


def _through(found: Found, between: Sequence[Token], token: Token, at: int) -> tuple[int, str] | None:
    """The date as seen through what stands between: "before it was cut in 2019" is up to 2019; other acts bar it."""
    edtf = found.expression.edtf
    for number, step in enumerate(between):
        if step.pos_ not in _VERBS or step.dep_ in ("aux", "auxpass"):
            if step.lower_ in _AROUND and step.i != found.head.i and found.bound is None and number > 0 and not found.counted:
                return None if _barred(between[number + 1 :]) else _around(step, edtf, at + 10, token)
            continue
        if step.dep_ == "xcomp" and step.tag_ == "VBG" and step.head.lemma_ in _PHASES:
            continue
        if step.dep_ == "acl" and step.lemma_ in _ISSUED and step.head.dep_ == "pobj":
            continue  # "in a letter dated 3 May", "in a statement issued on Friday"
        marker = next((child for child in step.lefts if child.dep_ in ("mark", "prep", "advmod")), None)
        if step.dep_ == "pcomp" and step.head.lower_ in _AROUND:
            marker = step.head
        if marker is not None and marker.lower_ == "since" and direction_of(token) > 0:
            return None
        if marker is not None and marker.lower_ in _AROUND and found.bound is None and step.dep_ in ("pcomp", "advcl"):
            return None if _barred(between[number + 1 :]) else _around(marker, edtf, at + 10, token)
        if step.dep_ in ("acl", "relcl") and step.head.i == token.i and token.pos_ not in _VERBS:
            continue
        return None
    # In an apposition it says something more of a part: "400 protests since 2020, thirty of them this year".
    return at + 6 * any(step.dep_ == "appos" for step in between), edtf


def _barred(between: Sequence[Token]) -> bool:
    """Whether another act stands between."""
    return any(step.pos_ in _VERBS and step.dep_ not in ("aux", "auxpass") for step in between)


def _around(word: Token, edtf: str, at: int, token: Token) -> tuple[int, str] | None:
    """The date of an act before, after, since or until another's date."""
    marker = word.lower_
    counted_off = _shifted(edtf, word)
    if counted_off is not None:
        return at, counted_off
    if marker == "before":
        return at, cal.before(edtf)
    if marker == "until":
        return at, cal.until(edtf)
    if marker in ("when", "while", "as"):
        return at, edtf
    if marker == "after" and direction_of(token) < 0 and "/" not in edtf and len(cal.first_of(edtf)) < _DAY:
        return at, edtf if edtf.endswith("~") else f"{edtf}~"  # told as what came of it, and so not long after
    return (at, cal.since(edtf)) if len(cal.first_of(edtf)) < _DAY or marker == "since" else None


def governed(found: Sequence[Found], token: Token) -> str | None:
    """The date nearest to the token among the expressions that it governs."""
    reached = [(reach[0] + 5 * one.expression.deadline, reach[1]) for one in found if (reach := _reach(one, token)) is not None]
    nearest = min(reached, default=None)
    if nearest is not None and len(nearest[1]) != _DAY:
        # In "summoned the envoy on Friday over the raid last week" the day is that of the act.
        return min((one for one in reached if len(one[1]) == _DAY and one[0] <= _NEAR), default=nearest)[1]
    return nearest[1] if nearest is not None else None


def is_firm(found: Found, token: Token, *, coarse: bool) -> bool:
    """Whether a month or year begins its sentence, or hangs on a verb itself if `coarse`; inside a phrase it may be a thing's."""
    if found.leading or _there(token) is not None:
        return True
    verbs = [token]
    while verbs[-1].dep_ == "conj":
        verbs.append(verbs[-1].head)
    path = upward(found.head)
    steps = path[1:3] if path[0].dep_ == "pobj" else path[1:2]
    coarse = coarse or any(child.is_digit and len(child.text) == _YEAR for child in found.head.children)
    return coarse and not found.modifier and any(step.i == verb.i for step in steps for verb in verbs)


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


def then(found: Sequence[Found], token: Token) -> str | None:
    """The date that a clause with "when" takes up: "since Monday, when they fired" is Monday."""
    when = next((child for child in token.lefts if child.lower_ == "when"), None) if token.dep_ in ("relcl", "advcl") else None
    if when is None or when.i < 2:
        return None
    before = when.nbor(-2 if when.nbor(-1).text == "," else -1)
    one = next((one for one in found if before.i in (one.head.i, one.head.head.i) or before.head.i == one.head.i), None)
    if one is None or one.modifier or one.head.i > before.i:
        return None
    edtf = one.expression.edtf
    return (cal.first_of(edtf) or cal.last_of(edtf)) if ".." in edtf else edtf


def counted(found: Sequence[Found], token: Token) -> str | None:
    """The day of an act so many days before or after which a dated one took place: "on Friday, two days after he was held"."""
    mark = next((child for child in token.lefts if child.dep_ == "mark"), None)
    if token.dep_ != "advcl" or mark is None or _span_of(mark) is None:
        return None
    main = governed(found, token.head) or only(found, token.head)
    return _shifted(main, mark, back=True) if main is not None else None


def _span_of(word: Token) -> tuple[int, str] | None:
    """How long before or after: "two days after the attack", "a week before he left", "the day after"."""
    noun = word.nbor(-1) if word.i else word
    if noun.lemma_ not in ("day", "week"):
        return None
    number = next((child.lower_ for child in noun.lefts if child.dep_ in ("nummod", "det")), "")
    count = int(number) if number.isdigit() else 1 if number == "the" else NUMBERS.get(number)
    return (count, noun.lemma_) if count is not None else None


def _shifted(edtf: str, word: Token, *, back: bool = False) -> str | None:
    """The day so long after or before another, as the words tell; or, `back`, the day so long before or after which it is."""
    span = _span_of(word) if word.lower_ in ("after", "before") and len(edtf) == _DAY else None
    day = cal.earliest_day(edtf) if span is not None else None
    if span is None or day is None:
        return None
    return cal.shifted(day, -span[0] if (word.lower_ == "after") == back else span[0], span[1])


def _there(token: Token) -> Token | None:
    """What a clause with "where" or "at which" tells more of; what is done there is done then."""
    if token.dep_ != "relcl" or token.tag_ != "VBD":
        return None
    where = any(
        child.lower_ == "where" or (child.lower_ in _INSIDE and any(one.lower_ == "which" for one in child.rights))
        for child in token.lefts
    )
    return token.head if where else None


def shared(found: Sequence[Found], token: Token) -> str | None:
    """The date of the act that this one is joined to, or that it is part of."""
    node = token
    scene = _there(token)
    if scene is not None:
        verb = next((step for step in upward(scene) if step.pos_ in _VERBS), None)
        date_of = governed(found, scene) or (governed(found, verb) if verb is not None and direction_of(verb) < 0 else None)
        if date_of is not None:
            return date_of
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
            apart = _has_subject(node) and not _of_parties(node) and not any(one.leading for one in found)
            if apart or _tense_differs(node, outer):
                return None
        elif node.dep_ == "ccomp" and outer.lemma_ in ("announce", "declare") and (node.tag_ == "VBG" or _was_done(node)):
            pass  # "announced on Thursday that it is bringing back visas", "that all sanctions were lifted"
        elif node.dep_ == "xcomp" and node.tag_ == "VB":
            return None  # "decided in December to raise it" doesn't date the raise
        elif node.dep_ not in ("advcl", "xcomp", "pcomp", "prep") or any(child.dep_ == "mark" for child in node.lefts):
            return None
        date_of = governed(found, outer) or (scheduled(found, outer) if node.dep_ in ("nsubj", "nsubjpass") else None)
        if date_of is not None:
            return date_of
        node = outer
    return None


def _of_parties(verb: Token) -> bool:
    """Whether an act is that of those just told of together: "she returned the visit in May, and the two signed a treaty"."""
    parties = lexicon()["occasions"]["parties"]
    return any(
        child.dep_ == "nsubj" and (child.lower_ in parties or any(one.lower_ == "two" for one in child.lefts))
        for child in verb.lefts
    )


def _was_done(verb: Token) -> bool:
    """Whether a verb is a passive in the past."""
    return verb.tag_ == "VBN" and any(child.dep_ == "auxpass" and child.lower_ in ("was", "were") for child in verb.lefts)


def _has_subject(verb: Token) -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)


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
    thing = _thing(near[0]) if len(near) == 1 else None
    if len(near) != 1 or (thing is not None and thing.i != token.i):
        return None
    path = upward(near[0].head)
    direct = next((step for step in path if step.pos_ in _VERBS), None)
    # Tied to another verb of the clause, it dates that one; said at the end of two that are joined, it dates both.
    joined = direct is not None and direct.dep_ == "conj" and direct.head.i == clause.i and token.i == clause.i
    if joined and direct is not None and (_has_subject(direct) or _tense_differs(direct, token)):
        return None
    # In "agreed last month to lend, and Norway promised another" the month is the first's.
    apart = next((step for step in upward(token) if step.dep_ == "conj" and step.pos_ in _VERBS), None)
    if (
        apart is not None
        and apart.i != clause.i
        and _has_subject(apart)
        and not near[0].leading
        and direct is not None
        and direct.i == clause.i
    ):
        return None
    return None if direct is not None and direct.i != clause.i and not joined else near[0].expression.edtf
