"""What a figure is about, in a short noun phrase: "Japan's imports of oil from Iran", "fall in exports"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peyvand.reading.counted.measure import Measure
from peyvand.reading.counted.numbers import Sort, units_table
from peyvand.reading.text.clauses import SUBJECTS, child, children, last_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
_EMPTY = frozenset(("it they that this which who there he she we these those one what i you them others each more most").split())
_SHARE_VERBS = frozenset(
    (
        "account represent make constitute comprise provide supply hold own win be have take get receive contribute "
        "file buy consume use control"
    ).split()
)
_SMALL = (
    "the|a|an|its|their|his|her|our|my|this|these|those|some|any|about|only|nearly|almost|over|more|than|up|worth|of|to|at|by|for"
    "|in|with|from|and|or|as|on|all|just|close|roughly|approximately|around|least|an?\\saverage|also|since|during"
)
_LEADING = re.compile(rf"^(?:(?:{_SMALL})\s)+", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:\s(?:{_SMALL}))+$", re.IGNORECASE)
_THAT = frozenset("that this these those them it which whom".split())
_SAME = frozenset("total sum whole same amount number".split())
_AMOUNT = re.compile(r"\sof\s[$€£¥]?\d[\d.,]*(?:\s(?:million|billion|trillion|mln|bn))?$")
_PORTION = re.compile(r"^(?:\d[\d.,]*\s?|(?:%|percent|per cent|pct|million|billion|trillion|mln|bn)\s(?:of\s)?)+")
_INNER = frozenset({"of", "in", "on", "for", "with", "between", "to", "against", "from", "by", "among", "off"})
_PARTNERS = frozenset({"from", "to", "with", "against", "between"})
_TRIMMED = frozenset({"DET", "PRON", "PUNCT", "SPACE", "CCONJ", "ADP", "SCONJ"})
_NEARLY = frozenset(
    {"by", "about", "around", "some", "nearly", "almost", "over", "more", "than", "roughly", "just", "only", "a", "at", "least"}
)
_LONGEST = 10  # words of a phrase after its head
_SHORT = 3  # words of an owner that takes the possessive
_LINE = 100  # characters of an indicator


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
        elif node.dep_ == "acl":
            return node.head
        else:
            return None
    return None


def whole_of(measure: Measure) -> Token | None:
    """What the number is so many of: "16 pct of imports", "2.2 mln barrels of oil", "$5 bn worth of goods"."""
    doc = measure.token.doc
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    at = span.end if span is not None else measure.token.i + 1
    if at + 1 < len(doc) and doc[at].lower_ == "worth":
        at += 1
    if at < len(doc) and doc[at].lower_ == "of":
        found = child(doc[at], "pobj", "pcomp")
        if found is not None and found.lower_ not in _EMPTY:
            return found
    return None


def indicator_of(measure: Measure, before: Measure | None = None) -> tuple[str, bool]:
    """The indicator of a measure, and whether its own clause gave it; "that" is what the measure `before` counted."""
    if measure.upper is not None:
        return indicator_of(measure.upper, before)
    if before is not None and refers_back(measure):
        return _share_of(measure, _whole_before(before)), True
    phrase = _ranked(measure) or _changed(measure) or _by_noun(measure) or _by_verb(measure)
    if phrase:
        return phrase, True
    if measure.lender is not None:
        return indicator_of(measure.lender)[0], False
    verb = governor(measure.token)
    subject = subject_of(verb) if verb is not None else None
    what = _phrase(subject, measure) if subject is not None and subject.lower_ not in _EMPTY else ""
    if measure.unit == "percent" and verb is not None and subject is not None and _within(measure, subject):
        return _clean(f"share that {verb.doc[verb.i : min(last_of(verb).i, verb.i + 5) + 1].text}"), False
    fallback = _clean(f"{what}: {verb.lemma_}" if what and verb is not None else what)
    return fallback or measure.unit or "", False


def refers_back(measure: Measure) -> bool:
    """Whether a share is one of what was spoken of before: "5 percent of that"."""
    if measure.unit != "percent":
        return False
    doc = measure.token.doc
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    words = [token.lower_ for token in doc[span.end : span.end + 3]] if span is not None else []
    if words[:1] == ["thereof"]:
        return True
    if len(words) < 2 or words[0] not in ("of", "from"):
        return False
    return words[1] in _THAT or (words[1] == "the" and words[-1] in _SAME)


def _whole_before(before: Measure) -> str:
    """What the figure before was counted of: its whole, if it was a share, else what it counted."""
    whole = whole_of(before) if before.unit == "percent" else None
    return _phrase(whole, before) if whole is not None else indicator_of(before)[0]


def _share_of(measure: Measure, whole: str) -> str:
    """The indicator of a share of what was spoken of before: "Iran's share of Japan's oil imports"."""
    verb = governor(measure.token)
    subject = subject_of(verb) if verb is not None and verb.lemma_ in _SHARE_VERBS else None
    owner = "" if subject is None or subject.lower_ in _EMPTY or _within(measure, subject) else _phrase(subject, measure)
    if owner and len(owner.split()) <= _SHORT and not re.search(r"\d", owner):
        return _clean(f"{_owner(owner)} share of {whole}")
    return _clean(f"share of {whole}")


def _ranked(measure: Measure) -> str:
    """The indicator of a rank: "rank among Japan's trading partners"."""
    if measure.numeral.sort is not Sort.RANK or measure.noun is None:
        return ""
    noun = measure.noun
    phrase = _phrase(noun, measure)
    if noun.tag_ in ("NN", "NNP"):
        plural = f"{noun.text[:-1]}ies" if noun.text.endswith("y") else f"{noun.text}s"
        phrase = re.sub(rf"\b{re.escape(noun.text)}\b", plural, phrase, count=1)
    return f"rank among {phrase}"


def _changed(measure: Measure) -> str:
    """The indicator of a change named just before or after: "up 12 pct", "a rise of 5 pct", "a 4 pct fall in exports"."""
    doc, table = measure.token.doc, units_table()["change"]
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    if span is None:
        return ""
    words = _words_before(measure)
    way = {"up": "rise", "down": "fall"}.get(words[-1]) if words else None
    if len(words) > 1 and words[-1] == "of" and words[-2] in table["nouns"]:
        way = words[-2]
    if way is None:
        return ""
    noun = next((token for token in doc[max(0, span.start - 5) : span.start] if token.lower_ == way), None)
    thing = (
        next((child(prep, "pobj") for prep in children(noun, "prep") if prep.lower_ == "in"), None) if noun is not None else None
    )
    verb = governor(measure.token)
    subject = thing or (subject_of(verb) if verb is not None else None)
    if subject is None or subject.lower_ in _EMPTY or (noun is not None and subject.i == noun.i):
        return ""
    return _clean(f"{way} in {_phrase(subject, measure)}")


def _by_noun(measure: Measure) -> str:
    """The indicator where a noun beside the number names it: the counted noun, "repayment of", "a … purchase", "pct of X"."""
    if measure.noun is not None and measure.lender is None:
        return _done_to(_phrase(measure.noun, measure), measure.noun)
    whole = whole_of(measure)
    verb = governor(measure.token)
    if measure.unit == "percent" and whole is not None:
        return _share(measure, whole, verb)
    if whole is not None and " per " not in (measure.unit or ""):
        return _acted(measure, verb, _phrase(whole, measure)) or _phrase(whole, measure)
    top = _outer_noun(measure)
    if top is not None:
        phrase = _phrase(top, measure)
        return f"share of {phrase}" if measure.numeral.sort is Sort.SHARE and phrase else phrase
    spent = child(measure.token, "acl")
    if spent is not None and spent.tag_ == "VBN":
        return _clean(f"amount {spent.doc[spent.i : last_of(spent).i + 1].text}")
    return ""


def _outer_noun(measure: Measure) -> Token | None:
    """The noun that the number modifies or completes: "a 40 mln dlr purchase", "a loan of", "prices at", "goods worth"."""
    node = measure.token
    for _ in range(6):
        if node.head.i == node.i:
            return None
        relation, node = node.dep_, node.head
        if _within(measure, node):
            continue
        if node.pos_ in _VERBS:
            return None
        if node.pos_ in ("NOUN", "PROPN") and node.lower_ not in _EMPTY:
            return node if relation not in ("conj", "appos") else None
    return None


def _by_verb(measure: Measure) -> str:
    """The indicator where a verb says what the number is: "exports rose", "imports totalled", "it imported"."""
    table = units_table()
    verb = governor(measure.token)
    if verb is None or (verb.lemma_ == "compare" and measure.lender is not None):
        return ""
    subject = subject_of(verb)
    what = _phrase(subject, measure) if subject is not None and subject.lower_ not in _EMPTY else ""
    change = table["change"]["up"].get(verb.lemma_) or table["change"]["down"].get(verb.lemma_)
    if change:
        thing = child(verb, "dobj")
        if thing is not None and not _within(measure, thing) and thing.pos_ in ("NOUN", "PROPN"):
            what = _phrase(thing, measure)
        return what if _leads_to_level(measure) else (_clean(f"{change} in {what}") if what else "")
    if measure.unit == "percent" and verb.lemma_ in _SHARE_VERBS and what:
        return f"{_owner(what)} share"
    return _acted(measure, verb, None) or what


def _acted(measure: Measure, verb: Token | None, thing: str | None) -> str:
    """The noun for what the verb does, whose act it is, of what, from or to whom: "Japan's imports of oil from Iran"."""
    named = units_table()["verbs"].get(verb.lemma_) if verb is not None else None
    if verb is None or named is None:
        return ""
    if thing is None:
        dobj = child(verb, "dobj")
        own = dobj is not None and not _within(measure, dobj) and dobj.lower_ not in _EMPTY
        thing = _phrase(dobj, measure) if dobj is not None and own else None
    if thing is not None and re.search(r"\d", thing):
        thing = None
    passive = child(verb, "nsubjpass") is not None
    subject = None if passive else subject_of(verb)
    owner = (
        _phrase(subject, measure)
        if subject is not None and subject.lower_ not in _EMPTY and not _within(measure, subject)
        else ""
    )
    with_whom = _partner(measure, verb)
    of = f" of {thing}" if thing else ""
    if any(character.isdigit() for character in owner):
        owner = ""
    if owner and len(owner.split()) <= _SHORT:
        return _clean(f"{_owner(owner)} {named}{of}{with_whom}")
    return _clean(f"{named}{of}{with_whom}" + (f" by {owner}" if owner else ""))


def _partner(measure: Measure, verb: Token) -> str:
    """From or to whom, by a name behind the verb or behind the number: " from Iran"."""
    doc = verb.doc
    near = (token for token in doc[measure.token.i : measure.token.i + 7] if token.dep_ == "prep")
    for prep in (*children(verb, "prep"), *near):
        obj = child(prep, "pobj") if prep.lower_ in _PARTNERS else None
        if obj is not None and obj.pos_ == "PROPN" and obj.ent_type_ not in ("DATE", "TIME"):
            return f" {prep.lower_} {_phrase(obj, measure)}"
    return ""


def _share(measure: Measure, whole: Token, verb: Token | None) -> str:
    """The indicator of a share: whose, and of what."""
    part = _phrase(whole, measure)
    subject = subject_of(verb) if verb is not None else None
    owner = "" if subject is None or subject.lower_ in _EMPTY or _within(measure, subject) else _phrase(subject, measure)
    if part.startswith("share"):
        return part
    if owner and ("share" in owner or owner in part):
        return owner if "share" in owner else _clean(f"share of {part}")
    if verb is not None and verb.lemma_ not in _SHARE_VERBS:
        owner = ""
    if owner and len(owner.split()) <= _SHORT and not re.search(r"\d", owner):
        return _clean(f"{_owner(owner)} share of {part}")
    return _clean(f"{owner} as share of {part}" if owner else f"share of {part}")


def _owner(name: str) -> str:
    """A name in the possessive."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _words_before(measure: Measure) -> list[str]:
    """The few words before a measure, without "about" and its like at their end."""
    doc = measure.token.doc
    span = doc.char_span(measure.start, measure.end, alignment_mode="expand")
    words = [token.lower_ for token in doc[max(0, span.start - 5) : span.start]] if span is not None else []
    while words and words[-1] in _NEARLY:
        words.pop()
    return words


def _leads_to_level(measure: Measure) -> bool:
    """Whether "to" or "at" before the number makes it the level reached, not the change: "rose to 5 mln"."""
    if _words_before(measure)[-1:] in (["to"], ["at"], ["from"], ["against"]):
        return True
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


def _done_to(phrase: str, noun: Token) -> str:
    """A counted noun with what was done to it: "nurses deported", "claims rejected"."""
    if noun.dep_ == "nsubjpass" and noun.head.tag_ == "VBN":
        return _clean(f"{phrase} {noun.head.text}")
    return phrase


def _phrase(head: Token, measure: Measure) -> str:
    """The noun phrase around a head without the number itself, articles, relative clauses and length."""
    doc = head.doc
    first = head.left_edge.i
    while first < head.i and (doc[first].pos_ in _TRIMMED or doc[first].text in ("'s", '"', "'")):
        first += 1
    last = head.i
    for prep in children(head, "prep"):
        if prep.lower_ not in _INNER or prep.i < head.i:
            continue
        end = last_of(prep).i
        cut = next((one.left_edge.i for one in doc[prep.i : end + 1] if one.dep_ in ("relcl", "advcl", "acl")), end + 1)
        end = min(end, cut - 1)
        if (
            end - last <= _LONGEST
            and end > last
            and not any(token.ent_type_ in ("DATE", "TIME") for token in doc[prep.i : end + 1])
        ):
            last = end
    number = doc.char_span(measure.numeral.start, measure.numeral.end, alignment_mode="expand")
    skip = range(number.start, number.end) if number is not None else range(0)
    ranged = measure.numeral.low or measure.numeral.high
    if any(first <= at <= head.i for at in skip) and doc[first].lower_ in _NEARLY | {"as", "up", "to"}:
        first = skip.stop
    words = [token for token in doc[first : last + 1] if token.i not in skip and not (ranged and _numeric(token))]
    if measure.noun is None or measure.lender is not None:
        words = [token for token in words if not _within(measure, token)]
    opening = words[0] if words else None
    text = "".join(token.text_with_ws for token in words)
    lowered = (
        opening is not None
        and not opening.ent_type_
        and opening.pos_ != "PROPN"
        and opening.is_title
        and bool(opening.is_sent_start)
    )
    return _clean(text[0].lower() + text[1:] if lowered else text)


def _numeric(token: Token) -> bool:
    """Whether a token is part of a range: "8-10", "$"."""
    return token.like_num or token.is_currency or any(character.isdigit() for character in token.text)


def _clean(text: str) -> str:
    """A phrase on one line without small words at its ends."""
    text = " ".join(text.replace('"', "").split()).strip(" ,;:.'()-–—$€£¥%")
    text = re.sub(r"\sof(?=\s(?:for|to|from|in|with|by)\b)", "", _AMOUNT.sub("", text))
    text = _LEADING.sub("", _PORTION.sub("", _LEADING.sub("", f"{text} ")).lstrip())
    text = _TRAILING.sub("", text.rstrip()).strip(" ,;:.()-–—")
    return text if len(text) <= _LINE else text[:_LINE].rsplit(" ", 1)[0]
