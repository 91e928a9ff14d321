"""Who took which position, in whose words; the article that each test reads is its argument."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peyvand.errors import BadLexicon
from peyvand.model import Stance, Statement
from peyvand.reading.about.issues import Subjects, fields, issues
from peyvand.reading.about.subjects import Tagger
from peyvand.reading.lexicon import standard
from peyvand.reading.said.saying import saying
from peyvand.reading.said.statements import read_statements
from peyvand.reading.text.document import Analysis
from peyvand.reading.text.quotation import Quotations
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

Read = Callable[..., list[Statement]]


@pytest.fixture
def read(make_analysis: Callable[..., Analysis]) -> Read:
    """Reads the statements of a text."""

    def run(text: str, *, published: str | None = "2024-05-20") -> list[Statement]:
        analysis = make_analysis(text, published=published)
        found = read_statements(analysis, Cast(analysis, Gazetteer(standard())), Dates(analysis))
        for one in found:
            assert text[one.quote.start : one.quote.end] == one.quote.exact
        return found

    return run


def only(found: list[Statement]) -> Statement:
    """The one statement of an article."""
    assert len(found) == 1, [(one.speaker, one.quote.exact) for one in found]
    return found[0]


# ---------------------------------------------------------------- the stance of a wording


@pytest.mark.parametrize(
    ("sentence", "speaker", "stance", "topic"),
    [
        ("Finland expressed concern over the closure of the strait.", "Finland", Stance.CONCERN, "closure of the strait"),
        ("Portugal is concerned about illegal fishing in its waters.", "Portugal", Stance.CONCERN, "illegal fishing"),
        ("Canada warned that the new quota would ruin small farms.", "Canada", Stance.CONCERN, "new quota"),
        ("Norway condemned the arrest of the two journalists.", "Norway", Stance.OPPOSE, "arrest of the two journalists"),
        ("Brazil rejected the proposed tariff on steel.", "Brazil", Stance.OPPOSE, "proposed tariff on steel"),
        ("Peru denied shipping weapons to the rebels.", "Peru", Stance.OPPOSE, "weapons"),
        ("Chile accused Peru of violating the fishing treaty.", "Chile", Stance.OPPOSE, "fishing treaty"),
        ("Kenya welcomed the reopening of the border.", "Kenya", Stance.SUPPORT, "reopening of the border"),
        ("Spain praised the rescue of the sailors.", "Spain", Stance.SUPPORT, "rescue of the sailors"),
        ("Austria reaffirmed its support for the talks in Geneva.", "Austria", Stance.SUPPORT, "talks in Geneva"),
        ("Egypt called for an immediate ceasefire.", "Egypt", Stance.DEMAND, "immediate ceasefire"),
        ("Greece urged Malta to release the ship.", "Greece", Stance.DEMAND, "ship"),
        ("Mexico demanded an apology from the company.", "Mexico", Stance.DEMAND, "apology"),
        ("Hungary wants Slovakia to reopen the bridge.", "Hungary", Stance.DEMAND, "bridge"),
        ("Denmark offered to host the next round.", "Denmark", Stance.OFFER, "next round"),
        ("Sweden vowed to rebuild the hospital.", "Sweden", Stance.OFFER, "hospital"),
        ("Vietnam is ready to share its flood data.", "Vietnam", Stance.OFFER, "flood data"),
        ("Ghana said the convoy arrived on Sunday.", "Ghana", Stance.NEUTRAL, "convoy"),
        ("Italy does not support the embargo.", "Italy", Stance.OPPOSE, "embargo"),
        ("Belgium sees the accord as an unacceptable breach of the rules.", "Belgium", Stance.OPPOSE, "accord"),
        ("Poland called the accord a historic milestone.", "Poland", Stance.SUPPORT, "accord"),
        ("Qatar voiced its opposition to the naval blockade.", "Qatar", Stance.OPPOSE, "naval blockade"),
        ("Jordan conveyed its gratitude for the field hospital.", "Jordan", Stance.SUPPORT, "field hospital"),
        ("Oman stressed the need for a hotline between the navies.", "Oman", Stance.DEMAND, "hotline"),
    ],
)
def test_the_verb_decides_the_stance(read: Read, sentence: str, speaker: str, stance: Stance, topic: str) -> None:
    """A position is worded by its verb, noun or adjective, and is about what follows it."""
    found = only(read(sentence))
    assert (found.speaker, found.stance) == (speaker, stance)
    assert topic in found.topic


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("the pact has great potential", Stance.SUPPORT),
        ("the raid violates the law of the sea", Stance.OPPOSE),
        ("trade remains under pressure", Stance.CONCERN),
        ("the fleet must leave the bay", Stance.DEMAND),
        ("Iceland stands ready to send divers", Stance.OFFER),
        ("the train has nine carriages", Stance.NEUTRAL),
    ],
)
def test_where_the_verb_says_nothing_the_words_decide(read: Read, words: str, stance: Stance) -> None:
    """Iceland's foreign minister, Katrin Olafsdottir, said …"""
    assert read(f"Iceland's foreign minister, Katrin Olafsdottir, said {words}.")[0].stance is stance


def test_what_is_stressed_overrules_the_stress(read: Read) -> None:
    """Estonia stressed that trade falls short of its potential under the new restrictions, which hurt exporters."""
    found = read("Estonia stressed that trade falls short of expectations and hurts exporters.")
    assert only(found).stance is Stance.CONCERN


# ---------------------------------------------------------------- who speaks


def test_a_pronoun_speaks_for_whom_it_means(read: Read) -> None:
    """Prime Minister Aino Laine arrived in Riga on Monday. She said the railway would be finished."""
    found = read("Prime Minister Aino Laine arrived in Riga on Monday. She said the railway must be finished.")
    assert only(found).speaker == "Aino Laine"


def test_the_innermost_speaker_counts(read: Read) -> None:
    """A ministry that reports what its minister said is not the one who said it."""
    found = read("Foreign Minister Aino Laine urged Russia to free the sailors, the Finnish Foreign Ministry said.")
    assert only(found).speaker == "Aino Laine"
    assert "Ministry" not in found[0].quote.exact


def test_a_minister_speaks_of_his_own_country(read: Read) -> None:
    """Chancellor Karl Weber said his country was ready to lend engineers."""
    found = only(read("Austria's Chancellor Karl Weber said his country was ready to lend engineers."))
    assert found.speaker == "Karl Weber"
    assert found.stance is Stance.OFFER


def test_according_to(read: Read) -> None:
    """The dam is nearly full, according to Egyptian officials."""
    found = only(read("The dam is dangerously full, according to Egyptian officials."))
    assert found.speaker == "Egyptian officials"
    assert found.quote.exact.startswith("The dam")
    assert found.stance is Stance.CONCERN


def test_in_somebodys_words(read: Read) -> None:
    """In the view of the ambassador …"""
    found = read("Anna Berg became ambassador in 2020. In her view, the canal is vital for both economies.")
    assert only(found).speaker == "Anna Berg"


def test_data_are_nobodys_position(read: Read) -> None:
    """Imports rose, according to data from the customs office."""
    assert read("Imports rose by 4 percent, according to customs data.") == []


def test_speakers_who_are_only_described(read: Read) -> None:
    """Two coffee traders in Mombasa said …"""
    found = only(read("Coffee traders in Mombasa said the ban would hurt the harvest."))
    assert "traders" in found.speaker
    assert found.stance is Stance.CONCERN


def test_who_is_quoted_as_saying(read: Read) -> None:
    """Whoever quotes passes words on."""
    found = only(read("Karl Weber was quoted as saying that the border must stay open."))
    assert found.speaker == "Karl Weber"
    assert found.stance is Stance.DEMAND


def test_a_statement_speaks_for_whoever_issued_it(read: Read) -> None:
    """A statement by Norway said …"""
    found = only(read("A statement by Norway said the treaty must be respected."))
    assert found.speaker == "Norway"


def test_a_joint_position_is_each_sides(read: Read) -> None:
    """Chile and Peru reaffirmed their commitment to free trade."""
    found = read("Chile and Peru reaffirmed their commitment to free trade.")
    assert {one.speaker for one in found} == {"Chile", "Peru"}
    assert len({one.quote for one in found}) == 1


def test_nobody_known_says_nothing(read: Read) -> None:
    """Somebody without a name or an office is no speaker."""
    assert read("It was cold, and the price said it all.") == []


def test_a_speech_is_its_speakers(make_analysis: Callable[..., Analysis]) -> None:
    """Remarks by President Laine: what "I" and "we" say is hers."""
    analysis = make_analysis(
        "# Remarks by President Aino Laine\nI welcome the treaty. We are concerned about the drought.", published="2024-05-20"
    )
    found = read_statements(analysis, Cast(analysis, Gazetteer(standard())), Dates(analysis))
    assert [(one.speaker.split()[-1], one.stance) for one in found] == [("Laine", Stance.SUPPORT), ("Laine", Stance.CONCERN)]


@pytest.mark.parametrize("title", ["# Statement by the Foreign Ministry", "# Norway rejects statement by Karl Weber"])
def test_not_every_title_names_who_says_i(read: Read, title: str) -> None:
    """A ministry is no person, and a report of a statement no speech."""
    assert read(f"{title}\nI welcome the treaty.") == []


# ---------------------------------------------------------------- direct speech


def test_a_quotation_before_its_speaker(read: Read) -> None:
    """ "…," Weber said."""
    text = '"The bridge will be a solid foundation for trade," Karl Weber said.'
    found = only(read(text))
    assert found.speaker == "Karl Weber"
    assert "solid foundation for trade" in found.quote.exact


def test_a_quotation_after_its_speaker(read: Read) -> None:
    """Weber said: "… . …" in two sentences is one position."""
    found = only(read('Karl Weber told the daily: "The bridge must be built. Nobody can wait another year for the ferry."'))
    assert found.quote.exact.endswith('ferry."')
    assert found.stance is Stance.DEMAND


def test_a_quotation_around_its_speaker(read: Read) -> None:
    """ "…," Weber said. "…" is one position."""
    found = only(read('"We trust our neighbours," Karl Weber said. "The border will stay open for trade and travel."'))
    assert found.quote.exact.startswith('"We trust')
    assert found.quote.exact.endswith('travel."')


def test_curly_marks_read_like_straight_ones(read: Read) -> None:
    """Typographic quotation marks."""
    found = only(read("“The ferry must run on Sundays,” Karl Weber said."))
    assert found.quote.exact.startswith("“The ferry")


def test_single_marks_quote_too(read: Read) -> None:
    """As British papers set them; an apostrophe closes nothing."""
    found = only(read("‘The sailors’ union must be heard, and it isn’t too late,’ Karl Weber said."))
    assert found.quote.exact.startswith("‘The sailors’ union")
    assert "too late,’" in found.quote.exact


def test_a_quotation_alone_belongs_to_the_last_speaker(read: Read) -> None:
    """Weber noted … . "However, …" """
    found = read(
        'Karl Weber noted that tariffs limit the exchange of goods. "However, universities can prepare the ground for growth."'
    )
    assert [one.speaker for one in found] == ["Karl Weber", "Karl Weber"]
    assert found[1].quote.exact.startswith('"However')
    assert found[1].stance is Stance.SUPPORT


def test_a_quotation_that_takes_up_the_matter_is_the_same_position(read: Read) -> None:
    """Weber pointed to hydrogen engines. "This can …" """
    found = only(
        read('Karl Weber pointed to opportunities in hydrogen engines. "This can make mines cleaner and safer for everybody."')
    )
    assert "hydrogen engines" in found.quote.exact
    assert found.quote.exact.endswith('everybody."')


def test_a_quoted_paragraph_after_its_speakers(read: Read) -> None:
    """The quotation goes on in the paragraph below."""
    text = 'Karl Weber said the port was open.\n"Ships from every country may use the new harbour without paying a fee."'
    found = read(text)
    assert found[-1].speaker == "Karl Weber"
    assert found[-1].quote.exact.startswith('"Ships')


def test_words_taken_over_from_a_subject(read: Read) -> None:
    """No verb of saying, but a clause between quotation marks: the words are the subject's own."""
    found = only(read('Norway seeks to "keep the northern sea open to the ships of all peaceful nations".'))
    assert found.speaker == "Norway"


def test_pull_quotes_are_said_once(read: Read) -> None:
    """A layout repeats a sentence between two paragraphs."""
    said = "Karl Weber said the two countries can strengthen the ground for trade and travel in the coming decade."
    assert len(read(f"{said}\nIt rained in the capital all day.\n{said}")) == 1


def test_terms_between_marks_are_no_quotation(read: Read) -> None:
    """The so-called "green lane" opened."""
    assert read('The so-called "green lane" opened in March. It is "fast".') == []


def test_what_is_quoted_within_a_quotation_is_its_speakers(read: Read) -> None:
    """ "Peru denies it," Weber said, is Weber's sentence."""
    found = only(read('"Peru denies the charge, and we think that this is unacceptable," Karl Weber said.'))
    assert found.speaker == "Karl Weber"


# ---------------------------------------------------------------- how many positions


def test_joined_verbs_are_two_positions(read: Read) -> None:
    """Stressed … and urged …"""
    found = read("Anna Berg rejected the invasion and urged Peru to withdraw its troops.")
    assert [(one.speaker, one.stance) for one in found] == [("Anna Berg", Stance.OPPOSE), ("Anna Berg", Stance.DEMAND)]
    assert "urged" not in found[0].quote.exact
    assert found[1].quote.exact.startswith("urged Peru")


def test_joined_attitudes_are_two_positions(read: Read) -> None:
    """Its support for … and its concern over …"""
    found = read("Norway stressed its support for the peace conference and its concern over the new settlements.")
    assert [one.stance for one in found] == [Stance.SUPPORT, Stance.CONCERN]
    assert "settlements" in found[1].topic


def test_a_participle_carries_a_position_of_its_own(read: Read) -> None:
    """…, calling for …"""
    found = read("Anna Berg expressed concern over the reactor, calling for full access for inspectors.")
    assert [one.stance for one in found] == [Stance.CONCERN, Stance.DEMAND]
    assert found[1].speaker == "Anna Berg"


# ---------------------------------------------------------------- what is no statement


@pytest.mark.parametrize(
    "text",
    [
        "The two countries have long been partners, and trade is important for both.",  # the author's own words
        "# Norway condemns the raid",  # a heading
        "Karl Weber is said to have played a great part in the talks.",  # hearsay
        "The strait is called the throat of the Gulf.",
        "Norway may call for new talks.",  # only possible
        "If Norway condemned the raid, the talks would end.",  # only supposed
        "Norway did not say whether it would attend.",
        "Anna Berg declined to comment.",
        "In order to condemn the raid, a meeting was held.",
        "Norway has lodged 40 protests since 2020.",  # a count
    ],
)
def test_what_is_no_position(read: Read, text: str) -> None:
    """The author's words, headings, hearsay, possibilities and counts yield nothing."""
    assert read(text) == []


# ---------------------------------------------------------------- when, and on which issue


def test_the_day_of_saying(read: Read) -> None:
    """On Friday, told on the Monday after."""
    assert only(read("On Friday, Norway condemned the raid on the embassy.", published="2024-05-20")).date == "2024-05-17"


def test_a_dateline_is_no_part_of_the_quote(read: Read) -> None:
    """OSLO, May 18 - …"""
    found = only(read("OSLO, May 18 - Norway condemned the raid on the embassy.", published="2024-05-18"))
    assert found.quote.exact.startswith("Norway condemned")


@pytest.mark.parametrize(
    ("topic", "issue"),
    [
        ("Ruritania's uranium enrichment", "nuclear"),
        ("freedom of navigation in the strait", "maritime"),
        ("unilateral sanctions", "sanctions"),
        ("visas for students on short stays", "consular"),
        ("tariffs on steel and the trade deficit", "trade"),
        ("natural gas deliveries by pipeline", "energy"),
        ("earthquakes and disaster relief", "environment"),
        ("treatment of political prisoners", "human_rights"),
        ("a vaccine against malaria", "health"),
        ("repayment of the loan", "finance"),
        ("direct flights between the capitals", "transport"),
        ("a blue umbrella", None),
    ],
)
def test_the_issue_of_a_topic(topic: str, issue: str | None) -> None:
    """What speaks for an issue decides; none where nothing fits."""
    tags = Tagger("issue", issues().subjects).tags(topic, topic)
    assert (tags[0].key if tags else None) == issue


def test_a_desk_can_bring_its_own_issues() -> None:
    """A list with one issue knows that one alone."""
    own = Tagger("issue", Subjects.parse({"ferries": {"label": "Ferries", "strong": ["ferry"], "weak": ["boat"]}}).subjects)
    assert [tag.key for tag in own.tags("the night ferries", "")] == ["ferries"]
    assert own.tags("uranium enrichment", "") == ()


def test_fields_are_told_apart() -> None:
    """A field is a domain of relations."""
    assert Tagger("field", fields().subjects).tags("scholarships for students of medicine", "")[0].key == "science"


def test_a_desk_can_bring_its_own_verbs() -> None:
    """A verb that the lexicon doesn't know carries the stance given for it."""
    own = saying({"verb": [{"stance": "oppose", "takes": ["object"], "words": ["pooh-pooh"]}]})
    assert own.verbs["pooh-pooh"][0].stance is Stance.OPPOSE
    assert "pooh-pooh" not in saying().verbs


def test_a_stance_that_is_none_is_refused() -> None:
    """The complaint names the file, the row and what may stand there."""
    with pytest.raises(BadLexicon, match=r"saying\.toml.*furious.*support, oppose"):
        saying({"verb": [{"stance": "furious", "takes": ["object"], "words": ["fume"]}]})


def test_an_open_quotation_runs_to_the_end_of_its_paragraph(make_analysis: Callable[..., Analysis]) -> None:
    """Every paragraph of a long quotation opens anew, and only the last closes."""
    text = "“The first thing is the port.\n“The second thing is the railway.”"
    found = Quotations.of(make_analysis(text)).found
    assert [text[one.start : one.end] for one in found] == text.split("\n")
    assert [one.closed for one in found] == [False, True]


def test_confidence_is_a_share(read: Read) -> None:
    """Every statement says how likely it is to be accepted, and who says it is marked as an actor that is used."""
    found = read('"The bridge must be built," Karl Weber said. Norway condemned the raid.')
    assert len(found) == 2
    assert all(0 < one.confidence < 1 for one in found)
