"""What a noun phrase means that describes somebody without an office: "the Ruritanian navy", "the company", "the kingdom"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.incumbents import Incumbents, beside
from peyvand.reading.who.institutions import Institutions
from peyvand.reading.who.naming import is_sympathy
from peyvand.reading.who.peoples import Peoples

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity, Names
    from peyvand.reading.who.reference import Resolver

_STATE_NOUNS = word_list("state_nouns")
_REALMS = word_list("realms")
_INSTITUTIONS = word_list("small_body_heads") - {"force", "forces", "bank"}
_LONGEST_BAND = 3  # words before the noun
_STYLES = frozenset({"excellency", "highness", "majesty", "eminence", "holiness"})


def _acts(token: Token) -> bool:
    """Whether somebody is spoken of as the one who acts."""
    return token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent")


def _first_of(token: Token) -> int:
    """Where the words begin that say which of its kind somebody is: "Ruritanian dairy farmers"."""
    before = [
        child.i for child in token.children if child.dep_ in {"amod", "compound", "nmod"} and token.i - child.i <= _LONGEST_BAND
    ]
    return min([token.i, *before])


class Descriptions:
    """Answers what descriptions mean, for one document."""

    def __init__(self, resolver: Resolver, cast: Cast, incumbents: Incumbents) -> None:
        self._resolver = resolver
        self._cast = cast
        self._incumbents = incumbents
        self._institutions = Institutions(resolver, cast)
        self._peoples = Peoples(resolver, cast)

    def description(self, sentence: Sentence, token: Token, names: Names) -> list[Entity]:
        """A country or body by a description: "the Japanese government", "the kingdom", "the Russian company"."""
        low = token.lower_
        near = list(beside(token, names))[:1]  # "the gas company X"
        if not near and low in _STYLES:  # "His Excellency the Minister"
            near = [one for child in token.children if child.dep_ == "appos" for one in self._resolver.one(sentence, child)]
        if near:
            return near
        modifiers = [child for child in token.children if child.dep_ in {"amod", "poss", "compound", "nmod", "det"}]
        named = [one for child in modifiers if (one := names.entity(child.i)) is not None and not is_sympathy(child)]
        owned = [
            one
            for child in modifiers
            if child.dep_ == "poss" and child.pos_ == "PRON"
            for one in self._resolver.one(sentence, child)
        ]
        companies = word_list("economy")
        agents = word_list("state") | companies | word_list("people")
        if low in _STATE_NOUNS:  # "the Government of Ruritania", "the authorities in Strelsau"
            of = [one for one in self._behind(sentence, token, "of", "in") if one.type is ActorType.COUNTRY]
            if of:
                return of[:1]
        people = self._peoples.of_others(sentence, token, [*owned, *named]) or self._people(sentence, token, named)
        if people:
            return people
        if low in _STATE_NOUNS and (named or owned):
            first = (named or owned)[0]
            return [self._cast.country(first.country)] if first.country else []
        if named and low in agents:
            countries = self._incumbents.countries_of(sentence, token) or [one for one in named if one.type is ActorType.COUNTRY]
            country = countries[0].country if countries else None
            if country and low in companies:
                body = self._institutions.before(sentence, token, country)
                return [body] if body else countries
            return countries or [named[-1]]
        if low in word_list("localities") and not named:
            return self._locality(sentence, token)
        known = self._known_by_kind(sentence, token)
        if not known and low in word_list("forces") and not modifiers and _acts(token):
            known = [self._called_so(sentence, token, token.i, None)]
        return known

    def counted(self, sentence: Sentence, token: Token, country: Entity) -> list[Entity]:
        """So many of a country's people, whom a reader looks for beside their country: "five Ruritanians"."""
        number = next((child for child in token.children if child.dep_ == "nummod" and child.i == token.i - 1), None)
        return [] if number is None else [self._called_so(sentence, token, number.i, country.country)]

    def _behind(self, sentence: Sentence, token: Token, *words: str) -> list[Entity]:
        """The actors behind one of these small words after a noun."""
        after = [noun for prep in token.children if prep.lower_ in words for noun in prep.children if noun.dep_ == "pobj"]
        return [one for noun in after for one in self._resolver.one(sentence, noun)]

    def _locality(self, sentence: Sentence, token: Token) -> list[Entity]:
        """A place with a government of its own: "the island of Soltara"."""
        names = self._cast.names(sentence)
        after = [noun for prep in token.children if prep.lower_ == "of" for noun in prep.children if noun.dep_ == "pobj"]
        return [entity for noun in after if (entity := names.entity(noun.i)) is not None]

    def _people(self, sentence: Sentence, token: Token, named: list[Entity]) -> list[Entity]:
        """Rebels, strikers, members: the body they act for, else, of bands, they themselves, by the words for them."""
        low = token.lower_
        if named and token.tag_ == "NNS" and _acts(token) and low in word_list("private"):
            return [self._called_so(sentence, token, _first_of(token), named[0].country)]  # "Ruritanian traders complained"
        band = low in word_list("bands")
        if not band and low not in word_list("parts_of_bodies"):
            return []
        behind = self._behind(sentence, token, "of", "from")
        of = [one for one in ((*named, *behind) if band else behind) if one.type is ActorType.ORGANIZATION]
        if of or not band:
            return of[-1:]
        country = next((one.country for one in (*named, *self._behind(sentence, token, "from")) if one.country), None)
        if country and token.lower_ in word_list("citizens"):
            return [self._cast.country(country)]
        first = min([token.i, *(child.i for child in token.children if child.dep_ in {"amod", "compound", "nmod"})])
        return [self._called_so(sentence, token, first if token.i - first <= _LONGEST_BAND else token.i, country)]

    def _called_so(self, sentence: Sentence, token: Token, first: int, country: str | None) -> Entity:
        """A body known by the words that describe it, from one token to another."""
        doc = sentence.part.doc
        name = doc[first : token.i + 1].text
        entity = self._cast.described(name, ActorType.ORGANIZATION, country)
        start = sentence.part.start + doc[first].idx
        entity.mentions.append((start, start + len(name)))
        return entity

    def _at_home(self, sentence: Sentence, token: Token) -> Entity | None:
        """The country of the party, union or court that turns to "the government", or where that happens: "In Lima, …"."""
        verb = next((one for one in token.ancestors if one.pos_ == "VERB"), None)
        while verb is not None and verb.dep_ in {"conj", "xcomp"} and not any(one.dep_ == "nsubj" for one in verb.lefts):
            verb = verb.head
        if verb is None:
            return None
        subject = next((one for one in verb.lefts if one.dep_ == "nsubj" and one != token), None)
        acting = self._resolver.one(sentence, subject) if subject is not None else []
        if not acting or acting[0].type is not ActorType.ORGANIZATION:
            return None
        if acting[0].country:
            return self._cast.country(acting[0].country)
        where = [noun for prep in verb.lefts if prep.lower_ == "in" for noun in prep.children if noun.dep_ == "pobj"]
        named = [one for noun in where for one in self._resolver.one(sentence, noun) if one.type is ActorType.COUNTRY]
        return named[0] if named else None

    def _known_by_kind(self, sentence: Sentence, token: Token) -> list[Entity]:
        """What "the kingdom", "the ministry", "the company" mean: the one of that kind last spoken of."""
        low = token.lower_
        if low in {"host", "hosts"} and token.pos_ == "NOUN":
            owner = next((child for child in token.children if child.dep_ == "poss"), None)
            return self._incumbents.guest(sentence, token, owner.i) if owner is not None else []
        companies = word_list("economy")
        body = self._institutions.of_kind(sentence, token)
        if body is not None:
            return [body]
        if low in _REALMS | {"government"} and any(child.lower_ in {"the", "this", "that"} for child in token.children):
            if low == "government":
                home = self._at_home(sentence, token)
                if home is not None:
                    return [home]
            country_entity = self._resolver.before(sentence, token, frozenset({ActorType.COUNTRY}))
            return [country_entity] if country_entity else []
        if low in _INSTITUTIONS:
            return self._institutions.organ(sentence, token)
        if low in companies | word_list("bodies") and any(child.lower_ in {"the", "this"} for child in token.children):
            commercial = low in companies
            body = self._resolver.before(sentence, token, frozenset({ActorType.ORGANIZATION}), commercial=commercial)
            return [body] if body else []
        return []
