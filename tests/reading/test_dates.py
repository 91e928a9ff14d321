"""Expressions of time: what they are resolved to, and which act they date. Published on Monday 20 May 2024 unless said."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from peyvand.reading.text.document import Analysis, Sentence
from peyvand.reading.when.calendars import persian, persian_month
from peyvand.reading.when.dates import Dates

Build = Callable[..., Analysis]
_EDTF = re.compile(
    r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?~?|\d{2}XX|\d{3}X)|(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?)/(?:\.\.|\d{4}(?:-\d\d(?:-\d\d)?)?)"
)


def read(build: Build, text: str, published: str | None = "2024-05-20") -> tuple[Analysis, Dates]:
    """A text, parsed, with its expressions of time."""
    analysis = build(text, published=published)
    return analysis, Dates(analysis)


def listed(build: Build, text: str, published: str | None = "2024-05-20") -> list[str]:
    """All dates of a text, in order."""
    analysis, dates = read(build, text, published)
    return [time.edtf for sentence in analysis.sentences for time in dates.in_sentence(sentence)]


def dated(build: Build, text: str, word: str, published: str | None = "2024-05-20") -> str | None:
    """The date of the act that a word heads; the first sentence that has the word."""
    analysis, dates = read(build, text, published)
    for sentence in analysis.sentences:
        for token in sentence.span:
            if token.text == word:
                return dates.of(sentence, token)
    raise AssertionError(word)


def sentence_of(analysis: Analysis) -> Sentence:
    """The only sentence of a text."""
    assert len(analysis.sentences) == 1
    return analysis.sentences[0]


RESOLVED = {
    # days, by the tense around them
    "The ministers met in Zenda on Friday.": ["2024-05-17"],
    "The ministers will meet in Zenda on Friday.": ["2024-05-24"],
    "The ministers met in Zenda on Monday.": ["2024-05-20"],
    "The visit is due to begin on Wednesday.": ["2024-05-22"],
    "The harbour was closed last Monday.": ["2024-05-13"],
    "The harbour was closed on Tuesday last week.": ["2024-05-14"],
    "The ministers met on Tuesday and Wednesday.": ["2024-05-14/2024-05-15"],
    "The ministers met on Tuesday and Friday.": ["2024-05-14", "2024-05-17"],
    "The port was closed on 3 April. It reopened on the 10th.": ["2024-04-03", "2024-04-10"],
    "The port was closed on 3 April. Hours later it reopened.": ["2024-04-03", "2024-04-03"],
    "Relations were broken off in 2020. In March of that year the port was closed.": ["2020", "2020-03"],
    "The talks resumed yesterday and will end tomorrow.": ["2024-05-19", "2024-05-21"],
    "On March 22 the parliament ratified the treaty.": ["2024-03-22"],
    "The envoy left on 22 December.": ["2023-12-22"],
    "The envoy will leave on Dec. 22.": ["2024-12-22"],
    "The pact was signed on 3 June 2021.": ["2021-06-03"],
    "The pact was signed on 2021-06-03.": ["2021-06-03"],
    "The committee sat on 5-7 June 2023.": ["2023-06-05/2023-06-07"],
    "The strait was closed from July 30 to August 2, 2021.": ["2021-07-30/2021-08-02"],
    "The harbour was shelled over the weekend.": ["2024-05-18/2024-05-19"],
    # weeks, months, seasons, years
    "He resigned last week.": ["2024-05-13/2024-05-19"],
    "She was in Zenda earlier this week.": ["2024-05-20"],
    "The law takes effect next March.": ["2025-03"],
    "The envoy arrived in Zenda in November.": ["2023-11"],
    "The summit is to be held in November.": ["2024-11"],
    "Exports rose last year.": ["2023"],
    "The plant closed late last year.": ["2023~"],
    "In early 2013 the mine reopened.": ["2013~"],
    "The pact was concluded in the summer of 2019.": ["2019-22"],
    "In the 1970s they built a refinery together.": ["197X"],
    "The frontier was drawn in the 19th century.": ["18XX"],
    "Output fell in the first half of 1987.": ["1987-01/1987-06"],
    "Output rose in the first quarter.": ["2024-01/2024-03"],
    "Sales grew in the first nine months of 2023.": ["2023-01/2023-09"],
    "Sales grew in January-October 2018.": ["2018-01/2018-10"],
    "In the year to March 2024 trade shrank.": ["2023-04/2024-03"],
    "The company left in mid-2018.": ["2018~"],
    "In the twelve months to March 2023 imports doubled.": ["2022-04/2023-03"],
    # open and bounded
    "From 2012 to 2016 there was no ambassador.": ["2012/2016"],
    "The office was shut in 2012-16.": ["2012/2016"],
    "Trade was suspended between March and June 2021.": ["2021-03/2021-06"],
    "Since 2006, Norland has backed the measures.": ["2006/.."],
    "Before 2019 it bought all its oil from Ruritania.": ["../2019"],
    "The ban stays in force until June.": ["../2024-06"],
    "The port must be finished by 2030.": ["../2030"],
    "They are to sign the pact before the end of the year.": ["../2024"],
    "In the past three years trade has grown.": ["2021/2024"],
    "The court was founded two years ago.": ["2022"],
    # other calendars
    "The law was passed on 8 Mordad 1402.": ["2023-07-30"],
    "Prices rose in Mordad 1402.": ["2023-07-23/2023-08-22"],
    "The ordinance dates from Reiwa 5.": ["2023"],
    "In fiscal 2023 Japan lent more.": ["2023-04/2024-03"],
    "The note of 31 Esfand 1402 and of 31 February 2023 can't be.": [],
    # resolved only as far as it can be known
    "The memo of 07/08/2023 was leaked.": ["2023"],
    "The memo of 23/08/2023 was leaked.": ["2023-08-23"],
    "Two weeks after the signing, the ministers met again.": [],
    "They may march on, and he may resign.": [],
    "Resolution 1929 and Type 1955 are names; the crew ate 2000 tonnes.": [],
}


@pytest.mark.parametrize("text", RESOLVED)
def test_an_expression_is_resolved_against_the_day_of_publication(make_analysis: Build, text: str) -> None:
    """Each sentence with all the dates that it gives, in order, and no others."""
    assert listed(make_analysis, text) == RESOLVED[text]


@pytest.mark.parametrize("text", RESOLVED)
def test_what_is_resolved_is_edtf(make_analysis: Build, text: str) -> None:
    """Every date is a valid EDTF string of level 0 or 1."""
    assert all(_EDTF.fullmatch(date) for date in listed(make_analysis, text))


ACTS = [
    ("The deal signed in 2019 lapsed on Monday.", "signed", "2019"),
    ("The deal signed in 2019 lapsed on Monday.", "lapsed", "2024-05-20"),
    ("He said on Thursday that the talks held in March had failed.", "said", "2024-05-16"),
    ("He said on Thursday that the talks held in March had failed.", "held", "2024-03"),
    ("He said on Thursday that the talks held in March had failed.", "failed", None),
    ("The ship was seized on July 30 and released on August 2.", "seized", "2023-07-30"),
    ("The ship was seized on July 30 and released on August 2.", "released", "2023-08-02"),
    ("On Monday the minister met the envoy and signed a memorandum.", "signed", "2024-05-20"),
    ("Before suspending them in 2019, Norland relied on oil imports.", "relied", "../2019"),
    ("Before suspending them in 2019, Norland relied on oil imports.", "suspending", "2019"),
    ("The 2015 treaty is still frozen, the minister said on Monday.", "treaty", "2015"),
    ("The 2015 treaty is still frozen, the minister said on Monday.", "frozen", None),
    ("During last week's visit, the delegation toured the port.", "toured", "2024-05-13/2024-05-19"),
    ("They agreed to meet again next month.", "meet", "2024-06"),
    ("Speaking on Thursday, Karl Voss rejected the offer.", "rejected", "2024-05-16"),
    ("The 2021-2025 plan names ten projects.", "names", None),
    ("They agreed to meet again next month.", "agreed", None),
    ("The president is scheduled to arrive on Wednesday.", "scheduled", "2024-05-22"),
    ("The accord, which expires in 2026, was extended on 3 June 2021.", "extended", "2021-06-03"),
    ("The envoy said the attack on Saturday was a crime.", "attack", "2024-05-18"),
    ("The envoy said the attack on Saturday was a crime.", "said", None),
]


@pytest.mark.parametrize(("text", "word", "date"), ACTS)
def test_an_act_has_the_date_of_its_own_clause(make_analysis: Build, text: str, word: str, date: str | None) -> None:
    """A date said of one act isn't given to another; an act without one has none."""
    assert dated(make_analysis, text, word) == date


def test_a_visit_of_some_days_is_an_interval(make_analysis: Build) -> None:
    """The king begins a four-day visit on Tuesday: from Tuesday to Friday; one that ended on Friday began before."""
    assert dated(make_analysis, "The king will begin a four-day visit to Norland on Tuesday.", "begin") == "2024-05-21/2024-05-24"
    assert dated(make_analysis, "He ended a three-day visit to Norland on Friday.", "ended") == "2024-05-15/2024-05-17"


def test_a_later_during_the_visit_means_the_visit_that_was_dated(make_analysis: Build) -> None:
    """The second sentence has no date of its own, but says during the visit."""
    text = "The king began a four-day visit to Norland on Tuesday. The queen opened a school during the visit."
    assert dated(make_analysis, text, "opened") == "2024-05-14/2024-05-17"


def test_those_who_met_go_on_on_the_same_day(make_analysis: Build) -> None:
    """The two ministers of the next sentence are those who met; a body not spoken of before isn't dated by it."""
    text = (
        "Aino Laine met Karl Voss in Geneva on Friday. The two ministers discussed fishing. The parliament rejected the treaty."
    )
    assert dated(make_analysis, text, "discussed") == "2024-05-17"
    assert dated(make_analysis, text, "rejected") is None


def test_persons_of_the_meeting_reported_act_at_it(make_analysis: Build) -> None:
    """Laine met Voss on Friday; what she urged three sentences later was urged there, and what someone else did wasn't."""
    text = (
        "Foreign Minister Aino Laine met President Karl Voss in Geneva on Friday. The talks were about fishing. "
        "Trade is small. Fish is scarce. On the islands, Laine urged restraint. Petra Holm bought a boat."
    )
    assert dated(make_analysis, text, "urged") == "2024-05-17"
    assert dated(make_analysis, text, "bought") is None


def test_a_release_does_on_its_day_what_it_does_by_saying_so(make_analysis: Build) -> None:
    """The ministry condemns: on the day of the release. That it knows or has condemned says nothing of the day."""
    assert dated(make_analysis, "The Ministry of Foreign Affairs of Norland condemns the attack.", "condemns") == "2024-05-20"
    assert dated(make_analysis, "The Ministry of Foreign Affairs of Norland has condemned the attack.", "condemned") is None
    assert dated(make_analysis, "The Ministry of Foreign Affairs of Norland knows the attack.", "knows") is None


def test_the_same_period_and_that_year_go_back_to_the_date_before(make_analysis: Build) -> None:
    """In 2018 … the same period … that year … the following year."""
    text = "Exports fell in 2018. Imports rose in the same period. That year the port closed. The following year it reopened."
    assert listed(make_analysis, text) == ["2018", "2018", "2018", "2019"]


def test_a_bare_month_goes_on_from_the_month_told_before(make_analysis: Build) -> None:
    """Of 1953 in February, then April: not April of this year. After a month of last year it is counted from the text's day."""
    text = "In February 1953 the tanker left Zenda. It was loaded in April."
    assert listed(make_analysis, text) == ["1953-02", "1953-04"]
    text = "In September 2023 the tanker left Zenda. It was loaded in April."
    assert listed(make_analysis, text) == ["2023-09", "2024-04"]


def test_a_count_of_days_earlier_goes_back_from_the_last_day_named(make_analysis: Build) -> None:
    """The signing on Thursday came nine days after the talks."""
    text = "The pact was signed on Thursday. The talks had been concluded nine days earlier."
    assert listed(make_analysis, text) == ["2024-05-16", "2024-05-07"]


def test_a_deadline_is_due(make_analysis: Build) -> None:
    """Within two years, by 2030 and until June are deadlines; in 2030 is a date."""
    analysis, dates = read(make_analysis, "They promised to build the bridge within two years.")
    sentence = sentence_of(analysis)
    assert dates.due(sentence, sentence.span.root) == "../2026"
    analysis, dates = read(make_analysis, "They will build the bridge in 2030.")
    sentence = sentence_of(analysis)
    assert dates.due(sentence, sentence.span.root) is None


def test_without_a_publication_date_only_what_is_said_in_full_is_dated(make_analysis: Build) -> None:
    """Neither Monday nor last year can be known; 3 June 2021 can."""
    text = "The ministers met on Monday, as they did last year and on 3 June 2021."
    assert listed(make_analysis, text, published=None) == ["2021-06-03"]


def test_a_dateline_says_when_the_text_was_written(make_analysis: Build) -> None:
    """The dateline is where Friday is counted from, and no date of an act itself."""
    text = "ZENDA, March 3, 2019 - The ministers of both states met in the old palace on Friday."
    assert listed(make_analysis, text, published=None) == ["2019-03-01"]


def test_a_date_line_of_its_own_says_when_the_text_was_written(make_analysis: Build) -> None:
    """A release that ends with its date."""
    text = "The ministers of both states met in the old palace on Monday.\nZENDA\n5 MARCH 2019"
    assert listed(make_analysis, text, published=None)[0] == "2019-03-04"


def test_a_publication_year_alone_dates_years_but_no_days(make_analysis: Build) -> None:
    """Published in 2025: last year is 2024, next week isn't known."""
    assert listed(make_analysis, "The ministers met last year and will meet next week.", published="2025") == ["2024"]


def test_expressions_stand_where_they_are_in_the_source(make_analysis: Build) -> None:
    """Offsets count in the source's text, paragraph after paragraph."""
    analysis, dates = read(make_analysis, "Nothing happened here.\n\nThe ministers met on Friday.")
    (time,) = [time for sentence in analysis.sentences for time in dates.in_sentence(sentence)]
    assert analysis.source.text[time.start : time.end] == "on Friday"


@pytest.mark.parametrize(
    ("day", "iso"),
    [((1400, 1, 1), "2021-03-21"), ((1403, 1, 1), "2024-03-20"), ((1357, 11, 22), "1979-02-11"), ((1404, 1, 1), "2025-03-21")],
)
def test_iranian_days_are_those_of_the_gregorian_calendar(day: tuple[int, int, int], iso: str) -> None:
    """Days on which both calendars are known: Nowruz, and 22 Bahman 1357."""
    assert persian(*day).isoformat() == iso


def test_the_last_iranian_month_has_a_leap_day() -> None:
    """Esfand of 1403 has 30 days, that of 1402 has 29."""
    assert persian_month(1403, 12) == "2025-02-19/2025-03-20"
    assert persian_month(1402, 12) == "2024-02-20/2024-03-19"
