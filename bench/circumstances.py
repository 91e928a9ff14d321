"""Measures how acts were done and where: modes on the annotated sentences, places on the annotated articles.

    python bench/circumstances.py [--misses]

A mode is compared where the act is read from its words with the right category; a line a category, and the mean over the
categories. A place is compared where an event of the right type is read from the annotated words; it is right where one of
the two names holds the other. Places that the articles take over from an earlier sentence aren't looked for, which is most
of what is missed. The tenth that is held out for tests is measured apart; `--misses` never prints it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from peyvand.model import Block, BlockKind, Event, Metadata, Source
from peyvand.reading.done.acts import Acts
from peyvand.reading.done.events import read_events
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import analyse
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from annotated_lines import held_out  # noqa: E402  # beside the other tools, which are no package

ANNOTATED = ROOT / "data" / "annotated"
Read = Callable[[str, str | None], list[Event]]


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description="Score modes and places on the annotated corpus.")
    options.add_argument("--misses", action="store_true", help="print what is read otherwise than annotated")
    given = options.parse_args()
    read = reader()
    modes(read, misses=given.misses)
    places(read, misses=given.misses)
    return 0


def reader() -> Read:
    """Reads the events of a text, as the lexicon alone proposes them."""
    gazetteer, acts = Gazetteer(standard()), Acts(standard())

    def read(text: str, published: str | None) -> list[Event]:
        blocks = []
        start = 0
        for line in text.split("\n"):
            if line.strip():
                blocks.append(Block(BlockKind.PROSE, start, start + len(line), 0))
            start += len(line) + 1
        source = Source("bench", "bench", text, tuple(blocks), Metadata(published=published, language="en"))
        analysis = next(iter(analyse([source])))
        return read_events(analysis, Cast(analysis, gazetteer), Dates(analysis), acts)

    return read


def modes(read: Read, *, misses: bool) -> None:
    """Print the share of modes that are right, a line a category."""
    right: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    labelled = 0
    for row in _sentences():
        labelled += 1
        trigger = row["trigger"]
        for event in read(row["text"], row["published"]):
            if event.type.value == row["category"] and _meet(event, trigger["start"], trigger["end"]):
                held = held_out(row["id"])
                right[row["category"], held].append(event.mode == row["mode"])
                if misses and not held and event.mode != row["mode"]:
                    print(f"{row['id']}: {row['mode']}, read as {event.mode}: {row['text']}")
                break
    shares = {key: sum(found) / len(found) for key, found in right.items()}
    for category in sorted({category for category, _ in right}):
        print(f"{category:10} {shares.get((category, False), 0):.3f}  of {len(right[category, False])}")
    for name, held in (("modes", False), ("modes, held out", True)):
        found = [one for (_, apart), ones in right.items() for one in ones if apart is held]
        macro = [share for (_, apart), share in shares.items() if apart is held]
        print(f"{name}: {sum(found) / len(found):.3f} right of {len(found)}, mean over categories {sum(macro) / len(macro):.3f}")
    print(f"acts with a mode: {labelled}, read with the right category: {sum(len(found) for found in right.values())}")


def places(read: Read, *, misses: bool) -> None:
    """Print precision and recall of places, and how many of the right ones are on the map."""
    counts: dict[bool, dict[str, int]] = {held: defaultdict(int) for held in (False, True)}
    for path in sorted((ANNOTATED / "articles").glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        text = path.with_name(f"{name}.txt").read_text(encoding="utf-8")
        known = json.loads(path.with_name(f"{name}.json").read_text(encoding="utf-8"))
        events = read(text, known.get("published"))
        for gold in json.loads(path.read_text(encoding="utf-8"))["events"]:
            start = text.find(gold["quote"])
            end = start + len(gold["quote"])
            found = next((one for one in events if one.type.value == gold["type"] and _meet(one, start, end)), None)
            if found is not None:
                held = held_out(name)
                _count(counts[held], found, gold.get("place"))
                if misses and not held and not _same(found.place, gold.get("place")):
                    print(f"{name}: {gold.get('place')}, read as {found.place}: {gold['quote']}")
    for name, held in (("places", False), ("places, held out", True)):
        one = counts[held]
        precision = one["right"] / max(1, one["read"])
        recall = one["right"] / max(1, one["gold"])
        print(
            f"{name}: precision {precision:.3f}, recall {recall:.3f}; {one['located']} of {one['right']} right ones are located"
        )


def _count(counts: dict[str, int], event: Event, place: str | None) -> None:
    counts["gold"] += place is not None
    counts["read"] += event.place is not None
    right = place is not None and event.place is not None and _same(event.place, place)
    counts["right"] += right
    counts["located"] += right and event.location is not None


def _same(one: str | None, two: str | None) -> bool:
    """Whether two places are the same, as far as their names tell."""
    if one is None or two is None:
        return one is two
    return one.casefold() in two.casefold() or two.casefold() in one.casefold()


def _meet(event: Event, start: int, end: int) -> bool:
    """Whether an event's quote has words in common with a stretch of the text."""
    return event.quote.start < end and start < event.quote.end


def _sentences() -> Iterator[Mapping[str, Any]]:
    """The annotated sentences whose act has a mode and words that tell of it."""
    for path in sorted((ANNOTATED / "sentences").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["mode"] and row["trigger"]:
                yield row


if __name__ == "__main__":
    sys.exit(main())
