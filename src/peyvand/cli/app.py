"""The command `peyvand` itself: its subcommands in the order of use, and errors as one clear line."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from typing import Any

import click

from peyvand.errors import PeyvandError

_REMEDIES = {
    errno.ENOSPC: "the disk is full. Make room and run the same command again; what is in the record is safe",
    errno.EROFS: "the disk is read-only. Choose a folder that can be written",
    errno.EACCES: "there is no permission for it. Choose another folder, or change its permissions",
    errno.EPERM: "there is no permission for it. Choose another folder, or change its permissions",
    errno.ENOENT: "there is no such file or folder. Check the name",
    errno.ENOTDIR: "a part of this path is a file, not a folder. Check the name",
    errno.EISDIR: "this is a folder, where a file is needed. Check the name",
    errno.EMFILE: "too many files are open. Close other programs, or raise the limit (`ulimit -n`)",
}


class Refusal(click.ClickException):
    """What the user asked can't be done, and why: one line, exit status 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - click's own signature
        """Print the line to standard error."""
        click.echo(f"peyvand: {' '.join(self.format_message().split())}", file=file, err=file is None)


class Breakdown(Refusal):
    """A fault of the program: one line that says how to report it, exit status 3."""

    exit_code = 3

    def __init__(self, error: Exception) -> None:
        said = f"{type(error).__name__}: {error}"
        super().__init__(
            f"something went wrong that shouldn't have ({said[:200]}). What is in the record is safe. "
            "`peyvand --debug …` with the same command shows where it happened; please report that."
        )


def os_line(error: OSError) -> str:
    """An error of the system as one line that names the file and what to do."""
    where = next((os.fsdecode(name) for name in (error.filename2, error.filename) if isinstance(name, str | bytes)), None)
    remedy = _REMEDIES.get(error.errno or 0, f"the system says: {error.strerror or error}")
    return f"{where}: {remedy}." if where else f"{remedy[:1].upper()}{remedy[1:]}."


class Commands(click.Group):
    """A group that lists its commands in the order of use and turns errors into lines."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; an error ends it with one line, or with its traceback under `--debug`."""
        gc.set_threshold(10_000)  # at the usual 700, looking for garbage takes a tenth of a short command's time
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            ctx.exit(130)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            if isinstance(error, PeyvandError):
                raise Refusal(str(error)) from error
            if isinstance(error, OSError):
                if error.errno == errno.EPIPE:  # the reader of our output has gone; click ends quietly
                    raise
                raise Refusal(os_line(error)) from error
            raise Breakdown(error) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="peyvand", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where an error happened.")
@click.pass_context
def peyvand(ctx: click.Context, *, debug: bool) -> None:  # noqa: ARG001 - `Commands.invoke` looks at it
    """Keep the working record of the relationship between two countries.

    A desk is a folder with the record of one pair of countries: what was said, promised, done and counted, each with
    the words of the document it rests on. Make one with `peyvand new`, give it documents with `peyvand add`, and look
    at what they say.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that can't show Persian still shows the rest
