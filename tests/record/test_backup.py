"""A backup is the desk as it was at one moment: whole, looked at, and never in the place of anything."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.contents import content
from tests.record.newspaper import TEXT, entry_of
from tests.record.two_desks import Folder, outcome

from peyvand.errors import DeskExists, DeskFault
from peyvand.record.backup import backup
from peyvand.record.checking import check_folder
from peyvand.record.database import FILE, Database
from peyvand.record.decisions import decide
from peyvand.record.importing import import_archive
from peyvand.record.log import Act
from peyvand.record.schema import items


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Folder]:
    """A desk with two sources, and what its user put beside them."""
    folder = Folder(tmp_path / "desk")
    folder.add(entry_of())
    folder.add(entry_of(f"{TEXT} It rained.", name="evening.txt"))
    (folder.path / "reference").mkdir()
    (folder.path / "reference" / "trade.csv").write_text("2022,46000\n")
    yield folder
    folder.record.close()


def accept_something(desk: Folder) -> None:
    """Decide about an item."""
    with desk.record.reading() as connection:
        item = connection.execute(select(items.c.id).where(items.c.kind == "event").limit(1)).scalar_one()
    decide(desk.record, item, Act.NOTE, "Aino", note="seen")


def test_a_folder_that_is_a_desk(desk: Folder, tmp_path: Path) -> None:
    """Record, originals, settings, and what else is there; put in the desk's place, it is the desk again."""
    accept_something(desk)
    made = backup(desk.record, desk.path, tmp_path / "kept" / "monday")
    assert (made.path, made.sources, made.problems, made.is_archive) == (tmp_path / "kept" / "monday", 2, (), False)
    assert content(made.path) == content(desk.path)
    assert check_folder(made.path).sound
    assert (made.path / "reference" / "trade.csv").read_text() == "2022,46000\n"
    assert (made.path / "desk.toml").read_bytes() == (desk.path / "desk.toml").read_bytes()
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["monday"]
    before = content(desk.path)
    desk.record.close()
    shutil.rmtree(desk.path)
    made.path.rename(desk.path)
    assert content(desk.path) == before


def test_named_by_the_time(desk: Folder) -> None:
    """Without a name it stands beside the desk."""
    made = backup(desk.record, desk.path)
    assert made.path.parent == desk.path.parent
    assert made.path.name.startswith("desk-backup-2")


def test_one_file(desk: Folder, tmp_path: Path) -> None:
    """With a name in .peyvand it is an archive, which an empty desk takes in."""
    made = backup(desk.record, desk.path, tmp_path / "monday.peyvand")
    assert (made.is_archive, made.sources) == (True, 2)
    other = Folder(tmp_path / "other")
    import_archive(other.record, other.path, made.path)
    assert outcome(other.record) == outcome(desk.record)
    other.record.close()


def test_nothing_is_written_over(desk: Folder, tmp_path: Path) -> None:
    """Not what is there, not the desk, and nothing goes into the desk."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there.peyvand").write_text("mine")
    for name in ("there", "there.peyvand"):
        with pytest.raises(DeskExists):
            backup(desk.record, desk.path, tmp_path / name)
    for target in (desk.path, desk.path / "backup", tmp_path / "there" / ".." / "desk" / "sources" / "backup"):
        with pytest.raises(DeskFault, match="outside"):
            backup(desk.record, desk.path, target)
    assert (tmp_path / "there.peyvand").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "there", "there.peyvand"]


def test_what_the_desk_has_lost_is_told(desk: Folder, tmp_path: Path) -> None:
    """The rest is kept all the same, as a folder and as one file."""
    first, second = sorted((desk.path / "sources").iterdir())
    first.write_text("Something else.")
    made = backup(desk.record, desk.path, tmp_path / "folder")
    assert [problem.where for problem in made.problems] == [f"sources/{first.name}"]
    second.unlink()
    made = backup(desk.record, desk.path, tmp_path / "file.peyvand")
    assert f"sources/{second.name}" in [problem.where for problem in made.problems]


def test_while_others_write(desk: Folder, tmp_path: Path) -> None:
    """Each backup is the desk as it was at one moment, and nobody who decides is turned away."""
    stop = threading.Event()
    faults: list[BaseException] = []

    def decide_on() -> None:
        try:
            while not stop.is_set():
                accept_something(desk)
        except BaseException as error:  # noqa: BLE001 (told below)
            faults.append(error)

    deciding = threading.Thread(target=decide_on)
    deciding.start()
    made = [backup(desk.record, desk.path, tmp_path / f"{number}") for number in range(3)]
    stop.set()
    deciding.join()
    assert faults == []
    assert all(check_folder(one.path).sound for one in made)
    counts = [len(content(one.path)["decisions"]) for one in made]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] <= len(content(desk.path)["decisions"])


def test_no_room_for_it(desk: Folder, tmp_path: Path) -> None:
    """Where it can't be written nothing is left behind, and one line says what to do."""
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DeskFault):
        backup(desk.record, desk.path, tmp_path / "file" / "monday")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "file"]


def test_a_teams_record(tmp_path: Path, address: str) -> None:
    """A record on a server is kept as an archive, and taken into a desk with a record of its own."""
    folder = Folder(tmp_path / "desk", address)
    folder.add(entry_of())
    with pytest.raises(DeskFault, match="peyvand"):
        backup(folder.record, folder.path, tmp_path / "monday")
    made = backup(folder.record, folder.path)
    assert made.path.suffix == ".peyvand"
    other = Folder(tmp_path / "other")
    import_archive(other.record, other.path, made.path)
    assert outcome(other.record) == outcome(folder.record)
    other.record.close()
    folder.record.close()


def test_a_copy_before_a_change_is_whole(desk: Folder) -> None:
    """The copy that is put beside a record before it is mended opens by itself, and no half of one stays behind."""
    copy = desk.record.copy_aside("something")
    assert copy is not None
    record = Database(copy)
    assert outcome(record) == outcome(desk.record)
    record.close()
    assert not [path for path in desk.path.iterdir() if path.name.endswith(".part")]
    assert copy.parent == (desk.path / FILE).parent
