"""Frames of saying: each place where a sentence attributes a position to a speaker.

A frame holds the words it rests on as offsets in the source's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Stance
from peyvand.reading import clauses
from peyvand.reading.complements import COMPLEMENTS, PLAIN, PRECEDENCE, SPOKEN
from peyvand.reading.narration import FIRST_PERSON
from peyvand.reading.quotation import Quotation, Quotations
from peyvand.reading.saying import Manner, Saying

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.document import Sentence
    from peyvand.reading.naming import Entity

_OWN_WORDS = 8  # words between quotation marks that are somebody's own, though no verb of saying stands by
_SUBSTANTIAL = 4  # words between quotation marks that can be a position; fewer are a term or a phrase
_PREDICATES = frozenset({"acomp", "ccomp", "conj", "ROOT", "oprd", "advcl", "relcl"})
_ABOUT = frozenset("about over for on at of with to toward towards against in regarding concerning by".split())
_QUOTING = frozenset({"quote", "cite", "report"})
_REPORTED_BY = frozenset({"per", "during", "on", "at", "in", "after", "before", "since"})


@dataclass(slots=True)
class Frame:
    """One attribution: who, how, and which words."""

    sentence: Sentence
    verb: Token
    speakers: tuple[Entity, ...]
    start: int
    end: int
    topic: Token | None
    content: Token | None = None  # the head of what is said, where it is a clause
    stance: Stance | None = None
    quotation: Quotation | None = None  # the direct speech, where there is any
    credited: bool = False  # by "according to" and the like, not by a verb
    yields: bool = False  # whether what is said overrules the stance
    subject: Token | None = None  # the head of the phrase that names the speaker
    own_subject: bool = True  # whether the verb has its subject beside it


@dataclass(slots=True)
class Framing:
    """Finds the frames of a document's sentences."""

    lexicon: Saying
    cast: Cast
    quotations: Quotations

    def of(self, sentence: Sentence) -> list[Frame]:
        """The frames of a sentence, in the order of their words."""
        found: list[Frame] = []
        verbs, adjectives, expressing = self.lexicon.verbs, self.lexicon.adjectives, self.lexicon.expressing
        known = self.lexicon.known
        for token in sentence.span:
            lemma = clauses.lemma(token)
            if lemma not in known and token.lower_ not in adjectives:
                continue
            if self._quoted(sentence, token):
                continue
            if token.pos_ in {"VERB", "AUX"} and (lemma in verbs or lemma in expressing):
                found.extend(self._verb(sentence, token, lemma))
            elif token.lower_ in adjectives and token.dep_ in _PREDICATES:
                found.extend(self._adjective(sentence, token, adjectives[token.lower_]))
            elif lemma == "accord" or lemma in self.lexicon.credit:
                found.extend(self._credit(sentence, token, lemma))
        return found or list(self._wording(sentence))

    def _quoted(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word stands in direct speech, where it is part of what somebody else says."""
        around = self.quotations.around(sentence.offset(token))
        return around is not None and around.words >= _SUBSTANTIAL

    # ------------------------------------------------------------ verbs

    def _verb(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Frame]:
        """The frames of one verb."""
        if not _asserted(verb, self.lexicon):
            return
        nouns = list(self._attitudes(verb)) if lemma in self.lexicon.expressing else []
        manner, topic, content = (None, None, None) if nouns else self._manner(sentence, verb, lemma)
        if manner is None and not nouns:
            return
        speakers, subject = self._speakers(sentence, verb)
        if not speakers:
            return
        own = subject is not None and subject.head == verb
        if manner is not None:
            frame = Frame(sentence, verb, speakers, 0, 0, topic, content, subject=subject, own_subject=own)
            if clauses.negated(verb):
                if manner.negated is None:
                    return
                frame.stance = manner.negated
            else:
                frame.stance, frame.yields = manner.stance, manner.yields
            self._place(frame, subject)
            yield frame
        elif not clauses.negated(verb):
            yield from self._expressed(sentence, verb, speakers, subject if own else None, nouns)

    def _manner(self, sentence: Sentence, verb: Token, lemma: str) -> tuple[Manner | None, Token | None, Token | None]:
        """The first manner of a verb whose complement stands there, with the heads of topic and content."""
        manners = self.lexicon.verbs.get(lemma, ())
        for takes in PRECEDENCE:
            for manner in manners:
                if takes in manner.takes and (not manner.persons or self._by_person(sentence, verb)):
                    found, content = self._complement(sentence, verb, takes)
                    if found is not None:
                        return manner, found, content
        for manner in manners:
            for word in sorted(manner.takes - PLAIN):  # in one order, whatever the hash seed
                found = clauses.after(verb, word)
                if found is not None:
                    return manner, found, None
        return None, None, None

    def _by_person(self, sentence: Sentence, verb: Token) -> bool:
        """Whether it is a person who says it."""
        speakers, _ = self._speakers(sentence, verb)
        return any(one.type is ActorType.PERSON for one in speakers)

    def _complement(self, sentence: Sentence, verb: Token, takes: str) -> tuple[Token | None, Token | None]:
        """The heads of topic and content of a complement of one kind, if the verb has it."""
        if takes == "quotation":
            return (verb, None) if self._beside(sentence, verb) is not None else (None, None)
        found = COMPLEMENTS[takes](verb)
        return found, found if takes in SPOKEN else None

    def _attitudes(self, verb: Token) -> Iterator[Token]:
        """The nouns of attitude that a verb of expressing has for objects."""
        head = clauses.object_of(verb)
        if head is None:
            return
        nouns = self.lexicon.nouns
        describing = verb.lemma_.lower() in self.lexicon.describing
        before: Token | None = None
        for one in head.subtree:
            if one.pos_ != "NOUN" or one.lemma_.lower() not in nouns or any(kid.dep_ == "nummod" for kid in one.children):
                continue
            stance = nouns[one.lemma_.lower()]
            if describing and stance in {Stance.SUPPORT, Stance.OFFER, Stance.DEMAND}:
                continue
            owned = any(kid.dep_ == "poss" for kid in one.children)
            joined = one.dep_ == "conj" and (one.head == head or owned)
            same = before is not None and not owned and nouns[before.lemma_.lower()] == stance
            if (one == head or joined) and not same:  # "its support for talks and its concern over …" is often joined too low
                before = one
                yield one

    def _expressed(
        self, sentence: Sentence, verb: Token, speakers: tuple[Entity, ...], subject: Token | None, nouns: list[Token]
    ) -> Iterator[Frame]:
        """A frame for each noun of attitude."""
        start = min(subject.left_edge.i, verb.i) if subject is not None else verb.i
        doc = verb.doc
        for at, noun in enumerate(nouns):
            first = doc[start] if at == 0 else doc[noun.left_edge.i]
            last = clauses.last_of(nouns[0] if at else noun)
            if at + 1 < len(nouns):
                last = doc[max(noun.i, nouns[at + 1].left_edge.i - 2)]
            topic = _object_of_attitude(noun) or _object_of_attitude(verb) or noun
            yield Frame(
                sentence,
                verb,
                speakers,
                sentence.offset(first),
                sentence.offset(last) + len(last.text),
                topic,
                None,
                self.lexicon.nouns[noun.lemma_.lower()],
                subject=subject,
                own_subject=subject is not None,
            )

    # ------------------------------------------------------------ adjectives and credits

    def _adjective(self, sentence: Sentence, word: Token, manner: Manner) -> Iterator[Frame]:
        """The frame of an attitude said by an adjective: "is concerned about"."""
        copula = word.head if word.dep_ in {"acomp", "oprd"} or (word.dep_ == "conj" and word.pos_ == "ADJ") else word
        if clauses.negated(copula) or clauses.possible(copula) or clauses.conditional(copula):
            return
        topic = clauses.after(word, *manner.takes)
        if topic is None:
            topic = next((one for one in clauses.children(word, "xcomp", "ccomp", "advcl") if one.i > word.i), None)
            if topic is None or ("that" if topic.dep_ == "ccomp" else "to") not in manner.takes:
                return
        speakers, subject = self._speakers(sentence, copula)
        if speakers and subject is not None and topic.i > word.i:
            start = min(subject.left_edge.i, copula.i)
            last = clauses.last_of(topic)
            end = sentence.offset(last) + len(last.text)
            first = word.doc[start]
            yield Frame(sentence, copula, speakers, sentence.offset(first), end, topic, None, manner.stance, subject=subject)

    def _credit(self, sentence: Sentence, word: Token, lemma: str) -> Iterator[Frame]:
        """The frame of "according to X", "in X's view", "by the account of X"."""
        if lemma == "accord":
            to = next((one for one in clauses.children(word, "prep") if one.lower_ == "to"), None)
            said_by = clauses.child(to, "pobj") if to is not None else None
            anchor = word
        else:
            if word.dep_ != "pobj" or word.head.lower_ not in self.lexicon.credit_prepositions:
                return
            said_by = clauses.child(word, "poss") or clauses.after(word, "of")
            anchor = word.head
        clause = anchor.head
        if said_by is None or clause == anchor or not _set_off(anchor):
            return
        if said_by.lemma_.lower() in self.lexicon.documents:  # a release that tells what was done, or said by others
            return
        speakers, _ = self._named(sentence, said_by)
        if not speakers:
            return
        while clause.pos_ not in {"VERB", "AUX"} and clause.head != clause:
            clause = clause.head
        quotation = self.quotations.after(sentence.end) if sentence.span.text.rstrip().endswith(":") else None
        topic = clauses.child(clause, "nsubj", "nsubjpass") or clause
        start, end = sentence.start, sentence.end
        if anchor.i > clause.i:  # "…, according to X": what is said stands before it
            start = sentence.offset(clause.left_edge)
            last = max(clauses.last_of(said_by), word, key=lambda one: one.i)
            end = sentence.offset(last) + len(last.text)
        else:
            speakers = speakers[:1]  # the parse takes the subject of the clause behind the comma for one more
            if quotation is None:
                quotation = self._running_out(start, end)
            end = quotation.end if quotation is not None else end
        yield Frame(sentence, clause, speakers, start, end, topic, clause, None, quotation, credited=True)

    def _wording(self, sentence: Sentence) -> Iterator[Frame]:
        """The frame of a sentence whose subject's own words it takes over: 'Chile seeks to "keep the sea open to …"'."""
        for quotation in self.quotations.touching(sentence.start, sentence.end):
            if quotation.words >= _OWN_WORDS and sentence.start < quotation.start and quotation.end <= sentence.end + 1:
                root = sentence.span.root
                speakers, subject = self._speakers(sentence, root)
                if speakers and subject is not None and self.quotations.around(sentence.offset(root)) is None:
                    start = min(sentence.offset(subject.left_edge), quotation.start)
                    yield Frame(sentence, root, speakers, start, quotation.end, root, root, None, quotation, subject=subject)
                return

    # ------------------------------------------------------------ who and where

    def _speakers(self, sentence: Sentence, verb: Token) -> tuple[tuple[Entity, ...], Token | None]:
        """Who says what a verb says, and the head of the phrase that names them."""
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.lemma_ in _QUOTING:
            subject = clauses.child(verb.head.head, "nsubjpass", "dobj")  # "was quoted as saying", "quoted her as saying"
            return self._named(sentence, subject) if subject is not None else ((), None)
        for subject in clauses.agents(verb):
            found, _ = self._named(sentence, subject)
            if found:
                return found, subject
            if verb.dep_ not in {"conj", "advcl", "xcomp"}:
                break
        return (), None

    def _named(self, sentence: Sentence, head: Token) -> tuple[tuple[Entity, ...], Token]:
        """The actors that a noun phrase means as speakers: named, in office, or only described ("two traders")."""
        for one in clauses.children(head, "appos"):
            person = self.cast.at(sentence, one)
            if person is not None and person.type is ActorType.PERSON:
                return (person,), head
        if head.lower_ in FIRST_PERSON:
            narrator = self.cast.narrator(sentence)
            return ((narrator,) if narrator is not None else ()), head
        found = tuple(self.cast.who(sentence, head))
        lemma = head.lemma_.lower()
        if not found and lemma in self.lexicon.documents:  # "a statement by the ministry", "its strategy"
            owner = clauses.child(head, "poss") or clauses.after(head, "by", "from", "of")
            return self._named(sentence, owner) if owner is not None else ((), head)
        known = {one.lower_ if one.dep_ == "det" else one.dep_ for one in head.children}
        counted = "both" in known or {"the", "nummod"} <= known  # "the two leaders" have been named before
        if not found and not counted and lemma in self.lexicon.speakers and head.pos_ in {"NOUN", "PROPN"}:
            name = clauses.noun_phrase(head)
            entity = self.cast.described(name, ActorType.PERSON, None)
            start = sentence.offset(head.left_edge)
            entity.mentions.append((start, sentence.offset(head) + len(head.text)))
            found = (entity,)
        return found, head

    def _running_out(self, start: int, end: int) -> Quotation | None:
        """The direct speech that begins in a stretch of text and runs to its end or beyond."""
        return next((one for one in self.quotations.touching(start, end) if start <= one.start and one.end >= end - 1), None)

    def _beside(self, sentence: Sentence, verb: Token) -> Quotation | None:
        """The direct speech right before or after a verb, its subject and the one spoken to."""
        tokens = [verb, *clauses.children(verb, "nsubj", "dobj", "dative", "prep", "advmod", "npadvmod")]
        inside = [one for one in tokens if self.quotations.around(sentence.offset(one)) is None]
        if verb not in inside:
            return None
        first = min((one.left_edge for one in inside if one != verb), key=lambda one: one.i, default=verb)
        start = sentence.offset(first if first.i < verb.i else verb)
        found = self.quotations.before(start)
        if found is None:
            ends = (verb, *(clauses.last_of(one) for one in inside if one.i > verb.i))
            for last in sorted(ends, key=lambda one: -one.i):
                found = self.quotations.after(sentence.offset(last) + len(last.text))
                if found is not None:
                    break
        return found if found is not None and found.words >= _SUBSTANTIAL else None

    def _trailing(self, verb: Token, whole: Token) -> Iterator[Token]:
        """Last words of what else belongs to what is said: "urged both sides to talk", "sees it as a gain"."""
        for one in clauses.children(verb, "dobj", "xcomp", "oprd", "attr", "acomp", "prep", "dative"):
            if one.i > whole.i and one.lower_ not in _REPORTED_BY and one.lemma_.lower() not in self.lexicon.verbs:
                yield clauses.last_of(one)

    def _place(self, frame: Frame, subject: Token | None) -> None:
        """Set the words of a frame: from the speaker, or the verb, to the end of what is said."""
        sentence, verb, content = frame.sentence, frame.verb, frame.content or frame.topic
        first = last = verb
        if subject is not None and frame.own_subject:
            first = min(subject.left_edge, verb, key=lambda one: one.i)
            last = max(verb, clauses.last_of(subject), key=lambda one: one.i)
        if content is not None and content != verb:
            whole = _whole(verb, content)
            first = min(first, whole.left_edge, key=lambda one: one.i)
            last = max(last, clauses.last_of(whole), *self._trailing(verb, whole), key=lambda one: one.i)
        frame.start = sentence.offset(first)
        frame.end = sentence.offset(last) + len(last.text)
        quotation = self.quotations.around(sentence.offset(content)) if content is not None and content != verb else None
        if quotation is None:
            quotation = self._beside(sentence, verb) or self._running_out(frame.start, frame.end)
        if quotation is not None and quotation.words >= _SUBSTANTIAL and self.quotations.around(sentence.offset(verb)) is None:
            frame.quotation = quotation
            frame.start, frame.end = min(frame.start, quotation.start), max(frame.end, quotation.end)


def _asserted(verb: Token, lexicon: Saying) -> bool:
    """Whether a verb is said to have been said: no mere possibility, no purpose, no hearsay in the passive."""
    if clauses.possible(verb) or clauses.conditional(verb):
        return False
    if verb.dep_ in {"amod", "compound", "aux", "auxpass"}:
        return False
    if clauses.passive(verb) and clauses.agent(verb) is None:
        return False
    if verb.tag_ == "VB" and any(one.lower_ == "to" and one.dep_ == "aux" for one in verb.children):
        return verb.dep_ in {"xcomp", "conj"} and verb.head.lemma_ in lexicon.carrying
    return not (verb.dep_ == "advcl" and verb.tag_ == "VBN" and clauses.child(verb, "nsubj") is None)


def _set_off(anchor: Token) -> bool:
    """Whether words that credit somebody open a sentence or a clause, or stand behind a comma or at the end."""
    before = anchor.nbor(-1) if anchor.i > anchor.sent.start else None
    return before is None or before.is_space or before.pos_ in {"PUNCT", "CCONJ"} or anchor.lemma_.lower() == "accord"


def _object_of_attitude(word: Token) -> Token | None:
    """What an attitude is about: the head behind a noun's or a verb's preposition, or a noun's infinitive."""
    for one in word.children:
        if one.dep_ == "acl" and word.pos_ == "NOUN":
            return one
        if one.dep_ == "prep" and one.lower_ in _ABOUT:
            found = clauses.child(one, "pobj", "pcomp")
            if found is not None and found.ent_type_ not in {"DATE", "TIME", "PERSON"}:
                return found
    return None


def _whole(verb: Token, content: Token) -> Token:
    """The child of a verb that holds a content word, so that the quote takes all of it; else the word itself."""
    node = content
    while node.head != node:
        if node.head == verb:
            return node
        node = node.head
    return content
