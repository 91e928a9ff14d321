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
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler, Lemmatizer
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

_Kind: TypeAlias = tuple[int, int, int]  # tag, dependency and word, as spaCy numbers them
_Word: TypeAlias = Mapping[str, str | bool]
_SET = ("TAG", "DEP", "POS", "MORPH", "LEMMA")  # what is set, in the order of the columns
_ASKED = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})  # what a rule may ask about a word
_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
_OTHER = "\0"  # stands for a word that no rule names
_KEPT = 20_000  # kinds of words, about 10 MB; when there are more it is begun anew


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of the attribute ruler: what each word in a row has to be, and what it sets on one of them."""

    number: int  # later rules have precedence
    words: tuple[Mapping[str, Any], ...]
    sets: Mapping[str, int]
    at: int


@dataclass(frozen=True, slots=True)
class _Ruled:
    """The rules for words alike in all that rules ask about, and the rules about pairs that such a word may begin or end."""

    rules: tuple[_Rule, ...]
    begins: tuple[_Rule, ...]
    ends: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Forms:
    """What is known of a kind of word: its columns, and its rules."""

    kind: _Kind
    columns: tuple[int, ...]
    ruled: _Ruled


class WordForms:
    """A component of a spaCy pipeline that stands for its attribute ruler and its lemmatizer."""

    def __init__(self, vocab: Vocab, rules: Sequence[_Rule], lemmatizer: Lemmatizer) -> None:
        self._vocab = vocab
        self._single: list[_Rule] = []
        self._pairs: list[_Rule] = []
        for rule in rules:
            (self._single if len(rule.words) == 1 else self._pairs).append(rule)
        self._lemmatizer = lemmatizer
        known: Any = lemmatizer.lookups.get_table("lemma_index", {})
        for pos, forms in list(known.items()):
            known[pos] = frozenset(forms)  # a list, as it comes; each new word is looked for in it
        self._named, self._like = _named(word["LOWER"] for rule in rules for word in rule.words if "LOWER" in word)
        self._known: dict[_Kind, _Forms] = {}
        self._ruled: dict[tuple[str | bool, ...], _Ruled] = {}

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
        words = [known.get(kind) or self._learn(kind, doc[at]) for at, kind in enumerate(kinds)]
        rows = [word.columns for word in words]
        for at, rules in _in_pairs(words):
            rows[at] = self._resolve(words[at].kind, (*words[at].ruled.rules, *rules), doc[at])
        columns: Any = np.array(rows, dtype=np.uint64)
        doc.from_array(list(_SET), columns)
        return doc

    def _learn(self, kind: _Kind, token: Token) -> _Forms:
        strings = self._vocab.strings
        tag, dep, _ = kind
        low = token.lower_
        named = low in self._named or any(pattern.search(low) for pattern in self._like)
        word: _Word = {
            "TAG": strings[tag],
            "DEP": strings[dep],
            "LOWER": low if named else _OTHER,  # all words that no rule names are alike
            "IS_SPACE": token.is_space,
        }
        key = tuple(word.values())
        ruled = self._ruled.get(key) or self._ruled.setdefault(key, self._rules_for(word))
        forms = _Forms(kind, self._resolve(kind, ruled.rules, token), ruled)
        self._known[kind] = forms
        return forms

    def _rules_for(self, word: _Word) -> _Ruled:
        return _Ruled(
            tuple(rule for rule in self._single if _fits(rule.words[0], word)),
            tuple(rule for rule in self._pairs if _fits(rule.words[0], word)),
            frozenset(rule.number for rule in self._pairs if _fits(rule.words[1], word)),
        )

    def _resolve(self, kind: _Kind, rules: Iterable[_Rule], token: Any) -> tuple[int, ...]:  # noqa: ANN401 - stubs lack set_morph
        """The columns of a word for which these rules hold."""
        tag, dep, _ = kind
        values = dict(zip(_SET, (tag, dep, 0, 0, 0), strict=True))
        for rule in sorted(rules, key=lambda rule: rule.number):
            values |= rule.sets
        if not values["LEMMA"]:
            token.pos = values["POS"]
            token.set_morph(values["MORPH"] or None)
            values["LEMMA"] = self._vocab.strings.add(self._lemmatizer.lemmatize(token)[0])
        return tuple(values.values())


def _in_pairs(words: Sequence[_Forms]) -> Iterator[tuple[int, list[_Rule]]]:
    """The words for which rules about two words in a row hold."""
    more: dict[int, list[_Rule]] = {}
    for at, (word, after) in enumerate(pairwise(words)):
        for rule in word.ruled.begins:
            if rule.number in after.ruled.ends:
                more.setdefault(at + rule.at, []).append(rule)
    yield from more.items()


def _rules(ruler: AttributeRuler) -> Iterator[_Rule]:
    names = _names()
    patterns: Any = ruler.patterns
    for number, pattern in enumerate(patterns):
        sets = {names[key]: value for key, value in ruler.attrs[number].items()}
        for words in pattern["patterns"]:
            yield _Rule(number, tuple(words), sets, pattern["index"])


def _named(tests: Iterable[Any]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """The words that rules name, and the patterns by which they do."""
    words: set[str] = set()
    patterns: set[str] = set()
    for test in tests:
        if isinstance(test, Mapping):
            words.update(test.get("IN", ()), test.get("NOT_IN", ()))
            patterns.update([test["REGEX"]] if "REGEX" in test else ())
        else:
            words.add(test)
    return frozenset(words), tuple(re.compile(pattern) for pattern in sorted(patterns))


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
