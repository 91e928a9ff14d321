"""Where an act took place, as the text says it: after "in" or "at", beside the noun, "here" under a dateline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from peyvand.model import Location, Plover
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Named
from peyvand.reading.who.locating import locate

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.done.acts import Trigger
    from peyvand.reading.done.sides import Draft
    from peyvand.reading.lexicon import Lexicon
    from peyvand.reading.text.document import Analysis, Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.mentions import Mention
    from peyvand.reading.who.naming import Names

_WHERE = frozenset({"in", "at", "near", "off", "outside", "inside", "aboard", "on", "over", "around"})
_LOOSE = frozenset({"on", "over", "around"})  # before a sea, an island or a site only: "sanctions on Iran"
_NARROW = frozenset({"in", "at", "near", "off", "outside"})
_TO = frozenset({"to", "into", "for"})
_WITH = frozenset({"of", "with", "between", "by", "among", "from"})
_TIMES = frozenset({"DATE", "TIME", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})  # spaCy's labels of names that are no places
_PLACES = frozenset({Named.PLACE, Named.COUNTRY})
_INNER = frozenset({"dobj", "prep", "pobj", "attr"})
_GOING = frozenset({Plover.CONSULT, Plover.MOBILIZE})
_ON_THE_GROUND = frozenset({Plover.ASSAULT, Plover.MOBILIZE, Plover.RETREAT, Plover.COERCE, Plover.PROTEST})
_DEEDS = _ON_THE_GROUND | {Plover.SUPPORT, Plover.COOPERATE, Plover.AID}
_SPREAD = frozenset({"conj", "advcl"})  # clauses that share the place of the one above
_STEPS = 2
_DATELINE = re.compile(r"\W*(?P<place>[^\W\d_][^,(/\d–—-]*)")


def place_of(draft: Draft, cast: Cast) -> tuple[str, Location | None] | None:
    """The place of an act as written, and where it lies; None where the text doesn't say."""
    token: Token = draft.trigger.token
    found = next(_said(draft, token, cast), None)
    for _ in range(_STEPS):
        if found is not None or token.dep_ not in _SPREAD:
            break
        token = token.head
        found = next(_said(draft, token, cast), None)
    if found is None:
        return _here(draft, cast)
    text, name, mention = found
    names = cast.names(draft.sentence)
    lexicon = cast.gazetteer.lexicon
    return text, locate(name, lexicon, _near(draft, cast), _within(names, mention, lexicon))


# ---------------------------------------------------------------- as written

_Found = tuple[str, str, "Mention | None"]  # the place as written, the name in it that lies somewhere, and its mention


def _said(draft: Draft, token: Token, cast: Cast) -> Iterator[_Found]:
    """The places that stand around a verb or noun, the likeliest first."""
    names, trigger = cast.names(draft.sentence), draft.trigger
    goes = trigger.type in _GOING and _moves(trigger)
    for prep in (*_prepositions(token), *_inner(names, draft, token)):
        if prep.lower_ in _WHERE or (goes and prep.lower_ in _TO):
            for noun in prep.children:
                if noun.dep_ == "pobj":
                    yield from _named(names, noun, prep.lower_)
    roles = trigger.roles
    if roles is not None and roles.object is not None and token is trigger.token:
        if goes and trigger.type is Plover.CONSULT:
            yield from _named(names, roles.object, "")
        elif trigger.type in _ON_THE_GROUND:  # "attacked the town of X"; "attacked X-land" says nothing of where
            site = roles.object.lower_ in word_list("site_heads")
            yield from (one for one in _named(names, roles.object, "") if site or _is_spot(one[2]))
    for meeting in (token, trigger.noun):
        if meeting is not None and meeting.lemma_.lower() in word_list("meetings"):
            yield from _beside(names, meeting)
    if roles is not None and roles.own_subject and roles.subject is not None and token is trigger.token:
        for prep in _prepositions(roles.subject):  # "lawmakers in X urged"
            if prep.lower_ in _NARROW:
                yield from (one for noun in prep.children for one in _named(names, noun, prep.lower_))


def _moves(trigger: Trigger) -> bool:
    """Whether somebody goes to a place: "flew to", "a visit to"; not "talked to"."""
    words = {trigger.token.lemma_.lower(), trigger.noun.lemma_.lower() if trigger.noun is not None else ""}
    return not words.isdisjoint(word_list("moves"))


def _prepositions(token: Token) -> Iterator[Token]:
    """The prepositions right after a verb or noun, or after "due" in "is due in"."""
    for child in token.children:
        if child.dep_ == "prep":
            yield child
        elif child.dep_ == "acomp":
            yield from (inner for inner in child.children if inner.dep_ == "prep")


def _inner(names: Names, draft: Draft, token: Token) -> Iterator[Token]:
    """The prepositions that the parser hangs on what a verb governs, though they may say where the act itself was.

    They do after a name ("met B in Z") and after the act's own noun ("held talks in Z"); after another noun only where
    the act is a deed: what was condemned, asked for or reviewed may be anywhere.
    """
    governed = [child for child in token.children if child.dep_ in {"dobj", "attr", "nsubjpass"}]
    for prep in token.children:
        if prep.dep_ == "prep":
            governed.extend(noun for noun in prep.children if noun.dep_ == "pobj")
    for noun in governed:
        own = noun is draft.trigger.noun or noun.lemma_.lower() in word_list("meetings") | word_list("moves")
        if own:
            yield from _chained(noun)
        elif draft.trigger.type in _DEEDS or names.at_token[noun.i] is not None or names.office(noun.i) is not None:
            yield from _prepositions(noun)


def _chained(noun: Token) -> Iterator[Token]:
    """The prepositions after a noun and after those whom it is with: "the meeting of the board with B in Z", not "on"."""
    for prep in _prepositions(noun):
        yield prep
        if prep.lower_ in _WITH:
            for other in prep.children:
                if other.dep_ == "pobj":
                    yield from _chained(other)


def _named(names: Names, noun: Token, word: str) -> Iterator[_Found]:
    """The place that a noun names, or the head of a site's description: "Basel airport", "the coast of X"."""
    mention = names.at_token[noun.i]
    if mention is not None:
        if word in _LOOSE and not _is_site(mention):
            return
        known = mention.key is not None or mention.country is not None
        if (
            mention.named in _PLACES
            or (word == "at" and mention.named is Named.ORGANIZATION)
            or (word in _TO and not known)  # nobody flies to a person
        ):
            yield mention.text, mention.text, mention
    elif noun.lower_ in word_list("site_heads"):
        yield from _described(names, noun)
    elif noun.pos_ == "PROPN" and noun.text[0].isupper() and word in {*_NARROW, *_TO} and not _is_time(noun):
        text = noun.doc[_first(noun) : noun.i + 1].text
        yield text, text, None


def _is_time(noun: Token) -> bool:
    """Whether a name is one of a time: "in March", "in Tir 1401"."""
    return noun.ent_type_ in _TIMES or any(child.dep_ == "nummod" for child in noun.children)


def _first(noun: Token) -> int:
    """The first token of a name of several words that ends with this one."""
    first = noun.i
    while first > 0 and noun.doc[first - 1].dep_ == "compound" and noun.doc[first - 1].pos_ == "PROPN":
        first -= 1
    return first


def _described(names: Names, noun: Token) -> Iterator[_Found]:
    """The place in the description of a site: "Basel airport", "the coast of X", "the Ruritanian capital, Strelsau"."""
    children = sorted(noun.children, key=lambda child: child.dep_ != "appos")
    for child in children:
        inner = names.at_token[child.i]
        if child.dep_ in {"compound", "nmod", "poss", "appos", "amod"} and inner is not None:
            if child.dep_ == "appos" and inner.named in _PLACES:
                yield inner.text, inner.text, inner
            elif inner.last < noun.i and (inner.named in {*_PLACES, Named.DEMONYM} or child.dep_ == "compound"):
                yield noun.doc[inner.first : noun.i + 1].text, inner.text, inner
        elif child.lower_ == "of" or (child.lower_ in {"between", "with"} and noun.lower_ in {"border", "frontier"}):
            for one in child.children:
                inner = names.at_token[one.i]
                if inner is not None and inner.named in _PLACES:
                    yield inner.text, inner.text, inner


def _is_spot(mention: Mention | None) -> bool:
    """Whether a name is a town's or a site's, not a whole country's."""
    return mention is not None and (mention.named is Named.PLACE or mention.capital)


def _is_site(mention: Mention) -> bool:
    """Whether a name is a sea's, an island's or another site's, so that things happen on or over it."""
    last = mention.text.split()[-1].lower()
    return mention.named is Named.PLACE and (mention.key is not None or last in word_list("site_heads"))


def _beside(names: Names, noun: Token) -> Iterator[_Found]:
    """The place in a noun's name: "the Geneva talks"."""
    for child in noun.children:
        mention = names.at_token[child.i]
        if child.dep_ in {"compound", "nmod"} and mention is not None and (mention.capital or mention.named is Named.PLACE):
            yield mention.text, mention.text, mention


def _here(draft: Draft, cast: Cast) -> tuple[str, Location | None] | None:
    """The dateline's place, for what took place "here"."""
    token = draft.trigger.token
    around = [*token.children, *(inner for child in token.children if child.dep_ in _INNER for inner in child.children)]
    if not any(child.lower_ == "here" and child.dep_ == "advmod" for child in around):
        return None
    text = dateline_of(cast.analysis, draft.sentence)
    return (text, locate(text, cast.gazetteer.lexicon, _near(draft, cast))) if text is not None else None


def dateline_of(analysis: Analysis, sentence: Sentence) -> str | None:
    """The place of the dateline under which a sentence stands, as names are written: "Kyoto" of "KYOTO, March 3 -"."""
    for one in reversed(analysis.sentences[: sentence.index + 1]):
        opening = analysis.source.text[one.part.block.start : one.part.start]
        match = _DATELINE.match(opening) if opening.strip() and ":" not in opening else None
        if match:
            place = match["place"].strip()
            return place.title() if place.isupper() else place
    return None


# ---------------------------------------------------------------- what helps to tell places of one name apart


def _near(draft: Draft, cast: Cast) -> set[str]:
    """The countries of the act's sides, of the document's pair, and those that the sentence names."""
    sentence = draft.sentence
    span = sentence.span
    named = {
        mention.country
        for mention in cast.names(sentence).mentions
        if mention.country and span.start <= mention.first < span.end and mention.named in {Named.COUNTRY, Named.DEMONYM}
    }
    sides = {one.country for one in (*draft.sources, *draft.targets) if one.country}
    return named | sides | set(cast.analysis.source.metadata.pair or ())


def _within(names: Names, mention: Mention | None, lexicon: Lexicon) -> str | None:
    """The country said with a place: "Tripoli, Lebanon", "London, Ontario"."""
    after = mention.last + 1 if mention is not None else len(names.words)
    if after + 1 >= len(names.words) or names.words[after] != ",":
        return None
    following = names.at_token[after + 1]
    if following is None or following.capital:
        return None
    if following.named is Named.COUNTRY:
        return following.country
    site = lexicon.atlas.site(following.text) if following.named is Named.PLACE else None
    return site.country if site is not None else None
