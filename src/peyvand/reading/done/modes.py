"""How an act was done: the mode of an event, by the words that tell of it and the words around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.reading.about.issues import folded, singular
from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.done.acts import Trigger
    from peyvand.reading.lexicon import Lexicon, Mode

# What speaks for a mode, and how much. Set by hand on the annotated sentences that aren't held out for tests; halving or
# doubling any of them moved the share of modes read rightly by less than three points.
_OWN, _SURE, _WORD = 4.0, 6.0, 2.0
_LIGHT = 0.25  # of a verb that only carries its noun
_ELSEWHERE = 0.5  # of a word outside the clause
_LONGER = 0.5  # more for each further word of a phrase
_ENOUGH = 2.0
_LONGEST_PHRASE = 4  # words

Weights = list[tuple[str, float]]


@dataclass(slots=True)
class _Table:
    """The words of one category, each with the modes that it speaks for."""

    order: list[str] = field(default_factory=list)
    verbs: dict[str, list[tuple[str | None, str]]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, Weights] = field(default_factory=lambda: defaultdict(list))
    around: dict[str, Weights] = field(default_factory=lambda: defaultdict(list))
    firsts: set[str] = field(default_factory=set)  # first words of phrases of several


class Modes:
    """The lexicon's modes, ready for looking up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tables = {type_: _table(modes) for type_, modes in lexicon.modes.items()}

    def of(self, trigger: Trigger, sentence: Iterable[Token], start: int, end: int) -> str | None:
        """The mode of an act told by `trigger` in a clause at these characters of its part; None where nothing says."""
        table = self._tables.get(trigger.type)
        if table is None:
            return None
        score = dict.fromkeys(table.order, 0.0)
        for mode, weight in (*_own(table, trigger), *_around(table, sentence, start, end)):
            score[mode] += weight
        best = max(table.order, key=lambda mode: score[mode])
        return best if score[best] >= _ENOUGH else None


def _table(modes: Mapping[str, Mode]) -> _Table:
    table = _Table()
    for key, mode in modes.items():
        table.order.append(key)
        for verb in mode.verbs:
            lemma, _, particle = verb.partition(" ")
            table.verbs[lemma].append((particle or None, key))
        for noun in mode.nouns:
            table.nouns[folded(noun)].append((key, _OWN))
        for words, weight in ((mode.sure, _SURE), (mode.words, _WORD)):
            for phrase in dict.fromkeys(folded(word) for word in words):
                longer = phrase.count(" ")
                table.around[phrase].append((key, weight * (1 + _LONGER * longer)))
                if longer:
                    table.firsts.add(phrase.split()[0])
    return table


def _own(table: _Table, trigger: Trigger) -> Iterator[tuple[str, float]]:
    """What the act's own verb and its own noun speak for, each once for a mode."""
    noun = trigger.noun
    if trigger.roles is not None:
        lone = not (trigger.token.lemma_ in word_list("light_verbs") and noun is not None)
        weight = _OWN if lone else _OWN * _LIGHT
        yield from _by_verb(table, trigger.token.lemma_.lower(), trigger.roles.particles, weight).items()
    if noun is not None:
        if noun.pos_ not in {"NOUN", "PROPN"}:  # "is willing to"
            yield from _by_verb(table, noun.lower_, frozenset(), _OWN).items()
        lemma = singular(noun.lower_)
        before = singular(noun.doc[noun.i - 1].lower_) if noun.i else ""
        yield from {**dict(table.nouns.get(lemma, ())), **dict(table.nouns.get(f"{before} {lemma}", ()))}.items()


def _by_verb(table: _Table, verb: str, particles: AbstractSet[str], weight: float) -> dict[str, float]:
    """What a verb speaks for; one with its small word more than one alone."""
    found: dict[str, float] = {}
    for particle, mode in table.verbs.get(verb, ()):
        if particle is None:
            found.setdefault(mode, weight)
        elif all(word in particles for word in particle.split()):
            found[mode] = weight * (1 + _LONGER)
    return found


def _around(table: _Table, sentence: Iterable[Token], start: int, end: int) -> Iterator[tuple[str, float]]:
    """What the words of the sentence speak for, those of the clause more; each phrase once."""
    words = [(token.idx, singular(low), token) for token in sentence if (low := token.lower_) != "-"]
    seen: set[str] = set()
    for at, (place, word, token) in enumerate(words):
        factor = 1.0 if start <= place < end else _ELSEWHERE
        for phrase in _phrases(table, words, at, word, token):
            if phrase in seen:
                continue
            found = table.around.get(phrase)
            if found:
                seen.add(phrase)
                yield from ((mode, weight * factor) for mode, weight in found)


def _phrases(table: _Table, words: Sequence[tuple[int, str, Token]], at: int, word: str, token: Token) -> Iterable[str]:
    """The phrases that begin with a word, the word itself and its dictionary form among them."""
    yield word
    if token.pos_ == "VERB":
        yield token.lemma_.lower()
    if word in table.firsts:
        for size in range(2, _LONGEST_PHRASE + 1):
            yield " ".join(one[1] for one in words[at : at + size])
