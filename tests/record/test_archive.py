"""A whole desk as one file: the same bytes for the same desk, and nothing is believed of a file before it is checked."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from sqlalchemy import select
from tests.record.press import courier, gazette, herald, ids_of
from tests.record.two_desks import Folder, groups, outcome

from peyvand.errors import BadArchive
from peyvand.model import Event, Kind, Plover
from peyvand.record.archive import TABLES, export_archive, own_place, shared_settings
from peyvand.record.database import Database
from peyvand.record.decisions import decide, merge, split, undo
from peyvand.record.export import export
from peyvand.record.log import Act, whole_log
from peyvand.record.moments import AsOf
from peyvand.record.queries import items_by_id
from peyvand.record.schema import clock
from peyvand.record.unpacking import Archive
from peyvand.record.views import Format

Make = Callable[..., Folder]
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Make]:
    """Makes desks, each in a folder of its own."""
    made: list[Folder] = []

    def make(name: str, at: Path | str | None = None) -> Folder:
        made.append(Folder(tmp_path / name, at))
        return made[-1]

    yield make
    for one in made:
        one.record.close()


@pytest.fixture
def lived_in(desk: Make) -> Folder:
    """A desk with three papers and decisions of every kind on them."""
    folder = desk("lived-in")
    live(folder)
    return folder


def live(folder: Folder) -> None:
    """Add three papers, and decide."""
    for entry in (herald(), gazette(), courier()):
        folder.add(entry)
    record = folder.record
    first, second, summit = ids_of(record, Kind.EVENT, Plover.CONSULT)[:3]
    merge(record, [first, second], "Ada", note="one meeting")
    decide(record, first, Act.ACCEPT, "Ada")
    with record.reading() as connection:
        item = items_by_id(connection, [summit])[summit].item
    assert isinstance(item, Event)
    decide(record, summit, Act.CORRECT, "Ben", corrected=replace(item, date="2024-03-15"))
    rejected = decide(record, ids_of(record, Kind.FIGURE)[0], Act.REJECT, "Ben", note="another herring")
    undo(record, rejected, "Ada")
    split(record, [second], "Ben")
    decide(record, ids_of(record, Kind.ACTOR)[0], Act.NOTE, "Ada", note="ask the embassy")


def test_export_import_export_gives_the_same_bytes(lived_in: Folder, desk: Make) -> None:
    """The new desk is the old one: its items, entries, log, history, originals and settings."""
    (lived_in.path / "desk.toml").write_text('title = "Of our own"\npair = ["IRN", "JPN"]\n[issues]\nherring = ["quota"]\n')
    first = lived_in.archive("first.peyvand")
    again = desk("again")
    report = again.take(first)
    assert (report.restored, report.sources, report.conflicts) == (True, 3, ())
    assert again.archive("second.peyvand").read_bytes() == first.read_bytes()
    assert outcome(again.record) == outcome(lived_in.record)
    assert groups(again.record) == groups(lived_in.record)
    assert log_of(again.record) == log_of(lived_in.record)
    assert sorted(path.name for path in (again.path / "sources").iterdir()) == sorted(
        path.name for path in (lived_in.path / "sources").iterdir()
    )


def log_of(record: Database) -> list[Any]:
    """The whole log."""
    with record.reading() as connection:
        return whole_log(connection)


def test_a_desk_goes_to_a_server_and_back(lived_in: Folder, desk: Make, address: str) -> None:
    """From a file to PostgreSQL and from there to a file: the same bytes."""
    first = lived_in.archive("first.peyvand")
    shared = desk("shared", address)
    shared.take(first)
    assert shared.archive("shared.peyvand").read_bytes() == first.read_bytes()
    decide(shared.record, ids_of(shared.record, Kind.EVENT)[0], Act.NOTE, "Ada", note="numbers go on behind the last")
    shared.add(replace(herald(), source=replace(herald().source, id="0" * 16)))


def test_a_restored_desk_knows_what_was_known_when(lived_in: Folder, desk: Make, tmp_path: Path) -> None:
    """As of a moment before a decision, both say the same."""
    with lived_in.record.reading() as connection:
        before = AsOf(connection.execute(select(clock.c.at)).scalar_one())
    decide(lived_in.record, ids_of(lived_in.record, Kind.EVENT)[0], Act.REJECT, "Ben")
    again = desk("again")
    again.take(lived_in.archive("desk.peyvand"))
    for as_of in (before, AsOf()):
        for number, folder in enumerate((lived_in, again)):
            export(folder.record, tmp_path / f"{number}", format=Format.LINES, as_of=as_of)
        assert (tmp_path / "0").read_bytes() == (tmp_path / "1").read_bytes()


def test_what_is_written_after_a_restoring_is_later(lived_in: Folder, desk: Make) -> None:
    """Even if the archived desk's clock ran ahead by a year."""
    with lived_in.record.writing() as connection:
        ahead = connection.execute(select(clock.c.at)).scalar_one() + 365 * 86400 * 10**6
        connection.execute(clock.update().values(at=ahead))
    decide(lived_in.record, ids_of(lived_in.record, Kind.EVENT)[0], Act.ACCEPT, "Ada")
    again = desk("again")
    again.take(lived_in.archive("desk.peyvand"))
    decide(again.record, ids_of(again.record, Kind.EVENT)[0], Act.REJECT, "Ben")
    *_, accepted, rejected = log_of(again.record)
    assert accepted.at < rejected.at


def test_the_archive_is_an_ordinary_zip_with_a_manifest(lived_in: Folder) -> None:
    """Sorted names, one fixed time, and for every member its digest and size."""
    path = lived_in.archive("desk.peyvand")
    with ZipFile(path) as zipped:
        *names, last = zipped.namelist()
        manifest = json.loads(zipped.read(last))
        assert last == "manifest.json"
        assert names == sorted(names) == sorted(manifest["members"])
        assert {info.date_time for info in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in names:
            data = zipped.read(name)
            assert manifest["members"][name] == {"sha256": sha256(data).hexdigest(), "size": len(data)}
        for table, number in manifest["counts"].items():
            assert zipped.read(f"record/{table}.jsonl").count(b"\n") == number
    assert set(manifest["counts"]) == set(TABLES)


def test_a_lost_or_damaged_original_is_told_of(lived_in: Folder, desk: Make) -> None:
    """The rest is archived and restored, and the manifest says what is missing."""
    lost, damaged, _ = sorted((lived_in.path / "sources").iterdir())
    lost.unlink()
    damaged.write_bytes(b"other bytes")
    path = lived_in.path.with_name("desk.peyvand")
    assert export_archive(lived_in.record, lived_in.path, path).missing == (lost.name, damaged.name)
    again = desk("again")
    assert again.take(path).sources == 3
    assert again.archive("again.peyvand").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "line", ['record = "postgresql://ada:secret@server/desk"\n', "  record='postgresql://ada:secret@server/desk'\r\n"]
)
def test_the_address_of_a_server_stays_at_home(line: str) -> None:
    """Above the first table it is the record's; below it is somebody's word."""
    text = f'title = "x"\n{line}pair = ["IRN", "JPN"]\n[lexicon]\nrecord = "kept"\n'
    assert own_place(text).strip() == line.strip()
    assert "secret" not in shared_settings(f"# record = old\n{text}")
    assert "secret" not in shared_settings(text)
    assert shared_settings(text).endswith('[lexicon]\nrecord = "kept"\n')
    assert shared_settings(shared_settings(text)) == shared_settings(text)


# ---------------------------------------------------------------- files that aren't what they should be


def remade(path: Path, change: Change, *, sign: bool = False) -> Path:
    """An archive with its members changed; with a manifest that fits again, if asked."""
    with ZipFile(path) as zipped:
        members = {name: zipped.read(name) for name in zipped.namelist()}
    change(members)
    if sign:
        manifest = json.loads(members["manifest.json"])
        del members["manifest.json"]
        manifest["members"] = {name: {"sha256": sha256(data).hexdigest(), "size": len(data)} for name, data in members.items()}
        members["manifest.json"] = json.dumps(manifest).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return path


def flip(members: dict[str, bytes]) -> None:
    """Someone's word is changed."""
    members["record/decisions.jsonl"] = members["record/decisions.jsonl"].replace(b"Ada", b"Eva")


def drop(members: dict[str, bytes]) -> None:
    """A table is gone."""
    del members["record/items.jsonl"]


def slip(members: dict[str, bytes]) -> None:
    """A name leads out of the desk."""
    members["../../evil.txt"] = b"gotcha"


def slip_as_original(members: dict[str, bytes]) -> None:
    """So does an original's."""
    members["sources/../../evil.txt"] = b"gotcha"


def forge_original(members: dict[str, bytes]) -> None:
    """An original's bytes aren't those that it is named for."""
    name = next(name for name in members if name.startswith("sources/"))
    members[name] = b"other bytes"


def forge_row(members: dict[str, bytes]) -> None:
    """A row has a column more."""
    members["record/items.jsonl"] = members["record/items.jsonl"].replace(b"{", b'{"x":1,', 1)


def forge_json(members: dict[str, bytes]) -> None:
    """A row is no JSON."""
    members["record/items.jsonl"] = b"{\n" + members["record/items.jsonl"]


def blow_up(members: dict[str, bytes]) -> None:
    """A table unpacks to very much."""
    members["record/waiting.jsonl"] = b"\n" * (64 << 20)


def no_manifest(members: dict[str, bytes]) -> None:
    """It is some zip."""
    del members["manifest.json"]


def odd_manifest(members: dict[str, bytes]) -> None:
    """The manifest is no manifest."""
    members["manifest.json"] = b'{"format": 1, "members": [1, 2]}'


def newer(members: dict[str, bytes]) -> None:
    """A later program made it."""
    members["manifest.json"] = members["manifest.json"].replace(b'"format": 1', b'"format": 99')


@pytest.mark.parametrize(
    ("change", "sign", "says"),
    [
        (flip, False, r"decisions\.jsonl isn't what it was"),
        (drop, False, "doesn't hold what its manifest lists"),
        (drop, True, "hasn't got it"),
        (slip, False, "doesn't hold what its manifest lists"),
        (slip, True, "which an archive hasn't"),
        (slip_as_original, True, "which an archive hasn't"),
        (forge_original, True, "isn't what it was"),
        (forge_row, True, r"items\.jsonl, line 1, is no row"),
        (forge_json, True, r"items\.jsonl, line 1, is no row"),
        (blow_up, True, "would unpack to 67,108,864 bytes"),
        (no_manifest, False, "no manifest"),
        (odd_manifest, False, "no manifest"),
        (newer, False, "Install the newer Peyvand"),
    ],
)
def test_a_file_that_was_tampered_with_is_refused(lived_in: Folder, desk: Make, change: Change, *, sign: bool, says: str) -> None:
    """The user is told what is wrong in one line; the record, the settings and the folder above are as they were."""
    path = remade(lived_in.archive("desk.peyvand"), change, sign=sign)
    again = desk("again")
    before = (again.path / "desk.toml").read_bytes()
    with pytest.raises(BadArchive, match=says) as caught:
        again.take(path)
    assert "\n" not in str(caught.value)
    assert outcome(again.record) == {}
    assert (again.path / "desk.toml").read_bytes() == before
    assert not list(path.parent.rglob("evil.txt"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all" * 100, b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_zip_is_refused(desk: Make, tmp_path: Path, data: bytes) -> None:
    """Nor one that isn't there."""
    path = tmp_path / "desk.peyvand"
    path.write_bytes(data)
    with pytest.raises(BadArchive, match="no archive of a desk"):
        desk("empty").take(path)
    path.unlink()
    with pytest.raises(BadArchive, match="can't be read"), Archive.open(path):
        pass


def test_an_archive_cut_off_or_bent_is_refused(lived_in: Folder) -> None:
    """At whatever byte it was hurt, it is refused, or nothing that counts was hurt."""
    path = lived_in.archive("desk.peyvand")
    whole = path.read_bytes()
    with Archive.open(path) as archive:
        settings, rows = archive.settings, [list(archive.rows(table)) for table in TABLES]
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:cut])
        with pytest.raises(BadArchive), Archive.open(path):
            pass
        bent = bytearray(whole)
        bent[cut] ^= 0x55
        path.write_bytes(bent)
        with suppress(BadArchive), Archive.open(path) as archive:
            assert archive.settings == settings
            assert [list(archive.rows(table)) for table in TABLES] == rows


def test_an_encrypted_or_doubled_member_is_refused(lived_in: Folder) -> None:
    """Two members of one name would be read as either."""
    path = lived_in.archive("desk.peyvand")
    whole = path.read_bytes()
    start = whole.index(b"PK\x01\x02")
    flags = struct.unpack_from("<H", whole, start + 8)[0]
    path.write_bytes(whole[: start + 8] + struct.pack("<H", flags | 1) + whole[start + 10 :])
    with pytest.raises(BadArchive, match="encrypted"), Archive.open(path):
        pass
    path.write_bytes(whole)
    with ZipFile(path, "a", ZIP_STORED) as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("desk.toml", "title = 'another'")
    with pytest.raises(BadArchive, match="doesn't hold what its manifest lists"), Archive.open(path):
        pass


def test_an_empty_desk_is_archived_too(desk: Make) -> None:
    """And comes back as one."""
    first = desk("first").archive("first.peyvand")
    again = desk("again")
    assert again.take(first).restored
    assert again.archive("again.peyvand").read_bytes() == first.read_bytes()
