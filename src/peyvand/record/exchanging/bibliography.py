"""Sources for programs that manage references: CSL-JSON and BibTeX; the works that sources cite as well, if asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from unicodedata import normalize

from sqlalchemy import Connection

from peyvand.dates import bounds
from peyvand.exchange import digest
from peyvand.model import Cited, Json, Reference
from peyvand.record.moments import AsOf
from peyvand.record.queries import full_source, source_rows
from peyvand.record.views import SourceRow

_AUTHORS = re.compile(r"\s*;\s*|\s+(?:and|&)\s+")
# What a source says that it is, by a word of it, and what CSL calls that.
_KINDS = {
    "speech": "speech",
    "remarks": "speech",
    "interview": "interview",
    "letter": "personal_communication",
    "e-mail": "personal_communication",
    "brief": "report",
    "paper": "report",
    "report": "report",
    "memo": "report",
    "study": "report",
    "treaty": "treaty",
    "agreement": "treaty",
    "law": "legislation",
    "bill": "bill",
    "book": "book",
    "release": "document",
    "blog": "post-weblog",
    "news": "article-newspaper",
    "article": "article-newspaper",
    "op-ed": "article-newspaper",
    "opinion": "article-newspaper",
    "editorial": "article-newspaper",
}
_CITED = {Cited.WORK: "document", Cited.INTERVIEW: "interview", Cited.MESSAGE: "personal_communication", Cited.REMARKS: "speech"}
_PERIODICAL = frozenset({"article-newspaper", "article-magazine", "post-weblog", "webpage"})
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)\Z")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_ENTRIES = {"article-newspaper": "article", "report": "techreport", "book": "book", "personal_communication": "unpublished"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Work:
    """A source, or a work that one cites, as a list of references has it."""

    id: str
    type: str  # in the words of CSL
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    published: str | None  # EDTF
    url: str | None
    language: str | None = None
    pages: str | None = None


def write_csl(connection: Connection, as_of: AsOf, file: BinaryIO, *, cited: bool = False) -> int:
    """A list of CSL-JSON items; the number of them."""
    number = 0
    for work in works(connection, as_of, cited=cited):
        file.write((b",\n" if number else b"[\n") + json.dumps(_csl(work), ensure_ascii=False).encode())
        number += 1
    file.write(b"\n]\n" if number else b"[]\n")
    return number


def write_bibtex(connection: Connection, as_of: AsOf, file: BinaryIO, *, cited: bool = False) -> int:
    """An entry of BibTeX a work; the number of them."""
    number = 0
    for work in works(connection, as_of, cited=cited):
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _bibtex(work).items() if value)
        file.write(f"@{_ENTRIES.get(work.type, 'misc')}{{{_key(work)},\n{fields}}}\n\n".encode())
        number += 1
    return number


def works(connection: Connection, as_of: AsOf, *, cited: bool) -> Iterator[Work]:
    """The sources in the order in which they were added, each followed by the works that it cites, every work once."""
    seen: set[str] = set()
    for row in source_rows(connection, as_of=as_of):
        yield _source(row)
        for reference in full_source(connection, row.id, as_of).references if cited else ():
            work = _cited(reference)
            if work is not None and work.id not in seen:
                seen.add(work.id)
                yield work


def _source(row: SourceRow) -> Work:
    """A source of the record."""
    says = row.metadata
    kind = next((type_ for word, type_ in _KINDS.items() if word in (says.kind or "").lower()), None)
    return Work(
        id=row.id,
        type=kind or ("webpage" if says.url else "document"),
        title=says.title or row.name,
        authors=tuple(filter(None, _AUTHORS.split(says.author or ""))),
        publisher=says.publisher,
        published=says.published,
        url=says.url,
        language=says.language,
    )


def _cited(reference: Reference) -> Work | None:
    """What an endnote cites; None where it says no more than that there is something."""
    if reference.words is None:
        return None
    return Work(
        id=digest("work", reference.author, reference.title, reference.publisher, reference.published, reference.url),
        type="webpage" if reference.kind is Cited.WORK and reference.url else _CITED[reference.kind],
        title=reference.title,
        authors=tuple(filter(None, _AUTHORS.split(reference.author or ""))),
        publisher=reference.publisher,
        published=reference.published,
        url=reference.url,
        pages=reference.pages,
    )


def _csl(work: Work) -> dict[str, Json]:
    """A work as an item of CSL-JSON; what isn't known is left out."""
    found: dict[str, Json] = {
        "id": work.id,
        "type": work.type,
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "container-title" if work.type in _PERIODICAL else "publisher": work.publisher,
        "issued": _issued(work.published),
        "URL": work.url,
        "language": work.language,
        "page": work.pages,
    }
    return {name: value for name, value in found.items() if value}


def _issued(edtf: str | None) -> Json:
    """A date in CSL's parts; an interval has two, and a date that isn't exact says so."""
    if edtf is None:
        return None
    if day := _DAY.match(edtf):
        return {"date-parts": [_parts(day)], **({"circa": True} if day[4] else {})}
    ends = [_DAY.match(end) for end in edtf.split("/")]
    if len(ends) == 2 and ends[0] and ends[1]:
        return {"date-parts": [_parts(ends[0]), _parts(ends[1])]}
    return {"literal": edtf}


def _parts(day: re.Match[str]) -> list[Json]:
    """Year, month and day, as far as they are known."""
    return [int(part) for part in day.group(1, 2, 3) if part]


def _bibtex(work: Work) -> Mapping[str, str]:
    """A work's fields; those who wrote it stand in braces, for nobody knows which of a name is the family's."""
    between = bounds(work.published) if work.published else None
    exact = work.published is not None and _DAY.match(work.published) is not None
    month = int(work.published[5:7]) if exact and work.published and len(work.published) >= len("2024-05") else None
    house = {"article": "journal", "techreport": "institution", "book": "publisher"}
    return {
        "title": f"{{{_tex(work.title)}}}" if work.title else "",
        "author": " and ".join(f"{{{_tex(author)}}}" for author in work.authors),
        house.get(_ENTRIES.get(work.type, "misc"), "organization"): _tex(work.publisher or ""),
        "year": str(between[0].year) if between and between[0] > date.min else "",
        "month": f"{_MONTHS[month - 1]}" if month else "",
        "date": work.published if exact and work.published and not work.published.endswith(("~", "?", "%")) else "",
        "url": (work.url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "language": work.language or "",
        "pages": _tex((work.pages or "").replace("–", "--")),
        "note": f"Peyvand {work.id}",
    }


def _tex(text: str) -> str:
    """A text with the signs that mean something to TeX escaped."""
    return "".join(_TEX.get(sign, f"\\{sign}" if sign in "{}#$%&_" else sign) for sign in " ".join(text.split()))


def _key(work: Work) -> str:
    """What a work is cited by: laine2021ab12cd34."""
    whose = (work.authors or (work.publisher or work.title or "",))[0]
    plain = normalize("NFKD", whose).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", plain)
    year = (work.published or "")[:4]
    word = words[-1 if work.authors or work.publisher else 0] if words else "work"
    return f"{word}{year if year.isdigit() else ''}{work.id[:8]}"
