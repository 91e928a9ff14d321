"""Bad input: each document that can't be read gets one clear line with its name and what to do, and costs nothing else."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.makers import STORY, WORD, docx, page, page_of, paragraph, pdf

from peyvand.errors import UnreadableSource
from peyvand.model import Fault, Source
from peyvand.sources import Original, extract, originals
from peyvand.sources.original import TEXT_LIMIT

JUNK = random.Random(1953).randbytes(20_000)  # noqa: S311 - the same in every run
ENTITIES = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "ha"}">' for at in range(10))


def bomb(part: str) -> bytes:
    """A Word document one of whose parts unpacks to far more than it weighs."""
    out = io.BytesIO(docx(paragraph(STORY[0])) if part != "word/document.xml" else b"")
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w", force_zip64=True) as file:
        for _ in range(70):
            file.write(bytes(2**20))
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """The same archive, which says of its parts that they are small."""
    size = (70 * 2**20).to_bytes(4, "little")
    return data.replace(size, (1000).to_bytes(4, "little"))


def zipped(xml: str) -> bytes:
    """A Word document with that document part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def locked() -> bytes:
    """A PDF that opens with a password only."""
    return pdf([page_of(*STORY)], password="Strelsau")  # noqa: S106 - it protects nothing


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "the file is empty"),
    "blank.txt": (lambda: b" \r\n\t\n", "there is no text in it"),
    "blank.html": (lambda: page("<p> </p><script>x</script>"), "there is no text in it"),
    "blank.docx": (lambda: docx(paragraph(" ")), "there is no text in it"),
    "binary.html": (lambda: JUNK, "no text but binary data"),
    "binary.txt": (lambda: JUNK, "no text but binary data"),
    "binary.md": (lambda: JUNK, "no text but binary data"),
    "binary.eml": (lambda: JUNK, "no text but binary data"),
    "binary.rss": (lambda: JUNK, "no text but binary data"),
    "zeros.txt": (lambda: bytes(5000), "no text but binary data"),
    "junk.pdf": (lambda: b"%PDF-1.7\n" + JUNK, "damaged or cut off"),
    "cut.pdf": (lambda: pdf([page_of(*STORY)] * 3)[:-400], "damaged or cut off"),
    "cut-early.pdf": (lambda: pdf([page_of(*STORY)] * 3)[:700], "damaged or cut off"),
    "scanned.pdf": (lambda: pdf([[], [], [(300, 20, 9, "3")]]), "text recognition first"),
    "locked.pdf": (locked, "protected by a password"),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "junk.docx": (lambda: b"PK\x03\x04" + JUNK, "damaged or cut off"),
    "cut.docx": (lambda: docx(paragraph(STORY[0]))[:300], "damaged or cut off"),
    "bomb.docx": (lambda: bomb("word/document.xml"), "unpacks to more than 60 MB"),
    "bomb-in-notes.docx": (lambda: bomb("word/endnotes.xml"), "unpacks to more than 60 MB"),
    "lying-bomb.docx": (lambda: lying(bomb("word/document.xml")), "damaged or cut off"),
    "entities.docx": (
        lambda: zipped(f'<!DOCTYPE x [{ENTITIES}]><w:document xmlns:w="{WORD}">&a9;</w:document>'),
        "damaged or cut off",
    ),
    "deep.docx": (lambda: zipped(f'<x xmlns:w="{WORD}">{"<w:p>" * 100_000}{"</w:p>" * 100_000}</x>'), "damaged or cut off"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + bytes(500), "an old Office file"),
    "note.rtf": (lambda: b"{\\rtf1 Talks}", "an RTF file"),
    "photo.txt": (lambda: b"\x89PNG\r\n\x1a\n" + JUNK, "a picture"),
    "table.xlsx": (lambda: zipped("").replace(b"word/document.xml", b"xl/worksheets.xml"), "a spreadsheet"),
    "more.zip": (lambda: zipped("").replace(b"word/document.xml", b"note/document.txt"), "an archive"),
    "packed.gz": (lambda: b"\x1f\x8b\x08" + JUNK, "a compressed file"),
    "data.json": (lambda: b'{"a": 1}', "files of this kind (.json) aren't read"),
    "mail.eml": (
        lambda: b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nAAAA",
        "no words in the e-mail",
    ),
    "long.txt": (lambda: b"Voss left. " * (TEXT_LIMIT // 10), "Split it into parts"),
}


def outcome(path: Path) -> Source | str:
    """The source that comes of a file, or the one line that the user sees."""
    (found,) = originals([str(path)])
    if isinstance(found, Fault):
        assert not found.kept
        return found.message
    return outcome_of(found)


def outcome_of(found: Original) -> Source | str:
    """The source that an original is, or the one line that the user sees."""
    try:
        return extract(found)
    except UnreadableSource as error:
        return str(error)


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_read(tmp_path: Path, name: str) -> None:
    """One line: the file's name, the reason, and what to do."""
    make, reason = BAD[name]
    path = tmp_path / name
    path.write_bytes(make())
    line = outcome(path)
    assert isinstance(line, str)
    assert line.startswith(f"{path}: ")
    assert reason in line
    assert "\n" not in line
    assert line.endswith(".")


GOOD: dict[str, Callable[[], bytes]] = {
    "one-line.txt": lambda: f"{STORY[0]} ".encode() * 9000,
    "spaces.txt": lambda: b" " * 2**20 + STORY[0].encode(),
    "one-word.txt": lambda: b"a" * 2**20,
    "brackets.md": lambda: b"[" * 2**18,
    "stars.md": lambda: b"*a" * 2**18,
    "lines.txt": lambda: b"Talks\n" * 20_000,
    "deep.html": lambda: page("<div>" * 100_000 + STORY[0]),
    "unclosed.html": lambda: page("<b><i><p>" * 20_000 + STORY[0]),
    "angles.html": lambda: b"<html>" + b"<" * 2**18 + b"</html>",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_strange_and_can_be_read(tmp_path: Path, name: str) -> None:
    """Long lines, deep nesting and markup without end cost no time that matters."""
    path = tmp_path / name
    path.write_bytes(GOOD[name]())
    assert isinstance(outcome(path), Source)


def test_the_rest_of_a_batch_goes_on(tmp_path: Path) -> None:
    """Between two bad documents a good one is taken."""
    for name in ("binary.html", "empty.txt", "locked.pdf"):
        (tmp_path / name).write_bytes(BAD[name][0]())
    (tmp_path / "good.txt").write_text(STORY[0])
    taken = 0
    for found in originals([str(tmp_path)]):
        if isinstance(found, Original):
            try:
                taken += bool(extract(found))
            except UnreadableSource:
                continue
    assert taken == 1


NAMES = ("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "a.xml", "a.rss", "a")
HEADS = (
    b"",
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"<html>",
    b"<rss><channel><item>",
    b"From: x\nSubject: y\n\n",
    b"\xff\xfe",
    b"---\n",
    b"1. \xe2\x80\x9c",
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    head=st.sampled_from(HEADS),
    data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)),
)
def test_any_bytes_under_any_name(tmp_path: Path, name: str, head: bytes, data: bytes) -> None:
    """They become a source whose blocks lie in its text, or one line."""
    path = tmp_path / name
    path.write_bytes(head + data)
    for found in originals([str(path)]):
        if isinstance(found, Fault):
            assert "\n" not in found.message
            continue
        source = outcome_of(found)
        if isinstance(source, str):
            assert "\n" not in source
            continue
        assert all(0 <= block.start < block.end <= len(source.text) for block in source.blocks)
        assert all(one.end <= other.start for one, other in zip(source.blocks, source.blocks[1:], strict=False))
        source.text.encode()
