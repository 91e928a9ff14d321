"""Names of places that neither the lexicon nor the model knows, found in the table of cities where a place must stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from peyvand.model import BlockKind
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.mentions import Mention

if TYPE_CHECKING:
    from peyvand.reading.text.document import Part

_VISITING = frozenset({"visit", "visits", "visited", "visiting"})
_LEAVING = frozenset({"left", "leave", "leaves", "leaving", "reach", "reached", "reaches"})  # whose object, if it is a city
_SURELY = frozenset({"in", "near", "outside"}) | _VISITING | _LEAVING
_BEFORE = _SURELY | {"at", "to", "from"}  # "at" leads to firms as well, "to" to persons
_LONGEST = 4  # words
_LARGE = 100  # thousand inhabitants from which on a city's name overrules the model's guess


def unlisted_places(
    part: Part, words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Cities after "in", "at" or "near": names nobody recognised, and those that the model took for a person or a body.

    A word at the head of a name alone isn't enough ("in Reading the note"): it must be a proper noun to the parser.
    """
    if part.block.kind is BlockKind.HEADING:
        return
    for before, word in enumerate(words[:-1]):
        at = before + 1
        if word.lower() not in _BEFORE or not words[at][0].isupper():
            continue
        taken = at_token[at]
        if taken is None:
            mention = _longest(part, words, at_token, at, gazetteer)
            if mention is not None:
                yield mention
        elif _mistaken(taken, word.lower(), at, gazetteer):
            taken.named = Named.PLACE


def _longest(
    part: Part, words: Sequence[str], at_token: Sequence[Mention | None], at: int, gazetteer: Gazetteer
) -> Mention | None:
    """The longest name of a city that begins at a token."""
    end = at
    while end < min(len(words), at + _LONGEST) and at_token[end] is None and (words[end][0].isupper() or words[end] == "-"):
        end += 1
    for last in range(end - 1, at - 1, -1):
        text = part.doc[at : last + 1].text
        dated = last + 1 < len(words) and words[last + 1].isdigit()  # "in Tir 1401": a month
        if part.doc[last].pos_ == "PROPN" and not dated and gazetteer.lexicon.atlas.cities(text):
            mention = Mention(Named.PLACE, at, last, text, polity=True)
            mention.settle(part)
            return mention
    return None


def _mistaken(mention: Mention, before: str, at: int, gazetteer: Gazetteer) -> bool:
    """Whether a name is that of a large city, though the model took it for somebody's."""
    if before not in _SURELY or mention.first != at or mention.key or mention.country:
        return False
    if mention.named not in {Named.PERSON, Named.ORGANIZATION}:
        return False
    cities = gazetteer.lexicon.atlas.cities(mention.text)
    return bool(cities) and cities[0].thousands >= _LARGE
