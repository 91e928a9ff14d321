"""Countries that the lexicon doesn't hold: an invented, historic or unrecognised state is a country to its document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from peyvand.model import ActorType
from peyvand.reading.lexicon import standard
from peyvand.reading.text.document import Analysis
from peyvand.reading.who.actors import Cast
from peyvand.reading.who.gazetteer import Gazetteer

MakeAnalysis = Callable[..., Analysis]


def cast_of(make_analysis: MakeAnalysis, text: str) -> Cast:
    """The cast of a text."""
    return Cast(make_analysis(text, published="2024-05-20"), Gazetteer(standard()))


def meant(cast: Cast, word: str, sentence: int = -1) -> list[str]:
    """Who the last noun phrase headed by a word in a sentence means."""
    here = cast.analysis.sentences[sentence]
    return [one.name for one in cast.who(here, [token for token in here.span if token.text == word][-1])]


def countries(cast: Cast) -> set[str]:
    """The countries that the document names."""
    named = (one for here in cast.analysis.sentences for _, one in cast.named_between(here, here.span.start, here.span.end - 1))
    return {one.name for one in named if one.type is ActorType.COUNTRY}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ruritania closed its ports. The Ruritanian army is on alert.", {"Ruritania"}),
        ("The ambassador of Zembla left on Friday. Zembla gave no reason.", {"Zembla"}),
        ("Zembla expelled two Peruvian diplomats.", {"Zembla", "Peru"}),
        ("A Syldavian warship stopped a trawler.", {"Syldavia"}),
        ("Graustark's foreign ministry protested. Trade with Graustark fell.", {"Graustark"}),
        ("The Republic of Zembla and the Kingdom of Graustark made peace.", {"Zembla", "Graustark"}),
    ],
)
def test_a_country_by_the_company_its_name_keeps(make_analysis: MakeAnalysis, text: str, names: set[str]) -> None:
    """An unlisted country is known by its offices, its forces and its adjective."""
    assert countries(cast_of(make_analysis, text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Aino Laine won the vote. Laine's foreign minister will be named soon. The government of Laine is popular.",
        "Fans of Wagner met in a Wagnerian mood. They heard Wagner in Lahti.",
        "The Republican president spoke to Christian ministers.",
        "Karl Voss met reporters. The Voss administration denied the report.",
        "They flew to Lahti and stayed in Lahti.",
    ],
)
def test_no_country_where_there_is_none(make_analysis: MakeAnalysis, text: str) -> None:
    """Persons, parties, faiths and towns are no countries."""
    assert countries(cast_of(make_analysis, text)) == set()


def test_an_unlisted_country_is_read_like_any_other(make_analysis: MakeAnalysis) -> None:
    """Its minister, its government, its navy and its name all lead to it; it has no ISO code."""
    cast = cast_of(
        make_analysis,
        "Ruritania's foreign minister, Rupert Elphberg, was received in Lima. The Ruritanian government sent a note. "
        "The talks between Ruritania and Peru will go on.",
    )
    (minister,) = cast.persons
    assert minister.office == "foreign minister of Ruritania"
    assert meant(cast, "government", 1) == ["Ruritania"]
    country = cast.country("Ruritania")
    country.used = True
    (actor,) = [one for one in cast.actors() if one.name == "Ruritania"]
    assert (actor.type, actor.country, actor.aliases) == (ActorType.COUNTRY, None, ("Ruritanian",))


def test_a_capital_is_known_by_its_government(make_analysis: MakeAnalysis) -> None:
    """A town stands for an unlisted country when the text seats its government there."""
    cast = cast_of(
        make_analysis,
        "Ruritania raised its tariffs. The Ruritanian government in Strelsau gave no reason. Strelsau refused to talk.",
    )
    assert meant(cast, "Strelsau") == ["Ruritania"]
