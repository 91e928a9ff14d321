"""What an event is about: the PLOVER contexts, by the words of its clause and of its sentence."""

from __future__ import annotations

from peyvand.reading.about.issues import Subjects
from peyvand.reading.lexicon import Lexicon

# A strong word in the clause weighs eight, one elsewhere in the sentence two, a weak one half as much: one strong word of
# the clause is enough, two weak ones, or three strong ones around it, and a single weak one is not.
_ENOUGH = 5.0
_NEAR_BEST = 0.25  # share of the best one's weight that another must reach
_MOST = 3


class Contexts:
    """The lexicon's contexts, ready for looking up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._subjects = Subjects.parse(lexicon.contexts, "contexts.toml")

    def of(self, clause: str, sentence: str) -> tuple[str, ...]:
        """The contexts of an act, the likeliest first; none where nothing speaks clearly for any."""
        ranked = self._subjects.ranked(clause, sentence)
        least = max(_ENOUGH, _NEAR_BEST * ranked[0][1]) if ranked else _ENOUGH
        return tuple(key for key, score in ranked[:_MOST] if score >= least)
