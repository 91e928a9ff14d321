"""Instruments that stand in the background under a name of their own, and what a sentence says becomes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peyvand.model import ActorType, CommitmentStatus, Instrument
from peyvand.reading.promised.bonds import Bond, Drafting, unreal
from peyvand.reading.promised.promising import Standing
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.naming import Entity

_NAMED = re.compile(
    r"\b(?:[A-Z][\w'-]+ (?:and |on |of |for |the )?){1,7}?"
    r"(?:Treaty|Accords?|Pact|Agreement|Convention|Protocol|Charter|Memorandum(?: of Understanding)?|Principles|Framework|"
    r"Compact)\b"
    r"(?: (?:on|of|for) (?:the )?[A-Z]\w+(?: (?:and |of |in |the )?[A-Z]\w+)*)?"
)
_PAPER = re.compile(r"Treaty|Accord|Pact|Agreement|Convention|Protocol|Charter|Memorandum|Principles|Framework|Compact")
_RESOLUTION = re.compile(r"\b(?:Security Council )?[Rr]esolution (?P<number>\d{1,4})\b")
_YEAR_BEFORE = re.compile(r"(?:\b|-)((?:1[89]|20)\d\d) (?:[\w-]+ ){0,3}$")
_YEAR_AFTER = re.compile(r" (?:of|in|\() ?(?:\w+ )?((?:1[89]|20)\d\d)\b")
_UNDER = frozenset({"under", "to", "by", "with", "of", "from", "against"})
_OWED = frozenset(
    {"violation", "breach", "obligation", "commitment", "accordance", "compliance", "withdrawal", "exit", "member", "party"}
    | {"signatory", "accession", "accordance", "line", "terms", "duty", "adherence", "under", "suspension", "article"}
)


@dataclass(slots=True)
class Background:
    """The instruments that a document names, each once."""

    drafting: Drafting
    named: set[str] = field(default_factory=set)

    def of(self, sentence: Sentence, papers: set[str]) -> Iterator[Bond]:
        """Instruments that a sentence names and that stand in the background; not those read as `papers` already."""
        text = sentence.span.text
        read_until = 0
        for match, known, name in self._names(text):
            if name in self.named or name in papers or match.start() < read_until:
                continue
            bond = self._bond(sentence, match, known, name)
            if bond is not None:
                self.named.add(name)
                read_until = match.end()
                yield bond

    def _names(self, text: str) -> Iterator[tuple[re.Match[str], Standing | None, str]]:
        """The names in a text, those that the lexicon knows first."""
        lexicon = self.drafting.lexicon
        for match in lexicon.names.finditer(text):
            known = lexicon.standing[match.group()]
            yield match, known, known.name
        for match in _RESOLUTION.finditer(text):
            name = f"Resolution {match['number']}"
            yield match, Standing(name, None, CommitmentStatus.IN_FORCE, lexicon.resolutions.get(match["number"])), name
        for match in _NAMED.finditer(text) if _PAPER.search(text) else ():
            yield match, None, match.group()

    def _bond(self, sentence: Sentence, match: re.Match[str], known: Standing | None, name: str) -> Bond | None:
        """A named instrument where its clause says that it is kept, broken or left, or dates it; None for a mere mention."""
        span = sentence.span.doc.char_span(
            sentence.span.start_char + match.start(), sentence.span.start_char + match.end(), alignment_mode="expand"
        )
        if span is None:
            return None
        head = span.root
        verb = _governing(head)
        if clauses.negated(verb) or _asked(verb) or (known is None and unreal(verb)):
            return None
        year = _year(sentence.span.text, match)
        keeping = verb.lemma_ in self.drafting.lexicon.keeping
        governed = head.dep_ == "pobj" and (head.head.lower_ in _UNDER or head.head.head.lemma_.lower() in _OWED)
        valid = any(one.lower_ in {"force", "effect"} for one in verb.subtree) and verb.lemma_ in {"take", "enter", "come", "be"}
        if not (year or keeping or governed or valid):
            return None
        parties = self._parties(sentence, span, verb, known)
        if not parties and known is None:
            return None
        kind = known.instrument if known is not None else self.drafting.kind(head)
        bond = self._draft(sentence, span, parties, name, kind)
        bond.status = self._status(verb, known, dated=year is not None)
        bond.date = known.date if known is not None else year
        return bond

    def _status(self, verb: Token, known: Standing | None, *, dated: bool) -> CommitmentStatus:
        """As the clause tells it, else as the lexicon does."""
        changed = self.drafting.lexicon.changing.get(verb.lemma_)
        if changed is not None and clauses.heralded(verb) is None:
            return changed
        if known is not None:
            return known.status
        return CommitmentStatus.SIGNED if dated else CommitmentStatus.IN_FORCE

    def _draft(self, sentence: Sentence, span: Span, parties: list[Entity], name: str, kind: Instrument | None) -> Bond:
        """The bond with its words: the name and what goes with it."""
        head = span.root
        first, last = span[0], max(span[-1], clauses.end_of(head), key=lambda one: one.i)
        if last.i - span[-1].i > _LONGEST_TAIL:
            last = span[-1]
        while first.i > head.left_edge.i and first.i > head.doc[0].i:
            first = head.doc[first.i - 1]
        return self.drafting.bond(sentence, head, parties, name, (first, last), CommitmentStatus.IN_FORCE, kind, 0.5)

    def _parties(self, sentence: Sentence, span: Span, verb: Token, known: Standing | None) -> list[Entity]:
        """Who keeps or breaks it; those whose it is, of whom the document speaks; else the first country of the sentence."""
        cast, head = self.drafting.cast, span.root
        asked = (
            clauses.object_of(verb.head) or clauses.after(verb.head, "on", "upon") if verb.dep_ in {"xcomp", "advcl"} else None
        )
        subject = asked or next(clauses.agents(verb), None)
        keeper = list(cast.who(sentence, subject)) if subject is not None and verb.lemma_ not in {"say", "tell"} else []
        keeper = keeper + self.drafting.counterparts(sentence, head, head)
        owner = clauses.child(head, "poss")
        keeper = (list(cast.who(sentence, owner)) if owner is not None else []) or keeper
        few = known.parties if known is not None else ()
        bound = [one for one in cast.countries() if one.country in few and one.mentions]
        if bound:
            kept = [one for one in keeper if one.country in few]
            return kept or sorted(bound, key=lambda one: few.index(one.country or ""))
        around = list(dict.fromkeys(countries(self.drafting, sentence)))
        if known is not None:  # the place in its name binds nobody: "the Paris Agreement"
            inside = [cast.at(sentence, one) for one in span]
            around = [one for one in around if all(one is not other for other in inside)]
        return keeper or around[:1]


def countries(drafting: Drafting, sentence: Sentence) -> Iterator[Entity]:
    """The countries that a sentence names."""
    for token in sentence.tokens:
        place = token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near"}  # where it was signed
        entity = drafting.cast.at(sentence, token) if token.pos_ in {"PROPN", "ADJ"} and not place else None
        if entity is not None and entity.type is ActorType.COUNTRY:
            yield entity


_LONGEST_CLIMB = 5
_ASKING = frozenset({"demand", "urge", "ask", "call", "want", "insist", "press", "request", "appeal"})
_LONGEST_TAIL = 8  # words


def _year(text: str, match: re.Match[str]) -> str | None:
    """The year that an instrument goes by: "the 2015 …", "… of 1982"."""
    found = _YEAR_BEFORE.search(text[: match.start()]) or _YEAR_AFTER.match(text, match.end())
    return found[1] if found is not None else None


def _asked(verb: Token) -> bool:
    """Whether a clause only says what somebody wants of another: "demanded that Ruritania stop … and respect the treaty"."""
    node = verb
    for _ in range(_LONGEST_CLIMB):
        if node.dep_ in {"ccomp", "xcomp", "advcl"} and node.head.lemma_ in _ASKING:
            return True
        node = node.head
    return False


def _governing(token: Token) -> Token:
    """The verb of the clause that a noun stands in."""
    node = token
    while node.pos_ not in {"VERB", "AUX"} and node.head != node:
        node = node.head
    return node
