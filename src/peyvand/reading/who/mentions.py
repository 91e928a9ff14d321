"""Where a text names someone: countries and bodies by the lexicon, persons and other bodies by the parse and by pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from peyvand.model import BlockKind
from peyvand.reading.lexicon import BodyKind
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.polities import Polities

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from peyvand.reading.text.document import Part


@dataclass(slots=True)
class Mention:
    """A name in a part: tokens `first` to `last`, both included."""

    named: Named
    first: int
    last: int
    text: str
    country: str | None = None  # ISO 3166-1 alpha-3
    key: str | None = None  # the lexicon's own name for a body or region
    capital: bool = False  # a country named by its capital: as well a place
    kind: BodyKind | None = None
    polity: bool = False  # a place that has a government: a province, a city, an unlisted country
    offset: int = 0  # where the mention begins in the source's text
    root: int = 0  # the token that heads it

    def settle(self, part: Part) -> None:
        """Note where the mention stands in the source and which of its tokens heads it."""
        self.offset = part.start + part.doc[self.first].idx
        self.root = part.doc[self.first : self.last + 1].root.i


_SPACY = {
    "PERSON": Named.PERSON,
    "ORG": Named.ORGANIZATION,
    "GPE": Named.PLACE,
    "LOC": Named.PLACE,
    "FAC": Named.PLACE,
}
# Heads of the names of bodies; the lower-case forms count only after a country ("the Iranian foreign ministry").
_BODY_HEADS = word_list("body_heads")
_LOWER_BODIES = word_list("small_body_heads")
_BODY_WORDS = word_list("body_words")
_GLUE = frozenset(["of", "for", "and", "the", "&", "on", ",", "-", "'", "'s"])
_PERSON_PARTICLES = word_list("name_particles")
# Fields of office that are bodies as well: a "Cabinet Secretary" is a secretary.
_PORTFOLIOS = frozenset({"cabinet", "treasury"})
_OF_PEOPLE = word_list("of_people")
_WHO = frozenset({"who", "whom", "Who", "Whom"})
_NOT_BODIES = word_list("no_bodies")


def find_mentions(part: Part, gazetteer: Gazetteer, polities: Polities = MappingProxyType({})) -> list[Mention]:
    """The names in a part, left to right, none inside another, given the unlisted countries of its document."""
    doc = part.doc
    words = part.words
    taken: list[Mention | None] = [None] * len(words)
    listed = [*_listed(doc, words, gazetteer), *_local(words, polities)]
    for mention in (*listed, *_bodies(doc, words, listed, gazetteer)):
        _place(taken, mention)
    if part.block.kind is not BlockKind.HEADING:  # capitals mean nothing there, and the model guesses by them
        for mention in _recognised(doc, words, gazetteer):
            _place(taken, mention)
    found: list[Mention] = []
    for one in taken:
        if one is not None and (not found or found[-1] is not one):
            found.append(one)
    for mention in found:
        mention.settle(part)
    return found


def _place(taken: list[Mention | None], mention: Mention) -> None:
    """Lay a mention over its tokens; a longer one displaces what it covers wholly, else the earlier stays."""
    there = list({id(old): old for old in taken[mention.first : mention.last + 1] if old is not None}.values())
    known = sum(bool(old.key or old.country) for old in there)
    if known > 1 and mention.key is None and _GLUE.isdisjoint(mention.text.split()):
        return  # two known names side by side are no third one
    for old in there:
        inside = mention.first <= old.first and old.last <= mention.last
        if not inside or (old.first, old.last) == (mention.first, mention.last) or not _absorbs(mention, old):
            return
    for old in there:
        if mention.country is None and mention.named is Named.ORGANIZATION:
            mention.country = old.country
    for at in range(mention.first, mention.last + 1):
        taken[at] = mention


def _absorbs(mention: Mention, old: Mention) -> bool:
    """Whether a longer mention is one name with the shorter inside it ("Bank of Brazil"), not two side by side."""
    if mention.named is Named.ORGANIZATION:
        return mention.last - mention.first > old.last - old.first and old.named is not Named.PERSON
    in_name = old.named is Named.DEMONYM and old.first > mention.first  # "Al-Kuwaiti"
    family = old.first > mention.first and old.last == mention.last  # "Sazo Idemitsu", of the company of that name
    unsure = old.named in {Named.PLACE, Named.ORGANIZATION} and old.key is None
    return mention.named is Named.PERSON and (in_name or family or unsure)


def _listed(doc: Doc, words: Sequence[str], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Names that the lexicon holds, the longest first, written with capitals as a name is."""
    spans = sorted(((start, end) for _, start, end in gazetteer.matcher(doc)), key=lambda span: (span[0] - span[1], span[0]))
    used: set[int] = set()
    for start, end in spans:
        if used.isdisjoint(range(start, end)):
            text = doc[start:end].text
            meaning = gazetteer.meaning(text)
            if meaning is not None:
                used.update(range(start, end))
                yield Mention(meaning.named, start, end - 1, text, meaning.country, meaning.key, meaning.capital, meaning.kind)
    for at, (word, behind) in enumerate(pairwise(words)):
        country = gazetteer.halves.get(word.lower()) if behind == "-" and at not in used else None
        if country is not None:  # "Sino-Japanese"
            yield Mention(Named.DEMONYM, at, at, word, country)


def _local(words: Sequence[str], polities: Polities) -> Iterator[Mention]:
    """The document's own countries, which the lexicon doesn't hold."""
    for at, word in enumerate(words if polities else ()):
        meaning = polities.get(word)
        if meaning is not None:
            yield Mention(meaning.named, at, at, word, meaning.country, capital=meaning.capital)


def _bodies(doc: Doc, words: Sequence[str], listed: Iterable[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Names of bodies by their pattern: "the Iranian foreign ministry", "Ministry of Economy, Trade and Industry"."""
    country_at = {at: one for one in listed for at in range(one.first, one.last + 1) if one.country}
    for at, word in enumerate(words):
        low = word.lower()
        if low not in _BODY_HEADS or (low in _PORTFOLIOS and _is_head(words, at + 1, gazetteer)):
            continue
        first, country = _body_start(words, at, country_at, word_list("determiners"))
        last, after = _body_end(words, at, country_at)
        country = country or after
        named = word[0].isupper() and (first < at or last > at)
        if named or (country and low in _LOWER_BODIES):
            yield Mention(Named.ORGANIZATION, first, last, doc[first : last + 1].text, country)


def _is_head(words: Sequence[str], at: int, gazetteer: Gazetteer) -> bool:
    return at < len(words) and words[at].lower() in gazetteer.heads


def _body_start(
    words: Sequence[str], head: int, country_at: dict[int, Mention], determiners: frozenset[str]
) -> tuple[int, str | None]:
    """The first token of a body's name, going left from its head, and the country it names."""
    first = head
    while first > 0:
        before = words[first - 1]
        if first - 1 in country_at:
            one = country_at[first - 1]
            pair = country_at.get(one.first - 2) if one.first > 1 and words[one.first - 1] == "-" else None
            return (pair or one).first, (pair or one).country  # "Iran-Japan Joint Chamber": under the first of the two
        if before in {"'s", "'"} and first - 2 in country_at:
            one = country_at[first - 2]
            return one.first, one.country
        if before in {"'s", "'"} and first > 1 and words[first - 2].lower() in _OF_PEOPLE:
            first -= 2  # "People's Party"
        elif before in {"-", "and", "&"} and first > 1 and words[first - 2][0].isupper() and first < head:
            first -= 2
        elif before.lower() in _BODY_WORDS or (before[0].isupper() and before.lower() not in determiners):
            first -= 1
        else:
            break
    return first, None


def _body_end(words: Sequence[str], head: int, country_at: dict[int, Mention]) -> tuple[int, str | None]:
    """The last token of a body's name, going right over "of X, Y and Z", and the country it names."""
    last, at, country = head, head + 1, None
    if at < len(words) and words[at] in {"of", "for"}:
        while at < len(words) and (words[at] in _GLUE or words[at][0].isupper()):
            if at in country_at:
                one = country_at[at]
                country, last, at = country or one.country, one.last, one.last + 1
                if one.named is not Named.DEMONYM or at >= len(words) or not words[at][0].isupper():
                    break
                continue  # "of the Ruritanian Workers' Party"
            if words[at] in {"'s", "'"} and words[at - 1].lower() not in _OF_PEOPLE:
                break
            if words[at][0].isupper():
                last = at
            at += 1
    return last, country


def _recognised(doc: Doc, words: Sequence[str], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Names that the statistical model recognised, trimmed of articles, possessives and noise."""
    for entity in doc.ents:
        named = _SPACY.get(entity.label_)
        if named is None:
            continue
        first, last = _trimmed(words, entity.start, entity.end - 1, gazetteer)
        if first == last and words[first].lower() in gazetteer.lexicon.offices.portfolios:
            continue  # "Secretary of State"
        if first > last or any(words[at].lower() in _NOT_BODIES for at in (first, last)) or _is_sum(doc, first, last, gazetteer):
            continue
        if named is Named.PERSON and gazetteer.titles.issuperset(word.lower() for word in words[first : last + 1]):
            continue  # "Honorary Consul", "Dato'"
        if named is Named.ORGANIZATION and not gazetteer.heads.isdisjoint(word.lower() for word in words[first : last + 1]):
            continue  # "Iranian Charge d'Affaires", "the Minister of Health": an office
        while named is Named.PERSON and last > first and words[last].islower() and words[last - 1] != "-":
            if words[last] in _PERSON_PARTICLES:
                break
            last -= 1
        if named is Named.PERSON:
            first, last = _whole_person(doc, words, first, last)
        elif not words[first][0].isupper():
            continue
        if first == last and _mixed(words[first]):
            named = Named.ORGANIZATION
        yield Mention(named, first, last, doc[first : last + 1].text, polity=entity.label_ == "GPE")


def _trimmed(words: Sequence[str], first: int, last: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """A name without the article, the possessive or the next one's form of address that the model took into it."""
    determiners = word_list("determiners")
    while first <= last and (
        words[first].lower() in determiners or words[first].lower() in gazetteer.plurals or not words[first][0].isalnum()
    ):
        first += 1
    for at in range(first + 1, last):
        if words[at] == "," and words[at + 1].lower().rstrip(".") in gazetteer.honorifics:
            last = at  # "the Chamber, Ms Ana Rojas"
            break
    while last >= first and (words[last] in {"'s", "'", "of", "and", "the"} or not words[last][0].isalnum()):
        last -= 1
    return first, last


def _is_sum(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> bool:
    """Whether what the model took for a name is a known one and what its bearer gives: "Ruritania 345 million"."""
    return last > first and doc[last].like_num | doc[last - 1].like_num and gazetteer.meaning(doc[first].text) is not None


def _whole_person(doc: Doc, words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """A person's name with the capitalised words or particles that the model left off either end."""
    before = first
    while before and words[before - 1].lower() in _PERSON_PARTICLES:
        before -= 1
    if before and before < first and words[before - 1][0].isupper() and doc[before - 1].dep_ in {"compound", "nmod"}:
        titled = words[before - 1].lower() in word_list("leaders") | {"chancellor", "ambassador", "general", "secretary"}
        first = before if titled else before - 1
    if first == last and first and words[first - 1].lower() in word_list("royal") and words[first - 1][0].isupper():
        first -= 1  # "King Hussein"
    if last > first and words[last].lower() in _PERSON_PARTICLES and _capital(words, last + 1):
        last += 1  # "Daniel arap", the model thought
    while last + 2 < len(words) and words[last + 1] == "-" and words[last + 2][0].isalpha():
        last += 2
    while last + 1 < len(words) and (
        words[last + 1] in {"Jr.", "Sr.", "III", "II"}
        or (words[last + 1].lower() in _PERSON_PARTICLES and _capital(words, last + 2))
    ):
        last += 1
    while (
        last + 1 < len(words)
        and doc[last].dep_ == "compound"
        and doc[last].head.i == last + 1
        and doc[last + 1].pos_ == "PROPN"
        and doc[last + 1].ent_type_ in {"", "PERSON"}
        and words[last + 1][0].isupper()
    ):  # "Adolfo López Mateos"
        last += 1
    return first, last


def _capital(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at][0].isupper()


def unlisted_bodies(
    part: Part, words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Names that nobody recognised but whose neighbours say what they are: "Norway's X", "the gas company X", "PGNiG"."""
    economy = word_list("economy") | word_list("bodies")
    for at, word in enumerate(words):
        if at_token[at] is not None or not word[0].isupper() or not word[0].isalpha():
            continue
        if word.lower() in gazetteer.modifiers or word.lower() in gazetteer.heads:
            continue
        before = at_token[at - 2] if at > 1 and words[at - 1] == "'s" else None
        beside = part.doc[at].head if part.doc[at].dep_ == "compound" else part.doc[at]
        told = (before is not None and before.country is not None) or (at > 0 and words[at - 1] in economy)
        told |= beside.dep_ == "appos" and beside.head.lower_ in word_list("craft")  # "a freighter, the X"
        if not (told or _mixed(word)) or (at and at_token[at - 1] is not None and not told):
            continue
        last = at
        while (
            last + 1 < len(words)
            and at_token[last + 1] is None
            and (
                words[last + 1][0].isupper()
                or (words[last + 1] == "-" and last + 2 < len(words) and words[last + 2][0].isupper())
            )
        ):
            last += 1
        mention = Mention(Named.ORGANIZATION, at, last, part.doc[at : last + 1].text, before.country if before else None)
        mention.settle(part)
        root = part.doc[mention.root]
        if (_mixed(word) or root.pos_ in {"PROPN", "NOUN", "X"}) and root.lemma_.lower() not in _NOT_BODIES:
            yield mention


def unlisted_persons(part: Part, words: Sequence[str], at_token: Sequence[Mention | None]) -> Iterator[Mention]:
    """Names that nobody recognised and of which the text goes on with "who"."""
    for at, word in enumerate(words):
        if word not in _WHO or part.doc[at].head.dep_ != "relcl":
            continue
        token = part.doc[at].head.head
        if token.pos_ != "PROPN" or at_token[token.i] is not None or not token.text[0].isupper():
            continue
        first = token.i
        while first and part.doc[first - 1].dep_ == "compound" and at_token[first - 1] is None:
            first -= 1
        mention = Mention(Named.PERSON, first, token.i, part.doc[first : token.i + 1].text)
        mention.settle(part)
        yield mention


def _mixed(word: str) -> bool:
    """Whether a word is written as only companies are: capitals and small letters mixed."""
    return word.isalpha() and any(one.isupper() for one in word[1:]) and any(one.islower() for one in word[1:])
