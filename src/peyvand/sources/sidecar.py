"""What stands in NAME.json beside a document, and metadata laid over metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

from peyvand.countries import check_country
from peyvand.dates import check_date
from peyvand.errors import BadDate, BadSidecar, UnknownCountry, UnreadableSource
from peyvand.model import Json, Metadata
from peyvand.sources.decode import decode

Value = TypeVar("Value")
_LIMIT = 1024 * 1024  # bytes; a sidecar is a few lines
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z0-9-]+)?\Z")
_HALVES = re.compile(r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_PAIR = 2


def read_sidecar(path: Path, name: str) -> tuple[Metadata, list[BadSidecar]]:
    """The metadata of a sidecar, and what is wrong with it; what is right in it is taken all the same."""
    try:
        if path.stat().st_size > _LIMIT:
            return Metadata(), [BadSidecar(name, "this file is too long for a sidecar")]
        row = json.loads(_sound(decode(name, path.read_bytes())))
    except OSError as error:
        return Metadata(), [BadSidecar(name, f"the sidecar can't be read ({error.strerror})")]
    except ValueError as error:
        return Metadata(), [BadSidecar(name, f"this is not JSON ({error})")]
    except UnreadableSource:
        return Metadata(), [BadSidecar(name, "this is not JSON (it isn't even text)")]
    except RecursionError:
        return Metadata(), [BadSidecar(name, "this is not JSON that can be read (nested too deep)")]
    if not isinstance(row, dict):
        return Metadata(), [BadSidecar(name, 'a sidecar is a JSON object such as {"title": "…", "published": "2023-08-07"}')]
    return from_json(row, name)


def from_json(row: Mapping[str, Json], name: str) -> tuple[Metadata, list[BadSidecar]]:
    """The metadata of a JSON object, and what is wrong with it; `name` is what the faults name."""
    faults: list[BadSidecar] = []

    def checked(key: str, check: Callable[[Json], Value]) -> Value | None:
        """The value of `key`, None where it is missing or wrong."""
        if row.get(key) is None:
            return None
        try:
            return check(row[key])
        except (BadDate, UnknownCountry) as error:
            faults.append(BadSidecar(name, f'"{key}": {str(error).rstrip(".")}'))
        except ValueError as error:
            faults.append(BadSidecar(name, f'"{key}": {error}'))
        return None

    known = {at.name for at in fields(Metadata)} - {"extra"}
    metadata = Metadata(
        title=checked("title", _words),
        publisher=checked("publisher", _words),
        author=checked("author", _authors),
        published=checked("published", lambda value: check_date(_words(value))),
        language=checked("language", _language),
        url=checked("url", _words),
        kind=checked("kind", _words),
        pair=checked("pair", _pair),
        extra={key: value for key, value in row.items() if key not in known},
    )
    return metadata, faults


def overlay(over: Metadata, under: Metadata) -> Metadata:
    """Metadata with what `over` leaves open taken from `under`."""
    taken = {at.name: getattr(under, at.name) for at in fields(Metadata) if at.name != "extra" and getattr(over, at.name) is None}
    return replace(over, **taken, extra={**under.extra, **over.extra})


def _sound(text: str) -> str:
    """JSON without escapes of half a character, which no encoding can keep."""
    return _HALVES.sub(lambda found: found[0] if found[1] else r"\ufffd", text)


def _words(value: Json) -> str:
    """A value that is words."""
    if not isinstance(value, str) or not value.strip():
        reason = f"words in quotation marks are expected, and {json.dumps(value)[:40]} stands there"
        raise ValueError(reason)
    return value.strip()


def _authors(value: Json) -> str:
    """One author, or several in a list."""
    return ", ".join(_words(one) for one in value) if isinstance(value, list) else _words(value)


def _language(value: Json) -> str:
    """A language's code of two letters."""
    if not (code := _LANGUAGE.match(_words(value).strip())):
        reason = f"{value!r} is no language code of two letters; English is en, Japanese is ja"
        raise ValueError(reason)
    return code[1]


def _pair(value: Json) -> tuple[str, str]:
    """Two countries."""
    if not isinstance(value, list) or len(value) != _PAIR or not all(isinstance(one, str) for one in value):
        reason = 'a pair is two country codes, ["IRN", "JPN"]'
        raise ValueError(reason)
    first, second = (check_country(str(one)) for one in value)
    if first == second:
        reason = f"a pair is two countries, and {first} stands there twice"
        raise ValueError(reason)
    return first, second
