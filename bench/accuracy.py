"""Reads folders of annotated documents with `peyvand read` and scores the items.

    python bench/accuracy.py GOLD_DIR... [--score PATH] [-- options of the scorer]

The scorer takes pairs of a folder and a file of items; what it prints is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SCORE = Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "score.py"


def main() -> int:
    """The scorer's exit status."""
    options = argparse.ArgumentParser(description="Score the reading of annotated documents.")
    options.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR", help="NNN.txt with NNN.json and NNN.gold.json")
    options.add_argument("--score", type=Path, default=SCORE, help="the scorer (default: that beside this checkout)")
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the items that were read, as FOLDER/NAME.jsonl")
    given, further = options.parse_known_args()
    if not given.score.exists():
        print(f"{given.score}: there is no scorer. --score PATH names one.", file=sys.stderr)
        return 2
    with TemporaryDirectory() as temporary:
        kept: Path = given.keep or Path(temporary)
        kept.mkdir(parents=True, exist_ok=True)
        pairs = [
            str(path) for folder in given.folders for path in (folder, read(folder, kept / f"{folder.resolve().name}.jsonl"))
        ]
        scorer = [sys.executable, str(given.score), *pairs, *(one for one in further if one != "--")]
        return subprocess.run(scorer, check=False).returncode


def read(folder: Path, items: Path) -> Path:
    """Read a folder's documents into a file of items."""
    texts = sorted(str(path) for path in folder.glob("*.txt"))
    with items.open("wb") as out:
        subprocess.run([sys.executable, "-m", "peyvand", "read", *texts], stdout=out, check=False)
    return items


if __name__ == "__main__":
    sys.exit(main())
