"""Telling: what is said without a position: questions, "no comment", and plain reports of acts, figures and timetables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from spacy.tokens import Token

    from peyvand.reading.said.frames import Frame
    from peyvand.reading.said.saying import Saying

_NO_COMMENT = re.compile(
    r"\b(?:not|never|no|nothing|\w+n['’]t|declin\w+|refus\w+)\b[^.;,]{0,40}"
    r"\b(?:comment|discuss|elaborate|speculate|confirm (?:n?or|or) deny|names? be|be (?:named|identified|used))\b"
)
_PLAIN = frozenset({"say", "tell", "announce", "report", "add", "state", "confirm", "accord", "according", "inform", "note"})
_ASKING = frozenset({"ask", "wonder", "inquire", "enquire", "want", "question"})
_ASKED = frozenset({"who", "what", "when", "where", "why", "how", "whether", "if", "which", "whom"})
_FACTUAL = frozenset({"VBD", "VBN"})
_DUE = frozenset({"will", "would"})
_ACTS = frozenset(
    """arrive leave close open begin end sail cross meet visit arrest detain sign complete reach fall rise grow shrink total
    clear load unload hand appear charge kill wound injure land depart return launch test seize buy sell ship export import
    resume stand amount increase decline drop start finish fly anchor hold take receive deliver release publish elect appoint
    travel attend host brief count register""".split()
)


def no_position(frame: Frame, words: str, lexicon: Saying) -> bool:
    """Whether a frame tells of no position: a question, a refusal to comment, or a plain report."""
    lemma = frame.verb.lemma_.lower()
    content = frame.content
    if _NO_COMMENT.search(words):
        return True
    if words.rstrip('"”’ ').endswith("?") and frame.quotation is None:
        return True
    if content is not None and lemma in _ASKING and _asks(content):
        return True
    return frame.stance is None and frame.quotation is None and content is not None and _reports(frame, content, words, lexicon)


def _asks(content: Token) -> bool:
    """Whether a clause is an indirect question: "asked what a road cost"."""
    first = content.left_edge
    return first.lower_ in _ASKED or any(one.lower_ in _ASKED and one.i < content.i for one in content.children)


def _reports(frame: Frame, content: Token, words: str, lexicon: Saying) -> bool:
    """Whether what is said is only that something happened, was counted or is due, without a word of value.

    What a minister or a government says by name is their position all the same.
    """
    plain = frame.credited or frame.verb.lemma_.lower() in _PLAIN
    persons = [one for one in frame.speakers if one.type is ActorType.PERSON and one.name[:1].isupper()]
    named = persons or any(one.type is ActorType.COUNTRY for one in frame.speakers)
    if named or not plain or lexicon.stance_of(words) is not None or clauses.negated(content):
        return False
    factual = content.tag_ in _FACTUAL or any(one.lower_ in _DUE for one in clauses.children(content, "aux"))
    return content.lemma_.lower() in _ACTS and factual
