"""Names of bodies: ministries by what they are for, companies without their legal form, acronyms with what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from peyvand.reading.lexicon.entries import BodyKind
from peyvand.record.identity.nameless import is_group_word, is_unnamed_body
from peyvand.record.identity.nations import countries_in, standard_lexicon
from peyvand.record.identity.sounds import Tongue, same_sound
from peyvand.record.identity.tables import table, weight
from peyvand.record.identity.writing import folded

_SHORTEST_ACRONYM = 3
_LONGEST = 24  # words of a name


@dataclass(frozen=True, slots=True)
class Body:
    """What a name of a body says."""

    words: tuple[str, ...]  # that tell it apart, in one spelling each
    countries: tuple[str, ...]  # named in it, by name or people
    identity: str | None = None  # of a ministry "ministry of foreign of JPN"; of a body of the lexicon, its key
    acronym: str | None = None  # where the name is one
    initials: tuple[str, ...] = ()  # the acronyms that it would have, with and without its legal form
    owner: str | None = None  # the country that it is known to be of, named in it or not
    unnamed: bool = False  # "officials", "Japanese banks"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two names of bodies say of their being one."""

    weight: float
    reason: str


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in table("bodies.toml")[key].split())


@cache
def _one_spelling() -> Mapping[str, str]:
    return {folded(word): folded(line.split()[0]) for line in table("bodies.toml")["same"] for word in line.split()}


@cache
def _known() -> Mapping[str, tuple[tuple[str, str | None], ...]]:
    """The names of the lexicon's bodies, each with the keys and countries of those that have it."""
    found: dict[str, tuple[tuple[str, str | None], ...]] = {}
    for one in standard_lexicon().organisations.values():
        for name in (one.name, *one.acronyms, *one.aliases):
            found[_plain(name)] = (*found.get(_plain(name), ()), (one.key, one.country))
    for union in standard_lexicon().regions.values():
        for name in (union.name, *union.names):
            found.setdefault(_plain(name), ((union.key, None),))
    return found


def _plain(name: str) -> str:
    """A name of a body, folded, without "the" and full stops."""
    cut = re.sub(r"[^\w&\u200c]+", " ", re.sub(r"['’]s\b|\.(?=\w\.|\s|$)", "", folded(name).replace("&", " and "))).strip()
    return re.sub(r"\s+", " ", cut.removeprefix("the ")).strip()


@lru_cache(maxsize=65536)
def body_called(name: str, country: str | None) -> Body:
    """What a name says, of a body of a country."""
    codes, rest = countries_in(re.sub(r"['’]s\b", "", name), capitals=False)
    plain = [word for word in _plain(rest).split() if word not in _words("legal")]
    words = [_one_spelling().get(word, word) for word in plain if word not in _words("small")]
    spelt = [word for word in _plain(name).split() if word not in _words("small")]
    squeezed = re.sub(r"[.\s]", "", name)
    acronym = squeezed.casefold() if squeezed.isupper() and squeezed.isalpha() and 1 < len(squeezed) < 9 else None
    return Body(
        words=tuple(dict.fromkeys(words))[:_LONGEST],
        countries=codes,
        identity=(identity := _identity(name, country)),
        acronym=acronym,
        initials=tuple(
            dict.fromkeys("".join(w[0] for w in spelt if w not in left_out) for left_out in (frozenset(), _words("legal")))
        ),
        owner=codes[0] if codes else country,
        unnamed=identity is None and acronym is None and is_unnamed_body(name),
    )


def _identity(name: str, country: str | None) -> str | None:
    """Which body it is, where the tables tell."""
    plain = _plain(name)
    native = {folded(key): value for key, value in table("bodies.toml")["native"].items()}.get(folded(name).strip())
    if native is not None and (native[1] or country):
        return f"ministry of {native[0]} of {native[1] or country}"
    return _embassy(name, country) or _ministry(name, country) or _in_lexicon(plain, country)


def _in_lexicon(plain: str, country: str | None) -> str | None:
    keys = {key for key, owner in _known().get(plain, ()) if country is None or owner in (None, country)}
    return keys.pop() if len(keys) == 1 else None


def _embassy(name: str, country: str | None) -> str | None:
    """Of an embassy whose it is, and where; its city and the country of that are the same."""
    codes, rest = countries_in(name)
    if not _words("embassies") & set(rest.split()) or not codes:
        return None
    if len(codes) == 1 and country not in (None, codes[0]):
        return f"embassy of {country} in {codes[0]}"
    return f"embassy of {codes[0]} in {codes[1]}" if len(codes) > 1 and codes[0] != codes[1] else None


def _ministry(name: str, country: str | None) -> str | None:
    """Of a ministry what it is for, and of which country."""
    codes, rest = countries_in(name, capitals=False)
    words = [word for word in _plain(rest).split() if word not in {"of", "for", "the"} | _words("light")]
    heads = [word for word in words if word in _words("ministry")]
    owner = codes[0] if codes else country
    if len(heads) != 1 or owner is None:
        return None
    rest = " ".join(word for word in words if word not in heads)
    for portfolio, names in table("bodies.toml")["portfolios"].items():
        if rest in names or rest.replace(" and ", " ") in names:
            return f"ministry of {portfolio} of {owner}"
    return None


@lru_cache(maxsize=65536)
def compare(one: Body, other: Body) -> Verdict:
    """What speaks for two names being one body's, or against it."""
    if one.identity is not None and other.identity is not None and not _is_other_firm(one, other):
        known = one.identity == other.identity
        if known or (not one.identity.startswith("embassy")) == (not other.identity.startswith("embassy")):
            return Verdict(
                weight("bodies", "known" if known else "known_other"), f"both are {one.identity}" if known else "two bodies"
            )
    if one.countries and other.countries and one.countries != other.countries:
        return Verdict(
            weight("bodies", "other_country"), f"of {' and '.join(one.countries)}, not of {' and '.join(other.countries)}"
        )
    if _is_acronym(one, other) or _is_acronym(other, one):
        return Verdict(weight("bodies", "acronym"), "one is the acronym of the other")
    if one.acronym is not None and other.acronym is not None and one.acronym != other.acronym:
        return Verdict(weight("bodies", "other_words"), "two acronyms")
    return _by_words(one, other)


def _is_other_firm(one: Body, other: Body) -> bool:
    """Whether two names under one key of the lexicon are two companies of a group: "Mitsubishi Heavy Industries"."""
    organisation = standard_lexicon().organisations.get(one.identity or "")
    if one.identity != other.identity or organisation is None or organisation.kind is not BodyKind.COMPANY:
        return False
    _, left = _left(one.words, other.words)
    return sorted(map(len, left)) in ([0, 2], [0, 3]) and one.acronym is None and other.acronym is None


def _is_acronym(short: Body, full: Body) -> bool:
    return (
        short.acronym is not None
        and len(short.acronym) >= _SHORTEST_ACRONYM
        and full.acronym is None
        and short.acronym in full.initials
    )


def _by_words(one: Body, other: Body) -> Verdict:
    sure, left = _left(one.words, other.words)
    telling = (tuple(set(left[0]) - _words("light")), tuple(set(left[1]) - _words("light")))
    shared = [word for word in one.words if word not in left[0]]
    generic = one.unnamed or other.unnamed or all(is_group_word(word) for word in shared)
    if telling[0] and telling[1]:
        return Verdict(weight("bodies", "other_words"), f"“{' '.join(telling[0])}” and “{' '.join(telling[1])}”")
    if not shared and (one.words or other.words or not one.countries or one.countries != other.countries):
        return Verdict(weight("bodies", "other_words"), "nothing in common")
    if telling[0] or telling[1]:
        return Verdict(weight("bodies", "more_words"), f"one has “{' '.join(telling[0] or telling[1])}” beside the same words")
    if generic and (one.owner is None or one.owner != other.owner):
        return Verdict(weight("bodies", "words_generic"), "the same words, which many have")
    base = weight("bodies", "light_words" if left[0] or left[1] else "words")
    if bool(one.countries) != bool(other.countries) and one.owner != other.owner:
        base += weight("bodies", "unsaid_country")
    return Verdict(base if sure == 1 else base + weight("bodies", "alike"), "the same words")


def _left(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[float, tuple[tuple[str, ...], tuple[str, ...]]]:
    """How sure the surest pairs of words are at the least, and the words of each without a partner."""
    sure, rest = 1.0, list(other)
    left: list[str] = []
    joined = ["".join(one), "".join(other)]
    if joined[0] == joined[1]:
        return 1.0, ((), ())
    for word in one:
        scores = {each: _same_word(word, each) for each in rest}
        best = max(scores, key=lambda each: scores[each], default=None)
        if best is None or not scores[best]:
            left.append(word)
            continue
        rest.remove(best)
        sure = min(sure, scores[best])
    return sure, (tuple(left), tuple(rest))


def _same_word(one: str, other: str) -> float:
    if one == other or one.rstrip("s") == other.rstrip("s"):
        return 1.0
    return same_sound(one, other, Tongue.WESTERN) if min(len(one), len(other)) >= 5 else 0.0


def bodies_called(names: Sequence[str], country: str | None) -> tuple[Body, ...]:
    """What an actor's names say; aliases that any body may have ("the company") say nothing beside a name."""
    found = [body_called(name, country) for name in names]
    return tuple(body for body in found if not body.unnamed) or tuple(found[:1])


def body_keys(body: Body) -> frozenset[str]:
    """The keys of a body: what it is known as, its telling words, and its acronym."""
    if body.unnamed and body.owner is None:
        return frozenset()  # "officials" are others in every source
    found = {f"b:{body.identity}"} if body.identity else set()
    telling = [word for word in body.words if not is_group_word(word) and word not in _words("light")]
    found |= {f"w:{word.rstrip('s')[:6]}" for word in telling[:2]}
    if not telling and body.words:
        found.add(f"w:{' '.join(sorted(body.words))}|{body.owner or ''}")
    found |= {f"a:{one}" for one in ((body.acronym,) if body.acronym else body.initials) if len(one) >= _SHORTEST_ACRONYM}
    return frozenset(found)
