"""The endnotes of a document: its entries found, parsed, and each "ibid." and "n. 12" resolved to what it points to."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from peyvand.model import Block, BlockKind, Reference
from peyvand.sources import citations
from peyvand.sources.citation_dates import date_in
from peyvand.sources.citations import Citation
from peyvand.sources.furniture import is_reference_heading
from peyvand.sources.parts import Part
from peyvand.sources.wording import compiled

_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = r"(?:\d{1,3}|1[0-7]\d\d|[2-9][1-9]\d\d)"  # of an entry, without a point; not the year that one begins with
_ENTRY = re.compile(
    rf"(?:[-–•*]\s*)?(?:\[(?P<bracket>[\w-]{{1,40}})\]:?|\(?(?P<dotted>\d{{1,4}})[.)]|(?P<bare>{_NUMBER})"
    r"|\(?(?P<raised>[¹²³⁰⁴-⁹]+)\)?)\s+(?P<body>\S.*)\Z",
    re.DOTALL,
)
_CITING = re.compile(
    r"https?://|www\.|\bibid\b|(?<!\d)(?:1[89]|20)\d\d(?!\d)|[۰-۹]{4}|\bop\. ?cit|\bn(?:\.|ote) ?\d|\w\.\w{2,3}/|«|『",
    re.IGNORECASE,
)
_SURELY_CITING = re.compile(
    r"https?://|www\.|\bibid\b|\bop\. ?cit|\bn\. ?\d+\.?\Z"
    r"|(?:[,.?!][\"”]|[\"”],) .{3,200}\b(?:1[89]|20)\d\d\b[^a-z]*\Z",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_NUMBERED = 120, 500  # words of an entry; one whose number follows the last one's may be an essay
_LEAST_RUN = 3  # entries numbered 1, 2, 3 that cite something are a list of notes without a heading
_HEAD = 2000  # characters of a part that are looked at for something cited
_NAME_WORDS = 10  # of an institution's name, in a label
_REMEMBERED = 40  # works of one author that "op. cit." or a short title may mean
_WORD = re.compile(r"[^\W\d_]{3,}")
_PAGES_ONLY = re.compile(r"[\s,.:]*(?:at |pp?\. ?|S\. )?(?P<pages>\d{1,4}(?:[–-]\d{1,4})?)?[\s,.;]*(?P<remark>.*)\Z", re.DOTALL)


def mark(parts: Sequence[Part]) -> None:
    """Marks the entries of lists of notes and references."""
    inside, number = False, ""
    for at, part in enumerate(parts):
        if part.kind not in (None, BlockKind.LIST, BlockKind.HEADING, BlockKind.REFERENCE):
            continue
        if is_reference_heading(part) and any(_cites(one) for one in parts[at + 1 : at + 3]):
            inside, number = True, ""
            part.kind, part.level = BlockKind.HEADING, part.level or 2
            continue
        entry = _ENTRY.match(part.text[:_HEAD]) if inside else None
        follows = entry is not None and number.isdigit() and _label(entry) == str(int(number) + 1)
        number = _label(entry) if entry is not None else number
        if inside and (
            part.kind is BlockKind.HEADING
            or part.words > (_LONGEST_NUMBERED if follows else _LONGEST)
            or not (entry is not None or _cites(part))
        ):
            inside = False
        elif inside:
            part.kind = BlockKind.REFERENCE
    if not any(part.kind is BlockKind.REFERENCE for part in parts):
        for run in _numbered_runs(parts):
            for part in run:
                part.kind = BlockKind.REFERENCE


def parse(text: str, blocks: Sequence[Block]) -> tuple[Reference, ...]:
    """The works that the entries among the blocks cite, in their order; of two entries of one label, the first counts."""
    entries = [_entry(text, block) for block in blocks if block.kind is BlockKind.REFERENCE]
    works = _Works()
    for label, block, at in _labelled(text, blocks, entries):
        if label not in works.entries:
            works.add(text, label, block, at)
    return tuple(works.resolved())


def _entry(text: str, block: Block) -> tuple[str | None, Block, int]:
    """An entry's label, if it has one, and where its words begin."""
    match = _ENTRY.match(text[block.start : block.end])
    return (_label(match), block, block.start + match.start("body")) if match else (None, block, block.start)


def _labelled(
    text: str, blocks: Sequence[Block], entries: Sequence[tuple[str | None, Block, int]]
) -> Iterator[tuple[str, Block, int]]:
    """Entries with labels: their own, else their place in the list where the text calls numbers, else author and year."""
    counted = not any(label for label, _, _ in entries) and _calls_numbers(text, blocks, len(entries))
    taken: defaultdict[str, int] = defaultdict(int)
    for number, (label, block, at) in enumerate(entries, 1):
        if label is not None:
            yield label, block, at
        elif counted:
            yield str(number), block, at
        elif (name := _name_of(citations.parse(_words(text, at, block.end)), text[at : block.end])) is not None:
            taken[name] += 1
            yield name if taken[name] == 1 else f"{name}-{taken[name]}", block, at


def _calls_numbers(text: str, blocks: Sequence[Block], most: int) -> bool:
    """Whether the text calls notes by number, as many as half of the list's entries."""
    called = {
        int(number.translate(_PLAIN_DIGITS))
        for block in blocks
        if block.kind is not BlockKind.REFERENCE
        for number in re.findall(r"[¹²³⁰⁴-⁹]{1,4}|(?<=\[)\d{1,4}(?=\])", text[block.start : block.end])
    }
    return 2 * sum(1 <= number <= most for number in called) >= most > 0


def _name_of(citation: Citation, words: str) -> str | None:
    """The label of an entry without a number: "Laine 2021", or "Laine 2021a" where its year has a letter."""
    who = surname(citation.author) or citation.publisher or citation.title
    if who is None:
        return None
    year = (citation.published or "n.d.")[:4]
    lettered = re.search(rf"\b{year}([a-h])\b", words[:300]) if year != "n.d." else None
    return f"{' '.join(who.split()[:_NAME_WORDS])} {year}{lettered[1] if lettered else ''}"


def surname(author: str | None) -> str | None:
    """The name by which an author is cited: of "Aino Laine and Karl Voss" and of "Laine, Aino" Laine; a ministry's whole."""
    if not author:
        return None
    first = re.split(r" and | & | et al|;| with |, (?:and|&) ", author, maxsplit=1)[0].strip(" ,")
    family, comma, rest = first.partition(", ")
    if comma and len(family.split()) <= 3 and rest:
        return family
    words = [word for word in first.split() if not re.fullmatch(r"[A-Z]\.?|\(.*\)", word)]
    is_body = len(words) > 3 or bool(re.search(r" of | for |[A-Z]{2}", first))
    return (first if is_body or not words else words[-1].strip(".,")) or None


@dataclass(slots=True)
class _Works:
    """The works of a list while it is gone through."""

    entries: dict[str, list[Reference]] = field(default_factory=dict)
    by_author: dict[str, deque[Reference]] = field(default_factory=dict)
    pointing: list[tuple[str, int, str]] = field(default_factory=list)  # label, which of its works, where it points: further on
    last: Reference | None = None

    def add(self, text: str, label: str, block: Block, at: int) -> None:
        """An entry, with all that it cites."""
        body = citations.plain(text[at : block.end])
        pieces = citations.works(body)
        self.entries[label] = []
        for start, end in pieces:
            words = " ".join(body[start:end].split())
            begin = block.start if start == 0 else at + start + len(body[start:end]) - len(body[start:end].lstrip())
            place = Reference(label, begin, block.end if end >= len(body) else at + len(body[:end].rstrip()))
            found = self._pointer(place, words) or _filled(place, citations.parse(words))
            self.entries[label].append(found)
            self._remember(found)

    def _remember(self, found: Reference) -> None:
        """Keep a work for those entries that point to it."""
        if found.words is None:
            return
        self.last = found
        if found.same_as is None and (name := surname(found.author)) is not None:
            self.by_author.setdefault(name.casefold(), deque(maxlen=_REMEMBERED)).append(found)

    def _pointer(self, place: Reference, words: str) -> Reference | None:
        """What an entry points to, with the entry's own pages and remark; None where it cites by itself."""
        ibid = compiled("pointing", "ibid", r"\A\W{0,3}(?:{lead} )?{}(?!\w)".replace("{lead}", _LEAD)).match(words)
        if ibid is not None:
            return self._same(place, self.last, "", words[ibid.end() :])
        by_number = compiled("pointing", "number", r"(?<!\w){}(?!\w)").search(words)
        if (
            by_number is not None and not citations.names_work(words) and date_in(words) is None
        ):  # "Policy Note 12, 2021" is a work
            number = next(group for group in by_number.groups() if group)
            known = self.entries.get(number) or []
            if not known and number != place.label:
                self.pointing.append((place.label, len(self.entries[place.label]), number))
            meant = known[-1] if known and known[-1].words is not None else None
            return self._same(place, meant, words[: by_number.start()], words[by_number.end() :])
        earlier = compiled("pointing", "earlier", r"(?<!\w){}").search(words)
        if earlier is not None:
            return self._same(place, self._by(words[: earlier.start()]), words[: earlier.start()], words[earlier.end() :])
        return self._short(place, words)

    def _by(self, author: str) -> Reference | None:
        """The last work of an author."""
        known = self.by_author.get((surname(author.strip(" ,")) or "").casefold())
        return known[-1] if known else None

    def _short(self, place: Reference, words: str) -> Reference | None:
        """A work cited before by its author's surname and a part of its title: "Laine, “Timber,” 45"."""
        if len(words) > 200 or date_in(words) or not (author := re.match(r"([^\W\d_][\w.'’ -]{1,40}), ", words)):
            return None
        known = self.by_author.get((surname(author[1]) or "").casefold(), ())
        said = [word.casefold() for word in _WORD.findall(words[author.end() :])]
        for one in reversed(known):
            if said and set(said) <= {word.casefold() for word in _WORD.findall(one.title or "")}:
                return self._same(place, one, author[1], re.sub(r"\A.*?(?=\d|\Z)", "", words[author.end() :]))
        return None

    def _same(self, place: Reference, meant: Reference | None, before: str, behind: str) -> Reference:
        """A place filled with the fields of the work meant; a remark alone where there is none."""
        own = _PAGES_ONLY.match(re.sub(r"\A[\s,]*(?:above|supra|\))[\s,]*", "", behind.lstrip(" .)]")))
        pages = own["pages"] if own else None
        remark = own["remark"].strip(" ()") if own and len(own["remark"].split()) > 2 else None
        author = re.sub(rf"\A(?:{_LEAD}[ ,]*)+|[\s,(;]+(?:{_LEAD})?[\s,(]*\Z", "", before.strip(), flags=re.IGNORECASE)
        if meant is None:
            return replace(place, author=author or None, pages=pages, remark=remark)
        is_other = author and len(author.split()) <= 6 and (surname(meant.author) or "").casefold() in ("", author.casefold())
        kept = meant.author or (author if is_other else None)
        return replace(
            meant,
            label=place.label,
            start=place.start,
            end=place.end,
            author=kept,
            pages=pages or None,
            remark=remark,
            same_as=meant.same_as or meant.label,
        )

    def resolved(self) -> Iterator[Reference]:
        """All works; what points further on is resolved where that is a work and no pointer itself."""
        for label, number, target in self.pointing:
            known = [one for one in self.entries.get(target, ()) if one.same_as is None and one.words is not None]
            if known:
                own = self.entries[label][number]
                self.entries[label][number] = replace(
                    known[-1], label=label, start=own.start, end=own.end, pages=own.pages, remark=own.remark, same_as=target
                )
        for works in self.entries.values():
            yield from works


_LEAD = r"(?:see(?: also)?|cf\.|supra|as cited in|cited in|above|at)"


def _filled(place: Reference, citation: Citation) -> Reference:
    """A place with the fields of a citation."""
    return Reference(
        place.label,
        place.start,
        place.end,
        citation.author,
        citation.title,
        citation.publisher,
        citation.published,
        citation.url,
        citation.kind,
        citation.pages,
        citation.remark,
    )


def _words(text: str, start: int, end: int) -> str:
    """The words of a stretch as citations are read."""
    return " ".join(citations.plain(text[start:end]).split())


def _label(entry: re.Match[str]) -> str:
    """The label of an entry, in plain digits."""
    return str(entry["bracket"] or entry["dotted"] or entry["bare"] or entry["raised"]).translate(_PLAIN_DIGITS)


def _cites(part: Part) -> bool:
    """Whether a part cites a work."""
    return bool(_CITING.search(part.text[:_HEAD]))


def _cites_surely(part: Part) -> bool:
    """Whether a part cites a work, and not merely names a year."""
    return bool(_SURELY_CITING.search(part.text[:_HEAD]))


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
