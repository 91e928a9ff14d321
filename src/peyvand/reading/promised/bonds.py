"""What all ways of binding oneself have in common: the bond, the words it rests on, and who is meant by them.

A bond holds its words as offsets in the source's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType, CommitmentStatus, Instrument
from peyvand.reading.promised.promising import Promising, Standing
from peyvand.reading.text import clauses
from peyvand.reading.who.narration import FIRST_PERSON

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

SIDES = frozenset(
    {"side", "party", "signatory", "country", "nation", "government", "state", "partner", "minister", "leader", "delegation"}
)
_ACTING = frozenset({"GPE", "ORG", "NORP", "PERSON", "LOC", "FAC", ""})
_LONGEST_SUBJECT = 8  # words; behind a longer one the quote begins with the verb
_TRADES = {"buy": "from", "purchase": "from", "sell": "to", "supply": "to", "deliver": "to", "import": "from", "export": "to"}


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
    wording: str = "name"  # what sort of words bind: "promise", "plan", "signing", "term", "name", …
    sides_meant: bool = False  # whether it speaks of its sides only as such: "both sides"
    speaker: Entity | None = None  # who tells of it, where it isn't the publisher
    paper: bool = False  # whether a document binds, so that there is another side
    date: str | None = None  # when it was made, where the lexicon knows
    aged: bool = False  # whether the date in its clause is that of what became of it, not of its making
    of_last: bool = False  # whether "it" stands for the paper told of before
    to_come: bool = False  # whether the date in its clause is that of what is to be done


@dataclass(slots=True)
class Drafting:
    """Builds the bonds of a document: their words, their parties, the papers they stand in."""

    lexicon: Promising
    cast: Cast

    def bond(
        self,
        sentence: Sentence,
        verb: Token,
        parties: Iterable[Entity],
        what: str,
        words: tuple[Token, Token],
        status: CommitmentStatus,
        instrument: Instrument | None,
        strength: float,
    ) -> Bond:
        """A bond that rests on the words from the first of two tokens to the second, both included."""
        first, last = words
        unique = list({id(one): one for one in parties}.values())
        start, end = sentence.offset(first), sentence.offset(last) + len(last.text)
        bond = Bond(sentence, verb, unique, what, start, end, status, instrument, strength)
        bond.speaker = next((one for one in self.tellers(sentence, verb) if one not in unique), None)
        return bond

    def tellers(self, sentence: Sentence, verb: Token) -> list[Entity]:
        """Who says that it is so: "…, the ministry said"."""
        said = self.telling(verb)
        return self.actors(sentence, clauses.agents(said)) if said is not None else []

    def telling(self, verb: Token) -> Token | None:
        """The verb of saying that what a verb says hangs on."""
        node = verb
        while node.dep_ in {"conj", "xcomp", "acomp"} and node.head != node:
            node = node.head
        told = node.dep_ == "ccomp" and node.head.lemma_.lower() in self.lexicon.saying
        return node.head if told else None

    def actors(self, sentence: Sentence, heads: Iterable[Token], *, named: bool = False) -> list[Entity]:
        """The actors that the first of these phrases means that means any; whom the cast doesn't know only if `named`."""
        asked = list(heads)
        for head in asked:
            narrator = self.cast.narrator(sentence) if head.lower_ in FIRST_PERSON else None
            if narrator is not None:
                return [narrator]
            for one in clauses.children(head, "appos"):
                person = self.cast.at(sentence, one)
                if person is not None and person.type is ActorType.PERSON:
                    return [person]
            found = list(self.cast.who(sentence, head))
            if found:
                return found + self._beside(sentence, head, found)
        owned = [one for head in asked[:1] for one in self._owners(sentence, head)]
        return owned or [one for head in asked[:1] for one in self._unlisted(sentence, head, named=named)]

    def _beside(self, sentence: Sentence, head: Token, found: list[Entity]) -> list[Entity]:
        """Those joined by name to somebody known, whom the cast doesn't know: "Zubrowka and Chile"."""
        joined = [one for one in clauses.joined(head) if one.pos_ == "PROPN" and one.ent_type_ in _ACTING - {"PERSON"}]
        lone = [one for one in joined if len(joined) > len(found) and not self.cast.who(sentence, one)]
        return [entity for one in lone for entity in self._unlisted(sentence, one, named=True) if entity not in found]

    def _owners(self, sentence: Sentence, head: Token) -> Iterator[Entity]:
        """The country whose organ acts: "Norway's health service", "American troops"."""
        if head.lemma_.lower() in self.lexicon.agents:
            for one in clauses.children(head, "poss", "amod", "compound"):
                entity = self.cast.at(sentence, one)
                if entity is not None and entity.type is ActorType.COUNTRY:
                    yield entity

    def _unlisted(self, sentence: Sentence, head: Token, *, named: bool) -> Iterator[Entity]:
        """Those meant by a phrase that the cast doesn't know, if it speaks of somebody who can act: "the hosts", "Zubrowka"."""
        for one in clauses.joined(head):
            if self.cast.at(sentence, one) is not None:
                continue
            acting = one.lemma_.lower() in self.lexicon.agents and not named
            if not acting and (one.pos_ != "PROPN" or one.ent_type_ not in _ACTING):
                continue
            if acting and is_sides(one):
                continue
            name = clauses.noun_phrase(one)
            entity = self.cast.described(name, ActorType.ORGANIZATION, None)
            start = sentence.offset(one)
            entity.mentions.append((start, start + len(one.text)))
            yield entity

    def counterparts(self, sentence: Sentence, verb: Token, content: Token) -> list[Entity]:
        """Those on the other side: "with X", "between X and Y", "buy from X"."""
        found: list[Entity] = []
        inner = clauses.after(content, "of")  # "a memorandum of understanding with X"
        for node in (verb, content, *([inner] if inner is not None else [])):
            for word in ("with", "between"):
                other = clauses.after(node, word)
                if other is not None:
                    found.extend(one for one in self.actors(sentence, [other], named=True) if one not in found)
        trade = _TRADES.get(content.lemma_)
        other = clauses.after(content, trade) if trade else None
        if other is not None:
            found.extend(self.cast.who(sentence, other))
        return found

    def within(self, sentence: Sentence, noun: Token) -> list[Entity]:
        """The actors that a paper's own words name: "the Ruritanian-Sylvanian accord", "its contract with X"."""
        found = []
        for one in noun.subtree:
            if one.dep_ in {"amod", "poss", "compound", "pobj", "nmod"} and one.head in {noun, noun.head}:
                found.extend(self.cast.who(sentence, one))
        return found

    # ------------------------------------------------------------ papers

    def is_paper(self, head: Token) -> bool:
        """Whether a phrase names a document that binds."""
        opens = head.i == head.sent.start or head.doc[head.i - 1].text in {":", ";"}
        return any(one.lemma_.lower() in self.lexicon.documents for one in clauses.joined(head)) or (
            head.lower_ == "it" and opens
        )

    def kind(self, paper: Token) -> Instrument:
        """The instrument that a document is."""
        kinds = (self.lexicon.documents.get(one.lemma_.lower()) for one in (paper, *clauses.joined(paper)))
        return next((kind for kind in kinds if kind is not None), Instrument.AGREEMENT)

    def under(self, verb: Token) -> Token | None:
        """The paper under which something is to be done: "under the deal signed last year, …", "…, under which"."""
        node = verb
        while node.dep_ in {"conj", "xcomp", "acomp"} and clauses.child(node, "nsubj") is None and node.head != node:
            node = node.head
        for prep in (*clauses.children(verb, "prep"), *clauses.children(node, "prep")):
            if prep.lower_ in {"under", "in", "by"}:
                paper = clauses.child(prep, "pobj")
                if paper is not None and paper.lower_ == "which" and node.dep_ == "relcl":
                    paper = self._paper_above(node.head)
                if paper is not None and paper.lemma_.lower() in self.lexicon.documents:
                    return paper
        opens = node.left_edge.dep_ == "prep" and any(one.lower_ == "which" for one in node.left_edge.children)
        return self._paper_above(node.head) if node.dep_ == "relcl" and opens else None

    def _paper_above(self, noun: Token) -> Token | None:
        """The paper that a relative clause speaks of, though parsed into a noun behind it: "a pact on fish, under which"."""
        node = noun
        while node.lemma_.lower() not in self.lexicon.documents:
            if node.dep_ not in {"pobj", "prep", "conj"} or node.head == node:
                return None
            node = node.head
        return node

    def known(self, paper: Token) -> Standing | None:
        """The instrument of the lexicon that a phrase names, if any."""
        doc = paper.doc
        found = self.lexicon.names.search(doc[paper.left_edge.i : clauses.end_of(paper).i + 1].text)
        return self.lexicon.standing[found.group()] if found is not None else None


def phrase_words(verb: Token, content: Token, *, alone: bool = False) -> tuple[Token, Token]:
    """From the one who binds himself to the end of what is promised; for what is joined to a promise, its own words alone."""
    doc = verb.doc
    if alone or content.i < verb.i:  # "Ruritania would pay, its minister promised"
        return content.left_edge, clauses.end_of(content)
    subject = clauses.child(verb, "nsubj", "nsubjpass")
    near = subject is not None and 0 < verb.i - subject.left_edge.i <= _LONGEST_SUBJECT
    first = subject.left_edge.i if subject is not None and near else _first_of(verb).i
    last = clauses.end_of(content)
    return doc[first], last if last.i > verb.i else verb


def _first_of(verb: Token) -> Token:
    """The first word of a verb's group: "had signed"."""
    groups = [one for one in verb.children if one.dep_ in {"aux", "auxpass"} and one.i < verb.i]
    return min([verb, *groups], key=lambda one: one.i)


def parallel(content: Token) -> Iterator[Token]:
    """What is promised and what is joined to it, each a thing of its own to be done: "to warn one another and to lower …"."""
    yield content
    for one in (kid for kid in content.children if clauses.listed(kid)):
        nouns = {one.pos_, content.pos_} <= {"NOUN", "PROPN"}
        if one.tag_ == content.tag_ or nouns or (one.pos_ in {"VERB", "AUX"} and clauses.heralded(one) is not None):
            yield from parallel(one)


def what_of(content: Token) -> str:
    """What is to be done, as a short phrase."""
    if content.pos_ not in {"VERB", "AUX"}:
        return clauses.noun_phrase(content)
    return "not " * clauses.negated(content) + clauses.verb_phrase(content, end=clauses.end_of(content))


def is_sides(head: Token) -> bool:
    """Whether a phrase speaks of its sides only as such: "the two sides", "both delegations", "the parties"."""
    if head.lower_ in {"two", "both"}:
        return True
    numbered = any(one.lower_ in {"two", "both", "the", "each"} for one in head.children)
    return head.tag_ == "NNS" and head.lemma_.lower() in SIDES and numbered


def same_country(ones: Iterable[Entity], others: Iterable[Entity]) -> bool:
    """Whether somebody speaks of his own country: a minister of his government."""
    known = {one.country for one in others}
    return any(one.country is not None and one.country in known for one in ones)


def unreal(verb: Token) -> bool:
    """Whether a verb is only possible, conditional, refused or wished for."""
    modals = {"may", "might", "could", "can", "should", "must"}
    if clauses.conditional(verb) or any(one.lower_ in modals for one in clauses.children(verb, "aux")):
        return True
    if any(one.lower_ in {"until", "before", "unless"} for one in clauses.children(verb, "mark")):
        return True
    node = verb
    while node.dep_ in {"xcomp", "conj", "pcomp", "ccomp"} and node.head != node:
        if node.dep_ in {"xcomp", "ccomp"} and node.head.lemma_ in _NOT_DONE and node.tag_ in {"VB", "VBP"}:
            return True
        if node.dep_ == "ccomp":
            return False
        node = node.head
    return False


def purpose(verb: Token) -> bool:
    """Whether a verb stands in a bare infinitive: what is to be done, not what was."""
    return verb.tag_ == "VB" and any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children)


_NOT_DONE = frozenset(
    {"refuse", "decline", "fail", "want", "hope", "wish", "seek", "urge", "ask", "call", "threaten", "need", "demand"}
    | {"require", "insist", "request"}
)
