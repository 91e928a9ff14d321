"""PostgreSQL, for a team: each record in a schema of its own, so that several desks share a database.

Its address is a URL, `postgresql://user@host/database?schema=iran_japan`. A password never stands in it: it comes from
PGPASSWORD or ~/.pgpass, as for every other client of PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from peyvand.errors import DeskFault
from peyvand.record.storing.alike import AGAIN, compact

_SCHEMA = "peyvand"  # where an address names none
_CONNECT = {"connect_timeout": 10, "application_name": "peyvand", "keepalives_idle": 60}
# A laptop that falls asleep in the middle of writing mustn't keep the team waiting for ever.
_IDLE = "10min"
_SET_UP = "SET search_path TO {}; SET lock_timeout TO {}; SET idle_in_transaction_session_timeout TO '{}'"
_LOST = "Look whether the server runs and can be reached, then run the same command again; what was done so far is kept."
_WHO = "Name the user in the address, and give the password in PGPASSWORD or ~/.pgpass."
_STATES = {  # PostgreSQL's own codes (appendix A of its manual), or the first two characters of them
    "55P03": ("another program is writing to it", AGAIN),
    "40": ("another program is writing to it", AGAIN),
    "53100": ("the server's disk is full", "Ask who runs the server for room; nothing that was there is lost."),
    "53": ("the server has no room for another connection", "Close other programs that use it, or ask who runs the server."),
    "28": ("the server doesn't let this user in", _WHO),
    "3D000": ("there is no such database on the server", "Ask who runs the server to make it (`createdb`), or correct the name."),
    "42501": ("this user may not do that there", "Ask who runs the server for the right to create and write in this database."),
    "25006": ("the server lets nobody write at the moment", "Ask who runs the server; the record can be read meanwhile."),
    "57": ("the connection was lost", _LOST),
    "08": ("the connection was lost", _LOST),
}
_MESSAGES = (  # of what fails before the server gives a code
    (r"password|role .* does not exist|authentication|pg_hba", *_STATES["28"]),
    (r"database .* does not exist", *_STATES["3D000"]),
    (r"too many|remaining connection slots", *_STATES["53"]),
    (r"closed|terminat|lost|SSL|EOF", *_STATES["08"]),
    (r"", "the server can't be reached", "Look whether its name is right, it runs, and this machine is in the network."),
)


class Postgresql:
    """A schema of a database on a server."""

    def __init__(self, address: str, patience: float) -> None:
        url, self.schema = _parsed(address)
        self.name = url.update_query_dict({"schema": self.schema}).render_as_string(hide_password=True)
        self.name = self.name.replace("+psycopg", "", 1)
        engine = _engine(url, self.name, self.schema, patience)
        self.reads = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        # What waits for the lock of `moments.begin` sees, once it has it, what was written meanwhile.
        self.writes = engine.execution_options(isolation_level="READ COMMITTED")

    def make(self) -> None:
        """Make the schema; one that holds a record already is refused."""
        with self.faults(), self.writes.begin() as connection:
            if _holds_a_record(connection):
                remedy = "Open the desk that it belongs to, or name another schema: add ?schema=a_name to the address."
                raise DeskFault(self.name, "there is a record here already", remedy)
            connection.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{self.schema}"')

    def check(self) -> None:
        """Refuse where there is no record."""
        with self.faults(), self.reads.begin() as connection:
            if not _holds_a_record(connection):
                remedy = "Correct the address in desk.toml; `peyvand new` with `--record` makes a desk with a new one."
                raise DeskFault(self.name, "the record is missing", remedy)

    def lock(self, connection: Connection) -> None:
        """Let one program alone change the schema."""
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext(%s))", (self.schema,))

    def copy_before(self, change: str) -> None:
        """Nothing: a change is made wholly or not at all, and a server has backups of its own."""

    def copy_to(self, path: Path, tell: object = None) -> None:
        """Nothing: a server has no file to copy."""

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Say what went wrong so that its user knows what to do."""
        try:
            yield
        except DBAPIError as error:
            raise _fault(self.name, error.orig) from error


def _parsed(address: str) -> tuple[URL, str]:
    """The address for the driver, and the schema."""
    form = "Write it as postgresql://user@host/database, with ?schema=a_name where several desks share the database."
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise DeskFault(re.sub(r"//[^/]*@", "//…@", address), "this is no address of a record", form) from None
    shown = url.render_as_string(hide_password=True)
    if url.drivername not in {"postgresql", "postgres"} or not url.database:
        raise DeskFault(shown, "this is no address of a record", form)
    if url.password is not None:
        raise DeskFault(shown, "there is a password in the address", "Take it out, and give it in PGPASSWORD or ~/.pgpass.")
    schema = url.query.get("schema", _SCHEMA)
    if not isinstance(schema, str) or not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise DeskFault(shown, "the schema's name can't be used", "Write it with small letters, digits and underscores alone.")
    return url.difference_update_query(["schema"]).set(drivername="postgresql+psycopg"), schema


def _engine(url: URL, name: str, schema: str, patience: float) -> Engine:
    """An engine whose connections look into one schema alone."""
    given = {key: value for key, value in _CONNECT.items() if key not in url.query}
    try:
        # A connection that was lost while it lay idle (a night, another network) is replaced before it is used.
        engine = create_engine(url, connect_args=given, json_serializer=compact, pool_pre_ping=True)
    except ModuleNotFoundError:
        reason = "what connects Peyvand with PostgreSQL isn't installed"
        raise DeskFault(name, reason, "Install it: pip install 'peyvand[postgresql]'") from None

    @event.listens_for(engine, "connect")
    def _set_up(raw: Any, _: object) -> None:  # noqa: ANN401 (of the driver)
        raw.execute(_SET_UP.format(f'"{schema}"', int(patience * 1000), _IDLE))
        raw.commit()

    return engine


def _holds_a_record(connection: Connection) -> bool:
    """Whether there are a record's tables in the schema."""
    return connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar() is not None


def _fault(name: str, error: BaseException | None) -> DeskFault:
    """The fault that an error of PostgreSQL's means."""
    state, message = getattr(error, "sqlstate", None), str(error).strip()
    if state is None:
        return DeskFault(name, *next(means for pattern, *means in _MESSAGES if re.search(pattern, message)))
    if known := _STATES.get(state) or _STATES.get(state[:2]):
        return DeskFault(name, *known)
    return DeskFault(name, f"the database refuses ({message.splitlines()[0]})", "Please report this, with what you did.")
