"""Which language a text is in: by its script, then by the letters or the function words that only one language has.

Codes are ISO 639-1. Precise enough to tell what can't be read yet, not to tell Norwegian from Danish.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SCRIPTS = (
    ("kana", re.compile(r"[\u3040-\u30ff\uff66-\uff9f]")),
    ("hangul", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("han", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("greek", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("georgian", re.compile(r"[\u10a0-\u10ff]")),
    ("armenian", re.compile(r"[\u0530-\u058f]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_OF_SCRIPT = {
    "kana": "ja", "hangul": "ko", "han": "zh", "greek": "el", "hebrew": "he", "devanagari": "hi", "thai": "th",
    "georgian": "ka", "armenian": "hy",
}  # fmt: skip
_URDU, _PERSIAN, _ARABIC = re.compile("[ٹڈڑےںھہ]"), re.compile("[پچژگکی]"), re.compile("[ةكيىإأ]")
_UKRAINIAN, _RUSSIAN, _SERBIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэъёЫЭЪЁ]"), re.compile("[ђјљњћџЂЈЉЊЋЏ]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters looked at from each of the text's start, middle and end
_DENSE = 3  # a letter of these scripts carries about what three Latin letters do
_DENSE_SCRIPTS = ("kana", "hangul", "han")
_LEAST_WORDS = 3  # different function words of one language below which a text in Latin letters tells nothing
_LEAST_SHARE = 0.08  # of a text's words; lists of names reach 0.05, English prose 0.35 to 0.5


@cache
def _function_words() -> Mapping[str, tuple[str, ...]]:
    """The languages that have a word among their function words."""
    languages: dict[str, tuple[str, ...]] = {}
    for language, words in _data()["words"].items():
        for word in set(words.split()):
            languages[word] = (*languages.get(word, ()), language)
    return languages


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    """The table of languages."""
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files(__package__).joinpath("languages.toml").read_text(encoding="utf-8")
    )
    return table


def detect(text: str) -> str | None:
    """The language a text is written in; None where that can't be told."""
    sample = text if len(text) <= 3 * _SAMPLE else _excerpts(text)
    letters = Counter({script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS})
    for script in _DENSE_SCRIPTS:
        letters[script] *= _DENSE
    if letters["kana"] * 20 > letters["han"]:  # Japanese is written with Chinese characters too
        letters["kana"] += letters.pop("han", 0)
    script, count = letters.most_common(1)[0]
    if not count:
        return None
    match script:
        case "latin":
            return _latin(sample)
        case "arabic":
            return _arabic(sample)
        case "cyrillic":
            return _cyrillic(sample)
    return _OF_SCRIPT[script]


def encoding_of(language: str | None) -> str:
    """The encoding of old files in a language of Latin letters."""
    return _data()["encoding"].get(language or "", "cp1252")


def words_of_encodings() -> Mapping[str, frozenset[str]]:
    """Common words in the encodings that old files of one script each are in."""
    return {encoding: frozenset(words.split()) for encoding, words in _data()["script_words"].items()}


def characters_of_encodings() -> Mapping[str, frozenset[str]]:
    """Common characters in the encodings of Korean and Chinese."""
    return {encoding: frozenset(characters) for encoding, characters in _data()["characters"].items()}


def _excerpts(text: str) -> str:
    """The start, the middle and the end of a long text."""
    middle = len(text) // 2
    return " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


def _latin(sample: str) -> str | None:
    """The language whose function words the sample has most of."""
    words = [word.lower() for word in _WORD.findall(sample)]
    known = _function_words()
    counts = Counter(language for word in words for language in known.get(word, ()))
    if not counts:
        return None
    language, count = counts.most_common(1)[0]
    kinds = sum(language in known.get(word, ()) for word in set(words))  # one word said a thousand times tells little
    return language if kinds >= _LEAST_WORDS and count >= _LEAST_SHARE * len(words) else None


def _arabic(sample: str) -> str:
    """Urdu, Persian or Arabic, by the letters that only they have."""
    urdu, persian, arabic = (len(pattern.findall(sample)) for pattern in (_URDU, _PERSIAN, _ARABIC))
    if urdu * 4 > persian:
        return "ur"
    return "fa" if persian > arabic else "ar"


def _cyrillic(sample: str) -> str:
    """Ukrainian, Serbian or Russian, by the letters that only they have."""
    ukrainian, serbian, russian = (len(pattern.findall(sample)) for pattern in (_UKRAINIAN, _SERBIAN, _RUSSIAN))
    if serbian > ukrainian and serbian > russian:
        return "sr"
    return "uk" if ukrainian > russian else "ru"
