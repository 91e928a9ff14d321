"""Programs that write to one record take turns: nobody waits until another's long work ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from peyvand.record.database import Database
from peyvand.record.moments import moment

_WRITES = 60
_WRITE_ON = """
import sys, time
from pathlib import Path
from peyvand.record.database import Database

record = Database(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    with record.writing() as connection:
        time.sleep(0.02)
        print(number, flush=True)
"""


def test_who_waits_is_let_in_between(tmp_path: Path) -> None:
    """One program writes without a pause; another's five writings are all done before it ends."""
    record = Database.create(tmp_path / "record.db")
    command = [sys.executable, "-c", _WRITE_ON, str(tmp_path / "record.db"), str(_WRITES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as busy:
        assert busy.stdout is not None
        assert busy.stdout.readline() == "0\n"
        moments = []
        for _ in range(5):
            with record.writing() as connection:
                moments.append(moment(connection))
        assert busy.poll() is None
        left = busy.stdout.read().split()
    record.close()
    assert left[-1] == str(_WRITES - 1)
    assert moments == sorted(moments)


def test_a_folder_that_cant_be_locked(tmp_path: Path) -> None:
    """Where there are no turns to take, the record is written to all the same."""
    from peyvand.record.storing.turns import turn

    with turn(tmp_path / "nowhere", 1.0), turn(tmp_path, 1.0):
        pass
    with turn(tmp_path, 1.0), turn(tmp_path, 0.01):
        pass
