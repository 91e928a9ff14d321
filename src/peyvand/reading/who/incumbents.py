"""Whom an office means that stands without a name: the holder spoken of before, a counterpart, or someone known by it alone."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.text.clauses import noun_phrase
from peyvand.reading.who.naming import is_sympathy
from peyvand.reading.who.peoples import Peoples, widen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity, Names
    from peyvand.reading.who.offices import OfficePhrase
    from peyvand.reading.who.reference import Resolver

_PERSON_TYPES = frozenset({ActorType.PERSON})
_REALMS = word_list("realms")
_SEVERAL = 2
_NATION = frozenset({"people", "public", "citizen", "citizens", "national", "nationals"})
_STAFF = frozenset(
    {"official", "officer", "diplomat", "delegate", "negotiator", "lawmaker", "representative", "source", "executive"}
)
_HIGHER = frozenset({"prime", "vice", "deputy"})


def _leads(person: Entity) -> bool:
    """Whether somebody is at the head of a state or its government."""
    title = (person.title or "").split(" of ")[0]
    return title == "prime minister" or (title != "minister" and title in word_list("leaders"))


def _has_office(person: Entity, head: str) -> bool:
    """Whether somebody holds an office of this kind; whoever leads a state is a leader."""
    return (person.title or "").split(" of ")[0].split()[-1:] == [head] or (head == "leader" and _leads(person))


def beside(token: Token, names: Names) -> Iterator[Entity]:
    """Who is named in apposition to a noun."""
    for child in token.children:
        entity = names.entity(child.i) if child.dep_ == "appos" else None
        if entity is not None:
            yield entity


class Incumbents:
    """Answers who holds an office, for one document."""

    def __init__(self, resolver: Resolver, cast: Cast) -> None:
        self._resolver = resolver
        self._cast = cast
        self._gazetteer = cast.gazetteer
        self._peoples = Peoples(resolver, cast)

    def office(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> list[Entity]:
        """Whoever holds an office: the one named beside it, the last one spoken of, or someone known by it alone."""
        names = self._cast.names(sentence)
        holder = self._holder(token, phrase, names)
        if holder is not None:
            if phrase.title.endswith("counterpart"):
                self._seat_counterpart(sentence, token, phrase, holder)
            return [holder]
        widen(names, token, phrase, self._gazetteer)
        country = phrase.country or self._owner_country(sentence, phrase)
        if phrase.title.endswith("counterpart"):
            return self._counterpart(sentence, token, phrase, country)
        if phrase.plural and token.lower_ in word_list("citizens"):
            return self._citizens(sentence, token, phrase, country) if country else []
        if phrase.plural:
            each = self._peoples.behind(sentence, token, phrase, _STAFF) or self._one_each(sentence, token, phrase)
            if each:
                return each
        if phrase.plural and phrase.definite and country is None:
            several = self._holders_before(sentence, token, phrase)
            if len(several) < _SEVERAL:
                two = self._resolver.last(_SEVERAL, sentence, token, _PERSON_TYPES)
                several = two if any(one in two for one in several) else several
            if len(several) > 1:
                return several
        if phrase.title in {"guest", "visitor", "host"} and phrase.possessor is not None:
            return self.guest(sentence, token, phrase.possessor)
        ours = phrase.possessor is not None and names.words[phrase.possessor].lower() in _REALMS  # "our country's minister"
        if not phrase.plural and (phrase.definite or country or ours):
            known = self._holder_before(sentence, token, phrase, country)
            known = known or self._untitled(sentence, phrase)
            if known is not None:
                return [known]
        return self._unnamed(sentence, phrase, country)

    def _citizens(self, sentence: Sentence, token: Token, phrase: OfficePhrase, country: str) -> list[Entity]:
        """A country by its people; workers, refugees or prisoners of it are looked for beside it."""
        themselves = [] if token.lower_ in _NATION else self._unnamed(sentence, phrase, country)
        return [self._cast.country(country), *themselves]

    def _holder(self, token: Token, phrase: OfficePhrase, names: Names) -> Entity | None:
        """Who is named beside an office, at times with another: "its chairman, President X"."""
        if phrase.holder is not None and phrase.holder.first in names.entities:
            return names.entities[phrase.holder.first]
        return None if phrase.plural else next((one for one in beside(token, names) if one.type is ActorType.PERSON), None)

    def _untitled(self, sentence: Sentence, phrase: OfficePhrase) -> Entity | None:
        """Whoever has just acted and of whose office nothing was said: "X spoke first. The Secretary-General was angry"."""
        if phrase.country or phrase.possessor is not None or phrase.body or sentence.index == 0:
            return None
        if phrase.title in word_list("royal"):
            return None  # a king is seldom called by his name alone
        before = self._cast.analysis.sentences[sentence.index - 1]
        acting = [one for _, one, subject in self._resolver.roster(before) if subject and one.type is ActorType.PERSON]
        if len(acting) != 1 or acting[0].title is not None or acting[0] not in self._cast.persons:
            return None
        if any(one is acting[0] for _, one, _ in self._resolver.roster(sentence)):
            return None  # he is spoken of beside the holder
        acting[0].title = acting[0].office = phrase.title
        return acting[0]

    def guest(self, sentence: Sentence, token: Token, possessor: int) -> list[Entity]:
        """Whose guest or host somebody is: the other country of the two, or the other person spoken of."""
        owners = self._resolver.one(sentence, sentence.part.doc[possessor])
        pair = self._cast.pair or ()
        if owners and owners[0].type is ActorType.COUNTRY and owners[0].country in pair:
            return [self._cast.country(code) for code in pair if code != owners[0].country]
        other = self._resolver.before(sentence, token, _PERSON_TYPES, other_than=owners)
        if other is None and owners and owners[0].type is ActorType.PERSON:
            other = next((one for one in self._leaders(sentence, owners[0]) if one.country != owners[0].country), None)
        return [other] if other is not None and owners else []

    def _leaders(self, sentence: Sentence, than: Entity) -> list[Entity]:
        """The others at the head of a state or government who were spoken of before."""
        persons = (one for one in self._cast.persons if one is not than and _leads(one))
        return [one for one in persons if one.mentions and one.mentions[0][0] < sentence.start]

    def _one_each(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> list[Entity]:
        """The holders of an office in several countries: "the Ruritanian and Norland ministers", "the presidents of A and B"."""
        countries = self.countries_of(sentence, token)
        singular = self._gazetteer.plurals.get(token.lower_, token.lower_)
        if len(countries) < _SEVERAL or token.lower_ in self._gazetteer.peoples:
            return []
        if singular in _STAFF:
            return countries
        title = phrase.title.split(" of ")[0]
        found: list[Entity] = []
        for country in countries:
            single = replace(phrase, title=title, country=country.country, plural=False)
            known = self._holder_before(sentence, token, single, country.country)
            if title == "leader":
                found.append(known or country)
                continue
            name = f"{title} of {country.name}"
            found.append(known or self._unnamed_person(sentence, single, name, country.country, name))
        return found

    def countries_of(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The countries that a noun is qualified by: "Ruritanian and Norland", "of Ruritania and Norland"."""
        names = self._cast.names(sentence)
        heads = [child for child in token.children if child.dep_ in {"amod", "compound", "nmod", "poss"}]
        of = [noun for prep in token.children if prep.lower_ == "of" for noun in prep.children if noun.dep_ == "pobj"]
        heads += of
        if of:  # "the ministers of A and B", with B joined to the ministers
            heads += [child for child in token.children if child.dep_ == "conj" and child.pos_ == "PROPN"]
        found: list[Entity] = []
        while heads:
            head = heads.pop(0)
            entity = names.entity(head.i)
            if entity is not None and entity.type is ActorType.COUNTRY and entity not in found and not is_sympathy(head):
                found.append(entity)
            heads += [child for child in head.children if child.dep_ in {"conj", "amod", "compound", "nmod"}]
        return found

    def _owner_country(self, sentence: Sentence, phrase: OfficePhrase) -> str | None:
        if phrase.possessor is None:
            return None
        owners = self._resolver.one(sentence, sentence.part.doc[phrase.possessor])
        return owners[0].country if owners else None

    def _holder_before(self, sentence: Sentence, token: Token, phrase: OfficePhrase, country: str | None) -> Entity | None:
        """The person last spoken of who holds such an office."""
        head = phrase.title.split(" of ")[0].rpartition(" ")[2]
        if not head:  # "its predecessor": an office without a word of its own
            return None
        leaders = word_list("leaders")
        best: tuple[bool, int, Entity] | None = None
        here = sentence.offset(token)
        for person in self._cast.persons:
            title = (person.title or "").split(" of ")[0]
            if not title or (country and person.country and person.country != country):
                continue
            word = title.split()[-1]
            generic = head in {"leader", "ruler", "monarch", "visitor", "guest"}
            fits = word == head or (generic and not leaders.isdisjoint(re.split(r"[ -]", title)) and person.country == country)
            specific = set(phrase.title.split(" of ")[0].split()[:-1]) - {"top", "senior"}
            held = set((person.title or "").lower().split())  # "minister of foreign affairs" is the foreign minister too
            if not fits or (specific and not specific & held and head != "leader"):
                continue
            before = bisect(person.mentions, (here, 0))
            if before:
                plain = bool(specific) or title.split()[0] not in _HIGHER  # "the minister" is hardly the prime minister
                rank = (plain, person.mentions[before - 1][0])
                if best is None or rank > best[:2]:
                    best = (*rank, person)
        return best[2] if best else None

    def _holders_before(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> list[Entity]:
        """The persons last spoken of who hold such an office: "the presidents"."""
        head, here = phrase.title.split()[-1], sentence.offset(token)
        found = [
            (max(start for start, _ in person.mentions), person)
            for person in self._cast.persons
            if person.mentions and person.mentions[0][0] < here and _has_office(person, head)
        ]
        return [person for _, person in sorted(found, key=lambda one: one[0])[-2:]]

    def _counterpart(self, sentence: Sentence, token: Token, phrase: OfficePhrase, country: str | None) -> list[Entity]:
        """A counterpart who isn't named: the known holder of the same office there, else the country."""
        if phrase.plural:
            return [self._cast.country(phrase.country)] if phrase.country else []
        owner = self._owner(sentence, token, phrase)
        if owner is not None and owner.title:
            for person in self._cast.persons:
                if person is not owner and person.title == owner.title and (country is None or person.country == country):
                    return [person]
            if phrase.country and _leads(owner):
                at_top = [one for one in self._cast.persons if one is not owner and one.country == phrase.country and _leads(one)]
                at_top = at_top or [one for one in self._leaders(sentence, owner) if one.country is None]
                if len(at_top) == 1:
                    at_top[0].country = phrase.country
                    return at_top  # a president's counterpart may be a prime minister
            if phrase.country:
                name = f"{owner.title} of {self._gazetteer.country_name(phrase.country)}"
                return [self._unnamed_person(sentence, phrase, name, phrase.country, name)]
        return [self._cast.country(phrase.country)] if phrase.country else []

    def _owner(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> Entity | None:
        if phrase.possessor is not None:
            owners = self._resolver.one(sentence, sentence.part.doc[phrase.possessor])
            return owners[0] if owners else None
        return self._resolver.before(sentence, token, _PERSON_TYPES)

    def _seat_counterpart(self, sentence: Sentence, token: Token, phrase: OfficePhrase, holder: Entity) -> None:
        """Give a named counterpart the office of the one whose counterpart he is."""
        owner = self._owner(sentence, token, phrase)
        if owner is None or owner is holder or holder.office is not None or not owner.title:
            return
        holder.country = holder.country or phrase.country
        if holder.country:
            holder.title = owner.title
            holder.office = f"{owner.title} of {self._gazetteer.country_name(holder.country)}"

    def _unnamed(self, sentence: Sentence, phrase: OfficePhrase, country: str | None) -> list[Entity]:
        """Someone known by an office alone: "British officials", "a Petrobras official"."""
        words = sentence.part.doc[phrase.first : phrase.last + 1].text.split()
        while words and words[0].lower() in word_list("determiners") | {
            "one",
            "two",
            "some",
            "several",
            "many",
            "other",
            "whose",
            "'s",
        }:
            words.pop(0)
        if not words or (len(words) == 1 and not phrase.definite and not phrase.plural):
            return []
        if country is None and not phrase.plural and len(words) == 1:
            return []
        token = sentence.part.doc[phrase.head]
        name = " ".join(words)
        if phrase.plural and len(words) == 1:  # "officials of both countries"
            name += noun_phrase(token).partition(name)[2].partition(",")[0]
        office = (
            None if phrase.plural else f"{phrase.title}" + (f" of {self._gazetteer.country_name(country)}" if country else "")
        )
        return [self._unnamed_person(sentence, phrase, name, country, office)]

    def _unnamed_person(
        self, sentence: Sentence, phrase: OfficePhrase, name: str, country: str | None, office: str | None
    ) -> Entity:
        type_ = ActorType.ORGANIZATION if phrase.plural else ActorType.PERSON
        entity = self._cast.described(name, type_, country, office)
        doc, start = sentence.part.doc, sentence.part.start
        last = doc[phrase.last]
        entity.mentions.append((start + doc[phrase.first].idx, start + last.idx + len(last.text)))
        return entity
