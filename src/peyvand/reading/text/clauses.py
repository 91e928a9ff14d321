"""Clauses as the parse gives them: who does what a verb says, what hangs on it, and short phrases out of it.

Nothing here knows what a sentence is read for; offsets of tokens count in the parsed part, not in the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_TO_COME = frozenset({"will", "shall", "'ll", "would", "wo", "’ll"})
_STANDING_TO = frozenset({"ready", "prepared", "willing", "set", "due", "poised", "bound"})  # "stands ready to lend"
_POSSIBLE = frozenset({"may", "might", "could", "would", "should", "can"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should"})
_MISREAD = {"hoped": "hope"}  # forms whose base the model gets wrong
_LONGEST_CLIMB = 5
_LONGEST_PHRASE = 9  # words; a topic that stands alone seldom needs more
_TRIMMED = frozenset({"DET", "PRON", "PUNCT", "SPACE", "CCONJ", "ADP", "SCONJ", "ADV"})
_DANGLING = frozenset({"ADP", "CCONJ", "DET", "PART", "SCONJ", "PUNCT", "SPACE", "AUX"})  # ends no phrase
_INNER = frozenset({"of", "in", "on", "for", "with", "between", "to", "over", "against", "from", "about", "at", "by", "among"})


def lemma(token: Token) -> str:
    """The base form of a word in small letters."""
    return _MISREAD.get(token.lower_) or token.lemma_.lower()


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The children of a token with one of these relations."""
    return (child for child in token.children if child.dep_ in deps)


def child(token: Token, *deps: str) -> Token | None:
    """The first child of a token with one of these relations."""
    for one in token.children:
        if one.dep_ in deps:
            return one
    return None


def negated(verb: Token) -> bool:
    """Whether a verb is denied: "did not say", "never promised"."""
    return any(one.dep_ == "neg" or one.lower_ in {"never", "nobody", "neither", "hardly"} for one in verb.children)


def possible(verb: Token) -> bool:
    """Whether a verb is only possible: under a modal, or in a condition."""
    for one in verb.children:
        if one.dep_ == "aux" and one.lower_ in _POSSIBLE:
            return True
        if one.dep_ == "mark" and one.lower_ in _CONDITIONS:
            return True
    return False


def conditional(verb: Token) -> bool:
    """Whether a verb, or one it hangs on, stands in a condition."""
    node = verb
    for _ in range(_LONGEST_CLIMB):
        if any(one.dep_ == "mark" and one.lower_ in _CONDITIONS for one in node.children):
            return True
        if node.head == node or node.dep_ in {"ccomp", "parataxis"}:
            return False
        node = node.head
    return False


def parted(clause: Token, other: Token) -> bool:
    """Whether a semicolon stands between a clause and one behind it, which then isn't said of it: "A blamed B; B denied it"."""
    return clause.i < other.i and any(token.text == ";" for token in clause.doc[clause.i : other.i])


def passive(verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return any(one.dep_ in {"nsubjpass", "auxpass"} for one in verb.children)


def future(verb: Token) -> bool:
    """Whether a verb speaks of what is to come: "will", "shall", "is going to"."""
    return any(one.dep_ == "aux" and one.lower_ in _TO_COME for one in verb.children)


def heralded(verb: Token) -> Token | None:
    """The word that puts a verb into the future: "will", "is (to)", "is going", "stands ready", "means"; None if none does.

    A verb joined to one that is to come is to come as well, if it has no tense of its own: "will open one and close the other".
    """
    own = next((one for one in children(verb, "aux") if one.lower_ in _TO_COME), None)
    if own is not None:
        return own
    above = verb.head
    if verb.dep_ == "conj" and verb.tag_ == "VB" and above.tag_ == "VB":
        return heralded(above)
    if verb.dep_ != "xcomp" or verb.tag_ != "VB":
        return None
    if above.lower_ in {"is", "are", "'s", "'re", "am", "means", "mean"}:
        return above
    if above.lower_ == "going" and any(one.lower_ in {"is", "are", "'s", "'re", "'m", "am"} for one in above.children):
        return above
    if above.dep_ == "acomp" and above.lower_ in _STANDING_TO:
        return above
    return None


def doer(verb: Token) -> Token | None:
    """The head of the subject of a verb, its own or that of the one it hangs on or is joined to; in the passive the agent."""
    node = verb
    for _ in range(_LONGEST_CLIMB):
        own = child(node, "nsubj", "nsubjpass")
        if own is not None:
            return own
        if node.dep_ not in {"conj", "xcomp", "acomp", "oprd"}:
            return None
        node = node.head
    return None


def agents(verb: Token) -> Iterator[Token]:
    """Heads of the noun phrases that may do what a verb says, the likeliest first.

    Its own subject ("by" in the passive), else that of the verb it is joined to or hangs on as an infinitive or participle.
    """
    node = verb
    for _ in range(_LONGEST_CLIMB):
        own = agent(node) if passive(node) and node == verb else child(node, "nsubj", "nsubjpass")
        if own is not None:
            yield node.head if own.lower_ in RELATIVES and node.dep_ == "relcl" else own
        if _joined_too_low(node):
            node = node.head.head
        elif node.dep_ in {"conj", "xcomp"} or (node.dep_ == "advcl" and own is None) or (node.dep_ == "ccomp" and own is None):
            node = node.head
        elif node.dep_ == "pcomp" and node.head.dep_ == "prep":
            node = node.head.head
        elif node.dep_ == "acl":
            yield node.head
            return
        else:
            return


def _joined_too_low(verb: Token) -> bool:
    """Whether a verb is parsed into what another says that it is joined to: "said that it has no plans and offered …"."""
    said = verb.head
    if verb.dep_ != "conj" or said.dep_ != "ccomp" or verb.tag_ != "VBD" or said.head.tag_ != "VBD":
        return False
    return said.tag_ != "VBD" and child(verb, "nsubj", "nsubjpass") is None


def agent(verb: Token) -> Token | None:
    """Who does it, of a verb in the passive: "was condemned by the ministry"."""
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def object_of(verb: Token) -> Token | None:
    """A verb's direct object."""
    return child(verb, "dobj")


def after(verb: Token, *words: str) -> Token | None:
    """The object of one of these prepositions behind a verb, noun or adjective."""
    for prep in verb.children:
        if prep.dep_ in {"prep", "prt", "agent", "dative"} and prep.lower_ in words:
            found = child(prep, "pobj", "pcomp")
            if found is not None:
                return found
    return None


def joined(head: Token) -> Iterator[Token]:
    """A head and those joined to it by "and" or a comma."""
    waiting = [head]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(children(one, "conj"))


def last_of(head: Token) -> Token:
    """The last word of a phrase, closing punctuation and white space left out."""
    doc = head.doc
    at = head.right_edge.i
    while at > head.i and (doc[at].is_space or doc[at].text in {".", ",", ";", ":", "-", "--", "–", "—"}):
        at -= 1
    return doc[at]


def listed(one: Token) -> bool:
    """Whether a word is joined to its head, also where a list is parsed as an apposition: "A, B and C"."""
    return one.dep_ == "conj" or (one.dep_ == "appos" and any(kid.dep_ == "conj" for kid in one.children))


def end_of(head: Token) -> Token:
    """The last word of a phrase, without what is joined to it and what a relative clause adds: "…, under which A will pay"."""
    doc = head.doc
    cut = head.right_edge.i + 1
    for one in head.subtree:
        if one.i <= head.i:
            continue
        aside = one.dep_ == "relcl" and doc[one.left_edge.i].dep_ == "prep"
        if aside or (one.head == head and listed(one)):
            cut = min(cut, one.left_edge.i)
    at = cut - 1
    while at > head.i and (doc[at].pos_ in {"PUNCT", "CCONJ", "SPACE"} or doc[at].dep_ == "cc"):
        at -= 1
    return doc[at]


def noun_phrase(head: Token) -> str:
    """A short noun phrase around a head that stands alone: no article, no relative clause, at most nine words."""
    if head.pos_ == "VERB":
        return verb_phrase(head)
    doc = head.doc
    first = head.left_edge.i
    while first < head.i and (doc[first].pos_ in _TRIMMED or doc[first].text in {"'s", '"', "'"}):
        first += 1
    last = head.i
    for prep in children(head, "prep"):
        if prep.lower_ not in _INNER or prep.i < head.i:
            continue
        end = last_of(prep).i
        if any(one.dep_ in {"relcl", "advcl"} for one in doc[prep.i : end + 1]):
            end = next((one.i for one in doc[prep.i : end + 1] if one.dep_ == "pobj"), last)
        if end - first < _LONGEST_PHRASE + 1 and end > last:
            last = end
    return tidy(doc[first : last + 1].text)


def verb_phrase(head: Token, longest: int = 14, end: Token | None = None) -> str:
    """What a verb says is done: the verb without its subject and auxiliaries, with its objects, at most so many words."""
    doc = head.doc
    last = (end or last_of(head)).i
    for one in doc[head.i : last + 1]:
        if one.dep_ in {"advcl", "relcl"} and one.left_edge.i > head.i + 2:
            last = min(last, one.left_edge.i - 1)
    last = min(last, head.i + longest - 1)
    while last > head.i and doc[last].pos_ in _DANGLING:
        last -= 1
    words = doc[head.i : last + 1]
    return tidy(f"{head.lemma_}{head.whitespace_}{words[1:].text}")


def tidy(text: str) -> str:
    """A phrase on one line, without stray punctuation at its ends."""
    return " ".join(text.replace('"', "").split()).strip(" ,;:.-–—'")
