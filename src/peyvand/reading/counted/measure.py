"""A number with its unit, as far as the words around it have been read, and where in its sentence it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import Bound
from peyvand.reading.counted.numbers import Numeral

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Part, Sentence


@dataclass(slots=True)
class Measure:
    """A number with its unit; offsets count in the part's text."""

    numeral: Numeral
    start: int
    end: int
    value: float
    unit: str | None  # None while it is elided: "totalled 436 mln"
    token: Token  # the number's own
    noun: Token | None = None  # what is counted, where it is a noun of the text
    bound: Bound | None = None
    lender: Measure | None = None  # whose unit it took, where its own is elided
    upper: Measure | None = None  # the other end of a range


@dataclass(slots=True)
class Place:
    """A measure's sentence, and the stretch of it, between pauses, that holds the measure; offsets count in the part."""

    part: Part
    sentence: Sentence
    text: str
    start: int
    end: int
