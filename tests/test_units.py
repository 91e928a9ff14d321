"""Figures in common units: what converts, by how much, and what is left alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from peyvand.model import Figure, Quote
from peyvand.units import converted


def figure(value: float, unit: str) -> Figure:
    """A figure of so much."""
    return Figure(quote=Quote("x", 0, 1), value=value, unit=unit, indicator="x")


@pytest.mark.parametrize(
    ("value", "unit", "common"),
    [
        (1_000_000, "barrels", (158_987, "cubic metres")),
        (1_000_000, "barrels per day", (158_987, "cubic metres per day")),
        (3.6525e9, "cubic metres per year", (1e7, "cubic metres per day")),
        (500, "kilograms", (0.5, "tonnes")),
        (26, "miles", (41.8429, "kilometres")),
        (1.4, "gigawatts", (1400, "megawatts")),
        (2, "terawatt hours", (2e6, "megawatt hours")),
        (100, "hectares", (1, "square kilometres")),
        (20, "knots", (37.04, "kilometres per hour")),
    ],
)
def test_a_unit_that_converts_is_given_in_the_common_one(value: float, unit: str, common: tuple[float, str]) -> None:
    """Barrels in cubic metres, miles in kilometres, rates per day."""
    quantity = converted(figure(value, unit))
    assert quantity is not None
    assert quantity.value == pytest.approx(common[0], rel=1e-5)
    assert quantity.unit == common[1]


@pytest.mark.parametrize(
    "unit", ["USD", "percent", "rank", "people", "USD per barrel", "mining machines", "barrels of oil equivalent"]
)
def test_money_shares_and_counts_dont_convert(unit: str) -> None:
    """Nothing is worked out for them."""
    assert converted(figure(5, unit)) is None


def test_pint_is_loaded_when_a_unit_converts_and_not_before() -> None:
    """Money alone doesn't load it."""
    code = (
        "import sys; from peyvand.model import Figure, Quote; from peyvand.units import converted;"
        "converted(Figure(quote=Quote('x', 0, 1), value=1, unit='USD', indicator='x')); print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
