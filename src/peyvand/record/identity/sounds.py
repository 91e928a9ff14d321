"""How words of names sound: what is left when the ways of writing one name in Latin letters are made equal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache

from peyvand.record.identity.tables import table, weight
from peyvand.record.identity.writing import folded, is_arabic, is_han, same_characters


class Tongue(StrEnum):
    """The ways of romanising that a country's names follow."""

    JAPANESE = "japanese"
    KOREAN = "korean"
    CHINESE = "chinese"
    EASTERN = "eastern"  # Persian, Arabic, Turkish, Urdu …
    WESTERN = "western"
    GILES = "chinese, as Wade and Giles wrote it"


_COUNTRIES: Mapping[Tongue, str] = {
    Tongue.JAPANESE: "JPN",
    Tongue.KOREAN: "KOR PRK",
    Tongue.CHINESE: "CHN TWN HKG MAC SGP",
    Tongue.EASTERN: "IRN AFG TJK IRQ SAU ARE KWT QAT BHR OMN YEM SYR LBN JOR PSE EGY LBY TUN DZA MAR SDN MRT PAK TUR AZE UZB TKM",
}


@cache
def tongue_of(country: str | None) -> Tongue | None:
    """How the names of a country are romanised; None where the country isn't known."""
    if country is None:
        return None
    return next((tongue for tongue, codes in _COUNTRIES.items() if country in codes.split()), Tongue.WESTERN)


@cache
def _classes(key: str) -> Mapping[str, str]:
    """The words of a table of spellings, each with the first of its line."""
    return {folded(word): folded(line.split()[0]) for line in table("names.toml")[key] for word in line.split()}


def given_name(word: str) -> str | None:
    """The given name that a word is a spelling of; None where the table doesn't know it."""
    return _classes("same").get(word)


# ---------------------------------------------------------------- Japanese

_ROMAJI = re.compile(r"(?:(?:[kgnhbpmr]y|sh|ch|ts|j|[kgsztdnhbpmyrwf])?[aiueo]|n)+\Z")
_KUNREI = (("sya", "sha"), ("syu", "shu"), ("syo", "sho"), ("tya", "cha"), ("tyu", "chu"), ("tyo", "cho"), ("zya", "ja"), ("zyu", "ju"))
_KUNREI_MORE = (("zyo", "jo"), ("jy", "j"), ("si", "shi"), ("ti", "chi"), ("tu", "tsu"), ("zi", "ji"), ("di", "ji"), ("du", "zu"), ("dzu", "zu"))


@lru_cache(maxsize=65536)
def romaji(word: str) -> str:
    """A Japanese word in one romanisation, with short vowels: "kouno", "kohno" and "kono" are "kono", "homma" is "honma"."""
    for old, new in (*_KUNREI, *_KUNREI_MORE):
        word = word.replace(old, new)
    word = re.sub(r"(?<![sc])hu", "fu", word)
    word = re.sub(r"m(?=[mpb])", "n", word)
    word = re.sub(r"tch", "ch", word)
    word = re.sub(r"oh(?=[^aiueoy]|\Z)", "o", word)
    word = re.sub(r"o[ou]", "o", word)
    return re.sub(r"uu", "u", word)


def looks_japanese(word: str) -> bool:
    """Whether a word could be a Japanese one in Latin letters."""
    return len(word) > 2 and _ROMAJI.match(re.sub(r"(.)\1", r"\1", romaji(word))) is not None


# ---------------------------------------------------------------- Korean

_KOREAN = (
    ("shi", "si"), ("sh", "s"), ("kk", "k"), ("tt", "t"), ("pp", "p"), ("ch", "j"), ("g", "k"), ("d", "t"), ("b", "p"),
    ("oo", "u"), ("ou", "u"), ("woo", "u"), ("wu", "u"), ("ee", "i"), ("ae", "e"), ("ai", "e"), ("ay", "e"), ("yeo", "yo"), ("eo", "o"),
    ("eu", "u"), ("ui", "i"), ("youn", "yon"), ("l", "r"), ("ea", "e"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def korean(word: str) -> str:
    """A Korean given name in one romanisation: "jae-myung", "jae-myeong" and "chae-myŏng" are alike."""
    for old, new in _KOREAN:
        word = word.replace(old, new)
    word = re.sub(r"(?<=[jshmky])u(?=[nk])", "o", word)  # "jung", "jeong"; "hyun", "hyeon"; "sung", "seong"
    return re.sub(r"(?<=[aeiou])h(?=[^aeiou]|\Z)", "", word)


# ---------------------------------------------------------------- Chinese

_PINYIN = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|er|a|o|e|i|u)"
)
_GILES = (
    ("hs", "x"), ("ssu", "si"), ("szu", "si"), ("tzu", "zi"), ("ts", "z"), ("tz", "z"), ("ch", "j"), ("ung", "ong"), ("ieh", "ie"),
    ("ien", "ian"), ("ueh", "ue"), ("ih", "i"), ("eh", "e"),
)  # fmt: skip
_MERGED = (("zh", "j"), ("ch", "j"), ("q", "j"), ("p", "b"), ("t", "d"), ("k", "g"), ("c", "z"))


@lru_cache(maxsize=65536)
def chinese(word: str, *, giles: bool) -> str:
    """A Chinese word in pinyin; with `giles`, with the sounds made equal that Wade–Giles tells apart by an apostrophe."""
    if not giles:
        return word
    for old, new in (*_GILES, *_MERGED):
        word = word.replace(old, new)
    return word


@lru_cache(maxsize=65536)
def is_pinyin(word: str) -> bool:
    """Whether a word can be cut into syllables of pinyin."""
    ends = {0}
    for at in range(len(word)):
        if at in ends:
            match = _PINYIN.match(word, at)
            if match is not None:
                ends |= {end for end in range(at + 1, match.end() + 1) if _PINYIN.fullmatch(word, at, end)}
    return len(word) in ends


# ---------------------------------------------------------------- Persian, Arabic, Turkish

_ABD = re.compile(r"\Aabd(?:el|ul|al|ol|il|ur|or|us|os|ud|ar|as)(?=[a-z]{3})")
_EASTERN = (
    ("tsch", "ç"), ("tch", "ç"), ("sch", "ş"), ("sh", "ş"), ("ch", "ç"), ("gh", "q"), ("kh", "x"), ("zh", "j"), ("dj", "j"),
    ("ph", "f"), ("th", "s"), ("dh", "z"), ("w", "v"), ("ck", "k"),
)  # fmt: skip
_SCRIPT = {
    **dict.fromkeys("اعءوی", ""), "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "چ": "ç", "ح": "h", "ه": "h",
    "خ": "x", "د": "d", "ذ": "z", "ز": "z", "ض": "z", "ظ": "z", "ر": "r", "ژ": "j", "ش": "ş", "غ": "q", "ق": "q", "ف": "f", "ک": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip


@lru_cache(maxsize=65536)
def eastern(word: str) -> str:
    """A Persian or Arabic word in Latin letters as it sounds, with three vowels: "rouhani" and "rohani" are "ruhani"."""
    word = _ABD.sub("abdol", word)
    for old, new in _EASTERN:
        word = word.replace(old, new)
    word = re.sub(r"h\Z", "", word)
    word = re.sub(r"[aeiouy]+", _vowel, word)
    return re.sub(r"(.)\1+", r"\1", word)


def _vowel(run: re.Match[str]) -> str:
    signs = set(run[0])
    return "i" if signs & set("iey") else "u" if signs & set("ou") else "a"


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """The consonants of a Persian or Arabic word in either script: "araghchi" and "عراقچی" are "rqç"."""
    if is_arabic(word):
        word = re.sub("ه(?=\u200c|\\Z)", "", word)
        found = ("v" if word.startswith("و") else "") + "".join(_SCRIPT.get(sign, "") for sign in word)
    else:
        found = re.sub(r"(?<=.)v|[aiu]", "", eastern(word))
    return re.sub(r"(.)\1+", r"\1", found)


# ---------------------------------------------------------------- Western and Slavic

_WESTERN = (
    ("tsch", "ch"), ("tch", "ch"), ("cz", "ch"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("ou", "u"), ("oo", "u"),
    ("yu", "iu"), ("ya", "ia"), ("ye", "e"), ("yo", "o"), ("ij", "i"), ("iy", "i"), ("yi", "i"), ("yy", "i"), ("y", "i"), ("j", "i"),
    ("w", "v"), ("x", "ks"), ("qu", "k"), ("th", "t"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def western(word: str) -> str:
    """A Western or Slavic word as it sounds: "zelenskyy" and "zelensky", "gorbatchov" and "gorbachov" are alike."""
    for old, new in _WESTERN:
        word = word.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"ie(?=[rlnvt])", "e", word))


# ---------------------------------------------------------------- two words


def same_sound(one: str, other: str, tongue: Tongue | None) -> float:
    """How sure two words of names are the same word: 1 the same, 0 not; between, alike."""
    return _same_sound(*sorted((one, other)), tongue)


@lru_cache(maxsize=262144)
def _same_sound(one: str, other: str, tongue: Tongue | None) -> float:
    if one == other:
        return 1.0
    if is_han(one) or is_han(other):
        return float(same_characters(one) == same_characters(other))
    first, second = given_name(one), given_name(other)
    if first is not None and second is not None and tongue not in {Tongue.KOREAN, Tongue.CHINESE}:
        return float(first == second)
    if is_arabic(one) or is_arabic(other):
        return weight("words", "consonants") if len(bones(one)) > 1 and bones(one) == bones(other) else 0.0
    if tongue is Tongue.JAPANESE or (tongue is None and looks_japanese(one) and looks_japanese(other)):
        return float(romaji(one) == romaji(other))
    if tongue is Tongue.KOREAN:
        return _same_korean(one, other)
    if tongue is Tongue.CHINESE:
        return 0.0
    if tongue is Tongue.GILES:
        return float(chinese(one, giles=True) == chinese(other, giles=True))
    return max(
        0.0 if tongue is Tongue.WESTERN else _same_eastern(one, other), 0.0 if tongue is Tongue.EASTERN else _same_western(one, other)
    )


def _same_korean(one: str, other: str) -> float:
    surnames = _classes("korean")
    if one in surnames and other in surnames and surnames[one] == surnames[other]:
        return 1.0
    return float(len(one) > 1 and len(other) > 1 and korean(one) == korean(other))


def _same_eastern(one: str, other: str) -> float:
    if len(one) > 2 and eastern(one) == eastern(other):
        return 1.0
    bared = bones(one)
    return weight("words", "alike") if len(bared) >= weight("words", "shortest_bones") and bared == bones(other) else 0.0


def _same_western(one: str, other: str) -> float:
    from rapidfuzz.distance import DamerauLevenshtein

    first, second = western(one), western(other)
    if first == second and len(first) > 1:
        return 1.0
    nearness = DamerauLevenshtein.normalized_similarity(first, second)
    short = min(len(first), len(second)) < weight("words", "shortest_alike")
    return 0.0 if short or first[:1] != second[:1] or nearness < weight("words", "alike_from") else weight("words", "alike")
