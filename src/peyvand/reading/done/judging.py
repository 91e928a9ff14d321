"""A second opinion on acts: the classifier reads each sentence with its two sides marked, and says what kind of act it is.

The lexicon proposes an act by a word it knows; the classifier sees the whole sentence. Where they agree, the act is
surer; what the classifier makes of it is one of the signs by which an event is weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peyvand.reading.done.classifier import Classifier
    from peyvand.reading.done.marking import Candidate, Span
    from peyvand.reading.done.sides import Draft
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity


def judge(drafts: Sequence[Draft], cast: Cast, classifier: Classifier) -> None:
    """Give each draft the probability of every class, those of one document in one batch."""
    from peyvand.reading.done.classifier import CLASSES  # needs numpy, which a reading without it doesn't

    for draft, row in zip(drafts, classifier.scores([candidate(draft, cast) for draft in drafts]), strict=True):
        draft.opinion = {kind: float(share) for kind, share in zip(CLASSES, row, strict=True)}


def candidate(draft: Draft, cast: Cast) -> Candidate:
    """A draft's sentence, and where its two sides stand in it; of a joint act, the second party is the other side."""
    source = draft.sources[0] if draft.sources else None
    target = draft.targets[0] if draft.targets else draft.sources[1] if len(draft.sources) > 1 else None
    return draft.sentence.span.text, _spot(source, draft, cast), _spot(target, draft, cast)


def _spot(entity: Entity | None, draft: Draft, cast: Cast) -> Span | None:
    """Where somebody is spoken of in the sentence, nearest to the word that tells of the act."""
    if entity is None:
        return None
    token = cast.spoken_of(entity, draft.sentence, draft.trigger.token)
    if token is None:
        return None
    base = draft.sentence.span.start_char
    inside = [child for child in token.children if child.dep_ in {"compound", "amod", "det", "poss", "nmod", "flat"}]
    first = min((child.left_edge for child in inside), key=lambda one: one.i, default=token)
    first = min(first, token, key=lambda one: one.i)
    return max(0, first.idx - base), token.idx + len(token.text) - base
