"""Checks the lock files: every package pinned with hashes, no address in them, nothing that pyproject.toml asks for left out."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = re.compile(r"--(index|extra-index|find-links|trusted)|\b(https?|file|git\+\w+)://| @ ")


def pins(text: str) -> dict[str, list[Requirement]]:
    """The packages of a lock file under their canonical names; several pins where versions of Python differ."""
    found: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^[A-Za-z0-9][^\\\n]*", text, re.MULTILINE):
        requirement = Requirement(line.strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def faults(name: str, text: str, wanted: list[str]) -> list[str]:
    """What is wrong with one lock file, `wanted` being what it has to hold."""
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    wrong = [f"{name}: holds an address: {line.strip()}" for line in text.splitlines() if ADDRESS.search(line)]
    wrong += [f"{name}: no hash: {entry.split()[0]}" for entry in entries if "--hash=sha256:" not in entry]
    held = pins(text)
    for one in map(Requirement, wanted):
        pinned = held.get(canonicalize_name(one.name), [])
        if not pinned:
            wrong.append(f"{name}: {one} is missing")
        for pin in pinned:
            version = str(pin.specifier).removeprefix("==")
            if not one.specifier.contains(version, prereleases=True):
                wrong.append(f"{name}: pins {pin.name} {version}, where pyproject.toml asks for {one.specifier}")
    return wrong


def main() -> int:
    """Print what is wrong; the exit status says whether anything is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime: list[str] = project["project"]["dependencies"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    locks = {
        "requirements.lock": runtime,
        "requirements-dev.lock": [*runtime, *groups["dev"]],
        "requirements-build.lock": groups["build"],
        "requirements-peers.lock": groups["peers"],
    }
    wrong = [fault for name, wanted in locks.items() for fault in faults(name, (ROOT / name).read_text(encoding="utf-8"), wanted)]
    for fault in wrong:
        print(f"{fault}. `make lock` writes the lock files anew.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
