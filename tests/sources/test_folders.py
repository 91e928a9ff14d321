"""Files, folders and standard input: what is taken, in which order, and what is said of the rest."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.sources.makers import STORY, page

from peyvand.model import Fault, Metadata
from peyvand.sources import Original, extract, originals
from peyvand.sources.original import FILE_LIMIT

TEXT = STORY[0]


@pytest.fixture
def cuttings(tmp_path: Path) -> Path:
    """A folder as people have them."""
    folder = tmp_path / "cuttings"
    (folder / "b").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for name in ("c.txt", "a.md", "b/z.TXT", "b/y.txt", ".hidden/x.txt", ".draft.txt", "saved page", "numbered 3.1987"):
        (folder / name).write_text(TEXT)
    (folder / "c.json").write_text('{"title": "Talks", "pair": ["IRN", "JPN"]}')
    (folder / "c.gold.json").write_text("{}")
    (folder / "table.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "style.css").write_text("p {}")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    (folder / "saved").write_bytes(page(f"<p>{TEXT}</p>"))
    (folder / "page.aspx").write_bytes(page(f"<p>{TEXT}</p>"))
    return folder


def names(found: Sequence[Original | Fault]) -> list[str]:
    """The names of the originals among them."""
    return [one.name for one in found if isinstance(one, Original)]


def messages(found: Sequence[Original | Fault]) -> list[str]:
    """The lines of the faults among them."""
    return [one.message for one in found if isinstance(one, Fault)]


def test_a_folder_is_taken_whole_in_the_order_of_its_names(cuttings: Path) -> None:
    """Folders in it too; hidden files aren't; pages are known by their content; names begin with the folder's."""
    found = list(originals([str(cuttings)]))
    assert names(found) == [
        f"cuttings/{name}"
        for name in ("a.md", "b/y.txt", "b/z.TXT", "c.txt", "numbered 3.1987", "page.aspx", "saved", "saved page")
    ]
    assert names(found) == names(list(originals([str(cuttings)])))


@pytest.mark.parametrize(
    ("target", "name"), [(".", "a.txt"), ("..", "up/here/a.txt"), ("../here", "here/a.txt"), ("a.txt", "a.txt")]
)
def test_names_do_not_tell_where_a_folder_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, name: str) -> None:
    """A desk can be handed on; the folders above a folder that was added stay with its user."""
    here = tmp_path / "up" / "here"
    here.mkdir(parents=True)
    (here / "a.txt").write_text(TEXT)
    monkeypatch.chdir(here)
    assert names(list(originals([target]))) == [name if target != "." else "here/a.txt"]


def test_what_is_passed_over_is_said_once(cuttings: Path) -> None:
    """A sidecar is no document, and nothing is said of it."""
    fault = list(originals([str(cuttings)]))[-1]
    assert isinstance(fault, Fault)
    assert fault.kept
    assert fault.message == f"{cuttings}: 4 files of kinds that Peyvand doesn't read (.css, .json, .png, .xlsx) were passed over."


def test_a_sidecar_belongs_to_its_document(cuttings: Path) -> None:
    """In a folder, and where the file itself is named."""
    for target in (str(cuttings), str(cuttings / "c.txt")):
        with_sidecar = [one.sidecar for one in originals([target]) if isinstance(one, Original) and one.name.endswith("c.txt")]
        assert [(one.title, one.pair) for one in with_sidecar] == [("Talks", ("IRN", "JPN"))]


def test_a_sidecar_that_is_named_is_passed_over(cuttings: Path) -> None:
    """The shell names it with the others where all files of a folder are named; other data is a fault."""
    found = list(originals([str(cuttings / name) for name in ("c.gold.json", "c.json", "c.txt")]))
    assert names(found) == [str(cuttings / "c.txt")]
    assert [message.partition(": ")[0] for message in messages(found)] == [str(cuttings / "c.gold.json")]


def test_an_empty_folder_has_nothing(tmp_path: Path) -> None:
    """And nothing is wrong with that."""
    assert list(originals([str(tmp_path)])) == []


def test_links_are_followed_and_loops_end(tmp_path: Path) -> None:
    """A link back to a folder above is taken once; one to nowhere is said."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(originals([str(tmp_path)]))
    assert [Path(name).name for name in names(found)] == ["a.txt"]
    assert messages(found) == [f"{tmp_path.name}/lost.txt: there is no such file or folder. Check the name."]


def test_a_file_that_vanishes_meanwhile(tmp_path: Path) -> None:
    """The others go on."""
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(TEXT)
    walk = originals([str(tmp_path)])
    first = next(walk)
    (tmp_path / "b.txt").unlink()
    rest = list(walk)
    assert [Path(name).name for name in names([first, *rest])] == ["a.txt", "c.txt"]
    assert "b.txt: there is no such file" in messages(rest)[0]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    """A file and a folder that belong to somebody else are said, each by its name."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b").mkdir(mode=0)
    assert [("allowed" in message, "folder can't be read" in message) for message in messages(list(originals([str(tmp_path)])))]


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """Nothing waits for a pipe that nobody writes into."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert "no file but a device or a pipe" in messages(list(originals([str(pipe)])))[0]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name - means it, and its kind is told by its content."""

    def given(data: bytes) -> list[Original | Fault]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return list(originals(["-"]))

    (text,) = given(TEXT.encode())
    (html,) = given(page(f"<p>{TEXT}</p>"))
    (none,) = given(b"")
    assert isinstance(text, Original)
    assert isinstance(html, Original)
    assert (text.name, text.media, html.media) == ("-", "text/plain", "text/html")
    assert isinstance(none, Fault)


def test_one_document_has_one_id_under_any_name(tmp_path: Path) -> None:
    """The id is of the bytes."""
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(TEXT)
    one, other = (found for found in originals([str(tmp_path)]) if isinstance(found, Original))
    assert one.id == other.id == one.sha256[:16]


def test_a_file_that_is_too_large_is_not_even_opened_whole(tmp_path: Path) -> None:
    """Its size is looked at first."""
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(FILE_LIMIT * 4)
    assert messages(list(originals([str(large)]))) == [
        f"{large}: the file has 200 MB, and a document may have 50. Split it into parts and add those."
    ]


@pytest.mark.parametrize("target", ["nowhere.txt", "no/where", "a\0b", "x" * 5000, f"{'x' * 5000}.json"])
def test_a_name_that_is_none(target: str) -> None:
    """One line, whatever the name."""
    (message,) = messages(list(originals([target])))
    assert "\n" not in message


def test_a_name_as_long_as_names_may_be(tmp_path: Path) -> None:
    """There is no room for a sidecar's ending."""
    name = f"{'x' * 251}.txt"
    (tmp_path / name).write_text(TEXT)
    for target in (tmp_path, tmp_path / name):
        assert len(names(list(originals([str(target)])))) == 1


def test_a_name_in_no_known_encoding(tmp_path: Path) -> None:
    """Old archives have them; the document is taken, under a name that can be printed."""
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this disk takes no such names")
    assert names(list(originals([str(tmp_path)]))) == [f"{tmp_path.name}/caf\ufffd.txt"]


def test_overrides_go_before_the_sidecar(cuttings: Path) -> None:
    """And that before the document itself."""
    (original,) = originals([str(cuttings / "c.txt")], overrides=Metadata(title="Said by the user"))
    assert isinstance(original, Original)
    source = extract(original)
    assert (source.metadata.title, source.metadata.pair) == ("Said by the user", ("IRN", "JPN"))
    assert extract(original, Metadata(title="Said later")).metadata.title == "Said later"
