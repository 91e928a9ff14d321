"""Checks the commitments marked in annotated passages: who is bound to what, in which form, how far it has got, by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain

from annotated_lines import Row
from annotated_passages import Kind, key_faults, quote_faults
from annotated_statements import lexicon_keys
from annotated_values import is_date

from peyvand.dates import bounds
from peyvand.model import CommitmentStatus, Instrument

KEYS = frozenset({"quote", "parties", "what", "instrument", "status", "date", "due", "speaker", "issue", "field"})
WHAT = 16  # words that it may take to say what is to be done


def commitment_faults(_: str, item: Row, row: Row) -> Iterator[str]:
    """What is wrong with one commitment."""
    ill_formed = list(key_faults(item, KEYS))
    if ill_formed:
        yield from ill_formed
        return
    yield from chain(quote_faults(row["text"], item["quote"]), name_faults(item, row), label_faults(item), date_faults(item, row))


def name_faults(item: Row, row: Row) -> Iterator[str]:
    """Somebody is bound, each party once; what is to be done is a short phrase; who tells of it stands in the text."""
    parties = item["parties"]
    if not isinstance(parties, list) or not parties or not all(isinstance(name, str) and name for name in parties):
        yield "parties must be a list of one name or more"
    elif len(set(parties)) != len(parties):
        yield "a party is given twice"
    if not isinstance(item["what"], str) or not 1 <= len(item["what"].split()) <= WHAT or item["what"].endswith("."):
        yield f"what must be a phrase of at most {WHAT} words, not {item['what']!r}"
    speaker = item["speaker"]
    if speaker is not None and (not isinstance(speaker, str) or speaker.casefold() not in row["text"].casefold()):
        yield f"the speaker {speaker!r} doesn't stand in the text"


def label_faults(item: Row) -> Iterator[str]:
    """Instrument, status, issue and field are known ones."""
    known: Mapping[str, frozenset[str | None]] = {
        "instrument": frozenset({None, *Instrument}),
        "status": frozenset(CommitmentStatus),
        "issue": lexicon_keys("issues.toml") | {None},
        "field": lexicon_keys("fields.toml") | {None},
    }
    yield from (f"{key} {item[key]!r} isn't known" for key, allowed in known.items() if item[key] not in allowed)


def date_faults(item: Row, row: Row) -> Iterator[str]:
    """Both dates are EDTF; nobody is bound after the day of publication, nor was anything due before it was promised."""
    if ill_formed := [key for key in ("date", "due") if item[key] is not None and not is_date(item[key])]:
        yield from (f"{key} {item[key]!r} is no EDTF" for key in ill_formed)
        return
    limits = {key: bounds(item[key]) if item[key] else None for key in ("date", "due")}
    made, due = limits["date"], limits["due"]
    if made is not None and made[0].isoformat() > row["published"]:
        yield f"it was made on {item['date']}, after {row['published']}"
    if made is not None and due is not None and due[1] < made[0]:
        yield f"it was due {item['due']}, before it was made on {item['date']}"


def commitment_tallies(rows: list[Row]) -> Mapping[str, Counter[str]]:
    """How many commitments there are, of each instrument, status, issue and field, and how many say when and by whose account."""
    items = [item for row in rows for item in row["commitments"]]
    named = {"date": "dated", "due": "with a day when it is due", "speaker": "by somebody's account"}
    several = {"with several parties": sum(len(item["parties"]) > 1 for item in items)}
    return {
        "commitments": Counter(
            {"in all": len(items)} | {told: sum(bool(item[key]) for item in items) for key, told in named.items()} | several
        ),
        "instrument": Counter(str(item["instrument"]) for item in items),
        "status": Counter(item["status"] for item in items),
        "issue": Counter(str(item["issue"]) for item in items),
        "field": Counter(str(item["field"]) for item in items),
    }


COMMITMENTS = Kind("commitments", "commitment", commitment_faults, commitment_tallies)
