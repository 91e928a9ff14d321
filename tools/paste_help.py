"""Pastes what `peyvand … --help` prints between the markers of docs/guide.md, so that the guide can't fall behind.

    python tools/paste_help.py           writes the guide anew
    python tools/paste_help.py --check   says whether it has to be

A place for a command's help looks like this, and so does what stands there afterwards:

    <!-- help: timeline -->
    <!-- /help -->
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from click.testing import CliRunner

from peyvand.cli import main as peyvand

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guide.md"
PLACE = re.compile(r"<!-- help:(?P<command>[^>]*?)-->\n.*?<!-- /help -->", re.DOTALL)


def help_text(command: str) -> str:
    """What a command's `--help` prints on a terminal of 80 columns; an empty name is `peyvand` itself."""
    result = CliRunner().invoke(peyvand, [*command.split(), "--help"], prog_name="peyvand", terminal_width=80)
    if result.exit_code:
        sys.exit(f"docs/guide.md has a place for the help of {command!r}, which is no command.")
    return result.output.rstrip()


def pasted(guide: str) -> str:
    """The guide with the help of each command in its place."""

    def fill(place: re.Match[str]) -> str:
        command = place["command"].strip()
        return f"<!-- help: {command} -->\n```text\n{help_text(command)}\n```\n<!-- /help -->"

    return PLACE.sub(fill, guide)


def main() -> int:
    """Write the guide, or check it."""
    guide = GUIDE.read_text(encoding="utf-8")
    new = pasted(guide)
    if "--check" in sys.argv:
        if new != guide:
            print("docs/guide.md: the commands' help has changed. `make docs` pastes it anew.")
        return int(new != guide)
    GUIDE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
