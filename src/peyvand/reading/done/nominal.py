"""The sides of an act told by a noun, and whom a noun phrase brings in: "A's visit to B", "talks between A and B"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from peyvand.model import ActorType, Plover
from peyvand.reading.done.acts import is_light
from peyvand.reading.done.reality import status_of
from peyvand.reading.done.roles import prepositions, roles_of
from peyvand.reading.lexicon import BodyKind
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Named
from peyvand.reading.who.naming import is_sympathy

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.done.sides import Draft
    from peyvand.reading.text.document import Sentence
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

# Acts done together: both sides may stand on either.
_MUTUAL = frozenset({Plover.CONSULT, Plover.AGREE, Plover.COOPERATE, Plover.SUPPORT})
_OF_A_STATE = word_list("small_body_heads") | {"agency", "board"}  # "a court in Lima" is Peru's
_WHOSE = frozenset({"of", "from", "by", "between", "in"})
_WHOSE_OR_TOWARD = _WHOSE | {"with", "against", "on", "to", "for"}
# Where the other side stands, the likeliest first.
TARGET_PREPOSITIONS = tuple("with to against on upon toward towards at over from for between into of in by".split())


def cast_noun(draft: Draft, cast: Cast) -> None:
    """The sides of an act told by a noun: "talks between A and B", "A's visit to B", "the seizure of B's ship by A"."""
    trigger, sentence = draft.trigger, draft.sentence
    noun = trigger.token
    draft.status = status_of(noun)
    draft.sources = owners_of(sentence, noun, cast)
    after = [(word, pobj) for word, pobj in _complements(noun) if not _is_where(sentence, word, pobj, cast)]
    told = any(word == "by" for word, _ in after)
    others: list[Entity] = []
    for word, pobj in after:
        actors = actors_of(sentence, pobj, cast) or polity_of(sentence, pobj, cast)
        whose = word == "of" and trigger.type in _MUTUAL and not draft.sources and not told
        if word in {"by", "between", "among"} or whose:
            draft.sources.extend(one for one in actors if one not in draft.sources)
        elif word in TARGET_PREPOSITIONS:
            others.extend(one for one in actors if one not in others)
    draft.targets = [one for one in others if not is_own(one, draft.sources)]
    if is_none(noun):
        draft.sources = []
    elif not draft.sources:
        _borrow_subject(draft, cast)
    elif not draft.targets and len(draft.sources) == 1:
        draft.targets = elsewhere(draft, cast)


def is_none(noun: Token) -> bool:
    """Whether there was no such act: "no talks", "the talks didn't take place"."""
    if any(child.dep_ == "det" and child.lower_ in {"no", "neither"} for child in noun.children):
        return True
    verb = noun.head
    negated = any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)
    return noun.dep_ in {"nsubj", "nsubjpass"} and negated and verb.lemma_ in word_list("happening")


def _complements(noun: Token) -> Iterator[tuple[str, Token]]:
    """What stands behind a noun with a small word, those that the parse hangs on "by A" included: "by A of B"."""
    for prep in noun.children:
        if prep.dep_ in {"prep", "agent"}:
            for pobj in prep.children:
                if pobj.dep_ == "pobj":
                    yield prep.lower_, pobj
                    if prep.lower_ == "by" and pobj.pos_ == "PROPN":
                        yield from ((word, one) for word, one in prepositions(pobj) if word in {"of", "on", "against", "to"})


def _is_where(sentence: Sentence, word: str, pobj: Token, cast: Cast) -> bool:
    """Whether it only says where: "in Lima"."""
    mention = cast.names(sentence).at_token[pobj.i]
    return word in {"in", "at"} and mention is not None and (mention.capital or mention.named is Named.PLACE)


def polity_of(sentence: Sentence, pobj: Token, cast: Cast) -> list[Entity]:
    """A city, province or unlisted country that something is done to: "the bombardment of Torvia"."""
    mention = cast.names(sentence).at_token[pobj.i]
    entity = cast.at(sentence, pobj)
    return [entity] if entity is not None and mention is not None and mention.polity else []


def _borrow_subject(draft: Draft, cast: Cast) -> None:
    """Give a noun without an owner the subject of the verb that carries it."""
    noun = draft.trigger.token
    verb = noun.head
    while verb.dep_ in {"prep", "pobj", "conj"} and verb.pos_ not in {"VERB", "AUX"} and verb.head is not verb:
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or noun.dep_ in {"nsubj", "nsubjpass"}:
        return
    if not (is_light(verb) or draft.trigger.type is Plover.CONSULT):
        return
    roles = roles_of(verb)
    if roles.subject is not None:
        actors = actors_of(draft.sentence, roles.subject, cast)
        draft.sources = [one for one in actors if one not in draft.targets]


def owners_of(sentence: Sentence, noun: Token, cast: Cast) -> list[Entity]:
    """Whose act a noun tells of: "Japan's", "his", "US", "Chinese-Japanese"."""
    found: list[Entity] = []
    names = cast.names(sentence)
    forces = word_list("state")
    for child in noun.children:
        if child.dep_ == "poss":
            found.extend(one for one in cast.who(sentence, child) if one not in found)
        elif child.dep_ in {"amod", "compound", "nmod"}:
            for inner in (*child.children, child):
                entity = None if is_sympathy(inner) else names.entity(inner.i)
                armed = entity is not None and (child.lower_ in forces or entity.kind is BodyKind.ARMED_FORCE)
                if entity is not None and entity.country and armed and entity.type is ActorType.ORGANIZATION:
                    entity = cast.country(entity.country)  # "a US military deployment"
                if entity is not None and entity not in found:
                    found.append(entity)
    bodies = {one.country for one in found if one.type is ActorType.ORGANIZATION}
    return [one for one in found if one.type is not ActorType.COUNTRY or one.country not in bodies]


def actors_of(sentence: Sentence, token: Token, cast: Cast, *, acting: bool = False) -> list[Entity]:
    """The actors that a phrase means, or, where it means a thing of theirs, whose thing it is.

    Of one who acts, only "of", "from" and "by" say whose it is: "the attack on Ruritania" isn't Ruritania's.
    """
    found = cast.who(sentence, token)
    if found:
        return found
    owners = owners_of(sentence, token, cast)
    if owners:
        return owners
    for word, noun in prepositions(token):
        if word in (_WHOSE if acting else _WHOSE_OR_TOWARD) and noun.dep_ == "pobj":
            mention = cast.names(sentence).at_token[noun.i]
            if not (word == "in" and mention is not None and mention.capital and token.lower_ not in _OF_A_STATE):
                inner = cast.who(sentence, noun) or owners_of(sentence, noun, cast)
                if inner:
                    return inner
    return []


def crowd_of(sentence: Sentence, token: Token, cast: Cast) -> list[Entity]:
    """Those who protest, by the words that describe them: "thousands of students"."""
    if token.lower_ not in word_list("crowds"):
        return []
    doc, last = sentence.part.doc, token
    for prep in token.children:
        if prep.lower_ == "of":
            last = next((child for child in prep.children if child.dep_ == "pobj"), token)
    name = doc[token.i : last.i + 1].text
    entity = cast.described(name, ActorType.ORGANIZATION, None)
    start = sentence.part.start + token.idx
    entity.mentions.append((start, start + len(name)))
    return [entity]


def between_of(sentence: Sentence, token: Token, cast: Cast) -> list[Entity]:
    """Both sides of what was done between them, by nobody named: "relations between A and B were restored"."""
    for word, noun in prepositions(token):
        if word in {"between", "among"}:
            return cast.who(sentence, noun)
    return []


def elsewhere(draft: Draft, cast: Cast) -> list[Entity]:
    """The other side of an act, if the rest of what its verb or noun governs names just one of another country."""
    verb, sentence = draft.trigger.token, draft.sentence
    own = {one.country for one in draft.sources}
    first = max(verb.i + 1, sentence.span.start)
    last = min(verb.right_edge.i, sentence.span.end - 1)
    found: dict[str, Entity] = {}
    for mention, entity in cast.named_between(sentence, first, last):
        # "Officials meet in Lima" may be anybody's; "Norwegians arrived in Lima" is toward Peru.
        where = None in own and mention.capital and sentence.part.doc[mention.root].head.lower_ in {"in", "at", "near"}
        if entity.country and entity.country not in own and mention.named is not Named.MEDIA and not where:
            found.setdefault(entity.country, entity)
    return list(found.values()) if len(found) == 1 else []


def is_own(entity: Entity, sources: Sequence[Entity]) -> bool:
    """Whether somebody is no other side: the actor himself, or the country that he acts for."""
    return any(one is entity or (entity.type is ActorType.COUNTRY and one.country == entity.country) for one in sources)
