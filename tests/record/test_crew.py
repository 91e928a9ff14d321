"""Processes that read side by side may die; a document is lost only where it is what they die of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from tests.record.contents import content

from peyvand.desk import Desk
from peyvand.record.views import Progress


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty short documents: three batches for two processes."""
    folder = tmp_path / "cuttings"
    folder.mkdir()
    for number in range(40):
        text = f"Note {number}\n\nJapan bought {number + 2}00 tonnes of pistachios from Iran in 2022, the minister said.\n"
        (folder / f"{number:02}.txt").write_text(text)
    return folder


def kill_crew() -> None:
    """Kill the processes that read for this one."""
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # gone by itself meanwhile
            if "spawn_main" in " ".join(child.cmdline()):
                child.kill()


def test_a_process_that_dies_loses_nothing(tmp_path: Path, folder: Path) -> None:
    """What it had in hand is read again by another."""
    with Desk.create(tmp_path / "undisturbed", ("IRN", "JPN")) as undisturbed:
        undisturbed.add([str(folder)])

    def kill_once(step: Progress) -> None:
        if step.done == 1:
            kill_crew()

    with Desk.create(tmp_path / "desk", ("IRN", "JPN")) as desk:
        report = desk.add([str(folder)], processes=2, tell=kill_once)
    assert (report.added, report.faults) == (40, ())
    assert content(desk.path) == content(undisturbed.path)


@contextmanager
def deadly() -> Iterator[None]:
    """A time in which no process that reads lives long."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.02):
            kill_crew()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def test_a_document_that_kills_whatever_reads_it_is_left_out(tmp_path: Path, folder: Path) -> None:
    """It is named, with what to do, and can be added later."""
    three = [str(path) for path in sorted(folder.iterdir())[:3]]
    with Desk.create(tmp_path / "desk", ("IRN", "JPN")) as desk:
        with deadly():
            report = desk.add(three, processes=2)
        assert (report.added, len(report.faults)) == (0, 3)
        assert "00.txt" in report.faults[0].message
        assert "the process that read it died" in report.faults[0].message
        assert desk.add(three).added == 3
