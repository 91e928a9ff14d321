"""Names of persons: cut into their parts, and held against each other part by part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from peyvand.record.identity.sounds import Tongue, eastern, given_name, is_pinyin, looks_japanese, romaji, same_sound
from peyvand.record.identity.tables import table, weight
from peyvand.record.identity.writing import characters, folded, is_han, same_characters

_ASIDE = re.compile(r"\([^)]*\)|\"[^\"]*\"|“[^”]*”|«[^»]*»|'\w+'(?=\s)")
_CUT = re.compile(r"[\s.\-‐‑–・·=]+")
_SURNAME_FIRST = frozenset({Tongue.JAPANESE, Tongue.KOREAN, Tongue.CHINESE, Tongue.GILES})
_LONGEST = 8  # parts of a name
SURE = 0.9  # how sure two words are one, above which they aren't only alike


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's parts, folded; the surname last where that is known (`ordered`)."""

    parts: tuple[str, ...]
    ordered: bool = False
    generation: str | None = None
    hyphens: bool = False
    words: int = 1  # with spaces between

    @property
    def telling(self) -> tuple[str, ...]:
        """The parts that tell persons apart: no initials, and nothing that is often left out."""
        return tuple(part for part in self.parts if len(part) > 1 or is_han(part))

    @property
    def is_full(self) -> bool:
        """Whether it has a given name, or an initial of one, beside the surname; "Amir-Abdollahian" has none."""
        return self.words > 1 or (is_han(self.parts[0]) and len(self.parts[0]) > 2)


@dataclass(frozen=True, slots=True)
class Match:
    """How two names of persons fit each other."""

    sure: float = 0.0  # of the least sure pair of words
    words: int = 0  # that fit each other
    initials: int = 0  # that fit a word or an initial
    left: tuple[tuple[str, ...], tuple[str, ...]] = field(default=((), ()))  # words of each without a partner
    left_initials: tuple[int, int] = (0, 0)
    turned: bool = False  # in another order
    surname: bool = False  # the words that fit can be the surnames of both


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in table("names.toml")[key].split())


def is_common(surname: str) -> bool:
    """Whether so many bear a surname that it says little."""
    return surname in _words("common") or romaji(surname) in _words("common")


@lru_cache(maxsize=65536)
def person_names(name: str, tongue: Tongue | None) -> tuple[PersonName, ...]:
    """The names that a text may mean: more than one for Chinese characters that can be read in several ways."""
    plain = _ASIDE.sub(" ", name).strip() or name
    squeezed = re.sub(r"[\s・]", "", plain)
    if squeezed and all(is_han(sign) for sign in squeezed):
        read = tuple(PersonName((*parts[1:], parts[0]), ordered=True, words=len(parts)) for parts in characters(squeezed))
        return (PersonName((same_characters(squeezed),)), *read)
    if 2 <= len(squeezed) <= 4 and all("\uac00" <= sign <= "\ud7a3" for sign in squeezed):
        return (PersonName((folded(squeezed[1:]), folded(squeezed[0])), ordered=True, words=2),)
    words = _without_titles(plain.replace("_", " ").split())
    words, ordered = _surname_last(words)
    parts = [part for word in words for part in _parts(word)]
    count = len(_bound(["".join(_parts(word)) for word in words], tongue))
    hyphens = "-" in plain
    generation = next((part for part in parts[1:] if part in _words("generations") and (part != "v" or len(parts) > 2)), None)
    parts = _bound([part for part in parts if part != generation or generation is None], tongue)
    return (PersonName(tuple(parts[:_LONGEST]), ordered, generation, hyphens, count),) if parts else ()


def _without_titles(words: Sequence[str]) -> list[str]:
    """The words of a name without the honorifics before it, as long as something is left."""
    kept = list(words)
    while len(kept) > 1:
        first = folded(kept[0]).rstrip(".,")
        short = kept[0].endswith(".") and first.replace(".", "") in _words("shortened")
        if not (first in _words("honorifics") or short) or (first == "vice" and len(kept) < 3):
            break
        kept.pop(0)
    return kept


def _surname_last(words: list[str]) -> tuple[list[str], bool]:
    """The words with the surname last, and whether the writing tells which it is: "Abe, Shinzo", "ABE Shinzo"."""
    for at, word in enumerate(words[:-1]):
        if word.endswith(",") and folded(words[at + 1]).strip(".") not in _words("generations"):
            return [*words[at + 1 :], *words[:at], word.rstrip(",")], True
    words = [word.rstrip(",") for word in words]
    shouted = [word.isupper() and len(word) > 2 and "." not in word for word in words]
    if not words:
        return words, False
    if shouted[0] and not shouted[-1]:
        count = shouted.index(False)
        return [*words[count:], *words[:count]], True
    return words, len(words) > 1 and shouted[-1] and not shouted[0]


def _parts(word: str) -> list[str]:
    """The parts of a word: of "Jae-in" two, of "Al-e" one, of "J.F." two initials; "Saint" as "st"."""
    cut = [part for part in (re.sub(r"[^\w\u200c]", "", part) for part in _CUT.split(folded(word))) if part]
    kept = [part for at, part in enumerate(cut) if at == 0 or part not in {"e", "ye", "i"}]
    return ["st" if part in {"saint", "sankt", "sainte"} else part for part in kept]


def _bound(parts: list[str], tongue: Tongue | None) -> list[str]:
    """The parts with particles taken off, "Abd al-Rahman" and "St Laurent" made one word, and "Seyed" left out."""
    if tongue in _SURNAME_FIRST:
        return parts
    found: list[str] = []
    pending = ""
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if part in {"abd", "abdul", "abdel", "abdol", "abdal", "abdur", "abdus"} and not last:
            pending = "abdol"
        elif part in {"abu", "abou", "abi", "st"} and not last:
            pending = {"st": "st", "abi": "abi"}.get(part, "abu")
        elif not last and (part in _words("optional") or (part in _words("particles") and (at > 0 or part in _words("leading")))):
            continue
        else:
            found.append(pending + part)
            pending = ""
    return found or parts


def cuts(name: PersonName, tongue: Tongue | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The ways in which a name may be cut into a surname and the rest, the likeliest first."""
    parts = name.telling or name.parts
    if len(parts) == 1:
        return ((parts[0], tuple(part for part in name.parts if part != parts[0])),)
    initials = tuple(part for part in name.parts if part not in parts)
    found = [(parts[-1], (*parts[:-1], *initials))]
    if len(parts) > 2 and tongue not in _SURNAME_FIRST:
        found += [(parts[-2] + parts[-1], (*parts[:-2], *initials)), (parts[-2], (*parts[:-2], parts[-1], *initials))]
    if not name.ordered and (tongue in _SURNAME_FIRST or (tongue is None and all(looks_japanese(part) for part in parts))):
        found.insert(0 if tongue is not Tongue.JAPANESE else 1, (parts[0], (*parts[1:], *initials)))
    return tuple(found)


def surnames(name: PersonName, tongue: Tongue | None) -> tuple[str, ...]:
    """The words of a name that may be its surname, the likeliest first."""
    return tuple(dict.fromkeys(surname for surname, _ in cuts(name, tongue)))


def _same_part(one: str, other: str, tongue: Tongue | None) -> float:
    """How sure two parts are one: an initial fits the word it begins."""
    if len(one) == 1 or len(other) == 1:
        first, second = given_name(one) or one, given_name(other) or other
        return 0.5 if one[0] == other[0] or first[0] == second[0] else 0.0
    found = same_sound(one, other, tongue)
    if not found and tongue in {Tongue.EASTERN, None}:
        bare = [without_article(part) for part in (one, other)]
        if bare != [one, other]:
            found = same_sound(bare[0], bare[1], tongue)
    return found


def without_article(part: str) -> str:
    """A word without an Arabic article that is written together with it: "Elsisi", "الأسد"."""
    return re.sub(r"\A(?:(?:al|el)(?=\w{4})|ال(?=\w{3}))", "", part)


def _merged(parts: tuple[str, ...], others: tuple[str, ...], tongue: Tongue | None) -> tuple[str, ...]:
    """The parts, neighbours made one where together they are a word of the other name: "amir abdollahian"."""
    found = list(parts)
    for size in (3, 2):
        at = 0
        while at + size <= len(found):
            together = "".join(found[at : at + size])
            apart = any(_same_part(found[at], other, tongue) for other in others if len(other) > 1)
            if not (apart and size == 2 and len(found[at]) > 1) and any(
                len(other) > 3 and same_sound(together, other, tongue) for other in others
            ):
                found[at : at + size] = [together]
            at += 1
    return tuple(found)


@lru_cache(maxsize=65536)
def match(one: PersonName, other: PersonName, tongue: Tongue | None) -> Match:
    """How two names fit each other, word by word."""
    if tongue is Tongue.CHINESE and (_is_giles(one) or _is_giles(other)):
        tongue = Tongue.GILES
    first = _merged(one.parts, other.parts, tongue)
    second = _merged(other.parts, first, tongue)
    pairs, sure = _paired(first, second, tongue)
    words = [i for i in pairs if len(first[i]) > 1 and len(second[pairs[i]]) > 1]
    left = tuple(
        tuple(part for at, part in enumerate(parts) if at not in taken and len(part) > 1)
        for parts, taken in ((first, set(pairs)), (second, set(pairs.values())))
    )
    initials = tuple(
        sum(len(part) == 1 for at, part in enumerate(parts) if at not in taken)
        for parts, taken in ((first, set(pairs)), (second, set(pairs.values())))
    )
    order = [pairs[i] for i in sorted(words)]
    ends = {(first[i], second[pairs[i]]) for i in words}
    return Match(
        sure=min((sure[i] for i in words), default=0.0),
        words=len(words),
        initials=len(pairs) - len(words),
        left=(left[0], left[1]),
        left_initials=(initials[0], initials[1]),
        turned=order != sorted(order) and one.ordered == other.ordered,
        surname=any(
            a in surnames(PersonName(first, one.ordered), tongue) and b in surnames(PersonName(second, other.ordered), tongue)
            for a, b in ends
        ),
    )


def _paired(first: tuple[str, ...], second: tuple[str, ...], tongue: Tongue | None) -> tuple[dict[int, int], dict[int, float]]:
    """Which word of one name is which of the other, the surest first, and how sure; of equals those at like places."""
    last = (len(first) - 1, len(second) - 1)
    ranked = sorted(
        (
            (_same_last(a, b, tongue) if (i, j) == last else _same_part(a, b, tongue), -abs((last[0] - i) - (last[1] - j)), i, j)
            for i, a in enumerate(first)
            for j, b in enumerate(second)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    sure: dict[int, float] = {}
    for score, _, i, j in ranked:
        if score > 0 and i not in pairs and j not in pairs.values():
            pairs[i], sure[i] = j, score
    return pairs, sure


def _same_last(one: str, other: str, tongue: Tongue | None) -> float:
    """The same for surnames, which the table of given names doesn't tell apart: "al-Rashid", "al-Rashed"."""
    found = _same_part(one, other, tongue)
    if not found and tongue in {Tongue.EASTERN, None} and len(one) > 3 and eastern(one) == eastern(other):
        return weight("words", "alike")
    return found


def _is_giles(name: PersonName) -> bool:
    """Whether a Chinese name is romanised as before pinyin: with hyphens, or with syllables that pinyin doesn't have."""
    return not is_han(name.parts[0]) and (name.hyphens or not all(is_pinyin(part) for part in name.parts))
