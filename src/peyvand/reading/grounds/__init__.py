"""Grounds: what speaks for an item and against it, what that comes to as a probability, and the way it was read.

Each kind of item has a module here that names its signs (what a careful reader would look at to trust it) and its steps
(the words, the entry of the lexicon, the path in the sentence, how each name was resolved). `confidence.toml` gives each
sign its weight; `tools/fit_confidence.py` makes that file from our own annotated articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp

from peyvand.model import Actor, Figure, Item, Kind
from peyvand.reading.lexicon.tables import Entry, Value, read_table

FILE = "confidence.toml"
OPINION = "classifier: of this type"  # the sign that an event has if the classifier was asked
Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: what it is about ("words", "source"), and what was found."""

    about: str
    says: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for an item or against it."""

    name: str
    value: float
    adds: float  # to the log-odds that a careful reader accepts the item


@dataclass(frozen=True, slots=True)
class Explained:
    """An item, how it was read, and what its confidence is made of; the signs that count most stand first."""

    item: Item
    steps: tuple[Step, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of one kind: the log-odds of an item without any sign, and what each sign adds a unit of its value."""

    base: float
    weights: Mapping[str, float]

    def odds(self, signs: Signs) -> float:
        """The log-odds that an item with these signs is right."""
        return self.base + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())


class Confidence:
    """How likely a careful reader accepts an item, by its signs.

    The probability is that of a logistic regression, fitted by cross-validation on our own annotated articles
    (D. R. Cox, "The regression analysis of binary sequences", 1958).
    """

    def __init__(self, table: Mapping[str, Value]) -> None:
        self._scales = {key: _scale(key, value) for key, value in table.items()}

    def of(self, scale: str, signs: Signs) -> float:
        """The probability on a scale, to three places, never quite 0 or 1."""
        odds = max(-5.0, min(5.0, self._scales[scale].odds(signs)))
        return round(1 / (1 + exp(-odds)), 3)

    def parts(self, scale: str, signs: Signs) -> tuple[Sign, ...]:
        """Each sign with what it adds, the weightiest first."""
        weights = self._scales[scale].weights
        made = [Sign(name, value, weights.get(name, 0.0) * value) for name, value in signs.items()]
        return tuple(sorted(made, key=lambda one: (-abs(one.adds), one.name)))


def _scale(key: str, value: Value) -> Scale:
    entry = Entry(FILE, key, value)
    base = entry.number("base")
    weights = entry.numbers("weights")
    entry.done()
    return Scale(base, weights)


@cache
def confidence() -> Confidence:
    """The shipped weights."""
    return Confidence(read_table(FILE))


Kept = tuple[Item, str, Signs, tuple[Step, ...]]


@dataclass(slots=True)
class Grounds:
    """Weighs the items of one document; keeps what they rest on where somebody asks to see it.

    Events have a scale for each kind of classifier ("onnx", "linear") and one for those that none was asked of ("none").
    """

    scales: Confidence = field(default_factory=confidence)
    kept: list[Kept] | None = None
    classifier: str = "none"

    def of(self, kind: Kind, signs: Signs) -> float:
        """The confidence of an item with these signs."""
        return self.scales.of(self._scale(kind, signs), signs)

    def _scale(self, kind: Kind, signs: Signs) -> str:
        if kind is not Kind.EVENT:
            return kind.value
        return f"{kind.value}-{self.classifier if OPINION in signs else 'none'}"

    def note(self, item: Item, kind: Kind, signs: Signs, steps: Callable[[], Iterable[Step]]) -> None:
        """Remember what an item rests on, if somebody asks for it; `steps` is only called then."""
        if self.kept is not None:
            self.kept.append((item, self._scale(kind, signs), signs, tuple(steps())))

    def changed(self, pairs: Iterable[tuple[Item, Item]]) -> None:
        """Put finished items in the place of those that were noted; a date that came with it is said."""
        if self.kept is None:
            return
        new = {id(old): item for old, item in pairs if old is not item}
        self.kept = [
            (found := new.get(id(item), item), scale, signs, (*_with_date(item, found, steps), *_subjects(found)))
            for item, scale, signs, steps in self.kept
        ]

    def explained(self) -> list[Explained]:
        """What was remembered, each item with the weight of its signs."""
        return [Explained(item, steps, self.scales.parts(scale, signs)) for item, scale, signs, steps in self.kept or ()]


def _subjects(item: Item) -> tuple[Step, ...]:
    """What an item is about, by the words of its topic, quote and sentence."""
    if isinstance(item, Actor):
        return ()
    named = (("issues", item.issues), ("fields", item.fields))
    return tuple(Step(about, ", ".join(f"{tag.key} {tag.score:.2f}" for tag in tags) or "none fits") for about, tags in named)


def _with_date(old: Item, item: Item, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps to an item, with the endnote that it has its date from."""
    if isinstance(item, Actor | Figure) or isinstance(old, Actor | Figure) or item.date == old.date:
        return steps
    return (*(step for step in steps if step.about != "date"), Step("date", f"{item.date}, from endnote {item.references[-1]}"))
