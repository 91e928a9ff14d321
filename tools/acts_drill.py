"""A drill for the classifier of acts: short sentences made of the lexicon's verbs, nouns and frames.

They are no part of the corpus, being filled from patterns. They teach which words belong to which kind of act, and that of
two acts, one about the other, the outer one counts: "agreed to release" is AGREE, "refused to release" REJECT.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from acts_examples import LABELS, Example

_LEXICON = Path(__file__).resolve().parent.parent / "src" / "peyvand" / "reading" / "lexicon"
_NESTED, _NOUN_SHARE = 0.40, 0.05  # of the sentences; nouns come in twice as often, with the patterns of nouns
_BALANCED = 0.6  # of the sentences that take each kind of act alike; the others take each entry of the lexicon alike
_JOINT = frozenset({"CONSULT", "COOPERATE", "AGREE"})
_FEW_LETTERS = 22  # of a country's name
_PIECE = re.compile(r"(\{[STV]\})")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the lexicon with what goes with it: "expel" and "ambassador", the other side standing before it."""

    category: str
    verb: str
    particle: str | None = None
    object: str | None = None
    via: str | None = None
    target: str | None = None
    complement: bool = False


class Drill:
    """Makes sentences, ever others, out of the lexicon."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._say: Mapping[str, Any] = _table(Path(__file__).with_suffix(".toml"))
        countries = _table(_LEXICON / "countries.toml").values()
        self._countries = [one for one in countries if "name" in one and len(one["name"]) < _FEW_LETTERS]
        self._forms = Forms(self._say["forms"])
        self._verbs: dict[str, list[Verb]] = defaultdict(list)
        self._nouns: dict[str, list[str]] = defaultdict(list)
        for category, entries in _table(_LEXICON / "plover.toml").items():
            if category in LABELS:
                self._verbs[category] += _verbs(category, entries)
                self._nouns[category] += entries.get("nouns", [])
        self._kinds = sorted(self._verbs)
        self._all = [verb for kind in self._kinds for verb in self._verbs[kind]]

    def names(self) -> list[str]:
        """Names of real countries."""
        return [one["name"] for one in self._countries]

    def sentence(self, weight: float = 1.0) -> Example:
        """One more sentence."""
        chance = self._random.random()
        if chance < _NESTED:
            return self._nested(weight)
        category = self._category()
        if chance < _NESTED + _NOUN_SHARE and self._nouns[category]:
            return self._by_noun(category, weight)
        return self._by_verb(self._random.choice(self._verbs[category]), weight)

    def _category(self) -> str:
        if self._random.random() < _BALANCED:
            return self._random.choice(self._kinds)
        return self._random.choice(self._all).category

    # ------------------------------------------------------------ sentences

    def _by_verb(self, verb: Verb, weight: float) -> Example:
        pick, toward = self._random.choice, self._say["toward"][verb.category]
        thing = self._thing(verb.object, verb.via)
        parts = ["{V}", *self._after(verb, thing, toward)]
        if verb.complement:
            parts = [part for part in parts if "{T}" not in part] + [
                pick(["to act on", "to work with", "that it would leave"]),
                "{T}",
            ]
        plain_object = verb.object is None and verb.target in {None, "object", "possessive"}
        if plain_object and verb.particle is None and self._random.random() < 0.3:
            be = pick(["was", "were", "has been", "will be"])
            return self._put("{T} {V} by {S}", f"{be} {self._forms.participle(verb.verb)}", verb.category, weight)
        return self._put("{S} " + " ".join(parts), self._tense(verb.verb), verb.category, weight, thing)

    def _after(self, verb: Verb, thing: str, toward: str) -> list[str]:
        """What follows a verb: its particle, its object, and the other side."""
        particle = verb.particle if verb.particle != verb.target else None
        if verb.target == "indirect":
            rest = [particle, "{T}", thing]
        elif verb.target == "possessive" and verb.object:
            rest = [particle, "{T}'s", verb.object]
        elif verb.target in {None, "object", "possessive"}:
            place = self._random.choice([toward, "in", toward, "of"])
            named = not thing or self._random.random() < 0.7
            rest = [particle, thing, place if thing and named else None, "{T}" if named else None]
        else:
            rest = [particle, thing, verb.target, "{T}"]
        return [part for part in rest if part]

    def _by_noun(self, category: str, weight: float) -> Example:
        say, pick = self._say["nouns"], self._random.choice
        pattern = pick(say["joint" if category in _JOINT else "directed"]).replace("{to}", self._say["toward"][category])
        if pattern.endswith("{T}") and "announced" not in pattern and "There was" not in pattern:
            pattern += pick(say["ends"])
        noun = pick(self._nouns[category])
        return self._put(pattern, noun if self._random.random() < 0.6 else plural(noun), category, weight)

    def _nested(self, weight: float) -> Example:
        """An act about an act."""
        pick = self._random.choice
        kinds = sorted(self._say["nested"])
        category = pick([*kinds, "AGREE", "REJECT", "AGREE"])  # as often as they are mistaken for what they are about
        group = pick([one for one in self._say["nested"][category] for _ in one["patterns"]])
        pattern: str = pick(group["patterns"])
        inner = pick(self._verbs[pick(group["inner"])])
        form = self._forms.ing(inner.verb) if group["form"] == "ing" else inner.verb
        rest = " ".join(self._after(inner, self._thing(inner.object, inner.via), self._say["toward"][inner.category]))
        if "{T}" in pattern:  # the other side is in the outer act: the inner one is done to others
            others = [self._side(), "it", "its neighbours", "civilians", "the refugees", "its forces", "them"]
            rest = rest.replace("{T}", pick(others))
        told = f"{form} {rest}".strip()
        outer = pattern.partition("{")[0].strip()
        if outer == "and":  # the words that tell of the act come after the other side
            return self._put("{S} " + pattern.replace("{V}", told), "", category, weight)
        return self._put("{S} {V}" + pattern[len(outer) :].replace("{V}", told), outer, category, weight)

    def _put(self, pattern: str, act: str, category: str, weight: float, thing: str = "") -> Example:
        """A sentence of a pattern, with what stands around it, and where its parts stand."""
        before, after = self._around()
        fill = {"{S}": self._side(), "{T}": self._side(other=True), "{V}": act}
        text, spans = before, dict[str, tuple[int, int]]()
        for part in _PIECE.split(pattern):
            words = _articles(fill.get(part, part))
            if not text and words:
                words = words[0].upper() + words[1:]
            if part in fill:
                spans.setdefault(part, (len(text), len(text) + len(words)))
            text += words
        trigger = spans.get("{V}")
        if trigger and thing and text[trigger[1] + 1 :].startswith(thing):
            trigger = (trigger[0], trigger[1] + 1 + len(thing))
        return Example(f"{text}{after}.", spans.get("{S}"), spans.get("{T}"), trigger, LABELS[category], weight)

    # ------------------------------------------------------------ parts of sentences

    def _around(self) -> tuple[str, str]:
        """What stands before and after: a day, who said so, or another act of others, which mustn't count."""
        say, pick = self._say["around"], self._random.choice
        chance = self._random.random()
        before = pick(say["before"]) if self._random.random() < 0.7 else ""
        after = pick(say["after"]) if self._random.random() < 0.75 else ""
        if chance < 0.12:
            after = pick(say["clause_after"]) + self._clause()
        elif chance < 0.17:
            before = f"{pick(say['clause_before'])}{self._clause()}, "
        elif chance < 0.22:
            after = pick(say["remark"]).replace("{S}", self._side())
        return before, after

    def _clause(self) -> str:
        verb = self._random.choice(self._verbs[self._random.choice(self._kinds)])
        rest = " ".join(self._after(verb, self._thing(verb.object, verb.via), self._say["toward"][verb.category]))
        return _articles(f"{self._side()} {self._forms.past(verb.verb)} {rest}".strip().replace("{T}", self._side(other=True)))

    def _side(self, *, other: bool = False) -> str:
        say, pick = self._say["sides"], self._random.choice
        country = pick(self._countries)
        adjectives = [one for one in country.get("demonyms", []) if not one.endswith("s")] or [country["name"]]
        person = f"{pick(say['first_names'].split())} {pick(say['surnames'].split())}"
        pattern: str = pick(say["others"] if other and self._random.random() < 0.5 else say["actors"])
        return pattern.format(n=country["name"], cap=country.get("capital") or country["name"], a=adjectives[0], p=person)

    def _thing(self, noun: str | None, via: str | None) -> str:
        if noun is None:
            return ""
        words: str = self._random.choice(self._say["nouns"]["determiners"]).format(noun, s=plural(noun))
        return _articles(f"{via} {words}" if via else words)

    def _tense(self, verb: str) -> str:
        tenses = self._say["tenses"]
        kind = self._random.choice([name for name in ("past", "participle", "plain") for _ in tenses[name]])
        form = {"past": self._forms.past, "participle": self._forms.participle}.get(kind, str)
        return f"{self._random.choice(tenses[kind])}{form(verb)}"


class Forms:
    """Forms of English verbs."""

    def __init__(self, tables: Mapping[str, str]) -> None:
        self._past = dict(pair.split(":") for pair in tables["past"].split())
        self._participles = dict(pair.split(":") for pair in tables["participle"].split())
        self._doubling = frozenset(tables["doubling"].split())

    def past(self, verb: str) -> str:
        """The past tense: "sent", "planned", "denied"."""
        if verb in self._past:
            return self._past[verb]
        if verb in self._doubling:
            return f"{verb}{verb[-1]}ed"
        if verb.endswith("e"):
            return f"{verb}d"
        return f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{verb}ed"

    def participle(self, verb: str) -> str:
        """The past participle: "taken"."""
        return self._participles.get(verb) or self.past(verb)

    def ing(self, verb: str) -> str:
        """The form in -ing: "sending", "planning", "tying"."""
        if verb.endswith("ie"):
            return f"{verb[:-2]}ying"
        if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
            return f"{verb[:-1]}ing"
        doubled = verb in self._doubling or (
            self._past.get(verb) == verb and verb[-1] == "t" and verb not in {"beat", "cast", "cost", "hurt", "burst"}
        )
        return f"{verb}{verb[-1]}ing" if doubled or verb in {"run", "win", "begin", "get", "sit", "dig"} else f"{verb}ing"


def plural(noun: str) -> str:
    """The plural of a noun; what has none stays as it is."""
    if noun.endswith("s") or noun in {"aid", "help", "support", "cooperation", "money", "trade", "oil", "gas", "assistance"}:
        return noun
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("ch", "sh", "x", "z")) else f"{noun}s"


def _articles(words: str) -> str:
    """The words with "an" before a vowel."""
    return re.sub(r"\b([Aa]) (?=[AEIOaeio])", r"\1n ", words)


def _verbs(category: str, entries: Mapping[str, Any]) -> list[Verb]:
    """A category's verbs and frames; verbs that tell of it by themselves thrice, frames once for each object."""
    found = []
    for entry in entries.get("verbs", []):
        verb, _, particle = entry.partition(" ")
        found += [Verb(category, verb, particle or None)] * 3
    for frame in entries.get("frames", []):
        rest = (frame.get("via"), frame.get("target"), bool(frame.get("complement")))
        objects: Sequence[str | None] = _several(frame.get("object")) or [None]
        for verb in _several(frame["verb"]):
            found += [Verb(category, verb, frame.get("particle"), thing, *rest) for thing in objects]
    return found


def _several(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
