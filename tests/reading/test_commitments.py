"""Who bound himself to what, by which instrument; the article that each test reads is its argument."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peyvand.model import Commitment, CommitmentStatus, Instrument
from peyvand.reading.lexicon import standard
from peyvand.reading.lexicon.tables import Value
from peyvand.reading.promised.commitments import read_commitments
from peyvand.reading.promised.promising import promising
from peyvand.reading.text.document import Analysis
from peyvand.reading.when.dates import Dates
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

Read = Callable[..., list[Commitment]]

PROPOSED, PROMISED = CommitmentStatus.PROPOSED, CommitmentStatus.PROMISED
SIGNED, IN_FORCE = CommitmentStatus.SIGNED, CommitmentStatus.IN_FORCE


@pytest.fixture
def read(make_analysis: Callable[..., Analysis]) -> Read:
    """Reads the commitments of a text."""

    def run(text: str, *, published: str | None = "2024-05-20") -> list[Commitment]:
        analysis = make_analysis(text, published=published)
        found = read_commitments(analysis, Cast(analysis, Gazetteer(standard())), Dates(analysis))
        for one in found:
            assert text[one.quote.start : one.quote.end] == one.quote.exact
        return found

    return run


def only(found: list[Commitment]) -> Commitment:
    """The one commitment of an article."""
    assert len(found) == 1, [(one.parties, one.what, one.quote.exact) for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "parties", "what", "status", "instrument"),
    [
        ("Norway vowed to rebuild the hospital.", {"Norway"}, "rebuild the hospital", PROMISED, Instrument.PLEDGE),
        ("Sweden promised to take part in the talks.", {"Sweden"}, "take part in the talks", PROMISED, Instrument.PLEDGE),
        ("Canada pledged $3 billion for the railway.", {"Canada"}, "$3 billion", PROMISED, Instrument.PLEDGE),
        ("Chile and Peru agreed to open a joint office.", {"Chile", "Peru"}, "open a joint office", PROMISED, Instrument.PLEDGE),
        ("Chile agreed with Peru to open a joint office.", {"Chile", "Peru"}, "open a joint office", PROMISED, Instrument.PLEDGE),
        ("Spain is committed to reopening the tunnel.", {"Spain"}, "reopen the tunnel", PROMISED, Instrument.PLEDGE),
        ("Kenya plans to build a second harbour.", {"Kenya"}, "build a second harbour", PROMISED, Instrument.PLAN),
        ("Egypt proposed a regular dialogue on water.", {"Egypt"}, "regular dialogue on water", PROPOSED, Instrument.PLAN),
        ("Finland offered Estonia a new ferry.", {"Finland"}, "new ferry", PROMISED, Instrument.PLEDGE),
        ("Brazil contracted to buy 40 trains from Spain.", {"Brazil", "Spain"}, "buy 40 trains", IN_FORCE, Instrument.AGREEMENT),
        (
            "Austria announced the reopening of its consulate.",
            {"Austria"},
            "reopening of its consulate",
            PROMISED,
            Instrument.PLEDGE,
        ),
        ("Greece presented a plan to protect the bay.", {"Greece"}, "plan", PROPOSED, Instrument.PLAN),
        (
            "Poland reaffirmed its commitment to complete the pipeline.",
            {"Poland"},
            "complete the pipeline",
            PROMISED,
            Instrument.PLEDGE,
        ),
        ("Japan will provide 20 ambulances to Kenya.", {"Japan"}, "provide 20 ambulances", PROMISED, Instrument.PLEDGE),
        ("Chile signed a fishing treaty with Peru.", {"Chile", "Peru"}, "fishing treaty", SIGNED, Instrument.TREATY),
        (
            "Chile and Peru signed a memorandum of understanding.",
            {"Chile", "Peru"},
            "memorandum of understanding",
            SIGNED,
            Instrument.MOU,
        ),
        ("A trade accord was signed by Chile and Peru.", {"Chile", "Peru"}, "trade accord", SIGNED, Instrument.AGREEMENT),
        (
            "Somalia ratified the defence pact with Turkey.",
            {"Somalia", "Türkiye"},
            "defence pact",
            IN_FORCE,
            Instrument.AGREEMENT,
        ),
    ],
)
def test_a_commitment_by_its_wording(
    read: Read, sentence: str, parties: set[str], what: str, status: CommitmentStatus, instrument: Instrument
) -> None:
    """The verb says how firm it is, the complement what is to be done, the subject and its partners who is bound."""
    found = only(read(sentence))
    assert set(found.parties) == parties
    assert what in found.what
    assert (found.status, found.instrument) == (status, instrument)


@pytest.mark.parametrize(
    "text",
    [
        "Norway refused to sign the treaty.",
        "Norway did not promise to rebuild the hospital.",
        "Norway has not agreed to any deal.",
        "Norway may agree to a ceasefire.",
        "If Norway agreed to a ceasefire, the talks could begin.",
        "Norway wants to sign a treaty with Sweden.",
        "Peru urged Chile to pledge more money.",
        "Peru hopes to conclude an agreement by June.",
        "The agreement was long and dull.",
        "# Norway vows to rebuild the hospital",
        "The weather will help the farmers.",
        "Ministers will discuss the harbour.",
        "Peru has not yet ratified the trade agreement with Chile.",
        "The talks went on until both sides reached a deal.",
        "Chile's president had planned to come in May.",
        "Chile offered an apology to Peru.",
        "Ministers underlined the importance of concluding the treaty.",
        "The two countries will sign a treaty next year.",
    ],
)
def test_what_binds_nobody(read: Read, text: str) -> None:
    """A refusal, a wish, a possibility, a demand on others and a mere mention yield nothing."""
    assert read(text) == []


def test_a_paper_and_its_terms_bind_the_same_sides(read: Read) -> None:
    """The pact obliges both sides to …, after its signing."""
    found = read("Chile and Peru signed a defence pact on Friday. The pact commits both sides to yearly exercises.")
    assert [one.status for one in found] == [SIGNED, SIGNED]
    assert set(found[0].parties) == set(found[1].parties) == {"Chile", "Peru"}
    assert "yearly exercises" in found[1].what


def test_plans_that_a_paper_includes(read: Read) -> None:
    """It includes plans for …"""
    found = read("Chile and Peru signed an agreement. It includes plans for student exchanges.")
    assert "student exchanges" in found[-1].what
    assert set(found[-1].parties) == {"Chile", "Peru"}


def test_a_paper_binds_the_states_whose_ministers_sign(read: Read) -> None:
    """Foreign ministers sign for their countries."""
    text = "Chile's Foreign Minister Ana Rojas signed a water treaty with Peru's Foreign Minister Luis Soto in Arica."
    assert set(only(read(text)).parties) == {"Chile", "Peru"}


def test_a_promise_under_a_paper_is_one_commitment(read: Read) -> None:
    """Under the deal signed last year, X has agreed to buy."""
    found = only(read("Under the $2 billion deal signed last year, Chile has agreed to buy 12 ships from Spain."))
    assert "buy 12 ships" in found.what
    assert found.status is SIGNED
    assert found.instrument is Instrument.AGREEMENT
    assert set(found.parties) == {"Chile", "Spain"}
    assert found.quote.exact.startswith("Under")


def test_the_signing_as_a_noun(read: Read) -> None:
    """The signing of four accords between Chile and Peru."""
    found = only(read("The day ended with the signing of four accords between Chile and Peru."))
    assert found.status is SIGNED
    assert set(found.parties) == {"Chile", "Peru"}


def test_a_running_contract(read: Read) -> None:
    """The long-term contract with … runs out."""
    found = read("Poland buys gas abroad. The long-term contract with Norway expires in December.")
    assert only(found).status is IN_FORCE
    assert set(found[0].parties) == {"Norway", "Poland"}


def test_what_a_speaker_says_he_will_do(read: Read) -> None:
    """Prime Minister Aino Laine said Finland would send engineers."""
    found = only(read("Finland's Prime Minister Aino Laine said her country would send engineers to Riga."))
    assert "send engineers" in found.what
    assert found.status is PROMISED


def test_what_he_says_of_others_is_no_promise_of_his(read: Read) -> None:
    """Aino Laine said Russia would send engineers."""
    assert read("Finland's Prime Minister Aino Laine said Russia would send engineers to Riga.") == []


def test_joined_promises_are_two(read: Read) -> None:
    """Vowed … and pledged …"""
    found = read("Norway vowed to reopen the school and pledged two million euros for books.")
    assert len(found) == 2
    assert {one.parties for one in found} == {("Norway",)}


def test_a_repeated_promise_is_one(read: Read) -> None:
    """A pull quote repeats a sentence of the text."""
    assert len(read("Norway vowed to reopen the school.\nThe debate went on.\nNorway vowed to reopen the school.")) == 1


@pytest.mark.parametrize(
    ("text", "what", "status"),
    [
        ("Japan maintains its Three Non-Nuclear Principles.", "Three Non-Nuclear Principles", IN_FORCE),
        ("Brazil is a party under the Non-Proliferation Treaty.", "Non-Proliferation Treaty", IN_FORCE),
        ("Iran left the talks on the 2015 nuclear deal.", "Joint Comprehensive Plan of Action", SIGNED),
        ("Norway upholds the Svalbard Treaty.", "Svalbard Treaty", IN_FORCE),
    ],
)
def test_instruments_in_the_background(read: Read, text: str, what: str, status: CommitmentStatus) -> None:
    """A named instrument that is kept or dated is a standing commitment."""
    found = only(read(text))
    assert found.what == what
    assert found.status is status


def test_an_instrument_stands_once(read: Read) -> None:
    """However often a document names it."""
    text = "Norway upholds the Svalbard Treaty. Russia respects the Svalbard Treaty, too."
    assert len(read(text)) == 1


def test_the_day_it_was_made(read: Read) -> None:
    """On Friday, told on the Monday after."""
    assert only(read("Chile signed a fishing treaty with Peru on Friday.", published="2024-05-20")).date == "2024-05-17"


def test_the_year_a_paper_goes_by(read: Read) -> None:
    """Under a 1986 pact."""
    found = only(read("Under a 1986 pact with Chile, Peru promised to open its ports."))
    assert found.date == "1986"
    assert set(found.parties) == {"Chile", "Peru"}


def test_by_when_it_is_due(read: Read) -> None:
    """By 2030."""
    found = only(read("Norway pledged to close all coal mines by 2030."))
    assert found.due is not None
    assert "2030" in found.due


def test_a_quote_holds_the_promise_alone(read: Read) -> None:
    """The narrowest words that carry it."""
    found = only(read("Two buses collided near Oslo, and Norway vowed to rebuild the crossing."))
    assert found.quote.exact.startswith("Norway vowed")


def test_a_desk_can_bring_its_own_words() -> None:
    """A verb that the lexicon doesn't know binds as it is told to."""
    row: dict[str, Value] = {"words": ["pinky-swear"], "takes": ["infinitive"], "status": "promised", "instrument": "pledge"}
    assert promising({"verb": [row]}).verbs["pinky-swear"].instrument is Instrument.PLEDGE
    assert "pinky-swear" not in promising().verbs


def test_confidence_is_a_share(read: Read) -> None:
    """Every commitment says how likely it is to be accepted; one whose parties aren't known is less likely."""
    found = read("Norway vowed to rebuild the hospital.")
    assert 0 < only(found).confidence < 1


def test_the_other_party_of_a_memorandum_of_understanding(read: Read) -> None:
    """Whoever stands behind "memorandum of understanding with" is bound as well."""
    signed = only(
        read("The Lima Chamber of Commerce signed a memorandum of understanding with the Oslo Trade Council on Friday.")
    )
    assert set(signed.parties) == {"Lima Chamber of Commerce", "Oslo Trade Council"}
