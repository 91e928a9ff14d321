"""A record on a PostgreSQL server: a team's, by its address, which never has a password in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, create_engine, select
from tests.record.newspaper import entry_of

from peyvand.errors import DeskFault
from peyvand.model import Metadata
from peyvand.record.adding import Adding
from peyvand.record.database import Database
from peyvand.record.queries import source_rows
from peyvand.record.schema import metadata
from peyvand.record.workshop import Order, Workshop
from peyvand.record.writing import put_source
from peyvand.sources import originals

_CUTTINGS = (
    (
        "Japan's foreign minister Kenji Morita met his Iranian counterpart Farid Karimi in Tehran on 9 May 2023. "
        "Morita said that Japan was concerned about shipping. Japan bought 400 tonnes of pistachios from Iran in 2022."
    ),
    (
        "Iranian foreign minister Farid Karimi and Japan's Kenji Morita held talks in Tehran on Tuesday. "
        "The two ministers signed a memorandum on earthquakes."
    ),
)


def names(record: Database) -> list[str]:
    """The names of all sources."""
    with record.reading() as connection:
        return [row.name for row in source_rows(connection)]


def superuser(server: str, statement: str) -> None:
    """Do something on the server that Peyvand itself doesn't."""
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_two_desks_in_one_database(address: str) -> None:
    """Each has a schema of its own, and knows nothing of the other."""
    one, other = Database.create(address), Database.create(f"{address}_b")
    with one.writing() as connection:
        put_source(connection, entry_of(name="one.txt"))
    with other.writing() as connection:
        put_source(connection, entry_of(name="other.txt"))
    assert (names(one), names(other)) == (["one.txt"], ["other.txt"])
    with other.writing() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {address.rpartition('=')[2]}_b CASCADE")
    one.close()
    other.close()


def test_a_record_is_never_made_over_another(address: str) -> None:
    """Who names the address of one that is there is told so; a misspelt one isn't silently made."""
    Database.create(address).close()
    with pytest.raises(DeskFault, match=r"there is a record here already.*another schema"):
        Database.create(address)
    with pytest.raises(DeskFault, match=r"the record is missing.*Correct the address"):
        Database(f"{address}_misspelt")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://ada:secret@host/desk", "there is a password in the address.*PGPASSWORD"),
        ("postgresql://ada@host", "no address of a record.*Write it as postgresql://user@host/database"),
        ("mysql://ada@host/desk", "no address of a record"),
        ("postgresql://ada:secret@host:port/desk", "no address of a record"),
        ("postgresql://ada@host/desk?schema=Iran Japan", "the schema's name can't be used.*small letters"),
        ("postgresql://ada@127.0.0.1:9/desk", "the server can't be reached"),
        ("postgresql://ada@no-such-host.invalid/desk", "the server can't be reached"),
    ],
)
def test_an_address_that_is_wrong(address: str, said: str) -> None:
    """One line that says what to do, and no password in it."""
    with pytest.raises(DeskFault, match=said) as caught:
        Database(address)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_database_or_a_user_that_is_not_there(address: str) -> None:
    """The server says no, and the user what to do about it."""
    with pytest.raises(DeskFault, match="no such database on the server"):
        Database(address.replace("/postgres?", "/nothing?"))
    with pytest.raises(DeskFault, match="doesn't let this user in"):
        Database(address.replace("//peyvand@", "//nobody_in_particular@"))


def test_a_password_comes_from_where_postgresql_looks_for_it(server: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong one is refused in one line that doesn't show it; the right one lets in, as far as the user's rights go."""
    superuser(server, "DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right'")
    guarded = address.replace("//peyvand@", "//guarded@")
    monkeypatch.setenv("PGPASSWORD", "wr0ng")
    with pytest.raises(DeskFault, match=r"doesn't let this user in.*PGPASSWORD or ~/\.pgpass") as caught:
        Database.create(guarded)
    assert "wr0ng" not in str(caught.value)
    monkeypatch.setenv("PGPASSWORD", "right")
    with pytest.raises(DeskFault, match=r"this user may not do that there"):
        Database.create(guarded)
    superuser(server, "GRANT CREATE ON DATABASE postgres TO guarded")
    record = Database.create(guarded)
    assert names(record) == []
    record.close()
    superuser(server, f"DROP SCHEMA {address.rpartition('=')[2]} CASCADE; REVOKE CREATE ON DATABASE postgres FROM guarded")


def test_a_connection_that_is_lost(server: str, address: str) -> None:
    """In the middle of writing: one clear line, and nothing of it is there. Between two transactions: nobody notices."""
    record = Database.create(address)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'peyvand'"

    def write(connection: Connection) -> None:
        put_source(connection, entry_of())
        superuser(server, cut)
        put_source(connection, entry_of("More.", []))

    with pytest.raises(DeskFault, match=r"the connection was lost.*run the same command again"), record.writing() as connection:
        write(connection)
    assert names(record) == []
    superuser(server, cut)
    with record.writing() as connection:
        put_source(connection, entry_of())
    assert names(record) == ["herald.txt"]
    record.close()


def test_the_same_documents_give_the_same_record(address: str, tmp_path: Path) -> None:
    """In a file and on a server: every row but for its moments, what is one event and who is one person included."""
    cuttings = tmp_path / "cuttings"
    cuttings.mkdir()
    for number, text in enumerate(_CUTTINGS):
        (cuttings / f"{number}.txt").write_text(text, encoding="utf-8")
        (cuttings / f"{number}.json").write_text(f'{{"published": "2023-05-{10 + number}"}}')
    found: list[dict[str, list[str]]] = []
    for folder, place in ((tmp_path / "file", tmp_path / "record.db"), (tmp_path / "server", address)):
        folder.mkdir()
        record = Database.create(place)
        report = Adding(record, folder).add(originals([str(cuttings)]), Workshop(Order(("IRN", "JPN"))), Metadata(), 1)
        assert (report.added, report.faults) == (len(_CUTTINGS), ())
        with record.reading() as connection:
            found.append({table.name: rows(connection, table) for table in metadata.sorted_tables})
        record.close()
    assert found[0] == found[1]
    assert all(found[0][name] for name in ("versions", "appearances", "entries", "tellings", "decisions"))


def rows(connection: Connection, table: Table) -> list[str]:
    """All rows of a table, but for their moments."""
    shown = [column for column in table.c if column.name not in {"since", "until", "added", "at"}]
    return sorted(repr(tuple(row)) for row in connection.execute(select(*shown)))


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no use for a server needn't install what connects to one; who has is told how."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DeskFault, match=r"isn't installed.*pip install 'peyvand\[postgresql\]'"):
        Database("postgresql://ada@host/desk")
