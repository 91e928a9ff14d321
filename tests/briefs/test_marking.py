"""Quotes in their place, however they overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from peyvand.briefs.marking import Mark, Overlay


def test_overlapping_quotes_share_a_piece() -> None:
    """Two quotes that overlap are cut into three pieces, the middle one of both."""
    text = "Laine met Voss and promised a ferry."
    overlay = Overlay(text, [Mark("met", 0, 14), Mark("promised", 10, 35)])
    assert [(piece.text, set(piece.quotes)) for piece in overlay.pieces(0, len(text))] == [
        ("Laine met ", {"met"}),
        ("Voss", {"met", "promised"}),
        (" and promised a ferry", {"promised"}),
        (".", set()),
    ]


def test_a_quote_ends_where_it_ends() -> None:
    """The piece with which a quote ends says so, once."""
    pieces = Overlay("abcdef", [Mark("outer", 0, 6), Mark("inner", 2, 4)]).pieces(0, 6)
    assert [(piece.text, piece.ending) for piece in pieces] == [("ab", ()), ("cd", ("inner",)), ("ef", ("outer",))]


def test_a_marker_inside_a_quote_is_cut_out() -> None:
    """The call of an endnote stays a link of its own within the quote."""
    pieces = Overlay("said so.[3] Then", [Mark("q", 0, 16)], markers=[Mark("3", 8, 11)]).pieces(0, 16)
    assert [(piece.text, piece.marker) for piece in pieces] == [("said so.", None), ("[3]", "3"), (" Then", None)]


def test_a_name_within_a_name_is_part_of_it() -> None:
    """The name "Ruritania" in "Ruritania Chamber of Commerce" doesn't break the longer name."""
    pieces = Overlay("Ruritania Chamber met", [], actors=[Mark("country", 0, 9), Mark("chamber", 0, 17)]).pieces(0, 21)
    assert "".join(piece.text for piece in pieces if piece.actor == "chamber") == "Ruritania Chamber"


def test_what_lies_outside_the_text_is_left_out() -> None:
    """A mark beyond the text, or of no length, does no harm."""
    pieces = Overlay("abc", [Mark("beyond", 2, 9), Mark("empty", 1, 1)]).pieces(0, 3)
    assert [piece.text for piece in pieces] == ["abc"]


_MARKS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8)


@given(text=st.text(max_size=40), edges=_MARKS, cut=st.integers(0, 40))
def test_no_character_is_lost_and_each_knows_its_quotes(text: str, edges: list[tuple[int, int]], cut: int) -> None:
    """Whatever the quotes: the pieces make up the text, and each lists exactly the quotes that lie on it."""
    marks = [Mark(str(number), start, end) for number, (start, end) in enumerate(edges)]
    overlay = Overlay(text, marks)
    middle = min(cut, len(text))
    pieces = overlay.pieces(0, middle) + overlay.pieces(middle, len(text))
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        over = {m.key for m in marks if m.start <= piece.start and piece.start + len(piece.text) <= m.end <= len(text)}
        assert set(piece.quotes) == over
