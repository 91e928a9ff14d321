"""The shared parse: offsets, datelines, interruptions, and texts of every shape."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from peyvand.model import Actor, Block, BlockKind, Event, Metadata, Plover, Source, Statement
from peyvand.reading import Reader
from peyvand.reading.text.document import analyse


def source(*blocks: tuple[BlockKind, str]) -> Source:
    """A source of these blocks, an empty line between two."""
    text, made = "", []
    for kind, words in blocks:
        made.append(Block(kind, len(text), len(text) + len(words)))
        text += words + "\n\n"
    return Source("0" * 16, "test", text, tuple(made), Metadata(published="2024-05-20", language="en"))


def accusations(made: Source) -> list[Event]:
    """The events of a source in which somebody is accused."""
    return [item for item in Reader().read(made) if isinstance(item, Event) and item.type is Plover.ACCUSE]


def test_a_sentence_interrupted_by_a_pull_quote_is_whole() -> None:
    """The two halves of a sentence are parsed as one; a quote never takes in what interrupts it."""
    made = source(
        (BlockKind.PROSE, "In the spring of that year Norway had also"),
        (BlockKind.FURNITURE, "Norway had grown tired of the dispute."),
        (BlockKind.PROSE, "condemned Chile for the seizure of its trawlers."),
    )
    (analysis,) = analyse([made])
    assert len(analysis.sentences) == 1
    (event,) = accusations(made)
    assert event.sources == ("Norway",)
    assert "tired" not in event.quote.exact
    assert made.text[event.quote.start : event.quote.end] == event.quote.exact


def test_a_dateline_is_nobody() -> None:
    """The city of a dateline isn't an actor of the story."""
    made = source((BlockKind.PROSE, "OSLO, May 19 - Chile condemned Peru on Sunday."))
    (event,) = accusations(made)
    assert (event.sources, event.targets) == (("Chile",), ("Peru",))


def test_headings_and_furniture_give_no_events() -> None:
    """Only prose is told as done."""
    made = source((BlockKind.HEADING, "Norway attacks Chile"), (BlockKind.FURNITURE, "Norway attacked Chile on Friday."))
    assert Reader().read(made) == []


@pytest.mark.parametrize("words", ["", "   ", "—", "???", "12", "x" * 20_000, "word " * 4_000])
def test_any_text_comes_out_again(words: str) -> None:
    """A source comes out of the stream whatever is in it, with every offset in its place."""
    made = source((BlockKind.PROSE, words))
    ((read, items),) = Reader().read_all([made])
    assert read is made
    assert all(made.text[item.quote.start : item.quote.end] == item.quote.exact for item in items if not isinstance(item, Actor))


def test_sources_come_in_the_order_in_which_they_went() -> None:
    """A batch of many sources, empty ones among them, comes out in order."""
    made = [replace(source((BlockKind.PROSE, "Norway met Chile." if at % 3 else "")), name=str(at)) for at in range(12)]
    assert [read.name for read, _ in Reader().read_all(made)] == [str(at) for at in range(12)]


def test_reading_is_the_same_in_every_process() -> None:
    """The same text gives the same items whatever the hash seed."""
    text = (
        "Chile's Foreign Minister Ana Rojas met her Norwegian counterpart, Lars Dahl, in Oslo on Friday. She urged Norway to "
        "buy 2.5 million tonnes of copper by 2030, and both sides agreed to hold talks. Dahl said that he welcomed the offer."
    )
    command = [sys.executable, "-m", "peyvand", "read", "-", "--published", "2024-05-20", "--pair", "CHL", "NOR"]
    runs = {
        subprocess.run(
            command, input=text.encode(), env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
    assert b"Ana Rojas" in runs.pop()


def test_in_a_conversation_everybody_speaks_for_himself() -> None:
    """ "I" is whoever's name leads the paragraph; of an unnamed questioner nothing is read."""
    made = source(
        (BlockKind.PROSE, "PRESIDENT LAINE: I welcome the offer of Chile."),
        (BlockKind.PROSE, "PRIME MINISTER ROJAS: I condemn the seizure of the trawlers by Norway."),
        (BlockKind.PROSE, "Q: I regret the delay."),
    )
    said = {item.speaker: item.stance for item in Reader().read(made) if isinstance(item, Statement)}
    assert said == {"President Laine": "support", "Prime Minister Rojas": "oppose"}
