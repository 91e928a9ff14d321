"""What the checks of annotated sentences and of annotated articles have in common: codes, dates, runs of words."""

from __future__ import annotations

from peyvand.countries import check_country
from peyvand.dates import check_date
from peyvand.errors import BadDate, UnknownCountry


def is_country(code: object) -> bool:
    """Whether ISO 3166 has this code, in capitals."""
    try:
        return isinstance(code, str) and check_country(code) == code
    except UnknownCountry:
        return False


def is_date(text: object) -> bool:
    """Whether this is an EDTF date."""
    try:
        return isinstance(text, str) and check_date(text) == text
    except BadDate:
        return False


def runs(words: list[str], length: int) -> list[tuple[str, ...]]:
    """All runs of so many words."""
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]
