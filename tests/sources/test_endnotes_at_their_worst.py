"""Endnotes as bad layouts and worse programs leave them: whatever they are, the document is read."""

from __future__ import annotations

import pytest
from tests.sources.conftest import Read
from tests.sources.makers import STORY

MANY = 5_000


def brief(body: str, entries: str) -> str:
    """A brief with endnotes."""
    return f"Ruritania looks to the sea\n\n{STORY[0]}\n\n{body}\n\nEndnotes\n\n{entries}"


@pytest.mark.parametrize("form", ['{0}. A. Laine, "Paper {0}," Review, May 3, 2021.', "{0}. Ibid., {0}.", "{0}. See note {1}."])
def test_thousands_of_endnotes(read: Read, form: str) -> None:
    """Each is found and tied, also where all of them point to each other in a circle."""
    body = " ".join(f"Item {at} is open.[{at}]" for at in range(1, MANY + 1))
    source = read("brief.txt", brief(body, "\n\n".join(form.format(at, MANY + 1 - at) for at in range(1, MANY + 1))))
    assert len({one.label for one in source.references}) == len(source.markers) == MANY


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("1. Ibid.\n\n2. Ibid., 45.", [None, None]),
        ("1. See note 2.\n\n2. See note 1.", [None, None]),
        ("1. See note 1.\n\n2. K. Voss, n. 99.", [None, None]),
        ('3. A. Laine, "C," Review, 2021.\n\n1. Ibid.\n\n2. K. Voss, "B," Review, 2020.', ["C", "C", "B"]),
        ('1. A. Laine, "A," Review, 2021.\n\n1. K. Voss, "B," Review, 2020.\n\n7. Ibid.', ["A", "A"]),
        ('1. Laine, op. cit., 45, 2021.\n\n2. "," , 2021.', [None, None]),
    ],
)
def test_lists_that_make_no_sense(read: Read, entries: str, expected: list[str | None]) -> None:
    """Ibid. without anything before it, circles, numbers out of order, twice and missing: what can be known is told."""
    titles = [reference.title for reference in read("brief.txt", brief("Fish is scarce.[1]", entries)).references]
    assert titles == expected


def test_calls_without_endnotes_and_endnotes_without_calls(read: Read) -> None:
    """Neither is tied to anything."""
    source = read("brief.txt", brief("Fish is scarce.[9] So is timber.¹²", '1. A. Laine, "A," Review, 2021.\n\n2. Ibid.'))
    assert (len(source.references), source.markers) == (2, ())


HEAPS = (
    "(",
    '"“',
    "x;",
    "A. ",
    "*a ",
    "Laine, ",
    "https://a.example/ b/",
    "2021 ",
    "‘a ",
    "see ",
    "Aa: ",
    "accessed ",
    "«",
    "n. 1 ",
)


@pytest.mark.parametrize("heap", HEAPS)
def test_an_endnote_that_is_a_heap_of_one_sign(read: Read, heap: str) -> None:
    """It costs no more than its length, and the endnote beside it is read."""
    source = read("brief.txt", brief("Fish is scarce.[1]", f'1. A. Laine, "A," Review, 2021.\n\n2. {heap * 5_000} 2021'))
    assert source.references[0].title == "A"
