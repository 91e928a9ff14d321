"""What spellings of one name have in common, short enough to look up: the keys by which names are brought together."""

from __future__ import annotations

import re
from functools import lru_cache

from peyvand.record.identity.persons import PersonName, cuts, without_article
from peyvand.record.identity.sounds import Tongue, bones, giles, given_name, korean_surname, looks_japanese, romaji
from peyvand.record.identity.tables import letters, respelt
from peyvand.record.identity.writing import is_arabic, is_han

_LONGEST_GILES = 10  # letters of a Chinese given name


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, in classes; of a short one the first vowel as well."""
    word = without_article(word)
    found = re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=.)v|[aeiouyh]", "", respelt(word, "classes")))
    if len(found) > 2:
        return found
    vowel = re.search(r"[aeiouy]", word)
    if vowel is None:
        return found
    sound = "i" if vowel[0] in "iey" else "u" if vowel[0] in "ou" else "a"
    return f"{'' if vowel.start() else '-'}{found}{sound}"


@lru_cache(maxsize=65536)
def skeletons(word: str, tongue: Tongue | None) -> tuple[str, ...]:
    """The keys of a surname: one, or several where it may be of several tongues, or leaves vowels out in one script."""
    if is_han(word):
        return (word,)
    if is_arabic(word) or tongue is Tongue.EASTERN:
        return (_consonants(word),)
    found = [_skeleton(word, tongue)]
    if tongue is None:
        found += [skeleton(romaji(word))] if looks_japanese(word) else []
        found += [skeleton(surname)] if (surname := korean_surname(word)) is not None else []
        found += [giles(word)] if len(word) < 6 else []
        found.append(_consonants(word))
    return tuple(dict.fromkeys(one for one in found if one))


def _skeleton(word: str, tongue: Tongue | None) -> str:
    if tongue is Tongue.KOREAN:
        return skeleton(korean_surname(word) or word)
    if tongue is Tongue.CHINESE:
        return giles(word)
    return skeleton(romaji(word) if tongue is Tongue.JAPANESE else word)


def _consonants(word: str) -> str:
    """The key of a word that is written without its short vowels, or may be."""
    return "." + bones(without_article(word)).translate(letters("classes_of_consonants"))


@lru_cache(maxsize=65536)
def _beginnings(part: str, tongue: Tongue | None) -> frozenset[str]:
    """The first two consonants of a given name, in classes, in each way of romanising that it may follow."""
    word = given_name(part) or part
    if is_han(word):
        return frozenset({word})
    if is_arabic(word):
        return frozenset({_two(bones(word).translate(letters("classes_of_consonants")))})
    words = {word}
    if tongue is Tongue.JAPANESE or (tongue is None and looks_japanese(word)):
        words.add(romaji(word))
    if tongue is Tongue.CHINESE or (tongue is None and len(word) <= _LONGEST_GILES):
        words.add(giles(word))
    return frozenset(_two(respelt(each, "classes")) for each in words)


def _two(word: str) -> str:
    found = re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhvw]", "", word))
    return found[:2] or "-"


@lru_cache(maxsize=65536)
def person_keys(name: PersonName, tongue: Tongue | None) -> frozenset[str]:
    """The keys of a name with a given name: surname and beginning of that, for each way in which it may be cut."""
    if is_han(name.parts[0]) and len(name.parts) == 1:
        return frozenset({f"p:{name.parts[0]}"})
    if len(name.parts) == 1:
        return frozenset(f"p:{key}|*" for key in skeletons(name.parts[0], tongue))
    return frozenset(
        f"p:{key}|{beginning}"
        for surname, others in cuts(name, tongue)
        for key in skeletons(surname, tongue)
        for given in _given(others)
        for beginning in _beginnings(given, tongue)
    )


def _given(parts: tuple[str, ...]) -> set[str]:
    """What may be taken for the given name: the first, the second or all in one; the last is half of a double surname."""
    whole = [part for part in parts if len(part) > 1]
    return {*whole[:2], *whole[-1:], "".join(whole)} - {""}
