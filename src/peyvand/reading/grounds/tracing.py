"""How a reading found its way: from the word that tells to the names, and from the names to who they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.reading.grounds import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from peyvand.reading.text.document import Sentence
    from peyvand.reading.when.calendars import Anchor
    from peyvand.reading.when.dates import Dates
    from peyvand.reading.who.actors import Cast
    from peyvand.reading.who.naming import Entity

# What the parser calls the ways in which one word hangs on another, as a reader would call them.
_RELATIONS = {
    "nsubj": "subject",
    "nsubjpass": "subject of the passive",
    "csubj": "subject clause",
    "agent": "by",
    "dobj": "object",
    "attr": "complement",
    "oprd": "complement",
    "acomp": "complement",
    "dative": "indirect object",
    "pobj": "after",
    "poss": "owner",
    "appos": "apposition",
    "conj": "joined to",
    "compound": "part of the name of",
    "amod": "describes",
    "nmod": "describes",
    "relcl": "relative clause of",
    "acl": "clause of",
    "advcl": "side clause of",
    "ccomp": "clause governed by",
    "xcomp": "infinitive governed by",
    "pcomp": "clause after",
    "prep": "of",
    "prt": "particle of",
}


def path(start: Token, end: Token) -> str:
    """The way through the sentence from one word to another, each step with how the word hangs on the next."""
    up = [start, *start.ancestors]
    down = [end, *end.ancestors]
    above = {token.i for token in up}
    turn = next((token for token in down if token.i in above), None)
    if turn is None:
        return ""
    rising = up[: next(at for at, token in enumerate(up) if token.i == turn.i)]
    falling = down[: next(at for at, token in enumerate(down) if token.i == turn.i)]
    said = "".join(f"{token.text} ({_relation(token)}) → " for token in rising) + turn.text
    return said + "".join(f" ← {token.text} ({_relation(token)})" for token in reversed(falling))


def _relation(token: Token) -> str:
    return _RELATIONS.get(token.dep_, token.dep_)


def means(entity: Entity, sentence: Sentence, near: Token, cast: Cast) -> tuple[str, Token | None]:
    """How somebody is spoken of in a sentence, nearest to a word: the phrase and what makes it mean them."""
    token = cast.spoken_of(entity, sentence, near)
    if token is None:
        return f"{entity.name}, not named in this sentence", None
    for mention, one in cast.named_between(sentence, token.i, token.i):
        if one is entity and mention.root == token.i:
            said = f"“{mention.text}”"
            return (said if mention.text == entity.name else f"{said}, which is {entity.name}"), token
    return f"“{phrase(token)}”, which means {entity.name}: {way(token)}", token


def phrase(token: Token) -> str:
    """The words of the noun phrase that a token heads, without clauses that describe it."""
    inside = [token]
    for child in token.children:
        if child.dep_ in {"det", "amod", "compound", "poss", "nmod", "nummod", "case"}:
            inside.extend(child.subtree)
    first, last = min(one.i for one in inside), max(one.i for one in inside)
    return token.doc[first : last + 1].text


def way(token: Token) -> str:
    """By which kind of rule a phrase without a name was given a meaning."""
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
        return "a pronoun, taken for the last one spoken of that it fits"
    if token.tag_ in {"NNS", "NNPS"}:
        return "a group, taken for those named before it"
    return "a description, taken for the one it fits"


def side_steps(about: str, entities: Iterable[Entity], sentence: Sentence, word: Token, cast: Cast) -> Iterator[Step]:
    """How each actor on one side was found."""
    for entity in entities:
        said, token = means(entity, sentence, word, cast)
        yield Step(about, said)
        if token is not None and token.i != word.i:
            yield Step("path", path(token, word))


def date_step(date: str | None, sentence: Sentence, dates: Dates) -> Step:
    """Where a date was taken from."""
    if date is None:
        return Step("date", "the text gives none")
    for found in dates.in_sentence(sentence):
        if found.edtf == date:
            words = sentence.part.text[found.start - sentence.part.start : found.end - sentence.part.start]
            anchor = dates.anchor
            return Step("date", f"“{words}” is {date}" + (f", counted from {_day(anchor)}" if anchor is not None else ""))
    return Step("date", f"{date}, from the sentences around it")


def _day(anchor: Anchor) -> str:
    """The day, month or year that a document's dates are counted from."""
    return anchor.day.isoformat() if anchor.day is not None else str(anchor.year)
