"""Grades of publishers, which people give, and the credibility of what is told, which the record itself comes to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.newsroom import Newsroom, figure, visit, words_of

from peyvand.desk import Desk
from peyvand.errors import NotInRecord
from peyvand.model import Event, Figure, Plover
from peyvand.record.database import FILE, Database
from peyvand.record.decisions import merge, undo
from peyvand.record.grading import credibility, grade, graded, grades
from peyvand.record.log import Act, whole_log
from peyvand.record.moments import NOW, AsOf
from peyvand.record.pages import kept_entries
from peyvand.record.queries import Wanted
from peyvand.record.schema import clock
from peyvand.record.views import Credibility, Grade, KeptEntry

TALKS = "Ana Rosas met Ivo Brandt for talks on herring quotas, said paper {}"


@pytest.fixture
def room(record: Database) -> Newsroom:
    """A newsroom with an empty record."""
    return Newsroom(record)


def talks(text: str, speaker: str | None = None) -> Event:
    """A meeting that a paper tells of."""
    return Event(
        quote=words_of(text),
        type=Plover.CONSULT,
        sources=("Ana Rosas",),
        targets=("Ivo Brandt",),
        date="2023-05-02",
        mode="talks",
        speaker=speaker,
        confidence=0.9,
    )


def told_by(room: Newsroom, *publishers: str | None) -> KeptEntry:
    """The entry of a meeting of which papers of these publishers tell."""
    ids = []
    for at, publisher in enumerate(publishers):
        text = TALKS.format(at)
        ids += room.print(text, talks(text), publisher=publisher)[1]
    if len(ids) > 1:
        merge(room.record, ids, "Aino")
    (entry,) = listed(room)
    return entry


def listed(room: Newsroom, as_of: AsOf = NOW) -> list[KeptEntry]:
    """The entries of the record, graded."""
    with room.record.reading() as connection:
        return graded(connection, kept_entries(connection, Wanted(), as_of), as_of)


def now(record: Database) -> AsOf:
    """The record as it stands after the last writing."""
    with record.reading() as connection:
        return AsOf(connection.execute(select(clock.c.at)).scalar_one())


# ---------------------------------------------------------------- grades


def test_nobody_has_a_grade_until_a_person_gives_one(room: Newsroom) -> None:
    """The program judges no publisher: all are F, which can't be judged."""
    assert told_by(room, "Herald", "Courier").grade is Grade.F
    with room.record.reading() as connection:
        assert grades(connection) == {}


def test_a_grade_is_a_decision_that_can_be_changed_undone_and_looked_back_from(room: Newsroom) -> None:
    """B, then D, then B again once the second is undone; the log has all of it."""
    told_by(room, "The Lutz Héralde")
    grade(room.record, "The Lutz Héralde", Grade.B, "Aino", note="its desk checks")
    before = now(room.record)
    number = grade(room.record, "the lutz  heralde", Grade.D, "Voss")
    assert [entry.grade for entry in listed(room)] == [Grade.D]
    assert [entry.grade for entry in listed(room, before)] == [Grade.B]
    undo(room.record, number, "Voss")
    assert [entry.grade for entry in listed(room)] == [Grade.B]
    with room.record.reading() as connection:
        log = whole_log(connection)
    assert [(one.act, one.who, one.says) for one in log] == [
        (Act.GRADE, "Aino", "B"),
        (Act.GRADE, "Voss", "D"),
        (Act.UNDO, "Voss", None),
    ]


def test_a_publisher_that_no_source_is_of_has_no_grade(room: Newsroom) -> None:
    """A slip of the pen is told."""
    told_by(room, "Herald")
    with pytest.raises(NotInRecord, match="Heralt"):
        grade(room.record, "Heralt", Grade.A, "Aino")


def test_an_entry_has_the_best_grade_among_its_publishers(room: Newsroom) -> None:
    """A C and a B."""
    told_by(room, "Herald", "Courier", "Gazette")
    grade(room.record, "Herald", Grade.C, "Aino")
    grade(room.record, "Courier", Grade.B, "Aino")
    (entry,) = listed(room)
    assert entry.trust == "B1 · 3 publishers"


# ---------------------------------------------------------------- credibility


@pytest.mark.parametrize(
    ("publishers", "digit", "sources"),
    [
        (["Herald"], 6, 1),
        (["Herald", "Courier"], 2, 2),
        (["Herald", "Courier", "Gazette"], 1, 3),
        (["Herald", "Herald", "herald"], 6, 1),
        ([None, None, None], 6, 1),
        (["Herald", None, None], 2, 2),
    ],
)
def test_other_publishers_confirm(room: Newsroom, publishers: list[str | None], digit: int, sources: int) -> None:
    """Two make a thing probable and three confirm it; one that tells it thrice does not, nor those that nobody knows."""
    assert told_by(room, *publishers).credibility == Credibility(digit, sources)


def test_a_wire_story_in_three_papers_is_one_source(room: Newsroom) -> None:
    """Copies of one text confirm nothing."""
    text = TALKS.format("one")
    first, ids = room.print(text, talks(text), publisher="Herald")
    for publisher in ("Courier", "Gazette"):
        again = f"{text}. So {publisher}"
        ids += room.print(again, talks(again), publisher=publisher, copy_of=first)[1]
    merge(room.record, ids, "Aino")
    (entry,) = listed(room)
    assert entry.credibility == Credibility(6, 1)


def test_a_paper_that_has_it_from_another_confirms_nothing(room: Newsroom) -> None:
    """The Courier names the Herald as the one who says so."""
    one, other = TALKS.format("one"), TALKS.format("two")
    ids = room.print(one, talks(one), publisher="Herald")[1]
    ids += room.print(other, talks(other, speaker="Herald"), publisher="Courier")[1]
    merge(room.record, ids, "Aino")
    (entry,) = listed(room)
    assert entry.credibility == Credibility(6, 1)


@pytest.mark.parametrize(
    ("best", "number", "against", "digit"),
    [
        (Grade.A, 1, [], 3),
        (Grade.D, 1, [], 4),
        (Grade.E, 1, [], 5),
        (Grade.F, 1, [], 6),
        (Grade.F, 4, [], 1),
        (Grade.F, 1, [0], 4),
        (Grade.F, 1, [-1], 5),
        (Grade.A, 1, [0], 4),
        (Grade.A, 2, [0], 4),
        (Grade.A, 2, [1], 3),
        (Grade.A, 3, [2], 2),
        (Grade.A, 3, [2, 0], 3),
        (Grade.A, 3, [2, -1], 5),
        (Grade.E, 1, [0], 5),
    ],
)
def test_the_rule(best: Grade, number: int, against: list[int], digit: int) -> None:
    """What the digits come to: a contradiction by fewer lowers by one step, by as many by two, by more to improbable."""
    assert credibility(best, number, against) == Credibility(digit, number, len(against))


def counted(text: str, value: float) -> Figure:
    """The herring of 2022."""
    return figure(text, value)


def test_a_contradiction_lowers_what_is_told(room: Newsroom) -> None:
    """A reliable paper's number is doubtful as long as another paper's stands against it."""
    one, other = "Ruritania sold herring, said the Herald", "Ruritania sold herring, said the Courier"
    room.print(one, counted(one, 46_000), publisher="Herald")
    grade(room.record, "Herald", Grade.A, "Aino")
    assert [entry.credibility for entry in listed(room)] == [Credibility(3, 1)]
    room.print(other, counted(other, 51_200), publisher="Courier")
    assert {entry.trust: entry.credibility for entry in listed(room)} == {
        "A4 · 1 publisher": Credibility(4, 1, 1),
        "F4 · 1 publisher": Credibility(4, 1, 1),
    }


def test_a_plan_without_a_deed_lowers_nothing(room: Newsroom) -> None:
    """That the record knows of no deed speaks against nobody."""
    from peyvand.model import EventStatus

    text = "Ana Rosas is to visit Zubrowka"
    room.print(text, visit(text, "2023-05-20", status=EventStatus.PLANNED))
    assert len(room.contradictions()) == 1
    (entry,) = listed(room)
    assert entry.credibility == Credibility(6, 1)


# ---------------------------------------------------------------- on the desk


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk on which two papers give different numbers."""
    folder = tmp_path / "desk"
    Desk.create(folder, ("IRN", "JPN")).close()
    record = Database(folder / FILE)
    for publisher, value in (("Herald", 46_000), ("Courier", 51_200)):
        text = f"Ruritania sold herring, said the {publisher}"
        Newsroom(record).print(text, counted(text, value), publisher=publisher)
    record.close()
    return folder


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command line."""
    env = {**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "peyvand", *words], capture_output=True, text=True, check=False, env=env)


def test_a_desk_lists_grades_and_dismisses_on_the_command_line(desk: Path) -> None:
    """The whole way: both sides with their words, a grade that stands with the sources, a dismissal that empties the list."""
    said = run("contradictions", str(desk), "--kind", "figure").stdout
    for words in (
        "46,000 tonnes",
        "51,200 tonnes",
        "“Ruritania sold herring, said the Courier”",
        "Herald · 2023-05-10 · grade F",
    ):
        assert words in said
    assert "is graded B" in run("grade", str(desk), "herald", "b", "--who", "Aino").stdout
    assert "Herald (grade B)" in run("sources", str(desk)).stdout
    assert "B4 · 1 publisher" in run("figures", str(desk)).stdout
    with Desk.open(desk) as opened:
        items = [kept.id for kept in opened.items()]
    assert run("dismiss", str(desk), *items, "--who", "Aino", "--note", "landings").stdout.startswith("Dismissed (decision")
    assert run("contradictions", str(desk)).stdout == "Nothing contradicts anything in this desk.\n"
    assert run("dismiss", str(desk), *items).returncode == 2
    assert "dismiss figure: Aino" in run("log", str(desk)).stdout


def test_the_list_as_json_has_both_sides(desk: Path) -> None:
    """One line a contradiction, with an id and both quotes."""
    import json

    (line,) = run("contradictions", str(desk), "--json").stdout.splitlines()
    row = json.loads(line)
    assert (row["kind"], len(row["id"]), row["one"]["publisher"], row["other"]["publisher"]) == (
        "figure",
        16,
        "Herald",
        "Courier",
    )
    assert row["other"]["quote"]["exact"] == "Ruritania sold herring, said the Courier"
