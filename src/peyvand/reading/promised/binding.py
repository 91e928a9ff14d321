"""Bonds: each place where a sentence says that somebody binds himself, or names the paper that binds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.reading.promised.bonds import Bond, Drafting, unreal
from peyvand.reading.promised.intending import Intending
from peyvand.reading.promised.papers import Papers
from peyvand.reading.promised.pledging import Pledging
from peyvand.reading.promised.promising import Promising
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast


@dataclass(slots=True)
class Binding:
    """Finds the bonds of a document's sentences."""

    lexicon: Promising
    cast: Cast
    drafting: Drafting = field(init=False)
    pledging: Pledging = field(init=False)
    intending: Intending = field(init=False)
    papers: Papers = field(init=False)

    def __post_init__(self) -> None:
        self.drafting = Drafting(self.lexicon, self.cast)
        self.pledging = Pledging(self.drafting)
        self.intending = Intending(self.drafting)
        self.papers = Papers(self.drafting)

    def of(self, sentence: Sentence) -> Iterator[Bond]:
        """The bonds of a sentence, in the order of their words."""
        lexicon = self.lexicon
        for token in sentence.tokens:
            lemma = "commit" if token.lower_ == "committed" else token.lemma_.lower()
            if token.pos_ in {"VERB", "AUX"} or lemma == "commit":
                yield from self._verb(sentence, token, lemma)
            elif lemma in lexicon.signing_nouns:
                yield from _worded("signing", self.papers.by_noun(sentence, token))
            elif lemma in lexicon.nouns:
                yield from _worded("noun", self.pledging.noun(sentence, token, lexicon.nouns[lemma]))
            elif lemma in lexicon.documents:
                yield from _worded("mention", self.papers.mentioned(sentence, token))

    def _verb(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """The bonds of a verb: promises, a signing, terms, an announcement or a plan."""
        lexicon = self.lexicon
        if lemma not in lexicon.signing | lexicon.ratifying:
            planned = list(_worded("plan", self.intending.of(sentence, verb)))
            if planned or clauses.heralded(verb) is not None:
                yield from planned
                return
        if lemma not in lexicon.known or clauses.negated(verb) or unreal(verb):
            return
        subject = next(clauses.agents(verb), None)
        if lemma in lexicon.terms | lexicon.terms_with_plans and subject is not None and self.drafting.is_paper(subject):
            yield from _worded("term", self.papers.term(sentence, verb, lemma))
        elif lemma in lexicon.signing or lemma in lexicon.ratifying:
            yield from _worded("signing", self.papers.signing(sentence, verb, lemma))
        else:
            yield from self._other(sentence, verb, lemma)

    def _other(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Bond]:
        """The bonds of a verb that may bind in several ways, by the first that it does."""
        lexicon = self.lexicon
        found: list[Bond] = []
        if lemma in lexicon.changing:
            found = list(_worded("change", self.papers.changing(sentence, verb, lemma)))
        if not found and lemma in lexicon.verbs:
            found = list(_worded("promise", self.pledging.promise(sentence, verb, lexicon.verbs[lemma])))
        if not found and lemma in lexicon.announcing:
            found = list(_worded("announcement", self.pledging.announcement(sentence, verb)))
        if not found and lemma in lexicon.light_verbs:
            found = list(_worded("promise", self.pledging.light(sentence, verb)))
        yield from found


def _worded(wording: str, bonds: Iterator[Bond]) -> Iterator[Bond]:
    """Bonds with the sort of words that they rest on."""
    for bond in bonds:
        bond.wording = wording
        yield bond
