"""The originals: documents as they came, named by the SHA-256 of their bytes, written once and never changed."""

from __future__ import annotations

from pathlib import Path

from peyvand.record.files import written

ORIGINALS = "sources/"  # the folder of a desk in which they are, and that of an archive


def file_name(sha256: str, media: str) -> str:
    """What an original is called in the folder."""
    from peyvand.sources.original import DOCX, ENTRY, HTML, MAIL, MARKDOWN, PDF, TEXT

    suffixes = {TEXT: ".txt", MARKDOWN: ".md", HTML: ".html", PDF: ".pdf", DOCX: ".docx", MAIL: ".eml", ENTRY: ".xml"}
    return sha256 + suffixes.get(media, ".bin")


def keep(folder: Path, name: str, data: bytes) -> None:
    """Put an original into the folder, unless it is there already."""
    path = folder / name
    if not path.exists():
        with written(path) as file:
            file.write(data)
