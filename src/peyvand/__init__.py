"""Peyvand: what was said, promised, done and counted between two countries, each with its source."""

import typing as _typing

if _typing.TYPE_CHECKING:
    from peyvand.desk import Desk
    from peyvand.errors import PeyvandError
    from peyvand.model import Actor, Commitment, Event, Fault, Figure, Item, Kind, Metadata, Quote, Source, Statement
    from peyvand.record.stateless import read

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
# The rest is of the model.
_HOMES = {"Desk": "peyvand.desk", "read": "peyvand.record.stateless", "PeyvandError": "peyvand.errors"}


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
