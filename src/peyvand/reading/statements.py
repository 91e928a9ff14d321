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

from peyvand.model import ActorType, Kind, Stance, Statement
from peyvand.reading import clauses
from peyvand.reading.framing import Frame, Framing
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import statements as weighed
from peyvand.reading.issues import Subjects, issues
from peyvand.reading.quotation import Quotation, Quotations
from peyvand.reading.saying import Saying, saying

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.dates import Dates
    from peyvand.reading.document import Analysis, Sentence

_WORDS = re.compile(r"\w+")
_REMEMBERED = 60  # positions a speaker's new one is held against
_TELLING = 9  # different words; shorter positions may be alike by chance
_ALIKE = 0.5  # share of words in common; reworded leads and pull quotes reach it, two positions on one matter hardly ever
_MOST = 30  # frames of one sentence; more stand in no prose, and each is compared with each
_CLOSING = 2  # characters: a quotation's last mark with the comma before it
_CONTINUING = 5  # words; a shorter quotation that nobody is credited with is a term, not a position
_ANAPHOR = re.compile(r"[\"“]?\s*(?:[^,.;]{0,40}, )?(?:This|That|These|Those|It|They|Such|this|these|such|it)\b")
_DATELINE = re.compile(r"[A-Z][A-Z .,'-]{2,40}(?:, [A-Z][\w .,]{2,30})?\s+(?:-{1,2}|–|—)\s+")
_OWN = frozenset({"company", "firm", "government", "ministry", "administration", "party", "bank", "group", "side", "team"})
_PARTS = frozenset({"one", "part", "number", "most", "some", "kind"})
_PRONOUNS = frozenset({"PRON", "DET"})
_VAGUE = frozenset({"there", "one", "thing", "way", "fact", "part", "lot", "number", "move", "step", "time"})


def read_statements(
    analysis: Analysis,
    cast: Cast,
    dates: Dates,
    lexicon: Saying | None = None,
    subjects: Subjects | None = None,
    grounds: Grounds | None = None,
) -> list[Statement]:
    """The statements of a source, in the order of their words."""
    lexicon = lexicon or saying()
    subjects = subjects or issues()
    grounds = grounds or Grounds()
    quotations = Quotations.of(analysis)
    framing = Framing(lexicon, cast, quotations)
    framed: list[Frame] = []
    for sentence in analysis.sentences:
        if not sentence.heading:
            framed.extend(_settled(framing.of(sentence)[:_MOST]))
    found: list[Statement] = []
    said = _Said()
    matter = ""
    for position in _continued(analysis, framed, quotations):
        around = quotations.around(position.end - 1)
        if around is not None and around.end - position.end <= _CLOSING:
            position.end = around.end
        if not said.before(position, analysis):
            matter = position.topic(matter)
            found.extend(position.statements(analysis, cast, dates, lexicon, subjects, grounds, matter))
    return found


@dataclass(slots=True)
class _Position:
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
        subjects: Subjects,
        grounds: Grounds,
        topic: str,
    ) -> Iterator[Statement]:
        """The position on a topic as an item for each that shares it."""
        quote = analysis.span(_behind_dateline(analysis, self.frame.sentence, self.start), self.end)
        words = self.words(analysis)
        if not topic:
            return
        stance = self.frame.stance if self.quotation is None else None
        if stance is None or self.frame.yields:
            stance = lexicon.stance_of(words) or stance or Stance.NEUTRAL
        date = dates.of(self.frame.sentence, self.frame.verb)
        for speaker in self.frame.speakers[:2]:
            speaker.used = True
            signs = weighed.signs(self.frame, speaker, self.manner, words, topic)
            statement = Statement(
                quote=quote,
                speaker=speaker.name,
                topic=topic,
                stance=stance,
                issue=subjects.of(topic, quote.exact),
                date=date,
                confidence=grounds.of(Kind.STATEMENT, signs),
            )
            steps = partial(weighed.steps, self.frame, statement, speaker, self.manner, cast, dates)
            grounds.note(statement, Kind.STATEMENT, signs, steps)
            yield statement

    def words(self, analysis: Analysis) -> str:
        """What is said, without who says it as far as it can be told apart."""
        frame = self.frame
        if self.quotation is not None:
            return analysis.source.text[self.start : self.end]
        if frame.content is not None and frame.quotation is None:
            return frame.content.doc[frame.content.left_edge.i : frame.content.right_edge.i + 1].text
        return analysis.source.text[self.start : self.end]

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


@dataclass(slots=True)
class _Said:
    """What each speaker has said so far, so that a pull quote or a repetition is no second statement."""

    words: dict[int, deque[frozenset[str]]] = field(default_factory=dict)

    def before(self, position: _Position, analysis: Analysis) -> bool:
        """Whether the speaker has said nearly the same before."""
        words = frozenset(_WORDS.findall(position.words(analysis).casefold()))
        earlier = self.words.setdefault(id(position.frame.speakers[0]), deque(maxlen=_REMEMBERED))
        again = len(words) >= _TELLING and any(len(words & one) >= _ALIKE * len(words | one) for one in earlier)
        earlier.append(words)
        return again


# ---------------------------------------------------------------- one sentence


def _settled(frames: list[Frame]) -> list[Frame]:
    """The frames of a sentence with those that only report another left out, and each cut where the next begins."""
    kept = []
    for outer in frames:
        inner = [one for one in frames if one is not outer and _reported(outer, one)]
        if any(_aside(one, outer) or _prelude(outer, one) or _credits(outer, one) for one in frames):
            continue
        if not inner:
            kept.append(outer)
        elif all(_own_position(outer, one) for one in inner):
            kept.append(outer)  # "said he welcomed it": one position, worded by the inner verb
            outer.stance = inner[0].stance or outer.stance
            outer.topic, outer.content = inner[0].topic, inner[0].content
            for one in inner:
                one.speakers = ()
    kept = [one for one in kept if one.speakers]
    for left in kept:
        for right in kept:
            if left is not right and left.start < right.sentence.offset(right.verb) < left.end:
                _cut(left, right)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _reported(outer: Frame, inner: Frame) -> bool:
    """Whether a frame is what another one says: its verb is the content, or joined to it."""
    if outer.content is None or inner.verb == outer.verb:
        return False
    node = inner.verb
    while node.dep_ in {"conj", "xcomp"} and node != outer.content:
        if node.tag_ == outer.verb.tag_ == "VBD" and outer.content.tag_ != "VBD" and not inner.own_subject:
            return False  # "says that it will … and promised": joined too low by the parse
        node = node.head
    return node == outer.content


def _own_position(outer: Frame, inner: Frame) -> bool:
    """Whether what is said is the speaker's own position: "said his country was ready", "told her that Chile offers help"."""
    if set(inner.speakers) == set(outer.speakers):
        return True
    subject = inner.subject
    if subject is not None:
        owner = clauses.child(subject, "poss")
        if subject.pos_ == "PRON" or (owner is not None and owner.pos_ == "PRON") or subject.lemma_.lower() in _OWN:
            return True
    person, state = outer.speakers[0], inner.speakers[0]
    named = person.type is ActorType.PERSON and person.name[:1].isupper() and not person.name.endswith("officials")
    return named and state.type is ActorType.COUNTRY and person.country == state.country


def _credits(outer: Frame, inner: Frame) -> bool:
    """Whether a credit only tells who reports what another says: "according to the ministry, she urged …"."""
    return outer.credited and not inner.credited and inner.verb == outer.content


def _prelude(frame: Frame, main: Frame) -> bool:
    """Whether a participle only leads up to what its speaker says: "while agreeing that …, she ranked it …"."""
    same = frame.verb != main.verb and set(frame.speakers) == set(main.speakers)
    return same and frame.verb.dep_ == "advcl" and frame.verb.head == main.verb and frame.verb.i < main.verb.i


def _aside(outer: Frame, inner: Frame) -> bool:
    """Whether a frame is but an aside in what another one says: in a subordinate clause of it."""
    if outer.content is None or inner.verb in {outer.verb, outer.content}:
        return False
    node = inner.verb
    while node not in {node.head, outer.content}:
        if node.dep_ in {"advcl", "relcl", "acl"} and node.head != outer.verb:
            return any(one == outer.content for one in node.ancestors)
        node = node.head
    return False


def _cut(left: Frame, right: Frame) -> None:
    """End a frame before the next one of its sentence where that only continues it: "stressed … and urged …"."""
    if left.quotation is not None and left.quotation.end > right.sentence.offset(right.verb):
        return
    if right.verb.i > left.verb.i and right.verb.dep_ == "conj" and not right.own_subject:
        doc = right.verb.doc
        at = right.verb.i - 1
        while at > left.verb.i and (doc[at].dep_ in {"cc", "punct", "aux", "advmod"}):
            at -= 1
        end = left.sentence.offset(doc[at]) + len(doc[at].text)
        if left.quotation is not None:
            end = max(end, left.quotation.end)
        if at > left.verb.i and end > left.start:
            left.end = min(left.end, end)


# ---------------------------------------------------------------- over sentences


def _continued(analysis: Analysis, frames: list[Frame], quotations: Quotations) -> Iterator[_Position]:
    """Frames as positions, each with the direct speech of the same speaker that follows it."""
    text = analysis.source.text
    claimed = {id(one.quotation) for one in frames if one.quotation is not None}
    free = [one for one in quotations.found if id(one) not in claimed and one.words >= _CONTINUING]
    free = _outside(free, frames)
    openings = _openings(analysis, free)
    current: _Position | None = None
    said_until = -1
    for frame, quotation in _in_order(frames, free):
        if frame is not None:
            if current is not None:
                yield current
            current = _Position(frame, frame.start, frame.end)
            said_until = max(frame.end, frame.sentence.end)
        elif quotation is not None and current is not None and not text[said_until : quotation.start].strip(" \n\t.\"”'’"):
            if _goes_on(current, quotation, said_until, text):
                current.end = quotation.end
            else:
                yield current
                current = _Position(current.frame, quotation.start, quotation.end, quotation, openings.get(quotation.start))
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


def _goes_on(position: _Position, quotation: Quotation, said_until: int, text: str) -> bool:
    """Whether direct speech goes on with a position: right behind its direct speech, or by taking it up ("This …")."""
    direct = position.frame.quotation is not None and position.quotation is None
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
