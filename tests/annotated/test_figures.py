"""The passages with figures of the annotated corpus: what their checker refuses."""

import pytest
from tests.annotated.corpus import FIGURES, Line, Told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": {"exact": "4 million crowns", "start": 26, "end": 42}}, "doesn't stand at 26 to 42"),
        ({"quote": {"exact": "4 mill", "start": 27, "end": 33}}, "inside a word"),
        ({"value": -4000000}, "without a sign"),
        ({"value": "4 million"}, "must be a number"),
        ({"value": True}, "must be a number"),
        ({"unit": ""}, "unit '' must be a phrase"),
        ({"indicator": None}, "indicator None must be a phrase"),
        ({"geo": ["GRK"]}, "geo 'GRK' is no ISO 3166 code"),
        ({"geo": ["Zenda", "Zenda"]}, "each once"),
        ({"period": "June"}, "period 'June' is no EDTF"),
        ({"bound": "roughly"}, "bound 'roughly' isn't known"),
        ({"bound": "about"}, "approximate if, and only if, it has a bound"),
        ({"speaker": "exchequer"}, "the speaker 'exchequer' doesn't stand in the text"),
        ({"colour": "red"}, "unknown keys: colour"),
    ],
)
def test_a_fault_in_a_figure_is_told(told: Told, change: Line, words: str) -> None:
    """Each with its line."""
    assert words in "\n".join(told(FIGURES.place, FIGURES.line(change)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"none": []}, "'12' at 57 is neither in a figure nor among the numbers that are none"),
        ({"figures": []}, "there are no figures, and the line doesn't say why"),
        ({"figures": [], "construction": None, "negative": "name"}, "'million' at 29 is neither"),
        ({"negative": "name"}, "a negative has no figures"),
        ({"none": [{"exact": "4", "start": 27, "end": 28}, *FIGURES.passage["none"]]}, "overlap at 27"),
        ({"none": [{"exact": "12", "start": 58, "end": 60}]}, "doesn't stand at 58 to 60"),
        ({"construction": "telegram"}, "construction 'telegram' isn't known"),
    ],
)
def test_what_is_marked_must_be_complete(told: Told, change: Line, words: str) -> None:
    """Whoever learns from a passage learns from the numbers that are left out as well."""
    assert words in "\n".join(told(FIGURES.place, FIGURES.line(**change)))
