"""Complements: what a verb of saying has beside it that makes it attribute a position, kind by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token


def _clause(verb: Token) -> Token | None:
    """The head of the clause that a verb of saying has for content, before or behind it."""
    for one in clauses.children(verb, "ccomp", "xcomp"):
        if one.i < verb.i and any(kid.text == ";" for kid in verb.children if one.i < kid.i < verb.i):
            continue  # another sentence, joined by a semicolon
        if clauses.child(one, "nsubj", "nsubjpass", "expl", "csubj") is not None or one.dep_ == "ccomp":
            return one
    head = verb.head
    subject = clauses.child(verb, "nsubj")
    if verb.dep_ in {"parataxis", "ccomp", "dep", "advcl"} and head.pos_ in {"VERB", "AUX"} and subject is not None:
        first = min(subject.left_edge.i, verb.i)
        doc = verb.doc
        set_off = first > 0 and doc[first - 1].text in {",", '"', "-", "--"}
        closed = verb.right_edge.i + 1 >= len(doc) or doc[max(verb.i, subject.right_edge.i) + 1].text in {",", ".", '"'}
        if set_off and closed:
            return head
    return None


def _out(verb: Token) -> Token | None:
    """What is ruled out, or pointed out."""
    return (_clause(verb) or _direct(verb)) if _has(verb, "out") else None


def _down(verb: Token) -> Token | None:
    """What is turned down."""
    return _direct(verb) if _has(verb, "down") else None


def _forward(verb: Token) -> Token | None:
    """What is looked forward to."""
    return (clauses.after(verb, "to") or clauses.child(verb, "xcomp")) if _has(verb, "forward") else None


def _has(verb: Token, particle: str) -> bool:
    """Whether a verb has a particle: "out", "forward"."""
    return any(one.lower_ == particle for one in verb.children)


def passive_topic(verb: Token) -> Token | None:
    """What a verb in the passive with its agent is said of: "the bill was opposed by the guild"."""
    return clauses.child(verb, "nsubjpass") if clauses.agent(verb) is not None else None


def _direct(verb: Token) -> Token | None:
    """A direct object beside the verb, or in the passive its subject, and not a relative or asking word."""
    found = clauses.object_of(verb) or passive_topic(verb)
    return found if found is not None and not found.tag_.startswith("W") else None


def _antecedent(verb: Token) -> Token | None:
    """What a relative clause without an object of its own speaks of: "a charge which Ruritania denies"."""
    if verb.dep_ != "relcl" or clauses.child(verb, "nsubj") is None:
        return None
    subject, beside = clauses.child(verb, "nsubj"), clauses.object_of(verb)
    if subject is None or subject.lower_ in clauses.RELATIVES:
        return None
    return verb.head if beside is None or beside.lower_ in clauses.RELATIVES else None


def _other(verb: Token) -> Token | None:
    """What somebody else is to do: "urged Ruritania to withdraw"; the parse gives the other as object or as subject."""
    for one in clauses.children(verb, "xcomp", "ccomp", "advcl"):
        if not _infinitive(one) or one.i < verb.i:
            continue
        other = clauses.object_of(verb) or passive_topic(verb) or clauses.child(one, "nsubj", "nsubjpass")
        if other is not None or clauses.after(verb, "on", "upon", "to", "with", "for") is not None:
            return one
    return None


def _infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children)


def _own_infinitive(verb: Token) -> Token | None:
    """What the speaker himself is to do: "wants to settle"."""
    found = clauses.child(verb, "xcomp")
    return found if found is not None and _infinitive(found) else None


def _gerund(verb: Token) -> Token | None:
    """What is denied or condemned: "denied sending drones"."""
    return next((one for one in clauses.children(verb, "xcomp", "ccomp") if one.tag_ == "VBG" or _perfect(one)), None)


def _perfect(verb: Token) -> bool:
    """Whether a participle is of the past: "denied having sold"."""
    return any(one.dep_ == "aux" and one.lower_ == "having" for one in verb.children)


def _called(verb: Token) -> Token | None:
    """What is called something: "called the raid a provocation"; the name itself where it is but a pronoun."""
    found = next((one for one in clauses.children(verb, "oprd", "ccomp", "xcomp") if one.pos_ in {"NOUN", "ADJ", "PROPN"}), None)
    if found is None:
        return None
    said = clauses.object_of(verb) or passive_topic(verb) or clauses.child(found, "nsubj")
    return said if said is not None and said.pos_ != "PRON" else found


def _seen_as(verb: Token) -> Token | None:
    """What is seen as something: "sees the pact as a gain"."""
    prep = next((one for one in clauses.children(verb, "prep") if one.lower_ == "as"), None)
    seen = clauses.object_of(verb) or passive_topic(verb)
    if prep is None or seen is None:
        return None
    return seen if seen.pos_ != "PRON" else clauses.child(prep, "pobj", "pcomp", "amod") or seen


def _object(verb: Token) -> Token | None:
    """A direct object, or what a relative clause speaks of."""
    found = _antecedent(verb) or _direct(verb)
    if found is not None and found.ent_type_ in _ACTORS:  # "criticised Chile over the arrests"
        return clauses.after(verb, "over", "for", "about") or found
    return found


def _made_clear(verb: Token) -> Token | None:
    """What is made clear or known: "made it clear that …", "made known its wish"."""
    if not any(one.lower_ in {"clear", "known", "plain"} for one in verb.subtree if one.i - verb.i in {1, 2}):
        return None
    for one in (verb, *clauses.children(verb, "ccomp", "acomp", "oprd", "xcomp")):
        found = clauses.child(one, "ccomp", "xcomp", "advcl")
        if found is None or found.i <= verb.i + 1 or found.pos_ not in {"VERB", "AUX"}:
            continue
        if clauses.child(found, "nsubj", "nsubjpass", "expl") is not None:
            return found
    return _direct(verb)


def aside(verb: Token, subject: Token | None) -> tuple[Token, Token, Token] | None:
    """What is said around a verb that the parse left without a complement: its head, its first and its last word.

    "The line had been crossed, an officer said", "Doctors without beds, the chief warned, are spectators": the verb and its
    subject stand behind a comma or a quotation mark.
    """
    doc, sent = verb.doc, verb.sent
    first = min(subject.left_edge.i if subject is not None else verb.i, verb.i)
    while first > sent.start and doc[first - 1].pos_ in {"DET", "ADJ", "PROPN", "NOUN"}:
        first -= 1
    if first <= sent.start + 1 or doc[first - 1].text not in {",", '"'} or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    begin = first - 1
    while begin > sent.start and doc[begin - 1].text not in {";", ":"}:
        begin -= 1
    last = max(verb, clauses.last_of(subject) if subject is not None else verb, key=lambda one: one.i)
    before = next((one for one in doc[begin : first - 1] if _finite(one)), None)
    if before is not None:
        return before, doc[begin], last
    comma = next((one for one in doc[verb.i + 1 : sent.end] if one.text == ","), None)
    behind = next((one for one in doc[comma.i : sent.end] if _finite(one)), None) if comma is not None else None
    if comma is None or behind is None or first - 1 - begin < 2:
        return None
    return behind, doc[begin], clauses.last_of(behind)


def _finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and (token.tag_ in {"VBD", "VBZ", "VBP", "MD"})


COMPLEMENTS: Mapping[str, Callable[[Token], Token | None]] = MappingProxyType(
    {
        "other": _other,
        "infinitive": _own_infinitive,
        "gerund": _gerund,
        "as": _seen_as,
        "complement": _called,
        "clause": _clause,
        "object": _object,
        "thing": _direct,
        "clear": _made_clear,
        "out": _out,
        "down": _down,
        "forward": _forward,
    }
)
_ACTORS = frozenset({"GPE", "PERSON", "ORG", "NORP"})
SPOKEN = frozenset({"other", "infinitive", "gerund", "clause", "clear"})  # whose head is the head of what is said
PRECEDENCE = (
    "other",
    "infinitive",
    "gerund",
    "clear",
    "as",
    "complement",
    "clause",
    "quotation",
    "object",
    "thing",
    "out",
    "down",
    "forward",
)
PLAIN = frozenset(PRECEDENCE)
