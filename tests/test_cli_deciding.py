"""What people decide on the command line: reviews, corrections, undoing, and looking back to a day before."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from peyvand.cli import main

Peyvand = Callable[..., Result]

READOUT = (
    "Finland and Peru to expand forestry trade\n\n"
    "Foreign Minister Aino Laine of Finland met Peruvian Foreign Minister Carlos Vega in Lima on Friday. Finland and Peru signed "
    "a memorandum of understanding under which Finland will train forest rangers by 2027. Laine said that Finland opposed the "
    "new tariff on paper.\n"
)
REPORT = """Ministers meet in Lima

Peru's foreign minister, Carlos Vega, met his Finnish counterpart, Aino Laine, in Lima on 17 May 2024.
"""
BEFORE = "2001-01-01"


@pytest.fixture
def peyvand() -> Peyvand:
    """Runs a command in this process."""

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin, prog_name="peyvand", env={"COLUMNS": "80"})

    return run


@pytest.fixture(scope="module")
def read_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with two reports of one meeting."""
    folder = tmp_path_factory.mktemp("cuttings")
    for name, text in (("readout", READOUT), ("report", REPORT)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        sidecar = {
            "title": name,
            "publisher": f"{name} office",
            "published": "2024-05-20",
            "language": "en",
            "pair": ["FIN", "PER"],
        }
        (folder / f"{name}.json").write_text(json.dumps(sidecar), encoding="utf-8")
    path = tmp_path_factory.mktemp("desks") / "finland-peru"
    assert CliRunner().invoke(main, ["new", str(path), "--pair", "FIN", "PER"]).exit_code == 0
    assert CliRunner().invoke(main, ["add", str(path), str(folder)]).exit_code == 0
    return path


@pytest.fixture
def desk(read_desk: Path, tmp_path: Path) -> str:
    """A copy of that desk, to decide about."""
    return str(shutil.copytree(read_desk, tmp_path / "finland-peru"))


def rows(result: Result) -> list[dict[str, object]]:
    """The lines of JSON that a command printed."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def first(peyvand: Peyvand, desk: str, kind: str, *narrowed: str) -> str:
    """The id of the first item in a list."""
    return str(rows(peyvand(kind, desk, "--json", *narrowed))[0]["id"])


# ---------------------------------------------------------------- one entry, many tellings


def test_a_meeting_that_two_papers_report_is_listed_once(peyvand: Peyvand, desk: str) -> None:
    """The timeline has one meeting, told by two sources; `show` prints both tellings and why they are one."""
    listed = peyvand("timeline", desk, "--type", "CONSULT").stdout
    assert listed.count("CONSULT:") == 1
    assert "told by 2 sources" in listed
    shown = peyvand("show", desk, first(peyvand, desk, "timeline", "--type", "CONSULT")).stdout
    assert "merge: Peyvand" in shown
    assert "readout" in shown
    assert "report" in shown


def test_a_merge_of_the_programs_is_undone_and_the_meeting_is_two(peyvand: Peyvand, desk: str) -> None:
    """Undoing takes back what Peyvand merged; undoing that brings it back."""
    key = first(peyvand, desk, "timeline", "--type", "CONSULT")
    merges = [row for row in rows(peyvand("log", desk, key, "--json")) if row["act"] == "merge"]
    undone = peyvand("undo", desk, str(merges[0]["number"]), "--who", "A. Analyst")
    assert undone.exit_code == 0, undone.output
    assert peyvand("timeline", desk, "--type", "CONSULT").stdout.count("CONSULT:") == 2
    number = re.findall(r"decision (\d+)\)", undone.stdout)[0]
    assert peyvand("undo", desk, number).exit_code == 0
    assert peyvand("timeline", desk, "--type", "CONSULT").stdout.count("CONSULT:") == 1


# ---------------------------------------------------------------- decisions


def test_a_rejected_item_leaves_the_lists_until_it_is_undone(peyvand: Peyvand, desk: str) -> None:
    """The log has who rejected it and why; an undo brings it back."""
    key = first(peyvand, desk, "statements")
    assert peyvand("reject", desk, key[:8], "--who", "A. Analyst", "--note", "hearsay").exit_code == 0
    assert key not in peyvand("statements", desk).stdout
    decision = rows(peyvand("log", desk, "--json"))[-1]
    assert (decision["act"], decision["who"], decision["note"], decision["about"]) == ("reject", "A. Analyst", "hearsay", [key])
    assert "reject: A. Analyst" in peyvand("log", desk).stdout
    assert peyvand("undo", desk, str(decision["number"])).exit_code == 0
    assert key in peyvand("statements", desk).stdout


def test_a_correction_changes_what_the_lists_say(peyvand: Peyvand, desk: str) -> None:
    """A date and the names of a side; the words it rests on stay."""
    before = rows(peyvand("timeline", desk, "--json"))[0]
    key = str(before["id"])
    done = peyvand("correct", desk, key, "date=2024-05-16", "sources=Carlos Vega;Aino Laine", "targets=")
    assert done.exit_code == 0, done.output
    after = next(row for row in rows(peyvand("timeline", desk, "--json")) if row["id"] == key)
    assert (after["date"], after["sources"], after["targets"]) == ("2024-05-16", ["Carlos Vega", "Aino Laine"], [])
    assert after["quote"] == before["quote"]
    assert "corrected" in peyvand("show", desk, key).stdout


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("date=Friday", "date"),
        ("status=maybe", "status"),
        ("colour=red", "colour"),
        ("date", "FIELD=VALUE"),
    ],
)
def test_a_correction_that_says_something_impossible_is_refused(peyvand: Peyvand, desk: str, change: str, said: str) -> None:
    """One line says why, and nothing is decided."""
    result = peyvand("correct", desk, first(peyvand, desk, "timeline"), change)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "Nothing was decided yet" in peyvand("log", desk).stdout


def test_a_note_stands_in_the_log_and_changes_nothing(peyvand: Peyvand, desk: str) -> None:
    """A remark is shown with the entry; the lists are as they were."""
    listed = peyvand("timeline", desk).stdout
    key = first(peyvand, desk, "timeline")
    assert peyvand("note", desk, key, "the cable is in the file").exit_code == 0
    assert peyvand("timeline", desk).stdout == listed
    assert "the cable is in the file" in peyvand("show", desk, key).stdout


def test_an_item_that_is_not_there_is_said_to_be_none(peyvand: Peyvand, desk: str) -> None:
    """Deciding about an unknown id is refused in one line."""
    result = peyvand("accept", desk, "ffffffffffff")
    assert result.exit_code == 2
    assert "ffffffffffff" in result.stderr
    assert peyvand("undo", desk, "999").exit_code == 2


# ---------------------------------------------------------------- a review


def test_a_review_is_answered_letter_by_letter(peyvand: Peyvand, desk: str) -> None:
    """An entry is asked about, accepted, the answer undone, another rejected with its reason; stopping keeps what was decided."""
    done = peyvand("review", desk, "--who", "A. Analyst", stdin="x\nw\na\nr hearsay\nu\nr hearsay\nq\n")
    assert done.exit_code == 0, done.output
    assert "1 of " in done.stdout
    assert "»" in done.stdout
    acts = [(row["act"], row["who"]) for row in rows(peyvand("log", desk, "--json"))]
    assert {who for _, who in acts} == {"A. Analyst"}
    assert {"accept", "reject"} <= {act for act, _ in acts}


def test_a_correction_refused_in_a_review_can_be_typed_again(peyvand: Peyvand, desk: str) -> None:
    """The reason is told, and the same entry is asked about once more."""
    done = peyvand("review", desk, "--kind", "event", "--limit", "1", stdin="c date=Friday\nc date=2024-05-16\n")
    assert done.exit_code == 0, done.output
    assert "date can't be" in done.stdout
    assert "1 decision kept" in done.stdout
    assert [row["act"] for row in rows(peyvand("log", desk, "--json"))] == ["correct"]


def test_what_was_looked_at_is_not_asked_about_again(peyvand: Peyvand, desk: str) -> None:
    """A review of everything leaves nothing to look at; the end of the input ends a review."""
    assert peyvand("review", desk, "--limit", "100", stdin="a\n" * 100).exit_code == 0
    assert "nothing left to look at" in peyvand("review", desk).stdout


# ---------------------------------------------------------------- as of a day


@pytest.mark.parametrize("command", ["timeline", "statements", "commitments", "figures", "actors", "sources"])
def test_before_anything_was_added_there_is_nothing(peyvand: Peyvand, desk: str, command: str) -> None:
    """As of an earlier day the lists are empty; as of tomorrow they are as today."""
    assert rows(peyvand(command, desk, "--json", "--as-of", BEFORE)) == []
    tomorrow = (date.today() + timedelta(days=2)).isoformat()  # noqa: DTZ011 - two days on, it is tomorrow everywhere
    assert rows(peyvand(command, desk, "--json", "--as-of", tomorrow)) == rows(peyvand(command, desk, "--json"))


def test_a_decision_is_not_known_before_it_was_made(peyvand: Peyvand, desk: str) -> None:
    """Just before a rejection, the item stands."""
    key = first(peyvand, desk, "statements")
    peyvand("accept", desk, first(peyvand, desk, "timeline"))
    between = str(rows(peyvand("log", desk, "--json"))[-1]["at"])
    peyvand("reject", desk, key)
    assert key not in peyvand("statements", desk).stdout
    assert key in peyvand("statements", desk, "--as-of", between).stdout
    assert peyvand("show", desk, key, "--as-of", between).exit_code == 0


def test_a_dossier_of_an_earlier_day(peyvand: Peyvand, desk: str, tmp_path: Path) -> None:
    """Its pages say as of when they are."""
    done = peyvand("site", desk, "-o", str(tmp_path / "dossier"), "--as-of", BEFORE)
    assert done.exit_code == 0, done.output
    assert "as the record stood on 1 January 2001" in (tmp_path / "dossier" / "index.html").read_text(encoding="utf-8")


def test_a_day_that_is_none_is_refused(peyvand: Peyvand, desk: str, tmp_path: Path) -> None:
    """One line says how to write it, for lists and dossiers alike."""
    for arguments in (["timeline", desk], ["site", desk, "-o", str(tmp_path / "out")]):
        result = peyvand(*arguments, "--as-of", "yesterday")
        assert result.exit_code == 2
        assert "'yesterday' is no day or time" in result.stderr
    assert not (tmp_path / "out").exists()
