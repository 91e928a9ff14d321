"""A real browser, and the invented desk's dossier on the disk for it to open."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from peyvand.briefs.site import write_dossier

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _invented() -> ModuleType:
    """The module that builds the invented desk; test files are no packages, so it is loaded from its file."""
    path = Path(__file__).parents[1] / "briefs" / "conftest.py"
    spec = importlib.util.spec_from_file_location("invented_desk", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where its dataclasses look for their module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the pages are not looked at in a browser")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Reader:
    """Somebody who reads the dossier in a window of some width, and everything the browser did meanwhile."""

    folder: Path
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str) -> Page:
        """Open a page of the dossier from the disk; `path` may end with an anchor."""
        name, _, anchor = path.partition("#")
        self.page.goto("about:blank")
        self.page.goto((self.folder / name).as_uri() + (f"#{anchor}" if anchor else ""))
        return self.page

    def pages(self) -> list[str]:
        """All pages of the dossier."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))


@pytest.fixture(scope="session")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented desk's dossier."""
    folder = tmp_path_factory.mktemp("dossier")
    write_dossier(_invented().invented()[0].dossier(), folder)
    return folder


@pytest.fixture
def reader(browser: Browser, dossier: Path) -> Iterator[Callable[..., Reader]]:
    """Make a reader: `reader(360, "dark", scripts=False, folder=other)`."""
    contexts: list[BrowserContext] = []

    def make(
        width: int = 1400, scheme: Literal["light", "dark"] = "light", *, scripts: bool = True, folder: Path = dossier
    ) -> Reader:
        contexts.append(
            browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts)
        )
        return Reader(folder, contexts[-1].new_page())

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of a desk whose only document tries everything."""
    folder = tmp_path_factory.mktemp("hostile")
    write_dossier(_invented().hostile().dossier(), folder)
    return folder


@pytest.fixture(scope="session")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of a visit that was announced, and then told by two papers and a copy."""
    folder = tmp_path_factory.mktemp("visit")
    write_dossier(_invented().retold()[0].dossier(), folder)
    return folder
