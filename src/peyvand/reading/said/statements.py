"""Statements: the positions that a source attributes to somebody, in direct and in indirect speech."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from peyvand.model import Kind, Stance, Statement
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import statements as weighed
from peyvand.reading.said.frames import Frame
from peyvand.reading.said.framing import Framing
from peyvand.reading.said.saying import Saying, saying
from peyvand.reading.said.settling import settled
from peyvand.reading.said.stances import Said, stance_model
from peyvand.reading.said.telling import no_position
from peyvand.reading.text import clauses
from peyvand.reading.text.quotation import Quotation, Quotations

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Analysis, Sentence
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

_WORDS = re.compile(r"\w+")
_REMEMBERED = 60  # positions a speaker's new one is held against
_TELLING = 9  # different words; shorter positions may be alike by chance
_ALIKE = 0.5  # share of words in common; reworded leads and pull quotes reach it, two positions on one matter hardly ever
_MOST = 30  # frames of one sentence; more stand in no prose, and each is compared with each
_SIDES = 4  # speakers of a joint position; a longer list is one of nations
_CLOSING = 2  # characters: a quotation's last mark with the comma before it
_CONTINUING = 5  # words; a shorter quotation that nobody is credited with is a term, not a position
_ANAPHOR = re.compile(r"[\"“]?\s*(?:[^,.;]{0,40}, )?(?:This|That|These|Those|It|They|Such|this|these|such|it)\b")
_DATELINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}(?:, [A-Z][\w .,]{2,30})?\s+(?:-{1,2}|–|—)\s+")
_PARTS = frozenset({"one", "part", "number", "most", "some", "kind"})
_PRONOUNS = frozenset({"PRON", "DET"})
_VAGUE = frozenset({"there", "one", "thing", "way", "fact", "part", "lot", "number", "move", "step", "time"})


def read_statements(
    analysis: Analysis,
    cast: Cast,
    dates: Dates,
    lexicon: Saying | None = None,
    grounds: Grounds | None = None,
) -> list[Statement]:
    """The statements of a source, in the order of their words."""
    lexicon = lexicon or saying()
    grounds = grounds or Grounds()
    found: list[Statement] = []
    matter = ""
    for position in positions(analysis, cast, lexicon):
        matter = position.topic(matter)
        found.extend(position.statements(analysis, cast, dates, lexicon, grounds, matter))
    return found


def positions(analysis: Analysis, cast: Cast, lexicon: Saying) -> Iterator[Position]:
    """What is said in a source, each position once, in the order of the words."""
    quotations = Quotations.of(analysis)
    framing = Framing(lexicon, cast, quotations)
    framed: list[Frame] = []
    for sentence in analysis.sentences:
        if not sentence.heading:
            framed.extend(settled(framing.of(sentence)[:_MOST]))
    said = _Said()
    for position in _continued(analysis, framed, quotations):
        around = quotations.around(position.end - 1)
        if around is not None and around.end - position.end <= _CLOSING:
            position.end = around.end
        if not said.before(position, analysis) and not position.tells(analysis, lexicon):
            yield position


@dataclass(slots=True)
class Position:
    """What one speaker says on one matter: a frame, and the direct speech that goes on with it."""

    frame: Frame
    start: int
    end: int
    quotation: Quotation | None = None  # only where it stands by itself
    opening: Sentence | None = None  # the sentence that such a quotation opens in

    def statements(
        self,
        analysis: Analysis,
        cast: Cast,
        dates: Dates,
        lexicon: Saying,
        grounds: Grounds,
        topic: str,
    ) -> Iterator[Statement]:
        """The position on a topic as an item for each that shares it."""
        quote = analysis.span(_behind_dateline(analysis, self.frame.sentence, self.start), self.end)
        words = self.words(analysis)
        if not topic:
            return
        stance = stance_model().stance(self.said(analysis, lexicon))
        date = dates.of(self.frame.sentence, self.frame.verb)
        for speaker in self.frame.speakers[:_SIDES]:
            speaker.used = True
            signs = weighed.signs(self.frame, speaker, self.manner, words, topic)
            statement = Statement(
                quote=quote,
                speaker=speaker.name,
                topic=topic,
                stance=stance,
                addressees=_names(self.frame.addressees, speaker),
                via=_names(self.frame.via, speaker),
                date=date,
                confidence=grounds.of(Kind.STATEMENT, signs),
            )
            steps = partial(weighed.steps, self.frame, statement, speaker, self.manner, cast, dates)
            grounds.note(statement, Kind.STATEMENT, signs, steps)
            yield statement

    def said(self, analysis: Analysis, lexicon: Saying) -> Said:
        """What there is to tell its stance by."""
        words = self.words(analysis)
        stated = self.frame.stance if self.quotation is None else None
        valued = lexicon.stance_of(words)
        settled = (valued or stated or Stance.NEUTRAL) if stated is None or self.frame.yields else stated
        direct = self.quotation is not None or self.frame.quotation is not None
        return Said(words, clauses.lemma(self.frame.verb), stated, valued, settled, direct)

    def words(self, analysis: Analysis) -> str:
        """What is said, without who says it as far as it can be told apart."""
        frame = self.frame
        if self.quotation is not None:
            return analysis.source.text[self.start : self.end]
        if frame.content is not None and frame.quotation is None:
            return frame.content.doc[frame.content.left_edge.i : frame.content.right_edge.i + 1].text
        return analysis.source.text[self.start : self.end]

    def tells(self, analysis: Analysis, lexicon: Saying) -> bool:
        """Whether it is no position, but a question, a refusal to comment, or a plain report."""
        return self.quotation is None and no_position(self.frame, self.words(analysis), lexicon)

    def topic(self, matter: str) -> str:
        """A short noun phrase: what the position is about; the matter spoken of last where it says only "it"."""
        named = self.frame.topic
        if named is not None and matter and self.quotation is None and (named.pos_ in {"ADJ", "PRON"} or named.tag_ == "DT"):
            return matter
        if self.opening is not None:
            return _topic_of(self.opening.span.root) or _topic_of_frame(self.frame)
        return _topic_of_frame(self.frame)

    @property
    def manner(self) -> str:
        """How it is attributed."""
        if self.quotation is not None:
            return "going on in direct speech"
        if self.frame.quotation is not None:
            return "direct speech"
        return "credited" if self.frame.credited else "indirect speech"


def _names(others: Iterable[Entity], speaker: Entity) -> tuple[str, ...]:
    """The names of those who are spoken to, or report it, each once; they are actors of an item like the speaker."""
    found: dict[str, None] = {}
    for one in others:
        if one is not speaker and one.name != speaker.name:
            one.used = True
            found[one.name] = None
    return tuple(found)


@dataclass(slots=True)
class _Said:
    """What each speaker has said so far, so that a pull quote or a repetition is no second statement."""

    words: dict[int, deque[frozenset[str]]] = field(default_factory=dict)

    def before(self, position: Position, analysis: Analysis) -> bool:
        """Whether the speaker has said nearly the same before."""
        words = frozenset(_WORDS.findall(position.words(analysis).casefold()))
        earlier = self.words.setdefault(id(position.frame.speakers[0]), deque(maxlen=_REMEMBERED))
        again = len(words) >= _TELLING and any(len(words & one) >= _ALIKE * len(words | one) for one in earlier)
        earlier.append(words)
        return again


# ---------------------------------------------------------------- over sentences


def _continued(analysis: Analysis, frames: list[Frame], quotations: Quotations) -> Iterator[Position]:
    """Frames as positions, each with the direct speech of the same speaker that follows it."""
    text = analysis.source.text
    claimed = {id(one.quotation) for one in frames if one.quotation is not None}
    free = [one for one in quotations.found if id(one) not in claimed and one.words >= _CONTINUING]
    free = _outside(free, frames)
    openings = _openings(analysis, free)
    current: Position | None = None
    said_until = -1
    for frame, quotation in _in_order(frames, free):
        if frame is not None:
            if current is not None:
                yield current
            current = Position(frame, frame.start, frame.end)
            said_until = max(frame.end, frame.sentence.end)
        elif quotation is not None and current is not None and not text[said_until : quotation.start].strip(" \n\t.\"”'’"):
            if _goes_on(current, quotation, said_until, text):
                current.end = quotation.end
            else:
                yield current
                current = Position(current.frame, quotation.start, quotation.end, quotation, openings.get(quotation.start))
            said_until = max(said_until, quotation.end)
    if current is not None:
        yield current


def _in_order(frames: Iterable[Frame], quotations: Iterable[Quotation]) -> Iterator[tuple[Frame, None] | tuple[None, Quotation]]:
    """Frames and free quotations by where they begin."""
    waiting = deque(quotations)
    for frame in sorted(frames, key=lambda one: one.start):
        while waiting and waiting[0].start < frame.start:
            yield None, waiting.popleft()
        yield frame, None
    for one in waiting:
        yield None, one


def _goes_on(position: Position, quotation: Quotation, said_until: int, text: str) -> bool:
    """Whether direct speech goes on with a position: right behind its direct speech, or by taking it up ("This …")."""
    direct = position.frame.quotation is not None and position.quotation is None
    if position.quotation is None and quotation.start < position.frame.sentence.end:
        return True  # '"We cannot accept," she said, "that …"'
    if direct and position.frame.sentence.end >= said_until - 1:
        return True
    return _ANAPHOR.match(text, quotation.start, quotation.start + 60) is not None


def _outside(quotations: Iterable[Quotation], frames: Iterable[Frame]) -> list[Quotation]:
    """The quotations that begin in no frame."""
    spans = sorted((frame.start, frame.end) for frame in frames)
    starts = [start for start, _ in spans]
    reach = list(accumulate((end for _, end in spans), max))
    found = []
    for one in quotations:
        at = bisect_right(starts, one.start) - 1
        if at < 0 or reach[at] <= one.start:
            found.append(one)
    return found


def _openings(analysis: Analysis, quotations: Iterable[Quotation]) -> dict[int, Sentence]:
    """The sentence that each quotation opens in, by the quotation's start."""
    found: dict[int, Sentence] = {}
    sentences = iter(analysis.sentences)
    sentence = next(sentences, None)
    for one in quotations:
        while sentence is not None and sentence.end <= one.start + 1:
            sentence = next(sentences, None)
        if sentence is not None:
            found[one.start] = sentence
    return found


def _behind_dateline(analysis: Analysis, sentence: Sentence, start: int) -> int:
    """Where a position begins, the place and day at the head of a dispatch left out."""
    if start != sentence.part.block.start:
        return start
    match = _DATELINE.match(analysis.source.text, start, min(start + 90, sentence.end))
    return match.end() if match is not None else start


# ---------------------------------------------------------------- topics


def _topic_of_frame(frame: Frame) -> str:
    """What a frame's position is about."""
    if frame.content is not None and frame.verb.dep_ == "relcl" and frame.content != frame.verb.head:
        return clauses.noun_phrase(frame.verb.head)  # "the fleet that the ministry says is there to deter"
    if frame.content is not None:
        return _topic_of(frame.content)
    if frame.topic is not None and frame.topic != frame.verb and frame.topic.pos_ == "VERB":
        return _topic_of(frame.topic)
    if frame.topic is not None and frame.topic != frame.verb:
        return clauses.noun_phrase(frame.topic)
    return _topic_of(frame.sentence.span.root) if frame.sentence.span.root != frame.verb else _quoted_topic(frame)


def _quoted_topic(frame: Frame) -> str:
    """The topic of direct speech that the parse left apart from its verb: its first noun phrase."""
    for chunk in frame.sentence.span.noun_chunks:
        if chunk.root.pos_ not in _PRONOUNS and chunk.root.head != frame.verb:
            return clauses.noun_phrase(chunk.root)
    return ""


def _topic_of(head: Token) -> str:
    """What a clause is about: its subject, or its object where the subject is a pronoun or says nothing."""
    if head.pos_ not in {"VERB", "AUX"}:
        return clauses.noun_phrase(head)
    said = clauses.child(head, "ccomp") if clauses.child(head, "dobj") is None else None
    if said is not None and said.i < head.i:  # "…, he added": what is said stands first
        return _topic_of(said)
    for one in _arguments(head):
        if (
            one.pos_ not in _PRONOUNS
            and (one.lemma_.lower() not in _VAGUE or clauses.after(one, "of"))
            and one.pos_ in {"NOUN", "PROPN"}
        ):
            if one.ent_type_ in {"DATE", "TIME", "PERCENT", "ORDINAL"}:
                continue
            if one.ent_type_ == "ORG" and one.dep_ == "nsubj" and clauses.child(head, "dobj") is not None:
                continue
            if one.ent_type_ in {"PERSON", "GPE", "NORP"} and one.dep_ != "attr":
                continue  # who acts in it, or where; what is done says more
            part = clauses.after(one, "of") if one.lemma_ in _PARTS else None
            return clauses.noun_phrase(part or one)
    subject = clauses.child(head, "nsubj")
    if head.lemma_ == "be" and subject is not None and subject.pos_ not in _PRONOUNS:
        return clauses.noun_phrase(subject)
    return clauses.verb_phrase(head, 8)


def _arguments(head: Token) -> Iterator[Token]:
    """The noun phrases of a clause, the likeliest topic first."""
    yield from clauses.children(head, "nsubj", "nsubjpass", "csubj")
    for node in (head, *clauses.children(head, "xcomp", "ccomp", "acomp")):
        yield from clauses.children(node, "dobj", "attr", "oprd")
        for prep in clauses.children(node, "prep", "agent"):
            yield from clauses.children(prep, "pobj")
        for inner in clauses.children(node, "xcomp"):
            yield from clauses.children(inner, "dobj", "attr")
