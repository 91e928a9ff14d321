"""Papers: signed, entered, prolonged, broken or left; their terms; and those that a sentence only speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import CommitmentStatus, Instrument
from peyvand.reading.promised.bonds import SIDES, Bond, Drafting, is_sides, parallel, phrase_words, purpose, unreal, what_of
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence

_SOUGHT = frozenset({"seek", "want", "negotiate", "discuss", "need", "draft", "propose", "demand"})  # not there yet
_DEFINITE = frozenset({"the", "its", "their", "this", "that", "our", "his", "her"})
_IN_FORCE = frozenset({"force", "effect"})
_YEAR = 4  # digits
_TWO_SIDES = 2


@dataclass(slots=True)
class Papers:
    """Finds the papers that a sentence tells of, and what they say."""

    drafting: Drafting

    # ------------------------------------------------------------ what is done with a paper

    def signing(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """As in "Signed a memorandum with", "the pact concluded by", "will sign a treaty"."""
        lexicon, drafting = self.drafting.lexicon, self.drafting
        paper = clauses.object_of(verb)
        bare = purpose(verb) and clauses.heralded(verb) is None
        if (verb.dep_ in {"acl", "relcl"} and paper is None) or bare or verb.dep_ == "pcomp":
            return  # "the deal signed last year": read from the paper's own word
        passive = clauses.passive(verb)
        if passive:
            paper = clauses.child(verb, "nsubjpass")
        paper = paper if paper is not None or passive else _set_off(verb)
        if paper is None or not self._signed(paper):
            return
        parties = [] if passive and clauses.agent(verb) is None else drafting.actors(sentence, clauses.agents(verb))
        parties = parties + drafting.counterparts(sentence, verb, paper)
        to_come = clauses.heralded(verb) is not None
        doer = clauses.doer(verb)
        sides = doer is not None and is_sides(doer)
        if to_come and ((not parties and not sides) or lemma in lexicon.ratifying):
            return
        status = CommitmentStatus.IN_FORCE if lemma in lexicon.ratifying else CommitmentStatus.SIGNED
        for one in parallel(paper):
            words = (one.left_edge, clauses.end_of(one)) if one is not paper or passive else phrase_words(verb, one)
            if passive and one is paper:
                words = (words[0], verb) if verb.i > words[1].i else words
            what = clauses.noun_phrase(one)
            here = CommitmentStatus.PROPOSED if to_come else status
            bond = drafting.bond(sentence, verb, parties, what, words, here, self._kind(one), 0.5 if to_come else 0.75)
            bond.paper, bond.to_come = True, to_come
            bond.sides_meant = to_come and not parties
            yield bond

    def changing(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """As in "Joined the convention", "extended the pact", "withdrew from the treaty", "broke the truce"."""
        if purpose(verb) or clauses.heralded(verb) is not None or verb.dep_ == "pcomp":
            return
        drafting, lexicon = self.drafting, self.drafting.lexicon
        passive = clauses.passive(verb)
        paper = clauses.child(verb, "nsubjpass") if passive else clauses.object_of(verb)
        paper = paper or clauses.after(verb, "from", "to", "out", "of", "up", "on", "with") or _beyond(verb)
        if paper is None or not drafting.is_paper(paper) or not (_definite(paper) or self._named(paper)):
            return
        agent = clauses.agent(verb) if passive else None
        parties = drafting.actors(sentence, ([agent] if agent is not None else []) if passive else clauses.agents(verb))
        parties = parties + [one for one in drafting.counterparts(sentence, verb, paper) if one not in parties]
        status = lexicon.changing[lemma]
        words = phrase_words(verb, paper)
        known = drafting.known(paper)
        what = known.name if known is not None else clauses.noun_phrase(paper)
        kind = known.instrument if known is not None else drafting.kind(paper)
        bond = drafting.bond(sentence, verb, parties, what, words, status, kind, 0.55)
        bond.date, bond.aged = known.date if known is not None else None, lemma not in lexicon.entering
        bond.paper = len(parties) > 1 or status is CommitmentStatus.SIGNED
        if parties:
            yield bond

    def by_noun(self, sentence: Sentence, noun: Token) -> Iterator[Bond]:
        """As in "The signing of two accords between"."""
        drafting = self.drafting
        paper = clauses.after(noun, "of")
        if paper is None or not self._signed(paper):
            return
        verb = noun
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        if clauses.heralded(verb) is not None or unreal(verb):
            return
        parties = drafting.counterparts(sentence, noun, paper) or drafting.actors(sentence, clauses.agents(verb))
        words = (noun.left_edge, clauses.end_of(noun))
        kind = drafting.kind(paper)
        bond = drafting.bond(sentence, noun, parties, clauses.noun_phrase(paper), words, CommitmentStatus.SIGNED, kind, 0.65)
        bond.paper = True
        yield bond

    # ------------------------------------------------------------ what a paper says

    def term(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """As in "The agreement commits both sides to", "it includes plans for A, B and C": each a bond of its own."""
        drafting, lexicon = self.drafting, self.drafting.lexicon
        subject = next(clauses.agents(verb))
        bare = next((one for one in clauses.children(verb, "advcl") if purpose(one) and one.i > verb.i), None)
        clause = clauses.child(verb, "ccomp", "xcomp") or bare
        content = clauses.after(verb, "to", "for") or clause or clauses.object_of(verb)
        if content is None:
            return
        included = clauses.object_of(verb)
        listed = lemma not in lexicon.terms
        if lemma in lexicon.terms_with_plans:
            if lemma != "provide" and (included is None or included.lemma_.lower() not in lexicon.plans):
                return
            content = (clauses.after(included, "for", "to") if included is not None else None) or content
        bound = clauses.child(content, "nsubj") if listed else clauses.object_of(verb) or clauses.child(content, "nsubj")
        parties = list(drafting.cast.who(sentence, bound)) if bound is not None else []
        parties += [one for one in drafting.within(sentence, subject) if one not in parties]
        kind = drafting.kind(subject) if subject.lemma_.lower() in lexicon.documents else Instrument.AGREEMENT
        beside = next((one for one in clauses.children(verb, "appos", "dobj") if one.i > content.i), None)  # a list misparsed
        terms = [*parallel(content), *(parallel(beside) if beside is not None else ())]
        for term in terms:
            alone = len(terms) > 1 and (listed or term is not content)
            words = (term.left_edge, clauses.end_of(term)) if alone else phrase_words(verb, term)
            bond = drafting.bond(sentence, verb, parties, what_of(term), words, CommitmentStatus.SIGNED, kind, 0.65)
            bond.paper = True
            bond.sides_meant = bound is not None and bound.lemma_.lower() in SIDES
            bond.of_last = subject.lower_ == "it"
            yield bond

    # ------------------------------------------------------------ papers in passing

    def mentioned(self, sentence: Sentence, noun: Token) -> Iterator[Bond]:
        """As in "The deal signed last year", "the long-term contract with", "an agreement of 1959 between"."""
        drafting, lexicon = self.drafting, self.drafting.lexicon
        made = next(
            (one for one in clauses.children(noun, "acl", "relcl") if _makes(one, lexicon.signing, lexicon.announcing)), None
        )
        other = next((one for one in clauses.children(noun, "acl") if one.tag_ == "VBN" and one is not made), None)
        counterparts = drafting.counterparts(sentence, noun, noun)
        valid = any(one.lower_ in _IN_FORCE and one.head.lower_ in {"in", "into"} for one in noun.subtree)
        dated = any(len(one.text) == _YEAR and one.text.isdigit() for one in noun.children) or _of_year(noun)
        sided = bool(counterparts) and (_definite(noun) or (len(counterparts) > 1 and dated))
        if made is None and (other is not None or not (sided or valid)):
            return
        if made is None and noun.dep_ == "nsubj" and noun.head.lemma_ in lexicon.terms | lexicon.terms_with_plans:
            return  # read from its terms
        if noun.dep_ == "dobj" and (
            clauses.negated(noun.head) or noun.head.lemma_ in lexicon.signing | lexicon.announcing | _SOUGHT
        ):
            return
        parties = list(counterparts)
        if made is not None:
            agent = clauses.agent(made) if made.tag_ == "VBN" else clauses.child(made, "nsubj")
            parties = drafting.actors(sentence, [one for one in (agent,) if one is not None]) + parties
        if len(parties) < _TWO_SIDES:
            parties += [one for one in drafting.within(sentence, noun) if one not in parties]
        over = noun.dep_ == "nsubj" and noun.head.tag_ in {"VBD", "VBN"}
        over = over and lexicon.changing.get(noun.head.lemma_) is CommitmentStatus.SIGNED
        status = CommitmentStatus.SIGNED if made is not None or over else CommitmentStatus.IN_FORCE
        words = (noun.left_edge, clauses.end_of(noun))
        known = drafting.known(noun)
        kind = known.instrument if known is not None else drafting.kind(noun)
        what = known.name if known is not None else clauses.noun_phrase(noun)
        bond = drafting.bond(sentence, made or noun, parties, what, words, status, kind, 0.5)
        year = clauses.after(noun, "of") if _of_year(noun) else None
        bond.date = known.date if known is not None else year.text if year is not None else None
        bond.paper, bond.aged = True, over
        yield bond

    # ------------------------------------------------------------ what is a paper

    def _signed(self, paper: Token) -> bool:
        """Whether a phrase names what can be signed and then binds: also "27 documents"."""
        lexicon = self.drafting.lexicon
        return self.drafting.is_paper(paper) or any(one.lemma_.lower() in lexicon.signed for one in clauses.joined(paper))

    def _kind(self, paper: Token) -> Instrument:
        """The instrument of one of several papers signed."""
        return self.drafting.lexicon.documents.get(paper.lemma_.lower()) or self.drafting.kind(paper)

    def _named(self, paper: Token) -> bool:
        """Whether a paper goes by a name of its own."""
        return paper.pos_ == "PROPN" or any(one.pos_ == "PROPN" for one in clauses.children(paper, "compound", "amod", "poss"))


def _beyond(verb: Token) -> Token | None:
    """The paper behind two prepositions: "pull out of the accord"."""
    for prep in clauses.children(verb, "prep", "prt", "advmod"):
        inner = clauses.child(prep, "prep")
        found = clauses.child(inner, "pobj") if inner is not None else None
        if found is not None:
            return found
    return None


def _set_off(verb: Token) -> Token | None:
    """The object of a verb that an insertion parts from it, and that is parsed into the subject: "signed, in Rome, a pact"."""
    subject = clauses.doer(verb)
    beside = clauses.children(subject, "appos") if subject is not None else ()
    return next((one for one in beside if one.i > verb.i), None)


def _definite(noun: Token) -> bool:
    """Whether a phrase speaks of one paper that is known."""
    return any(one.lower_ in _DEFINITE or one.dep_ == "poss" for one in noun.children)


def _of_year(noun: Token) -> bool:
    """Whether a paper goes by its year: "an agreement of 1959"."""
    year = clauses.after(noun, "of")
    return year is not None and len(year.text) == _YEAR and year.text.isdigit()


def _makes(verb: Token, signing: frozenset[str], announcing: frozenset[str]) -> bool:
    """Whether a clause behind a paper tells how it was made: "signed last year", "that A and B concluded"."""
    if verb.dep_ == "relcl":
        return verb.lemma_ in signing and verb.tag_ in {"VBD", "VBN"} and clauses.heralded(verb) is None
    return verb.tag_ == "VBN" and verb.lemma_ in (signing | announcing | {"make", "agree"})
