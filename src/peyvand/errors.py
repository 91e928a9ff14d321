"""What can go wrong, each with what to do about it.

PeyvandError
├── UnreadableSource    a document whose text can't be had
├── BadSidecar          a sidecar that isn't JSON, or says something impossible
├── BadAddress          a web address that can't or mustn't be fetched
├── UnknownCountry      a country code that ISO 3166 doesn't know
├── BadDate             a date that is none
├── BadMoment           a day or time to look back from that is none
├── NotADesk            a folder that isn't a desk
├── DeskExists          a desk where a new one was asked for
├── DeskFault           a desk that can't be read or written
├── BadCorrection       a correction that says something impossible
├── NotInRecord         a source, actor or item that the record doesn't have
├── ReadOtherwise       an item that can't be explained any more
├── BadArchive          a file that isn't the archive of a desk that it should be
├── DossierFault        a folder that a dossier can't be written to
├── BadLexicon          a lexicon file with a line that means nothing
├── DamagedWeights      a file of the classifier's that isn't what it should be
└── QuoteOutOfPlace     a quote that isn't the text at its offsets
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from typing import Self


class PeyvandError(Exception):
    """Anything that Peyvand tells its user in one line."""

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[object, ...]]:
        """With its message, not with the arguments that it was built from: an error crosses to another process."""
        return copyreg.__newobj__, (type(self), *self.args)  # type: ignore[attr-defined]


class UnreadableSource(PeyvandError):
    """A document whose text can't be had."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name}: {reason}. {remedy}")


class BadSidecar(PeyvandError):
    """A sidecar that isn't JSON, or gives something impossible."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}. Correct the file, or remove it to add the document without it.")


class BadAddress(PeyvandError):
    """A web address that can't or mustn't be fetched."""

    def __init__(self, url: str, reason: str, remedy: str) -> None:
        super().__init__(f"{url}: {reason}. {remedy}")


class UnknownCountry(PeyvandError):
    """A country code that ISO 3166 doesn't know."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code!r} is no ISO 3166 country code of three letters; Iran is IRN, Japan is JPN.")


class BadDate(PeyvandError):
    """A date that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no date; write it as 2023-08-07, 2023-08 or 2023 (EDTF).")


class BadMoment(PeyvandError):
    """A day or time to look back from that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no day or time to look back from; write it as 2024-05-01 or 2024-05-01T14:30 (UTC).")


class NotADesk(PeyvandError):
    """A folder that isn't a desk."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: this is no desk (it has no desk.toml). `peyvand new {path} --pair IRN JPN` makes one.")


class DeskExists(PeyvandError):
    """A desk, or something else, where a new desk was asked for."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: there is something here already. Choose another name, or an empty folder.")


class DeskFault(PeyvandError):
    """A desk that can't be read or written as it should."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")


class BadCorrection(PeyvandError):
    """A correction that says something impossible."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(f"{field} can't be {value!r}: {expected}")


class NotInRecord(PeyvandError):
    """A source, actor or item that the record doesn't have, or has more than one of by what was given."""

    def __init__(self, what: str, kind: str, *, several: bool = False) -> None:
        found = f"more than one {kind} goes by {what!r}" if several else f"no {kind} of this desk goes by {what!r}"
        super().__init__(f"{found}; the desk's list of {kind}s gives the id of each.")


class ReadOtherwise(PeyvandError):
    """An item whose source is read otherwise now, so that how it was read can't be told any more."""

    def __init__(self, item: str) -> None:
        super().__init__(
            f"item {item} was read by an older reader or with other words, and the present one reads its source otherwise. "
            "`peyvand add DESK --again` with the document reads it anew."
        )


class BadArchive(PeyvandError):
    """A file that isn't the archive of a desk that it should be."""

    def __init__(self, path: str, reason: str, remedy: str | None = None) -> None:
        again = "Ask for it again, or make it again from the desk it comes from"
        super().__init__(f"{path}: {reason}. {remedy or f'{again}; nothing of it was taken in.'}")


class DossierFault(PeyvandError):
    """A folder that a dossier can't be written to."""

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}.")


class BadLexicon(PeyvandError):
    """A lexicon file with a line that means nothing."""

    def __init__(self, name: str, where: str, reason: str) -> None:
        super().__init__(f"{name}, [{where}]: {reason}. The head of the file says how a line is written.")


class DamagedWeights(PeyvandError):
    """A file of a model's weights that isn't what it should be."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"{name}: the weights can't be used ({reason}). Install Peyvand again, or train them (docs/annotated.md)."
        )


class QuoteOutOfPlace(PeyvandError):
    """A quote that isn't the text at its offsets; a fault of the program, never of the user."""

    def __init__(self, exact: str, start: int, end: int) -> None:
        super().__init__(f"the quote {exact[:60]!r} is not the text at {start}:{end}. Please report this with the document.")
