"""Whether somebody who is named takes part in what is told, or is only spoken of by the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Named

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.who.mentions import Mention

_TOWARD = frozenset({"to", "from", "by", "with", "against", "between", "for"})
_MERELY_POSSIBLE = word_list("possible") - {"should", "must"}  # who should be let in is somebody with a part
_PARTIES = frozenset({Named.PERSON, Named.ORGANIZATION, Named.COUNTRY})


def has_part(token: Token) -> bool:
    """Whether a name stands as one who acts or is acted on, and doesn't only qualify something else."""
    token = _first_joined(token)
    return token.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"} or (token.dep_ == "pobj" and token.head.lower_ in _TOWARD)


def is_party(mention: Mention, token: Token) -> bool:
    """Whether a name stands, in no aside, as one who does something, by whom or to whom it is done; of persons also with whom."""
    one_word = mention.last == mention.first and mention.country is None and mention.key is None
    if one_word or mention.named not in _PARTIES:
        return False
    if mention.named is Named.PERSON:
        return has_part(token)
    return takes_part(token, told=mention.named is Named.ORGANIZATION)


def takes_part(token: Token, *, told: bool = False) -> bool:
    """Whether a word heads who does something, or by whom or to whom it is done; `told` counts "wrote to"."""
    first = _first_joined(token)
    if first.dep_ == "pobj" and first.head.dep_ == "agent":
        return first.head.head.dep_ != "relcl"
    if _in_aside(token):
        return False
    if first.dep_ == "pobj":
        return told and first.head.lower_ == "to" and first.head.head.pos_ == "VERB"
    return first.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"}


def _first_joined(token: Token) -> Token:
    """The first of the words that a word is joined to, or stands beside."""
    while token.dep_ in {"conj", "appos"} and token.head is not token:
        token = token.head
    return token


def _in_aside(token: Token) -> bool:
    """Whether a word stands in a clause that only tells something apart, or in a condition: "if", "a canal that they dug"."""
    verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
    if any(child.dep_ == "aux" and child.lower_ in _MERELY_POSSIBLE for child in verb.children):
        return True
    apart = verb.dep_ == "relcl" or (verb.dep_ == "acl" and "that" not in marks)
    return apart or not marks.isdisjoint(word_list("conditions")) or verb.head.lower_ in word_list("conditions")
