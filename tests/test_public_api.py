"""The library's face: a few names, and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys

import peyvand


def test_the_names_are_sorted_and_there() -> None:
    """Every public name leads somewhere."""
    assert peyvand.__all__ == sorted(peyvand.__all__)
    assert all(getattr(peyvand, name) is not None for name in peyvand.__all__)
    assert dir(peyvand) == peyvand.__all__


def test_nothing_else_leaks_and_nothing_heavy_is_loaded() -> None:
    """A fresh `import peyvand` has no other name without an underscore, and has loaded nothing of what it is built on."""
    code = """
import json, sys, peyvand
loaded = [name for name in ("sqlalchemy", "spacy", "polars", "alembic", "lxml", "numpy") if name in sys.modules]
print(json.dumps([[name for name in vars(peyvand) if not name.startswith("_")], loaded]))
"""
    leaked, loaded = json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
    assert set(leaked) <= set(peyvand.__all__)
    assert loaded == []


def test_a_name_that_isnt_there() -> None:
    """A slip gives Python's own error."""
    assert not hasattr(peyvand, "Dsek")
