"""Options that several commands share; a date or a country code that is none is refused with a line of its own."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

import click

from peyvand.countries import check_country
from peyvand.dates import check_date
from peyvand.model import Metadata

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _stacked(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one decorator, listed in the help in the order given."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


metadata_options = _stacked(
    click.option("--published", type=check_date, metavar="DATE", help="When it was published: 2023-08-07, 2023-08 or 2023."),
    click.option("--publisher", metavar="NAME", help="Who published it."),
    click.option("--title", metavar="TEXT", help="Its title."),
    click.option("--author", metavar="NAME", help="Who wrote it."),
    click.option("--language", metavar="CODE", help="Its language, as an ISO code of two letters."),
    click.option("--url", metavar="ADDRESS", help="Where it can be found."),
    click.option("--kind", metavar="TEXT", help="What it is: press release, policy brief …"),
)

period_options = _stacked(
    click.option("--since", type=check_date, metavar="DATE", help="Only from this day, month or year on."),
    click.option("--until", type=check_date, metavar="DATE", help="Only up to this day, month or year."),
)

trust_options = _stacked(
    click.option("--source", metavar="ID", help="Only from this source; the first digits of its id are enough."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        metavar="P",
        help="Only where confidence is at least P (0 to 1).",
    ),
)

tag_options = _stacked(
    click.option("--issue", metavar="KEY", help="Only on this issue of the desk."),
    click.option("--field", metavar="KEY", help="Only in this field of relations."),
)

as_of_option = click.option(
    "--as-of", metavar="DAY", help="As the record stood at the end of this day (UTC), or at this time: 2024-05-01T14:30."
)


def choice_option(name: str, values: type[StrEnum], said: str) -> Callable[[_Command], _Command]:
    """An option that takes one of the values, in any case; they are listed in its help."""
    words = [value.value for value in values]
    metavar = name.rpartition("-")[2].upper()
    return click.option(
        name, type=click.Choice(words, case_sensitive=False), metavar=metavar, help=f"{said}: {', '.join(words)}."
    )


json_option = click.option("--json", "as_json", is_flag=True, help="Print lines of JSON instead.")


def overrides(given: Mapping[str, str | None], pair: tuple[str, str] | None = None) -> Metadata:
    """The metadata that the options of `metadata_options` give."""
    language = given.get("language")
    return Metadata(
        title=given.get("title"),
        publisher=given.get("publisher"),
        author=given.get("author"),
        published=given.get("published"),
        language=language.lower() if language else None,
        url=given.get("url"),
        kind=given.get("kind"),
        pair=pair,
    )


def pair_option(*, required: bool) -> Callable[[_Command], _Command]:
    """`--pair IRN JPN`."""
    said = "The two countries, as ISO codes of three letters."
    return click.option("--pair", nargs=2, type=check_country, required=required, metavar="A B", help=said)


def user() -> str:
    """The name of the login."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        return "unknown"
