"""What the record knew, and when: versions of sources and items, entries of several items, and who is who.

Revision ID: 0002
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from alembic import op

from peyvand.record.migrations.two_times.moving import Moving
from peyvand.record.migrations.two_times.tables import metadata

revision = "0002"
down_revision = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_OLD = ("decisions", "parts", "offices", "aliases", "quotes", "actors", "items", "fingerprint_bands", "sources")
_ASIDE = "first_"
_APPEND_ONLY = ("decisions", "concerns")
_REFUSED = "decisions are only ever appended"


def upgrade() -> None:
    """Make the tables of versions and bring what there is into them."""
    connection = op.get_bind()
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        old = _put_aside(connection)
    else:  # no record was ever kept on a server in the first version
        _drop(_OLD)
    metadata.create_all(connection)
    if on_sqlite:
        Moving(connection, old).move()
        _drop(_ASIDE + name for name in _OLD)
    else:
        op.execute("INSERT INTO clock (id, at) VALUES (1, 0)")
    for statement in _refusals_of_sqlite() if on_sqlite else _refusals_of_postgresql():
        op.execute(statement)


def _put_aside(connection: sa.Connection) -> dict[str, sa.Table]:
    """Give the tables of the first version other names; their search is made anew."""
    for trigger in ("search_insert", "search_delete", "search_update", "decisions_no_update", "decisions_no_delete"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE search")
    for table in _OLD:
        for index in sa.inspect(connection).get_indexes(table):
            op.drop_index(str(index["name"]))
        op.rename_table(table, _ASIDE + table)
    found = sa.MetaData()
    found.reflect(connection, only=[_ASIDE + name for name in _OLD])
    return {name: found.tables[_ASIDE + name] for name in _OLD}


def _drop(names: Iterable[str]) -> None:
    """Drop tables, those that refer to others first."""
    for name in names:
        op.execute(f"DROP TABLE {name}")


def _refusals_of_sqlite() -> Iterator[str]:
    """What refuses to change or remove a decision."""
    for table in _APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            name = f"{table}_no_{act.lower()}"
            yield f"CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"


def _refusals_of_postgresql() -> Iterator[str]:
    """The same; TRUNCATE as well, which goes past the triggers of rows."""
    yield f"""CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"""
    for table in _APPEND_ONLY:
        yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION append_only()"""
