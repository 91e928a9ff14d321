"""Whether what a verb or noun tells of took place, is planned, is denied or is only possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.model import EventStatus
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.text.clauses import parted

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset({"VERB", "AUX"})
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr"})
_CONDITIONS = word_list("conditions")
_POSSIBLE = word_list("possible")
_FUTURE = word_list("future")
# Words that make what follows them a plan, and words that make it no more than a wish or a possibility.
_PLANNING = word_list("planning")
_WISHING = word_list("wishing")
# Words of liking that "would" makes a wish: "would like to", "would be better".
_LIKING = word_list("liking")
_DENYING = word_list("denying")
_CLAIMS = word_list("claims")
_CALLED_OFF = word_list("called_off")
_FIRST = frozenset({"first", "last", "only", "second", "third"})
_STEPS = 6  # up the sentence


def status_of(token: Token) -> EventStatus:
    """Whether what a verb or noun tells of took place, is planned, is denied, or is only possible."""
    at = token
    if token.pos_ not in _VERBAL:
        if token.dep_ == "pobj" and _denies_part(token.head.head):
            return EventStatus.DENIED
        if token.dep_ not in _ARGUMENTS:
            return EventStatus.OCCURRED  # "under the sanctions": what the sentence hopes for says nothing of them
        at = token.head
        if token.dep_ != "attr" and _is_called_off(at):
            return EventStatus.HYPOTHETICAL
    for steps in range(_STEPS):
        modal = _modality(at, token, steps)
        if modal is not None:
            return modal
        head, dep = at.head, at.dep_
        if head is at:
            break
        if _denies(at, dep, head):
            return EventStatus.DENIED
        if dep in {"attr", "nsubj"} and _is_absent(at, head):
            return EventStatus.HYPOTHETICAL
        if dep in {"relcl", "conj", "parataxis", "nsubj", "nsubjpass"} and not _unreal_infinitive(at):
            break
        if dep == "ccomp" and head.lemma_ not in _WISHING | _PLANNING:
            break
        held = _held(token, head, dep)
        if held is not None:
            return held
        at = head
    return EventStatus.OCCURRED


def _held(token: Token, head: Token, dep: str) -> EventStatus | None:
    """What the word above makes of it: "hopes to", "is due to"."""
    if dep in {"xcomp", "ccomp", "acl", "pcomp", "dobj", "pobj", "prep"} and head.lemma_ in _WISHING and token.pos_ in _VERBAL:
        return EventStatus.HYPOTHETICAL
    if dep in {"xcomp", "acl"} and head.lemma_ in _PLANNING:
        return EventStatus.PLANNED
    return None


def _denies(at: Token, dep: str, head: Token) -> bool:
    """Whether what stands above denies it: "denied that", "rejected the charge that", "denied having"."""
    if dep in {"ccomp", "xcomp", "pcomp", "acl"} and head.lemma_ in _DENYING:
        return not parted(at, head)
    if dep == "prep" and head.lemma_ in _CLAIMS and head.dep_ == "dobj":
        return head.head.lemma_ in _DENYING | {"reject", "dismiss"}  # "dismissed a charge of"
    claim = dep in {"acl", "ccomp", "relcl"} and head.lemma_ in _CLAIMS and head.dep_ in {"dobj", "nsubjpass"}
    return claim and head.head.lemma_ in _DENYING | {"reject", "dismiss"} and at.pos_ in _VERBAL


def _denies_part(noun: Token) -> bool:
    """Whether somebody denies a part in it: "denied any role in the raid"."""
    return noun.lemma_ in word_list("parts") and noun.dep_ == "dobj" and noun.head.lemma_ in _DENYING | {"reject"}


def _is_absent(noun: Token, verb: Token) -> bool:
    """Whether something isn't there: "there was never any question of", "there is no sign that"."""
    if verb.lemma_ != "be" or not any(child.dep_ == "expl" for child in verb.children):
        return False
    negated = any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)
    return negated or any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children)


def _is_called_off(verb: Token) -> bool:
    """Whether a verb says that its noun did not come about: "the visit was called off"."""
    particles = {child.lower_ for child in verb.children if child.dep_ in {"prt", "advmod"}}
    lemma = verb.lemma_
    return lemma in _CALLED_OFF or any(f"{lemma} {particle}" in _CALLED_OFF for particle in particles)


def _unreal_infinitive(verb: Token) -> bool:
    """Whether an infinitive qualifies a noun or an impersonal clause: "a mistake for A to sell", "nothing to refuse"."""
    return verb.tag_ == "VB" and verb.dep_ in {"relcl", "acl"} and verb.head.lower_ not in _FIRST


def _modality(at: Token, token: Token, steps: int) -> EventStatus | None:
    """What the auxiliaries and conjunctions at one verb make of it."""
    words = {child.lower_: child for child in at.children if child.dep_ in {"aux", "mark"}}
    own = steps == 0 or token.pos_ not in _VERBAL
    for low, child in words.items():
        if child.dep_ == "mark":
            if low in _CONDITIONS or (low == "for" and "to" in words and steps == 0):
                return EventStatus.HYPOTHETICAL
        elif low == "would" and at.dep_ == "ccomp" and steps == 0 and "have" not in words:
            return EventStatus.PLANNED  # "announced that they would": a plan, told afterwards
        elif low in _POSSIBLE and not (low == "would" and steps and at.lemma_ not in _LIKING):
            return EventStatus.HYPOTHETICAL
        elif low in _FUTURE and own:
            return EventStatus.PLANNED
        elif low in {"had", "were", "should"} and _inverted(at, child):
            return EventStatus.HYPOTHETICAL  # "Had Ruritania recalled"
    return _infinitive(at, words, steps)


def _infinitive(at: Token, words: dict[str, Token], steps: int) -> EventStatus | None:
    """What an infinitive makes of itself: "Ruritania to sign pact", "was to have signed", "ought to", "time to"."""
    if at.tag_ in {"VB", "VBN"} and "to" in words and steps == 0:
        if at.dep_ == "ROOT":
            return EventStatus.PLANNED
        if at.dep_ == "xcomp" and at.head.lemma_ == "be":
            return EventStatus.HYPOTHETICAL if "have" in words or _conditional(at.head) else EventStatus.PLANNED
        if at.dep_ == "xcomp" and at.head.lemma_ == "ought":
            return EventStatus.HYPOTHETICAL
        if _unreal_infinitive(at) and at.head.lemma_ not in word_list("decisions") | _PLANNING | _WISHING:
            return EventStatus.HYPOTHETICAL
    return None


def _conditional(verb: Token) -> bool:
    """Whether a form of "be" opens a condition: "if they were to", "were they to"."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    marked = any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in verb.children)
    return marked or (verb.lower_ == "were" and subject is not None and verb.i < subject.i)


def _inverted(verb: Token, auxiliary: Token) -> bool:
    """Whether an auxiliary stands first in its clause, before the subject, and asks nothing."""
    subject = next((child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or auxiliary.i > subject.i or verb.sent[-1].text == "?":
        return False
    before = auxiliary.i - 1
    return before < verb.sent.start or verb.doc[before].text in {",", ";", '"', "“"}


def refuses(verb: Token) -> bool:
    """Whether a verb says that somebody will not do something, or does not accept it: "would not lower its price"."""
    children = list(verb.children)
    words = {child.lower_ for child in children if child.dep_ == "aux"}
    if verb.dep_ in {"aux", "auxpass"} or not any(child.dep_ == "neg" for child in children) or "have" in words:
        return False
    passive = any(child.dep_ in {"auxpass", "nsubjpass", "expl"} for child in children)
    if passive or any(child.dep_ == "mark" and child.lower_ in _CONDITIONS for child in children):
        return False
    if verb.lemma_ in word_list("assenting"):
        return bool(words & {"do", "does", "did", "will", "would", "wo", "can", "could", "ca"})
    return bool(words & {"will", "would", "wo", "'ll"}) and verb.lemma_ not in word_list("unwilled")
