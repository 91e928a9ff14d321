"""Measures by itself who is meant where the quote doesn't name them: by pronoun, by description, in a group, or elsewhere.

    python bench/resolution.py GOLD_DIR... [--misses]

Every event, statement and commitment of the gold has actors in its roles. Counted are those of whom no form (name or
alias) stands in the item's quote, so that a reader must know from elsewhere who is meant. The item that was read in the
same place is right if it names that actor in the same role, or in any role where the act is mutual. What wasn't read in
that place says nothing about resolution, and is counted apart as unread. The kind of reference is told from the quote:

    pronoun      it holds a pronoun that the actor's type allows ("he", "whose", "our"; "it", "which", "we")
    group        it holds words for several: "both sides", "the two ministers", "they"
    description  it holds a noun for such an actor with "the", "his", "its" …: "the minister", "its navy"
    elsewhere    none of these: left unsaid, or a subject shared with the clause before
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peyvand.exchange import to_json
from peyvand.model import Fault
from peyvand.reading import Reader
from peyvand.reading.lexicon import standard
from peyvand.reading.lexicon.words import word_list
from peyvand.sources import extract, originals

KINDS = ("event", "statement", "commitment")
ROLES = ("sources", "targets", "parties", "speaker")
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
OVERLAP = 0.5  # of the shorter of two quotes, as in the scorer
WAYS = ("pronoun", "group", "description", "elsewhere")
_PERSONAL = frozenset("he him his himself she her hers herself who whom whose i me my".split())
_IMPERSONAL = frozenset("it its itself which whose we us our they their them".split())
_SEVERAL = frozenset("they them their both two pair sides neither".split())
_KNOWN = re.compile(r"\b(?:the|this|that|his|her|its|their|our|my|whose)\s+(?:[a-z-]+\s+){0,3}?([a-z-]+)\b", re.IGNORECASE)

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """An actor that an item of the gold has though its quote doesn't name it, and whether the reading knew who it was."""

    doc: str
    way: str
    name: str
    read: tuple[str, ...] | None  # whom the reading named in that role; None where it read nothing there
    right: bool
    quote: str


def main() -> int:
    """The exit status."""
    options = argparse.ArgumentParser(description="Measure who is meant where the quote doesn't name them.")
    options.add_argument("folders", nargs="+", type=Path, metavar="GOLD_DIR", help="NNN.txt with NNN.json and NNN.gold.json")
    options.add_argument("--misses", action="store_true", help="print every reference that was taken wrongly")
    given = options.parse_args()
    found: list[Reference] = []
    for folder in given.folders:
        if not list(folder.glob("*.gold.json")):
            print(f"{folder}: there are no annotated documents (*.gold.json) here.", file=sys.stderr)
            return 2
        found += references(folder)
    if given.misses:
        for one in found:
            if one.read is not None and not one.right:
                print(f"{one.doc} {one.way}: {one.name}, read as {', '.join(one.read) or 'nobody'} | {one.quote}")
    print(table(found))
    return 0


def table(found: Sequence[Reference]) -> str:
    """How many references of each kind there are, how many were met with an item, and how many of those were right."""
    lines = [f"{'':14}{'in gold':>8}{'unread':>8}{'right':>7}{'of':>6}{'share':>8}"]
    for way in (*WAYS, "all"):
        own = [one for one in found if way in {one.way, "all"}]
        met = [one for one in own if one.read is not None]
        right = sum(one.right for one in met)
        share = f"{right / len(met):8.3f}" if met else f"{'-':>8}"
        lines.append(f"{way:14}{len(own):8}{len(own) - len(met):8}{right:7}{len(met):6}{share}")
    return "\n".join(lines)


def references(folder: Path) -> Iterator[Reference]:
    """The references of a folder's annotated documents."""
    reader = Reader()
    for original in originals([str(path) for path in sorted(folder.glob("*.txt"))]):
        if isinstance(original, Fault):
            raise SystemExit(original.message)
        doc = Path(original.name).stem
        gold_file = folder / f"{doc}.gold.json"
        if gold_file.exists():
            gold = json.loads(gold_file.read_text(encoding="utf-8"))
            text = (folder / f"{doc}.txt").read_text(encoding="utf-8")
            yield from in_document(doc, text, gold, [to_json(item, doc) for item in reader.read(extract(original))])


def in_document(doc: str, text: str, gold: Mapping[str, Sequence[Row]], rows: Sequence[Row]) -> Iterator[Reference]:
    """The references of one document, given what was read in it."""
    actors = {actor["name"]: actor for actor in gold["actors"]}
    forms_read = {row["name"]: _forms(row) for row in rows if row["kind"] == "actor"}
    for kind in KINDS:
        seen: dict[str, int] = {}
        read = [row for row in rows if row["kind"] == kind]
        for item in gold.get(f"{kind}s", ()):
            quote = item["quote"]
            start = text.find(quote, seen.get(quote, -1) + 1)
            seen[quote] = start
            if item.get("optional") or start < 0:
                continue
            met = _met(read, (start, start + len(quote)), item)
            for role in ROLES:
                for name in _names(item, role):
                    actor = actors.get(name, {"name": name, "type": "organization"})
                    if not _is_named(actor, quote):
                        yield _reference(doc, actor, item, role, met, forms_read)


def _reference(
    doc: str, actor: Row, item: Row, role: str, met: Row | None, forms_read: Mapping[str, frozenset[str]]
) -> Reference:
    roles = ROLES if item.get("type") in MUTUAL else (role,)
    read = None if met is None else tuple(name for one in roles for name in _names(met, one))
    right = any(_same(actor, forms_read.get(name, frozenset({_fold(name)}))) for name in read or ())
    return Reference(doc, way(actor, item["quote"]), actor["name"], read, right, item["quote"])


def way(actor: Row, quote: str) -> str:
    """How a quote may speak of an actor that it doesn't name."""
    words = set(_fold(quote).split())
    person = actor.get("type") == "person"
    nouns = _person_nouns() if person else _body_nouns()
    if words & (_PERSONAL if person else _IMPERSONAL - _SEVERAL):
        return "pronoun"
    if words & _SEVERAL:
        return "group"
    if any(noun.lower() in nouns for noun in _KNOWN.findall(quote)):
        return "description"
    return "elsewhere"


def _person_nouns() -> frozenset[str]:
    heads = standard().offices.heads
    return frozenset(heads) | frozenset(heads.values()) | {"counterpart", "visitor", "guest", "host"}


def _body_nouns() -> frozenset[str]:
    lists = ("realms", "state_nouns", "bodies", "body_heads", "economy", "state", "people")
    return frozenset().union(*(word_list(key) for key in lists))


def _names(item: Row, role: str) -> list[str]:
    value = item.get(role)
    return [value] if isinstance(value, str) else list(value or ())


def _met(read: Sequence[Row], span: tuple[int, int], item: Row) -> Row | None:
    """The item that was read in a gold item's place, one of the same type before others."""
    best = max(read, key=lambda row: (_overlap(row, span), row.get("type") == item.get("type")), default=None)
    same = [row for row in read if _overlap(row, span) >= OVERLAP and row.get("type") == item.get("type")]
    if same:
        return max(same, key=lambda row: _overlap(row, span))
    return best if best is not None and _overlap(best, span) >= OVERLAP else None


def _overlap(row: Row, span: tuple[int, int]) -> float:
    start, end = int(row["quote"]["start"]), int(row["quote"]["end"])
    inner = min(end, span[1]) - max(start, span[0])
    return max(0.0, inner / max(1, min(end - start, span[1] - span[0])))


def _is_named(actor: Row, quote: str) -> bool:
    """Whether a form of an actor stands in a quote, or a word of a person's name; "the police" is a name only for itself."""
    folded = f" {_fold(quote)} "
    forms = [actor["name"], *(actor.get("aliases") or ())]
    if actor.get("type") == "person":
        forms += [word for word in actor["name"].split() if word[0].isupper()]
    proper = [form for form in forms if any(letter.isupper() for letter in form)]
    return any(f" {_fold(form)} " in folded for form in proper)


def _forms(row: Row) -> frozenset[str]:
    return frozenset(_fold(form) for form in (row["name"], *(row.get("aliases") or ())))


def _same(actor: Row, read: frozenset[str]) -> bool:
    """Whether the forms of two actors meet; of persons and bodies, the longer name may hold the shorter."""
    own = _forms(actor)
    if own & read:
        return True
    if actor.get("type") in {"country", "place_like_government"}:
        return False
    return any(set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()) for a in own for b in read if a and b)


def _fold(text: str) -> str:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", plain))
    return " ".join(word for word in words if word != "the")


if __name__ == "__main__":
    sys.exit(main())
