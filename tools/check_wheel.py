"""Builds the wheel, checks that it carries every file of the package, installs it by itself and runs the demo from it."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "peyvand"


def main() -> int:
    """Say what is missing; the exit status says whether anything is."""
    with TemporaryDirectory() as folder:
        wheel = build(Path(folder))
        missing = sorted(wanted() - set(ZipFile(wheel).namelist()))
        for name in missing:
            print(f"{wheel.name}: {name} is missing")
        return 1 if missing else run_demo(wheel, Path(folder))


def build(folder: Path) -> Path:
    """The wheel, built into a folder."""
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


def wanted() -> set[str]:
    """The files that the package has in the working tree."""
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"peyvand/{path.relative_to(PACKAGE).as_posix()}" for path in files}


def run_demo(wheel: Path, folder: Path) -> int:
    """The exit status of the demo, run from the wheel in an environment that knows nothing of the working tree."""
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    install = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    subprocess.run([*install, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    return subprocess.run([str(python), "-m", "peyvand", "demo", "demo"], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
