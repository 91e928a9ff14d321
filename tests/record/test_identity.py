"""Who is who across sources: one person or body under any spelling, and namesakes kept apart."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peyvand.dates import bounds
from peyvand.errors import BadLexicon
from peyvand.model import ActorType
from peyvand.record.identity import Holders, Named, keys, likeness, meet, threshold
from peyvand.record.identity.tables import table

ROOT = Path(__file__).parents[2]
PAIRS = ROOT / "data" / "resolution" / "names.toml"


def person(name: str, country: str | None = None, *offices: tuple[str, str | None], aliases: tuple[str, ...] = ()) -> Named:
    """A person as a source names it."""
    return Named(name, ActorType.PERSON, country, aliases, offices)


def body(name: str, country: str | None = None) -> Named:
    """A body as a source names it."""
    return Named(name, ActorType.ORGANIZATION, country)


def one(first: Named, second: Named, *, rivals: int | None = None, holders: Holders | None = None) -> bool:
    """Whether two names are taken for one actor: they are looked at together, and what is found is enough."""
    there, back = likeness(first, second, rivals=rivals, holders=holders), likeness(second, first, rivals=rivals, holders=holders)
    assert there.probability == pytest.approx(back.probability), "who is compared with whom makes no difference"
    met = meet(keys(first, holders=holders), keys(second, holders=holders))
    return met and there.probability >= threshold()


@pytest.fixture(scope="module")
def holders() -> Holders:
    """The shipped table of office-holders."""
    return Holders.load()


# ---------------------------------------------------------------- spellings


@pytest.mark.parametrize(
    ("names", "country"),
    [
        (("Abbas Araghchi", "Abbas Araqchi", "Abbas Araghtchi", "Seyed Abbas Araghchi", "عباس عراقچی"), "IRN"),
        (("Hossein Amir-Abdollahian", "Hossein Amirabdollahian", "Hussein Amir Abdullahian", "حسین امیرعبداللهیان"), "IRN"),
        (("Shahriar Heydari", "Shahryar Heidari"), "IRN"),
        (("Shinzo Abe", "Abe Shinzo", "ABE Shinzō", "Abe, Shinzo", "安倍晋三"), "JPN"),
        (("Taro Ohno", "Tarou Oono", "Tarō Ōno", "Ono Taroh"), "JPN"),
        (("Mohammed bin Salman", "Muhammad bin Salmān Al Saud", "محمد بن سلمان"), "SAU"),
        (("Abdel Fattah el-Sisi", "Abdul Fatah Al-Sisi", "Abdelfattah Elsisi"), "EGY"),
        (("Moon Jae-in", "Mun Chae-in", "Jae-in Moon", "문재인"), "KOR"),
        (("Mao Zedong", "Mao Tse-tung", "Zedong Mao"), "CHN"),
        (("Recep Tayyip Erdoğan", "Tayyip Erdogan"), "TUR"),
        (("José Núñez Vela", "Jose Nunez", "José Luis Núñez Vela"), "ESP"),
        (("Louis St. Laurent", "Louis Saint-Laurent"), "CAN"),
        (("Gerhard Schröder", "Gerhard Schroeder", "Schröder, Gerhard"), "DEU"),
        (("William Clinton", "Bill Clinton", "W. Clinton"), "USA"),
        (("Sergei Lavrov", "Sergey Lavrov", "Сергей Лавров"), "RUS"),
    ],
)
def test_one_person_under_any_spelling(names: tuple[str, ...], country: str) -> None:
    """Transliterations, scripts, the order of names, long vowels, particles, hyphens, second surnames and initials."""
    first, *others = names
    for other in others:
        assert one(person(first, country), person(other, country)), f"{first} / {other}"


@pytest.mark.parametrize(
    ("first", "second", "country"),
    [
        ("Yoshimasa Hayashi", "Motoo Hayashi", "JPN"),
        ("Shinzo Abe", "Shintaro Abe", "JPN"),
        ("Naoto Kan", "Naoto Kanno", "JPN"),
        ("Hassan Ahmadi", "Hossein Ahmadi", "IRN"),
        ("Hamid Karimi", "Hamed Karimi", "IRN"),
        ("Mohsen Mohammad", "Mohsen Mohammadi", "IRN"),
        ("Ali Khamenei", "Ali Khomeini", "IRN"),
        ("Mohammad Khatami", "Mohammad Reza Khatami", "IRN"),
        ("Ali Hassan", "Hassan Ali", "IRQ"),
        ("Faisal bin Farhan", "Farhan bin Faisal", "SAU"),
        ("Kim Jong-un", "Kim Jong-nam", "PRK"),
        ("Wang Yi", "Wang Yang", "CHN"),
        ("George W. Bush", "George H. W. Bush", "USA"),
        ("John Smith Jr.", "John Smith Sr.", "USA"),
        ("J. Martin", "Peter Martin", "GBR"),
    ],
)
def test_namesakes_are_two(first: str, second: str, country: str) -> None:
    """A surname in common makes nobody one, nor do the same words in an order that means something else."""
    assert not one(person(first, country), person(second, country))


def test_a_surname_among_the_aliases_makes_no_one_of_two() -> None:
    """Both ministers are called "Hayashi" farther down in their articles."""
    assert not one(person("Yoshimasa Hayashi", "JPN", aliases=("Hayashi",)), person("Motoo Hayashi", "JPN", aliases=("Hayashi",)))


def test_the_same_name_in_another_country_or_walk_of_life_is_another_person() -> None:
    """José López of Mexico and of Spain; a minister and a goalkeeper; a grandson with his grandfather's name."""
    assert not one(person("José López", "MEX"), person("José López", "ESP"))
    minister = person("Karl Voss", "DEU", ("minister of finance of Germany", "2018"))
    assert not one(minister, person("Karl Voss", "DEU", ("goalkeeper", "2018-05")))
    assert not one(minister, person("Karl Voss", "DEU", ("minister of agriculture of Germany", "1931")))
    assert one(minister, person("Karl Voss", "DEU", ("ambassador of Germany to Japan", "2025")))


def test_two_offices_that_nobody_holds_together_are_two_persons() -> None:
    """On one day, Miguel Santos is finance minister here and ambassador there."""
    minister = person("Miguel Santos", "PRT", ("finance minister of Portugal", "2016-05-02"))
    assert not one(minister, person("Miguel Santos", "PRT", ("ambassador of Portugal to Iran", "2016-05-04")))


# ---------------------------------------------------------------- a surname alone


def test_a_surname_alone_needs_more_than_itself() -> None:
    """ "Laine" may be anybody of that name, until it can be nobody else, or holds the same office at the same time."""
    full = person("Aino Laine", "FIN", ("foreign minister of Finland", "2024-05"))
    assert one(person("Laine", "FIN"), full, rivals=0)
    assert not one(person("Laine", "FIN"), full, rivals=2)
    assert one(person("Laine", "FIN", ("Finnish foreign minister", "2024-05-20")), full)
    assert not one(person("Laine", "SWE"), full, rivals=0)


def test_a_surname_and_an_office_mean_who_held_it_then() -> None:
    """The foreign minister Hayashi of 2022 is Yoshimasa, the trade minister Hayashi of 2016 is Motoo."""
    foreign, trade = person("Yoshimasa Hayashi", "JPN"), person("Motoo Hayashi", "JPN")
    of_2022 = person("Hayashi", "JPN", ("foreign minister of Japan", "2022-05-10"))
    of_2016 = person("Hayashi", "JPN", ("METI minister", "2016-03"))
    assert one(of_2022, foreign)
    assert not one(of_2022, trade)
    assert one(of_2016, trade)
    assert not one(of_2016, foreign)
    assert not one(of_2016, of_2022)


def test_what_is_found_is_told_in_words() -> None:
    """An analyst reads why: the names, the country, the table."""
    found = likeness(person("Araghchi", "IRN"), person("عباس عراقچی", "IRN", ("foreign minister of Iran", "2025-01")))
    assert "both of IRN" in found.reasons
    assert any("table of office-holders" in reason for reason in found.reasons)
    apart = likeness(person("Anna Berg", "SWE"), person("Petra Berg", "SWE"))
    assert "“anna” and “petra” are different names" in apart.reasons


def test_a_word_in_hyphens_is_a_surname_alone() -> None:
    """ "Amir-Abdollahian" is short for the minister, and says nothing against a namesake's full name."""
    assert one(person("Amir-Abdollahian"), person("Hossein Amir-Abdollahian", "IRN", ("foreign minister of Iran", "2023-08")))
    assert not one(person("Gholam-Voss", "DEU"), person("Peter Gholam-Voss", "DEU"), rivals=1)


def test_who_has_no_name_is_somebody_else_in_every_source() -> None:
    """A spokesman here and a spokesman there; officials; the alias "the minister" that many have."""
    for words in ("a spokesman", "government spokeswoman", "senior American official", "Foreign Minister"):
        assert not one(person(words), person(words))
    assert not one(body("officials"), body("officials"))
    assert not one(body("officials"), body("Japanese officials", "JPN"))
    assert not one(person("Anna Berg", "SWE", aliases=("the minister",)), person("Karin Lund", "SWE", aliases=("the minister",)))


def test_a_description_meets_a_name_by_office_and_time() -> None:
    """ "The Finnish foreign minister" of one paper is whom another of that week calls by name and office."""
    described = person("Finnish foreign minister", "FIN", ("foreign minister of Finland", "2024-05-20"))
    assert one(described, person("Aino Laine", "FIN", ("foreign minister of Finland", "2024-05-17")))
    assert not one(described, person("Aino Laine", "FIN", ("foreign minister of Finland", "2019-05-17")))


# ---------------------------------------------------------------- bodies and countries


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (body("Ministry of Foreign Affairs of Japan"), body("Japanese Foreign Ministry")),
        (body("Gaimusho", "JPN"), body("Ministry of Foreign Affairs", "JPN")),
        (body("外務省", "JPN"), body("Japan's Ministry of Foreign Affairs")),
        (body("وزارت امور خارجه", "IRN"), body("Iranian Foreign Ministry")),
        (body("Ruritanian Centre for Wetlands"), body("Ruritanian Center for Wetlands")),
        (body("Hentzau Steel Co., Ltd."), body("Hentzau Steel Inc.")),
        (body("Strelsau Institute for Water Resources"), body("SIWR")),
        (body("Embassy of Japan in Tehran"), body("Japanese Embassy in Iran")),
        (Named("Iran", ActorType.COUNTRY, "IRN"), Named("Islamic Republic of Iran", ActorType.COUNTRY)),
    ],
)
def test_one_body_or_country_under_any_name(first: Named, second: Named) -> None:
    """By what a ministry is for, without the legal form, by acronym, in its own words, by its code."""
    assert one(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (body("Ministry of Foreign Affairs of Japan"), body("Ministry of Foreign Affairs of Iran")),
        (body("Foreign Ministry", "JPN"), body("Foreign Ministry", "IRN")),
        (body("Ministry of Energy", "IRN"), body("Ministry of Petroleum", "IRN")),
        (body("Hentzau Steel"), body("Hentzau Shipping")),
        (body("Bank of Japan"), body("Bank of Tokyo")),
        (body("University of Zenda"), body("Zenda University of Medical Sciences")),
        (body("Embassy of Japan in Tehran"), body("Embassy of Iran in Tokyo")),
        (body("Iran", "IRN"), Named("Iran", ActorType.COUNTRY, "IRN")),
        (person("Aino Laine", "FIN"), body("Aino Laine", "FIN")),
        (Named("North Korea", ActorType.COUNTRY, "PRK"), Named("South Korea", ActorType.COUNTRY, "KOR")),
    ],
)
def test_bodies_with_names_alike_are_two(first: Named, second: Named) -> None:
    """Of other countries, for other matters, and what is no body at all."""
    assert not one(first, second)


# ---------------------------------------------------------------- office-holders


@pytest.mark.parametrize(
    ("description", "day", "who"),
    [
        ("the foreign minister of Japan", "2019-06-12", "Taro Kono"),
        ("the foreign minister of Japan", "2019-12", "Toshimitsu Motegi"),
        ("Japanese Foreign Minister", "2022-07-01", "Yoshimasa Hayashi"),
        ("Japan's foreign minister", "2002-01-31", None),
        ("the foreign minister of Japan", "2019", None),
        ("the foreign minister of Japan", "2019-09-11", None),
        ("Iran's foreign minister", "2023-08-07", "Hossein Amir-Abdollahian"),
        ("the Iranian president", "2019-12-20", "Hassan Rouhani"),
        ("Prime Minister Abe", "2019-06", "Shinzo Abe"),
        ("Foreign Minister Abe", "1983-08", "Shintaro Abe"),
        ("former Prime Minister Fukuda", "2010", "Yasuo Fukuda"),
        ("the former foreign minister of Japan", "2019-06-12", None),
        ("Minister of Economy, Trade and Industry of Japan", "2016-02-05", "Motoo Hayashi"),
        ("Iran's ambassador to Japan", "2024-03", "Peiman Seadat"),
        ("Japan's ambassador in Tehran", "2019-06", "Mitsugu Saito"),
        ("the deputy foreign minister of Japan", "2019-06-12", None),
        ("the president of the football federation of Iran", "2019-12-20", None),
        ("the prime minister of Iran", "2019", None),
        ("the foreign minister of Finland", "2019", None),
        ("Premier", "2019", None),
    ],
)
def test_whom_a_text_of_a_day_means(holders: Holders, description: str, day: str, who: str | None) -> None:
    """By the date; on a day of change, in a gap, or for an office that isn't in the table, nobody."""
    found = holders.meant_by(description, day)
    assert (found.name if found else None) == who


def test_a_country_of_which_the_text_speaks_completes_a_description(holders: Holders) -> None:
    """ "Premier" in an article on Japan."""
    found = holders.meant_by("Premier", "2019-05", "JPN")
    assert found is not None
    assert found.name == "Shinzo Abe"


def test_a_description_is_the_person_it_means() -> None:
    """A text of May 2019 that names no one by "the foreign minister of Japan" means Kono, not Hayashi."""
    described = person("the foreign minister of Japan", "JPN", ("foreign minister of Japan", "2019-05-15"))
    assert one(described, person("Taro Kono", "JPN"))
    assert not one(described, person("Yoshimasa Hayashi", "JPN"))


def test_the_table_says_nothing_about_days_after_it_was_made(holders: Holders) -> None:
    """Who was in office when it was made may be gone."""
    assert holders.on("foreign minister", "JPN", table("holders.toml")["known_until"]) is not None
    assert holders.on("foreign minister", "JPN", "2199-01-01") is None


def test_an_office_by_another_of_its_names(holders: Holders) -> None:
    """The table's "ambassador to Iran" is asked for as a text writes it."""
    found = holders.on("ambassador in Tehran", "JPN", "2019-06-01")
    assert found is not None
    assert found.name == "Mitsugu Saito"


def test_a_desk_adds_its_own_office_holders() -> None:
    """Lines [[holders]] of desk.toml, in the same form."""
    line = {"office": "foreign minister", "country": "FIN", "name": "Aino Laine", "names": ["A. Laine"], "since": "2198-03"}
    extended = Holders.load([line])
    found = extended.meant_by("the Finnish foreign minister", "2199")
    assert found is not None
    assert found.name == "Aino Laine"
    assert one(person("Laine", "FIN", ("Finnish foreign minister", "2199-02")), person("Aino Laine", "FIN"), holders=extended)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"office": "president", "country": "FIN", "since": "2020"}, "name"),
        ({"office": "president", "country": "XXX", "name": "A", "since": "2020"}, "XXX"),
        ({"office": "president", "country": "FIN", "name": "A", "since": "last year"}, "last year"),
        ({"office": "president", "country": "FIN", "name": "A", "since": "2020", "untill": "2021"}, "untill"),
    ],
)
def test_a_line_that_means_nothing_is_told(line: dict[str, str], told: str) -> None:
    """By the desk's file, the number of the line and what is wrong."""
    with pytest.raises(BadLexicon, match=r"desk\.toml, \[holders 1\]") as refused:
        Holders.load([line])
    assert told in str(refused.value)


def test_the_table_of_office_holders_is_in_order(holders: Holders) -> None:
    """Every office has a source; terms follow each other, and none begins long before the last has ended."""
    assert all(group["source"] for group in table("holders.toml")["office"])
    by_office: dict[tuple[str, str], list[tuple[str, str | None]]] = {}
    for holder in holders:
        by_office.setdefault((holder.office, holder.country), []).append((holder.since, holder.until))
    assert {country for _, country in by_office} == {"IRN", "JPN"}
    for terms in by_office.values():
        for (since, until), (following, _) in pairwise(terms):
            began, ended, began_next = bounds(since), bounds(until or ".."), bounds(following)
            assert began is not None
            assert ended is not None
            assert began_next is not None
            assert began[0] <= ended[1]
            assert ended[0] <= began_next[1]
        assert all(until is not None for _, until in terms[:-1])


# ---------------------------------------------------------------- how well


WORDS = ("Abe", "bin", "林", "عراقچی", "Jr.", "of Japan", "Ministry", "-", "al-", "")


@given(
    st.tuples(
        st.text(max_size=40), st.sampled_from(["Abe", "bin", "林", "عراقچی", "Jr.", "of Japan", "Ministry", "-", "al-"])
    ).map(" ".join),
    st.text(max_size=40),
    st.sampled_from([ActorType.PERSON, ActorType.ORGANIZATION, ActorType.COUNTRY]),
    st.sampled_from([None, "IRN", "JPN", "KOR", "CHN", "FIN"]),
)
@settings(max_examples=300)
def test_any_text_may_be_a_name(name: str, other: str, kind: ActorType, country: str | None) -> None:
    """What a source has, in any script and with any rubbish in it, is compared, and both ways alike."""
    first, second = Named(name, kind, country), Named(other, kind, offices=((name, "2019"),))
    keys(first)
    there = likeness(first, second).probability
    assert 0 <= there <= 1
    assert likeness(second, first).probability == pytest.approx(there)


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The bench, as a module."""
    spec = importlib.util.spec_from_file_location("resolve_names", ROOT / "bench" / "resolve_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["resolve_names"] = module
    spec.loader.exec_module(module)
    return module


def test_the_table_of_pairs_is_large_and_hard() -> None:
    """Two hundred pairs, ninety of them two; no pair twice, no id twice."""
    rows = tomllib.loads(PAIRS.read_text(encoding="utf-8"))["pair"]
    assert len(rows) >= 200
    assert sum(not row["same"] for row in rows) >= 90
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({str((row["one"], row["other"], row.get("rivals"))) for row in rows}) == len(rows)


def test_names_are_told_well_enough(bench: ModuleType) -> None:
    """Precision and recall over all pairs and over those set aside; nearly all that are one share a key."""
    judged = list(bench.pairs(bench.TABLE))
    for some in (judged, [pair for pair in judged if pair.aside]):
        assert bench.precision(some) >= bench.PRECISION
        assert bench.recall(some) >= bench.RECALL
    same = [pair for pair in judged if pair.same]
    assert sum(pair.met for pair in same) / len(same) >= bench.PRECISION


def test_keys_are_few_and_selective() -> None:
    """A desk has a million names: a full name is compared with few others."""
    for name, country in (("Aino Laine", "FIN"), ("Shinzo Abe", "JPN"), ("Mohammad Javad Zarif", "IRN"), ("Aino Laine", None)):
        assert len(keys(person(name, country))) <= 12, name
    assert not meet(keys(person("Anna Berg", "SWE")), keys(person("Petra Berg", "SWE")))
    assert meet(keys(person("Berg", "SWE")), keys(person("Petra Berg", "SWE")))
    assert meet(keys(person("P. Berg", "SWE")), keys(person("Petra Berg", "SWE")))
