"""Whatever stops an add, the same command again ends with the record of an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.record.contents import content

from peyvand.desk import Desk

_DOCUMENTS = 60
_ADD = """
import sys
from peyvand.desk import Desk
from peyvand.errors import PeyvandError
from peyvand.record.views import Outcome

if __name__ == "__main__":
    desk, folder, processes, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    if limit:
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        with Desk.open(desk) as opened:
            report = opened.add([folder], processes=processes, tell=lambda step: print(step.done, flush=True))
        print("interrupted" if report.interrupted else "done")
    except PeyvandError as error:
        sys.exit(str(error))
"""
_PEOPLE = ("Aiko Tanabe", "Kenji Morita", "Farid Karimi", "Bahram Sohrabi", "Naomi Ueda", "Laleh Rostami")
_ACTS = ("met {} in Lutz", "telephoned {}", "criticised {}", "signed an agreement on fishing with {}", "invited {} to Tokyo")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty short documents, no two alike, each tenth in a language that can't be read yet."""
    folder = tmp_path_factory.mktemp("cuttings")
    chance = random.Random(7)  # noqa: S311
    for number in range(_DOCUMENTS):
        who, whom = chance.sample(_PEOPLE, 2)
        day, tonnes = chance.randint(1, 28), chance.randint(2, 900) * 100
        text = f"Paper {number}\n\nThe minister {who} {chance.choice(_ACTS).format(whom)} on {day} May 2023. {who} said that "
        text += (
            f"number {number} of the list was a matter of concern.\n\nJapan bought {tonnes:,} tonnes of pistachios from Iran.\n"
        )
        if number % 10 == 9:
            text = f"Le ministre a dit que la liste numéro {number} est sur la table et que les deux pays en parlent.\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
        (folder / f"{number:03}.json").write_text(f'{{"published": "2023-05-{day:02}"}}')
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Path:
    """A desk that all of them were added to in peace."""
    path = tmp_path_factory.mktemp("undisturbed") / "desk"
    with Desk.create(path, ("IRN", "JPN")) as desk:
        assert desk.add([str(folder)]).added == _DOCUMENTS
    return path


Begin = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def begin(tmp_path: Path, folder: Path) -> Begin:
    """Begins an add to the desk in a process of its own."""
    script = tmp_path / "add.py"
    script.write_text(_ADD)
    Desk.create(tmp_path / "desk", ("IRN", "JPN")).close()

    def run(processes: int = 1, limit: int = 0) -> subprocess.Popen[str]:
        command = [sys.executable, str(script), str(tmp_path / "desk"), str(folder), str(processes), str(limit)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)

    return run


def same(one: Path, other: Path) -> bool:
    """Whether two desks hold the same, and export it byte for byte alike."""
    exports = []
    for path in (one, other):
        with Desk.open(path) as desk:
            desk.export(path / "items.jsonl")
            exports.append((path / "items.jsonl").read_bytes())
    originals = [
        sorted(file.name for file in (path / "sources").iterdir() if not file.name.startswith(".")) for path in (one, other)
    ]
    return exports[0] == exports[1] and originals[0] == originals[1] and content(one) == content(other)


@pytest.mark.parametrize(("processes", "kills"), [(1, 3), (2, 2)])
def test_killed_in_the_middle(tmp_path: Path, begin: Begin, undisturbed: Path, processes: int, kills: int) -> None:
    """kill -9 several times at moments that chance chooses, in the middle of writing or of reading; then left in peace."""
    chance = random.Random(processes)  # noqa: S311
    originals = tmp_path / "desk" / "sources"
    for least in sorted(chance.sample(range(1, _DOCUMENTS - 5), kills)):
        adding = begin(processes)
        while len(os.listdir(originals)) < least and adding.poll() is None:  # noqa: PTH208
            time.sleep(0.001)
        os.killpg(adding.pid, signal.SIGKILL)
        adding.communicate()
        with Desk.open(tmp_path / "desk") as desk:
            assert len(desk.sources()) < _DOCUMENTS
            assert all((source.reader is None) != (source.unread is None) for source in desk.sources())
    adding = begin(processes)
    _, errors = adding.communicate()
    assert (adding.returncode, errors) == (0, "")
    assert same(tmp_path / "desk", undisturbed)


def test_interrupted_by_ctrl_c(tmp_path: Path, begin: Begin, undisturbed: Path) -> None:
    """What is in hand is finished, the rest comes with the same command."""
    adding = begin()
    assert adding.stdout is not None
    assert adding.stdout.readline() == "1\n"
    os.killpg(adding.pid, signal.SIGINT)
    output, errors = adding.communicate()
    assert (output.splitlines()[-1], errors, adding.returncode) == ("interrupted", "", 0)
    with Desk.open(tmp_path / "desk") as desk:
        assert 0 < len(desk.sources()) < _DOCUMENTS
    begin().communicate()
    assert same(tmp_path / "desk", undisturbed)


def test_a_disk_that_fills_up(tmp_path: Path, begin: Begin, undisturbed: Path) -> None:
    """One clear line; with room again, the same command goes on from there."""
    room = (tmp_path / "desk" / "record.db").stat().st_size + 100_000
    adding = begin(limit=room)
    _, errors = adding.communicate()
    assert adding.returncode == 1
    assert errors.count("\n") == 1
    assert "the disk is full" in errors
    with Desk.open(tmp_path / "desk") as desk:
        assert len(desk.sources()) < _DOCUMENTS
    begin().communicate()
    assert same(tmp_path / "desk", undisturbed)
