"""Whom an answer is given to, and whose measure is lifted: sides that a clause leaves out because an act told before has them.

"Ruritania accused Norland … Norland denied it": the denial is toward Ruritania. "The ban was lifted": by those whose ban it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.model import EventStatus, Plover
from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from peyvand.model import Event
    from peyvand.reading.done.sides import Draft
    from peyvand.reading.who.naming import Entity

_BACK = 2  # sentences in which what is answered was told
_FAR = 40  # acts among which what is answered or undone is looked for
# What an act of each kind may be the answer to.
_ANSWERS = {
    Plover.REJECT: frozenset({Plover.ACCUSE, Plover.REQUEST, Plover.AGREE, Plover.THREATEN}),
    Plover.AGREE: frozenset({Plover.REQUEST}),
}
_UNDONE = frozenset({Plover.SANCTION, Plover.COERCE})
_MEASURES = word_list("measures_in_force")
_STEM = 5  # letters that "invite" and "invitation", "propose" and "proposal" share
_ANY_MEASURE = frozenset({"sanction", "measure", "restriction", "curb"})
_ANSWERED = word_list("answered")


def complete(draft: Draft, told: Sequence[tuple[Draft, Event]]) -> None:
    """Give a draft the sides that an act told before it has, where its own clause leaves them out."""
    if draft.trigger.type in _ANSWERS:
        _answer(draft, [one for one, _ in told[-_FAR:]])
    elif draft.trigger.type is Plover.CONCEDE and not draft.sources and not draft.targets:
        _undo(draft, [one for one, _ in told[-_FAR:]])


def _answer(draft: Draft, before: Sequence[Draft]) -> None:
    """Turn an answer to whoever asked or accused."""
    roles = draft.trigger.roles
    if roles is None or any(one not in draft.inferred for one in draft.targets):
        return
    if roles.object is not None and roles.object.lemma_.lower() not in _ANSWERED:
        return
    unsaid = all(one in draft.inferred for one in draft.sources)  # "the invitation was accepted"
    for earlier in reversed(before):
        if draft.sentence.index - earlier.sentence.index > _BACK:
            return
        if earlier.trigger.type not in _ANSWERS[draft.trigger.type] or not earlier.sources:
            continue
        if not _is_named(roles.object, earlier) if roles.passive else bool(earlier.inferred):
            continue
        asked = [one for one in draft.sources if _is_one_of(one, earlier.targets) and not _is_one_of(one, earlier.sources)]
        if asked or (unsaid and roles.passive and earlier.targets):
            draft.sources = list(earlier.targets) if unsaid else draft.sources
            draft.targets = list(earlier.sources)
            draft.inferred = [*(draft.sources if unsaid else ()), *draft.targets]
            draft.plausible = True
            return


def _is_named(noun: Token | None, earlier: Draft) -> bool:
    """Whether what is answered is named by the word of the act before: "was invited … the invitation"."""
    words = {one.lemma_.lower()[:_STEM] for one in (earlier.trigger.token, earlier.trigger.noun) if one is not None}
    return noun is not None and noun.lemma_.lower()[:_STEM] in words


def _undo(draft: Draft, before: Sequence[Draft]) -> None:
    """Give the end of a measure to those between whom it was."""
    noun = draft.trigger.noun
    if noun is None or noun.lemma_.lower() not in _MEASURES or draft.status is EventStatus.HYPOTHETICAL:
        return
    lemma = noun.lemma_.lower()
    for earlier in reversed(before):
        words = {one.lemma_.lower() for one in (earlier.trigger.token, earlier.trigger.noun) if one is not None}
        same = lemma in _MEASURES - _ANY_MEASURE and lemma in words
        if earlier.trigger.type in _UNDONE and earlier.sources and earlier.targets and (same or lemma in _ANY_MEASURE):
            draft.sources, draft.targets = list(earlier.sources), list(earlier.targets)
            draft.inferred = [*draft.sources, *draft.targets]
            return


def _is_one_of(entity: Entity, others: Sequence[Entity]) -> bool:
    """Whether somebody, or the country that he speaks for, is among others."""
    return any(one is entity or (entity.country is not None and one.country == entity.country) for one in others)
