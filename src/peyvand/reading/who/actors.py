"""Who is who in a document: names, offices, countries and bodies found, and every way of speaking of them resolved.

One `Cast` a document. `Cast.who` answers what a noun phrase means; the ways of speaking that need a memory of what was
said before (pronouns, "the two sides", "the minister") are in `reference.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from peyvand.model import Actor, ActorType, Kind
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import actors as weighed
from peyvand.reading.lexicon import BodyKind
from peyvand.reading.lexicon.words import is_female, word_list
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.kinds import settle_kinds
from peyvand.reading.who.mentions import Mention
from peyvand.reading.who.naming import Entity, Names, folded, names_of, person_words
from peyvand.reading.who.narration import Narration
from peyvand.reading.who.parties import has_part, is_party, takes_part
from peyvand.reading.who.polities import find_polities
from peyvand.reading.who.reference import Resolver
from peyvand.reading.who.seating import seat, seat_by_others

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Analysis, Part, Sentence

_RANKED = 2  # words that a name keeps when its rank goes: "General Kovac" is all there is to call him by
_THEME = 2  # mentions of a country that a document is about
_THIRD = 3
_APART = 0.8  # how often a third country may be named against the second, for the first two to be a pair
_LONGEST_ACRONYM = 6  # a longer word in capitals only stands in a headline
_GOVERNMENT = re.compile(r"^(?:the )?(?:federal |central )?(?:government|administration|authorities)\b", re.IGNORECASE)


class Cast:
    """The actors of a document, and which words mean which."""

    def __init__(self, analysis: Analysis, gazetteer: Gazetteer) -> None:
        self.analysis = analysis
        self.gazetteer = gazetteer
        self._countries: dict[str, Entity] = {}
        self._bodies: dict[str, Entity] = {}
        self._own_words: dict[str, set[str]] = {}  # the words of a country's names, by its code
        self.persons: list[Entity] = []
        self._described: dict[str, Entity] = {}
        self._names: dict[int, Names] = {}
        parts = list(_parts(analysis))
        self._polities = find_polities(parts, gazetteer)
        for part in parts:
            self._names[part.start] = names_of(part, gazetteer, self._polities)
        settle_kinds(self._names.values(), gazetteer)
        self._cluster_persons()
        for names in self._names.values():
            for mention in names.mentions:
                self._identify(names, mention)
        self._disown()
        seat(tuple(self._names.values()), gazetteer)
        self._resolver = Resolver(self)
        self._narration = Narration(self)
        seat_by_others(self)

    # ------------------------------------------------------------ looking up

    def names(self, sentence: Sentence) -> Names:
        """The names of the part that a sentence stands in."""
        return self._names[sentence.part.start]

    def at(self, sentence: Sentence, token: Token) -> Entity | None:
        """The actor that a mention holding this token names, if any."""
        return self.names(sentence).entity(token.i)

    def who(self, sentence: Sentence, head: Token) -> list[Entity]:
        """The actors meant by the noun phrase with this head and by those joined to it; pronouns and groups resolved.

        "Hayashi and his Iranian counterpart" gives two, "the two sides" two, "Japanese officials" one, "the price" none.
        """
        return self._resolver.who(sentence, head)

    def meaning(self, sentence: Sentence, head: Token) -> list[Entity]:
        """What a phrase was taken to mean while the document was read."""
        return self._resolver.meaning(sentence, head)

    def spoken_of(self, entity: Entity, sentence: Sentence, near: Token) -> Token | None:
        """The word that names somebody in a sentence, or that was taken to mean them, nearest to another."""
        doc = sentence.part.doc
        first, last = sentence.span.start, sentence.span.end - 1
        found = [doc[mention.root] for mention, one in self.named_between(sentence, first, last) if one is entity]
        found = found or [token for token in sentence.tokens if entity in self.meaning(sentence, token)]
        return min(found, key=lambda one: (abs(one.i - near.i), one.i), default=None)

    def country(self, code: str) -> Entity:
        """The country with this ISO code."""
        if code not in self._countries:
            self._countries[code] = Entity(self.gazetteer.country_name(code), ActorType.COUNTRY, code)
        return self._countries[code]

    def countries(self) -> Iterable[Entity]:
        """The countries that the document names."""
        return self._countries.values()

    @cached_property
    def pair(self) -> tuple[str, str] | None:
        """The two countries whose dealings the document is about: those it is filed under, else the two it names most."""
        given = self.analysis.source.metadata.pair
        if given is not None:
            return given
        counts = Counter({one.country: len(one.mentions) for one in self._countries.values() if one.country})
        first, second, third = [*counts.most_common(_THIRD), ("", 0), ("", 0), ("", 0)][:_THIRD]
        named_most = second[1] >= _THEME and third[1] <= _APART * second[1]
        if not named_most:
            return None
        one, other = (code for code in self._countries if code in {first[0], second[0]})  # as the text names them
        return one, other

    def adjective(self, code: str) -> str:
        """The adjective of a country: "Chilean"; its name, if the document and the lexicon have none."""
        if code in self.gazetteer.lexicon.countries:
            demonyms = self.gazetteer.lexicon.countries[code].demonyms
            return demonyms[0] if demonyms else self.gazetteer.country_name(code)
        return next((form for form, one in self._polities.items() if one.country == code and one.named is Named.DEMONYM), code)

    def bodies(self) -> Iterable[Entity]:
        """The bodies that the document names, in the order in which it does."""
        return self._bodies.values()

    def described(self, name: str, type_: ActorType, country: str | None, office: str | None = None) -> Entity:
        """An actor known only by a description: "British officials", "the Ruritanian ambassador in Geneva"."""
        key = f"{name.casefold()}|{country}"
        if key not in self._described:
            self._described[key] = Entity(name, type_, country, office, described=True)
        return self._described[key]

    def narrator(self, sentence: Sentence) -> Entity | None:
        """Who says "I" in a sentence, outside of quotation marks."""
        return self._narration.of(sentence)

    def called(self, text: str) -> Entity | None:
        """The person whom a title or the head of a paragraph names: "President Obama"; a new one, if nobody else does."""
        words = [word for word in text.split() if word.lower() not in {"and", "the"}]
        name = [word for word in words if word.lower() not in self.gazetteer.heads | self.gazetteer.modifiers]
        source = self.analysis.source
        if not name:
            return None
        for person in self.persons:
            if person.name.split()[-1].casefold() == name[-1].casefold():
                return person
        start = source.text.find(name[-1])
        if start < 0:
            return None
        title = " ".join(word.lower() for word in words if word not in name)
        text = text.title() if text.isupper() else text
        entity = Entity(text, ActorType.PERSON, office=title or None, title=title or None, described=True)
        entity.mentions.append((start, start + len(name[-1])))
        self.persons.append(entity)
        return entity

    def within(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The actors named anywhere inside a phrase, in the order of the text."""
        names = self.names(sentence)
        found: dict[int, Entity] = {}
        for at in range(token.left_edge.i, token.right_edge.i + 1):
            entity = names.entity(at)
            if entity is not None:
                found.setdefault(id(entity), entity)
        return list(found.values())

    def named_between(self, sentence: Sentence, first: int, last: int) -> Iterator[tuple[Mention, Entity]]:
        """The mentions in tokens `first` to `last`, both included, with what they mean."""
        names = self.names(sentence)
        for mention in names.mentions:
            if mention.last >= first and mention.first <= last and mention.first in names.entities:
                yield mention, names.entities[mention.first]

    def actors(self, grounds: Grounds | None = None, held: Mapping[int, str] | None = None) -> Iterator[Actor]:
        """The actors that items name, as items, in the order in which they first appear; `held` is what `tenures` found."""
        self._note_groups()
        everyone = [*self.persons, *self._countries.values(), *self._bodies.values(), *self._described.values()]
        used = [entity for entity in everyone if entity.mentions and (entity.used or _worth_knowing(entity))]
        quote = self.analysis.source.quote
        grounds = grounds or Grounds()
        for entity in sorted(used, key=lambda one: (one.mentions[0], one.name)):
            spots = sorted(set(entity.mentions))
            forms = Counter(quote(start, end).exact for start, end in spots)
            plain = Actor(
                name=entity.name,
                type=entity.type,
                country=self.gazetteer.code(entity.country),
                office=entity.office,
                held=(held or {}).get(id(entity)) if entity.office else None,
                aliases=_other_forms(entity, forms),
                mentions=tuple(quote(start, end) for start, end in spots),
            )
            signs = weighed.signs(entity, plain)
            actor = replace(plain, confidence=grounds.of(Kind.ACTOR, signs))
            grounds.note(actor, Kind.ACTOR, signs, partial(weighed.steps, actor))
            yield actor

    def _note_groups(self) -> None:
        """Know the people of a country who act or are acted on, though no item was read of it: "Chilean miners"."""
        people = self.gazetteer.peoples
        for sentence in self.analysis.sentences:
            for at, phrase in self.names(sentence).offices.items():
                inside = sentence.span.start <= at < sentence.span.end
                token = sentence.part.doc[at]
                if inside and phrase.plural and token.lower_ in people and takes_part(token):
                    for entity in self.who(sentence, token):
                        entity.acting |= entity.described and phrase.country is not None

    # ------------------------------------------------------------ building

    def _cluster_persons(self) -> None:
        """One entity a person, under the fullest form of the name."""
        seen: dict[tuple[str, ...], str] = {}
        for names in self._names.values():
            for mention in names.mentions:
                words = person_words(mention.text, self.gazetteer)
                if mention.named is Named.PERSON and words:
                    seen.setdefault(words, self._clean_person(mention.text))
        self._by_words: dict[tuple[str, ...], Entity] = {}
        by_word: dict[str, list[tuple[str, ...]]] = {}
        for words, text in sorted(seen.items(), key=lambda one: (-len(one[0]), one[1])):
            whole = next((known for known in by_word.get(words[0], ()) if set(words) <= set(known)), None)
            if whole is None:
                entity = Entity(text, ActorType.PERSON, female=is_female(words[0]))
                self.persons.append(entity)
            else:
                entity = self._by_words[whole]
                entity.aliases.add(text)
            self._by_words[words] = entity
            for word in words:
                by_word.setdefault(word, []).append(words)

    def _identify(self, names: Names, mention: Mention) -> None:
        """Tie a mention to its entity."""
        entity = self._entity_of(mention)
        if entity is None:
            return
        names.entities[mention.first] = entity
        root = names.part.doc[mention.root]
        entity.acting = entity.acting or has_part(root)
        entity.party = entity.party or is_party(mention, root)
        end = mention.offset + len(names.part.doc[mention.first : mention.last + 1].text)
        entity.mentions.append((mention.offset, end))

    def _entity_of(self, mention: Mention) -> Entity | None:
        match mention.named:
            case Named.COUNTRY | Named.DEMONYM if mention.country:
                return self.country(mention.country)
            case Named.PERSON:
                return self._by_words.get(person_words(mention.text, self.gazetteer))
            case Named.ORGANIZATION if mention.country and _GOVERNMENT.match(mention.text):
                return self.country(mention.country)
            case Named.ORGANIZATION | Named.MEDIA:
                return self._body(mention)
            case Named.REGION:
                return self._body(mention, ActorType.PLACE_LIKE_GOVERNMENT)
            case Named.PLACE if mention.polity:
                return self._body(mention, ActorType.PLACE_LIKE_GOVERNMENT)
            case _:
                return None

    def _body(self, mention: Mention, type_: ActorType = ActorType.ORGANIZATION) -> Entity | None:
        """The body that a mention names, known by its name in the lexicon, or by its words."""
        name = re.sub(r"^(?:the|The)\s+", "", mention.key or mention.text)
        key = folded(name)
        if not key:
            return None
        key = self._organ(key, mention.country)
        if mention.key is None and key in word_list("body_heads"):  # "the Committee"
            whole = next((one for other, one in reversed(self._bodies.items()) if key in other.split()), None)
            if whole is not None:
                return whole
        if key not in self._bodies:
            self._bodies[key] = Entity(name, type_, mention.country, kind=mention.kind)
        entity = self._bodies[key]
        entity.country = entity.country or mention.country
        return entity

    def office_name(self, title: str, country: str | None, to: str | None = None) -> str:
        """An office with its country: "ambassador of Japan to Iran"."""
        of = f" of {self.gazetteer.country_name(country)}" if country and " of " not in f" {title} " else ""
        if country and " of " in f" {title} " and self.gazetteer.country_name(country) not in title:
            of = (
                f" of {self.gazetteer.country_name(country)}"
                if title.startswith(("minister", "secretary", "undersecretary", "ministry"))
                else ""
            )
        return f"{title}{of}" + (f" to {self.gazetteer.country_name(to)}" if to else "")

    def _organ(self, key: str, country: str | None) -> str:
        """One key for "the Chilean foreign ministry", "Chile's foreign ministry" and "Ministry of Foreign Affairs of Chile"."""
        words = set(key.split())
        if country is None or words.isdisjoint(word_list("body_heads")):
            return key
        if country not in self._own_words:
            known = self.gazetteer.lexicon.countries.get(country)
            forms = (known.name, *known.names, *known.demonyms) if known else (country, self.adjective(country))
            self._own_words[country] = {word for form in forms for word in folded(form).split()} | {
                "of",
                "and",
                "the",
                "for",
                "affairs",
                "s",
            }
        kept = words - self._own_words[country]
        return f"{country} {' '.join(sorted(kept))}" if len(kept) > 1 else key

    def _disown(self) -> None:
        """Let "Congress" be nobody's in particular where the country whose Congress the lexicon knows isn't spoken of."""
        for body in self._bodies.values():
            country = self._countries.get(body.country or "")
            if body.kind is None or body.country is None or (country is not None and country.mentions):
                continue
            forms = {self.analysis.source.text[start:end] for start, end in body.mentions}
            if forms and all(form.lower() in word_list("body_heads") for form in forms):
                body.name, body.country, body.kind = min(forms), None, None

    def _clean_person(self, name: str) -> str:
        """A person's name without honorifics; "King Fahd" keeps its title, there being nothing else to call him by."""
        words = re.sub(r"\s+-\s+", "-", name).split()
        honorifics = self.gazetteer.honorifics
        while len(words) > 1 and words[0].lower().rstrip(".") in honorifics | {"the"}:
            words.pop(0)
        while len(words) > _RANKED and words[0].lower().rstrip(".") in word_list("ranks"):
            words.pop(0)
        return " ".join(words)


def _other_forms(entity: Entity, forms: Iterable[str]) -> tuple[str, ...]:
    """What else an actor is called; the same letters in other capitals are no other form."""
    seen = {entity.name.casefold()}
    kept = []
    for form in sorted({*forms, *entity.aliases}, key=lambda one: (one.isupper() and len(one) > _LONGEST_ACRONYM, one)):
        if form.casefold() not in seen:
            seen.add(form.casefold())
            kept.append(form)
    return tuple(sorted(kept))


def _worth_knowing(entity: Entity) -> bool:
    """Whether an actor is listed though no item names it: a person whose office is told, or whoever is named again."""
    if entity.type is ActorType.PERSON and entity.title:
        return True
    if entity.acting and entity.kind not in {None, BodyKind.MEDIA}:
        return True
    if entity.party or (entity.described and entity.acting):
        return True
    return entity.type is not ActorType.PLACE_LIKE_GOVERNMENT and len(set(entity.mentions)) > 1


def _parts(analysis: Analysis) -> Iterable[Part]:
    return {sentence.part.start: sentence.part for sentence in analysis.sentences}.values()
