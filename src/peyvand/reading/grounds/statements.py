"""What speaks for a statement: the manner of attribution, who is credited, and how much is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.reading.grounds import Step
from peyvand.reading.grounds.tracing import date_step, side_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peyvand.model import Statement
    from peyvand.reading.said.frames import Frame
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

_BRIEF, _LONG = 6, 40  # words


def signs(frame: Frame, speaker: Entity, manner: str, words: str, topic: str) -> dict[str, float]:
    """The signs of a statement; `manner` is how it is attributed, `words` what is said."""
    count = len(words.split())
    found = {
        f"manner {manner}",
        f"speaker {speaker.type.value}",
        "a stance in the verb" if frame.stance is not None else "plain verb",
    }
    if count < _BRIEF:
        found.add("few words")
    elif count > _LONG:
        found.add("many words")
    if len(frame.speakers) > 1:
        found.add("joint")
    if not frame.own_subject:
        found.add("subject shared with another verb")
    if frame.content is None:
        found.add("no clause of what is said")
    found |= set(_circumstances(frame, speaker, words))
    if speaker.office is not None:
        found.add("speaker's office known")
    if len(topic.split()) == 1:
        found.add("topic of one word")
    if frame.verb.dep_ in {"relcl", "acl", "advcl", "xcomp"}:
        found.add("in a side clause")
    if frame.verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        found.add("verb not finite")
    return dict.fromkeys(sorted(found), 1.0)


def _circumstances(frame: Frame, speaker: Entity, words: str) -> Iterator[str]:
    """Signs of who speaks to whom, and of plain reports."""
    if speaker.described:
        yield "speaker only described"
    if frame.via:
        yield "passed on by another"
    if frame.addressees:
        yield "said to somebody"
    if frame.content is not None and frame.content.tag_ in {"VBD", "VBN"} and frame.stance is None:
        yield "what is said is past"
    if frame.stance is None and any(one.isdigit() for one in words):
        yield "what is said has a number"


def steps(frame: Frame, statement: Statement, speaker: Entity, manner: str, cast: Cast, dates: Dates) -> Iterator[Step]:
    """How a statement was read."""
    yield Step("words", f"“{frame.verb.text}”, {manner}")
    yield Step("lexicon", f"saying.toml: “{frame.verb.lemma_.lower()}”")
    yield from side_steps("speaker", [speaker], frame.sentence, frame.verb, cast)
    yield Step(
        "stance", f"{statement.stance.value}: " + ("by the verb" if frame.stance is statement.stance else "by what is said")
    )
    yield Step("topic", f"“{statement.topic}”")
    yield date_step(statement.date, frame.sentence, dates)
