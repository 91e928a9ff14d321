"""Countries that the lexicon doesn't hold: found in a document by the offices, forces and adjectives that are theirs.

A historic, unrecognised or invented state is a country to whoever writes of it. It is known by the company it keeps
("the ambassador of X", "X's foreign ministry") and by its adjective standing beside it ("Ruritania", "Ruritanian").
In the reading its own name takes the place of the ISO code that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Gazetteer, Meaning, Named

if TYPE_CHECKING:
    from peyvand.reading.text.document import Part

Polities = Mapping[str, Meaning]  # by the word as it is written

_ENOUGH = 2  # the weight of signs that make a name a country
_SHORTEST = 4  # letters of a name
_LONGEST_LINK = 4  # words between "X's" and the office or force it has
_AT = frozenset({"in", "to", "from", "into", "across", "between", "against", "with"})
# Endings of the adjective, and what of the name they take the place of.
_ENDINGS = tuple(tuple(one.split(">")) for one in ("ian>ia", "ian>", "an>a", "an>", "n>", "ian>y", "ese>", "ese>a", "ish>", "i>"))


@dataclass(slots=True)
class _Word:
    """A capitalised word that the lexicon doesn't know, where it stands."""

    words: Sequence[str]
    part: Part
    at: int

    def before(self, back: int = 1) -> str:
        """The word before it, in small letters."""
        return self.words[self.at - back].lower() if self.at >= back else ""


def find_polities(parts: Iterable[Part], gazetteer: Gazetteer) -> Polities:
    """The unlisted countries of a document, with their adjectives and the capitals that stand for them."""
    spots: dict[str, list[_Word]] = {}
    for part in parts:
        words = part.words
        for at, word in enumerate(words):
            if len(word) >= _SHORTEST and word[0].isupper() and not word.isupper() and _unknown(word, gazetteer):
                spots.setdefault(word, []).append(_Word(words, part, at))
    adjectives = _adjectives(spots)
    found = {name for name in spots if name not in adjectives and _weight(name, spots, adjectives) >= _ENOUGH}
    for form, name in list(_lone_adjectives(spots, adjectives)):
        adjectives[form] = name
        found.add(name)
    if not found:
        return {}
    forms = {name: Meaning(Named.COUNTRY, name) for name in sorted(found)}
    for form, name in adjectives.items():
        if name in found:
            forms[form] = Meaning(Named.DEMONYM, name)
    seats = dict(_seats(spots, forms))
    forms.update({name: Meaning(Named.COUNTRY, country, capital=True) for name, country in seats.items()})
    return forms


def _unknown(word: str, gazetteer: Gazetteer) -> bool:
    low = word.lower()
    return (
        low not in gazetteer.heads
        and low not in gazetteer.modifiers
        and low not in gazetteer.honorifics
        and low not in word_list("body_heads")
        and low not in word_list("no_polities")
        and gazetteer.meaning(word) is None
    )


def _adjectives(spots: Mapping[str, Sequence[_Word]]) -> dict[str, str]:
    """Adjectives with the name in the document that they are made of: "Ruritanian", "Ruritanians"."""
    found: dict[str, str] = {}
    for form in spots:
        stem = form[:-1] if form.endswith(("ians", "ans", "ns")) else form
        for ending, instead in _ENDINGS:
            name = stem[: -len(ending)] + instead
            if stem.endswith(ending) and name != form and name in spots and len(name) >= _SHORTEST:
                if ending == "i" and not any(_qualifies(spot) for spot in spots[form]):
                    continue  # a surname made of another
                found.setdefault(form, name)
    return found


def _qualifies(spot: _Word) -> bool:
    """Whether a word stands before a noun as an adjective does."""
    token = spot.part.doc[spot.at]
    after = spot.words[spot.at + 1] if spot.at + 1 < len(spot.words) else ""
    return after.islower() and token.dep_ in {"amod", "compound", "nmod", "poss"} and token.head.i > token.i


def _weight(name: str, spots: Mapping[str, Sequence[_Word]], adjectives: Mapping[str, str]) -> int:
    """How much speaks for a name's being a country's."""
    own = [spot for form, one in adjectives.items() if one == name for spot in spots[form]]
    weight = bool(own) + any(_is_of_country(spot) for spot in own) + any(spot.before() in _AT for spot in spots[name])
    for spot in spots[name]:
        if _of_state(spot):
            weight += 2
        elif _has_state(spot):
            weight += 1
        elif _deals_with_envoys(spot):
            weight += 2
        if _part_of_name(spot):
            weight -= 3
    return weight


def _is_of_country(spot: _Word) -> bool:
    """Whether an adjective stands before what countries have: an army, firms, people."""
    nouns = word_list("sovereign") | word_list("state") | word_list("economy") | word_list("people") | word_list("produce")
    return any(word.lower() in nouns for word in spot.words[spot.at + 1 : spot.at + 3])


def _of_state(spot: _Word) -> bool:
    """Whether it stands behind "ambassador of", "Republic of", "prime minister of"."""
    back = 2 if spot.before() == "the" else 1
    return spot.before(back) == "of" and spot.before(back + 1) in word_list("sovereign") and not _goes_on(spot)


def _has_state(spot: _Word) -> bool:
    """Whether what only a state has stands behind "X's"."""
    at = spot.at + 1
    if at >= len(spot.words) or spot.words[at] not in {"'s", "'"}:
        return False
    for word in spot.words[at + 1 : at + 1 + _LONGEST_LINK]:
        low = word.lower()
        if low in word_list("sovereign"):
            return True
        if not low.isalpha() or low in word_list("determiners"):
            return False
    return False


def _deals_with_envoys(spot: _Word) -> bool:
    """Whether it does what only a state does: it summons, expels or recalls an envoy."""
    token = spot.part.doc[spot.at]
    if token.dep_ != "nsubj":
        return False
    objects = [child for child in token.head.children if child.dep_ in {"dobj", "nsubj"} and child.i > token.i]
    return any(one.lower_ in word_list("envoys") for one in objects)


def _goes_on(spot: _Word) -> bool:
    """Whether another capitalised word follows, of a longer name."""
    return spot.at + 1 < len(spot.words) and spot.words[spot.at + 1][0].isupper()


def _part_of_name(spot: _Word) -> bool:
    """Whether a longer name holds it: "Aino Kestria", "Mr Kestria", "Kestria Bay"."""
    if _goes_on(spot) and spot.words[spot.at + 1].lower() not in word_list("body_heads"):
        return True
    if spot.at == 0:
        return False
    before = spot.part.doc[spot.at - 1]
    if before.text == "-":
        return spot.at == 1 or spot.part.doc[spot.at - 2].ent_type_ not in {"GPE", "NORP"}  # "al-Kestria", but "Peru-Kestria"
    return before.pos_ == "PROPN" and before.text[0].isupper() and before.text.isalpha()


def _lone_adjectives(spots: Mapping[str, Sequence[_Word]], adjectives: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Countries of which only the adjective stands in the document, before what only a state has: the "Ruritanian navy"."""
    for form, there in spots.items():
        if form in adjectives or not form.endswith("an"):
            continue
        qualifying = all(_qualifies(spot) for spot in there) and not any(_part_of_name(spot) for spot in there)
        if qualifying and any(spot.words[spot.at + 1].lower() in word_list("sovereign_only") for spot in there):
            yield form, form[:-1]


def _seats(spots: Mapping[str, Sequence[_Word]], forms: Polities) -> Iterator[tuple[str, str]]:
    """The towns that stand for one of the found countries: "the Ruritanian government in X", "X, the capital of Ruritania"."""
    for name, there in spots.items():
        if name in forms:
            continue
        for spot in there:
            country = _seat_of(spot, forms)
            if country is not None and not _part_of_name(spot):
                yield name, country
                break


def _seat_of(spot: _Word, forms: Polities) -> str | None:
    """The country whose office or capital stands right beside a place's name."""
    before = spot.words[max(spot.at - _LONGEST_LINK - 1, 0) : spot.at]
    around = [*before, *spot.words[spot.at + 1 : spot.at + 1 + _LONGEST_LINK + 1]]
    official = word_list("sovereign") | word_list("speakers")
    lead = spot.before() == "in" and any(word.lower() in official for word in before)
    near = before if lead else around if "capital" in around else []
    return next((forms[word].country for word in reversed(near) if word in forms), None)
