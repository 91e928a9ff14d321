"""Names of files that every system can hold, and addresses that may be linked."""

from __future__ import annotations

import re

import pytest

from peyvand.briefs.links import PART, actor_page, anchor, quote_place, source_page, web_address


@pytest.mark.parametrize("key", ["0a1b", "CON", "../../etc/passwd", "a:b", "نام", "x" * 400, "A1", "a1", "trailing.", ""])
def test_every_key_makes_a_safe_file_name(key: str) -> None:
    """Small letters, digits and dashes only: no separators, no reserved names, nothing too long."""
    for page in (source_page(key), actor_page(key)):
        assert re.fullmatch(r"[a-z]+/[as]-[a-z0-9_-]{1,80}\.html", page)


def test_names_that_differ_in_capitals_only_stay_apart() -> None:
    """On a disk that doesn't know capitals from small letters, two sources keep two files."""
    assert source_page("A1") != source_page("a1")
    assert source_page("A1").lower() == source_page("A1")


def test_a_quote_far_into_a_long_text_stands_on_a_later_page() -> None:
    """A long source goes over several pages, and links know which."""
    assert quote_place("0a", "1f", 10) == "sources/s-0a.html#1f"
    assert quote_place("0a", "1f", PART) == "sources/s-0a-part2.html#1f"


def test_an_anchor_can_stand_in_a_page() -> None:
    """An id with anything but plain characters is replaced by a digest."""
    assert anchor("0a1b") == "0a1b"
    assert re.fullmatch(r"x[0-9a-f]{16}", anchor('"><script>'))


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org", "HTTPS://EXAMPLE.ORG/ä"])
def test_web_addresses_are_linked(url: str) -> None:
    """What is an address of the web is linked as it stands."""
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//example.org",
        "https://user:secret@example.org/",
        'https://example.org/"onmouseover="x',
        "https://[broken",
        "mailto:a@example.org",
    ],
)
def test_other_addresses_are_not(url: str | None) -> None:
    """Nothing that could run, read a file, or pass for something else becomes a link."""
    assert web_address(url) is None
