"""What the record knew, and when: versions of sources and items, entries of several items, and who is who.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from peyvand.record.schema import metadata

revision = "0002"
down_revision = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_SEARCH = (
    """CREATE VIRTUAL TABLE search USING fts5(
        title, text, content='editions', content_rowid='row', tokenize="unicode61 remove_diacritics 2"
    )""",
    """CREATE TRIGGER search_insert AFTER INSERT ON editions BEGIN
        INSERT INTO search(rowid, title, text) VALUES (new.row, new.title, new.text);
    END""",
)
_APPEND_ONLY = tuple(
    f"""CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} BEGIN
        SELECT RAISE(ABORT, 'decisions are only ever appended');
    END"""
    for table in ("decisions", "concerns")
    for act in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    """Make the tables of versions and bring what there is into them."""
    old = sa.inspect(op.get_bind()).get_table_names()
    for trigger in ("search_insert", "search_delete", "search_update", "decisions_no_update", "decisions_no_delete"):
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE search")
    for table in ("decisions", "parts", "offices", "aliases", "quotes", "actors", "items", "fingerprint_bands", "sources"):
        op.execute(f"DROP TABLE {table}")
    metadata.create_all(op.get_bind())
    op.execute("INSERT INTO clock (id, at) VALUES (1, 0)")
    for statement in (*_SEARCH, *_APPEND_ONLY):
        op.execute(statement)
    del old
