import os
import subprocess
import sys
from pathlib import Path

import pytest

from peyvand.desk import Desk

HEAVY = ("spacy", "polars", "trafilatura", "alembic", "lxml", "docx", "pypdfium2", "urllib3", "numpy", "edtf", "jinja2")


def loaded(*arguments: str) -> set[str]:
    """The heavy packages that a command has loaded when it ends."""
    program = (
        "import atexit, sys; from peyvand.cli import main; "
        f"atexit.register(lambda: print('loaded:', *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)); "
        "main(sys.argv[1:], prog_name='peyvand')"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, env=os.environ)
    return set(done.stderr.rpartition("loaded:")[2].split())


def test_help_loads_nothing_heavy() -> None:
    """`peyvand --help` answers before anything that reads documents is loaded."""
    assert loaded("--help") == set()


@pytest.mark.parametrize("command", ["timeline", "actors", "statements", "commitments", "figures", "sources"])
def test_a_list_loads_nothing_heavy(command: str, tmp_path: Path) -> None:
    """Looking at a desk needs its record alone."""
    Desk.create(tmp_path / "desk", ("IRN", "JPN")).close()
    assert loaded(command, str(tmp_path / "desk")) == set()


def test_importing_the_library_loads_nothing_heavy() -> None:
    """`import peyvand` leaves the parse and the readers of formats for when they are needed."""
    program = f"import sys, peyvand; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
