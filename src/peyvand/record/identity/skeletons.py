"""What spellings of one name have in common, short enough to look up: the key by which names are brought together."""

from __future__ import annotations

import re
from functools import lru_cache

from peyvand.record.identity.persons import PersonName, cuts, without_article
from peyvand.record.identity.sounds import Tongue, _classes, bones, chinese, given_name, looks_japanese, romaji
from peyvand.record.identity.writing import is_arabic, is_han

_COARSE = (
    ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("cz", "c"), ("zh", "c"), ("dj", "c"), ("j", "c"), ("gh", "k"), ("kh", "k"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("g", "k"), ("w", "v"), ("z", "s"), ("b", "p"), ("d", "t"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, in classes; of a short one the first vowel as well."""
    word = without_article(word)
    coarse = word
    for old, new in _COARSE:
        coarse = coarse.replace(old, new)
    found = re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=.)v|[aeiouyh]", "", coarse))
    if len(found) > 2:
        return found
    vowel = re.search(r"[aeiouy]", word)
    sound = "" if vowel is None else "i" if vowel[0] in "iey" else "u" if vowel[0] in "ou" else "a"
    return f"{'' if vowel is None or vowel.start() else '-'}{found}{sound}"


@lru_cache(maxsize=65536)
def skeletons(word: str, tongue: Tongue | None) -> tuple[str, ...]:
    """The keys of a surname: one, or two where it may be romanised in two ways or is short in one script."""
    if is_han(word):
        return (word,)
    if is_arabic(word):
        return (_classless(bones(without_article(word))),)
    if tongue is Tongue.KOREAN:
        return (skeleton(_classes("korean").get(word, word)),)
    found = [skeleton(romaji(word) if tongue is Tongue.JAPANESE else word)]
    if tongue is None and looks_japanese(word):
        found.append(skeleton(romaji(word)))
    if tongue is Tongue.CHINESE:
        found = [chinese(word, giles=True)]
    elif tongue is None:
        found += [skeleton(_classes("korean")[word])] if word in _classes("korean") else []
        found += [chinese(word, giles=True)] if len(word) < 6 else []
    if tongue in {Tongue.EASTERN, None}:
        found.append(_classless(bones(without_article(word))))
    return tuple(dict.fromkeys(one for one in found if one))


def _classless(found: str) -> str:
    return "." + found.translate(str.maketrans("çşxqgzbd", "cskkkspt"))


def _initials(part: str) -> set[str]:
    """What a given name may begin with, in classes: "j" and "c" are one."""
    words = {part, given_name(part) or part}
    found = set()
    for word in words:
        if is_arabic(word):
            consonants = bones(word)
            found.add(consonants[:1].translate(str.maketrans("çşxqgzbd", "cskkkspt")) or "-")
        else:
            first = re.sub(r"\Aq", "k", word)[:1]
            found.add({"g": "k", "j": "c", "z": "s", "b": "p", "d": "t", "y": "-", "w": "-", "v": "-", "q": "k"}.get(first, first))
    return {"-" if one in set("aeiou-") else one for one in found}


@lru_cache(maxsize=65536)
def person_keys(name: PersonName, tongue: Tongue | None) -> frozenset[str]:
    """The keys of a full name: surname and initial, for each way in which it may be cut."""
    found: set[str] = set()
    if is_han(name.parts[0]) and len(name.parts) == 1:
        return frozenset({f"p:{name.parts[0]}"})
    if len(name.parts) == 1:
        return frozenset(f"p:{key}|*" for key in skeletons(name.parts[0], tongue))
    for surname, others in cuts(name, tongue):
        for key in skeletons(surname, tongue):
            found |= {f"p:{key}|{initial}" for part in others[:2] for initial in _initials(part)}
    return frozenset(found)
