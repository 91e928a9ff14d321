"""Addressing: to whom a position is said, or of whom something is demanded, and who stands between speaker and publisher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Stance
from peyvand.reading.said.saying import Saying
from peyvand.reading.said.speakers import Speakers
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.said.frames import Frame
    from peyvand.reading.who.naming import Entity

# Verbs whose object is who is spoken to, and those that say it with a preposition.
_WITH_OBJECT = frozenset(
    """tell urge ask warn assure inform remind thank beg implore press order instruct exhort advise caution encourage entreat
    petition promise reassure accuse blame congratulate credit fault criticise criticize rebuke chide scold admonish want wish
    pressure request call answer""".split()
)
_TO = frozenset(
    """say write convey explain complain appeal pledge promise express extend repeat confide suggest propose offer admit declare
    state announce reply respond remark stress add apologise apologize speak address report indicate voice swear plead note
    reiterate describe communicate""".split()
)
_ON = frozenset({"call", "prevail", "urge", "press"})
_WITH = frozenset({"plead", "agree", "argue", "share", "protest"})
_FROM = frozenset({"demand", "request", "want", "seek"})
_OCCASIONS = frozenset({"conference", "briefing", "interview"})
_REPORTING = frozenset({"quote", "cite", "report"})


@dataclass(slots=True)
class Addressing:
    """Finds whom the speaker of a frame speaks to, and who passes it on."""

    lexicon: Saying
    speakers: Speakers

    def complete(self, frame: Frame) -> None:
        """Set a frame's addressees, those who quote its speaker, and the body that an unnamed spokesman speaks for."""
        if not frame.credited:
            heads = self._heads(frame)
            found = [one for head in heads for one in self._named(frame, head)]
            frame.addressees = tuple(dict.fromkeys(one for one in found if one not in frame.speakers))
        frame.via = tuple(one for one in self._quoting(frame) if one not in frame.speakers) or frame.via
        content = frame.content
        if content is not None and frame.subject is not None and content.i < frame.subject.i:
            subject = clauses.child(content, "nsubj")
            if subject is not None:
                found = list(self.speakers.cast.who(frame.sentence, subject))
                if all(one.type is not ActorType.PERSON for one in found):
                    frame.behalf = tuple(found or self.speakers.named(frame.sentence, subject))

    def _heads(self, frame: Frame) -> Iterator[Token]:
        """The heads of the phrases that may name whom a verb is said to."""
        verb, lemma = frame.verb, clauses.lemma(frame.verb)
        if lemma in _WITH_OBJECT:
            passive = clauses.child(verb, "nsubjpass") if clauses.agent(verb) is not None else None
            other = clauses.child(verb, "dative") or clauses.object_of(verb) or passive
            if other is None and frame.stance is Stance.DEMAND and frame.content is not None and frame.content.i > verb.i:
                other = clauses.child(frame.content, "nsubj")
            if other is not None and other.pos_ != "ADP":
                yield other
        for words, preps in ((_TO, {"to"}), (_ON, {"on", "upon"}), (_WITH, {"with"}), (_FROM, {"from", "of"})):
            if lemma in words | (_TO if "to" in preps else frozenset()):
                found = clauses.after(verb, *preps)
                if found is not None:
                    yield found
        if lemma == "appeal":
            found = clauses.after(verb, "to")
            if found is not None:
                yield found

    def _named(self, frame: Frame, head: Token) -> tuple[Entity, ...]:
        """Whom a phrase names that can be spoken to, unless they only pass it on: "told the daily"."""
        lemma = head.lemma_.lower()
        if lemma in self.lexicon.unaddressed or head.i == frame.verb.i or head.pos_ not in {"NOUN", "PROPN", "PRON"}:
            return ()
        if head.ent_type_ in {"DATE", "TIME"} or any(one.lower_ in _OCCASIONS for one in head.subtree):
            return ()
        if frame.topic is not None and head == frame.topic and frame.stance is not Stance.DEMAND:
            return ()
        return self.speakers.named(frame.sentence, head)

    def _quoting(self, frame: Frame) -> tuple[Entity, ...]:
        """Who quotes the speaker: "the radio quoted engineers as saying …"."""
        verb = frame.verb
        if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or verb.head.head.lemma_ not in _REPORTING:
            return ()
        subject = clauses.child(verb.head.head, "nsubj")
        return self.speakers.named(frame.sentence, subject) if subject is not None else ()
