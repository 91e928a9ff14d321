"""What in a document is told, and what only surrounds it."""

from __future__ import annotations

import pytest
from tests.sources.conftest import Read, kinds, of_kind
from tests.sources.makers import STORY

from peyvand.model import BlockKind

FURNITURE = (
    "Skip to main content",
    "Already a subscriber? Log in",
    "Subscribe now",
    "Share this article",
    "Advertisement",
    "Follow us on Telegram",
    "Related stories",
    "4 min read",
    "Tags: timber, ferries, Graustark",
    "© 2024 The Strelsau Courier",
    "All rights reserved. Nothing here may be reproduced without the Courier's consent.",
    "Get the Strelsau Letter delivered to your inbox every morning.",
    "Try the Courier free for 30 days. Cancel anytime.",
    "$4.99 / month",
    "Become a member and start your free trial",
    "We use cookies to make this page better for you. Read our privacy policy.",
    "(Reporting by Anton Berg; editing by Clara Stein)",
    "https://courier.example/ferry",
    "***",
)
CAPTIONS = (
    "ANTON BERG/AFP via Getty Images",
    "Anton Berg/Reuters",
    "Photo: Anton Berg / Strelsau Courier",
    "The ferry at Zenda. (Handout photo)",
    "Image credit: Ruritanian News Agency",
)
BYLINES = (
    "By Aino Laine",
    "January 20, 2025",
    "Published 3 May 2021, 10:15 GMT",
    "Updated: 2021-05-03",
    "Press Release",
    "Strelsau, 3 May 2021",
)
TOLD = (
    "By contrast, Graustark exported nothing at all.",
    "Topics discussed included timber and fish.",
    "More from the talks is expected on Friday.",
    "I want to thank you and your team for the welcome.",
    "The deal gives Ruritania exclusive access to the port.",
    "Graustark agreed to join over 40 other states in the pact.",
    "Voss told the party newsletter that the offer stood.",
    "Ruritania pays $4 per year for each fisherman.",
    "The minister told Fars/IRNA on Monday that talks will go on.",
    "Photographers were kept outside during the talks in Strelsau.",
    "Sources said the envoy had left before the vote was held.",
    "Copyright law was another subject of the two-day talks.",
    "Home rule for the islands remains out of the question.",
    "Search parties from both countries found the lost trawler.",
)


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_not_read(read: Read, line: str) -> None:
    """Menus, offers, notices and sign-offs between the paragraphs of a story aren't told."""
    source = read("page.txt", f"Ministers meet in Strelsau\n\n{STORY[0]}\n\n{line}\n\n{STORY[1]}\n\n{STORY[2]}")
    assert kinds(source) == [
        ("title", "Ministers meet in Strelsau"),
        *zip(("prose", "furniture", "prose", "prose"), (STORY[0], line, *STORY[1:]), strict=True),
    ]


@pytest.mark.parametrize("line", CAPTIONS)
def test_credits_are_captions(read: Read, line: str) -> None:
    """Who took a photograph is no actor."""
    assert of_kind(read("page.txt", f"Ministers meet\n\n{STORY[0]}\n{line}\n\n{STORY[1]}"), BlockKind.CAPTION) == [line]


@pytest.mark.parametrize("line", BYLINES)
def test_bylines_stand_above_the_text(read: Read, line: str) -> None:
    """Author, date and kind of a document are metadata."""
    assert of_kind(read("page.txt", f"Ministers meet in Strelsau\n\n{line}\n\n{STORY[0]}\n\n{STORY[1]}"), BlockKind.BYLINE) == [
        line
    ]


@pytest.mark.parametrize("sentence", TOLD)
def test_a_sentence_with_a_word_of_furniture_is_told(read: Read, sentence: str) -> None:
    """One word that offers and menus use too doesn't make a sentence one."""
    source = read("page.txt", f"Ministers meet in Strelsau\n\n{STORY[0]}\n\n{sentence}\n\n{STORY[1]}")
    assert of_kind(source, BlockKind.PROSE) == [STORY[0], sentence, STORY[1]]


def test_everything_behind_the_offers_is_furniture(read: Read) -> None:
    """A page that ends in offers ends there, whatever its newsletters are called."""
    offers = (
        "Join thousands of readers of the Strelsau Letter.",
        "Our Expertise",
        "Free newsletters available:",
        "• Timber & Ferries",
        "• Graustark This Week",
        "Briefs - premium analysis: insights on forests and harbours.",
        "Become Member",
    )
    source = read("page.txt", "Ministers meet in Strelsau\n\n" + "\n\n".join((*STORY, *offers)))
    assert of_kind(source, BlockKind.PROSE) == list(STORY)
    assert of_kind(source, BlockKind.FURNITURE) == list(offers)


def test_a_story_goes_on_behind_an_offer(read: Read) -> None:
    """An offer in the middle of a page doesn't end the story."""
    source = read(
        "page.txt", f"Ministers meet\n\n{STORY[0]}\n\nSign up for our newsletter\n\nSubscribe now\n\n{STORY[1]}\n\n{STORY[2]}"
    )
    assert of_kind(source, BlockKind.PROSE) == list(STORY)


def test_notes_on_author_and_publisher_are_furniture(read: Read) -> None:
    """What stands below "About" at the end isn't part of the brief; a section about something is."""
    tail = "About the Author\n\nAino Laine directs the Institute of Forests and has written on Graustark since 2004."
    publisher = "ABOUT RIF\n\nThe Ruritanian Institute of Forests is an independent body that was founded in 1994."
    middle = "About the treaty\n\nThe treaty of 1921 was signed in Zenda and regulates the fishing in the strait."
    source = read("brief.txt", "Ruritania looks to the sea\n\n" + "\n\n".join((*STORY, middle, *STORY[:0], tail, publisher)))
    assert of_kind(source, BlockKind.PROSE) == [*STORY, middle.split("\n\n")[1]]
    assert of_kind(source, BlockKind.HEADING) == ["About the treaty"]


def test_headings(read: Read) -> None:
    """A short line without a full stop above a paragraph heads it; a question may."""
    heads = ("The ferry line", "What does Graustark want?", "III. Fish", "2. Outlook")
    body = "\n\n".join(f"{head}\n\n{sentence}" for head, sentence in zip(heads[:3], STORY, strict=True))
    source = read("brief.txt", f"Ruritania looks to the sea\n\nThe cabinet in Strelsau has a plan for the coast.\n\n{body}")
    assert of_kind(source, BlockKind.HEADING) == list(heads[:3])


def test_a_sentence_that_a_layout_cuts_is_no_heading(read: Read) -> None:
    """A line that goes on with a small letter below is the beginning of a paragraph."""
    source = read(
        "brief.txt",
        f"Ruritania looks out\n\n{STORY[0]}\n\nTherefore the ministry, seeking\n\nto please both sides, waits for the vote.",
    )
    assert of_kind(source, BlockKind.HEADING) == []
    assert of_kind(source, BlockKind.PROSE)[1:] == [
        "Therefore the ministry, seeking",
        "to please both sides, waits for the vote.",
    ]


def test_a_headline_in_two_lines_of_capitals(read: Read) -> None:
    """Both lines are the title."""
    source = read("release.txt", f"RURITANIA GIVES 500 FISHING BOATS TO THE\n\nISLANDS OF GRAUSTARK\n\n{STORY[0]}")
    assert source.metadata.title == "RURITANIA GIVES 500 FISHING BOATS TO THE ISLANDS OF GRAUSTARK"


def test_a_menu_above_the_story(read: Read) -> None:
    """A run of short lines above the first paragraph is a menu; the title isn't one of them."""
    source = read("page.txt", f"World\nPolitics\nTimber Trade\nSport\nMinisters meet in Strelsau to talk\n{' '.join(STORY)}")
    assert [kind for kind, _ in kinds(source)] == [*["furniture"] * 4, "title", "prose"]


def test_a_numbered_list_is_no_list_of_references(read: Read) -> None:
    """The points of a joint statement name years and cite nothing."""
    points = [f"{at}. The two sides recalled the treaty of {1900 + at} and agreed to keep it." for at in range(1, 6)]
    source = read("statement.txt", "Joint statement of the ministers\n\n" + STORY[0] + "\n\n" + "\n\n".join(points))
    assert of_kind(source, BlockKind.LIST) == points
    assert source.references == ()


def test_pull_quotes_are_read_once(read: Read) -> None:
    """A passage that a layout repeats in large type, in the middle of a sentence, is furniture; the sentence around it isn't."""
    passage = "Ruritania can be the bridge between the islands and the mainland that Graustark has been looking for since 1921."
    cut = f"The ministry waits for the vote of the parliament, and it prepares a ferry line {passage}"
    source = read(
        "brief.txt",
        f"Ruritania looks to the sea\n\n{STORY[0]} {passage} Voss agreed.\n\n{cut}\n\nthat would serve both coasts in winter.",
    )
    assert of_kind(source, BlockKind.FURNITURE) == [passage]
    assert of_kind(source, BlockKind.PROSE)[1:] == [cut.removesuffix(" " + passage), "that would serve both coasts in winter."]


def test_a_pull_quote_before_its_passage(read: Read) -> None:
    """The copy may stand first, between two halves of a sentence, with a scrap of the layout behind it."""
    passage = "Ruritania can be the bridge between the islands and the mainland that Graustark has been looking for since 1921."
    halves = (
        "In its new plan for the coast, which the parliament is to debate in May, the cabinet gives the first place to new",
        "harbours and to a ferry line in the strait.",
    )
    source = read(
        "brief.txt",
        f"Ruritania looks out\n\n{halves[0]}\n\n{passage} This brief\n\n{halves[1]}\n\n{STORY[0]} {passage[:-1]}.4 So be it.",
    )
    assert of_kind(source, BlockKind.FURNITURE) == [f"{passage} This brief"]
    assert len(of_kind(source, BlockKind.PROSE)) == 3


def test_a_text_in_a_writing_without_spaces(read: Read) -> None:
    """It has a title and paragraphs like any other."""
    source = read(
        "note.txt",
        "両国の外相が会談\n\n外相は月曜日、首都で相手国の外相と会談し、漁業について協議した。\n\n会談は二時間続いた。\n",
    )
    assert [kind for kind, _ in kinds(source)] == ["title", "prose", "prose"]
    assert source.metadata.title == "両国の外相が会談"


def test_phrases_may_be_repeated(read: Read) -> None:
    """The name of an office or of a treaty isn't a passage."""
    name = "the Permanent Mixed Commission for the Delimitation of the Fishing Grounds in the Strait of Zenda"
    source = read("note.txt", f"A commission meets\n\nLaine opened {name} on Monday.\n\nVoss left {name} on Tuesday.")
    assert of_kind(source, BlockKind.FURNITURE) == []


WHOLE = {
    "a wire": """\
RURITANIA, GRAUSTARK TO HOLD TRADE TALKS
    STRELSAU, March 3 - Ruritania and Graustark will hold talks
on trade next week, a foreign ministry spokesman said.
    The two sides will discuss timber quotas, which Ruritania
wants to raise by five pct, and a dispute over fish.
    "We expect progress," the spokesman said.
 REUTER
""",
    "a press release": """\
MINISTRY OF FOREIGN AFFAIRS
REPUBLIC OF RURITANIA

PRESS RELEASE

Ref: 12/2024

Phone call between the foreign ministers of Ruritania and Graustark

The Foreign Minister, H.E. Aino Laine, spoke by telephone on 3 May 2024 with her counterpart.

Both Ministers welcomed the conclusion of the ferry agreement.

STRELSAU
4 May 2024

For media enquiries: press@mfa.example
""",
    "a transcript": """\
Remarks by President Berg and Prime Minister Voss in Joint Press Conference

Palace of Zenda
Strelsau, Ruritania

11:25 A.M. RST

PRESIDENT BERG: Good morning, everybody. It is a pleasure to welcome my friend.

PRIME MINISTER VOSS: Thank you, Mr. President. Our countries share a coast, and I want to thank you and your team.

END 11:48 A.M. RST
""",
    "a brief": """\
POLICY BRIEF | No. 14 | June 2023

Ruritania's Turn to the Sea

Clara Stein and Otto Lindt

Summary

- Ruritania plans to spend 310 million crowns on harbours.

Introduction

Ruritania, a country of 8 million, has long looked inland.[1] That is changing.

About the authors

Clara Stein is a fellow of the Institute. Otto Lindt teaches history.

References
[1] O. Lindt, "Inland," Strelsau Review, 2019.
""",
}
EXPECTED = {
    "a wire": ("title prose prose prose furniture", ("RURITANIA, GRAUSTARK TO HOLD TRADE TALKS", None, None, "Reuters", None)),
    "a press release": (
        "byline byline byline furniture title prose prose byline byline furniture",
        (
            "Phone call between the foreign ministers of Ruritania and Graustark",
            None,
            "2024-05-04",
            "MINISTRY OF FOREIGN AFFAIRS",
            "press release",
        ),
    ),
    "a transcript": (
        "title byline byline furniture prose prose furniture",
        ("Remarks by President Berg and Prime Minister Voss in Joint Press Conference", None, None, None, None),
    ),
    "a brief": (
        "byline title byline heading list heading prose furniture furniture heading reference",
        ("Ruritania's Turn to the Sea", "Clara Stein and Otto Lindt", "2023-06", None, "policy brief"),
    ),
}


@pytest.mark.parametrize("document", WHOLE)
def test_whole_documents(read: Read, document: str) -> None:
    """The kinds of document that people keep, as they look in plain text."""
    source = read("document.txt", WHOLE[document])
    blocks, metadata = EXPECTED[document]
    assert " ".join(kind for kind, _ in kinds(source)) == blocks
    said = source.metadata
    assert (said.title, said.author, said.published, said.publisher, said.kind) == metadata
