"""Settling: which frames of a sentence are positions, where one reports another, goes on with it, or is but an aside in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peyvand.model import ActorType
from peyvand.reading.text import clauses

if TYPE_CHECKING:
    from peyvand.reading.said.frames import Frame

_OWN = frozenset(
    {"company", "firm", "government", "ministry", "administration", "party", "bank", "group", "side", "team", "country"}
)
_MOUTHPIECES = frozenset({"spokesman", "spokeswoman", "spokesperson", "aide"})  # who speak for others, unless they are named
_TELLING = frozenset({"say", "tell", "report", "write", "inform", "announce", "add", "state"})


def settled(frames: list[Frame]) -> list[Frame]:
    """The frames of a sentence with those that only report another left out, and each cut where the next begins."""
    kept = []
    merged: set[int] = set()
    for outer in frames:
        if id(outer) in merged:
            continue
        inner = [one for one in frames if one is not outer and id(one) not in merged and _reported(outer, one)]
        if any(_aside(one, outer) or _prelude(outer, one) for one in frames):
            continue
        cited = next((one for one in frames if _credits(outer, one)), None)
        if cited is not None:
            _pass_on(outer, cited)
        elif not inner:
            kept.append(outer)
        elif all(_own_position(outer, one) for one in inner):
            kept.append(outer)  # "said he welcomed it": one position, worded by the inner verb
            outer.stance = inner[0].stance or outer.stance
            outer.topic, outer.content = inner[0].topic, inner[0].content
            outer.addressees = outer.addressees or inner[0].addressees
            merged |= {id(one) for one in inner}
        else:
            for one in inner:
                _pass_on(outer, one)
    for frame in kept:
        _speak_for(frame)
    for left in kept:
        for right in kept:
            if left is not right and left.start < right.sentence.offset(right.verb) < left.end:
                _cut(left, right)
    return sorted(kept, key=lambda one: (one.start, one.end))


def _pass_on(outer: Frame, inner: Frame) -> None:
    """Note that what one says is reported by another."""
    chain = [one for one in (*outer.via, *outer.speakers[:1]) if one not in inner.speakers]
    inner.via = tuple(dict.fromkeys([*chain, *inner.via]))
    if outer.credited:
        inner.start, inner.end = min(inner.start, outer.start), max(inner.end, outer.end)


def _speak_for(frame: Frame) -> None:
    """Let a body speak whose position an unnamed spokesman reports: "The ministry sees no reason to …, a spokesman said"."""
    subject = frame.subject
    if subject is None or frame.content is None or frame.content.i > subject.i or subject.lemma_.lower() not in _MOUTHPIECES:
        return
    if len(frame.behalf) == 1 and not frame.speakers[0].name[:1].isupper() and frame.behalf[0] not in frame.speakers:
        frame.via, frame.speakers = (*frame.via, *frame.speakers), frame.behalf


def _reported(outer: Frame, inner: Frame) -> bool:
    """Whether a frame is what another one says: its verb is the content, or joined to it."""
    if outer.content is None or inner.verb == outer.verb or (outer.credited and inner.credited):
        return False
    node = inner.verb
    if node.dep_ == "pcomp" and node.head.lower_ == "as":  # "said that the radio had quoted a commander as saying"
        node = node.head.head
    while node.dep_ in {"conj", "xcomp"} and node != outer.content:
        if node.tag_ == outer.verb.tag_ == "VBD" and outer.content.tag_ != "VBD" and not inner.own_subject:
            return False  # "says that it will … and promised": joined too low by the parse
        node = node.head
    return node == outer.content


def _own_position(outer: Frame, inner: Frame) -> bool:
    """Whether what is said is the speaker's own position: "said his country was ready", "told her that Chile offers help"."""
    if set(inner.speakers) == set(outer.speakers):
        return True
    subject = inner.subject
    if subject is not None:
        owner = clauses.child(subject, "poss")
        owned = owner is not None and owner.pos_ == "PRON"
        if owned and inner.speakers[0].type is ActorType.PERSON and inner.verb.lemma_ in _TELLING:
            return False  # "their host had said …"
        if subject.pos_ == "PRON" or owned or subject.lemma_.lower() in _OWN:
            return True
    person, state = outer.speakers[0], inner.speakers[0]
    named = person.type is ActorType.PERSON and person.name[:1].isupper() and not person.name.endswith("officials")
    return named and state.type is ActorType.COUNTRY and person.country == state.country


def _credits(outer: Frame, inner: Frame) -> bool:
    """Whether a credit only tells who reports what another says: "according to the ministry, she urged …"."""
    return outer.credited and not inner.credited and inner.verb == outer.content


def _prelude(frame: Frame, main: Frame) -> bool:
    """Whether a participle only leads up to what its speaker says: "while agreeing that …, she ranked it …"."""
    same = frame.verb != main.verb and set(frame.speakers) == set(main.speakers)
    return same and frame.verb.dep_ == "advcl" and frame.verb.head == main.verb and frame.verb.i < main.verb.i


def _aside(outer: Frame, inner: Frame) -> bool:
    """Whether a frame is but an aside in what another one says: in a subordinate clause of it."""
    if outer.content is None or inner.verb in {outer.verb, outer.content}:
        return False
    node = inner.verb
    while node not in {node.head, outer.content}:
        if node.dep_ in {"advcl", "relcl", "acl"} and node.head != outer.verb:
            return any(one == outer.content for one in node.ancestors)
        node = node.head
    return False


def _cut(left: Frame, right: Frame) -> None:
    """End a frame before the next one of its sentence where that only continues it: "stressed … and urged …"."""
    if left.quotation is not None and left.quotation.end > right.sentence.offset(right.verb):
        return
    if right.verb.i > left.verb.i and right.verb.dep_ == "conj" and not right.own_subject:
        doc = right.verb.doc
        at = right.verb.i - 1
        while at > left.verb.i and (doc[at].dep_ in {"cc", "punct", "aux", "advmod"}):
            at -= 1
        end = left.sentence.offset(doc[at]) + len(doc[at].text)
        if left.quotation is not None:
            end = max(end, left.quotation.end)
        if at > left.verb.i and end > left.start:
            left.end = min(left.end, end)
