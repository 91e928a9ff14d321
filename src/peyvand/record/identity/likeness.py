"""Whether two names are one actor: what the names, countries, offices and the table of holders say, weighed together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import exp

from peyvand.model import ActorType
from peyvand.record.identity.bodies import Verdict, bodies_called, compare
from peyvand.record.identity.holders import Holders, Person, standard_holders
from peyvand.record.identity.named import Likeness, Named
from peyvand.record.identity.nameless import is_nameless
from peyvand.record.identity.nations import country_called
from peyvand.record.identity.offices import Held, Office, is_description, office_called, tie, years_apart
from peyvand.record.identity.persons import SURE, Match, PersonName, is_common, match, person_names
from peyvand.record.identity.sounds import Tongue, looks_japanese, tongue_of
from peyvand.record.identity.tables import table, weight
from peyvand.record.identity.writing import folded, is_arabic

_GOVERNMENTS = frozenset({ActorType.COUNTRY, ActorType.PLACE_LIKE_GOVERNMENT})
_TURNING = frozenset({Tongue.JAPANESE, Tongue.KOREAN, Tongue.CHINESE})


def likeness(one: Named, other: Named, *, rivals: int | None = None, holders: Holders | None = None) -> Likeness:
    """How probable it is that two names are one actor.

    `rivals` is how many further actors of the record a short name would fit as well as the full one it is compared
    with: 0 where it can mean nobody else there, None where that wasn't counted.
    """
    table_of = holders or standard_holders()
    if (one.type is ActorType.PERSON) is not (other.type is ActorType.PERSON):
        found = [Verdict(weight("types", "other"), "a person and none")]
    elif one.type is ActorType.PERSON:
        found = list(_persons(one, other, rivals, table_of))
    elif one.type is ActorType.ORGANIZATION and other.type is ActorType.ORGANIZATION:
        found = list(_bodies(one, other))
    elif one.type in _GOVERNMENTS and other.type in _GOVERNMENTS:
        found = [_governments(one, other)]
    else:
        found = [Verdict(weight("types", "other"), "a body and a country")]
    total = sum(piece.weight for piece in found)
    return Likeness(1 / (1 + exp(-total)), tuple(piece.reason for piece in found if piece.reason))


# ---------------------------------------------------------------- countries and bodies


def _governments(one: Named, other: Named) -> Verdict:
    codes = [
        actor.country if actor.type is ActorType.COUNTRY and actor.country else country_called(actor.name)
        for actor in (one, other)
    ]
    if codes[0] is not None and codes[1] is not None and one.type is other.type:
        same = codes[0] == codes[1]
    else:
        same = bool(
            {folded(name).removeprefix("the ") for name in one.names}
            & {folded(name).removeprefix("the ") for name in other.names}
        )
    return Verdict(
        weight("countries", "same" if same else "other"), f"both are {codes[0] or one.name}" if same else "two countries"
    )


def _bodies(one: Named, other: Named) -> Iterator[Verdict]:
    theirs = bodies_called(other.names, other.country)
    verdicts = [compare(ours, each) for ours in bodies_called(one.names, one.country) for each in theirs]
    verdict = max(verdicts, key=lambda each: each.weight)
    against = min(verdicts, key=lambda each: each.weight)
    yield against if against.weight == weight("bodies", "known_other") and verdict.weight < weight("bodies", "known") else verdict
    yield from _by_country(one, other, weight("bodies", "other_country"))


def _by_country(one: Named, other: Named, against: float) -> Iterator[Verdict]:
    if one.country is not None and other.country is not None:
        same = one.country == other.country
        reason = f"both of {one.country}" if same else f"{one.country} and {other.country}"
        yield Verdict(weight("country", "same") if same else against, reason)


# ---------------------------------------------------------------- persons


@dataclass(frozen=True, slots=True)
class _Fit:
    """Two names of persons held against each other, with what that weighs."""

    first: PersonName
    second: PersonName
    match: Match
    verdict: Verdict
    short: bool  # one has a surname alone


def _persons(one: Named, other: Named, rivals: int | None, holders: Holders) -> Iterator[Verdict]:
    tongue = tongue_of(one.country) or tongue_of(other.country)
    held, other_held = _held(one), _held(other)
    first, second = _holder(one, held, holders), _holder(other, other_held, holders)
    fit = _best(one, other, tongue)
    if first is None or first != second or fit.verdict.weight > 0:  # else the scripts have nothing in common
        yield fit.verdict
    yield from _by_country(one, other, weight("country", "other"))
    bond = tie(held, other_held)
    if bond.weight:
        yield Verdict(bond.weight, bond.reason)
    gap = years_apart(held, other_held)
    if gap is not None and gap > weight("offices", "years_apart"):
        yield Verdict(weight("offices", "long_ago"), f"{gap:.0f} years between their offices")
    if first is not None and second is not None:
        same = first == second
        yield Verdict(
            weight("holders", "same" if same else "other"),
            f"both are {first[1]} of the table of office-holders" if same else "two office-holders",
        )
    elif fit.short and fit.match.surname and rivals is None:
        yield from _only(one, other, fit, holders)
    if fit.short and rivals is not None and fit.match.words and not (first is not None and first == second):
        yield from _by_rivals(rivals, strong=bond.weight >= weight("offices", "same_at_the_time"))


def _by_rivals(rivals: int, *, strong: bool) -> Iterator[Verdict]:
    if rivals <= 0:
        yield Verdict(weight("persons", "unique"), "nobody else of that name in the record")
    elif not strong:
        yield Verdict(weight("persons", "rivals"), f"{rivals} other{'s' * (rivals > 1)} of that name in the record")


def _only(one: Named, other: Named, fit: _Fit, holders: Holders) -> Iterator[Verdict]:
    """A surname that only one person of the table has, where the full name is that person's."""
    short, full = (fit.first, other) if not fit.first.is_full else (fit.second, one)
    person = holders.known(full)
    country = person[0] if person is not None else one.country or other.country
    if country is None or is_common(short.parts[-1]):
        return
    only = holders.only(short.parts[-1], country)
    if only is not None and (only == person or not (fit.first.is_full or fit.second.is_full)):
        yield Verdict(weight("holders", "only"), f"{only[1]} is the only one of that surname in the table of office-holders")


def _held(actor: Named) -> tuple[Held, ...]:
    """An actor's offices; a description that stands for a name is one."""
    titles = [*actor.offices]
    if actor.offices and is_description(actor.name, actor.country):
        titles.append((actor.name, actor.offices[0][1]))
    return tuple((_whole(office_called(title, actor.country)), day) for title, day in titles)


def _whole(office: Office) -> Office:
    """An office of which something is left unread may be one of many: "president of Mitsui"."""
    return replace(office, single=office.single and not office.rest)


def holder_of(actor: Named, holders: Holders) -> Person | None:
    """The person of the table that an actor is."""
    return _holder(actor, _held(actor), holders)


def _holder(actor: Named, held: tuple[Held, ...], holders: Holders) -> Person | None:
    """The person of the table that an actor is, by the name's spelling, or by surname, office and day."""
    known = holders.known(actor)
    if known is not None:
        return known
    tongue = tongue_of(actor.country)
    for office, day in held:
        if day is None or office.past or office.country is None or not office.single:
            continue
        holder = holders.on(office.key, office.country, day)
        if holder is None:
            continue
        if is_description(actor.name, actor.country) or any(
            _short_for(name, holder.name, tongue) for name in person_names(actor.name, tongue)
        ):
            return holder.person
    return None


def _short_for(name: PersonName, full: str, tongue: Tongue | None) -> bool:
    """Whether a name is the surname of a full one, or that with an initial."""
    found = [match(name, whole, tongue) for whole in person_names(full, tongue)]
    return any(fit.words and fit.surname and not fit.left[0] and not fit.left_initials[0] and fit.sure > SURE for fit in found)


def names_of(actor: Named, tongue: Tongue | None) -> list[PersonName]:
    """The names of a person, without what is none: an alias such as "the minister", a description in place of a name."""
    named = [written for written in actor.names if not is_nameless(written) and not is_description(written, actor.country)]
    return [name for written in named for name in person_names(written, tongue)]


def _best(one: Named, other: Named, tongue: Tongue | None) -> _Fit:
    """The two names that decide: the full names of both where there are any, since "Hayashi" is an alias of many."""
    ours, theirs = names_of(one, tongue), names_of(other, tongue)
    if not ours or not theirs:
        name = PersonName((folded(one.name),))
        return _Fit(name, name, Match(), Verdict(weight("persons", "nameless"), "a description, no name"), short=False)
    full, other_full = [name for name in ours if name.is_full], [name for name in theirs if name.is_full]
    fits = [_fit(a, b, tongue) for a in full or ours for b in other_full or theirs]
    return max(fits, key=lambda fit: (fit.verdict.weight, fit.match.words))


def _fit(first: PersonName, second: PersonName, tongue: Tongue | None) -> _Fit:
    found = match(first, second, tongue)
    short = not (first.is_full and second.is_full)
    verdict = _short(first, second, found) if short else _full(first, second, found, tongue)
    return _Fit(first, second, found, verdict, short)


def _short(first: PersonName, second: PersonName, found: Match) -> Verdict:
    """What a surname alone says."""
    name = first if not first.is_full else second
    word = name.parts[-1]
    if not found.words:
        return Verdict(weight("persons", "nothing"), "no word in common")
    common = "_common" if is_common(word) else ""
    if not first.is_full and not second.is_full:
        return Verdict(weight("persons", f"one_word{common}") + _alike(found), f"both are called {word} alone")
    if not found.surname:
        return Verdict(weight("persons", "given_alone"), f"{word} is no surname of the other")
    reason = f"the surname {word}" + (", which is common" if common else "")
    return Verdict(
        weight("persons", f"surname{common}") + (weight("persons", "surname_alike") if found.sure < SURE else 0), reason
    )


def _alike(found: Match) -> float:
    return 0.0 if found.sure > SURE else weight("persons", "alike")


def _full(first: PersonName, second: PersonName, found: Match, tongue: Tongue | None) -> Verdict:
    """What two full names say of each other."""
    left = found.left
    if not found.words:
        return Verdict(weight("persons", "nothing"), "no word in common")
    if left[0] and left[1]:
        return Verdict(weight("persons", "other_words"), f"“{' '.join(left[0])}” and “{' '.join(left[1])}” are different names")
    if any(side and words for side, words in zip(found.left_initials, reversed(left), strict=True)) or all(found.left_initials):
        return Verdict(weight("persons", "other_initials"), "the initials don't fit")
    base, reason = _fullness(first, second, found, tongue)
    if found.turned and not _may_turn(first, second, tongue):
        base, reason = base + weight("persons", "turned"), "the same words in another order"
    if found.sure < SURE:
        base, reason = base + weight("persons", "alike"), f"{reason}, in spellings that are only alike"
    if first.generation != second.generation:
        one_sided = None in (first.generation, second.generation)
        return Verdict(base + weight("persons", "generation_of_one" if one_sided else "generation"), "of another generation")
    return Verdict(base, reason)


def _fullness(first: PersonName, second: PersonName, found: Match, tongue: Tongue | None) -> tuple[float, str]:
    """What it weighs that all words of the shorter name fit."""
    more = found.left[0] or found.left[1]
    longer = first if found.left[0] else second
    if found.words == 1:
        if found.initials and found.surname:
            further = any(found.left_initials) and found.initials > 1
            return weight("persons", "other_initials" if further else "initial"), "the surname and an initial"
        if found.initials:
            return weight("persons", "given_alone"), "one given name and an initial"
        return weight("persons", "given_alone"), "only one word in common"
    if not more:
        further = any(found.left_initials) and found.initials > 0
        return (
            (weight("persons", "other_initials"), "further initials")
            if further
            else (weight("persons", "full"), "the same full name")
        )
    if not found.surname:
        return weight("persons", "given_alone"), "the surnames don't fit"
    place = [longer.parts.index(word) for word in more if word in longer.parts]
    if tongue in {Tongue.EASTERN, None} and place and not any(is_arabic(word) for word in longer.parts):
        drops = table("names.toml")["dropped_before_another"].split()
        if place == [0] and longer.parts[0][:4] in {word[:4] for word in drops}:
            return weight("persons", "full") - weight("persons", "left_out"), "the same name but for the first"
        if place == [1] and longer.parts[0][:4] in {word[:4] for word in drops} and len(longer.parts) == 3:
            return weight("persons", "part_of") + weight("persons", "given_more"), f"“{more[0]}” makes another given name"
    return weight("persons", "part_of"), f"the same name, one with “{' '.join(more)}” besides"


def _may_turn(first: PersonName, second: PersonName, tongue: Tongue | None) -> bool:
    """Whether the order of the words says nothing: where surnames stand first at home, or the writing tells."""
    if tongue in _TURNING or first.ordered or second.ordered:
        return True
    return tongue is None and all(looks_japanese(part) for part in (*first.parts, *second.parts))
