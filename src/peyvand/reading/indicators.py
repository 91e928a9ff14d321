"""What a figure is about, in a short noun phrase: "Japan's imports of oil from Iran", "fall in exports"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peyvand.reading.clauses import SUBJECTS, child, children, noun_phrase
from peyvand.reading.measures import Measure
from peyvand.reading.numbers import Sort, units_table

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
_EMPTY = frozenset({"it", "they", "that", "this", "which", "who", "there", "he", "she", "we", "these", "those", "one", "what", "i", "you"})
_LEADING = re.compile(r"^(?:(?:the|a|an|its|their|his|her|our|this|these|those|some|any|about|only|nearly|almost|over|more than|up to|worth of|to|of|at|by|for)\s)+", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:(?:US|A|C)?[$€£¥]\s?)?\b\d[\d,.]*\b\s?(?:%|pct\b|per ?cent\b|percent\b|million\b|billion\b|mln\b|bn\b|trillion\b|dlrs?\b|stg\b)?\s*")
_LONGEST = 90  # characters


def governor(token: Token) -> Token | None:
    """The verb whose clause a token stands in."""
    node = token
    for _ in range(15):
        if node.pos_ in _VERBS and node.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return node
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb it is joined to or an infinitive of."""
    node = verb
    for _ in range(4):
        own = child(node, *SUBJECTS)
        if own is not None and own.dep_ != "expl" and own.lower_ != "there":
            return node.head if own.lower_ in ("which", "that", "who") and node.dep_ == "relcl" else own
        if node.dep_ in ("conj", "xcomp", "advcl"):
            node = node.head
        elif node.dep_ in ("acl",):
            return node.head
        else:
            return None
    return None


def indicator_of(measure: Measure) -> tuple[str, bool]:
    """The indicator of a measure, and whether the sentence gave a full one."""
    anchor = measure.noun if measure.noun is not None and not measure.borrowed else measure.token
    phrase = _by_noun(measure, anchor) or _by_verb(measure, anchor)
    if phrase:
        return phrase, True
    verb = governor(anchor)
    fallback = _clean(verb.lemma_) if verb is not None and verb.pos_ == "VERB" else ""
    return fallback or measure.unit or "", False


def _by_noun(measure: Measure, anchor: Token) -> str:
    """The indicator where a noun beside the number names it: the counted noun, "repayment of", "a … purchase", "pct of X"."""
    if measure.numeral.sort is Sort.RANK and measure.noun is not None:
        return _clean(f"rank among {_plural_phrase(measure.noun)}")
    if measure.noun is not None and not measure.borrowed:
        return _with_partner(_phrase(measure.noun), measure.noun)
    whole = _whole(measure)
    if measure.unit == "percent" and whole is not None:
        return _share_of(measure, whole)
    if whole is not None and " per " not in (measure.unit or ""):
        verb = governor(anchor)
        named = _verb_noun(verb) if verb is not None else None
        return _clean(f"{named} of {_phrase(whole)}") if named else _phrase(whole)
    top = _outer_noun(measure)
    return _phrase(top) if top is not None else ""


def _whole(measure: Measure) -> Token | None:
    """What the number is so many of: "16 pct of imports", "2.2 mln barrels of oil", "doses of vaccine"."""
    doc = measure.token.doc
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    at = span.end if span is not None else measure.token.i + 1
    if at < len(doc) and doc[at].lower_ == "worth" and at + 1 < len(doc):
        at += 1
    if at < len(doc) and doc[at].lower_ == "of":
        found = child(doc[at], "pobj", "pcomp")
        if found is not None and found.lower_ not in _EMPTY:
            return found
    return None


def _outer_noun(measure: Measure) -> Token | None:
    """The noun that the number modifies or completes: "a 40 mln dlr purchase", "a loan of", "prices at", "worth"."""
    doc = measure.token.doc
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    inner = range(span.start, span.end) if span is not None else range(measure.token.i, measure.token.i + 1)
    node = measure.token
    for _ in range(6):
        if node.head.i == node.i:
            return None
        relation, node = node.dep_, node.head
        if node.i in inner:
            continue
        if node.pos_ in _VERBS:
            return None
        if node.pos_ in ("NOUN", "PROPN") and node.lower_ not in _EMPTY:
            return node if relation not in ("conj", "appos") else None
    return None


def _by_verb(measure: Measure, anchor: Token) -> str:
    """The indicator where a verb says what the number is: "exports rose", "imports totalled", "it imported"."""
    table = units_table()
    verb = governor(anchor)
    if verb is None:
        return ""
    subject = subject_of(verb)
    what = _phrase(subject) if subject is not None and subject.lower_ not in _EMPTY else ""
    change = table["change"]["up"].get(verb.lemma_) or table["change"]["down"].get(verb.lemma_)
    level = _leads_to_level(measure)
    if change and not level:
        thing = child(verb, "dobj")
        if thing is not None and thing.i != anchor.i and thing.i != measure.token.i and thing.pos_ in ("NOUN", "PROPN"):
            what = _phrase(thing)
        return _clean(f"{change} in {what}") if what else ""
    named = _verb_noun(verb)
    if named is not None and verb.lemma_ not in table["change"]["level"]:
        thing = child(verb, "dobj")
        of = f" of {_phrase(thing)}" if thing is not None and not _within(measure, thing) and thing.lower_ not in _EMPTY else ""
        return _clean(f"{what}: {named}{of}") if what and not of else _clean(f"{named}{of}" + (f" by {what}" if what else ""))
    return what


def _share_of(measure: Measure, whole: Token) -> str:
    """The indicator of a share: whose, and of what."""
    verb = governor(measure.token)
    subject = subject_of(verb) if verb is not None else None
    owner = "" if subject is None or subject.lower_ in _EMPTY or _within(measure, subject) else _phrase(subject)
    if owner and (owner in _phrase(whole) or "share" in owner or (verb is not None and verb.lemma_ == "be")):
        return owner
    return _clean(f"{owner}: share of {_phrase(whole)}" if owner else f"share of {_phrase(whole)}")


def _verb_noun(verb: Token) -> str | None:
    """The noun for what a verb does."""
    named: str | None = units_table()["verbs"].get(verb.lemma_)
    return named


def _leads_to_level(measure: Measure) -> bool:
    """Whether "to" or "at" before the number makes it the level reached, not the change: "rose to 5 mln"."""
    node = measure.token
    for _ in range(5):
        if node.dep_ == "prep" or node.pos_ in _VERBS:
            return node.lower_ in ("to", "at", "from")
        if node.head.i == node.i:
            return False
        node = node.head
    return False


def _within(measure: Measure, token: Token) -> bool:
    """Whether a token is one of the measure's own."""
    return measure.start <= token.idx < measure.end


def _with_partner(phrase: str, noun: Token) -> str:
    """A counted noun with the act done to it: "nurses deported", "claims registered"."""
    for acl in children(noun, "acl"):
        if acl.tag_ == "VBN" and acl.i == noun.i + 1 and acl.text not in phrase:
            return _clean(f"{phrase} {acl.text}")
    if noun.dep_ == "nsubjpass" and noun.head.tag_ == "VBN":
        return _clean(f"{phrase} {noun.head.text}")
    return phrase


def _plural_phrase(noun: Token) -> str:
    """The phrase around a singular noun of a rank, without the rank's own words."""
    words = noun_phrase(noun)
    return re.sub(r"\b\w+[-\s](?:largest|biggest|highest|greatest|leading|top|main|most)\b\s?", "", words)


def _phrase(head: Token) -> str:
    """The noun phrase around a head, without numbers, articles and length."""
    return _clean(noun_phrase(head))


def _clean(text: str) -> str:
    """A phrase without numbers and leading small words, no longer than a line."""
    text = _NUMBERS.sub("", " ".join(text.split()))
    text = _LEADING.sub("", text).strip(" ,;:.'\"()-–—")
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0]
    return text
