"""Plans: what those who will act say, or are said, to be going to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import ActorType, CommitmentStatus, Instrument
from peyvand.reading.promised.bonds import Bond, Drafting, is_sides, same_country, what_of
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.naming import Entity

_OPEN = frozenset({"if", "unless", "until", "before", "when", "whether", "once", "should", "than"})
_OWN = frozenset({"we", "i", "they", "he", "she", "it"})
_MAKERS = frozenset({ActorType.COUNTRY, ActorType.ORGANIZATION, ActorType.PLACE_LIKE_GOVERNMENT})
_HEDGES = frozenset(
    {"probably", "likely", "perhaps", "possibly", "eventually", "inevitably", "presumably", "sooner", "surely", "certainly"}
    | {"rather"}
)
_TWO_SIDES = 2


@dataclass(slots=True)
class Intending:
    """Finds the plans of a sentence."""

    drafting: Drafting

    def of(self, sentence: Sentence, verb: Token) -> Iterator[Bond]:
        """As in "Will provide", "is to host", "stands ready to lend", "said it would open one and close the other"."""
        lexicon = self.drafting.lexicon
        herald = clauses.heralded(verb) or _under_way(verb, lexicon.giving) or self._was_going(verb)
        if herald is None or verb.lemma_.lower() in lexicon.idle or _withheld(verb):
            return
        if herald.dep_ == "acomp" and verb.lemma_.lower() in lexicon.vague:
            return
        parties = self._parties(sentence, verb, herald)
        obj = clauses.object_of(verb)
        subject = clauses.doer(verb)
        sides = subject is not None and not parties and is_sides(subject)
        if (not parties and not sides) or (obj is not None and obj.lemma_.lower() in lexicon.talks):
            return
        if obj is not None and any(one.lower_ == "no" for one in obj.children):
            return
        if clauses.negated(verb) and len(parties) < _TWO_SIDES and not sides and self.drafting.under(verb) is None:
            return
        under = self.drafting.under(verb)
        giving = verb.lemma_.lower() in lexicon.giving
        status, kind, strength = CommitmentStatus.PROMISED, Instrument.PLEDGE if giving else Instrument.PLAN, 0.5
        if under is not None:
            status, kind, strength = CommitmentStatus.SIGNED, self.drafting.kind(under), 0.65
        joined = verb.dep_ == "conj" and clauses.child(verb, "nsubj") is None
        words = (verb, clauses.end_of(verb)) if joined else _words(verb, herald)
        bond = self.drafting.bond(sentence, verb, parties, what_of(verb), words, status, kind, strength)
        bond.sides_meant = sides or (subject is not None and subject.lower_ == "they" and len(parties) == 1)
        bond.to_come = True
        yield bond

    def _parties(self, sentence: Sentence, verb: Token, herald: Token) -> list[Entity]:
        """Who will act, where it is they who say so, or nobody in particular; nobody where somebody else foretells it."""
        lexicon = self.drafting.lexicon
        subject = clauses.doer(verb)
        if subject is None:
            return []
        passive = clauses.passive(verb)
        agent = clauses.agent(verb) if passive else None
        own = subject if not passive else agent
        parties = self.drafting.actors(sentence, [own], named=True) if own is not None else []
        clause = _clause(verb)
        said = self.drafting.telling(verb)
        if clause.dep_ == "ccomp" and said is None and not _spliced(clause):
            return []
        if said is not None:
            speakers = self.drafting.actors(sentence, clauses.agents(said))
            return self._told(parties, speakers, subject, passive=passive) if not passive or verb.lemma_ in lexicon.doing else []
        if herald.lower_ == "would" and self.drafting.under(verb) is None:
            return []
        doing = verb.lemma_.lower() in lexicon.doing
        if passive and agent is None:
            return self.drafting.counterparts(sentence, subject, subject)
        return [one for one in parties if one.type in _MAKERS or doing]

    def _was_going(self, verb: Token) -> Token | None:
        """The word that puts a verb into the future of what was said: "said that it was going to lay"."""
        above = verb.head
        going = verb.dep_ == "xcomp" and verb.tag_ == "VB" and above.lower_ in {"going", "was", "were"}
        return above if going and self.drafting.telling(verb) is not None else None

    def _told(self, parties: list[Entity], speakers: list[Entity], subject: Token, *, passive: bool) -> list[Entity]:
        """Who is bound by what a speaker says will be done: himself, or those for whom he speaks."""
        if passive and not parties:
            return [one for one in speakers if one.type in _MAKERS or one.office]
        if not parties:
            return speakers if subject.lower_ in _OWN else []
        if not speakers or same_country(speakers, parties) or any(one in speakers for one in parties):
            return parties
        unknown = all(one.country is None for one in speakers)
        return parties if unknown and any(one.type in _MAKERS for one in parties) else []


def _clause(verb: Token) -> Token:
    """The verb that heads the clause that a verb stands in."""
    node = verb
    while node.dep_ in {"conj", "xcomp", "acomp"} and node.head != node:
        node = node.head
    return node


def _spliced(clause: Token) -> bool:
    """Whether a clause only looks as if the next one governed it: "A will build the dam; B gets the power"."""
    above = clause.head
    parted = any(one.text in {";", ":"} for one in clause.doc[min(clause.i, above.i) : max(clause.i, above.i)])
    return parted and clauses.child(clause, "mark") is None


def _under_way(verb: Token, giving: frozenset[str]) -> Token | None:
    """The auxiliary of what is told as under way, but measured out or still to come: "is putting two billion dollars into"."""
    be = next((one for one in clauses.children(verb, "aux") if one.lower_ in {"is", "are"}), None)
    obj = clauses.object_of(verb)
    if verb.tag_ != "VBG" or be is None or obj is None or verb.lemma_.lower() not in giving | {"open", "leave"}:
        return None
    counted = any(one.tag_ == "CD" for one in obj.subtree) or obj.tag_ == "CD"
    ahead = any(one.lower_ in {"next", "coming"} for one in verb.subtree)
    return be if counted or ahead else None


def _withheld(verb: Token) -> bool:
    """Whether the future is denied, only possible, hedged, or hangs on what may not come."""
    node = verb
    while True:
        words = {one.lower_ for one in node.children if one.dep_ in {"mark", "advmod", "neg", "aux"}}
        if (clauses.negated(node) and node is not verb) or words & (_HEDGES | {"may", "might", "could", "can", "should", "must"}):
            return True
        if {one.lower_ for one in node.children if one.dep_ in {"mark", "advmod"} and one.i < node.i} & _OPEN:
            return True
        if node.dep_ not in {"conj", "xcomp", "acomp"} or node.head == node:
            break
        node = node.head
    return node.dep_ == "csubj" or (node.dep_ == "relcl" and clauses.child(node, "nsubj") is None)


def _words(verb: Token, herald: Token) -> tuple[Token, Token]:
    """From the subject to the end of what is to be done."""
    subject = clauses.doer(verb)
    first = subject.left_edge if subject is not None and subject.i < verb.i else herald
    if subject is not None and any(one.dep_ in {"relcl", "acl"} for one in subject.children):
        first = first if verb.i - first.i <= _LONGEST_SUBJECT else herald
    return first, clauses.end_of(verb)


_LONGEST_SUBJECT = 12  # words; behind a longer one the quote begins with the verb
