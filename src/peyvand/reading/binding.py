"""Bonds: each place where a sentence says that somebody binds himself, or names the paper that binds.

A bond holds the words it rests on as offsets in the source's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType, CommitmentStatus, Instrument
from peyvand.reading import clauses
from peyvand.reading.narration import FIRST_PERSON
from peyvand.reading.promising import Promise, Promising

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.document import Sentence
    from peyvand.reading.naming import Entity

_PAPERS = frozenset({Instrument.AGREEMENT, Instrument.TREATY, Instrument.MOU})
_BOTH = {"buy": "from", "purchase": "from", "sell": "to", "supply": "to", "deliver": "to", "import": "from", "export": "to"}
_SIDES = frozenset({"side", "party", "signatory", "country", "nation", "government", "state", "partner"})
_SOUGHT = frozenset({"seek", "want", "negotiate", "discuss", "need", "draft"})  # what is done to a paper that isn't there yet
_NOT_DONE = frozenset({"refuse", "decline", "fail", "want", "hope", "wish", "seek", "urge", "ask", "call", "threaten"})


@dataclass(slots=True)
class Bond:
    """One commitment as a sentence words it."""

    sentence: Sentence
    verb: Token  # what a date would hang on
    parties: list[Entity]
    what: str
    start: int
    end: int
    status: CommitmentStatus
    instrument: Instrument | None
    strength: float = 0.6  # how sure the wording is
    sides_meant: bool = False  # whether it speaks of its sides only as such: "both sides"
    speaker: Entity | None = None  # who tells of it, where it isn't the publisher
    paper: bool = False  # whether a document binds, so that there is another side


@dataclass(slots=True)
class Binding:
    """Finds the bonds of a document's sentences."""

    lexicon: Promising
    cast: Cast

    def of(self, sentence: Sentence) -> Iterator[Bond]:
        """The bonds of a sentence, in the order of their words."""
        known = self.lexicon.known
        for token in sentence.span:
            lemma = "commit" if token.lower_ == "committed" else token.lemma_.lower()
            if lemma not in known:
                continue
            if token.pos_ in {"VERB", "AUX"} or lemma == "commit":
                yield from self._verb(sentence, token, lemma)
            elif lemma in self.lexicon.signing_nouns or lemma in self.lexicon.nouns:
                yield from self._noun(sentence, token, lemma)
            elif lemma in self.lexicon.documents:
                yield from self._paper(sentence, token)

    # ------------------------------------------------------------ verbs

    def _verb(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """The bond of a verb: a promise, a signing, a term, an announcement or a plan."""
        lexicon = self.lexicon
        if clauses.negated(verb) or _unreal(verb):
            return
        subject = next(clauses.agents(verb), None)
        if lemma in lexicon.terms | lexicon.terms_with_plans and subject is not None and self._is_paper(subject):
            yield from self._term(sentence, verb, lemma)
        elif lemma in lexicon.signing or lemma in lexicon.ratifying:
            yield from self._signing(sentence, verb, lemma)
        elif lemma in lexicon.verbs:
            yield from self._promise(sentence, verb, lexicon.verbs[lemma])
        elif lemma in lexicon.announcing:
            yield from self._announcement(sentence, verb)
        elif lemma in lexicon.doing:
            yield from self._intention(sentence, verb, lemma)

    def _promise(self, sentence: Sentence, verb: Token, promise: Promise) -> Iterator[Bond]:
        """As in "Vowed to", "agreed that", "pledged two ships"."""
        if _purpose(verb):
            return
        state = verb.head if verb.dep_ == "acomp" else verb  # "is committed to", as the parse has it
        passive_commitment = verb.lower_ == "committed" and (verb.dep_ == "acomp" or clauses.passive(verb))
        if clauses.passive(verb) and not passive_commitment and clauses.agent(verb) is None:
            return
        content = _complement(verb, promise.takes)
        bound = clauses.child(state, "nsubjpass", "nsubj") if passive_commitment else None
        parties = self._actors(sentence, [bound] if bound is not None else clauses.agents(verb))
        if clauses.negated(state) or content is None or not parties or content.lemma_.lower() in promise.unless or _dropped(verb):
            return
        if content.pos_ in {"VERB", "AUX"} and any(one.dep_ == "neg" for one in content.children) and verb.lemma_ == "agree":
            return
        instrument, status, strength = promise.instrument, promise.status, 0.7
        under = self._under(verb)
        if under is not None:
            instrument, strength = self.lexicon.documents[under.lemma_.lower()], 0.75
            signed = any(one.lemma_ in self.lexicon.signing for one in clauses.children(under, "acl"))
            status = CommitmentStatus.SIGNED if signed else CommitmentStatus.IN_FORCE
        parties += self._counterparts(sentence, verb, content)
        head = under.head if under is not None else verb
        bond = self._bond(sentence, verb, parties, _what(content), (head, content), status, instrument, strength)
        bond.paper = under is not None
        yield bond

    def _announcement(self, sentence: Sentence, verb: Token) -> Iterator[Bond]:
        """As in "Announced the revival of", "presented a plan to"."""
        announced = clauses.object_of(verb)
        for what in clauses.joined(announced) if announced is not None else ():
            status = self.lexicon.announced.get(what.lemma_.lower())
            parties = self._actors(sentence, clauses.agents(verb))
            if status is None or _purpose(verb):
                return
            lemma = what.lemma_.lower()
            proposed = status is CommitmentStatus.PROPOSED
            instrument = self.lexicon.documents.get(lemma, Instrument.PLAN if proposed else Instrument.PLEDGE)
            if instrument in _PAPERS:
                status = CommitmentStatus.SIGNED
            strength = 0.6 if parties else 0.4
            yield self._bond(sentence, verb, parties, clauses.noun_phrase(what), (verb, what), status, instrument, strength)

    def _signing(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """As in "Signed a memorandum with", "the pact concluded by"."""
        paper = clauses.object_of(verb)
        if verb.dep_ == "acl" and paper is None:
            return  # "the deal signed last year": read from the paper's own word
        if clauses.passive(verb):
            paper = clauses.child(verb, "nsubjpass")
        if paper is None or not self._is_paper(paper) or _purpose(verb) or clauses.future(verb) or verb.dep_ == "pcomp":
            return
        parties = [] if clauses.passive(verb) and clauses.agent(verb) is None else self._actors(sentence, clauses.agents(verb))
        parties += self._counterparts(sentence, verb, paper)
        status = CommitmentStatus.IN_FORCE if lemma in self.lexicon.ratifying else CommitmentStatus.SIGNED
        kind = self.kind(paper)
        bond = self._bond(sentence, verb, parties, clauses.noun_phrase(paper), (verb, paper), status, kind, 0.75)
        bond.paper = True
        yield bond

    def _term(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """As in "The agreement commits both sides to", "it includes plans for"."""
        subject = next(clauses.agents(verb))
        content = clauses.after(verb, "to", "for") or clauses.child(verb, "ccomp", "xcomp") or clauses.object_of(verb)
        if content is None:
            return
        if lemma in self.lexicon.terms_with_plans:
            included = clauses.object_of(verb)
            if lemma != "provide" and (included is None or included.lemma_.lower() not in self.lexicon.plans):
                return
            content = (clauses.after(included, "for", "to") if included is not None else None) or content
        bound = clauses.object_of(verb) or clauses.child(content, "nsubj")
        parties = list(self.cast.who(sentence, bound)) if bound is not None else []
        parties += [one for one in self._within(sentence, subject) if one not in parties]
        kind = self.kind(subject) if subject.lemma_.lower() in self.lexicon.documents else Instrument.AGREEMENT
        bond = self._bond(sentence, verb, parties, _what(content), (verb, verb), CommitmentStatus.SIGNED, kind, 0.65)
        bond.paper = True
        bond.sides_meant = bound is not None and bound.lemma_.lower() in _SIDES
        yield bond

    def _intention(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """As in "Will provide": a plan announced by who will act."""
        if not clauses.future(verb) or any(one.lower_ == "if" for one in verb.subtree if one.dep_ == "mark"):
            return
        subject = next(clauses.agents(verb), None)
        if subject is None or clauses.passive(verb):
            return
        parties = self._actors(sentence, [subject])
        said = verb.head if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in self.lexicon.saying else None
        if said is not None:
            speakers = self._actors(sentence, clauses.agents(said))
            same = any(one in speakers for one in parties) or _same_country(speakers, parties)
            if not same and subject.lower_ not in {"we", "i", "they"}:
                return
            parties = parties or speakers
        elif lemma not in self.lexicon.narrated or any(one.lower_ == "would" for one in verb.children):
            return
        if parties or subject.lower_ in {"we", "i"}:
            bond = self._bond(
                sentence,
                verb,
                parties,
                clauses.verb_phrase(verb),
                (verb, verb),
                CommitmentStatus.PROMISED,
                Instrument.PLEDGE,
                0.5,
            )
            yield bond

    # ------------------------------------------------------------ nouns

    def _noun(self, sentence: Sentence, noun: Token, lemma: str) -> Iterator[Bond]:
        """As in "The signing of two accords", "its pledge to withdraw"."""
        if lemma in self.lexicon.signing_nouns:
            paper = clauses.after(noun, "of")
            if paper is None or not self._is_paper(paper):
                return
            verb = noun
            while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
                verb = verb.head
            if clauses.future(verb) or _unreal(verb):
                return
            parties = self._counterparts(sentence, noun, paper) or self._actors(sentence, clauses.agents(verb))
            what = clauses.noun_phrase(paper)
            bond = self._bond(sentence, noun, parties, what, (noun, paper), CommitmentStatus.SIGNED, self.kind(paper), 0.65)
            bond.paper = True
            yield bond
            return
        content = clauses.child(noun, "acl") or clauses.after(noun, "to")
        if content is None or content.pos_ != "VERB" or content.tag_ not in {"VB", "VBG"}:
            return
        owner = clauses.child(noun, "poss") or clauses.after(noun, "by", "from")
        heads = [owner] if owner is not None else list(clauses.agents(noun.head)) if noun.dep_ == "dobj" else []
        parties = self._actors(sentence, heads)
        if parties and not (noun.dep_ == "dobj" and clauses.negated(noun.head)):
            kind = self.lexicon.nouns[lemma]
            yield self._bond(sentence, noun, parties, _what(content), (noun, content), CommitmentStatus.PROMISED, kind, 0.55)

    def _paper(self, sentence: Sentence, noun: Token) -> Iterator[Bond]:
        """As in "The deal signed last year", "the long-term contract with", "under the accord between"."""
        made = next((one for one in clauses.children(noun, "acl") if one.tag_ == "VBN"), None)
        signed = made is not None and made.lemma_ in (self.lexicon.signing | self.lexicon.announcing | {"make", "agree"})
        counterparts = self._counterparts(sentence, noun, noun)
        definite = any(one.lower_ in {"the", "its", "their", "this"} or one.dep_ == "poss" for one in noun.children)
        if not signed and (made is not None or not (counterparts and definite)):
            return
        if noun.dep_ == "dobj" and clauses.negated(noun.head):
            return
        if noun.dep_ == "dobj" and noun.head.lemma_ in self.lexicon.signing | self.lexicon.announcing | _SOUGHT:
            return
        parties = list(counterparts)
        if made is not None:
            parties = self._actors(sentence, [one for one in (clauses.agent(made),) if one is not None]) + parties
        verb = made or noun
        if len(parties) < 2:  # a paper has two sides
            parties += [one for one in self._within(sentence, noun) if one not in parties]
        status = CommitmentStatus.SIGNED if made is not None else CommitmentStatus.IN_FORCE
        bond = self._bond(sentence, verb, parties, clauses.noun_phrase(noun), (noun, noun), status, self.kind(noun), 0.5)
        bond.paper = True
        yield bond

    # ------------------------------------------------------------ who, and which words

    def _bond(
        self,
        sentence: Sentence,
        verb: Token,
        parties: list[Entity],
        what: str,
        spread: tuple[Token, Token],
        status: CommitmentStatus,
        instrument: Instrument | None,
        strength: float,
    ) -> Bond:
        """A bond with its words: from the one who binds himself to the end of what is promised."""
        doc = verb.doc
        head, content = spread
        subject = clauses.child(verb, "nsubj", "nsubjpass")
        first = min((one.i for one in (verb, head, subject.left_edge if subject is not None else verb)), default=verb.i)
        first = min(first, head.left_edge.i) if head.pos_ != "VERB" else first
        last = max(verb, clauses.last_of(content), clauses.last_of(head) if head == verb else verb, key=lambda one: one.i)
        if head == verb and head != content:
            last = max(clauses.last_of(content), verb, key=lambda one: one.i)
        unique = list({id(one): one for one in parties}.values())
        start, end = sentence.offset(doc[first]), sentence.offset(last) + len(last.text)
        bond = Bond(sentence, verb, unique, what, start, end, status, instrument, strength)
        bond.speaker = next((one for one in self._tellers(sentence, verb) if one not in unique), None)
        return bond

    def _tellers(self, sentence: Sentence, verb: Token) -> list[Entity]:
        """Who says that it is so: "…, the ministry said"."""
        node = verb
        while node.dep_ in {"conj", "xcomp"} and node.head != node:
            node = node.head
        if node.dep_ != "ccomp" or node.head.lemma_.lower() not in self.lexicon.saying:
            return []
        return self._actors(sentence, clauses.agents(node.head))

    def _actors(self, sentence: Sentence, heads: Iterator[Token] | list[Token]) -> list[Entity]:
        """The actors that the first of these phrases means that means any."""
        for head in heads:
            narrator = self.cast.narrator(sentence) if head.lower_ in FIRST_PERSON else None
            if narrator is not None:
                return [narrator]
            for one in clauses.children(head, "appos"):
                person = self.cast.at(sentence, one)
                if person is not None and person.type is ActorType.PERSON:
                    return [person]
            found = list(self.cast.who(sentence, head))
            if found:
                return found
        return []

    def _counterparts(self, sentence: Sentence, verb: Token, content: Token) -> list[Entity]:
        """Those on the other side: "with X", "between X and Y", "buy from X"."""
        found: list[Entity] = []
        inner = clauses.after(content, "of")  # "a memorandum of understanding with X"
        for node in (verb, content, *([inner] if inner is not None else [])):
            for word in ("with", "between"):
                other = clauses.after(node, word)
                if other is not None:
                    found.extend(one for one in self.cast.who(sentence, other) if one not in found)
        trade = _BOTH.get(content.lemma_)
        other = clauses.after(content, trade) if trade else None
        if other is not None:
            found.extend(self.cast.who(sentence, other))
        return found

    def _within(self, sentence: Sentence, noun: Token) -> list[Entity]:
        """The actors that a paper's own words name: "the Ruritanian-Sylvanian accord", "its contract with X"."""
        found = []
        for one in noun.subtree:
            if one.dep_ in {"amod", "poss", "compound", "pobj", "nmod"} and one.head in {noun, noun.head}:
                found.extend(self.cast.who(sentence, one))
        return found

    def _is_paper(self, head: Token) -> bool:
        """Whether a phrase names a document that binds."""
        return any(one.lemma_.lower() in self.lexicon.documents for one in clauses.joined(head)) or (
            head.lower_ == "it" and head.sent.start == head.i
        )

    def kind(self, paper: Token) -> Instrument:
        """The instrument that a document is."""
        kinds = (self.lexicon.documents.get(one.lemma_.lower()) for one in clauses.joined(paper))
        return next((kind for kind in kinds if kind is not None), Instrument.AGREEMENT)

    def _under(self, verb: Token) -> Token | None:
        """The paper under which something is promised: "under the deal signed last year"."""
        for prep in clauses.children(verb, "prep"):
            if prep.lower_ in {"under", "in"}:
                paper = clauses.child(prep, "pobj")
                if paper is not None and paper.lemma_.lower() in self.lexicon.documents:
                    return paper
        return None


def _complement(verb: Token, takes: frozenset[str]) -> Token | None:
    """What is promised: the head of the first complement of a kind that the verb takes."""
    for one in clauses.children(verb, "xcomp", "ccomp", "advcl"):
        infinitive = any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in one.children)
        if one.i > verb.i and infinitive and "infinitive" in takes and one.dep_ != "advcl":
            return one
        if one.dep_ == "ccomp" and "clause" in takes and (clauses.future(one) or one.tag_ in {"VB", "VBP"}):
            return one
        if one.tag_ == "VBG" and "gerund" in takes and one.dep_ != "advcl" and one.i > verb.i:
            return one
    found = clauses.after(verb, *takes)
    if found is None and "object" in takes:
        found = clauses.object_of(verb)
        if found is not None and (found.pos_ == "PRON" or found.ent_type_ == "PERSON"):
            return clauses.child(found, "relcl")
        if found is not None and verb.lower_.startswith("commit"):
            return clauses.child(verb, "xcomp", "advcl") or clauses.child(found, "acl")
    return found


def _unreal(verb: Token) -> bool:
    """Whether a verb is only possible, conditional, refused or wished for."""
    modals = {"may", "might", "could", "can", "should", "must"}
    if clauses.conditional(verb) or any(one.lower_ in modals for one in clauses.children(verb, "aux")):
        return True
    if any(one.lower_ in {"until", "before", "unless"} for one in clauses.children(verb, "mark")):
        return True
    node = verb
    while node.dep_ in {"xcomp", "conj", "pcomp"} and node.head != node:
        if node.dep_ == "xcomp" and node.head.lemma_ in _NOT_DONE:
            return True
        node = node.head
    return False


def _dropped(verb: Token) -> bool:
    """Whether an intention is told as one of the past that came to nothing: "had planned to come"."""
    return verb.lemma_ in {"plan", "intend"} and any(one.lower_ == "had" for one in clauses.children(verb, "aux"))


def _purpose(verb: Token) -> bool:
    """Whether a verb stands in a bare infinitive: what is to be done, not what was."""
    return verb.tag_ == "VB" and any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children)


def _what(content: Token) -> str:
    """What is to be done, as a short phrase."""
    if content.pos_ not in {"VERB", "AUX"}:
        return clauses.noun_phrase(content)
    return "not " * clauses.negated(content) + clauses.verb_phrase(content)


def _same_country(ones: list[Entity], others: list[Entity]) -> bool:
    """Whether somebody speaks of his own country: a minister of his government."""
    return any(one.country is not None and one.country == other.country for one in ones for other in others)
