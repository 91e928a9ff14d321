"""Offices of every kind and titles of every culture: who holds what, of which country or body."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.reading.conftest import source_of

from peyvand.model import Actor
from peyvand.reading.lexicon import standard
from peyvand.reading.reader import Reader
from peyvand.reading.text.document import Analysis
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

MakeAnalysis = Callable[..., Analysis]


@pytest.mark.parametrize(
    ("text", "name", "office", "country"),
    [
        (
            "Batmunkh, General Secretary of the Central Committee of the Mongolian Farmers' Party, met the guests.",
            "Batmunkh",
            "general secretary of Central Committee of Mongolian Farmers Party",
            "MNG",
        ),
        ("The governor of the Bank of Ghana, Ernest Mensah, resigned.", "Ernest Mensah", "governor of Bank of Ghana", "GHA"),
        (
            "Rafael Ortiz, director-general of the International Atomic Energy Agency, arrived.",
            "Rafael Ortiz",
            "director-general of International Atomic Energy Agency",
            None,
        ),
        (
            "A spokesman for the Turkish defence ministry, Colonel Kemal Aydin, said so.",
            "Kemal Aydin",
            "spokesman for Turkish defence ministry",
            "TUR",
        ),
        (
            "Kenya's Cabinet Secretary for Trade, Moses Otieno, signed.",
            "Moses Otieno",
            "cabinet secretary for Trade of Kenya",
            "KEN",
        ),
        ("The Sudanese army chief, Abdel Hamid, rejected a truce.", "Abdel Hamid", "chief of Sudanese army", "SDN"),
        (
            "Senator John Harper, chairman of the Senate Foreign Relations Committee, was angry.",
            "John Harper",
            "chairman of Senate Foreign Relations Committee",
            "USA",
        ),
        (
            "H.E. Dr Ahmed Al Jaber, Minister of Industry and Advanced Technology of the United Arab Emirates, opened the fair.",
            "Ahmed Al Jaber",
            "minister of Industry and Advanced Technology of United Arab Emirates",
            "ARE",
        ),
        (
            "UN Secretary-General Kofi Mensah appealed to both sides.",
            "Kofi Mensah",
            "secretary-general of United Nations",
            None,
        ),
        ("Yun Seo-jin, South Korea's unification minister, wrote.", "Yun Seo-jin", "unification minister of South Korea", "KOR"),
        ("In Toronto, President Ana Rojas was angry.", "Ana Rojas", "president", None),
    ],
)
def test_who_holds_what(make_analysis: MakeAnalysis, text: str, name: str, office: str | None, country: str | None) -> None:
    """An office is read with its body or country from the words around a name."""
    cast = Cast(make_analysis(text, published="2024-05-20"), Gazetteer(standard()))
    person = next(one for one in cast.persons if one.name == name)
    assert (person.office, person.country) == (office, country)


def test_a_title_makes_no_person_and_no_body(make_analysis: MakeAnalysis) -> None:
    """Words of respect, "Secretary of State" and "Chief Cabinet Secretary" name nobody but their holder."""
    text = "H.E. Dr Ahmed Al Jaber met Chief Cabinet Secretary Hirokazu Sato and Secretary of State Henry Vance."
    cast = Cast(make_analysis(text, published="2024-05-20"), Gazetteer(standard()))
    assert {one.name for one in cast.persons} == {"Ahmed Al Jaber", "Hirokazu Sato", "Henry Vance"}
    assert list(cast.bodies()) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean foreign ministry wrote. Chile's foreign ministry waited. The Ministry of Foreign Affairs of Chile called.",
        "The China Coast Guard fired. China's coast guard denied it. The Chinese coast guard left.",
    ],
)
def test_a_countrys_organ_is_one_whatever_it_is_called(make_analysis: MakeAnalysis, text: str) -> None:
    """Adjective, possessive and "of" name one and the same organ of a country."""
    cast = Cast(make_analysis(text, published="2024-05-20"), Gazetteer(standard()))
    (body,) = cast.bodies()
    assert len(body.mentions) == 3


def test_two_organs_stay_two(make_analysis: MakeAnalysis) -> None:
    """Ministries of two countries, and two of one country, are not taken together."""
    text = "The Chilean foreign ministry wrote to the Peruvian foreign ministry. The Chilean finance ministry waited."
    cast = Cast(make_analysis(text, published="2024-05-20"), Gazetteer(standard()))
    assert len(list(cast.bodies())) == 3


@pytest.mark.parametrize(
    ("text", "name", "held"),
    [
        ("Aino Laine, foreign minister of Finland since 2019, met Peruvian officials in Lima.", "Aino Laine", "2019/.."),
        ("Karl Voss, who was prime minister of Norway from 2013 to 2017, urged Sweden to wait.", "Karl Voss", "2013/2017"),
        ("Foreign Minister Aino Laine of Finland met Peruvian officials in 2019.", "Aino Laine", None),
        ("In 2019 Norway's Prime Minister Karl Voss visited Peru.", "Karl Voss", None),
    ],
)
def test_an_office_is_held_when_the_text_says_so(text: str, name: str, held: str | None) -> None:
    """A time that hangs on the office is when it is held; that of an act beside it isn't."""
    found = {
        one.name: one.held
        for one in Reader(classifier="none").read(source_of(text, published="2024-05-20"))
        if isinstance(one, Actor)
    }
    assert found[name] == held
