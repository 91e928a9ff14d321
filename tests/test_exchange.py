"""Items as they travel: their ids, what they rest on, and what was read from the same words."""

from __future__ import annotations

import pytest

from peyvand.exchange import Extent, Line, lines, together
from peyvand.model import (
    Actor,
    ActorType,
    Block,
    BlockKind,
    Cited,
    Commitment,
    CommitmentStatus,
    Figure,
    Item,
    Marker,
    Metadata,
    Reference,
    Source,
    Stance,
    Statement,
)

TEXT = (
    "Laine said that Ruritania will buy 40,000 tonnes of fish.[1] Trade fell.\n\n1. A. Berg, interview with the author, May 2023."
)
WORK = Reference("1", 74, 121, author="A. Berg", title="interview with the author", published="2023-05", kind=Cited.INTERVIEW)
SOURCE = Source(
    "0123456789abcdef",
    "brief.txt",
    TEXT,
    (Block(BlockKind.PROSE, 0, 72), Block(BlockKind.REFERENCE, 74, 121)),
    Metadata(),
    (WORK,),
    (Marker("1", 57, 60),),
)


def items() -> list[Item]:
    """A statement, a promise and a figure of one sentence, and who said it."""
    return [
        Statement(quote=SOURCE.quote(0, 56), speaker="Laine", topic="fish", stance=Stance.OFFER, references=("1",)),
        Commitment(
            quote=SOURCE.quote(16, 56),
            parties=("Ruritania",),
            what="buy fish",
            status=CommitmentStatus.PROMISED,
            references=("1",),
        ),
        Figure(quote=SOURCE.quote(35, 56), value=40000, unit="tonnes", indicator="fish", references=("1",)),
        Figure(quote=SOURCE.quote(61, 71), value=1, unit="fall", indicator="trade"),
        Actor(name="Laine", type=ActorType.PERSON, mentions=(SOURCE.quote(0, 5),)),
    ]


def test_a_line_tells_what_the_item_rests_on() -> None:
    """Its id, the works that its sentence cites, and what was said, promised and counted in the same words."""
    said, promised, counted, other, actor = lines(SOURCE, items(), "brief")
    assert said.beside == (promised.id, counted.id)
    assert promised.beside == (said.id, counted.id)
    assert counted.beside == (said.id, promised.id)
    row = said.json()
    assert list(row)[:3] == ["kind", "doc", "id"]
    assert (row["id"], row["with"], row["references"]) == (said.id, [promised.id, counted.id], ["1"])
    cited = row["cites"]
    assert isinstance(cited, list)
    assert cited == [
        {
            **dict.fromkeys(("publisher", "url", "pages", "remark", "same_as")),
            "label": "1",
            "start": 74,
            "end": 121,
            "author": "A. Berg",
            "title": "interview with the author",
            "published": "2023-05",
            "kind": "interview",
        }
    ]
    assert (other.json()["with"], other.json()["cites"]) == ([], [])
    assert actor.json()["id"] == actor.id
    assert not {"with", "cites"} & actor.json().keys()


def test_every_reading_gives_the_same_ids() -> None:
    """Whatever the document is called, and whoever reads it."""
    first, again = (list(lines(SOURCE, items(), doc)) for doc in ("brief", "0123456789abcdef"))
    assert [line.id for line in first] == [line.id for line in again]
    assert len({line.id for line in first}) == len(first)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Extent("a", 0, 20), Extent("b", 10, 30), True),
        (Extent("a", 0, 40), Extent("b", 10, 30), True),
        (Extent("a", 0, 20, "d to buy it all"), Extent("b", 28, 40), True),
        (Extent("a", 0, 20, "d, to buy it"), Extent("b", 25, 40), False),
        (Extent("a", 0, 20, "d and bought it"), Extent("b", 25, 40), False),
        (Extent("a", 0, 20, ". It said"), Extent("b", 21, 40), False),
        (Extent("a", 0, 20, "d one two three four five six sev"), Extent("b", 50, 60), False),
        (Extent("a", 0, 20, "d"), Extent("b", 20, 30), True),
        (Extent("a", 0, 20, "d"), Extent("b", 90, 100), False),
    ],
)
def test_what_stands_together(one: Extent, other: Extent, expected: bool) -> None:  # noqa: FBT001
    """Words that overlap, or a few words apart in one clause; another clause or sentence is another thing."""
    assert (together([other, one]) == {"a": ("b",), "b": ("a",)}) is expected


def test_a_paragraph_with_thousands_of_items() -> None:
    """Each is shown with no more than a page holds, and the two always know each other."""
    found = together([Extent("all", 0, 100_000), *(Extent(f"{at:05}", at * 10, at * 10 + 15) for at in range(5_000))])
    assert max(map(len, found.values())) <= 40
    assert all(key in found[other] for key, others in found.items() for other in others)


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (WORK, "A. Berg, “interview with the author”, 2023-05"),
        (Reference("1", 0, 1, title="Fish", publisher="Courier"), "“Fish”, Courier"),
        (Reference("1", 0, 1, url="https://a.example", published="2020"), "https://a.example"),
        (Reference("1", 0, 1, remark="It is counted apart."), None),
    ],
)
def test_a_work_in_one_line(reference: Reference, words: str | None) -> None:
    """Author, title, publisher and date, the address only where nothing else is known."""
    assert reference.words == words


def test_a_line_of_a_source_without_endnotes() -> None:
    """It cites nothing."""
    assert Line("1", "brief", items()[3]).json()["cites"] == []
