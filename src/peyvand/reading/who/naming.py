"""The names of a part: for each word the mention and the office that hold it, and the actor that each mention means."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon import BodyKind
from peyvand.reading.who.gazetteer import Gazetteer
from peyvand.reading.who.mentions import Mention, find_mentions, unlisted_bodies, unlisted_persons
from peyvand.reading.who.offices import OfficePhrase, find_offices, unnamed_holders
from peyvand.reading.who.place_names import unlisted_places
from peyvand.reading.who.polities import Polities

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.text.document import Part


@dataclass(slots=True, eq=False)
class Entity:
    """An actor while the document is being read."""

    name: str
    type: ActorType
    country: str | None = None
    office: str | None = None
    title: str | None = None  # the office without its country, "foreign minister"
    female: bool | None = None
    kind: BodyKind | None = None  # of a body that the lexicon knows
    aliases: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)  # offsets in the source's text
    acting: bool = False  # whether it stands somewhere as one who acts or is acted on
    party: bool = False  # whether it stands somewhere, by its full name, as a party to what is told
    used: bool = False  # whether an item names it; only then is it an item itself
    described: bool = False  # whether it is known by a description only, by no name


@dataclass(slots=True)
class Names:
    """A part's names: for each token the mention and the office that hold it, and what each mention means."""

    part: Part
    words: list[str]
    at_token: list[Mention | None]
    offices: dict[int, OfficePhrase]  # by the token that heads the phrase
    entities: dict[int, Entity] = field(default_factory=dict)  # by the first token of the mention
    mentions: list[Mention] = field(default_factory=list)

    def entity(self, at: int) -> Entity | None:
        """The actor named by the mention that holds a token."""
        mention = self.at_token[at]
        return None if mention is None else self.entities.get(mention.first)

    def office(self, at: int) -> OfficePhrase | None:
        """The office phrase headed by a token."""
        return self.offices.get(at)


def names_of(part: Part, gazetteer: Gazetteer, polities: Polities) -> Names:
    """The mentions and offices of a part, given the unlisted countries of its document."""
    words = part.words
    mentions = find_mentions(part, gazetteer, polities)
    at_token: list[Mention | None] = [None] * len(words)
    for mention in mentions:
        for at in range(mention.first, mention.last + 1):
            at_token[at] = mention
    for place in unlisted_places(part, words, at_token, gazetteer):
        lay(mentions, at_token, place)
    for body in unlisted_bodies(part, words, at_token, gazetteer):
        lay(mentions, at_token, body)
    for person in unlisted_persons(part, words, at_token):
        lay(mentions, at_token, person)
    offices = {phrase.head: phrase for phrase in find_offices(words, at_token, gazetteer)}
    for holder in unnamed_holders(part, words, at_token, gazetteer, offices.values()):
        lay(mentions, at_token, holder)
    return Names(part, words, at_token, offices, mentions=sorted(mentions, key=lambda one: one.first))


def is_sympathy(token: Token) -> bool:
    """Whether a demonym only says for or against whom somebody is: "pro-Ruritanian groups"."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in {"pro", "anti"}


def lay(mentions: list[Mention], at_token: list[Mention | None], mention: Mention) -> None:
    """Put a mention in the place of those that it covers."""
    mentions[:] = [one for one in mentions if one.last < mention.first or one.first > mention.last] + [mention]
    for at in range(mention.first, mention.last + 1):
        at_token[at] = mention


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Lower-case letters and digits of a text, without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def person_words(name: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The folded words by which a person's name is compared, without titles, particles of respect and hyphens."""
    plain = (word for word in re.split(r"\s+", name.replace("'s", "")) if word.lower().rstrip(".") not in gazetteer.honorifics)
    words = (folded(word).replace(" ", "") for word in plain)
    return tuple(word for word in words if word and word not in gazetteer.not_names)
