"""Who holds which office, for which country: by the words beside a name, and by the sentence that says so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.mentions import Mention
from peyvand.reading.who.naming import Entity, Names, is_sympathy
from peyvand.reading.who.offices import OfficePhrase

_OF_COUNTRY = re.compile(r"(?P<name>[A-Z][\w'’-]+) of (?:the )?(?P<country>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_PAIR = 2  # countries that a document is mostly about

if TYPE_CHECKING:
    from peyvand.reading.who.actors import Cast


def seat(everywhere: Sequence[Names], gazetteer: Gazetteer) -> None:
    """Give persons the offices that stand beside their names, and bodies their acronyms and countries."""
    for names in everywhere:
        for phrase in names.offices.values():
            if phrase.plural:
                _seat_several(names, phrase, gazetteer)
            person = _holder(names, phrase)
            if person is not None:
                _appoint(phrase, person, gazetteer)
        for before, after in pairwise(names.mentions):
            acronym = after.text.isupper() and _abbreviates(names, before, after)
            long, short = names.entities.get(before.first), names.entities.get(after.first)
            if acronym and long and short and long is not short and short.type is ActorType.ORGANIZATION:
                _rename_body(everywhere, short, long)
        for before, after in pairwise(names.mentions):
            _nationality(names, before, after, gazetteer)
        for mention in names.mentions:
            _nationality_beside(names, mention)
            _head_of(names, mention)


def seat_by_others(cast: Cast) -> None:
    """Give the offices that are told by way of others: "his Japanese counterpart, X", "her successor, Y", "its head, Z"."""
    _introduce(cast)
    for sentence in cast.analysis.sentences:
        names = cast.names(sentence)
        for at in range(sentence.span.start, sentence.span.end) if names.offices else ():
            phrase = names.offices.get(at)
            person = _holder(names, phrase) if phrase is not None else None
            if phrase is None or person is None:
                continue
            if phrase.title.endswith("counterpart"):
                cast.who(sentence, sentence.part.doc[at])
            elif phrase.possessor is not None and not _is_seated(person):
                owners = cast.who(sentence, sentence.part.doc[phrase.possessor])
                if owners and owners[0] is not person:
                    _appoint_under(phrase, person, owners[0], cast.gazetteer)
    for person in cast.persons:
        if person.title and person.country is None and person.title.split(" of ")[0].split()[-1] in word_list("state_offices"):
            person.country = _country_at_hand(cast, person)


def _introduce(cast: Cast) -> None:
    """Give persons the countries that the document's title says they are of: "Remarks by President X of Ruritania"."""
    for found in _OF_COUNTRY.finditer(cast.analysis.source.metadata.title or ""):
        state = cast.gazetteer.meaning(found["country"])
        if state is not None and state.named is Named.COUNTRY:
            for person in cast.persons:
                if person.country is None and person.name.split()[-1] == found["name"]:
                    person.country = state.country


def _is_seated(person: Entity) -> bool:
    """Whether an office of a person is known that says more than a rank."""
    return person.title is not None and not set(person.title.split()) <= word_list("ranks") | word_list("light_titles")


def _holder(names: Names, phrase: OfficePhrase) -> Entity | None:
    """The person who holds an office, by the words beside it or by the sentence that says so."""
    if phrase.holder is not None:
        person = names.entities.get(phrase.holder.first)
    else:
        person = None if phrase.plural else _subject_of(names, phrase)
    return person if person is not None and person.type is ActorType.PERSON else None


def _subject_of(names: Names, phrase: OfficePhrase) -> Entity | None:
    """Who is said to hold an office: "X became minister", "Y, who was appointed consul"."""
    token = names.part.doc[phrase.head]
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "as" else token.head
    if token.dep_ not in {"attr", "oprd", "pobj"} or verb.lemma_ not in word_list("seating_verbs"):
        return None
    children = list(verb.children)
    if any(child.dep_ == "neg" or child.tag_ == "MD" for child in children) or (token.dep_ == "pobj" and verb is token.head):
        return None
    subject = next((child for child in children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is not None and subject.lower_ in {"who", "that"} and verb.dep_ == "relcl":
        subject = verb.head
    return names.entity(subject.i) if subject is not None else None


def _head_of(names: Names, mention: Mention) -> None:
    """Give whoever heads a body that office: "X, who chairs the Herring Board"."""
    root = names.part.doc[mention.root]
    verb = root.head
    if mention.named is not Named.ORGANIZATION or root.dep_ != "dobj" or verb.lemma_ not in word_list("heading_verbs"):
        return
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is not None and subject.lower_ == "who" and verb.dep_ == "relcl":
        subject = verb.head
    person, body = names.entity(subject.i) if subject is not None else None, names.entities.get(mention.first)
    if person is None or body is None or person.type is not ActorType.PERSON or _is_seated(person):
        return
    person.title, person.office = "head", f"head of {body.name}"
    person.country = person.country or body.country


def _seat_several(names: Names, phrase: OfficePhrase, gazetteer: Gazetteer) -> None:
    """Give each of several holders the office: "Presidents X of Ruritania and Y of Zembla"."""
    at, words = phrase.last + 1, names.words
    at += _of_both(words, at)
    if at + 1 < len(words) and words[at] == ",":
        first = names.at_token[at + 1]
        if first is None or first.named is not Named.PERSON or words[first.last + 1 : first.last + 2] not in (["and"], [","]):
            return
        at += 1  # "the two ministers, X and Y"
    while at < len(words):
        person, mention = names.entity(at), names.at_token[at]
        if person is None or person.type is not ActorType.PERSON or mention is None:
            return
        phrase.holders += (mention,)
        at = _end_of(names, at) + 1
        country = phrase.country
        if at + 1 < len(words) and words[at] == "of":
            state = names.entity(at + 1)
            if state is not None and state.type is ActorType.COUNTRY:
                country, at = state.country, _end_of(names, at + 1) + 1
        _appoint(replace(phrase, country=country, plural=False), person, gazetteer)
        while at < len(words) and words[at] in {",", "and"}:
            at += 1


def _of_both(words: Sequence[str], at: int) -> int:
    """How many words "of both countries", "of the two governments" are that stand behind an office."""
    for length in (4, 3):
        said = [word.lower() for word in words[at : at + length]]
        if len(said) == length and said[0] == "of" and said[-2] in {"both", "two"} and said[-1] in word_list("pair_nouns"):
            return length
    return 0


def _end_of(names: Names, at: int) -> int:
    mention = names.at_token[at]
    return at if mention is None else mention.last


def _appoint_under(phrase: OfficePhrase, person: Entity, owner: Entity, gazetteer: Gazetteer) -> None:
    """Note the office of one who is spoken of as another's: "his finance minister", "the bank's chairman", "her successor"."""
    last = phrase.title.split()[-1] if phrase.title else ""
    person.country = person.country or owner.country
    if last in word_list("heirs"):
        if owner.title is not None and owner.type is ActorType.PERSON:
            person.title = owner.title
            name = owner.office or office_name(gazetteer, owner.title, owner.country)
            person.office = ("former " if last == "predecessor" else "") + name.removeprefix("former ")
        return
    person.title = phrase.title
    body = owner.name if owner.type is ActorType.ORGANIZATION else None
    name = office_name(gazetteer, phrase.title, None if body else owner.country, phrase.to)
    person.office = ("former " if phrase.former else "") + name + (f" of {body}" if body else "")


def _country_at_hand(cast: Cast, person: Entity) -> str | None:
    """The country that somebody must hold a state's office for: the one spoken of, if nobody else holds that office for it."""
    heads = word_list("heads_of_state")
    taken = {
        one.country
        for one in cast.persons
        if one is not person and one.country and (one.title == person.title or {one.title, person.title} <= heads)
    }
    counts = Counter({one.country: len(one.mentions) for one in cast.countries() if one.mentions})
    likely = [country for country, _ in counts.most_common(_PAIR)]
    free = [country for country in likely if country not in taken]
    if len(free) == 1 and len(likely) == _PAIR:
        return free[0]
    if len(free) != 1 or cast.analysis.source.metadata.pair:
        return None
    start = person.mentions[0][0] if person.mentions else 0
    before = [
        (max(at for at, _ in one.mentions if at < start), one.country)
        for one in cast.countries()
        if one.country in free and one.mentions and min(one.mentions)[0] < start
    ]
    return max(before)[1] if before else None


def office_name(gazetteer: Gazetteer, title: str, country: str | None, to: str | None = None) -> str:
    """An office with its country: "ambassador of Japan to Iran"."""
    if to is None and " to " in f" {title}":  # "ambassador to the United Nations"
        title, _, at = title.partition(" to ")
        return f"{office_name(gazetteer, title, country)} to {at}"
    known = gazetteer.lexicon.countries.get(country or "")
    if known is not None and any(form in title.split() for form in known.demonyms):
        return title if to is None else f"{title} to {gazetteer.country_name(to)}"  # "spokesman for the Chilean navy"
    of = f" of {gazetteer.country_name(country)}" if country and " of " not in f" {title} " else ""
    if country and " of " in f" {title} " and gazetteer.country_name(country) not in title:
        of = (
            f" of {gazetteer.country_name(country)}"
            if title.startswith(("minister", "secretary", "undersecretary", "ministry"))
            else ""
        )
    return f"{title}{of}" + (f" to {gazetteer.country_name(to)}" if to else "")


def _abbreviates(names: Names, before: Mention, after: Mention) -> bool:
    """Whether a name in brackets is short for the one before them: "the Gas Company of Ruritania (GCR)"."""
    between = names.words[before.last + 1 : after.first]
    if between == ["("]:
        return True
    gap = between[-1:] == ["("] and between[0] == "of" and before.named is Named.ORGANIZATION
    return gap and after.text.startswith("".join(word[0] for word in before.text.split() if word[0].isupper()))


def _rename_body(everywhere: Sequence[Names], short: Entity, long: Entity) -> None:
    """Make an acronym and the full name beside it one body."""
    for names in everywhere:
        for first, entity in names.entities.items():
            if entity is short:
                names.entities[first] = long
    long.mentions.extend(short.mentions)
    long.aliases.add(short.name)
    long.country = long.country or short.country
    short.mentions.clear()


def _nationality(names: Names, before: Mention, after: Mention, gazetteer: Gazetteer) -> None:
    """Give the bearer of a name its country: "Japan's Yoshimasa Hayashi", "King Fahd of Ruritania", "the Danish firm X"."""
    between = names.words[before.last + 1 : after.first]
    bearer, of = names.entities.get(after.first), before
    if between == ["of"] and before.named is Named.PERSON:
        bearer, of = names.entities.get(before.first), after
    elif between not in ([], ["'s"]) and not (
        of.named is Named.DEMONYM and set(between) <= word_list("economy") | {"gas", "oil", "state"}
    ):
        return
    if (
        bearer is None
        or bearer.country is not None
        or of.named not in {Named.COUNTRY, Named.DEMONYM}
        or bearer.type is ActorType.COUNTRY
    ):
        return
    bearer.country = of.country
    if bearer.title and bearer.office == bearer.title:
        bearer.office = office_name(gazetteer, bearer.title, of.country)


def _nationality_beside(names: Names, mention: Mention) -> None:
    """Give the bearer of a name the country of what it is said to be: "X, a Danish company", "a Danish engineer, X"."""
    bearer, root = names.entities.get(mention.first), names.part.doc[mention.root]
    if bearer is None or bearer.country is not None or bearer.type is ActorType.COUNTRY or mention.named is Named.PLACE:
        return
    nouns = [child for child in root.children if child.dep_ == "appos"] + [root.head] * (root.dep_ == "appos")
    for noun in nouns:
        for child in noun.children:
            of = names.at_token[child.i]
            if child.dep_ in {"amod", "compound"} and of is not None and of.named is Named.DEMONYM and not is_sympathy(child):
                bearer.country = of.country
                return


def _appoint(phrase: OfficePhrase, person: Entity, gazetteer: Gazetteer) -> None:
    """Note that a person holds an office, as the text says beside the name."""
    country = phrase.country
    title = phrase.title
    if title.split() and title.split()[-1] in {"counterpart", "counterparts"}:
        return  # resolved later, through the one it is a counterpart of
    if country is None and phrase.possessor is not None:
        return
    if person.country is None:
        person.country = country or phrase.body_country
    if phrase.former and person.title:
        return
    if title.split() and title.split()[-1] in word_list("heirs"):
        return
    if not _is_seated(person) or (person.office is None and country):
        person.title = title
        name = office_name(gazetteer, title, None if phrase.body else country or person.country, phrase.to)
        person.office = ("former " if phrase.former else "") + name + (f" of {phrase.body}" if phrase.body else "")
    words = set(title.split())
    if person.female is None and words & (word_list("female") | word_list("male")):
        person.female = bool(words & word_list("female"))
