"""What speaks for an event: how it is worded, who is named on either side, and in which clause it stands."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from peyvand.model import ActorType, EventStatus, Plover
from peyvand.reading.grounds import OPINION, Step
from peyvand.reading.grounds.tracing import date_step, path, side_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peyvand.model import Event
    from peyvand.reading.done.acts import Trigger
    from peyvand.reading.done.sides import Draft
    from peyvand.reading.lexicon import Frame
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity


def signs(draft: Draft, date: str | None, cast: Cast) -> dict[str, float]:
    """The signs of an event in the text, each 1 where it is there; `date` is the event's."""
    trigger, token = draft.trigger, draft.trigger.token
    found = {
        f"type {trigger.type.value}",
        f"told by a {_told_by(trigger)}",
        f"clause {token.dep_ if token.dep_ in _CLAUSES else 'other'}",
        f"source {_sort(draft.sources)}",
        f"target {_sort(draft.targets)}",
    }
    if draft.status is not EventStatus.OCCURRED:
        found.add(f"status {draft.status.value}")
    if draft.inferred:
        found.add("a side left unsaid")
    if len(draft.sources) > 1:
        found.add("joint")
    if date is not None:
        found.add("dated")
    if token.tag_ == "VBD":
        found.add("past tense")
    if cast.narrator(draft.sentence) is not None:
        found.add("spoken by somebody")
    here = {
        id(entity) for _, entity in cast.named_between(draft.sentence, draft.sentence.span.start, draft.sentence.span.end - 1)
    }
    if draft.sources and not any(id(one) in here for one in draft.sources):
        found.add("source not named in the sentence")
    if draft.targets and not any(id(one) in here for one in draft.targets):
        found.add("target not named in the sentence")
    return dict.fromkeys(sorted(found), 1.0)


def opinion(draft: Draft) -> dict[str, float]:
    """What the classifier makes of the sentence, as log-odds; conceding and retreating shade into each other."""
    said, kind = draft.opinion, draft.trigger.type
    if not said:
        return {}
    alike = _YIELDING if kind in _YIELDING else {kind}
    likeliest = max(said, key=lambda one: said[one])
    return {
        OPINION: _odds(sum(said[one] for one in alike)),
        "classifier: no act": _odds(said[None]),
        "classifier: agrees": float(likeliest in alike),
        "classifier: of another type": float(likeliest is not None and likeliest not in alike),
    }


def _odds(share: float) -> float:
    held = min(max(share, _LEAST), 1 - _LEAST)
    return round(log(held / (1 - held)), 3)


_YIELDING = {Plover.CONCEDE, Plover.RETREAT}
_SHOWN = 3  # of the classifier's classes, the likeliest
_LEAST = 1e-4  # the classifier is never surer than this
_CLAUSES = frozenset({"ROOT", "conj", "relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "dobj", "nsubj", "pobj", "nsubjpass"})


def _told_by(trigger: Trigger) -> str:
    """What kind of word tells of an act."""
    if trigger.roles is None:
        return "noun"
    if trigger.noun is not None and trigger.noun.pos_ == "ADJ":
        return "adjective"
    return "verb" if trigger.frame is None else "frame"


def _sort(side: Sequence[Entity]) -> str:
    """What stands on a side."""
    if not side:
        return "unnamed"
    first = side[0]
    if first.described and first.type is not ActorType.ORGANIZATION:
        return "described"
    return first.type.value


def steps(draft: Draft, event: Event, cast: Cast, dates: Dates) -> Iterator[Step]:
    """How an event was read."""
    trigger, sentence = draft.trigger, draft.sentence
    words = (
        trigger.token.text
        if trigger.noun is None or trigger.noun is trigger.token
        else f"{trigger.token.text} … {trigger.noun.text}"
    )
    yield Step("words", f"“{words}”")
    yield Step("lexicon", f"plover.toml, [{trigger.type.value}]: {_entry(trigger)}")
    if trigger.noun is not None and trigger.noun.i != trigger.token.i:
        yield Step("path", path(trigger.noun, trigger.token))
    if draft.opinion:
        likeliest = sorted(draft.opinion, key=lambda one: -draft.opinion[one])[:_SHOWN]
        shares = ", ".join(f"{one.value if one is not None else 'no act'} {draft.opinion[one]:.0%}" for one in likeliest)
        yield Step("classifier", f"of the whole sentence: {shares}")
    for about, side in (("source", draft.sources), ("target", draft.targets)):
        yield from side_steps(about, side, sentence, trigger.token, cast)
        if not side:
            yield Step(about, "the text names none")
    if draft.inferred:
        names = ", ".join(one.name for one in draft.inferred)
        yield Step("unsaid", f"{names}: not said in this clause; the document's other side, named at most seven sentences before")
    yield date_step(event.date, sentence, dates)
    if event.status is not EventStatus.OCCURRED:
        yield Step("status", f"{event.status.value}: by the verb form or the words that govern it")


def _entry(trigger: Trigger) -> str:
    """The row of the lexicon that fits, as an analyst finds it in the file."""
    if trigger.frame is not None:
        return _frame(trigger.frame, trigger.noun.lemma_.lower() if trigger.noun is not None else None)
    if trigger.roles is None:
        return f"noun “{trigger.token.lemma_.lower()}”"
    if trigger.noun is not None:
        return f"adjective “{trigger.noun.lower_}”"
    return f"verb “{trigger.token.lemma_.lower()}”"


def _frame(frame: Frame, noun: str | None) -> str:
    said = [f"frame “{frame.verb}”"]
    if frame.particle:
        said.append(f"with “{frame.particle}”")
    if noun is not None:
        said.append(f"and its object “{noun}”" if frame.via is None else f"and “{frame.via} {noun}”")
    if frame.complement:
        said.append("and what is to be done")
    if frame.target:
        said.append(f"(target: {frame.target})")
    return " ".join(said)
