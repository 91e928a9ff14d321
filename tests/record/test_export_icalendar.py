"""What is due, in the user's calendar, as RFC 5545 has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.record.press import COURIER, ids_of, print_papers

from peyvand.model import Kind, Plover
from peyvand.record.database import Database
from peyvand.record.exchanging.icalendar import folded, text
from peyvand.record.export import export
from peyvand.record.linking import link
from peyvand.record.moments import AsOf, moment

Event = dict[str, str]


def calendar_of(data: bytes) -> tuple[Event, list[Event]]:
    """A calendar read as the standard says: unfolded, each line a name with parameters and a value; the texts unescaped."""
    assert data.endswith(b"\r\n")
    raw = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw)
    assert not any(b"\n" in line or b"\r" in line for line in raw)
    assert all(part.decode() is not None for part in raw)  # no letter is broken in two
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head: Event = {}
    events: list[Event] = []
    inside = head
    for line in lines[1:-1]:
        name, value = re.fullmatch(r"([A-Z-]+(?:;[A-Z]+=[^:;]+)*):(.*)", line).groups()  # type: ignore[union-attr]
        if line == "BEGIN:VEVENT":
            inside = {}
        elif line == "END:VEVENT":
            events.append(inside)
            inside = head
        else:
            assert name not in inside
            inside[name] = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
    return head, events


@pytest.fixture
def events(record: Database, tmp_path: Path) -> list[Event]:
    """What is due by the three papers."""
    print_papers(record)
    path = tmp_path / "due.ics"
    number = export(record, path)
    head, found = calendar_of(path.read_bytes())
    assert head["VERSION"] == "2.0"
    assert head["PRODID"]
    assert len(found) == number == 4
    return found


def test_every_event_has_what_the_standard_asks_for(events: list[Event], record: Database) -> None:
    """A UID that stays, a time stamp in UTC, a first day, and a day behind the last."""
    due = {*ids_of(record, Kind.COMMITMENT), *ids_of(record, Kind.EVENT)}
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert event["UID"].removesuffix("@peyvand") in due
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert event["DTSTART;VALUE=DATE"] < event["DTEND;VALUE=DATE"]


def test_a_promise_stands_on_the_day_by_which_it_is_due(events: list[Event]) -> None:
    """By June is the last of June; a few days are all of them; what is due some time isn't in."""
    days = {event["SUMMARY"]: (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) for event in events}
    harbour = next(title for title in days if "harbour" in title)
    assert harbour == "Due: build a harbour, with quays; and cranes (Ruritania)"
    assert days[harbour] == ("20260630", "20260701")
    tunnel = next(title for title in days if "tunnel" in title)
    assert tunnel.startswith("Due: open a tunnel under the sea — längst versprochen, долго обещанный, 長く約束された")
    assert days[tunnel] == ("20260928", "20261003")
    memorandum = next(title for title in days if "fish together" in title)
    assert days[memorandum] == ("20251231", "20260101")
    assert not any("open it" in title for title in days)


def test_a_plan_stands_on_its_day_with_the_words_that_tell_of_it(events: list[Event]) -> None:
    """The summit is tentative, and has its place, its quote and the paper; what is only possible isn't in."""
    (summit,) = (event for event in events if event["CATEGORIES"] == "Planned event")
    assert (summit["DTSTART;VALUE=DATE"], summit["STATUS"], summit["LOCATION"]) == ("20240314", "TENTATIVE", "Lutz")
    told = "courier.pdf: “Ruritania and Zubrowka will hold a summit on 14 March 2024 in Lutz”"
    assert summit["DESCRIPTION"] == f"Time: 2024-03-14\n{told}"
    assert summit["DESCRIPTION"].split("“")[1].rstrip("”") in COURIER


def test_what_came_of_a_plan_is_told(record: Database, tmp_path: Path) -> None:
    """A plan with a deed took place, and as of a day before nobody knew."""
    print_papers(record)
    meeting, _, summit = ids_of(record, Kind.EVENT, Plover.CONSULT)[:3]
    export(record, tmp_path / "before.ics")
    with record.writing() as connection:
        before = AsOf(moment(connection) - 1)
        link(connection, summit, meeting, {"probability": 0.9})
    export(record, tmp_path / "due.ics")
    _, events = calendar_of((tmp_path / "due.ics").read_bytes())
    (found,) = (event for event in events if event["CATEGORIES"] == "Planned event")
    assert (found["SUMMARY"], found["STATUS"]) == ("Took place: consult (Ruritania – Zubrowka)", "CONFIRMED")
    export(record, tmp_path / "then.ics", as_of=before)
    assert (tmp_path / "then.ics").read_bytes() == (tmp_path / "before.ics").read_bytes()


@pytest.mark.parametrize("line", ["A" * 75, "A" * 76, "A" * 500, "é" * 200, "長" * 99, "X:" + "𐎠" * 60, "", "a 𐎠 b " * 40])
def test_long_lines_are_folded_between_letters(line: str) -> None:
    """No line has more than 75 octets, and unfolded it is what it was."""
    data = folded(line)
    assert all(len(part) <= 75 and part.decode() is not None for part in data.removesuffix(b"\r\n").split(b"\r\n"))
    assert data.replace(b"\r\n ", b"").removesuffix(b"\r\n").decode() == line


def test_signs_that_mean_something_are_escaped() -> None:
    """Backslashes first, a line's end too; control characters are left out."""
    assert text("a\\b;c,d\r\ne\x07") == "a\\\\b\\;c\\,d\\ne"
