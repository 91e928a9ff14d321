"""Frames of saying: each place where a sentence attributes a position to a speaker.

A frame holds the words it rests on as offsets in the source's text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Stance
from peyvand.reading.said.addressing import Addressing
from peyvand.reading.said.complements import COMPLEMENTS, PLAIN, PRECEDENCE, SPOKEN, aside, passive_topic
from peyvand.reading.said.credits import Credits
from peyvand.reading.said.frames import Frame
from peyvand.reading.said.saying import Manner, Saying
from peyvand.reading.said.speakers import Speakers
from peyvand.reading.text import clauses
from peyvand.reading.text.quotation import Quotation, Quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

_OWN_WORDS = 8  # words between quotation marks that are somebody's own, though no verb of saying stands by
_SUBSTANTIAL = 4  # words between quotation marks that can be a position; fewer are a term or a phrase
_PREDICATES = frozenset({"acomp", "ccomp", "conj", "ROOT", "oprd", "advcl", "relcl"})
_ABOUT = frozenset("about over for on at of with to toward towards against in regarding concerning by".split())
_REPORTED_BY = frozenset({"per", "during", "on", "at", "in", "after", "before", "since"})


@dataclass(slots=True)
class Framing:
    """Finds the frames of a document's sentences."""

    lexicon: Saying
    cast: Cast
    quotations: Quotations
    speakers: Speakers = field(init=False)
    _credits: Credits = field(init=False)
    _addressing: Addressing = field(init=False)

    def __post_init__(self) -> None:
        self.speakers = Speakers(self.lexicon, self.cast, self.quotations)
        self._credits = Credits(self.lexicon, self.speakers, self.quotations)
        self._addressing = Addressing(self.lexicon, self.speakers)

    def of(self, sentence: Sentence) -> list[Frame]:
        """The frames of a sentence, in the order of their words."""
        found: list[Frame] = []
        verbs, adjectives, expressing = self.lexicon.verbs, self.lexicon.adjectives, self.lexicon.expressing
        known, putting = self.lexicon.known, self.lexicon.putting
        for token in sentence.tokens:
            lemma = clauses.lemma(token)
            if lemma not in known and token.lower_ not in adjectives:
                continue
            if self._quoted(sentence, token):
                continue
            if token.pos_ in {"VERB", "AUX"} and (lemma in verbs or lemma in expressing or lemma in putting):
                put = list(self._credits.as_put(sentence, token)) if lemma in putting else []
                found.extend(put or self._verb(sentence, token, lemma))
            elif token.lower_ in adjectives and token.dep_ in _PREDICATES:
                found.extend(self._adjective(sentence, token, adjectives[token.lower_]))
            elif lemma in self.lexicon.crediting:
                found.extend(self._credits.at(sentence, token, lemma))
        found = found or list(self._wording(sentence))
        for frame in found:
            self._addressing.complete(frame)
        return found

    def _quoted(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word stands in direct speech, where it is part of what somebody else says."""
        around = self.quotations.around(sentence.offset(token))
        return around is not None and around.words >= _SUBSTANTIAL

    # ------------------------------------------------------------ verbs

    def _verb(self, sentence: Sentence, verb: Token, lemma: str) -> Iterator[Frame]:
        """The frames of one verb."""
        negated = clauses.negated(verb)
        if not _asserted(verb, self.lexicon) and not (negated and self._refusing(verb, lemma)):
            return
        nouns = list(self._attitudes(verb)) if lemma in self.lexicon.expressing else []
        manner, topic, content = (None, None, None) if nouns else self._manner(sentence, verb, lemma, negated=negated)
        speakers, subject = self.speakers.of(sentence, verb)
        around = None
        if manner is None and not nouns and speakers:
            manner = next((one for one in self.lexicon.verbs.get(lemma, ()) if "clause" in one.takes and not one.refused), None)
            around = aside(verb, subject) if manner is not None else None
            if around is None:
                return
            topic = content = around[0]
        if not speakers or (manner is None and not nouns):
            return
        own = subject is not None and subject.head == verb
        if manner is not None:
            frame = Frame(sentence, verb, speakers, 0, 0, topic, content, subject=subject, own_subject=own)
            if negated and manner.negated is None:
                return
            frame.stance, frame.yields = (manner.negated, False) if negated else (manner.stance, manner.yields)
            self._place(frame, subject)
            if around is not None:
                frame.start = min(sentence.offset(around[1]), frame.start)
                frame.end = max(sentence.offset(around[2]) + len(around[2].text), sentence.offset(verb) + len(verb.text))
            yield frame
        elif not negated:
            yield from self._expressed(sentence, verb, speakers, subject if own else None, nouns)

    def _refusing(self, verb: Token, lemma: str) -> bool:
        """Whether a negated verb is a refusal whatever its mood: "will not accept", "can't agree"."""
        asserted = not clauses.conditional(verb) and verb.dep_ not in {"amod", "compound", "xcomp", "ccomp"}
        return asserted and any(one.refused for one in self.lexicon.verbs.get(lemma, ()))

    def _manner(
        self, sentence: Sentence, verb: Token, lemma: str, *, negated: bool
    ) -> tuple[Manner | None, Token | None, Token | None]:
        """The first manner of a verb whose complement stands there, with the heads of topic and content."""
        manners = [one for one in self.lexicon.verbs.get(lemma, ()) if negated or not one.refused]
        for takes in PRECEDENCE:
            for manner in manners:
                if takes in manner.takes and (not manner.persons or self._by_person(sentence, verb)):
                    found, content = self._complement(sentence, verb, takes)
                    if found is not None and not (manner.stance is Stance.OPPOSE and self._untold(found)):
                        return manner, found, content
        for manner in manners:
            for word in sorted(manner.takes - PLAIN):  # in one order, whatever the hash seed
                found = clauses.after(verb, word)
                if found is None and any(one.lower_ == word and one.dep_ == "prep" for one in verb.children):
                    found = passive_topic(verb)  # "was called for by"
                if found is not None:
                    return manner, found, None
        return None, None, None

    def _untold(self, said: Token) -> bool:
        """Whether somebody only had nothing to say: "declined to comment"."""
        return said.pos_ == "VERB" and said.lemma_.lower() in self.lexicon.untold

    def _by_person(self, sentence: Sentence, verb: Token) -> bool:
        """Whether it is a person who says it."""
        speakers, _ = self.speakers.of(sentence, verb)
        return any(one.type is ActorType.PERSON for one in speakers)

    def _complement(self, sentence: Sentence, verb: Token, takes: str) -> tuple[Token | None, Token | None]:
        """The heads of topic and content of a complement of one kind, if the verb has it."""
        if takes == "quotation":
            return (verb, None) if self._beside(sentence, verb) is not None else (None, None)
        found = COMPLEMENTS[takes](verb)
        return found, found if takes in SPOKEN else None

    def _attitudes(self, verb: Token) -> Iterator[Token]:
        """The nouns of attitude that a verb of expressing has for objects."""
        head = clauses.object_of(verb) or passive_topic(verb)
        if head is None:
            return
        nouns = self.lexicon.light.get(verb.lemma_.lower(), {}) or self.lexicon.nouns
        if head.lemma_.lower() not in nouns and verb.lemma_.lower() not in self.lexicon.light:
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
            first = doc[min(start, noun.left_edge.i)] if at == 0 else doc[noun.left_edge.i]
            last = clauses.last_of(nouns[0] if at else noun)
            if at + 1 < len(nouns):
                last = doc[max(noun.i, nouns[at + 1].left_edge.i - 2)]
            if last.i < verb.i:  # in the passive
                last = clauses.last_of(verb)
            topic = _object_of_attitude(noun) or _object_of_attitude(verb) or noun
            yield Frame(
                sentence,
                verb,
                speakers,
                sentence.offset(first),
                sentence.offset(last) + len(last.text),
                topic,
                None,
                self._stance_of(verb, noun),
                subject=subject,
                own_subject=subject is not None,
            )

    def _stance_of(self, verb: Token, noun: Token) -> Stance | None:
        """The stance of a noun of attitude, as the verb has it."""
        lemma = noun.lemma_.lower()
        own = self.lexicon.light.get(verb.lemma_.lower(), {})
        return own[lemma] if lemma in own else self.lexicon.nouns.get(lemma)

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
        speakers, subject = self.speakers.of(sentence, copula)
        if speakers and subject is not None and topic.i > word.i:
            start = min(subject.left_edge.i, copula.i)
            last = clauses.last_of(topic)
            end = sentence.offset(last) + len(last.text)
            first = word.doc[start]
            yield Frame(sentence, copula, speakers, sentence.offset(first), end, topic, None, manner.stance, subject=subject)

    def _wording(self, sentence: Sentence) -> Iterator[Frame]:
        """The frame of a sentence whose subject's own words it takes over: 'Chile seeks to "keep the sea open to …"'."""
        for quotation in self.quotations.touching(sentence.start, sentence.end):
            if quotation.words >= _OWN_WORDS and sentence.start < quotation.start and quotation.end <= sentence.end + 1:
                root = sentence.span.root
                speakers, subject = self.speakers.of(sentence, root)
                if speakers and subject is not None and self.quotations.around(sentence.offset(root)) is None:
                    start = min(sentence.offset(subject.left_edge), quotation.start)
                    yield Frame(sentence, root, speakers, start, quotation.end, root, root, None, quotation, subject=subject)
                return

    # ------------------------------------------------------------ who and where

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
