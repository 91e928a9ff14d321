"""Commitments: what somebody bound himself to, by a paper, a promise or an announced plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Commitment, Instrument, Kind
from peyvand.reading.grounds import Grounds
from peyvand.reading.grounds import commitments as weighed
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.promised.binding import Binding
from peyvand.reading.promised.bonds import Bond
from peyvand.reading.promised.promising import Promising, promising
from peyvand.reading.promised.standing import Background, countries
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from peyvand.reading.text.document import Analysis, Sentence
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

_PAPER_OF = re.compile(r"(?:[Uu]nder|[Ii]n)?\s?(?:the|an?|its|their)?\s?(?P<year>(?:1[89]|20)\d\d) [a-z]")
_TWO_SIDES = 2
_BARE = 2  # words that say no more than what kind of paper it is
_OF_PAPERS = frozenset({"signing", "mention", "change"})


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
    told: set[tuple[tuple[int, ...], str]] = field(default_factory=set)  # parties and what they bind themselves to, so far
    spoken_of: set[tuple[Instrument | None, frozenset[int]]] = field(default_factory=set)  # papers, by kind and sides
    papers: set[str] = field(default_factory=set)  # papers read from their signing or their terms
    sides: list[Entity] = field(default_factory=list)  # of the paper spoken of last
    kind: Instrument | None = None  # of the paper spoken of last
    binding: Binding = field(init=False)
    background: Background = field(init=False)
    pair: list[Entity] = field(init=False)

    def __post_init__(self) -> None:
        self.binding = Binding(self.lexicon, self.cast)
        self.background = Background(self.binding.drafting)
        self.pair = self._pair()

    def read(self, sentence: Sentence) -> None:
        """Add the commitments of a sentence."""
        kept: list[Bond] = []
        for bond in sorted(self.binding.of(sentence), key=lambda one: -one.strength):
            if all(bond.end <= other.start or other.end <= bond.start for other in kept):
                kept.append(bond)
        for bond in sorted(kept, key=lambda one: one.start):
            self._add(bond)
        for bond in self.background.of(sentence, self.papers):
            if all(bond.end <= other.start or other.end <= bond.start for other in kept):
                self._add(bond)

    def _add(self, bond: Bond) -> None:
        """Keep a bond as an item."""
        if bond.sides_meant and not bond.paper:
            bond.parties = self._both(bond.parties) or self._sides(bond)
            if not bond.parties:
                return
        if bond.paper:
            bond.parties = self._principals(bond.parties)
            if bond.to_come and bond.sides_meant and not (self.sides or self.pair):
                return
            if bond.sides_meant and self.sides:
                bond.parties = list(self.sides)
            elif len(bond.parties) < _TWO_SIDES:
                bond.parties = self._sides(bond)
            self.sides = bond.parties or self.sides
            bond.instrument = (self.kind or bond.instrument) if bond.of_last else bond.instrument
            self.kind = bond.instrument
        else:
            bond.parties = self._with_states(bond.parties)
        what = clauses.tidy(bond.what)
        told = (tuple(id(one) for one in bond.parties), what.casefold())
        if not what or told in self.told or self._again(bond, what):
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
            due=self._due(bond),
            speaker=bond.speaker.name if bond.speaker is not None else None,
        )
        signs = weighed.signs(bond, plain)
        commitment = replace(plain, confidence=self.grounds.of(Kind.COMMITMENT, signs))
        self.grounds.note(commitment, Kind.COMMITMENT, signs, partial(weighed.steps, bond, commitment, self.cast, self.dates))
        self.found.append(commitment)

    def _again(self, bond: Bond, what: str) -> bool:
        """Whether a paper is one told of before, now by its kind alone: "the deal", "the contract signed on Friday"."""
        key = (bond.instrument, frozenset(id(one) for one in bond.parties))
        again = bond.paper and bond.wording in _OF_PAPERS and len(what.split()) <= _BARE and key in self.spoken_of
        if bond.paper and bond.wording in _OF_PAPERS:
            self.spoken_of.add(key)
        return again

    def _date(self, bond: Bond) -> str | None:
        """When it was made: the year that a paper goes by ("a 1986 pact"), else when the text says."""
        named = _PAPER_OF.match(self.analysis.source.text, bond.start, bond.end) if bond.paper else None
        if named is not None or bond.date is not None:
            return bond.date or (named["year"] if named is not None else None)
        if bond.aged:
            return None
        date = self.dates.of(bond.sentence, bond.verb)
        if date is None or not (date == self._due(bond) or self._ahead(date)):
            return date
        said = self.binding.drafting.telling(bond.verb)
        told = self.dates.of(bond.sentence, said) if said is not None else None
        return told if told != date and told is not None and not self._ahead(told) else None

    def _due(self, bond: Bond) -> str | None:
        """By when, or when, it is to be done."""
        due = self.dates.due(bond.sentence, bond.verb)
        date = self.dates.of(bond.sentence, bond.verb) if bond.to_come and due is None else None
        published = self.analysis.source.metadata.published or ""
        within = date is not None and published.startswith(date) and len(date) < len(published)  # "this year"
        return date if date is not None and (within or self._ahead(date)) else due

    def _ahead(self, date: str) -> bool:
        """Whether a date lies behind the day of publication."""
        published = self.analysis.source.metadata.published
        first = date.removeprefix("../").split("/")[0]
        return published is not None and first > published[: len(first)]

    def _principals(self, parties: list[Entity]) -> list[Entity]:
        """Whom those bind who hold office: their states; of two, one of whom is known, the other is the other side's."""
        persons = [one for one in parties if one.type is ActorType.PERSON]
        states = {id(one): self.cast.country(one.country) for one in persons if one.country}
        left = [one for one in persons if id(one) not in states]
        known = [*states.values(), *(one for one in parties if one.type is ActorType.COUNTRY)]
        others = [one for one in self.pair if all(one is not state for state in known)]
        if len(left) == len(others) == 1 and left[0].country is None:
            states[id(left[0])] = others[0]
        if len(states) < len(persons):
            return parties
        found = [states.get(id(one), one) for one in parties]
        return list({id(one): one for one in found}.values())

    def _with_states(self, parties: list[Entity]) -> list[Entity]:
        """Those who promise, and with those who hold a state's office their states, which their word binds too."""
        binding = [one for one in parties if one.type is ActorType.PERSON and one.country and _holds_state_office(one)]
        states = [self.cast.country(one.country) for one in binding if one.country]
        return list({id(one): one for one in (*parties, *states)}.values())

    def _pair(self) -> list[Entity]:
        """The two countries that the document is about: as its metadata say, or those that it names most, both more than once."""
        told = self.analysis.source.metadata.pair
        if told is not None:
            return [self.cast.country(code) for code in told]
        often = sorted((one for one in self.cast.countries() if len(one.mentions) > 1), key=lambda one: -len(one.mentions))
        return often[:_TWO_SIDES] if len(often) >= _TWO_SIDES else []

    def _both(self, parties: list[Entity]) -> list[Entity]:
        """Both sides, where one of them says "we" of what was agreed, and it is known who they are."""
        sides = self.sides or self.pair
        own = {one.country for one in parties}
        return list(sides) if own & {one.country for one in sides} or own == {None} else parties

    def _sides(self, bond: Bond) -> list[Entity]:
        """The sides of a paper that names at most one: those of the paper spoken of before, or the countries around."""
        if self.sides and (not bond.parties or any(one in self.sides for one in bond.parties)):
            return list(self.sides)
        found = list(bond.parties)
        for back in range(3):
            if bond.sentence.index - back < 0 or len(found) >= _TWO_SIDES:
                break
            near = self.analysis.sentences[bond.sentence.index - back]
            for entity in countries(self.binding.drafting, near):
                if all(entity is not one and entity.country != one.country for one in found):
                    found.append(entity)
        return found[:_TWO_SIDES]


def _holds_state_office(person: Entity) -> bool:
    """Whether somebody's word is his state's: a president's or a minister's."""
    return not word_list("state_offices").isdisjoint((person.title or "").split(" of ")[0].casefold().split())
