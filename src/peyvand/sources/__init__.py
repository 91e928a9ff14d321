"""A file, folder, page or feed becomes originals, and an original becomes a source."""

from peyvand.sources.extract import extract
from peyvand.sources.fingerprint import bands, fingerprint, similar
from peyvand.sources.original import Original
from peyvand.sources.walk import originals
from peyvand.sources.web import Fetcher

__all__ = ["Fetcher", "Original", "bands", "extract", "fingerprint", "originals", "similar"]
