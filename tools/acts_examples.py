"""What the classifier of acts learns from: the annotated sentences, and the same with the names of real countries.

Only `data/annotated` and the lexicon are read; the tenth of the corpus that is held out for tests is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from annotated_lines import held_out

from peyvand.reading.done.classifier import CLASSES
from peyvand.reading.done.marking import Span

CORPUS = Path(__file__).resolve().parent.parent / "data" / "annotated" / "sentences"
LABELS = {str(name or "NONE"): number for number, name in enumerate(CLASSES)}
NONE = LABELS["NONE"]

# Names of invented countries in the corpus that a real name can stand for: they aren't parts of other names.
_INVENTED = (
    "Velden Estmark Lothria Karsund Norrmark Dravonia Torvald Kestria Ashkar Quinara Saravia Pelanghi Hokuran Taruq Umbala "
    "Sembria Mirovia Motukava Meridian Ruritania Zenda Kaltara Belhaven Qasimiya Vastara Sarmatia Belquira Sarrakesh Grauland "
    "Ilmara Fenuaroa"
)
_INVENTED_NAME = re.compile(rf"\b(?:{'|'.join(_INVENTED.split())})\b")
_RENAMED = 0.6  # of the sentences of a pass


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its actors, the words that tell of the act, its class, and how much it counts."""

    text: str
    source: Span | None
    target: Span | None
    trigger: Span | None
    label: int
    weight: float = 1.0


def read_corpus(*, test: bool = False) -> list[Example]:
    """The annotated sentences but for the held-out tenth; with `test`, that tenth."""
    found = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if held_out(row["id"]) is test:
                source, target, trigger = (_span(row[key]) for key in ("source", "target", "trigger"))
                found.append(Example(row["text"], source, target, trigger, LABELS[row["category"] or "NONE"]))
    return found


def _span(value: Mapping[str, int] | None) -> Span | None:
    return (value["start"], value["end"]) if value else None


def renamed(example: Example, names: list[str], random: Random) -> Example:
    """A sentence about invented countries, now and then with names of real ones instead: the names shouldn't matter."""
    places = list(_INVENTED_NAME.finditer(example.text))
    if not places or random.random() >= _RENAMED:
        return example
    chosen = {name: random.choice(names) for name in sorted({place.group() for place in places})}
    text = _INVENTED_NAME.sub(lambda place: chosen[place.group()], example.text)
    moved = _mover([(place.start(), place.end(), len(chosen[place.group()])) for place in places])
    spans = [(moved(span[0]), moved(span[1])) if span else None for span in (example.source, example.target, example.trigger)]
    return replace(example, text=text, source=spans[0], target=spans[1], trigger=spans[2])


def _mover(changes: list[tuple[int, int, int]]) -> Callable[[int], int]:
    """Where an offset stands after stretches of the text (start, end) have got other lengths."""

    def moved(at: int) -> int:
        return at + sum(length - (end - start) for start, end, length in changes if end <= at)

    return moved
