"""What is done with a document before it is written: its text, its fingerprint, its items. Nothing here knows the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias, cast

from peyvand.errors import BadLexicon, PeyvandError
from peyvand.exchange import quotes_of
from peyvand.model import Fault, Item, Metadata, Source
from peyvand.reading import VERSION, Reader, can_read
from peyvand.record.languages import language_name
from peyvand.sources import Original, extract, fingerprint

if TYPE_CHECKING:
    from peyvand.reading.grounds import Explained
    from peyvand.reading.lexicon.tables import Value

_REPORT = "Please report this with the document."


@dataclass(frozen=True, slots=True)
class Order:
    """How a desk wants its documents read."""

    pair: tuple[str, str] | None = None  # of documents that name none
    lexicon: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is in the record already, or came before in the same run."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Worked:
    """A document with its text and what was read out of it."""

    source: Source
    items: tuple[Item, ...] = ()
    reader: str | None = None
    unread: str | None = None
    fingerprint: bytes = b""
    faults: tuple[Fault, ...] = ()


Taken: TypeAlias = Original | Known | Fault
Result: TypeAlias = Worked | Known | Fault


class Workshop:
    """Turns documents into what is written about them; the reader is loaded when the first needs it, and stays."""

    def __init__(self, order: Order) -> None:
        self.order = order

    @cached_property
    def _reader(self) -> Reader:
        return Reader(cast("Mapping[str, Mapping[str, Value]] | None", self.order.lexicon or None))  # checked by the reader

    def work(self, batch: Sequence[Taken], overrides: Metadata) -> Iterator[Result]:
        """A few documents, one result each in their order; what needs no work passes through."""
        drafts = [self._draft(taken, overrides) if isinstance(taken, Original) else taken for taken in batch]
        readings = self.read([draft.source for draft in drafts if isinstance(draft, Worked) and draft.unread is None])
        for draft in drafts:
            yield next(readings) if isinstance(draft, Worked) and draft.unread is None else draft

    def read(self, sources: Sequence[Source]) -> Iterator[Worked]:
        """Read sources in one go; a fault of the reader costs the source that it stumbles over, and no other."""
        if not sources:
            return
        done = 0
        try:
            for source, items in self._reader.read_all(sources):
                yield _sound(source, items)
                done += 1
        except BadLexicon:  # no document's fault
            raise
        except Exception:  # noqa: BLE001 (whatever it is, the other documents go on)
            yield from (self._read_alone(source) for source in sources[done:])

    def explain(self, source: Source) -> list[Explained]:
        """A source's items, each with how it was read; the source is read again for it."""
        return self._reader.explain(source)

    def _read_alone(self, source: Source) -> Worked:
        """A source by itself, kept unread where the reader fails."""
        try:
            return _sound(source, self._reader.read(source))
        except Exception as error:  # noqa: BLE001 (see above)
            reason = f"the reading failed ({type(error).__name__}: {error})"
            fault = Fault(source.name, f"{source.name}: {reason}. It was kept, unread. {_REPORT}", kept=True)
            return Worked(source, unread=reason, fingerprint=fingerprint(source), faults=(fault,))

    def _draft(self, original: Original, overrides: Metadata) -> Worked | Fault:
        """A document's text and metadata, with the desk's pair where it names none."""
        try:
            source = extract(original, overrides)
        except PeyvandError as error:
            return Fault(original.name, str(error))
        except Exception as error:  # noqa: BLE001 (whatever it is, the other documents go on)
            return Fault(original.name, f"{original.name}: it can't be taken in ({type(error).__name__}: {error}). {_REPORT}")
        if source.metadata.pair is None:
            source = replace(source, metadata=replace(source.metadata, pair=self.order.pair))
        reason = unread_reason(source)
        return Worked(source, unread=reason, fingerprint=fingerprint(source) if reason else b"")


def unread_reason(source: Source) -> str | None:
    """Why a source can't be read, None where it can."""
    return None if can_read(source) else f"{language_name(source.metadata.language)} can't be read yet"


def _sound(source: Source, items: Sequence[Item]) -> Worked:
    """A source with its items; those whose quotes aren't the text at their place are left out, and it is said."""
    text = source.text
    sound = tuple(item for item in items if all(text[at.start : at.end] == at.exact for at in quotes_of(item)))
    faults: tuple[Fault, ...] = ()
    if lost := len(items) - len(sound):
        message = f"{source.name}: {lost} of its items were left out, for their quotes aren't its words. {_REPORT}"
        faults = (Fault(source.name, message, kept=True),)
    return Worked(source, sound, VERSION, fingerprint=fingerprint(source), faults=faults)
