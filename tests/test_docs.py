import importlib.util
import re
from pathlib import Path

import click
import pytest

from peyvand.cli import main

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "guide.md"
COMMANDS = sorted(main.commands)


def options(command: click.Command) -> list[str]:
    """The long names of a command's own options."""
    names = (name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts)
    return [name for name in names if name.startswith("--")]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_shows_each_command_with_its_help(name: str) -> None:
    """A command that isn't in the guide can't be found by those who read it."""
    guide = GUIDE.read_text(encoding="utf-8")
    assert f"<!-- help: {name} -->" in guide
    assert f"peyvand {name}" in guide


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_names_each_option(name: str) -> None:
    """An option stands at least in the pasted help of its command."""
    place = re.search(rf"<!-- help: {name} -->(.*?)<!-- /help -->", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert place is not None
    assert [option for option in options(main.commands[name]) if option not in place[1]] == []


def test_the_help_in_the_guide_is_what_the_commands_print() -> None:
    """`make docs` pastes it anew."""
    path = ROOT / "tools" / "paste_help.py"
    spec = importlib.util.spec_from_file_location("paste_help", path)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    guide = GUIDE.read_text(encoding="utf-8")
    assert tool.pasted(guide) == guide


def test_the_readme_names_the_two_commands_of_a_start() -> None:
    """What a newcomer types first stands in the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_the_readme_names_only_commands_that_exist() -> None:
    """An example that doesn't run is worse than none."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^peyvand ([a-z]+)", readme, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)


def test_links_between_the_documents_lead_somewhere() -> None:
    """A relative link in README, docs/ or CONTRIBUTING names a file that is there."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_address_of_this_machine_stands_in_a_document() -> None:
    """Documents and samples hold for every machine."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert [page.name for page in pages if re.search(r"/(?:work|home|tmp)/", page.read_text(encoding="utf-8"))] == []
