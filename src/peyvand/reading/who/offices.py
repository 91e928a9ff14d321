"""Offices in a text: "Iran's deputy foreign minister", "head of the committee", with their country and who holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.mentions import Mention

if TYPE_CHECKING:
    from peyvand.reading.text.document import Part


@dataclass(slots=True)
class OfficePhrase:
    """An office as it stands in a part: tokens `first` to `last`, both included, headed by the token `head`."""

    first: int
    last: int
    head: int
    title: str  # "vice foreign minister", without its country
    country: str | None = None  # ISO 3166-1 alpha-3 of the country it is held for
    to: str | None = None  # of an envoy: the country it is held at
    plural: bool = False
    former: bool = False
    definite: bool = False  # "the minister", "his counterpart"
    holder: Mention | None = None
    holders: tuple[Mention, ...] = ()  # of a plural
    body: str | None = None  # the body it is held in: "chief executive of the company X"
    body_country: str | None = None  # the country which that body is of
    possessor: int | None = None  # the token of "his", "its" that stands for the country or person it belongs to


_LINKS = frozenset({"of", "for", "to", "in", "at"})
_ENVOYS = frozenset({"ambassador", "envoy", "d'affaires", "consul", "representative", "emissary"})
_RESPECT = word_list("respect")
_SHORTEST_NAME, _LONGEST_NAME = 2, 5  # words
_POSSESSIVES = frozenset({"his", "her", "its", "their", "whose"})
# Whose officers may be spoken of without a name: "the government's spokesman".
_OWNERS = word_list("state_nouns") | word_list("realms") | word_list("body_heads") | word_list("bodies") | word_list("economy")
_ENDS = frozenset({".", "?", "!", '"', ":", ";"})


def find_offices(words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer) -> list[OfficePhrase]:
    """The offices in a part, given the mention, if any, that holds each token."""
    found: list[OfficePhrase] = []
    for at, word in enumerate(words):
        low = word.lower()
        if low not in gazetteer.heads or (found and at <= found[-1].last):
            continue
        mention = at_token[at]
        if mention is not None and not _may_head(words, mention, at):
            continue
        phrase = _phrase(words, at_token, gazetteer, at)
        if phrase.last == at and _leads_on(words, gazetteer, at):
            continue  # "deputy trade minister", "chief executive": the last word heads it
        phrase.holder = _holder(words, at_token, gazetteer, phrase)
        found.append(phrase)
    return found


def _may_head(words: Sequence[str], mention: Mention, at: int) -> bool:
    """Whether a word inside a name may head an office: "King" in "King Fahd", not "Amir" in "Amir-Abdollahian"."""
    if mention.named in {Named.COUNTRY, Named.REGION, Named.DEMONYM} or "-" in words[max(at - 1, 0) : at + 2]:
        return False
    return mention.named is Named.PERSON or at in (mention.first, mention.last)


def _leads_on(words: Sequence[str], gazetteer: Gazetteer, at: int) -> bool:
    """Whether a word of office only qualifies another behind it; it doesn't before its holder's rank."""
    ranks = word_list("ranks")
    if words[at].islower() and at + 1 < len(words) and words[at + 1][0].isupper() and words[at + 1].lower() in ranks:
        return False  # "spokesman Major General X", but "secretary general"
    for word in words[at + 1 : at + 4]:
        if word.lower() in gazetteer.heads:
            return True
        if word.lower() not in gazetteer.modifiers:
            return False
    return False


def _phrase(words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer, head: int) -> OfficePhrase:
    """The office headed by a word, with what stands left and right of it."""
    phrase = OfficePhrase(head, head, head, "", plural=words[head].lower() in gazetteer.plurals)
    _go_left(words, at_token, gazetteer, phrase)
    _go_right(words, at_token, gazetteer, phrase)
    while phrase.first < head and words[phrase.first] == "-":  # the dash of a list
        phrase.first += 1
    kept = []
    for at in range(phrase.first, phrase.last + 1):
        mention = at_token[at]
        low = words[at].lower()
        about_country = mention is not None and (
            _is_country(mention) or (at < head and phrase.body == (mention.key or mention.text))
        )
        if at == phrase.possessor and low not in {"government", "party"}:
            continue
        if about_country or low in gazetteer.lexicon.offices.former or low in word_list("determiners") | {"'s", "'", "then"}:
            phrase.former |= low in gazetteer.lexicon.offices.former and low != "then"  # he held it at the time
            continue
        kept.append(gazetteer.plurals.get(low, low) if at == head else words[at] if _keeps_capital(words, at, head) else low)
    while kept and kept[0] == "-":  # "Then-President"
        kept.pop(0)
    while kept and kept[-1] in _LINKS | {"and", ","}:
        kept.pop()
    title = " ".join(kept).replace(" - ", "-").replace(" ,", ",").replace(" '", "'")
    phrase.title = re.sub(r" (?:extraordinary(?: and plenipotentiary)?|plenipotentiary)\b", "", title, flags=re.IGNORECASE)
    return phrase


def _keeps_capital(words: Sequence[str], at: int, head: int) -> bool:
    """Whether a word behind the head of an office keeps its capital: a name does, "Secretary-General" doesn't."""
    return at > head and words[at][0].isupper() and words[at - 1] != "-"


def _go_left(words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer, phrase: OfficePhrase) -> None:
    """Widen an office over its modifiers, its country and its article."""
    at = phrase.head - 1
    while at >= 0:
        low, mention = words[at].lower(), at_token[at]
        if mention is not None and _is_country(mention):
            phrase.country = phrase.country or mention.country
            phrase.first = at = mention.first
        elif mention is not None and mention.named is Named.ORGANIZATION and at_token[phrase.head] is not mention:
            if mention.key or mention.country or words[phrase.head].islower():
                phrase.body, phrase.body_country = (
                    mention.key or mention.text,
                    mention.country,
                )  # else a part of the title: "Chief Cabinet Secretary"
            phrase.first = at = mention.first
        elif (own := _possessor(words, at, at_token)) is not None:
            phrase.possessor, phrase.definite = own, True
            phrase.first = own
            return
        elif low in {"'s", "'"} and at > 0 and at_token[at - 1] is not None:
            phrase.definite = True
        elif low in word_list("determiners"):
            phrase.definite |= low in {"the", "this", "that"}
            phrase.first = at
            return
        elif _is_no_rank(words, at, phrase.head):
            return
        elif (
            (low in gazetteer.modifiers and not (phrase.country and low in gazetteer.lexicon.offices.portfolios))
            or low in gazetteer.lexicon.offices.former
            or low == "-"
            or (low in {"and", ","} and at > 0 and words[at - 1].lower() in gazetteer.modifiers)
        ):
            phrase.first = at
        elif (
            mention is None
            and words[phrase.head].lower().startswith(("minister", "secretar"))
            and words[at].isalpha()
            and at == phrase.head - 1
        ):
            if low in {"and", "or", "with", "by", "as", "to", "of", "when"}:
                return
            phrase.first = at  # "immigration minister": any portfolio
        elif mention is None and words[at][0].isupper() and words[phrase.head][0].isupper() and at > 0 and words[at].isalpha():
            if words[at - 1] in _ENDS:
                return  # "When President X": a capital that only opens the sentence
            phrase.first = at
        else:
            return
        at -= 1


def _is_no_rank(words: Sequence[str], at: int, head: int) -> bool:
    """Whether a word of rank is none here: "under the minister", "was appointed ambassador"."""
    low = words[at].lower()
    passive = low == "appointed" and words[at - 1].lower() in {"was", "were", "been", "being", "is"}
    return passive or (low == "under" and not words[head].lower().startswith("secretar"))


def _possessor(words: Sequence[str], at: int, at_token: Sequence[Mention | None]) -> int | None:
    """The token of "his", or of "government" in "the government's", or of a person's name, which ends here."""
    if words[at].lower() in _POSSESSIVES:
        return at
    owner = at_token[at - 1] if at > 0 else None
    if words[at] in {"'s", "'"} and owner is not None and owner.named is Named.PERSON:
        return at - 1
    return at - 1 if words[at] in {"'s", "'"} and at > 0 and words[at - 1].lower() in _OWNERS else None


def _is_country(mention: Mention) -> bool:
    return mention.country is not None and mention.named not in {Named.PERSON, Named.ORGANIZATION, Named.MEDIA}


def _go_right(words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer, phrase: OfficePhrase) -> None:
    """Widen an office over "of X", "for X and Y", "to Z", "-elect"."""
    at = phrase.head + 1
    if at + 1 < len(words) and words[at] == "-" and words[at + 1].lower() in {"elect", "general", "designate"}:
        phrase.last = at + 1
        at += 2
    envoy = words[phrase.head].lower() in _ENVOYS
    for rank in ("extraordinary", "and", "plenipotentiary") if envoy else ():
        if [word.lower() for word in words[at : at + 2]] in (
            [rank, "plenipotentiary"],
            [rank, "of"],
            [rank, "to"],
            [rank, "and"],
        ):
            phrase.last, at = at, at + 1
    links = _LINKS | {"from"} if words[phrase.head].lower() == "counterpart" else _LINKS
    while at < len(words) - 1 and words[at].lower() in links:
        link = words[at].lower()
        if link in {"to", "in", "at"} and not envoy:
            return
        end, country = _complement(words, at_token, gazetteer, at + 1)
        if end is None:
            return
        if country and link in {"to", "in", "at"}:
            phrase.to = phrase.to or country
        elif country:
            phrase.country = phrase.country or country
        phrase.last = end
        at = end + 1


def _complement(
    words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer, at: int
) -> tuple[int | None, str | None]:
    """The last token of what follows "of", and the country it names."""
    end: int | None = None
    country: str | None = None
    portfolio = False  # whether a field of office was named: the next capital then begins its holder's name
    while at < len(words):
        mention, low = at_token[at], words[at].lower()
        if mention is not None and mention.named is Named.ORGANIZATION:
            return mention.last, mention.country
        if mention is not None and mention.named is Named.PERSON:
            break
        if mention is not None and (mention.key or mention.country):
            end = at = mention.last
            country = country or mention.country
            if mention.named is Named.DEMONYM and _is_noun(words, at + 1):
                end = at = at + 1  # "head of the Ruritanian delegation"
            if mention.named is not Named.DEMONYM and not (at + 2 < len(words) and words[at + 1] == "'s"):
                break
        elif low in gazetteer.lexicon.offices.portfolios or (
            words[at][0].isupper() and (not portfolio or low in word_list("body_heads"))
        ):
            portfolio |= low in gazetteer.lexicon.offices.portfolios
            end = at
        elif low not in word_list("determiners") | {"and", "&", "of", "for", "-", ","} or (
            low == ","
            and not (portfolio and at + 1 < len(words) and words[at + 1].lower() in gazetteer.lexicon.offices.portfolios)
        ):
            break
        at += 1
    return end, country


def _is_noun(words: Sequence[str], at: int) -> bool:
    """Whether a word in small letters stands here that an adjective before it may belong to."""
    return (
        at < len(words)
        and words[at].isalpha()
        and words[at].islower()
        and words[at] not in {"and", "or", "to", "in", "for", "who"}
    )


def _holder(
    words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer, phrase: OfficePhrase
) -> Mention | None:
    """Who holds an office by its place beside a name: "Foreign Minister X", "X, foreign minister", "their envoy, X"."""
    own = at_token[phrase.head]
    if own is not None and own.named is Named.PERSON:
        return own  # "King Fahd": the title is a part of the name
    at = _past_acronym(words, phrase.last + 1)
    comma = at < len(words) and words[at] == ","
    if comma and (phrase.definite or phrase.possessor is not None or _is_introduced(words, at_token, at + 1)):
        at += 1
    before = phrase.first - 1
    if before > 0 and words[before] == "," and words[phrase.first].lower() != "whose":
        ahead = at_token[before - 1]
        if ahead is not None and not phrase.plural and (_may_hold(ahead) or _is_single_name(words, ahead, phrase)):
            ahead.named = Named.PERSON
            return ahead
    while at < len(words) and (
        words[at].lower().rstrip(".") in gazetteer.honorifics | word_list("ranks")
        or words[at].lower() in {"the", "of", "state", ".", "'"}
    ):
        own = at_token[at]
        if own is not None and own.named is Named.PERSON:
            break
        at += 1
    behind = at_token[at] if at < len(words) else None
    if behind is not None and behind.first == at and _may_hold(behind) and not phrase.plural:
        behind.named = Named.PERSON
        return behind
    return None


def _is_single_name(words: Sequence[str], mention: Mention, phrase: OfficePhrase) -> bool:
    """Whether a single unlisted word before a high office is its holder's name: "Batmunkh, General Secretary of"."""
    unknown = mention.key is None and mention.country is None and mention.first == mention.last
    high = words[phrase.head][0].isupper() and words[phrase.head].lower() in word_list("high_offices")
    placed = mention.first > 0 and words[mention.first - 1].lower() in {
        "in",
        "at",
        "from",
        "to",
        "of",
    }  # "In Toronto, President X"
    wide = phrase.last > phrase.head and not placed
    return unknown and high and wide and mention.named in {Named.PLACE, Named.ORGANIZATION} and not mention.text.isupper()


def _past_acronym(words: Sequence[str], at: int) -> int:
    """The token behind an acronym in brackets, if one stands here."""
    return at + 3 if at + 2 < len(words) and words[at] == "(" and words[at + 2] == ")" else at


def _is_introduced(words: Sequence[str], at_token: Sequence[Mention | None], at: int) -> bool:
    """Whether a full name stands between commas: "a spokesman for the ministry, Karl Voss, said"."""
    while at < len(words) and at_token[at] is None and words[at].lower().rstrip(".") in word_list("ranks"):
        at += 1
    name = at_token[at] if at < len(words) else None
    if name is None or name.named is not Named.PERSON or name.first != at or name.last == name.first:
        return False
    return name.last + 1 < len(words) and words[name.last + 1] in {",", "."}


def _may_hold(mention: Mention) -> bool:
    """Whether a name beside an office can be its holder's; the model takes some persons of two names for places."""
    if mention.named is Named.PERSON:
        return True
    unknown = mention.key is None and mention.country is None and mention.named in {Named.PLACE, Named.ORGANIZATION}
    words = mention.text.lower().split()
    return unknown and len(words) > 1 and word_list("body_heads").isdisjoint(words) and word_list("determiners").isdisjoint(words)


def unnamed_holders(
    part: Part, words: Sequence[str], at_token: Sequence[Mention | None], gazetteer: Gazetteer, offices: Iterable[OfficePhrase]
) -> Iterator[Mention]:
    """The names that stand behind an office and that nobody recognised; each becomes the holder of it."""
    particles = word_list("name_particles")
    for phrase in offices:
        first = _past_acronym(words, phrase.last + 1)
        if phrase.plural:
            yield from _joint_holders(part, words, at_token, first)
        if phrase.plural or phrase.holder is not None:
            continue
        if first < len(words) and words[first] == "," and phrase.definite:
            first += 1
        while first + 1 < len(words) and words[first].lower().rstrip(".") in _RESPECT | word_list("ranks"):
            first += 1
        last = first
        while last < len(words) and _name_word(words, at_token, last, particles):
            last += 1
        while last > first and not words[last - 1][0].isupper():
            last -= 1
        royal = words[phrase.head].lower() in word_list("royal") and first == phrase.head + 1 < last
        if royal or _SHORTEST_NAME <= last - first <= _LONGEST_NAME:
            first = phrase.head if royal else first  # "Prince Charles": there is nothing else to call him by
            phrase.holder = Mention(Named.PERSON, first, last - 1, part.doc[first:last].text)
            phrase.holder.settle(part)
            yield phrase.holder
        elif phrase.first > 1 and words[phrase.first - 1] == "," and words[phrase.first].lower() != "whose":
            end = phrase.first - 1
            first = end
            while first > 0 and _name_word(words, at_token, first - 1, particles):
                first -= 1
            opening = part.doc[first].pos_ in {"ADP", "SCONJ", "ADV", "DET", "PRON"}  # "In Geneva, the foreign minister …"
            named = words[first].lower() not in gazetteer.heads and not opening
            if _SHORTEST_NAME <= end - first <= _LONGEST_NAME and named:
                phrase.holder = Mention(Named.PERSON, first, end - 1, part.doc[first:end].text)
                phrase.holder.settle(part)
                yield phrase.holder


def _joint_holders(part: Part, words: Sequence[str], at_token: Sequence[Mention | None], at: int) -> Iterator[Mention]:
    """The full names that nobody recognised behind a plural: "Presidents X Y of Ruritania and Z W of Zembla"."""
    while at < len(words):
        last = at
        while last < len(words) and at_token[last] is None and _name_word(words, at_token, last, word_list("name_particles")):
            last += 1
        known = at_token[at]
        if last - at >= _SHORTEST_NAME:
            holder = Mention(Named.PERSON, at, last - 1, part.doc[at:last].text)
            holder.settle(part)
            yield holder
            at = last
        elif known is not None and known.named is Named.PERSON:
            at = known.last + 1
        else:
            return
        country = at_token[at + 1] if at + 1 < len(words) and words[at] == "of" else None
        if country is not None:
            at = country.last + 1
        while at < len(words) and words[at] in {",", "and"}:
            at += 1


def _name_word(words: Sequence[str], at_token: Sequence[Mention | None], at: int, particles: frozenset[str]) -> bool:
    """Whether a word may be a part of an unrecognised name."""
    mention = at_token[at]
    if mention is not None and (mention.key or mention.country):
        return False
    before = words[at - 1] if at else ""
    return words[at][0].isupper() or (words[at].lower() in particles and (before[:1].isupper() or before.lower() in particles))
