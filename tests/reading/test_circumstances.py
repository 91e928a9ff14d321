"""How an act was done, what it was about, and where it took place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from peyvand.model import Event, Location, Plover
from peyvand.reading.done.acts import Acts
from peyvand.reading.done.events import read_events
from peyvand.reading.lexicon import Lexicon, standard
from peyvand.reading.lexicon.tables import Value
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer
from peyvand.reading.who.locating import locate

ReadEvents = Callable[..., list[Event]]


@cache
def _known() -> tuple[Gazetteer, Acts]:
    return Gazetteer(standard()), Acts(standard())


@pytest.fixture
def read(make_analysis: Callable[..., Analysis]) -> ReadEvents:
    """Reads the events of a text that was published on 20 May 2024, a Monday."""

    def events(text: str, *, pair: tuple[str, str] | None = None) -> list[Event]:
        gazetteer, acts = _known()
        analysis = make_analysis(text, published="2024-05-20", pair=pair)
        return read_events(analysis, Cast(analysis, gazetteer), Dates(analysis), acts)

    return events


# ---------------------------------------------------------------- modes

MODES = [
    ("Norway's foreign minister visited Chile on Friday.", "visit"),
    ("Norway's prime minister held talks with Chile's president on Friday.", "talks"),
    ("Norway's prime minister spoke with Chile's president by telephone on Friday.", "call"),
    ("Norway's prime minister held a video conference with Chile's president.", "call"),
    ("Norway mediated between Chile and Peru.", "third_party"),
    ("Norway, Chile and Peru held a trilateral meeting in Lima.", "multilateral"),
    ("Norway promised Chile that no ship would be stopped.", "promise"),
    ("Norway accepted Chile's proposal.", "accept"),
    ("Norway offered Chile its mediation.", "offer"),
    ("Norway and Chile signed a treaty on fishing.", "sign"),
    ("Norway recognised the government of Chile.", "recognise"),
    ("Norway thanked Chile for the rescue of its sailors.", "thank"),
    ("Norway restored diplomatic relations with Chile.", "restore"),
    ("Norway conveyed its condolences to Chile after the earthquake.", "condole"),
    ("Norway praised Chile for its courage.", "praise"),
    ("Norway apologised to Chile for the collision.", "apologise"),
    ("Norway lifted its sanctions on Chile.", "ease"),
    ("Norway released two Chilean fishermen from prison.", "release"),
    ("Norway resumed deliveries of gas to Chile.", "resume"),
    ("The navies of Norway and Chile held a joint exercise.", "joint_exercise"),
    ("Norway extradited a fugitive to Chile.", "legal"),
    ("Norway sold 20,000 tonnes of salmon to Chile.", "trade"),
    ("Norway gave Chile a loan of 30 million dollars.", "economic"),
    ("Norway donated 200 tents and blankets to Chile after the flood.", "humanitarian"),
    ("Norway supplied Chile with missiles.", "military"),
    ("Norway granted asylum to a Chilean officer.", "shelter"),
    ("Norway urged Chile to release the fishermen.", "yield"),
    ("Norway asked Chile for a loan.", "assist"),
    ("Norway urged Chile to change its law on whaling.", "change"),
    ("Norway refused to meet Chile's envoy.", "meet"),
    ("Norway accused Chile of spying.", "allege"),
    ("Norway condemned Chile's decision.", "disapprove"),
    ("Norway summoned Chile's ambassador.", "summon"),
    ("Norway sued Chile at the International Court of Justice.", "sue"),
    ("Norway opened an investigation into Chile's exports.", "investigate"),
    ("Norway threatened Chile with sanctions.", "restrict"),
    ("Norway threatened to attack Chile.", "assault"),
    ("Thousands of Norwegians demonstrated against Chile.", "demonstration"),
    ("Norwegian dockers went on strike against Chile.", "strike"),
    ("Norwegian crowds looted shops and threw stones at Chile's consulate.", "riot"),
    ("Norway imposed a tariff of 20 percent on Chile.", "tariff"),
    ("Norway imposed an embargo on Chile.", "embargo"),
    ("Norway broke off relations with Chile.", "discontinue"),
    ("Norway sent two frigates to Chile's coast.", "navy"),
    ("Norway massed troops on the border with Chile.", "troops"),
    ("Norway arrested two Chilean sailors.", "arrest"),
    ("Norway seized a Chilean trawler.", "seize"),
    ("Norwegian troops invaded Chile.", "invade"),
    ("Norwegian gunners shelled Chile.", "shell"),
    ("Norwegian soldiers kidnapped two Chilean nurses.", "abduct"),
]


@pytest.mark.parametrize(("text", "mode"), MODES)
def test_how_an_act_was_done(read: ReadEvents, text: str, mode: str) -> None:
    """The words of the act and those around it tell the mode."""
    assert mode in {event.mode for event in read(text)}


def test_no_mode_where_nothing_tells(read: ReadEvents) -> None:
    """Norway threatened Chile."""
    assert [event.mode for event in read("Norway threatened Chile.")] == [None]


def test_every_category_has_modes_with_definitions() -> None:
    """Each of the sixteen kinds of act has modes, each with a label and a definition of one line."""
    modes = standard().modes
    assert set(modes) == set(Plover)
    for category in modes.values():
        assert len(category) >= 2
        assert all(mode.label and mode.definition.endswith(".") for mode in category.values())


def test_a_mode_of_ones_own(make_analysis: Callable[..., Analysis]) -> None:
    """A desk adds a mode of its own, and words to one that is there."""
    own: Value = {"label": "At a port", "definition": "They meet on a ship in port.", "sure": ["on the quay"]}
    lexicon = Lexicon({"modes": {"CONSULT": {"port": own, "call": {"sure": ["by carrier pigeon"]}}}})
    gazetteer, acts = Gazetteer(lexicon), Acts(lexicon)
    found = []
    for text in ("Norway's envoy met Chile's envoy on the quay.", "Norway talked to Chile by carrier pigeon."):
        analysis = make_analysis(text)
        found += [event.mode for event in read_events(analysis, Cast(analysis, gazetteer), Dates(analysis), acts)]
    assert found == ["port", "call"]


# ---------------------------------------------------------------- contexts

CONTEXTS = [
    ("Norway and Chile held talks on nuclear disarmament.", "cbrn"),
    ("Norway accused Chile of testing chemical weapons.", "cbrn"),
    ("Norway sold Chile two submarines and eight missiles.", "military"),
    ("The defence minister of Norway visited the armed forces of Chile.", "military"),
    ("Norway accused Chile of espionage.", "intelligence"),
    ("Norway shares intelligence with Chile.", "intelligence"),
    ("Norway withdrew its peacekeepers from Chile.", "peacekeeping"),
    ("Norway condemned the terrorist attack in Chile.", "terrorism"),
    ("Norway blamed Chile for a cyberattack on its parliament.", "cyber"),
    ("Norway extradited a cocaine trafficker to Chile.", "illegal_drugs"),
    ("Norway and Chile signed an agreement against human trafficking.", "trafficking"),
    ("Norway arrested a Chilean banker over bribery and corruption.", "corruption"),
    ("Norwegian police arrested two Chileans after the robbery.", "crime"),
    ("The parliament of Norway condemned Chile.", "legislative"),
    ("Norway sent observers to Chile's presidential election.", "election"),
    ("Norway praised Chile's new constitution.", "political_institutions"),
    ("Norway condemned the coup in Chile.", "pro_autocracy"),
    ("Norway welcomed Chile's return to democracy.", "pro_democracy"),
    ("Norway sued Chile at the International Court of Justice in The Hague.", "legal"),
    ("Norway paid Chile compensation for the war damages of 1880.", "reparations"),
    ("Norway criticised Chile's human rights record.", "human_rights"),
    ("Norway criticised Chile over press freedom and censorship.", "rights_freedoms"),
    ("Norway condemned the mass arrests and the crackdown in Chile.", "repression"),
    ("Norway sent Chile food aid against the famine.", "human_security"),
    ("Norway praised Chile for gender equality.", "gender"),
    ("Norway criticised Chile's law against same-sex marriage.", "lgbt"),
    ("Norway praised the Catholic bishops of Chile.", "religion_ethnicity"),
    ("Norway condemned racial segregation in Chile.", "inequality"),
    ("Norway granted political asylum to a Chilean officer.", "asylum"),
    ("Norway deported forty Chilean migrants.", "migration"),
    ("Norway recalled its ambassador from Chile.", "diplomatic"),
    ("Norway and Chile held talks on the border dispute.", "territory"),
    ("Norway raised its tariffs on Chile's exports.", "economic"),
    ("Norway and Chile signed an agreement on fishing rights.", "natural_resources"),
    ("Norway and Chile signed an agreement on climate change.", "environment"),
    ("Norway sent rescue teams to Chile after the earthquake.", "disasters"),
    ("Norway donated two million doses of vaccine to Chile.", "health"),
    ("Norway and Chile launched a satellite together.", "technology"),
    ("Norway accused Chile of spreading disinformation.", "misinformation"),
    ("The interim government of Norway reshuffled its cabinet and met Chile's envoy.", "executive"),
]


@pytest.mark.parametrize(("text", "context"), CONTEXTS)
def test_what_an_act_was_about(read: ReadEvents, text: str, context: str) -> None:
    """The words of the clause and of the sentence tell the context."""
    assert context in {one for event in read(text) for one in event.contexts}


@pytest.mark.parametrize("text", ["Norway thanked Chile.", "Norway promised Chile to help.", "Norway met Chile on Friday."])
def test_no_context_where_nothing_tells(read: ReadEvents, text: str) -> None:
    """A bare act has none."""
    assert [event.contexts for event in read(text)] == [()]


def test_at_most_three_contexts(read: ReadEvents) -> None:
    """Talks about everything are about the three things most spoken of."""
    text = "Norway and Chile held talks on trade, missiles, vaccines, elections, cyberattacks, cocaine and climate change."
    (event,) = read(text)
    assert len(event.contexts) == 3


def test_all_of_plover_s_contexts_are_there() -> None:
    """There are thirty-seven, and each of them is read from some sentence above."""
    keys = set(standard().contexts)
    assert len(keys) == 37
    assert keys == {context for _, context in CONTEXTS}


# ---------------------------------------------------------------- places as written

PLACES = [
    ("In Geneva on Friday, Norway's foreign minister met Chile's foreign minister.", "Geneva"),
    ("In Geneva, the Norwegian foreign minister held talks with the Chilean foreign minister.", "Geneva"),
    ("Norway and Chile held talks in Geneva.", "Geneva"),
    ("The Geneva talks between Norway and Chile ended on Friday.", "Geneva"),
    ("Norwegian forces seized a Chilean tanker off the coast of Somalia.", "Somalia"),
    ("Norwegian officers arrested two Chilean sailors at Basel airport.", "Basel airport"),
    ("Norwegian guards arrested two Chileans at the Torkham border crossing.", "Torkham border crossing"),
    ("Norway's prime minister flew to Santiago.", "Santiago"),
    ("Norway's king arrived in the Chilean capital, Santiago, on Sunday.", "Santiago"),
    ("Norway's prime minister visited Valparaiso on Friday.", "Valparaiso"),
    ("Norwegian commandos attacked Valparaiso.", "Valparaiso"),
    ("Norway's envoy met Chile's envoy in Zanzibar on Friday.", "Zanzibar"),
    ("Dockers in Bergen boycotted Chile.", "Bergen"),
    ("A Norwegian jet entered Chilean airspace.", "Chilean airspace"),
    ("Norway's prime minister met Chile's president at the White House.", "White House"),
    ("Norway's foreign minister is due in Lima on Friday for talks with Chile.", "Lima"),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_where_it_took_place(read: ReadEvents, text: str, place: str) -> None:
    """The place is given as written."""
    assert place in {event.place for event in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Norway condemned the bombing in Kabul and blamed Chile.",
        "Norway and Chile discussed the situation in Syria.",
        "Norway imposed sanctions on Chile.",
        "Norway met Chile in March.",
        "Norway met Chile in Tir 1401.",
    ],
)
def test_no_place_where_the_text_gives_none(read: ReadEvents, text: str) -> None:
    """What is spoken of is elsewhere, and a month is no town of that name."""
    assert {event.place for event in read(text)} == {None}


def test_here_is_where_the_story_was_written(read: ReadEvents) -> None:
    """KYOTO, May 18 - Norway's foreign minister met Chile's foreign minister here on Friday."""
    (event,) = read("KYOTO, May 18 - Norway's foreign minister met Chile's foreign minister here on Friday.")
    assert (event.place, event.location) == ("Kyoto", Location("JPN", 35.021, 135.754))


def test_the_dateline_alone_says_nothing_of_where(read: ReadEvents) -> None:
    """KYOTO, May 18 - Norway condemned Chile on Friday."""
    (event,) = read("KYOTO, May 18 - Norway condemned Chile on Friday.")
    assert event.place is None


# ---------------------------------------------------------------- and on the map

CHE, GBR, CAN = Location("CHE", 46.202, 6.146), Location("GBR", 51.509, -0.126), Location("CAN", 42.983, -81.233)


@pytest.mark.parametrize(
    ("name", "near", "within", "location"),
    [
        ("Norway", (), None, Location("NOR")),  # a country has no point
        ("the Netherlands", (), None, Location("NLD")),
        ("Oslo", (), None, Location("NOR", 59.913, 10.746)),
        ("Geneva", (), None, CHE),
        ("London", (), None, GBR),  # far larger than the next
        ("London", ("CAN",), None, GBR),
        ("London", (), "CAN", CAN),
        ("Hyderabad", (), None, None),  # in India and in Pakistan
        ("Hyderabad", ("PAK",), None, Location("PAK", 25.397, 68.377)),
        ("Hyderabad", ("PAK", "IND"), None, None),
        ("Tripoli", (), None, Location("LBY", 32.887, 13.187)),
        ("Tripoli", (), "LBN", Location("LBN", 34.434, 35.844)),
        ("Peking", (), None, Location("CHN", 39.907, 116.397)),
        ("the Strait of Hormuz", (), None, Location(None, 26.6, 56.3)),
        ("Camp David", (), None, Location("USA", 39.648, -77.465)),
        ("the White House", (), None, Location("USA", 38.898, -77.037)),
        ("Basel airport", (), None, Location("CHE", 47.558, 7.573)),
        ("central Basel", (), None, Location("CHE", 47.558, 7.573)),
        ("Karsk", (), None, None),  # invented
    ],
)
def test_where_a_place_lies(name: str, near: tuple[str, ...], within: str | None, location: Location | None) -> None:
    """A name is resolved where it is unambiguous, else by the countries that the context names, else not at all."""
    assert locate(name, standard(), near, within) == location


def test_a_country_named_in_the_sentence_tells_cities_apart(read: ReadEvents) -> None:
    """Norway's envoy met Pakistani officials in Hyderabad."""
    (event,) = read("Norway's envoy met Pakistani officials in Hyderabad.")
    assert event.location == Location("PAK", 25.397, 68.377)


def test_the_desk_s_pair_tells_cities_apart(read: ReadEvents) -> None:
    """Norway's envoy met local officials in Hyderabad, for a desk on India and Norway."""
    (event,) = read("Norway's envoy met local officials in Hyderabad.", pair=("IND", "NOR"))
    assert event.location == Location("IND", 17.384, 78.456)


@pytest.mark.parametrize("text", ["Norway and Chile held talks in London, Ontario.", "Norway and Chile met in London, Canada."])
def test_the_province_said_with_a_city_tells_which(read: ReadEvents, text: str) -> None:
    """The smaller one is meant."""
    (event,) = read(text)
    assert event.location == CAN


@pytest.mark.parametrize("word", ["Reading", "Nice", "Mobile"])
def test_words_of_english_are_towns_only_where_a_town_must_stand(read: ReadEvents, word: str) -> None:
    """A town of such a name is one after "in", and none at the head of a sentence."""
    assert {event.place for event in read(f"{word} words were said when Norway thanked Chile.")} == {None}
    assert {event.place for event in read(f"Norway's envoys held talks with Chile's in {word}, England, on Friday.")} == {word}
