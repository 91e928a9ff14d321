"""The sources for programs that manage references."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.record.press import print_papers

from peyvand.record.database import Database
from peyvand.record.export import export

CSL_TYPES = {"article-newspaper", "report", "document", "webpage", "interview", "speech", "personal_communication", "book"}


@pytest.fixture
def papers(record: Database) -> Database:
    """A record of three papers."""
    print_papers(record)
    return record


def csl_of(record: Database, path: Path, *, cited: bool = False) -> list[dict[str, Any]]:
    """The items of a CSL-JSON export."""
    number = export(record, path, cited=cited)
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    assert len(found) == number == len({item["id"] for item in found})
    assert {item["type"] for item in found} <= CSL_TYPES
    return found


def bibtex_of(record: Database, path: Path, *, cited: bool = False) -> list[dict[str, str]]:
    """The entries of a BibTeX export, read by counting braces."""
    number = export(record, path, cited=cited)
    text = path.read_text(encoding="utf-8")
    found = []
    for entry in filter(None, text.split("\n\n")):
        head, *lines, last = entry.strip().split("\n")
        opened = re.fullmatch(r"@([a-z]+)\{([a-z0-9]+),", head)
        assert opened is not None
        assert last == "}"
        fields = {"ENTRYTYPE": opened[1], "ID": opened[2]}
        for line in lines:
            field = re.fullmatch(r"  ([a-z]+) = \{(.*)\},", line)
            assert field is not None
            plain = re.sub(r"\\.", "", field[2])
            assert plain.count("{") == plain.count("}")
            fields[field[1]] = field[2]
        found.append(fields)
    assert len(found) == number == len({entry["ID"] for entry in found})
    return found


def test_sources_as_csl_items(papers: Database, tmp_path: Path) -> None:
    """An item a source, in the order in which they came; what isn't known is left out."""
    herald, gazette, courier = csl_of(papers, tmp_path / "sources.csl.json")
    assert gazette["title"] == "Herring talks: {first} & last"
    assert gazette["author"] == [{"literal": "Aino Laine"}, {"literal": "Karl Voss"}]
    assert gazette["container-title"] == "The Lutz Gazette; morning edition"
    assert gazette["issued"] == {"date-parts": [[2023, 5, 10]]}
    assert (gazette["type"], courier["type"]) == ("article-newspaper", "report")
    assert herald["publisher"] == "The Herald"
    assert courier["title"] == "courier.pdf"
    assert not courier.keys() & {"issued", "author", "URL"}


def test_works_that_sources_cite_come_if_asked(papers: Database, tmp_path: Path) -> None:
    """Once each, behind the source that cites it first; a date that isn't exact says so."""
    assert len(csl_of(papers, tmp_path / "sources.csl.json")) == 3
    *_, work = csl_of(papers, tmp_path / "sources.csl.json", cited=True)
    assert (work["title"], work["page"]) == ("Quays of the north_east", "4–9")
    assert work["issued"] == {"date-parts": [[2021, 3]], "circa": True}
    assert work["author"] == [{"literal": "V. Ek"}]


def test_sources_as_bibtex(papers: Database, tmp_path: Path) -> None:
    """Each entry has a key of its own that stays, and TeX's signs in titles are escaped; an address stays as it is."""
    _, gazette, _, work = bibtex_of(papers, tmp_path / "sources.bib", cited=True)
    assert gazette["ENTRYTYPE"] == "article"
    assert gazette["ID"].startswith("laine2023")
    assert gazette["title"] == r"{Herring talks: \{first\} \& last}"
    assert gazette["author"] == "{Aino Laine} and {Karl Voss}"
    assert (gazette["journal"], gazette["year"], gazette["month"]) == ("The Lutz Gazette; morning edition", "2023", "may")
    assert gazette["url"] == "https://gazette.example/herring?day=10_05&x=1"
    assert work["title"] == r"{Quays of the north\_east}"
    assert work["pages"] == "4--9"
    assert "date" not in work


def test_nothing_is_an_empty_list(record: Database, tmp_path: Path) -> None:
    """An empty desk has valid files, too."""
    assert csl_of(record, tmp_path / "sources.json") == []
    assert bibtex_of(record, tmp_path / "sources.bib") == []
