"""The checker of the annotated corpus, and small corpora for it to check."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.annotated.corpus import CORPUS, ROOT, Line, Told, Write


@pytest.fixture(scope="session")
def tool() -> Iterator[ModuleType]:
    """The checker, as it is run in the repository."""
    path = ROOT / "tools" / "check_annotated.py"
    spec = importlib.util.spec_from_file_location("check_annotated", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(path.parent))  # it imports what stands beside it
        spec.loader.exec_module(module)
        yield module


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A corpus of the lines given, in one file: `write("figures/loans", line, ...)`."""

    def written(place: str, *lines: Line) -> Path:
        path = tmp_path / f"{place}.jsonl"
        path.parent.mkdir()
        shutil.copy(CORPUS / "labels.toml", tmp_path)
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture
def told(tool: ModuleType, write: Write, capsys: pytest.CaptureFixture[str]) -> Told:
    """The faults that the checker tells of a line itself: `told("figures/loans", line)`."""

    def faults(place: str, line: Line) -> list[str]:
        tool.main([str(write(place, line))])
        return [fault for fault in capsys.readouterr().err.splitlines() if fault.startswith(f"{place}.jsonl:1 (")]

    return faults
