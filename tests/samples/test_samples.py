"""The bundled documents: marked as samples, sourced, short, of many formats, and read as they are meant to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path

import pytest

from peyvand.model import Block, BlockKind, Json, Metadata, Source
from peyvand.samples import folder
from peyvand.sources import Original, extract, originals

MARK = "Sample document written for Peyvand from public facts; not a press report."
READ = {BlockKind.PROSE, BlockKind.HEADING, BlockKind.LIST}
OFFERS = ("subscri", "trial", "newsletter", "inbox", "cookies", "log in", "photo", "read next", "guests pay", "$9.00", "give $3")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the samples as a path."""
    with as_file(folder()) as path:
        return path


@pytest.fixture(scope="session")
def found(samples: Path) -> list[Original]:
    """All documents of the folder; a fault among them fails the test that asks."""
    documents = list(originals([str(samples)]))
    assert [one for one in documents if not isinstance(one, Original)] == []
    return [one for one in documents if isinstance(one, Original)]


@pytest.fixture(scope="session")
def sources(found: list[Original]) -> dict[str, Source]:
    """Every document read, by the name of its file; a feed's entries by their titles."""
    return {Path(one.name).name: extract(one) for one in found}


def files(samples: Path) -> list[Path]:
    """The documents' files, without sidecars."""
    return sorted(path for path in samples.iterdir() if path.suffix != ".json")


def sidecar(document: Path) -> Mapping[str, Json]:
    """What stands beside a document."""
    row: Mapping[str, Json] = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    return row


def words(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


def read_blocks(source: Source) -> list[Block]:
    """The blocks that are read for items."""
    return [block for block in source.blocks if block.kind in READ]


def only(sources: Mapping[str, Source], ending: str) -> Source:
    """The one source whose name ends so."""
    (source,) = (source for name, source in sources.items() if name.endswith(ending))
    return source


def sentences_of(source: Source) -> set[str]:
    """The sentences of a text, without the mark that all samples carry."""
    return {
        sentence
        for sentence in words(source.text).split(". ")
        if "Sample document" not in sentence and "Dated as" not in sentence
    }


def test_there_are_enough_of_them_in_enough_formats(found: list[Original]) -> None:
    """At least 14 documents, of plain text, Markdown, HTML, PDF, DOCX, e-mail and a feed."""
    assert len(found) >= 14
    assert len({one.media for one in found}) >= 7


def test_every_document_names_its_sources(samples: Path) -> None:
    """A sidecar says who publishes it, when, about whom, that it is a sample, and where its facts are from."""
    for document in files(samples):
        says = sidecar(document)
        assert says["publisher"] == "Peyvand samples", document
        assert says["pair"] == ["IRN", "JPN"], document
        assert str(says["kind"]).startswith("sample: "), document
        assert says.get("url") is None, document
        facts = says["facts_from"]
        assert isinstance(facts, list), document
        assert facts, document
        for fact in facts:
            assert isinstance(fact, dict), document
            assert {"institution", "title", "year"} <= set(fact), document


def test_every_document_is_marked_as_a_sample(sources: Mapping[str, Source]) -> None:
    """The mark stands in the text itself, so that it stays with a copy."""
    assert [name for name, source in sources.items() if MARK not in words(source.text)] == []


def test_every_document_is_short(sources: Mapping[str, Source]) -> None:
    """Between 120 and 500 words, all that stands on the page included."""
    lengths = {name: len(source.text.split()) for name, source in sources.items()}
    assert {name: length for name, length in lengths.items() if not 120 <= length <= 500} == {}


def test_their_metadata_are_complete(sources: Mapping[str, Source]) -> None:
    """Title, publisher, day of publication, pair and language are known of every document."""
    for name, source in sources.items():
        says = source.metadata
        assert says.title, name
        assert says.publisher == "Peyvand samples", name
        assert len(says.published or "") == len("2023-08-07"), name
        assert says.pair == ("IRN", "JPN"), name
        assert says.language == "en", name


@pytest.mark.parametrize("ending", [".html", ".md", ".docx", ".pdf", ".eml"])
def test_a_document_says_the_same_as_its_sidecar(found: list[Original], ending: str) -> None:
    """Title and date are in the page, the front matter or the properties; the sidecar isn't needed for them."""
    alike = [one for one in found if one.name.endswith(ending)]
    assert alike
    for one in alike:
        alone = extract(replace(one, sidecar=Metadata())).metadata
        assert (alone.title, (alone.published or "")[:10]) == (one.sidecar.title, one.sidecar.published), one.name
        assert alone.language == "en", one.name


def test_offers_and_menus_are_not_read(sources: Mapping[str, Source]) -> None:
    """Newsletter offers, menus, cookie notices and photo credits are furniture, and no item comes of them."""
    for name, source in sources.items():
        if name.endswith((".html", ".eml")):
            for block in read_blocks(source):
                text = source.text[block.start : block.end].lower()
                assert not any(offer in text for offer in OFFERS), (name, text)


@pytest.mark.parametrize(
    ("ending", "labels"),
    [
        ("1990-petrochemical-venture.pdf", ["1", "2", "3", "4"]),
        ("2004-seismic-cooperation.docx", ["1", "2", "3"]),
        ("2010-azadegan-withdrawal.docx", ["1", "2", "3"]),
    ],
)
def test_endnotes_are_references(sources: Mapping[str, Source], ending: str, labels: list[str]) -> None:
    """The briefs' notes are parsed, each is called in the text, and none is read as prose."""
    source = only(sources, ending)
    assert [reference.label for reference in source.references] == labels
    assert {marker.label for marker in source.markers} == set(labels)
    for reference in source.references:
        assert all(block.end <= reference.start or block.start >= reference.end for block in read_blocks(source))


def test_two_documents_contradict_each_other_on_a_figure(sources: Mapping[str, Source]) -> None:
    """The dead of Bam: 43,000 by the governor in February 2004, 26,271 by the census of March."""
    assert "43,000 people had been killed" in words(only(sources, "2004-bam-relief.txt").text)
    assert "26,271 people had been killed" in words(only(sources, "2004-seismic-cooperation.docx").text)


def test_two_documents_report_one_event(sources: Mapping[str, Source]) -> None:
    """The meeting of Abe and Rouhani on 20 December 2019, in a readout and in a report with no sentence in common."""
    readout, report = (sentences_of(only(sources, f"2019-rouhani-{ending}")) for ending in ("readout.html", "report.txt"))
    assert any("Rouhani" in sentence for sentence in readout)
    assert any("Rouhani" in sentence for sentence in report)
    assert not readout & report


def test_the_made_documents_are_small(samples: Path) -> None:
    """The committed PDF and DOCX files take less than 60 KB each."""
    made = [path for path in files(samples) if path.suffix in {".pdf", ".docx"}]
    assert len(made) >= 4
    assert max(path.stat().st_size for path in made) < 60_000
