"""Figures in common units, so that they can be compared: barrels in cubic metres, feet in kilometres.

A figure keeps the text's own unit; what stands here is worked out from it. `pint` does the sums. It is loaded when the first
unit that converts is met.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from peyvand.model import Figure

if TYPE_CHECKING:
    from pint import UnitRegistry

_DIGITS = 6  # significant digits of a converted value; no text gives more


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its unit."""

    value: float
    unit: str


def converted(figure: Figure) -> Quantity | None:
    """A figure's value in the common unit of its kind; None for money, shares, counts and whatever else doesn't convert."""
    factor = _factor(figure.unit)
    if factor is None:
        return None
    return Quantity(float(f"{figure.value * factor.value:.{_DIGITS}g}"), factor.unit)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """The units that convert, from their data file."""
    return tomllib.loads(files("peyvand").joinpath("units.toml").read_text(encoding="utf-8"))


@cache
def _registry() -> UnitRegistry[float]:
    """Pint's units."""
    import pint

    return pint.UnitRegistry()


@cache
def _factor(unit: str) -> Quantity | None:
    """What one of a unit is in the common unit."""
    names = _table()["pint"]
    parts = unit.split(" per ")
    if any(part not in names for part in parts):
        return None
    known = _registry()
    one = known.Quantity(1.0, known.Unit(" / ".join(f"({names[part]})" for part in parts)))
    for name, expression in _table()["common"].items():
        if (" per " in name) >= (" per " in unit) and one.is_compatible_with(expression):
            return Quantity(float(one.to(expression).magnitude), name)
    return None
