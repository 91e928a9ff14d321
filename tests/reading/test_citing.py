"""Endnotes and items: what each item's words call, and the date that a statement takes from an endnote."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from peyvand.exchange import lines
from peyvand.model import Actor, Commitment, Event, Figure, Metadata, Quoted, Statement
from peyvand.reading import Reader
from peyvand.sources import extract
from peyvand.sources.original import TEXT, Original

Brief = Callable[..., list[Quoted]]

INTERVIEW = '"Laine looks to the sea," *Strelsau Courier*, May 3, 2024, https://courier.example/1.'
ESSAY = 'B. Berg, "On Islands," *Island Studies* 39, no. 3 (2016): 307–27.'
STORY = '"Ferry line to open," *Strelsau Courier*, May 3, 2024.'
OWN = 'A. Laine, "My message to the islands," *Strelsau Courier*, May 3, 2024.'
TALK = "Author's interview with a diplomat, Strelsau, May 2023."
LETTER = "Letter from Aino Laine to Karl Voss, 7 April 2024."


@pytest.fixture(scope="module")
def reader() -> Reader:
    """One reader for all."""
    return Reader(classifier="none")


@pytest.fixture
def brief(reader: Reader) -> Brief:
    """The items of a brief with a paragraph or more and these endnotes."""

    def read(body: str, *entries: str, published: str | None = "2024-06-01") -> list[Quoted]:
        lead = "Relations between Ruritania and Graustark have had their ups and downs for many years, and both sides know it."
        noted = "\n\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
        text = f"Ruritania looks to the sea\n\n{lead}\n\n{body}\n\nEndnotes\n\n{noted}\n"
        known = Metadata(published=published, language="en", pair=("IRN", "JPN"))
        source = extract(Original("brief.txt", text.encode(), TEXT, known, Metadata()))
        assert len({one.label for one in source.references}) == len(entries)
        return [item for item in reader.read(source) if isinstance(item, Event | Statement | Commitment | Figure)]

    return read


def of(items: Sequence[Quoted], words: str) -> list[Quoted]:
    """The items whose quotes hold some words."""
    found = [item for item in items if words in item.quote.exact]
    assert found, f"nothing was read from {words!r}"
    return found


FIVE = (INTERVIEW, ESSAY, STORY, OWN, TALK)


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        ("Ruritania imported 40,000 tonnes of fish from Graustark in 2019.¹", "40,000", ("1",)),
        ("Ruritania imported 40,000 tonnes of fish from Graustark in 2019.[2]", "40,000", ("2",)),
        ("Ruritania imported 40,000 tonnes of fish from Graustark in 2019 [2].", "40,000", ("2",)),
        ("Ruritania imported 40,000 tonnes of fish from Graustark in 2019.¹,³", "40,000", ("1", "3")),
        ("Ruritania imported 40,000 tonnes of fish from Graustark in 2019.[1, 2]", "40,000", ("1", "2")),
        (
            "Ruritania imported 40,000 tonnes of fish from Graustark in 2019.¹ It exported 9,000 tonnes of timber.²",
            "40,000",
            ("1",),
        ),
        (
            "Ruritania imported 40,000 tonnes of fish from Graustark in 2019.¹ It exported 9,000 tonnes of timber.²",
            "9,000",
            ("2",),
        ),
        (
            "Ruritania imported 40,000 tonnes of fish in 2019,¹ while Zenda exported 9,000 tonnes of timber.²",
            "40,000",
            ("1",),
        ),
        ("Ruritania imported 40,000 tonnes of fish in 2019,¹ while Zenda exported 9,000 tonnes of timber.²", "9,000", ("2",)),
        ("Ruritania imported 40,000 tonnes of fish in 2019,¹ while Zenda exported 9,000 tonnes of timber.", "9,000", ()),
        ("Ruritania imported 40,000 tonnes of fish in 2019. Graustark exported 9,000 tonnes of timber.²", "40,000", ()),
        ("The ministry¹ said that Ruritania imported 40,000 tonnes of fish from Graustark in 2019.", "40,000", ("1",)),
        ("Ruritania imported 40,000 tonnes of fish from Graustark in 2019.3 Trade fell.", "40,000", ()),
        ("Trade rose.1 Trade fell.2 Ruritania imported 40,000 tonnes of fish from Graustark in 2019.3", "40,000", ("3",)),
    ],
)
def test_an_item_has_the_endnotes_of_its_words(brief: Brief, body: str, words: str, expected: tuple[str, ...]) -> None:
    """A marker at the end covers the sentence, one behind a comma what stands before it; others are no business of the item."""
    for item in of(brief(body, *FIVE), words):
        if isinstance(item, Figure):
            assert item.references == expected


def test_a_marker_covers_the_quotation_that_it_closes(brief: Brief) -> None:
    """Also the sentences before the last."""
    body = (
        'Foreign Minister Aino Laine of Ruritania said: "We want to open the ferry line to Graustark. The fish are enough '
        'for both. Nobody will close the strait."²'
    )
    said = [item for item in brief(body, *FIVE) if isinstance(item, Statement)]
    assert said
    assert all(item.references == ("2",) for item in said)


GOOD = "the new ferry line is good for both states"
LAINE = "Foreign Minister Aino Laine"
DATED = [
    # on an occasion that the endnote tells of
    (f"{LAINE} said in an interview with the Strelsau Courier that {GOOD}.{{}}", INTERVIEW, "2024-05-03"),
    (f"{LAINE} told the Strelsau Courier that {GOOD}.{{}}", INTERVIEW, "2024-05-03"),
    (f"{LAINE} said in a speech that {GOOD}.{{}}", STORY, "2024-05-03"),
    (f"In a message to Karl Voss, {LAINE} said that {GOOD}.{{}}", STORY, "2024-05-03"),
    (f"In an interview, {LAINE} said that {GOOD}.{{}}", INTERVIEW, "2024-05-03"),
    # what was said, and never published
    ("A diplomat of Ruritania said that Graustark supports the ferry line.{}", TALK, "2023-05"),
    (f"{LAINE} said that {GOOD}.{{}}", LETTER, "2024-04-07"),
    # the endnote is by the speaker
    (f"{LAINE} said that {GOOD}.{{}}", OWN, "2024-05-03"),
    # no endnote that dates the saying
    (f"{LAINE} said that {GOOD}.{{}}", STORY, None),
    (f"{LAINE} said that {GOOD}.{{}}", ESSAY, None),
    (f"{LAINE} said in a speech that {GOOD}.{{}}", ESSAY, None),
    (f"{LAINE} said in an interview with the Zenda Herald that {GOOD}.{{}}", STORY, None),
    (f"{LAINE} said in an interview that {GOOD}.", INTERVIEW, None),
    # the text has a date of its own
    (f"On 12 April 2024 {LAINE} said in an interview that {GOOD}.{{}}", INTERVIEW, "2024-04-12"),
]


@pytest.mark.parametrize(("body", "entry", "date"), DATED)
def test_a_statement_dated_by_its_endnote(brief: Brief, body: str, entry: str, date: str | None) -> None:
    """Only where the endnote dates the saying: the day on which a story was published is nobody's day of speaking."""
    found = [item for item in of(brief(body.format("¹"), entry, ESSAY), "ferry line") if isinstance(item, Statement)]
    assert found
    assert {item.date for item in found} == {date}
    assert all(("1" in item.references) == ("{}" in body) for item in found)


def test_no_endnote_dates_what_was_said_before_it_was_written(brief: Brief) -> None:
    """An endnote of a later day than the brief's own is a slip, and dates nothing."""
    body = "Foreign Minister Aino Laine said in an interview that the new ferry line is good for both states.¹"
    found = [item for item in brief(body, INTERVIEW, published="2024-04-01") if isinstance(item, Statement)]
    assert [item.date for item in found] == [None]


def test_what_is_said_on_in_one_interview(brief: Brief) -> None:
    """The marker stands behind the last sentence; what the same speaker says up to there is of that day, and says so."""
    body = (
        "Foreign Minister Aino Laine gave an interview to the Strelsau Courier. In this interview, she said that the new "
        "ferry line is good for both states. She stressed that the fishing fees worry Ruritania. Laine believes that both "
        "states can share the harbour.¹"
    )
    said = [item for item in brief(body, INTERVIEW, ESSAY) if isinstance(item, Statement)]
    assert len(said) >= 2
    assert {(item.date, item.references) for item in said} == {("2024-05-03", ("1",))}


def test_what_another_says_is_not_of_the_interview(brief: Brief) -> None:
    """A sentence of another speaker, or of nobody, ends what was said there."""
    body = (
        f"{LAINE} said in an interview that {GOOD}. Trade has fallen since. "
        "Graustark's government said that the fishing fees are too high.¹"
    )
    found = {item.speaker: item.date for item in brief(body, STORY, ESSAY) if isinstance(item, Statement)}
    assert found
    assert set(found.values()) == {None}


def test_a_promise_made_in_an_interview(brief: Brief) -> None:
    """It is of the interview's day, and what the story tells of others isn't."""
    body = (
        "Foreign Minister Aino Laine said in an interview with the Strelsau Courier that she will open the ferry line to "
        "Graustark.¹ Graustark imposed sanctions on Ruritania.¹"
    )
    items = brief(body, INTERVIEW, ESSAY)
    promised = [item for item in items if isinstance(item, Commitment)]
    assert {item.date for item in promised} <= {"2024-05-03"}
    assert {item.date for item in items if isinstance(item, Event) and item.type == "SANCTION"} == {None}


def test_words_that_a_layout_repeats(brief: Brief) -> None:
    """A pull quote without its marker has the endnote of the same words in the text."""
    words = '"Ruritania supports the ferry line to Graustark and will open the harbour of Zenda to all its ships and crews."'
    between = "Trade has fallen in both countries over the years."
    body = f"{LAINE} said in an interview: {words}\n\n{between}\n\nAs Laine said: {words}¹"
    said = [item for item in of(brief(body, INTERVIEW, ESSAY), "ferry line") if isinstance(item, Statement)]
    assert {item.references for item in said} == {("1",)}


def test_items_of_one_sentence_know_each_other(reader: Reader) -> None:
    """What was said, promised and done in one sentence: each has the ids of the others, and none its own."""
    text = (
        "Foreign Minister Aino Laine of Ruritania promised Graustark on Monday that Ruritania will buy 40,000 tonnes of fish.\n\n"
        "Graustark imported 9,000 tonnes of timber from Ruritania in 2019."
    )
    source = extract(Original("note.txt", text.encode(), TEXT, Metadata(published="2024-05-03", language="en"), Metadata()))
    found = [line for line in lines(source, reader.read(source), "note") if not isinstance(line.item, Actor)]
    placed = {line.id: line.item.quote.start for line in found if not isinstance(line.item, Actor)}
    first = [line for line in found if placed[line.id] < 100]
    rest = [line for line in found if placed[line.id] > 110]
    assert len({type(line.item) for line in first}) >= 2
    for line in first:
        assert set(line.beside) == {other.id for other in first} - {line.id}
    assert rest
    assert not {key for line in rest for key in line.beside} & {line.id for line in first}


def test_an_explanation_says_which_endnote_dates_a_statement(reader: Reader) -> None:
    """Beside the words that it was read from."""
    body = f"{LAINE} said in an interview that {GOOD}.[1]"
    text = f"Ruritania looks to the sea\n\n{body}\n\nEndnotes\n\n1. {INTERVIEW}\n\n2. {ESSAY}\n"
    known = Metadata(published="2024-06-01", language="en")
    source = extract(Original("brief.txt", text.encode(), TEXT, known, Metadata()))
    said = next(one for one in reader.explain(source) if isinstance(one.item, Statement))
    assert [step.says for step in said.steps if step.about == "date"] == ["2024-05-03, from endnote 1"]
