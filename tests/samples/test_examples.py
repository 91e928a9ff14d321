"""The examples of the README and the guide: each is a command that the program takes, and the README's run as they stand."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from peyvand.cli import main
from peyvand.desk import Desk
from peyvand.reading.lexicon import Lexicon
from peyvand.sources.sidecar import from_json

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]


def commands(page: Path) -> list[list[str]]:
    """The words of each line that begins with `peyvand` in a page's blocks of code, without what the shell takes."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [
        line.split(" > ")[0].split(" | ")[0] for block in blocks for line in block.splitlines() if line.startswith("peyvand ")
    ]
    return [shlex.split(line, comments=True)[1:] for line in lines]


EXAMPLES = [(page.name, words) for page in PAGES for words in commands(page)]


@pytest.mark.parametrize(("page", "words"), EXAMPLES, ids=[f"{page}: {' '.join(words)}" for page, words in EXAMPLES])
def test_each_example_is_a_command_that_the_program_takes(page: str, words: list[str]) -> None:
    """Names, options and values are right; nothing is run."""
    name, *arguments = words
    assert name in main.commands, page
    context = main.commands[name].make_context(name, arguments, parent=main.make_context("peyvand", [name]))
    assert context.params


def test_the_examples_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed one after the other in the project's folder, they end well and leave a dossier."""
    samples = ROOT / "src" / "peyvand" / "samples"
    shutil.copytree(samples, tmp_path / samples.relative_to(ROOT))
    monkeypatch.chdir(tmp_path)
    for words in commands(README):
        result = CliRunner().invoke(main, words)
        assert result.exit_code == 0, (words, result.output)
    assert (tmp_path / "dossier" / "index.html").is_file()


def blocks(language: str) -> list[str]:
    """The guide's blocks of code in one language."""
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    return found


def test_the_words_that_the_guide_teaches_are_learnt(tmp_path: Path) -> None:
    """Its additions to desk.toml make a desk that opens, and a lexicon that knows the country's new name and the new body."""
    with Desk.create(tmp_path / "desk", ("IRN", "JPN")):
        pass
    settings = tmp_path / "desk" / "desk.toml"
    head = settings.read_text(encoding="utf-8").split("[issues]")[0]
    settings.write_text(head + "\n".join(blocks("toml")), encoding="utf-8")
    with Desk.open(tmp_path / "desk") as desk:
        assert desk.pair == ("IRN", "JPN")
    taught = tomllib.loads(settings.read_text(encoding="utf-8"))
    lexicon = Lexicon(taught["lexicon"])
    assert "Nihonkoku" in lexicon.countries["JPN"].names
    assert lexicon.organisations["iran-japan-chamber"].name == "Iran-Japan Joint Chamber of Commerce"
    assert taught["issues"]


def test_the_sidecar_that_the_guide_shows_is_taken_whole() -> None:
    """Every key of it is one that is understood."""
    (sidecar,) = blocks("json")
    metadata, faults = from_json(json.loads(sidecar), "readout.json")
    assert faults == []
    assert not metadata.extra
    assert metadata.pair == ("IRN", "JPN")
