"""Names in any script as words of Latin letters: folded, and transliterated where the script writes the sounds.

Persian and Arabic words stay in their script, which leaves the short vowels out (`sounds.bones` compares them);
Chinese characters stay as they are, because only a table knows how they are read (`characters`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product

from peyvand.record.identity.tables import letters, table

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ə": "e", "ŋ": "ng"}
)
_ARABIC = str.maketrans(
    {"ي": "ی", "ى": "ا", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ۀ": "ه"}
)
_SILENT = re.compile("[\u2018\u2019\u02bb\u02bc\u02bf\u02be\u0301'`´\u200d\u00ad]")
_INITIALS = "g kk n d tt r m b pp s ss . j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = ". k k k n n n t l k m l l l p l m p p t t ng t t k t p h".split()


def is_arabic(word: str) -> bool:
    """Whether a word is in the script of Persian and Arabic."""
    return not word.isascii() and any("\u0600" <= sign <= "\u06ff" for sign in word)


def is_han(word: str) -> bool:
    """Whether a word is in Chinese characters."""
    return not word.isascii() and any("\u4e00" <= sign <= "\u9fff" or sign == "々" for sign in word)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A text in small letters, without accents and apostrophes; sounds of other scripts as Latin letters."""
    text = _SILENT.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(_plain(text)).translate(_LETTERS)


def _plain(text: str) -> Iterator[str]:
    for at, sign in enumerate(text):
        if "\u0600" <= sign <= "\u06ff":
            yield "" if unicodedata.combining(sign) else sign.translate(_ARABIC)
        elif "\u3040" <= sign <= "\u30ff":
            yield _kana(text, at)
        elif "\uac00" <= sign <= "\ud7a3":
            yield _hangul(sign)
        elif ord(sign) in letters("cyrillic"):
            yield letters("cyrillic")[ord(sign)]
        else:
            yield "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))


def _hangul(sign: str) -> str:
    """A Korean syllable in the romanisation of the year 2000."""
    code = ord(sign) - 0xAC00
    return "".join((_INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28])).replace(".", "")


def _kana(text: str, at: int) -> str:
    """A Japanese syllable, by its name in Unicode ("KATAKANA LETTER SMALL YA"); a long vowel is written as a short one."""
    name = unicodedata.name(text[at], "").rsplit(" ", 1)
    if not name[0].endswith(("LETTER", "SMALL")):
        return " " if text[at] == "・" else ""
    sound = name[-1].lower()
    behind = unicodedata.name(text[at + 1], "") if at + 1 < len(text) else ""
    if name[0].endswith("SMALL"):
        return "" if sound == "tu" else sound
    if sound in {"n", "wo"}:
        return sound.replace("wo", "o")
    if " SMALL " in behind and not behind.endswith("TU"):
        small = behind.rsplit(" ", 1)[-1].lower()
        return sound[:-1] if small.startswith("y") or sound.endswith(("i", "u", "e", "o")) else sound
    return sound


@cache
def _variants() -> dict[int, str]:
    found = {ord(other): one for one, others in table("names.toml")["variants"].items() if len(one) == 1 for other in others}
    return {**found, ord("邊"): "辺", ord("邉"): "辺"}


@lru_cache(maxsize=4096)
def characters(word: str) -> tuple[tuple[str, ...], ...]:
    """How a name in Chinese characters may be read, the surname first; nothing where the tables don't know it."""
    word = word.translate(_variants())
    kanji, hanja = table("names.toml")["kanji"], table("names.toml")["hanja"]
    surnames = {key.translate(_variants()): value.split() for key, value in kanji["surnames"].items()}
    given = {key.translate(_variants()): value.split() for key, value in kanji["given"].items()}
    found: list[tuple[str, ...]] = []
    for at in range(1, len(word)):
        found += product(surnames.get(word[:at], ()), given.get(word[at:], ()))
    signs = {key.translate(_variants()): value for key, value in hanja.items()}
    if not found and 2 <= len(word) <= 4 and all(sign in signs for sign in word):
        found.append((signs[word[0]], "".join(signs[sign] for sign in word[1:])))
    if not found:
        found += [(reading,) for reading in surnames.get(word, ())]
    return tuple(found)


def same_characters(word: str) -> str:
    """A name in Chinese characters with each character in one form: 齋 and 斉 as 斎."""
    return word.translate(_variants())
