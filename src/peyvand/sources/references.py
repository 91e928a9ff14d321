"""The endnotes of a document: its entries found and parsed, and tied to the markers that call them in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from peyvand.model import Block, BlockKind, Marker, Reference
from peyvand.sources.datelines import find_date
from peyvand.sources.furniture import is_reference_heading
from peyvand.sources.parts import Part

_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENTRY = re.compile(
    r"(?:[-–•*]\s*)?(?:\[(?P<bracket>\w{1,6})\]|\(?(?P<dotted>\d{1,3})[.)]|(?P<bare>\d{1,3})|(?P<raised>[¹²³⁰⁴-⁹]+))\s+(?P<body>\S.*)\Z",
    re.DOTALL,
)
_CITING = re.compile(r"https?://|www\.|\bibid\b|\b(?:1[89]|20)\d\d\b|\bop\. ?cit|\bn\. ?\d|\w\.\w{2,3}/", re.IGNORECASE)
_SURELY_CITING = re.compile(
    r"https?://|www\.|\bibid\b|\bop\. ?cit|\bn\. ?\d+\.?\Z"
    r"|(?:[,.?!][\"”]|[\"”],) .{3,200}\b(?:1[89]|20)\d\d\b[^a-z]*\Z",
    re.IGNORECASE,
)
_LONGEST = 120  # words of an entry
_LEAST_RUN = 3  # entries numbered 1, 2, 3 that cite something are a list of notes without a heading
_URL = re.compile(r"(?:https?://|\bwww\.|(?<![\w@./])(?:[a-z0-9-]+\.\s?)+[a-z]{2,12}/)\s?\S.*\Z", re.DOTALL)
_AFTER_URL = re.compile(r"(?:,| \(|;|\s[–—]|\s(?=[Aa]ccessed|[Ll]ast|[Rr]etrieved))")
_TITLE = re.compile(r"[\"“](?P<title>.+?)[,.]?[\"”](?=[\s,.;(]|\Z)[,.;]?", re.DOTALL)
_ITALIC = re.compile(r"(?P<mark>\*|_)(?P<words>[^*_]+)(?P=mark)")
_IBID = re.compile(r"(?:\*?ibid(?:em)?\b)", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:n\.|note|fn\.?|footnote) ?(\d{1,3})\b", re.IGNORECASE)
_PUBLISHER_END = re.compile(r",|\(|\s\d|;|:\s")
_CALL = re.compile(
    r"(?P<raised>[¹²³⁰⁴-⁹]+(?:[,–-][¹²³⁰⁴-⁹]+)*)"
    r"|\[(?P<bracket>\w{1,6}(?:, ?\d{1,3})*)\]"
    r"|(?<=[.,;:!?\"”’')\]])(?P<bare>\d{1,3})(?=\s|\Z|[—–-])"
)
_NUMBER_BEFORE = re.compile(r"\d[.,:]\Z")


def mark(parts: Sequence[Part]) -> None:
    """Marks the entries of lists of notes and references."""
    inside = False
    for at, part in enumerate(parts):
        if part.kind not in (None, BlockKind.LIST, BlockKind.HEADING, BlockKind.REFERENCE):
            continue
        if is_heading(part) and any(_cites(one) for one in parts[at + 1 : at + 3]):
            inside = True
            part.kind, part.level = BlockKind.HEADING, part.level or 2
        elif inside and (
            part.kind is BlockKind.HEADING or part.words > _LONGEST or not (_cites(part) or _ENTRY.match(part.text))
        ):
            inside = False
        elif inside:
            part.kind = BlockKind.REFERENCE
    if not any(part.kind is BlockKind.REFERENCE for part in parts):
        for run in _numbered_runs(parts):
            for part in run:
                part.kind = BlockKind.REFERENCE


def is_heading(part: Part) -> bool:
    """Whether a part is the heading of a list of notes."""
    return is_reference_heading(part)


def parse(text: str, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    """The references among the blocks; "Ibid." and "n. 3" have the fields of the entry they mean."""
    found: dict[str, Reference] = {}
    for block in blocks:
        if block.kind is BlockKind.REFERENCE and (entry := _ENTRY.match(text[block.start : block.end])):
            label = _label(entry)
            last = next(reversed(found.values())) if found else None
            found.setdefault(label, _reference(label, block, entry["body"], found, last))
    return tuple(found.values())


def tie(text: str, blocks: Sequence[Block], references: Sequence[Reference]) -> tuple[Marker, ...]:
    """The markers in the text that call a reference, in order.

    Raised digits and brackets are taken wherever a reference has their label. A bare digit behind a punctuation mark is
    taken only where the numbers around it leave room for it, since it may be anything.
    """
    if not references:
        return ()
    labels = {reference.label for reference in references}
    calls = [
        call
        for block in blocks
        if block.kind is not BlockKind.REFERENCE
        for call in _calls(text, block)
        if call.marker.label in labels
    ]
    return tuple(call.marker for at, call in enumerate(calls) if call.certain or _fits(calls, at))


@dataclass(frozen=True, slots=True)
class _Call:
    """What may be a marker."""

    marker: Marker
    certain: bool


def _calls(text: str, block: Block) -> Iterator[_Call]:
    """What may be markers in a block."""
    for found in _CALL.finditer(text, block.start, block.end):
        if bare := found["bare"]:
            if not _NUMBER_BEFORE.search(text, max(0, found.start() - 2), found.start()):
                yield _Call(Marker(bare, found.start(), found.end()), certain=False)
            continue
        for number in re.finditer(r"\w+" if found["bracket"] else r"[¹²³⁰⁴-⁹]+", found[0]):
            alone = number[0] == found[0].strip("[]")
            start, end = (found.start(), found.end()) if alone else (found.start() + number.start(), found.start() + number.end())
            yield _Call(Marker(number[0].translate(_PLAIN_DIGITS), start, end), certain=True)


def _fits(calls: Sequence[_Call], at: int) -> bool:
    """Whether a bare number stands in order between the markers around it that are certain."""
    number = int(calls[at].marker.label)
    before = next((int(call.marker.label) for call in reversed(calls[:at]) if call.certain and call.marker.label.isdigit()), 0)
    after = next((int(call.marker.label) for call in calls[at + 1 :] if call.certain and call.marker.label.isdigit()), 1000)
    bare_before = [int(call.marker.label) for call in calls[:at] if not call.certain and before < int(call.marker.label) < after]
    return before < number < after and number <= max(bare_before, default=before) + 1 and number not in bare_before


def _label(entry: re.Match[str]) -> str:
    """The label of an entry, in plain digits."""
    return str(entry["bracket"] or entry["dotted"] or entry["bare"] or entry["raised"]).translate(_PLAIN_DIGITS)


def _cites(part: Part) -> bool:
    """Whether a part cites a work."""
    return bool(_CITING.search(part.text[:2000]))


def _cites_surely(part: Part) -> bool:
    """Whether a part cites a work, and not merely names a year."""
    return bool(_SURELY_CITING.search(part.text[:2000]))


def _numbered_runs(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Runs of parts that are numbered 1, 2, 3 … and most of which cite something."""
    run: list[Part] = []
    for part in (*parts, None):
        entry = _ENTRY.match(part.text) if part is not None and part.kind in (None, BlockKind.LIST) else None
        if part is not None and entry is not None and _label(entry) == str(len(run) + 1):
            run.append(part)
            continue
        if len(run) >= _LEAST_RUN and 2 * sum(map(_cites_surely, run)) > len(run) and all(one.start < one.end for one in run):
            yield run
        run = [part] if part is not None and entry is not None and _label(entry) == "1" else []


def _reference(label: str, block: Block, body: str, earlier: Mapping[str, Reference], last: Reference | None) -> Reference:
    """An entry, parsed."""
    body = " ".join(body.split())
    meant = _EARLIER.search(body)
    if _IBID.match(body) and last is not None:
        return replace(last, label=label, start=block.start, end=block.end)
    if meant is not None and meant[1] in earlier and not _TITLE.search(body):
        author = body[: meant.start()].strip(" ,;") or None
        return replace(
            earlier[meant[1]], label=label, start=block.start, end=block.end, author=author or earlier[meant[1]].author
        )
    return _parsed(Reference(label, block.start, block.end), body)


def _parsed(reference: Reference, body: str) -> Reference:
    """The fields of a citation: author, "title," publisher, date, address."""
    address = _URL.search(body)
    words = body[: address.start()] if address else body
    title = _TITLE.search(words)
    rest = words[title.end() :] if title else words
    author = words[: title.start()].strip(" ,;:") if title else None
    date = find_date(rest)
    year = None if date else re.search(r"\b(?:1[89]|20)\d\d\b", rest)
    before_date = rest[: date[1]] if date else rest[: year.start()] if year else rest
    italic = _ITALIC.search(before_date)
    if title is None:
        author, _, before_date = (
            before_date.strip(" ,").rpartition(", ") if italic is None else (before_date[: italic.start()], "", "")
        )
    publisher = (
        italic["words"] if italic and title else _PUBLISHER_END.split(before_date.strip(" ,.*"), maxsplit=1)[0] if title else None
    )
    return replace(
        reference,
        author=(author or "").strip(" ,;:") or None,
        title=title["title"] if title else italic["words"] if italic else before_date.strip(" ,.(") or None,
        publisher=(publisher or "").strip(" ,.*(") or None,
        published=date[0] if date else year[0] if year else None,
        url=_address(address[0]) if address else None,
    )


def _address(written: str) -> str | None:
    """A web address without the spaces that a layout broke it with."""
    first = _AFTER_URL.split(written, maxsplit=1)[0]
    return re.sub(r"\s+", "", first).rstrip(".,;)>") or None
