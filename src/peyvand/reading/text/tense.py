"""Whether words of a sentence tell of what is past or of what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLANNED = frozenset(
    {"due", "scheduled", "slated", "expected", "planned", "set", "upcoming", "forthcoming", "coming", "next", "likely"}
)
_BACKWARD = frozenset({"after", "since", "following"})
_FORWARD = frozenset({"before", "until", "till", "ahead"})
# "began to fall" tells of the past although "to fall" is an infinitive.
_ASPECT = frozenset({"begin", "start", "continue", "fail", "manage", "help", "use", "come", "go", "cause", "allow"})


def direction_of(token: Token, *, heading: bool = False) -> int:
    """-1 if the clause that governs the token tells of the past, 1 if of what is to come, 0 if that is unclear."""
    node = token
    for _ in range(12):
        if (node.lower_ in _PLANNED and _is_state(node)) or any(
            child.lower_ in _PLANNED for child in node.lefts if node.pos_ == "NOUN"
        ):
            return 1
        if node.pos_ in ("VERB", "AUX"):
            return _verb(node, heading=heading)
        if node is not token or node.i == token.i:
            if node.lower_ in _BACKWARD and node.dep_ != "ROOT":
                return -1
            if node.lower_ in _FORWARD and node.head.pos_ not in ("VERB", "AUX"):
                return 1
        if node.head.i == node.i:
            return 0
        node = node.head
    return 0


def _is_state(node: Token) -> bool:
    """Whether "set", "planned" … says how things stand, and isn't what someone did: "had set off", "they planned"."""
    return node.pos_ != "VERB" or (node.tag_ == "VBN" and not any(child.lower_ in ("had", "have", "has") for child in node.lefts))


def _verb(verb: Token, *, heading: bool) -> int:
    """The direction of a verb by its form and its auxiliaries."""
    tag, auxiliaries = verb.tag_, [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in auxiliaries}
    if any(child.tag_ == "MD" for child in auxiliaries):
        return -1 if "have" in words else 1
    if words & {"has", "have", "had", "'ve", "was", "were", "did", "been"} or tag == "VBD":
        return -1
    if tag == "VB":
        return _infinitive(verb)
    if tag in ("VBZ", "VBP"):
        return 0 if heading else 1
    if tag == "VBG":
        if words & {"is", "are", "am", "'s", "'re"} or verb.lower_ in ("starting", "beginning"):
            return 1
    elif tag == "VBN":
        return 1 if verb.lower_ in _PLANNED or "to" in words else (1 if words & {"is", "are", "'s", "be"} and not heading else -1)
    outer = verb.head
    return _verb(outer, heading=heading) if outer.i != verb.i and outer.pos_ in ("VERB", "AUX") else 0


def _infinitive(verb: Token) -> int:
    """To come, unless what governs it is over: "had planned to come", "began to fall"."""
    outer = verb.head
    if outer.i != verb.i and outer.pos_ == "VERB":
        if any(child.lower_ == "had" for child in outer.lefts if child.dep_ == "aux"):
            return -1
        if outer.lemma_ in _ASPECT and outer.tag_ in ("VBD", "VBN"):
            return -1
    return 1
