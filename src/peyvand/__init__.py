"""Peyvand: what was said, promised, done and counted between two countries, each with its source."""

import typing as _typing

if _typing.TYPE_CHECKING:
    from peyvand.desk import Desk, read
    from peyvand.errors import PeyvandError
    from peyvand.model import Actor, Commitment, Event, Fault, Figure, Item, Kind, Metadata, Quote, Source, Statement

__all__ = [
    "Actor",
    "Commitment",
    "Desk",
    "Event",
    "Fault",
    "Figure",
    "Item",
    "Kind",
    "Metadata",
    "PeyvandError",
    "Quote",
    "Source",
    "Statement",
    "read",
]
_HOMES = {"Desk": "peyvand.desk", "read": "peyvand.desk", "PeyvandError": "peyvand.errors"}  # the rest is of the model


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for: `import peyvand` alone costs nothing."""
    if name not in __all__:
        message = f"module 'peyvand' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    value: object = getattr(import_module(_HOMES.get(name, "peyvand.model")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return __all__
