"""The lexicon: what is known of names, offices and acts, and what an analyst hears who writes a faulty line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest

from peyvand.countries import ISO3
from peyvand.errors import BadLexicon
from peyvand.model import Plover
from peyvand.reading import lexicon
from peyvand.reading.lexicon import BodyKind, Lexicon, Organisation, Quad, Region, RegionType, Role, standard
from peyvand.reading.lexicon.tables import parse_table, read_table
from peyvand.reading.text.document import Analysis
from peyvand.reading.who.gazetteer import Gazetteer, Named
from peyvand.reading.who.mentions import Mention, find_mentions

FORMER = {"SUN", "YUG", "CSK", "DDR", "XKX"}


FindNames = Callable[[str], list[Mention]]


@pytest.fixture
def named(make_analysis: Callable[..., Analysis]) -> FindNames:
    """Finds the names in a sentence, as the reading does."""
    gazetteer = Gazetteer(standard())
    return lambda text: find_mentions(make_analysis(text).sentences[0].part, gazetteer)


def codes(found: list[Mention]) -> list[str | None]:
    """The codes of the countries among names, in their order."""
    return [one.country for one in found if one.named in {Named.COUNTRY, Named.DEMONYM}]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Iran", "IRN"),
        ("the Islamic Republic of Iran", "IRN"),
        ("the Islamic Republic", "IRN"),
        ("Tehran", "IRN"),
        ("Tehran's", "IRN"),
        ("Iran’s", "IRN"),
        ("Iranians", "IRN"),
        ("Japanese", "JPN"),
        ("Kasumigaseki", "JPN"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("the White House", "USA"),
        ("Foggy Bottom", "USA"),
        ("U.K.", "GBR"),
        ("Whitehall", "GBR"),
        ("the Élysée", "FRA"),
        ("Elysee", "FRA"),
        ("Quai d'Orsay", "FRA"),
        ("Quai d’Orsay", "FRA"),
        ("Cote d'Ivoire", "CIV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("DPRK", "PRK"),
        ("ROK", "KOR"),
        ("the Blue House", "KOR"),
        ("Zhongnanhai", "CHN"),
        ("PRC", "CHN"),
        ("UAE", "ARE"),
        ("DRC", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Burma", "MMR"),
        ("Soviet", "SUN"),
        ("West Germany", "DEU"),
        ("East Germany", "DDR"),
        ("Holy See", "VAT"),
        ("Kosovo", "XKX"),
        ("Ramallah", "PSE"),
        ("Taipei", "TWN"),
        ("Sana'a", "YEM"),
        ("N'Djamena", "TCD"),
    ],
)
def test_a_country_by_any_of_its_names(phrase: str, code: str) -> None:
    """Names, demonyms, capitals and the seats of governments all mean the country."""
    country = lexicon.country_of(phrase)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("phrase", ["Ruritania", "the", "", "oil", "Geneva", "Reuters"])
def test_what_is_no_country(phrase: str) -> None:
    """A word that names none means none."""
    assert lexicon.country_of(phrase) is None


def test_every_country_of_iso_3166_that_people_live_in_is_known() -> None:
    """No code of the standard is missing, and no code beside it but the former and the customary ones."""
    assert not ISO3 - set(lexicon.countries())
    assert set(lexicon.countries()) - ISO3 == FORMER


def test_every_inhabited_country_has_a_demonym_a_currency_and_a_region() -> None:
    """What figures and actors rely on is there for each member of the United Nations."""
    inhabited = [one for one in lexicon.countries().values() if one.code in ISO3 and one.capital]
    assert [one.code for one in inhabited if not (one.currency and one.region)] == []
    regions = {one.name for one in lexicon.regions().values()} | {"Antarctica"}
    assert {one.region for one in lexicon.countries().values() if one.region} <= regions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. and the Islamic Republic of Iran", ["USA", "IRN"]),
        ("they told us that turkey was served with china", []),
        ("US officials left Papua New Guinea for Guinea-Bissau", ["USA", "PNG", "GNB"]),
        ("ships in the South China Sea, the Persian Gulf and the Gulf of Mexico", []),
        ("a firm from New Mexico in Mexico City", ["MEX"]),
        ("South Korea and North Korea on the Korean Peninsula", ["KOR", "PRK"]),
        ("the Turkish Cypriot leader", []),
        ("the car of the Polish envoy is polish", ["POL"]),
        ("Tehran's envoy, a Swede", ["IRN", "SWE"]),
        ("The Iranian foreign ministry", []),
    ],
)
def test_names_in_a_sentence(named: FindNames, text: str, expected: list[str]) -> None:
    """The longest name counts, in the capitals it asks for; a sea or a body named after a country isn't the country."""
    assert codes(named(text)) == expected


def test_a_name_is_found_where_it_stands(named: FindNames) -> None:
    """The words of a name are given, without the article before it."""
    (found,) = named("On Monday the United Arab Emirates agreed")
    assert (found.text, found.first, found.last) == ("United Arab Emirates", 3, 5)


def test_a_name_of_two_meanings_gives_the_likelier_first() -> None:
    """Brussels is Belgium's capital before it is the Union."""
    first, second = lexicon.look_up("Brussels")
    assert (first.role, second.role) == (Role.CAPITAL, Role.METONYM)
    assert isinstance(second.entry, Region)
    assert second.entry.type is RegionType.BODY


@pytest.mark.parametrize(
    ("phrase", "name", "kind", "country"),
    [
        ("IAEA", "International Atomic Energy Agency", BodyKind.INTERNATIONAL, None),
        ("JETRO", "Japan External Trade Organization", BodyKind.AGENCY, "JPN"),
        ("METI", "Ministry of Economy, Trade and Industry", BodyKind.MINISTRY, "JPN"),
        ("the Revolutionary Guards", "Islamic Revolutionary Guard Corps", BodyKind.ARMED_FORCE, "IRN"),
        ("Ansar Allah", "Houthis", BodyKind.ARMED_GROUP, "YEM"),
        ("the Pentagon", "US Department of Defense", BodyKind.MINISTRY, "USA"),
        ("P5+1", "P5+1", BodyKind.GROUP, None),
        ("Majlis", "Islamic Consultative Assembly", BodyKind.PARLIAMENT, "IRN"),
        ("Kyodo News", "Kyodo", BodyKind.MEDIA, "JPN"),
    ],
)
def test_a_body_by_any_of_its_names(phrase: str, name: str, kind: BodyKind, country: str | None) -> None:
    """Acronyms, nicknames and full names mean the body."""
    entry = lexicon.look_up(phrase)[0].entry
    assert isinstance(entry, Organisation)
    assert (entry.name, entry.kind, entry.country) == (name, kind, country)


def test_bodies_and_regions_belong_to_countries_that_are_known() -> None:
    """A country code in one file stands in the other."""
    known = set(lexicon.countries())
    assert {body.country for body in lexicon.organisations().values() if body.country} <= known
    assert {code for one in lexicon.regions().values() for code in (one.country, *one.members) if code} <= known


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("yen", "JPY"),
        ("rials", "IRR"),
        ("toman", "IRR"),
        ("$", "USD"),
        ("US dollars", "USD"),
        ("€", "EUR"),
        ("EUR", "EUR"),
        ("Kuwaiti dinars", "KWD"),
        ("Canadian dollar", "CAD"),
        ("zloty", "PLN"),
        ("barrels", None),
        ("dinar", None),
    ],
)
def test_a_currency_by_its_words(word: str, code: str | None) -> None:
    """A word that means one currency gives its code; one that many countries use gives none."""
    assert lexicon.currency_of(word) == code


def test_first_halves_of_words_for_a_pair(named: FindNames) -> None:
    """Sino-Russian, Anglo-Iranian, Indo-Japanese."""
    halves = Gazetteer(standard()).halves
    assert [halves[half] for half in ("sino", "anglo", "indo", "russo")] == ["CHN", "GBR", "IND", "RUS"]
    assert codes(named("The Sino-Russian border was closed")) == ["CHN", "RUS"]


# ---------------------------------------------------------------- offices


def test_offices_have_one_normal_form() -> None:
    """Secretary of state, minister of foreign affairs and external affairs minister are one office; no form means two."""
    offices = {form: office for office in lexicon.offices().offices for form in (office.normal, *office.forms)}
    same = ("secretary of state", "minister of foreign affairs", "external affairs minister")
    assert {offices[form].normal for form in same} == {"foreign minister"}
    assert sum(1 + len(office.forms) for office in lexicon.offices().offices) == len(offices)


def test_who_stands_for_the_government() -> None:
    """An ambassador acts for a country, a trader for himself; officials, but not analysts, are their government."""
    offices = {office.normal: office for office in lexicon.offices().offices}
    assert offices["ambassador"].stands_for_government
    assert offices["ambassador"].envoy
    assert not offices["trader"].stands_for_government
    assert lexicon.offices().group_words["officials"]
    assert not lexicon.offices().group_words["analysts"]
    assert "both sides" in lexicon.offices().group_references


# ---------------------------------------------------------------- acts


def test_all_sixteen_categories_are_there() -> None:
    """Each with words of every sort, a definition, its quadrant, and the sign of its score."""
    categories = lexicon.categories()
    assert set(categories) == set(Plover)
    assert all(one.verbs and one.nouns and one.frames and one.definition.endswith(".") for one in categories.values())
    friendly = {Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION}
    assert all((one.score > 0) == (one.quad in friendly) for one in categories.values())


@pytest.mark.parametrize(
    ("words", "type_"),
    [
        ("sign memorandum", Plover.SUPPORT),
        ("promise …", Plover.AGREE),
        ("summon ambassador", Plover.ACCUSE),
        ("lodge protest", Plover.ACCUSE),
        ("voice concern", Plover.ACCUSE),
        ("stage demonstration", Plover.PROTEST),
        ("lift sanction", Plover.CONCEDE),
        ("release prisoner", Plover.CONCEDE),
        ("withdraw troop", Plover.CONCEDE),
        ("impose tariff", Plover.SANCTION),
        ("recall ambassador", Plover.SANCTION),
        ("suspend oil import", Plover.SANCTION),
        ("donate vaccine", Plover.AID),
        ("give loan", Plover.AID),
        ("buy oil", Plover.COOPERATE),
        ("hold joint exercise", Plover.COOPERATE),
        ("hold military exercise", Plover.MOBILIZE),
        ("enter airspace", Plover.MOBILIZE),
        ("issue ultimatum", Plover.THREATEN),
        ("cancel visit", Plover.REJECT),
        ("cast veto", Plover.REJECT),
        ("seize tanker", Plover.COERCE),
        ("expel diplomat", Plover.COERCE),
        ("take hostage", Plover.ASSAULT),
        ("pay visit", Plover.CONSULT),
        ("hold talk", Plover.CONSULT),
        ("restore relation", Plover.SUPPORT),
        ("break relation", Plover.SANCTION),
        ("assure …", Plover.AGREE),
        ("see counterpart", Plover.CONSULT),
        ("attend funeral", Plover.SUPPORT),
        ("release trawler", Plover.CONCEDE),
        ("reverse policy", Plover.CONCEDE),
        ("inaugurate pipeline", Plover.COOPERATE),
        ("airlift medicine", Plover.AID),
        ("evacuate position", Plover.RETREAT),
        ("seek audience", Plover.REQUEST),
        ("institute proceeding", Plover.ACCUSE),
        ("question legitimacy", Plover.ACCUSE),
        ("ignore appeal", Plover.REJECT),
        ("exchange threat", Plover.THREATEN),
        ("hurl stone", Plover.PROTEST),
        ("introduce visa", Plover.SANCTION),
        ("recall specialist", Plover.SANCTION),
        ("send flotilla", Plover.MOBILIZE),
        ("steal secret", Plover.COERCE),
        ("hit oilfield", Plover.ASSAULT),
    ],
)
def test_what_a_verb_with_its_noun_tells_of(words: str, type_: Plover) -> None:
    """Doubtful cases are decided as the file's head says."""
    verb, _, noun = words.partition(" ")
    told = {
        category.type
        for category in lexicon.categories().values()
        for frame in category.frames
        if frame.verb == verb and (noun in frame.objects or (noun == "…" and frame.complement))
    }
    if not told:
        told = {category.type for category in lexicon.categories().values() if verb in category.verbs}
    if noun == "…" and not told:
        told = {one.type for one in lexicon.categories().values() for frame in one.frames if frame.verb == verb}
    assert told == {type_}


def test_no_word_tells_of_two_kinds_of_act() -> None:
    """A verb, a noun, or a verb with the same noun and small words stands in one category only."""
    told: defaultdict[tuple[object, ...], set[Plover]] = defaultdict(set)
    for category in lexicon.categories().values():
        for word in category.verbs:
            told["verb", word].add(category.type)
        for word in category.nouns:
            told["noun", word].add(category.type)
        for frame in category.frames:
            for word in frame.objects or {""}:
                told["frame", frame.verb, frame.particle, frame.via, word, frame.complement].add(category.type)
    assert {key: types for key, types in told.items() if len(types) > 1} == {}


def test_a_verb_is_known_under_the_form_that_the_parser_makes_of_it() -> None:
    """The parser brings "staged" to "stag": the frames of "stage" are found there, too."""
    frames = lexicon.categories()[Plover.PROTEST].frames
    assert {frame.objects for frame in frames if frame.verb == "stage"} == {
        frame.objects for frame in frames if frame.verb == "stag"
    }


@pytest.mark.parametrize(
    ("noun", "type_"),
    [
        ("acceptance", Plover.AGREE),
        ("trade mission", Plover.CONSULT),
        ("message of condolence", Plover.SUPPORT),
        ("debt rescheduling", Plover.CONCEDE),
        ("currency swap", Plover.COOPERATE),
        ("airdrop", Plover.AID),
        ("capitulation", Plover.RETREAT),
        ("proposal", Plover.REQUEST),
        ("anti-dumping probe", Plover.ACCUSE),
        ("postponement", Plover.REJECT),
        ("warning shot", Plover.THREATEN),
        ("wildcat strike", Plover.PROTEST),
        ("countervailing duty", Plover.SANCTION),
        ("naval exercise", Plover.MOBILIZE),
        ("mass deportation", Plover.COERCE),
        ("mortar attack", Plover.ASSAULT),
    ],
)
def test_what_a_noun_tells_of(noun: str, type_: Plover) -> None:
    """An act is often told by a noun alone: "the postponement of his visit by Ruritania"."""
    assert [one.type for one in lexicon.categories().values() if noun in one.nouns] == [type_]


@pytest.mark.parametrize("noun", ["demand", "offer", "strike", "rally", "march", "restriction", "agreement"])
def test_a_noun_that_means_too_much_tells_of_nothing(noun: str) -> None:
    """A demand may be one for oil, a rally one of share prices: such a noun needs its verb."""
    assert not [one.type for one in lexicon.categories().values() if noun in one.nouns]


def test_what_is_no_act() -> None:
    """To meet a target is no meeting."""
    assert any(frame.verb == "meet" and "target" in frame.objects for frame in lexicon.standard().not_acts)


# ---------------------------------------------------------------- the files


@pytest.mark.parametrize("name", ["countries", "regions", "organisations", "media", "offices", "plover"])
def test_a_file_says_at_its_head_how_to_add_to_it(name: str) -> None:
    """The first lines are a comment for the analyst who extends it."""
    from importlib.resources import files

    text = (files(lexicon) / f"{name}.toml").read_text(encoding="utf-8")
    head = text[: text.index("\n\n[")]
    assert all(line.startswith("#") for line in head.split("\n") if line)
    assert name == "media" or "To add" in head
    assert read_table(f"{name}.toml")


def test_a_desk_adds_words_of_its_own() -> None:
    """A desk's table lengthens the lists and brings new entries; the lexicon as shipped stays as it is."""
    own = Lexicon(
        {
            "countries": {"IRN": {"names": ["Iranzamin"]}},
            "organisations": {"harbour-board": {"name": "Streslau Harbour Board", "kind": "agency"}},
            "plover": {"CONSULT": {"verbs": ["palaver"]}},
        }
    )
    assert own.table.look_up("Iranzamin")[0].entry == own.countries["IRN"]
    assert own.table.look_up("Persia")[0].entry == own.countries["IRN"]
    assert own.table.look_up("Streslau Harbour Board")
    assert "palaver" in own.categories[Plover.CONSULT].verbs
    assert not lexicon.look_up("Iranzamin")


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ({"countries": {"IRN": {"nmaes": ["Iranzamin"]}}}, "countries.toml, [IRN]: 'nmaes' means nothing here"),
        ({"countries": {"IRN": {"names": "Iranzamin"}}}, "countries.toml, [IRN]: names must be a list"),
        ({"countries": {"Iran": {"name": "Iran"}}}, "countries.toml, [Iran]: a country stands under its ISO 3166-1 code"),
        ({"countries": {"QQQ": {"names": ["Qumar"]}}}, "countries.toml, [QQQ]: the line name"),
        ({"countries": {"JPN": {"demonyms": ["Iranian"]}}}, "'Iranian' already stands as a demonym under"),
        ({"regions": {"north": {"name": "North", "type": "zone"}}}, "regions.toml, [north]: type 'zone' is none of"),
        ({"organisations": {"club": {"name": "Club", "kind": "guild"}}}, "organisations.toml, [club]: kind 'guild' is none of"),
        ({"plover": {"GREET": {"label": "Greet"}}}, "plover.toml, [GREET]: the categories are"),
        ({"plover": {"CONSULT": {"frames": [{"verb": "meet"}]}}}, "belongs into the list of verbs"),
        ({"plover": {"CONSULT": {"frames": [{"particle": "up"}]}}}, 'the line verb = "…" is missing'),
        ({"plover": {"CONSULT": {"frames": [{"verb": "go", "via": "on"}]}}}, "via names the small word"),
        ({"offices": {"words": {"former": [" ex"]}}}, "offices.toml, [words]: each word of former must be a text"),
    ],
)
def test_a_faulty_line_is_named(extra: dict[str, dict[str, object]], says: str) -> None:
    """One clear line: the file, the table, what is wrong, and where to read how it is written."""
    own = Lexicon(extra)  # type: ignore[arg-type]  # as it comes from a desk's file, unchecked
    with pytest.raises(BadLexicon) as fault:
        _ = own.table, own.offices, own.categories
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_file_that_is_no_toml_is_named() -> None:
    """A missing quotation mark is told with its line."""
    with pytest.raises(BadLexicon, match=r"countries\.toml.*line 2"):
        parse_table("countries.toml", '[IRN]\nname = "Iran\n')
