"""The dossier's folder: pages written whole or not at all, and no file touched that isn't the dossier's own.

A list of what was written stands in the folder. It tells an earlier dossier, which may be replaced, from anybody's
other files, which may not; pages of the earlier one that aren't written again are removed.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from peyvand.errors import DossierFault

LIST = "peyvand-dossier.txt"
_HEAD = "Written by `peyvand site`, which replaces these pages when it is run again. Keep files of your own elsewhere.\n"
_DRAFT = ".part"
_PAGE = re.compile(r"(?:[a-z]+/)?[a-z0-9][a-z0-9_-]*\.html")


class Folder:
    """A folder for one dossier, open for writing; `finish` when all pages are written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written: set[str] = set()
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._earlier = self._read_list()
            with self._at(LIST).open("a", encoding="utf-8") as listing:
                if not self._earlier:
                    listing.write(_HEAD)
            self._made = {"."}
        except OSError as error:
            raise _unwritable(path, error) from error

    def write(self, page: str, html: str) -> None:
        """Write a page, in place of an earlier one of that name."""
        target = self._at(page)
        draft = target.with_name(target.name + _DRAFT)
        try:
            if target.parent.name not in self._made:
                target.parent.mkdir(exist_ok=True)
                self._made.add(target.parent.name)
            if page not in self._earlier and page not in self._written:
                with self._at(LIST).open("a", encoding="utf-8") as listing:
                    listing.write(page + "\n")
            draft.write_text(html, encoding="utf-8", newline="\n")
            draft.replace(target)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise _unwritable(self.path, error) from error
        self._written.add(page)

    def finish(self) -> None:
        """Remove the earlier dossier's pages that weren't written again, and note what there is now."""
        try:
            for page in self._earlier - self._written:
                self._at(page).unlink(missing_ok=True)
            for page in self._earlier:
                self._at(page + _DRAFT).unlink(missing_ok=True)  # left behind by an interruption
            for parent in sorted({self._at(page).parent for page in self._earlier} - {self.path}):
                if parent.is_dir() and not any(parent.iterdir()):
                    parent.rmdir()
            draft = self._at(LIST + _DRAFT)
            draft.write_text(_HEAD + "".join(f"{page}\n" for page in sorted(self._written)), encoding="utf-8", newline="\n")
            draft.replace(self._at(LIST))
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _at(self, page: str) -> Path:
        return self.path.joinpath(*page.split("/"))

    def _read_list(self) -> set[str]:
        """The pages of an earlier dossier; DossierFault where the folder holds something else."""
        listing = self._at(LIST)
        if listing.is_file():
            return {line for line in listing.read_text(encoding="utf-8", errors="replace").splitlines() if _PAGE.fullmatch(line)}
        if any(entry.name not in (".DS_Store", "Thumbs.db", "desktop.ini") for entry in os.scandir(self.path)):
            raise DossierFault(str(self.path), "there are other files here already", "Choose a new or an empty folder")
        return set()


def _unwritable(path: Path, error: OSError) -> DossierFault:
    """What the user is told when a file can't be written."""
    reason = (error.strerror or str(error)).lower()
    remedy = "Make room or choose another folder, and write it again"
    return DossierFault(str(path), f"the dossier can't be written ({reason})", remedy)
