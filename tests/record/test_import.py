"""Two desks that went apart come together, and a colleague's items come in: nothing twice, nothing lost, differences listed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.record.newspaper import TEXT, entry_of, meeting, news
from tests.record.press import courier, gazette, herald, ids_of
from tests.record.two_desks import Folder, groups, outcome

from peyvand.errors import DeskFault
from peyvand.exchange import to_json
from peyvand.model import Event, Kind, Metadata, Plover
from peyvand.record.database import Database
from peyvand.record.decisions import decide, merge, split, undo
from peyvand.record.exchanging.differing import Difference
from peyvand.record.export import export
from peyvand.record.grading import grade, grades
from peyvand.record.grouping import ITEMS, regroup
from peyvand.record.importing import import_lines
from peyvand.record.log import MACHINE, Act, append, log, whole_log
from peyvand.record.moments import AsOf
from peyvand.record.queries import items_by_id, source_rows
from peyvand.record.schema import clock
from peyvand.record.views import Format, Grade
from peyvand.record.writing import put_items

Make = Callable[..., Folder]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Make]:
    """Makes desks, each in a folder of its own."""
    made: list[Folder] = []

    def make(name: str) -> Folder:
        made.append(Folder(tmp_path / name))
        return made[-1]

    yield make
    for one in made:
        one.record.close()


@pytest.fixture
def pair(desk: Make) -> tuple[Folder, Folder]:
    """Two desks that were one with two papers."""
    ours, theirs = desk("ours"), desk("theirs")
    ours.add(herald())
    ours.add(gazette())
    theirs.take(ours.archive("common.peyvand"))
    return ours, theirs


def event_of(record: Database) -> str:
    """The Herald's meeting."""
    return ids_of(record, Kind.EVENT, Plover.CONSULT)[0]


def now(record: Database) -> AsOf:
    """The moment of the last writing."""
    with record.reading() as connection:
        return AsOf(connection.execute(select(clock.c.at)).scalar_one())


def originals(folder: Folder) -> set[str]:
    """The names of a desk's originals."""
    return {path.name for path in (folder.path / "sources").iterdir()}


def log_length(record: Database) -> int:
    """How many decisions there are."""
    with record.reading() as connection:
        return len(whole_log(connection))


# ---------------------------------------------------------------- a colleague's archive


def test_what_is_new_comes_in_and_what_is_there_does_not(pair: tuple[Folder, Folder]) -> None:
    """A paper and a review of theirs; a second time nothing happens."""
    ours, theirs = pair
    theirs.add(courier())
    decide(theirs.record, event_of(theirs.record), Act.ACCEPT, "Ben", note="I was there")
    archive = theirs.archive("theirs.peyvand")
    report = ours.take(archive)
    assert (report.sources, report.known, report.restored, report.conflicts) == (1, 2, False, ())
    assert outcome(ours.record) == outcome(theirs.record)
    *_, decision = log(ours.record, event_of(ours.record))
    (theirs_decision,) = (one for one in log(theirs.record, event_of(theirs.record)) if one.act is Act.ACCEPT)
    assert (decision.who, decision.at, decision.note) == ("Ben", theirs_decision.at, "I was there")
    assert originals(ours) == originals(theirs)
    before = ours.archive("before.peyvand").read_bytes()
    report = ours.take(archive)
    assert (report.sources, report.items, report.decisions, report.known) == (0, 0, 0, 3)
    assert ours.archive("after.peyvand").read_bytes() == before


def test_what_came_in_is_known_from_then_on(pair: tuple[Folder, Folder], tmp_path: Path) -> None:
    """As of a moment before, the desk didn't know it, though the colleague did."""
    ours, theirs = pair
    theirs.add(courier())
    decide(theirs.record, event_of(theirs.record), Act.REJECT, "Ben")
    before = now(theirs.record)
    export(ours.record, tmp_path / "before.jsonl")
    ours.take(theirs.archive("theirs.peyvand"))
    for kind in (Format.LINES, Format.CSV, Format.PLOVER, Format.CALENDAR, Format.FOLLOWTHEMONEY):
        export(ours.record, tmp_path / "now", format=kind)
        export(ours.record, tmp_path / "then", format=kind, as_of=before)
        assert (tmp_path / "now").read_bytes() != (tmp_path / "then").read_bytes()
    export(ours.record, tmp_path / "then.jsonl", as_of=before)
    assert (tmp_path / "then.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()


def test_the_latest_decision_about_an_item_stands_and_both_are_kept(pair: tuple[Folder, Folder]) -> None:
    """Whichever desk takes in the other's; the difference is listed with who and what."""
    ours, theirs = pair
    key = event_of(ours.record)
    right = replace(meeting(), place="Zubrow")
    decide(ours.record, key, Act.REJECT, "Ada")
    decide(theirs.record, key, Act.CORRECT, "Ben", corrected=right)
    of_ours, of_theirs = ours.archive("ours.peyvand"), theirs.archive("theirs.peyvand")
    for folder, archive, stands in ((ours, of_theirs, "theirs"), (theirs, of_ours, "ours")):
        report = folder.take(archive)
        with folder.record.reading() as connection:
            assert items_by_id(connection, [key])[key].item == right
        (conflict,) = report.conflicts
        assert (conflict.what, conflict.about, conflict.stands) == (Difference.REVIEW, key, stands)
        assert {conflict.ours.partition(",")[0], conflict.theirs.partition(",")[0]} == {"rejected by Ada", "corrected by Ben"}
        assert [one.who for one in log(folder.record, key) if not one.machine] == ["Ada", "Ben"]


def test_an_undo_of_a_colleagues_takes_back_what_it_took_back_there(pair: tuple[Folder, Folder]) -> None:
    """Numbers of the two logs differ; the undo goes on to mean the same decision."""
    ours, theirs = pair
    key = event_of(ours.record)
    decide(ours.record, ids_of(ours.record, Kind.FIGURE)[0], Act.ACCEPT, "Ada")
    decide(ours.record, ids_of(ours.record, Kind.FIGURE)[0], Act.NOTE, "Ada", note="x")
    undo(theirs.record, decide(theirs.record, key, Act.REJECT, "Ben"), "Ben")
    assert ours.take(theirs.archive("theirs.peyvand")).decisions == 2
    assert outcome(ours.record)[key][0] is None
    *_, rejected, taken_back = [one for one in log(ours.record, key) if not one.machine]
    assert taken_back.undoes == rejected.number


def test_what_a_person_parted_no_program_of_another_desk_merges(pair: tuple[Folder, Folder]) -> None:
    """Not the same merge made there, before or after, and not another that would put the two together; a person's own does."""
    ours, theirs = pair
    first, second = ids_of(ours.record, Kind.EVENT, Plover.CONSULT)[:2]
    merge(ours.record, [first, second], "Ada")
    split(ours.record, [second], "Ada")
    with theirs.record.writing() as connection:
        append(connection, Act.MERGE, [first, second], MACHINE, {"probability": 0.9}, machine=True)
        regroup(connection, ITEMS, [first, second])
    assert any({first, second} <= group for group in groups(theirs.record)[0])
    of_ours, of_theirs = ours.archive("ours.peyvand"), theirs.archive("theirs.peyvand")
    for folder, archive in ((ours, of_theirs), (theirs, of_ours)):
        folder.take(archive)
        assert not any({first, second} <= group for group in groups(folder.record)[0])
    merge(ours.record, [first, second], "Ben")
    assert any({first, second} <= group for group in groups(ours.record)[0])


def test_merged_here_and_split_there_is_listed(pair: tuple[Folder, Folder]) -> None:
    """The later one stands."""
    ours, theirs = pair
    first, second = ids_of(ours.record, Kind.EVENT, Plover.CONSULT)[:2]
    split(theirs.record, [second], "Ben")
    merge(ours.record, [first, second], "Ada")
    report = ours.take(theirs.archive("theirs.peyvand"))
    (conflict,) = report.conflicts
    assert (conflict.what, conflict.stands) == (Difference.GROUPING, "ours")
    assert conflict.ours.startswith("merge by Ada")
    assert conflict.theirs.startswith("split by Ben")
    assert any({first, second} <= group for group in groups(ours.record)[0])


def test_grades_and_notes_of_a_colleague_come_too(pair: tuple[Folder, Folder]) -> None:
    """What the log alone says of a publisher, known from now on."""
    ours, theirs = pair
    before = now(theirs.record)
    grade(theirs.record, "The Herald", Grade.B, "Ben", note="a good paper")
    ours.take(theirs.archive("theirs.peyvand"))
    with ours.record.reading() as connection:
        assert grades(connection) == {"the herald": Grade.B}
        assert grades(connection, before) == {}


def test_texts_of_one_source_that_differ_are_listed(desk: Make) -> None:
    """Ours stays, unless only the colleague decided about what it says; a decision on other words is kept in the log."""
    ours, theirs = desk("ours"), desk("theirs")
    entry = herald()
    shorter = replace(entry.source, text=entry.source.text[: entry.source.text.index(" Ruritania exported")])
    fewer = [item for item in news() if not (hasattr(item, "quote") and item.quote.exact not in shorter.text)]
    ours.add(replace(entry, source=shorter, items=fewer), entry.source.text)
    theirs.add(entry)
    key, figure = event_of(theirs.record), ids_of(theirs.record, Kind.FIGURE)[0]
    decide(ours.record, key, Act.ACCEPT, "Ada")
    decide(theirs.record, figure, Act.ACCEPT, "Ben")
    decide(theirs.record, key, Act.REJECT, "Ben")
    of_ours, of_theirs = ours.archive("ours.peyvand"), theirs.archive("theirs.peyvand")
    report = ours.take(of_theirs)
    assert {(one.what, one.about) for one in report.conflicts} >= {(Difference.TEXT, entry.source.id), (Difference.TEXT, figure)}
    assert figure not in outcome(ours.record)
    assert [one.who for one in log(ours.record, figure)] == ["Ben"]
    assert outcome(ours.record)[key][0] == "rejected"
    report = theirs.take(of_ours)
    assert outcome(theirs.record)[key][0] == "rejected"
    assert outcome(theirs.record)[figure][0] == "accepted"
    untouched = desk("untouched")
    untouched.add(replace(entry, source=shorter, items=fewer), entry.source.text)
    report = untouched.take(of_theirs)
    assert [(one.what, one.stands) for one in report.conflicts] == [(Difference.TEXT, "theirs")]
    assert outcome(untouched.record)[figure][0] == "accepted"


def test_settings_and_metadata_that_differ_are_listed(pair: tuple[Folder, Folder]) -> None:
    """Ours stay."""
    ours, theirs = pair
    with (theirs.path / "desk.toml").open("a") as file:
        file.write("\n[issues]\n")
    theirs.add(courier())
    entry = courier()
    ours.add(replace(entry, source=replace(entry.source, metadata=Metadata(title="A title of ours"))))
    before = (ours.path / "desk.toml").read_bytes()
    report = ours.take(theirs.archive("theirs.peyvand"))
    assert {one.what for one in report.conflicts} == {Difference.METADATA, Difference.SETTINGS}
    assert {one.stands for one in report.conflicts} == {"ours"}
    assert (ours.path / "desk.toml").read_bytes() == before
    with ours.record.reading() as connection:
        assert [row.metadata.title for row in source_rows(connection, [entry.source.id])] == ["A title of ours"]


def test_the_newer_reading_of_a_source_goes_before_the_older(pair: tuple[Folder, Folder]) -> None:
    """But for what anyone decided about."""
    ours, theirs = pair
    key = event_of(ours.record)
    decide(ours.record, key, Act.ACCEPT, "Ada")
    other = Event(quote=news()[2].quote, type=Plover.SUPPORT, sources=("Ruritania",))  # type: ignore[union-attr]
    with theirs.record.writing() as connection:
        put_items(connection, replace(herald(), items=[other], reader="2"))
    report = ours.take(theirs.archive("theirs.peyvand"))
    assert report.items == 1
    with ours.record.reading() as connection:
        assert {row.reader for row in source_rows(connection, [herald().source.id])} == {"2"}
    standing = outcome(ours.record)
    assert standing[key][0] == "accepted"
    assert not any(item in standing for item in ids_of(ours.record, Kind.FIGURE))


@pytest.mark.parametrize("seed", range(4))
def test_desks_that_went_apart_come_together_either_way_round(desk: Make, seed: int) -> None:
    """After many decisions on both sides, each desk takes in the other's archive: the same reviews and the same groups stand."""
    chance = random.Random(seed)  # noqa: S311 (a history to repeat, no secret)
    ours, theirs = desk("ours"), desk("theirs")
    for entry in (herald(), gazette()):
        ours.add(entry)
    for _ in range(10):
        live(ours.record, chance, "Ada")
    theirs.take(ours.archive("common.peyvand"))
    for number in range(30):
        live(ours.record, chance, "Ada")
        live(theirs.record, chance, "Ben")
        if number == 15:
            chance.choice([ours, theirs]).add(courier())
    of_ours, of_theirs = ours.archive("ours.peyvand"), theirs.archive("theirs.peyvand")
    lengths = log_length(ours.record), log_length(theirs.record)
    first, second = ours.take(of_theirs), theirs.take(of_ours)
    assert outcome(ours.record) == outcome(theirs.record)
    assert groups(ours.record) == groups(theirs.record)
    assert first.decisions + lengths[0] == second.decisions + lengths[1] == log_length(ours.record) == log_length(theirs.record)
    assert {one.about for one in first.conflicts} == {one.about for one in second.conflicts}
    for folder, archive in ((ours, of_theirs), (theirs, of_ours)):
        assert folder.take(archive).decisions == 0


def live(record: Database, chance: random.Random, who: str) -> None:
    """One decision of some kind about something."""
    items = ids_of(record, Kind.EVENT) + ids_of(record, Kind.COMMITMENT) + ids_of(record, Kind.FIGURE)
    key = chance.choice(sorted(set(items)))
    match chance.randrange(7):
        case 0:
            decide(record, key, Act.ACCEPT, who)
        case 1:
            decide(record, key, Act.REJECT, who)
        case 2:
            decide(record, key, Act.NOTE, who, note="hm")
        case 3:
            with record.reading() as connection:
                found = items_by_id(connection, [key])
            if found:
                decide(record, key, Act.CORRECT, who, corrected=replace(found[key].item, confidence=chance.random()))
        case 4:
            events = sorted(set(ids_of(record, Kind.EVENT)))
            merge(record, chance.sample(events, 2), who)
        case 5:
            split(record, [key], who)
        case _:
            with record.reading() as connection:
                numbers = [one.number for one in whole_log(connection)]
            if numbers:
                undo(record, chance.choice(numbers), who)


def test_a_teams_desk_and_an_officers_come_together(desk: Make, address: str, tmp_path: Path) -> None:
    """One is a file, the other on a server; each takes in the other's archive."""
    theirs = desk("theirs")
    ours = Folder(tmp_path / "team", address)
    try:
        ours.add(herald())
        ours.add(gazette())
        theirs.take(ours.archive("common.peyvand"))
        chance = random.Random(9)  # noqa: S311 (as above)
        for _ in range(15):
            live(ours.record, chance, "Ada")
            live(theirs.record, chance, "Ben")
        theirs.add(courier())
        of_ours, of_theirs = ours.archive("ours.peyvand"), theirs.archive("theirs.peyvand")
        assert ours.take(of_theirs).sources == 1
        theirs.take(of_ours)
        assert outcome(ours.record) == outcome(theirs.record)
        assert groups(ours.record) == groups(theirs.record)
    finally:
        ours.record.close()


PROGRAM = """
import sys
from pathlib import Path
from peyvand.record.database import Database
from peyvand.record.importing import import_archive
folder = Path(sys.argv[1])
database = Database(folder / "record.db")
print("begun", flush=True)
import_archive(database, folder, Path(sys.argv[2]))
database.close()
"""


def test_an_import_that_is_killed_is_done_by_the_next_one(pair: tuple[Folder, Folder]) -> None:
    """Wherever it was killed: nothing of it is there, or all, and the same import comes to the same."""
    ours, theirs = pair
    for number in range(8):
        theirs.add(entry_of(text=f"Paper {number}. {TEXT}", items=[], name=f"{number}.txt"))
    theirs.add(courier())
    decide(theirs.record, event_of(theirs.record), Act.ACCEPT, "Ben")
    archive = theirs.archive("theirs.peyvand")
    before = outcome(ours.record)
    for delay in (0.0, 0.1, 0.2, 0.4, 0.8):
        program = subprocess.Popen([sys.executable, "-c", PROGRAM, str(ours.path), str(archive)], stdout=subprocess.PIPE)
        assert program.stdout is not None
        assert program.stdout.readline() == b"begun\n"
        with suppress(subprocess.TimeoutExpired):
            program.wait(delay)
        program.kill()
        program.communicate()
        assert outcome(ours.record) in (before, outcome(theirs.record))
    ours.take(archive)
    assert outcome(ours.record) == outcome(theirs.record)
    assert originals(ours) == originals(theirs)


# ---------------------------------------------------------------- lines of JSON


def test_items_of_our_own_format_come_in(pair: tuple[Folder, Folder], tmp_path: Path) -> None:
    """Those that the desk hasn't got, under their ids; a note says where they are from, and reading again leaves them there."""
    ours, theirs = pair
    extra = Event(quote=news()[2].quote, type=Plover.SUPPORT, sources=("Ruritania",), targets=("Zubrowka",))  # type: ignore[union-attr]
    with theirs.record.writing() as connection:
        put_items(connection, replace(herald(), items=[*news(), extra]))
    path = tmp_path / "theirs.jsonl"
    export(theirs.record, path)
    report = import_lines(ours.record, path, "Ada")
    assert (report.items, report.faults, report.conflicts) == (1, (), ())
    assert report.known == len(path.read_text(encoding="utf-8").splitlines()) - 1
    assert outcome(ours.record) == outcome(theirs.record)
    (key,) = ids_of(ours.record, Kind.EVENT, Plover.SUPPORT)
    (note,) = (one for one in log(ours.record, key) if not one.machine)
    assert (note.act, note.who, note.note) == (Act.NOTE, "Ada", "came in from theirs.jsonl")
    with ours.record.writing() as connection:
        put_items(connection, replace(herald(), reader="9"))
    assert key in outcome(ours.record)
    again = import_lines(ours.record, path, "Ada")
    assert (again.items, log_length(ours.record)) == (0, log_length(ours.record))


def test_a_reading_without_a_desk_comes_in_by_its_documents_name(desk: Make, tmp_path: Path) -> None:
    """`doc` is the file's stem, and there are no ids."""
    ours = desk("ours")
    ours.add(entry_of(items=[], name="/home/ada/herald.txt"))
    path = tmp_path / "read.jsonl"
    path.write_text("\n".join(json.dumps(to_json(item, "herald")) for item in news()) + "\n\n", encoding="utf-8")
    report = import_lines(ours.record, path, "Ada")
    assert (report.items, report.faults) == (len(news()), ())
    assert {row[1]["kind"] for row in outcome(ours.record).values()} == {kind.value for kind in Kind}  # type: ignore[index,call-overload]


def test_an_item_that_says_something_else_is_listed(pair: tuple[Folder, Folder], tmp_path: Path) -> None:
    """Ours stays."""
    ours, theirs = pair
    decide(theirs.record, event_of(theirs.record), Act.CORRECT, "Ben", corrected=replace(meeting(), place="Zubrow"))
    export(theirs.record, tmp_path / "theirs.jsonl")
    before = outcome(ours.record)
    (conflict,) = import_lines(ours.record, tmp_path / "theirs.jsonl", "Ada").conflicts
    assert (conflict.what, conflict.about, conflict.stands) == (Difference.ITEM, event_of(ours.record), "ours")
    assert outcome(ours.record) == before


GOOD = {
    "kind": "commitment",
    "doc": "herald",
    "quote": {"exact": "The two signed", "start": 0, "end": 14},
    "parties": ["Ruritania"],
    "what": "sign",
    "instrument": None,
    "status": "signed",
    "date": None,
    "due": None,
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"doc": "unknown"}, "no one source 'unknown'"),
        ({"quote": {"exact": "The two signed", "start": 1, "end": 15}}, "doesn't stand at 1"),
        ({"quote": {"exact": "The two signed", "start": 1, "end": 99}}, "not the text at"),
        ({"quote": {"exact": "", "start": 0, "end": 0}}, "not the text at"),
        ({"quote": None}, "no item"),
        ({"kind": "rumour"}, "rumour"),
        ({"status": "sworn"}, "sworn"),
        ({"parties": "Ruritania"}, "parties"),
        ({"parties": [1, 2]}, "parties"),
        ({"what": ""}, "what"),
        ({"what": 5}, "what"),
        ({"due": "next year"}, "due"),
        ({"confidence": 2}, "confidence"),
        ({"confidence": "high"}, "confidence"),
    ],
)
def test_a_line_with_a_fault_is_left_out_and_the_others_come_in(
    desk: Make, tmp_path: Path, change: dict[str, object], says: str
) -> None:
    """The fault is told with its line's number."""
    ours = desk("ours")
    entry = entry_of(items=[])
    ours.add(entry)
    start = entry.source.text.index("The two signed")
    good = {**GOOD, "quote": {"exact": "The two signed", "start": start, "end": start + 14}}
    path = tmp_path / "items.jsonl"
    path.write_text(f"\n{json.dumps({**good, **change})}\n{json.dumps(good)}\n", encoding="utf-8")
    report = import_lines(ours.record, path, "Ada")
    (fault,) = report.faults
    assert fault.message.startswith("items.jsonl, line 2: ")
    assert says in fault.message
    assert "\n" not in fault.message
    assert report.items == 1


@pytest.mark.parametrize("line", [b"{", b"[]", b"5", b"null", b'{"kind": "event"}', b"\xff\xfe", b'"x"', b'{"doc": 1}'])
def test_a_line_that_is_no_item_is_a_fault(desk: Make, tmp_path: Path, line: bytes) -> None:
    """Whatever stands there."""
    path = tmp_path / "items.jsonl"
    path.write_bytes(line)
    report = import_lines(desk("ours").record, path, "Ada")
    assert len(report.faults) == 1
    assert report.faults[0].message.startswith("items.jsonl, line 1: ")


def test_a_file_that_is_not_there(desk: Make, tmp_path: Path) -> None:
    """The user is told."""
    with pytest.raises(DeskFault, match="can't be read"):
        import_lines(desk("ours").record, tmp_path / "none.jsonl", "Ada")
