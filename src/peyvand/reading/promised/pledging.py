"""Promises: verbs and nouns by which somebody binds himself in so many words, and what he announces or puts forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType, CommitmentStatus, Instrument
from peyvand.reading.promised.bonds import Bond, Drafting, is_sides, parallel, phrase_words, purpose, same_country, what_of
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.promised.promising import Promise
    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.naming import Entity

_PAPERS = frozenset({Instrument.AGREEMENT, Instrument.TREATY, Instrument.MOU})
_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself"})
_STATES = frozenset({ActorType.COUNTRY, ActorType.ORGANIZATION, ActorType.PLACE_LIKE_GOVERNMENT})


@dataclass(slots=True)
class Pledging:
    """Finds the promises of a sentence."""

    drafting: Drafting

    # ------------------------------------------------------------ verbs

    def promise(self, sentence: Sentence, verb: Token, promise: Promise) -> Iterator[Bond]:
        """As in "Vowed to", "agreed that", "pledged two ships"; what is joined to it is a promise of its own."""
        if purpose(verb) or _dropped(verb):
            return
        state = verb.head if verb.dep_ == "acomp" else verb  # "is committed to", as the parse has it
        passive = clauses.passive(verb)
        committed = verb.lower_ == "committed" and (verb.dep_ == "acomp" or passive)
        content = _complement(verb, promise)
        settled = passive and promise.mutual and _impersonal(verb) and content is not None and content.dep_ == "ccomp"
        told = not passive or committed or settled or clauses.agent(verb) is not None
        if clauses.negated(state) or content is None or not told:
            return
        bound = clauses.child(state, "nsubjpass", "nsubj") if committed else None
        bound = clauses.child(content, "nsubj") if settled else bound
        parties = self.drafting.actors(sentence, [bound] if bound is not None else clauses.agents(verb))
        who = clauses.doer(verb)
        sides = who is not None and not parties and is_sides(who)
        if (not parties and not sides) or content.lemma_.lower() in promise.unless or _not_to(verb, content):
            return
        parties = self._bound_instead(sentence, verb, content, parties)
        if promise.mutual:
            parties = parties + self.drafting.counterparts(sentence, verb, content)
        yield from self._promised(sentence, verb, content, promise, parties)

    def _promised(
        self, sentence: Sentence, verb: Token, content: Token, promise: Promise, parties: list[Entity]
    ) -> Iterator[Bond]:
        """The bonds of a promise, one for each thing promised; all with the paper under which it was made."""
        instrument, status, strength = promise.instrument, promise.status, 0.7
        under = self.drafting.under(verb)
        if under is not None:
            instrument, strength = self.drafting.lexicon.documents[under.lemma_.lower()], 0.75
            signed = any(one.lemma_ in self.drafting.lexicon.signing for one in clauses.children(under, "acl", "relcl"))
            status = CommitmentStatus.SIGNED if signed else CommitmentStatus.IN_FORCE
        things = list(parallel(content)) if content.pos_ in {"VERB", "AUX"} else [content]
        for thing in things:
            first, last = phrase_words(verb, thing, alone=thing is not content)
            if under is not None and thing is content and under.i < verb.i:
                first = under.head.left_edge
            bond = self.drafting.bond(sentence, verb, parties, what_of(thing), (first, last), status, instrument, strength)
            bond.paper = under is not None
            subject = clauses.doer(verb)
            plural = subject is not None and subject.lower_ in {"we", "they"}
            bond.sides_meant = not bond.parties or (promise.mutual and plural and len(bond.parties) == 1)
            yield bond

    def _bound_instead(self, sentence: Sentence, verb: Token, content: Token, parties: list[Entity]) -> list[Entity]:
        """The state that a person binds: "committed Ruritania to help", "promised that Ruritania would pay"."""
        if verb.lemma_ in {"agree", "propose"} or any(one.type is ActorType.COUNTRY for one in parties):
            return parties
        inner = clauses.child(content, "nsubj") if content.dep_ == "ccomp" else clauses.object_of(verb)
        if inner is None:
            return parties
        states = [one for one in self.drafting.cast.who(sentence, inner) if one.type in _STATES]
        own = same_country(states, parties) or all(one.country is None for one in parties)
        return states if states and (own or inner.dep_ == "dobj") else parties

    def light(self, sentence: Sentence, verb: Token) -> Iterator[Bond]:
        """As in "Gave its word to", "made a pledge that": the promise stands in the object."""
        noun = clauses.object_of(verb)
        if noun is None or noun.lemma_.lower() not in self.drafting.lexicon.light_nouns or purpose(verb):
            return
        content = clauses.child(noun, "acl", "ccomp") or clauses.child(verb, "xcomp", "ccomp", "advcl") or _to(noun) or _to(verb)
        parties = self.drafting.actors(sentence, clauses.agents(verb))
        if content is None or not parties or clauses.child(noun, "neg") is not None:
            return
        if content.pos_ in {"VERB", "AUX"} and content.tag_ not in {"VB", "VBG"} and not clauses.future(content):
            return
        if any(one.lower_ == "no" for one in noun.children):
            return
        words = phrase_words(verb, content)
        yield self.drafting.bond(
            sentence, verb, parties, what_of(content), words, CommitmentStatus.PROMISED, Instrument.PLEDGE, 0.65
        )

    def announcement(self, sentence: Sentence, verb: Token) -> Iterator[Bond]:
        """As in "Announced the revival of", "presented a plan to"."""
        announced = clauses.object_of(verb)
        lexicon = self.drafting.lexicon
        for what in clauses.joined(announced) if announced is not None else ():
            lemma = what.lemma_.lower()
            status = lexicon.announced.get(lemma)
            parties = self.drafting.actors(sentence, clauses.agents(verb))
            if status is None or purpose(verb):
                return
            proposed = status is CommitmentStatus.PROPOSED
            instrument = lexicon.documents.get(lemma, Instrument.PLAN if proposed else Instrument.PLEDGE)
            if instrument in _PAPERS:
                status = CommitmentStatus.SIGNED
            strength = 0.6 if parties else 0.4
            words = phrase_words(verb, what, alone=what is not announced)
            tail = clauses.after(verb, "for", "to", "of")  # "announced plans on Friday for a bank"
            if tail is not None and tail.i > words[1].i and what is announced:
                words = (words[0], clauses.end_of(tail))
            yield self.drafting.bond(sentence, verb, parties, clauses.noun_phrase(what), words, status, instrument, strength)

    # ------------------------------------------------------------ nouns

    def noun(self, sentence: Sentence, noun: Token, kind: Instrument) -> Iterator[Bond]:
        """As in "Its pledge to withdraw", "Oslo's plan to link the two"."""
        content = clauses.child(noun, "acl") or _to(noun)
        if content is None or content.pos_ != "VERB" or content.tag_ not in {"VB", "VBG"}:
            return
        governor = noun.head if noun.dep_ in {"dobj", "attr", "nsubj"} else None
        if governor is not None and (clauses.negated(governor) or governor.lemma_ in _UNDONE):
            return
        if any(one.lower_ in {"no", "any"} for one in noun.children):
            return
        if kind is Instrument.PLAN and content.lemma_.lower() in self.drafting.lexicon.idle:
            return
        parties = self._owners(sentence, noun)
        if parties:
            words = (noun.left_edge, clauses.end_of(content))
            status = CommitmentStatus.PROMISED
            yield self.drafting.bond(sentence, noun, parties, what_of(content), words, status, kind, 0.55)

    def _owners(self, sentence: Sentence, noun: Token) -> list[Entity]:
        """Whose promise it is: "its", "Norway's", "the Norwegian", "by Norway", or of whoever repeats it."""
        owner = clauses.child(noun, "poss") or clauses.after(noun, "by", "from")
        if owner is not None:
            return self.drafting.actors(sentence, [owner])
        for one in clauses.children(noun, "amod", "compound"):
            named = self.drafting.cast.at(sentence, one)
            if named is not None:
                return [named]
        heads = clauses.agents(noun.head) if noun.dep_ == "dobj" else ()
        return self.drafting.actors(sentence, heads)


_UNDONE = frozenset(
    {"oppose", "criticize", "criticise", "reject", "welcome", "welcomed", "deny", "demand", "urge", "request", "condemn"}
)


def _impersonal(verb: Token) -> bool:
    """Whether it isn't said who: "it was agreed that"."""
    subject = clauses.child(verb, "nsubjpass", "expl")
    return subject is not None and subject.lower_ == "it"


def _complement(verb: Token, promise: Promise) -> Token | None:
    """What is promised: the head of the first complement of a kind that the verb takes."""
    takes = promise.takes
    for one in clauses.children(verb, "xcomp", "ccomp", "advcl"):
        infinitive = any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in one.children)
        if one.i > verb.i and infinitive and "infinitive" in takes and one.dep_ != "advcl":
            return one
        if one.dep_ == "ccomp" and "clause" in takes and (clauses.future(one) or one.tag_ in {"VB", "VBP"}):
            return one
        if one.tag_ == "VBG" and "gerund" in takes and one.dep_ != "advcl" and one.i > verb.i:
            return one
    found = next((one for one in _behind(verb, takes) if one.ent_type_ not in {"DATE", "TIME"}), None)
    if found is not None and promise.only and found.lemma_.lower() not in promise.only:
        found = None
    if found is None and "object" in takes:
        found = _object(verb, promise)
    return found


def _behind(verb: Token, words: frozenset[str]) -> Iterator[Token]:
    """What stands behind these prepositions; "on Monday" is one too many."""
    for prep in clauses.children(verb, "prep", "prt", "dative"):
        found = clauses.child(prep, "pobj", "pcomp") if prep.lower_ in words else None
        if found is not None:
            yield found


def _object(verb: Token, promise: Promise) -> Token | None:
    """The thing promised; what the one who binds himself, or is bound, is to do."""
    found = clauses.object_of(verb)
    if found is None or (promise.only and found.lemma_.lower() not in promise.only):
        return None
    if verb.lower_.startswith("commit") or found.lower_ in _REFLEXIVE:
        to = _to(verb) or _to(found)
        return clauses.child(verb, "xcomp", "advcl") or clauses.child(found, "acl") or to
    if found.pos_ == "PRON" or found.ent_type_ == "PERSON":
        return clauses.child(found, "relcl")
    return found


def _to(head: Token) -> Token | None:
    """What stands behind "to"."""
    return clauses.after(head, "to")


def _not_to(verb: Token, content: Token) -> bool:
    """Whether it was agreed not to do something; that is kept where it was promised."""
    verbal = content.pos_ in {"VERB", "AUX"}
    return verbal and verb.lemma_ in {"agree", "decide", "resolve", "vote"} and any(one.dep_ == "neg" for one in content.children)


def _dropped(verb: Token) -> bool:
    """Whether an intention is told as one of the past that came to nothing: "had planned to come"."""
    past = any(one.lower_ == "had" for one in clauses.children(verb, "aux"))
    return past and verb.lemma_ in {"plan", "intend", "decide", "propose"}
