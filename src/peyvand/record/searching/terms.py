"""The words of a text, under which a table has it, and the words of a question.

A word of a script without spaces is held as the pairs of its characters, and as its last one: 外務大臣 as 外務, 務大, 大臣, 臣.
So any two characters are found as a phrase of pairs, and a single one as the beginning of a pair. Beside words, a table has
keys of what a question can be narrowed to ("k:event"), which no word of a text can look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from peyvand.record.searching.folding import JOINT, UNSPACED, fold

BREAK = "|"  # between two texts under one number: no phrase goes over it
_QUESTION = re.compile(r'"([^"]*)"|([^\s"]+)')
_RUN = re.compile(f"[{UNSPACED}]+|[^\\W{UNSPACED}]+")
_PART = re.compile(f"[{UNSPACED}]+|[^\\W{UNSPACED}]+|{JOINT}")
_JOINED = re.compile(rf"\w+(?:{JOINT}\w+)+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LETTER = r"[^\W\u0e00-\U0010ffff]"  # of a word with spaces around it; the exact scripts would take 10 ms to compile


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other; of the last one perhaps the beginning alone."""

    words: tuple[str, ...]
    begins: bool = False


Clause = tuple[Phrase, ...]  # any of these


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a "quoted phrase" of a question."""

    clauses: tuple[Clause, ...]  # what a table is asked for; a text may yet not have the term where it has all of them
    pattern: re.Pattern[str]  # the term in a folded text


def words_of(text: str) -> list[str]:
    """The words of a folded text in their order."""
    found: list[str] = []
    for run in _RUN.findall(text):
        if _UNSPACED.match(run):
            found += _pairs(run)
            found.append(run[-1])
        else:
            found.append(run)
    return found


def joined(text: str) -> list[str]:
    """The words of a folded text that have a joint, without it: a question may have them in one."""
    return [word.replace(JOINT, "") for word in _JOINED.findall(text)] if JOINT in text else []


def key(name: str, value: str) -> str:
    """What an item can be narrowed to as a word of the table."""
    return f"{name}:" + "".join(sign if sign.isalnum() else "_" for sign in value.casefold())


def any_of(keys: Iterable[str]) -> Clause:
    """A clause that one of these keys fulfils."""
    return tuple(Phrase((one,)) for one in keys)


def terms_of(question: str) -> list[Term]:
    """The terms of what a user typed: all of it is taken for words, never for a query language."""
    found: list[Term] = []
    for quoted, word in _QUESTION.findall(question):
        folded = fold(quoted or word)
        parts = _PART.findall(folded)
        if any(part != JOINT for part in parts):
            begins = word.endswith("*")
            found.append(Term(tuple(_clauses(folded, begins=begins)), _pattern(parts, begins=begins)))
    return found


def _pairs(run: str) -> list[str]:
    """The pairs of a word's characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _clauses(folded: str, *, begins: bool) -> Iterator[Clause]:
    """What a table is asked for a term: a phrase for each stretch of one kind of script, with joints between words or without."""
    whole, without = _phrases(folded, begins=begins), _phrases(folded.replace(JOINT, ""), begins=begins)
    if JOINT in folded and len(whole) == len(without) == 1:
        yield (*whole, *without)
    else:
        yield from ((phrase,) for phrase in whole)


def _phrases(folded: str, *, begins: bool) -> list[Phrase]:
    """The stretches of one kind of script."""
    found: list[Phrase] = []
    for unspaced, runs in groupby(_RUN.findall(folded), key=lambda run: bool(_UNSPACED.match(run))):
        if unspaced:
            found += [Phrase(tuple(_pairs(run)) or (run,), begins=len(run) == 1) for run in runs]
        else:
            found.append(Phrase(tuple(runs)))
    if begins and not _UNSPACED.match(found[-1].words[-1]):
        found[-1] = replace(found[-1], begins=True)
    return found


def _pattern(parts: Sequence[str], *, begins: bool) -> re.Pattern[str]:
    """A term as it stands in a folded text."""
    runs = [part for part in parts if part != JOINT]
    whole = _joint(runs[0])
    for before, part in pairwise(parts[parts.index(runs[0]) :]):
        if part != JOINT:
            may_touch = before == JOINT or _UNSPACED.match(before) or _UNSPACED.match(part)
            whole += f"[ {JOINT}]{'*' if may_touch else '+'}" + _joint(part)
    end = "" if begins or _UNSPACED.match(runs[-1]) else f"(?!{_LETTER})"
    if _UNSPACED.match(runs[0]):
        return re.compile(whole + end)
    if runs[0].isascii():  # what precedes is looked at behind the word: a pattern that begins with letters is found much faster
        return re.compile(f"{runs[0]}(?<!{_LETTER}{runs[0]}){whole[len(runs[0]) :]}{end}")
    return re.compile(f"(?<!{_LETTER}){whole}{end}")


def _joint(run: str) -> str:
    """A word in which a joint may stand: the Persian می‌شود is also written میشود."""
    return re.escape(run) if run.isascii() or _UNSPACED.match(run) else f"{JOINT}?".join(map(re.escape, run))
