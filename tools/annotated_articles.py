"""Checks the annotated articles of `data/annotated/articles/`: quotes, names, labels, codes, dates, figures, copies.

An article is three files: NAME.txt (its text), NAME.json (its metadata) and NAME.gold.json (what a careful reader takes from it).
A quote must stand in the text exactly once, so that it needs no offsets.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from annotated_values import is_country, is_date, runs

from peyvand.model import ActorType, CommitmentStatus, EventStatus, Instrument, Plover, Stance

WORDS = (150, 450)
RUN = 10  # words in a row that no two articles may share
METADATA = frozenset({"id", "url", "title", "publisher", "published", "pair", "kind", "language", "register", "written_for"})
KEYS: Mapping[str, frozenset[str]] = {
    "actors": frozenset({"name", "type", "country", "office"}),
    "events": frozenset({"type", "sources", "targets", "date", "place", "status", "quote"}),
    "statements": frozenset({"speaker", "topic", "stance", "quote"}),
    "commitments": frozenset({"parties", "what", "instrument", "status", "date", "quote"}),
    "figures": frozenset({"value", "unit", "scale_applied", "indicator", "geo", "period", "quote"}),
}
MORE: Mapping[str, frozenset[str]] = {  # keys that an item may have
    "actors": frozenset({"aliases"}),
    "events": frozenset({"also", "optional", "note"}),
    "statements": frozenset({"also", "optional", "note"}),
    "commitments": frozenset({"optional", "note"}),
    "figures": frozenset({"qualifier", "optional", "note"}),
}
ALLOWED: Mapping[str, Mapping[str, frozenset[str | None]]] = {  # the labels that each key may hold
    "actors": {"type": frozenset(ActorType)},
    "events": {"type": frozenset(Plover), "status": frozenset(EventStatus), "also": frozenset(Plover)},
    "statements": {"stance": frozenset(Stance), "also": frozenset(Stance)},
    "commitments": {"instrument": frozenset({None, *Instrument}), "status": frozenset(CommitmentStatus)},
    "figures": {"qualifier": frozenset({"about", "more than", "less than", "up to", "range-low", "range-high"})},
}
_WORD = re.compile(r"\w+")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated article: its name, text, metadata and items."""

    name: str
    text: str
    metadata: Row
    gold: Mapping[str, list[Row]]


def read_articles(folder: Path) -> tuple[list[Article], list[str]]:
    """All articles of a corpus, and what is wrong with those whose files can't be read as such."""
    articles: list[Article] = []
    faults: list[str] = []
    names = {path.name.partition(".")[0] for path in (folder / "articles").glob("*.*")}
    for name in sorted(names):
        place = folder / "articles" / name
        try:
            text = place.with_suffix(".txt").read_text(encoding="utf-8")
            metadata, gold = (json.loads(place.with_suffix(end).read_text(encoding="utf-8")) for end in (".json", ".gold.json"))
        except (OSError, ValueError) as error:
            faults.append(f"articles/{name}: it needs .txt, .json and .gold.json, in UTF-8 ({error})")
            continue
        if not well_formed(metadata, gold):
            keys = ", ".join(sorted(METADATA))
            faults.append(f"articles/{name}: the metadata must have {keys}; the gold must have lists of {', '.join(KEYS)}")
        else:
            articles.append(Article(name, text, metadata, gold))
    return articles, faults


def well_formed(metadata: object, gold: object) -> bool:
    """Whether the metadata has its keys, and the gold its five lists of objects."""
    if not isinstance(metadata, dict) or set(metadata) != METADATA or not isinstance(gold, dict) or set(gold) != set(KEYS):
        return False
    return all(isinstance(items, list) and all(isinstance(item, dict) for item in items) for items in gold.values())


def article_faults(article: Article, registers: frozenset[str]) -> Iterator[str]:
    """What is wrong with one article by itself."""
    items = [(f"{kind}[{number}]", kind, item) for kind in KEYS for number, item in enumerate(article.gold[kind])]
    ill_formed = {place: fault for place, kind, item in items if (fault := key_fault(kind, item))}
    sound = [entry for entry in items if entry[0] not in ill_formed]
    found = [metadata_faults(article, registers), (f"{place}: {fault}" for place, fault in ill_formed.items())]
    if not ill_formed:
        found.append(name_faults(article))
    for place, kind, item in sound:
        faults = chain(label_faults(kind, item), quote_faults(article.text, item), value_faults(kind, item, article.text))
        found.append(f"{place}: {fault}" for fault in faults)
    for fault in chain.from_iterable(found):
        yield f"articles/{article.name}: {fault}"


def metadata_faults(article: Article, registers: frozenset[str]) -> Iterator[str]:
    """The metadata agrees with the files and names what it must."""
    metadata = article.metadata
    if metadata["id"] != article.name:
        yield f"the id must be {article.name}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(metadata["published"])) or not is_date(metadata["published"]):
        yield f"published {metadata['published']!r} is no day"
    pair = metadata["pair"]
    if pair is not None and not (isinstance(pair, list) and len(pair) == 2 and all(is_country(code) for code in pair)):
        yield "pair must be two ISO 3166 codes, or null where a country is invented"
    if metadata["register"] not in registers:
        yield f"register {metadata['register']!r} isn't known"
    if not WORDS[0] <= (count := len(article.text.split())) <= WORDS[1]:
        yield f"the text has {count} words; {WORDS[0]} to {WORDS[1]} are allowed"


def key_fault(kind: str, item: Row) -> str | None:
    """Which keys are missing or unknown."""
    if missing := KEYS[kind] - set(item):
        return f"lacks {', '.join(sorted(missing))}"
    if unknown := set(item) - KEYS[kind] - MORE[kind]:
        return f"has unknown keys: {', '.join(sorted(unknown))}"
    return None


def label_faults(kind: str, item: Row) -> Iterator[str]:
    """Every label is one of Peyvand's."""
    for key, allowed in ALLOWED[kind].items():
        if key not in item:
            continue
        for value in item[key] if key == "also" else [item[key]]:
            if value not in allowed:
                yield f"{key} {value!r} isn't known"


def quote_faults(text: str, item: Row) -> Iterator[str]:
    """A quote stands in the text once, whole."""
    quote = item.get("quote")
    if quote is None:
        return
    if not quote or quote != quote.strip():
        yield f"the quote {quote!r} is empty or has spaces at its ends"
    elif (count := text.count(quote)) != 1:
        yield f"the quote {quote!r} stands {count} times in the text"


def value_faults(kind: str, item: Row, text: str) -> Iterator[str]:
    """Dates are EDTF, countries ISO 3166, places words of the text, values numbers in full."""
    for key in ("date", "period"):
        if item.get(key) is not None and not is_date(item[key]):
            yield f"{key} {item[key]!r} is no EDTF"
    if kind == "events":
        if not item["sources"]:
            yield "nobody acts"
        if item["place"] is not None and item["place"] not in text:
            yield f"the place {item['place']!r} doesn't stand in the text"
    if kind == "commitments" and not item["parties"]:
        yield "nobody is bound"
    if kind == "actors":
        if item["country"] is not None and not is_country(item["country"]):
            yield f"country {item['country']!r} is no ISO 3166 code"
        aliases = item.get("aliases", [])
        yield from (f"the alias {alias!r} doesn't stand in the text" for alias in aliases if alias not in text)
        if not any(name in text for name in (item["name"], *aliases)):
            yield f"neither {item['name']!r} nor an alias stands in the text"
    if kind == "figures":
        if isinstance(item["value"], bool) or not isinstance(item["value"], int | float) or item["scale_applied"] is not True:
            yield "the value must be a number in full, with scale_applied true"
        codes = [code for code in item["geo"] if re.fullmatch(r"[A-Z]{3}", code)]
        yield from (f"geo {code!r} is no ISO 3166 code" for code in codes if not is_country(code))


def name_faults(article: Article) -> Iterator[str]:
    """Every actor stands in the list once, and has a part in something."""
    listed = Counter(actor["name"] for actor in article.gold["actors"])
    yield from (f"the actor {name!r} is listed {count} times" for name, count in listed.items() if count > 1)
    used = {name for kind in KEYS for item in article.gold[kind] for name in part_in(item)}
    yield from (f"{name!r} is no listed actor" for name in sorted(used - set(listed)))
    yield from (f"the actor {name!r} has no part in anything" for name in sorted(set(listed) - used))


def part_in(item: Row) -> list[str]:
    """The actors of an event, a statement or a commitment."""
    speaker = [item["speaker"]] if "speaker" in item else []
    return [*item.get("sources", []), *item.get("targets", []), *item.get("parties", []), *speaker]


def copied(articles: list[Article]) -> Iterator[str]:
    """Articles that share a run of words with an earlier one."""
    seen: dict[tuple[str, ...], str] = {}
    for article in articles:
        all_runs = set(runs(_WORD.findall(article.text.casefold()), RUN))
        if shared := sorted(all_runs & set(seen)):
            yield f"articles/{article.name}: shares {' '.join(shared[0])!r} with {seen[shared[0]]}"
        seen |= dict.fromkeys(all_runs, article.name)


def article_table(articles: list[Article]) -> str:
    """How many items of each kind there are, and how many events of each category."""
    words = sum(len(article.text.split()) for article in articles)
    table = [f"\n{len(articles)} articles, {words} words (in brackets: optional items)"]
    for kind in KEYS:
        items = [item for article in articles for item in article.gold[kind]]
        table.append(f"  {len(items):5}  {kind} ({sum(bool(item.get('optional')) for item in items)})")
    for key in ("type", "status"):
        counts = Counter(event[key] for article in articles for event in article.gold["events"])
        table.append("  events: " + ", ".join(f"{count} {label}" for label, count in counts.most_common()))
    return "\n".join(table)
