"""`peyvand check` and `peyvand backup` as their user meets them: a line each, and an exit status."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.record.newspaper import entry_of
from tests.record.two_desks import Folder

from peyvand.cli import main
from peyvand.desk import Desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk with one source."""
    folder = Folder(tmp_path / "desk")
    folder.add(entry_of())
    folder.record.close()
    return folder.path


def run(*arguments: str | Path) -> Result:
    """What a command says, on both outputs."""
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_a_sound_desk(path: Path) -> None:
    """What was looked at, that nothing is wrong, and 0."""
    done = run("check", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["Looked at: 1 original, 8 versions of items, 0 decisions.", "Nothing is wrong."]


def test_what_can_be_mended_and_what_cant(path: Path) -> None:
    """1 and what to do; 0 once it is mended, with where the copy is; 1 as long as an original is missing."""
    with closing(sqlite3.connect(path / "record.db")) as raw, raw:
        raw.execute("DELETE FROM casts")
    done = run("check", path)
    assert done.exit_code == 1
    assert f"can be mended: `peyvand check {path} --mend`" in done.stderr
    done = run("check", path, "--mend")
    assert done.exit_code == 0
    assert "record-before-mending-" in done.stdout
    next((path / "sources").iterdir()).unlink()
    done = run("check", path, "--mend")
    assert done.exit_code == 1
    assert "it is missing (herald.txt). Put the file with the SHA-256" in done.stderr
    assert "can be mended" not in done.stderr


def test_no_desk(tmp_path: Path) -> None:
    """One line, and 2, as for every command."""
    for command in ("check", "backup"):
        done = run(command, tmp_path / "nowhere")
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_a_backup(path: Path, tmp_path: Path) -> None:
    """Where it is and how to go back to it; a second one of the same name is refused, and nothing of the first is lost."""
    done = run("backup", path, tmp_path / "monday")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{tmp_path / 'monday'}: a desk with 1 source.")
    with Desk.open(tmp_path / "monday") as desk:
        assert len(desk.items()) == 4
        assert desk.check().sound
    assert run("backup", path, tmp_path / "monday").exit_code == 2
    next((path / "sources").iterdir()).unlink()
    done = run("backup", path, tmp_path / "tuesday")
    assert done.exit_code == 1
    assert "isn't whole" in done.stdout
    assert run("check", tmp_path / "monday").exit_code == 0


def test_from_the_library(path: Path, tmp_path: Path) -> None:
    """An open desk checks and backs itself up."""
    with Desk.open(path) as desk:
        assert desk.check(mend=True).sound
        assert desk.backup(tmp_path / "kept.peyvand").is_archive
