"""Bytes to text, whatever their encoding.

A file tells its encoding wrongly more often than bytes that are no UTF-8 pass for it: 10 bytes of Shift_JIS, cp1256 or
Latin-1 above 127 hardly ever do. So the order is: byte order mark, UTF-8, UTF-16 without a mark, ISO-2022 by its escapes,
what the document declares, and at last a guess.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from functools import cache

from peyvand.errors import UnreadableSource
from peyvand.sources.language import characters_of_encodings, detect, encoding_of, words_of_encodings

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ISO_2022_JP = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
_SAMPLE = 64 * 1024  # bytes that a guess looks at
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_JUNK_SHARE = 0.02  # of characters that no writing uses; texts of old databases reach 0.003, executables start at 0.1
_LATIN = ("cp1250", "cp1252", "cp1254")
_ALONE, _BEYOND, _BEYOND_ASCII = (
    re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])"),
    re.compile(rb"[\x80-\xff]"),
    re.compile(r"[^\x00-\x7f]"),
)
_LEAST_SHARE = 0.15  # of common characters in a text; right encodings reach 0.3 to 0.9 on newspapers, wrong ones 0.05
_LEAST_HITS = 2  # common words; in the wrong encoding there is hardly ever one
_GUESSES = ("cp1256", "cp1251", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp1253", "cp1255", *_LATIN)


def decode(name: str, data: bytes, declared: str | None = None) -> str:
    """The text of `data` without its byte order mark; UnreadableSource where it is no text."""
    text = _decoded(data, declared)
    head = text[:_SAMPLE]
    if head and len(_CONTROL.findall(head)) > _JUNK_SHARE * len(head):
        raise UnreadableSource(name, "this is no text but binary data", "Save it as text or PDF in its own program.")
    return text


def lines_joined(text: str) -> str:
    """The text with every line end as a line feed, as `open()` reads it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, declared: str | None) -> str:
    """The text of `data` by the first encoding that fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if any(escape in data[:_SAMPLE] for escape in _ISO_2022_JP) and (text := _strictly(data, "iso2022_jp")) is not None:
        return text
    if (text := _strictly(data, "utf-8")) is not None and not _is_utf16(data):
        return text
    if wide := _is_utf16(data):
        return data.decode(wide, "replace")
    if declared and (text := _strictly(data, declared)) is not None and not _CONTROL.search(text[:_SAMPLE]):
        return text
    return data.decode(_guess(data), "replace")


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text, where every byte fits the encoding."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_utf16(data: bytes) -> str | None:
    """The UTF-16 that bytes without a mark are in: in Western text and in line ends every second byte is zero."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half // 20 and even * 20 < odd:
        return "utf-16-le"
    if even > half // 20 and odd * 20 < even:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    """The encoding that the bytes look most like.

    Encodings of Latin letters differ in accents alone, which a guess by bytes gets wrong in every second text; the
    function words, which have few accents, tell the language, and that the encoding. Encodings of other scripts are told
    by common characters and words too, and only what is left by the bytes.
    """
    from charset_normalizer import from_bytes

    sample = _whole_lines(data[:_SAMPLE])
    if _is_western(sample) and (language := detect(sample.decode("cp1252", "replace"))) is not None:
        return encoding_of(language)
    if (encoding := _east_asian(sample)) is not None:
        return encoding
    hits = {encoding: _hits(sample, encoding, words) for encoding, words in words_of_encodings().items()}
    likeliest = max(hits, key=lambda encoding: hits[encoding])
    if hits[likeliest] >= _LEAST_HITS:
        return likeliest
    best = from_bytes(sample, cp_isolation=list(_GUESSES)).best()
    return best.encoding if best is not None else "cp1252"


def _is_western(sample: bytes) -> bool:
    """Whether letters beyond ASCII stand alone between others, as accents do in texts of Latin letters."""
    return 2 * len(_ALONE.findall(sample)) > len(_BEYOND.findall(sample))


def _east_asian(sample: bytes) -> str | None:
    """The encoding of Japanese, Korean or Chinese in which the sample has most of the characters that these are full of."""
    shares: dict[str, float] = {}
    for encoding, common in _common_characters().items():
        text = _strictly(sample, encoding) or _strictly(sample[:-1], encoding)  # the last character may be cut
        beyond = _BEYOND_ASCII.findall(text or "")
        shares[encoding] = sum(character in common for character in beyond) / len(beyond) if beyond else 0.0
    likeliest = max(shares, key=lambda encoding: shares[encoding])
    return likeliest if shares[likeliest] >= _LEAST_SHARE else None


@cache
def _common_characters() -> Mapping[str, frozenset[str]]:
    """What texts in the encodings of East Asia are full of: kana, and the commonest characters of Korean and Chinese."""
    kana = frozenset(map(chr, range(0x3041, 0x30FF))) | {"、", "。"}
    return {"cp932": kana, "euc_jp": kana, **characters_of_encodings()}


def _hits(sample: bytes, encoding: str, words: frozenset[str]) -> int:
    """How many words of a sample are among the common words of the encoding that it may be in."""
    return sum(word in words for word in re.findall(r"\w+", sample.decode(encoding, "replace").lower()))


def _whole_lines(sample: bytes) -> bytes:
    """The sample cut back to its last line end, so that no character of several bytes is cut."""
    return sample[: sample.rfind(b"\n") + 1] or sample
