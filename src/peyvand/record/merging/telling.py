"""An item as one source tells it, with what of the source bears on whether another tells of the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from peyvand.model import ActorType, Quoted

_NONE: Mapping[str, ActorType] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """An item in the words of one source; two are told apart by identity, so that what is worked out of one can be kept.

    `actors` leads from names in the item to actors of the whole record: one id is one actor, and a name that isn't there is
    unknown. `countries` has the ISO 3166 code of the country that each is or stands for, `types` what each is, where known.
    """

    id: str
    source: str
    item: Quoted
    published: str | None  # of the source, EDTF
    actors: Mapping[str, str]
    countries: Mapping[str, str]
    words: frozenset[str]  # content words of the quote, as `content_words` gives them
    types: Mapping[str, ActorType] = field(default_factory=lambda: _NONE)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How probable it is that two tellings are of one thing, and what speaks for and against, in an analyst's words."""

    probability: float
    reasons: tuple[str, ...]
