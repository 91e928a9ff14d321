"""Runs the README's example in an empty folder and pastes what it prints.

A block marked `text` right below a block of commands holds what the last of those commands printed.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
STEP = re.compile(r"^```\n(?P<commands>peyvand .*?)\n```\n(?:\n```text\n(?P<printed>.*?)\n```\n)?", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> str:
    """What a command prints, on a terminal of 80 columns."""
    words = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "peyvand", *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.rstrip()


def pasted(readme: str, folder: Path) -> str:
    """The README with what its commands print now, run one after the other in the folder."""
    (folder / "src").symlink_to(ROOT / "src")

    def fill(step: re.Match[str]) -> str:
        printed = [run(command, folder) for command in step["commands"].splitlines()]
        shown = f"\n```text\n{printed[-1]}\n```\n" if step["printed"] is not None else ""
        return f"```\n{step['commands']}\n```\n{shown}"

    return STEP.sub(fill, readme)


def main() -> None:
    """Write the README anew."""
    with TemporaryDirectory() as folder:
        README.write_text(pasted(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
