"""Who is who in a document: names, offices, countries and bodies found, and every way of speaking of them resolved.

One `Cast` a document. `Cast.who` answers what a noun phrase means; the ways of speaking that need a memory of what was
said before (pronouns, "the two sides", "the minister") are in `reference.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from peyvand.model import Actor, ActorType, Kind
from peyvand.reading.gazetteer import Gazetteer, Named
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import actors as weighed
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.mentions import Mention
from peyvand.reading.naming import Entity, Names, lay, names_of
from peyvand.reading.narration import Narration
from peyvand.reading.offices import OfficePhrase
from peyvand.reading.reference import Resolver

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.document import Analysis, Part, Sentence

_SHORTEST_SURNAME = 3
_LONGEST_ACRONYM = 6  # a longer word in capitals only stands in a headline
_GOVERNMENT = re.compile(r"^(?:the )?(?:federal |central )?(?:government|administration|authorities)\b", re.IGNORECASE)


class Cast:
    """The actors of a document, and which words mean which."""

    def __init__(self, analysis: Analysis, gazetteer: Gazetteer) -> None:
        self.analysis = analysis
        self.gazetteer = gazetteer
        self._countries: dict[str, Entity] = {}
        self._bodies: dict[str, Entity] = {}
        self.persons: list[Entity] = []
        self._described: dict[str, Entity] = {}
        self._names: dict[int, Names] = {}
        for part in _parts(analysis):
            self._names[part.start] = names_of(part, gazetteer)
        self._settle_kinds()
        self._find_surnames()
        self._cluster_persons()
        for names in self._names.values():
            for mention in names.mentions:
                self._identify(names, mention)
        for names in self._names.values():
            self._seat(names)
        self._resolver = Resolver(self)
        self._narration = Narration(self)
        self._seat_counterparts()

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

    def country(self, code: str) -> Entity:
        """The country with this ISO code."""
        if code not in self._countries:
            self._countries[code] = Entity(self.gazetteer.country_name(code), ActorType.COUNTRY, code, confidence=0.97)
        return self._countries[code]

    def bodies(self) -> Iterable[Entity]:
        """The bodies that the document names, in the order in which it does."""
        return self._bodies.values()

    def described(self, name: str, type_: ActorType, country: str | None, office: str | None = None) -> Entity:
        """An actor known only by a description: "British officials", "the Ruritanian ambassador in Geneva"."""
        key = f"{name.casefold()}|{country}"
        if key not in self._described:
            self._described[key] = Entity(name, type_, country, office, confidence=0.7)
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
        entity = Entity(text, ActorType.PERSON, office=title or None, title=title or None, confidence=0.7)
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

    def actors(self, grounds: Grounds | None = None) -> Iterator[Actor]:
        """The actors that items name, as items, in the order in which they first appear."""
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
                country=entity.country,
                office=entity.office,
                aliases=_other_forms(entity, forms),
                mentions=tuple(quote(start, end) for start, end in spots),
            )
            signs = weighed.signs(entity, plain)
            actor = replace(plain, confidence=grounds.of(Kind.ACTOR, signs))
            grounds.note(actor, Kind.ACTOR, signs, partial(weighed.steps, actor))
            yield actor

    # ------------------------------------------------------------ building

    def _settle_kinds(self) -> None:
        """Let a document's many mentions of one word outvote a single slip of the model."""
        votes: dict[str, Counter[Named]] = {}
        surnames: set[str] = set()
        for names in self._names.values():
            for mention in names.mentions:
                if mention.key is None and mention.country is None:
                    votes.setdefault(_fold(mention.text), Counter())[mention.named] += 1
                    if mention.named is Named.PERSON and mention.last > mention.first:
                        surnames.update(self.person_words(mention.text))
        for names in self._names.values():
            for mention in names.mentions:
                if mention.key is not None or mention.country is not None or mention.named is Named.REGION:
                    continue
                words = self.person_words(mention.text)
                if words and surnames.issuperset(words):
                    mention.named = Named.PERSON
                elif mention.first == mention.last:
                    mention.named = votes[_fold(mention.text)].most_common(1)[0][0]
                    if mention.named is Named.PERSON and _stands_as_place(names, mention):
                        mention.named = Named.PLACE

    def _find_surnames(self) -> None:
        """Find the words by which persons named in full are called later, where the model passed them over."""
        surnames = {
            word
            for names in self._names.values()
            for mention in names.mentions
            if mention.named is Named.PERSON and mention.last > mention.first and "-" not in mention.text
            for word in mention.text.split()
            if word[0].isupper() and len(word) >= _SHORTEST_SURNAME and self.person_words(word)
        }
        for names in self._names.values():
            for at, word in enumerate(names.words):
                if word in surnames and names.at_token[at] is None:
                    mention = Mention(Named.PERSON, at, at, word)
                    mention.settle(names.part)
                    lay(names.mentions, names.at_token, mention)
                    names.mentions.sort(key=lambda one: one.first)

    def _cluster_persons(self) -> None:
        """One entity a person, under the fullest form of the name."""
        seen: dict[tuple[str, ...], str] = {}
        for names in self._names.values():
            for mention in names.mentions:
                words = self.person_words(mention.text)
                if mention.named is Named.PERSON and words:
                    seen.setdefault(words, self._clean_person(mention.text))
        self._by_words: dict[tuple[str, ...], Entity] = {}
        by_word: dict[str, list[tuple[str, ...]]] = {}
        for words, text in sorted(seen.items(), key=lambda one: (-len(one[0]), one[1])):
            whole = next((known for known in by_word.get(words[0], ()) if set(words) <= set(known)), None)
            if whole is None:
                entity = Entity(text, ActorType.PERSON)
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
        end = mention.offset + len(names.part.doc[mention.first : mention.last + 1].text)
        entity.mentions.append((mention.offset, end))

    def _entity_of(self, mention: Mention) -> Entity | None:
        match mention.named:
            case Named.COUNTRY | Named.DEMONYM if mention.country:
                return self.country(mention.country)
            case Named.PERSON:
                return self._by_words.get(self.person_words(mention.text))
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
        key = _fold(name)
        if not key:
            return None
        if key not in self._bodies:
            known = mention.key is not None
            self._bodies[key] = Entity(name, type_, mention.country, kind=mention.kind, confidence=0.95 if known else 0.75)
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

    def person_words(self, name: str) -> tuple[str, ...]:
        """The folded words by which a person's name is compared, without titles, particles of respect and hyphens."""
        skip = self.gazetteer.honorifics | self.gazetteer.heads | {"the", "of", "honorable", "honourable", "jr", "sr"}
        words = (_fold(word).replace(" ", "") for word in re.split(r"\s+", name.replace("'s", "")))
        return tuple(word for word in words if word and word not in skip)

    def _clean_person(self, name: str) -> str:
        """A person's name without honorifics; "King Fahd" keeps its title, there being nothing else to call him by."""
        words = re.sub(r"\s+-\s+", "-", name).split()
        honorifics = self.gazetteer.honorifics
        while len(words) > 1 and words[0].lower().rstrip(".") in honorifics | {"the"}:
            words.pop(0)
        return " ".join(words)

    def rename_body(self, short: Entity, long: Entity) -> None:
        """Make an acronym and the full name beside it one body."""
        for names in self._names.values():
            for first, entity in names.entities.items():
                if entity is short:
                    names.entities[first] = long
        long.mentions.extend(short.mentions)
        long.aliases.add(short.name)
        long.country = long.country or short.country
        short.mentions.clear()

    def _seat(self, names: Names) -> None:
        """Give persons the offices that stand beside their names, and bodies their acronyms."""
        for phrase in names.offices.values():
            if phrase.holder is not None:
                person = names.entities.get(phrase.holder.first)
                if person is not None and person.type is ActorType.PERSON:
                    self._appoint(phrase, person)
        for before, after in zip(names.mentions, names.mentions[1:], strict=False):
            acronym = after.first == before.last + 2 and names.words[before.last + 1] == "(" and after.text.isupper()
            long, short = names.entities.get(before.first), names.entities.get(after.first)
            if acronym and long and short and long is not short and short.type is ActorType.ORGANIZATION:
                self.rename_body(short, long)
        for before, after in zip(names.mentions, names.mentions[1:], strict=False):
            self._nationality(names, before, after)

    def _seat_counterparts(self) -> None:
        """Give "his Japanese counterpart, X" the office of the one whose counterpart X is."""
        for sentence in self.analysis.sentences:
            offices = self.names(sentence).offices
            for at in range(sentence.span.start, sentence.span.end) if offices else ():
                phrase = offices.get(at)
                if phrase is not None and phrase.holder is not None and phrase.title.endswith("counterpart"):
                    self.who(sentence, sentence.part.doc[at])

    def _nationality(self, names: Names, before: Mention, after: Mention) -> None:
        """Give the bearer of a name its country: "Japan's Yoshimasa Hayashi", "King Fahd of Ruritania", "the Danish firm X"."""
        between = names.words[before.last + 1 : after.first]
        bearer, of = names.entities.get(after.first), before
        if between == ["of"] and before.named is Named.PERSON:
            bearer, of = names.entities.get(before.first), after
        elif between not in ([], ["'s"]) and not (
            of.named is Named.DEMONYM and set(between) <= word_list("economy") | {"gas", "oil", "state"}
        ):
            return
        if (
            bearer is None
            or bearer.country is not None
            or of.named not in {Named.COUNTRY, Named.DEMONYM}
            or bearer.type is ActorType.COUNTRY
        ):
            return
        bearer.country = of.country
        if bearer.title and bearer.office == bearer.title:
            bearer.office = self.office_name(bearer.title, of.country)

    def _appoint(self, phrase: OfficePhrase, person: Entity) -> None:
        """Note that a person holds an office, as the text says beside the name."""
        country = phrase.country
        title = phrase.title
        if title.split() and title.split()[-1] in {"counterpart", "counterparts"}:
            return  # resolved later, through the one it is a counterpart of
        if country is None and phrase.possessor is not None:
            return
        if person.country is None:
            person.country = country
        if phrase.former and person.title:
            return
        if person.title is None or (person.office is None and country):
            person.title = title
            name = self.office_name(title, None if phrase.body else country or person.country, phrase.to)
            person.office = ("former " if phrase.former else "") + name + (f" of {phrase.body}" if phrase.body else "")
        words = set(title.split())
        if person.female is None and words & (word_list("female") | word_list("male")):
            person.female = bool(words & word_list("female"))


def _stands_as_place(names: Names, mention: Mention) -> bool:
    """Whether a single word that the model took for a person stands where a place does: "in X", "between X and Y"."""
    root = names.part.doc[mention.root]
    while root.dep_ == "conj":
        root = root.head
    titled = mention.first and names.words[mention.first - 1][0].isupper()
    return root.dep_ == "pobj" and root.head.lower_ in {"in", "at", "near", "from", "to", "between", "through"} and not titled


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
    return entity.type is not ActorType.PLACE_LIKE_GOVERNMENT and len(set(entity.mentions)) > 1


def _fold(text: str) -> str:
    """Lower-case letters and digits of a text, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _parts(analysis: Analysis) -> Iterable[Part]:
    return {sentence.part.start: sentence.part for sentence in analysis.sentences}.values()
