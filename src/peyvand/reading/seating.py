"""Who holds which office, for which country: by the words beside a name, and by the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.gazetteer import Gazetteer, Named
from peyvand.reading.lexicon.words import word_list
from peyvand.reading.mentions import Mention
from peyvand.reading.naming import Entity, Names
from peyvand.reading.offices import OfficePhrase

if TYPE_CHECKING:
    from peyvand.reading.actors import Cast


def seat(everywhere: Sequence[Names], gazetteer: Gazetteer) -> None:
    """Give persons the offices that stand beside their names, and bodies their acronyms and countries."""
    for names in everywhere:
        for phrase in names.offices.values():
            if phrase.holder is not None:
                person = names.entities.get(phrase.holder.first)
                if person is not None and person.type is ActorType.PERSON:
                    _appoint(phrase, person, gazetteer)
        for before, after in pairwise(names.mentions):
            acronym = after.first == before.last + 2 and names.words[before.last + 1] == "(" and after.text.isupper()
            long, short = names.entities.get(before.first), names.entities.get(after.first)
            if acronym and long and short and long is not short and short.type is ActorType.ORGANIZATION:
                _rename_body(everywhere, short, long)
        for before, after in pairwise(names.mentions):
            _nationality(names, before, after, gazetteer)


def seat_counterparts(cast: Cast) -> None:
    """Give "his Japanese counterpart, X" the office of the one whose counterpart X is."""
    for sentence in cast.analysis.sentences:
        offices = cast.names(sentence).offices
        for at in range(sentence.span.start, sentence.span.end) if offices else ():
            phrase = offices.get(at)
            if phrase is not None and phrase.holder is not None and phrase.title.endswith("counterpart"):
                cast.who(sentence, sentence.part.doc[at])


def office_name(gazetteer: Gazetteer, title: str, country: str | None, to: str | None = None) -> str:
    """An office with its country: "ambassador of Japan to Iran"."""
    of = f" of {gazetteer.country_name(country)}" if country and " of " not in f" {title} " else ""
    if country and " of " in f" {title} " and gazetteer.country_name(country) not in title:
        of = (
            f" of {gazetteer.country_name(country)}"
            if title.startswith(("minister", "secretary", "undersecretary", "ministry"))
            else ""
        )
    return f"{title}{of}" + (f" to {gazetteer.country_name(to)}" if to else "")


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


def _appoint(phrase: OfficePhrase, person: Entity, gazetteer: Gazetteer) -> None:
    """Note that a person holds an office, as the text says beside the name."""
    country = phrase.country
    title = phrase.title
    if title.split() and title.split()[-1] in {"counterpart", "counterparts"}:
        return  # resolved later, through the one it is a counterpart of
    if country is None and phrase.possessor is not None:
        return
    if person.country is None:
        person.country = country
    if phrase.former and person.title:
        return
    if person.title is None or (person.office is None and country):
        person.title = title
        name = office_name(gazetteer, title, None if phrase.body else country or person.country, phrase.to)
        person.office = ("former " if phrase.former else "") + name + (f" of {phrase.body}" if phrase.body else "")
    words = set(title.split())
    if person.female is None and words & (word_list("female") | word_list("male")):
        person.female = bool(words & word_list("female"))
