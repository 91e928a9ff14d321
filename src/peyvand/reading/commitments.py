"""Commitments: what somebody bound himself to, by a paper, a promise or an announced plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Commitment, CommitmentStatus, Kind
from peyvand.reading import clauses
from peyvand.reading.binding import Binding, Bond
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import commitments as weighed
from peyvand.reading.promising import Promising, Standing, promising

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.actors import Cast
    from peyvand.reading.dates import Dates
    from peyvand.reading.document import Analysis, Sentence
    from peyvand.reading.naming import Entity

_NAMED = re.compile(
    r"\b(?:[A-Z][\w'-]+ (?:and |on |of |for |the )?){1,7}?"
    r"(?:Treaty|Accords?|Pact|Agreement|Convention|Protocol|Charter|Memorandum(?: of Understanding)?|Principles|Resolution \d+)\b"
)
_PAPER = re.compile(r"Treaty|Accord|Pact|Agreement|Convention|Protocol|Charter|Memorandum|Principles|Resolution")
_YEAR = re.compile(r"(?:\b|-)((?:1[89]|20)\d\d) (?:[\w-]+ ){0,3}$")
_PAPER_OF = re.compile(r"(?:[Uu]nder|[Ii]n)?\s?(?:the|an?|its|their)?\s?(?P<year>(?:1[89]|20)\d\d) [a-z]")
_TWO_SIDES = 2


def read_commitments(
    analysis: Analysis, cast: Cast, dates: Dates, lexicon: Promising | None = None, grounds: Grounds | None = None
) -> list[Commitment]:
    """The commitments of a source, in the order of their words."""
    reading = _Reading(analysis, cast, dates, lexicon or promising(), grounds or Grounds())
    for sentence in analysis.sentences:
        if not sentence.heading:
            reading.read(sentence)
    return sorted(reading.found, key=lambda one: (one.quote.start, one.quote.end))


@dataclass(slots=True)
class _Reading:
    """One document's commitments while they are being read."""

    analysis: Analysis
    cast: Cast
    dates: Dates
    lexicon: Promising
    grounds: Grounds
    found: list[Commitment] = field(default_factory=list)
    named: set[str] = field(default_factory=set)  # standing instruments spoken of so far
    told: set[tuple[tuple[int, ...], str]] = field(default_factory=set)  # parties and what they bind themselves to, so far
    papers: set[str] = field(default_factory=set)  # papers read from their signing or their terms
    sides: list[Entity] = field(default_factory=list)  # of the paper spoken of last
    binding: Binding = field(init=False)

    def __post_init__(self) -> None:
        self.binding = Binding(self.lexicon, self.cast)

    def read(self, sentence: Sentence) -> None:
        """Add the commitments of a sentence."""
        kept: list[Bond] = []
        for bond in sorted(self.binding.of(sentence), key=lambda one: -one.strength):
            if all(bond.end <= other.start or other.end <= bond.start for other in kept):
                kept.append(bond)
        for bond in sorted(kept, key=lambda one: one.start):
            self._add(bond)
        for bond in self._standing(sentence):
            if all(bond.end <= other.start or other.end <= bond.start for other in kept):
                self._add(bond)

    def _add(self, bond: Bond) -> None:
        """Keep a bond as an item."""
        if bond.paper:
            bond.parties = self._principals(bond.parties)
            if bond.sides_meant and self.sides:
                bond.parties = list(self.sides)
            elif len(bond.parties) < _TWO_SIDES:
                bond.parties = self._sides(bond)
            self.sides = bond.parties or self.sides
        what = clauses.tidy(bond.what)
        told = (tuple(id(one) for one in bond.parties), what.casefold())
        if not what or told in self.told:
            return
        self.told.add(told)
        if bond.paper:
            self.papers.add(what)
        for actor in (*bond.parties, *((bond.speaker,) if bond.speaker is not None else ())):
            actor.used = True
        plain = Commitment(
            quote=self.analysis.span(bond.start, bond.end),
            parties=tuple(dict.fromkeys(one.name for one in bond.parties)),
            what=what,
            status=bond.status,
            instrument=bond.instrument,
            date=self._date(bond),
            due=self.dates.due(bond.sentence, bond.verb),
            speaker=bond.speaker.name if bond.speaker is not None else None,
        )
        signs = weighed.signs(bond, plain)
        commitment = replace(plain, confidence=self.grounds.of(Kind.COMMITMENT, signs))
        self.grounds.note(commitment, Kind.COMMITMENT, signs, partial(weighed.steps, bond, commitment, self.cast, self.dates))
        self.found.append(commitment)

    def _date(self, bond: Bond) -> str | None:
        """When it was made: the year that a paper goes by ("a 1986 pact"), else when the text says."""
        named = _PAPER_OF.match(self.analysis.source.text, bond.start, bond.end) if bond.paper else None
        return named["year"] if named is not None else self.dates.of(bond.sentence, bond.verb)

    def _principals(self, parties: list[Entity]) -> list[Entity]:
        """Whom a paper binds: the states, where all who sign it hold office in one."""
        persons = [one for one in parties if one.type is ActorType.PERSON]
        states = {id(one): self.cast.country(one.country) for one in persons if one.office and one.country}
        if len(states) < len(persons):
            return parties
        found = [states.get(id(one), one) for one in parties]
        return list({id(one): one for one in found}.values())

    def _sides(self, bond: Bond) -> list[Entity]:
        """The sides of a paper that names at most one: those of the paper spoken of before, or the countries around."""
        if self.sides and (not bond.parties or any(one in self.sides for one in bond.parties)):
            return list(self.sides)
        found = list(bond.parties)
        for back in range(3):
            if bond.sentence.index - back < 0 or len(found) >= _TWO_SIDES:
                break
            near = self.analysis.sentences[bond.sentence.index - back]
            for entity in self._countries(near):
                if all(entity is not one and entity.country != one.country for one in found):
                    found.append(entity)
        return found[:_TWO_SIDES]

    def _countries(self, sentence: Sentence) -> Iterator[Entity]:
        """The countries that a sentence names."""
        for token in sentence.span:
            entity = self.cast.at(sentence, token) if token.pos_ in {"PROPN", "ADJ"} else None
            if entity is not None and entity.type is ActorType.COUNTRY:
                yield entity

    # ------------------------------------------------------------ instruments by name

    def _standing(self, sentence: Sentence) -> Iterator[Bond]:
        """Instruments that a sentence names and that stand in the background, each once a document."""
        text = sentence.span.text
        read_until = 0
        for pattern in (self.lexicon.names, _NAMED) if _PAPER.search(text) else (self.lexicon.names,):
            for match in pattern.finditer(text):
                known = self.lexicon.standing.get(match.group())
                name = known.name if known is not None else match.group()
                if name in self.named or name in self.papers or match.start() < read_until:
                    continue
                bond = self._named_bond(sentence, match, known, name)
                if bond is not None:
                    self.named.add(name)
                    read_until = match.end()
                    yield bond

    def _named_bond(self, sentence: Sentence, match: re.Match[str], known: Standing | None, name: str) -> Bond | None:
        """A named instrument where its clause says that it is kept, or dates it; None for a mere mention."""
        span = sentence.span.doc.char_span(
            sentence.span.start_char + match.start(), sentence.span.start_char + match.end(), alignment_mode="expand"
        )
        if span is None:
            return None
        head = span.root
        verb = _governing(head)
        under = head.dep_ == "pobj" and head.head.lower_ in {"under", "to", "by"}
        dated = _YEAR.search(sentence.span.text[: match.start()]) is not None
        if not (dated or under or verb.lemma_ in self.lexicon.keeping) or clauses.negated(verb):
            return None
        asked = (
            clauses.object_of(verb.head) or clauses.after(verb.head, "on", "upon") if verb.dep_ in {"xcomp", "advcl"} else None
        )
        subject = asked or next(clauses.agents(verb), None)
        parties = list(self.cast.who(sentence, subject)) if subject is not None and verb.lemma_ != "say" else []
        if not parties:
            parties = list(dict.fromkeys(self._countries(sentence)))[:1]
        if not parties:
            return None
        kind = known.instrument if known is not None else self.binding.kind(head)
        status = CommitmentStatus.SIGNED if dated else known.status if known is not None else CommitmentStatus.IN_FORCE
        first, last = head.left_edge, clauses.last_of(head)
        if verb.lemma_ in self.lexicon.keeping and subject is not None and subject.i < head.i:
            first = min(first, subject.left_edge, key=lambda one: one.i)
        start, end = sentence.offset(first), sentence.offset(last) + len(last.text)
        return Bond(sentence, head, parties, name, start, end, status, kind, 0.5)


def _governing(token: Token) -> Token:
    """The verb of the clause that a noun stands in."""
    node = token
    while node.pos_ not in {"VERB", "AUX"} and node.head != node:
        node = node.head
    return node
