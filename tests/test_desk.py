"""A desk from end to end: documents in, a record out that can be asked, exported, and added to again."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest
from tests.record.contents import content
from tests.record.rights import read_only

from peyvand.desk import Desk
from peyvand.errors import DeskExists, DeskFault, NotADesk, NotInRecord, PeyvandError, UnknownCountry
from peyvand.exchange import to_json
from peyvand.model import Fault, Kind, Metadata
from peyvand.record.database import Database
from peyvand.record.decisions import decide
from peyvand.record.log import Act
from peyvand.record.stateless import read
from peyvand.record.views import Outcome, Progress

MEETING = """Ministers meet in Lutz

The foreign minister of Japan, Aiko Tanabe, met her Iranian counterpart, Farid Karimi, in Lutz on Tuesday. \
Tanabe said that Japan was deeply concerned about the safety of shipping in the strait.

"We are ready to expand cooperation on earthquake research," Karimi told reporters. \
The two ministers signed a memorandum of understanding on earthquake research, under which Japan will train \
120 Iranian engineers by 2027.

Trade between Japan and Iran reached 310 million dollars in 2023, a rise of 12 percent.
"""
CALL = """Presidents speak by telephone

Iran's president, Bahram Sohrabi, spoke by telephone with the prime minister of Japan, Kenji Morita, on 4 March. \
Morita condemned the attack on a tanker, and Sohrabi rejected the accusation. Iran exported about 46,000 tonnes of \
pistachios to Japan in 2022.
"""
PERSIAN = """دیدار وزیران خارجه در لوتس

وزیر امور خارجهٔ ایران روز سه‌شنبه با همتای ژاپنی خود در شهر لوتس دیدار و دربارهٔ گسترش همکاری‌های دو کشور گفت‌وگو کرد.
"""


@pytest.fixture
def cuttings(tmp_path: Path) -> Path:
    """A folder of cuttings: two in English, one in Persian, one empty, one again under another name."""
    folder = tmp_path / "cuttings"
    (folder / "more").mkdir(parents=True)
    (folder / "a-meeting.txt").write_text(MEETING, encoding="utf-8")
    (folder / "a-meeting.json").write_text('{"published": "2024-05-09", "publisher": "The Lutz Herald", "shelf": "B 12"}')
    (folder / "b-call.md").write_text(CALL, encoding="utf-8")
    (folder / "b-call.json").write_text('{"published": "2024-03-05"}')
    (folder / "c-persian.txt").write_text(PERSIAN, encoding="utf-8")
    (folder / "d-empty.txt").write_text("")
    shutil.copy(folder / "a-meeting.txt", folder / "more" / "the same.txt")
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A new desk, in a folder with a space and letters of another script in its name."""
    with Desk.create(tmp_path / "ایران و ژاپن", ("IRN", "jpn")) as desk:
        yield desk


def test_a_new_desk_is_a_folder(desk: Desk, tmp_path: Path) -> None:
    """desk.toml, record.db and a folder for the originals; nothing else, neither in it nor beside it."""
    desk.close()
    assert sorted(path.name for path in desk.path.iterdir()) == ["desk.toml", "record.db", "sources"]
    assert (desk.pair, desk.title) == (("IRN", "JPN"), "Iran and Japan")
    assert [path.name for path in tmp_path.iterdir()] == [desk.path.name]


def test_where_a_new_desk_cant_be(tmp_path: Path, desk: Desk) -> None:
    """Not in the place of something, not for a country that there isn't, not below a file."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", desk.path):
        with pytest.raises(DeskExists):
            Desk.create(path, ("IRN", "JPN"))
    with pytest.raises(UnknownCountry):
        Desk.create(tmp_path / "new", ("IRN", "JAPAN"))
    with pytest.raises(DeskFault):
        Desk.create(tmp_path / "file" / "new", ("IRN", "JPN"))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["file", desk.path.name])


def test_an_empty_folder_can_become_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is as good as none; also the one that the user stands in."""
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    with Desk.create(".", ("IRN", "JPN"), title="A title") as desk:
        assert desk.title == "A title"
    with Desk.open(tmp_path / "new") as desk:
        assert desk.sources() == []


def test_what_isnt_a_desk_isnt_opened(tmp_path: Path, desk: Desk) -> None:
    """A folder like any other, and a desk that has lost its record."""
    with pytest.raises(NotADesk):
        Desk.open(tmp_path)
    desk.close()
    (desk.path / "record.db").unlink()
    with pytest.raises(DeskFault, match="the record is missing"):
        Desk.open(desk.path)


def test_documents_come_in_with_items_of_all_kinds(desk: Desk, cuttings: Path) -> None:
    """Each step is told, what can't be read is kept and said, what is empty is left out, and the rest goes on."""
    steps: list[Progress] = []
    report = desk.add([str(cuttings)], tell=steps.append)
    assert {Path(step.name).name: step.outcome for step in steps} == {
        "a-meeting.txt": Outcome.ADDED,
        "b-call.md": Outcome.ADDED,
        "c-persian.txt": Outcome.UNREAD,
        "d-empty.txt": Outcome.LEFT_OUT,
        "the same.txt": Outcome.KNOWN,
    }
    assert [step.done for step in steps] == [1, 2, 3, 4, 5]
    assert (report.added, report.known, report.interrupted) == (3, 1, False)
    assert [reason for _, reason in report.unread] == ["Persian can't be read yet"]
    assert [fault.message.count("d-empty.txt") for fault in report.faults] == [1]
    assert all(report.items[kind] > 0 for kind in Kind)
    assert report.items == {kind: sum(source.counts[kind] for source in desk.sources()) for kind in Kind}


def test_every_quote_is_the_text_at_its_place(desk: Desk, cuttings: Path) -> None:
    """In the text that the desk keeps, which is read out of the original that it keeps."""
    desk.add([str(cuttings)])
    for kept in desk.items():
        quote = kept.item.quote
        assert desk.source(kept.source).text[quote.start : quote.end] == quote.exact
    for actor in desk.actors():
        for source, quote in desk.actor(actor.id).mentions:
            assert desk.source(source).text[quote.start : quote.end] == quote.exact
    originals = sorted((desk.path / "sources").iterdir())
    assert len(originals) == 3
    assert (cuttings / "a-meeting.txt").read_bytes() in [path.read_bytes() for path in originals]


def test_metadata_of_a_source(desk: Desk, cuttings: Path) -> None:
    """From the sidecar, with keys that mean nothing to Peyvand; the pair is the desk's."""
    desk.add([str(cuttings / "a-meeting.txt")])
    (source,) = desk.sources()
    meta = source.metadata
    assert (meta.publisher, meta.published, meta.pair) == ("The Lutz Herald", "2024-05-09", ("IRN", "JPN"))
    assert meta.extra["shelf"] == "B 12"
    assert (source.reader is not None, source.unread, source.copy_of) == (True, None, None)
    assert desk.source(source.id[:5]).metadata == meta


def test_adding_again_changes_nothing(desk: Desk, cuttings: Path) -> None:
    """Nothing is added, nothing is changed, and it is said that all is known."""
    desk.add([str(cuttings)])
    before = content(desk.path)
    report = desk.add([str(cuttings)])
    assert (report.added, report.known, sum(report.items.values())) == (0, 4, 0)
    assert content(desk.path) == before


def test_reading_again_gives_the_same_record(desk: Desk, cuttings: Path) -> None:
    """With the same reader and the same documents, whatever way it is asked for; a corrected sidecar is taken over."""
    desk.add([str(cuttings)])
    before = content(desk.path)
    report = desk.add([str(cuttings)], again=True)
    assert (report.added, report.again, report.known) == (0, 3, 1)
    assert content(desk.path) == before
    assert desk.read_again().again == 0
    assert content(desk.path) == before
    desk.add([str(cuttings / "b-call.md")], again=True, overrides=Metadata(title="A call"))
    assert [source.metadata.title for source in desk.sources()][1] == "A call"


def test_a_newer_reader_reads_what_an_older_one_read(desk: Desk, cuttings: Path) -> None:
    """And only that; what can't be read yet stays unread."""
    desk.add([str(cuttings)])
    before = (desk.sources(), desk.items(), desk.actors())
    with closing(sqlite3.connect(desk.path / "record.db")) as raw:
        raw.execute("UPDATE readings SET reader = '0' WHERE source IN (SELECT id FROM sources WHERE name LIKE '%meeting%')")
        raw.commit()
    steps: list[Progress] = []
    assert desk.read_again(tell=steps.append).again == 1
    assert [(Path(step.name).name, step.outcome) for step in steps] == [("a-meeting.txt", Outcome.READ_AGAIN)]
    assert (desk.sources(), desk.items(), desk.actors()) == before


def test_a_review_outlives_reading_again(desk: Desk, cuttings: Path, tmp_path: Path) -> None:
    """What was rejected stays out of lists and exports, however often the document is read."""
    call = str(cuttings / "b-call.md")
    desk.add([call])
    before = desk.items()
    rejected = desk.items(Kind.FIGURE)[0]
    with closing(Database(desk.path / "record.db")) as record:
        decide(record, rejected.id, Act.REJECT, "Ada")
    assert desk.add([call], again=True).again == 1
    assert desk.items() == [kept for kept in before if kept.id != rejected.id]
    assert desk.sources()[0].counts[Kind.FIGURE] == len(desk.items(Kind.FIGURE))
    desk.export(tmp_path / "items.jsonl")
    exported = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text(encoding="utf-8").splitlines()]
    assert exported
    assert rejected.id not in {key for row in exported for key in (row["id"], *row.get("with", ()))}


def test_a_text_that_reads_otherwise_now(desk: Desk, cuttings: Path) -> None:
    """It takes the place of the former one, unless someone has decided about what stood there; then that is said."""
    call = str(cuttings / "b-call.md")
    desk.add([call])
    (source,) = desk.sources()
    before = (desk.source(source.id), desk.items())
    former = "UPDATE editions SET text = 'Formerly. ' || text"
    with closing(sqlite3.connect(desk.path / "record.db")) as raw:
        raw.execute(former)
        raw.commit()
    assert desk.add([call], again=True).faults == ()
    assert (desk.source(source.id), desk.items()) == before
    with closing(Database(desk.path / "record.db")) as record:
        decide(record, desk.items()[0].id, Act.ACCEPT, "Ada")
    with closing(sqlite3.connect(desk.path / "record.db")) as raw:
        raw.execute(former)
        raw.commit()
    kept = (desk.source(source.id), desk.items())
    (fault,) = desk.add([call], again=True).faults
    assert (fault.kept, "there are decisions about" in fault.message) == (True, True)
    assert (desk.source(source.id), desk.items()) == kept


def test_several_processes_make_the_same_record(desk: Desk, cuttings: Path, tmp_path: Path) -> None:
    """In the same order, with the same ids and the same near copy."""
    (cuttings / "e-copy.txt").write_text("From our own correspondent\n\n" + MEETING, encoding="utf-8")
    desk.add([str(cuttings)])
    with Desk.create(tmp_path / "other", ("IRN", "JPN")) as other:
        report = other.add([str(cuttings)], processes=2)
        assert (report.added, report.known) == (4, 1)
        assert content(other.path) == content(desk.path)


def test_a_wire_story_in_two_papers_is_known_as_one(desk: Desk, tmp_path: Path) -> None:
    """The later one says whose copy it is; both are kept."""
    (tmp_path / "1.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "2.txt").write_text("FROM OUR CORRESPONDENT\n\n" + MEETING, encoding="utf-8")
    (tmp_path / "3.txt").write_text(CALL, encoding="utf-8")
    report = desk.add([str(tmp_path / name) for name in ("1.txt", "2.txt", "3.txt")])
    assert [(Path(name).name, Path(earlier).name) for name, earlier in report.copies] == [("2.txt", "1.txt")]
    first, second, third = desk.sources()
    assert (first.copy_of, second.copy_of, third.copy_of) == (None, first.id, None)


def test_two_adds_at_once(desk: Desk, cuttings: Path) -> None:
    """The second finds what the first has put there meanwhile, and adds the rest."""
    with Desk.open(desk.path) as other:
        steps: list[Progress] = []

        def meanwhile(step: Progress) -> None:
            steps.append(step)
            if len(steps) == 1:
                other.add([str(cuttings)])

        desk.add([str(cuttings)], tell=meanwhile)
        assert [step.outcome for step in steps][0::4] == [Outcome.ADDED, Outcome.KNOWN]
        assert len(desk.sources()) == len(other.sources()) == 3


def test_a_desk_that_cant_be_written_to(cuttings: Path) -> None:
    """It can be looked at; adding says so, in one line, and leaves everything as it was."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "desk"
        with Desk.create(path, ("IRN", "JPN")) as desk:
            desk.add([str(cuttings / "c-persian.txt")])
        before = content(path)
        Path(name).chmod(0o755)
        text = str(Path(name) / "b.txt")
        shutil.copy(cuttings / "b-call.md", text)
        with read_only(path), Desk.open(path) as desk:
            assert [source.unread for source in desk.sources()] == ["Persian can't be read yet"]
            with pytest.raises(DeskFault, match="can't be written to"):
                desk.add([text])
        assert content(path) == before


@pytest.mark.parametrize("processes", [1, 2])
def test_words_of_ones_own_that_cant_be_understood(desk: Desk, cuttings: Path, processes: int) -> None:
    """The user is told which, and where they stand; nothing is read until they are right, and nothing is lost."""
    with (desk.path / "desk.toml").open("a") as file:
        file.write('[lexicon.countries.JPN]\nnickname = ["Nihon"]\n')
    with Desk.open(desk.path) as faulty, pytest.raises(DeskFault, match=r"desk\.toml.*nickname"):
        faulty.add([str(cuttings)], processes=processes)
    assert desk.add([str(cuttings)]).added == 3


def test_half_a_character(desk: Desk, cuttings: Path) -> None:
    """A terminal can give what no text can hold: the document is left out, and said so, and nothing else suffers."""
    report = desk.add([str(cuttings / "a-meeting.txt")], overrides=Metadata(title="caf\udce9"))
    assert (report.added, desk.sources()) == (0, [])
    assert [fault.message.partition(":")[0].rpartition("/")[2] for fault in report.faults] == ["a-meeting.txt"]
    assert desk.add([str(cuttings / "a-meeting.txt")]).added == 1


def test_what_the_record_is_asked(desk: Desk, cuttings: Path) -> None:
    """Items by kind and actor, actors by name, texts by word."""
    desk.add([str(cuttings)])
    figures = desk.items(Kind.FIGURE)
    assert {kept.item.__class__.__name__ for kept in figures} == {"Figure"}
    tanabe = desk.actor("Aiko Tanabe")
    about = desk.items(actor=tanabe.id)
    assert about == desk.items(actor="aiko tanabe") != []
    assert {kept.source for kept in about} == {desk.sources()[0].id}
    assert [Path(hit.source.name).name for hit in desk.search("pistachios")] == ["b-call.md"]
    assert [Path(hit.source.name).name for hit in desk.search("همتای")] == ["c-persian.txt"]
    with pytest.raises(NotInRecord):
        desk.actor("Nobody At All")
    with pytest.raises(NotInRecord):
        desk.source("zz")


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_an_export_holds_every_item(desk: Desk, cuttings: Path, tmp_path: Path, suffix: str) -> None:
    """In order, readable by other programs, and in place of what stood there before."""
    desk.add([str(cuttings)])
    path = tmp_path / f"items{suffix}"
    path.write_text("old")
    number = desk.export(path)
    assert number == sum(sum(source.counts.values()) for source in desk.sources())
    assert [left.name for left in tmp_path.iterdir() if left.name.endswith(".part")] == []
    events = [(to_json(kept.item, kept.source)["quote"], kept.source) for kept in desk.items(Kind.EVENT)]
    if suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found = [(row["quote"], row["doc"]) for row in rows if row["kind"] == "event"]
    else:
        table = pl.read_csv(path) if suffix == ".csv" else pl.read_parquet(path)
        rows = table.to_dicts()
        found = [({key: row[key] for key in ("exact", "start", "end")}, row["doc"]) for row in rows if row["kind"] == "event"]
    assert len(rows) == number
    assert sorted(found, key=repr) == sorted(events, key=repr)


def test_a_table_says_how_an_act_was_done_and_where(desk: Desk, tmp_path: Path) -> None:
    """In Geneva, the Finnish foreign minister held talks with the Hungarian foreign minister on nuclear disarmament."""
    text = "In Geneva, the Finnish foreign minister held talks with the Hungarian foreign minister on nuclear disarmament."
    (tmp_path / "talks.txt").write_text(text)
    desk.add([str(tmp_path / "talks.txt")])
    desk.export(tmp_path / "items.parquet")
    (row,) = (row for row in pl.read_parquet(tmp_path / "items.parquet").to_dicts() if row["kind"] == "event")
    assert (row["mode"], row["place"], row["place_country"]) == ("talks", "Geneva", "CHE")
    assert (row["latitude"], row["longitude"]) == (46.202, 6.146)
    assert "cbrn" in row["contexts"]


def test_an_export_of_nothing(desk: Desk, tmp_path: Path) -> None:
    """A table without rows still has its columns; a kind of file that isn't known is refused before anything is written."""
    assert desk.export(tmp_path / "items.parquet") == 0
    assert {"kind", "doc", "exact", "confidence"} <= set(pl.read_parquet(tmp_path / "items.parquet").columns)
    with pytest.raises(DeskFault, match=r"\.jsonl, \.csv, \.parquet"):
        desk.export(tmp_path / "items.xlsx")
    with pytest.raises(DeskFault, match="no such folder"):
        desk.export(tmp_path / "nowhere" / "items.csv")
    assert not (tmp_path / "items.xlsx").exists()


def test_reading_without_a_desk(cuttings: Path) -> None:
    """Each document with its items; what can't be read is a fault that says why."""
    found = list(read(str(cuttings)))
    faults = [one for one in found if isinstance(one, Fault)]
    readings = [one for one in found if not isinstance(one, Fault)]
    assert [Path(source.name).name for source, _ in readings] == ["a-meeting.txt", "b-call.md", "the same.txt"]
    assert all(items for _, items in readings)
    assert faults[0].message.endswith("c-persian.txt: Persian can't be read yet.")


def test_every_error_is_one_line_that_names_the_path(desk: Desk) -> None:
    """What a user sees when a desk is broken."""
    desk.close()
    (desk.path / "desk.toml").write_text("pair = [")
    with pytest.raises(PeyvandError) as caught:
        Desk.open(desk.path)
    assert str(desk.path) in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
