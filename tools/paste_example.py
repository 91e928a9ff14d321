"""Runs the README's example in an empty folder, then those of the guide, and pastes what they print.

A block marked `text` right below a block of commands holds what the last of those commands printed. In the guide, only what
stands between `<!-- example -->` and `<!-- /example -->` is run; the ids and numbers in it are those of the bundled samples.
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
GUIDE = ROOT / "docs" / "guide.md"
EXAMPLE = re.compile(r"<!-- example -->\n.*?<!-- /example -->", re.DOTALL)
STEP = re.compile(r"^```\n(?P<commands>peyvand .*?)\n```\n(?:\n```text\n(?P<printed>.*?)```\n)?", re.MULTILINE | re.DOTALL)


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


def pasted(text: str, folder: Path) -> str:
    """A text with what its commands print now, run one after the other in the folder."""

    def fill(step: re.Match[str]) -> str:
        printed = [run(command, folder) for command in step["commands"].splitlines()]
        shown = f"\n```text\n{printed[-1]}\n```\n" if step["printed"] is not None else ""
        return f"```\n{step['commands']}\n```\n{shown}"

    return STEP.sub(fill, text)


def main() -> None:
    """Write the README and the guide anew."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "src").symlink_to(ROOT / "src")
        README.write_text(pasted(README.read_text(encoding="utf-8"), folder), encoding="utf-8")
        guide = EXAMPLE.sub(lambda found: pasted(found[0], folder), GUIDE.read_text(encoding="utf-8"))
        GUIDE.write_text(guide, encoding="utf-8")


if __name__ == "__main__":
    main()
