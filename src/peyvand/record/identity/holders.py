"""Who held which office when: "the foreign minister of Japan" of a day, and the spellings by which a holder is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from peyvand.countries import check_country
from peyvand.dates import bounds, check_date
from peyvand.errors import BadDate, BadLexicon, UnknownCountry
from peyvand.reading.lexicon.tables import Entry
from peyvand.record.identity.named import Named
from peyvand.record.identity.offices import office_called
from peyvand.record.identity.persons import SURE, PersonName, match, person_names
from peyvand.record.identity.skeletons import person_keys, skeletons
from peyvand.record.identity.sounds import same_sound, tongue_of
from peyvand.record.identity.tables import table

Person: TypeAlias = tuple[str, str]  # the country, and the name in the table
_DESK = "desk.toml"


@dataclass(frozen=True, slots=True)
class Holder:
    """One term in an office; without `until` it ran on when the table was made."""

    office: str  # "foreign minister", "ambassador to Japan"
    country: str
    name: str
    names: tuple[str, ...]  # other spellings, in any script
    since: str  # EDTF
    until: str | None
    acting: bool = False

    @property
    def person(self) -> Person:
        """Who it is, whatever the term."""
        return self.country, self.name


@dataclass(frozen=True, slots=True)
class _Term:
    """A holder with the days on which the term may have run, and those on which it surely did."""

    holder: Holder
    may: tuple[date, date]
    does: tuple[date, date]


class Holders:
    """The table of `holders.toml`, and what a desk adds to it."""

    def __init__(self, terms: Iterable[tuple[Holder, date]]) -> None:
        self._terms: dict[tuple[str, str], list[_Term]] = defaultdict(list)
        self._called: dict[str, set[tuple[Person, str]]] = defaultdict(set)
        self._surnames: dict[tuple[str, str], set[tuple[Person, str]]] = defaultdict(set)
        for holder, end in terms:
            self._terms[holder.office, holder.country].append(_term(holder, end))
            self._index(holder)

    @classmethod
    def load(cls, extra: Iterable[Mapping[str, Any]] = ()) -> Holders:
        """The shipped table with the lines `[[holders]]` of a desk, which go before shipped ones of the same term."""
        added = [_added(at, line) for at, line in enumerate(extra, 1)]
        replaced = {(one.office, one.country, one.name, one.since) for one in added}
        shipped = _shipped()
        end = date.fromisoformat(table("holders.toml")["known_until"])
        kept = [(one, end) for one in shipped if (one.office, one.country, one.name, one.since) not in replaced]
        return cls([*kept, *((one, date.max) for one in added)])

    def __iter__(self) -> Iterator[Holder]:
        return (term.holder for terms in self._terms.values() for term in terms)

    def on(self, office: str, country: str, day: str) -> Holder | None:
        """Who held an office on a day (EDTF), or all through a month or year; None where that isn't one and certain.

        The office may be called otherwise than the table calls it: "minister of foreign affairs", "ambassador to Tehran".
        """
        found = self._during(office_called(office, country).key, country, day)
        asked = bounds(day)
        if asked is None or len({term.holder.person for term in found}) != 1:
            return None
        for term in found:
            if term.does[0] <= asked[0] and asked[1] <= term.does[1]:
                return term.holder
        return None

    def _during(self, office: str, country: str, day: str) -> list[_Term]:
        """The terms that may have run at some time of a day, month or year."""
        asked = bounds(day)
        if asked is None:
            return []
        return [term for term in self._terms.get((office, country), ()) if term.may[0] <= asked[1] and asked[0] <= term.may[1]]

    def meant_by(self, description: str, day: str, country: str | None = None) -> Holder | None:
        """Whom a text of a day means by "the foreign minister of Japan", "Premier", "Prime Minister Abe"; None if unsure.

        `country` is the country of which the text speaks, for descriptions that name none.
        """
        office = office_called(description, country)
        countries = [office.country] if office.country else sorted({code for key, code in self._terms if key == office.key})
        if office.rest:
            return self._named(office.key, countries, office.rest, day)
        if office.past or office.country is None or not office.single:
            return None
        return self.on(office.key, office.country, day)

    def _named(self, office: str, countries: Iterable[str | None], name: str, day: str) -> Holder | None:
        """The holder of that name who came into office by the day: of two, the one who held it then."""
        asked = bounds(day)
        found = [
            term
            for code in countries
            if code is not None
            for term in self._terms.get((office, code), ())
            if asked is not None and term.may[0] <= asked[1] and _is_called(term.holder, name)
        ]
        within = [term for term in found if asked is not None and term.may[1] >= asked[0]]
        chosen = within or found
        return chosen[-1].holder if len({term.holder.person for term in chosen}) == 1 else None

    def known(self, actor: Named) -> Person | None:
        """The person of the table whose name, in any spelling, an actor has; None where it is no one's or several's."""
        tongue = tongue_of(actor.country)
        found: set[Person] = set()
        for written in actor.names:
            for name in person_names(written, tongue):
                if not name.is_full and not _is_foreign(written):
                    continue
                for key in person_keys(name, tongue):
                    for person, spelling in self._called.get(key, ()):
                        if actor.country in (None, person[0]) and _fits(name, spelling, person[0]):
                            found.add(person)
        return found.pop() if len(found) == 1 else None

    def only(self, surname: str, country: str) -> Person | None:
        """The one person of the table from a country who has a surname."""
        tongue = tongue_of(country)
        found = {
            person
            for key in skeletons(surname, tongue)
            for person, own in self._surnames.get((key, country), ())
            if same_sound(surname, own, tongue) > SURE
        }
        return found.pop() if len(found) == 1 else None

    def _index(self, holder: Holder) -> None:
        tongue = tongue_of(holder.country)
        for spelling in (holder.name, *holder.names):
            for name in person_names(spelling, tongue):
                for key in person_keys(name, tongue):
                    self._called[key].add((holder.person, spelling))
        for name in person_names(holder.name, tongue):
            for key in skeletons(name.parts[-1], tongue):
                self._surnames[key, holder.country].add((holder.person, name.parts[-1]))


def _is_foreign(written: str) -> bool:
    """Whether a name is in another script, in which the table may have a surname alone: "アラグチ"."""
    return any(ord(sign) > 0x500 for sign in written)


def _fits(name: PersonName, spelling: str, country: str) -> bool:
    """Whether a name is a spelling of the table, word for word."""
    tongue = tongue_of(country)
    for other in person_names(spelling, tongue):
        found = match(name, other, tongue)
        whole = not any(found.left) and not any(found.left_initials)
        if whole and found.words and not found.initials and found.sure > SURE:
            return True
    return False


def _is_called(holder: Holder, name: str) -> bool:
    """Whether a holder has a name or a surname."""
    tongue = tongue_of(holder.country)
    for written in person_names(name, tongue):
        for spelling in (holder.name, *holder.names):
            for own in person_names(spelling, tongue):
                found = match(written, own, tongue)
                if found.words and found.sure > SURE and not found.left[0] and found.surname:
                    return True
    return False


@cache
def standard_holders() -> Holders:
    """The shipped table alone."""
    return Holders.load()


@cache
def _shipped() -> tuple[Holder, ...]:
    """The lines of the shipped table."""
    return tuple(
        _holder({**line, "office": group["office"], "country": group["country"]})
        for group in table("holders.toml")["office"]
        for line in group["holders"]
    )


def _holder(line: Mapping[str, Any]) -> Holder:
    own = line.get("own")
    names = dict.fromkeys((*([own] if own else []), *line.get("names", ())))
    return Holder(
        line["office"], line["country"], line["name"], tuple(names), line["since"], line.get("until"), line.get("acting", False)
    )


def _added(at: int, line: Mapping[str, Any]) -> Holder:
    """A line of a desk, checked."""
    entry = Entry(_DESK, f"holders {at}", dict(line))
    try:
        holder = Holder(
            office=entry.text("office"),
            country=check_country(entry.text("country")),
            name=entry.text("name"),
            names=entry.texts("names"),
            since=check_date(entry.text("since")),
            until=check_date(until) if (until := entry.text_or_none("until")) else None,
            acting=entry.flag("acting"),
        )
    except (BadDate, UnknownCountry) as fault:
        raise BadLexicon(_DESK, f"holders {at}", str(fault).rstrip(".")) from fault
    entry.done()
    return holder


def _term(holder: Holder, end: date) -> _Term:
    """A term with its days; "~" and "?" reach as far again as the date is long, a month at the least."""
    first = _reach(holder.since)
    last = _reach(holder.until) if holder.until is not None else (end, end)
    return _Term(holder, (first[0], last[1]), (first[1], last[0]))


def _reach(edtf: str) -> tuple[date, date]:
    low, high = bounds(edtf) or (date.min, date.max)
    if not edtf.endswith(("~", "?", "%")):
        return low, high
    margin = max(high - low, timedelta(days=30))
    return low - margin, high + margin
