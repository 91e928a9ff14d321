"""Who stands where around a verb: subject, object, prepositions, each its own or shared with the verbs around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "csubj", "expl"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl"})
_VERBAL = frozenset({"VERB", "AUX"})
_DASHES = frozenset({"-", "--", "–", "—"})
_MAIN = frozenset({"ROOT", "ccomp", "advcl"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PHRASE = frozenset({"pobj", "conj", "appos", "npadvmod"})
_BEFORE_VERB = frozenset({"aux", "neg", "advmod"})
_RELATIVE = frozenset({"which", "that", "whom", "who"})
# Verbs whose object, not subject, does what the infinitive after them says ("urged Ruritania to sign").
_OBJECT_CONTROL = word_list("object_control")
# Verbs whose infinitive, also one set off by a comma, says what is to be done ("agreed in Strelsau, after a day, to meet").
_TO_DO = (_OBJECT_CONTROL - {"call"}) | word_list("subject_control")


@dataclass(slots=True)
class Roles:
    """A verb and what depends on it; each a token that heads a phrase."""

    verb: Token
    subject: Token | None = None
    object: Token | None = None
    indirect: Token | None = None
    passive: bool = False
    own_subject: bool = False
    impersonal: bool = False
    particles: set[str] = field(default_factory=set)
    prepositions: list[tuple[str, Token]] = field(default_factory=list)
    complements: list[Token] = field(default_factory=list)
    negated: bool = False

    def after(self, preposition: str) -> Token | None:
        """The noun after a preposition."""
        return next((noun for word, noun in self.prepositions if word == preposition), None)


def roles_of(verb: Token) -> Roles:
    """What stands around a verb, its subject inherited from the clause above where it has none of its own."""
    roles = Roles(verb)
    for child in verb.children:
        _take(roles, child)
    if verb.dep_ == "relcl" and verb.head is not verb:
        _relate(roles)
    elif roles.subject is not None and roles.subject.lower_ in _RELATIVE and verb.head.lemma_ == "be":
        _cleave(roles)
    if roles.object is not None:  # "a visit to Tokyo": prepositions of the object serve the verb too
        roles.prepositions.extend(prepositions(roles.object))
    if roles.object is not None and any(child.dep_ == "det" and child.lower_ == "no" for child in roles.object.children):
        roles.negated = True  # "bought no oil"
    if not roles.own_subject and not roles.passive and verb.dep_ in _MAIN:
        _retrieve(roles)
    elif roles.own_subject and roles.subject is not None and verb.dep_ == "ROOT":
        roles.subject = _past_dateline(roles.subject)
    told = roles.passive and roles.object is not None  # "until they were freed": by whom isn't said
    if (roles.subject is None and not told) or (roles.object is None and (verb.dep_ == "acl" or roles.passive)):
        _inherit(roles)
    return roles


def _relate(roles: Roles) -> None:
    """Put the noun that a relative clause qualifies in the place of "which", "that" or the gap it leaves."""
    noun = roles.verb.head
    if roles.object is not None and roles.object.lower_ in _RELATIVE:
        roles.object = noun
    if roles.subject is not None and roles.subject.lower_ in _RELATIVE:
        roles.subject = noun
    elif roles.own_subject and roles.object is None and not roles.passive and not roles.complements:
        roles.object = noun  # "the embargo Ruritania imposed"


def _retrieve(roles: Roles) -> None:
    """Take the subject out of the phrase before it, where the parse has put it: "In April Ruritania agreed"."""
    verb = roles.verb
    aux = [child for child in verb.lefts if child.dep_ == "aux"]
    if not any(one.tag_ in _FINITE or one.tag_ == "MD" for one in (verb, *aux)):
        return
    at = verb.i - 1
    while at >= verb.sent.start and verb.doc[at].dep_ in _BEFORE_VERB and verb.doc[at].head is verb:
        at -= 1
    if at < verb.sent.start:
        return
    noun = verb.doc[at]
    set_off = noun.text == "," and at > verb.sent.start  # "In May A and the minister of B, X, signed"
    noun = verb.doc[at - 1] if set_off else noun
    if noun.pos_ not in {"PROPN", "NOUN"} or noun.dep_ not in ({"appos"} if set_off else _PHRASE):
        return
    while noun.dep_ == "conj" or (set_off and noun.dep_ == "appos"):
        noun = noun.head
    if noun.dep_ in _PHRASE and noun.i < verb.i:
        roles.subject, roles.own_subject = noun, True


def _past_dateline(subject: Token) -> Token:
    """The subject itself, where the parse has taken the dateline for it: "LIMA, May 3 - The minister met"."""
    if subject.i and not subject.is_sent_start:
        return subject
    doc = subject.doc
    behind = (one for one in subject.children if one.dep_ == "appos" and one.i > subject.i + 1)
    return next((one for one in behind if doc[one.left_edge.i - 1].text in _DASHES), subject)


def _cleave(roles: Roles) -> None:
    """Put what is brought out into the place of "that": "it was Ruritania that asked"."""
    above = roles.verb.head
    if any(child.lower_ == "it" and child.dep_ == "nsubj" for child in above.children):
        roles.subject = next((child for child in above.children if child.dep_ == "attr"), roles.subject)


def _take(roles: Roles, child: Token) -> None:
    dep = child.dep_
    if dep in _SUBJECT:
        roles.subject, roles.own_subject = child, True
    elif dep == "nsubjpass":
        roles.passive = True
        roles.impersonal = _is_nobody(child)
        roles.object = None if roles.impersonal else child
    elif dep == "auxpass":
        roles.passive = True
    elif dep == "dobj" and roles.passive and roles.object is not None:
        roles.indirect, roles.object = roles.object, child  # "was granted a loan"
    elif dep in {"dobj", "attr", "oprd"}:
        roles.object = roles.object or child
    elif dep == "dative":
        roles.indirect = next(iter(child.children), child) if child.pos_ == "ADP" else child
    elif dep == "agent":
        if roles.own_subject and not roles.passive:  # "Ruritania, moved by pity, will": parsed as if it moved
            roles.object, roles.passive = roles.object or roles.subject, True
        roles.subject = next((noun for noun in child.children if noun.dep_ == "pobj"), roles.subject)
    elif dep == "prt":
        roles.particles.add(child.lower_)
    elif dep in {"prep", "advmod"} and child.pos_ in {"ADP", "SCONJ", "ADV"}:
        roles.particles.add(child.lower_)
        roles.prepositions.extend(_preposition(child))
    elif dep in {"ccomp", "xcomp"} or (dep == "advcl" and child.tag_ == "VB" and child.head.lemma_ in _TO_DO):
        roles.complements.append(child)
    elif dep == "acomp":  # "is committed to helping", "is ready to talk"
        roles.particles.add(child.lower_)
        after = list(prepositions(child))
        roles.prepositions.extend(after)
        roles.particles.update(word for word, _ in after)  # "is due in"
        roles.complements.extend(one for one in child.children if one.dep_ in {"xcomp", "ccomp"})
    elif dep == "neg" or child.lower_ in {"never", "hardly", "neither", "nor"}:
        roles.negated = True


def _is_nobody(subject: Token) -> bool:
    """Whether "it" only announces what follows: "it was agreed that"."""
    return subject.lower_ == "it" and any(one.dep_ == "ccomp" for one in subject.head.children)


def _preposition(prep: Token) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield prep.lower_, child
        elif child.dep_ == "prep":  # "out of the deal", "because of"
            yield from _preposition(child)


def prepositions(noun: Token) -> Iterator[tuple[str, Token]]:
    """The prepositions after a noun, each with the noun that follows it."""
    for child in noun.children:
        if child.dep_ == "prep":
            yield from _preposition(child)


def _inherit(roles: Roles) -> None:
    """The subject of a verb that has none: of the verb it is joined to, controlled by, or the noun it qualifies."""
    verb, dep = roles.verb, roles.verb.dep_
    head = verb.head
    if head is verb:
        return
    if dep == "conj" and head.pos_ in _VERBAL:
        _shared(roles, head)
    elif dep in _CLAUSES and (head.pos_ in _VERBAL or head.dep_ == "acomp"):
        _controlled(roles, head.head if head.dep_ == "acomp" and head.pos_ not in _VERBAL else head)  # "is due to meet"
    elif dep == "pcomp":
        governor = head.head
        if governor.pos_ in _VERBAL:
            _controlled(roles, governor, of_object=head.lower_ in {"of", "from", "into", "for"})
        elif governor.pos_ in {"NOUN", "PROPN"}:
            roles.subject = _owner(governor)
    elif dep in {"acl", "relcl"}:
        if verb.tag_ == "VBN":
            roles.passive = True
            roles.object = roles.object or head
        else:
            finite = verb.tag_ in _FINITE and bool(roles.object or roles.complements)  # "its chairman, X, offered to mediate"
            roles.subject = roles.subject or (head if verb.tag_ == "VBG" or finite else _owner(head))
    elif dep in _CLAUSES:
        roles.subject = _owner(head)


def _shared(roles: Roles, head: Token) -> None:
    """What a verb has in common with the one it is joined to: "was accused by A and was asked by B", "was seized and burned"."""
    above = roles_of(head)
    standing = above.object if above.passive else above.subject  # what stands before both verbs
    roles.negated |= above.negated and not any(child.dep_ == "aux" for child in roles.verb.children)
    if not roles.passive:
        roles.subject = standing or above.subject
    else:
        roles.object = roles.object or standing
        roles.subject = roles.subject or (above.subject if above.passive else None)


def _controlled(roles: Roles, head: Token, *, of_object: bool = False) -> None:
    above = roles_of(head)
    by_object = above.object is not None and (of_object or (roles.verb.dep_ == "xcomp" and head.lemma_ in _OBJECT_CONTROL))
    doer = above.object if by_object or (above.passive and above.object is not None) else above.subject
    if not roles.passive:
        roles.subject = doer
    elif roles.object is None:
        roles.object = doer


def _owner(noun: Token) -> Token | None:
    """Whose decision, plan or move it is."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    if noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in _VERBAL:
        return roles_of(noun.head).subject
    return next(
        (child for child in noun.children if child.dep_ in {"amod", "compound"} and child.ent_type_ in {"NORP", "GPE"}), None
    )
