"""What the record knew, and when: versions of sources and items, entries of several items, and who is who.

Revision ID: 0002
"""

from __future__ import annotations

from collections.abc import Iterator

from alembic import op

from peyvand.record.schema import metadata

revision = "0002"
down_revision = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_OLD = ("decisions", "parts", "offices", "aliases", "quotes", "actors", "items", "fingerprint_bands", "sources")
_APPEND_ONLY = ("decisions", "concerns")
_REFUSED = "decisions are only ever appended"


def upgrade() -> None:
    """Make the tables of versions and bring what there is into them."""
    on_sqlite = op.get_context().dialect.name == "sqlite"
    if on_sqlite:
        for trigger in ("search_insert", "search_delete", "search_update", "decisions_no_update", "decisions_no_delete"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE search")
    for table in _OLD:
        op.execute(f"DROP TABLE {table}")
    metadata.create_all(op.get_bind())
    op.execute("INSERT INTO clock (id, at) VALUES (1, 0)")
    for statement in _refusals_of_sqlite() if on_sqlite else _refusals_of_postgresql():
        op.execute(statement)


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
