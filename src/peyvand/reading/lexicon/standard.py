"""The lexicon as a whole: its files read once, with a desk's own words added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache, cached_property
from typing import TypeVar

from peyvand.model import Plover
from peyvand.reading.lexicon.atlas import Atlas, atlas_of
from peyvand.reading.lexicon.entries import (
    BodyKind,
    Category,
    Country,
    Frame,
    Mode,
    Office,
    OfficeTerms,
    Organisation,
    Quad,
    Region,
    RegionType,
)
from peyvand.reading.lexicon.phrases import PhraseTable, Role, Sense, fold
from peyvand.reading.lexicon.tables import Entry, Table, Value, entries_of, merge, read_table, subtable

AnyKind = TypeVar("AnyKind", bound=StrEnum)


class Lexicon:
    """What the reading knows. `extra` adds words: `{"countries": {"IRN": {"names": ["Iranzamin"]}}}`, one key a file."""

    def __init__(self, extra: Mapping[str, Mapping[str, Value]] | None = None) -> None:
        self._extra = extra or {}

    def _table(self, file: str) -> Table:
        extra = self._extra.get(file.removesuffix(".toml"))
        return merge(read_table(file), extra) if extra else read_table(file)

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Countries by their code."""
        found = {code: _country(code, entry) for code, entry in entries_of("countries.toml", self._table("countries.toml"))}
        _check_unshared(found)
        return found

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Regions by their key."""
        return {key: _region(key, entry) for key, entry in entries_of("regions.toml", self._table("regions.toml"))}

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        """Bodies by their key, the media among them."""
        tables = {**self._table("organisations.toml"), **self._table("media.toml")}
        return {key: _organisation(key, entry) for key, entry in entries_of("organisations.toml", tables)}

    @cached_property
    def offices(self) -> OfficeTerms:
        """Words of office and title."""
        return _offices(self._table("offices.toml"))

    @cached_property
    def categories(self) -> Mapping[Plover, Category]:
        """Kinds of act and the words for them."""
        found = (_category(key, entry) for key, entry in entries_of("plover.toml", self._plover) if key not in {"NONE", "SLIPS"})
        return {one.type: _with_slips(one, self._slips) for one in found}

    @cached_property
    def atlas(self) -> Atlas:
        """Cities and well-known sites."""
        return atlas_of(self._table("sites.toml"))

    @cached_property
    def contexts(self) -> Table:
        """Contexts of events, as `contexts.toml` has them."""
        return self._table("contexts.toml")

    @cached_property
    def modes(self) -> Mapping[Plover, Mapping[str, Mode]]:
        """Ways of doing an act, by its kind; those that stand first decide between two that are as likely."""
        found = {}
        for key, table in self._table("modes.toml").items():
            if key not in set(Plover):
                Entry("modes.toml", key, table).refuse(f"the categories are {', '.join(Plover)}")
            modes = subtable("modes.toml", {key: table}, key)
            found[Plover(key)] = {name: _mode(Entry("modes.toml", f"{key}.{name}", value)) for name, value in modes.items()}
        return found

    @cached_property
    def not_acts(self) -> tuple[Frame, ...]:
        """Ways of putting things that tell of no act, though a word of theirs does elsewhere: "meet a target"."""
        entry = Entry("plover.toml", "NONE", self._plover.get("NONE", {}))
        frames = [frame for one in entry.entries("frames") for frame in _frames(one)]
        entry.done()
        return tuple(also for frame in frames for also in _slipped(frame, self._slips))

    @cached_property
    def _slips(self) -> Mapping[str, tuple[str, ...]]:
        entry = Entry("plover.toml", "SLIPS", self._plover.get("SLIPS", {}))
        return {verb: entry.texts(verb) for verb in subtable("plover.toml", self._plover, "SLIPS")}

    @cached_property
    def _plover(self) -> Table:
        return self._table("plover.toml")

    @cached_property
    def table(self) -> PhraseTable:
        """Every name of a country, region or body."""
        return PhraseTable((*_country_senses(self.countries), *_region_senses(self.regions), *_body_senses(self.organisations)))

    @cached_property
    def currencies(self) -> Mapping[str, str]:
        """ISO 4217 codes by the words and signs that mean them, folded; and by the codes themselves."""
        entries: tuple[Country | Region, ...] = (*self.countries.values(), *self.regions.values())
        codes = {entry.currency.lower(): entry.currency for entry in entries if entry.currency}
        words = {fold(word): entry.currency for entry in entries if entry.currency for word in entry.currency_words}
        return {**codes, **words}


@cache
def standard() -> Lexicon:
    """The lexicon as it is shipped."""
    return Lexicon()


def _country(code: str, entry: Entry) -> Country:
    if not (len(code) == 3 and code.isalpha() and code.isupper()):  # an ISO 3166-1 alpha-3 code
        entry.refuse("a country stands under its ISO 3166-1 code of three capitals, such as [IRN]")
    country = Country(
        code=code,
        name=entry.text("name"),
        names=entry.texts("names"),
        demonyms=entry.texts("demonyms"),
        capital=entry.text_or_none("capital"),
        capitals=entry.texts("capitals"),
        metonyms=entry.texts("metonyms"),
        currency=entry.text_or_none("currency"),
        currency_words=entry.texts("currency_words"),
        prefixes=entry.texts("prefixes"),
        region=entry.text_or_none("region"),
    )
    entry.done()
    return country


def _check_unshared(countries: Mapping[str, Country]) -> None:
    """Complain where one word names two countries in the same way: the reader could only guess."""
    seen: dict[tuple[Role, str], Country] = {}
    for sense in _country_senses(countries):
        if isinstance(sense.entry, Country):
            other = seen.setdefault((sense.role, fold(sense.written)), sense.entry)
            if other is not sense.entry:
                fault = f"{sense.written!r} already stands as a {sense.role} under [{other.code}]; keep it in one place"
                Entry("countries.toml", sense.entry.code, {}).refuse(fault)


def _one_of(kinds: type[AnyKind], entry: Entry, key: str) -> AnyKind:
    """The kind that a line of an entry names."""
    name = entry.text(key)
    if name not in set(kinds):
        entry.refuse(f"{key} {name!r} is none of {', '.join(kinds)}")
    return kinds(name)


def _region(key: str, entry: Entry) -> Region:
    kind = _one_of(RegionType, entry, "type")
    region = Region(
        key=key,
        name=entry.text("name"),
        type=kind,
        names=entry.texts("names"),
        demonyms=entry.texts("demonyms"),
        metonyms=entry.texts("metonyms"),
        country=entry.text_or_none("country"),
        members=entry.texts("members"),
        currency=entry.text_or_none("currency"),
        currency_words=entry.texts("currency_words"),
    )
    entry.done()
    return region


def _organisation(key: str, entry: Entry) -> Organisation:
    kind = _one_of(BodyKind, entry, "kind")
    body = Organisation(
        key=key,
        name=entry.text("name"),
        kind=kind,
        acronyms=entry.texts("acronyms"),
        aliases=entry.texts("aliases"),
        country=entry.text_or_none("country"),
    )
    entry.done()
    return body


def _offices(table: Table) -> OfficeTerms:
    words = Entry("offices.toml", "words", table.get("words", {}))
    terms = OfficeTerms(
        offices=tuple(_office(entry) for _, entry in entries_of("offices.toml", subtable("offices.toml", table, "offices"))),
        heads=_pairs(table, "heads"),
        modifiers=frozenset(words.texts("modifiers")),
        former=frozenset(words.texts("former")),
        portfolios=frozenset(words.texts("portfolios")),
        honorifics=words.texts("honorifics"),
        group_words={
            **dict.fromkeys(words.texts("groups_of_people"), False),
            **dict.fromkeys(words.texts("groups_that_stand_for_government"), True),
        },
        group_references=words.texts("group_references"),
        singular_references=words.texts("singular_references"),
    )
    words.done()
    return terms


def _pairs(table: Table, key: str) -> dict[str, str]:
    entry = Entry("offices.toml", key, table.get(key, {}))
    return {word: entry.text(word) for word in subtable("offices.toml", table, key)}


def _office(entry: Entry) -> Office:
    office = Office(
        normal=entry.text("normal"),
        forms=entry.texts("forms"),
        plurals=entry.texts("plurals"),
        stands_for_government=entry.flag("stands_for_government"),
        envoy=entry.flag("envoy"),
    )
    entry.done()
    return office


def _category(key: str, entry: Entry) -> Category:
    if key not in set(Plover):
        entry.refuse(f"the categories are {', '.join(Plover)}")
    quad = _one_of(Quad, entry, "quad")
    category = Category(
        type=Plover(key),
        label=entry.text("label"),
        definition=entry.text("definition"),
        quad=quad,
        score=entry.number("score"),
        verbs=frozenset(entry.texts("verbs")),
        nouns=frozenset(entry.texts("nouns")),
        adjectives=frozenset(entry.texts("adjectives")),
        frames=tuple(frame for one in entry.entries("frames") for frame in _frames(one)),
    )
    entry.done()
    return category


def _mode(entry: Entry) -> Mode:
    mode = Mode(
        label=entry.text("label"),
        definition=entry.text("definition"),
        verbs=entry.texts("verbs"),
        nouns=entry.texts("nouns"),
        sure=entry.texts("sure"),
        words=entry.texts("words"),
    )
    entry.done()
    return mode


def _frames(entry: Entry) -> Iterator[Frame]:
    """A frame of the file, once for each of its verbs."""
    frame = Frame(
        verb="",
        particle=entry.text_or_none("particle"),
        objects=frozenset(entry.texts("object")),
        via=entry.text_or_none("via"),
        target=entry.text_or_none("target"),
        source=entry.text_or_none("source"),
        complement=entry.flag("complement"),
        status=entry.text_or_none("status"),
        infinitive=frozenset(entry.texts("infinitive")),
    )
    verbs = entry.texts_or_text("verb")
    entry.done()
    if not verbs:
        entry.refuse('the line verb = "…" is missing')
    if frame.via and not frame.objects:
        entry.refuse("via names the small word before one of the words of object, which are missing")
    if not (frame.particle or frame.objects or frame.complement or frame.target or frame.source or frame.infinitive):
        entry.refuse(f"a frame with nothing but verb = {verbs[0]!r} belongs into the list of verbs")
    for verb in verbs:
        lemma, _, particle = verb.partition(" ")
        yield replace(frame, verb=lemma, particle=particle or frame.particle)


def _slipped(frame: Frame, slips: Mapping[str, tuple[str, ...]]) -> Iterator[Frame]:
    """A frame, and the same under each wrong form that the parser may give its verb."""
    for verb in (frame.verb, *slips.get(frame.verb, ())):
        yield replace(frame, verb=verb)


def _with_slips(category: Category, slips: Mapping[str, tuple[str, ...]]) -> Category:
    verbs = {wrong + verb[len(verb.split()[0]) :] for verb in category.verbs for wrong in slips.get(verb.split()[0], ())}
    frames = tuple(also for frame in category.frames for also in _slipped(frame, slips))
    return replace(category, verbs=category.verbs | verbs, frames=frames)


def _senses(entry: Country | Region | Organisation, words: Mapping[Role, tuple[str | None, ...]]) -> Iterator[Sense]:
    for role, written in words.items():
        for one in written:
            if one is not None:
                yield Sense(entry, role, one)


def _country_senses(countries: Mapping[str, Country]) -> Iterator[Sense]:
    for one in countries.values():
        yield from _senses(
            one,
            {
                Role.NAME: (one.name, *one.names),
                Role.DEMONYM: one.demonyms,
                Role.CAPITAL: (one.capital, *one.capitals),
                Role.METONYM: one.metonyms,
            },
        )


def _region_senses(regions: Mapping[str, Region]) -> Iterator[Sense]:
    for one in regions.values():
        yield from _senses(one, {Role.NAME: (one.name, *one.names), Role.DEMONYM: one.demonyms, Role.METONYM: one.metonyms})


def _body_senses(bodies: Mapping[str, Organisation]) -> Iterator[Sense]:
    for one in bodies.values():
        yield from _senses(one, {Role.NAME: (one.name, *one.acronyms, *one.aliases)})
