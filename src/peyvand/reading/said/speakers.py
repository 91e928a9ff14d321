"""Speakers: whom the words beside a verb of saying name, also where they only describe somebody, or the parse has lost them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.said.saying import Saying
from peyvand.reading.text import clauses
from peyvand.reading.text.quotation import Quotations
from peyvand.reading.who.narration import FIRST_PERSON

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

Spoken = tuple[tuple["Entity", ...], "Token | None"]  # who speaks, and the head of the phrase that names them

_NOBODY: Spoken = ((), None)
_QUOTING = frozenset({"quote", "cite", "report"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "who"})
_NONE = frozenset({"no", "neither", "none", "nobody", "nothing", "any", "every"})
_PARTITIVE = frozenset({"one", "two", "three", "four", "five", "most", "many", "some", "all", "several", "both", "others"})
_CLOSING = frozenset({",", '"', "'", "-", "--", "–", "—", ")"})
_STOPS = frozenset({",", ".", ";", ":", '"', "(", "--", "–", "—"})
_OPENING = frozenset({'"', ";", ":", "(", "--", "–"})
_FARTHEST = 14  # words between a verb and the beginning of the phrase beside it that names the speaker
_REMEMBERED = 3  # sentences that a pronoun for somebody only described looks back over
_PERSONAL = ("er", "or", "ist", "ian", "ant", "ent", "man", "men", "woman", "women", "people", "person", "ee", "crat", "eer")
_SHORTEST = 5  # letters; shorter words with such an ending are as often things


@dataclass(slots=True)
class Speakers:
    """Finds who says what the verbs of a document's sentences say."""

    lexicon: Saying
    cast: Cast
    quotations: Quotations

    def of(self, sentence: Sentence, verb: Token) -> Spoken:
        """Who says what a verb says, and the head of the phrase that names them."""
        found = self._by_parse(sentence, verb)
        if not found[0] and (found[1] is None or found[1].i > verb.i + 1 or self._astray(found[1], verb)):
            found = self._by_place(sentence, verb)
        return found

    def _by_parse(self, sentence: Sentence, verb: Token) -> Spoken:
        """Whom the parse gives a verb for subject, or in the passive for agent."""
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in _QUOTING:
            quoting = verb.head.head
            subject = clauses.child(quoting, "nsubjpass", "dobj")  # "was quoted as saying", "quoted her as saying"
            return (self.named(sentence, subject), subject) if subject is not None else _NOBODY
        first = None
        doubled = [one for one in clauses.children(verb, "nsubj") if one.i < verb.i]
        for subject in doubled[-1:] if len(doubled) > 1 else clauses.agents(verb):  # "Doctors without beds, she warned, are …"
            first = first or subject
            if self._quoted(sentence, subject) and not self._quoted(sentence, verb):
                continue
            found = self.named(sentence, subject)
            if found:
                return found, subject
            if verb.dep_ not in {"conj", "advcl", "xcomp"}:
                break
        return (), first

    def _astray(self, subject: Token, verb: Token) -> bool:
        """Whether a subject can't be the speaker: it stands behind a comma or a quotation mark before the verb's own."""
        return any(one.text in {'"', ","} for one in verb.doc[subject.i : verb.i])

    def _quoted(self, sentence: Sentence, token: Token) -> bool:
        return self.quotations.around(sentence.offset(token)) is not None

    # ------------------------------------------------------------ what a phrase names

    def named(self, sentence: Sentence, head: Token) -> tuple[Entity, ...]:
        """The actors that a noun phrase means as speakers: named, in office, or only described ("two traders")."""
        person = self._beside_title(sentence, head)
        if person is not None:
            return (person,)
        if head.lower_ in FIRST_PERSON:
            narrator = self.cast.narrator(sentence)
            return (narrator,) if narrator is not None else ()
        if any(one.lower_ in _NONE and one.dep_ in {"det", "preconj", "neg"} for one in head.children):
            return ()
        found = tuple(self.cast.who(sentence, head))
        lemma = head.lemma_.lower()
        if lemma in self.lexicon.documents and not self._owned_body(found):  # "a statement by the ministry", "its strategy"
            owner = clauses.child(head, "poss") or clauses.after(head, "by", "from", "of")
            return self.named(sentence, owner) if owner is not None else found
        if not found and head.lower_ in _PRONOUNS:
            return self._spoken_of(sentence, head)
        if not found and head.lower_ in _PARTITIVE:
            whole = clauses.after(head, "of")
            return self.named(sentence, whole) if whole is not None else ()
        if len(found) == 1 and found[0].name[:1].islower() and head.pos_ == "NOUN" and self._personal(head):
            name = clauses.noun_phrase(head)
            if found[0].name != name and found[0].name in name:
                return (self._describe(sentence, head, name),)  # "the chairman of the fisheries council"
        return found or tuple(self._described(sentence, head))

    def _owned_body(self, found: tuple[Entity, ...]) -> bool:
        return any(one.type is not ActorType.PERSON or one.name[:1].isupper() for one in found)

    def _beside_title(self, sentence: Sentence, head: Token) -> Entity | None:
        """The person in apposition to an office: "the governor of Zenda, Ana Ruiz"; the parse may hang the name lower."""
        here = self.cast.at(sentence, head)
        if here is not None and here.type is ActorType.PERSON and here.name[:1].isupper():
            return None
        doc = head.doc
        comma = next((at for at in range(head.i + 1, min(head.i + _FARTHEST, len(doc) - 1)) if doc[at].text == ","), None)
        if comma is not None and self._personal(head) and not any(doc[at].pos_ in {"VERB", "AUX"} for at in range(head.i, comma)):
            mention = self.cast.names(sentence).at_token[comma + 1]
            person = self.cast.at(sentence, doc[comma + 1])
            closed = mention is not None and mention.last + 1 < len(doc) and doc[mention.last + 1].text == ","
            if closed and person is not None and person.type is ActorType.PERSON:
                return person
        for one in head.subtree:
            if one.dep_ not in {"appos", "conj"} or one.i < head.i or one.pos_ not in {"PROPN", "NUM", "NOUN", "X"}:
                continue
            direct = one.head == head and one.dep_ == "appos"
            left = one.left_edge
            if not direct and (left.i == 0 or left.nbor(-1).text != "," or one.dep_ == "conj"):
                continue
            person = self.cast.at(sentence, one)
            if person is not None and person.type is ActorType.PERSON:
                return person
            if person is None and self._personal(head) and _is_name(left, one):
                return self._describe(sentence, one, one.doc[left.i : one.i + 1].text)
        return None

    def _described(self, sentence: Sentence, head: Token) -> Iterator[Entity]:
        """Those who are only described, and are persons or bodies by the word for them; each of those joined."""
        known = {one.lower_ if one.dep_ == "det" else one.dep_ for one in head.children}
        if ("both" in known or {"the", "nummod"} <= known) and self.lexicon.collective.isdisjoint({head.lemma_.lower()}):
            return  # "the two leaders" have been named before
        for one in clauses.joined(head):
            if one.pos_ not in _NOMINAL or not self._speaks(one):
                return
            name = clauses.noun_phrase(one)
            if name:
                yield self._describe(sentence, one, name)

    def _describe(self, sentence: Sentence, head: Token, name: str) -> Entity:
        body = head.lemma_.lower() in self.lexicon.collective
        words = name.split()
        while len(words) > 1 and head.pos_ == "PROPN" and words[0].lower().rstrip(".") in self.cast.gazetteer.honorifics:
            words.pop(0)
        within = [one for one in self.cast.within(sentence, head) if one.type is ActorType.COUNTRY]
        country = within[0].country if len(within) == 1 else None
        entity = self.cast.described(" ".join(words), ActorType.ORGANIZATION if body else ActorType.PERSON, country)
        start = sentence.offset(head.left_edge)
        spot = (start, sentence.offset(head) + len(head.text))
        if spot not in entity.mentions:
            entity.mentions.append(spot)
        return entity

    def _speaks(self, head: Token) -> bool:
        """Whether a noun is a word for somebody who can speak."""
        lemma = head.lemma_.lower()
        if lemma in self.lexicon.things or head.ent_type_ in {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "LAW"}:
            return False
        if head.pos_ == "PROPN" and head.text[:1].isupper():
            return head.ent_type_ not in {"GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT"}
        return lemma in self.lexicon.speakers or lemma in self.lexicon.collective or self._personal(head)

    def _personal(self, head: Token) -> bool:
        """Whether a noun is a word for a person, by the lexicon or by its ending."""
        lemma = head.lemma_.lower()
        if lemma in self.lexicon.things or lemma in self.lexicon.collective:
            return False
        offices = self.cast.gazetteer.heads
        return lemma in self.lexicon.speakers or lemma in offices or (len(lemma) >= _SHORTEST and lemma.endswith(_PERSONAL))

    def _spoken_of(self, sentence: Sentence, pronoun: Token) -> tuple[Entity, ...]:
        """Whom a pronoun means that no named actor fits: who spoke last, or who is the last sentence's subject."""
        doc = sentence.part.doc
        sentences = self.cast.analysis.sentences
        for back in range(min(_REMEMBERED, sentence.index) + 1):
            here = sentences[sentence.index - back]
            for token in here.span:
                if back == 0 and token.i >= pronoun.i and here.part.doc is doc:
                    break
                if token.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in _NOMINAL and not self._quoted(here, token):
                    found = self.named(here, token)
                    if found and self._fits(pronoun, token, found):
                        return found
        return ()

    @staticmethod
    def _fits(pronoun: Token, token: Token, found: tuple[Entity, ...]) -> bool:
        """Whether a pronoun can mean those whom a noun phrase means."""
        person = found[0].type is ActorType.PERSON
        if pronoun.lower_ == "they":
            return token.tag_ in {"NNS", "NNPS"} or len(found) > 1
        return person is not (pronoun.lower_ == "it") and token.tag_ not in {"NNS", "NNPS"}

    # ------------------------------------------------------------ where the parse gives nobody

    def _by_place(self, sentence: Sentence, verb: Token) -> Spoken:
        """Who stands right behind or before a verb that the parse gives no subject: '…," noted an aide, Ana Ruiz'."""
        start, end = sentence.span.start, sentence.span.end
        doc = verb.doc
        before = doc[verb.i - 1] if verb.i > start else None
        if before is not None and before.text in _CLOSING:
            last = verb.i + 1
            while last < end and last - verb.i < _FARTHEST and doc[last].text not in _STOPS:
                last += 1
            found = self._in_stretch(sentence, verb.i + 1, last, onward=True)
            if found[0]:
                return found
        first = verb.i
        opening = _OPENING if before is not None and before.text == "," else _OPENING | {","}
        while first > start and verb.i - first < _FARTHEST and doc[first - 1].text not in opening:
            first -= 1
        opened = first == start or doc[first - 1].text in opening
        return self._in_stretch(sentence, first, verb.i, onward=False) if opened and first < verb.i else _NOBODY

    def _in_stretch(self, sentence: Sentence, first: int, last: int, *, onward: bool) -> Spoken:
        """The speaker in a stretch of words: a person named at its end, or behind the comma after it; else who it describes."""
        doc = sentence.part.doc
        if last <= first or any(doc[at].pos_ in {"VERB", "AUX"} for at in range(first, last)):
            return _NOBODY
        until = min(last + 4, sentence.span.end - 1) if onward else last - 1
        persons = [
            (mention, one)
            for mention, one in self.cast.named_between(sentence, first, until)
            if one.type is ActorType.PERSON and one.name[:1].isupper()
        ]
        for mention, one in persons if onward else reversed(persons):
            beside = mention.last >= last - 2 if not onward else mention.first <= last + 1
            owner = mention.last + 1 < len(doc) and doc[mention.last + 1].text in {"'s", "'"}
            if beside and not owner:
                return (one,), doc[mention.root]
        for at in range(first, last):
            token = doc[at]
            inner = at + 1 < last and doc[at + 1].pos_ in {"NOUN", "PROPN", "PART"}
            if token.pos_ in _NOMINAL and not inner:
                found = self.named(sentence, token)
                return (found, token) if found else _NOBODY
            if token.pos_ == "PRON" and token.lower_ in _PRONOUNS:
                return self.named(sentence, token), token
        return _NOBODY


def _is_name(first: Token, last: Token) -> bool:
    """Whether words look like a person's name: two to four, each with a capital."""
    words = [one for one in last.doc[first.i : last.i + 1] if one.text not in {"-", "'s"}]
    return 2 <= len(words) <= 5 and all(one.text[:1].isupper() for one in words)
