"""Who stands where around a verb: subject, object, prepositions; and whether what it tells of took place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.model import EventStatus
from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT = frozenset({"nsubj", "csubj", "expl"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl"})
_VERBAL = frozenset({"VERB", "AUX"})
# Verbs whose object, not subject, does what the infinitive after them says ("urged Ruritania to sign").
_OBJECT_CONTROL = word_list("object_control")
_CONDITIONS = word_list("conditions")
_POSSIBLE = word_list("possible")
_FUTURE = word_list("future")
# Words that make what follows them a plan, and words that make it no more than a wish or a possibility.
_PLANNING = word_list("planning")
_WISHING = word_list("wishing")


@dataclass(slots=True)
class Roles:
    """A verb and what depends on it; each a token that heads a phrase."""

    verb: Token
    subject: Token | None = None
    object: Token | None = None
    indirect: Token | None = None
    passive: bool = False
    own_subject: bool = False
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
    if roles.object is not None:  # "a visit to Tokyo": prepositions of the object serve the verb too
        roles.prepositions.extend(prepositions(roles.object))
    if roles.object is not None and any(child.dep_ == "det" and child.lower_ == "no" for child in roles.object.children):
        roles.negated = True  # "bought no oil"
    told = roles.passive and roles.object is not None  # "until they were freed": by whom isn't said
    if (roles.subject is None and not told) or (roles.object is None and verb.dep_ == "acl"):
        _inherit(roles)
    return roles


def _take(roles: Roles, child: Token) -> None:
    dep = child.dep_
    if dep in _SUBJECT:
        roles.subject, roles.own_subject = child, True
    elif dep == "nsubjpass":
        roles.object, roles.passive = child, True
    elif dep == "auxpass":
        roles.passive = True
    elif dep in {"dobj", "attr", "oprd"}:
        roles.object = roles.object or child
    elif dep == "dative":
        roles.indirect = next(iter(child.children), child) if child.pos_ == "ADP" else child
    elif dep == "agent":
        roles.subject = next((noun for noun in child.children if noun.dep_ == "pobj"), roles.subject)
    elif dep == "prt":
        roles.particles.add(child.lower_)
    elif dep in {"prep", "advmod"} and child.pos_ in {"ADP", "SCONJ", "ADV"}:
        roles.particles.add(child.lower_)
        roles.prepositions.extend(_preposition(child))
    elif dep in {"ccomp", "xcomp"}:
        roles.complements.append(child)
    elif dep == "acomp":  # "is committed to helping", "is ready to talk"
        roles.particles.add(child.lower_)
        after = list(prepositions(child))
        roles.prepositions.extend(after)
        roles.particles.update(word for word, _ in after)  # "is due in"
        roles.complements.extend(one for one in child.children if one.dep_ in {"xcomp", "ccomp"})
    elif dep == "neg" or child.lower_ in {"never", "hardly", "neither", "nor"}:
        roles.negated = True


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
    elif dep in _CLAUSES and head.pos_ in _VERBAL:
        _controlled(roles, head)
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
            roles.subject = roles.subject or (head if verb.tag_ == "VBG" else _owner(head))
    elif dep in _CLAUSES:
        roles.subject = _owner(head)


def _shared(roles: Roles, head: Token) -> None:
    above = roles_of(head)
    roles.subject = above.object if above.passive and not roles.passive and above.subject is None else above.subject
    roles.negated |= above.negated and not any(child.dep_ == "aux" for child in roles.verb.children)
    if above.passive and roles.passive and roles.object is None:
        roles.object = above.object


def _controlled(roles: Roles, head: Token, *, of_object: bool = False) -> None:
    above = roles_of(head)
    by_object = above.object is not None and (of_object or (roles.verb.dep_ == "xcomp" and head.lemma_ in _OBJECT_CONTROL))
    doer = above.object if by_object or (above.passive and above.object is not None) else above.subject
    if roles.passive and roles.object is None:
        roles.object = doer
    else:
        roles.subject = doer


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


def status_of(token: Token) -> EventStatus:
    """Whether what a verb or noun tells of took place, is planned, or is only possible."""
    at = token
    if token.pos_ not in _VERBAL:
        if token.dep_ not in {"dobj", "nsubj", "nsubjpass", "attr"}:
            return EventStatus.OCCURRED  # "under the sanctions": what the sentence hopes for says nothing of them
        at = token.head
    for steps in range(6):
        modal = _modality(at, token, steps)
        if modal is not None:
            return modal
        head, dep = at.head, at.dep_
        if head is at or dep in {"relcl", "conj", "parataxis", "nsubj", "nsubjpass"}:
            break
        if dep == "ccomp" and head.lemma_ not in _WISHING | _PLANNING:
            break
        if (
            dep in {"xcomp", "ccomp", "acl", "pcomp", "dobj", "pobj", "prep"}
            and head.lemma_ in _WISHING
            and token.pos_ in _VERBAL
        ):
            return EventStatus.HYPOTHETICAL
        if dep in {"xcomp", "acl"} and head.lemma_ in _PLANNING:
            return EventStatus.PLANNED
        at = head
    return EventStatus.OCCURRED


def _modality(at: Token, token: Token, steps: int) -> EventStatus | None:
    """What the auxiliaries and conjunctions at one verb make of it."""
    for child in at.children:
        low, dep = child.lower_, child.dep_
        if dep == "aux" and low == "would" and at.dep_ == "ccomp" and steps == 0:
            return EventStatus.PLANNED  # "announced that they would": a plan, told afterwards
        if dep == "aux" and low in _POSSIBLE and not (low == "would" and steps):
            return EventStatus.HYPOTHETICAL
        if dep == "mark" and low in _CONDITIONS:
            return EventStatus.HYPOTHETICAL
        if dep == "aux" and low in _FUTURE and (steps == 0 or token.pos_ not in _VERBAL):
            return EventStatus.PLANNED
    return None
