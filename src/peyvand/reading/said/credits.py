"""Credits: words that attribute a position without a verb of saying: "according to X", "in X's view", "as X put it"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.reading.said.frames import Frame
from peyvand.reading.said.saying import Saying
from peyvand.reading.said.speakers import Speakers
from peyvand.reading.text import clauses
from peyvand.reading.text.quotation import Quotation, Quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence

_HELD = frozenset({"hope", "fear", "wish", "demand", "concern", "expectation"})  # besides views: what somebody's is that …
_SHORT = 3  # words; what is said in fewer is hardly a position


@dataclass(slots=True)
class Credits:
    """Finds the credits of a document's sentences."""

    lexicon: Saying
    speakers: Speakers
    quotations: Quotations

    def at(self, sentence: Sentence, word: Token, lemma: str) -> Iterator[Frame]:
        """The frames of a word that may credit somebody."""
        if lemma == "accord" or word.lower_ == "according":
            yield from self._according(sentence, word)
        elif word.dep_ in {"nsubj", "attr"} and word.head.lemma_ == "be" and lemma in self.lexicon.nouns:
            yield from self._view_is(sentence, word, lemma)
        elif word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lemma_ in {"be", "remain"}:
            yield from self._of_the_view(sentence, word)
        elif lemma in self.lexicon.credit and word.dep_ == "pobj" and word.head.lower_ in self.lexicon.credit_prepositions:
            said_by = clauses.child(word, "poss") or clauses.after(word, "of")
            if said_by is not None and _set_off(word.head):
                yield from self._credited(sentence, word.head, word, said_by)

    def _according(self, sentence: Sentence, word: Token) -> Iterator[Frame]:
        """The frame of "according to X"."""
        to = next((one for one in clauses.children(word, "prep") if one.lower_ == "to"), None)
        said_by = clauses.child(to, "pobj") if to is not None else None
        if said_by is None and word.i + 2 < len(word.doc) and word.nbor(1).lower_ == "to":
            said_by = word.nbor(2)
            while said_by.dep_ in {"det", "compound", "amod", "poss", "case"} and said_by.head.i > said_by.i:
                said_by = said_by.head
        if said_by is not None and not said_by.tag_.startswith("W"):
            yield from self._credited(sentence, word, word, said_by)

    def as_put(self, sentence: Sentence, verb: Token) -> Iterator[Frame]:
        """The frame of "as X put it": the clause that it hangs on is what is said."""
        marked = any(one.lower_ == "as" and one.i < verb.i and one.dep_ in {"mark", "advmod"} for one in verb.children)
        subject = clauses.child(verb, "nsubj")
        if not marked or verb.dep_ != "advcl" or subject is None or verb.head.pos_ not in {"VERB", "AUX"}:
            return
        speakers = self.speakers.named(sentence, subject)
        if speakers:
            first, last = verb.left_edge, clauses.last_of(verb)
            clause = verb.head
            start, end = _around(sentence, clause, first, last)
            topic = clauses.child(clause, "nsubj", "nsubjpass") or clause
            quotation = self._running(start, end)
            yield Frame(sentence, verb, speakers, start, end, topic, clause, None, quotation, credited=True, subject=subject)

    def _view_is(self, sentence: Sentence, noun: Token, lemma: str) -> Iterator[Frame]:
        """The frame of "X's view is that …", "it was the opinion of X that …"."""
        if self.lexicon.nouns[lemma] is not None and lemma not in _HELD:
            return
        owner = clauses.child(noun, "poss") or clauses.after(noun, "of")
        copula = noun.head
        said = clauses.child(copula, "ccomp", "xcomp", "advcl") or clauses.child(noun, "acl", "ccomp")
        if noun.dep_ == "nsubj" and said is None:
            said = clauses.child(copula, "attr")
        if owner is None or said is None or said.i < noun.i or clauses.negated(copula) or clauses.possible(copula):
            return
        speakers = self.speakers.named(sentence, owner)
        if speakers:
            first = min(noun.left_edge, copula, key=lambda one: one.i)
            last = clauses.last_of(said)
            end = sentence.offset(last) + len(last.text)
            stance = self.lexicon.nouns[lemma]
            yield Frame(sentence, copula, speakers, sentence.offset(first), end, said, said, stance, subject=owner)

    def _of_the_view(self, sentence: Sentence, noun: Token) -> Iterator[Frame]:
        """The frame of "X is of the opinion that …"."""
        copula = noun.head.head
        said = clauses.child(noun, "acl", "ccomp", "relcl") or clauses.child(copula, "ccomp", "advcl")
        if said is None or said.i < noun.i or self.lexicon.nouns.get(noun.lemma_.lower(), copula) is not None:
            return
        speakers, subject = self.speakers.of(sentence, copula)
        if speakers and subject is not None:
            last = clauses.last_of(said)
            end = sentence.offset(last) + len(last.text)
            start = sentence.offset(min(subject.left_edge, copula, key=lambda one: one.i))
            yield Frame(sentence, copula, speakers, start, end, said, said, None, subject=subject)

    def _credited(self, sentence: Sentence, anchor: Token, word: Token, said_by: Token) -> Iterator[Frame]:
        """The frame of a clause that words beside it credit to somebody."""
        owner = said_by
        if said_by.lemma_.lower() in self.lexicon.documents:  # a release tells what was done; its author may be named
            found = clauses.child(said_by, "poss") or clauses.after(said_by, "by", "from")
            if found is None:
                return
            owner = found
        speakers = self.speakers.named(sentence, owner)
        clause = anchor.head
        if not speakers or clause == anchor:
            return
        while clause.pos_ not in {"VERB", "AUX"} and clause.head != clause:
            clause = clause.head
        topic = clauses.child(clause, "nsubj", "nsubjpass") or clause
        quotation = self.quotations.after(sentence.end) if sentence.span.text.rstrip().endswith(":") else None
        if anchor.i > sentence.span.start + 1:
            last = max(clauses.last_of(said_by), word, key=lambda one: one.i)
            start, end = _around(sentence, clause, anchor, last)
        else:
            start, end = sentence.start, sentence.end
            if anchor.i < clause.i and clauses.child(said_by, "appos") is None:
                speakers = speakers[:1]  # the parse takes the subject of the clause behind the comma for one more
        if quotation is None:
            quotation = self._running(start, end)
        end = max(end, quotation.end) if quotation is not None else end
        if len(sentence.span) > _SHORT:
            yield Frame(sentence, clause, speakers, start, end, topic, clause, None, quotation, credited=True, subject=owner)

    def _running(self, start: int, end: int) -> Quotation | None:
        """The direct speech that begins in a stretch of text and runs to its end or beyond."""
        return next((one for one in self.quotations.touching(start, end) if start <= one.start and one.end >= end - 1), None)


def _around(sentence: Sentence, clause: Token, first: Token, last: Token) -> tuple[int, int]:
    """Where a clause with words of credit in it, before it or behind it begins and ends."""
    left = min(clause.left_edge, first, key=lambda one: one.i)
    right = last
    if first.i < clause.i or any(kid.i > last.i and kid.dep_ not in {"punct", "advcl", "conj", "cc"} for kid in clause.children):
        right = max(clauses.last_of(clause), last, key=lambda one: one.i)
    return sentence.offset(left), sentence.offset(right) + len(right.text)


def _set_off(anchor: Token) -> bool:
    """Whether words that credit somebody open a sentence or a clause, or stand behind a comma, a copula or a quotation."""
    before = anchor.nbor(-1) if anchor.i > anchor.sent.start else None
    return before is None or before.is_space or before.pos_ in {"PUNCT", "CCONJ", "AUX"}
