"""The folder a dossier is written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from peyvand.briefs.folder import LIST, Folder
from peyvand.errors import DossierFault


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    """A folder that holds anything else isn't touched, and the user is told what to do."""
    (tmp_path / "talking-points.docx").write_text("mine")
    with pytest.raises(DossierFault, match="Choose a new or an empty folder"):
        Folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["talking-points.docx"]


def test_an_earlier_dossier_is_replaced(tmp_path: Path) -> None:
    """Pages that are no longer needed go; files of somebody else stay."""
    first = Folder(tmp_path)
    for page in ("index.html", "sources/s-1.html", "actors/a-1.html"):
        first.write(page, "old")
    first.finish()
    (tmp_path / "sources" / "note.txt").write_text("mine")
    second = Folder(tmp_path)
    second.write("index.html", "new")
    second.finish()
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["index.html", LIST, "sources/note.txt"]
    assert (tmp_path / "index.html").read_text() == "new"


def test_an_interrupted_dossier_can_be_written_again(tmp_path: Path) -> None:
    """What was written before the interruption counts as an earlier dossier."""
    Folder(tmp_path).write("sources/s-1.html", "half")
    (tmp_path / "sources" / "s-1.html.part").write_text("ha")
    again = Folder(tmp_path)
    again.write("index.html", "whole")
    again.finish()
    assert not (tmp_path / "sources").exists()


def test_a_list_that_was_tampered_with_removes_nothing_elsewhere(tmp_path: Path) -> None:
    """Only pages inside the folder are ever removed."""
    outside = tmp_path / "keep.html"
    outside.write_text("mine")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / LIST).write_text("../keep.html\n/etc/hosts\n")
    Folder(folder).finish()
    assert outside.exists()


def test_a_place_that_cant_be_written_is_named(tmp_path: Path) -> None:
    """A file where the folder should be gives one clear line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DossierFault, match="can't be written"):
        Folder(tmp_path / "file" / "dossier")
