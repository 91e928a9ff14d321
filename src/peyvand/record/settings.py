"""desk.toml: what a desk is about, written once with comments and from then on the user's to edit."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from peyvand.countries import check_country
from peyvand.errors import DeskFault, NotADesk, PeyvandError
from peyvand.record.files import written

FILE = "desk.toml"
_NONE: Mapping[str, object] = MappingProxyType({})
_TEMPLATE = """\
# A desk of Peyvand: the working record of the relationship between two countries.
# This file is yours to edit; Peyvand only reads it.

title = {title}
pair = {pair}  # ISO 3166-1 codes; texts that name no other pair are read as being about these two
language = "en"  # of what is shown on screen and in the dossier
{record}

# Matters on which positions are taken. A line each: a short key, and the words by which a text shows that it is about it.
[issues]
# fisheries = ["fishing quota", "fishing zone", "trawler"]

# Words that the reading should know beside its own, in the form of its lexicons; each as a table of its own.
[lexicon]

# Who held which office when, beside the program's own table, so that "the foreign minister" of a day is a person.
# [[holders]]
# office = "foreign minister"
# country = "JPN"
# name = "…"
# since = "2027-01-10"
"""
_EXAMPLE = "postgresql://user@host/database?schema=a_name"
_WHERE = "where a team keeps its record; the password is in PGPASSWORD or ~/.pgpass"


@dataclass(frozen=True, slots=True)
class Settings:
    """What desk.toml says."""

    pair: tuple[str, str]
    title: str
    language: str = "en"
    record: str | None = None  # the address of a team's record; without one it is a file of the desk
    issues: Mapping[str, object] = field(default_factory=lambda: _NONE)
    lexicon: Mapping[str, object] = field(default_factory=lambda: _NONE)
    holders: tuple[Mapping[str, object], ...] = ()  # who held which office when, beside the program's own table

    @property
    def words(self) -> Mapping[str, object]:
        """What the reader should know beside its own lexicon: a table a lexicon file, the issues among them."""
        issues = {key: {"strong": value} if isinstance(value, list) else value for key, value in self.issues.items()}
        return {**self.lexicon, **({"issues": issues} if issues else {})}


def write_settings(folder: Path, pair: tuple[str, str], title: str, record: str | None = None) -> None:
    """Write a new desk's file; `record` is the address of a team's record."""
    where = f"record = {json.dumps(record or _EXAMPLE)}  # {_WHERE}"
    text = _TEMPLATE.format(
        title=json.dumps(title, ensure_ascii=False), pair=json.dumps(list(pair)), record=where if record else f"# {where}"
    )
    with written(folder / FILE) as file:
        file.write(text.encode())


def read_settings(folder: Path) -> Settings:
    """What a desk's file says; NotADesk where there is none, DeskFault where it can't be understood."""
    path = folder / FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise NotADesk(str(folder)) from None
    except OSError as error:
        raise DeskFault(str(path), f"it can't be read ({error.strerror})", "Give yourself the right to read it.") from error
    except UnicodeDecodeError:
        raise DeskFault(str(path), "it isn't UTF-8 text", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        raise DeskFault(str(path), f"it isn't TOML: {reason[:1].lower()}{reason[1:]}", "Correct it there.") from None
    return _settings(path, table)


def _settings(path: Path, table: dict[str, object]) -> Settings:
    """The settings of a TOML table, each checked."""
    pair, title = table.get("pair"), table.get("title")
    if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(code, str) for code in pair)):
        raise DeskFault(str(path), "`pair` isn't two country codes", 'Write it as pair = ["IRN", "JPN"].')
    try:
        first, second = (check_country(code) for code in pair)
    except PeyvandError as error:
        raise DeskFault(str(path), "`pair` isn't two country codes", str(error)) from None
    return Settings(
        pair=(first, second),
        title=title if isinstance(title, str) and title else f"{first}-{second}",
        language=str(table.get("language", "en")),
        record=_record(path, table.get("record")),
        issues=_table(path, table, "issues"),
        lexicon=_table(path, table, "lexicon"),
        holders=_holders(path, table.get("holders", [])),
    )


def _holders(path: Path, value: object) -> tuple[Mapping[str, object], ...]:
    """The lines on office-holders; what each says is checked where it is used."""
    if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
        raise DeskFault(str(path), "`holders` isn't a list of office-holders", "Begin each with a line [[holders]].")
    return tuple(value)


def _record(path: Path, value: object) -> str | None:
    """The address of a team's record; what is wrong with it is found out when it is opened."""
    if value is not None and not isinstance(value, str):
        raise DeskFault(str(path), "`record` isn't an address", f'Write it as record = "{_EXAMPLE}", or take the line out.')
    return value


def _table(path: Path, table: dict[str, object], name: str) -> Mapping[str, object]:
    """One of the tables of words; an issue may be a mere list of them."""
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise DeskFault(str(path), f"`{name}` isn't a table", f"Write its entries below a line [{name}].")
    for key, entry in value.items():
        words = isinstance(entry, list) and all(isinstance(word, str) for word in entry)
        if not isinstance(entry, dict) and not (words and name == "issues"):
            form = f'{key} = ["a word", "another"] below [issues]' if name == "issues" else f"a table [lexicon.{key}.…]"
            raise DeskFault(str(path), f"`{name}.{key}` isn't what it should be", f"Write it as {form}.")
    return value
