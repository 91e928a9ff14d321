"""What a noun phrase means where it doesn't give a name: pronouns, offices, groups and descriptions.

The rules are of the kind a reader applies without thinking: the subject of the sentence before is who is meant by
"he"; "the minister" is the last one spoken of; "both countries" are the two that were just named.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import cached_property
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.gazetteer import Named
from peyvand.reading.lexicon import BodyKind
from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.document import Sentence
    from peyvand.reading.naming import Entity, Names
    from peyvand.reading.offices import OfficePhrase

# The title of a document that is one person's words.
_SPEECH = re.compile(
    r"^(?i:(?:opening |closing |joint )?(?:remarks|statement|speech|address|keynote|testimony)\s+(?:by|of)|transcript:)\s+"
    r"(?i:the |his excellency |h\.e\. )?(?P<who>[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*)*)"
)
_FAR = 5  # sentences that a pronoun or a description looks back over
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_THING = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "themselves", "both"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_INSTITUTIONS = word_list("small_body_heads") - {"force", "forces", "bank"}
_COMMERCIAL = frozenset({None, BodyKind.COMPANY, BodyKind.BANK})
_PERSON_TYPES = frozenset({ActorType.PERSON})
_BODY_TYPES = frozenset({ActorType.ORGANIZATION, ActorType.COUNTRY, ActorType.PLACE_LIKE_GOVERNMENT})
_PAIR_NOUNS = word_list("pair_nouns")
_PAIR_PEOPLE = word_list("pair_people")
_TWO = frozenset({"two", "both", "2"})
_STATE_NOUNS = word_list("state_nouns")
_REALMS = word_list("realms")


class Resolver:
    """Answers what noun phrases mean, for one document."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._gazetteer = cast.gazetteer
        self._rosters: dict[int, list[tuple[int, Entity, bool]]] = {}
        self._answers: dict[tuple[int, int], list[Entity]] = {}

    def who(self, sentence: Sentence, head: Token) -> list[Entity]:
        """The actors meant by the noun phrase with this head and by those joined to it."""
        found: list[Entity] = []
        for token in (head, *_joined(head)):
            for entity in self._one(sentence, token):
                if entity not in found:
                    found.append(entity)
        return found

    def _one(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The actors meant by one noun phrase, without those joined to it."""
        key = (sentence.part.start, token.i)
        if key not in self._answers:
            self._answers[key] = []  # a phrase that leads back to itself means nobody
            self._answers[key] = self._resolve(sentence, token)
        return self._answers[key]

    def _resolve(self, sentence: Sentence, token: Token) -> list[Entity]:
        names = self._cast.names(sentence)
        entity = names.entity(token.i)
        mention = names.at_token[token.i]
        if entity is not None and mention is not None and (mention.named is not Named.DEMONYM or token.i == mention.root):
            return [entity] if mention.named is not Named.PLACE or _governs(token) else []
        low = token.lower_
        if low in _RELATIVE and token.dep_ in _SUBJECTS | {"dobj", "pobj", "poss", "det"}:
            return self._relative(sentence, token)
        if token.pos_ == "PRON" or low in _MALE | _FEMALE | _THING | _MANY:
            return self._pronoun(sentence, token)
        if low in _PAIR_NOUNS | _PAIR_PEOPLE or (low in self._gazetteer.plurals and self._numbered(token)):
            group = self._group(sentence, token)
            if group:
                return group
        office = names.office(token.i)
        if office is not None:
            return self._office(sentence, token, office)
        return self._description(sentence, token, names)

    # ------------------------------------------------------------ pronouns

    def _relative(self, sentence: Sentence, token: Token) -> list[Entity]:
        verb = token.head if token.dep_ != "pobj" else token.head.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head is not verb:
            verb = verb.head
        return self.who(sentence, verb.head) if verb.dep_ in {"relcl", "acl"} else []

    def _pronoun(self, sentence: Sentence, token: Token) -> list[Entity]:
        low = token.lower_
        if low in _MALE | _FEMALE:
            person = self._before(sentence, token, _PERSON_TYPES, female=low in _FEMALE)
            return [person] if person else []
        if low in _THING:
            body = self._before(sentence, token, _BODY_TYPES)
            return [body] if body else []
        if low in _MANY:
            return self._several(sentence, token)
        if low in {"i", "me", "my"}:
            return [self._author] if self._author else []
        if low in {"we", "us", "our"} and self._author and self._author.country:
            return [self._cast.country(self._author.country)]
        return []

    @cached_property
    def _author(self) -> Entity | None:
        """Who speaks in a document that is all one person's words: remarks, a speech, a column."""
        match = _SPEECH.match(self._cast.analysis.source.metadata.title or "")
        return self._cast.from_title(match["who"]) if match else None

    def _before(
        self,
        sentence: Sentence,
        token: Token,
        types: frozenset[ActorType],
        *,
        female: bool | None = None,
        commercial: bool = False,
    ) -> Entity | None:
        """The actor of a type last spoken of before a token, subjects first."""
        for back in range(min(_FAR, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            roster = [
                (at, entity, subject)
                for at, entity, subject in self._roster(here)
                if entity.type in types
                and (back or at < token.i)
                and not (female is not None and entity.female is (not female))
                and not (commercial and entity.kind not in _COMMERCIAL)
            ]
            if roster:
                subjects = [entity for _, entity, subject in roster if subject]
                if back == 0:
                    return subjects[-1] if subjects else roster[-1][1]
                return subjects[0] if subjects else roster[0 if types is _PERSON_TYPES else -1][1]
        return None

    def _several(self, sentence: Sentence, token: Token) -> list[Entity]:
        """Who "they" are: the joint subject before it, or the one body that is spoken of in the plural."""
        for back in range(min(_FAR, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for word in here.span:
                if word.dep_ in _SUBJECTS and (back or word.i < token.i) and word.pos_ != "PRON":
                    several = self.who(here, word)
                    if len(several) > 1 or (several and word.tag_ in {"NNS", "NNPS"}):
                        return several
        body = self._before(sentence, token, _BODY_TYPES)
        return [body] if body else []

    def _roster(self, sentence: Sentence) -> list[tuple[int, Entity, bool]]:
        """The actors named in a sentence: token, actor, whether it is a subject."""
        if sentence.index not in self._rosters:
            doc = sentence.part.doc
            names = self._cast.names(sentence)
            rows = []
            for mention, entity in self._cast.named_between(sentence, sentence.span.start, sentence.span.end - 1):
                if mention.named is Named.DEMONYM and doc[mention.root].dep_ in {"amod", "compound", "nmod"}:
                    continue
                root = doc[mention.root]
                if mention.named is Named.PLACE and not _governs(doc[mention.root]):
                    continue
                if mention.capital and root.dep_ == "pobj" and root.head.lower_ in {"in", "at", "from", "near"}:
                    continue  # a place there, not a government
                while root.dep_ in {"appos", "conj"} and root.head is not root:
                    root = root.head
                rows.append((mention.first, entity, root.dep_ in _SUBJECTS))
            for phrase in names.offices.values():
                token = doc[phrase.head]
                inside = sentence.span.start <= phrase.head < sentence.span.end
                if inside and phrase.holder is None and token.dep_ in _SUBJECTS and not phrase.plural:
                    rows.extend((phrase.head, entity, True) for entity in self._one(sentence, token))
            known = word_list("economy") | word_list("bodies") | _REALMS
            for token in sentence.span:
                if token.dep_ in _SUBJECTS and token.lower_ in known and names.at_token[token.i] is None:
                    rows.extend((token.i, entity, True) for entity in self._one(sentence, token))
            self._rosters[sentence.index] = sorted(rows, key=lambda row: row[0])
        return self._rosters[sentence.index]

    # ------------------------------------------------------------ groups

    def _numbered(self, token: Token) -> bool:
        return any(child.lower_ in _TWO for child in token.children)

    def _group(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The two that "the two sides", "both ministers" or "the pair" are."""
        low = token.lower_
        if low in {"sides", "parties"} and not self._numbered(token):
            plain = [child for child in token.children if child.dep_ in {"det", "amod", "compound", "nmod"}]
            if [child.lower_ for child in plain] != ["the"]:
                return []  # "opposition parties"
        demonyms = [one for one in self._cast.within(sentence, token) if one.type is ActorType.COUNTRY]
        if low == "side" or (low not in _PAIR_PEOPLE and not self._numbered(token) and low not in {"sides", "parties"}):
            return demonyms if low in _PAIR_NOUNS else []
        people = low in _PAIR_PEOPLE or low in self._gazetteer.plurals
        if len(demonyms) >= 2 and not people:
            return demonyms
        persons = self._last_two(sentence, token, _PERSON_TYPES)
        if people:
            return persons
        countries = self._last_two(sentence, token, frozenset({ActorType.COUNTRY}))
        pair = self._cast.analysis.source.metadata.pair
        if pair and (len(countries) < 2 or not {one.country for one in countries} <= set(pair)):
            return [self._cast.country(code) for code in pair]
        return countries

    def _last_two(self, sentence: Sentence, token: Token, types: frozenset[ActorType]) -> list[Entity]:
        """The last two actors of a type before a token, of two countries, in the order of the text."""
        found: list[Entity] = []
        for back in range(min(_FAR * 2, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for at, entity, _ in reversed(self._roster(here)):
                if entity.type in types and (back or at < token.i) and entity not in found:
                    if found and entity.country and found[0].country == entity.country:
                        continue
                    found.append(entity)
                    if len(found) == 2:
                        return found[::-1]
        return found if types is _PERSON_TYPES else []

    # ------------------------------------------------------------ offices and descriptions

    def _office(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> list[Entity]:
        """Whoever holds an office: the one named beside it, the last one spoken of, or someone known by it alone."""
        names = self._cast.names(sentence)
        if phrase.holder is not None and phrase.holder.first in names.entities:
            holder = names.entities[phrase.holder.first]
            if phrase.title.endswith("counterpart"):
                self._seat_counterpart(sentence, token, phrase, holder)
            return [holder]
        country = phrase.country or self._owner_country(sentence, phrase)
        if phrase.title.endswith("counterpart"):
            return self._counterpart(sentence, token, phrase, country)
        if phrase.plural and token.lower_ in word_list("citizens"):
            return [self._cast.country(country)] if country else []
        if phrase.plural and phrase.definite and country is None:
            several = self._holders_before(sentence, token, phrase)
            if len(several) > 1:
                return several
        if not phrase.plural and (phrase.definite or country):
            known = self._holder_before(sentence, token, phrase, country)
            if known is not None:
                return [known]
        return self._unnamed(sentence, phrase, country)

    def _owner_country(self, sentence: Sentence, phrase: OfficePhrase) -> str | None:
        if phrase.possessor is None:
            return None
        owners = self._one(sentence, sentence.part.doc[phrase.possessor])
        return owners[0].country if owners else None

    def _holder_before(self, sentence: Sentence, token: Token, phrase: OfficePhrase, country: str | None) -> Entity | None:
        """The person last spoken of who holds such an office."""
        head = phrase.title.split()[-1] if " of " not in phrase.title else phrase.title.split(" of ")[0].split()[-1]
        leaders = word_list("leaders")
        best: tuple[int, Entity] | None = None
        here = sentence.offset(token)
        for person in self._cast.persons:
            title = (person.title or "").split(" of ")[0]
            if not title or (country and person.country and person.country != country):
                continue
            word = title.split()[-1]
            generic = head in {"leader", "ruler", "monarch", "visitor", "guest"}
            fits = word == head or (generic and not leaders.isdisjoint(re.split(r"[ -]", title)) and person.country == country)
            specific = set(phrase.title.split(" of ")[0].split()[:-1]) - {"top", "senior"}
            if not fits or (specific and not specific & set(title.split()) and head != "leader"):
                continue
            before = bisect(person.mentions, (here, 0))
            if before and (best is None or person.mentions[before - 1][0] > best[0]):
                best = (person.mentions[before - 1][0], person)
        return best[1] if best else None

    def _holders_before(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> list[Entity]:
        """The persons last spoken of who hold such an office: "the presidents"."""
        head, here = phrase.title.split()[-1], sentence.offset(token)
        found = [
            (max(start for start, _ in person.mentions), person)
            for person in self._cast.persons
            if person.mentions and person.mentions[0][0] < here and (person.title or "").split(" of ")[0].split()[-1:] == [head]
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
            if phrase.country:
                name = f"{owner.title} of {self._gazetteer.country_name(phrase.country)}"
                return [self._unnamed_person(sentence, phrase, name, phrase.country, name)]
        return [self._cast.country(phrase.country)] if phrase.country else []

    def _owner(self, sentence: Sentence, token: Token, phrase: OfficePhrase) -> Entity | None:
        if phrase.possessor is not None:
            owners = self._one(sentence, sentence.part.doc[phrase.possessor])
            return owners[0] if owners else None
        return self._before(sentence, token, _PERSON_TYPES)

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
            "'s",
        }:
            words.pop(0)
        if not words or (len(words) == 1 and not phrase.definite and not phrase.plural):
            return []
        if country is None and not phrase.plural and len(words) == 1:
            return []
        name = " ".join(words)
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

    def _description(self, sentence: Sentence, token: Token, names: Names) -> list[Entity]:
        """A country or body by a description: "the Japanese government", "the kingdom", "the Russian company"."""
        low = token.lower_
        for child in token.children:  # "the gas company X"
            named_so = names.entity(child.i) if child.dep_ == "appos" else None
            if named_so is not None:
                return [named_so]
        modifiers = [child for child in token.children if child.dep_ in {"amod", "poss", "compound", "nmod", "det"}]
        named = [entity for child in modifiers if (entity := names.entity(child.i)) is not None]
        owned = [
            one for child in modifiers if child.dep_ == "poss" and child.pos_ == "PRON" for one in self._one(sentence, child)
        ]
        companies = word_list("economy")
        agents = word_list("state") | companies | word_list("people")
        if low in _STATE_NOUNS:  # "the Government of Ruritania"
            after = [noun for prep in token.children if prep.lower_ == "of" for noun in prep.children if noun.dep_ == "pobj"]
            of = [one for noun in after for one in self._one(sentence, noun) if one.type is ActorType.COUNTRY]
            if of:
                return of[:1]
        if low in _STATE_NOUNS and (named or owned):
            first = (named or owned)[0]
            return [self._cast.country(first.country)] if first.country else []
        if named and low in agents:
            country = next((one.country for one in named if one.type is ActorType.COUNTRY), None)
            if country and low in companies:
                body = self._body_before(sentence, token, country)
                return [body] if body else [self._cast.country(country)]
            return [self._cast.country(country)] if country else [named[-1]]
        return self._known_by_kind(sentence, token)

    def _known_by_kind(self, sentence: Sentence, token: Token) -> list[Entity]:
        """What "the kingdom", "the ministry", "the company" mean: the one of that kind last spoken of."""
        low = token.lower_
        companies = word_list("economy")
        if low in _REALMS | {"government"} and any(child.lower_ in {"the", "this", "that"} for child in token.children):
            country_entity = self._before(sentence, token, frozenset({ActorType.COUNTRY}))
            return [country_entity] if country_entity else []
        if low in _INSTITUTIONS:
            return self._institution(sentence, token)
        if low in companies | word_list("bodies") and any(child.lower_ in {"the", "this"} for child in token.children):
            commercial = low in companies
            body = self._before(sentence, token, frozenset({ActorType.ORGANIZATION}), commercial=commercial)
            return [body] if body else []
        return []

    def _institution(self, sentence: Sentence, token: Token) -> list[Entity]:
        """A ministry, navy or embassy without its country's name: the one spoken of before, or that of the country at hand."""
        known = any(child.dep_ == "poss" or child.lower_ in {"the", "our"} for child in token.children)
        names = self._cast.names(sentence)
        first = token.left_edge.i
        while names.words[first].lower() in word_list("determiners") and first < token.i:
            first += 1
        name = sentence.part.doc[first : token.i + 1].text
        for body in self._cast.bodies():
            if known and body.name.casefold().endswith(name.casefold()):
                return [body]
        country = self._country_at_hand(sentence, token) if known else None
        if country is None:
            return []
        entity = self._cast.described(name, ActorType.ORGANIZATION, country)
        start = sentence.part.start + sentence.part.doc[first].idx
        entity.mentions.append((start, start + len(name)))
        return [entity]

    def _country_at_hand(self, sentence: Sentence, token: Token) -> str | None:
        """The country of "its navy", "the food agency in Colombo", or the one last spoken of."""
        for child in token.children:
            if child.dep_ == "poss":
                return next((one.country for one in self._one(sentence, child) if one.country), None)
        for entity in self._cast.within(sentence, token):
            if entity.type is ActorType.COUNTRY:
                return entity.country
        before = self._before(sentence, token, frozenset({ActorType.COUNTRY}))
        return before.country if before else None

    def _body_before(self, sentence: Sentence, token: Token, country: str) -> Entity | None:
        """The body of a country last spoken of."""
        for back in range(min(_FAR * 2, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for at, entity, _ in reversed(self._roster(here)):
                if entity.type is ActorType.ORGANIZATION and entity.country == country and (back or at < token.i):
                    return entity
        return None


def _governs(token: Token) -> bool:
    """Whether a place stands where only a government can: "Catalonia rejected", "Catalonia's offer", "condemned Catalonia"."""
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass", "poss", "dobj", "dative"} or (token.dep_ == "pobj" and token.head.dep_ == "agent")


def _joined(head: Token) -> list[Token]:
    """The heads of the phrases joined to one by "and" or a comma."""
    found = []
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            found.append(child)
            found.extend(_joined(child))
    return found
