"""Texts as they are compared in a search: without case, accents and the differences of keyboards.

A folded text has spaces in place of all that is no letter or digit, so that words can be looked for in it; a place in it leads
back to the text (`Folded.place`). Persian and Arabic texts write the same letters with different characters (ي and ی, ك and ک),
vowel signs or none, and words with a zero-width joint (می‌شود), which is kept, for a search may have it, a space or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, combining, digit, normalize

JOINT = "\u200c"  # between the parts of a Persian word
# Scripts without spaces between words, and Korean, whose words have their endings on them: looked for by pairs of characters.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai and Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, ideographs
    "\uac00-\ud7af"  # Korean syllables
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
# Signs that are one character with the one before them: voicing marks of kana, parts of Korean syllables in all their widths.
_COMPOSING = "\u1160-\u11ff\u3099\u309a\u3131-\u318e\uff9e\uff9f\uffa0-\uffdc"
_COMPOSED = re.compile(f"[{_COMPOSING}]")
_CLUSTER = re.compile(f".[{_COMPOSING}]*", re.DOTALL)
_SAME = {  # letters that mean the same, and letters with a stroke, which Unicode doesn't take apart
    "ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ە": "ه", "ۃ": "ه", "ھ": "ه", "ہ": "ه", "ٱ": "ا",
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
    "ʻ": "", "ʼ": "",
}  # fmt: skip


class _Signs(dict[str, str]):
    """What each character is folded to, found out when it is first met."""

    def __missing__(self, sign: str) -> str:
        self[sign] = found = "".join(map(_sign, normalize("NFKC", sign).casefold()))
        return found


def _sign(sign: str) -> str:
    """A character of a composed, small text as it is compared."""
    if sign == JOINT:
        return sign
    if sign < "\u2000" and not _UNSPACED.match(sign):  # accents come off, but a kana's voicing and a syllable's parts stay
        sign = "".join(part for part in normalize("NFD", sign) if not combining(part))
    folded = "".join(_SAME.get(part, part) for part in sign)
    if not folded or category(folded[0]) == "Cf" or folded == "ـ":
        return ""  # marks of direction, soft hyphens, and the stroke that lengthens an Arabic word
    if folded.isdigit():
        return "".join(str(digit(part)) for part in folded)
    return folded if folded.isalnum() or _UNSPACED.match(folded) else " "


_SIGNS = _Signs()
_ASCII = "".join(_SIGNS[chr(code)] for code in range(128)).encode() + bytes(range(128, 256))


def fold(text: str) -> str:
    """A text as it is compared."""
    if not text.isascii():
        if _COMPOSED.search(text):
            return "".join(folded for _, folded in _clusters(text))
        # Few of a text's characters change, and what they are folded to stays as it is: ten times as fast as one by one.
        for sign in set(text):
            if sign > "\x7f" and sign != (folded := _SIGNS[sign]):
                text = text.replace(sign, folded)
    return text.encode("utf-8", "surrogatepass").translate(_ASCII).decode("utf-8", "surrogatepass")


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character with what is one with it (a mark that isn't read may part them): its place, and how it is compared."""
    read = [(place, sign) for place, sign in enumerate(text) if _SIGNS[sign]]
    for cluster in _CLUSTER.finditer("".join(sign for _, sign in read)):
        yield read[cluster.start()][0], "".join(map(_SIGNS.__getitem__, normalize("NFKC", cluster[0])))


class Folded:
    """A text as it is compared, whose places lead back to the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        # One for one, sign by sign: of a "þ" and a soft hyphen the length alone says nothing.
        same = text.isascii() or not (_COMPOSED.search(text) or any(len(_SIGNS[sign]) != 1 for sign in set(text)))
        self._places = None if same else list(self._origins())  # of each folded character, and the end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that was folded to this stretch, which isn't empty."""
        if self._places is None:
            return start, end
        last = self._places[end - 1]
        while self._places[end] == last:  # a letter that was folded to two
            end += 1
        return self._places[start], self._places[end]

    def _origins(self) -> Iterator[int]:
        """Where each folded character comes from, and the end."""
        for place, folded in _clusters(self.text):
            yield from [place] * len(folded)
        yield len(self.text)
