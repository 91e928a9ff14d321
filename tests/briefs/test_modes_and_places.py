"""How an event was done and where it took place, as a reader sees it."""

from __future__ import annotations

import pytest

from peyvand.briefs import labels
from peyvand.model import Location, Plover


@pytest.mark.parametrize(
    ("written", "location", "shown"),
    [
        ("Geneva", Location("CHE", 46.202, 6.146), "Geneva, Switzerland"),
        ("Geneva, Switzerland", Location("CHE", 46.202, 6.146), "Geneva, Switzerland"),
        ("Iran", Location("IRN"), "Iran"),
        ("Tehran's neighbour", Location("IRQ"), "Tehran's neighbour"),
        ("Strait of Hormuz", Location(None, 26.6, 56.3), "Strait of Hormuz"),
        ("Karsk", None, "Karsk"),
        (None, None, None),
    ],
)
def test_a_city_is_shown_with_its_country(written: str | None, location: Location | None, shown: str | None) -> None:
    """The country is said once, and only with a point inside it."""
    assert labels.place(written, location) == shown


def test_a_mode_is_shown_in_plain_words() -> None:
    """A mode of the lexicon has its label and definition; a desk's own is shown by its key."""
    known, own = labels.mode(Plover.CONSULT, "third_party"), labels.mode(Plover.CONSULT, "at_sea")
    assert (known.label, bool(known.definition)) == ("Brought together by a third party", True)
    assert (own.label, own.definition) == ("At sea", "")
