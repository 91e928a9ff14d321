"""Bodies without their names: "the committee", "its navy", "the ministry", "the Ruritanian company"."""

from __future__ import annotations

from bisect import bisect
from functools import lru_cache
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.parties import takes_part

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity
    from peyvand.reading.who.reference import Resolver

_FAR = 10  # sentences that a description of a body looks back over


class Institutions:
    """Answers what descriptions of bodies mean, for one document."""

    def __init__(self, resolver: Resolver, cast: Cast) -> None:
        self._resolver = resolver
        self._cast = cast

    def of_kind(self, sentence: Sentence, token: Token) -> Entity | None:
        """What "the committee", "the Fund" mean: the body last spoken of whose name has that word."""
        low = token.lower_
        plain = all(child.dep_ != "poss" and child.pos_ not in {"ADJ", "PROPN"} for child in token.children if child.i < token.i)
        if (
            low not in word_list("body_heads")
            or not plain
            or not any(child.lower_ in {"the", "this"} for child in token.children)
        ):
            return None
        here = sentence.offset(token)
        found = [
            (before, body)
            for body in self._cast.bodies()
            if low in _words(body.name) and (before := bisect(body.mentions, (here, 0)))
        ]
        return max(((body.mentions[before - 1][0], body) for before, body in found), key=lambda one: one[0])[1] if found else None

    def organ(self, sentence: Sentence, token: Token) -> list[Entity]:
        """A ministry, navy or embassy without its country's name: the one spoken of before, or that of the country at hand."""
        known = any(child.dep_ == "poss" or child.lower_ in {"the", "our"} for child in token.children)
        names = self._cast.names(sentence)
        first = token.left_edge.i
        while names.words[first].lower() in word_list("determiners") | {"whose"} and first < token.i:
            first += 1
        name = sentence.part.doc[first : token.i + 1].text
        country = self._country_at_hand(sentence, token) if known else None
        for body in self._cast.bodies():
            if known and body.name.casefold().endswith(name.casefold()) and body.country in {None, country}:
                return [body]
        if country is None:
            return [] if known else self._of_town(sentence, token, name)
        entity = self._cast.described(f"{self._cast.adjective(country)} {name}", ActorType.ORGANIZATION, country)
        entity.acting |= takes_part(token)
        start = sentence.part.start + sentence.part.doc[first].idx
        entity.mentions.append((start, start + len(name)))
        return [entity]

    def _of_town(self, sentence: Sentence, token: Token, name: str) -> list[Entity]:
        """A court or office that acts, known by the town it is in: "a court in Strelsau"."""
        if token.dep_ != "nsubj" and token.head.dep_ != "agent":
            return []
        towns = [noun for prep in token.children if prep.lower_ == "in" for noun in prep.children if noun.pos_ == "PROPN"]
        for town in towns:
            place = self._cast.at(sentence, town)
            if place is None or place.type is not ActorType.COUNTRY:
                entity = self._cast.described(f"{name} in {town.text}", ActorType.ORGANIZATION, None)
                entity.acting |= takes_part(token)
                start = sentence.offset(token)
                entity.mentions.append((start, start + len(token.text)))
                return [entity]
        return []

    def _country_at_hand(self, sentence: Sentence, token: Token) -> str | None:
        """The country of "its navy", "the food agency in Colombo", or the one last spoken of."""
        for child in token.children:
            if child.dep_ == "poss":
                return next((one.country for one in self._resolver.one(sentence, child) if one.country), None)
        for entity in self._cast.within(sentence, token):
            if entity.type is ActorType.COUNTRY:
                return entity.country
        before = self._resolver.before(sentence, token, frozenset({ActorType.COUNTRY}))
        return before.country if before else None

    def before(self, sentence: Sentence, token: Token, country: str) -> Entity | None:
        """The body of a country last spoken of."""
        for back in range(min(_FAR, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for at, entity, _ in reversed(self._resolver.roster(here)):
                if entity.type is ActorType.ORGANIZATION and entity.country == country and (back or at < token.i):
                    return entity
        return None


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """The words of a body's name; each description of a body asks for those of all bodies of the document."""
    return frozenset(name.casefold().split())
