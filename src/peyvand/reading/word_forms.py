"""Parts of speech, features and lemmas: what spaCy's attribute ruler and lemmatizer give, each word looked up once.

The attribute ruler goes through each text with a matcher and makes a span for each match: a sixth of the time of the
whole parse. But what its rules say of a word hangs, apart from a few rules about two words in a row, on the word, its
tag and its dependency alone, and so does the lemma; so it is worked out for the first word of its kind and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_Kind: TypeAlias = tuple[int, int, int]  # tag, dependency and word, as spaCy numbers them
_Word: TypeAlias = Mapping[str, str | bool]
_SET = ("TAG", "DEP", "POS", "MORPH", "LEMMA")  # what is set, in the order of the columns
_ASKED = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})  # what a rule may ask about a word
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_KEPT = 20_000  # kinds of words, about 10 MB; when there are more it is begun anew


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of the attribute ruler: what each word in a row has to be, and what it sets on one of them."""

    number: int  # later rules have precedence
    words: tuple[Mapping[str, Any], ...]
    sets: Mapping[str, int]
    at: int


@dataclass(frozen=True, slots=True)
class _Forms:
    """What is known of a kind of word: its columns, its rules, and the rules about pairs that it may begin or end."""

    kind: _Kind
    columns: tuple[int, ...]
    rules: tuple[_Rule, ...]
    begins: tuple[_Rule, ...]
    ends: frozenset[int]


class WordForms:
    """A component of a spaCy pipeline that stands for its attribute ruler and its lemmatizer."""

    def __init__(self, vocab: Vocab, rules: Iterable[_Rule], lemmatizer: Lemmatizer) -> None:
        self._vocab = vocab
        self._single: list[_Rule] = []
        self._pairs: list[_Rule] = []
        for rule in rules:
            (self._single if len(rule.words) == 1 else self._pairs).append(rule)
        self._lemmatizer = lemmatizer
        self._known: dict[_Kind, _Forms] = {}

    @classmethod
    def standing_for(cls, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> WordForms | None:
        """The same rules; None where one asks for more than is understood here."""
        rules = list(_rules(ruler))
        understood = all(_understood(rule) for rule in rules)
        return cls(ruler.vocab, rules, lemmatizer) if understood and not lemmatizer.overwrite else None

    def __call__(self, doc: Doc) -> Doc:
        """Set the forms of a text's words."""
        if not len(doc):
            return doc
        if len(self._known) > _KEPT:
            self._known.clear()
        known = self._known
        kinds = [(tag, dep, orth) for tag, dep, orth in doc.to_array(["TAG", "DEP", "ORTH"]).tolist()]
        words = [known.get(kind) or self._learn(kind) for kind in kinds]
        rows = [word.columns for word in words]
        for index, changed in self._in_pairs(words):
            rows[index] = changed
        columns: Any = np.array(rows, dtype=np.uint64)
        doc.from_array(list(_SET), columns)
        return doc

    def _in_pairs(self, words: Sequence[_Forms]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The words for which a rule about two words in a row holds, with their columns."""
        more: dict[int, list[_Rule]] = {}
        for index, word in enumerate(words):
            if word.begins and index + 1 < len(words):
                for rule in word.begins:
                    if rule.number in words[index + 1].ends:
                        more.setdefault(index + rule.at, []).append(rule)
        for index, rules in more.items():
            word = words[index]
            yield index, self._resolve(word.kind, (*word.rules, *rules))

    def _learn(self, kind: _Kind) -> _Forms:
        strings = self._vocab.strings
        tag, dep, orth = kind
        lexeme = self._vocab[orth]
        word: _Word = {"TAG": strings[tag], "DEP": strings[dep], "LOWER": lexeme.lower_, "IS_SPACE": lexeme.is_space}
        rules = tuple(rule for rule in self._single if _fits(rule.words[0], word))
        begins = tuple(rule for rule in self._pairs if _fits(rule.words[0], word))
        ends = frozenset(rule.number for rule in self._pairs if _fits(rule.words[1], word))
        forms = _Forms(kind, self._resolve(kind, rules), rules, begins, ends)
        self._known[kind] = forms
        return forms

    def _resolve(self, kind: _Kind, rules: Iterable[_Rule]) -> tuple[int, ...]:
        """The columns of a word for which these rules hold."""
        tag, dep, orth = kind
        values = dict(zip(_SET, (tag, dep, 0, 0, 0), strict=True))
        for rule in sorted(rules, key=lambda rule: rule.number):
            values |= rule.sets
        if not values["LEMMA"]:
            values["LEMMA"] = self._lemma(orth, values["POS"], values["MORPH"])
        return tuple(values.values())

    def _lemma(self, orth: int, pos: int, morph: int) -> int:
        from spacy.tokens import Doc

        token: Any = Doc(self._vocab, words=[self._vocab.strings[orth]])[0]
        token.pos = pos
        token.set_morph(morph or None)
        return self._vocab.strings.add(self._lemmatizer.lemmatize(token)[0])


def _rules(ruler: AttributeRuler) -> Iterator[_Rule]:
    names = _names()
    patterns: Any = ruler.patterns
    for number, pattern in enumerate(patterns):
        sets = {names[key]: value for key, value in ruler.attrs[number].items()}
        for words in pattern["patterns"]:
            yield _Rule(number, tuple(words), sets, pattern["index"])


@cache
def _names() -> Mapping[int, str]:
    """What spaCy's numbers of attributes stand for."""
    return {number: name for name, number in import_module("spacy.attrs").IDS.items()}


def _understood(rule: _Rule) -> bool:
    """Whether nothing in a rule needs spaCy's own matcher."""
    tests = [item for word in rule.words for item in word.items()]
    asked = all(name in _ASKED and (not isinstance(test, Mapping) or _TESTS.issuperset(test)) for name, test in tests)
    return asked and len(rule.words) <= 2 and 0 <= rule.at < len(rule.words) and set(_SET).issuperset(rule.sets)


def _fits(tests: Mapping[str, Any], word: _Word) -> bool:
    return all(_holds(test, word[name]) for name, test in tests.items())


def _holds(test: object, value: object) -> bool:
    if not isinstance(test, Mapping):
        return value == test
    return (
        ("IN" not in test or value in test["IN"])
        and ("NOT_IN" not in test or value not in test["NOT_IN"])
        and ("REGEX" not in test or re.search(test["REGEX"], str(value)) is not None)
    )
