"""A PostgreSQL server for the length of the tests: in a folder of its own, on a socket in it, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_SETTINGS = "-c listen_addresses='' -c fsync=off -c shared_buffers=32MB -c max_connections=30 -k '{}'"


def binaries() -> Path | None:
    """The folder with the server's programs, if it is installed; Debian keeps them off the path."""
    on_path = shutil.which("pg_ctl")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return installed[-1] if installed else Path(on_path).parent if on_path else None


@contextmanager
def running(programs: Path) -> Iterator[str]:
    """The address of a database on a server that runs while the block does; the role `guarded` needs a password there."""
    user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="peyvand-pg-"))  # short: a socket's path has 107 characters at most
    try:
        if user is not None:
            shutil.chown(folder, user)
        data = str(folder / "data")
        command = [str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "peyvand", "--no-sync", "-E", "UTF8", "--no-locale"]
        _run(command, user, folder)
        access = folder / "data" / "pg_hba.conf"
        access.write_text(f"local all guarded scram-sha-256\n{access.read_text()}")
        control = [str(programs / "pg_ctl"), "-D", data, "-w"]
        _run([*control, "-l", str(folder / "log"), "-o", _SETTINGS.format(folder), "start"], user, folder)
        with _stopped_afterwards(control, user, folder):
            yield f"postgresql://peyvand@/postgres?host={quote(str(folder), safe='')}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _stopped_afterwards(control: list[str], user: str | None, folder: Path) -> Iterator[None]:
    """Stop the server and remove its folder when the block ends, or this process does: kill -9 closes its pipes as well."""
    script = 'cat >/dev/null; folder=$1; shift; "$@" -m immediate stop; rm -rf "$folder"'
    watch = subprocess.Popen(
        ["sh", "-c", script, "sh", str(folder), *control],
        user=user,
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the tests, not for what tidies up behind them
    )
    try:
        yield
    finally:
        watch.communicate()


def _unprivileged() -> str | None:
    """Who runs the server where we are the superuser, whom it refuses."""
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _run(command: list[str], user: str | None, folder: Path) -> None:
    """Run one of the server's programs; what it says is shown if it fails."""
    done = subprocess.run(  # its log keeps the server's own output open: a pipe would be waited for
        command, user=user, cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
