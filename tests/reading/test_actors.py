"""Who is who in a document: names, offices and every other way of speaking of somebody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peyvand.model import ActorType
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import Analysis
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer
from peyvand.reading.who.naming import Entity

MakeCast = Callable[..., Cast]


@pytest.fixture
def make_cast(make_analysis: Callable[..., Analysis]) -> MakeCast:
    """Builds the cast of a text."""

    def build(text: str, *, pair: tuple[str, str] | None = None) -> Cast:
        return Cast(make_analysis(text, published="2024-05-20", pair=pair), Gazetteer(standard()))

    return build


def meant(cast: Cast, word: str, sentence: int = -1) -> list[str]:
    """Who the last noun phrase headed by a word in a sentence means."""
    here = cast.analysis.sentences[sentence]
    tokens = [token for token in here.span if token.text == word]
    return [entity.name for entity in cast.who(here, tokens[-1])]


def person(cast: Cast, name: str) -> Entity:
    """The person of this name."""
    return next(one for one in cast.persons if one.name == name)


@pytest.mark.parametrize(
    ("text", "name", "office", "country"),
    [
        ("Iran's Foreign Minister Sadegh Ghotbzadeh resigned.", "Sadegh Ghotbzadeh", "foreign minister of Iran", "IRN"),
        ("Japanese Prime Minister Takeo Fukuda flew to Tehran.", "Takeo Fukuda", "prime minister of Japan", "JPN"),
        ("Takeo Fukuda, the prime minister of Japan, flew to Tehran.", "Takeo Fukuda", "prime minister of Japan", "JPN"),
        ("The Finnish ambassador to Chile, Aino Laine, was recalled.", "Aino Laine", "ambassador of Finland to Chile", "FIN"),
        ("Aino Laine, Finland's deputy trade minister, spoke first.", "Aino Laine", "deputy trade minister of Finland", "FIN"),
        (
            "Undersecretary of Foreign Affairs Maria Santos met reporters.",
            "Maria Santos",
            "undersecretary of Foreign Affairs",
            None,
        ),
        ("King Hussein of Jordan left for London.", "King Hussein", "king of Jordan", "JOR"),
        (
            "The former Swedish ambassador to Iraq, Karin Holm, disagreed.",
            "Karin Holm",
            "former ambassador of Sweden to Iraq",
            "SWE",
        ),
    ],
)
def test_an_office_beside_a_name(make_cast: MakeCast, text: str, name: str, office: str, country: str | None) -> None:
    """A person's office and country are taken from the words beside the name."""
    found = person(make_cast(text), name)
    assert (found.office, found.country) == (office, country)


def test_a_counterpart_gets_the_same_office(make_cast: MakeCast) -> None:
    """A named counterpart holds the same office for his own country."""
    cast = make_cast("Chile's Foreign Minister Ana Rojas met her Norwegian counterpart, Lars Dahl, in Oslo.")
    assert person(cast, "Lars Dahl").office == "foreign minister of Norway"


def test_a_surname_is_the_person_named_in_full(make_cast: MakeCast) -> None:
    """A surname later in the text means the one whose full name was given, and adds no second person."""
    cast = make_cast("Chile's Foreign Minister Ana Rojas arrived on Friday. Rojas will stay for two days.")
    assert meant(cast, "Rojas") == ["Ana Rojas"]
    assert [one.name for one in cast.persons] == ["Ana Rojas"]


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Chile's Foreign Minister Ana Rojas arrived in Oslo. She met reporters.", "She", ["Ana Rojas"]),
        ("Ana Rojas, foreign minister of Chile, arrived in Oslo. The foreign minister met reporters.", "minister", ["Ana Rojas"]),
        ("Norway suspended the talks. It gave no reason.", "It", ["Norway"]),
        ("Oslo suspended the talks.", "Oslo", ["Norway"]),
        ("The Norwegians suspended the talks.", "Norwegians", ["Norway"]),
        ("The Norwegian government suspended the talks.", "government", ["Norway"]),
        ("The Kremlin suspended the talks.", "Kremlin", ["Russia"]),
        ("Norway and Chile suspended the talks.", "Norway", ["Norway", "Chile"]),
        ("Norway met Chile in Lima. The two countries agreed on fish.", "countries", ["Norway", "Chile"]),
        ("Norwegian officials suspended the talks.", "officials", ["Norwegian officials"]),
        ("Norwegian warships entered the strait.", "warships", ["Norway"]),
        ("King Hussein of Jordan came to London. The Jordanian leader will stay.", "leader", ["King Hussein"]),
        ("The price of fish rose.", "price", []),
        ("Lars Dahl spoke first. The ambassador was angry.", "ambassador", ["Lars Dahl"]),
        ("Lars Dahl spoke first. The king was angry.", "king", []),
        (
            "President Ana Rojas met Prime Minister Lars Dahl. Her Norwegian counterpart was angry.",
            "counterpart",
            ["Lars Dahl"],
        ),
        ("Chile's minister, Ana Rojas, whose president was angry, left.", "president", ["president"]),
        ("Chilean minister Ana Rojas spoke first. The ambassador was angry.", "ambassador", []),
    ],
)
def test_who_is_meant(make_cast: MakeCast, text: str, word: str, names: list[str]) -> None:
    """Pronouns, offices, capitals, demonyms, governments, forces and groups mean who a reader would say."""
    assert meant(make_cast(text), word) == names


def test_the_pair_are_the_two_persons_of_the_meeting(make_cast: MakeCast) -> None:
    """ "The pair" after a meeting means the two who met."""
    cast = make_cast(
        "Chile's Foreign Minister Ana Rojas met her Norwegian counterpart, Lars Dahl. The pair agreed to meet again."
    )
    assert meant(cast, "pair") == ["Ana Rojas", "Lars Dahl"]


def test_both_sides_without_names_are_the_desks_pair(make_cast: MakeCast) -> None:
    """Where the text names no two countries, "both sides" are the pair that the document is about."""
    cast = make_cast("Both sides signed the protocol.", pair=("NOR", "CHL"))
    assert meant(cast, "sides") == ["Norway", "Chile"]


def test_bodies_by_their_pattern_and_their_acronym(make_cast: MakeCast) -> None:
    """A ministry is known by its words and its country, an acronym by the name it stands behind."""
    cast = make_cast("The Chilean foreign ministry wrote to the Nordic Fish Council (NFC). The NFC has not replied.")
    assert meant(cast, "ministry", 0)[0].casefold().endswith("foreign ministry")
    assert meant(cast, "NFC") == ["Nordic Fish Council"]


def test_only_actors_of_items_are_items(make_cast: MakeCast) -> None:
    """An actor that no item names is no item; one that is used comes with every mention's place."""
    cast = make_cast("Norway wrote to Chile. Norway is waiting.")
    cast.country("NOR").used = True
    (actor,) = cast.actors()
    assert (actor.name, actor.type, actor.country) == ("Norway", ActorType.COUNTRY, "NOR")
    assert [quote.start for quote in actor.mentions] == [0, 23]


def test_capitals_in_lower_case_words_are_no_countries(make_cast: MakeCast) -> None:
    """ "us" isn't the United States, nor "turkey" Türkiye."""
    cast = make_cast("They gave us turkey and china.")
    assert not list(cast.named_between(cast.analysis.sentences[0], 0, 6))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Norway wrote to Chile. Chile answered Norway. Peru looked on.", ("Norway", "Chile")),
        ("Norway wrote to Chile, Peru and Kenya. Chile, Peru and Kenya answered Norway.", None),
        ("Norway wrote to its neighbours. Norway is waiting.", None),
    ],
)
def test_the_two_countries_that_a_document_is_about(make_cast: MakeCast, text: str, pair: tuple[str, str] | None) -> None:
    """Two countries that are named more than any other are the document's pair; three as often are none."""
    cast = make_cast(text)
    assert (cast.pair and tuple(cast.country(code).name for code in cast.pair)) == pair


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Presidents Ana Rojas of Chile and Lars Dahl of Norway met.", "Ana Rojas", "president of Chile"),
        ("Presidents Ana Rojas of Chile and Lars Dahl of Norway met.", "Lars Dahl", "president of Norway"),
        ("Chile's president, Ana Rojas, resigned. Her successor, Pedro Luna, met reporters.", "Pedro Luna", "president of Chile"),
        ("Chile sent a note. Its foreign minister, Ana Rojas, was angry.", "Ana Rojas", "foreign minister of Chile"),
        ("Norway was unmoved. The government's spokesman, Lars Dahl, smiled.", "Lars Dahl", "government spokesman of Norway"),
        (
            "The Nordic Fish Council met. The council's chairman, Lars Dahl, smiled.",
            "Lars Dahl",
            "chairman of Nordic Fish Council",
        ),
        ("The navy's commander, Rear Admiral Lars Dahl, smiled.", "Lars Dahl", "rear admiral"),
        (
            "Chile replied. Its defence minister, General Pedro Luna Vega, was angry.",
            "Pedro Luna Vega",
            "defence minister of Chile",
        ),
        ("Lars Dahl was appointed ambassador of Norway to Chile.", "Lars Dahl", "ambassador of Norway to Chile"),
        ("Lars Dahl, who became foreign minister of Norway in May, left.", "Lars Dahl", "foreign minister of Norway"),
        (
            "Norway's ambassador to the Nordic Fish Council (NFC), Lars Dahl, left.",
            "Lars Dahl",
            "ambassador of Norway to Nordic Fish Council",
        ),
    ],
)
def test_an_office_told_by_way_of_others(make_cast: MakeCast, text: str, name: str, office: str) -> None:
    """Joint holders, successors, "its minister", "the council's chairman", "was appointed": each office is read."""
    assert person(make_cast(text), name).office == office


@pytest.mark.parametrize(
    "text",
    [
        "Lars Dahl was not appointed ambassador of Norway.",
        "Lars Dahl would be a good ambassador of Norway.",
        "Lars Dahl criticised the ambassador of Norway.",
    ],
)
def test_no_office_where_none_is_held(make_cast: MakeCast, text: str) -> None:
    """An office denied, wished or another's isn't given to the subject."""
    assert person(make_cast(text), "Lars Dahl").office is None


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Norway mobilised. The army closed the roads.", "army", ["Norwegian army"]),
        ("The Nordic Fish Council met the Nordic Trade Board. The Council gave way.", "Council", ["Nordic Fish Council"]),
        ("Norway met the Nordic Trade Board and the Fish Council. The board gave way.", "board", ["Nordic Trade Board"]),
        (
            "Chile's President Ana Rojas met Norwegian Prime Minister Lars Dahl. Her Norwegian counterpart smiled.",
            "counterpart",
            ["Lars Dahl"],
        ),
        (
            "Chile's President Ana Rojas met Norwegian Prime Minister Lars Dahl. The leaders smiled.",
            "leaders",
            ["Ana Rojas", "Lars Dahl"],
        ),
    ],
)
def test_organs_bodies_and_leaders_without_their_names(make_cast: MakeCast, text: str, word: str, names: list[str]) -> None:
    """A country's organ is named by it, a body by its kind, leaders by their being leaders."""
    assert meant(make_cast(text), word) == names


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Kenya urged both sides to talk.", "sides", ["Chile", "Norway"]),
        ("Norway and Peru signed a treaty. Both sides were glad.", "sides", ["Norway", "Peru"]),
        ("Norway, Peru and Chile met. The three countries agreed.", "countries", ["Norway", "Peru", "Chile"]),
        ("The Norwegian side thanked its hosts.", "hosts", ["Chile"]),
        ('"We lost nobody," said Chile\'s president, Ana Rojas.', "We", ["Chile"]),
    ],
)
def test_groups_in_a_document_of_two_countries(make_cast: MakeCast, text: str, word: str, names: list[str]) -> None:
    """ "Both sides" are the pair, unless others have just acted together; a host is the other of the two."""
    assert meant(make_cast("Norway wrote to Chile. Chile wrote to Norway. " + text), word) == names


def test_she_is_still_she_in_the_next_sentence(make_cast: MakeCast) -> None:
    """Whoever "she" is said to be goes on being "she", though a sentence names a man behind her."""
    cast = make_cast("Chile's minister, Ana Rojas, spoke first. She thanked Lars Dahl. She left for Lima.")
    assert meant(cast, "She") == ["Ana Rojas"]


def test_a_name_that_holds_a_surname_is_a_persons(make_cast: MakeCast) -> None:
    """ "Norway's X Y" is a person where the document calls somebody X or Y alone."""
    cast = make_cast("Chile's President Ana Rojas and China's Xi Jinping met. Xi gave a dinner for his guest. Xi was pleased.")
    assert {one.name for one in cast.persons} == {"Ana Rojas", "Xi Jinping"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Peru has a new budget. Congress passed it.", "Congress", None),
        ("The United States has one. Congress passed it.", "US Congress", "USA"),
    ],
)
def test_a_congress_is_that_of_the_country_spoken_of(make_cast: MakeCast, text: str, name: str, country: str | None) -> None:
    """A bare word for a body isn't taken for the body of a country that the text doesn't name."""
    (body,) = make_cast(text).bodies()
    assert (body.name, body.country) == (name, country)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Norway complained to the World Bank.", True),
        ("Norway read the World Bank report.", False),
        ("Norway read it in Reuters.", False),
    ],
)
def test_a_known_body_that_has_a_part_is_listed(make_cast: MakeCast, text: str, *, listed: bool) -> None:
    """A body that the lexicon knows is listed though no item names it, if it acts or is acted on; media only as others are."""
    assert bool({one.name for one in make_cast(text).actors()} - {"Norway"}) is listed


@pytest.mark.parametrize(
    ("text", "name", "listed"),
    [
        ("Ana Rojas opened the school in Lima.", "Ana Rojas", True),
        ("Norway's cheese is white, and Chile repealed the act.", "Chile", True),
        ("Norway's cheese, of which Chile is fond, is white.", "Chile", False),
        ("They have a mission to Chile.", "Chile", False),
        ("They wrote to the Herring Board about it.", "Herring Board", True),
        ("They read the Herring Board report about it.", "Herring Board", False),
        ("Typhoon Olga struck the coast.", "Typhoon Olga", False),
        ("The rule vexes Chilean millers, Dahl said.", "Chilean millers", False),
        ("The police beat Chilean dissidents.", "Chilean dissidents", True),
        ("The police beat dissidents.", "dissidents", False),
        ("It is a canal which Chilean farmers dug.", "Chilean farmers", False),
        ("If Chilean farmers dug a canal, it would help.", "Chilean farmers", False),
        ("Chilean tea exporters were let in.", "Chilean tea exporters", True),
    ],
)
def test_who_has_a_part_is_listed(make_cast: MakeCast, text: str, name: str, *, listed: bool) -> None:
    """Whoever is named as one who acts or is acted on is listed, also a country's people; not in an aside or a condition."""
    assert (name in {one.name for one in make_cast(text).actors()}) is listed


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two former ministers of Norway, Lars Dahl and Olav Berg, arrived.", {"former minister of Norway"}),
        ("Norway wrote to Chile. The trade ministers of both countries, Lars Dahl and Ana Rojas, met.", {"trade minister"}),
    ],
)
def test_two_who_hold_one_office(make_cast: MakeCast, text: str, names: set[str]) -> None:
    """An office in the plural before two names is held by both, who are who it means."""
    cast = make_cast(text)
    assert {one.office for one in cast.persons} == names
    assert meant(cast, "ministers") == [one.name for one in sorted(cast.persons, key=lambda one: one.mentions)]


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("They met officials of the World Bank.", "officials", ["World Bank"]),
        ("The contract was signed by executives of the state corporation Norvik Oil.", "executives", ["Norvik Oil"]),
        ("A team of Chilean inspectors came to the mill.", "team", ["Chilean inspectors"]),
        ("Chilean and Norwegian leaders met.", "leaders", ["Chile", "Norway"]),
        ("Lars Dahl spoke first. They accused Dahl's brother of theft.", "brother", ["Dahl's brother"]),
        ("The tax hurts Chilean dairy farmers.", "farmers", ["Chilean dairy farmers"]),
        ("The Gas Board of Chile (GBC) met. GBC went to court.", "GBC", ["Gas Board of Chile"]),
        ("Kenya's president, Joseph arap Kirui, spoke.", "Kirui", ["Joseph arap Kirui"]),
    ],
)
def test_staff_bands_and_relatives(make_cast: MakeCast, text: str, word: str, names: list[str]) -> None:
    """A body acts by its staff, a band by its people; somebody's relative is known by that."""
    assert meant(make_cast(text), word) == names


def test_a_sum_is_no_part_of_a_name(make_cast: MakeCast) -> None:
    """In a list of pledges each country is named by itself."""
    cast = make_cast("Norway will give a billion, Chile 345 million, Peru and Kenya 100 million each.")
    assert {one.name for one in cast.countries()} == {"Norway", "Chile", "Peru", "Kenya"}
    assert not list(cast.bodies())


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Norway arrested five Chileans on Friday.", "Chileans", ["five Chileans", "Chile"]),
        ("The Chileans arrested nobody.", "Chileans", ["Chile"]),
        ("They recruit Chilean domestic workers.", "workers", ["Chile", "Chilean domestic workers"]),
        ("They honour the Chilean people.", "people", ["Chile"]),
        ("A court in Zenda jailed them.", "court", ["court in Zenda"]),
        ("The boats were met by a freighter, the Selma Dan, on Friday.", "Dan", ["Selma Dan"]),
        ("Officials of both countries spoke of salt.", "Officials", ["Officials of both countries"]),
        ("Chile's minister wrote to the Salt Chamber, Ms Ana Rojas said.", "Chamber", ["Salt Chamber"]),
        ("He met his Chilean counterpart, Dato' Rosa Dahl, in Lima.", "counterpart", ["Rosa Dahl"]),
    ],
)
def test_people_and_bodies_known_by_what_stands_around_them(make_cast: MakeCast, text: str, word: str, names: list[str]) -> None:
    """So many of a people, a court known by its town, a ship behind the word for it, a name without what isn't of it."""
    assert meant(make_cast(text), word) == names


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("The army spokesman of Chile, Major General Lars Dahl, spoke.", "Lars Dahl", "army spokesman of Chile"),
        ("Chilean government spokesman Major General Lars Dahl spoke.", "Lars Dahl", "government spokesman of Chile"),
        (
            "Ana Rojas, Ambassador Extraordinary and Plenipotentiary of Chile to Norway, spoke.",
            "Ana Rojas",
            "ambassador of Chile to Norway",
        ),
        ("Ana Rojas, who chairs the Herring Board, spoke.", "Ana Rojas", "head of Herring Board"),
    ],
)
def test_an_office_among_ranks_and_verbs(make_cast: MakeCast, text: str, name: str, office: str) -> None:
    """A rank before a name doesn't hide the office, nor the style of an envoy; whoever chairs a body is its head."""
    assert person(make_cast(text), name).office == office


def test_an_organ_that_takes_part_is_listed(make_cast: MakeCast) -> None:
    """Police, courts and commissions without their country's name are listed where they act."""
    cast = make_cast("Chile closed its port. The police beat the dockers.")
    meant(cast, "police")
    assert "Chilean police" in {one.name for one in cast.actors()}
