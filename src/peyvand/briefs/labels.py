"""What the dossier calls things on screen: labels and one-line definitions, read from `labels.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from peyvand.model import Location, Plover


@dataclass(frozen=True, slots=True)
class Label:
    """A term in plain words, with what it means."""

    key: str
    label: str
    definition: str = ""
    plural: str = ""


class QuadClass(StrEnum):
    """PLOVER's four classes of event, in the order in which they are drawn."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(files("peyvand.briefs").joinpath("labels.toml").read_text(encoding="utf-8"))


def label(group: str, key: str) -> Label:
    """The label of a key of a group ("event_status", "planned"); the key itself, readable, where there is none."""
    entry = _table()[group].get(key, {})
    words = key.replace("_", " ")
    return Label(key, entry.get("label", words), entry.get("definition", ""), entry.get("plural", words))


def group(name: str) -> list[Label]:
    """All labels of a group, in the order of the file."""
    return [label(name, key) for key in _table()[name]]


def event_label(type: Plover) -> str:
    """An event type in plain words with its code: "Consult: meetings, visits, calls (CONSULT)"."""
    return f"{label('event', type.value).label} ({type.value})"


def quad_class(type: Plover) -> QuadClass:
    """The quad class of an event type."""
    return QuadClass(_table()["event"][type.value]["class"])


def language(code: str) -> str:
    """A language's name in English, or its code."""
    languages: Mapping[str, object] = _table()["language"]
    return str(languages.get(code.lower().split("-")[0], code))


@cache
def _file(name: str) -> Mapping[str, object]:
    """A lexicon of the reading; nothing where it isn't there."""
    lexicon = files("peyvand").joinpath("reading", "lexicon", name)
    return tomllib.loads(lexicon.read_text(encoding="utf-8")) if lexicon.is_file() else {}


@cache
def _lexicon(name: str, key: str) -> Mapping[str, str]:
    """What a lexicon of the reading calls its entries, by their heads."""
    return {head: str(entry[key]) for head, entry in _file(name).items() if isinstance(entry, dict) and key in entry}


def country(code: str) -> str:
    """A country's name, or what was given where it is no known code."""
    return _lexicon("countries.toml", "name").get(code, code)


def place(written: str | None, location: Location | None) -> str | None:
    """A place as written, with its country where that is known and not said with it: "Geneva, Switzerland"."""
    if written is None or location is None or location.country is None or location.latitude is None:
        return written  # without a point on the map, it is the country itself
    name = country(location.country)
    return written if name.casefold() in written.casefold() else f"{written}, {name}"


def mode(type: Plover, key: str) -> Label:
    """The label of a mode of a type of event, with what it means."""
    modes = _file("modes.toml").get(type.value)
    entry = modes.get(key, {}) if isinstance(modes, dict) else {}
    return Label(key, str(entry.get("label", key.replace("_", " ").capitalize())), str(entry.get("definition", "")))


def issue(key: str) -> str:
    """An issue's name on screen, or its key, readable."""
    words = key.replace("_", " ").replace("-", " ")
    return _lexicon("issues.toml", "label").get(key, words[:1].upper() + words[1:])
