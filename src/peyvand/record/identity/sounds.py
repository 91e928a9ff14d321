"""How words of names sound: what is left when the ways of writing one name in Latin letters are made equal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

from peyvand.record.identity.tables import letters, respelt, table, weight
from peyvand.record.identity.writing import folded, is_arabic, is_han, same_characters


class Tongue(StrEnum):
    """The ways of romanising that a country's names follow."""

    JAPANESE = "japanese"
    KOREAN = "korean"
    CHINESE = "chinese"
    GILES = "giles"  # Chinese, as Wade and Giles wrote it
    EASTERN = "eastern"  # Persian, Arabic, Turkish, Urdu …
    WESTERN = "western"


@cache
def tongue_of(country: str | None) -> Tongue | None:
    """How the names of a country are romanised; None where the country isn't known."""
    if country is None:
        return None
    countries = table("romanising.toml")["countries"]
    return next((Tongue(tongue) for tongue, codes in countries.items() if country in codes.split()), Tongue.WESTERN)


@cache
def _classes(key: str) -> Mapping[str, str]:
    """The words of a table of spellings, each with the first of its line."""
    return {folded(word): folded(line.split()[0]) for line in table("names.toml")[key] for word in line.split()}


def given_name(word: str) -> str | None:
    """The given name that a word is a spelling of; None where the table doesn't know it."""
    return _classes("same").get(word)


def korean_surname(word: str) -> str | None:
    """The Korean surname that a word is a spelling of; None where the table doesn't know it."""
    return _classes("korean").get(word)


# ---------------------------------------------------------------- Japanese

_ROMAJI = re.compile(r"(?:(?:[kgnhbpmr]y|sh|ch|ts|j|[kgsztdnhbpmyrwf])?[aiueo]|n)+\Z")


@lru_cache(maxsize=65536)
def romaji(word: str) -> str:
    """A Japanese word in one romanisation, with short vowels: "kouno", "kohno" and "kono" are "kono", "homma" is "honma"."""
    word = re.sub(r"(?<![sc])hu", "fu", respelt(word, "japanese"))
    word = re.sub(r"m(?=[mpb])", "n", word)
    word = re.sub(r"oh(?=[^aiueoy]|\Z)", "o", word)
    return re.sub(r"uu", "u", re.sub(r"o[ou]", "o", word))


def looks_japanese(word: str) -> bool:
    """Whether a word could be a Japanese one in Latin letters."""
    return len(word) > 2 and _ROMAJI.match(re.sub(r"(.)\1", r"\1", romaji(word))) is not None


# ---------------------------------------------------------------- Korean


def _halved(run: re.Match[str]) -> str:
    """A doubled consonant as one; doubled vowels are another sound."""
    return run[0] if run[1] in "aeiou" else run[1]


@lru_cache(maxsize=65536)
def korean(word: str) -> str:
    """A Korean given name in one romanisation: "jae-myung", "jae-myeong" and "chae-myŏng" are alike."""
    word = re.sub(
        r"(?<=[^aeiou])u(?=[nk])", "o", respelt(re.sub(r"(.)\1+", _halved, word), "korean")
    )  # "jung" and "jeong", "suk" and "seok"
    return re.sub(r"(?<=[aeiou])h(?=[^aeiou]|\Z)", "", word)


# ---------------------------------------------------------------- Chinese

_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u)"
)


@lru_cache(maxsize=65536)
def giles(word: str) -> str:
    """A Chinese word with the sounds made equal that Wade and Giles tell apart by an apostrophe, which papers leave out."""
    return respelt(word, "giles")


@lru_cache(maxsize=65536)
def is_pinyin(word: str) -> bool:
    """Whether a word can be cut into syllables of pinyin."""
    ends = {0}
    for at in range(len(word)):
        if at in ends:
            ends |= {end for end in range(at + 1, min(at + 7, len(word) + 1)) if _SYLLABLE.fullmatch(word, at, end)}
    return len(word) in ends


# ---------------------------------------------------------------- Persian, Arabic, Turkish

_ABD = re.compile(r"\Aabd(?:el|ul|al|ol|il|ur|or|us|os|ud|ar|as)(?=[a-z]{3})")


@lru_cache(maxsize=65536)
def eastern(word: str) -> str:
    """A Persian or Arabic word in Latin letters as it sounds, with three vowels: "rouhani" and "rohani" are "ruhani"."""
    word = re.sub(r"(?<=[aeiou])h\Z", "", respelt(_ABD.sub("abdol", word), "eastern"))
    word = re.sub(r"(?<=[^aeiou])e\Z", "a", word)  # "Haniyeh", "Haniya"
    return re.sub(r"([^aiu])\1+", r"\1", re.sub(r"[aeiouy]+", lambda run: respelt(run[0], "eastern_vowels"), word))


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """The consonants of a Persian or Arabic word in either script: "mottaki" and "متکی" are "mtki".

    An "i" at the end counts, since both scripts write it and it makes another name: "Mohammad", "Mohammadi".
    """
    if is_arabic(word):
        bare = re.sub("ه(?=\u200c|\\Z)", "", word)
        found = ("v" if word.startswith("و") else "") + "".join(letters("script").get(ord(sign), "") for sign in bare)
        ending = word.endswith("ی")
    else:
        found = re.sub(r"(?<=.)v|[aiu]", "", eastern(word))
        ending = word.endswith(("i", "y", "ee", "ie"))
    return re.sub(r"(.)\1+", r"\1", found) + "i" * ending


@lru_cache(maxsize=65536)
def _vowels(word: str) -> tuple[frozenset[str], ...]:
    """The vowels behind each consonant of a word: in Latin letters all, in Arabic script the long ones, which it writes."""
    if is_arabic(word):
        word = re.sub("(?<=.)ال", "ل", re.sub("ه(?=\u200c|\\Z)", "", word))  # the "al" of "Abdollah" sounds otherwise
        spelt = word[:1].replace("و", "v").replace("ا", "").replace("ی", "") + word[1:].translate(letters("script_vowels"))
        spelt = "".join(sign if sign in "aiuv" else letters("script").get(ord(sign), "") for sign in spelt)
    else:
        spelt = re.sub(r"(?<=.)v", "u", eastern(word))
    return tuple(frozenset(run) for run in re.split(r"[^aiu]", re.sub(r"([^aiu])\1+", r"\1", spelt))[1:])


def _same_bones(one: str, other: str) -> bool:
    """Whether two words, one at least in Arabic script, have the same consonants, and the long vowels of both fit.

    "خامنه‌ای" is "khamenei" and not "khomeini", though the consonants are the same.
    """
    if bones(one) != bones(other):
        return False
    first, second = _vowels(one), _vowels(other)
    written = [is_arabic(word) for word in (one, other)]
    if all(written):
        return first == second
    script, latin = (first, second) if written[0] else (second, first)
    return len(script) != len(latin) or all(not long or long & heard for long, heard in zip(script, latin, strict=True))


# ---------------------------------------------------------------- Western and Slavic


@lru_cache(maxsize=65536)
def western(word: str) -> str:
    """A Western or Slavic word as it sounds: "zelenskyy" and "zelensky", "gorbatchov" and "gorbachov" are alike."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"ie(?=[rlnvt])", "e", respelt(word, "western")))


# ---------------------------------------------------------------- two words


def same_sound(one: str, other: str, tongue: Tongue | None) -> float:
    """How sure two words of names are the same word: 1 the same, 0 not; between, alike."""
    return 1.0 if one == other else _same_sound(*sorted((one, other)), tongue)


@lru_cache(maxsize=262144)
def _same_sound(one: str, other: str, tongue: Tongue | None) -> float:
    if is_han(one) or is_han(other):
        return float(same_characters(one) == same_characters(other))
    first, second = given_name(one), given_name(other)
    if first is not None and second is not None and tongue not in {Tongue.KOREAN, Tongue.CHINESE, Tongue.GILES}:
        return float(first == second)
    if is_arabic(one) or is_arabic(other):
        return weight("words", "consonants") if len(bones(one)) > 1 and _same_bones(one, other) else 0.0
    if tongue is None:
        if looks_japanese(one) and looks_japanese(other):
            return float(romaji(one) == romaji(other))
        return max(_same_eastern(one, other), _same_western(one, other))
    return _SAME[tongue](one, other)


def _same_korean(one: str, other: str) -> float:
    surname = korean_surname(one)
    same = korean(one) == korean(other) and min(len(one), len(other)) > 1
    return float(same or (surname is not None and surname == korean_surname(other)))


def _same_eastern(one: str, other: str) -> float:
    first, second = eastern(one), eastern(other)
    if len(one) > 2 and first == second:
        return 1.0
    consonants = bones(one)
    telling = len(consonants.rstrip("i")) >= weight("words", "shortest_bones") and consonants == bones(other)
    return weight("words", "alike") if telling and _near(first, second) else 0.0


def _same_western(one: str, other: str) -> float:
    first, second = western(one), western(other)
    if first == second and len(first) > 1:
        return 1.0
    short = min(len(first), len(second)) < weight("words", "shortest_alike")
    return 0.0 if short or first[:1] != second[:1] or not _near(first, second) else weight("words", "alike")


def _near(one: str, other: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.normalized_similarity(one, other) >= weight("words", "alike_from")


_SAME: Mapping[Tongue, Callable[[str, str], float]] = MappingProxyType(
    {
        Tongue.JAPANESE: lambda one, other: float(romaji(one) == romaji(other)),
        Tongue.KOREAN: _same_korean,
        Tongue.CHINESE: lambda one, other: float(one == other),
        Tongue.GILES: lambda one, other: float(giles(one) == giles(other)),
        Tongue.EASTERN: _same_eastern,
        Tongue.WESTERN: _same_western,
    }
)
