"""Citations: what a reader takes from an endnote, whatever its style, its language and its calendar."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.sources.conftest import Read
from tests.sources.makers import STORY

from peyvand.model import Reference

NOTES: list[dict[str, str]] = tomllib.loads((Path(__file__).parent / "citations.toml").read_text(encoding="utf-8"))["note"]
FIELDS = ("author", "title", "publisher", "published", "url", "pages", "remark")
BRIEF = "Ruritania looks to the sea\n\n{0}\n\nEndnotes\n\n{1}"


def told(reference: Reference) -> dict[str, str]:
    """What a reference says, without what it leaves open."""
    found = {name: getattr(reference, name) for name in FIELDS}
    kind = reference.kind.value
    return {name: value for name, value in found.items() if value is not None} | ({"kind": kind} if kind != "work" else {})


def notes(read: Read, *entries: str, body: str = STORY[0]) -> tuple[Reference, ...]:
    """The references of a brief with these endnotes."""
    numbered = "\n\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
    return read("brief.txt", BRIEF.format(body, numbered)).references


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note["text"][:40])
def test_an_endnote_is_understood(read: Read, note: dict[str, str]) -> None:
    """Author, title, publisher, date, address, pages and remark; the first endnote only makes the list one."""
    _, reference = notes(read, 'A. Berg, "A plan," Courier, 2020.', note["text"])
    assert told(reference) == {key: value for key, value in note.items() if key != "text"}


def test_a_list_of_all_styles(read: Read) -> None:
    """Every endnote of a long list is found, each under its number and with its own words."""
    source = read("brief.txt", BRIEF.format(STORY[0], "\n\n".join(f"[{n}] {note['text']}" for n, note in enumerate(NOTES, 1))))
    assert [reference.label for reference in source.references] == [str(n) for n in range(1, len(NOTES) + 1)]
    for note, reference in zip(NOTES, source.references, strict=True):
        assert source.text[reference.start : reference.end].endswith(note["text"])


POINTING = {
    "Ibid.": ("2", "Fish and peace", None, None),
    "Ibid., 45.": ("2", "Fish and peace", "45", None),
    "Ibid., pp. 45–47. The second table is meant.": ("2", "Fish and peace", "45–47", "The second table is meant."),
    "A. Laine, n. 1.": ("1", "The Timber Question", None, None),
    "See note 1.": ("1", "The Timber Question", None, None),
    "Laine (n 1) 45.": ("1", "The Timber Question", "45", None),
    "Laine, supra note 1, at 12.": ("1", "The Timber Question", "12", None),
    "Laine, op. cit., p. 9.": ("1", "The Timber Question", "9", None),
    "Laine, “Timber,” 45.": ("1", "The Timber Question", "45", None),
    "همان، ۴۵.": ("2", "Fish and peace", "45", None),
    "同上、45頁。": ("2", "Fish and peace", "45", None),
    "Ebd., S. 45.": ("2", "Fish and peace", "45", None),
}


@pytest.mark.parametrize("entry", POINTING)
def test_an_endnote_that_points_to_another(read: Read, entry: str) -> None:
    """It has what it points to, its own pages and remark, and says which entry that is."""
    laine = 'A. Laine, "The Timber Question," *Strelsau Review*, May 3, 2021.'
    reference = notes(read, laine, "K. Voss, “Fish and peace,” Courier, 2020.", entry)[-1]
    assert (reference.same_as, reference.title, reference.pages, reference.remark) == POINTING[entry]
    assert reference.label == "3"


def test_an_endnote_that_points_through_another(read: Read) -> None:
    """Of "Ibid." on "Ibid." the work itself is told."""
    *_, last = notes(read, 'A. Laine, "Timber," Review, 2021.', "Ibid.", "Ibid., 4.")
    assert (last.same_as, last.title, last.pages) == ("1", "Timber", "4")


def test_an_endnote_that_points_further_on(read: Read) -> None:
    """ "See note 3 below" has the work of the third."""
    first, *_ = notes(read, "See note 3 below.", 'B. Berg, "Islands," Review, 2020.', 'A. Laine, "Timber," Review, 2021.')
    assert (first.label, first.title, first.same_as) == ("1", "Timber", "3")


def test_several_works_in_one_endnote(read: Read) -> None:
    """Each is a reference of the endnote's number, with the words that cite it."""
    entry = (
        'A. Berg and K. Voss, "Two Ways; One Sea," Courier, March 3, 2020; C. Stein, "Third Way," Review, 2021; see also n. 1.'
    )
    source = read("brief.txt", BRIEF.format(STORY[0], f'1. A. Laine, "Timber," Review, 2021.\n\n2. {entry}'))
    works = [reference for reference in source.references if reference.label == "2"]
    assert [(one.author, one.title, one.published) for one in works] == [
        ("A. Berg and K. Voss", "Two Ways; One Sea", "2020-03-03"),
        ("C. Stein", "Third Way", "2021"),
        ("A. Laine", "Timber", "2021"),
    ]
    assert source.text[works[1].start : works[1].end] == 'C. Stein, "Third Way," Review, 2021'


@pytest.mark.parametrize(
    ("entry", "published"),
    [
        ('"Ferry," Courier, 30 Esfand 1399.', "2021-03-20"),
        ('"Ferry," Courier, 1402/05/16.', "2023-08-07"),
        ('"Ferry," Courier, 25/12/2024.', "2024-12-25"),
        ('"Ferry," Courier, 03/12/2024.', "2024"),
        ('"Ferry," Courier, 12.03.2024.', "2024-03-12"),
        ('"Ferry," Courier, n.d., https://c.example/1, retrieved 4 May 2024.', None),
        ('"Trade 1945–1950," Courier, vol. 3 (1989): 1998–2003.', "1989"),
    ],
)
def test_dates_of_other_calendars_and_orders(read: Read, entry: str, published: str | None) -> None:
    """Persian years, numbers that can be read in one way only, and no day on which somebody only looked."""
    assert notes(read, 'A. Berg, "A plan," Courier, 2020.', entry)[-1].published == published
