"""Templates to pages. Everything that comes from a document is hostile: it is escaped wherever it is printed.

Characters that HTML can't hold, and those that turn the direction of all text after them, are shown as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from peyvand.briefs import days, labels, links
from peyvand.briefs.against import Differences
from peyvand.briefs.rows import Book, Face, number, places
from peyvand.briefs.told import Ledger, apart
from peyvand.model import Commitment, Kind
from peyvand.record.views import Office

if TYPE_CHECKING:
    from peyvand.record.log import Decision

MENU = (
    ("overview", "Overview", "index.html"),
    ("timeline", "Timeline", "timeline.html"),
    ("actors", "Actors", "actors.html"),
    ("statements", "Statements", "statements.html"),
    ("commitments", "Commitments", "commitments.html"),
    ("figures", "Figures", "figures.html"),
    ("contradictions", "Contradictions", "contradictions.html"),
    ("sources", "Sources", "sources.html"),
)
_ACTS = {
    "accept": "Accepted by",
    "correct": "Corrected by",
    "note": "Note by",
    "merge": "Taken for one by",
    "split": "Set apart by",
}
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def showable(value: object) -> object:
    """What a template prints of a value; markup of our own passes."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _UNSHOWABLE.sub("\ufffd", value)
    return value


def counted(count: int, noun: str) -> str:
    """A number of things: 1 source, 1,200 sources, no entries."""
    many = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{count:,} {noun if count == 1 else many}" if count else f"no {many}"


def flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())


def tongue(face: Face) -> Markup:
    """The attributes that say in what language and direction a source's words are."""
    return _tongue(face.lang, face.dir)


@lru_cache(maxsize=256)
def _tongue(lang: str | None, direction: str) -> Markup:
    if lang and _LANGUAGE.fullmatch(lang):
        return Markup('lang="{}" dir="{}"').format(lang, direction)
    return Markup('dir="{}"').format(direction)


@cache
def _stylesheet() -> Markup:
    """The style sheet without its comments and line breaks. It stands in every page, so that one can be sent alone."""
    css = files("peyvand.briefs").joinpath("static", "dossier.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return Markup(re.sub(r"\s*([{};,])\s*", r"\1", " ".join(css.split())))  # noqa: S704 - read from the package, not from a document


@cache
def _environment() -> Environment:
    """The templates, with what they may call."""
    env = Environment(
        loader=PackageLoader("peyvand.briefs"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=showable,
    )
    env.filters["flat"] = flat
    env.globals.update(
        css=_stylesheet(),
        menu=MENU,
        counted=counted,
        country=labels.country,
        event_label=labels.event_label,
        issue=labels.issue,
        label=labels.label,
        labels=labels.group,
        mode=labels.mode,
        place=labels.place,
        language=labels.language,
        quad=labels.quad_class,
        number=number,
        places=places,
        tongue=tongue,
        actor_page=links.actor_page,
        apart=apart,
        decided=_decided,
        web_address=links.web_address,
        due=_due,
        since=_since,
        kinds=[kind for kind in Kind if kind is not Kind.ACTOR],
        naming=Kind.ACTOR,
    )
    return env


def _due(item: Commitment) -> days.Span:
    return days.span(item.due, "no deadline given")


def _since(office: Office) -> days.Span:
    return days.span(office.since, "no date given")


def _decided(decision: Decision) -> str:
    """A decision in a line: "Accepted by N. Sato on 3 May 2026: seen in the cable"."""
    by = "Peyvand" if decision.machine else decision.who
    sure = f", {decision.probability:.0%} sure" if decision.probability is not None else ""
    why = "; ".join([*([decision.note] if decision.note else []), *decision.reasons])
    return f"{_ACTS[decision.act]} {by} on {days.words(decision.at.date())}{sure}{f': {why}' if why else ''}"


def _version() -> str:
    try:
        return version("peyvand")
    except PackageNotFoundError:
        return ""


class Press:
    """What all pages of one dossier share; `page` makes one of them."""

    def __init__(self, book: Book, ledger: Ledger, differences: Differences) -> None:
        stood = book.dossier.as_of
        reviewed = sum(told.review is not None for told in ledger.by_id.values())
        self._common: Mapping[str, object] = {
            "book": book,
            "ledger": ledger,
            "differences": differences,
            "dossier": book.dossier,
            "written": days.words(book.dossier.written),
            "today": days.words(book.dossier.today),
            "stood": None if stood is None else days.words(stood),
            "version": _version(),
            "reviewed": reviewed,
        }

    def page(self, template: str, path: str, active: str, title: str, **more: object) -> str:
        """A page's HTML. `path` is where it will stand, `active` its place in the menu."""
        made = _environment().get_template(template)
        return made.render(self._common, root=links.root(path), active=active, title=title, **more)
