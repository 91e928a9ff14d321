"""desk.toml: written to be edited, and read with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from peyvand.errors import DeskFault, NotADesk
from peyvand.record.settings import FILE, read_settings, write_settings


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A title with quotation marks, backslashes and letters of any script."""
    title = 'Iran "and" Japan \\ ایران و 日本'
    write_settings(tmp_path, ("IRN", "JPN"), title)
    settings = read_settings(tmp_path)
    assert (settings.pair, settings.title, settings.language) == (("IRN", "JPN"), title, "en")
    assert (dict(settings.issues), dict(settings.lexicon), settings.record) == ({}, {}, None)


def test_where_a_team_keeps_its_record(tmp_path: Path) -> None:
    """The address stands in the file, with where the password comes from."""
    write_settings(tmp_path, ("IRN", "JPN"), "Iran and Japan", "postgresql://ada@host/desks?schema=iran_japan")
    assert read_settings(tmp_path).record == "postgresql://ada@host/desks?schema=iran_japan"
    assert "PGPASSWORD" in (tmp_path / FILE).read_text()


def test_a_hand_edits_it(tmp_path: Path) -> None:
    """Small letters, an editor's byte order mark, issues and words of one's own."""
    text = 'pair = ["irn", "jpn"]\n[issues]\nports = ["harbour"]\n[lexicon.organisations]\n"x" = 1\n'
    (tmp_path / FILE).write_text(text, encoding="utf-8-sig")
    settings = read_settings(tmp_path)
    assert (settings.pair, settings.title) == (("IRN", "JPN"), "IRN-JPN")
    assert settings.issues == {"ports": ["harbour"]}
    assert settings.lexicon == {"organisations": {"x": 1}}
    assert settings.words == {"organisations": {"x": 1}, "issues": {"ports": {"strong": ["harbour"]}}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'pair = ["IRN", "JPN"]\ntitle = no', r"desk\.toml: it isn't TOML: .*line 2.*Correct it there"),
        (b"title = 'x'", "two country codes"),
        (b'pair = ["IRN"]', "two country codes"),
        (b'pair = ["IRN", "XXX"]', "'XXX' is no ISO 3166"),
        (b'pair = ["IRN", "JPN"]\nrecord = 5', r"`record` isn't an address"),
        (b'pair = ["IRN", "JPN"]\nissues = 3', r"`issues` isn't a table"),
        (b'pair = ["IRN", "JPN"]\n[issues]\nports = 3', r'Write it as ports = \["a word"'),
        (b'pair = ["IRN", "JPN"]\n[lexicon]\ncountries = ["x"]', r"a table \[lexicon\.countries"),
        (b'pair = ["IRN", "JPN"]\ntitle = "\xe9"', "Save it as UTF-8"),
    ],
)
def test_a_slip_of_the_hand_is_shown(tmp_path: Path, text: bytes, said: str) -> None:
    """One line that names the file and what to do."""
    (tmp_path / FILE).write_bytes(text)
    with pytest.raises(DeskFault, match=said) as caught:
        read_settings(tmp_path)
    assert "\n" not in str(caught.value)
    assert str(tmp_path / FILE) in str(caught.value)


def test_a_folder_that_is_no_desk(tmp_path: Path) -> None:
    """A folder without the file, a file, and nothing at all."""
    (tmp_path / "note.txt").write_text("x")
    for path in (tmp_path, tmp_path / "note.txt", tmp_path / "nothing"):
        with pytest.raises(NotADesk, match="this is no desk"):
            read_settings(path)
