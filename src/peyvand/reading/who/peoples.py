"""People who go by others' names: the staff of a body, a team of inspectors, the two ministers named behind, a man's brother."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Gazetteer, Named

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity, Names
    from peyvand.reading.who.offices import OfficePhrase
    from peyvand.reading.who.reference import Resolver

_PLURAL = frozenset({"NNS", "NNPS"})
_BEFORE = frozenset({"amod", "compound", "nmod"})


class Peoples:
    """Answers what such words mean, for one document."""

    def __init__(self, resolver: Resolver, cast: Cast) -> None:
        self._resolver = resolver
        self._cast = cast

    def behind(self, sentence: Sentence, token: Token, phrase: OfficePhrase, staff: Collection[str]) -> list[Entity]:
        """Whom the words behind a plural name: "the two ministers, X and Y"; a body, of its staff: "officials of the Fund"."""
        entities = self._cast.names(sentence).entities
        if phrase.holders:
            return [entities[one.first] for one in phrase.holders if one.first in entities]
        if self._cast.gazetteer.plurals.get(token.lower_) not in staff:
            return []
        of = self._after(sentence, token, "of", "from")
        return [one for one in of if one.type is ActorType.ORGANIZATION and not one.described]

    def of_others(self, sentence: Sentence, token: Token, owners: Sequence[Entity]) -> list[Entity]:
        """Those of whom a team or a crowd is made; the relative of one of the owners, known by that."""
        if token.lower_ in word_list("bunches") and not owners:
            return self._after(sentence, token, "of", tags=_PLURAL)
        if token.lower_ in word_list("kin") and owners and owners[0].type is ActorType.PERSON:
            return [self._relative(sentence, token, owners[0])]
        return []

    def _after(self, sentence: Sentence, token: Token, *words: str, tags: Collection[str] = ()) -> list[Entity]:
        """The actors behind one of these small words after a noun."""
        nouns = [noun for prep in token.children if prep.lower_ in words for noun in prep.children if noun.dep_ == "pobj"]
        return [one for noun in nouns if not tags or noun.tag_ in tags for one in self._resolver.who(sentence, noun)]

    def _relative(self, sentence: Sentence, token: Token, of: Entity) -> Entity:
        """A relative who has no name of his own: "Rassendyll's brother"."""
        type_ = ActorType.ORGANIZATION if token.tag_ in _PLURAL else ActorType.PERSON
        entity = self._cast.described(f"{of.name.split()[-1]}'s {token.text}", type_, of.country)
        start = sentence.offset(token)
        entity.mentions.append((start, start + len(token.text)))
        return entity


def widen(names: Names, token: Token, phrase: OfficePhrase, gazetteer: Gazetteer) -> None:
    """Take in what else says which people are meant: "Chilean dairy farmers", "foreign tea exporters"."""
    if not phrase.plural or token.lower_ not in gazetteer.peoples:
        return
    for child in reversed(list(token.lefts)):
        first = child.left_edge.i
        if first >= phrase.first:
            continue
        closed = token.doc[phrase.first].dep_ in {"det", "nummod", "poss"}
        beside = child.dep_ in _BEFORE and child.right_edge.i == phrase.first - 1 and child.text[0].isalpha()
        if closed or not beside:
            return
        phrase.first = first
        of = names.at_token[child.i]
        if of is not None and of.named in {Named.DEMONYM, Named.COUNTRY} and phrase.country is None:
            phrase.country = of.country
