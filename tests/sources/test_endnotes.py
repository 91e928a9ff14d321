"""Endnotes: an entry's fields, and the markers that call it."""

from __future__ import annotations

import pytest
from tests.sources.conftest import Read, of_kind
from tests.sources.makers import STORY

from peyvand.model import BlockKind, Reference, Source

ENTRIES = {
    'A. Laine, "The Timber Question," *Strelsau Review*, May 3, 2021, https://review.example/timber.': (
        "A. Laine", "The Timber Question", "Strelsau Review", "2021-05-03", "https://review.example/timber",
    ),
    '"Ferries for all," Courier, 3 May 2021, courier.example/ a1b2C.': (
        None, "Ferries for all", "Courier", "2021-05-03", "courier.example/a1b2C",
    ),
    "K. Voss, “Fish and peace,” Zenda Institute, July 2023, https://www. zenda.example/fish/, accessed May 1, 2024.": (
        "K. Voss", "Fish and peace", "Zenda Institute", "2023-07", "https://www.zenda.example/fish/",
    ),
    'C. Stein, "Who Owns the Strait?" *The Zenda Quarterly*, 33, no. 1 (2010): 149-162, https://doi.example/10.1.': (
        "C. Stein", "Who Owns the Strait?", "The Zenda Quarterly", "2010", "https://doi.example/10.1",
    ),
    'B. Berg, "On Islands," *Island Studies* 39, no. 3 (2006): 307–27.': (
        "B. Berg", "On Islands", "Island Studies", "2006", None,
    ),
    'A. Berg, "A plan for the coast," April 28, 2023, http://coast.example/3.': (
        "A. Berg", "A plan for the coast", None, "2023-04-28", "http://coast.example/3",
    ),
}  # fmt: skip
HEADED = "Ruritania looks to the sea\n\n{0}\n\nEndnotes\n\n{1}"


def fields(reference: Reference) -> tuple[str | None, ...]:
    """The fields of a reference."""
    return reference.author, reference.title, reference.publisher, reference.published, reference.url


def labels(source: Source) -> list[str]:
    """The markers' labels, in order."""
    return [marker.label for marker in source.markers]


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("form", ["1. {}", "- 1 {}", "[1] {}", "(1) {}", "1 {}", "¹ {}"])
def test_an_entry_is_parsed(read: Read, entry: str, form: str) -> None:
    """Author, title, publisher, date and address, however the entry is numbered, and where the layout broke the address."""
    source = read("brief.txt", HEADED.format(STORY[0], form.format(entry)))
    assert [(one.label, fields(one)) for one in source.references] == [("1", ENTRIES[entry])]
    assert of_kind(source, BlockKind.REFERENCE) == [form.format(entry)]


def test_ibid_and_earlier_notes_are_resolved(read: Read) -> None:
    """The entry before is meant by "Ibid.", the entry of that number by "n. 1"."""
    entries = (
        '1. A. Laine, "Timber," Review, May 3, 2021.\n\n2. K. Voss, "Fish," Courier, 2020.\n\n3. Ibid.\n\n4. A. Laine, n. 1.'
    )
    _, fish, ibid, earlier = read("brief.txt", HEADED.format(STORY[0], entries)).references
    assert fields(ibid) == fields(fish)
    assert fields(earlier) == ("A. Laine", "Timber", "Review", "2021-05-03", None)
    assert (ibid.label, earlier.label) == ("3", "4")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The line opens.¹ Fish is scarce.² So is timber.³", ["1", "2", "3"]),
        ("The line opens.[1] Fish is scarce [2]. So is timber [1].", ["1", "2", "1"]),
        ('The line opens.1 Fish is "scarce".2 So is "timber"3 now.', ["1", "2", "3"]),
        ("The line opens.¹ Fish is scarce.2 So is timber.³", ["1", "2", "3"]),
        ("The line opens.¹,² So is timber.³", ["1", "2", "3"]),
        ("The line opens [1, 2]. So is timber.", ["1", "2"]),
        ("The price rose to $1.2 and then to 3.1 crowns, at 10:3 odds.", []),
        ("The line opens.3 Fish is scarce.9", []),
        ("It covers 12 km² and was seen [sic] by all.[7]", []),
    ],
)
def test_markers_are_tied_to_their_entries(read: Read, body: str, expected: list[str]) -> None:
    """Raised digits, brackets, and bare digits where the numbers run in order; other numbers stay numbers."""
    entries = "\n\n".join(f'{at}. A. Laine, "Paper {at}," Review, 202{at}.' for at in (1, 2, 3))
    source = read("brief.txt", HEADED.format(f"{STORY[0]}\n\n{body}", entries))
    assert labels(source) == expected
    assert all(source.text[marker.start : marker.end].strip("[]⁰¹²³") in ("", marker.label) for marker in source.markers)


def test_notes_without_a_heading(read: Read) -> None:
    """A run of numbered entries that cite something is a list of notes."""
    entries = "\n".join(
        f'[{at}] K. Voss, "Report {at}," Courier, May {at}, 2021, https://courier.example/{at}.' for at in range(1, 5)
    )
    source = read("brief.txt", f"Ruritania looks to the sea\n\n{STORY[0]}[2]\n\n{STORY[1]}\n\n{entries}")
    assert [reference.label for reference in source.references] == ["1", "2", "3", "4"]
    assert labels(source) == ["2"]


def test_entries_wrapped_at_a_width(read: Read) -> None:
    """An entry may run over several lines."""
    entries = (
        '1. A. Laine, "The Timber Question and the Future of the Ferry\n   Line," Strelsau Review, May 3, 2021.\n'
        '2. K. Voss, "Fish and Peace in the Strait of Zenda, a Paper for\n   the Commission," Courier, 2020.\n'
    )
    wrapped = (
        "The foreign minister met her counterpart in the capital on\nMonday. They talked about the ferry line and the fishing."
    )
    source = read("brief.txt", HEADED.format(wrapped, entries))
    assert [reference.published for reference in source.references] == ["2021-05-03", "2020"]


def test_what_stands_behind_the_notes_is_no_note(read: Read) -> None:
    """A heading ends the list."""
    source = read(
        "brief.txt",
        HEADED.format(STORY[0], '1. K. Voss, "Fish," Courier, 2020.\n\nAbout the author\n\nAino Laine writes on forests.'),
    )
    assert [reference.label for reference in source.references] == ["1"]
    assert of_kind(source, BlockKind.FURNITURE) == ["About the author", "Aino Laine writes on forests."]
