"""The bundled documents on Iran and Japan, 1953-2026, written for Peyvand from public facts; docs/samples.md lists them."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder() -> Traversable:
    """The folder that holds the documents, with their sidecars beside them."""
    return files(__name__) / "iran-japan"
