"""Figures: the numbers that a careful reader would take from a sentence, and those that he would not. Published 20 May 2024."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peyvand.model import Bound, Figure
from peyvand.reading.counted.figures import read_figures
from peyvand.reading.counted.numbers import numerals
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

Build = Callable[..., Analysis]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The names that come with the program."""
    return Gazetteer(standard())


@pytest.fixture
def figures(make_analysis: Build, gazetteer: Gazetteer) -> Callable[[str], list[Figure]]:
    """Reads the figures of a text."""

    def read(text: str) -> list[Figure]:
        analysis = make_analysis(text, published="2024-05-20")
        found = read_figures(analysis, Cast(analysis, gazetteer), Dates(analysis))
        for figure in found:
            assert analysis.source.text[figure.quote.start : figure.quote.end] == figure.quote.exact
        return found

    return read


Read = Callable[[str], list[Figure]]

COUNTED: dict[str, list[tuple[float, str]]] = {
    # scales and abbreviations
    "Norland imported 46.5 million barrels from Ruritania.": [(46_500_000, "barrels")],
    "The cargo of 2.2 mln barrels was sold.": [(2_200_000, "barrels")],
    "The port cost $1.2bn.": [(1_200_000_000, "USD")],
    "The state owes 1.5 trillion yen.": [(1_500_000_000_000, "JPY")],
    "The road cost Rs 5 crore.": [(50_000_000, "INR")],
    "The town has a population of 12万.": [(120_000, "people")],
    "He bought it for £3.5m.": [(3_500_000, "GBP")],
    # number words
    "Thirty-five miners were hurt.": [(35, "miners")],
    "They bought two dozen helicopters.": [(24, "aircraft")],
    "Half a million refugees crossed the border.": [(500_000, "people")],
    "One hundred and five ships lay in the harbour.": [(105, "ships")],
    # shares
    "Ruritania's share of the market was 16 percent.": [(16, "percent")],
    "Norland provides over 50 pct of the tea.": [(50, "percent")],
    "A third of the exporters sell to Norland.": [(33.3, "percent")],
    "Half of the harvest was lost.": [(50, "percent")],
    "One in five firms has closed.": [(20, "percent")],
    # currencies and rates
    "They want oil at 18 dlrs a barrel.": [(18, "USD per barrel")],
    "The firm paid 40 million U.S. dollars.": [(40_000_000, "USD")],
    "The grant of €270 million was paid.": [(270_000_000, "EUR")],
    "The debt is 5 billion stg.": [(5_000_000_000, "GBP")],
    "Total trade reached USD507.9 billion.": [(507_900_000_000, "USD")],
    "Kenyan tea lost two shillings a kilo.": [(2, "KES per kg")],
    "The Iranian rial fell to 600,000 to the dollar.": [(600_000, "IRR per USD")],
    # rates of flow
    "Norland pumps 115,000 bpd.": [(115_000, "barrels per day")],
    "The pipe carries 10 bcm a year.": [(10_000_000_000, "cubic metres per year")],
    "About 18 million barrels of oil are shipped daily.": [(18_000_000, "barrels per day")],
    # measures
    "Norland sent 7 tons of flour and 500,000 doses of vaccine.": [(7, "tonnes"), (500_000, "doses")],
    "The plant yields 450 MW from 12 turbines.": [(450, "megawatts"), (12, "turbines")],
    "The line is 1,200 km long.": [(1200, "kilometres")],
    # counted things
    "The mine operates 15,000 mining machines.": [(15_000, "mining machines")],
    "They ordered 132 warplanes.": [(132, "aircraft")],
    "The six Ruritanian coast guard ships left.": [(6, "ships")],
    "54 nuclear reactors were running.": [(54, "reactors")],
    "Four U.N. resolutions condemned it.": [(4, "resolutions")],
    "Norland expelled 35 British nurses.": [(35, "nurses")],
    "Norland expelled 35 British people.": [(35, "people")],
    "Norland sent 800 soldiers and 61,000 refugees home.": [(800, "soldiers"), (61000, "people")],
    "There are 1,500 Japanese companies in Thailand.": [(1500, "companies")],
    "The vessel with a crew of 21 was seized.": [(21, "people")],
    # ranges, and from one value to another
    "Between 30 and 40 percent of the wheat was lost.": [(30, "percent"), (40, "percent")],
    "It needs 10-15 million tonnes.": [(10_000_000, "tonnes"), (15_000_000, "tonnes")],
    "The deal is worth $5-6 billion.": [(5_000_000_000, "USD"), (6_000_000_000, "USD")],
    "Exports fell from 2.5 million bpd to 500,000 bpd.": [(2_500_000, "barrels per day"), (500_000, "barrels per day")],
    # multiples and ranks
    "Arrivals increased twofold.": [(2, "times")],
    "Trade is 21 times what it was.": [(21, "times")],
    "Imports from Norland tripled.": [(200, "percent")],
    "Norland is Ruritania's second-largest trading partner.": [(2, "rank")],
    # a unit left out is that of the clause before
    "Norland exported 1.5 billion stg worth of goods, while imports totalled 436 mln.": [
        (1_500_000_000, "GBP"),
        (436_000_000, "GBP"),
    ],
    "The board registered 17,490 claims, compared with 7,483 in 2022.": [(17_490, "claims"), (7_483, "claims")],
    "Norland lodged more than 400 protests, three dozen of them this year.": [(400, "protests"), (36, "protests")],
}


@pytest.mark.parametrize("text", COUNTED)
def test_a_number_is_read_with_what_it_counts(figures: Read, text: str) -> None:
    """Each sentence with all its figures, value and unit, in order."""
    assert [(figure.value, figure.unit) for figure in figures(text)] == COUNTED[text]


NO_FIGURES = [
    "The ministers met on 3 June 2021 at 10:30 a.m. in Room 101.",
    "The talks in 1987 and 2015 lasted three hours.",
    "The two countries held a third round of talks over five days.",
    "Mr. Karl Voss, 54, has led the ministry for 12 years.",
    "Young people under the age of 40 stayed at home.",
    "The 45-year-old envoy and his 22-year-old aide left.",
    "Security Council Resolution 2231 and Article 15 of the charter apply.",
    "The F-16, the Type 09-1 and COVID-19 were spoken of.",
    "The Boeing 737 and the Leopard 2 were shown.",
    "The 5+1 format and the G7 won't return.",
    "Call 021 6640 1234 between 9:00 and 17:00.",
    "One of the sides said that the two leaders had five minutes.",
    "The 40th anniversary of the 1979 revolution was marked.",
    "The three ministers and two delegations agreed on four points.",
    "1. The parties shall meet. 2. They shall talk.",
    "It was a ten-year contract and a four-day visit.",
    "The leaders doubled down on double standards.",
]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_dates_names_ages_durations_and_small_counts_are_no_figures(figures: Read, text: str) -> None:
    """Numbers that say nothing about the relationship."""
    assert [(figure.value, figure.unit) for figure in figures(text)] == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Norland pumps about 115,000 bpd.", Bound.ABOUT),
        ("Norland pumps nearly 115,000 bpd.", Bound.ABOUT),
        ("Norland pumps more than 115,000 bpd.", Bound.AT_LEAST),
        ("Norland pumps at least 115,000 bpd.", Bound.AT_LEAST),
        ("Norland pumps up to 115,000 bpd.", Bound.AT_MOST),
        ("Norland pumps less than 115,000 bpd.", Bound.AT_MOST),
        ("Norland pumps 115,000 bpd.", None),
        ("Under the $5 billion deal Norland will get ships.", None),
    ],
)
def test_how_exact_a_figure_is_meant(figures: Read, text: str, bound: Bound | None) -> None:
    """About, more than, up to; a bare number has no bound."""
    assert figures(text)[0].bound is bound


def test_the_ends_of_a_range_are_bounds(figures: Read) -> None:
    """Between 30 and 40 percent: at least the one, at most the other."""
    low, high = figures("Between 30 and 40 percent of the wheat was lost.")
    assert (low.bound, high.bound) == (Bound.AT_LEAST, Bound.AT_MOST)


PERIODS = [
    ("In 2018, Norland imported 46 million barrels.", ["2018"]),
    ("Exports were worth 75 mln dlrs in 1985, while imports amounted to only 4.8 mln dlrs.", ["1985", "1985"]),
    ("Exports fell from 2.5 million bpd in 2018 to 500,000 bpd in 2020.", ["2018", "2020"]),
    ("Trade reached $3 billion last year and $1.5 billion in the first half of 2016.", ["2023", "2016-01/2016-06"]),
    ("Trade hit 133 billion USD last year, up 13.8 percent from 2019.", ["2023", "2023"]),
    ("In February, Norland had contracted to buy 125,000 bpd until June.", ["2024-02/2024-06"]),
    ("The field will yield 3 bcm this year and perhaps 4 bcm by 2027.", ["2024", "2027"]),
    ("Norland has lodged more than 400 protests since 2020.", ["2020/2024"]),
    ("Before the 2011 crisis, 54 nuclear reactors were running.", ["../2011"]),
    ("Under the $5 billion deal signed last year, Norland is to buy 132 warplanes.", ["2023", "2023"]),
    ("The minister said on Thursday that exports rose 5 percent in 2022.", ["2022"]),
    ("The minister said on Thursday that exports rose 5 percent.", [None]),
    ("The 2015 accord covered 19,000 centrifuges.", [None]),
    ("Exports dropped to $450 million in 2023 from $520 million a year earlier.", ["2023", "2022"]),
    ("Norland bought goods worth $89 billion in 2022. That was a rise of 12 percent.", ["2022", "2022"]),
]


@pytest.mark.parametrize(("text", "periods"), PERIODS)
def test_a_figure_holds_for_the_time_that_its_clause_gives(figures: Read, text: str, periods: list[str | None]) -> None:
    """The time of the saying, of the base, and of a noun in passing isn't the figure's."""
    assert [figure.period for figure in figures(text)] == periods


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In 2018, Japan imported 46 million barrels from Iran.", {"Japan", "imports", "Iran"}),
        ("Iran's share of Japan's oil imports was 16 percent.", {"share", "oil", "imports"}),
        ("Trade between Japan and Iran rose 12 percent.", {"rise", "trade"}),
        ("Exports to Iran fell by 12 percent.", {"fall", "exports"}),
        ("Exports to Iran fell to $5 million.", {"exports", "Iran"}),
        ("France made a first repayment of 330 mln dlrs.", {"repayment"}),
        ("Petrolia cancelled a 40 mln dlr crude oil purchase.", {"oil", "purchase"}),
        ("Kenya provides over 50 pct of Pakistan's tea imports.", {"Kenya", "share", "tea", "imports"}),
        ("Oil imports hit 84 billion USD, up 11.5 percent.", {"imports"}),
        ("The mine operates 15,000 mining machines.", {"mining", "machines"}),
        ("Japan is Iran's second-largest trading partner.", {"rank", "partners"}),
        ("About 60 percent of recent claims were rejected.", {"share", "recent", "claims"}),
    ],
)
def test_the_indicator_says_what_the_number_is_about(figures: Read, text: str, words: set[str]) -> None:
    """A short noun phrase, with the noun for what the verb does, and without the number."""
    for figure in figures(text):
        indicator = figure.indicator.replace("'s", " ").replace("'", " ").split()
        assert words <= set(indicator), figure.indicator
        assert not any(character.isdigit() for character in figure.indicator)


def test_a_rise_names_the_change_and_the_level(figures: Read) -> None:
    """Exports rose by 18 percent to 49 billion: a change, and the level that it led to."""
    change, level = figures("Vietnam's exports to China rose by 18 percent to 49 billion USD.")
    assert change.indicator.startswith("rise in")
    assert not level.indicator.startswith("rise in")
    assert change.geo == level.geo == ("VNM", "CHN")


def test_by_one_sum_to_another_is_a_change_and_a_level(figures: Read) -> None:
    """Raised by 2.50 to 35 dollars: no range."""
    change, level = figures("Iran raised the price of its crude by $2.50 to $35 per barrel.")
    assert (change.value, change.bound, change.indicator.split()[0]) == (2.5, None, "rise")
    assert (level.value, level.bound, level.unit) == (35, None, "USD per barrel")


def test_the_reporter_comes_before_the_partner(figures: Read) -> None:
    """Japan imports from Iran: Japan first, however the sentence is turned."""
    assert figures("In 2018, Japan imported 46 million barrels from Iran.")[0].geo == ("JPN", "IRN")
    assert figures("From Iran, Japan imported 46 million barrels.")[0].geo == ("JPN", "IRN")


def test_who_is_credited_with_a_figure(figures: Read) -> None:
    """According to a ministry; a minister said; nobody."""
    (told,) = figures("Japan imported 46 million barrels, according to data from the Japanese Ministry of Finance.")
    assert told.speaker is not None
    assert "Ministry of Finance" in told.speaker
    (said,) = figures("Mexicans filed 17 percent of all claims, Immigration Minister Marc Miller said.")
    assert said.speaker == "Marc Miller"
    (plain,) = figures("Mexicans filed 17 percent of all claims.")
    assert plain.speaker is None


def test_the_quote_is_the_clause_of_the_number(figures: Read) -> None:
    """Not the whole sentence, and never a piece without what it counts."""
    text = (
        "After long talks in the capital, Norland bought 132 warplanes from Ruritania, while the opposition, "
        "which had asked for an inquiry, left the chamber."
    )
    (figure,) = figures(text)
    assert figure.quote.exact == "Norland bought 132 warplanes from Ruritania"


def test_figures_of_several_paragraphs_come_in_order(figures: Read) -> None:
    """Offsets run through the document."""
    found = figures("Norland has 54 reactors.\n\n# Trade\n\nIt sold 20 of its 30 ships.")
    assert [figure.value for figure in found] == [54, 20, 30]
    assert [figure.quote.start for figure in found] == sorted(figure.quote.start for figure in found)


def test_what_is_said_twice_is_one_figure(figures: Read) -> None:
    """A heading that sums up the paragraph, and a pull quote; a heading that alone has the number is read."""
    body = "Norland lent Ruritania 54 million dollars in 2019."
    assert [figure.quote.start for figure in figures(f"# Norland lends 54 million dollars\n\n{body}\n\n{body}")] == [36]
    assert [figure.value for figure in figures("# Norland lends 54 million dollars\n\nIt was a bad year.")] == [54_000_000]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,500.5 and 3-1/2 and 1,00,000", [1500.5, 3.5, 100_000]),
        ("40-million-dollar", [40_000_000]),
        ("two thousand five hundred", [2500]),
        ("5 lakh crore", [5e12]),
        ("12億円", [1.2e9]),
        ("F-16, COVID-19, 5+1, 24/7, 3:45, 2.0.1", []),
        ("1" * 400, []),
        ("one hundred " * 300, []),
    ],
)
def test_numbers_are_read_in_many_spellings(text: str, values: list[float]) -> None:
    """Digits with separators and fractions, scales of several languages, and words."""
    assert [numeral.value for numeral in numerals(text)] == values
