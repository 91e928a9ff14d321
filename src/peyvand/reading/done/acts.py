"""Words that may tell of an act: the lexicon's verbs, nouns and frames, found in a sentence and tied to a category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.model import Plover
from peyvand.reading.done.contexts import Contexts
from peyvand.reading.done.modes import Modes
from peyvand.reading.done.reality import refuses
from peyvand.reading.done.roles import Roles, roles_of
from peyvand.reading.lexicon import Frame, Lexicon
from peyvand.reading.lexicon.words import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence

_OTHERS_DO = frozenset({"want"})  # "wants them to leave" asks; "wants to leave" doesn't
_FOLLOWING = frozenset({"prep", "xcomp", "ccomp", "advcl"})
_AMOUNTS = word_list("amounts")
_VAGUE = word_list("vague_nouns")
_LIGHT = word_list("light_verbs")


@dataclass(slots=True)
class Trigger:
    """A word that may tell of an act of a category."""

    type: Plover
    token: Token
    roles: Roles | None = None  # of a verb
    frame: Frame | None = None
    noun: Token | None = None  # the noun that carries the meaning beside a light verb


class Acts:
    """The lexicon's words for acts, by lemma."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.modes, self.contexts = Modes(lexicon), Contexts(lexicon)
        self._verbs: dict[str, list[tuple[str | None, Plover]]] = defaultdict(list)
        self._frames: dict[str, list[tuple[Frame, Plover]]] = defaultdict(list)
        self._nothing: dict[str, list[Frame]] = defaultdict(list)
        for frame in lexicon.not_acts:
            self._nothing[frame.verb].append(frame)
        self._adjectives: dict[str, tuple[str, Plover]] = {}  # with the small word that must follow, or ""
        self._nouns: dict[str, Plover] = {}
        self._compounds: dict[str, list[tuple[str, Plover]]] = defaultdict(list)
        for type_, category in lexicon.categories.items():
            for verb in sorted(category.verbs):
                lemma, _, particle = verb.partition(" ")
                self._verbs[lemma].append((particle or None, type_))
            for adjective in sorted(category.adjectives):
                word, _, small = adjective.partition(" ")
                self._adjectives[word] = (small, type_)
            for frame in category.frames:
                self._frames[frame.verb].append((frame, type_))
            for noun in sorted(category.nouns):
                words = noun.replace("-", " - ").split()
                if len(words) == 1:
                    self._nouns[noun] = type_
                else:
                    self._compounds[words[-1]].append((" ".join(words), type_))

    def find(self, sentence: Sentence) -> Iterator[Trigger]:
        """The triggers of a sentence: verbs first, then the nouns that no verb has taken."""
        verbs, nouns = self._verbs, self._nouns
        frames, compounds = self._frames, self._compounds
        taken: set[int] = set()
        found: list[Trigger] = []
        named: list[Token] = []
        for token in sentence.tokens:
            pos = token.pos_
            if pos in {"VERB", "AUX"}:
                lemma = token.lemma_.lower()
                if refuses(token):
                    found.append(Trigger(Plover.REJECT, token, roles_of(token)))
                    taken.add(token.i)
                elif lemma in verbs or lemma in frames:
                    trigger = self._verb(token, lemma)
                    if trigger is not None:
                        found.append(trigger)
                        taken.add(token.i)
                        if trigger.noun is not None:
                            taken.add(trigger.noun.i)
            elif pos == "ADJ":
                if token.dep_ == "acomp" and token.head.i not in taken and self._adjective(token):
                    felt = self._adjectives[token.lower_][1]
                    found.append(Trigger(felt, token.head, roles_of(token.head), noun=token))
                    taken.add(token.head.i)
            elif pos in {"NOUN", "PROPN"}:
                lemma = token.lemma_.lower()
                if lemma in nouns or lemma in compounds:
                    named.append(token)
        yield from found
        for token in named:
            if token.i not in taken:
                type_ = self._noun(token)
                if type_ is not None:
                    yield Trigger(type_, token, noun=token)

    def _verb(self, token: Token, lemma: str) -> Trigger | None:
        """What a verb tells of: by the frame that asks for most, else by itself."""
        roles = roles_of(token)
        best: tuple[int, Frame, Plover, Token | None] | None = None
        for frame, type_ in self._frames.get(lemma, ()):
            fit, noun = _fits(frame, roles)
            if fit and (best is None or fit > best[0]):
                best = (fit, frame, type_, noun)
        for frame in self._nothing.get(lemma, ()):
            if _fits(frame, roles)[0] >= (best[0] if best else 1):
                return None
        if best is not None:
            return Trigger(best[2], token, roles, best[1], best[3])
        plain: Plover | None = None
        for particle, type_ in self._verbs.get(lemma, ()):
            if particle is None:
                plain = plain or type_
            elif all(word in roles.particles for word in particle.split()) and not (is_light(token) and roles.object is not None):
                return Trigger(type_, token, roles)
        return Trigger(plain, token, roles) if plain is not None else None

    def _adjective(self, token: Token) -> bool:
        """Whether an adjective tells of an act: it is known, and what follows it is there."""
        small = self._adjectives.get(token.lower_, (None, None))[0]
        if small is None:
            return False
        after = [child for child in token.children if child.dep_ in _FOLLOWING]
        return any(child.lower_ == small for child in after) if small else bool(after)

    def _noun(self, token: Token) -> Plover | None:
        if token.dep_ in {"compound", "amod", "nmod"} and token.head.pos_ in {"NOUN", "PROPN"}:
            return None  # "talks venue", "sanctions relief": the head says what it is
        lemma = token.lemma_.lower()
        if lemma in _VAGUE and not _says_to_do(token):
            return None
        for words, type_ in self._compounds.get(lemma, ()):
            length = len(words.split())
            start = token.i - length + 1
            if start >= 0 and " ".join(one.lower_ for one in token.doc[start : token.i]) == words.rsplit(" ", 1)[0]:
                return type_
        return self._nouns.get(lemma)


def _says_to_do(noun: Token) -> bool:
    """Whether a noun says what somebody is to do: "its threat to cut off supplies"."""
    return any(child.dep_ == "acl" and child.tag_ == "VB" for child in noun.children)


def is_light(verb: Token) -> bool:
    """Whether a verb only carries its noun: "hold talks", "pay a visit"."""
    return verb.lemma_ in _LIGHT


def _fits(frame: Frame, roles: Roles) -> tuple[int, Token | None]:
    """How much of what a frame asks for stands around a verb (0: not all of it), and the noun that carries it."""
    fit, noun = 1, None
    if frame.particle:
        if not all(_is_beside(word, roles) for word in frame.particle.split()):
            return 0, None
        fit += 1
    if frame.objects:
        heads = _nouns_after(frame, roles)
        noun = next((one for one in heads if _is_one_of(one, frame.objects)), None)
        if noun is None:
            return 0, None
        fit += 2
    if frame.complement:
        if not any(_is_told(one) for one in roles.complements) and roles.after("to") is None:
            return 0, None
        if roles.verb.lemma_ in _OTHERS_DO and not any(roles_of(one).own_subject for one in roles.complements):
            return 0, None
        fit += 1
    if frame.infinitive:
        if frame.infinitive.isdisjoint(one.lemma_.lower() for one in roles.complements):
            return 0, None
        fit += 3
    if frame.target and not frame.objects:
        there = {"object": roles.object, "indirect": roles.indirect, "possessive": roles.object}
        if (there.get(frame.target) or roles.after(frame.target)) is None:
            return 0, None
        fit += 1
    return fit, noun


def _is_beside(word: str, roles: Roles) -> bool:
    """Whether a small word goes with a verb, also one that the parse gives to what follows: "set free two sailors"."""
    if word in roles.particles or roles.after(word) is not None:
        return True
    after = roles.verb.i + 1
    return after < len(roles.verb.doc) and roles.verb.doc[after].lower_ == word


def _is_told(complement: Token) -> bool:
    """Whether a complement says what is to be done or is so, and doesn't ask: "asked whether"."""
    return not any(child.dep_ == "mark" and child.lower_ in {"whether", "if"} for child in complement.children)


def _nouns_after(frame: Frame, roles: Roles) -> list[Token]:
    """The nouns among which a frame looks for its object words."""
    if frame.source == "object":
        heads = [roles.subject]
    elif frame.via:
        heads = [noun for word, noun in roles.prepositions if word == frame.via]
    else:
        heads = [roles.object, *(child for child in roles.verb.children if child.dep_ == "oprd")]  # "called it a lie"
        if roles.passive is False and roles.object is None and roles.verb.tag_ == "VBN":
            heads.append(roles.subject)
    found = [head for head in heads if head is not None]
    for head in list(found):
        found.extend(child for child in head.children if child.dep_ == "conj")
        if head.lemma_ in _AMOUNTS:
            found.extend(noun for prep in head.children if prep.lower_ == "of" for noun in prep.children if noun.dep_ == "pobj")
    return found


def _is_one_of(noun: Token, words: frozenset[str]) -> bool:
    lemma = noun.lemma_.lower()
    if lemma in words or noun.lower_ in words:
        return True
    before = ""
    for at in range(noun.i - 1, max(noun.i - 3, -1), -1):  # "joint exercise", "joint naval exercise"
        before = noun.doc[at].lower_
        if f"{before} {lemma}" in words or f"{before} {noun.lower_}" in words:
            return True
    return False
