"""Files, folders, standard input, web addresses and feeds become originals, one at a time and in a fixed order."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from peyvand.errors import PeyvandError, UnreadableSource
from peyvand.model import Fault, Metadata
from peyvand.sources.feed import entries
from peyvand.sources.media import BY_ENDING, ending_of, media_of
from peyvand.sources.original import FEED, FILE_LIMIT, TEXT, Original, check_size
from peyvand.sources.sidecar import overlay, read_sidecar
from peyvand.sources.web import Fetcher

STDIN = "-"
_SCHEMES = ("http://", "https://")
_SHOWN_ENDINGS = 6
_ENDINGS = ("", *(one for ending in (*BY_ENDING, ".xml") for one in (ending, ending.upper())))


def originals(
    targets: Sequence[str], *, overrides: Metadata = Metadata(), fetcher: Fetcher | None = None
) -> Iterator[Original | Fault]:
    """The documents that the targets name, lazily, with a fault for each that can't be had.

    A target is a file, a folder (taken with all that is in it), an http(s) address, or "-" for standard input; a feed
    gives its entries. `overrides` go before what a sidecar says.
    """
    fetcher = fetcher or Fetcher()
    for target in targets:
        for found in _of_target(target, fetcher):
            yield replace(found, sidecar=overlay(overrides, found.sidecar)) if isinstance(found, Original) else found


def _of_target(target: str, fetcher: Fetcher) -> Iterator[Original | Fault]:
    """The documents of one target."""
    try:
        if target == STDIN:
            data = sys.stdin.buffer.read(FILE_LIMIT + 1)
            check_size(STDIN, len(data))
            if not data:
                raise UnreadableSource(
                    STDIN, "nothing came on standard input", "Give it a document, as in `peyvand read - < FILE`."
                )
            yield from _unfolded(Original(STDIN, data, media_of(STDIN, data)))
        elif target.lower().startswith(_SCHEMES):
            yield from _unfolded(fetcher.fetch(target))
        elif _is_folder(target):
            yield from _of_folder(target)
        elif not _is_sidecar(Path(target)):  # `peyvand add cuttings/*` names the sidecars too
            yield from _of_file(Path(target), _shown(target))
    except PeyvandError as error:
        yield Fault(target, str(error))


def _is_folder(target: str) -> bool:
    """Whether a target is a folder; a name that no file can have is none."""
    try:
        return Path(target).is_dir()
    except (OSError, ValueError):
        return False


def _shown(path: Path | str) -> str:
    """A file's name as it can be printed and kept: names in no known encoding have a mark where they can't be told."""
    return os.fsencode(path).decode("utf-8", "replace")


def _unfolded(original: Original) -> Iterator[Original | Fault]:
    """The document itself, or the entries of a feed."""
    if original.media == FEED:
        yield from entries(original)
    else:
        yield original


def _of_file(path: Path, name: str) -> Iterator[Original | Fault]:
    """The documents of one file, after what is wrong with its sidecar."""
    data = _bytes(path, name)
    media = media_of(name, data)
    sidecar, faults = _sidecar(path, name)
    yield from (Fault(str(Path(name).with_suffix(".json")), str(fault), kept=True) for fault in faults)
    yield from _unfolded(Original(name, data, media, sidecar))


def _sidecar(path: Path, name: str) -> tuple[Metadata, list[PeyvandError]]:
    """The metadata beside a file, and what is wrong with it."""
    beside = path.with_suffix(".json")
    if beside == path or not _is_there(beside):
        return Metadata(), []
    metadata, faults = read_sidecar(beside, str(Path(name).with_suffix(".json")))
    return metadata, list(faults)


def _bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file of a bearable size."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableSource(
                    name, "this is no file but a device or a pipe", "Give its content on standard input, with -."
                )
            check_size(name, status.st_size)
            data = file.read(FILE_LIMIT + 1)
    except FileNotFoundError as error:
        raise UnreadableSource(name, "there is no such file or folder", "Check the name.") from error
    except PermissionError as error:
        raise UnreadableSource(
            name, "you aren't allowed to read it", "Ask its owner, or copy it to where you can read it."
        ) from error
    except (OSError, ValueError) as error:
        reason = f"it can't be opened ({getattr(error, 'strerror', None) or error})"
        raise UnreadableSource(name, reason, "Check the name and the disk it is on.") from error
    check_size(name, len(data))
    if not data:
        raise UnreadableSource(name, "the file is empty", "Check that it was saved or downloaded whole.")
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file, and doesn't wait for somebody to write into it where it is a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _of_folder(folder: str) -> Iterator[Original | Fault]:
    """The documents in a folder and the folders in it, in the order of their names; the rest is said in one line.

    A document's name begins with the folder's, so that it tells documents of two folders apart, and not with the folders
    above it, which are nobody's business but the user's.
    """
    above = Path(folder).resolve().parent if Path(folder).name in ("..", "") else Path(folder).parent
    passed_over: Counter[str] = Counter()
    for path in _files(Path(folder)):
        if isinstance(path, Fault):
            yield path
            continue
        name = _shown(os.path.relpath(path, above))
        try:
            if _is_document(path):
                yield from _of_file(path, name)
            elif not _is_sidecar(path):
                passed_over[ending_of(path.name) or _shown(path.name)] += 1
        except PeyvandError as error:
            yield Fault(name, str(error))
    if passed_over:
        yield Fault(folder, _said(folder, passed_over), kept=True)


def _files(folder: Path) -> Iterator[Path | Fault]:
    """The files below a folder in the order of their paths, hidden ones left out, every real folder once."""
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield path
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) not in seen:  # a link may lead back to a folder above
                seen.add((status.st_dev, status.st_ino))
                waiting.extend(sorted((one for one in path.iterdir() if not one.name.startswith(".")), reverse=True))
        except OSError as error:
            unread = UnreadableSource(_shown(path), f"the folder can't be read ({error.strerror})", "Ask its owner, or copy it.")
            yield Fault(_shown(path), str(unread))


def _is_document(path: Path) -> bool:
    """Whether a file in a folder is of a kind that is read: by its name, or without a telling name by its content."""
    ending = ending_of(path.name)
    if ending in BY_ENDING:
        return True
    if ending == ".json" or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(4096)
        return bool(head) and (media_of(path.name, head) != TEXT or not ending)
    except (OSError, UnreadableSource):
        return False


def _is_sidecar(path: Path) -> bool:
    """Whether a file is the sidecar of one beside it."""
    return path.suffix == ".json" and any(_is_there(path.with_suffix(ending)) for ending in _ENDINGS)


def _is_there(path: Path) -> bool:
    """Whether there is a file of that name; no file has a name that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _said(folder: str, passed_over: Counter[str]) -> str:
    """What was passed over in a folder, in one line."""
    count = passed_over.total()
    endings = sorted(passed_over)
    shown = ", ".join(endings[:_SHOWN_ENDINGS]) + (", …" if len(endings) > _SHOWN_ENDINGS else "")
    files, were = ("file", "was") if count == 1 else ("files", "were")
    return f"{folder}: {count} {files} of kinds that Peyvand doesn't read ({shown}) {were} passed over."
