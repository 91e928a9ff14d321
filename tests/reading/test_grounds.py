"""Why an item was read, and what its confidence is made of."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

import pytest
from tests.reading.conftest import source_of

from peyvand.errors import BadLexicon
from peyvand.model import KIND_OF, Event, Figure, Kind, Statement
from peyvand.reading.grounds import OPINION, Confidence, Explained
from peyvand.reading.reader import Reader

TEXT = (
    "Foreign Minister Aino Laine of Finland paid a visit to Lisbon on Friday. There she met her Portuguese counterpart, Rui "
    "Braga, and voiced concern over the fisheries quota. Finland may impose sanctions on Portugal. Portugal exported 2.2 mln "
    "tonnes of salt in 2023."
)
Explain = Callable[..., list[Explained]]


@pytest.fixture(scope="module")
def explain() -> Explain:
    """Reads a text and explains its items."""
    reader = Reader()
    return lambda text, published=None: reader.explain(source_of(text, published=published))


def said(found: Explained, about: str) -> str:
    """What the steps of an explanation say of a matter."""
    return " | ".join(step.says for step in found.steps if step.about == about)


def test_the_items_are_those_of_a_plain_reading(explain: Explain) -> None:
    """To explain changes nothing."""
    plain = Reader().read(source_of(TEXT, published="2024-05-20"))
    assert [one.item for one in explain(TEXT, "2024-05-20")] == plain


def test_the_confidence_is_what_its_signs_add_up_to(explain: Explain) -> None:
    """Each item's log-odds are a base for its kind (events have two) and what each sign adds, nothing else."""
    bases: dict[tuple[Kind, bool], set[float]] = {}
    for found in explain(TEXT, "2024-05-20"):
        asked = any(sign.name == OPINION for sign in found.signs)
        odds = log(found.item.confidence / (1 - found.item.confidence))
        if abs(odds) < 4.9:
            bases.setdefault((KIND_OF[type(found.item)], asked), set()).add(
                round(odds - sum(sign.adds for sign in found.signs), 1)
            )
    assert bases
    assert all(max(one) - min(one) < 0.21 for one in bases.values())


def test_the_weightiest_sign_stands_first(explain: Explain) -> None:
    """Whoever reads on only learns of less."""
    for found in explain(TEXT, "2024-05-20"):
        weights = [abs(sign.adds) for sign in found.signs]
        assert weights == sorted(weights, reverse=True)


def test_an_event_names_its_words_its_line_in_the_lexicon_and_how_each_name_was_found(explain: Explain) -> None:
    """ "paid a visit" by a frame; "she" by what was said before; Friday by the day of publication."""
    events = [one for one in explain(TEXT, "2024-05-20") if isinstance(one.item, Event)]
    visit = next(one for one in events if "visit" in said(one, "words"))
    assert said(visit, "words") == "“paid … visit”"
    assert "plover.toml, [CONSULT]: frame “pay”" in said(visit, "lexicon")
    assert "Aino Laine" in said(visit, "source")
    assert "visit (object) → paid" in said(visit, "path")
    assert "“on Friday” is 2024-05-17, counted from 2024-05-20" in said(visit, "date")
    met = next(one for one in events if said(one, "words") == "“met”")
    assert said(met, "source") == "“she”, which means Aino Laine: a pronoun, taken for the last one spoken of that it fits"
    assert "hypothetical" in said(next(one for one in events if "sanction" in said(one, "words")), "status")


def test_a_statement_and_a_figure_explain_themselves(explain: Explain) -> None:
    """The verb of saying and the stance it carries; what is counted, and that no country or time was made up."""
    found = explain(TEXT, "2024-05-20")
    statement = next(one for one in found if isinstance(one.item, Statement))
    assert "saying.toml" in said(statement, "lexicon")
    assert said(statement, "stance").startswith("concern")
    figure = next(one for one in found if isinstance(one.item, Figure))
    assert said(figure, "counted") == "“tonnes”" or "salt" in said(figure, "indicator")
    assert said(figure, "period") == "2023"


def test_weights_are_data() -> None:
    """An analyst's own weights count, and a slip in them is named."""
    scales = Confidence({"event-none": {"base": 0.0, "weights": {"dated": 1.0}}})
    assert scales.of("event-none", {"dated": 1.0, "unknown": 5.0}) == round(1 / (1 + exp(-1)), 3)
    with pytest.raises(BadLexicon, match=r"confidence\.toml"):
        Confidence({"event": {"base": "high"}})
