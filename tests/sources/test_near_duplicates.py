"""Near-duplicates: the same wire story in two papers is recognised, two stories on one subject aren't taken for one."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import pytest
from tests.sources.conftest import Read

from peyvand.sources import bands, fingerprint, similar


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, each on one line."""
    return tuple(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


WIRE = paragraphs(
    """
STRELSAU, March 22 - Ruritania's parliament on Monday approved a ferry treaty with Graustark after eleven hours of
debate, clearing the way for a line that fishermen on both coasts have opposed for two years.

The treaty, which Foreign Minister Aino Laine signed in Zenda in October, was carried by 71 votes to 48. Three members
of the governing party voted against it, and two stayed away.

Under its terms each country will run two ships, and both will share the cost of widening the harbours at Zenda and
Hofbau, put at 310 million crowns.

"This is a good day for the islands," Laine told reporters after the vote. "No family will be cut off in winter again."

Graustark's parliament is to vote on 4 April. Its foreign minister, Karl Voss, has said that he expects a large
majority, though the farmers' union has called for a referendum on the subsidy that the line would receive.

Fishermen say the route crosses the best herring grounds of the strait. The government in Strelsau has promised to pay
for lost nets, and to move the route by two miles in May and June, when the shoals come in.

The first ships are to sail in the spring of next year. Until then the mail boat, which takes nine hours, stays the only
connection.
"""
)
OTHER = paragraphs(
    """
STRELSAU, March 23 - Fishermen in the north of Ruritania said on Tuesday that they would block the harbour of Hofbau if
work on the ferry pier began before the herring season was over.

Their union, which has 4,000 members, spoke a day after parliament approved the ferry treaty with Graustark. Its
chairman, Otto Lindt, called the vote a betrayal and said that the promised compensation for nets was a joke.

Foreign Minister Aino Laine answered that the route could still be discussed, but not the treaty. She offered to meet
the union in Hofbau next week, together with engineers from both countries.

Economists at the University of Strelsau expect the line to bring 60,000 visitors a year to the islands, and to cost the
mail boat its last passengers.
"""
)


def paper(title: str, paragraphs: tuple[str, ...], tail: str) -> str:
    """A story as a paper prints it."""
    return "\n\n".join((title, *paragraphs, tail))


ORIGINAL = paper("RURITANIA APPROVES FERRY TREATY", WIRE, "REUTER")
COPIES = {
    "another headline and sign-off": paper(
        "Islands get their ferry at last", WIRE, "(Reporting by Anton Berg; editing by Clara Stein)"
    ),
    "no dateline": paper("Ferry vote", (WIRE[0].partition(" - ")[2], *WIRE[1:]), "All rights reserved."),
    "cut at the end": paper("Ferry treaty passes in Strelsau", WIRE[:-1], "Subscribe now"),
    "a paragraph cut": paper("Parliament votes for ferries", (*WIRE[:3], *WIRE[4:]), "REUTER"),
    "an added paragraph": paper(
        "Ferry treaty", (*WIRE, "Ferries last ran in the strait in 1939, before the harbours were mined."), "REUTER"
    ),
    "typographic quotation marks": paper("FERRY", tuple(one.replace('"', "”") for one in WIRE), "REUTER"),
}


def sign(read: Read, text: str) -> bytes:
    """The signature of a document's paragraphs."""
    return fingerprint(read("story.txt", text))


@pytest.mark.parametrize("change", COPIES)
def test_the_same_story_is_recognised(read: Read, change: str) -> None:
    """Headline, dateline, small cuts and sign-off make no other story of it."""
    one, other = sign(read, ORIGINAL), sign(read, COPIES[change])
    assert similar(one, other) >= 0.6
    assert set(bands(one)) & set(bands(other))


def test_two_stories_on_one_subject_are_two(read: Read) -> None:
    """They share names and phrases, not sentences."""
    assert similar(sign(read, ORIGINAL), sign(read, paper("Fishermen threaten blockade", OTHER, "REUTER"))) < 0.2


def test_offers_around_a_story_do_not_count(read: Read) -> None:
    """Two stories in one paper aren't alike because of what the paper prints around them."""
    offers = (
        "",
        "Subscribe now",
        "Join over 50,000 readers of our newsletters. Try it free and cancel anytime.",
        "Already a member? Log in",
    )
    around = "\n\n".join(offers)
    assert similar(sign(read, ORIGINAL + around), sign(read, paper("Fishermen", OTHER, "REUTER") + around)) < 0.2
    assert similar(sign(read, ORIGINAL + around), sign(read, ORIGINAL)) >= 0.9


def test_the_estimate_is_the_share_of_runs_in_common() -> None:
    """Within what 64 values allow, it is the Jaccard index of the runs of five words."""
    words = [f"word{number}" for number in range(600)]
    texts = [" ".join(words[start : start + 400]) for start in (0, 40, 100, 200)]
    for one, other in combinations(texts, 2):
        runs = [{tuple(split[at : at + 5]) for at in range(len(split) - 4)} for split in (one.split(), other.split())]
        exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
        assert similar(fingerprint(one), fingerprint(other)) == pytest.approx(exact, abs=0.2)


def test_too_little_text_has_no_signature() -> None:
    """A headline is like nothing, not even itself."""
    assert fingerprint("Ministers meet in Strelsau") == b""
    assert similar(b"", b"") == 0.0
    assert bands(b"") == []


def test_signatures_can_be_stored() -> None:
    """They are the same in every process, and each band is told from the others."""
    script = f"from peyvand.sources import fingerprint; print(fingerprint({ORIGINAL!r}).hex())"
    elsewhere = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert elsewhere == fingerprint(ORIGINAL).hex()
    assert len(fingerprint(ORIGINAL)) == 256
    assert len(set(bands(fingerprint(ORIGINAL)))) == 21
