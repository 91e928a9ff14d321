"""Markers: where a text calls its endnotes, in every form and format, and what only looks like a call."""

from __future__ import annotations

import pytest
from tests.sources.conftest import Read
from tests.sources.makers import STORY, page

from peyvand.model import Source

NOTED = "Ruritania looks to the sea\n\n{0}\n\n{1}\n\nEndnotes\n\n{2}"
LISTED = "Ruritania looks to the sea\n\n{0}\n\n{1}\n\nReferences\n\n{2}"


def labels(source: Source) -> list[str]:
    """The markers' labels, in order."""
    return [marker.label for marker in source.markers]


def entries(count: int, form: str = "{0}. {1}") -> str:
    """That many endnotes."""
    return "\n\n".join(form.format(at, f'A. Laine, "Paper {at}," Review, {1990 + at % 30}.') for at in range(1, count + 1))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Fish is scarce (1). So is timber.(2) Both are dear (3).", ["1", "2", "3"]),
        ("Fish is scarce. (1)", ["1"]),
        ('She calls it "the sea"1. He calls it "the strait"2, as all do (3).', ["1", "2", "3"]),
        ("She has two aims: (1) to fish, and (2) to trade.", []),
        ("The order1 is new. So is the world2 of the sea3, he wrote.", ["1", "2", "3"]),
        ("The line opens [1-3]. Fish is scarce.[4–5]", ["1", "2", "3", "4", "5"]),
        ("Fish is scarce.¹⁻³ So is timber.⁴", ["1", "3", "4"]),
        ("Fish was scarce in 2012.1 So was timber in 2013.2 The price was 7.3 crowns.", ["1", "2"]),
        ("Fish is scarce.1 So is timber.2 Both rose by 2.5 points.4 Then came calm.5", ["1", "2", "4", "5"]),
        ("The strait is 12 km2 wide, and the gulf 30 km². It was said.[1, p. 45]", ["1"]),
        ("Fish is scarce [1: 45]. The group of 7 met, and the G7 spoke.", ["1"]),
        ("Fish is scarce.[3] So is timber.[1] Both are dear.[3]", ["3", "1", "3"]),
        ("Fish is scarce.[8] So is timber.[0] Both are dear.⁹", []),
    ],
)
def test_a_call(read: Read, body: str, expected: list[str]) -> None:
    """A number is a call where it has an endnote and can be nothing else."""
    assert labels(read("brief.txt", NOTED.format(STORY[0], body, entries(5)))) == expected


def test_calls_with_numbers_missing(read: Read) -> None:
    """Where plain numbers run in order, one that is missing doesn't end the run."""
    body = " ".join(f"The minister spoke again of the sea.{at}" for at in range(1, 31) if at not in (4, 17))
    source = read("brief.txt", NOTED.format(STORY[0], body, entries(30)))
    assert labels(source) == [str(at) for at in range(1, 31) if at not in (4, 17)]


BOOKS = """Laine, Aino. 2021. The Long Strait. Strelsau: Zenda Press.

Laine, A., and Voss, K. 2019a. Two harbours. Courier Press.

Berg, B. (2006). On islands. Island Studies, 39(3), 307–327.

Ministry of Trade of Ruritania. 2020. Figures of the Sea. Strelsau: Ministry of Trade."""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Fish is scarce (Laine 2021).", ["Laine 2021"]),
        ("Fish is scarce (Laine, 2021, 45; see Berg 2006).", ["Laine 2021", "Berg 2006"]),
        ("Laine (2021) and, later, Berg (2006, p. 12) say so.", ["Laine 2021", "Berg 2006"]),
        ("Fish is scarce (Laine and Voss 2019a; Nobody 2019).", ["Laine 2019a"]),
        ("Fish is scarce (Laine et al., 2019a).", ["Laine 2019a"]),
        ("It is dear (Ministry of Trade of Ruritania 2020).", ["Ministry of Trade of Ruritania 2020"]),
        ("The ministry (founded in 2021) is new, and so is the law (2006).", []),
    ],
)
def test_a_call_by_name_and_year(read: Read, body: str, expected: list[str]) -> None:
    """A bibliography without numbers is called by its authors and years."""
    assert labels(read("brief.txt", LISTED.format(STORY[0], body, BOOKS))) == expected


def test_a_list_without_numbers_that_the_text_numbers(read: Read) -> None:
    """Where the text calls numbers and the list has none, the place in the list is the number."""
    body = "Fish is scarce.¹ So is timber.² Both are dear.³"
    source = read("brief.txt", LISTED.format(STORY[0], body, entries(3, "{1}")))
    assert labels(source) == [one.label for one in source.references] == ["1", "2", "3"]


def test_footnotes_of_markdown(read: Read) -> None:
    """Footnotes with names of their own."""
    source = read(
        "brief.md",
        f"# Ruritania\n\n{STORY[0]}[^visit-2021] {STORY[1]}[^2]\n\n"
        "[^visit-2021]: A. Laine, *The Long Strait* (Strelsau: Zenda Press, 2021), 4.\n"
        "[^2]: Author's interview with a harbour master, Zenda, May 2023.\n",
    )
    assert labels(source) == ["visit-2021", "2"]
    assert [(one.label, one.title) for one in source.references] == [
        ("visit-2021", "The Long Strait"),
        ("2", "Author's interview with a harbour master, Zenda"),
    ]


def test_endnotes_of_a_page(read: Read) -> None:
    """Raised links in the text, and an ordered list that shows the numbers."""
    listed = "".join(f"<li>{entry} <a href='#c'>↩</a></li>" for entry in ('A. Laine, "Fish," Review, 2021.', "Ibid., 4."))
    body = f"<p>{STORY[0]}<sup><a href='#n1'>1</a></sup> {STORY[1]}<sup>2</sup></p><ol class='footnotes'>{listed}</ol>"
    source = read("brief.html", page(body))
    assert labels(source) == ["1", "2"]
    assert [(one.title, one.pages, one.same_as) for one in source.references] == [("Fish", None, None), ("Fish", "4", "1")]
