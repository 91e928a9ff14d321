import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from peyvand.cli import main
from peyvand.cli.listing import columns

PEYVAND = [sys.executable, "-m", "peyvand"]
Peyvand = Callable[..., Result]

READOUT = """Finland and Peru to expand forestry trade

Foreign Minister Aino Laine of Finland met Peruvian Foreign Minister Carlos Vega in Lima on Friday. Finland and Peru signed
a memorandum of understanding under which Finland will train forest rangers by 2027. Finland exported 340,000 tonnes of
paper to Peru in 2023.

"Finland supports Peru's plan for its northern ports," Laine said. She said that Finland would open a trade office in Lima
by 2026.
"""
NOTE = """Peru protests at Finnish tariff

Peru condemned Finland on Tuesday over a new tariff on copper cathodes. Vega said that Peru opposed the tariff. The two
countries will hold talks in Helsinki in September.
"""


@pytest.fixture
def peyvand() -> Peyvand:
    """Runs a command in this process."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, prog_name="peyvand", env={"COLUMNS": "80"})

    return run


@pytest.fixture(scope="module")
def cuttings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two documents, one with a sidecar."""
    folder = tmp_path_factory.mktemp("cuttings")
    (folder / "readout.txt").write_text(READOUT, encoding="utf-8")
    sidecar = {"title": "Finland and Peru to expand forestry trade", "publisher": "Lima Gazette", "published": "2024-05-20"}
    (folder / "readout.json").write_text(json.dumps({**sidecar, "language": "en", "pair": ["FIN", "PER"]}), encoding="utf-8")
    (folder / "note.txt").write_text(NOTE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, cuttings: Path) -> str:
    """A desk with the two documents in it."""
    path = str(tmp_path_factory.mktemp("desks") / "finland-peru")
    assert CliRunner().invoke(main, ["new", path, "--pair", "FIN", "PER"]).exit_code == 0
    assert CliRunner().invoke(main, ["add", path, str(cuttings), "--published", "2024-05-20"]).exit_code == 0
    return path


def rows(result: Result) -> list[dict[str, object]]:
    """The lines of JSON that a command printed."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


# ---------------------------------------------------------------- a desk, from its making to its export


def test_a_desk_is_made_and_says_what_comes_next(peyvand: Peyvand, tmp_path: Path) -> None:
    """`peyvand new` names the command that gives the desk its documents."""
    result = peyvand("new", str(tmp_path / "desk"), "--pair", "irn", "JPN", "--title", "Iran and Japan")
    assert result.exit_code == 0
    assert "peyvand add" in result.stdout
    assert (tmp_path / "desk" / "desk.toml").exists()


def test_adding_says_what_came_in(peyvand: Peyvand, cuttings: Path, tmp_path: Path) -> None:
    """The numbers of documents and of items of each kind; the second time, that they were known."""
    path = str(tmp_path / "desk")
    peyvand("new", path, "--pair", "FIN", "PER")
    first = peyvand("add", path, str(cuttings))
    assert first.exit_code == 0, first.output
    assert "2 added" in first.stdout
    assert all(kind in first.stdout for kind in ("events", "statements", "commitments", "figures", "actors"))
    second = peyvand("add", path, str(cuttings))
    assert second.exit_code == 0
    assert "nothing added, 2 known already" in second.stdout


def test_a_desk_is_read_again_where_a_newer_reader_would_read_otherwise(peyvand: Peyvand, desk: str) -> None:
    """`add --again` without documents looks for those; with nothing to do it says so."""
    assert "nothing added" in peyvand("add", desk, "--again").stdout
    assert peyvand("add", desk).exit_code == 2
    assert peyvand("add", desk, "--again", "--title", "Talks").exit_code == 2


def test_what_is_left_out_is_named_and_the_rest_goes_on(peyvand: Peyvand, cuttings: Path, tmp_path: Path) -> None:
    """An empty file among the cuttings costs one line and the exit status, not the others."""
    path = str(tmp_path / "desk")
    peyvand("new", path, "--pair", "FIN", "PER")
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = peyvand("add", path, str(empty), str(cuttings))
    assert result.exit_code == 1
    assert "2 added" in result.stdout
    assert [line for line in result.stderr.splitlines() if "empty.txt" in line]


def test_a_document_in_another_language_is_kept_and_said_to_be_unread(peyvand: Peyvand, tmp_path: Path) -> None:
    """It isn't left out, so the exit status is 0."""
    path = str(tmp_path / "desk")
    peyvand("new", path, "--pair", "FIN", "PER")
    (tmp_path / "aviso.txt").write_text(
        "El ministro de Relaciones Exteriores recibió ayer en Lima a su homóloga finlandesa. Los dos hablaron de los puertos "
        "del norte, de la pesca y de la educación, y acordaron volver a reunirse en otoño.\n",
        encoding="utf-8",
    )
    result = peyvand("add", path, str(tmp_path / "aviso.txt"))
    assert result.exit_code == 0, result.output
    assert "1 unread" in result.stdout
    assert "aviso.txt" in result.stderr
    assert [row["unread"] for row in rows(peyvand("sources", path, "--unread", "--json"))] == ["Spanish can't be read yet"]


def test_one_report_in_two_papers_is_said_to_be_one(peyvand: Peyvand, tmp_path: Path) -> None:
    """Both are kept, and the later one is named as a copy of the earlier."""
    path = str(tmp_path / "desk")
    peyvand("new", path, "--pair", "FIN", "PER")
    report = READOUT * 4  # long enough for a resemblance to mean something
    (tmp_path / "gazette.txt").write_text(report, encoding="utf-8")
    (tmp_path / "herald.txt").write_text(f"{report}\nHerald correspondents.\n", encoding="utf-8")
    result = peyvand("add", path, str(tmp_path / "gazette.txt"), str(tmp_path / "herald.txt"))
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert "herald.txt" in line
    assert "copy" in line
    assert "gazette.txt" in line


@pytest.mark.parametrize("kind", ["timeline", "statements", "commitments", "figures", "actors"])
def test_each_list_shows_its_kind_and_prints_lines_of_the_exchange_format(peyvand: Peyvand, desk: str, kind: str) -> None:
    """For people an id under each item, for programs `kind`, `doc` and the quote."""
    shown = peyvand(kind, desk)
    assert shown.exit_code == 0
    assert "Nothing in this desk fits" not in shown.stdout
    assert all(columns(line) <= 80 for line in shown.stdout.splitlines())
    for row in rows(peyvand(kind, desk, "--json")):
        assert row["kind"] == {"timeline": "event"}.get(kind, kind.rstrip("s"))
        assert {"doc", "confidence"} <= row.keys()
        assert ("mentions" if kind == "actors" else "quote") in row


def test_an_item_is_explained_by_the_id_that_the_lists_show(peyvand: Peyvand, desk: str) -> None:
    """The words, the lexicon's line, who was meant, what speaks for it; also as JSON, and by the first digits of the id."""
    for listing in ("timeline", "statements", "commitments", "figures"):
        listed = peyvand(listing, desk).output
        item = listed.splitlines()[-1].rpartition("· ")[2].strip() or listed.splitlines()[-2].rpartition("· ")[2].strip()
        told = peyvand("explain", desk, item)
        assert told.exit_code == 0, told.output
        assert "Confidence" in told.output
        assert all(columns(line) <= 80 for line in told.output.splitlines())
        why = json.loads(peyvand("explain", desk, item[:12], "--json").output)["why"]
        assert {step["about"] for step in why["steps"]} >= {"words"}
        assert why["signs"]
    assert peyvand("explain", desk, "zzzz").exit_code == 2


def test_a_side_that_the_words_leave_unsaid_stands_in_brackets(peyvand: Peyvand, tmp_path: Path) -> None:
    """Who is meant but not named in the clause is told from who is named."""
    desk, note = str(tmp_path / "desk"), tmp_path / "note.txt"
    note.write_text("Finland and Peru are at odds over copper. Finland refused an invitation on Tuesday.\n", encoding="utf-8")
    peyvand("new", desk, "--pair", "FIN", "PER")
    peyvand("add", desk, str(note), "--published", "2024-05-20")
    assert "REJECT: Finland → [Peru]" in peyvand("timeline", desk).output
    (row,) = (json.loads(line) for line in peyvand("timeline", desk, "--json").output.splitlines())
    assert row["unsaid"] == ["Peru"]


def test_the_timeline_can_be_narrowed(peyvand: Peyvand, desk: str) -> None:
    """By type, time, actor and confidence; a type that PLOVER doesn't have is refused."""
    every = rows(peyvand("timeline", desk, "--json"))
    consults = rows(peyvand("timeline", desk, "--type", "consult", "--json"))
    assert consults
    assert all(row["type"] == "CONSULT" for row in consults)
    assert len(consults) < len(every)
    assert rows(peyvand("timeline", desk, "--until", "1990", "--status", "occurred", "--json")) == []
    assert rows(peyvand("timeline", desk, "--min-confidence", "1", "--json")) == [row for row in every if row["confidence"] == 1]
    assert "Aino Laine" in peyvand("timeline", desk, "--actor", "Aino Laine").stdout
    wrong = peyvand("timeline", desk, "--type", "CHAT")
    assert wrong.exit_code == 2
    assert "consult" in wrong.stderr.lower()


def test_statements_by_speaker_and_stance(peyvand: Peyvand, desk: str) -> None:
    """Who said it, and how."""
    every = rows(peyvand("statements", desk, "--json"))
    stance = str(every[0]["stance"])
    assert {row["stance"] for row in rows(peyvand("statements", desk, "--stance", stance, "--json"))} == {stance}
    speaker = str(every[0]["speaker"])
    assert every[0] in rows(peyvand("statements", desk, "--speaker", speaker, "--json"))


def test_figures_by_words(peyvand: Peyvand, desk: str) -> None:
    """Words of the indicator or the unit, in any case."""
    assert 340000 in [row["value"] for row in rows(peyvand("figures", desk, "TONNES", "--json"))]
    assert rows(peyvand("figures", desk, "uranium", "--json")) == []


def test_commitments_that_are_due(peyvand: Peyvand, desk: str) -> None:
    """`--due-before` leaves out what is due later, and what has no date."""
    found = rows(peyvand("commitments", desk, "--due-before", "2030", "--json"))
    assert all(row["due"] for row in found)
    assert rows(peyvand("commitments", desk, "--due-before", "1990", "--json")) == []


def test_sources_and_search(peyvand: Peyvand, desk: str) -> None:
    """A source by its publisher, and by words of its text."""
    assert "Lima Gazette" in peyvand("sources", desk, "--publisher", "gazette").stdout
    assert [row["publisher"] for row in rows(peyvand("sources", desk, "--json"))].count("Lima Gazette") == 1
    found = peyvand("search", desk, "copper", "cathodes").stdout
    assert "copper" in found
    assert "forestry trade" not in found


def test_an_export_holds_every_item(peyvand: Peyvand, desk: str, tmp_path: Path) -> None:
    """The lists and the export tell the same."""
    out = tmp_path / "items.jsonl"
    assert peyvand("export", desk, str(out)).exit_code == 0
    exported = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    listed = [json.loads(line) for line in peyvand("timeline", desk, "--json").stdout.splitlines()]
    starts = [row["quote"]["start"] for row in exported if row["kind"] == "event"]
    assert sorted(starts) == sorted(row["quote"]["start"] for row in listed)


def test_the_dossier_is_written_and_its_first_page_named(peyvand: Peyvand, desk: str, tmp_path: Path) -> None:
    """The last line is the path to open."""
    result = peyvand("site", desk, "-o", str(tmp_path / "dossier"))
    assert result.exit_code == 0, result.output
    assert Path(result.stdout.strip().rpartition(": ")[2]).exists()


# ---------------------------------------------------------------- reading without a desk


def test_reading_prints_items_of_all_kinds(peyvand: Peyvand, cuttings: Path) -> None:
    """`doc` is the stem of the file, every quote stands in its text, the date comes from the sidecar."""
    found = rows(peyvand("read", str(cuttings / "readout.txt")))
    assert {row["kind"] for row in found} == {"event", "statement", "commitment", "figure", "actor"}
    assert {row["doc"] for row in found} == {"readout"}
    assert "2024-05-17" in [row.get("date") for row in found]


def test_reading_explains_and_leaves_out_what_is_unlikely(peyvand: Peyvand, cuttings: Path) -> None:
    """Each line says why; a floor of confidence leaves lines out and changes none."""
    every = [json.loads(line) for line in peyvand("read", str(cuttings)).output.splitlines()]
    explained = [json.loads(line) for line in peyvand("read", "--explain", str(cuttings)).output.splitlines()]
    assert all(row.pop("why")["steps"] for row in explained)
    assert explained == every
    likely = [json.loads(line) for line in peyvand("read", "--min-confidence", "0.8", str(cuttings)).output.splitlines()]
    assert likely == [row for row in every if row["confidence"] >= 0.8]
    assert 0 < len(likely) < len(every)


def test_reading_standard_input(peyvand: Peyvand) -> None:
    """`-` is what is piped in; options say when it was published."""
    found = rows(peyvand("read", "-", "--published", "2024-05-20", "--pair", "FIN", "PER", stdin=READOUT))
    assert {row["kind"] for row in found} >= {"event", "actor"}
    assert "2024-05-17" in [row.get("date") for row in found]


def test_reading_a_folder_goes_on_past_what_cannot_be_read(peyvand: Peyvand, cuttings: Path, tmp_path: Path) -> None:
    """The other documents' items are there, and the exit status says that one was left out."""
    (tmp_path / "empty.txt").touch()
    result = peyvand("read", str(tmp_path / "empty.txt"), str(cuttings))
    assert result.exit_code == 1
    assert {json.loads(line)["doc"] for line in result.stdout.splitlines()} == {"note", "readout"}
    assert "empty.txt" in result.stderr


def test_a_reader_that_goes_away_ends_the_reading_quietly(cuttings: Path) -> None:
    """`peyvand read … | head -1` shows no traceback."""
    with subprocess.Popen([*PEYVAND, "read", str(cuttings)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read().decode()
    assert "Traceback" not in said
    assert "Exception" not in said


# ---------------------------------------------------------------- when something is wrong


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["new", "{tmp}/desk", "--pair", "IRN", "JPP"], "JPP"),
        (["timeline", "{tmp}"], "no desk"),
        (["timeline", "{tmp}/nowhere"], "nowhere"),
        (["timeline", "{tmp}", "--since", "soon"], "soon"),
        (["add", "{tmp}", "x.txt", "--published", "2023-13-45"], "2023-13-45"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(peyvand: Peyvand, tmp_path: Path, arguments: list[str], expected: str) -> None:
    """Exit status 2, one line that names what is wrong, no traceback."""
    result = peyvand(*(one.format(tmp=tmp_path) for one in arguments))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert expected in result.stderr


def test_a_desk_is_not_made_over_something_else(peyvand: Peyvand, tmp_path: Path) -> None:
    """What is in the folder stays as it was."""
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    result = peyvand("new", str(tmp_path), "--pair", "IRN", "JPN")
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_an_export_of_an_unknown_form_is_refused(peyvand: Peyvand, desk: str, tmp_path: Path) -> None:
    """The forms that there are, are named."""
    result = peyvand("export", desk, str(tmp_path / "items.xlsx"))
    assert result.exit_code == 2
    assert ".parquet" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_export_into_a_folder_that_is_not_there(peyvand: Peyvand, desk: str, tmp_path: Path) -> None:
    """The line names the path."""
    result = peyvand("export", desk, str(tmp_path / "no" / "items.jsonl"))
    assert result.exit_code == 2
    assert str(tmp_path / "no") in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said(desk: str) -> None:
    """What is printed to a full disk ends with one line, not with a traceback."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PEYVAND, "timeline", desk], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_debug_shows_where_an_error_happened(tmp_path: Path) -> None:
    """The traceback is there for those who want it."""
    done = subprocess.run([*PEYVAND, "--debug", "timeline", str(tmp_path)], capture_output=True, text=True, check=False)
    assert "Traceback" in done.stderr


def test_no_colour_where_none_is_wanted(desk: str) -> None:
    """Nothing but text where the output isn't a terminal."""
    done = subprocess.run([*PEYVAND, "timeline", desk], capture_output=True, text=True, check=True)
    assert "\x1b" not in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_add_that_is_interrupted_says_how_to_go_on(tmp_path: Path) -> None:
    """Ctrl-C: one line; the same command then takes in what is missing, and the record is whole."""
    folder = tmp_path / "cuttings"
    folder.mkdir()
    for number in range(80):
        text = READOUT.replace("340,000", f"{number + 1},000").replace("2023", str(1900 + number % 120))
        (folder / f"{number:03}.txt").write_text(f"{text}\nThe report has the number {number}.\n", encoding="utf-8")
    desk = str(tmp_path / "desk")
    subprocess.run([*PEYVAND, "new", desk, "--pair", "FIN", "PER"], check=True, capture_output=True)
    with subprocess.Popen(
        [*PEYVAND, "add", desk, str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not list((Path(desk) / "sources").rglob("*.*")):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    again = subprocess.run([*PEYVAND, "add", desk, str(folder)], capture_output=True, text=True, check=True)
    assert "added" in again.stdout
    sources = subprocess.run([*PEYVAND, "sources", desk, "--json"], capture_output=True, text=True, check=True)
    assert len(sources.stdout.splitlines()) == 80
