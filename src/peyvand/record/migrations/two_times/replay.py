"""What an item of version 0001 said, and what people had made of it, after each decision about it.

Pure functions of payloads (the exchange form of an item) and of the rows of the log, as that version wrote them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from unicodedata import combining, normalize

from peyvand.dates import bounds

Payload = Mapping[str, Any]
Values = dict[str, Any]
_AROUND = 32  # characters that are kept before and after a quote
_REVIEWS = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}
_ROLES = (("source", "sources"), ("target", "targets"), ("party", "parties"), ("geo", "geo"))


@dataclass(frozen=True, slots=True)
class State:
    """An item at a time."""

    payload: Payload
    review: str | None = None

    @property
    def stands(self) -> bool:
        """Whether nobody has rejected it."""
        return self.review != "rejected"


def first_state(present: Payload, log: Sequence[Any]) -> State:
    """An item as it was read: before the first correction of it, which says what it was."""
    corrections = [entry for entry in log if entry.kind == "correct"]
    return State(corrections[0].payload["was"] if corrections else present)


def state_after(read: State, log: Sequence[Any]) -> State:
    """An item after these decisions."""
    undone: set[int] = set()
    for entry in reversed(log):  # an undo can itself be undone, by a later one
        if entry.kind == "undo" and entry.seq not in undone:
            undone.add(entry.payload["of"])
    standing = [entry for entry in log if entry.seq not in undone and entry.kind in _REVIEWS]
    corrected = next((entry.payload["item"] for entry in reversed(standing) if entry.kind == "correct"), read.payload)
    return State(corrected, _REVIEWS[standing[-1].kind] if standing else None)


def columns_of(payload: Payload) -> Values:
    """What of a payload stands in columns of its own."""
    kind = payload["kind"]
    rests_on = quotes_of(payload)
    date = payload.get("period" if kind == "figure" else "date")
    between = bounds(date) if date else None
    types = {"statement": "stance", "commitment": "instrument", "figure": ""}
    return {
        "kind": kind,
        "position": rests_on[0]["start"] if rests_on else 0,
        "type": payload.get(types.get(kind, "type")),
        "status": payload.get("status"),
        "earliest": between and between[0].isoformat(),
        "latest": between and between[1].isoformat(),
        "confidence": round(payload["confidence"], 3),
        "payload": payload,
    }


def quotes_of(payload: Payload) -> list[Values]:
    """The quotes that an item rests on, in order of the text."""
    if payload["kind"] == "actor":
        return sorted(payload["mentions"], key=lambda quote: (quote["start"], quote["end"]))
    return [payload["quote"]]


def quote_rows(payload: Payload, text: str) -> Iterator[Values]:
    """Quotes with what stands around them."""
    for number, quote in enumerate(quotes_of(payload)):
        start, end = quote["start"], quote["end"]
        around = {"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]}
        yield {"number": number, "exact": quote["exact"], "start": start, "end": end, **around}


def tag_rows(payload: Payload) -> Iterator[Values]:
    """Issues and fields."""
    for name in ("issue", "field"):
        yield from ({"list": name, "key": tag["key"], "score": tag["score"]} for tag in payload.get(f"{name}s", ()))


def part_rows(payload: Payload, source: str, whose: Mapping[str, str]) -> list[Values]:
    """Everyone who takes part in an item, each role counted from 0."""
    if payload["kind"] == "actor":
        return [_part("self", 0, payload["name"], actor_id(payload, source))]
    named = [(role, name) for role, key in _ROLES for name in payload.get(key, ())]
    if payload["speaker"] is not None:
        named.append(("speaker", payload["speaker"]))
    numbers: Counter[str] = Counter()
    rows: list[Values] = []
    for role, name in named:
        rows.append(_part(role, numbers[role], name, whose.get(folded(name))))
        numbers[role] += 1
    return rows


def names_of(cast: Iterable[Payload], source: str) -> dict[str, str]:
    """Folded names to the ids of a source's actors; a name goes before another's alias, and a country has its code as well."""
    whose: dict[str, str] = {}
    others: dict[str, str] = {}
    for actor in cast:
        key = actor_id(actor, source)
        whose.setdefault(folded(actor["name"]), key)
        others |= {folded(alias): key for alias in actor["aliases"]}
        if actor["type"] == "country" and actor["country"] is not None:
            whose.setdefault(folded(actor["country"]), key)
    return others | whose


def actor_row(actor: Payload, source: str) -> Values:
    """Someone under a name."""
    return {
        "id": actor_id(actor, source),
        "name": actor["name"],
        "folded": folded(actor["name"]),
        "type": actor["type"],
        "country": actor["country"],
        "source": source if _is_loose(actor) else None,
    }


def actor_id(actor: Payload, source: str) -> str:
    """The id of an actor; a country's hangs on its code alone, a bare surname's on its source as well."""
    if actor["type"] == "country" and actor["country"] is not None:
        return _digest("country", "", actor["country"])
    known = (actor["type"], folded(actor["name"]), actor["country"] or "")
    return _digest(*known, source) if _is_loose(actor) else _digest(*known)


def folded(name: str) -> str:
    """A name without case, accents and double spaces."""
    return " ".join("".join(sign for sign in normalize("NFKD", name) if not combining(sign)).casefold().split())


def _is_loose(actor: Payload) -> bool:
    """Whether a person has only a surname or a description, which means someone else in another source."""
    name: str = actor["name"]
    return actor["type"] == "person" and (" " not in name.strip() or name[0].islower()) and name.isascii()


def _part(role: str, number: int, name: str, actor: str | None) -> Values:
    return {"role": role, "number": number, "name": name, "folded": folded(name), "actor": actor}


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
