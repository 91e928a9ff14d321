"""What a noun phrase means where it doesn't give a name: pronouns, offices, groups and descriptions.

The rules are of the kind a reader applies without thinking: the subject of the sentence before is who is meant by
"he"; "the minister" is the last one spoken of; "both countries" are the two that were just named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon import BodyKind
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.descriptions import Descriptions
from peyvand.reading.who.gazetteer import Named
from peyvand.reading.who.incumbents import Incumbents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

_FAR = 5  # sentences that a pronoun or a description looks back over
_PLURAL = frozenset({"NNS", "NNPS"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_MALE = frozenset({"he", "him", "his", "himself"})
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_HE_OR_SHE = frozenset({"he", "she"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "relcl", "advcl"})
_NAMED_AS = _SUBJECTS | {"dobj", "pobj", "dative", "conj", "appos"}
_AT_THE_TOP = frozenset({"leaders", "heads", "chiefs"})
_ONE_OF_TWO = frozenset({"latter", "former"})
_OTHERS = frozenset({"other", "another", "more", "further"})
_THING = frozenset({"it", "its", "itself"})
_MANY = frozenset({"they", "them", "their", "themselves", "both"})
_FIRST = frozenset({"we", "us", "our"})
_OPPOSITE = frozenset({"with", "to"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_COMMERCIAL = frozenset({None, BodyKind.COMPANY, BodyKind.BANK})
_PERSON_TYPES = frozenset({ActorType.PERSON})
_COUNTRY_TYPES = frozenset({ActorType.COUNTRY})
_BODY_TYPES = frozenset({ActorType.ORGANIZATION, ActorType.COUNTRY, ActorType.PLACE_LIKE_GOVERNMENT})
_PAIR_NOUNS = word_list("pair_nouns")
_PAIR_PEOPLE = word_list("pair_people")
_NUMBERS = {"two": 2, "both": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_REALMS = word_list("realms")


class Resolver:
    """Answers what noun phrases mean, for one document."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._gazetteer = cast.gazetteer
        self._incumbents = Incumbents(self, cast)
        self._descriptions = Descriptions(self, cast, self._incumbents)
        self._rosters: dict[int, list[tuple[int, Entity, bool]]] = {}
        self._answers: dict[tuple[int, int], list[Entity]] = {}

    def who(self, sentence: Sentence, head: Token) -> list[Entity]:
        """The actors meant by the noun phrase with this head and by those joined to it."""
        found: list[Entity] = []
        for token in (head, *_joined(head)):
            for entity in self.one(sentence, token):
                if entity not in found:
                    found.append(entity)
        if head.tag_ not in _PLURAL:
            return found
        # "The ministers of A and B", with B joined to the ministers, whom it only tells apart.
        held = {one.country for one in found if one.type is ActorType.PERSON}
        return [one for one in found if one.type is not ActorType.COUNTRY or one.country not in held]

    def one(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The actors meant by one noun phrase, without those joined to it."""
        key = (sentence.part.start, token.i)
        if key not in self._answers:
            self._answers[key] = []  # a phrase that leads back to itself means nobody
            self._answers[key] = self._resolve(sentence, token)
            self._enroll(sentence, token, self._answers[key])
        return self._answers[key]

    def _enroll(self, sentence: Sentence, token: Token, meant: Sequence[Entity]) -> None:
        """Put a "he" that was asked for into the roster that was made meanwhile without him."""
        roster = self._rosters.get(sentence.index)
        if roster is not None and token.dep_ in _SUBJECTS and token.lower_ in _HE_OR_SHE:
            new = {(token.i, entity, True) for entity in meant} - set(roster)
            self._rosters[sentence.index] = sorted([*roster, *new], key=lambda row: row[0])

    def meaning(self, sentence: Sentence, token: Token) -> list[Entity]:
        """What a phrase was taken to mean, if it was asked for: for explanations."""
        return self._answers.get((sentence.part.start, token.i), [])

    def _resolve(self, sentence: Sentence, token: Token) -> list[Entity]:
        names = self._cast.names(sentence)
        entity = names.entity(token.i)
        mention = names.at_token[token.i]
        if entity is not None and mention is not None and (mention.named is not Named.DEMONYM or token.i == mention.root):
            people = self._descriptions.counted(sentence, token, entity) if mention.named is Named.DEMONYM else []
            return [*people, entity] if mention.named is not Named.PLACE or _governs(token) else []
        low = token.lower_
        if low in _RELATIVE and token.dep_ in _SUBJECTS | {"dobj", "pobj", "poss", "det"}:
            return self._relative(sentence, token)
        if token.pos_ == "PRON" or low in _MALE | _FEMALE | _THING | _MANY:
            return self._pronoun(sentence, token)
        if low in _PAIR_NOUNS | _PAIR_PEOPLE or (
            (low in self._gazetteer.plurals or low in _AT_THE_TOP) and self._numbered(token)
        ):
            group = self._group(sentence, token)
            if group:
                return group
        if low == "two" and token.dep_ in _SUBJECTS and any(child.lower_ == "the" for child in token.children):
            return self.last(2, sentence, token, _PERSON_TYPES) or self.last(2, sentence, token, _COUNTRY_TYPES)
        counted = token.pos_ == "NUM" and token.dep_ in {"dobj", "nsubjpass"}
        if counted or (low in _ONE_OF_TWO and token.dep_ in _SUBJECTS | {"pobj", "dobj"} and token.pos_ != "NOUN"):
            return self._some(sentence, token) if counted else self._one_of_two(sentence, token)
        office = names.office(token.i)
        if office is not None:
            return self._incumbents.office(sentence, token, office)
        return self._descriptions.description(sentence, token, names)

    # ------------------------------------------------------------ pronouns

    def _relative(self, sentence: Sentence, token: Token) -> list[Entity]:
        verb = token.head if token.dep_ != "pobj" else token.head.head
        if token.dep_ == "poss":  # "whose navy seized"
            verb = next((one for one in token.ancestors if one.dep_ in {"relcl", "acl"}), verb)
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head is not verb:
            verb = verb.head
        return self.who(sentence, verb.head) if verb.dep_ in {"relcl", "acl"} else []

    def _pronoun(self, sentence: Sentence, token: Token) -> list[Entity]:
        low = token.lower_
        if low in _MALE | _FEMALE:
            return self._he_or_she(sentence, token, female=low in _FEMALE)
        if low in _THING:
            body = self.before(sentence, token, _BODY_TYPES)
            return [body] if body else []
        if low in _MANY:
            return self._several(sentence, token)
        if low in {"i", "me", "my"}:
            narrator = self._cast.narrator(sentence)
            return [narrator] if narrator else []
        if low in _FIRST:
            narrator = self._cast.narrator(sentence) or self._quoted(sentence, token)
            return [self._cast.country(narrator.country) if narrator.country else narrator] if narrator else []
        return []

    def _quoted(self, sentence: Sentence, token: Token) -> Entity | None:
        """Whoever says a sentence that holds "we": "We offered help, said the commander"."""
        for verb in token.ancestors:
            if verb.dep_ == "ccomp" and verb.head.pos_ == "VERB":
                subject = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
                if subject is not None and subject.lower_ not in _FIRST:
                    return next(iter(self.one(sentence, subject)), None)
        return None

    def _he_or_she(self, sentence: Sentence, token: Token, *, female: bool) -> list[Entity]:
        """The man or woman last spoken of; "him" isn't whoever acts in the same clause, nor "he" whom the clause opens with."""
        other = [one for met in _opened_with(token) for one in self.one(sentence, met)]
        if token.dep_ in {"dobj", "dative", "pobj"} and not token.lower_.endswith("self"):
            verb = next((one for one in token.ancestors if one.pos_ in {"VERB", "AUX"}), token)
            subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
            other = self.one(sentence, subject) if subject is not None else []
        person = self.before(sentence, token, _PERSON_TYPES, female=female, other_than=other)
        if person is not None and person.female is None:
            person.female = female  # what a text calls "she" once it calls "she" again
        return [person] if person else []

    def before(
        self,
        sentence: Sentence,
        token: Token,
        types: frozenset[ActorType],
        *,
        female: bool | None = None,
        commercial: bool = False,
        other_than: Sequence[Entity] = (),
    ) -> Entity | None:
        """The actor of a type last spoken of before a token, subjects first."""
        for back in range(min(_FAR, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            roster = [
                (at, entity, subject)
                for at, entity, subject in self.roster(here)
                if entity.type in types
                and (back or at < token.i)
                and entity not in other_than
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
        own = _own_subject(token)
        for back in range(min(_FAR, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for word in here.span:
                if word == own:
                    continue
                if word.dep_ in _SUBJECTS and (back or word.i < token.i) and word.pos_ != "PRON":
                    several = self.who(here, word)
                    if len(several) > 1 or (several and word.tag_ in {"NNS", "NNPS"}):
                        return several
        body = self.before(sentence, token, _BODY_TYPES)
        return [body] if body else []

    def roster(self, sentence: Sentence) -> list[tuple[int, Entity, bool]]:
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
            self._rosters[sentence.index] = sorted(rows, key=lambda row: row[0])  # what follows may ask for it
            for phrase in names.offices.values():
                token = doc[phrase.head]
                inside = sentence.span.start <= phrase.head < sentence.span.end
                if inside and phrase.holder is None and token.dep_ in _SUBJECTS and not phrase.plural:
                    if token.head.dep_ not in _MAIN and phrase.head not in names.entities:
                        continue  # "a consul having visited him"
                    rows.extend((phrase.head, entity, True) for entity in self.one(sentence, token))
            known = word_list("economy") | word_list("bodies") | word_list("state_nouns") | _REALMS
            for token in sentence.tokens:
                if token.dep_ in _SUBJECTS and token.lower_ in _HE_OR_SHE:
                    rows.extend((token.i, entity, True) for entity in self.one(sentence, token))
                if token.dep_ in _SUBJECTS and token.lower_ in known and names.at_token[token.i] is None:
                    rows.extend((token.i, entity, True) for entity in self.one(sentence, token))
            self._rosters[sentence.index] = sorted(rows, key=lambda row: row[0])
        return self._rosters[sentence.index]

    # ------------------------------------------------------------ groups

    def _numbered(self, token: Token) -> bool:
        return any(child.lower_ in _NUMBERS for child in token.children)

    def _group(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The two that "the two sides", "both ministers" or "the pair" are."""
        low = token.lower_
        if low in {"sides", "parties", "capitals"} and not self._numbered(token):
            plain = [child for child in token.children if child.dep_ in {"det", "amod", "compound", "nmod"}]
            if [child.lower_ for child in plain] != ["the"]:
                return []  # "opposition parties"
        demonyms = [one for one in self._cast.within(sentence, token) if one.type is ActorType.COUNTRY]
        pairs = {"sides", "parties", "capitals"}
        if low == "side" or (low not in _PAIR_PEOPLE and not self._numbered(token) and low not in pairs):
            return demonyms if low in _PAIR_NOUNS else []
        people = low in _PAIR_PEOPLE | _AT_THE_TOP or low in self._gazetteer.plurals
        if len(demonyms) >= 2 and not people:
            return demonyms
        if any(child.lower_ in _OTHERS for child in token.children):
            return []  # "two other diplomats" are none of those spoken of
        pair = self._cast.pair
        if people:
            persons = self.last(2, sentence, token, _PERSON_TYPES)
            return persons if len(persons) > 1 or not pair else [self._cast.country(code) for code in pair]
        number = next((_NUMBERS[child.lower_] for child in token.children if child.lower_ in _NUMBERS), 2)
        joint = self._joint(sentence, token)
        if len(joint) == number:
            return joint
        countries = self.last(number, sentence, token, frozenset({ActorType.COUNTRY}))
        if pair and number == len(pair) and (len(countries) < number or len({one.country for one in countries} & set(pair)) == 1):
            return [self._cast.country(code) for code in pair]
        return countries

    def _some(self, sentence: Sentence, token: Token) -> list[Entity]:
        """Of whom a bare number tells: "arrested 11 of them", "used tear gas against the crowd and detained 60"."""
        of = next((child for child in token.children if child.lower_ == "of"), None)
        after = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
        if after and after[0].lower_ not in _MANY:
            return self.one(sentence, after[0])
        return self._several(sentence, token) if after or not list(token.children) else []

    def _one_of_two(self, sentence: Sentence, token: Token) -> list[Entity]:
        """Whom "the latter" and "the former" mean: of the two last spoken of, the second or the first."""
        before = self._cast.analysis.sentences[max(0, sentence.index - 1)]
        spoken_of = [one for word in before.span if word.dep_ in _NAMED_AS for one in self.one(before, word)]
        for types in (_PERSON_TYPES, _COUNTRY_TYPES):
            two: list[Entity] = []
            for one in spoken_of:
                if one.type in types and one not in two:
                    two.append(one)
            if len(two) > 1:
                return [two[-1] if token.lower_ == "latter" else two[-2]]
        return []

    def _joint(self, sentence: Sentence, token: Token) -> list[Entity]:
        """The countries that acted together just before: the joint subject of this sentence or the one before it."""
        for back in range(min(2, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for word in here.span:
                if word.dep_ in _SUBJECTS and (back or word.i < token.i) and word.pos_ == "PROPN":
                    several = [one for one in self.who(here, word) if one.type is ActorType.COUNTRY]
                    if len(several) > 1:
                        return several
        return []

    def last(self, number: int, sentence: Sentence, token: Token, types: frozenset[ActorType]) -> list[Entity]:
        """The last actors of a type before a token, each of another country, in the order of the text."""
        acting = [one for one in sentence.tokens if one.dep_ == "nsubj" and one.i < token.i and token.dep_ not in _SUBJECTS]
        found: list[Entity] = []
        apart = [entity for one in acting for entity in self.one(sentence, one)]  # "urged both sides" isn't one of them
        for back in range(min(_FAR * 2, sentence.index + 1)):
            here = self._cast.analysis.sentences[sentence.index - back]
            for at, entity, _ in reversed(self.roster(here)):
                if entity.type in types and (back or at < token.i) and entity not in found and entity not in apart:
                    if entity.country and any(one.country == entity.country for one in found):
                        continue
                    found.append(entity)
                    if len(found) == number:
                        return found[::-1]
        return found if types is _PERSON_TYPES else []


def _own_subject(token: Token) -> Token | None:
    """Who acts on "them": somebody else, as "themselves" is another word."""
    if token.dep_ not in {"dobj", "dative"} or token.lower_.endswith("selves"):
        return None
    verb = token.head
    while verb.pos_ in {"VERB", "AUX"}:
        subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
        if subject is not None or verb.dep_ not in {"xcomp", "conj"}:
            return subject
        verb = verb.head
    return None


def _opened_with(subject: Token) -> list[Token]:
    """Whom a clause is about to tell that somebody met or addressed: "In a meeting with X, he"."""
    if subject.dep_ != "nsubj":
        return []
    opening = [word for child in subject.head.lefts if child.dep_ == "prep" and child.i < subject.i for word in child.subtree]
    return [word for word in opening if word.dep_ == "pobj" and word.head.lower_ in _OPPOSITE]


def _governs(token: Token) -> bool:
    """Whether a place stands where only a government can: "Catalonia rejected", "Catalonia's offer", "condemned Catalonia"."""
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    return token.dep_ in {"nsubj", "nsubjpass", "poss", "dobj", "dative"} or (token.dep_ == "pobj" and token.head.dep_ == "agent")


def _joined(head: Token) -> list[Token]:
    """The heads of the phrases joined to one by "and" or a comma, or to a name beside it: "the minister, X, and Y"."""
    found = []
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            found.extend(_joined(child))
        if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
            found.append(child)
            found.extend(_joined(child))
    return found
